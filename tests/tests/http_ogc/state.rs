//! What is not there yet is said, and links name an address that can be one.

use actix_web::test;
use server::app::AppState;

use super::{body, header, link, snapshot, text};

#[actix_web::test]
async fn what_is_not_computed_yet_is_said_and_not_empty() {
    let app = app!(AppState::with(snapshot(false)));
    // The thread of the service computes it in a moment: either answer is right, an empty collection is not.
    let answer = get!(app, "/ogc/collections/contours/items");
    let status = answer.status();
    assert!(status == 503 || status == 200, "{status}");
    if status == 503 {
        assert_eq!(header(answer.headers(), "retry-after"), "5");
    }
    let app = app!(AppState::empty());
    for path in [
        "/ogc",
        "/ogc/conformance",
        "/ogc/collections",
        "/ogc/collections/targets/items",
    ] {
        assert_eq!(get!(app, path).status(), 503, "{path}");
    }
    let app = app!();
    assert_eq!(fetch!(app, "/ogc/collections/contours")["state"], "ready");
    assert!(
        fetch!(app, "/ogc/collections/lsir/items")["numberReturned"]
            .as_u64()
            .unwrap()
            > 0
    );
}

#[actix_web::test]
async fn links_name_the_public_address_and_never_a_garbage_host() {
    let app = app!();
    for host in ["evil\"><script>", "a b", "x/y", "a@b", "[", "a,b"] {
        let answer = get!(app, "/ogc", ("host", host), ("x-forwarded-host", host));
        if answer.status().is_success() {
            let landing = text(&test::read_body(answer).await);
            assert!(
                !landing.contains("evil") && !landing.contains("x/y"),
                "{host}: {landing}"
            );
        }
    }
    let answer = get!(app, "/ogc", ("x-forwarded-proto", "javascript"));
    assert!(!text(&test::read_body(answer).await).contains("javascript:"));
    let state =
        AppState::with(snapshot(false)).published_at(Some("https://map.example.cn/anjie/".into()));
    let app = app!(state);
    let landing = body(get!(app, "/ogc", ("host", "other.example"))).await;
    assert_eq!(
        link(&landing, "data"),
        Some("https://map.example.cn/anjie/ogc/collections")
    );
}
