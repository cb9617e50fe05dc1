//! Import: coordinate reference systems, swapped axes and broken geometry.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use std::fmt::Write as _;

use data::Layer;
use data::crs::Crs;
use data::import::{ImportOptions, import};
use sample::{FACILITIES, Place, assert_issues, issues};

#[tokio::test]
async fn gcj02_is_brought_back() {
    let place = Place::empty().await;
    // The public transform of (119.97, 31.81).
    let row = "F1,a,use,new,119.974740854,31.807948308\n";
    let path = place.write("f.csv", FACILITIES.to_owned() + row);
    let options = ImportOptions {
        crs: Crs::Gcj02,
        ..ImportOptions::new(Layer::Facilities)
    };
    let report = import(&place.store, &path, &options)
        .await
        .unwrap()
        .reports
        .remove(0);
    assert_eq!(
        (report.crs_used.as_str(), report.crs_reason.as_str()),
        ("gcj02", "as chosen")
    );
    let geo_types::Geometry::Point(p) = place
        .store
        .load_facts()
        .await
        .unwrap()
        .facilities
        .remove(0)
        .geometry
    else {
        panic!("no point");
    };
    assert!(
        (p.x() - 119.97).abs() < 1e-8 && (p.y() - 31.81).abs() < 1e-8,
        "{p:?}"
    );
}

#[tokio::test]
async fn swapped_axes_are_told() {
    let place = Place::empty().await;
    let text = FACILITIES.to_owned()
        + "F1,a,use,new,119.97,31.81\nF2,b,use,new,31.81,119.97\nF3,c,use,new,0,0\nF4,d,use,new,500,31\n";
    let report = place
        .import(&place.write("f.csv", text), Layer::Facilities)
        .await;
    assert_issues(
        &place,
        &report,
        &[
            "f.csv:2 geometry=(31.81, 119.97): longitude and latitude are swapped; swap longitude and latitude; if it is so in every row",
            "f.csv:3 geometry=(0, 0): is at (0, 0)",
            "f.csv:4 geometry=(500, 31): (500, 31) is no place in cgcs2000",
        ],
    )
    .await;
}

#[tokio::test]
async fn axes_that_are_both_in_range_are_judged_by_the_districts() {
    // Without districts nothing says that (45, 9) is meant for Milan, at (9.19, 45.46).
    let text = "id,name,kind,status,x,y\nF1,a,use,new,45.46,9.19\nF2,b,use,new,9.2,45.5\n";
    let place = Place::empty().await;
    let path = place.write("f.csv", text);
    assert!(place.import(&path, Layer::Facilities).await.stored);

    let district = r#"{"type":"Feature","properties":{"code":"015146","name":"Milano","level":"city"},"geometry":{"type":"Polygon","coordinates":[[[9,45.3],[9.3,45.3],[9.3,45.6],[9,45.6],[9,45.3]]]}}"#;
    let districts = place.write("d.geojson", district);
    assert!(place.import(&districts, Layer::Districts).await.stored);
    let report = place.import(&path, Layer::Facilities).await;
    assert_eq!(issues(&report).len(), 1, "{report}");
    assert!(
        issues(&report)[0]
            .contains("f.csv:1 geometry=(45.46, 9.19): longitude and latitude are swapped")
    );
}

#[tokio::test]
async fn northing_before_easting_is_told() {
    let place = Place::filled().await;
    let text =
        "id,name,kind,status,x,y\nF8,a,use,new,3521000,497163.5\nF9,a,use,new,497163.5,3521000\n";
    let options = ImportOptions {
        crs: Crs::Epsg(4549),
        ..ImportOptions::new(Layer::Facilities)
    };
    let report = import(&place.store, &place.write("f.csv", text), &options)
        .await
        .unwrap()
        .reports
        .remove(0);
    assert_eq!(issues(&report).len(), 1, "{report}");
    assert!(
        issues(&report)[0]
            .contains(":1 geometry=(3521000, 497163.5): easting and northing are swapped"),
        "{report}"
    );
}

#[tokio::test]
async fn metres_without_a_system_are_refused_with_the_choices() {
    let place = Place::empty().await;
    let text = "id,name,kind,status,x,y\nF1,a,use,new,497163.5,3521000\n";
    let error = place
        .fail(&place.write("f.csv", text), Layer::Facilities)
        .await;
    assert!(
        error.contains("(497163.5, 3521000)") && error.contains("EPSG:n"),
        "{error}"
    );

    // GDAL takes GeoJSON for WGS 84 where it says nothing: metres cannot be that.
    let json = r#"{"type":"Feature","properties":{"id":"F1","name":"a","kind":"use","status":"new"},"geometry":{"type":"Point","coordinates":[497163.5,3521000]}}"#;
    let path = place.write("f.geojson", json);
    let error = place.fail(&path, Layer::Facilities).await;
    assert!(error.contains("which are no degrees"), "{error}");
    let options = ImportOptions {
        crs: Crs::Epsg(4549),
        ..ImportOptions::new(Layer::Facilities)
    };
    let report = import(&place.store, &path, &options)
        .await
        .unwrap()
        .reports
        .remove(0);
    assert!(report.stored, "{report}");
    assert!(
        report.crs_reason.contains("though the file declares wgs84"),
        "{}",
        report.crs_reason
    );
}

fn parks(geometries: &[&str]) -> String {
    let mut text = "id,name,kind,wkt\n".to_owned();
    for (i, wkt) in geometries.iter().enumerate() {
        writeln!(text, "P{i},a,chemical_park,\"{wkt}\"").unwrap();
    }
    text
}

#[tokio::test]
async fn bad_geometry_is_told_with_its_place() {
    let place = Place::empty().await;
    let text = parks(&[
        "POLYGON ((119 31, 120 32, 120 31, 119 32, 119 31))",
        "POINT (119.5 31.5)",
        "POLYGON EMPTY",
        "POLYGON ((119 31, 120 31",
        "POLYGON ((119 31, nan 31, 119 32, 119 31))",
        "POLYGON ((119 31, 120 31, 119 31))",
        "GEOMETRYCOLLECTION (POINT (119.5 31.5))",
        "LINESTRING (119 31, 120 31)",
    ]);
    let report = place
        .import(&place.write("p.csv", text), Layer::Parks)
        .await;
    assert_issues(
        &place,
        &report,
        &[
            "p.csv:1 geometry=POLYGON ((119 31, 120 32, 120 31, 119 32, 119 31)): polygon crosses or touches itself at (119.5000000, 31.5000000)",
            "p.csv:2 geometry=POINT (119.5 31.5): is of the wrong type for this layer; give a polygon or multipolygon",
            "p.csv:3 geometry=POLYGON EMPTY: has no geometry, or an empty one",
            "p.csv:4 geometry=POLYGON ((119 31, 120 31: is no well-known text",
            "p.csv:5 geometry",
            "p.csv:6 geometry=POLYGON ((119 31, 120 31, 119 31)): polygon has a ring of fewer than three different points",
            "p.csv:7 geometry=GEOMETRYCOLLECTION (POINT (119.5 31.5)): is of the wrong type",
            "p.csv:8 geometry=LINESTRING (119 31, 120 31): is of the wrong type",
        ],
    )
    .await;
}
