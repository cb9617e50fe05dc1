//! Parquet, with the geometry of GeoParquet: as WKB, or as nested lists of coordinates.
//!
//! Source: GeoParquet 1.1.0, <https://geoparquet.org/releases/v1.1.0/>. A file that names no system is in
//! longitude and latitude of WGS 84 (OGC:CRS84).

use std::collections::BTreeSet;
use std::sync::Arc;

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use ::parquet::file::reader::ChunkReader;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, Schema};
use gdal::spatial_ref::SpatialRef;
use geo_types::Geometry;
use geozero::ToGeo;
use geozero::wkb::Wkb;
use serde_json::Value;

use super::super::table::{Cell, SourceRow, Table};
use super::no_end::{NoEnd, check_dictionaries};
use super::{cells, limits, native};
use crate::crs::Converter;
use crate::layer::Fault;
use crate::{Error, Result};

/// Names of the geometry column in files without metadata.
const GUESSED: &[&str] = &["geometry", "geom", "wkb", "wkb_geometry", "geometry_wkb"];

/// What the metadata say of the geometry.
struct Geo {
    column: String,
    encoding: String,
    declared: Option<Result<Converter>>,
}

/// Reads a Parquet file.
///
/// # Errors
/// [`Error::NotADataset`] where it is damaged, [`Error::TooLarge`].
pub(super) fn read(from: impl ChunkReader + 'static, file: &str) -> Result<Vec<Table>> {
    let damaged = |what: &dyn std::fmt::Display| Error::NotADataset {
        file: file.to_owned(),
        reason: format!("the Parquet file is damaged: {what}"),
    };
    let from = NoEnd::new(from);
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(from.clone()).map_err(|e| damaged(&e))?;
    let schema = builder.schema().clone();
    let metadata = builder.metadata().file_metadata();
    let count = usize::try_from(metadata.num_rows()).unwrap_or(usize::MAX);
    if schema.fields().len() > limits::COLUMNS {
        return Err(limits::too_many_columns(schema.fields().len(), file));
    }
    let geo_text = metadata
        .key_value_metadata()
        .and_then(|all| all.iter().find(|kv| kv.key == "geo"))
        .and_then(|kv| kv.value.clone());
    let geo = match geo_text {
        Some(text) => Some(geo(&text).map_err(|reason| damaged(&reason))?),
        None => guessed(&schema),
    };
    let mut notes = Vec::new();
    let mut plain = Vec::new();
    let mut at_geometry = None;
    for (i, field) in schema.fields().iter().enumerate() {
        if geo.as_ref().is_some_and(|g| g.column == *field.name()) {
            at_geometry = Some(i);
        } else if cells::is_read(field.data_type()) {
            plain.push(i);
        } else {
            notes.push(Fault::new(
                format!(
                    "the column `{}` holds lists or records and was not read",
                    field.name()
                ),
                "",
            ));
        }
    }
    if let (Some(geo), None) = (&geo, at_geometry) {
        return Err(damaged(&format!("it has no column `{}`", geo.column)));
    }
    if plain.is_empty() && at_geometry.is_none() {
        return Err(Error::NotADataset {
            file: file.to_owned(),
            reason: "none of its columns can be read, as they hold lists or records".to_owned(),
        });
    }
    limits::check_table(count, plain.len(), file)?;
    check_dictionaries(&from, builder.metadata()).map_err(|e| damaged(&e))?;
    let wanted: BTreeSet<usize> = plain.iter().copied().chain(at_geometry).collect();
    let mask = ProjectionMask::roots(builder.parquet_schema(), wanted.iter().copied());
    let reader = builder
        .with_projection(mask)
        .build()
        .map_err(|e| damaged(&e))?;
    let columns: Vec<String> = plain
        .iter()
        .map(|i| schema.field(*i).name().clone())
        .collect();
    let mut rows = Vec::new();
    for batch in reader {
        let batch = batch.map_err(|e| damaged(&e))?;
        take(&batch, &columns, geo.as_ref(), &mut rows).map_err(|e| damaged(&e))?;
    }
    Ok(vec![Table {
        file: file.to_owned(),
        part: None,
        columns,
        column_at: Vec::new(),
        has_short_names: false,
        rows,
        has_geometry: geo.is_some(),
        declared: geo.and_then(|g| g.declared).map(Arc::new),
        encoding: None,
        notes,
    }])
}

fn take(
    batch: &RecordBatch,
    columns: &[String],
    geo: Option<&Geo>,
    rows: &mut Vec<SourceRow>,
) -> Result<(), String> {
    let missing = |name: &str| format!("its column `{name}` cannot be read");
    let mut arrays = Vec::with_capacity(columns.len());
    for name in columns {
        let array = batch.column_by_name(name).ok_or_else(|| missing(name))?;
        arrays.push(cells::Column::new(array).map_err(|e| e.to_string())?);
    }
    let geometry = match geo {
        Some(geo) => {
            let array = batch
                .column_by_name(&geo.column)
                .ok_or_else(|| missing(&geo.column))?;
            Some((array, geo.encoding.as_str()))
        }
        None => None,
    };
    for i in 0..batch.num_rows() {
        let cells: Vec<Cell> = arrays.iter().map(|array| array.cell(i)).collect();
        let mut row = SourceRow::new(rows.len() as u64 + 1, cells);
        if let Some((array, encoding)) = geometry {
            row.geometry = geometry_of(array, encoding, i);
        }
        rows.push(row);
    }
    Ok(())
}

/// The metadata of GeoParquet.
fn geo(text: &str) -> Result<Geo, String> {
    let wrong = |what: &str| format!("its `geo` metadata {what}");
    let value: Value = serde_json::from_str(text).map_err(|_| wrong("are no JSON"))?;
    let column = value["primary_column"]
        .as_str()
        .ok_or_else(|| wrong("name no primary column"))?
        .to_owned();
    let about = &value["columns"][&column];
    let encoding = about["encoding"]
        .as_str()
        .unwrap_or("WKB")
        .to_ascii_lowercase();
    let declared = match about.get("crs") {
        // The standard's default: longitude and latitude.
        None => Some(converter("EPSG:4326")),
        // Said to be not known.
        Some(Value::Null) => None,
        Some(crs) => {
            let id = &crs["id"];
            let code = id["code"].as_i64().map(|c| c.to_string());
            let code = code.or_else(|| id["code"].as_str().map(str::to_owned));
            match (id["authority"].as_str(), code) {
                (Some("OGC"), Some(code)) if code == "CRS84" => Some(converter("EPSG:4326")),
                (Some(authority), Some(code)) => Some(converter(&format!("{authority}:{code}"))),
                _ => Some(converter(&crs.to_string())),
            }
        }
    };
    Ok(Geo {
        column,
        encoding,
        declared,
    })
}

fn converter(definition: &str) -> Result<Converter> {
    crate::gdal_errors::to_log();
    Converter::declared(&SpatialRef::from_definition(definition)?)
}

/// A column of binary values with the usual name.
fn guessed(schema: &Schema) -> Option<Geo> {
    let is_binary = |t: &DataType| {
        matches!(
            t,
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView
        )
    };
    let field = schema.fields().iter().find(|f| {
        GUESSED.contains(&f.name().to_ascii_lowercase().as_str()) && is_binary(f.data_type())
    })?;
    Some(Geo {
        column: field.name().clone(),
        encoding: "wkb".to_owned(),
        declared: None,
    })
}

fn geometry_of(array: &ArrayRef, encoding: &str, i: usize) -> Result<Option<Geometry<f64>>, Fault> {
    if array.is_null(i) {
        return Ok(None);
    }
    let unreadable = || {
        Fault::new(
            "is a geometry that cannot be read",
            "write it as points, lines or polygons (WKB) again",
        )
    };
    if encoding != "wkb" {
        return native::geometry(array, encoding, i)
            .ok_or_else(unreadable)
            .map(Some);
    }
    let bytes = match array.data_type() {
        DataType::Binary => array.as_binary::<i32>().value(i),
        DataType::LargeBinary => array.as_binary::<i64>().value(i),
        DataType::BinaryView => array.as_binary_view().value(i),
        _ => return Err(unreadable()),
    };
    if bytes.is_empty() {
        return Ok(None);
    }
    super::wkb::check(bytes).ok_or_else(unreadable)?;
    Wkb(bytes).to_geo().map(Some).map_err(|_| unreadable())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// It says that it has rows by the million, and has lists alone.
    #[test]
    fn rows_of_nothing_take_no_memory() {
        let bytes: &[u8] = include_bytes!("../../../fuzz/corpus/parquet/rows.parquet");
        let error = read(bytes::Bytes::from_static(bytes), "rows.parquet").unwrap_err();
        assert!(error.to_string().contains("none of its columns"), "{error}");
        assert!(error.zh().contains("没有一列可以读取"), "{}", error.zh());
    }

    /// The header of a page speaks of numbers without end, a dictionary of thousands of millions.
    #[test]
    fn a_header_without_end_is_an_error_at_once() {
        for bytes in [
            include_bytes!("../../../fuzz/corpus/parquet/endless.parquet").as_slice(),
            include_bytes!("../../../fuzz/corpus/parquet/slow.parquet").as_slice(),
            include_bytes!("../../../fuzz/corpus/parquet/dictionary.parquet").as_slice(),
        ] {
            let file = bytes::Bytes::from_static(bytes);
            let (sender, done) = std::sync::mpsc::channel();
            std::thread::spawn(move || sender.send(read(file, "endless.parquet").is_err()));
            let is_error = done.recv_timeout(std::time::Duration::from_secs(20));
            assert_eq!(is_error, Ok(true));
        }
    }
}
