//! GeoParquet 1.1 (OGC): WKB, compressed by zstd, attributes with their types.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use arrow_array::builder::{
    BinaryBuilder, BooleanBuilder, Float64Builder, Int64Builder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use geo::BoundingRect;
use geo_types::{Geometry, Rect};
use geozero::{CoordDimensions, ToWkb};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use serde_json::json;

use super::about::statements;
use super::sheet::{Geometries, Sheet, Type};
use crate::layer::Value;
use crate::{Error, Result};

/// Name of the column of geometry.
const GEOMETRY: &str = "geometry";
/// Rows of a row group: a reader skips by these, and no more of them is in memory at once.
const GROUP: usize = 65_536;

/// CGCS2000 as PROJ writes it (`projinfo EPSG:4490 -o PROJJSON`).
static CGCS2000: LazyLock<serde_json::Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("cgcs2000.projjson")).expect("the file is JSON")
});

/// Writes a sheet.
pub(super) fn write(sheet: &Sheet, path: &Path) -> Result<()> {
    let failed = |e: parquet::errors::ParquetError| Error::NotWritten {
        path: path.to_owned(),
        reason: e.to_string(),
    };
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("anjie".to_owned())
        .set_key_value_metadata(Some(metadata(sheet)))
        .set_max_row_group_row_count(Some(GROUP))
        .build();
    let schema = Arc::new(schema(sheet));
    let file = File::create(path).map_err(Error::io(path))?;
    let mut writer =
        ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties)).map_err(failed)?;
    for rows in sheet.rows.chunks(GROUP) {
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns(sheet, rows)?)
            .map_err(|e| failed(e.into()))?;
        writer.write(&batch).map_err(failed)?;
    }
    writer.close().map_err(failed)?;
    Ok(())
}

fn schema(sheet: &Sheet) -> Schema {
    let mut fields: Vec<Field> = sheet
        .columns
        .iter()
        .map(|(name, class)| {
            let class = match class {
                Type::Text => DataType::Utf8,
                Type::Real => DataType::Float64,
                Type::Whole => DataType::Int64,
                Type::Truth => DataType::Boolean,
            };
            Field::new(name, class, true)
        })
        .collect();
    if sheet.geometries != Geometries::None {
        fields.push(Field::new(GEOMETRY, DataType::Binary, true));
    }
    Schema::new(fields)
}

type SheetRow = (Vec<Value>, Option<Geometry<f64>>);

fn columns(sheet: &Sheet, rows: &[SheetRow]) -> Result<Vec<ArrayRef>> {
    let mut columns: Vec<ArrayRef> = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(at, (_, class))| column(*class, rows.iter().map(|(values, _)| &values[at])))
        .collect();
    if sheet.geometries != Geometries::None {
        let mut wkb = BinaryBuilder::new();
        for (_, geometry) in rows {
            match geometry {
                Some(geometry) => wkb.append_value(
                    geometry
                        .to_wkb(CoordDimensions::xy())
                        .map_err(|e| Error::Geometry(e.to_string()))?,
                ),
                None => wkb.append_null(),
            }
        }
        columns.push(Arc::new(wkb.finish()));
    }
    Ok(columns)
}

fn column<'a>(class: Type, values: impl Iterator<Item = &'a Value>) -> ArrayRef {
    match class {
        Type::Text => {
            let mut column = StringBuilder::new();
            for value in values {
                match value {
                    Value::Null => column.append_null(),
                    Value::Text(text) => column.append_value(text),
                    Value::Real(number) => column.append_value(number.to_string()),
                    Value::Whole(number) => column.append_value(number.to_string()),
                }
            }
            Arc::new(column.finish())
        }
        Type::Real => {
            let mut column = Float64Builder::new();
            for value in values {
                column.append_option(match value {
                    Value::Real(number) => Some(*number),
                    Value::Whole(number) => Some(*number as f64),
                    Value::Null | Value::Text(_) => None,
                });
            }
            Arc::new(column.finish())
        }
        Type::Whole => {
            let mut column = Int64Builder::new();
            for value in values {
                column.append_option(match value {
                    Value::Whole(number) => Some(*number),
                    _ => None,
                });
            }
            Arc::new(column.finish())
        }
        Type::Truth => {
            let mut column = BooleanBuilder::new();
            for value in values {
                column.append_option(match value {
                    Value::Whole(number) => Some(*number != 0),
                    _ => None,
                });
            }
            Arc::new(column.finish())
        }
    }
}

/// The key `geo` of the standard, and what the file says of itself under `anjie`.
fn metadata(sheet: &Sheet) -> Vec<KeyValue> {
    let about: serde_json::Map<String, serde_json::Value> = statements(sheet)
        .into_iter()
        .map(|s| (format!("{} {}", s.zh, s.en), s.value.into()))
        .collect();
    let mut all = vec![KeyValue::new(
        "anjie".to_owned(),
        serde_json::Value::Object(about).to_string(),
    )];
    if sheet.geometries != Geometries::None {
        all.push(KeyValue::new("geo".to_owned(), geo(sheet).to_string()));
    }
    all
}

fn geo(sheet: &Sheet) -> serde_json::Value {
    let geometries = || sheet.rows.iter().filter_map(|(_, g)| g.as_ref());
    let types: BTreeSet<&str> = geometries().map(type_name).collect();
    let bounds = geometries()
        .filter_map(BoundingRect::bounding_rect)
        .reduce(around);
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": types,
        "crs": *CGCS2000,
        "edges": "planar",
    });
    if let Some(b) = bounds {
        column["bbox"] = json!([b.min().x, b.min().y, b.max().x, b.max().y]);
    }
    json!({"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}})
}

fn around(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

const fn type_name(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}
