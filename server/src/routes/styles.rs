//! `GET /styles/{name}`: MapLibre styles, made by the page's build from its one list of layers.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};

use super::page;
use crate::app::AppState;
use crate::problem::Problem;

/// A style with the addresses of this server in it.
///
/// # Errors
/// 404 for a style that is not there.
#[utoipa::path(operation_id = "get_style", tag = "tiles", params(("name" = String, Path, description = "anjie.json")), responses((status = 200, description = "MapLibre style, version 8"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[get("/styles/{name}")]
pub async fn style(
    _: Data<AppState>,
    name: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    answer(&name, &request)
}

/// Names of all styles, with their titles: Chinese, English.
pub(super) const ALL: &[(&str, &str, &str)] =
    &[("anjie", "安界底图与风险", "Anjie base map and risk")];

/// The style of a name with `.json` at its end.
///
/// # Errors
/// 404 for a style that is not there.
pub(super) fn answer(name: &str, request: &HttpRequest) -> Result<HttpResponse, Problem> {
    let missing = || Problem::not_found("style", name);
    let file = match name {
        "anjie.json" => "style.json",
        _ => return Err(missing()),
    };
    let text = page::built(file)
        .and_then(|b| String::from_utf8(b).ok())
        .ok_or_else(missing)?;
    // Styles name their sources by path; clients outside the page want whole addresses.
    let info = request.connection_info();
    let text = text.replace(
        "\"/tiles/",
        &format!("\"{}://{}/tiles/", info.scheme(), info.host()),
    );
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(("Cache-Control", "no-cache"))
        .body(text))
}
