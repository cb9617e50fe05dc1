//! Footprints: where a thing stands, in metres of the plane.
//!
//! A footprint is a set of points, chains and rings, and a radius by which all of it is widened
//! (a round tank is its centre and its radius). Rings enclose area by the even-odd rule, which is
//! right for polygons with holes and for several polygons that do not overlap.

use geo_types::{Coord, Geometry, LineString, Polygon};

use super::plane::Plane;
use crate::error::Error;

/// One chain of a footprint: a point (one vertex), an open chain or a closed ring.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Vertices; a ring repeats its first one at the end.
    pub vertices: Vec<Coord<f64>>,
    /// Whether it bounds an area.
    pub is_ring: bool,
}

/// A footprint in metres.
#[derive(Debug, Clone, PartialEq)]
pub struct Footprint {
    chains: Vec<Chain>,
    radius_m: f64,
    min: Coord<f64>,
    max: Coord<f64>,
}

impl Footprint {
    /// A round thing with `radius_m` about `centre`; a point where the radius is 0.
    pub fn disc(centre: Coord<f64>, radius_m: f64) -> Self {
        Self::new(
            vec![Chain {
                vertices: vec![centre],
                is_ring: false,
            }],
            radius_m,
        )
    }

    /// The footprint of a geometry in degrees, laid into `plane` and widened by `radius_m`
    /// (which is used for points only: an outline is an outline).
    ///
    /// # Errors
    /// [`Error::Projection`] for a coordinate off the globe, [`Error::Input`] for an empty geometry.
    pub fn of(geometry: &Geometry<f64>, plane: &Plane, radius_m: f64) -> Result<Self, Error> {
        let metres = plane.geometry_to_metres(geometry)?;
        let mut chains = Vec::new();
        collect(&metres, &mut chains);
        if chains.is_empty() {
            return Err(Error::Input {
                pointer: "/geometry".into(),
                detail: "the geometry is empty; give at least one coordinate".into(),
            });
        }
        let is_points = chains.iter().all(|c| c.vertices.len() == 1);
        Ok(Self::new(chains, if is_points { radius_m } else { 0.0 }))
    }

    /// A footprint from a geometry that is in metres already.
    #[cfg(test)]
    pub(crate) fn raw(geometry: &Geometry<f64>) -> Self {
        let mut chains = Vec::new();
        collect(geometry, &mut chains);
        Self::new(chains, 0.0)
    }

    fn new(chains: Vec<Chain>, radius_m: f64) -> Self {
        let mut min = Coord {
            x: f64::INFINITY,
            y: f64::INFINITY,
        };
        let mut max = Coord {
            x: f64::NEG_INFINITY,
            y: f64::NEG_INFINITY,
        };
        for c in chains.iter().flat_map(|c| &c.vertices) {
            min = Coord {
                x: min.x.min(c.x),
                y: min.y.min(c.y),
            };
            max = Coord {
                x: max.x.max(c.x),
                y: max.y.max(c.y),
            };
        }
        let min = Coord {
            x: min.x - radius_m,
            y: min.y - radius_m,
        };
        let max = Coord {
            x: max.x + radius_m,
            y: max.y + radius_m,
        };
        Self {
            chains,
            radius_m,
            min,
            max,
        }
    }

    /// Chains, not widened.
    pub fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// Radius by which the chains are widened, m.
    pub const fn radius_m(&self) -> f64 {
        self.radius_m
    }

    /// Lower left and upper right corner of the bounding box.
    pub const fn bounds(&self) -> (Coord<f64>, Coord<f64>) {
        (self.min, self.max)
    }

    /// Centre of the bounding box.
    pub fn centre(&self) -> Coord<f64> {
        Coord {
            x: f64::midpoint(self.min.x, self.max.x),
            y: f64::midpoint(self.min.y, self.max.y),
        }
    }

    /// Whether it is a bare point: no outline and no radius are known.
    pub fn is_point(&self) -> bool {
        self.radius_m <= 0.0 && self.chains.iter().all(|c| c.vertices.len() == 1)
    }

    /// Whether it encloses an area by rings.
    pub fn has_area(&self) -> bool {
        self.chains.iter().any(|c| c.is_ring)
    }

    /// The same footprint moved by a vector in metres.
    #[must_use]
    pub fn moved(&self, dx_m: f64, dy_m: f64) -> Self {
        let shift = |c: &Coord<f64>| Coord {
            x: c.x + dx_m,
            y: c.y + dy_m,
        };
        let chains = self
            .chains
            .iter()
            .map(|c| Chain {
                vertices: c.vertices.iter().map(shift).collect(),
                is_ring: c.is_ring,
            })
            .collect();
        Self::new(chains, self.radius_m)
    }

    /// Whether a point lies in an area that the rings enclose (even-odd rule).
    pub fn covers(&self, p: Coord<f64>) -> bool {
        let mut inside = false;
        for ring in self.chains.iter().filter(|c| c.is_ring) {
            for edge in ring.vertices.windows(2) {
                let (a, b) = (edge[0], edge[1]);
                if (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x
                {
                    inside = !inside;
                }
            }
        }
        inside
    }
}

fn collect(geometry: &Geometry<f64>, out: &mut Vec<Chain>) {
    match geometry {
        Geometry::Point(p) => push(out, &LineString(vec![p.0]), false),
        Geometry::MultiPoint(ps) => ps
            .iter()
            .for_each(|p| push(out, &LineString(vec![p.0]), false)),
        Geometry::Line(l) => push(out, &LineString(vec![l.start, l.end]), false),
        Geometry::LineString(l) => push(out, l, false),
        Geometry::MultiLineString(ls) => ls.iter().for_each(|l| push(out, l, false)),
        Geometry::Polygon(p) => push_polygon(out, p),
        Geometry::MultiPolygon(ps) => ps.iter().for_each(|p| push_polygon(out, p)),
        Geometry::Rect(r) => push_polygon(out, &r.to_polygon()),
        Geometry::Triangle(t) => push_polygon(out, &t.to_polygon()),
        Geometry::GeometryCollection(gs) => gs.iter().for_each(|g| collect(g, out)),
    }
}

fn push_polygon(out: &mut Vec<Chain>, polygon: &Polygon<f64>) {
    push(out, polygon.exterior(), true);
    polygon
        .interiors()
        .iter()
        .for_each(|ring| push(out, ring, true));
}

fn push(out: &mut Vec<Chain>, line: &LineString<f64>, is_ring: bool) {
    if !line.0.is_empty() {
        out.push(Chain {
            vertices: line.0.clone(),
            is_ring: is_ring && line.0.len() > 3,
        });
    }
}
