//! `GET`, `PUT /api/v1/facilities/{id}/diagnosis`: the safety risk diagnosis of an enterprise as a form.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, get, put};
use analysis::grading::city::Which;
use analysis::grading::enterprise::{answers as items, sentence};
use analysis::standards::diagnosis::rules;

use super::answering::{self, Asked, field};
use super::imports::same_origin;
use crate::app::{AppState, today};
use crate::diagnosis::{Diagnosis, diagnosis};
use crate::forms::{DIAGNOSIS, Last};
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::Text;
use crate::views::diagnosis::{DiagnosisView, ManagementView, rows};
use crate::views::form::{AnswerHistory, NewAnswers};

/// The diagnosis of an enterprise (应急〔2018〕19号): its items with what was answered and what the facts say, the score
/// as a range as long as something is open, and what it means for the frequencies of the enterprise.
///
/// # Errors
/// 404 for a facility that is not there.
#[utoipa::path(operation_id = "get_diagnosis", tag = "forms", params(("id" = String, Path, description = "Identifier of the facility")), responses((status = 200, body = DiagnosisView), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/facilities/{id}/diagnosis")]
pub async fn one(state: Data<AppState>, id: Path<String>) -> Result<Json<DiagnosisView>, Problem> {
    let (snapshot, site) = facility(&state, &id)?;
    let last = answering::answers(&state, DIAGNOSIS, &id).await?;
    shown(snapshot, site, last).await.map(Json)
}

/// Adds answers to the diagnosis of an enterprise. Earlier ones are kept; the last one of an item holds.
///
/// # Errors
/// 400 with every answer that cannot be taken, 404 for a facility that is not there, 503 where the service has no store.
#[utoipa::path(operation_id = "put_diagnosis", tag = "forms", params(("id" = String, Path, description = "Identifier of the facility")), request_body = NewAnswers, responses((status = 200, body = DiagnosisView), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[put("/api/v1/facilities/{id}/diagnosis")]
pub async fn answer(
    state: Data<AppState>,
    request: HttpRequest,
    id: Path<String>,
    new: Json<NewAnswers>,
) -> Result<Json<DiagnosisView>, Problem> {
    same_origin(&request)?;
    let (snapshot, site) = facility(&state, &id)?;
    let mut last = answering::answers(&state, DIAGNOSIS, &id).await?;
    let before = made(Arc::clone(&snapshot), site, last.clone()).await?;
    let asked = |at: &str, item: &str, value: Option<f64>| Asked {
        proposed: before.proposed.get(item).map(|p| f64::from(p.count)),
        wrong: items::most(&format!("{at}/item"), item)
            .and_then(|_| match value {
                Some(value) => items::check(&format!("{at}/value"), item, value).map(drop),
                None => Ok(()),
            })
            .err()
            .map(told),
    };
    let added = answering::checked(DIAGNOSIS, &id, &new, asked)?;
    for answer in &added {
        last.insert(answer.item.clone(), answer.clone());
    }
    let after = made(Arc::clone(&snapshot), site, last.clone()).await?;
    let position = |item: &str| {
        let at = added.iter().position(|a| a.item == item);
        at.map_or_else(
            || "/answers".to_owned(),
            |at| format!("/answers/{at}/value"),
        )
    };
    let wrong = items::contradictions(&after.in_force).into_iter();
    let wrong = wrong.map(|(item, why)| field(position(&item), why));
    if let Some(problem) = answering::refused(wrong.collect()) {
        return Err(problem);
    }
    answering::keep(&state, &added).await?;
    shown(snapshot, site, last).await.map(Json)
}

/// All answers that were ever given to the diagnosis of an enterprise, the newest first.
///
/// # Errors
/// 404 for a facility that is not there, 503 where the service has no store.
#[utoipa::path(operation_id = "get_diagnosis_history", tag = "forms", params(("id" = String, Path, description = "Identifier of the facility")), responses((status = 200, body = AnswerHistory), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/facilities/{id}/diagnosis/history")]
pub async fn history(
    state: Data<AppState>,
    id: Path<String>,
) -> Result<Json<AnswerHistory>, Problem> {
    facility(&state, &id)?;
    answering::history(&state, DIAGNOSIS, &id).await.map(Json)
}

/// A facility by its identifier.
///
/// # Errors
/// 404, 503 while there is no city.
pub(super) fn facility(state: &AppState, id: &str) -> Result<(Arc<Snapshot>, usize), Problem> {
    let snapshot = state.snapshot()?;
    let site = snapshot
        .site(id)
        .ok_or_else(|| Problem::not_found("facility", id))?;
    Ok((snapshot, site))
}

pub(super) fn told(error: analysis::Error) -> crate::problem::FieldError {
    match error {
        analysis::Error::Input { pointer, detail } => field(pointer, detail),
        other => field("/", other.to_string()),
    }
}

/// The verdicts of a large plant take some tens of milliseconds.
async fn made(snapshot: Arc<Snapshot>, site: usize, last: Last) -> Result<Diagnosis, Problem> {
    let made = actix_web::web::block(move || diagnosis(&snapshot, site, &last));
    made.await.map_err(|e| Problem::internal(&e))
}

async fn shown(snapshot: Arc<Snapshot>, site: usize, last: Last) -> Result<DiagnosisView, Problem> {
    let view = actix_web::web::block(move || view(&snapshot, site, &last));
    view.await.map_err(|e| Problem::internal(&e))
}

fn view(snapshot: &Snapshot, site: usize, last: &Last) -> DiagnosisView {
    let of = diagnosis(snapshot, site, last);
    let facility = &snapshot.city.sites[site].facility;
    let rules = rules();
    DiagnosisView {
        facility_id: facility.id.clone(),
        facility_name: facility.name.clone(),
        document: rules.document.clone(),
        confidence: rules.confidence.clone(),
        source: rules.source.clone(),
        review_cycle_years: rules.review_cycle_years,
        score: (&of.score).into(),
        other_score: (&of.other).into(),
        management: on_the_map(snapshot, site, &of),
        items: rows(&of, last),
        synthetic: facility.provenance.synthetic,
    }
}

/// The factor, and what it does in the grades that are shown.
fn on_the_map(snapshot: &Snapshot, site: usize, of: &Diagnosis) -> ManagementView {
    let (zh, en) = sentence::of_management(&of.management);
    let grades = snapshot.grades_by_now();
    let factor_in_grades = grades.map(|g| g.management().of_site(site));
    let id = &snapshot.city.sites[site].facility.id;
    let firm = grades.and_then(|g| g.measured.firm(id));
    let pll = grades
        .zip(firm)
        .map(|(g, firm)| g.measured.firms[firm].causes.by_loss.all().value());
    let day = today();
    let ruled = grades.and_then(|g| g.ruled_by_now(snapshot.policies().on(&day), &day));
    let colour = grades.zip(firm).zip(ruled).map(|((g, firm), ruled)| {
        let unit = ruled.graded.unit(Which::Firm(firm), &g.measured);
        unit.grade.colour.code()
    });
    ManagementView {
        factor: of.management.factor,
        why: of.management.why.code(),
        sentence: Text { zh, en },
        points: of.management.points,
        factor_in_grades,
        pll_per_year: pll,
        // All that it causes goes with the factor.
        added_pll_per_year: pll.zip(factor_in_grades).map(|(pll, k)| pll - pll / k),
        colour_in_grades: colour,
    }
}
