//! `GET /styles` and `GET /styles/{name}`: MapLibre styles for other clients, and the one of the page.

use actix_web::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, Responder, route};

use super::origin::origin;
use super::page;
use crate::app::AppState;
use crate::problem::Problem;
use crate::styles::{self, StyleEntry};
use crate::views::Text;

/// The style of the page, which its build makes from its one list of layers.
const OF_THE_PAGE: &str = "anjie";

/// The map styles.
///
/// # Errors
/// 400 where the request names no host.
#[utoipa::path(get, operation_id = "list_styles", tag = "maps", responses((status = 200, description = "The styles", body = Vec<StyleEntry>)))]
#[route("/styles", method = "GET", method = "HEAD")]
pub async fn list(state: Data<AppState>, request: HttpRequest) -> Result<impl Responder, Problem> {
    let entries = styles::list(&origin(&state, &request)?);
    Ok(Json(entries)
        .customize()
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*")))
}

/// A style with the addresses of this server in it.
///
/// # Errors
/// 404 for a style that is not there, 400 where the request names no host.
#[utoipa::path(get, operation_id = "get_style", tag = "maps", params(("name" = String, Path, description = "city.json, county.json, basemap.json, or anjie.json: that of the page")), responses((status = 200, description = "MapLibre style, version 8"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/styles/{name}", method = "GET", method = "HEAD")]
pub async fn style(
    state: Data<AppState>,
    name: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let origin = origin(&state, &request)?;
    answer(&state, &name, &origin)
}

/// All styles, that of the page first.
pub(super) fn all(origin: &str) -> Vec<StyleEntry> {
    let of_page = StyleEntry {
        name: OF_THE_PAGE.to_owned(),
        title: Text {
            zh: "安界页面".to_owned(),
            en: "The page of Anjie".to_owned(),
        },
        url: format!("{origin}/styles/{OF_THE_PAGE}.json"),
    };
    std::iter::once(of_page)
        .chain(styles::list(origin))
        .collect()
}

/// The style of a name with `.json` at its end.
///
/// # Errors
/// 404 for a style that is not there.
pub(super) fn answer(state: &AppState, name: &str, origin: &str) -> Result<HttpResponse, Problem> {
    let missing = || Problem::not_found("style", name);
    let known = name.strip_suffix(".json").ok_or_else(missing)?;
    let text = if known == OF_THE_PAGE {
        let text = page::built("style.json").and_then(|b| String::from_utf8(b).ok());
        // It names its sources by path; clients outside the page want whole addresses.
        text.map(|t| t.replace("\"/tiles/", &format!("\"{origin}/tiles/")))
    } else {
        let shown = state.snapshot().ok();
        let document = styles::style(known, origin, state.basemap(), shown.as_deref());
        document.map(|d| d.to_string())
    };
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .body(text.ok_or_else(missing)?))
}
