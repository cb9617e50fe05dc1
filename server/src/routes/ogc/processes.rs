//! OGC API Processes: `/ogc/processes…` and `/ogc/jobs…`.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, post, route};
use maud::html;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::asked::{Asked, base};
use super::collections::trail;
use super::format::Format;
use super::jobs::{Job, Progress};
use super::link::Link;
use super::process::{ALL, Outcome, Process, named};
use super::{html as pages, reply};
use crate::app::AppState;
use crate::problem::Problem;
use crate::situated::Situated;

const FORMATS: &[Format] = &[Format::Json, Format::Html];
const JSON: &str = "application/json";
const EXECUTE: &str = "http://www.opengis.net/def/rel/ogc/1.0/execute";
const TILE_SETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
const RESULTS: &str = "http://www.opengis.net/def/rel/ogc/1.0/results";

/// What to run a process with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Execute {
    /// Inputs by name.
    #[serde(default)]
    #[schema(value_type = Object)]
    inputs: Map<String, Value>,
    /// Outputs that are wanted; each process has one, which is always given.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    outputs: Option<Map<String, Value>>,
    /// `raw` (if left out) for the output itself, `document` for an object with it by name.
    response: Option<String>,
}

impl Execute {
    fn is_document(&self, process: &Process) -> Result<bool, Problem> {
        let known = |name: &String| name == process.output.0;
        if !self.outputs.iter().flat_map(Map::keys).all(known) {
            let detail = format!("names what is not there; there is {}", process.output.0);
            return Err(Problem::bad_input("/outputs", detail));
        }
        match self.response.as_deref() {
            None | Some("raw") => Ok(false),
            Some("document") => Ok(true),
            Some(_) => Err(Problem::bad_input(
                "/response",
                "is not known; give raw or document",
            )),
        }
    }
}

fn summary(url: impl Fn(&str) -> String, process: &Process) -> Value {
    let own = format!("/ogc/processes/{}", process.id);
    let execute = format!("{own}/execution");
    json!({
        "id": process.id,
        "title": format!("{} {}", process.title_zh, process.title_en),
        "description": format!("{}。 {}.", process.about_zh, process.about_en),
        "version": env!("CARGO_PKG_VERSION"),
        "jobControlOptions": ["sync-execute", "async-execute", "dismiss"],
        "outputTransmission": ["value"],
        "links": [
            Link::new("self", url(&own), JSON, "说明 Description"),
            Link::new(EXECUTE, url(&execute), JSON, "执行 Execute"),
        ],
    })
}

fn description(asked: &Asked, process: &Process) -> Value {
    let mut view = summary(|path| asked.url(path), process);
    let inputs: Map<String, Value> = process
        .inputs
        .iter()
        .map(|input| {
            let view = json!({
                "title": input.zh,
                "description": input.en,
                "minOccurs": u8::from(input.is_required),
                "maxOccurs": 1,
                "schema": (input.schema)(),
            });
            (input.name.to_owned(), view)
        })
        .collect();
    let (name, of) = process.output;
    let about = format!("{of} in /openapi.json");
    view["inputs"] = json!(inputs);
    view["outputs"] = json!({name: {"title": process.title_zh, "description": about, "schema": {"type": "object", "contentMediaType": JSON}}});
    view
}

/// The analyses that can be run.
///
/// # Errors
/// 400 for a parameter that is not known.
#[utoipa::path(get, operation_id = "ogc_processes", tag = "ogc", params(("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Processes", content_type = "application/json"), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/processes", method = "GET", method = "HEAD")]
pub async fn list(state: Data<AppState>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let asked = Asked::new(&state, &request, &["limit"], FORMATS)?;
    let limit = match asked.get("limit") {
        None => ALL.len(),
        Some(text) => text
            .parse()
            .ok()
            .filter(|n: &usize| *n > 0)
            .ok_or_else(|| Problem::bad_input("limit", "is no whole number from 1 on"))?,
    };
    let shown = || ALL.iter().take(limit);
    let json = || {
        let all: Vec<Value> = shown()
            .map(|p| summary(|path| asked.url(path), p))
            .collect();
        json!({"processes": all, "links": asked.own_links()})
    };
    let page = || {
        let body = html! { ul { @for process in shown() {
            li {
                a href=(asked.url(&format!("/ogc/processes/{}?f=html", process.id))) { (process.title_zh) " " (process.title_en) }
                "：" (process.about_zh) "。 " span.quiet lang="en" { (process.about_en) }
            }
        } } };
        pages::page(&asked, &trail(&asked, None), ("分析", "Processes"), &body)
    };
    reply::document(&asked, &request, json, page)
}

/// What a process takes and gives.
///
/// # Errors
/// 404 for a process that is not there.
#[utoipa::path(get, operation_id = "ogc_process", tag = "ogc", params(("process" = String, Path, description = "Process"), ("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Inputs and outputs with their schemas", content_type = "application/json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/processes/{process}", method = "GET", method = "HEAD")]
pub async fn one(
    state: Data<AppState>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let process = named(&id)?;
    let asked = Asked::new(&state, &request, &[], FORMATS)?;
    let page = || {
        let body = html! {
            p { (process.about_zh) "。 " span.quiet lang="en" { (process.about_en) } }
            h2 { "输入 Inputs" }
            table { tbody { @for input in process.inputs {
                tr {
                    th { code { (input.name) } @if input.is_required { " 必填 required" } }
                    td { (input.zh) br; span.quiet lang="en" { (input.en) } br; code { ((input.schema)().to_string()) } }
                }
            } } }
            h2 { "执行 Execute" }
            pre { "POST " (asked.url(&format!("/ogc/processes/{}/execution", process.id))) }
        };
        let names = (process.title_zh, process.title_en);
        pages::page(&asked, &trail(&asked, None), names, &body)
    };
    reply::document(&asked, &request, || description(&asked, process), page)
}

/// Runs a process: at once, or with `Prefer: respond-async` as a job.
///
/// # Errors
/// 400 for inputs that cannot be taken, 404 for a process that is not there, 429 where too much is under way.
#[utoipa::path(operation_id = "ogc_execute", tag = "ogc", params(("process" = String, Path, description = "Process"), ("Prefer" = Option<String>, Header, description = "respond-async for a job")), request_body = Execute, responses((status = 200, description = "The output, or an object with it by name", content_type = "application/json"), (status = 201, description = "A job was made; Location says where it is", content_type = "application/json"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 429, body = Problem, content_type = "application/problem+json")))]
#[post("/ogc/processes/{process}/execution")]
pub async fn run(
    state: Data<AppState>,
    id: Path<String>,
    asked: Json<Execute>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let process = named(&id)?;
    let snapshot = state.snapshot()?;
    let is_document = asked.is_document(process)?;
    let inputs = asked.into_inner().inputs;
    let prefers = request.headers().get_all("prefer");
    let is_async = prefers
        .filter_map(|p| p.to_str().ok())
        .flat_map(|p| p.split(','))
        .any(|p| p.trim().eq_ignore_ascii_case("respond-async"));
    if is_async {
        let keeper = state.clone();
        let keep = move |situation| keeper.keep_situation(situation);
        let job = state.jobs().start(process, snapshot, inputs, keep)?;
        let base = base(&state, &request);
        let mut answer = HttpResponse::Created();
        reply::open(&mut answer);
        return Ok(answer
            .insert_header(("Location", format!("{base}/ogc/jobs/{}", job.id)))
            .insert_header(("Preference-Applied", "respond-async"))
            .json(status(&base, &job)));
    }
    let done = state.work(move |wanted| (process.run)(&snapshot, inputs, wanted));
    let Outcome { result, situation } = done.await??;
    let mut answer = HttpResponse::Ok();
    reply::open(&mut answer);
    if let Some(situation) = situation {
        for link in situation_links(&base(&state, &request), &situation) {
            answer.append_header(("Link", format!("<{}>; rel=\"{}\"", link.href, link.rel)));
        }
        state.keep_situation(situation);
    }
    Ok(if is_document {
        answer.json(json!({process.output.0: &*result}))
    } else {
        answer.json(&*result)
    })
}

/// Where the situation of a result is had as features and as tiles, and what it is compared with.
fn situation_links(base: &str, situation: &Situated) -> Vec<Link> {
    let own = format!("{base}/ogc/collections/{}", situation.id);
    let violations = format!("{base}/ogc/collections/violations");
    vec![
        Link::new(
            "collection",
            own.clone(),
            JSON,
            "推演与现状之差 Difference as a collection",
        ),
        Link::new(
            TILE_SETS,
            format!("{own}/tiles"),
            JSON,
            "推演与现状之差 Difference as tiles",
        ),
        Link::new(
            "related",
            violations,
            JSON,
            "现状违规 Violations of the run that it is compared with",
        ),
    ]
}

/// A job as the standard tells of it.
fn status(base: &str, job: &Job) -> Value {
    let own = format!("{base}/ogc/jobs/{}", job.id);
    let mut links = vec![Link::new("self", own.clone(), JSON, "状态 Status")];
    let mut message = None;
    match &job.progress {
        Progress::Successful(outcome) => {
            let situation = outcome.situation.iter();
            links.extend(situation.flat_map(|s| situation_links(base, s)));
            links.push(Link::new(
                RESULTS,
                format!("{own}/results"),
                JSON,
                "结果 Results",
            ));
        }
        Progress::Failed(problem) => message = Some(problem.detail.clone()),
        Progress::Accepted | Progress::Running => {}
    }
    json!({
        "processID": job.process.id,
        "type": "process",
        "jobID": job.id,
        "status": job.progress.code(),
        "message": message,
        "created": job.created,
        "started": job.started,
        "finished": job.finished,
        "links": links,
    })
}

/// All jobs that are kept, the newest first.
///
/// # Errors
/// 503 while there is no city.
#[utoipa::path(get, operation_id = "ogc_jobs", tag = "ogc", params(("f" = Option<String>, Query, description = "json")), responses((status = 200, description = "Jobs with their states", content_type = "application/json"), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/jobs", method = "GET", method = "HEAD")]
pub async fn all_jobs(
    state: Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::new(&state, &request, &[], &[Format::Json])?;
    let base = base(&state, &request);
    let all = state.jobs().list();
    let all: Vec<Value> = all.iter().map(|job| status(&base, job)).collect();
    let mut answer = HttpResponse::Ok();
    reply::open(&mut answer);
    Ok(answer.json(json!({"jobs": all, "links": asked.own_links()})))
}

/// How far a job is.
///
/// # Errors
/// 404 for a job that is not there, or not any more.
#[utoipa::path(get, operation_id = "ogc_job", tag = "ogc", params(("job" = String, Path, description = "Job")), responses((status = 200, description = "State of the job", content_type = "application/json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/jobs/{job}", method = "GET", method = "HEAD")]
pub async fn one_job(
    state: Data<AppState>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let job = state.jobs().find(&id)?;
    let mut answer = HttpResponse::Ok();
    reply::open(&mut answer);
    Ok(answer.json(status(&base(&state, &request), &job)))
}

/// What a job came to: an object with the output by name.
///
/// # Errors
/// 404 for a job that is not there or not done yet; the problem of a job that failed.
#[utoipa::path(get, operation_id = "ogc_job_results", tag = "ogc", params(("job" = String, Path, description = "Job")), responses((status = 200, description = "Outputs by name", content_type = "application/json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/jobs/{job}/results", method = "GET", method = "HEAD")]
pub async fn results(state: Data<AppState>, id: Path<String>) -> Result<HttpResponse, Problem> {
    let job = state.jobs().find(&id)?;
    let result: Arc<Value> =
        match job.progress {
            Progress::Successful(outcome) => outcome.result,
            Progress::Failed(problem) => return Err(problem),
            Progress::Accepted | Progress::Running => {
                return Err(Problem::not_found("result yet of the job", &job.id).of_kind(
                "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/result-not-ready",
            ));
            }
        };
    let mut answer = HttpResponse::Ok();
    reply::open(&mut answer);
    Ok(answer.json(json!({job.process.output.0: &*result})))
}

/// Forgets a job, and stops it within 100 ms.
///
/// # Errors
/// 404 for a job that is not there.
#[utoipa::path(operation_id = "ogc_dismiss", tag = "ogc", params(("job" = String, Path, description = "Job")), responses((status = 200, description = "It was dismissed", content_type = "application/json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[delete("/ogc/jobs/{job}")]
pub async fn dismiss(
    state: Data<AppState>,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let job = state.jobs().dismiss(&id)?;
    let mut view = status(&base(&state, &request), &job);
    view["status"] = json!("dismissed");
    view["links"] = json!([]);
    let mut answer = HttpResponse::Ok();
    reply::open(&mut answer);
    Ok(answer.json(view))
}
