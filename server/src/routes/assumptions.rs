//! `GET /api/v1/risk/assumptions`: what the risk assumes, and whether that is what the program assumes by itself.

use actix_web::get;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::AppState;
use crate::problem::Problem;
use crate::views::assumptions::{AssumptionView, views};

/// What the risk of the present run assumes.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskAssumptions {
    /// Ruleset of the run: other assumptions are another one.
    pub ruleset: String,
    /// Each assumption; the section `[risk]` of the settings changes them.
    pub assumptions: Vec<AssumptionView>,
}

/// What the risk assumes.
///
/// # Errors
/// 503 while the city is being loaded.
#[utoipa::path(operation_id = "get_risk_assumptions", tag = "risk", responses((status = 200, body = RiskAssumptions), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[get("/api/v1/risk/assumptions")]
pub async fn all(state: Data<AppState>) -> Result<Json<RiskAssumptions>, Problem> {
    let snapshot = state.snapshot()?;
    Ok(Json(RiskAssumptions {
        ruleset: snapshot.summary.run.ruleset.clone(),
        assumptions: views(&snapshot.assumptions),
    }))
}
