//! OGC API Processes 1: `http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/core`.

use std::time::Duration;

use actix_web::test;
use serde_json::json;

use super::{body, header, path};

#[actix_web::test]
async fn processes_1() {
    let app = app!();
    // /conf/core/process-list-success, /conf/core/process-success, /conf/ogc-process-description/…
    let list = fetch!(app, "/ogc/processes");
    let all: Vec<&str> = list["processes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["id"].as_str().unwrap())
        .collect();
    assert_eq!(all, ["violations", "grades", "risk-at", "relocation"]);
    assert_eq!(
        fetch!(app, "/ogc/processes?limit=1")["processes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    for id in all {
        let process = fetch!(app, format!("/ogc/processes/{id}"));
        assert!(
            process["inputs"].is_object() && process["outputs"].is_object(),
            "{id}"
        );
        assert_eq!(
            get!(app, format!("/ogc/processes/{id}?f=html")).status(),
            200
        );
    }
    // /conf/core/process-execute-sync-one: each process gives what its own path gives
    let violations = body(execute!(app, "violations", json!({"inputs": {}}))).await;
    assert_eq!(
        violations["total"],
        fetch!(app, "/api/v1/violations")["total"]
    );
    let of = json!({"inputs": {"facility": "F1", "verdict": "all"}, "response": "document"});
    let of = body(execute!(app, "violations", of)).await;
    assert!(
        of["violations"]["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|v| v["facility_id"] == "F1")
    );
    let grades = body(execute!(
        app,
        "grades",
        json!({"inputs": {"level": "unit", "id": "U1"}})
    ))
    .await;
    assert_eq!(grades, fetch!(app, "/api/v1/grades/unit/U1"));
    let at = json!({"inputs": {"point": {"type": "Point", "coordinates": [119.97, 31.81]}}});
    let risk = body(execute!(app, "risk-at", &at)).await;
    assert_eq!(risk, fetch!(app, "/api/v1/risk/at?lon=119.97&lat=31.81"));
    let changes = json!([{"move": {"facility_id": "F1", "to": [120.03, 31.865]}}]);
    let moved = body(execute!(
        app,
        "relocation",
        json!({"inputs": {"changes": changes}})
    ))
    .await;
    let request = test::TestRequest::post()
        .uri("/api/v1/situations")
        .set_json(json!({"changes": changes}))
        .to_request();
    assert_eq!(moved, body(test::call_service(&app, request).await).await);
    // /conf/core/no-such-process, and inputs that cannot be taken
    let answer = body(get!(app, "/ogc/processes/none")).await;
    assert_eq!(answer["status"], 404);
    assert!(
        answer["type"]
            .as_str()
            .unwrap()
            .ends_with("/no-such-process")
    );
    for (process, wrong) in [
        ("grades", json!({"inputs": {}})),
        ("grades", json!({"inputs": {"level": "planet", "id": "x"}})),
        ("grades", json!({"inputs": {"level": "unit", "id": "none"}})),
        ("grades", json!({"inputs": {"level": 1, "id": "none"}})),
        ("grades", json!({"inputs": []})),
        (
            "grades",
            json!({"inputs": {"level": "unit", "id": "U1"}, "outputs": {"x": {}}}),
        ),
        (
            "grades",
            json!({"inputs": {"level": "unit", "id": "U1"}, "response": "x"}),
        ),
        (
            "grades",
            json!({"subscriber": {"successUri": "http://evil.example/"}}),
        ),
        ("grades", json!(null)),
        (
            "risk-at",
            json!({"inputs": {"point": {"type": "Point", "coordinates": [1e300, 0]}}}),
        ),
        (
            "risk-at",
            json!({"inputs": {"point": {"href": "http://evil.example/"}}}),
        ),
        ("violations", json!({"inputs": {"facility": "none"}})),
        ("violations", json!({"inputs": {"verdict": "maybe"}})),
        (
            "violations",
            json!({"inputs": {"url": "http://evil.example/"}}),
        ),
        ("relocation", json!({"inputs": {"changes": []}})),
        (
            "relocation",
            json!({"inputs": {"changes": [{"move": {"facility_id": "F1", "to": [31, 119]}}]}}),
        ),
    ] {
        let answer = execute!(app, process, &wrong);
        assert!(
            answer.status().is_client_error(),
            "{wrong}: {}",
            answer.status()
        );
    }
}

#[actix_web::test]
async fn processes_1_as_jobs() {
    let app = app!();
    let prefer = ("prefer", "respond-async");
    // /conf/core/process-execute-async-success, /conf/core/job-success, /conf/core/job-results-async-document
    let answer = execute!(app, "violations", json!({"inputs": {}}), prefer);
    assert_eq!(answer.status(), 201);
    assert_eq!(
        header(answer.headers(), "preference-applied"),
        "respond-async"
    );
    let own = path(&header(answer.headers(), "location"));
    let job = body(answer).await;
    assert_eq!(own, format!("/ogc/jobs/{}", job["jobID"].as_str().unwrap()));
    let mut status = job["status"].clone();
    for _ in 0..200 {
        status = fetch!(app, own)["status"].clone();
        if status == "successful" {
            break;
        }
        actix_web::rt::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(status, "successful");
    let results = fetch!(app, format!("{own}/results"));
    assert_eq!(
        results["violations"]["total"],
        fetch!(app, "/api/v1/violations")["total"]
    );
    // /conf/job-list/job-list-success
    assert_eq!(fetch!(app, "/ogc/jobs")["jobs"][0]["jobID"], job["jobID"]);
    // /conf/core/job-results-failed: a job that failed gives its problem
    let answer = execute!(
        app,
        "grades",
        json!({"inputs": {"level": "unit", "id": "none"}}),
        prefer
    );
    let failed = path(&header(answer.headers(), "location"));
    for _ in 0..200 {
        if fetch!(app, failed)["status"] == "failed" {
            break;
        }
        actix_web::rt::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(get!(app, format!("{failed}/results")).status(), 404);
    // /conf/dismiss/job-dismiss-success
    let request = test::TestRequest::delete().uri(&own).to_request();
    assert_eq!(
        body(test::call_service(&app, request).await).await["status"],
        "dismissed"
    );
    // /conf/core/job-exception-no-such-job
    let gone = body(get!(app, own)).await;
    assert!(gone["type"].as_str().unwrap().ends_with("/no-such-job"));
    // No flood of jobs is taken, and none is kept for good.
    let mut busy = 0;
    for _ in 0..150 {
        let answer = execute!(app, "violations", json!({"inputs": {}}), prefer);
        busy += usize::from(answer.status() == 429);
        assert!(matches!(answer.status().as_u16(), 201 | 429));
    }
    let kept = fetch!(app, "/ogc/jobs")["jobs"].as_array().unwrap().len();
    assert!(kept <= 100 && busy > 0, "{kept} kept, {busy} refused");
}

/// `/conf/core/job-results-exception-results-not-ready`, `/conf/core/job-results-exception-no-such-job`,
/// `/conf/dismiss/job-dismiss-op`, and what a process says of itself (`/conf/ogc-process-description`).
#[actix_web::test]
async fn processes_1_exceptions_and_descriptions() {
    let app = app!();
    let prefer = ("prefer", "respond-async");
    let mut jobs = Vec::new();
    for _ in 0..20 {
        let answer = execute!(app, "violations", json!({"inputs": {}}), prefer);
        assert_eq!(answer.status(), 201);
        jobs.push(path(&header(answer.headers(), "location")));
    }
    let last = jobs.last().unwrap();
    let early = body(get!(app, format!("{last}/results"))).await;
    assert_eq!(early["status"], 404);
    assert!(
        early["type"]
            .as_str()
            .unwrap()
            .ends_with("/result-not-ready"),
        "{early}"
    );
    for job in &jobs {
        let request = test::TestRequest::delete().uri(job).to_request();
        assert_eq!(
            test::call_service(&app, request).await.status(),
            200,
            "{job}"
        );
        let again = test::TestRequest::delete().uri(job).to_request();
        let again = body(test::call_service(&app, again).await).await;
        assert!(again["type"].as_str().unwrap().ends_with("/no-such-job"));
    }
    for missing in ["/ogc/jobs/none", "/ogc/jobs/none/results"] {
        let answer = body(get!(app, missing)).await;
        assert_eq!(answer["status"], 404);
        assert!(
            answer["type"].as_str().unwrap().ends_with("/no-such-job"),
            "{missing}"
        );
    }
    let answer = body(execute!(app, "none", json!({"inputs": {}}))).await;
    assert!(
        answer["type"]
            .as_str()
            .unwrap()
            .ends_with("/no-such-process")
    );
    let list = fetch!(app, "/ogc/processes");
    for summary in list["processes"].as_array().unwrap() {
        let id = summary["id"].as_str().unwrap();
        let process = fetch!(app, format!("/ogc/processes/{id}"));
        for name in ["id", "version", "jobControlOptions", "outputTransmission"] {
            assert_eq!(process[name], summary[name], "{id} {name}");
        }
        let options = process["jobControlOptions"].as_array().unwrap();
        for option in ["sync-execute", "async-execute", "dismiss"] {
            assert!(options.contains(&json!(option)), "{id} {option}");
        }
        for (name, input) in process["inputs"].as_object().unwrap() {
            assert!(
                input["title"].is_string() && input["schema"].is_object(),
                "{id}.{name}"
            );
            // /conf/core/process-execute-input-inline-… : what is required and left out is refused.
            let is_required = input["minOccurs"] == 1;
            let answer = execute!(app, id, json!({"inputs": {}}));
            assert!(!is_required || answer.status() == 400, "{id}.{name}");
        }
        assert!(!process["outputs"].as_object().unwrap().is_empty());
    }
}
