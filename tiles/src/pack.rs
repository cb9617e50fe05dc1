//! Shapes in a few flat arrays.
//!
//! A feature becomes one *item* for each kind of shape in it (nearly always one), an item a run of *parts* (points,
//! lines, rings), a part a run of vertices on the world grid.

use std::ops::Range;

use geo_types::{Coord, Geometry, LineString, Polygon};

use crate::boxes::{Bounds, EMPTY, join};
use crate::project::{Projection, World};

/// Kind of a shape, in the order in which a mixed feature is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Polygons,
    Lines,
    Points,
}

/// What a part is within its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// All points of the item.
    Points,
    /// A line.
    Line,
    /// The outer ring of a polygon.
    Exterior,
    /// A hole in the polygon before it.
    Hole,
}

/// A run of vertices. Rings do not repeat their first vertex at the end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub(crate) role: Role,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Part {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn is_ring(&self) -> bool {
        matches!(self.role, Role::Exterior | Role::Hole)
    }
}

/// The shapes of all features of a layer.
#[derive(Debug, Default)]
pub(crate) struct Pack {
    pub(crate) vertices: Vec<World>,
    pub(crate) parts: Vec<Part>,
    /// Points, lines and polygons that were left out since a coordinate of theirs is no place.
    pub(crate) skipped: usize,
    pub(crate) projection: Projection,
}

/// One kind of shape of one feature: its parts and the box round them.
#[derive(Debug)]
pub(crate) struct Packed {
    pub(crate) kind: Kind,
    pub(crate) parts: Range<u32>,
    pub(crate) bounds: Bounds,
}

impl Pack {
    /// Takes the shapes of one feature in, at most one of each kind.
    pub(crate) fn add(&mut self, geometry: &Geometry<f64>) -> Vec<Packed> {
        let mut flat = Flat::default();
        flat.sort(geometry);
        [
            self.item(Kind::Polygons, |pack| {
                for polygon in &flat.polygons {
                    pack.polygon(polygon);
                }
            }),
            self.item(Kind::Lines, |pack| {
                for line in &flat.lines {
                    pack.line(line);
                }
            }),
            self.item(Kind::Points, |pack| pack.points(&flat.points)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The same shapes in another projection, to a step of its grid.
    pub(crate) fn reprojected(&self, projection: Projection) -> Self {
        let moved = |v: &World| {
            let place = self.projection.lon_lat(*v);
            projection.project(place).unwrap_or(*v)
        };
        Self {
            vertices: self.vertices.iter().map(moved).collect(),
            parts: self.parts.clone(),
            skipped: self.skipped,
            projection,
        }
    }

    /// Makes the last vertices, so many, a part.
    pub(crate) fn close(&mut self, role: Role, len: usize) {
        self.close_part(role, self.vertices.len() - len);
    }

    /// What `fill` adds, as one item; `None` where it adds nothing.
    fn item(&mut self, kind: Kind, fill: impl FnOnce(&mut Self)) -> Option<Packed> {
        let first_part = self.parts.len();
        fill(self);
        if self.parts.len() == first_part {
            return None;
        }
        let parts = index(first_part)..index(self.parts.len());
        Some(Packed {
            kind,
            bounds: self.bounds(&parts),
            parts,
        })
    }

    /// The box round some parts, which follow each other.
    pub(crate) fn bounds(&self, parts: &Range<u32>) -> Bounds {
        let parts = &self.parts[parts.start as usize..parts.end as usize];
        let vertices = parts.iter().flat_map(|p| &self.vertices[p.range()]);
        vertices.fold(EMPTY, |b, &[x, y]| join(b, [x, y, x, y]))
    }

    fn points(&mut self, points: &[Coord<f64>]) {
        let start = self.vertices.len();
        let places = points
            .iter()
            .filter_map(|c| self.projection.project([c.x, c.y]));
        self.vertices.extend(places);
        self.skipped += points.len() - (self.vertices.len() - start);
        if self.vertices.len() > start {
            self.close_part(Role::Points, start);
        }
    }

    fn line(&mut self, line: &LineString<f64>) {
        let start = self.vertices.len();
        match self.push(line) {
            Some(()) if self.vertices.len() > start => self.close_part(Role::Line, start),
            Some(()) => {}
            None => self.skipped += 1,
        }
    }

    /// A polygon with one bad vertex is left out as a whole: without the vertex it would be another polygon.
    fn polygon(&mut self, polygon: &Polygon<f64>) {
        let (first_part, first_vertex) = (self.parts.len(), self.vertices.len());
        let exterior = std::iter::once((Role::Exterior, polygon.exterior()));
        let holes = polygon.interiors().iter().map(|ring| (Role::Hole, ring));
        for (role, ring) in exterior.chain(holes) {
            let start = self.vertices.len();
            if self.push(ring).is_none() {
                self.parts.truncate(first_part);
                self.vertices.truncate(first_vertex);
                self.skipped += 1;
                return;
            }
            while self.vertices.len() > start + 1
                && self.vertices[start..].first() == self.vertices.last()
            {
                self.vertices.pop();
            }
            if self.vertices.len() > start {
                self.close_part(role, start);
            } else if role == Role::Exterior {
                return;
            }
        }
    }

    /// Adds vertices, without repeats; `None`, and nothing added, where one is no place.
    fn push(&mut self, line: &LineString<f64>) -> Option<()> {
        let start = self.vertices.len();
        for c in &line.0 {
            let Some(world) = self.projection.project([c.x, c.y]) else {
                self.vertices.truncate(start);
                return None;
            };
            if self.vertices[start..].last() != Some(&world) {
                self.vertices.push(world);
            }
        }
        Some(())
    }

    fn close_part(&mut self, role: Role, start: usize) {
        self.parts.push(Part {
            role,
            start: index(start),
            end: index(self.vertices.len()),
        });
    }
}

fn index(i: usize) -> u32 {
    u32::try_from(i).expect("fewer than 2^32 vertices in a layer, 32 GiB of them")
}

/// The simple shapes in a geometry, by kind.
#[derive(Default)]
struct Flat {
    points: Vec<Coord<f64>>,
    lines: Vec<LineString<f64>>,
    polygons: Vec<Polygon<f64>>,
}

impl Flat {
    fn sort(&mut self, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Point(p) => self.points.push(p.0),
            Geometry::MultiPoint(m) => self.points.extend(m.iter().map(|p| p.0)),
            Geometry::Line(l) => self.lines.push(LineString(vec![l.start, l.end])),
            Geometry::LineString(l) => self.lines.push(l.clone()),
            Geometry::MultiLineString(m) => self.lines.extend(m.iter().cloned()),
            Geometry::Polygon(p) => self.polygons.push(p.clone()),
            Geometry::MultiPolygon(m) => self.polygons.extend(m.iter().cloned()),
            Geometry::Rect(r) => self.polygons.push(r.to_polygon()),
            Geometry::Triangle(t) => self.polygons.push(t.to_polygon()),
            Geometry::GeometryCollection(c) => c.iter().for_each(|g| self.sort(g)),
        }
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{GeometryCollection, MultiPoint, line_string, point, polygon};

    use super::*;

    #[test]
    fn a_ring_loses_its_last_vertex_and_repeats() {
        let mut pack = Pack::default();
        let square = polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.), (x: 0., y: 0.)];
        let items = pack.add(&square.into());
        assert_eq!(items.len(), 1);
        assert_eq!(pack.vertices.len(), 3);
    }

    #[test]
    fn a_mixed_feature_is_one_item_a_kind() {
        let mut pack = Pack::default();
        let mixed = GeometryCollection(vec![
            point! { x: 3.0, y: 3.0 }.into(),
            line_string![(x: 0., y: 0.), (x: 1., y: 0.)].into(),
            point! { x: 4.0, y: 3.0 }.into(),
        ]);
        let kinds: Vec<_> = pack
            .add(&Geometry::GeometryCollection(mixed))
            .into_iter()
            .map(|i| i.kind)
            .collect();
        assert_eq!(kinds, [Kind::Lines, Kind::Points]);
        assert_eq!(pack.parts.len(), 2);
    }

    #[test]
    fn what_has_no_place_is_counted_and_the_rest_kept() {
        let mut pack = Pack::default();
        let points = MultiPoint::from(vec![(1.0, 1.0), (f64::NAN, 1.0), (2.0, 2.0), (31.0, 119.0)]);
        assert_eq!(pack.add(&points.into()).len(), 1);
        assert_eq!((pack.vertices.len(), pack.skipped), (2, 2));
        let bad = polygon!(
            exterior: [(x: 0., y: 0.), (x: 9., y: 0.), (x: 9., y: 9.)],
            interiors: [[(x: 5., y: 1.), (x: 6., y: f64::INFINITY), (x: 6., y: 2.)]],
        );
        assert!(pack.add(&bad.into()).is_empty());
        assert_eq!(
            (pack.vertices.len(), pack.parts.len(), pack.skipped),
            (2, 1, 3)
        );
    }
}
