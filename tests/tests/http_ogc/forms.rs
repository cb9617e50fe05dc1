//! Forms of features: GeoJSON, pages, FlatGeobuf, CSV.

use actix_web::test;

use super::{encoded, header, text};

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
