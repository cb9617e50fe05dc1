//! Cards to be printed: `/api/v1/facilities/{id}/cards/announcement`, `/api/v1/units/{id}/cards/operation`.

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use maud::Markup;

use super::answering;
use super::controls::forms;
use super::diagnosis::facility;
use super::members;
use crate::app::AppState;
use crate::cards;
use crate::control::{enterprise, unit};
use crate::diagnosis::diagnosis;
use crate::forms::{CONTROL, DIAGNOSIS};
use crate::problem::Problem;
use crate::views::control::{ControlRow, Responsible};

/// The risk announcement card of an enterprise (安全风险公告), a page to be printed.
///
/// # Errors
/// 404 for a facility that is not there.
#[utoipa::path(operation_id = "get_announcement_card", tag = "forms", params(("id" = String, Path, description = "Identifier of the facility")), responses((status = 200, body = String, content_type = "text/html"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/facilities/{id}/cards/announcement")]
pub async fn announcement(
    state: Data<AppState>,
    id: Path<String>,
) -> Result<HttpResponse, Problem> {
    let (snapshot, site) = facility(&state, &id)?;
    let last = answering::answers(&state, DIAGNOSIS, &id).await?;
    let forms = forms(&state).await?;
    let made = actix_web::web::block(move || {
        let object = enterprise(&snapshot, &forms, site);
        let person = forms.last(CONTROL, &object.subject(&snapshot));
        let control = ControlRow::of(&snapshot, &object, person.and_then(Responsible::of));
        let diagnosis = diagnosis(&snapshot, site, &last);
        cards::announcement(&snapshot, site, &control, &diagnosis)
    });
    Ok(page(made.await.map_err(|e| Problem::internal(&e))?))
}

/// The card of a unit: risk of the post confirmed, and safe operation (岗位安全风险确认和安全操作明白卡), a page to be
/// printed.
///
/// # Errors
/// 404 for a unit that is not there.
#[utoipa::path(operation_id = "get_operation_card", tag = "forms", params(("id" = String, Path, description = "Identifier of the unit")), responses((status = 200, body = String, content_type = "text/html"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/units/{id}/cards/operation")]
pub async fn operation(state: Data<AppState>, id: Path<String>) -> Result<HttpResponse, Problem> {
    let snapshot = state.snapshot()?;
    let (site, at) = members::unit(&snapshot, &id)?;
    let forms = forms(&state).await?;
    let made = actix_web::web::block(move || {
        let object = unit(&snapshot, site, at);
        let person = forms.last(CONTROL, &object.subject(&snapshot));
        let control = ControlRow::of(&snapshot, &object, person.and_then(Responsible::of));
        cards::operation(&snapshot, site, at, &control)
    });
    Ok(page(made.await.map_err(|e| Problem::internal(&e))?))
}

fn page(card: Markup) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_SECURITY_POLICY, cards::policy()))
        .insert_header((REFERRER_POLICY, "no-referrer"))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(card.into_string())
}
