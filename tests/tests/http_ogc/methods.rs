//! `OPTIONS`, `HEAD` and `Allow` on every path of the API document (RFC 9110).

use actix_web::http::Method;
use actix_web::test;
use serde_json::Value;

use super::header;

/// Addresses with something there for the templates of the document.
fn address(template: &str) -> String {
    template
        .replace("{collection}", "targets")
        .replace("{feature}", "G01")
        .replace("{set}", "WebMercatorQuad")
        .replace("{matrix}", "12")
        .replace("{row}", "1665")
        .replace("{column}", "3412")
        .replace("{layers}", "facilities")
        .replace("{z}", "12")
        .replace("{x}", "3412")
        .replace("{y}", "1665")
        .replace("{process}", "grades")
        .replace("{style}", "city")
        .replace("{job}", "none")
        .replace("{name}", "city.json")
        .replace("{file}", "anjie.json")
        .replace("{fontstack}", "Noto%20Sans%20CJK%20SC%20Regular")
        .replace("{range}", "0-255.pbf")
}

macro_rules! ask {
    ($app:expr, $method:expr, $path:expr) => {
        test::call_service(
            &$app,
            test::TestRequest::default()
                .method($method)
                .uri($path)
                .to_request(),
        )
        .await
    };
}

fn is_open(path: &str) -> bool {
    ["/ogc", "/tiles", "/styles", "/sprites", "/fonts"]
        .iter()
        .any(|open| path.starts_with(open))
}

#[actix_web::test]
async fn every_path_says_what_it_takes_and_takes_that() {
    let app = app!();
    let document = fetch!(app, "/openapi.json");
    let mut tried = 0;
    for (template, item) in document["paths"].as_object().unwrap() {
        let item: &serde_json::Map<String, Value> = item.as_object().unwrap();
        let path = address(template);
        let answer = ask!(app, Method::OPTIONS, &path);
        assert_eq!(answer.status(), 204, "OPTIONS {path}");
        let allow = header(answer.headers(), "allow");
        let allowed: Vec<&str> = allow.split(", ").collect();
        for method in item.keys() {
            assert!(
                allowed.contains(&method.to_uppercase().as_str()),
                "{path}: {allow}"
            );
        }
        let is_read = item.contains_key("get");
        assert_eq!(
            allowed.contains(&"HEAD"),
            is_read && is_open(&path),
            "{path}: {allow}"
        );
        // What is not in the list is refused, with the list.
        for method in [
            Method::PUT,
            Method::PATCH,
            Method::TRACE,
            Method::POST,
            Method::DELETE,
        ] {
            if allowed.contains(&method.as_str()) {
                continue;
            }
            let refused = ask!(app, method.clone(), &path);
            assert_eq!(refused.status(), 405, "{method} {path}");
            assert_eq!(header(refused.headers(), "allow"), allow, "{method} {path}");
            assert_eq!(
                header(refused.headers(), "content-type"),
                "application/problem+json"
            );
        }
        // Pages of other sites may ask what is open, and nothing that changes the store.
        let origin = header(answer.headers(), "access-control-allow-origin");
        assert_eq!(origin == "*", is_open(&path), "{path}");
        if is_read && is_open(&path) {
            let (get, head) = (
                ask!(app, Method::GET, &path),
                ask!(app, Method::HEAD, &path),
            );
            assert_eq!(get.status(), head.status(), "HEAD {path}");
            for name in [
                "content-type",
                "etag",
                "vary",
                "access-control-allow-origin",
            ] {
                assert_eq!(
                    header(get.headers(), name),
                    header(head.headers(), name),
                    "{name} of HEAD {path}"
                );
            }
            tried += 1;
        }
    }
    assert!(tried > 25, "{tried} paths are open");
    for path in ["/", "/docs", "/openapi.json", "/ogc/"] {
        let answer = ask!(app, Method::OPTIONS, path);
        assert_eq!(
            header(answer.headers(), "allow"),
            "GET, HEAD, OPTIONS",
            "{path}"
        );
        assert_eq!(ask!(app, Method::HEAD, path).status(), 200, "HEAD {path}");
        assert_eq!(ask!(app, Method::POST, path).status(), 405, "POST {path}");
    }
    for method in [Method::GET, Method::POST, Method::OPTIONS] {
        assert_eq!(ask!(app, method, "/nothing/here").status(), 404);
    }
}

/// A browser asks before it sends what a page of another site wants: CORS.
#[actix_web::test]
async fn a_page_of_another_site_may_run_an_analysis_and_may_not_import() {
    let app = app!();
    let preflight = |path: &str| {
        test::TestRequest::default()
            .method(Method::OPTIONS)
            .uri(path)
            .insert_header(("origin", "https://other.example"))
            .insert_header(("access-control-request-method", "POST"))
            .insert_header(("access-control-request-headers", "content-type,prefer"))
            .to_request()
    };
    let run = test::call_service(&app, preflight("/ogc/processes/grades/execution")).await;
    assert_eq!(
        header(run.headers(), "access-control-allow-methods"),
        "POST, OPTIONS"
    );
    let headers = header(run.headers(), "access-control-allow-headers");
    assert!(headers.contains("Content-Type") && headers.contains("Prefer"));
    let import = test::call_service(&app, preflight("/api/v1/imports")).await;
    assert_eq!(header(import.headers(), "access-control-allow-origin"), "");
}
