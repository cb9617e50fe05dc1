//! External safety distance over HTTP: one plant for each method, an explosives store beside a school.

use actix_web::dev::ServiceResponse;
use actix_web::web::{self, Data};
use actix_web::{App, test};
use analysis::facts::{
    FacilityKind, Facts, Period, Stability, Storage, Subtype, TargetCategory, UnitKind, WeatherRow,
};
use geo_types::Point;
use serde_json::Value;
use server::app::{AppState, configure, fallback};
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use tests::scene::{Scene, invented};
use utoipa_actix_web::AppExt;

/// TNT in F1, a station F2, chlorine in F3, methanol in F4, chlorine of unknown quantity in F5.
fn facts(with_weather: bool) -> Facts {
    let mut scene = Scene::default();
    for (n, kind, substance, tonnes, x) in [
        (1, FacilityKind::Storage, "118-96-7", Some(5.0), 0.0),
        (
            2,
            FacilityKind::FillingStation,
            "汽油",
            Some(20.0),
            -12_000.0,
        ),
        (
            3,
            FacilityKind::Production,
            "7782-50-5",
            Some(25.0),
            15_000.0,
        ),
        (4, FacilityKind::Storage, "甲醇", Some(600.0), -20_000.0),
        (5, FacilityKind::Production, "7782-50-5", None, 30_000.0),
    ] {
        let boundary = scene.rect(x - 50.0, -50.0, 100.0, 100.0);
        scene.facility(&format!("F{n}"), kind, boundary);
        scene.unit(&format!("U{n}"), &format!("F{n}"), UnitKind::Storage, None);
        let tank = scene.tank(
            &format!("V{n}"),
            &format!("U{n}"),
            substance,
            tonnes.unwrap_or(0.0),
            (x, 0.0),
            3.0,
        );
        tank.quantity_t = tonnes;
        tank.storage = Some(match substance {
            "118-96-7" => Storage::Solid,
            "7782-50-5" => Storage::PressurisedLiquefied,
            _ => Storage::AtmosphericLiquid,
        });
    }
    for (id, subtype, category, x) in [
        (
            "T1",
            Subtype::School,
            Some(TargetCategory::HighSensitivity),
            300.0,
        ),
        ("T2", Subtype::Residential, None, 700.0),
        (
            "T3",
            Subtype::School,
            Some(TargetCategory::HighSensitivity),
            15_160.0,
        ),
    ] {
        let at = scene.at(x, 0.0);
        scene.target(id, subtype, Point::from(at)).category = category;
    }
    if with_weather {
        for i in 0..16_u32 {
            for (stability, speed, period, share) in [
                (Stability::D, 5.0, Period::Day, 0.6),
                (Stability::F, 1.5, Period::Night, 0.4),
            ] {
                scene.facts.weather.push(WeatherRow {
                    direction_deg_cw_north: 22.5 * f64::from(i),
                    speed_m_s: speed,
                    stability,
                    period,
                    probability: share / 16.0,
                    provenance: invented(),
                });
            }
        }
    }
    scene.facts
}

fn state(with_weather: bool) -> AppState {
    let assessed = Assessed::of(facts(with_weather), |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-external".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let snapshot = Snapshot::build(assessed, run, Vec::new());
    snapshot.compute_risk(|_, _| {});
    AppState::with(snapshot)
}

macro_rules! app {
    ($state:expr) => {{
        let state = Data::new($state);
        let (app, _) = App::new()
            .into_utoipa_app()
            .configure(configure(state))
            .split_for_parts();
        test::init_service(app.default_service(web::to(fallback))).await
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

macro_rules! external {
    ($app:expr, $plant:expr) => {
        body(get!($app, &format!("/api/v1/facilities/{}", $plant))).await["external_distance"]
            .clone()
    };
}

fn number(value: &Value, key: &str) -> f64 {
    value[key]
        .as_f64()
        .unwrap_or_else(|| panic!("{key} in {value}"))
}

fn near(got: f64, wanted: f64, by: f64) {
    assert!((got - wanted).abs() <= by, "{got}, not {wanted}");
}

#[actix_web::test]
async fn each_plant_has_the_method_of_what_it_holds() {
    let app = app!(state(true));
    for (plant, method, clause) in [
        ("F1", "consequence", "GB/T 37243-2019 4; 5"),
        ("F2", "out_of_scope", "GB/T 37243-2019 1"),
        ("F3", "qra", "GB/T 37243-2019 4; 6"),
        ("F4", "fixed_distance", "GB/T 37243-2019 4"),
        ("F5", "unknown", "GB/T 37243-2019 4"),
    ] {
        let found = external!(app, plant);
        assert_eq!(
            (&found["method"], &found["clause"]),
            (&Value::from(method), &Value::from(clause))
        );
        for key in ["method_zh", "method_en", "why_zh", "why_en", "confidence"] {
            assert!(
                found[key].as_str().is_some_and(|t| t.len() > 3),
                "{key}: {found}"
            );
        }
    }
    assert_eq!(external!(app, "F2")["own_standard"], "GB 50156");
    near(number(&external!(app, "F3"), "sum_q_over_q"), 5.0, 1e-12);
    let unknown = external!(app, "F5");
    assert_eq!(unknown["settle_field"], "quantity_t");
    let settle = &unknown["settle"][0];
    assert_eq!(settle["vessel_id"], "V5");
    assert_eq!(settle["could_be"][0]["method"], "qra");
    assert_eq!(settle["could_be"][1]["method"], "fixed_distance");
    assert!(unknown["verdicts"].as_array().unwrap().is_empty());
    let fixed = external!(app, "F4");
    assert_eq!(fixed["verdicts"][0]["basis"], "distance");
}

#[actix_web::test]
async fn a_school_beside_explosives_is_a_violation_by_overpressure() {
    let app = app!(state(true));
    let found = body(get!(app, "/api/v1/violations?basis=overpressure")).await;
    assert_eq!(found["total"], 1, "{found}");
    let one = &found["items"][0];
    for (key, value) in [
        ("facility_id", "F1"),
        ("vessel_id", "V1"),
        ("target_id", "T1"),
        ("target_category", "high_sensitivity"),
        ("basis", "overpressure"),
        ("verdict", "violation"),
        ("rule_id", "GBT37243-overpressure"),
        ("standard", "GB/T 37243"),
        ("clause", "5.4"),
        ("confidence", "memory"),
        ("unit", "m"),
    ] {
        assert_eq!(one[key], value, "{key}");
    }
    // 14 x³ + 4.3 x² + 1.1 x = 0.02 has x = 1/58.855121, and 5,000 kg have a cube root of 17.099759.
    near(number(one, "required"), 1006.408, 0.001);
    near(number(one, "actual"), 298.5, 0.01);
    near(number(one, "shortfall_m"), 707.908, 0.02);
    let z = 298.5 / 17.099_759_466;
    let kpa = 100.0 * (14.0 / (z * z * z) + 4.3 / (z * z) + 1.1 / z);
    near(number(one, "overpressure_kpa"), kpa, 1e-3);
    near(number(one, "decades_over"), (kpa / 2.0).log10(), 1e-4);
    near(number(one, "tnt_kg"), 5_000.0, 1e-9);
    assert!(one["sentence_zh"].as_str().unwrap().contains("2 kPa"));
    assert!(one["note"].as_str().unwrap().contains("凭记忆"));
    let all = body(get!(
        app,
        "/api/v1/violations?basis=overpressure&verdict=all"
    ))
    .await;
    assert_eq!(all["total"], 2);
    let open = &all["items"][1];
    assert_eq!(
        (&open["target_id"], &open["verdict"], &open["missing"][0]),
        (
            &Value::from("T2"),
            &Value::from("unknown"),
            &Value::from("category")
        )
    );
    assert!(open["shortfall_m"].is_null() && open["decades_over"].is_null());
    // 9 kPa reach 271.109 m.
    near(number(open, "required"), 271.109, 0.001);
    near(number(open, "required_max"), 1006.408, 0.001);
    let lines = body(get!(app, "/api/v1/violations?basis=overpressure&f=geojson")).await;
    assert_eq!(lines["features"][0]["geometry"]["type"], "LineString");
    for (filter, total) in [
        ("target=T1", 1),
        ("target=T2", 0),
        ("facility=F1", 1),
        ("facility=F3", 0),
        ("district=1", 0),
    ] {
        let path = format!("/api/v1/violations?basis=overpressure&{filter}");
        assert_eq!(body(get!(app, &path)).await["total"], total, "{filter}");
    }
    let none = get!(app, "/api/v1/violations?basis=overpressure&facility=none");
    assert_eq!(none.status(), 404);
    let strange = get!(app, "/api/v1/violations?basis=noise");
    assert_eq!(strange.status(), 400);
}

#[actix_web::test]
async fn a_card_says_what_the_method_comes_to() {
    let app = app!(state(true));
    let store = external!(app, "F1");
    near(number(&store["charges"][0], "tnt_kg"), 5_000.0, 1e-9);
    let blast = &store["verdicts"][0];
    assert_eq!(
        (&blast["basis"], &blast["verdict"], &blast["target_id"]),
        (
            &Value::from("overpressure"),
            &Value::from("violation"),
            &Value::from("T1")
        )
    );
    assert_eq!(blast["contributor_id"], "V1");
    assert_eq!(
        (&blast["violations"], &blast["unknown"]),
        (&Value::from(1), &Value::from(1))
    );
    // The risk that the chlorine alone causes at the school, by the other way to it.
    let at = Scene::default().at(15_160.0, 0.0);
    let there = body(get!(
        app,
        &format!("/api/v1/risk/at?lon={}&lat={}", at.x, at.y)
    ))
    .await;
    let own = number(&there["by_facility"][0], "per_year");
    let plant = external!(app, "F3");
    let verdicts = plant["verdicts"].as_array().unwrap();
    assert_eq!(verdicts.len(), 2);
    let (individual, societal) = (&verdicts[0], &verdicts[1]);
    assert_eq!(
        (&individual["basis"], &societal["basis"]),
        (
            &Value::from("individual_risk"),
            &Value::from("societal_risk")
        )
    );
    near(
        number(individual, "decades_over"),
        (own / 3e-6).log10(),
        1e-3,
    );
    let expected = if own > 3e-6 { "violation" } else { "kept" };
    assert_eq!(individual["verdict"], expected, "{own}");
    assert_eq!(
        (&individual["target_id"], &individual["contributor_id"]),
        (&Value::from("T3"), &Value::from("V3"))
    );
}

#[actix_web::test]
async fn without_weather_the_method_is_known_and_its_verdict_is_not() {
    let app = app!(state(false));
    let plant = external!(app, "F3");
    assert_eq!(plant["method"], "qra");
    for verdict in plant["verdicts"].as_array().unwrap() {
        assert_eq!(verdict["verdict"], "unknown");
        assert!(
            verdict["sentence_en"]
                .as_str()
                .unwrap()
                .contains("not known")
        );
    }
    let found = body(get!(app, "/api/v1/violations?basis=overpressure")).await;
    assert_eq!(found["total"], 1, "overpressure needs no weather");
}
