//! OGC API Features 1 to 3 by their abstract tests, written as our own list: each check names the one it is of.

use actix_web::dev::ServiceResponse;
use actix_web::http::header::HeaderMap;
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, test};
use serde_json::{Value, json};
use server::app::{AppState, configure, fallback};
use server::collections::ALL;
use server::snapshot::{Assessed, Snapshot};
use server::views::summary::{Attribution, RunView};
use tests::scene::{Scene, invented, small_city, wind_from_the_west};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

/// The small city with wind, 30 more targets, dates, a hidden hazard, and a name that is an attack on a page.
fn facts() -> analysis::facts::Facts {
    let mut facts = small_city();
    facts.weather = wind_from_the_west();
    facts.facilities[0].built_on = Some("2010-05-17".into());
    facts.facilities[1].name = "<script>alert('x')</script>".into();
    let mut scene = Scene::default();
    for i in 0..30_i32 {
        let at = scene.at(f64::from(i * 50) - 700.0, 900.0);
        let shape = geo_types::Point::from(at);
        let target = scene.target(&format!("G{i:02}"), analysis::facts::Subtype::Office, shape);
        target.people_day = Some(f64::from(i));
    }
    facts.targets.append(&mut scene.facts.targets);
    facts.hidden_hazards.push(analysis::facts::HiddenHazard {
        id: "H/1 a".into(),
        facility_id: "F1".into(),
        level: analysis::facts::HazardLevel::Major,
        found_on: "2025-03-01".into(),
        source: None,
        clause: None,
        description: "<b>&\"'".into(),
        due_on: None,
        closed_on: None,
        state: analysis::facts::HazardState::Reported,
        barrier: None,
        geometry: None,
        provenance: invented(),
    });
    facts
}

fn snapshot(with_risk: bool) -> Snapshot {
    let assessed = Assessed::of(facts(), |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-test".into(),
        made_at: "2026-01-01T00:00:00+08:00".into(),
        ruleset: "test".into(),
        inputs_hash: "0".into(),
        program_version: "0".into(),
    };
    let named = vec![Attribution {
        text: "天地图 <i>".into(),
        url: None,
    }];
    let snapshot = Snapshot::build(assessed, run, named);
    if with_risk {
        snapshot.compute_risk(|_, _| {});
    }
    snapshot
}

macro_rules! app {
    () => {
        app!(AppState::with(snapshot(true)))
    };
    ($state:expr) => {{
        let state = Data::new($state);
        let (app, api) = App::new()
            .into_utoipa_app()
            .openapi(server::openapi::Document::openapi())
            .configure(configure(state))
            .split_for_parts();
        let app = app
            .route(
                "/openapi.json",
                web::get().to(move || std::future::ready(web::Json(api.clone()))),
            )
            .default_service(web::to(fallback));
        test::init_service(app).await
    }};
}

macro_rules! get {
    ($app:expr, $path:expr) => {
        test::call_service(&$app, test::TestRequest::get().uri(&$path).to_request()).await
    };
    ($app:expr, $path:expr, $($header:expr),+) => {
        test::call_service(&$app, test::TestRequest::get().uri(&$path)$(.insert_header($header))+.to_request()).await
    };
}

async fn body(answer: ServiceResponse) -> Value {
    serde_json::from_slice(&test::read_body(answer).await).unwrap()
}

/// The JSON at a path that is there.
macro_rules! fetch {
    ($app:expr, $path:expr) => {{
        let path: String = $path.to_string();
        let answer = get!($app, path);
        let status = answer.status();
        let text = test::read_body(answer).await;
        assert!(
            status.is_success(),
            "{path}: {status} {}",
            String::from_utf8_lossy(&text)
        );
        serde_json::from_slice::<Value>(&text).unwrap()
    }};
}

fn encoded(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|b| format!("%{b:02X}")).collect();
    bytes.concat()
}

fn ids(page: &Value) -> Vec<String> {
    let all = page["features"].as_array().unwrap().iter();
    all.map(|f| f["id"].as_str().unwrap().to_owned()).collect()
}

fn link<'a>(of: &'a Value, rel: &str) -> Option<&'a str> {
    let links = of["links"].as_array()?;
    links.iter().find(|l| l["rel"] == rel)?["href"].as_str()
}

fn header(headers: &HeaderMap, name: &str) -> String {
    let value = headers.get(name).map(|v| v.to_str().unwrap().to_owned());
    value.unwrap_or_default()
}

/// Path and query of a whole address.
fn path(href: &str) -> String {
    let rest = href.split_once("://").map_or(href, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..]).to_owned()
}

fn text(bytes: &Bytes) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

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

#[actix_web::test]
async fn pages_follow_each_other_without_gaps_or_repeats() {
    let app = app!();
    for query in [
        "limit=7",
        "limit=7&filter=people_day%20%3E%3D%203",
        "limit=1&bbox=119,31,121,32",
        "limit=32",
    ] {
        let whole = fetch!(
            app,
            format!(
                "/ogc/collections/targets/items?{}&limit=10000",
                query.split_once('&').map_or("", |q| q.1)
            )
            .replace("?&", "?")
        );
        let mut at = format!("/ogc/collections/targets/items?{query}");
        let mut all = Vec::new();
        for _ in 0..40 {
            let page = fetch!(app, at);
            all.extend(ids(&page));
            match link(&page, "next") {
                Some(next) => at = path(next),
                None => break,
            }
        }
        assert_eq!(all, ids(&whole), "{query}");
    }
}

#[actix_web::test]
async fn a_page_goes_on_by_the_order_of_identifiers_when_the_data_change() {
    let state = Data::new(AppState::with(snapshot(false)));
    let shared = state.clone();
    let (app, _) = App::new()
        .into_utoipa_app()
        .configure(configure(state))
        .split_for_parts();
    let app = test::init_service(app).await;
    let first = fetch!(app, "/ogc/collections/targets/items?limit=10");
    let mut fewer = facts();
    fewer.targets.retain(|t| t.id != "G09" && t.id != "G03");
    let assessed = Assessed::of(fewer, |_| {}, || {}).unwrap();
    let run = RunView {
        id: "run-2".into(),
        made_at: String::new(),
        ruleset: String::new(),
        inputs_hash: String::new(),
        program_version: String::new(),
    };
    shared.swap(Snapshot::build(assessed, run, Vec::new()));
    let second = fetch!(app, path(link(&first, "next").unwrap()));
    assert_eq!(ids(&first).last().unwrap(), "G09");
    assert_eq!(
        ids(&second)[0],
        "G10",
        "the one it stopped at is gone; it goes on after it"
    );
}

#[actix_web::test]
async fn features_1_geojson_html_and_files() {
    let app = app!();
    let items = "/ogc/collections/facilities/items";
    // /conf/geojson/definition, /conf/geojson/content
    for (accept, media) in [
        ("application/geo+json", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("text/html,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/flatgeobuf", "application/flatgeobuf"),
    ] {
        let answer = get!(app, items, ("accept", accept));
        assert_eq!(header(answer.headers(), "content-type"), media);
        assert_eq!(header(answer.headers(), "access-control-allow-origin"), "*");
        assert!(header(answer.headers(), "vary").contains("Accept"));
        let tag = header(answer.headers(), "etag");
        let again = get!(
            app,
            items,
            ("accept", accept),
            ("if-none-match", tag.as_str())
        );
        assert_eq!(again.status(), 304);
    }
    // /conf/html/definition, /conf/html/content: and nothing of the data or of the request is markup
    for path in [
        items.to_owned(),
        "/ogc/collections/facilities/items/F2".to_owned(),
        "/ogc/collections/hidden_hazards/items".to_owned(),
        "/ogc".to_owned(),
        format!(
            "{items}?filter={}",
            encoded("name <> '\"><script>alert(1)</script>'")
        ),
        format!(
            "{items}?kind={}",
            encoded("\"><img src=x onerror=alert(1)>")
        ),
    ] {
        let answer = get!(app, path, ("accept", "text/html"));
        assert_eq!(answer.status(), 200, "{path}");
        let policy = header(answer.headers(), "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        let page = text(&test::read_body(answer).await);
        assert!(
            !page.contains("<script") && !page.contains("<img") && !page.contains("<i>"),
            "{path}"
        );
        assert!(!page.contains("<b>&\""), "{path}");
        assert!(page.contains("合成数据"), "{path}");
    }
    let head = test::TestRequest::default()
        .method(actix_web::http::Method::HEAD)
        .uri(items)
        .to_request();
    assert_eq!(test::call_service(&app, head).await.status(), 200);
    let csv = text(&test::read_body(get!(app, format!("{items}?f=csv"))).await);
    assert_eq!(csv.lines().count(), 3);
    assert!(
        csv.starts_with("fid,id,name,kind") && csv.contains("POLYGON"),
        "{csv}"
    );
    let fgb = test::read_body(get!(app, "/ogc/collections/targets/items?f=fgb&limit=5")).await;
    assert_eq!(&fgb[..3], b"fgb");
    let answer = get!(app, "/ogc/collections/targets/items?f=csv&limit=5");
    assert!(header(answer.headers(), "link").ends_with("rel=\"next\""));
}

/// A FlatGeobuf is read by GDAL: system, columns, shapes.
#[actix_web::test]
async fn gdal_reads_the_flatgeobuf() {
    use gdal::vector::LayerAccess;
    let app = app!();
    let fgb = test::read_body(get!(
        app,
        "/ogc/collections/targets/items?f=fgb&limit=10000"
    ))
    .await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("targets.fgb");
    std::fs::write(&file, &fgb).unwrap();
    let set = gdal::Dataset::open(&file).unwrap();
    let mut layer = set.layer(0).unwrap();
    assert_eq!(layer.feature_count(), 32);
    assert_eq!(layer.spatial_ref().unwrap().auth_code().unwrap(), 4490);
    let mut days = Vec::new();
    for feature in layer.features() {
        let at = feature.field_index("people_day").unwrap();
        days.extend(feature.field_as_double(at).unwrap());
        let (x, y, _) = feature.geometry().unwrap().get_point(0);
        assert!(x == 0.0 || (x > 119.0 && y < 33.0), "{x} {y}");
    }
    assert_eq!(
        days.iter().sum::<f64>(),
        f64::from((0..30).sum::<i32>()) + 700.0
    );
}

#[actix_web::test]
async fn features_2_reference_systems_and_their_axes() {
    let app = app!();
    let items = "/ogc/collections/targets/items/G00";
    let plain = fetch!(app, items)["geometry"]["coordinates"].clone();
    let (lon, lat) = (plain[0].as_f64().unwrap(), plain[1].as_f64().unwrap());
    let epsg = |code: u32| format!("http://www.opengis.net/def/crs/EPSG/0/{code}");
    // /conf/crs/crs-uri, /conf/crs/fc-md-crs-list, /conf/crs/fc-md-storageCrs-valid-value
    let collection = fetch!(app, "/ogc/collections/targets");
    let all = collection["crs"].as_array().unwrap();
    assert_eq!(all[0], "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
    assert!(all.contains(&collection["storageCrs"]));
    for code in [4490, 4326, 3857, 4549] {
        assert!(all.contains(&json!(epsg(code))), "{code}");
        // /conf/crs/fc-crs-valid-value, /conf/crs/ogc-crs-header-value
        let answer = get!(app, format!("{items}?crs={}", encoded(&epsg(code))));
        assert_eq!(
            header(answer.headers(), "content-crs"),
            format!("<{}>", epsg(code))
        );
        let at = body(answer).await["geometry"]["coordinates"].clone();
        let at = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
        // /conf/crs/geojson: axes as the registry has them
        match code {
            4490 | 4326 => assert_eq!(at, (lat, lon)),
            3857 => assert!(
                (13_340_000.0..13_370_000.0).contains(&at.0) && at.1 < 4e6,
                "{at:?}"
            ),
            _ => assert!(
                (3.51e6..3.53e6).contains(&at.0) && (4.9e5..5.1e5).contains(&at.1),
                "{at:?}"
            ),
        }
        // /conf/crs/bbox-crs: a box about the feature in each system finds it, and only it
        let d = if code == 4490 || code == 4326 {
            1e-4
        } else {
            10.0
        };
        let bbox = format!("{},{},{},{}", at.0 - d, at.1 - d, at.0 + d, at.1 + d);
        let query = format!(
            "/ogc/collections/targets/items?bbox={bbox}&bbox-crs={}",
            encoded(&epsg(code))
        );
        assert_eq!(ids(&fetch!(app, query)), ["G00"], "{code}");
        // filter-crs: Features 3 /conf/filter/filter-crs-param
        let filter = format!("S_INTERSECTS(geometry, BBOX({bbox}))");
        let query = format!(
            "/ogc/collections/targets/items?filter={}&filter-crs={}",
            encoded(&filter),
            encoded(&epsg(code))
        );
        assert_eq!(ids(&fetch!(app, query)), ["G00"], "{code}");
    }
    let answer = get!(app, items);
    assert!(header(answer.headers(), "content-crs").contains("CRS84"));
}

/// In metres as GDAL has them: what the axes mean is not for us to say.
#[actix_web::test]
async fn coordinates_agree_with_proj() {
    use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
    let app = app!();
    let items = "/ogc/collections/targets/items/G17";
    let at = fetch!(app, items)["geometry"]["coordinates"].clone();
    for code in [4490_u32, 4549, 3857] {
        let mut of = SpatialRef::from_epsg(4490).unwrap();
        of.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        let mut to = SpatialRef::from_epsg(code).unwrap();
        to.set_axis_mapping_strategy(AxisMappingStrategy::AuthorityCompliant);
        let (mut x, mut y, mut z) = ([at[0].as_f64().unwrap()], [at[1].as_f64().unwrap()], [0.0]);
        let way = CoordTransform::new(&of, &to).unwrap();
        way.transform_coords(&mut x, &mut y, &mut z).unwrap();
        let got =
            fetch!(app, format!("{items}?crs=EPSG:{code}"))["geometry"]["coordinates"].clone();
        for (got, want) in [(&got[0], x[0]), (&got[1], y[0])] {
            assert!(
                (got.as_f64().unwrap() - want).abs() < 0.01,
                "EPSG:{code}: {got} {want}"
            );
        }
    }
}

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

#[actix_web::test]
async fn tiles_1_and_styles() {
    let app = app!();
    // /conf/tileset/tmxslinks, TMS 2.0 /conf/json-tilematrixset
    let sets = fetch!(app, "/ogc/tileMatrixSets");
    assert_eq!(sets["tileMatrixSets"][0]["id"], "WebMercatorQuad");
    let set = fetch!(app, path(link(&sets["tileMatrixSets"][0], "self").unwrap()));
    let top = &set["tileMatrices"][0];
    assert!((top["scaleDenominator"].as_f64().unwrap() - 559_082_264.028_717_8).abs() < 1e-3);
    assert!((top["cellSize"].as_f64().unwrap() - 156_543.033_928_041).abs() < 1e-6);
    assert_eq!(set["tileMatrices"][22]["matrixWidth"], 1 << 22);
    // /conf/tilesets-list, /conf/geodata-tilesets, /conf/dataset-tilesets, /conf/tileset
    for of in ["/ogc/tiles", "/ogc/collections/facilities/tiles"] {
        let list = fetch!(app, of);
        let own = path(link(&list["tilesets"][0], "self").unwrap());
        let set = fetch!(app, own);
        assert_eq!(set["tileMatrixSetId"], "WebMercatorQuad");
        assert!(link(&set, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme").is_some());
        // /conf/core/tc-op, /conf/core/tc-success: the row comes before the column
        let template = path(link(&set, "item").unwrap());
        let at = template
            .replace("{tileMatrix}", "12")
            .replace("{tileRow}", "1665")
            .replace("{tileCol}", "3412");
        let answer = get!(app, at);
        assert_eq!(answer.status(), 200, "{at}");
        assert_eq!(
            header(answer.headers(), "content-type"),
            "application/vnd.mapbox-vector-tile"
        );
        let tile = test::read_body(answer).await;
        let names = mvt_reader::Reader::new(tile.to_vec())
            .unwrap()
            .get_layer_names()
            .unwrap();
        assert!(names.contains(&"facilities".to_owned()), "{names:?}");
        let plain = test::read_body(get!(app, "/tiles/facilities/12/3412/1665")).await;
        assert_eq!(
            plain == tile,
            of.contains("collections"),
            "the same bytes by both addresses"
        );
        assert_eq!(get!(app, format!("{at}.mvt")).status(), 200);
        let empty = template
            .replace("{tileMatrix}", "12")
            .replace("{tileRow}", "0")
            .replace("{tileCol}", "0");
        assert_eq!(get!(app, empty).status(), 204);
        for wrong in ["12/99999/0", "99/0/0", "a/b/c", "1/-1/0"] {
            assert_eq!(
                get!(app, format!("{of}/WebMercatorQuad/{wrong}")).status(),
                400,
                "{wrong}"
            );
        }
        assert_eq!(get!(app, format!("{of}/None/1/0/0")).status(), 404);
    }
    for missing in [
        "/ogc/tileMatrixSets/x",
        "/ogc/tiles/x",
        "/ogc/collections/units/tiles",
        "/ogc/collections/x/tiles",
        "/ogc/styles/x",
        "/ogc/styles/..%2fx",
    ] {
        assert_eq!(get!(app, missing).status(), 404, "{missing}");
    }
    for page in [
        "/ogc/tileMatrixSets",
        "/ogc/tileMatrixSets/WebMercatorQuad",
        "/ogc/tiles",
        "/ogc/tiles/WebMercatorQuad",
        "/ogc/styles",
    ] {
        assert_eq!(get!(app, format!("{page}?f=html")).status(), 200, "{page}");
    }
    let styles = fetch!(app, "/ogc/styles");
    assert_eq!(styles["styles"][0]["id"], "anjie");
}

macro_rules! execute {
    ($app:expr, $process:expr, $body:expr $(, $header:expr)*) => {{
        let request = test::TestRequest::post()
            .uri(&format!("/ogc/processes/{}/execution", $process))
            $(.insert_header($header))*
            .set_json($body)
            .to_request();
        test::call_service(&$app, request).await
    }};
}

#[actix_web::test]
async fn processes_1() {
    let app = app!();
    // /conf/core/process-list-success, /conf/core/process-success, /conf/ogc-process-description/…
    let list = fetch!(app, "/ogc/processes");
    let all: Vec<&str> = list["processes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["id"].as_str().unwrap())
        .collect();
    assert_eq!(all, ["violations", "grades", "risk-at", "relocation"]);
    assert_eq!(
        fetch!(app, "/ogc/processes?limit=1")["processes"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    for id in all {
        let process = fetch!(app, format!("/ogc/processes/{id}"));
        assert!(
            process["inputs"].is_object() && process["outputs"].is_object(),
            "{id}"
        );
        assert_eq!(
            get!(app, format!("/ogc/processes/{id}?f=html")).status(),
            200
        );
    }
    // /conf/core/process-execute-sync-one: each process gives what its own path gives
    let violations = body(execute!(app, "violations", json!({"inputs": {}}))).await;
    assert_eq!(
        violations["total"],
        fetch!(app, "/api/v1/violations")["total"]
    );
    let of = json!({"inputs": {"facility": "F1", "verdict": "all"}, "response": "document"});
    let of = body(execute!(app, "violations", of)).await;
    assert!(
        of["violations"]["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|v| v["facility_id"] == "F1")
    );
    let grades = body(execute!(
        app,
        "grades",
        json!({"inputs": {"level": "unit", "id": "U1"}})
    ))
    .await;
    assert_eq!(grades, fetch!(app, "/api/v1/grades/unit/U1"));
    let at = json!({"inputs": {"point": {"type": "Point", "coordinates": [119.97, 31.81]}}});
    let risk = body(execute!(app, "risk-at", &at)).await;
    assert_eq!(risk, fetch!(app, "/api/v1/risk/at?lon=119.97&lat=31.81"));
    let changes = json!([{"move": {"facility_id": "F1", "to": [120.03, 31.865]}}]);
    let moved = body(execute!(
        app,
        "relocation",
        json!({"inputs": {"changes": changes}})
    ))
    .await;
    let request = test::TestRequest::post()
        .uri("/api/v1/situations")
        .set_json(json!({"changes": changes}))
        .to_request();
    assert_eq!(moved, body(test::call_service(&app, request).await).await);
    // /conf/core/no-such-process, and inputs that cannot be taken
    let answer = body(get!(app, "/ogc/processes/none")).await;
    assert_eq!(answer["status"], 404);
    assert!(
        answer["type"]
            .as_str()
            .unwrap()
            .ends_with("/no-such-process")
    );
    for (process, wrong) in [
        ("grades", json!({"inputs": {}})),
        ("grades", json!({"inputs": {"level": "planet", "id": "x"}})),
        ("grades", json!({"inputs": {"level": "unit", "id": "none"}})),
        ("grades", json!({"inputs": {"level": 1, "id": "none"}})),
        ("grades", json!({"inputs": []})),
        (
            "grades",
            json!({"inputs": {"level": "unit", "id": "U1"}, "outputs": {"x": {}}}),
        ),
        (
            "grades",
            json!({"inputs": {"level": "unit", "id": "U1"}, "response": "x"}),
        ),
        (
            "grades",
            json!({"subscriber": {"successUri": "http://evil.example/"}}),
        ),
        ("grades", json!(null)),
        (
            "risk-at",
            json!({"inputs": {"point": {"type": "Point", "coordinates": [1e300, 0]}}}),
        ),
        (
            "risk-at",
            json!({"inputs": {"point": {"href": "http://evil.example/"}}}),
        ),
        ("violations", json!({"inputs": {"facility": "none"}})),
        ("violations", json!({"inputs": {"verdict": "maybe"}})),
        (
            "violations",
            json!({"inputs": {"url": "http://evil.example/"}}),
        ),
        ("relocation", json!({"inputs": {"changes": []}})),
        (
            "relocation",
            json!({"inputs": {"changes": [{"move": {"facility_id": "F1", "to": [31, 119]}}]}}),
        ),
    ] {
        let answer = execute!(app, process, &wrong);
        assert!(
            answer.status().is_client_error(),
            "{wrong}: {}",
            answer.status()
        );
    }
}

#[actix_web::test]
async fn processes_1_as_jobs() {
    let app = app!();
    let prefer = ("prefer", "respond-async");
    // /conf/core/process-execute-async-success, /conf/core/job-success, /conf/core/job-results-async-document
    let answer = execute!(app, "violations", json!({"inputs": {}}), prefer);
    assert_eq!(answer.status(), 201);
    assert_eq!(
        header(answer.headers(), "preference-applied"),
        "respond-async"
    );
    let own = path(&header(answer.headers(), "location"));
    let job = body(answer).await;
    assert_eq!(own, format!("/ogc/jobs/{}", job["jobID"].as_str().unwrap()));
    let mut status = job["status"].clone();
    for _ in 0..200 {
        status = fetch!(app, own)["status"].clone();
        if status == "successful" {
            break;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(status, "successful");
    let results = fetch!(app, format!("{own}/results"));
    assert_eq!(
        results["violations"]["total"],
        fetch!(app, "/api/v1/violations")["total"]
    );
    // /conf/job-list/job-list-success
    assert_eq!(fetch!(app, "/ogc/jobs")["jobs"][0]["jobID"], job["jobID"]);
    // /conf/core/job-results-failed: a job that failed gives its problem
    let answer = execute!(
        app,
        "grades",
        json!({"inputs": {"level": "unit", "id": "none"}}),
        prefer
    );
    let failed = path(&header(answer.headers(), "location"));
    for _ in 0..200 {
        if fetch!(app, failed)["status"] == "failed" {
            break;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(get!(app, format!("{failed}/results")).status(), 404);
    // /conf/dismiss/job-dismiss-success
    let request = test::TestRequest::delete().uri(&own).to_request();
    assert_eq!(
        body(test::call_service(&app, request).await).await["status"],
        "dismissed"
    );
    // /conf/core/job-exception-no-such-job
    let gone = body(get!(app, own)).await;
    assert!(gone["type"].as_str().unwrap().ends_with("/no-such-job"));
    // No flood of jobs is taken, and none is kept for good.
    let mut busy = 0;
    for _ in 0..150 {
        let answer = execute!(app, "violations", json!({"inputs": {}}), prefer);
        busy += usize::from(answer.status() == 429);
        assert!(matches!(answer.status().as_u16(), 201 | 429));
    }
    let kept = fetch!(app, "/ogc/jobs")["jobs"].as_array().unwrap().len();
    assert!(kept <= 100 && busy > 0, "{kept} kept, {busy} refused");
}

/// No request makes the service fail.
#[actix_web::test]
async fn no_request_of_any_kind_gives_a_5xx() {
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;
    let app = app!();
    let mut runner = TestRunner::deterministic();
    let names = proptest::sample::select(vec![
        "limit",
        "next",
        "bbox",
        "bbox-crs",
        "datetime",
        "crs",
        "filter",
        "filter-lang",
        "filter-crs",
        "properties",
        "f",
        "name",
        "people_day",
        "synthetic",
        "imported_at",
        "x",
    ]);
    let values = proptest::prop_oneof![
        ".{0,30}",
        "[-0-9.,eE]{0,30}",
        "[A-Z_]{1,12}\\([a-z_, 0-9.'()]{0,40}\\)",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?",
        proptest::sample::select(vec![
            "EPSG:4549",
            "EPSG:3857",
            "EPSG:4490",
            "html",
            "csv",
            "fgb",
            "json",
            "cql2-json",
            "1",
            "119,31,121,32",
            "1e300,1e300,1e300,1e300",
            "synthetic",
            "name LIKE '%'",
            "S_TOUCHES(geometry, POLYGON((119 31,120 31,120 32,119 31)))",
            "MDpHMDk",
        ])
        .prop_map(str::to_owned),
    ];
    let pairs = proptest::collection::vec((names, values), 0..4);
    let paths = proptest::sample::select(vec![
        "/ogc",
        "/ogc/collections",
        "/ogc/collections/targets",
        "/ogc/collections/targets/items",
        "/ogc/collections/facilities/items",
        "/ogc/collections/violations/items",
        "/ogc/collections/lsir/items",
        "/ogc/collections/targets/queryables",
        "/ogc/collections/facilities/items/F1",
        "/ogc/conformance",
        "/ogc/processes",
        "/ogc/jobs/x",
        "/ogc/tiles/WebMercatorQuad/3/9/9",
        "/ogc/styles",
        "/ogc/collections/%2e%2e%2f/items",
        "/ogc/collections/targets/items/%00",
    ]);
    for _ in 0..600 {
        let path = paths.new_tree(&mut runner).unwrap().current();
        let pairs = pairs.new_tree(&mut runner).unwrap().current();
        let query: Vec<String> = pairs
            .iter()
            .map(|(n, v)| format!("{n}={}", encoded(v)))
            .collect();
        let uri = format!("{path}?{}", query.join("&"));
        let answer = get!(app, uri);
        assert!(
            !answer.status().is_server_error(),
            "{uri}: {}",
            answer.status()
        );
        test::read_body(answer).await;
    }
}
