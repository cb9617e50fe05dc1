//! Which methods a path takes: `OPTIONS`, and `Allow` beside 405 (RFC 9110 §9.3.7, §15.5.6).
//!
//! The table is read off the API document, so that it cannot differ from what is registered. Pages of other sites may
//! ask what is open to them: standard interfaces, tiles, and what maps are made of. Whatever changes the store is not.

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, ALLOW, VARY,
};
use actix_web::web::Data;
use actix_web::{App, HttpResponse};
use utoipa_actix_web::AppExt;

use super::page;
use crate::app::{AppState, configure};

/// Paths that pages of other sites may read, and that answer `HEAD`.
const OPEN: [&str; 5] = ["/ogc", "/tiles", "/styles", "/sprites", "/fonts"];
/// What a page of another site may send along.
const HEADERS: &str = "Accept, Accept-Language, Content-Type, If-None-Match, Prefer";
/// How long a browser need not ask again, s.
const MAX_AGE_S: u32 = 86_400;

struct Entry {
    path: ResourceDef,
    methods: Vec<&'static str>,
}

/// Every path of the API document.
static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let state = Data::new(AppState::empty());
    let app = App::new().into_utoipa_app().configure(configure(state));
    let (_, document) = app.split_for_parts();
    let paths = document.paths.paths.into_iter();
    paths
        .map(|(path, item)| {
            let known = [
                ("GET", item.get.is_some()),
                ("HEAD", item.get.is_some() && is_open(&path)),
                ("POST", item.post.is_some()),
                ("PUT", item.put.is_some()),
                ("PATCH", item.patch.is_some()),
                ("DELETE", item.delete.is_some()),
                ("OPTIONS", true),
            ];
            let methods = known.into_iter().filter(|(_, is)| *is);
            // The identifier of a feature may have slashes.
            let tail = path.replace("/items/{feature}", "/items/{feature}*");
            Entry {
                path: ResourceDef::new(tail),
                methods: methods.map(|(name, _)| name).collect(),
            }
        })
        .collect()
});

fn is_open(path: &str) -> bool {
    OPEN.iter().any(|open| {
        let rest = path.strip_prefix(open);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The methods of a path; none where there is nothing.
pub fn of(path: &str) -> Option<Vec<&'static str>> {
    let known = TABLE.iter().find(|entry| entry.path.is_match(path));
    if let Some(entry) = known {
        return Some(entry.methods.clone());
    }
    let is_there = matches!(path, "/openapi.json" | "/ogc/") || page::is_there(path);
    is_there.then(|| vec!["GET", "HEAD", "OPTIONS"])
}

/// Answers `OPTIONS`, also as a browser asks it before it sends what a page of another site wants (CORS).
pub fn options(path: &str, methods: &[&str]) -> HttpResponse {
    let all = methods.join(", ");
    let mut answer = HttpResponse::NoContent();
    if is_open(path) {
        answer
            .insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
            .insert_header((ACCESS_CONTROL_ALLOW_METHODS, all.as_str()))
            .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, HEADERS))
            .insert_header((ACCESS_CONTROL_MAX_AGE, MAX_AGE_S))
            .insert_header((VARY, "Origin"));
    }
    answer.insert_header((ALLOW, all)).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_the_methods_of_the_document() {
        for (path, methods) in [
            ("/ogc", "GET HEAD OPTIONS"),
            ("/ogc/", "GET HEAD OPTIONS"),
            ("/ogc/jobs/x", "GET HEAD DELETE OPTIONS"),
            ("/ogc/processes/x/execution", "POST OPTIONS"),
            ("/ogc/collections/x/items/a/b", "GET HEAD OPTIONS"),
            ("/tiles/x/1/2/3.mvt", "GET HEAD OPTIONS"),
            ("/api/v1/situations", "POST OPTIONS"),
            ("/api/v1/summary", "GET OPTIONS"),
        ] {
            assert_eq!(of(path).unwrap_or_default().join(" "), methods, "{path}");
        }
        assert_eq!(of("/nothing/here"), None);
        assert!(is_open("/ogc/jobs") && !is_open("/ogcx") && !is_open("/api/v1/imports"));
    }
}
