//! OGC API Styles: `/ogc/styles`. The styles are those of [`crate::routes::styles`].

use actix_web::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, route};
use maud::html;
use serde_json::{Value as Json, json};

use super::asked::Asked;
use super::collections::trail;
use super::format::Format;
use super::link::Link;
use super::{html as pages, reply};
use crate::app::AppState;
use crate::problem::Problem;
use crate::routes::origin::origin;
use crate::routes::styles::{all, answer};

const FORMATS: &[Format] = &[Format::Json, Format::Html];
const MAPBOX: &str = "application/vnd.mapbox.style+json";

/// Every style.
///
/// # Errors
/// 400 for a parameter that is not known.
#[utoipa::path(get, operation_id = "ogc_styles", tag = "ogc", params(("f" = Option<String>, Query, description = "json or html")), responses((status = 200, description = "Styles with links to their style sheets", content_type = "application/json"), (status = 400, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/styles", method = "GET", method = "HEAD")]
pub async fn list(state: Data<AppState>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let asked = Asked::new(&state, &request, &[], FORMATS)?;
    let sheet = |id: &str| {
        let href = asked.url(&format!("/ogc/styles/{id}"));
        Link::new("stylesheet", href, MAPBOX, "MapLibre")
    };
    let styles = all(&origin(&state, &request)?);
    let json = || {
        let all: Vec<Json> = styles
            .iter()
            .map(|s| json!({"id": s.name, "title": format!("{} {}", s.title.zh, s.title.en), "links": [sheet(&s.name)]}))
            .collect();
        json!({"links": asked.own_links(), "styles": all})
    };
    let page = || {
        let body = html! { ul { @for s in &styles {
            li { a href=(sheet(&s.name).href) { (s.title.zh) " " (s.title.en) } }
        } } };
        pages::page(&asked, &trail(&asked, None), ("样式", "Styles"), &body)
    };
    reply::document(&asked, &request, json, page)
}

/// A style as MapLibre takes it.
///
/// # Errors
/// 404 for a style that is not there.
#[utoipa::path(get, operation_id = "ogc_style", tag = "ogc", params(("style" = String, Path, description = "Style")), responses((status = 200, description = "MapLibre style, version 8", content_type = "application/vnd.mapbox.style+json"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/ogc/styles/{style}", method = "GET", method = "HEAD")]
pub async fn one(
    state: Data<AppState>,
    style: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let short: String = style.chars().take(60).collect();
    let origin = origin(&state, &request)?;
    if !all(&origin).iter().any(|s| s.name == short) {
        return Err(Problem::not_found("style", &short));
    }
    let mut sheet = answer(&state, &format!("{short}.json"), &origin)?;
    let headers = sheet.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MAPBOX));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    Ok(sheet)
}
