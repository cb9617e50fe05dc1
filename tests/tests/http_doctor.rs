//! The health of the data through HTTP: a small city with known faults, each of which is told.

use std::collections::BTreeSet;

use actix_web::web::{self, Data};
use actix_web::{App, test};
use analysis::facts::{Facts, Subtype};
use data::crs::wgs84_to_gcj02;
use geo_types::{Geometry, Point};
use serde_json::Value;
use server::app::{AppState, configure, fallback};
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use tests::scene::{Scene, invented, small_city};
use utoipa_actix_web::AppExt;

fn state(facts: Facts) -> AppState {
    let assessed = Assessed::of(facts, |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-test".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    AppState::with(Snapshot::build(assessed, run, Vec::new()))
}

macro_rules! app {
    ($facts:expr) => {{
        let state = Data::new(state($facts));
        let (app, _) = App::new()
            .into_utoipa_app()
            .configure(configure(state))
            .split_for_parts();
        test::init_service(app.default_service(web::to(fallback))).await
    }};
}

macro_rules! get {
    ($app:expr, $path:expr) => {{
        let request = test::TestRequest::get().uri($path).to_request();
        let answer = test::call_service(&$app, request).await;
        let status = answer.status().as_u16();
        let body: Value = serde_json::from_slice(&test::read_body(answer).await).unwrap();
        (status, body)
    }};
}

/// The rows that fail, without what depends on the day of the test.
fn found(view: &Value) -> BTreeSet<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let items = view["findings"]["items"].as_array().unwrap().iter();
    items
        .map(|f| (text(&f["rule"]), text(&f["id"])))
        .filter(|(rule, _)| rule != "missing" && rule != "stale")
        .collect()
}

fn rule<'v>(view: &'v Value, id: &str) -> &'v Value {
    let mut rules = view["rules"].as_array().unwrap().iter();
    rules.find(|r| r["rule"] == id).unwrap()
}

/// The small city, with a tank that holds what is in it.
fn sound() -> Facts {
    let mut facts = small_city();
    facts.vessels[1].volume_m3 = Some(1_000.0);
    facts
}

/// The same with one fault of each kind that is named beside it.
fn faulty() -> Facts {
    let scene = Scene::default();
    let mut facts = sound();
    // overlap: two tanks of 12 and 6 m, 5 m apart.
    facts.vessels[2].geometry = Geometry::Point(Point(scene.at(65.0, -20.0)));
    // quantity: 22 000 t in a tank of 30 m³.
    facts.vessels[3].quantity_t = Some(22_000.0);
    // orphan: a unit of a facility that is not there.
    let mut orphan = facts.units[0].clone();
    (orphan.id, orphan.facility_id) = ("U9".into(), "F9".into());
    facts.units.push(orphan);
    let mut target = |id: &str, name: &str, at: (f64, f64)| {
        let mut other = facts.targets[0].clone();
        (other.id, other.name) = (id.into(), name.into());
        (other.geometry, other.provenance) = (Geometry::Point(Point::from(at)), invented());
        other.subtype = Subtype::School;
        facts.targets.push(other);
    };
    // outside: a place that was not filled in.
    target("T7", "示例·零点小学", (0.0, 0.0));
    // twin: the school once more, half a kilometre off.
    let twin = scene.at(160.0, 580.0);
    target("T8", "示例·江畔小学", (twin.x, twin.y));
    // datum: another school, and its double by the offset of GCJ-02.
    let (x, y) = (119.955, 31.82);
    target("T5", "示例·江北小学", (x, y));
    target("T6", "示例·江北小学", wgs84_to_gcj02(x, y));
    facts
}

#[actix_web::test]
async fn every_fault_of_a_city_is_told_with_its_place_and_what_to_do() {
    let mended = app!(sound());
    let (status, before) = get!(mended, "/api/v1/doctor?limit=1000");
    assert_eq!(status, 200, "{before}");
    let unknown_substance = ("substance".to_owned(), "V3".to_owned());
    assert_eq!(
        found(&before),
        BTreeSet::from([unknown_substance.clone()]),
        "the small city has a substance that no table knows: {before}"
    );
    let app = app!(faulty());
    let (status, view) = get!(app, "/api/v1/doctor?limit=1000");
    assert_eq!(status, 200, "{view}");
    assert_eq!(view["run_id"], "run-test");
    let told = found(&view);
    for (rule, ids) in [
        ("overlap", &["V2", "V3"][..]),
        ("quantity", &["V4"]),
        ("orphan", &["U9"]),
        ("outside", &["T7"]),
        ("twin", &["T1", "T8"]),
        ("datum", &["T5", "T6"]),
        ("substance", &["V3"]),
    ] {
        let of_rule: Vec<&str> = told
            .iter()
            .filter(|(r, _)| r == rule)
            .map(|(_, id)| id.as_str())
            .collect();
        assert!(
            of_rule.len() == 1 && ids.contains(&of_rule[0]),
            "{rule}: {of_rule:?}"
        );
    }
    assert_eq!(told.len(), 7, "and nothing else: {told:?}");

    for finding in view["findings"]["items"].as_array().unwrap() {
        for words in ["words", "fix"] {
            for language in ["zh", "en"] {
                let text = finding[words][language].as_str().unwrap();
                assert!(!text.is_empty(), "{words} {language}: {finding}");
            }
        }
    }
    let (_, overlap) = get!(app, "/api/v1/doctor?rule=overlap");
    let overlap = &overlap["findings"]["items"][0];
    assert_eq!(
        (overlap["layer"].as_str(), overlap["severity"].is_string()),
        (Some("vessels"), true)
    );
    let [x, y] = [0, 1].map(|i| overlap["place"][i].as_f64().unwrap());
    let near = Scene::default().at(62.0, -20.0);
    assert!(
        (x - near.x).abs() < 1e-4 && (y - near.y).abs() < 1e-4,
        "{overlap}"
    );
    let other = overlap["related"][0].as_str().unwrap();
    assert!(["V2", "V3"].contains(&other) && overlap["id"] != other);
}

#[actix_web::test]
async fn the_score_is_that_of_the_rules() {
    let app = app!(faulty());
    let (_, view) = get!(app, "/api/v1/doctor?limit=1000");
    let quantity = rule(&view, "quantity");
    assert_eq!(
        (
            &quantity["weight"],
            &quantity["checked"],
            &quantity["failing"]
        ),
        (&3.0.into(), &4.into(), &1.into()),
        "{quantity}"
    );
    assert_eq!(quantity["score"], 75.0, "one error of four rows");
    assert_eq!(rule(&view, "orphan")["failing"], 1);
    let (mut sum, mut weights) = (0.0, 0.0);
    for rule in view["rules"].as_array().unwrap() {
        let weight = rule["weight"].as_f64().unwrap();
        match rule["score"].as_f64() {
            Some(score) => {
                sum += weight * score;
                weights += weight;
            }
            None => assert_eq!(rule["checked"], 0, "{rule}"),
        }
        let rows: BTreeSet<&str> = view["findings"]["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| f["rule"] == rule["rule"])
            .map(|f| f["id"].as_str().unwrap())
            .collect();
        assert_eq!(rule["failing"], rows.len(), "{rule}");
    }
    let score = view["score"].as_f64().unwrap();
    assert!(
        (score - sum / weights).abs() <= 0.1,
        "{score} {}",
        sum / weights
    );
    let mended = app!(sound());
    let (_, before) = get!(mended, "/api/v1/doctor");
    assert!(before["score"].as_f64().unwrap() > score);
}

#[actix_web::test]
async fn what_settles_most_verdicts_comes_first_and_does_settle_them() {
    let mut facts = sound();
    facts.vessels[1].quantity_t = None;
    facts.vessels[2].substance = Some("甲醇".into());
    let app = app!(facts.clone());
    let (_, view) = get!(app, "/api/v1/doctor?limit=1000");
    let items = view["findings"]["items"].as_array().unwrap();
    let settled: Vec<u64> = items
        .iter()
        .map(|f| f["verdicts_settled"].as_u64().unwrap())
        .collect();
    assert!(settled[0] > 0, "{view}");
    assert!(settled.is_sorted_by(|a, b| a >= b), "{settled:?}");
    let (_, first) = get!(app, "/api/v1/doctor?limit=1");
    assert_eq!(first["findings"]["items"].as_array().unwrap().len(), 1);
    assert_eq!(first["findings"]["items"][0], items[0]);
    let (_, second) = get!(app, "/api/v1/doctor?limit=1&offset=1");
    assert_eq!(second["findings"]["items"][0], items[1]);

    let missing = items
        .iter()
        .find(|f| f["id"] == "V2" && f["field"] == "quantity_t")
        .unwrap();
    let promised = missing["verdicts_settled"].as_u64().unwrap();
    assert!(promised > 0, "{missing}");
    facts.vessels[1].quantity_t = Some(600.0);
    let mended = app!(facts);
    let (_, after) = get!(mended, "/api/v1/doctor");
    let unknown = |v: &Value| v["unknown_verdicts"].as_u64().unwrap();
    assert_eq!(unknown(&after), unknown(&view) - promised);
}

#[actix_web::test]
async fn findings_are_filtered_and_a_wrong_filter_is_told() {
    let app = app!(faulty());
    let (_, inside) = get!(app, "/api/v1/doctor?district=320411&limit=1000");
    let told = found(&inside);
    assert!(!told.iter().any(|(rule, _)| rule == "outside"), "{told:?}");
    assert!(told.iter().any(|(rule, _)| rule == "overlap"), "{told:?}");
    let (_, none) = get!(app, "/api/v1/doctor?district=999999");
    assert_eq!(none["findings"]["total"], 0);
    assert_eq!(
        none["rules"], inside["rules"],
        "the score is that of the whole store"
    );
    for path in [
        "/api/v1/doctor?rule=fever",
        "/api/v1/doctor?limit=0",
        "/api/v1/doctor?colour=red",
    ] {
        let (status, problem) = get!(app, path);
        assert_eq!(status, 400, "{path}: {problem}");
        assert_eq!(problem["type"], "/problems/bad-input", "{path}");
    }
}
