//! Import: dirty input is told row by row, and nothing of it is stored.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use std::path::{Path, PathBuf};

use analysis::facts::{FacilityKind, FacilityStatus};
use data::crs::Crs;
use data::import::{Encoding, ImportOptions, Issue, Report, import};
use data::{Error, Layer};
use gdal::DriverManager;
use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{
    Feature, FieldDefn, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};
use sample::{Place, assert_same, facts};

const FACILITIES: &str = "id,name,kind,status,lon,lat\n";

fn issues(report: &Report) -> Vec<String> {
    report.issues.iter().map(Issue::to_string).collect()
}

/// The report has exactly these issues, and the store is as it was: empty or the sample.
async fn assert_issues(place: &Place, report: &Report, expected: &[&str]) {
    assert_eq!(issues(report).len(), expected.len(), "{report}");
    for (got, wanted) in issues(report).iter().zip(expected) {
        assert!(got.contains(wanted), "{wanted}\nis not in\n{got}");
    }
    assert!(!report.stored);
    if !place.store.is_empty().await.unwrap() {
        assert_same(&place.store.load_facts().await.unwrap(), &facts());
    }
}

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
    let report = import(&place.store, &path, &options).await.unwrap();
    assert!(report.issues.is_empty() && !report.stored);
    assert_eq!(report.rows_taken, 1);
    assert!(place.store.is_empty().await.unwrap());
}

#[tokio::test]
async fn gbk_text_is_found_out() {
    let place = Place::empty().await;
    let text = FACILITIES.to_owned() + "F1,常州示例化工,生产,在役,119.97,31.81\n";
    let (bytes, _, _) = encoding_rs::GBK.encode(&text);
    let report = place
        .import(&place.write("gbk.csv", &bytes), Layer::Facilities)
        .await;
    assert_eq!(report.encoding_used, Some("gbk"));
    assert_eq!(
        place.store.load_facts().await.unwrap().facilities[0].name,
        "常州示例化工"
    );

    let json = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"F2","name":"常州二厂","kind":"使用","status":"新建"},"geometry":{"type":"Point","coordinates":[119.9,31.8]}}]}"#;
    let (bytes, _, _) = encoding_rs::GBK.encode(json);
    let report = place
        .import(&place.write("gbk.geojson", &bytes), Layer::Facilities)
        .await;
    assert!(report.stored, "{report}");
    assert_eq!(
        place.store.load_facts().await.unwrap().facilities[1].name,
        "常州二厂"
    );
}

/// A Shapefile with attributes in GBK, with or without a word about it.
fn gbk_shapefile(path: &Path, says_so: bool) {
    let mut dataset = DriverManager::get_driver_by_name("ESRI Shapefile")
        .unwrap()
        .create_vector_only(path)
        .unwrap();
    let mut reference = SpatialRef::from_epsg(4549).unwrap();
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    {
        let layer = dataset
            .create_layer(LayerOptions {
                name: "f",
                srs: Some(&reference),
                ty: OGRwkbGeometryType::wkbPoint,
                options: Some(&["ENCODING=GBK"]),
            })
            .unwrap();
        let values = [
            ("编号", "F1"),
            ("企业名称", "常州示例化工"),
            ("kind", "生产"),
            ("运行状态", "在役"),
        ];
        for (name, _) in values {
            let field = FieldDefn::new(name, OGRFieldType::OFTString).unwrap();
            field.set_width(40);
            field.add_to_layer(&layer).unwrap();
        }
        let mut feature = Feature::new(layer.defn()).unwrap();
        for (i, (_, value)) in values.into_iter().enumerate() {
            feature.set_field_string(i, value).unwrap();
        }
        feature
            .set_geometry(Geometry::from_wkt("POINT (497163.5 3521000)").unwrap())
            .unwrap();
        feature.create(&layer).unwrap();
    }
    dataset.close().unwrap();
    let cpg = path.with_extension("cpg");
    if !says_so {
        std::fs::remove_file(cpg).unwrap();
        // The language byte of the header, which GDAL fills in, too.
        let dbf = path.with_extension("dbf");
        let mut bytes = std::fs::read(&dbf).unwrap();
        bytes[29] = 0;
        std::fs::write(&dbf, bytes).unwrap();
    }
}

#[tokio::test]
async fn a_gbk_shapefile_is_read_with_and_without_its_code_page() {
    for says_so in [true, false] {
        let place = Place::empty().await;
        let path = place.path("f.shp");
        gbk_shapefile(&path, says_so);
        let report = place.import(&path, Layer::Facilities).await;
        assert!(report.stored, "{says_so}: {report}");
        assert_eq!(report.crs_used, "EPSG:4549", "{report}");
        let facility = place.store.load_facts().await.unwrap().facilities.remove(0);
        assert_eq!(facility.name, "常州示例化工");
        let geo_types::Geometry::Point(point) = facility.geometry else {
            panic!("no point");
        };
        assert!(
            (point.x() - 119.97).abs() < 0.01 && (point.y() - 31.81).abs() < 0.01,
            "{point:?}"
        );
    }
}

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
    let report = import(&place.store, &path, &options).await.unwrap();
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
            "f.csv:2 geometry=(31.81, 119.97): longitude and latitude are swapped; swap longitude and latitude",
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
        .unwrap();
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
    let report = import(&place.store, &path, &options).await.unwrap();
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
        text += &format!("P{i},a,chemical_park,\"{wkt}\"\n");
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
                V9,U1,12 t,-300,己,119.97,31.81\n\
                VA,U1,\"1,200\",,甲类,NaN,31.81\n";
    let report = place
        .import(&place.write("v.csv", text), Layer::Vessels)
        .await;
    assert_issues(
        &place,
        &report,
        &[
            "v.csv:1 quantity_t=NaN: not a finite number",
            "v.csv:1 temperature_c=inf: not a finite number",
            "v.csv:2 quantity_t=12 t: not a number",
            "v.csv:2 temperature_c=-300: must be from -273.15 to 3000",
            "v.csv:2 fire_class=己: not a fire class; write one of: 甲, 乙, 丙, 丁, 戊",
            "v.csv:3 quantity_t=1,200: not a number",
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

#[tokio::test]
async fn what_is_no_dataset_is_told() {
    let place = Place::empty().await;
    let missing = place.path("nowhere.csv");
    assert!(
        place
            .fail(&missing, Layer::Parks)
            .await
            .contains("nowhere.csv")
    );

    for name in ["empty.csv", "empty.geojson", "empty.shp"] {
        let error = place.fail(&place.write(name, ""), Layer::Parks).await;
        assert!(error.contains("has no rows"), "{error}");
    }
    let error = place
        .fail(&place.write("head.csv", "id,name,kind,wkt\n"), Layer::Parks)
        .await;
    assert!(error.contains("has no rows"), "{error}");
    let error = place
        .fail(
            &place.write(
                "none.geojson",
                r#"{"type":"FeatureCollection","features":[]}"#,
            ),
            Layer::Parks,
        )
        .await;
    assert!(error.contains("has no rows"), "{error}");
    let error = place
        .fail(&place.write("x.csv", "a,b\n1,2\n"), Layer::Parks)
        .await;
    assert!(
        error.contains("has no column of the layer parks; it has: a, b; known are: id, name, kind"),
        "{error}"
    );
    let error = place
        .fail(&place.write("y.csv", "id,lon\n1,2\n"), Layer::Parks)
        .await;
    assert!(
        error.contains("lacks the column name, kind, lon and lat (or wkt)"),
        "{error}"
    );
    let error = place
        .fail(
            &place.write("z.csv", "id,编号,name,kind,wkt\n1,2,a,b,c\n"),
            Layer::Parks,
        )
        .await;
    assert!(
        error.contains("two columns for id: `id` and `编号`"),
        "{error}"
    );

    let noise = noise(10 << 20);
    for name in [
        "noise.geojson",
        "noise.csv",
        "noise.shp",
        "noise.gpkg",
        "noise.xyz",
    ] {
        let error = place.fail(&place.write(name, &noise), Layer::Parks).await;
        assert!(error.contains(name), "{error}");
        assert!(!error.contains("/tmp"), "{error}");
    }
    let prose = place.write(
        "prose.geojson",
        "dear colleague, please find the data attached",
    );
    assert!(
        place
            .fail(&prose, Layer::Parks)
            .await
            .contains("not a dataset")
    );
    assert!(place.store.is_empty().await.unwrap());
}

/// Bytes of a xorshift generator.
fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    })
    .flatten()
    .take(bytes)
    .collect()
}

#[tokio::test]
async fn a_mapping_names_columns_and_constants() {
    let place = Place::empty().await;
    let csv = place.write("f.csv", "no,title,name,E,N\nF1,甲厂,ignored,119.97,31.81\n");
    let run = async |toml: &str| {
        let mapping: PathBuf = place.write("m.toml", toml);
        let options = ImportOptions {
            mapping: Some(mapping),
            ..ImportOptions::new(Layer::Facilities)
        };
        import(&place.store, &csv, &options).await
    };
    let good = "[columns]\nno = \"id\"\ntitle = \"name\"\nE = \"lon\"\nN = \"lat\"\n[constants]\nkind = \"use\"\nstatus = \"new\"\nsynthetic = true\n";
    let report = run(good).await.unwrap();
    assert!(report.stored, "{report}");
    assert_eq!(report.ignored_columns, ["name"]);
    let facility = place.store.load_facts().await.unwrap().facilities.remove(0);
    assert_eq!(
        (facility.name.as_str(), facility.provenance.synthetic),
        ("甲厂", true)
    );

    for (wrong, told) in [
        (
            good.replace("\"lat\"", "\"latt\""),
            "`latt` is no column here",
        ),
        (
            good.replace("title", "titel"),
            "f.csv has no column `titel`",
        ),
        (
            good.replace("kind =", "kinds ="),
            "`kinds` is no column here",
        ),
        (good.replace("kind =", "id ="), "`id` is given twice"),
        ("[columns".to_owned(), "m.toml"),
    ] {
        let error = run(&wrong).await.unwrap_err();
        assert!(matches!(error, Error::Mapping { .. }));
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[tokio::test]
async fn a_file_of_several_layers_asks_which() {
    let place = Place::filled().await;
    place.store.close().await;
    let other = Place::empty().await;
    // Our own store is such a file: its layers have the names that are looked for.
    let report = other.import(&place.path("store.gpkg"), Layer::Parks).await;
    assert!(report.stored, "{report}");

    let two = other.path("two.gpkg");
    let mut dataset = DriverManager::get_driver_by_name("GPKG")
        .unwrap()
        .create_vector_only(&two)
        .unwrap();
    for name in ["a", "b"] {
        dataset
            .create_layer(LayerOptions {
                name,
                ..LayerOptions::default()
            })
            .unwrap();
    }
    dataset.close().unwrap();
    let error = other.fail(&two, Layer::Parks).await;
    assert!(error.contains("has the layers a, b"), "{error}");
    let options = ImportOptions {
        sheet: Some("b".into()),
        ..ImportOptions::new(Layer::Parks)
    };
    let error = import(&other.store, &two, &options).await.unwrap_err();
    assert!(matches!(error, Error::NoRows { .. }), "{error}");
}

#[tokio::test]
async fn a_spreadsheet_is_read_by_its_sheet() {
    let place = Place::empty().await;
    let path = place.path("book.xlsx");
    let mut dataset = DriverManager::get_driver_by_name("XLSX")
        .unwrap()
        .create_vector_only(&path)
        .unwrap();
    for sheet in ["企业", "其他"] {
        let layer = dataset
            .create_layer(LayerOptions {
                name: sheet,
                ty: OGRwkbGeometryType::wkbNone,
                ..LayerOptions::default()
            })
            .unwrap();
        let row = ["F1", "常州示例化工", "生产", "在役", "119.97", "31.81"];
        for name in ["编号", "企业名称", "类型", "状态", "经度", "纬度"] {
            FieldDefn::new(name, OGRFieldType::OFTString)
                .unwrap()
                .add_to_layer(&layer)
                .unwrap();
        }
        let mut feature = Feature::new(layer.defn()).unwrap();
        for (i, value) in row.into_iter().enumerate() {
            feature.set_field_string(i, value).unwrap();
        }
        feature.create(&layer).unwrap();
    }
    dataset.close().unwrap();
    let error = place.fail(&path, Layer::Facilities).await;
    assert!(error.contains("企业, 其他"), "{error}");
    let options = ImportOptions {
        sheet: Some("企业".into()),
        ..ImportOptions::new(Layer::Facilities)
    };
    let report = import(&place.store, &path, &options).await.unwrap();
    assert!(report.stored, "{report}");
    let facility = place.store.load_facts().await.unwrap().facilities.remove(0);
    assert_eq!(facility.name, "常州示例化工");
}

#[tokio::test]
async fn words_of_the_command_line_are_parsed() {
    assert_eq!("gbk".parse::<Encoding>().unwrap(), Encoding::Gbk);
    assert!(
        "latin1"
            .parse::<Encoding>()
            .unwrap_err()
            .to_string()
            .contains("auto, utf-8, gbk")
    );
    assert_eq!("Targets".parse::<Layer>().unwrap(), Layer::Targets);
    assert!(
        "zones"
            .parse::<Layer>()
            .unwrap_err()
            .to_string()
            .contains("districts, parks")
    );
}
