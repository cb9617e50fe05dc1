//! Hidden hazards over HTTP: the whole loop, what is refused, evidence, what it does to grades, and the log.

use std::io::Write;
use std::path::Path;

use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data};
use actix_web::{App, test};
use analysis::facts::{
    FacilityKind, Facts, HazardLevel, HazardState, HiddenHazard, PopulationCell, Storage, Subtype,
    TargetCategory, UnitKind,
};
use data::{Store, hazard_log};
use geo_types::MultiPolygon;
use serde_json::{Value, json};
use server::app::{AppState, configure, fallback};
use server::assumptions::Assumptions;
use server::runs::assess_store;
use server::uploads::{Imports, Limits};
use tempfile::TempDir;
use tests::scene::{Scene, invented, wind_from_the_west};
use utoipa_actix_web::AppExt;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR....\0\0\0\0IEND\xae\x42\x60\x82";

/// A chlorine tank beside a school, with a hazard of an import that is being put right.
fn facts() -> Facts {
    let mut scene = Scene::default();
    let boundary = scene.rect(-100.0, -100.0, 200.0, 200.0);
    scene.facility("F1", FacilityKind::Production, boundary);
    scene.unit("U1", "F1", UnitKind::Storage, None);
    let chlorine = scene.tank("V1", "U1", "氯", 25.0, (0.0, 0.0), 3.0);
    chlorine.storage = Some(Storage::PressurisedLiquefied);
    let at = scene.at(160.0, 0.0);
    let school = scene.target("T1", Subtype::School, geo_types::Point::from(at));
    school.category = Some(TargetCategory::HighSensitivity);
    school.people_day = Some(900.0);
    for i in 0..4_i32 {
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
    scene.facts.hidden_hazards.push(HiddenHazard {
        id: "H1".into(),
        facility_id: "F1".into(),
        level: HazardLevel::General,
        found_on: "2026-01-01".into(),
        source: Some("企业自查".into()),
        clause: None,
        description: "法兰渗漏".into(),
        due_on: Some("2026-02-01".into()),
        closed_on: None,
        state: HazardState::Rectifying,
        barrier: Some("设备完整性".into()),
        geometry: None,
        provenance: invented(),
    });
    scene.facts.weather = wind_from_the_west();
    scene.facts
}

async fn store(folder: &Path) -> Store {
    let url = format!("gpkg:{}", folder.join("s.gpkg").display());
    let store = Store::open(&url).await.unwrap();
    store.put_facts(&facts()).await.unwrap();
    store
}

async fn state(store: &Store) -> Data<AppState> {
    let imports = Imports::new(store.clone(), Limits::default()).unwrap();
    let state = Data::new(AppState::empty().importing(imports));
    let (snapshot, shown) = assess_store(store, &Assumptions::default(), false, None)
        .await
        .unwrap();
    snapshot.compute_risk(|_, _| {});
    state.swap(snapshot);
    state.shows(shown);
    state
}

macro_rules! app {
    ($state:expr) => {{
        let (app, _) = App::new()
            .into_utoipa_app()
            .configure(configure($state.clone()))
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
    ($app:expr, $path:expr) => {{
        let path: String = $path.to_string();
        let request = test::TestRequest::get().uri(&path).to_request();
        let (status, json) = body(test::call_service(&$app, request).await).await;
        assert_eq!(status, StatusCode::OK, "{path}: {json}");
        json
    }};
}

macro_rules! send {
    ($app:expr, $method:ident, $path:expr, $json:expr) => {{
        let path: String = $path.to_string();
        let request = test::TestRequest::$method()
            .uri(&path)
            .set_json($json)
            .to_request();
        body(test::call_service(&$app, request).await).await
    }};
}

fn person(name: &str, role: &str) -> Value {
    json!({"name": name, "role": role})
}

fn report(criterion: Option<u8>) -> Value {
    json!({
        "by": person("李明", "enterprise_safety"),
        "report": {
            "facility_id": "F1", "description": "罐区未设紧急切断", "found_on": "2026-01-02",
            "source": "企业自查", "criterion": criterion,
        },
    })
}

fn step(seen: u64, by: Value, step: Value) -> Value {
    let mut body = json!({"expected_entries": seen});
    (body["by"], body["step"]) = (by, step);
    body
}

fn start() -> Value {
    json!({
        "kind": "start",
        "plan": {
            "measures": "加装紧急切断阀", "funds_yuan": 200_000, "deadline": "2099-01-01",
            "responsible_person": "王强", "contingency_plan": "停用并隔离",
        },
        "major_report": {
            "state_and_causes": "无", "harm_and_difficulty": "大", "goals_and_tasks": "加装",
            "methods_and_measures": "停车施工", "funds_and_materials": "20 万", "bodies_and_persons": "设备部",
            "times_and_requirements": "一个月", "safety_and_contingency": "隔离",
        },
    })
}

const BOUNDARY: &str = "----anjie-test";

fn form(file: (&str, &[u8]), fields: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in fields {
        write!(
            out,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        )
        .unwrap();
    }
    write!(out, "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\nContent-Type: image/png\r\n\r\n", file.0).unwrap();
    out.extend_from_slice(file.1);
    write!(out, "\r\n--{BOUNDARY}--\r\n").unwrap();
    out
}

macro_rules! upload {
    ($app:expr, $id:expr, $seen:expr, $name:expr, $content:expr, $role:expr) => {{
        let seen: u64 = $seen;
        let fields = [
            ("by_name", "李明"),
            ("by_role", $role),
            ("expected_entries", &seen.to_string()),
        ];
        let request = test::TestRequest::post()
            .uri(&format!("/api/v1/hidden-hazards/{}/evidence", $id))
            .insert_header((
                "content-type",
                format!("multipart/form-data; boundary={BOUNDARY}"),
            ))
            .set_payload(form(($name, $content), &fields))
            .to_request();
        body(test::call_service(&$app, request).await).await
    }};
}

/// Grades with everything in them that a step may change.
macro_rules! grades {
    ($app:expr) => {{
        let mut all = get!(
            $app,
            "/api/v1/grades?level=city,county,town,park,enterprise,cell&date=2026-01-15"
        );
        for item in all["items"].as_array_mut().unwrap() {
            // How sure a colour is comes later.
            item["confidence"] = Value::Null;
        }
        all["items"].clone()
    }};
}

fn pll(grades: &Value) -> f64 {
    let items = grades.as_array().unwrap();
    let city = items.iter().find(|i| i["level"] == "city").unwrap();
    city["pll_per_year"].as_f64().unwrap()
}

#[actix_web::test]
async fn a_major_hazard_goes_round_the_loop_and_moves_the_grades_and_back() {
    let folder = TempDir::new().unwrap();
    let store = store(folder.path()).await;
    let state = state(&store).await;
    let app = app!(state);
    let before = grades!(app);
    let listed = get!(app, "/api/v1/hidden-hazards");
    assert_eq!(listed["total"], 1);
    assert_eq!(listed["items"][0]["next"]["responsible"]["code"], "city");
    let added_before = listed["items"][0]["added_pll_per_year"].as_f64().unwrap();
    assert!(added_before > 0.0);

    let (status, card) = send!(app, post, "/api/v1/hidden-hazards", report(Some(5)));
    assert_eq!(status, StatusCode::CREATED, "{card}");
    let id = card["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/hidden-hazards/{id}");
    assert_eq!(card["level"]["code"], "major");
    assert_eq!(card["clause"], "安监总管三〔2017〕121号 第5条");
    assert_eq!(card["barrier"], "紧急切断");
    assert_eq!(card["effect"]["counts"], false);
    // What nobody has looked at moves nothing.
    assert_eq!(pll(&grades!(app)).to_bits(), pll(&before).to_bits());

    let register = json!({"kind": "register", "criterion": 5, "due_on": "2099-02-01"});
    let by = || person("李明", "enterprise_safety");
    // Nobody skips a step, nobody acts on what he has not seen, the public only reports.
    let (status, refused) = send!(
        app,
        patch,
        path,
        step(1, by(), json!({"kind": "accept", "finding": "x"}))
    );
    assert_eq!(
        (status, &refused["type"]),
        (StatusCode::CONFLICT, &json!("/problems/hazard-wrong-state"))
    );
    assert!(
        refused["detail"].as_str().unwrap().contains("register"),
        "{refused}"
    );
    let (status, refused) = send!(app, patch, path, step(0, by(), register.clone()));
    assert_eq!(
        (status, &refused["type"]),
        (StatusCode::CONFLICT, &json!("/problems/hazard-changed"))
    );
    let (status, refused) = send!(
        app,
        patch,
        path,
        step(1, person("市民", "public"), register.clone())
    );
    assert_eq!(
        (status, &refused["errors"][0]["pointer"]),
        (StatusCode::FORBIDDEN, &json!("by.role"))
    );
    let late = json!({"kind": "register", "criterion": 5, "due_on": "2020-01-01"});
    let (status, refused) = send!(app, patch, path, step(1, by(), late));
    assert_eq!(
        (status, &refused["errors"][0]["pointer"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("due_on"))
    );
    let (status, _) = send!(app, patch, path, step(1, by(), json!({"kind": "fly"})));
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, card) = send!(app, patch, path, step(1, by(), register));
    assert_eq!(
        (status, &card["entries"]),
        (StatusCode::OK, &json!(2)),
        "{card}"
    );

    // It counts at once, and adds exactly what the city has more to expect.
    let with = grades!(app);
    let (was, is) = (pll(&before), pll(&with));
    let added = card["added_pll_per_year"].as_f64().unwrap();
    assert!(is > was);
    assert!((added - (is - was)).abs() < 1e-15, "{added} {is} {was}");
    let hole = card["effect"]["frequencies"].as_array().unwrap();
    let hole = hole
        .iter()
        .find(|f| f["loss"]["code"] == "hole_10_mm")
        .unwrap();
    // 紧急切断 5 times 设备完整性 3, at most 10.
    assert_eq!(hole["factor"], 10);

    let (status, refused) = send!(
        app,
        patch,
        path,
        step(
            2,
            person("赵总", "enterprise_head"),
            json!({"kind": "start", "plan": {}})
        )
    );
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused["errors"].as_array().unwrap().len(), 13, "{refused}");
    let (status, card) = send!(
        app,
        patch,
        path,
        step(2, person("赵总", "enterprise_head"), start())
    );
    assert_eq!(
        (status, &card["state"]["code"]),
        (StatusCode::OK, &json!("rectifying")),
        "{card}"
    );
    assert_eq!(card["plan"]["funds_yuan"], 200_000);

    let submit = |sha: &str| json!({"kind": "submit", "result": "已加装", "evidence": [sha]});
    let (status, _) = send!(app, patch, path, step(3, by(), submit("aa")));
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, card) = upload!(app, id, 3, "现场.png", PNG, "enterprise_safety");
    assert_eq!(status, StatusCode::CREATED, "{card}");
    let sha = card["evidence"][0]["sha256"].as_str().unwrap().to_owned();
    let (status, card) = send!(app, patch, path, step(4, by(), submit(&sha)));
    assert_eq!(
        (status, &card["state"]["code"]),
        (StatusCode::OK, &json!("awaiting_acceptance"))
    );
    let accept = json!({"kind": "accept", "finding": "现场核实"});
    for (who, role) in [("李明", "county_inspector"), ("陈监管", "enterprise_head")] {
        let (status, _) = send!(app, patch, path, step(5, person(who, role), accept.clone()));
        assert_eq!(status, StatusCode::FORBIDDEN, "{who}");
    }
    let inspector = || person("陈监管", "county_inspector");
    let back = json!({"kind": "return", "reason": "阀门未挂牌"});
    let (_, card) = send!(app, patch, path, step(5, inspector(), back));
    assert_eq!(
        (&card["state"]["code"], &card["returns"]),
        (&json!("rectifying"), &json!(1))
    );
    let (_, card) = send!(app, patch, path, step(6, by(), submit(&sha)));
    assert_eq!(card["entries"], 7);
    let (status, card) = send!(app, patch, path, step(7, inspector(), accept));
    assert_eq!(
        (status, &card["state"]["code"]),
        (StatusCode::OK, &json!("closed")),
        "{card}"
    );
    assert_eq!(card["next"], Value::Null);

    // Closed: everything is as before, to the last bit.
    assert_eq!(grades!(app), before);
    let history = card["history"].as_array().unwrap();
    let kinds: Vec<&str> = history
        .iter()
        .map(|h| h["step"]["code"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "report",
            "register",
            "start",
            "add_evidence",
            "submit",
            "return",
            "submit",
            "accept"
        ]
    );
    for pair in history.windows(2) {
        assert_eq!(pair[1]["previous"], pair[0]["sha256"]);
    }
    // The layer, the collection and the list agree.
    let row = get!(app, format!("/ogc/collections/hidden_hazards/items/{id}"));
    assert_eq!(row["properties"]["state"], "closed");
    let stored = store.load_facts().await.unwrap().hidden_hazards;
    assert_eq!(
        stored.iter().find(|h| h.id == id).unwrap().state,
        HazardState::Closed
    );
    let statistics = get!(app, "/api/v1/hidden-hazards/statistics");
    assert_eq!(
        (&statistics["all"]["total"], &statistics["all"]["closed"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        statistics["all"]["added_pll_per_year"]
            .as_f64()
            .unwrap()
            .to_bits(),
        added_before.to_bits()
    );
    let (log, head) = store.hazard_log().await.unwrap();
    assert_eq!(hazard_log::check(&log, &head).unwrap().len(), 8);
}

#[actix_web::test]
async fn a_hazard_of_an_import_goes_on_from_its_state() {
    let folder = TempDir::new().unwrap();
    let store = store(folder.path()).await;
    let state = state(&store).await;
    let app = app!(state);
    let card = get!(app, "/api/v1/hidden-hazards/H1");
    assert_eq!(
        (&card["entries"], &card["state"]["code"]),
        (&json!(0), &json!("rectifying"))
    );
    let (status, card) = upload!(app, "H1", 0, "x.png", PNG, "enterprise_staff");
    assert_eq!(status, StatusCode::CREATED, "{card}");
    assert_eq!(card["history"][0]["step"]["code"], "import");
    assert_eq!(card["entries"], 2);
    // An import changes the row beside the log: the next step says so.
    let mut changed = facts();
    changed.hidden_hazards[0].due_on = Some("2026-03-01".into());
    changed.hidden_hazards[0].description = "法兰渗漏, 已复查".into();
    store.put_facts(&changed).await.unwrap();
    let extend = json!({
        "kind": "extend", "due_on": "2099-01-01", "reason": "备件未到",
        "approved_by": person("赵总", "enterprise_head"),
    });
    let by = person("李明", "enterprise_safety");
    let (status, _) = send!(app, patch, "/api/v1/hidden-hazards/H1", step(2, by, extend));
    assert_eq!(status, StatusCode::OK);
    let (entries, _) = store.hazard_entries("H1").await.unwrap();
    let kinds: Vec<&str> = entries
        .iter()
        .map(|e| e.0.entry.event.kind().code())
        .collect();
    assert_eq!(kinds, ["import", "add_evidence", "import", "extend"]);
    let row = store.load_facts().await.unwrap().hidden_hazards.remove(0);
    assert_eq!(row.due_on.as_deref(), Some("2099-01-01"));
    assert_eq!(row.description, "法兰渗漏, 已复查");
}

#[actix_web::test]
async fn evidence_is_what_it_holds_and_never_a_page() {
    let folder = TempDir::new().unwrap();
    let store = store(folder.path()).await;
    let state = state(&store).await;
    let app = app!(state);
    let large = vec![0_u8; (10 << 20) + 1];
    for (name, content, wanted) in [
        (
            "a.png",
            &b"<html><script>alert(1)</script>"[..],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("a.png", b"", StatusCode::UNPROCESSABLE_ENTITY),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n<script>",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "a.pdf",
            b"%PDF-1.7 /JavaScript (x) %%EOF",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "a.jpg",
            b"MZ\x90\0program",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("a.png", &large, StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let (status, refused) = upload!(app, "H1", 0, name, content, "enterprise_safety");
        assert_eq!(status, wanted, "{name}: {refused}");
    }
    let (status, _) = upload!(app, "H1", 0, "a.png", PNG, "public");
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = upload!(app, "H1", 7, "a.png", PNG, "enterprise_safety");
    assert_eq!(status, StatusCode::CONFLICT);
    let (status, _) = upload!(app, "nobody", 0, "a.png", PNG, "enterprise_safety");
    assert_eq!(status, StatusCode::NOT_FOUND);
    // Nothing of all that is kept.
    assert_eq!(store.hazard_head().await.unwrap().count, 0);
    let (status, card) = upload!(
        app,
        "H1",
        0,
        "../<b>现场</b>.html",
        PNG,
        "enterprise_safety"
    );
    assert_eq!(status, StatusCode::CREATED, "{card}");
    let href = card["evidence"][0]["href"].as_str().unwrap();
    let request = test::TestRequest::get().uri(href).to_request();
    let answer = test::call_service(&app, request).await;
    let header = |name: &str| {
        answer
            .headers()
            .get(name)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(header("content-type"), "image/png");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(test::read_body(answer).await, PNG);
    let request = test::TestRequest::get()
        .uri("/api/v1/hidden-hazards/H1/evidence/aa")
        .to_request();
    assert_eq!(
        test::call_service(&app, request).await.status(),
        StatusCode::NOT_FOUND
    );
}

#[actix_web::test]
async fn the_list_is_filtered_by_who_must_act_and_written_as_a_table() {
    let folder = TempDir::new().unwrap();
    let store = store(folder.path()).await;
    let state = state(&store).await;
    let app = app!(state);
    let public = json!({
        "by": person("热心市民", "public"),
        "report": {"facility_id": "F1", "description": "=cmd 气味", "found_on": "2026-01-02"},
        "location": [119.95, 31.8],
    });
    let (status, card) = send!(app, post, "/api/v1/hidden-hazards", public);
    assert_eq!(
        (status, &card["location"]),
        (StatusCode::CREATED, &json!([119.95, 31.8])),
        "{card}"
    );
    let total = |query: &str| format!("/api/v1/hidden-hazards?date=2026-01-10&{query}");
    for (query, wanted) in [
        ("state=open", 2),
        ("state=reported", 1),
        ("state=registered,closed", 0),
        ("overdue=true", 1),
        ("level=major", 0),
        ("actor=enterprise", 2),
        ("actor=county", 0),
        ("role=town_inspector", 1),
        ("responsible=town", 1),
        ("q=%E6%B3%95%E5%85%B0", 1),
        ("facility=F2", 0),
    ] {
        assert_eq!(get!(app, total(query))["total"], wanted, "{query}");
    }
    for bad in [
        "state=gone",
        "level=big",
        "overdue=maybe",
        "actor=me",
        "role=king",
        "date=2026-02-30",
        "sort=x",
        "limit=0",
        "what=1",
    ] {
        let request = test::TestRequest::get()
            .uri(&format!("/api/v1/hidden-hazards?{bad}"))
            .to_request();
        let (status, problem) = body(test::call_service(&app, request).await).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{bad}: {problem}");
    }
    let tasks = get!(app, "/api/v1/hidden-hazards/tasks?date=2026-01-10");
    assert_eq!(tasks["by_actor"][0]["total"], 2);
    assert_eq!(tasks["confidence"], "policy suggestion");
    let request = test::TestRequest::get()
        .uri("/api/v1/hidden-hazards.csv")
        .to_request();
    let answer = test::call_service(&app, request).await;
    let csv = String::from_utf8(test::read_body(answer).await.to_vec()).unwrap();
    assert!(
        csv.contains("'=cmd 气味") && csv.lines().count() == 3,
        "{csv}"
    );
    let words = get!(app, "/api/v1/hidden-hazards/words");
    assert_eq!(words["criteria"].as_array().unwrap().len(), 20);
    assert_eq!(
        (&words["barriers_confidence"], &words["is_scanned"]),
        (&json!("expert"), &json!(false))
    );
    let bad = json!({"by": person("甲", "public"), "report": {"facility_id": "F9", "description": "x", "found_on": "2026-01-02"}});
    let (status, problem) = send!(app, post, "/api/v1/hidden-hazards", bad);
    assert_eq!(
        (status, &problem["errors"][0]["pointer"]),
        (StatusCode::BAD_REQUEST, &json!("facility_id"))
    );
}

#[actix_web::test]
async fn two_who_act_on_the_same_state_are_told_apart() {
    let folder = TempDir::new().unwrap();
    let store = store(folder.path()).await;
    let state = state(&store).await;
    let app = app!(state);
    let extend = |day: &str| {
        let approver = person("赵总", "enterprise_head");
        let told =
            json!({"kind": "extend", "due_on": day, "reason": "备件", "approved_by": approver});
        step(0, person("李明", "enterprise_safety"), told)
    };
    let request = |day: &str| {
        test::TestRequest::patch()
            .uri("/api/v1/hidden-hazards/H1")
            .set_json(extend(day))
            .to_request()
    };
    let (one, other) = futures_util::join!(
        test::call_service(&app, request("2099-01-01")),
        test::call_service(&app, request("2099-01-02")),
    );
    let mut all = [one.status(), other.status()];
    all.sort();
    assert_eq!(all, [StatusCode::OK, StatusCode::CONFLICT]);
    assert_eq!(store.hazard_head().await.unwrap().count, 2);
}
