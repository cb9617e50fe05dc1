//! Convex shapes in metres, the frames that they are drawn in, and an index that keeps them apart.

use std::collections::BTreeMap;

use geo_types::Coord;

/// A point of the plane, m.
pub(super) type P = Coord<f64>;

pub(super) fn p(x: f64, y: f64) -> P {
    P { x, y }
}

pub(super) fn distance(a: P, b: P) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    (dx * dx + dy * dy).sqrt()
}

pub(super) fn along(a: P, b: P, t: f64) -> P {
    p(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
}

/// A frame turned about its origin: `u` along its front, `v` to the left of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub origin: P,
    cos: f64,
    sin: f64,
}

impl Frame {
    /// A frame whose `u` axis points `angle_rad` anticlockwise from east.
    pub fn new(origin: P, angle_rad: f64) -> Self {
        let (sin, cos) = libm::sincos(angle_rad);
        Self { origin, cos, sin }
    }

    /// The frame whose `u` axis runs from `a` towards `b`.
    pub fn from_to(a: P, b: P) -> Self {
        let length = distance(a, b).max(1e-9);
        Self {
            origin: a,
            cos: (b.x - a.x) / length,
            sin: (b.y - a.y) / length,
        }
    }

    pub fn at(&self, u: f64, v: f64) -> P {
        p(
            self.origin.x + u * self.cos - v * self.sin,
            self.origin.y + u * self.sin + v * self.cos,
        )
    }

    /// The same axes about the local point (u, v).
    pub fn moved(&self, u: f64, v: f64) -> Self {
        Self {
            origin: self.at(u, v),
            ..*self
        }
    }

    /// Local coordinates of a point.
    pub fn local(&self, q: P) -> (f64, f64) {
        let (dx, dy) = (q.x - self.origin.x, q.y - self.origin.y);
        (dx * self.cos + dy * self.sin, dy * self.cos - dx * self.sin)
    }

    /// Corners of a rectangle, anticlockwise.
    pub fn rect(&self, u0: f64, v0: f64, u1: f64, v1: f64) -> Vec<P> {
        vec![
            self.at(u0, v0),
            self.at(u1, v0),
            self.at(u1, v1),
            self.at(u0, v1),
        ]
    }
}

/// Whether a ring of corners (not closed) holds a point; even-odd rule.
pub(super) fn holds(ring: &[P], q: P) -> bool {
    let mut inside = false;
    for (i, &b) in ring.iter().enumerate() {
        let a = ring[(i + ring.len() - 1) % ring.len()];
        if (a.y > q.y) != (b.y > q.y) && q.x < (b.x - a.x) * (q.y - a.y) / (b.y - a.y) + a.x {
            inside = !inside;
        }
    }
    inside
}

fn to_segment(q: P, a: P, b: P) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length2 = dx * dx + dy * dy;
    if length2 <= 0.0 {
        return distance(q, a);
    }
    let t = (((q.x - a.x) * dx + (q.y - a.y) * dy) / length2).clamp(0.0, 1.0);
    distance(q, p(a.x + t * dx, a.y + t * dy))
}

fn cross(o: P, a: P, b: P) -> f64 {
    (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)
}

fn edges(shape: &[P]) -> impl Iterator<Item = (P, P)> + '_ {
    // A segment is its own only edge; a point is an edge of no length.
    let count = if shape.len() > 2 { shape.len() } else { 1 };
    (0..count).map(|i| (shape[i], shape[(i + 1) % shape.len()]))
}

/// Least distance of two shapes, m; 0 where they meet. A shape is a point, a segment or a convex ring.
pub(super) fn gap(a: &[P], b: &[P]) -> f64 {
    if (a.len() > 2 && holds(a, b[0])) || (b.len() > 2 && holds(b, a[0])) {
        return 0.0;
    }
    let mut least = f64::INFINITY;
    for (p1, p2) in edges(a) {
        for (q1, q2) in edges(b) {
            let crosses = cross(q1, q2, p1) * cross(q1, q2, p2) < 0.0
                && cross(p1, p2, q1) * cross(p1, p2, q2) < 0.0;
            if crosses {
                return 0.0;
            }
            let ends = to_segment(p1, q1, q2).min(to_segment(p2, q1, q2));
            least = least
                .min(ends)
                .min(to_segment(q1, p1, p2))
                .min(to_segment(q2, p1, p2));
        }
    }
    least
}

/// Shapes with a mark, found by place.
pub(super) struct Index<M> {
    cell_m: f64,
    cells: BTreeMap<(i32, i32), Vec<usize>>,
    items: Vec<(Vec<P>, M)>,
}

impl<M: Copy> Index<M> {
    pub fn new(cell_m: f64) -> Self {
        Self {
            cell_m,
            cells: BTreeMap::new(),
            items: Vec::new(),
        }
    }

    pub fn insert(&mut self, shape: Vec<P>, mark: M) {
        let number = self.items.len();
        let (low, high) = self.range(&shape, 0.0);
        for i in low.0..=high.0 {
            for j in low.1..=high.1 {
                self.cells.entry((i, j)).or_default().push(number);
            }
        }
        self.items.push((shape, mark));
    }

    fn range(&self, shape: &[P], reach_m: f64) -> ((i32, i32), (i32, i32)) {
        let mut low = p(f64::INFINITY, f64::INFINITY);
        let mut high = p(f64::NEG_INFINITY, f64::NEG_INFINITY);
        for c in shape {
            low = p(low.x.min(c.x), low.y.min(c.y));
            high = p(high.x.max(c.x), high.y.max(c.y));
        }
        let cell = |v: f64| (v / self.cell_m).floor() as i32;
        (
            (cell(low.x - reach_m), cell(low.y - reach_m)),
            (cell(high.x + reach_m), cell(high.y + reach_m)),
        )
    }

    /// Whether every item is at least as far as `required` says for its mark; looks `reach_m` far.
    pub fn is_clear(&self, shape: &[P], reach_m: f64, required: impl Fn(M) -> f64) -> bool {
        let (low, high) = self.range(shape, reach_m);
        for i in low.0..=high.0 {
            for (_, numbers) in self.cells.range((i, low.1)..=(i, high.1)) {
                for &number in numbers {
                    let (other, mark) = &self.items[number];
                    let needed = required(*mark);
                    if needed > 0.0 && gap(shape, other) < needed {
                        return false;
                    }
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_those_of_the_drawing() {
        let frame = Frame::new(p(100.0, 50.0), 0.3);
        let a = frame.rect(0.0, 0.0, 10.0, 10.0);
        let b = frame.rect(13.0, 14.0, 20.0, 20.0);
        assert!((gap(&a, &b) - 5.0).abs() < 1e-9);
        assert!((gap(&b, &a) - 5.0).abs() < 1e-9);
        assert!(
            gap(&a, &frame.rect(2.0, 2.0, 3.0, 3.0)).abs() < f64::EPSILON,
            "inside"
        );
        let line = [frame.at(-5.0, 5.0), frame.at(15.0, 5.0)];
        assert!(gap(&a, &line).abs() < f64::EPSILON, "across");
        let (u, v) = frame.local(frame.at(3.0, -4.0));
        assert!((u - 3.0).abs() < 1e-9 && (v + 4.0).abs() < 1e-9);
    }

    #[test]
    fn the_index_agrees_with_brute_force() {
        let mut stream = super::super::stream::Stream::of(3, "index", 0);
        let mut index = Index::new(50.0);
        let mut all = Vec::new();
        for _ in 0..300 {
            let frame = Frame::new(
                p(stream.between(0.0, 2000.0), stream.between(0.0, 2000.0)),
                stream.between(0.0, 3.0),
            );
            let shape = frame.rect(
                0.0,
                0.0,
                stream.between(1.0, 90.0),
                stream.between(1.0, 40.0),
            );
            let needed = stream.between(0.0, 60.0);
            let brute = all
                .iter()
                .all(|(other, n): &(Vec<P>, f64)| gap(&shape, other) >= *n);
            assert_eq!(index.is_clear(&shape, 60.0, |n: f64| n), brute);
            index.insert(shape.clone(), needed);
            all.push((shape, needed));
        }
    }
}
