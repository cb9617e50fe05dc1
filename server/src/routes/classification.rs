//! `GET`, `PUT /api/v1/parks/{id}/classification`: the classification of a park as a form.

use std::sync::Arc;

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, get, put};
use analysis::facts::Park;
use analysis::grading::park::{
    Answers, check, classify, contradictions, guideline, residents, takes,
};

use super::answering::{self, Asked, field};
use super::diagnosis::told;
use super::imports::same_origin;
use crate::app::AppState;
use crate::forms::{CLASSIFICATION, Last};
use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::classification::{ClassificationView, RESIDENTS, elements, rows, sentence};
use crate::views::diagnosis::PointsRange;
use crate::views::form::{AnswerHistory, NewAnswers};

/// What the facts say of residents: points, and why.
type Residents = Option<(f64, String, String)>;

/// The classification of a park A to D (应急〔2023〕123号), as far as the guideline is known: its items with what was
/// answered and what the facts say, the score as a range, the classes that are possible.
///
/// # Errors
/// 404 for a park that is not there.
#[utoipa::path(operation_id = "get_classification", tag = "forms", params(("id" = String, Path, description = "Identifier of the park")), responses((status = 200, body = ClassificationView), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/parks/{id}/classification")]
pub async fn one(
    state: Data<AppState>,
    id: Path<String>,
) -> Result<Json<ClassificationView>, Problem> {
    let snapshot = state.snapshot()?;
    let residents = known(&snapshot, &id).await?;
    let last = answering::answers(&state, CLASSIFICATION, &id).await?;
    view(&snapshot, &id, &last, residents.as_ref()).map(Json)
}

/// Adds answers to the classification of a park. Earlier ones are kept; the last one of an item holds.
///
/// # Errors
/// 400 with every answer that cannot be taken, 404 for a park that is not there, 503 where the service has no store.
#[utoipa::path(operation_id = "put_classification", tag = "forms", params(("id" = String, Path, description = "Identifier of the park")), request_body = NewAnswers, responses((status = 200, body = ClassificationView), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 403, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[put("/api/v1/parks/{id}/classification")]
pub async fn answer(
    state: Data<AppState>,
    request: HttpRequest,
    id: Path<String>,
    new: Json<NewAnswers>,
) -> Result<Json<ClassificationView>, Problem> {
    same_origin(&request)?;
    let snapshot = state.snapshot()?;
    let residents = known(&snapshot, &id).await?;
    let mut last = answering::answers(&state, CLASSIFICATION, &id).await?;
    let asked = |at: &str, item: &str, value: Option<f64>| Asked {
        proposed: residents
            .as_ref()
            .filter(|_| item == RESIDENTS)
            .map(|r| r.0),
        wrong: takes(&format!("{at}/item"), item)
            .and_then(|_| match value {
                Some(value) => check(&format!("{at}/value"), item, value),
                None => Ok(()),
            })
            .err()
            .map(told),
    };
    let added = answering::checked(CLASSIFICATION, &id, &new, asked)?;
    for answer in &added {
        last.insert(answer.item.clone(), answer.clone());
    }
    let of = in_force(&last, residents.as_ref());
    let wrong = contradictions(&of).into_iter().map(|(item, why)| {
        let at = added.iter().position(|a| a.item == item);
        let pointer = at.map_or_else(
            || "/answers".to_owned(),
            |at| format!("/answers/{at}/value"),
        );
        field(pointer, why)
    });
    if let Some(problem) = answering::refused(wrong.collect()) {
        return Err(problem);
    }
    answering::keep(&state, &added).await?;
    view(&snapshot, &id, &last, residents.as_ref()).map(Json)
}

/// All answers that were ever given to the classification of a park, the newest first.
///
/// # Errors
/// 404 for a park that is not there, 503 where the service has no store.
#[utoipa::path(operation_id = "get_classification_history", tag = "forms", params(("id" = String, Path, description = "Identifier of the park")), responses((status = 200, body = AnswerHistory), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/parks/{id}/classification/history")]
pub async fn history(
    state: Data<AppState>,
    id: Path<String>,
) -> Result<Json<AnswerHistory>, Problem> {
    park(&*state.snapshot()?, &id)?;
    answering::history(&state, CLASSIFICATION, &id)
        .await
        .map(Json)
}

fn park<'a>(snapshot: &'a Snapshot, id: &str) -> Result<&'a Park, Problem> {
    let mut all = snapshot.city.ground.parks.iter();
    all.find(|p| p.id == id)
        .ok_or_else(|| Problem::not_found("park", id))
}

/// Who lives in a park, by the facts: every target of the city is looked at.
async fn known(snapshot: &Arc<Snapshot>, id: &str) -> Result<Residents, Problem> {
    park(snapshot, id)?;
    let (snapshot, id) = (Arc::clone(snapshot), id.to_owned());
    let found = actix_web::web::block(move || residents(&snapshot.city, &id));
    found.await.map_err(|e| Problem::internal(&e))
}

fn in_force(last: &Last, residents: Option<&(f64, String, String)>) -> Answers {
    let mut all = Answers::new();
    if let Some((points, ..)) = residents {
        all.insert(RESIDENTS.to_owned(), *points);
    }
    for (code, given) in last {
        if let Some(points) = given.value.as_deref().and_then(|v| v.parse().ok()) {
            all.insert(code.clone(), points);
        }
    }
    all
}

fn view(
    snapshot: &Snapshot,
    id: &str,
    last: &Last,
    residents: Option<&(f64, String, String)>,
) -> Result<ClassificationView, Problem> {
    let park = park(snapshot, id)?;
    let in_force = in_force(last, residents);
    let of = classify(&in_force);
    let all = guideline();
    Ok(ClassificationView {
        park_id: park.id.clone(),
        park_name: park.name.clone(),
        document: all.document.clone(),
        confidence: all.confidence.clone(),
        source: all.source.clone(),
        total_confidence: all.total_confidence.clone(),
        points: PointsRange {
            least: of.least,
            most: of.most,
        },
        classes: of.classes.iter().map(|c| (*c).into()).collect(),
        is_directly_a: of.is_directly_a,
        sentence: sentence(&of),
        elements: elements(&of),
        items: rows(last, &in_force, residents),
        synthetic: park.provenance.synthetic,
    })
}
