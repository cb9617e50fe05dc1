//! `sortby`: OGC API Records 1, `/conf/sorting`, on features.

use actix_web::test;
use serde_json::{Value, json};
use server::app::AppState;
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;

use super::{encoded, facts, ids, link, path, snapshot};

const ITEMS: &str = "/ogc/collections/targets/items";

/// Values of a property over all pages of so many.
macro_rules! walk {
    ($app:expr, $query:expr, $limit:expr) => {{
        let mut at = format!("{ITEMS}?{}&limit={}", $query, $limit);
        let mut all: Vec<Value> = Vec::new();
        for _ in 0..100 {
            let page = fetch!($app, at);
            all.extend(page["features"].as_array().unwrap().iter().cloned());
            match link(&page, "next") {
                Some(next) => at = path(next),
                None => break,
            }
        }
        all
    }};
}

#[actix_web::test]
async fn features_come_in_the_order_that_is_asked_for() {
    let app = app!();
    let days = |all: &[Value]| -> Vec<Option<f64>> {
        all.iter()
            .map(|f| f["properties"]["people_day"].as_f64())
            .collect()
    };
    let up = days(&walk!(app, "sortby=people_day", 10_000));
    assert_eq!(up.len(), 32);
    // What is not known comes last in either direction.
    assert!(up[..31].is_sorted() && up[..31].iter().all(Option::is_some) && up[31].is_none());
    let down = days(&walk!(app, "sortby=-people_day", 10_000));
    assert!(down[..31].iter().rev().is_sorted() && down[31].is_none());
    assert_eq!(
        up,
        days(&walk!(
            app,
            format!("sortby={}", encoded("+people_day")),
            10_000
        ))
    );
    // With several properties, the later ones tell equal ones apart; identifiers tell the rest.
    let two = walk!(app, "sortby=subtype,-people_day", 10_000);
    let keys: Vec<(String, i64)> = two
        .iter()
        .filter(|f| f["properties"]["people_day"].is_number())
        .map(|f| {
            let p = &f["properties"];
            let day = p["people_day"].as_f64().unwrap();
            (p["subtype"].as_str().unwrap().to_owned(), -(day as i64))
        })
        .collect();
    assert!(keys.is_sorted(), "{keys:?}");
}

#[actix_web::test]
async fn sorted_pages_follow_each_other_without_gaps_or_repeats() {
    let app = app!();
    for query in [
        "sortby=-people_day",
        "sortby=subtype",
        "sortby=synthetic,-name",
        "sortby=imported_at&bbox=119,31,121,32",
        "sortby=-people_day&filter=people_day%20%3E%3D%203",
    ] {
        let id = |f: &Value| f["id"].as_str().unwrap().to_owned();
        let whole: Vec<String> = walk!(app, query, 10_000).iter().map(id).collect();
        assert!(whole.len() > 20, "{query}");
        for limit in [1, 7, 31] {
            let paged: Vec<String> = walk!(app, query, limit).iter().map(id).collect();
            assert_eq!(paged, whole, "{query} by {limit}");
        }
    }
}

#[actix_web::test]
async fn a_sorted_page_goes_on_where_it_was_when_the_data_change() {
    let state = actix_web::web::Data::new(AppState::with(snapshot(false)));
    let shared = state.clone();
    let (app, _) = utoipa_actix_web::AppExt::into_utoipa_app(actix_web::App::new())
        .configure(server::app::configure(state))
        .split_for_parts();
    let app = test::init_service(app).await;
    let first = fetch!(app, format!("{ITEMS}?sortby=-people_day&limit=10"));
    let last = ids(&first).last().unwrap().clone();
    let rest: Vec<String> = walk!(app, "sortby=-people_day", 10_000)
        .iter()
        .map(|f| f["id"].as_str().unwrap().to_owned())
        .skip(10)
        .collect();
    // The one it stopped at goes, one before it comes to stand after it, and one is new before it.
    let mut changed = facts();
    changed.targets.retain(|t| t.id != last);
    let early = changed.targets.iter_mut().find(|t| t.id == "G29").unwrap();
    early.people_day = Some(0.5);
    let assessed = Assessed::of(changed, |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-2".into(),
        made_at: String::new(),
        ruleset: String::new(),
        inputs_hash: String::new(),
        program_version: String::new(),
    };
    shared.swap(Snapshot::build(assessed, run, Vec::new()));
    let mut at = path(link(&first, "next").unwrap());
    let mut after = Vec::new();
    loop {
        let page = fetch!(app, at);
        after.extend(ids(&page));
        match link(&page, "next") {
            Some(next) => at = path(next),
            None => break,
        }
    }
    after.retain(|id| id != "G29");
    assert_eq!(after, rest, "all that were there all along, once each");
}

#[actix_web::test]
async fn what_cannot_be_sorted_by_is_refused() {
    let app = app!();
    let sortables = fetch!(app, "/ogc/collections/targets/sortables");
    assert!(sortables["properties"]["people_day"].is_object());
    assert_eq!(sortables["properties"]["geometry"], Value::Null);
    let first = fetch!(app, format!("{ITEMS}?sortby=name&limit=2"));
    let sorted = path(link(&first, "next").unwrap());
    let token = sorted
        .split("next=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    let plain = fetch!(app, format!("{ITEMS}?limit=2"));
    let plain = path(link(&plain, "next").unwrap());
    let plain = plain
        .split("next=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    for query in [
        "sortby=secret".to_owned(),
        "sortby=".to_owned(),
        "sortby=geometry".to_owned(),
        "sortby=name,name".to_owned(),
        "sortby=name,".to_owned(),
        "sortby=--name".to_owned(),
        "sortby=name%20DESC".to_owned(),
        // A place in one order is none in another.
        format!("sortby=name,people_day&next={token}"),
        format!("next={token}"),
        format!("sortby=name&next={plain}"),
    ] {
        let answer = get!(app, format!("{ITEMS}?{query}"));
        assert_eq!(answer.status(), 400, "{query}");
    }
    assert_eq!(json!(first["numberMatched"]), 32);
}
