//! Errors over HTTP: RFC 9457 `application/problem+json`, made in this one place.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{ContentType, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::views::imports::ImportNeeds;

/// When to ask again what is not ready, s.
const RETRY_AFTER_S: u32 = 5;

/// One wrong field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldError {
    /// JSON pointer or query parameter.
    pub pointer: String,
    /// What is wrong and what would be right.
    pub detail: String,
}

/// A problem document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Stable URI of the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What happened here.
    pub detail: String,
    /// Wrong fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// What an import needs, where it can go on with an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<Box<ImportNeeds>>,
}

impl Problem {
    fn new(status: StatusCode, kind: &str, title: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            import: None,
        }
    }

    /// The same under the URI that a standard has for it.
    #[must_use]
    pub fn of_kind(mut self, uri: &str) -> Self {
        uri.clone_into(&mut self.kind);
        self
    }

    /// A thing that is not there.
    pub fn not_found(what: &str, id: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "There is no such thing",
            format!("there is no {what} `{id}`"),
        )
    }

    /// A path that is not there.
    pub fn no_such_path(path: &str) -> Self {
        let detail = format!("there is nothing at {path}; /docs lists what there is");
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "There is no such path",
            detail,
        )
    }

    /// A field that cannot be taken.
    pub fn bad_input(pointer: &str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let mut problem = Self::new(
            StatusCode::BAD_REQUEST,
            "bad-input",
            "The request cannot be taken",
            format!("{pointer}: {detail}"),
        );
        problem.errors.push(FieldError {
            pointer: pointer.to_owned(),
            detail,
        });
        problem
    }

    /// Something that should not have happened; it is logged, the reader gets no internals.
    pub fn internal(error: &dyn fmt::Display) -> Self {
        tracing::error!(%error, "a request failed");
        let detail = "the service could not answer; the operator's log says why";
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The service failed",
            detail,
        )
    }

    /// The service is not ready.
    pub fn not_ready(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "not-ready",
            "The service is not ready",
            detail,
        )
    }

    /// A body that is larger than this service takes.
    pub fn too_large(most_bytes: u64) -> Self {
        let mib = most_bytes >> 20;
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "The files are too large",
            format!(
                "文件超过 {mib} MiB，请拆分后分次提交，或用命令行 anjie import 导入。 The files are over {mib} MiB: send them in parts, or use `anjie import` on the server"
            ),
        )
    }

    /// A file that is larger than this service takes.
    pub fn larger(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "The file is too large",
            detail,
        )
    }

    /// A file that cannot be imported as it is, with what would be needed.
    pub fn import(needs: ImportNeeds, title: &str, detail: impl Into<String>) -> Self {
        let mut problem = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid-import",
            title,
            detail,
        );
        problem.import = Some(Box::new(needs));
        problem
    }

    /// An upload that was dropped.
    pub fn gone(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::GONE,
            "upload-gone",
            "The upload is no longer kept",
            detail,
        )
    }

    /// Something that does not fit the present state.
    pub fn conflict(kind: &str, title: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, kind, title, detail)
    }

    /// Something that this person may not do.
    pub fn forbidden(kind: &str, title: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, kind, title, detail)
    }

    /// Something that is understood and cannot be done as it is.
    pub fn unprocessable(kind: &str, title: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, kind, title, detail)
    }

    /// Too much at once.
    pub fn busy(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "busy",
            "Too much is under way",
            detail,
        )
    }

    /// A request that another site made a browser send.
    pub fn foreign_origin() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "foreign-origin",
            "Another site may not change the store",
            "the request came from a page of another address; open the page of this service",
        )
    }

    /// A method that a path does not have.
    pub fn method_not_allowed(method: &str, path: &str) -> Self {
        let detail = format!("{path} does not take {method}; /docs lists what it takes");
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "The method is not allowed here",
            detail,
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let body = serde_json::to_vec(self).expect("a problem is plain text and numbers");
        let mut answer = HttpResponse::build(self.status_code());
        if self.status_code() == StatusCode::SERVICE_UNAVAILABLE {
            answer.insert_header((RETRY_AFTER, RETRY_AFTER_S));
        }
        answer
            .content_type(ContentType(
                "application/problem+json".parse().expect("a media type"),
            ))
            .body(body)
    }
}

impl From<analysis::Error> for Problem {
    fn from(error: analysis::Error) -> Self {
        match error {
            analysis::Error::NotFound { what, id } => Self::not_found(what, &id),
            analysis::Error::Input { pointer, detail } => Self::bad_input(&pointer, detail),
            analysis::Error::OutOfRange { .. } | analysis::Error::Word(_) => {
                Self::bad_input("/", error.to_string())
            }
            analysis::Error::Projection(_) => Self::bad_input(
                "/",
                format!("{error}; give a longitude and latitude near the city"),
            ),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the framework hands it over")]
/// Answers a query string that does not parse.
pub fn query_error(
    error: actix_web::error::QueryPayloadError,
    _: &HttpRequest,
) -> actix_web::Error {
    Problem::bad_input("query", error.to_string()).into()
}

#[expect(clippy::needless_pass_by_value, reason = "the framework hands it over")]
/// Answers a body that does not parse.
pub fn json_error(error: actix_web::error::JsonPayloadError, _: &HttpRequest) -> actix_web::Error {
    Problem::bad_input("body", error.to_string()).into()
}

#[expect(clippy::needless_pass_by_value, reason = "the framework hands it over")]
/// Answers a path segment that does not parse.
pub fn path_error(error: actix_web::error::PathError, _: &HttpRequest) -> actix_web::Error {
    Problem::bad_input("path", error.to_string()).into()
}
