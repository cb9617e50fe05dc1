//! Export into workbooks and GeoParquet, and what a GeoPackage carries beside its rows.

#![allow(clippy::unwrap_used)] // a test may fail at once

mod sample;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use calamine::{Data, Reader, Xlsx, open_workbook};
use data::export::{ExportLayer, export, export_all};
use data::layer::Value;
use data::{Error, Layer};
use gdal::Dataset;
use gdal::vector::LayerAccess;
use geo_types::{LineString, MultiPolygon, Polygon};
use geoparquet::metadata::GeoParquetMetadata;
use geozero::ToGeo;
use geozero::wkb::Wkb;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sample::{Place, facts};

fn value(batch: &RecordBatch, column: &str, row: usize) -> Value {
    let column = batch.column_by_name(column).unwrap();
    if column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        arrow_schema::DataType::Utf8 => {
            Value::Text(column.as_string::<i32>().value(row).to_owned())
        }
        arrow_schema::DataType::Float64 => {
            Value::Real(column.as_primitive::<Float64Type>().value(row))
        }
        arrow_schema::DataType::Int64 => {
            Value::Whole(column.as_primitive::<Int64Type>().value(row))
        }
        arrow_schema::DataType::Boolean => Value::Whole(column.as_boolean().value(row).into()),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn parquet_holds_every_value_and_coordinate_to_the_bit() {
    let place = Place::filled().await;
    for layer in Layer::ALL {
        let path = place.path(&format!("{layer}.parquet"));
        export(&place.store, layer.into(), &path).await.unwrap();
        let file = std::fs::File::open(&path).unwrap();
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        let meta = builder.metadata().file_metadata().clone();
        let keys = meta.key_value_metadata().unwrap();
        let about = keys
            .iter()
            .find(|k| k.key == "anjie")
            .unwrap()
            .value
            .clone()
            .unwrap();
        assert!(
            about.contains("合成数据") && about.contains("synthetic"),
            "{about}"
        );
        if layer != Layer::Weather {
            let geo = GeoParquetMetadata::from_parquet_meta(&meta)
                .unwrap()
                .unwrap();
            assert_eq!(
                (geo.version.as_str(), geo.primary_column.as_str()),
                ("1.1.0", "geometry")
            );
            let column = &geo.columns["geometry"];
            assert_eq!(column.crs.as_ref().unwrap()["id"]["code"], 4490);
            let has_place = place
                .store
                .records(layer)
                .await
                .unwrap()
                .iter()
                .any(|r| r.geometry.is_some());
            assert_eq!(
                column.bbox.as_ref().map(Vec::len),
                has_place.then_some(4),
                "{layer}"
            );
        }
        let batches: Vec<RecordBatch> = builder.build().unwrap().map(Result::unwrap).collect();
        let records = place.store.records(layer).await.unwrap();
        assert_eq!(
            batches.iter().map(RecordBatch::num_rows).sum::<usize>(),
            records.len()
        );
        let batch = &batches[0];
        for (row, record) in records.iter().enumerate() {
            for (column, expected) in layer.columns().iter().zip(&record.values) {
                assert_eq!(
                    &value(batch, column.name, row),
                    expected,
                    "{layer}.{} {row}",
                    column.name
                );
            }
            let from = &record.provenance;
            assert_eq!(
                value(batch, "source_file", row),
                Value::Text(from.source_file.to_string())
            );
            assert_eq!(
                value(batch, "synthetic", row),
                Value::Whole(from.synthetic.into())
            );
            if layer != Layer::Weather {
                let wkb = batch.column_by_name("geometry").unwrap().as_binary::<i32>();
                let stored = wkb
                    .is_valid(row)
                    .then(|| Wkb(wkb.value(row)).to_geo().unwrap());
                assert_eq!(stored, record.geometry, "{layer} {row}");
            }
        }
    }
}

#[tokio::test]
async fn a_workbook_comes_back() {
    let from = Place::filled().await;
    let path = from.path("all.xlsx");
    let written = export_all(&from.store, &path).await.unwrap();
    assert_eq!(written.len(), Layer::ALL.len());
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.last().map(String::as_str), Some("说明"));
    for layer in Layer::ALL {
        let sheet = book.worksheet_range(layer.name()).unwrap();
        let rows: Vec<&[Data]> = sheet.rows().collect();
        let at = |name: &str| {
            rows[0]
                .iter()
                .position(|c| *c == name)
                .unwrap_or_else(|| panic!("{layer}.{name}"))
        };
        let records = from.store.records(layer).await.unwrap();
        assert_eq!(rows.len(), records.len() + 1, "{layer}");
        for (row, record) in rows[1..].iter().zip(&records) {
            for (column, expected) in layer.columns().iter().zip(&record.values) {
                let got = match &row[at(column.name)] {
                    Data::Empty => Value::Null,
                    Data::String(text) => Value::Text(text.clone()),
                    Data::Bool(yes) => Value::Whole((*yes).into()),
                    Data::Float(number) if matches!(expected, Value::Whole(_)) => {
                        Value::Whole(*number as i64)
                    }
                    Data::Float(number) => Value::Real(*number),
                    Data::Int(number) => Value::Real(*number as f64),
                    other => panic!("{layer}.{} {other:?}", column.name),
                };
                assert_eq!(&got, expected, "{layer}.{}", column.name);
            }
            if let Some(geometry) = &record.geometry {
                let wkt = row[at("wkt")].to_string();
                assert_eq!(
                    &geozero::wkt::Wkt(wkt).to_geo().unwrap(),
                    geometry,
                    "{layer}"
                );
                if let geo_types::Geometry::Point(point) = geometry {
                    assert_eq!(row[at("lon")], Data::Float(point.x()));
                    assert_eq!(row[at("lat")], Data::Float(point.y()));
                }
            }
        }
    }
    let about = book.worksheet_range("说明").unwrap();
    let text: Vec<String> = about
        .rows()
        .map(|r| {
            r.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect();
    for expected in [
        "合成数据|synthetic data|是",
        "EPSG:4490",
        "最大储量|quantity_t|t",
        "来源文件|source files|",
    ] {
        assert!(
            text.iter().any(|line| line.contains(expected)),
            "{expected}: {text:#?}"
        );
    }
}

#[tokio::test]
async fn nothing_is_run_as_a_formula_and_nothing_is_cut() {
    let mut facts = facts();
    facts.facilities[0].name = "=HYPERLINK(\"http://example.org\",\"点\")".into();
    facts.facilities[0].id = "0012345678901234567".into();
    facts.units.clear();
    facts.vessels.clear();
    facts.monitors.clear();
    facts.hidden_hazards.clear();
    // An outline with more characters than two cells hold.
    let ring: Vec<(f64, f64)> = (0..2400)
        .map(|i| {
            let a = f64::from(i) / 2400.0 * std::f64::consts::TAU;
            (119.9 + 0.01 * a.cos(), 31.8 + 0.01 * a.sin())
        })
        .collect();
    let outline = MultiPolygon(vec![Polygon::new(LineString::from(ring), vec![])]);
    facts.parks[0].geometry = outline.clone();
    let place = Place::empty().await;
    place.store.put_facts(&facts).await.unwrap();
    let path = place.path("all.xlsx");
    export_all(&place.store, &path).await.unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("facilities").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let row = rows
        .iter()
        .find(|r| r[0] == Data::String("0012345678901234567".into()));
    assert_eq!(
        row.unwrap()[2],
        Data::String(facts.facilities[0].name.clone())
    );
    assert!(book.worksheet_formula("facilities").unwrap().is_empty());
    let sheet = book.worksheet_range("parks").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let from = rows[0].iter().position(|c| *c == "wkt").unwrap();
    assert_eq!(rows[0][from + 2].to_string(), "wkt_3");
    let whole: String = rows[1][from..].iter().map(ToString::to_string).collect();
    assert_eq!(geozero::wkt::Wkt(whole).to_geo().unwrap(), outline.into());
}

#[tokio::test]
async fn equal_rows_give_equal_bytes() {
    let place = Place::filled().await;
    for extension in ["xlsx", "parquet", "geojson", "csv", "gpkg", "fgb"] {
        let (one, two) = (
            place.path(&format!("one.{extension}")),
            place.path(&format!("two.{extension}")),
        );
        export(&place.store, Layer::Targets.into(), &one)
            .await
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1100));
        export(&place.store, Layer::Targets.into(), &two)
            .await
            .unwrap();
        assert!(
            std::fs::read(one).unwrap() == std::fs::read(two).unwrap(),
            "{extension}"
        );
    }
}

#[tokio::test]
async fn a_geopackage_carries_styles_and_says_what_it_is() {
    let place = Place::filled().await;
    let path = place.path("all.gpkg");
    let written = export_all(&place.store, &path).await.unwrap();
    let dataset = Dataset::open(&path).unwrap();
    let mut styles = dataset.layer_by_name("layer_styles").unwrap();
    let styled: Vec<String> = styles
        .features()
        .map(|f| {
            let qml = f.field_as_string(5).unwrap().unwrap();
            assert!(qml.starts_with("<qgis "), "{qml}");
            f.field_as_string(2).unwrap().unwrap()
        })
        .collect();
    let placed = Layer::ALL.into_iter().filter(|l| *l != Layer::Weather);
    assert_eq!(
        styled,
        placed.map(|l| l.name().to_owned()).collect::<Vec<_>>()
    );
    for (layer, rows) in written {
        assert_eq!(
            dataset
                .layer_by_name(&layer.to_string())
                .unwrap()
                .feature_count(),
            rows
        );
    }
    // The file can be imported as it is, though it has a table more.
    let to = Place::empty().await;
    assert!(to.import(&path, Layer::Parks).await.stored);
    let store = Dataset::open(place.path("store.gpkg")).unwrap();
    assert_eq!(
        store.layer_by_name("layer_styles").unwrap().feature_count(),
        14
    );
}

#[tokio::test]
async fn all_needs_a_format_of_several_layers() {
    let place = Place::filled().await;
    let error = export_all(&place.store, &place.path("all.csv"))
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::NotWritten { .. }) && error.to_string().contains(".gpkg"),
        "{error}"
    );
    let error = export(&place.store, ExportLayer::Runs, &place.path("runs.xlsx"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::NothingToExport { .. }), "{error}");
}
