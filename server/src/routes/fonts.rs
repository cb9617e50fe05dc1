//! `GET /fonts/{fontstack}/{range}.pbf`: glyphs for maps.

use std::sync::Arc;

use actix_web::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, ETAG,
    IF_NONE_MATCH, VARY,
};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, route};
use sha2::{Digest, Sha256};

use crate::app::AppState;
use crate::encoding::Encoding;
use crate::glyphs::GlyphError;
use crate::problem::Problem;

/// Glyphs of a font are the same for good.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

impl From<GlyphError> for Problem {
    fn from(error: GlyphError) -> Self {
        match &error {
            GlyphError::NoFont { name, .. } => {
                let mut problem = Self::not_found("font", name);
                problem.detail = error.to_string();
                problem
            }
            GlyphError::Range { .. } => Self::bad_input("range", error.to_string()),
            GlyphError::Stack => Self::bad_input("fontstack", error.to_string()),
            GlyphError::File { name, .. } => {
                tracing::error!(%error, "a font cannot be used");
                Self::not_ready(format!(
                    "字体“{name}”未安装：请安装 fonts-noto-cjk，或在 anjie.toml 的 [fonts] 中指定文件。 the font `{name}` is not installed: install fonts-noto-cjk, or name its file under [fonts] in anjie.toml"
                ))
            }
            GlyphError::Pack(_) => Self::internal(&error),
        }
    }
}

/// Glyphs of a range of 256 characters, as signed distance fields.
///
/// # Errors
/// 404 for a font that is not there, 400 for what is no range, 503 for a font whose file is not installed.
#[utoipa::path(get, operation_id = "get_glyphs", tag = "maps", params(("fontstack" = String, Path, description = "Fonts with commas; a character is drawn by the first that has it"), ("range" = String, Path, description = "0-255 to 65280-65535, with .pbf")), responses((status = 200, description = "Glyphs as MapLibre reads them", content_type = "application/x-protobuf"), (status = 304, description = "The viewer has them"), (status = 400, body = Problem, content_type = "application/problem+json"), (status = 404, body = Problem, content_type = "application/problem+json"), (status = 503, body = Problem, content_type = "application/problem+json")))]
#[route("/fonts/{fontstack}/{range}", method = "GET", method = "HEAD")]
pub async fn glyphs(
    state: Data<AppState>,
    path: Path<(String, String)>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (stack, file) = path.into_inner();
    let range = file.strip_suffix(".pbf").unwrap_or(&file);
    let header = |name| request.headers().get(name).and_then(|v| v.to_str().ok());
    let encoding = Encoding::accepted(header(ACCEPT_ENCODING));
    let fonts = Arc::clone(state.glyphs());
    let body = fonts.range(&stack, range, encoding).await?;
    let etag = format!("\"{}\"", &format!("{:x}", Sha256::digest(&body))[..24]);
    let seen = header(IF_NONE_MATCH).unwrap_or("");
    let is_known = seen.split(',').any(|tag| tag.trim() == etag);
    let mut answer = if is_known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((ETAG, etag))
        .insert_header((CACHE_CONTROL, FOR_GOOD))
        .insert_header((VARY, "Accept-Encoding"))
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    if is_known {
        return Ok(answer.finish());
    }
    Ok(answer
        .content_type("application/x-protobuf")
        .insert_header((CONTENT_ENCODING, encoding.token()))
        .body(body))
}
