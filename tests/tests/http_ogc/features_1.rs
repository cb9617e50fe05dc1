//! OGC API Features 1, core: `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core`.

use serde_json::json;
use server::collections::ALL;

use super::{encoded, header, ids, link, path};

#[actix_web::test]
async fn features_1_core_landing_page_and_conformance() {
    let app = app!();
    // /conf/core/root-op, /conf/core/root-success
    let landing = fetch!(app, "/ogc");
    for rel in [
        "self",
        "alternate",
        "service-desc",
        "service-doc",
        "conformance",
        "data",
    ] {
        let href = link(&landing, rel).unwrap_or_else(|| panic!("{rel}"));
        if !matches!(rel, "service-doc") {
            let answer = get!(app, path(href));
            assert!(answer.status().is_success(), "{rel}: {href}");
        }
    }
    assert_eq!(fetch!(app, "/ogc/"), {
        let mut same = landing.clone();
        for l in same["links"].as_array_mut().unwrap() {
            l["href"] = l["href"].clone();
        }
        same
    });
    // /conf/core/api-definition-op
    let api = fetch!(app, path(link(&landing, "service-desc").unwrap()));
    assert!(api["paths"]["/ogc/collections/{collection}/items"]["get"].is_object());
    // /conf/core/conformance-op, /conf/core/conformance-success
    let classes = fetch!(app, "/ogc/conformance")["conformsTo"].clone();
    for class in [
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
        "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
        "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    ] {
        assert!(
            classes.as_array().unwrap().contains(&json!(class)),
            "{class}"
        );
    }
}

#[actix_web::test]
async fn features_1_core_collections() {
    let app = app!();
    // /conf/core/fc-md-op, /conf/core/fc-md-success, /conf/core/fc-md-links, /conf/core/fc-md-items
    let all = fetch!(app, "/ogc/collections");
    assert!(link(&all, "self").is_some() && link(&all, "alternate").is_some());
    assert_eq!(all["collections"].as_array().unwrap().len(), ALL.len());
    for collection in all["collections"].as_array().unwrap() {
        let id = collection["id"].as_str().unwrap();
        // /conf/core/fc-md-items-links
        assert!(link(collection, "items").is_some(), "{id}");
        // /conf/core/sfc-md-op, /conf/core/sfc-md-success
        assert_eq!(&fetch!(app, format!("/ogc/collections/{id}")), collection);
        // /conf/core/fc-md-extent
        if let Some(bbox) = collection["extent"]["spatial"]["bbox"][0].as_array() {
            let n: Vec<f64> = bbox.iter().map(|v| v.as_f64().unwrap()).collect();
            assert!(
                n[0] <= n[2] && n[1] <= n[3] && n[0] > 119.0 && n[3] < 32.5,
                "{id}"
            );
        }
        for f in ["json", "html", "fgb", "csv"] {
            let answer = get!(app, format!("/ogc/collections/{id}/items?f={f}&limit=3"));
            assert_eq!(answer.status(), 200, "{id} {f}");
        }
        for what in ["queryables", "schema"] {
            let schema = fetch!(app, format!("/ogc/collections/{id}/{what}"));
            assert_eq!(schema["type"], "object");
            assert_eq!(schema["additionalProperties"], false);
            assert_eq!(
                get!(app, format!("/ogc/collections/{id}/{what}?f=html")).status(),
                200
            );
        }
        assert_eq!(
            get!(app, format!("/ogc/collections/{id}?f=html")).status(),
            200
        );
        // Every feature of every collection has the properties of its schema, and its own address.
        let page = fetch!(app, format!("/ogc/collections/{id}/items?limit=10000"));
        let schema = fetch!(app, format!("/ogc/collections/{id}/schema"));
        assert_eq!(page["numberMatched"], page["numberReturned"], "{id}");
        assert_eq!(collection["featureCount"], page["numberMatched"]);
        let mut seen = std::collections::BTreeSet::new();
        for feature in page["features"].as_array().unwrap() {
            assert!(
                seen.insert(feature["id"].to_string()),
                "{id}: {}",
                feature["id"]
            );
            for name in feature["properties"].as_object().unwrap().keys() {
                assert!(schema["properties"][name].is_object(), "{id}.{name}");
            }
        }
        if let Some(feature) = page["features"].get(0) {
            let own = encoded(feature["id"].as_str().unwrap());
            // /conf/core/f-op, /conf/core/f-success, /conf/core/f-links
            let one = fetch!(app, format!("/ogc/collections/{id}/items/{own}"));
            assert_eq!(one["properties"], feature["properties"], "{id}");
            assert!(link(&one, "self").is_some() && link(&one, "collection").is_some());
            let page = get!(app, format!("/ogc/collections/{id}/items/{own}?f=html"));
            assert_eq!(page.status(), 200);
        }
    }
}

#[actix_web::test]
async fn features_1_core_items() {
    let app = app!();
    let items = "/ogc/collections/targets/items";
    // /conf/core/fc-op, /conf/core/fc-response, /conf/core/fc-numberReturned, /conf/core/fc-numberMatched
    let page = fetch!(app, items);
    assert_eq!(page["type"], "FeatureCollection");
    assert_eq!(page["numberMatched"], 32);
    assert_eq!(page["numberReturned"], 32);
    // /conf/core/fc-limit-definition, /conf/core/fc-limit-response
    for (limit, n) in [
        ("1", 1),
        ("10", 10),
        ("10000", 32),
        ("99999999999999999999999", 32),
    ] {
        assert_eq!(ids(&fetch!(app, format!("{items}?limit={limit}"))).len(), n);
    }
    // /conf/core/fc-bbox-definition, /conf/core/fc-bbox-response
    let west = fetch!(
        app,
        format!("{items}?bbox=119.0,31.0,119.97,32.0&limit=100")
    );
    let east = fetch!(
        app,
        format!("{items}?bbox=119.97,31.0,121.0,32.0&limit=100")
    );
    assert!(
        west.get("numberMatched").is_none(),
        "counted only where it is free"
    );
    let mut both = [ids(&west), ids(&east)].concat();
    both.sort();
    both.dedup();
    assert_eq!(both, ids(&page), "every target lies in a half, in order");
    for bbox in ["119,31,0,121,32,100", "170,31,121,32"] {
        let found = fetch!(app, format!("{items}?bbox={bbox}&limit=100"));
        assert_eq!(ids(&found).len(), 32, "{bbox}");
    }
    assert!(ids(&fetch!(app, format!("{items}?bbox=0,0,1,1"))).is_empty());
    // /conf/core/fc-time-definition, /conf/core/fc-time-response: features without a time are always found
    let facilities = "/ogc/collections/facilities/items";
    for (time, found) in [
        ("2010-05-17", vec!["F1", "F2"]),
        ("2010-05-17T12:00:00Z", vec!["F1", "F2"]),
        ("2010-05-18/..", vec!["F1", "F2"]),
        ("../2010-05-17", vec!["F1", "F2"]),
        ("../2010-05-16", vec!["F2"]),
        ("2009-01-01T00:00:00Z/2010-05-16T23:59:59Z", vec!["F2"]),
    ] {
        let found_ids = ids(&fetch!(
            app,
            format!("{facilities}?datetime={}", encoded(time))
        ));
        assert_eq!(found_ids, found, "{time}");
    }
    assert_eq!(
        ids(&fetch!(
            app,
            "/ogc/collections/targets/items?datetime=1900-01-01"
        ))
        .len(),
        32
    );
    // /conf/core/fc-links
    assert!(link(&page, "self").is_some() && link(&page, "alternate").is_some());
    assert!(link(&page, "next").is_none());
    // Query parameters by property: /req/core/fc-filters
    assert_eq!(
        ids(&fetch!(app, format!("{facilities}?kind=production"))),
        ["F1"]
    );
    assert_eq!(
        ids(&fetch!(
            app,
            format!("{facilities}?kind=production&level=9")
        ))
        .len(),
        0
    );
    assert_eq!(ids(&fetch!(app, format!("{items}?people_day=7"))), ["G07"]);
    // /conf/core/query-param-unknown, /conf/core/query-param-invalid
    for query in [
        "unknown=1",
        "limit=0",
        "limit=-1",
        "limit=a",
        "limit=",
        "bbox=1,2,3",
        "bbox=1,2,3,4,5",
        "bbox=a,b,c,d",
        "bbox=NaN,0,1,1",
        "bbox=inf,0,1,1",
        "bbox=1,40,2,30",
        "bbox=500,0,501,1",
        "datetime=yesterday",
        "datetime=../..",
        "datetime=2020-13-01",
        "limit=1&limit=2",
        "f=xml",
        "people_day=x",
        "synthetic=perhaps",
        "next=x",
        "next=%00",
        "crs=EPSG:1",
        "bbox-crs=EPSG:1",
        "filter=",
        "filter-lang=sql",
        "properties=secret",
        "filter-crs=1&filter=synthetic",
        "built_on=2020-01-01",
    ] {
        let answer = get!(app, format!("{items}?{query}"));
        assert_eq!(answer.status(), 400, "{query}");
        assert_eq!(
            header(answer.headers(), "content-type"),
            "application/problem+json"
        );
    }
    for missing in [
        "/ogc/collections/none",
        "/ogc/collections/none/items",
        "/ogc/collections/targets/items/none",
        "/ogc/collections/none/schema",
    ] {
        assert_eq!(get!(app, missing).status(), 404, "{missing}");
    }
    let few = fetch!(app, format!("{items}?limit=1&properties=name,people_day"));
    let names: Vec<&String> = few["features"][0]["properties"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(names, ["name", "people_day"]);
}
