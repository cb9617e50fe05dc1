//! `GET /sprites/{name}[@2x].{json,png}`: symbols of the map styles.

use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, ETAG, HeaderMap, IF_NONE_MATCH,
};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, route};
use sha2::{Digest, Sha256};

use crate::app::AppState;
use crate::problem::Problem;
use crate::sprites::{self, Density};

/// A sheet of symbols, or where each lies in it.
///
/// # Errors
/// 404 for a sheet that is not there.
#[utoipa::path(get, operation_id = "get_sprites", tag = "maps", params(("file" = String, Path, description = "anjie.json, anjie.png, anjie@2x.json, anjie@2x.png")), responses((status = 200, description = "Sprites as MapLibre reads them"), (status = 304, description = "The viewer has them"), (status = 404, body = Problem, content_type = "application/problem+json")))]
#[route("/sprites/{file}", method = "GET", method = "HEAD")]
pub async fn sheet(
    _: Data<AppState>,
    file: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let missing = || Problem::not_found("sheet of symbols", &file);
    let (name, kind) = file.rsplit_once('.').ok_or_else(missing)?;
    let (name, density) = match name.strip_suffix("@2x") {
        Some(name) => (name, Density::Twice),
        None => (name, Density::Once),
    };
    if name != sprites::NAME {
        return Err(missing());
    }
    let sheet = sprites::sheet(density).map_err(|e| Problem::internal(&e))?;
    let (body, kind) = match kind {
        "png" => (&sheet.png, "image/png"),
        "json" => (&sheet.json, "application/json"),
        _ => return Err(missing()),
    };
    Ok(answer(request.headers(), body, kind))
}

/// A body that viewers keep and ask again for by its ETag.
fn answer(headers: &HeaderMap, body: &'static [u8], kind: &str) -> HttpResponse {
    let etag = format!("\"{}\"", &format!("{:x}", Sha256::digest(body))[..24]);
    let seen = headers.get(IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let is_known = seen.is_some_and(|seen| seen.split(',').any(|tag| tag.trim() == etag));
    let mut answer = if is_known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    if is_known {
        answer.finish()
    } else {
        answer.content_type(kind).body(body)
    }
}
