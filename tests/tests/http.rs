//! Every endpoint and every problem, as snapshots of what it answers.

use actix_web::dev::ServiceResponse;
use actix_web::web::{self, Data};
use actix_web::{App, test};
use serde_json::{Value, json};
use server::app::{AppState, configure, fallback};
use server::encoding::Encoding;
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::{Attribution, RunView};
use tests::scene::small_city;
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

fn state() -> AppState {
    let assessed = Assessed::of(small_city(), |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-test".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let named = vec![Attribution {
        text: "天地图".into(),
        url: None,
    }];
    let snapshot = Snapshot::build(assessed, run, named);
    snapshot.compute_risk(|_, _| {});
    AppState::with(snapshot)
}

macro_rules! app {
    ($state:expr) => {{
        let state = Data::new($state);
        let (app, api) = App::new()
            .into_utoipa_app()
            .openapi(server::openapi::Document::openapi())
            .configure(configure(state))
            .split_for_parts();
        let app = app
            .route(
                "/openapi.json",
                web::get().to(move || std::future::ready(web::Json(api.clone()))),
            )
            .default_service(web::to(fallback));
        test::init_service(app).await
    }};
}

async fn body(answer: ServiceResponse) -> Value {
    serde_json::from_slice(&test::read_body(answer).await).unwrap()
}

macro_rules! get {
    ($app:expr, $path:expr) => {
        test::call_service(&$app, test::TestRequest::get().uri($path).to_request()).await
    };
}

#[actix_web::test]
async fn every_endpoint_answers_as_it_did() {
    let app = app!(state());
    for (name, path) in [
        ("summary", "/api/v1/summary"),
        ("search", "/api/v1/search?q=%E6%B1%9F%E7%95%94"),
        ("search_parks", "/api/v1/search?kind=park"),
        ("facilities", "/api/v1/facilities"),
        ("facilities_by_level", "/api/v1/facilities?level=3&limit=1"),
        ("facility", "/api/v1/facilities/F1"),
        ("violations", "/api/v1/violations"),
        ("violations_unknown", "/api/v1/violations?verdict=unknown"),
        ("violations_geojson", "/api/v1/violations?f=geojson&limit=1"),
        ("grade_unit", "/api/v1/grades/unit/U1"),
        ("grade_facility", "/api/v1/grades/facility/F1"),
        ("grade_district", "/api/v1/grades/district/320411"),
        ("tilejson", "/tiles/facilities,violations"),
        ("health", "/health"),
        ("ready", "/ready"),
    ] {
        let answer = get!(app, path);
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        insta::assert_json_snapshot!(name, body(answer).await);
    }
}

#[actix_web::test]
async fn every_wrong_request_gets_a_problem_that_says_what_would_be_right() {
    let app = app!(state());
    let mut problems = Vec::new();
    for path in [
        "/api/v1/facilities/none",
        "/api/v1/facilities?limit=0",
        "/api/v1/facilities?limit=-1",
        "/api/v1/facilities?bbox=NaN,NaN,NaN,NaN",
        "/api/v1/facilities?bbox=1,2,3",
        "/api/v1/facilities?bbox=120,32,119,31",
        "/api/v1/facilities?bbox=inf,0,inf,1",
        "/api/v1/facilities?kind=castle",
        "/api/v1/facilities?level=9",
        "/api/v1/facilities?colour=red",
        "/api/v1/violations?verdict=maybe",
        "/api/v1/violations?basis=guess",
        "/api/v1/violations?facility=none",
        "/api/v1/violations?park=none",
        "/api/v1/grades/planet/1",
        "/api/v1/grades/unit/none",
        "/api/v1/search?kind=ghost",
        "/tiles/none",
        "/tiles/none/1/0/0",
        "/tiles/facilities/99/0/0",
        "/tiles/facilities/1000/0/0",
        "/tiles/facilities/3/8/0",
        "/tiles/facilities/-1/0/0",
        "/tiles/facilities/1/0/a",
        "/tiles/,,/1/0/0",
        "/styles/none.json",
        "/nothing/here",
    ] {
        let answer = get!(app, path);
        let status = answer.status();
        assert!(status.is_client_error(), "{path}: {status}");
        let kind = answer
            .headers()
            .get("content-type")
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        assert_eq!(kind, "application/problem+json", "{path}");
        problems.push(json!({"path": path, "problem": body(answer).await}));
    }
    insta::assert_json_snapshot!("problems", problems);
}

#[actix_web::test]
async fn a_relocation_says_what_vanishes_and_what_is_new() {
    let app = app!(state());
    let before = body(get!(app, "/api/v1/violations")).await;
    let to = body(get!(app, "/api/v1/search?kind=park")).await["items"][0]["location"].clone();
    let change = json!({"changes": [{"move": {"facility_id": "F1", "to": to}}]});
    let request = test::TestRequest::post()
        .uri("/api/v1/situations")
        .set_json(&change)
        .to_request();
    let answer = test::call_service(&app, request).await;
    assert!(answer.status().is_success());
    assert!(answer.headers().contains_key("server-timing"));
    let view = body(answer).await;
    insta::assert_json_snapshot!("situation", view);
    assert_eq!(view["destination"]["park_id"], "P1");
    assert_eq!(
        body(get!(app, "/api/v1/violations")).await,
        before,
        "nothing was stored"
    );
}

#[actix_web::test]
async fn a_situation_that_cannot_be_taken_is_refused() {
    let app = app!(state());
    let mut problems = Vec::new();
    for text in [
        "",
        "{",
        "{}",
        r#"{"changes": []}"#,
        r#"{"changes": [{"burn": {}}]}"#,
        r#"{"changes": [{"move": {"facility_id": "none", "to": [119.9, 31.8]}}]}"#,
        r#"{"changes": [{"move": {"facility_id": "F1", "to": [31.8, 119.9]}}]}"#,
        r#"{"changes": [{"move": {"facility_id": "F1", "to": [1e999, 31.8]}}]}"#,
        r#"{"changes": [{"move": {"facility_id": "F1", "to": [119.9]}}]}"#,
        r#"{"changes": [{"move": {"facility_id": "F1", "to": [119.9, 31.8]}}, {"move": {"facility_id": "F1", "to": [119.8, 31.8]}}]}"#,
    ] {
        let request = test::TestRequest::post()
            .uri("/api/v1/situations")
            .insert_header(("content-type", "application/json"))
            .set_payload(text)
            .to_request();
        let answer = test::call_service(&app, request).await;
        assert!(
            answer.status().is_client_error(),
            "{text}: {}",
            answer.status()
        );
        problems.push(json!({"body": text, "problem": body(answer).await}));
    }
    insta::assert_json_snapshot!("situation_problems", problems);
}

#[actix_web::test]
async fn a_tile_has_an_etag_is_gzipped_where_accepted_and_204_where_empty() {
    let app = app!(state());
    // 119.97 31.81 lies in tile 12/3412/1665
    let path = "/tiles/facilities,violations/12/3412/1665.mvt";
    let plain = get!(app, path);
    assert_eq!(plain.status(), 200);
    let tag = plain.headers().get("etag").unwrap().clone();
    let bytes = test::read_body(plain).await;
    let reader = mvt_reader::Reader::new(bytes.to_vec()).unwrap();
    let names = reader.get_layer_names().unwrap();
    assert_eq!(names, ["facilities", "violations"]);
    let mut tags = vec![tag.clone()];
    for (accepted, coding) in [
        ("gzip", Encoding::Gzip),
        ("gzip, br", Encoding::Brotli),
        ("gzip, deflate, br, zstd", Encoding::Zstd),
        ("gzip, deflate, br, zstd", Encoding::Zstd),
    ] {
        let packed = test::TestRequest::get()
            .uri(path)
            .insert_header(("accept-encoding", accepted))
            .to_request();
        let packed = test::call_service(&app, packed).await;
        let headers = packed.headers();
        assert_eq!(headers.get("content-encoding").unwrap(), coding.token());
        assert_eq!(headers.get("access-control-allow-origin").unwrap(), "*");
        assert_eq!(headers.get("vary").unwrap(), "Accept, Accept-Encoding");
        tags.push(headers.get("etag").unwrap().clone());
        let body = test::read_body(packed).await;
        assert_eq!(coding.unpack(&body).unwrap(), bytes);
    }
    assert_eq!(tags[3], tags[4], "the same tile has the same ETag");
    tags.dedup();
    assert_eq!(tags.len(), 4, "a strong ETag differs by encoding");
    let again = test::TestRequest::get()
        .uri(path)
        .insert_header(("if-none-match", tag))
        .to_request();
    assert_eq!(test::call_service(&app, again).await.status(), 304);
    assert_eq!(get!(app, "/tiles/facilities/12/0/0").status(), 204);
    let head = test::TestRequest::default()
        .method(actix_web::http::Method::HEAD)
        .uri(path)
        .to_request();
    let head = test::call_service(&app, head).await;
    assert_eq!(head.status(), 200);
    assert_eq!(head.headers().get("etag").unwrap(), &tags[0]);
}

/// A list of layers costs once for each layer, and no list is longer than there can be layers.
#[actix_web::test]
async fn a_list_of_layers_is_kept_short() {
    let app = app!(state());
    let path = |layers: &str| format!("/tiles/{layers}/12/3412/1665");
    let once = test::read_body(get!(app, &path("facilities"))).await;
    let often = vec!["facilities"; 400].join(",");
    assert_eq!(test::read_body(get!(app, &path(&often))).await, once);
    let many: Vec<String> = (0..40).map(|i| format!("layer{i}")).collect();
    assert_eq!(get!(app, &path(&many.join(","))).status(), 400);
}

#[actix_web::test]
async fn a_service_without_a_city_is_not_ready_but_alive() {
    let app = app!(AppState::empty());
    assert_eq!(get!(app, "/health").status(), 200);
    for path in [
        "/ready",
        "/api/v1/summary",
        "/tiles/facilities",
        "/tiles/facilities/0/0/0",
    ] {
        assert_eq!(get!(app, path).status(), 503, "{path}");
    }
}

#[actix_web::test]
async fn an_empty_store_is_shown_as_empty() {
    let assessed = Assessed::of(analysis::facts::Facts::default(), |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-empty".into(),
        made_at: String::new(),
        ruleset: String::new(),
        inputs_hash: String::new(),
        program_version: String::new(),
    };
    let app = app!(AppState::with(Snapshot::build(assessed, run, Vec::new())));
    let summary = body(get!(app, "/api/v1/summary")).await;
    assert_eq!(summary["bbox"], Value::Null);
    assert_eq!(get!(app, "/tiles/facilities/0/0/0").status(), 204);
    assert_eq!(body(get!(app, "/api/v1/violations")).await["total"], 0);
}

#[actix_web::test]
async fn the_document_lists_every_path() {
    let app = app!(state());
    let document = body(get!(app, "/openapi.json")).await;
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    insta::assert_json_snapshot!("openapi_paths", paths);
    let operations = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|p| p.as_object().unwrap().values());
    let mut ids: Vec<&str> = operations
        .map(|o| o["operationId"].as_str().unwrap())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "every operation has its own identifier");
}
