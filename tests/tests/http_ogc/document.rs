//! The API document and its page.

use actix_web::test;
use serde_json::Value;

use super::{header, text};

/// The document refers to nothing outside of itself.
#[actix_web::test]
async fn the_api_document_is_self_contained() {
    fn references(of: &Value, found: &mut Vec<String>) {
        match of {
            Value::Object(all) => all.iter().for_each(|(key, value)| match value {
                Value::String(to) if key == "$ref" => found.push(to.clone()),
                other => references(other, found),
            }),
            Value::Array(all) => all.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let app = app!();
    let document = fetch!(app, "/openapi.json");
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for to in found {
        let pointer = to
            .strip_prefix('#')
            .unwrap_or_else(|| panic!("{to} leads outside"));
        assert!(document.pointer(pointer).is_some(), "{to} leads nowhere");
    }
}

/// `/docs` and what it loads come from here: no file of it names another host as a place to load from, and its policy
/// allows none.
#[actix_web::test]
async fn the_viewer_of_the_document_is_our_own() {
    let app = app!();
    let answer = get!(app, "/docs");
    assert_eq!(answer.status(), 200);
    assert!(header(answer.headers(), "content-type").starts_with("text/html"));
    let policy = header(answer.headers(), "content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("http"),
        "{policy}"
    );
    let page = text(&test::read_body(answer).await);
    assert!(
        !page.contains("http://") && !page.contains("https://"),
        "{page}"
    );
    let loaded: Vec<&str> = page
        .split('"')
        .filter(|part| part.starts_with("/docs/"))
        .collect();
    assert_eq!(loaded.len(), 3, "{loaded:?}");
    for file in loaded {
        let answer = get!(app, file);
        assert_eq!(answer.status(), 200, "{file}");
        let bytes = test::read_body(answer).await;
        assert!(bytes.len() > 100, "{file}");
    }
    let start = text(&test::read_body(get!(app, "/docs/start.js")).await);
    assert!(
        start.contains("validatorUrl: null"),
        "no validator of another host is asked"
    );
}
