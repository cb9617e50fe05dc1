//! Shapes in a filter: WKT in text, GeoJSON in JSON, boxes in both. A third coordinate is read and left out.

use geo::Validation;
use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon, Rect,
};
use serde_json::Value as Json;

use super::FilterError;
use super::error::short;
use super::lexer::Token;
use super::text::Reader;

const NAMES: [&str; 8] = [
    "point",
    "linestring",
    "polygon",
    "multipoint",
    "multilinestring",
    "multipolygon",
    "geometrycollection",
    "bbox",
];

/// Whether a word is the name of a shape.
pub(super) fn is_name(word: &str) -> bool {
    NAMES.iter().any(|n| word.eq_ignore_ascii_case(n))
}

/// Reads a shape from text.
pub(super) fn parse(reader: &mut Reader) -> Result<Geometry<f64>, FilterError> {
    let Token::Word(name) = reader.take() else {
        return Err(reader.wrong("a geometry"));
    };
    for dimension in ["z", "m", "zm"] {
        if reader.word(dimension) {
            break;
        }
    }
    if reader.is_word("empty") {
        return Err(FilterError::Geometry("it is empty".to_owned()));
    }
    reader.need("(")?;
    Ok(match name.to_ascii_lowercase().as_str() {
        "point" => {
            let at = coord(reader)?;
            reader.need(")")?;
            Point(at).into()
        }
        "linestring" => line(reader.list(coord)?)?.into(),
        "polygon" => polygon(reader.list(ring)?)?.into(),
        "multipoint" => MultiPoint(reader.list(|r| {
            let bracket = r.sign("(");
            let at = coord(r)?;
            if bracket {
                r.need(")")?;
            }
            Ok(Point(at))
        })?)
        .into(),
        "multilinestring" => {
            let lines = reader.list(ring)?.into_iter().map(line);
            MultiLineString(lines.collect::<Result<_, _>>()?).into()
        }
        "multipolygon" => MultiPolygon(reader.list(|r| {
            r.need("(")?;
            polygon(r.list(ring)?)
        })?)
        .into(),
        "geometrycollection" => {
            let parts = reader.deeper(|r| r.list(parse))?;
            Geometry::GeometryCollection(GeometryCollection(parts))
        }
        _ => bbox(&reader.list(number)?)?,
    })
}

fn ring(reader: &mut Reader) -> Result<Vec<Coord<f64>>, FilterError> {
    reader.need("(")?;
    reader.list(coord)
}

fn coord(reader: &mut Reader) -> Result<Coord<f64>, FilterError> {
    let (x, y) = (number(reader)?, number(reader)?);
    // Height and measure say nothing to a map.
    for _ in 0..2 {
        if matches!(reader.peek(), Token::Number(_) | Token::Sign("-")) {
            number(reader)?;
        }
    }
    Ok(Coord { x, y })
}

fn number(reader: &mut Reader) -> Result<f64, FilterError> {
    let sign = if reader.sign("-") { -1.0 } else { 1.0 };
    let Token::Number(n) = *reader.peek() else {
        return Err(reader.wrong("a number"));
    };
    reader.take();
    Ok(sign * n)
}

fn line(points: Vec<Coord<f64>>) -> Result<LineString<f64>, FilterError> {
    if points.len() < 2 {
        return Err(FilterError::Geometry(
            "a line has two points and more".to_owned(),
        ));
    }
    Ok(LineString(points))
}

fn polygon(mut rings: Vec<Vec<Coord<f64>>>) -> Result<Polygon<f64>, FilterError> {
    let is_ring = |r: &Vec<Coord<f64>>| r.len() >= 4 && r.first() == r.last();
    if rings.is_empty() || !rings.iter().all(is_ring) {
        return Err(FilterError::Geometry(
            "a ring has four points and more, the last of which is the first".to_owned(),
        ));
    }
    let outer = LineString(rings.remove(0));
    Ok(Polygon::new(
        outer,
        rings.into_iter().map(LineString).collect(),
    ))
}

/// A box of four numbers, or of six with heights.
pub(super) fn bbox(numbers: &[f64]) -> Result<Geometry<f64>, FilterError> {
    let ([w, s, e, n] | [w, s, _, e, n, _]) = *numbers else {
        return Err(FilterError::Geometry(format!(
            "a box has four numbers, or six with heights, not {}",
            numbers.len()
        )));
    };
    if w > e || s > n {
        return Err(FilterError::Geometry(
            "the corners of the box are in the wrong order".to_owned(),
        ));
    }
    let rect = Rect::new(Coord { x: w, y: s }, Coord { x: e, y: n });
    Ok(Geometry::Polygon(rect.to_polygon()))
}

/// Checks a shape in longitude and latitude.
pub(super) fn check(shape: &Geometry<f64>) -> Result<(), FilterError> {
    use geo::CoordsIter;
    let on_globe = |c: Coord<f64>| c.x.abs() <= 180.0 && c.y.abs() <= 90.0;
    if !shape.coords_iter().all(on_globe) {
        return Err(FilterError::Geometry(
            "a coordinate is no longitude and latitude in degrees; longitude comes first, unless filter-crs says otherwise".to_owned(),
        ));
    }
    // A box may be flat: a rectangle without area is a place all the same.
    let is_flat = geo::BoundingRect::bounding_rect(shape)
        .is_some_and(|r| r.width() <= 0.0 || r.height() <= 0.0);
    if is_flat {
        return Ok(());
    }
    let checked = shape.check_validation();
    checked.map_err(|e| FilterError::Geometry(short(&e.to_string())))
}

/// Reads a shape of GeoJSON.
pub(super) fn from_json(json: &Json, depth: usize) -> Result<Geometry<f64>, FilterError> {
    let kind = json["type"].as_str().unwrap_or("");
    if depth == 0 {
        return Err(FilterError::TooDeep);
    }
    let at = &json["coordinates"];
    Ok(match kind {
        "Point" => Point(position(at)?).into(),
        "LineString" => line(each(at, position)?)?.into(),
        "Polygon" => polygon(each(at, |r| each(r, position))?)?.into(),
        "MultiPoint" => MultiPoint(each(at, |p| position(p).map(Point))?).into(),
        "MultiLineString" => MultiLineString(each(at, |l| line(each(l, position)?))?).into(),
        "MultiPolygon" => {
            MultiPolygon(each(at, |p| polygon(each(p, |r| each(r, position))?))?).into()
        }
        "GeometryCollection" => {
            let parts = each(&json["geometries"], |g| from_json(g, depth - 1))?;
            Geometry::GeometryCollection(GeometryCollection(parts))
        }
        other => {
            return Err(FilterError::Geometry(format!(
                "`{}` is no type of GeoJSON",
                short(other)
            )));
        }
    })
}

fn each<T>(
    json: &Json,
    read: impl Fn(&Json) -> Result<T, FilterError>,
) -> Result<Vec<T>, FilterError> {
    let all = json.as_array().filter(|a| !a.is_empty());
    let all = all.ok_or_else(|| {
        FilterError::Geometry("a list of coordinates is missing or empty".to_owned())
    })?;
    all.iter().map(read).collect()
}

fn position(json: &Json) -> Result<Coord<f64>, FilterError> {
    let number = |i: usize| json.get(i).and_then(Json::as_f64);
    match (number(0), number(1)) {
        (Some(x), Some(y)) => Ok(Coord { x, y }),
        _ => Err(FilterError::Geometry(
            "a position is two numbers, longitude first".to_owned(),
        )),
    }
}
