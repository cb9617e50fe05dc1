//! Features as GeoJSON, written straight into a buffer.

use std::io::Write;

use geo_types::{Coord, Geometry, LineString, Polygon};

use super::crs::Crs;
use crate::collections::{Collection, Column, Row, Source};
use crate::filter::Value;
use crate::views::round;

/// How features are written.
pub(super) struct Writer<'a> {
    /// Their collection.
    pub(super) collection: &'static Collection,
    /// Its name.
    pub(super) name: &'a str,
    /// Where they are read from.
    pub(super) source: Source<'a>,
    /// Columns that are written.
    pub(super) columns: &'a [&'static Column],
    /// Reference system.
    pub(super) crs: Crs,
}

impl Writer<'_> {
    /// Writes a feature, with members of its own after those of every feature.
    ///
    /// # Errors
    /// As the writing of JSON.
    pub(super) fn feature(
        &self,
        out: &mut Vec<u8>,
        row: usize,
        members: &str,
    ) -> serde_json::Result<()> {
        let row = self.collection.row(self.source, row);
        out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
        serde_json::to_writer(&mut *out, row.key().as_ref())?;
        out.extend_from_slice(b",\"geometry\":");
        match row.shape() {
            Some(shape) => self.geometry(out, &shape)?,
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"properties\":");
        self.properties(out, &row)?;
        out.extend_from_slice(members.as_bytes());
        out.push(b'}');
        Ok(())
    }

    fn properties(&self, out: &mut Vec<u8>, row: &Row<'_>) -> serde_json::Result<()> {
        out.push(b'{');
        for (i, column) in self.columns.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            serde_json::to_writer(&mut *out, column.name)?;
            out.push(b':');
            match row.value(column) {
                None => out.extend_from_slice(b"null"),
                Some(Value::Text(text)) => serde_json::to_writer(&mut *out, text.as_ref())?,
                // A number that is not finite is written as null.
                Some(Value::Number(number)) => serde_json::to_writer(&mut *out, &number)?,
                Some(Value::Integer(number)) => serde_json::to_writer(&mut *out, &number)?,
                Some(Value::Bool(is)) => serde_json::to_writer(&mut *out, &is)?,
            }
        }
        out.push(b'}');
        Ok(())
    }

    fn geometry(&self, out: &mut Vec<u8>, shape: &Geometry<f64>) -> serde_json::Result<()> {
        let mut typed = |name: &str, write: &dyn Fn(&mut Vec<u8>) -> serde_json::Result<()>| {
            // Writing into a buffer cannot fail.
            let _ = write!(out, "{{\"type\":\"{name}\",\"coordinates\":");
            write(out)?;
            out.push(b'}');
            Ok(())
        };
        match shape {
            Geometry::Point(p) => typed("Point", &|out| self.position(out, p.0)),
            Geometry::Line(l) => typed("LineString", &|out| {
                list(out, &[l.start, l.end], |out, c| self.position(out, *c))
            }),
            Geometry::LineString(l) => typed("LineString", &|out| self.line(out, l)),
            Geometry::Polygon(p) => typed("Polygon", &|out| self.rings(out, p)),
            Geometry::Rect(r) => typed("Polygon", &|out| self.rings(out, &r.to_polygon())),
            Geometry::Triangle(t) => typed("Polygon", &|out| self.rings(out, &t.to_polygon())),
            Geometry::MultiPoint(m) => typed("MultiPoint", &|out| {
                list(out, &m.0, |out, p| self.position(out, p.0))
            }),
            Geometry::MultiLineString(m) => typed("MultiLineString", &|out| {
                list(out, &m.0, |out, l| self.line(out, l))
            }),
            Geometry::MultiPolygon(m) => typed("MultiPolygon", &|out| {
                list(out, &m.0, |out, p| self.rings(out, p))
            }),
            Geometry::GeometryCollection(all) => {
                out.extend_from_slice(b"{\"type\":\"GeometryCollection\",\"geometries\":");
                list(out, &all.0, |out, g| self.geometry(out, g))?;
                out.push(b'}');
                Ok(())
            }
        }
    }

    fn rings(&self, out: &mut Vec<u8>, polygon: &Polygon<f64>) -> serde_json::Result<()> {
        let rings: Vec<&LineString<f64>> = std::iter::once(polygon.exterior())
            .chain(polygon.interiors())
            .collect();
        list(out, &rings, |out, ring| self.line(out, ring))
    }

    fn line(&self, out: &mut Vec<u8>, line: &LineString<f64>) -> serde_json::Result<()> {
        list(out, &line.0, |out, c| self.position(out, *c))
    }

    fn position(&self, out: &mut Vec<u8>, at: Coord<f64>) -> serde_json::Result<()> {
        let to = self.crs.axes(at, &self.source.city.plane);
        let parts = self.crs.parts();
        serde_json::to_writer(&mut *out, &[round(to.x, parts), round(to.y, parts)])
    }
}

fn list<T>(
    out: &mut Vec<u8>,
    all: &[T],
    write: impl Fn(&mut Vec<u8>, &T) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    out.push(b'[');
    for (i, one) in all.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write(out, one)?;
    }
    out.push(b']');
    Ok(())
}
