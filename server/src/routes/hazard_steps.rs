//! `POST /api/v1/hidden-hazards` and `PATCH /api/v1/hidden-hazards/{id}`: a report, and a step.

use actix_web::guard::GuardContext;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, patch, post};
use analysis::hazard::{Person, Report, Step};
use data::store::{Change, Noted};
use geo_types::Point;
use serde::Deserialize;
use utoipa::ToSchema;

use super::hidden_hazards::card;
use super::imports::same_origin;
use crate::app::AppState;
use crate::hazards;
use crate::problem::Problem;
use crate::views::hidden_hazard::HazardCard;

/// Longest note, characters.
const MOST_NOTE: usize = 2000;

/// Who acts. Names and roles are as they are told: the service does not know its users yet.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PersonForm {
    /// Name.
    pub name: String,
    /// Role: public, enterprise_staff, enterprise_safety, enterprise_head, town_inspector, county_inspector,
    /// city_inspector.
    pub role: String,
    /// Where the person works.
    pub organisation: Option<String>,
}

/// What was found.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReportForm {
    /// The facility where it was found.
    pub facility_id: String,
    /// What is wrong.
    pub description: String,
    /// Day on which it was found, `2026-11-28`.
    pub found_on: String,
    /// Who or what found it.
    pub source: Option<String>,
    /// Number of the criterion of 2017 that it seems to meet, 1 to 20; it is major then.
    pub criterion: Option<u8>,
    /// Clause that it breaks.
    pub clause: Option<String>,
    /// Barrier that it weakens, one of `/api/v1/hidden-hazards/words`.
    pub barrier: Option<String>,
}

/// A report with who makes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportBody {
    /// Who reports; anybody may.
    #[schema(value_type = PersonForm)]
    by: Person,
    /// What was found.
    #[schema(value_type = ReportForm)]
    report: Report,
    /// Where, longitude and latitude; the place of the facility if left out.
    #[schema(value_type = Option<Vec<f64>>)]
    location: Option<[f64; 2]>,
    /// What the person adds.
    note: Option<String>,
}

/// A step with who takes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepBody {
    /// Number of entries of the hazard that the person has seen: `entries` of its card.
    expected_entries: u64,
    /// Who acts.
    #[schema(value_type = PersonForm)]
    by: Person,
    /// The step: `kind` register (`due_on`, `criterion`, `clause`, `barrier`), start (`plan` with `measures`,
    /// `funds_yuan`, `deadline`, `responsible_person`, `contingency_plan`; `major_report`), extend (`due_on`, `reason`,
    /// `approved_by`), submit (`result`, `evidence`), accept (`finding`) or return (`reason`, `due_on`).
    #[schema(value_type = Object)]
    step: Step,
    /// What the person adds.
    note: Option<String>,
}

/// Who acts now, with a note that can be kept.
///
/// # Errors
/// 422 for a note that is too long or empty.
pub fn noted(state: &AppState, by: Person, note: Option<String>) -> Result<Noted, Problem> {
    let note = note.filter(|n| !n.trim().is_empty());
    if let Some(note) = &note
        && (note.chars().count() > MOST_NOTE || note.contains('\0'))
    {
        let detail = format!("give at most {MOST_NOTE} characters, none of them NUL");
        return Err(Problem::bad_input("note", detail));
    }
    Ok(Noted {
        by,
        at: data::now_rfc3339(),
        note,
        is_told: state.tells_hazards(),
    })
}

/// Reports a hidden hazard (上报). Anybody may.
///
/// # Errors
/// 400 and 422 for what cannot be taken, 403 from a page of another site, 503 where the service has no store.
#[utoipa::path(operation_id = "report_hidden_hazard", tag = "hidden-hazards", request_body = ReportBody, responses((status = 201, body = HazardCard), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[post("/api/v1/hidden-hazards")]
pub async fn report(
    state: Data<AppState>,
    request: HttpRequest,
    body: Json<ReportBody>,
) -> Result<HttpResponse, Problem> {
    same_origin(&request)?;
    let body = body.into_inner();
    let place = body.location.map(place).transpose()?;
    let noted = noted(&state, body.by, body.note)?;
    let change = Change::Report {
        report: body.report,
        place: place.map(Into::into),
    };
    let told = hazards::change(state.clone(), change, noted).await?;
    let card = card(&state, &told.row.id).await?;
    Ok(HttpResponse::Created()
        .insert_header((
            "location",
            format!("/api/v1/hidden-hazards/{}", told.row.id),
        ))
        .json(card))
}

fn place([lon, lat]: [f64; 2]) -> Result<Point<f64>, Problem> {
    // Not a number is in no range.
    if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
        return Ok(Point::new(lon, lat));
    }
    Err(Problem::bad_input(
        "location",
        format!("[{lon}, {lat}] is no place; give longitude and latitude in degrees"),
    ))
}

/// Paths beside those of hazards.
const NO_HAZARD: [&str; 3] = ["/statistics", "/tasks", "/words"];

fn is_a_hazard(of: &GuardContext<'_>) -> bool {
    let path = of.head().uri.path();
    !NO_HAZARD.iter().any(|other| path.ends_with(other))
}

/// Takes a step of a hidden hazard.
///
/// # Errors
/// 400 and 422 for what cannot be taken, 403 for a person who may not, 404, 409 where the hazard does not take the step
/// or was changed in the meantime, 503 where the service has no store.
#[utoipa::path(operation_id = "step_hidden_hazard", tag = "hidden-hazards", params(("id" = String, Path, description = "Identifier")), request_body = StepBody, responses((status = 200, body = HazardCard), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 409, body = Problem, content_type = "application/problem+json"), (status = 422, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[patch("/api/v1/hidden-hazards/{id}", guard = "is_a_hazard")]
pub async fn step(
    state: Data<AppState>,
    request: HttpRequest,
    id: Path<String>,
    body: Json<StepBody>,
) -> Result<Json<HazardCard>, Problem> {
    same_origin(&request)?;
    let body = body.into_inner();
    if matches!(body.step, Step::AddEvidence { .. }) {
        let detail = format!("send the file itself to /api/v1/hidden-hazards/{id}/evidence");
        return Err(Problem::bad_input("step.kind", detail));
    }
    let noted = noted(&state, body.by, body.note)?;
    let change = Change::Step {
        id: id.into_inner(),
        expected: Some(body.expected_entries),
        step: body.step,
    };
    let told = hazards::change(state.clone(), change, noted).await?;
    card(&state, &told.row.id).await.map(Json)
}
