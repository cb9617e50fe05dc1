//! Readers: text, maps, archives and Parquet as they come from bureaus, plants and the web.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, StructArray};
use arrow_schema::{DataType, Field};
use data::Layer;
use data::export::export;
use data::import::{ImportOptions, Outcome, Report, import};
use gdal::DriverManager;
use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{
    Feature, FieldDefn, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType,
};
use parquet::arrow::ArrowWriter;
use parquet::file::metadata::KeyValue;
use sample::Place;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEADER: &str = "编号,企业名称,kind,运行状态,经度,纬度";
const ROW: &str = "F1,常州示例化工,生产,在役,119.97,31.81";
/// The same without the place.
const VALUES: [(&str, &str); 4] = [
    ("编号", "F1"),
    ("企业名称", "常州示例化工"),
    ("kind", "生产"),
    ("运行状态", "在役"),
];

/// The names of the facilities that are stored.
async fn names(place: &Place) -> Vec<String> {
    let facts = place.store.load_facts().await.unwrap();
    facts.facilities.into_iter().map(|f| f.name).collect()
}

/// Imports facilities of which the one of [`VALUES`] is all, and stands where it should.
async fn is_the_plant(place: &Place, path: &Path) -> Report {
    let report = place.import(path, Layer::Facilities).await;
    assert!(report.stored, "{}: {report}", path.display());
    let mut facts = place.store.load_facts().await.unwrap();
    assert_eq!(facts.facilities.len(), 1, "{}", path.display());
    let plant = facts.facilities.remove(0);
    assert_eq!(
        (plant.id.as_str(), plant.name.as_str()),
        ("F1", "常州示例化工")
    );
    let geo_types::Geometry::Point(point) = plant.geometry else {
        panic!("{}: no point", path.display());
    };
    assert!(
        (point.x() - 119.97).abs() < 1e-6 && (point.y() - 31.81).abs() < 1e-6,
        "{}: {point:?}",
        path.display()
    );
    report
}

fn says(report: &Report, words: &str) -> bool {
    report.notes.iter().any(|n| n.rule.contains(words))
}

#[tokio::test]
async fn text_is_read_with_any_separator() {
    for separator in [",", ";", "\t", "|", "，", "；", "   "] {
        let text = format!("{HEADER}\r\n{ROW}\r\n").replace(',', separator);
        let place = Place::empty().await;
        is_the_plant(&place, &place.write("a.csv", text)).await;
    }
    for first in ["sep=;\r\n", "\"sep=;\"\r\n", "\u{feff}sep=;\n"] {
        let text = format!("{first}{HEADER}\n{ROW}\n").replace(',', ";");
        let place = Place::empty().await;
        let report = is_the_plant(&place, &place.write("a.csv", text)).await;
        assert_eq!(report.rows_read, 1);
    }
}

#[tokio::test]
async fn text_is_read_in_any_encoding() {
    let text = format!("{HEADER}\n{ROW}\n");
    let gbk = encoding_rs::GBK.encode(&text).0.into_owned();
    let little: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let big: Vec<u8> = [0xfe, 0xff]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let marked = format!("\u{feff}{text}").into_bytes();
    for (bytes, encoding) in [
        (gbk, "gbk"),
        (little, "utf-16"),
        (big, "utf-16"),
        (marked, "utf-8"),
    ] {
        let place = Place::empty().await;
        // Also under a name that lies: Excel saves "Unicode text" and GBK text as .xls.
        for name in ["a.csv", "a.txt", "a.xls"] {
            let report = is_the_plant(&place, &place.write(name, &bytes)).await;
            assert_eq!(report.encoding_used, Some(encoding), "{name}");
        }
    }
}

#[tokio::test]
async fn titles_and_signatures_of_text_are_no_rows() {
    let place = Place::empty().await;
    let text = format!(
        "常州市危险化学品企业登记表,,,,,\n填报单位：示例,,,,,\n{HEADER}\n{ROW}\n合计,,,,119.97,\n填表人：张三,,审核人：李四,,,\n"
    );
    let report = is_the_plant(&place, &place.write("a.csv", text)).await;
    for words in ["the header is row 3", "合计", "填表人"] {
        assert!(says(&report, words), "{words}: {report}");
    }
    // A title that has no separator at all.
    let place = Place::empty().await;
    let text = format!("常州市危险化学品企业登记表\n\n{HEADER}\n{ROW}\n");
    let report = is_the_plant(&place, &place.write("a.csv", text)).await;
    assert!(says(&report, "the header is row 3"), "{report}");
}

#[tokio::test]
async fn rows_of_text_are_named_as_a_spreadsheet_shows_them() {
    let place = Place::empty().await;
    let text = format!(
        "{HEADER},备注\n{ROW},\"两行\n的备注\"\nF2,乙厂,生产,在役,119.98,31.82,\nF3,丙厂,生产,在役,没有,31.82,\n"
    );
    let report = place
        .import(&place.write("a.csv", text), Layer::Facilities)
        .await;
    assert!(!report.stored, "{report}");
    assert_eq!(report.rows_read, 3);
    assert!(report.issues.iter().all(|i| i.row == 3), "{report}");
    let said = report.to_string();
    assert!(said.contains("(cell E4)"), "{said}");
}

#[tokio::test]
async fn a_row_with_too_many_fields_is_a_fault_of_that_row() {
    let place = Place::empty().await;
    let text = format!("{HEADER}\n{ROW}\nF2,乙厂,有限公司,生产,在役,119.98,31.82\n");
    let report = place
        .import(&place.write("a.csv", text), Layer::Facilities)
        .await;
    assert!(!report.stored);
    assert_eq!((report.rows_taken, report.rows_rejected), (1, 1));
    assert!(
        report
            .issues
            .iter()
            .any(|i| i.rule.contains("has 7 fields where the header has 6")),
        "{report}"
    );
}

#[tokio::test]
async fn zero_bytes_and_noise_are_no_text() {
    let place = Place::empty().await;
    let text = format!("{HEADER}\n{ROW}\0\n");
    let error = place
        .fail(&place.write("a.csv", text), Layer::Facilities)
        .await;
    assert!(error.contains("a.csv"), "{error}");
    assert!(place.store.is_empty().await.unwrap());
}

#[tokio::test]
async fn endless_headers_are_refused_quickly() {
    let place = Place::empty().await;
    let text = format!("{}\n{}\n", "a,".repeat(200_000), "1,".repeat(200_000));
    let start = std::time::Instant::now();
    let error = place
        .fail(&place.write("a.csv", text), Layer::Facilities)
        .await;
    assert!(error.contains("columns"), "{error}");
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

/// Writes the plant with a driver of GDAL.
fn map(driver: &str, path: &Path, epsg: Option<u32>, place: &str, options: &[&str]) {
    let mut dataset = DriverManager::get_driver_by_name(driver)
        .unwrap()
        .create_vector_only(path)
        .unwrap();
    let reference = epsg.map(|code| {
        let mut reference = SpatialRef::from_epsg(code).unwrap();
        reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        reference
    });
    {
        let layer = dataset
            .create_layer(LayerOptions {
                name: "plants",
                srs: reference.as_ref(),
                ty: OGRwkbGeometryType::wkbPoint,
                options: Some(options),
            })
            .unwrap();
        // GDAL writes no name in Chinese into a MapInfo file whole.
        let named = |name: &'static str| match name {
            "编号" if driver == "MapInfo File" => "id",
            "企业名称" if driver == "MapInfo File" => "name",
            "运行状态" if driver == "MapInfo File" => "status",
            other => other,
        };
        for (name, _) in VALUES {
            let field = FieldDefn::new(named(name), OGRFieldType::OFTString).unwrap();
            field.set_width(40);
            field.add_to_layer(&layer).unwrap();
        }
        let mut feature = Feature::new(layer.defn()).unwrap();
        for (name, value) in VALUES {
            let at = feature.field_index(named(name)).unwrap();
            feature.set_field_string(at, value).unwrap();
        }
        feature
            .set_geometry(Geometry::from_wkt(place).unwrap())
            .unwrap();
        feature.create(&layer).unwrap();
    }
    dataset.close().unwrap();
}

const POINT: &str = "POINT (119.97 31.81)";

fn zipped(path: &Path, files: &[(&str, &Path)]) -> PathBuf {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    for (name, file) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&std::fs::read(file).unwrap()).unwrap();
    }
    zip.finish().unwrap();
    path.to_owned()
}

#[tokio::test]
async fn a_shapefile_is_read_without_its_companions() {
    for missing in [&["prj", "cpg", "shx"][..], &["prj"], &["shx"], &["cpg"]] {
        let place = Place::empty().await;
        let path = place.path("plants.shp");
        map(
            "ESRI Shapefile",
            &path,
            Some(4490),
            POINT,
            &["ENCODING=GBK"],
        );
        for extension in missing {
            std::fs::remove_file(path.with_extension(extension)).unwrap();
        }
        if missing.contains(&"cpg") {
            // The language byte of the header, which GDAL fills in, too.
            let dbf = path.with_extension("dbf");
            let mut bytes = std::fs::read(&dbf).unwrap();
            bytes[29] = 0;
            std::fs::write(&dbf, bytes).unwrap();
        }
        let report = is_the_plant(&place, &path).await;
        assert_eq!(says(&report, ".shx"), missing.contains(&"shx"), "{report}");

        // Zipped, in a folder, under a name that would lead out of it.
        let packed = place.path("plants.zip");
        let parts: Vec<(String, PathBuf)> = ["shp", "dbf", "shx", "prj", "cpg"]
            .iter()
            .map(|e| (format!("../../图/plants.{e}"), path.with_extension(e)))
            .filter(|(_, p)| p.exists())
            .collect();
        let files: Vec<(&str, &Path)> = parts
            .iter()
            .map(|(n, p)| (n.as_str(), p.as_path()))
            .collect();
        let other = Place::empty().await;
        is_the_plant(&other, &zipped(&packed, &files)).await;
    }
}

#[tokio::test]
async fn maps_are_read_in_every_format() {
    for (driver, name) in [
        ("KML", "a.kml"),
        ("LIBKML", "b.kml"),
        ("LIBKML", "c.kmz"),
        ("FlatGeobuf", "a.fgb"),
        ("OpenFileGDB", "a.gdb"),
        ("GPKG", "a.gpkg"),
        ("GML", "a.gml"),
        ("MapInfo File", "a.tab"),
        ("GeoJSON", "a.geojson"),
        ("GeoJSON", "a.json"),
    ] {
        let place = Place::empty().await;
        if DriverManager::get_driver_by_name(driver).is_err() {
            eprintln!("skipped: this GDAL has no {driver}");
            continue;
        }
        let path = place.path(name);
        let encoding: &[&str] = if driver == "MapInfo File" {
            &["ENCODING=CP936"]
        } else {
            &[]
        };
        map(driver, &path, Some(4326), POINT, encoding);
        is_the_plant(&place, &path).await;
    }
}

#[tokio::test]
async fn a_geodatabase_may_be_zipped() {
    let place = Place::empty().await;
    let path = place.path("a.gdb");
    map("OpenFileGDB", &path, Some(4490), POINT, &[]);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&path)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let named: Vec<(String, PathBuf)> = files
        .into_iter()
        .map(|p| {
            (
                format!("数据/a.gdb/{}", p.file_name().unwrap().to_str().unwrap()),
                p,
            )
        })
        .collect();
    let parts: Vec<(&str, &Path)> = named
        .iter()
        .map(|(n, p)| (n.as_str(), p.as_path()))
        .collect();
    is_the_plant(&place, &zipped(&place.path("gdb.zip"), &parts)).await;
}

#[tokio::test]
async fn geojson_may_name_its_system() {
    let mut reference = SpatialRef::from_epsg(4549).unwrap();
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    let properties = VALUES
        .map(|(name, value)| format!("\"{name}\":\"{value}\""))
        .join(",");
    let place = Place::empty().await;
    let json = format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::4549"}}}},"features":[{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Point","coordinates":[497163.5,3521000]}}}}]}}"#
    );
    let report = place
        .import(&place.write("a.geojson", json), Layer::Facilities)
        .await;
    assert!(report.stored, "{report}");
    assert_eq!(report.crs_used, "EPSG:4549");
    assert_eq!(names(&place).await, ["常州示例化工"]);
}

const OSM_MAPPING: &str =
    "[columns]\nosm_id = \"id\"\n[constants]\nkind = \"production\"\nstatus = \"in_service\"\n";

async fn of_osm(place: &Place, path: &Path) -> Outcome {
    let options = ImportOptions {
        sheet: Some("points".into()),
        mapping: Some(place.write("osm.toml", OSM_MAPPING)),
        ..ImportOptions::new(Layer::Facilities)
    };
    import(&place.store, path, &options).await.unwrap()
}

#[tokio::test]
async fn openstreetmap_is_read_as_xml() {
    let place = Place::empty().await;
    let osm = r#"<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6"><node id="7" lat="31.81" lon="119.97" version="1"><tag k="name" v="常州示例化工"/><tag k="man_made" v="works"/><tag k="operator" v="甲"/></node></osm>"#;
    let outcome = of_osm(&place, &place.write("a.osm", osm)).await;
    assert!(outcome.stored, "{outcome}");
    assert_eq!(names(&place).await, ["常州示例化工"]);
    let other = Place::empty().await;
    let packed = zipped(
        &other.path("osm.zip"),
        &[("城市/a.osm", &place.path("a.osm"))],
    );
    let outcome = of_osm(&other, &packed).await;
    assert!(outcome.stored, "{outcome}");
}

/// A file in the format of <https://wiki.openstreetmap.org/wiki/PBF_Format>, of one node.
fn pbf() -> Vec<u8> {
    fn varint(mut number: u64, out: &mut Vec<u8>) {
        while number >= 0x80 {
            out.push(number as u8 | 0x80);
            number >>= 7;
        }
        out.push(number as u8);
    }
    fn bytes(field: u64, value: &[u8], out: &mut Vec<u8>) {
        varint(field << 3 | 2, out);
        varint(value.len() as u64, out);
        out.extend(value);
    }
    fn number(field: u64, value: u64, out: &mut Vec<u8>) {
        varint(field << 3, out);
        varint(value, out);
    }
    fn zigzag(number: i64) -> u64 {
        ((number << 1) ^ (number >> 63)) as u64
    }
    fn block(kind: &str, content: &[u8], out: &mut Vec<u8>) {
        let mut blob = Vec::new();
        bytes(1, content, &mut blob);
        number(2, content.len() as u64, &mut blob);
        let mut header = Vec::new();
        bytes(1, kind.as_bytes(), &mut header);
        number(3, blob.len() as u64, &mut header);
        out.extend((header.len() as u32).to_be_bytes());
        out.extend(header);
        out.extend(blob);
    }
    let mut file = Vec::new();
    let mut head = Vec::new();
    bytes(4, b"OsmSchema-V0.6", &mut head);
    bytes(4, b"DenseNodes", &mut head);
    block("OSMHeader", &head, &mut file);
    let mut strings = Vec::new();
    for text in ["", "name", "常州示例化工", "man_made", "works"] {
        bytes(1, text.as_bytes(), &mut strings);
    }
    // Degrees in units of 100 nanodegrees.
    let mut node = Vec::new();
    number(1, zigzag(7), &mut node);
    bytes(2, &[1, 3], &mut node);
    bytes(3, &[2, 4], &mut node);
    number(8, zigzag(318_100_000), &mut node);
    number(9, zigzag(1_199_700_000), &mut node);
    let mut group = Vec::new();
    bytes(1, &node, &mut group);
    let mut content = Vec::new();
    bytes(1, &strings, &mut content);
    bytes(2, &group, &mut content);
    block("OSMData", &content, &mut file);
    file
}

#[tokio::test]
async fn openstreetmap_is_read_as_pbf() {
    let place = Place::empty().await;
    let outcome = of_osm(&place, &place.write("a.osm.pbf", pbf())).await;
    assert!(outcome.stored, "{outcome}");
    assert_eq!(names(&place).await, ["常州示例化工"]);
}

#[tokio::test]
async fn our_geoparquet_comes_back() {
    let from = Place::filled().await;
    for layer in [Layer::Districts, Layer::Targets, Layer::Facilities] {
        let to = Place::empty().await;
        let path = from.path(&format!("{layer}.parquet"));
        let rows = export(&from.store, layer.into(), &path).await.unwrap();
        let report = to.import(&path, layer).await;
        assert!(report.stored, "{report}");
        assert_eq!((report.rows_taken, report.rows_rejected), (rows, 0));
    }
}

fn parquet_file(path: &Path, columns: Vec<(&str, ArrayRef)>, geo: Option<&str>) {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer =
        ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    if let Some(geo) = geo {
        writer.append_key_value_metadata(KeyValue::new("geo".to_owned(), geo.to_owned()));
    }
    writer.close().unwrap();
}

fn attributes() -> Vec<(&'static str, ArrayRef)> {
    VALUES
        .iter()
        .map(|(name, value)| {
            let array: ArrayRef = Arc::new(StringArray::from(vec![*value]));
            (*name, array)
        })
        .collect()
}

fn numbers(value: f64) -> ArrayRef {
    Arc::new(Float64Array::from(vec![value]))
}

#[tokio::test]
async fn geoparquet_may_have_points_of_two_numbers() {
    let place = Place::empty().await;
    let point = StructArray::from(vec![
        (
            Arc::new(Field::new("x", DataType::Float64, false)),
            numbers(119.97),
        ),
        (
            Arc::new(Field::new("y", DataType::Float64, false)),
            numbers(31.81),
        ),
    ]);
    let mut columns = attributes();
    columns.push(("geometry", Arc::new(point)));
    let path = place.path("a.parquet");
    let geo = r#"{"version":"1.1.0","primary_column":"geometry","columns":{"geometry":{"encoding":"point","geometry_types":["Point"]}}}"#;
    parquet_file(&path, columns, Some(geo));
    is_the_plant(&place, &path).await;
}

#[tokio::test]
async fn plain_parquet_may_have_longitude_and_latitude() {
    let place = Place::empty().await;
    let mut columns = attributes();
    columns.push(("lon", numbers(119.97)));
    columns.push(("lat", numbers(31.81)));
    let path = place.path("a.parquet");
    parquet_file(&path, columns, None);
    is_the_plant(&place, &path).await;
    let packed = zipped(&place.path("p.zip"), &[("x/a.parquet", &path)]);
    is_the_plant(&Place::empty().await, &packed).await;
    // The same bytes cut off are damaged, and say so.
    let bytes = std::fs::read(&path).unwrap();
    let cut = place.write("cut.parquet", &bytes[..bytes.len() / 2]);
    let error = place.fail(&cut, Layer::Facilities).await;
    assert!(error.contains("damaged"), "{error}");
}

#[tokio::test]
async fn what_holds_no_table_says_what_it_is_and_what_to_ask_for() {
    let place = Place::empty().await;
    let docx = place.path("docx");
    let mut zip = ZipWriter::new(File::create(&docx).unwrap());
    for name in ["[Content_Types].xml", "word/document.xml"] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<x/>").unwrap();
    }
    zip.finish().unwrap();
    let docx = std::fs::read(&docx).unwrap();
    let encrypted: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain([0; 512])
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let cases: [(&[u8], &str, &str); 11] = [
        (b"%PDF-1.7\n%\xe2\xe3\n", "PDF", ".xlsx or .csv"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture", ".xlsx or .csv"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "picture", ".xlsx or .csv"),
        (b"Rar!\x1a\x07\x01\0\0\0", "RAR", ".zip"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "7z", ".zip"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "gzip", ".zip"),
        (b"{\\rtf1\\ansi}", "RTF", ".xlsx or .csv"),
        (b"AC1027\0\0\0\0", "DWG", "DXF"),
        (
            "<!DOCTYPE html><html><body>登录</body></html>".as_bytes(),
            "web page",
            ".xlsx",
        ),
        (&docx, "Word", ".xlsx"),
        (&encrypted, "password", ""),
    ];
    for (bytes, what, fix) in cases {
        // The name lies in each way.
        for name in ["a.xlsx", "a.csv", "a.shp", "a.geojson", "a.zip"] {
            let error = place
                .fail(&place.write(name, bytes), Layer::Facilities)
                .await;
            assert!(
                error.contains(what) && error.contains(fix),
                "{name} of {what}: {error}"
            );
        }
    }
    assert!(place.store.is_empty().await.unwrap());
}
