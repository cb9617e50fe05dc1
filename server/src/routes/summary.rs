//! `GET /api/v1/summary`: the city at a glance.

use actix_web::get;
use actix_web::web::{Data, Json};

use crate::app::AppState;
use crate::problem::Problem;
use crate::views::summary::Summary;

/// The city at a glance.
///
/// # Errors
/// 503 while the city is being loaded.
#[utoipa::path(operation_id = "get_summary", tag = "city", responses((status = 200, body = Summary), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/summary")]
pub async fn summary(state: Data<AppState>) -> Result<Json<Summary>, Problem> {
    Ok(Json(state.snapshot()?.at_a_glance()))
}
