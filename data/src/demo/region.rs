//! Areas in metres: whether a point is in one, and which part of a ring is nearer to one point than to another.

use geo::BoundingRect;
use geo_types::{LineString, MultiPolygon, Rect};

use super::DemoError;
use super::shape::{P, along, holds};

/// An area with its box, for the question "is this in it".
pub(super) struct Region {
    rings: Vec<Vec<P>>,
    pub bounds: Rect<f64>,
}

impl Region {
    pub fn new(area: &MultiPolygon<f64>) -> Result<Self, DemoError> {
        let bounds = area.bounding_rect().ok_or(DemoError::NoRoom {
            what: "an empty district",
        })?;
        let ring = |line: &LineString<f64>| line.0[..line.0.len().saturating_sub(1)].to_vec();
        let rings = area
            .iter()
            .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
            .map(ring);
        Ok(Self {
            rings: rings.collect(),
            bounds,
        })
    }

    pub fn holds(&self, q: P) -> bool {
        let b = self.bounds;
        let is_near = q.x >= b.min().x && q.x <= b.max().x && q.y >= b.min().y && q.y <= b.max().y;
        is_near && self.rings.iter().filter(|ring| holds(ring, q)).count() % 2 == 1
    }
}

/// The part of a convex ring that is nearer to `a` than to `b` (Sutherland and Hodgman's clip).
pub(super) fn nearer(ring: &[P], a: P, b: P) -> Vec<P> {
    // Signed: positive on a's side of the bisector.
    let side = |q: P| {
        (b.x - a.x) * (f64::midpoint(a.x, b.x) - q.x)
            + (b.y - a.y) * (f64::midpoint(a.y, b.y) - q.y)
    };
    let mut kept = Vec::with_capacity(ring.len() + 1);
    for (i, &q) in ring.iter().enumerate() {
        let next = ring[(i + 1) % ring.len()];
        let (s, t) = (side(q), side(next));
        if s >= 0.0 {
            kept.push(q);
        }
        if (s >= 0.0) != (t >= 0.0) {
            kept.push(along(q, next, s / (s - t)));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::shape::p;
    use super::*;

    #[test]
    fn the_nearer_half_of_a_square_is_a_half() {
        let square = [p(0.0, 0.0), p(4.0, 0.0), p(4.0, 4.0), p(0.0, 4.0)];
        let half = nearer(&square, p(1.0, 2.0), p(3.0, 2.0));
        assert!(half.iter().all(|q| q.x <= 2.0 + 1e-12) && half.len() == 4);
        assert!(nearer(&square, p(9.0, 2.0), p(3.0, 2.0)).is_empty());
    }
}
