//! Pages follow each other.

use actix_web::web::Data;
use actix_web::{App, test};
use server::app::{AppState, configure};
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use utoipa_actix_web::AppExt;

use super::{facts, ids, link, path, snapshot};

#[actix_web::test]
async fn pages_follow_each_other_without_gaps_or_repeats() {
    let app = app!();
    for query in [
        "limit=7",
        "limit=7&filter=people_day%20%3E%3D%203",
        "limit=1&bbox=119,31,121,32",
        "limit=32",
    ] {
        let whole = fetch!(
            app,
            format!(
                "/ogc/collections/targets/items?{}&limit=10000",
                query.split_once('&').map_or("", |q| q.1)
            )
            .replace("?&", "?")
        );
        let mut at = format!("/ogc/collections/targets/items?{query}");
        let mut all = Vec::new();
        for _ in 0..40 {
            let page = fetch!(app, at);
            all.extend(ids(&page));
            match link(&page, "next") {
                Some(next) => at = path(next),
                None => break,
            }
        }
        assert_eq!(all, ids(&whole), "{query}");
    }
}

#[actix_web::test]
async fn a_page_goes_on_by_the_order_of_identifiers_when_the_data_change() {
    let state = Data::new(AppState::with(snapshot(false)));
    let shared = state.clone();
    let (app, _) = App::new()
        .into_utoipa_app()
        .configure(configure(state))
        .split_for_parts();
    let app = test::init_service(app).await;
    let first = fetch!(app, "/ogc/collections/targets/items?limit=10");
    let mut fewer = facts();
    fewer.targets.retain(|t| t.id != "G09" && t.id != "G03");
    let assessed = Assessed::of(fewer, |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-2".into(),
        made_at: String::new(),
        ruleset: String::new(),
        inputs_hash: String::new(),
        program_version: String::new(),
    };
    shared.swap(Snapshot::build(assessed, run, Vec::new()));
    let second = fetch!(app, path(link(&first, "next").unwrap()));
    assert_eq!(ids(&first).last().unwrap(), "G09");
    assert_eq!(
        ids(&second)[0],
        "G10",
        "the one it stopped at is gone; it goes on after it"
    );
}
