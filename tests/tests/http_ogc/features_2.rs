//! OGC API Features 2: `http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs`.

use serde_json::json;

use super::{body, encoded, header, ids};

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
