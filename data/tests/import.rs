//! Import: dirty values are told row by row, and nothing of the file is stored.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use analysis::facts::{FacilityKind, FacilityStatus};
use data::Layer;
use data::import::{ImportOptions, import};
use sample::{FACILITIES, Place, assert_issues, issues};

#[tokio::test]
async fn every_issue_of_every_row_is_told_and_nothing_is_stored() {
    let place = Place::empty().await;
    let path = place.write(
        "f.csv",
        FACILITIES.to_owned()
            + "F1,甲厂,production,in_service,119.97,31.81\n\
               ,乙厂,factory,在役,119.97,abc\n\
               F3,,生产,,,\n\
               F1,丁厂,storage,new,119.98,31.82\n",
    );
    let report = place.import(&path, Layer::Facilities).await;
    assert_issues(
        &place,
        &report,
        &[
            "f.csv:2 id=: is missing; give the id",
            "f.csv:2 kind=factory: not a facility kind; write one of: production, storage",
            "f.csv:2 geometry=(119.97, abc): is no pair of numbers",
            "f.csv:3 name=: is missing",
            "f.csv:3 status=: is missing; write one of: in_service",
            "f.csv:3 geometry=: has no geometry, or an empty one; give a point, polygon",
            "f.csv:4 id=F1: row 1 has the same id",
        ],
    )
    .await;
    assert_eq!(
        (report.rows_read, report.rows_taken, report.rows_rejected),
        (4, 1, 3)
    );
    assert!(place.store.is_empty().await.unwrap());
    assert!(report.to_string().ends_with("nothing stored"), "{report}");
}

#[tokio::test]
async fn a_clean_file_is_stored_with_its_origin() {
    let place = Place::empty().await;
    let path = place.write(
        "企业.csv",
        "\u{feff}编号;企业名称;企业类型;运行状态;经度;纬度;合成数据;备注\nF1;甲厂;生产;在役;119.97;31.81;是;x\n;;;;;;;\n",
    );
    let report = place.import(&path, Layer::Facilities).await;
    assert!(report.stored, "{report}");
    assert_eq!(report.ignored_columns, ["备注"]);
    assert_eq!(report.crs_used, "cgcs2000");
    assert!(
        report.crs_reason.contains("taken as CGCS2000"),
        "{}",
        report.crs_reason
    );
    let facility = place.store.load_facts().await.unwrap().facilities.remove(0);
    assert_eq!(facility.kind, FacilityKind::Production);
    assert_eq!(facility.status, FacilityStatus::InService);
    assert_eq!(&*facility.provenance.source_file, "企业.csv");
    assert_eq!(facility.provenance.source_row, 1);
    assert!(facility.provenance.synthetic);
    assert!(facility.provenance.imported_at.ends_with('Z'));

    let again = place.import(&path, Layer::Facilities).await;
    assert_eq!(
        (
            again.rows_updating,
            place.store.count(Layer::Facilities).await.unwrap()
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn a_dry_run_stores_nothing() {
    let place = Place::empty().await;
    let path = place.write(
        "f.csv",
        FACILITIES.to_owned() + "F1,a,use,new,119.97,31.81\n",
    );
    let options = ImportOptions {
        dry_run: true,
        ..ImportOptions::new(Layer::Facilities)
    };
    let report = import(&place.store, &path, &options)
        .await
        .unwrap()
        .reports
        .remove(0);
    assert!(report.issues.is_empty() && !report.stored);
    assert_eq!(report.rows_taken, 1);
    assert!(place.store.is_empty().await.unwrap());
}

#[tokio::test]
async fn geojson_without_geometry_or_property_is_told() {
    let place = Place::filled().await;
    let feature = |properties: &str, geometry: &str| {
        format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{geometry}}}"#)
    };
    let point = r#"{"type":"Point","coordinates":[119.97,31.81,7.5]}"#;
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{},{},{},{}]}}"#,
        feature(
            r#""id":"V1","unit_id":"U1","quantity_t":-5,"substance":"7664-41-8""#,
            point
        ),
        feature(r#""id":"V2","unit_id":"U9""#, "null"),
        feature(
            r#""id":"V3","unit_id":"U1","quantity_t":12"#,
            r#"{"type":"GeometryCollection","geometries":[]}"#
        ),
        feature(
            r#""id":"V4","unit_id":"U1","volume_m3":0"#,
            r#"{"type":"MultiPoint","coordinates":[[119.9,31.8]]}"#
        ),
    );
    let report = place
        .import(&place.write("v.geojson", text), Layer::Vessels)
        .await;
    assert_issues(
        &place,
        &report,
        &[
            "v.geojson:1 substance=7664-41-8: CAS number has a wrong check digit; for these digits 7664-41-7 would be right",
            "v.geojson:1 quantity_t=-5: must not be negative",
            "v.geojson:2 geometry=: has no geometry, or an empty one",
            "v.geojson:2 unit_id=U9: units in the store have no `U9`; correct it, or import the units first",
            "v.geojson:3 geometry=: has no geometry, or an empty one",
            "v.geojson:4 volume_m3=0: must be above 0 to 1000000",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_property_that_is_absent_is_unknown_and_not_zero() {
    let place = Place::filled().await;
    let text = r#"{"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"id":"V8","unit_id":"U1","quantity_t":12,"pressure_kpa":3},"geometry":{"type":"Point","coordinates":[119.97,31.81]}},
      {"type":"Feature","properties":{"id":"V9","unit_id":"U1"},"geometry":{"type":"MultiPoint","coordinates":[[119.97,31.81]]}}]}"#;
    let report = place
        .import(&place.write("v.geojson", text), Layer::Vessels)
        .await;
    assert!(report.stored, "{report}");
    let vessels = place.store.load_facts().await.unwrap().vessels;
    assert_eq!(
        (vessels[2].quantity_t, vessels[2].pressure_kpa),
        (Some(12.0), Some(3.0))
    );
    assert_eq!(
        (vessels[3].quantity_t, vessels[3].pressure_kpa),
        (None, None)
    );
    assert!(matches!(vessels[3].geometry, geo_types::Geometry::Point(_)));
}

#[tokio::test]
async fn numbers_that_are_none_are_told() {
    let place = Place::filled().await;
    let text = "id,unit_id,quantity_t,temperature_c,fire_class,lon,lat\n\
                V8,U1,NaN,inf,甲,119.97,31.81\n\
                V9,U1,12 桶,-300,己,119.97,31.81\n\
                VA,U1,\"12,5\",,甲类,NaN,31.81\n";
    let report = place
        .import(&place.write("v.csv", text), Layer::Vessels)
        .await;
    assert_issues(
        &place,
        &report,
        &[
            "v.csv:1 quantity_t=NaN: not a finite number",
            "v.csv:1 temperature_c=inf: not a finite number",
            "v.csv:2 quantity_t=12 桶: has the unit `桶`, which is not known",
            "v.csv:2 temperature_c=-300: must be from -273.15 to 3000",
            "v.csv:2 fire_class=己: not a fire class; write one of: 甲, 乙, 丙, 丁, 戊",
            "v.csv:3 quantity_t=12,5: has a comma that may be a decimal sign or a separator",
            "v.csv:3 geometry=(NaN, 31.81): has a coordinate (NaN, 31.81) that is no number",
        ],
    )
    .await;
}

#[tokio::test]
async fn long_texts_and_ragged_rows_are_told() {
    let place = Place::empty().await;
    let long = "长".repeat(201);
    let text = FACILITIES.to_owned()
        + &format!("F1,{long},use,new,119.97,31.81\nF2,a,b,use,new,119.97,31.81\n");
    let report = place
        .import(&place.write("f.csv", text), Layer::Facilities)
        .await;
    let told = issues(&report);
    assert!(
        told[0].contains("has 201 characters; at most 200 are taken"),
        "{told:?}"
    );
    assert!(told[0].chars().count() < 250, "the value is cut");
    assert!(
        told[1].contains("f.csv:2 row=: has 7 fields where the header has 6"),
        "{told:?}"
    );
}

#[tokio::test]
async fn shares_of_the_weather_must_sum_to_one() {
    let place = Place::filled().await;
    let head = "direction_deg_cw_north,speed_m_s,stability,period,probability\n";
    let text = head.to_owned() + "0,2,D,day,0.5\n90,2,F,night,0.4\n";
    let report = place
        .import(&place.write("w.csv", text), Layer::Weather)
        .await;
    assert_issues(
        &place,
        &report,
        &["w.csv:0 probability=0.900000: shares of all rows must sum to 1"],
    )
    .await;
    assert_eq!((report.rows_read, report.rows_rejected), (2, 0));

    let text = head.to_owned() + "0,2,D,白天,0.5\n90,2,F,夜间,0.5\n";
    assert!(
        place
            .import(&place.write("w.csv", text), Layer::Weather)
            .await
            .stored
    );
    assert_eq!(place.store.load_facts().await.unwrap().weather.len(), 2);
}
