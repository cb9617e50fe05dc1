//! `GET /health` and `/ready`.

use actix_web::get;
use actix_web::web::{Data, Json};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::AppState;
use crate::problem::Problem;

/// Whether the service is there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    pub status: &'static str,
    /// Version of the program.
    pub version: &'static str,
}

/// Whether the service can answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ready {
    /// `ok`.
    pub status: &'static str,
    /// The run that it shows.
    pub run: String,
}

/// The process is alive.
#[utoipa::path(operation_id = "get_health", tag = "service", responses((status = 200, body = Health)))]
#[get("/health")]
pub async fn health() -> Json<Health> {
    Json(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    })
}

/// A city is loaded and can be asked.
///
/// # Errors
/// 503 while the city is being loaded.
#[utoipa::path(operation_id = "get_ready", tag = "service", responses((status = 200, body = Ready), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[get("/ready")]
pub async fn ready(state: Data<AppState>) -> Result<Json<Ready>, Problem> {
    Ok(Json(Ready {
        status: "ok",
        run: state.snapshot()?.version().to_owned(),
    }))
}
