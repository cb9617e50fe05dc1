//! OGC API Features 3 and CQL2.

use serde_json::json;

use super::{body, encoded, ids, link, path};

#[actix_web::test]
async fn features_3_filters() {
    let app = app!();
    let items = "/ogc/collections/targets/items";
    // /conf/queryables/get-conformance …: named by the collection, JSON Schema, closed
    let collection = fetch!(app, "/ogc/collections/targets");
    let href = link(
        &collection,
        "http://www.opengis.net/def/rel/ogc/1.0/queryables",
    )
    .unwrap();
    let queryables = fetch!(app, path(href));
    assert_eq!(
        queryables["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(queryables["properties"]["people_day"]["type"], "number");
    assert_eq!(
        queryables["properties"]["geometry"]["x-ogc-role"],
        "primary-geometry"
    );
    // /conf/filter/filter-param, /conf/filter/filter-lang-param, /conf/features-filter/filter-mixing-expressions
    for (filter, found) in [
        ("people_day >= 28 AND people_day < 30", vec!["G28", "G29"]),
        (
            "name LIKE '目标G0%' AND people_day BETWEEN 4 AND 5",
            vec!["G04", "G05"],
        ),
        (
            "category IN ('high_sensitivity','important') AND people_day IS NOT NULL",
            vec!["T1"],
        ),
        ("people_day IS NULL", vec!["T2"]),
        ("CASEI(id) = CASEI('g11')", vec!["G11"]),
        ("people_day = 7 OR people_day = 9", vec!["G07", "G09"]),
        ("\"people_day\" * 2 = 14", vec!["G07"]),
        ("NOT (people_day < 29 OR people_day > 29)", vec!["G29"]),
        (
            "imported_at = TIMESTAMP('2025-12-31T16:00:00Z') AND id = 'G01'",
            vec!["G01"],
        ),
    ] {
        let page = fetch!(app, format!("{items}?filter={}&limit=100", encoded(filter)));
        assert_eq!(ids(&page), found, "{filter}");
    }
    let filter = json!({"op": "=", "args": [{"property": "people_day"}, 7]}).to_string();
    let query = format!("filter-lang=cql2-json&filter={}", encoded(&filter));
    assert_eq!(ids(&fetch!(app, format!("{items}?{query}"))), ["G07"]);
    // A filter, a box and a property at once: all of them hold.
    let query = format!(
        "{items}?filter={}&bbox=119,31,121,32&subtype=office&limit=100",
        encoded("people_day > 27")
    );
    assert_eq!(ids(&fetch!(app, query)), ["G28", "G29"]);
    // /conf/filter/filter-invalid: what is not known is said, with what is.
    for filter in [
        "secret = 1",
        "sleep(1) = 1",
        "people_day = 'x'",
        "people_day >",
        "1 = 1",
    ] {
        let problem = body(get!(app, format!("{items}?filter={}", encoded(filter)))).await;
        assert_eq!(problem["status"], 400, "{filter}");
        assert_eq!(problem["errors"][0]["pointer"], "filter");
    }
    let detail = body(get!(
        app,
        format!("{items}?filter={}", encoded("secret = 1"))
    ))
    .await;
    assert!(detail["detail"].as_str().unwrap().contains("people_day"));
}
