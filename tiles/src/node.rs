//! Snap rounding: edges that cross are cut where they do, and every cut lies on the grid.
//!
//! A *hot pixel* is the square of one step about each vertex and about each crossing, rounded. An edge is led through
//! the middle of every hot pixel that it meets. What comes out meets at ends only, and no edge moves by more than
//! half a step.
//!
//! Source: J. Hobby, "Practical segment intersection with finite precision output", Computational Geometry 13 (1999)
//! 199–214. The pixel test follows that of the JTS Topology Suite (`HotPixel`).

use std::ops::AddAssign;

use crate::frame::Local;

/// How often a segment is passed from its lower to its higher end, less how often the other way, by the outer ring
/// and by the holes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Passes {
    pub(crate) outer: i32,
    pub(crate) holes: i32,
}

impl AddAssign for Passes {
    fn add_assign(&mut self, other: Self) {
        self.outer += other.outer;
        self.holes += other.holes;
    }
}

impl Passes {
    pub(crate) fn reversed(self) -> Self {
        Self {
            outer: -self.outer,
            holes: -self.holes,
        }
    }
}

/// A segment from `low` to `high`, the lesser place first, that separates something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) low: Local,
    pub(crate) high: Local,
    pub(crate) passes: Passes,
}

/// Edges of rings, each ring with what one pass along it counts.
pub(crate) fn edges<'a>(
    rings: impl Iterator<Item = (&'a [Local], Passes)>,
) -> impl Iterator<Item = Segment> {
    rings.flat_map(|(ring, passes)| {
        let next = ring.iter().cycle().skip(1);
        ring.iter()
            .zip(next)
            .filter_map(move |(&a, &b)| directed(a, b, passes))
    })
}

fn directed(a: Local, b: Local, passes: Passes) -> Option<Segment> {
    let segment = |low, high, passes| Segment { low, high, passes };
    match a.cmp(&b) {
        std::cmp::Ordering::Less => Some(segment(a, b, passes)),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(segment(b, a, passes.reversed())),
    }
}

/// The edges, cut so that they meet at ends only, each segment once. Segments passed as often one way as the other
/// separate nothing and are gone.
pub(crate) fn node(mut edges: Vec<Segment>) -> Vec<Segment> {
    edges.sort_unstable_by_key(|e| (e.low, e.high));
    let hot = hot_pixels(&edges);
    let mut pieces: Vec<Segment> = Vec::with_capacity(edges.len());
    let mut way = Vec::new();
    for edge in &edges {
        way.clear();
        let from = hot.partition_point(|p| p[0] < edge.low[0]);
        let met = hot[from..]
            .iter()
            .take_while(|p| p[0] <= edge.high[0])
            .filter(|&&p| meets_pixel(edge, p));
        way.extend(met.copied());
        let [dx, dy] = minus(edge.high, edge.low);
        way.sort_by_key(|&p| {
            let [x, y] = minus(p, edge.low);
            x * dx + y * dy
        });
        pieces.extend(
            way.windows(2)
                .filter_map(|w| directed(w[0], w[1], edge.passes)),
        );
    }
    pieces.sort_unstable_by_key(|p| (p.low, p.high));
    pieces.dedup_by(|later, kept| {
        let is_same = (later.low, later.high) == (kept.low, kept.high);
        if is_same {
            kept.passes += later.passes;
        }
        is_same
    });
    pieces.retain(|p| p.passes != Passes::default());
    pieces
}

/// Vertices and rounded crossings of edges sorted by their lower ends, in order.
fn hot_pixels(edges: &[Segment]) -> Vec<Local> {
    let mut hot: Vec<Local> = edges.iter().flat_map(|e| [e.low, e.high]).collect();
    for (i, e) in edges.iter().enumerate() {
        let abreast = edges[i + 1..].iter().take_while(|f| f.low[0] <= e.high[0]);
        hot.extend(abreast.filter_map(|f| crossing(e, f)));
    }
    hot.sort_unstable();
    hot.dedup();
    hot
}

fn minus(p: Local, q: Local) -> Local {
    [p[0] - q[0], p[1] - q[1]]
}

/// Twice the area of the triangle; the coordinates are those of a tile, doubled at most.
pub(crate) fn turn(a: Local, b: Local, c: Local) -> i64 {
    let ([ux, uy], [vx, vy]) = (minus(b, a), minus(c, a));
    ux * vy - uy * vx
}

/// Where the insides of two segments cross, to the nearest step, halves up.
fn crossing(e: &Segment, f: &Segment) -> Option<Local> {
    let (c, d) = (turn(e.low, e.high, f.low), turn(e.low, e.high, f.high));
    let (a, b) = (turn(f.low, f.high, e.low), turn(f.low, f.high, e.high));
    if c.signum() * d.signum() >= 0 || a.signum() * b.signum() >= 0 {
        return None;
    }
    let (num, den) = (a.abs(), a.abs() + b.abs());
    let along = |axis: usize| {
        let run = e.high[axis] - e.low[axis];
        e.low[axis] + (2 * run * num + den).div_euclid(2 * den)
    };
    Some([along(0), along(1)])
}

/// Whether an edge meets the square of one step about `p`, of which the sides of greater coordinates are no part.
fn meets_pixel(edge: &Segment, p: Local) -> bool {
    let twice = |q: Local| q.map(|c| 2 * c);
    let (a, b, [x, y]) = (twice(edge.low), twice(edge.high), twice(p));
    let (left, right, top, bottom) = (x - 1, x + 1, y - 1, y + 1);
    if a[0] >= right || b[0] < left || a[1].min(b[1]) >= bottom || a[1].max(b[1]) < top {
        return false;
    }
    if a[0] == b[0] || a[1] == b[1] {
        return true;
    }
    let side = |corner: Local| turn(a, b, corner).signum();
    let rises = a[1] < b[1];
    let low_left = side([left, bottom]);
    if low_left == 0 {
        return !rises;
    }
    let low_right = side([right, bottom]);
    if low_right == 0 {
        return rises;
    }
    if low_left != low_right {
        return true;
    }
    let high_left = side([left, top]);
    if high_left == 0 || high_left != low_left {
        return true;
    }
    let high_right = side([right, top]);
    if high_right == 0 {
        return !rises;
    }
    high_left != high_right
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segment(a: Local, b: Local) -> Segment {
        directed(a, b, Passes { outer: 1, holes: 0 }).unwrap()
    }

    #[test]
    fn a_cross_is_cut_in_its_middle_and_a_double_way_there_and_back_is_gone() {
        let cross = vec![segment([0, 0], [4, 4]), segment([0, 4], [4, 0])];
        let pieces: Vec<_> = node(cross).iter().map(|p| (p.low, p.high)).collect();
        let middle = [2, 2];
        assert_eq!(
            pieces,
            [
                ([0, 0], middle),
                ([0, 4], middle),
                (middle, [4, 0]),
                (middle, [4, 4])
            ]
        );
        assert!(node(vec![segment([0, 0], [3, 1]), segment([3, 1], [0, 0])]).is_empty());
    }

    /// The pixel test by brute force: a place of the edge, in fractions with the run as denominator, in the square.
    fn meets_by_steps(e: &Segment, p: Local) -> bool {
        // The edge enters and leaves the square where it crosses a side; between two neighbouring such places,
        // and at each of them, it is inside or outside throughout.
        let [dx, dy] = minus(e.high, e.low).map(|c| c as f64);
        let at = |t: f64| [e.low[0] as f64 + t * dx, e.low[1] as f64 + t * dy];
        let inside = |t: f64| {
            let [x, y] = at(t);
            let [u, v] = [x - p[0] as f64, y - p[1] as f64];
            (-0.5..0.5).contains(&u) && (-0.5..0.5).contains(&v)
        };
        // Steps of 1/16 and 32: places are exact in binary, but a corner may be cut between two of them.
        (0..=4096).any(|i| inside(f64::from(i) / 4096.0))
    }

    proptest! {
        #[test]
        fn an_edge_meets_the_pixels_that_its_places_lie_in(a in any_place(), b in any_place(), p in any_place()) {
            prop_assume!(a != b);
            let e = segment(a, b);
            // Sampling may miss a corner that is cut between two places, never find one that is not met.
            prop_assert!(!meets_by_steps(&e, p) || meets_pixel(&e, p));
            prop_assert!(meets_pixel(&e, a) && meets_pixel(&e, b));
            let off = turn(e.low, e.high, p).abs() as f64 / (minus(b, a)[0] as f64).hypot(minus(b, a)[1] as f64);
            prop_assert!(!meets_pixel(&e, p) || off <= 0.5_f64.sqrt() + 1e-9);
        }

        #[test]
        fn pieces_meet_at_ends_only(places in prop::collection::vec(any_place(), 3..14)) {
            let ring = [(places.as_slice(), Passes { outer: 1, holes: 0 })];
            let pieces = node(edges(ring.into_iter()).collect());
            for (i, e) in pieces.iter().enumerate() {
                for f in &pieces[i + 1..] {
                    prop_assert_eq!(crossing(e, f), None);
                    for (s, p) in [(e, f.low), (e, f.high), (f, e.low), (f, e.high)] {
                        let is_on = turn(s.low, s.high, p) == 0 && (s.low..=s.high).contains(&p);
                        prop_assert!(!is_on || p == s.low || p == s.high, "{:?} on {:?}", p, s);
                    }
                }
            }
        }
    }

    fn any_place() -> impl Strategy<Value = Local> {
        [0_i64..16, 0_i64..16]
    }
}
