//! Import: formats, encodings, mappings, and files that are none.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use std::path::{Path, PathBuf};

use data::import::{Encoding, ImportOptions, import};
use data::{Error, Layer};
use gdal::DriverManager;
use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{
    Feature, FieldDefn, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};
use sample::{FACILITIES, Place};

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
        error.contains(
            "has no column of parks; it has: a, b; known are: id (编号), name (名称), kind (类型)"
        ),
        "{error}"
    );
    let error = place
        .fail(&place.write("y.csv", "id,lon\n1,2\n"), Layer::Parks)
        .await;
    assert!(
        error.contains(
            "lacks the column name (名称), kind (类型), lon and lat (经度, 纬度; or wkt)"
        ),
        "{error}"
    );
    let error = place
        .fail(
            &place.write("z.csv", "id,编号,name,kind,wkt\n1,2,a,b,c\n"),
            Layer::Parks,
        )
        .await;
    assert!(
        error.contains("two columns for id (编号): `id` and `编号`"),
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
    assert_eq!(report.reports[0].ignored_columns, ["name"]);
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
    assert!(error.contains("has no rows in any of a, b"), "{error}");
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
    // Every sheet that fits is read: here both, and both have the same plant.
    let outcome = import(&place.store, &path, &ImportOptions::new(Layer::Facilities))
        .await
        .unwrap();
    assert!(!outcome.stored, "{outcome}");
    let said = outcome.to_string();
    assert!(said.contains("[其他 A2] id=F1"), "{said}");
    assert!(place.store.is_empty().await.unwrap());
    let options = ImportOptions {
        sheet: Some("企业".into()),
        ..ImportOptions::new(Layer::Facilities)
    };
    let report = import(&place.store, &path, &options)
        .await
        .unwrap()
        .reports
        .remove(0);
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
        "zonen"
            .parse::<Layer>()
            .unwrap_err()
            .to_string()
            .contains("districts, parks")
    );
}
