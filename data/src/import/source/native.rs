//! Geometry as nested lists of coordinates (the native encodings of GeoParquet 1.1).
//!
//! ```text
//! point            (x, y)                    as a record of two numbers, or a list of them
//! linestring       [point]
//! polygon          [[point]]                 rings; the first is the outer one
//! multipoint       [point]
//! multilinestring  [[point]]
//! multipolygon     [[[point]]]
//! ```

use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use geo_types::{
    Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};

/// The geometry of a row; `None` where it is of another form than its encoding says.
pub(super) fn geometry(array: &ArrayRef, encoding: &str, i: usize) -> Option<Geometry<f64>> {
    if encoding == "point" {
        return coord(array, i).map(|c| Point(c).into());
    }
    let inner = list(array, i)?;
    match encoding {
        "linestring" => Some(LineString(coords(&inner)?).into()),
        "multipoint" => {
            let points = coords(&inner)?.into_iter().map(Point).collect();
            Some(MultiPoint(points).into())
        }
        "polygon" => polygon(&inner).map(Into::into),
        "multilinestring" => Some(MultiLineString(lines(&inner)?).into()),
        "multipolygon" => {
            let polygons = (0..inner.len()).map(|p| polygon(&list(&inner, p)?));
            Some(MultiPolygon(polygons.collect::<Option<_>>()?).into())
        }
        _ => None,
    }
}

fn list(array: &ArrayRef, i: usize) -> Option<ArrayRef> {
    if array.is_null(i) {
        return None;
    }
    match array.data_type() {
        DataType::List(_) => Some(array.as_list::<i32>().value(i)),
        DataType::LargeList(_) => Some(array.as_list::<i64>().value(i)),
        _ => None,
    }
}

fn coord(array: &ArrayRef, i: usize) -> Option<Coord<f64>> {
    if array.is_null(i) {
        return None;
    }
    if let Some(record) = array.as_struct_opt() {
        let number = |name: &str| {
            let numbers = record
                .column_by_name(name)?
                .as_primitive_opt::<Float64Type>()?;
            (!numbers.is_null(i)).then(|| numbers.value(i))
        };
        return Some(Coord {
            x: number("x")?,
            y: number("y")?,
        });
    }
    let pair = array.as_fixed_size_list_opt()?.value(i);
    let numbers = pair.as_primitive_opt::<Float64Type>()?;
    (numbers.len() >= 2).then(|| Coord {
        x: numbers.value(0),
        y: numbers.value(1),
    })
}

fn coords(array: &ArrayRef) -> Option<Vec<Coord<f64>>> {
    (0..array.len()).map(|i| coord(array, i)).collect()
}

fn lines(array: &ArrayRef) -> Option<Vec<LineString<f64>>> {
    (0..array.len())
        .map(|i| coords(&list(array, i)?).map(LineString))
        .collect()
}

fn polygon(rings: &ArrayRef) -> Option<Polygon<f64>> {
    let mut rings = lines(rings)?.into_iter();
    let outer = rings.next()?;
    Some(Polygon::new(outer, rings.collect()))
}
