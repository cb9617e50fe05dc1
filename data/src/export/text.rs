//! GeoJSON (RFC 7946) and CSV.
//!
//! GeoJSON speaks of WGS 84 only; CGCS2000 is equal to it here (module `crs`).

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use geo_types::Geometry;
use geozero::{ToJson, ToWkt};
use serde_json::json;

use super::sheet::{Geometries, Sheet, Type};
use crate::layer::Value;
use crate::{Error, Result};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes GeoJSON, one feature a line.
pub(super) fn geojson(sheet: &Sheet, path: &Path) -> Result<()> {
    let mut out = BufWriter::new(File::create(path).map_err(Error::io(path))?);
    let name = json!(sheet.name);
    write!(
        out,
        "{{\"type\":\"FeatureCollection\",\"name\":{name},\"features\":["
    )
    .map_err(Error::io(path))?;
    for (i, (values, geometry)) in sheet.rows.iter().enumerate() {
        let properties: serde_json::Map<String, serde_json::Value> = sheet
            .columns
            .iter()
            .zip(values)
            .map(|((name, class), value)| (name.clone(), json_value(value, *class)))
            .collect();
        let comma = if i == 0 { "\n" } else { ",\n" };
        let geometry = match geometry {
            Some(g) => g.to_json().map_err(|e| Error::Geometry(e.to_string()))?,
            None => "null".to_owned(),
        };
        let properties = serde_json::Value::Object(properties);
        write!(
            out,
            "{comma}{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}"
        )
        .map_err(Error::io(path))?;
    }
    writeln!(out, "\n]}}").map_err(Error::io(path))?;
    out.flush().map_err(Error::io(path))
}

fn json_value(value: &Value, class: Type) -> serde_json::Value {
    match (value, class) {
        (Value::Null, _) => serde_json::Value::Null,
        (Value::Whole(number), Type::Truth) => json!(*number != 0),
        (Value::Text(text), _) => json!(text),
        (Value::Real(number), _) => json!(number),
        (Value::Whole(number), _) => json!(number),
    }
}

/// Writes CSV for spreadsheets.
pub(super) fn csv(sheet: &Sheet, path: &Path) -> Result<()> {
    let mut out = BufWriter::new(File::create(path).map_err(Error::io(path))?);
    out.write_all(BYTE_ORDER_MARK).map_err(Error::io(path))?;
    let mut writer = csv::Writer::from_writer(out);
    let failed = |e: csv::Error| Error::NotWritten {
        path: path.to_owned(),
        reason: e.to_string(),
    };
    let mut header: Vec<&str> = sheet
        .columns
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    if sheet.geometries != Geometries::None {
        header.extend(["lon", "lat", "wkt"]);
    }
    writer.write_record(&header).map_err(failed)?;
    for (values, geometry) in &sheet.rows {
        let mut record: Vec<String> = values
            .iter()
            .zip(&sheet.columns)
            .map(|(value, (_, class))| cell(value, *class))
            .collect();
        if sheet.geometries != Geometries::None {
            record.extend(place(geometry.as_ref())?);
        }
        writer.write_record(&record).map_err(failed)?;
    }
    writer.flush().map_err(Error::io(path))
}

fn place(geometry: Option<&Geometry<f64>>) -> Result<[String; 3]> {
    let Some(geometry) = geometry else {
        return Ok([const { String::new() }; 3]);
    };
    let wkt = geometry
        .to_wkt()
        .map_err(|e| Error::Geometry(e.to_string()))?;
    Ok(match geometry {
        Geometry::Point(p) => [p.x().to_string(), p.y().to_string(), wkt],
        _ => [String::new(), String::new(), wkt],
    })
}

fn cell(value: &Value, class: Type) -> String {
    match (value, class) {
        (Value::Null, _) => String::new(),
        (Value::Whole(number), Type::Truth) => (*number != 0).to_string(),
        // A spreadsheet would run such a text as a formula; the apostrophe says that it is text, and
        // the importer takes it off again.
        (Value::Text(text), _) if text.starts_with(['=', '+', '-', '@']) => format!("'{text}"),
        (Value::Text(text), _) => text.clone(),
        (Value::Real(number), _) => number.to_string(),
        (Value::Whole(number), _) => number.to_string(),
    }
}
