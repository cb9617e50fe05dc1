//! Risk over HTTP, as a page asks for it: a chlorine tank, houses and a school beside it.

use actix_web::dev::ServiceResponse;
use actix_web::web::{self, Data};
use actix_web::{App, test};
use analysis::facts::{
    FacilityKind, Facts, Pipeline, PopulationCell, Storage, Subtype, TargetCategory, UnitKind,
};
use geo_types::{LineString, MultiPolygon};
use serde_json::Value;
use server::app::{AppState, configure, fallback};
use server::assumptions::Assumptions;
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use tests::scene::{Scene, invented, wind_from_the_west};
use utoipa_actix_web::AppExt;

fn scene(with_weather: bool) -> Scene {
    let mut scene = Scene::default();
    let boundary = scene.rect(-100.0, -100.0, 200.0, 200.0);
    scene.facility("F1", FacilityKind::Production, boundary);
    scene.unit("U1", "F1", UnitKind::Storage, None);
    let chlorine = scene.tank("V1", "U1", "氯", 25.0, (0.0, 0.0), 3.0);
    chlorine.storage = Some(Storage::PressurisedLiquefied);
    scene.tank("V2", "U1", "没有这种东西", 25.0, (30.0, 0.0), 3.0);
    let at = scene.at(160.0, 0.0);
    let school = scene.target("T1", Subtype::School, geo_types::Point::from(at));
    school.category = Some(TargetCategory::HighSensitivity);
    school.people_day = Some(900.0);
    for i in 0..4_i32 {
        let x = f64::from(i) * 400.0 - 800.0;
        let cell = scene.rect(x, 200.0, 400.0, 400.0);
        scene.facts.population.push(PopulationCell {
            id: format!("C{i}"),
            people_day: 400.0,
            people_night: 800.0,
            source: "scene".into(),
            geometry: MultiPolygon(vec![cell]),
            provenance: invented(),
        });
    }
    if with_weather {
        // The school lies to the east.
        scene.facts.weather = wind_from_the_west();
    }
    scene
}

fn state(with_weather: bool) -> AppState {
    state_of(scene(with_weather).facts)
}

/// The same with a line of ammonia past the school, one that lacks its diameter, and a tank of diesel and of gasoline.
fn with_lines() -> Facts {
    let mut scene = scene(true);
    for (id, diameter_mm) in [("L1", Some(114.3)), ("L2", None)] {
        let course = vec![scene.at(-1_500.0, 120.0), scene.at(1_500.0, 120.0)];
        scene.facts.pipelines.push(Pipeline {
            id: id.into(),
            operator: Some("管道公司".into()),
            substance: Some("7664-41-7".into()),
            diameter_mm,
            pressure_kpa: Some(2_500.0),
            above_ground: Some(false),
            geometry: LineString(course).into(),
            provenance: invented(),
        });
    }
    for (id, substance, x) in [("V3", "柴油", 60.0), ("V4", "汽油", 90.0)] {
        let tank = scene.tank(id, "U1", substance, 200.0, (x, 0.0), 3.0);
        tank.storage = Some(Storage::AtmosphericLiquid);
    }
    scene.facts
}

fn state_assuming(facts: Facts, assumptions: Assumptions) -> AppState {
    let assessed = Assessed::of(facts, |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-risk".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let snapshot = Snapshot::build(assessed, run, Vec::new()).assuming(assumptions);
    snapshot.compute_risk(|_, _| {});
    AppState::with(snapshot)
}

fn state_of(facts: Facts) -> AppState {
    state_assuming(facts, Assumptions::default())
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

fn number(value: &Value, key: &str) -> f64 {
    value[key]
        .as_f64()
        .unwrap_or_else(|| panic!("{key} in {value}"))
}

#[actix_web::test]
async fn what_the_analyst_assumes_is_told_and_counts() {
    let at = Scene::default().at(160.0, 0.0);
    let path = format!("/api/v1/risk/at?lon={}&lat={}", at.x, at.y);
    let usual = app!(state(true));
    let told = body(get!(usual, "/api/v1/risk/assumptions")).await;
    let all = told["assumptions"].as_array().unwrap();
    assert!(all.len() >= 8 && all.iter().all(|a| a["is_default"] == true));
    let before = number(&body(get!(usual, &path)).await, "lsir_per_year");

    let twice: Assumptions = serde_json::from_str(r#"{"management_factor": 2.0}"#).unwrap();
    let app = app!(state_assuming(scene(true).facts, twice));
    let told = body(get!(app, "/api/v1/risk/assumptions")).await;
    let changed: Vec<&Value> = told["assumptions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|a| a["is_default"] == false)
        .collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0]["key"], "management_factor");
    assert_eq!(changed[0]["value_en"], "2");
    let after = number(&body(get!(app, &path)).await, "lsir_per_year");
    assert!((after / before - 2.0).abs() < 1e-5, "{before} {after}");
}

#[actix_web::test]
async fn a_point_says_who_causes_its_risk_and_by_what() {
    let app = app!(state(true));
    let at = Scene::default().at(160.0, 0.0);
    let east = body(get!(
        app,
        &format!("/api/v1/risk/at?lon={}&lat={}", at.x, at.y)
    ))
    .await;
    let lsir = number(&east, "lsir_per_year");
    assert!(lsir > 1e-7, "{east}");
    let contributors = east["contributors"].as_array().unwrap();
    let sum: f64 = contributors.iter().map(|c| number(c, "per_year")).sum();
    assert!((sum / lsir - 1.0).abs() < 1e-9);
    let first = &contributors[0];
    assert_eq!(first["vessel_id"], "V1");
    assert_eq!(first["outcome"], "toxic");
    assert!(
        first["frequency_source"]
            .as_str()
            .unwrap()
            .contains("Table 3.3")
    );
    assert_eq!(first["frequency_confidence"], "memory");
    assert_eq!(east["by_facility"][0]["facility_id"], "F1");
    assert!((number(&east["by_facility"][0], "share") - 1.0).abs() < 1e-9);
    assert_eq!(east["unknown_vessels"], 1);
    assert_eq!(east["synthetic"], true);
    assert!((number(&east["limits"][0], "in_service_per_year") - 3e-6).abs() < 1e-18);
    // The wind is from the west: west of the tank it is safer.
    let at = Scene::default().at(-160.0, 0.0);
    let west = body(get!(
        app,
        &format!("/api/v1/risk/at?lon={}&lat={}", at.x, at.y)
    ))
    .await;
    assert!(number(&west, "lsir_per_year") < 0.5 * lsir, "{west}");
}

#[actix_web::test]
async fn contours_close_around_the_plant_and_are_tiles() {
    let app = app!(state(true));
    let found = body(get!(app, "/api/v1/risk/contours")).await;
    let areas: Vec<f64> = found["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| number(&f["properties"], "area_km2"))
        .collect();
    assert_eq!(areas.len(), 5);
    assert!(
        areas.windows(2).all(|w| w[0] >= w[1]) && areas[0] > 0.1,
        "{areas:?}"
    );
    let one = body(get!(app, "/api/v1/risk/contours?level=2e-6")).await;
    assert!((number(&one["features"][0]["properties"], "per_year") - 2e-6).abs() < 1e-20);
    let json = body(get!(app, "/tiles/contours,lsir")).await;
    assert_eq!(json["vector_layers"].as_array().unwrap().len(), 2);
    assert_eq!(get!(app, "/tiles/contours/0/0/0").status(), 200);
    assert_eq!(body(get!(app, "/api/v1/summary")).await["risk"], "ready");
}

#[actix_web::test]
async fn a_curve_of_each_scope_is_that_of_its_vessels() {
    let app = app!(state(true));
    let city = body(get!(app, "/api/v1/fn/city/all")).await;
    let points = city["points"].as_array().unwrap();
    assert!(points.len() > 10);
    let falls = |w: &[Value]| number(&w[0], "per_year") >= number(&w[1], "per_year");
    assert!(points.windows(2).all(falls));
    assert!(number(&points[0], "deaths") >= 1.0);
    let plant = body(get!(app, "/api/v1/fn/facility/F1")).await;
    assert_eq!(plant["points"], city["points"]);
    let vessel = body(get!(app, "/api/v1/fn/vessel/V1")).await;
    assert_eq!(vessel["pll_per_year"], city["pll_per_year"]);
    let none = body(get!(app, "/api/v1/fn/vessel/V2")).await;
    assert_eq!(
        (&none["pll_per_year"], &none["unknown_vessels"]),
        (&Value::from(0.0), &Value::from(1))
    );
    assert_eq!(none["verdict"], "acceptable");
}

#[actix_web::test]
async fn a_school_over_its_limit_is_a_violation_by_risk() {
    let app = app!(state(true));
    let found = body(get!(app, "/api/v1/violations?basis=individual_risk")).await;
    assert_eq!(found["total"], 1, "{found}");
    let one = &found["items"][0];
    assert_eq!(
        (&one["target_id"], &one["facility_id"]),
        (&Value::from("T1"), &Value::from("F1"))
    );
    let over = (number(one, "actual") / number(one, "required")).log10();
    assert!((number(one, "decades_over") - over).abs() < 1e-12 && over > 0.0);
    assert!(
        one["sentence_zh"]
            .as_str()
            .unwrap()
            .contains("超过 GB 36894-2018")
    );
    let lines = body(get!(
        app,
        "/api/v1/violations?basis=individual_risk&f=geojson"
    ))
    .await;
    assert_eq!(lines["features"][0]["geometry"]["type"], "LineString");
    for (filter, total) in [
        ("target=T1", 1),
        ("target=T2", 0),
        ("facility=F1", 1),
        ("district=1", 0),
    ] {
        let some = body(get!(
            app,
            &format!("/api/v1/violations?basis=individual_risk&{filter}")
        ))
        .await;
        assert_eq!(some["total"], total, "{filter}");
    }
}

#[actix_web::test]
async fn a_vessel_tells_its_scenarios_or_why_it_has_none() {
    let app = app!(state(true));
    let chlorine = body(get!(app, "/api/v1/risk/scenarios/V1")).await;
    let all = chlorine["scenarios"].as_array().unwrap();
    assert_eq!(all.len(), 3);
    for scenario in all {
        let weathers = scenario["weathers"].as_array().unwrap();
        assert_eq!(weathers.len(), 2);
        for weather in weathers {
            assert!(number(weather, "airborne_kg") <= number(weather, "released_kg"));
            assert_eq!(weather["outcomes"][0]["model"], "toxic_dose_probit");
        }
    }
    let unknown = body(get!(app, "/api/v1/risk/scenarios/V2")).await;
    assert!(unknown["scenarios"].as_array().unwrap().is_empty());
    assert!(
        unknown["unmodelled_zh"]
            .as_str()
            .unwrap()
            .contains("没有这种东西")
    );
}

#[actix_web::test]
async fn a_pipeline_is_a_source_along_its_line() {
    let app = app!(state_of(with_lines()));
    let at = Scene::default().at(-900.0, 130.0);
    let here = body(get!(
        app,
        &format!("/api/v1/risk/at?lon={}&lat={}", at.x, at.y)
    ))
    .await;
    let main = &here["by_facility"][0];
    assert_eq!(
        (&main["kind"], &main["facility_id"]),
        (&Value::from("pipeline"), &Value::from("L1"))
    );
    let sum: f64 = here["contributors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| number(c, "per_year"))
        .sum();
    assert!((sum / number(&here, "lsir_per_year") - 1.0).abs() < 1e-9);
    let first = &here["contributors"][0];
    assert_eq!(
        (&first["vessel_id"], &first["outcome"]),
        (&Value::from("L1"), &Value::from("toxic"))
    );
    assert!(first["frequency_source"].as_str().unwrap().contains("Bevi"));
    assert_eq!(
        (&here["unknown_vessels"], &here["unknown_pipelines"]),
        (&Value::from(1), &Value::from(1))
    );
    assert_eq!(here["without_risk"], 1);

    let line = body(get!(app, "/api/v1/risk/pipelines/L1")).await;
    assert!(
        (number(&line, "length_m") / 3_000.0 - 1.0).abs() < 2e-3,
        "{line}"
    );
    assert_eq!(line["state"], "pressurised_liquefied");
    let losses: Vec<&Value> = line["scenarios"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| &s["loss"])
        .collect();
    assert_eq!(losses, ["rupture", "leak"]);
    assert!((number(&line["scenarios"][0], "frequency_per_year") - 5e-7).abs() < 1e-18);
    let blank = body(get!(app, "/api/v1/risk/pipelines/L2")).await;
    assert!(blank["unmodelled_zh"].as_str().unwrap().contains("管径"));
    assert_eq!(get!(app, "/api/v1/risk/pipelines/none").status(), 404);

    let of = async |path: &str| number(&body(get!(app, path)).await, "pll_per_year");
    let (city, plant) = (
        of("/api/v1/fn/city/all").await,
        of("/api/v1/fn/facility/F1").await,
    );
    let (one, other) = (
        of("/api/v1/fn/pipeline/L1").await,
        of("/api/v1/fn/pipeline/L2").await,
    );
    assert!(one > 0.0 && other == 0.0);
    assert!(((plant + one) / city - 1.0).abs() < 1e-9);
    assert_eq!(get!(app, "/api/v1/fn/pipeline/none").status(), 404);
}

#[actix_web::test]
async fn a_mixture_names_what_stands_for_it_or_the_rule() {
    let app = app!(state_of(with_lines()));
    let diesel = body(get!(app, "/api/v1/risk/scenarios/V3")).await;
    assert!(diesel["without_risk_zh"].as_str().unwrap().contains("55"));
    assert!(diesel["unmodelled_zh"].is_null() && diesel["scenarios"][0].is_null());
    let gasoline = body(get!(app, "/api/v1/risk/scenarios/V4")).await;
    assert_eq!(gasoline["scenarios"].as_array().unwrap().len(), 3);
    let notes = gasoline["notes_zh"].as_array().unwrap();
    assert!(
        notes
            .iter()
            .any(|n| n.as_str().unwrap().contains("以正戊烷代表汽油"))
    );
    let at = Scene::default().at(92.0, 4.0);
    let here = body(get!(
        app,
        &format!("/api/v1/risk/at?lon={}&lat={}", at.x, at.y)
    ))
    .await;
    let causes = here["contributors"].as_array().unwrap();
    let of = causes.iter().find(|c| c["vessel_id"] == "V4").unwrap();
    assert_eq!(of["surrogate_en"], "n-pentane stands for gasoline");
    assert!(of["substance"].as_str().unwrap().contains("汽油"));
}

#[actix_web::test]
async fn what_cannot_be_asked_is_a_problem_and_no_weather_is_no_risk() {
    let app = app!(state(true));
    for (path, status) in [
        ("/api/v1/risk/at", 400),
        ("/api/v1/risk/at?lon=abc&lat=31", 400),
        ("/api/v1/risk/at?lon=NaN&lat=31", 400),
        ("/api/v1/risk/at?lon=190&lat=31", 400),
        ("/api/v1/risk/at?lon=119&lat=31&x=1", 400),
        ("/api/v1/risk/contours?level=0", 400),
        ("/api/v1/risk/contours?level=high", 400),
        (
            "/api/v1/risk/contours?level=1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6,1e-6",
            400,
        ),
        ("/api/v1/risk/contours?level=3e-6,NaN", 400),
        ("/api/v1/risk/scenarios/none", 404),
        ("/api/v1/fn/planet/1", 400),
        ("/api/v1/fn/facility/none", 404),
        ("/api/v1/fn/park/none", 404),
        ("/api/v1/fn/town/none", 404),
        ("/api/v1/fn/vessel/none", 404),
        (
            "/api/v1/violations?basis=individual_risk&facility=none",
            404,
        ),
    ] {
        let answer = get!(app, path);
        assert_eq!(answer.status().as_u16(), status, "{path}");
        let problem = body(answer).await;
        assert!(
            problem["detail"].as_str().is_some_and(|d| d.len() > 10),
            "{problem}"
        );
    }
    let app = app!(state(false));
    for path in [
        "/api/v1/risk/at?lon=119.9&lat=31.8",
        "/api/v1/risk/contours",
        "/api/v1/fn/city/all",
        "/api/v1/violations?basis=individual_risk",
        "/tiles/contours/0/0/0",
    ] {
        let answer = get!(app, path);
        assert_eq!(answer.status(), 409, "{path}");
        assert!(
            body(answer).await["detail"]
                .as_str()
                .unwrap()
                .contains("there is no weather")
        );
    }
    let summary = body(get!(app, "/api/v1/summary")).await;
    assert_eq!(summary["risk"], "unknown");
    assert_eq!(get!(app, "/api/v1/violations").status(), 200);
}

#[actix_web::test]
async fn contours_and_curves_say_how_far_they_may_be_off() {
    let app = app!(state(true));
    let bands = body(get!(app, "/api/v1/risk/bands")).await;
    let features = bands["features"].as_array().unwrap();
    assert_eq!(features.len(), 10, "two areas for each of five levels");
    let contours = body(get!(app, "/api/v1/risk/contours")).await;
    for contour in contours["features"].as_array().unwrap() {
        let level = number(&contour["properties"], "per_year");
        let area = |name: &str| {
            let of = features.iter().map(|f| &f["properties"]);
            let mut of = of.filter(|p| p["band"] == name && p["per_year"] == level);
            number(of.next().unwrap(), "area_km2")
        };
        let (sure, possible) = (area("sure"), area("possible"));
        let best = number(&contour["properties"], "area_km2");
        assert!(
            sure <= best && best < possible,
            "{level}: {sure} {best} {possible}"
        );
    }
    assert!(bands["basis_zh"].as_str().unwrap().contains("Sobol"));

    let curve = body(get!(app, "/api/v1/fn/facility/F1")).await;
    let band = body(get!(app, "/api/v1/fn/facility/F1/band")).await;
    let pll = number(&curve, "pll_per_year");
    assert!(number(&band, "pll_low_per_year") < pll && pll < number(&band, "pll_high_per_year"));
    let points = band["points"].as_array().unwrap();
    assert!(points.len() > 5);
    assert_eq!(get!(app, "/api/v1/fn/planet/F1/band").status(), 400);
    assert_eq!(get!(app, "/api/v1/fn/facility/none/band").status(), 404);
    let unknown = app!(state(false));
    assert_eq!(get!(unknown, "/api/v1/risk/bands").status(), 409);
    assert_eq!(get!(unknown, "/api/v1/fn/facility/F1/band").status(), 409);
}

#[actix_web::test]
async fn what_is_caused_is_borne_somewhere() {
    let app = app!(state(true));
    for level in ["county", "town"] {
        let matrix = body(get!(app, &format!("/api/v1/risk/matrix?level={level}"))).await;
        let pll = number(
            &body(get!(app, "/api/v1/fn/city/all")).await,
            "pll_per_year",
        );
        let close = |sum: f64| (sum / pll - 1.0).abs() < 1e-12;
        assert!(close(number(&matrix, "pll_per_year")));
        for (of, key) in [
            ("cells", "per_year"),
            ("places", "caused_per_year"),
            ("places", "borne_per_year"),
        ] {
            let all = matrix[of].as_array().unwrap().iter();
            assert!(
                close(all.map(|one| number(one, key)).sum()),
                "{level} {of} {key}"
            );
        }
    }
    assert_eq!(get!(app, "/api/v1/risk/matrix?level=planet").status(), 400);
}
