//! Answers: their headers, and the answer to a client that has it already.

use std::ops::ControlFlow;

use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use maud::Markup;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::asked::Asked;
use super::format::Format;
use super::html;
use crate::problem::Problem;
use crate::routes::tiles::{REVALIDATE, has};

/// The head of an answer, or the whole of it where the client has it already.
pub(super) fn head(
    asked: &Asked,
    request: &HttpRequest,
) -> ControlFlow<HttpResponse, HttpResponseBuilder> {
    let digest = format!("{:x}", Sha256::digest(asked.version()));
    // Weak: compression comes after.
    let strong = format!("\"{}\"", &digest[..24]);
    let is_known = has(request, &strong);
    let mut answer = HttpResponse::build(if is_known {
        StatusCode::NOT_MODIFIED
    } else {
        StatusCode::OK
    });
    answer
        .insert_header((ETAG, format!("W/{strong}")))
        .insert_header((CACHE_CONTROL, REVALIDATE))
        .insert_header((VARY, "Accept, Accept-Encoding, Host"));
    open(&mut answer);
    if is_known {
        return ControlFlow::Break(answer.finish());
    }
    answer.insert_header((CONTENT_TYPE, media(asked.format)));
    if asked.format == Format::Html {
        answer
            .insert_header((CONTENT_SECURITY_POLICY, html::policy()))
            .insert_header((REFERRER_POLICY, "no-referrer"));
    }
    ControlFlow::Continue(answer)
}

/// Pages of other sites may read an answer, with the headers that clients need.
pub(super) fn open(answer: &mut HttpResponseBuilder) {
    answer
        .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((
            ACCESS_CONTROL_EXPOSE_HEADERS,
            "ETag, Link, Content-Crs, Location, Preference-Applied",
        ))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"));
}

fn media(format: Format) -> String {
    match format {
        Format::Html | Format::Csv => format!("{}; charset=utf-8", format.media()),
        _ => format.media().to_owned(),
    }
}

/// A document as JSON, or as a page.
pub(super) fn document(
    asked: &Asked,
    request: &HttpRequest,
    json: impl FnOnce() -> Json,
    page: impl FnOnce() -> Markup,
) -> Result<HttpResponse, Problem> {
    let mut head = match head(asked, request) {
        ControlFlow::Continue(head) => head,
        ControlFlow::Break(known) => return Ok(known),
    };
    Ok(match asked.format {
        Format::Html => head.body(page().into_string()),
        _ => head.body(serde_json::to_vec(&json()).map_err(|e| Problem::internal(&e))?),
    })
}
