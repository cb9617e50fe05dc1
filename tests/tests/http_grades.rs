//! Grades over HTTP: a chlorine tank, a school and houses beside it, in a town of a county of a city.

use actix_web::dev::ServiceResponse;
use actix_web::web::{self, Data};
use actix_web::{App, test};
use analysis::facts::{
    District, DistrictLevel, FacilityKind, Facts, Park, ParkKind, Pipeline, PopulationCell,
    Storage, Subtype, TargetCategory, UnitKind,
};
use analysis::grading::regional::{Policies, Policy};
use geo_types::{LineString, MultiPolygon};
use serde_json::Value;
use server::app::{AppState, configure, fallback};
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::RunView;
use tests::scene::{Scene, invented, wind_from_the_west};
use utoipa_actix_web::AppExt;

const RULES: &str = include_str!("../../analysis/src/standards/tables/regional_grading.toml");

fn scene(with_weather: bool) -> Facts {
    let mut scene = Scene::default();
    let boundary = scene.rect(-100.0, -100.0, 200.0, 200.0);
    scene.facility("F1", FacilityKind::Production, boundary);
    scene.unit("U1", "F1", UnitKind::Storage, None);
    let chlorine = scene.tank("V1", "U1", "氯", 25.0, (0.0, 0.0), 3.0);
    chlorine.storage = Some(Storage::PressurisedLiquefied);
    let diesel = scene.rect(2_000.0, -100.0, 200.0, 200.0);
    scene.facility("F2", FacilityKind::Storage, diesel);
    let at = scene.at(160.0, 0.0);
    let school = scene.target("T1", Subtype::School, geo_types::Point::from(at));
    school.category = Some(TargetCategory::HighSensitivity);
    school.people_day = Some(900.0);
    let at = scene.at(900.0, 300.0);
    let houses = scene.target("T2", Subtype::Residential, geo_types::Point::from(at));
    houses.category = Some(TargetCategory::General1);
    houses.people_day = Some(20.0);
    for i in 0..6_i32 {
        let cell = scene.rect(f64::from(i) * 400.0 - 1_200.0, 200.0, 400.0, 400.0);
        scene.facts.population.push(PopulationCell {
            id: format!("C{i}"),
            people_day: 400.0,
            people_night: 800.0,
            source: "scene".into(),
            geometry: MultiPolygon(vec![cell]),
            provenance: invented(),
        });
    }
    // The county ends at 800 m to the east: some people live in no district.
    for (code, level, parent, west, east) in [
        ("320400", DistrictLevel::City, None, -5_000.0, 5_000.0),
        (
            "320411",
            DistrictLevel::County,
            Some("320400"),
            -3_000.0,
            800.0,
        ),
        (
            "320411001",
            DistrictLevel::Town,
            Some("320411"),
            -3_000.0,
            -400.0,
        ),
        (
            "320411002",
            DistrictLevel::Town,
            Some("320411"),
            -400.0,
            800.0,
        ),
    ] {
        let area = scene.rect(west, -3_000.0, east - west, 6_000.0);
        scene.facts.districts.push(District {
            code: code.into(),
            name: format!("区划{code}"),
            level,
            parent_code: parent.map(str::to_owned),
            geometry: MultiPolygon(vec![area]),
            provenance: invented(),
        });
    }
    let area = scene.rect(-300.0, -300.0, 800.0, 1_000.0);
    scene.facts.parks.push(Park {
        id: "P1".into(),
        name: "化工园区".into(),
        kind: ParkKind::ChemicalPark,
        geometry: MultiPolygon(vec![area]),
        provenance: invented(),
    });
    let course = vec![scene.at(-1_500.0, 320.0), scene.at(1_500.0, 320.0)];
    scene.facts.pipelines.push(Pipeline {
        id: "L1".into(),
        operator: Some("管道公司".into()),
        substance: Some("7664-41-7".into()),
        diameter_mm: Some(114.3),
        pressure_kpa: Some(2_500.0),
        above_ground: Some(false),
        geometry: LineString(course).into(),
        provenance: invented(),
    });
    if with_weather {
        scene.facts.weather = wind_from_the_west();
    }
    scene.facts
}

/// A bureau's ruleset with a thousandth of the limit of mean risk: whoever bears any is worse off.
fn strict() -> Policy {
    let text = RULES
        .replace("anjie-regional-2026.1", "bureau-2027")
        .replace("valid_from = \"2026-01-01\"", "valid_from = \"2027-01-01\"")
        .replacen("value = 3e-6\n", "value = 3e-9\n", 1);
    Policy::read(&text).unwrap()
}

fn snapshot(with_weather: bool) -> Snapshot {
    let assessed = Assessed::of(scene(with_weather), |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-grades".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let snapshot = Snapshot::build(assessed, run, Vec::new());
    snapshot.compute_risk(|_, _| {});
    snapshot.draw_grades("2026-11-28");
    snapshot
}

fn state(with_weather: bool) -> AppState {
    let rules = Policies::with(vec![strict()]).unwrap();
    let state = AppState::empty().grading_under(rules);
    state.swap(snapshot(with_weather));
    state
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

fn rows(list: &Value) -> Vec<&Value> {
    list["items"].as_array().unwrap().iter().collect()
}

#[actix_web::test]
async fn levels_add_up_to_the_last_digit() {
    let app = app!(state(true));
    let list = body(get!(
        app,
        "/api/v1/grades?date=2026-11-28&level=city,county,town,park,enterprise,cell"
    ))
    .await;
    let all = rows(&list);
    let sum = |level: &str, key: &str| -> f64 {
        let some = all.iter().filter(|r| r["level"] == level);
        some.map(|r| number(r, key)).sum()
    };
    let city = number(&list, "pll_per_year");
    assert!(city > 0.0);
    for level in ["city", "county", "town", "cell"] {
        assert_eq!(
            sum(level, "pll_per_year").to_bits(),
            city.to_bits(),
            "{level}"
        );
        assert_eq!(
            sum(level, "people").to_bits(),
            sum("city", "people").to_bits(),
            "{level}"
        );
    }
    // What enterprises cause, wherever it is borne.
    let of_firms = sum("city", "pll_of_enterprises_per_year");
    assert_eq!(
        sum("enterprise", "pll_per_year").to_bits(),
        of_firms.to_bits()
    );
    assert!(of_firms < city, "the pipeline counts too");
    // 6 cells of 400 by day and 800 by night, the school and nobody of the houses twice.
    assert!(sum("city", "people") > 6.0 * 400.0);
    // Some live in no district.
    let outside = all.iter().find(|r| r["id"] == "outside").unwrap();
    assert!(number(outside, "people") > 0.0);
    let curve = body(get!(app, "/api/v1/fn/city/all")).await;
    assert!((number(&curve, "pll_per_year") / city - 1.0).abs() < 1e-6);
    let of_town = body(get!(
        app,
        "/api/v1/grades?within=320411002&level=enterprise"
    ))
    .await;
    assert_eq!(of_town["total"], 1);
    assert_eq!(of_town["items"][0]["id"], "F1");
    assert_eq!(of_town["items"][0]["park_id"], "P1");
}

#[actix_web::test]
async fn a_town_opens_into_why_and_what_to_do() {
    let app = app!(state(true));
    let town = body(get!(app, "/api/v1/grades/town/320411002?date=2026-11-28")).await;
    // The school of 900 is over its limit.
    assert_eq!(town["colour"], "red", "{town}");
    assert_eq!(town["sensitive_breach"], true);
    assert_eq!(town["red_children"], 1);
    assert_eq!(town["red_parts"][0]["id"], "F1");
    assert!(number(&town, "persons_over_limit") >= 900.0);
    let sentence = town["sentence"]["zh"].as_str().unwrap();
    assert!(
        sentence.starts_with("红色") && sentence.contains("T1"),
        "{sentence}"
    );
    let indices = town["indices"].as_array().unwrap();
    let codes: Vec<&str> = indices.iter().filter_map(|i| i["code"].as_str()).collect();
    assert_eq!(codes, ["IND", "SOC", "EXP", "FLOOR"]);
    assert_eq!(indices[0]["colour"], "red");
    assert!(number(&indices[0], "decades") > 0.0 && indices[0]["decides"] == true);
    let school = &town["objects"][0];
    assert_eq!(
        (&school["kind"], &school["id"]),
        (&"target".into(), &"T1".into())
    );
    assert_eq!(school["by_enterprise"][0]["id"], "F1");
    assert!(school["at"].as_array().unwrap().len() == 2 && school["sensitive"] == true);
    let better = &town["better"];
    assert_eq!(better["colour"], "orange");
    let actions = better["actions"].as_array().unwrap();
    assert!(
        actions
            .iter()
            .any(|a| a["id"] == "T1" && number(a, "factor") >= 1.0)
    );
    assert!(town["worse"].as_array().unwrap().is_empty());
    for shares in ["by_enterprise", "by_scenario"] {
        let all = town[shares].as_array().unwrap();
        let sum: f64 = all.iter().map(|s| number(s, "pll_per_year")).sum();
        assert_eq!(
            sum.to_bits(),
            number(&town, "pll_per_year").to_bits(),
            "{shares}"
        );
    }
    assert!(
        town["pipelines_sentence"]["zh"]
            .as_str()
            .unwrap()
            .contains("不计入平均风险")
    );
    let doubt = &town["doubt"];
    assert_eq!(doubt["runs"], 500);
    let shares = ["red", "orange", "yellow", "blue"].map(|c| number(doubt, c));
    assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!((shares[0] - number(&town, "confidence")).abs() < 1e-12);
    // The whole city is the same by its code and as `all`.
    let all = body(get!(app, "/api/v1/grades/city/all?date=2026-11-28")).await;
    let city = body(get!(app, "/api/v1/grades/city/320400?date=2026-11-28")).await;
    assert_eq!(all, city);
}

#[actix_web::test]
async fn an_enterprise_a_park_and_a_cell_open_too() {
    let app = app!(state(true));
    let firm = body(get!(app, "/api/v1/grades/enterprise/F1")).await;
    assert_eq!(firm["colour"], "red");
    assert!(firm["mean_per_year"].is_null() && firm["indices"][2]["decades"].is_null());
    assert_eq!(firm["by_enterprise"].as_array().unwrap().len(), 1);
    let park = body(get!(app, "/api/v1/grades/park/P1")).await;
    assert_eq!(park["red_children"], 1);
    let cells = body(get!(app, "/api/v1/grades?level=cell&limit=1000")).await;
    let id = rows(&cells)[0]["id"].as_str().unwrap().to_owned();
    let cell = body(get!(app, &format!("/api/v1/grades/cell/{id}"))).await;
    assert_eq!(cell["level"], "cell");
    // One that holds nothing has no colour, and says why.
    let empty = get!(app, "/api/v1/grades/enterprise/F2");
    assert_eq!(empty.status(), 409);
    assert!(body(empty).await["detail"].as_str().unwrap().contains("F2"));
    // Grades of installations stay as they were.
    let unit = body(get!(app, "/api/v1/grades/unit/U1")).await;
    assert!(unit["major_hazard"].is_object());
}

#[actix_web::test]
async fn any_day_can_be_graded_under_any_ruleset() {
    let app = app!(state(true));
    let all = body(get!(app, "/api/v1/grades/rulesets")).await;
    assert_eq!(all.as_array().unwrap().len(), 2);
    assert!(
        all[0]["settings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|s| s["key"] == "mean_counts_pipelines")
    );
    let now = body(get!(app, "/api/v1/grades?date=2026-11-28")).await;
    let later = body(get!(app, "/api/v1/grades?date=2027-03-01")).await;
    let asked = body(get!(
        app,
        "/api/v1/grades?date=2026-11-28&ruleset=bureau-2027"
    ))
    .await;
    assert_eq!(now["ruleset"], "anjie-regional-2026.1");
    assert_eq!(
        (&later["ruleset"], &asked["ruleset"]),
        (&"bureau-2027".into(), &"bureau-2027".into())
    );
    assert_eq!(later["items"], asked["items"]);
    let change = body(get!(
        app,
        "/api/v1/grades/comparison?old=anjie-regional-2026.1&new=bureau-2027&date=2026-11-28"
    ))
    .await;
    assert!(number(&change, "worse") >= 1.0, "{change}");
    assert_eq!(number(&change, "better").to_bits(), 0.0_f64.to_bits());
    let changed: Vec<&Value> = change["changed"].as_array().unwrap().iter().collect();
    for of in changed {
        let find = |list: &Value| {
            let row = rows(list)
                .into_iter()
                .find(|r| r["id"] == of["id"] && r["level"] == of["level"])
                .cloned();
            row.unwrap()["colour"].clone()
        };
        assert_eq!(
            (find(&now), find(&asked)),
            (of["old_colour"].clone(), of["new_colour"].clone())
        );
    }
    let same = body(get!(app, "/api/v1/grades/comparison?date=2026-11-28")).await;
    assert_eq!(
        (&same["worse"], &same["changed_cells"]),
        (&0.into(), &0.into())
    );
}

#[actix_web::test]
async fn what_cannot_be_taken_says_so() {
    let app = app!(state(true));
    for (path, status) in [
        ("/api/v1/grades?level=planet", 400),
        ("/api/v1/grades?date=soon", 400),
        ("/api/v1/grades?ruleset=none", 400),
        ("/api/v1/grades?within=9", 404),
        ("/api/v1/grades?limit=0", 400),
        ("/api/v1/grades/planet/1", 400),
        ("/api/v1/grades/town/none", 404),
        ("/api/v1/grades/enterprise/none", 404),
        ("/api/v1/grades/town/320411002?ruleset=none", 400),
    ] {
        let answer = get!(app, path);
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(body(answer).await["status"], status, "{path}");
    }
    let unknown = app!(state(false));
    for path in ["/api/v1/grades", "/api/v1/grades/city/all"] {
        let answer = get!(unknown, path);
        assert_eq!(answer.status(), 409, "{path}");
    }
}

#[actix_web::test]
async fn colours_are_tiles_and_a_table() {
    let app = app!(AppState::with(snapshot(true)));
    for layer in ["grades_districts", "grades_towns", "grades_parks"] {
        let answer = get!(app, &format!("/tiles/{layer}/8/213/104"));
        assert!(answer.status().is_success(), "{layer}");
    }
    let table = get!(app, "/api/v1/grades?f=csv");
    let name = table
        .headers()
        .get("content-disposition")
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    assert!(name.contains("grades-synthetic.csv"), "{name}");
    let text = String::from_utf8(test::read_body(table).await.to_vec()).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|h| h == name).unwrap();
    let mut county = 0.0;
    let mut city = 0.0;
    for row in reader.records() {
        let row = row.unwrap();
        let pll: f64 = row[at("pll_per_year")].parse().unwrap();
        match &row[at("level")] {
            "county" => county += pll,
            "city" => city += pll,
            _ => {}
        }
        assert_eq!(&row[at("synthetic")], "true");
    }
    assert!(city > 0.0);
    assert_eq!(f64::to_bits(county), f64::to_bits(city));
}
