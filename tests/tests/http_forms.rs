//! Forms over HTTP: a chlorine plant in a park is diagnosed, its management enters the grades, nothing is lost.

use std::time::Duration;

use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use actix_web::{App, test};
use analysis::facts::{
    FacilityKind, Facts, Park, ParkKind, PopulationCell, Storage, Subtype, TargetCategory, UnitKind,
};
use data::Store;
use geo_types::MultiPolygon;
use serde_json::{Value, json};
use server::app::{AppState, configure, fallback};
use server::assumptions::Assumptions;
use server::cli::serve::watch;
use server::runs::assess_store;
use tempfile::TempDir;
use tests::scene::{Scene, invented, wind_from_the_west};
use utoipa_actix_web::AppExt;

/// A chlorine plant in a chemical park, a depot without vessels outside of it, houses between them.
fn scene() -> Facts {
    let mut scene = Scene::default();
    let boundary = scene.rect(-100.0, -100.0, 200.0, 200.0);
    scene.facility("F1", FacilityKind::Production, boundary);
    scene.unit("U1", "F1", UnitKind::Storage, None).processes = vec![3];
    let chlorine = scene.tank("V1", "U1", "氯", 25.0, (0.0, 0.0), 3.0);
    chlorine.storage = Some(Storage::PressurisedLiquefied);
    let depot = scene.rect(2_000.0, -100.0, 200.0, 200.0);
    scene.facility("F2", FacilityKind::Storage, depot);
    let at = scene.at(900.0, 300.0);
    let houses = scene.target("T1", Subtype::Residential, geo_types::Point::from(at));
    houses.category = Some(TargetCategory::General1);
    houses.people_day = Some(20.0);
    let cell = scene.rect(400.0, 200.0, 400.0, 400.0);
    scene.facts.population.push(PopulationCell {
        id: "C1".into(),
        people_day: 400.0,
        people_night: 800.0,
        source: "scene".into(),
        geometry: MultiPolygon(vec![cell]),
        provenance: invented(),
    });
    let area = scene.rect(-300.0, -300.0, 800.0, 1_000.0);
    scene.facts.parks.push(Park {
        id: "P1".into(),
        name: "化工园区".into(),
        kind: ParkKind::ChemicalPark,
        geometry: MultiPolygon(vec![area]),
        provenance: invented(),
    });
    scene.facts.weather = wind_from_the_west();
    scene.facts
}

/// A service over a store, which follows its changes.
struct Service {
    _folder: TempDir,
    store: Store,
    state: Data<AppState>,
}

impl Service {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("gpkg:{}", folder.path().join("s.gpkg").display());
        let store = Store::open(&url).await.unwrap();
        store.put_facts(&scene()).await.unwrap();
        let state = Data::new(AppState::empty().keeping(store.clone()));
        let loaded = assess_store(&store, &Assumptions::default(), false, None).await;
        let (snapshot, shown) = loaded.unwrap();
        state.swap(snapshot);
        state.shows(shown);
        actix_web::rt::spawn(watch(store.clone(), state.clone()));
        Self {
            _folder: folder,
            store,
            state,
        }
    }
}

macro_rules! app {
    ($service:expr) => {{
        let (app, _) = App::new()
            .into_utoipa_app()
            .configure(configure($service.state.clone()))
            .split_for_parts();
        test::init_service(app.default_service(web::to(fallback))).await
    }};
}

async fn body(answer: ServiceResponse) -> (StatusCode, Value) {
    let status = answer.status();
    let bytes = test::read_body(answer).await;
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

macro_rules! get {
    ($app:expr, $path:expr) => {
        body(test::call_service(&$app, test::TestRequest::get().uri($path).to_request()).await)
            .await
    };
}

macro_rules! put {
    ($app:expr, $path:expr, $json:expr) => {
        body(
            test::call_service(
                &$app,
                test::TestRequest::put()
                    .uri($path)
                    .set_json($json)
                    .to_request(),
            )
            .await,
        )
        .await
    };
}

/// Asks until the answer is as it should be, for two minutes.
macro_rules! eventually {
    ($app:expr, $path:expr, $is:expr) => {{
        let mut tries = 0;
        loop {
            let (status, value) = get!($app, $path);
            if status == StatusCode::OK && $is(&value) {
                break value;
            }
            tries += 1;
            assert!(tries < 1200, "{}: {status} {value}", $path);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }};
}

const DIAGNOSIS: &str = "/api/v1/facilities/F1/diagnosis";

fn item<'a>(form: &'a Value, code: &str) -> &'a Value {
    let mut items = form["items"].as_array().unwrap().iter();
    items.find(|i| i["code"] == code).unwrap()
}

fn answer(item: &str, value: f64) -> Value {
    json!({"item": item, "value": value, "evidence": "现场核查记录 2026-11"})
}

/// An answer to every item that the facts say nothing of: nothing wrong, nothing special.
fn all_well(form: &Value) -> Vec<Value> {
    let open = form["score"]["open"].as_array().unwrap();
    open.iter()
        .map(|code| answer(code.as_str().unwrap(), 0.0))
        .collect()
}

fn pointers(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap();
    errors
        .iter()
        .map(|e| e["pointer"].as_str().unwrap())
        .collect()
}

#[actix_web::test]
async fn what_nobody_answered_is_unknown_and_the_facts_propose() {
    let service = Service::start().await;
    let app = app!(service);
    let form = eventually!(app, DIAGNOSIS, |f: &Value| item(f, "13")["from"] == "facts");
    assert_eq!(form["items"].as_array().unwrap().len(), 46);
    assert_eq!(form["synthetic"], true);
    // 25 t of chlorine: 4 × 5 × α 2.0 (over 100 people) at least: level 3 or worse; whatever it is, one level is there.
    let levels: Vec<u64> = ["1", "2", "3", "4"]
        .iter()
        .map(|c| item(&form, c)["in_force"].as_u64().unwrap())
        .collect();
    assert_eq!(levels.iter().sum::<u64>(), 1, "{levels:?}");
    for (code, value) in [("5", 0), ("6", 1), ("7", 0), ("8", 1), ("12", 0)] {
        let row = item(&form, code);
        assert_eq!(
            (&row["in_force"], &row["from"]),
            (&json!(value), &json!("facts")),
            "{code}"
        );
        assert_eq!(row["answer"], Value::Null);
        assert!(!row["proposal"]["source"].as_str().unwrap().is_empty());
    }
    let open = item(&form, "27");
    assert_eq!(
        (&open["in_force"], &open["from"]),
        (&Value::Null, &json!("unknown"))
    );
    let points = &form["score"]["points"];
    assert!(points["least"].as_f64() < points["most"].as_f64());
    assert_eq!(form["score"]["colour"], Value::Null);
    assert_eq!(form["management"]["why"], "open");
    assert_eq!(form["management"]["factor"], 1.0);
    // Nothing is known of a plant without units but where it lies.
    let (_, other) = get!(app, "/api/v1/facilities/F2/diagnosis");
    assert_eq!(item(&other, "12")["in_force"], 1);
    assert_eq!(item(&other, "1")["in_force"], Value::Null);
    let (status, problem) = get!(app, "/api/v1/facilities/none/diagnosis");
    assert_eq!(
        (status, &problem["type"]),
        (StatusCode::NOT_FOUND, &json!("/problems/not-found"))
    );
    service.store.close().await;
}

#[actix_web::test]
async fn a_score_enters_the_grades_and_what_was_said_before_is_kept() {
    let service = Service::start().await;
    let app = app!(service);
    let grade = "/api/v1/grades/enterprise/F1";
    let before = eventually!(app, grade, |_: &Value| true);
    let form = eventually!(app, DIAGNOSIS, |f: &Value| item(f, "13")["from"] == "facts");
    let mut answers = all_well(&form);
    // Four persons without examination take 15 of 20 points, no reaction assessment 10.
    for (code, value) in [("27", 4.0), ("15", 1.0)] {
        answers.retain(|a| a["item"] != code);
        answers.push(answer(code, value));
    }
    let (status, scored) = put!(
        app,
        DIAGNOSIS,
        json!({"person": "王工", "answers": answers})
    );
    assert_eq!(status, StatusCode::OK, "{scored}");
    let points = &scored["score"]["points"];
    assert_eq!(points["least"], points["most"], "nothing is open");
    let project = |name: &str| {
        let all = scored["score"]["projects"].as_array().unwrap();
        let of = all.iter().find(|p| p["name"]["zh"] == name).unwrap();
        of["deducted"]["most"].as_f64().unwrap()
    };
    assert_eq!((project("人员资质"), project("设计与评估")), (15.0, 10.0));
    assert_eq!(
        (project("物质危险性"), project("危险化工工艺种类")),
        (2.0, 2.0)
    );
    let deducted: f64 = scored["score"]["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["deducted"]["most"].as_f64().unwrap())
        .sum();
    let score = points["least"].as_f64().unwrap();
    assert_eq!(score, 100.0 - deducted);
    let factor = scored["management"]["factor"].as_f64().unwrap();
    let by_hand = 10_f64.powf((75.0 - score) / 50.0).clamp(0.5, 3.2);
    assert!((factor - by_hand).abs() < 1e-12, "{factor} {by_hand}");
    assert!(factor > 1.0, "{score}");

    // The map follows: what the plant causes goes with the factor, and the run is told apart.
    let run = before["run"].as_str().unwrap().to_owned();
    let after = eventually!(app, grade, |g: &Value| g["run"] != json!(run));
    assert!(after["run"].as_str().unwrap().starts_with(&run));
    let pll = |g: &Value| g["pll_per_year"].as_f64().unwrap();
    assert!((pll(&after) / pll(&before) - factor).abs() < 1e-6);
    let shown = eventually!(
        app,
        DIAGNOSIS,
        |f: &Value| f["management"]["colour_in_grades"] == after["colour"]
    );
    assert_eq!(
        shown["management"]["factor_in_grades"].as_f64(),
        Some(factor)
    );
    let added = shown["management"]["added_pll_per_year"].as_f64().unwrap();
    assert!((added / (pll(&after) - pll(&before)) - 1.0).abs() < 1e-5);

    // Better now, then taken back: the last answer holds, each stays.
    let (_, better) = put!(
        app,
        DIAGNOSIS,
        json!({"person": "李工", "answers": [answer("27", 0.0)]})
    );
    assert_eq!(
        better["score"]["points"]["least"].as_f64(),
        Some(score + 15.0)
    );
    let back =
        json!({"person": "李工", "answers": [{"item": "27", "value": null, "reason": "证据有误"}]});
    let (_, open) = put!(app, DIAGNOSIS, back);
    assert_eq!(open["score"]["open"], json!(["27"]));
    assert_eq!(open["management"]["why"], "open");
    let (_, history) = get!(app, &format!("{DIAGNOSIS}/history"));
    let of_27: Vec<(&Value, &Value)> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|a| a["item"] == "27")
        .map(|a| (&a["value"], &a["person"]))
        .collect();
    assert_eq!(
        of_27,
        [
            (&Value::Null, &json!("李工")),
            (&json!("0"), &json!("李工")),
            (&json!("4"), &json!("王工"))
        ]
    );
    // An open score leaves the frequencies as they were.
    let again = eventually!(app, grade, |g: &Value| g["pll_per_year"]
        == before["pll_per_year"]);
    assert_ne!(again["run"], before["run"]);
    service.store.close().await;
}

#[actix_web::test]
async fn a_wrong_answer_is_refused_with_its_item_its_value_and_what_would_be_right() {
    let service = Service::start().await;
    let app = app!(service);
    eventually!(app, DIAGNOSIS, |f: &Value| item(f, "13")["from"] == "facts");
    let told = |problem: &Value| problem["errors"].to_string();
    let (status, problem) = put!(
        app,
        DIAGNOSIS,
        json!({"person": " ", "answers": [
            answer("12x", 1.0),
            answer("31", 4.0),
            {"item": "9", "value": 1.5, "evidence": ""},
            answer("8", 7.0),
            answer("31", 1.0),
        ]})
    );
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(problem["type"], "/problems/bad-input");
    assert_eq!(
        pointers(&problem),
        [
            "/person",
            "/answers/0/item",
            "/answers/1/value",
            "/answers/2/value",
            "/answers/2/evidence",
            "/answers/2/reason",
            "/answers/3/reason",
            "/answers/4/item",
        ]
    );
    for words in [
        "`12x` is no item; give 1 to 42",
        "item 31 is 4; give a whole number from 0 to 3",
        "item 9 is 1.5",
        "the facts of the city say otherwise on 8",
    ] {
        assert!(told(&problem).contains(words), "{words}: {problem}");
    }
    let (status, problem) = put!(
        app,
        DIAGNOSIS,
        json!({"person": "王工", "answers": [answer("42", 1.0), answer("39", 1.0)]})
    );
    assert_eq!(
        (status, pointers(&problem)),
        (StatusCode::BAD_REQUEST, vec!["/answers/0/value"])
    );
    assert!(told(&problem).contains("item 39"));
    for wrong in [
        json!({"person": "王工", "answers": []}),
        json!({"person": "王\u{0}工", "answers": [answer("9", 1.0)]}),
        json!({"answers": 1}),
        json!({"person": "王工", "answers": [{"item": "27", "value": null}]}),
    ] {
        let (status, _) = put!(app, DIAGNOSIS, wrong);
        assert_eq!(status, StatusCode::BAD_REQUEST);
    }
    // Nothing of it was kept.
    let (_, history) = get!(app, &format!("{DIAGNOSIS}/history"));
    assert_eq!(history["items"], json!([]));
    // Overruled with a reason.
    let overruled = json!({"person": "王工", "answers": [{"item": "8", "value": 0, "evidence": "工艺核查", "reason": "装置已拆除"}]});
    let (status, form) = put!(app, DIAGNOSIS, overruled);
    assert_eq!(status, StatusCode::OK, "{form}");
    let row = item(&form, "8");
    assert_eq!(
        (&row["in_force"], &row["from"], &row["proposal"]["value"]),
        (&json!(0), &json!("answer"), &json!(1))
    );
    let request = test::TestRequest::put()
        .uri(DIAGNOSIS)
        .insert_header(("origin", "https://evil.example"))
        .insert_header(("host", "map.example"))
        .set_json(json!({"person": "x", "answers": [answer("9", 1.0)]}));
    assert_eq!(
        test::call_service(&app, request.to_request())
            .await
            .status(),
        403
    );
    service.store.close().await;
}

const CLASSIFICATION: &str = "/api/v1/parks/P1/classification";

#[actix_web::test]
async fn a_park_is_classified_as_far_as_the_guideline_is_known() {
    let service = Service::start().await;
    let app = app!(service);
    let (status, form) = get!(app, CLASSIFICATION);
    assert_eq!(status, StatusCode::OK, "{form}");
    let classes = |form: &Value| -> String {
        let all = form["classes"].as_array().unwrap();
        all.iter().map(|c| c["code"].as_str().unwrap()).collect()
    };
    assert_eq!(
        (classes(&form), &form["is_directly_a"]),
        ("ABCD".to_owned(), &Value::Null)
    );
    assert_eq!(form["points"], json!({"least": 0.0, "most": 100.0}));
    assert_eq!(
        item(&form, "4")["in_force"],
        Value::Null,
        "nobody lives in it as far as is known"
    );
    let (status, problem) = put!(
        app,
        CLASSIFICATION,
        json!({"person": "张工", "answers": [answer("4", 7.0), answer("E2", 39.0), answer("X", 1.0)]})
    );
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(
        pointers(&problem),
        ["/answers/0/value", "/answers/1/value", "/answers/2/item"]
    );
    let (status, problem) = put!(
        app,
        CLASSIFICATION,
        json!({"person": "张工", "answers": [answer("4", 0.0), answer("E2", 35.0)]})
    );
    assert_eq!(
        (status, pointers(&problem)),
        (StatusCode::BAD_REQUEST, vec!["/answers/1/value"])
    );
    // 10 + 30 + 35.5 by the printed checklist, and not class A at once: C from 70 on.
    let answers = [
        answer("E1", 10.0),
        answer("E2", 30.0),
        answer("E3", 35.5),
        answer("V", 0.0),
    ];
    let (status, form) = put!(
        app,
        CLASSIFICATION,
        json!({"person": "张工", "answers": answers})
    );
    assert_eq!(status, StatusCode::OK, "{form}");
    assert_eq!(
        (classes(&form).as_str(), &form["points"]["least"]),
        ("C", &json!(75.5))
    );
    let (_, again) = get!(app, CLASSIFICATION);
    assert_eq!(again, form);
    let (_, history) = get!(app, &format!("{CLASSIFICATION}/history"));
    assert_eq!(history["items"].as_array().unwrap().len(), 4);
    assert_eq!(
        get!(app, "/api/v1/parks/none/classification").0,
        StatusCode::NOT_FOUND
    );
    service.store.close().await;
}

#[actix_web::test]
async fn who_answers_for_what_is_set_listed_and_printed() {
    let service = Service::start().await;
    let app = app!(service);
    eventually!(app, "/api/v1/grades/enterprise/F1", |_: &Value| true);
    let list = eventually!(app, "/api/v1/controls", |l: &Value| l["items"][0]["colour"]
        != Value::Null);
    assert_eq!(
        (&list["total"], &list["without_person"]),
        (&json!(3), &json!(3))
    );
    assert_eq!(list["policy"]["confidence"], "policy");
    let (_, units) = get!(app, "/api/v1/controls?kind=unit");
    let unit = &units["items"][0];
    assert_eq!(
        (&unit["id"], &unit["facility_id"]),
        (&json!("U1"), &json!("F1"))
    );
    let level = unit["level"].as_str().unwrap();
    let (_, of_level) = get!(app, &format!("/api/v1/controls?level={level}&kind=unit"));
    assert_eq!(of_level["total"], 1);
    // A depot without units has no colour, and no level until it has one.
    let (_, unknown) = get!(app, "/api/v1/controls?level=unknown");
    assert_eq!(
        (&unknown["items"][0]["id"], &unknown["items"][0]["level"]),
        (&json!("F2"), &Value::Null)
    );
    for wrong in ["level=top", "kind=tank", "person=all", "limit=0"] {
        assert_eq!(
            get!(app, &format!("/api/v1/controls?{wrong}")).0,
            StatusCode::BAD_REQUEST,
            "{wrong}"
        );
    }
    let path = "/api/v1/controls/unit/U1";
    let (status, problem) = put!(
        app,
        path,
        json!({"person": "", "name": " ", "phone": "call me"})
    );
    assert_eq!(
        (status, pointers(&problem)),
        (StatusCode::BAD_REQUEST, vec!["/person", "/name", "/phone"])
    );
    assert_eq!(
        put!(
            app,
            "/api/v1/controls/unit/none",
            json!({"person": "a", "name": "b"})
        )
        .0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        put!(
            app,
            "/api/v1/controls/tank/U1",
            json!({"person": "a", "name": "b"})
        )
        .0,
        StatusCode::BAD_REQUEST
    );
    let evil = "<script>alert('x')</script>";
    let (status, row) = put!(
        app,
        path,
        json!({"person": "安全科", "name": evil, "post": "车间主任", "phone": "0519-12345678"})
    );
    assert_eq!(status, StatusCode::OK, "{row}");
    assert_eq!(row["responsible"]["name"], evil);
    assert_eq!(get!(app, "/api/v1/controls?person=none").1["total"], 2);

    let card = row["card"].as_str().unwrap();
    let cards = [
        (card, "岗位安全风险确认和安全操作明白卡"),
        ("/api/v1/facilities/F1/cards/announcement", "安全风险公告"),
    ];
    for (path, title) in cards {
        let answer =
            test::call_service(&app, test::TestRequest::get().uri(path).to_request()).await;
        assert_eq!(answer.status(), 200);
        let header = |name: &str| -> String {
            let value = answer.headers().get(name).unwrap();
            value.to_str().unwrap().to_owned()
        };
        assert_eq!(header("content-type"), "text/html; charset=utf-8");
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        let html = String::from_utf8(test::read_body(answer).await.to_vec()).unwrap();
        for words in [
            title,
            "合成数据",
            "氯",
            "25 t",
            "GHS06",
            "GHS04",
            "@media print",
            "示例·F1",
            "责任人",
        ] {
            assert!(html.contains(words), "{path} lacks {words}");
        }
        assert!(
            !html.contains("<script") && !html.contains("src=") && !html.contains("href="),
            "{html}"
        );
    }
    let (_, units) = get!(app, "/api/v1/controls?kind=unit");
    assert_eq!(units["items"][0]["responsible"]["phone"], "0519-12345678");
    let answer = test::TestRequest::get().uri(card).to_request();
    let html = test::read_body(test::call_service(&app, answer).await).await;
    let html = String::from_utf8(html.to_vec()).unwrap();
    assert!(html.contains("&lt;script&gt;") && html.contains("0519-12345678"));
    assert_eq!(
        get!(app, "/api/v1/units/none/cards/operation").0,
        StatusCode::NOT_FOUND
    );
    service.store.close().await;
}

#[actix_web::test]
async fn what_changed_since_an_earlier_run_is_told_by_cause_and_adds_up() {
    let service = Service::start().await;
    let app = app!(service);
    let grade = "/api/v1/grades/enterprise/F1";
    let before = eventually!(app, grade, |_: &Value| true);
    let run = before["run"].as_str().unwrap().to_owned();
    let form = eventually!(app, DIAGNOSIS, |f: &Value| item(f, "13")["from"] == "facts");
    let well = all_well(&form);
    let (status, scored) = put!(app, DIAGNOSIS, json!({"person": "王工", "answers": well}));
    assert_eq!(status, StatusCode::OK, "{scored}");
    let factor = scored["management"]["factor"].as_f64().unwrap();
    eventually!(app, "/api/v1/grades/runs", |r: &Value| r["items"]
        .as_array()
        .unwrap()
        .len()
        == 2);
    let since = format!("{grade}/change?since={run}");
    let change = eventually!(app, &since, |c: &Value| c["now"]["run"] != json!(run));
    let number = |v: &Value, key: &str| v[key].as_f64().unwrap();
    assert_eq!(
        number(&change["since"], "pll_per_year"),
        number(&before, "pll_per_year")
    );
    let parts = change["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 1, "{change}");
    assert_eq!(parts[0]["causes"], json!(["management"]));
    assert_eq!(parts[0]["by_owner"][0]["id"], "F1");
    let sum: f64 = parts.iter().map(|p| number(p, "pll_change_per_year")).sum();
    assert_eq!(
        sum.to_bits(),
        number(&change, "pll_change_per_year").to_bits()
    );
    let ratio = number(&change["now"], "pll_per_year") / number(&change["since"], "pll_per_year");
    assert!((ratio - factor).abs() < 1e-6);

    // The houses are lived in by twice as many: the people, and nothing else, change the city since the second run.
    let runs = get!(app, "/api/v1/grades/runs").1;
    let second = runs["items"][0]["run"].as_str().unwrap().to_owned();
    let mut facts = scene();
    facts.population[0].people_night = 1_600.0;
    service.store.put_facts(&facts).await.unwrap();
    let city = format!("/api/v1/grades/city/all/change?since={second}");
    let change = eventually!(app, &city, |c: &Value| c["parts"]
        .as_array()
        .is_some_and(|p| !p.is_empty()));
    assert_eq!(
        change["parts"][0]["causes"],
        json!(["population"]),
        "{change}"
    );
    assert_eq!(change["parts"].as_array().unwrap().len(), 1);
    assert!(number(&change, "pll_change_per_year") > 0.0);
    let (status, problem) = get!(app, "/api/v1/grades/city/all/change?since=run-none");
    assert_eq!(
        (status, &problem["type"]),
        (StatusCode::NOT_FOUND, &json!("/problems/not-found"))
    );
    assert_eq!(
        get!(
            app,
            &format!("/api/v1/grades/cell/1-1/change?since={second}")
        )
        .0,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        get!(
            app,
            &format!("/api/v1/grades/town/none/change?since={second}")
        )
        .0,
        StatusCode::NOT_FOUND
    );
    service.store.close().await;
}
