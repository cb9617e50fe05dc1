//! Features as FlatGeobuf and as CSV. Axes are in the order of files: longitude or easting first.

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geo::MapCoords;
use geo_types::Geometry;
use geozero::{ColumnValue, PropertyProcessor, ToWkt};

use super::crs::Crs;
use super::geojson::Writer;
use crate::collections::Row;
use crate::filter::{Kind, Value};
use crate::problem::Problem;
use crate::wanted::Wanted;

/// A row's shape in the reference system of the answer.
fn shape(writer: &Writer<'_>, row: &Row<'_>) -> Option<Geometry<f64>> {
    let plane = &writer.source.city.plane;
    let shape = row.shape()?;
    Some(match writer.crs {
        Crs::Crs84 | Crs::LatLon(_) => shape.into_owned(),
        crs => shape.map_coords(|at| crs.east_north(at, plane)),
    })
}

/// Kind of a shape: those of one kind can stand in one file as if they had several parts each.
const fn dimension(shape: &Geometry<f64>) -> u8 {
    match shape {
        Geometry::Point(_) => 0,
        Geometry::MultiPoint(_) => 1,
        Geometry::Line(_) | Geometry::LineString(_) | Geometry::MultiLineString(_) => 2,
        Geometry::GeometryCollection(_) => 4,
        _ => 3,
    }
}

/// Features as text: identifier, columns, and the shape as WKT.
///
/// # Errors
/// 500 where it cannot be written.
pub(super) fn csv(
    writer: &Writer<'_>,
    rows: &[usize],
    wanted: &Wanted,
) -> Result<Vec<u8>, Problem> {
    let internal = |e: &dyn std::fmt::Display| Problem::internal(&e);
    let mut out = csv::Writer::from_writer(Vec::new());
    let names = writer.columns.iter().map(|c| c.name);
    let head = std::iter::once("fid").chain(names).chain(["geometry_wkt"]);
    out.write_record(head).map_err(|e| internal(&e))?;
    for at in rows {
        wanted.check()?;
        let row = writer.collection.row(writer.source, *at);
        let mut cells = vec![row.key().into_owned()];
        for column in writer.columns {
            cells.push(match row.value(column) {
                None => String::new(),
                Some(Value::Text(text)) => text.into_owned(),
                Some(Value::Number(number)) => number.to_string(),
                Some(Value::Integer(number)) => number.to_string(),
                Some(Value::Bool(is)) => is.to_string(),
            });
        }
        let wkt = shape(writer, &row).map(|s| s.to_wkt()).transpose();
        cells.push(wkt.map_err(|e| internal(&e))?.unwrap_or_default());
        out.write_record(cells).map_err(|e| internal(&e))?;
    }
    out.into_inner().map_err(|e| internal(&e))
}

/// Features as FlatGeobuf with its index. A feature without a shape has no place in such a file and is left out.
///
/// # Errors
/// 500 where it cannot be written.
pub(super) fn flatgeobuf(
    writer: &Writer<'_>,
    rows: &[usize],
    wanted: &Wanted,
) -> Result<Vec<u8>, Problem> {
    let internal = |e: &dyn std::fmt::Display| Problem::internal(&e);
    let all: Vec<(Row<'_>, Geometry<f64>)> = rows
        .iter()
        .map(|at| writer.collection.row(writer.source, *at))
        .filter_map(|row| Some((row, shape(writer, &row)?)))
        .collect();
    let mut dimensions = all.iter().map(|(_, shape)| dimension(shape));
    let first = dimensions.next();
    let options = FgbWriterOptions {
        // A file of one kind of shape says which; one of several says of each.
        detect_type: first.is_none_or(|first| dimensions.all(|d| d == first)),
        crs: FgbCrs {
            org: Some("EPSG"),
            code: i32::try_from(writer.crs.code()).unwrap_or_default(),
            ..FgbCrs::default()
        },
        ..FgbWriterOptions::default()
    };
    let mut file = FgbWriter::create_with_options(writer.name, GeometryType::Unknown, options)
        .map_err(|e| internal(&e))?;
    file.add_column("fid", ColumnType::String, |_, _| {});
    for column in writer.columns {
        let kind = match column.kind {
            Kind::Text => ColumnType::String,
            Kind::Number => ColumnType::Double,
            Kind::Integer => ColumnType::Long,
            Kind::Bool => ColumnType::Bool,
            Kind::Date | Kind::Timestamp => ColumnType::DateTime,
        };
        file.add_column(column.name, kind, |_, _| {});
    }
    for (row, shape) in all {
        wanted.check()?;
        let mut failed = None;
        let added = file.add_feature_geom(shape, |feature| {
            let key = row.key();
            let mut put = |i: usize, name: &str, value: &ColumnValue<'_>| {
                if let Err(error) = feature.property(i, name, value) {
                    failed = Some(error.to_string());
                }
            };
            put(0, "fid", &ColumnValue::String(&key));
            for (i, column) in (1..).zip(writer.columns) {
                match row.value(column) {
                    None => {}
                    Some(Value::Text(text)) if column.kind == Kind::Text => {
                        put(i, column.name, &ColumnValue::String(&text));
                    }
                    Some(Value::Text(text)) => put(i, column.name, &ColumnValue::DateTime(&text)),
                    Some(Value::Number(n)) => put(i, column.name, &ColumnValue::Double(n)),
                    Some(Value::Integer(n)) => put(i, column.name, &ColumnValue::Long(n)),
                    Some(Value::Bool(is)) => put(i, column.name, &ColumnValue::Bool(is)),
                }
            }
        });
        added.map_err(|e| internal(&e))?;
        if let Some(why) = failed {
            return Err(internal(&why));
        }
    }
    let mut out = Vec::new();
    file.write(&mut out).map_err(|e| internal(&e))?;
    Ok(out)
}
