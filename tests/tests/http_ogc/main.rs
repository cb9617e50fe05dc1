//! The standard interfaces by the abstract tests of their standards, written as our own list: each check names the
//! one it is of (`/conf/…`).
//!
//! | file | what |
//! |---|---|
//! | `features_1`, `forms`, `pages` | OGC API Features 1: core, GeoJSON, HTML, files, paging |
//! | `features_2`, `features_3`, `sorting` | reference systems; filters; the order of features |
//! | `tiles`, `situations` | OGC API Tiles 1, Styles; a situation as collection, tiles and difference |
//! | `processes` | OGC API Processes 1, at once and as jobs |
//! | `methods`, `document`, `state` | `OPTIONS`, `HEAD`, `Allow`; the API document; what is not there yet |

use actix_web::dev::ServiceResponse;
use actix_web::http::header::HeaderMap;
use actix_web::web::Bytes;
use serde_json::Value;
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::{Attribution, RunView};
use tests::scene::{Scene, invented, small_city, wind_from_the_west};

macro_rules! app {
    () => {
        app!(server::app::AppState::with(crate::snapshot(true)))
    };
    ($state:expr) => {{
        use utoipa::OpenApi as _;
        use utoipa_actix_web::AppExt as _;
        let state = actix_web::web::Data::new($state);
        let (app, api) = actix_web::App::new()
            .into_utoipa_app()
            .openapi(server::openapi::Document::openapi())
            .configure(server::app::configure(state))
            .split_for_parts();
        let app = app.configure(server::app::configure_document(api));
        actix_web::test::init_service(app).await
    }};
}

macro_rules! get {
    ($app:expr, $path:expr) => {
        actix_web::test::call_service(&$app, actix_web::test::TestRequest::get().uri(&$path).to_request()).await
    };
    ($app:expr, $path:expr, $($header:expr),+) => {
        actix_web::test::call_service(&$app, actix_web::test::TestRequest::get().uri(&$path)$(.insert_header($header))+.to_request()).await
    };
}

/// The JSON at a path that is there.
macro_rules! fetch {
    ($app:expr, $path:expr) => {{
        let path: String = $path.to_string();
        let answer = get!($app, path);
        let status = answer.status();
        let text = actix_web::test::read_body(answer).await;
        assert!(
            status.is_success(),
            "{path}: {status} {}",
            String::from_utf8_lossy(&text)
        );
        serde_json::from_slice::<serde_json::Value>(&text).unwrap()
    }};
}

macro_rules! execute {
    ($app:expr, $process:expr, $body:expr $(, $header:expr)*) => {{
        let request = actix_web::test::TestRequest::post()
            .uri(&format!("/ogc/processes/{}/execution", $process))
            $(.insert_header($header))*
            .set_json($body)
            .to_request();
        actix_web::test::call_service(&$app, request).await
    }};
}

mod document;
mod features_1;
mod features_2;
mod features_3;
mod forms;
mod methods;
mod pages;
mod processes;
mod situations;
mod sorting;
mod state;
mod tiles;

/// The small city with wind, 30 more targets, dates, a hidden hazard, and a name that is an attack on a page.
fn facts() -> analysis::facts::Facts {
    let mut facts = small_city();
    facts.weather = wind_from_the_west();
    facts.facilities[0].built_on = Some("2010-05-17".into());
    facts.facilities[1].name = "<script>alert('x')</script>".into();
    let mut scene = Scene::default();
    for i in 0..30_i32 {
        let at = scene.at(f64::from(i * 50) - 700.0, 900.0);
        let shape = geo_types::Point::from(at);
        let target = scene.target(&format!("G{i:02}"), analysis::facts::Subtype::Office, shape);
        target.people_day = Some(f64::from(i));
    }
    facts.targets.append(&mut scene.facts.targets);
    facts.hidden_hazards.push(analysis::facts::HiddenHazard {
        id: "H/1 a".into(),
        facility_id: "F1".into(),
        level: analysis::facts::HazardLevel::Major,
        found_on: "2025-03-01".into(),
        source: None,
        clause: None,
        description: "<b>&\"'".into(),
        due_on: None,
        closed_on: None,
        state: analysis::facts::HazardState::Reported,
        barrier: None,
        geometry: None,
        provenance: invented(),
    });
    facts
}

fn snapshot(with_risk: bool) -> Snapshot {
    let assessed = Assessed::of(facts(), |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-test".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let named = vec![Attribution {
        text: "天地图 <i>".into(),
        url: None,
    }];
    let snapshot = Snapshot::build(assessed, run, named);
    if with_risk {
        snapshot.compute_risk(|_, _| {});
    }
    snapshot
}

async fn body(answer: ServiceResponse) -> Value {
    serde_json::from_slice(&actix_web::test::read_body(answer).await).unwrap()
}

fn encoded(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|b| format!("%{b:02X}")).collect();
    bytes.concat()
}

fn ids(page: &Value) -> Vec<String> {
    let all = page["features"].as_array().unwrap().iter();
    all.map(|f| f["id"].as_str().unwrap().to_owned()).collect()
}

fn link<'a>(of: &'a Value, rel: &str) -> Option<&'a str> {
    let links = of["links"].as_array()?;
    links.iter().find(|l| l["rel"] == rel)?["href"].as_str()
}

fn header(headers: &HeaderMap, name: &str) -> String {
    let value = headers.get(name).map(|v| v.to_str().unwrap().to_owned());
    value.unwrap_or_default()
}

/// Path and query of a whole address.
fn path(href: &str) -> String {
    let rest = href.split_once("://").map_or(href, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..]).to_owned()
}

fn text(bytes: &Bytes) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
