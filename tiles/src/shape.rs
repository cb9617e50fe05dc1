//! One item of a layer in one tile: generalised, put on the tile grid, cut and made valid.

use crate::clip;
use crate::frame::{Frame, HIGH, Local, holds};
use crate::pack::{Kind, Pack, Part, Role};
use crate::repair;
use crate::ring::{Ring, area_doubled, is_clear, straighten, tidy};

/// What is drawn. Never empty, and within the tile and its buffer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Points, each once, in ascending order.
    Points(Vec<Local>),
    /// Lines of two vertices or more.
    Lines(Vec<Vec<Local>>),
    /// One polygon without holes: an outer ring of positive area.
    Ring(Ring),
    /// Polygons, each an outer ring of positive area and holes of negative area.
    Polygons(Vec<Vec<Ring>>),
}

/// How vertices are chosen for a tile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Detail<'a> {
    /// Rank of each vertex of the pack; those beyond its end are drawn at every zoom.
    pub(crate) ranks: &'a [u8],
    /// Vertices up to this rank are drawn.
    pub(crate) rank: u8,
    /// Whether a line or polygon too small to be seen stays, as small as can be.
    pub(crate) keep_tiny: bool,
}

/// The shape in the tile; `None` where nothing of it is there.
pub(crate) fn shape(
    pack: &Pack,
    kind: Kind,
    parts: &[Part],
    frame: &Frame,
    detail: Detail<'_>,
) -> Option<Shape> {
    let take = |part: &Part| -> Vec<Local> {
        let range = part.range();
        let Some(ranks) = detail.ranks.get(range.clone()) else {
            return pack.vertices[range]
                .iter()
                .map(|&v| frame.vertex(v))
                .collect();
        };
        pack.vertices[range]
            .iter()
            .zip(ranks)
            .filter(|&(_, &rank)| rank <= detail.rank)
            .map(|(&v, _)| frame.vertex(v))
            .collect()
    };
    match kind {
        Kind::Points => points(pack, parts, frame),
        Kind::Polygons
            if let [only] = parts
                && let Some(ring) = plain(take(only)) =>
        {
            Some(Shape::Ring(ring))
        }
        Kind::Lines => lines(parts.iter().map(take), detail.keep_tiny),
        Kind::Polygons => {
            let rings = parts.iter().map(|part| (part.role, take(part)));
            polygons(rings, detail.keep_tiny)
        }
    }
}

/// What lies in the tile of lines or rings that are drawn already, in a larger frame.
pub(crate) fn cut(kind: Kind, paths: Vec<Vec<Local>>) -> Option<Shape> {
    match kind {
        Kind::Points => None,
        Kind::Lines => lines(paths.into_iter(), false),
        Kind::Polygons => {
            let role = |ring: &Ring| match area_doubled(ring) {
                1.. => Role::Exterior,
                _ => Role::Hole,
            };
            polygons(paths.into_iter().map(|ring| (role(&ring), ring)), false)
        }
    }
}

/// A ring that is plainly valid, wound as it should be: what most things on a map are. `None` where it takes a closer
/// look to tell; what is drawn then is the same.
fn plain(mut ring: Ring) -> Option<Ring> {
    if ring.len() < 3 || !ring.iter().all(|&p| holds(p)) {
        return None;
    }
    let n = ring.len();
    let at = |i: usize| ring[if i < n { i } else { i - n }];
    let (mut left, mut right, mut turns) = (0, 0, 0);
    let mut was_east = None;
    for i in 0..n {
        let (a, b, c) = (at(i), at(i + 1), at(i + 2));
        // Within a tile these fit without care.
        let ([ux, uy], [vx, vy]) = ([b[0] - a[0], b[1] - a[1]], [c[0] - b[0], c[1] - b[1]]);
        match (ux * vy - uy * vx).signum() {
            1 => right += 1,
            -1 => left += 1,
            _ => return None,
        }
        if ux != 0 {
            turns += usize::from(was_east.replace(ux > 0).is_some_and(|e| e != (ux > 0)));
        }
    }
    // Round once, always to one side: eastward but once and westward but once.
    let is_convex = (left == 0 || right == 0) && turns <= 2;
    let is_positive = if is_convex {
        left == 0
    } else {
        if !is_clear(std::iter::once(&ring)) {
            return None;
        }
        area_doubled(&ring) > 0
    };
    if !is_positive {
        ring.reverse();
    }
    Some(ring)
}

fn points(pack: &Pack, parts: &[Part], frame: &Frame) -> Option<Shape> {
    let mut points: Vec<Local> = parts
        .iter()
        .flat_map(|part| &pack.vertices[part.range()])
        .map(|&v| frame.point(v))
        .filter(|&p| holds(p))
        .collect();
    points.sort_unstable();
    points.dedup();
    (!points.is_empty()).then_some(Shape::Points(points))
}

fn lines(parts: impl Iterator<Item = Vec<Local>>, keep_tiny: bool) -> Option<Shape> {
    let parts: Vec<Vec<Local>> = parts.map(|part| straighten(&part)).collect();
    let mut drawn: Vec<Vec<Local>> = Vec::new();
    for piece in parts.iter().flat_map(|line| clip::line(line)) {
        // A piece that starts where the last one ended goes on with it: the encoder would lose its start.
        match drawn.last_mut() {
            Some(last) if last.last() == piece.first() => last.extend(piece.into_iter().skip(1)),
            _ => drawn.push(piece),
        }
    }
    let is_seen = || parts.iter().any(|line| line.len() > 1);
    if let Some(p) = anchor(parts.first()).filter(|_| keep_tiny && !is_seen()) {
        drawn.push(vec![p, [p[0] + 1, p[1]]]);
    }
    let drawn: Vec<_> = drawn.iter().map(|line| straighten(line)).collect();
    (!drawn.is_empty()).then_some(Shape::Lines(drawn))
}

fn polygons(rings: impl Iterator<Item = (Role, Vec<Local>)>, keep_tiny: bool) -> Option<Shape> {
    let mut polygons: Vec<Polygon> = Vec::new();
    for (role, ring) in rings {
        match polygons.last_mut() {
            Some(polygon) if role == Role::Hole => polygon.holes.push(ring),
            _ => polygons.push(Polygon {
                exterior: ring,
                holes: Vec::new(),
            }),
        }
    }
    let mut drawn: Vec<Vec<Ring>> = repair::union(polygons.iter().map(Polygon::cut));
    if drawn.is_empty()
        && let Some([x, y]) = anchor(polygons.first().map(|p| &p.exterior))
        && keep_tiny
        && !polygons.iter().any(Polygon::is_seen_elsewhere)
    {
        drawn.push(vec![vec![[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]]]);
    }
    (!drawn.is_empty()).then_some(Shape::Polygons(drawn))
}

/// Corner of what stands for an item of which nothing is seen at this zoom, where the tile holds it. One step is left
/// on the far sides for its size.
fn anchor(first: Option<&Vec<Local>>) -> Option<Local> {
    let p = *first?.first()?;
    holds(p).then(|| p.map(|c| c.min(HIGH - 1)))
}

/// A polygon as it came, on the tile grid but neither cut nor valid.
struct Polygon {
    exterior: Vec<Local>,
    holes: Vec<Vec<Local>>,
}

/// Size up to which a polygon is looked at as a whole, in steps of the tile grid: 64 tiles.
const WIDE: i64 = 1 << 18;

impl Polygon {
    /// What of its rings lies in the tile. On the straight there is nothing to cut, and a ring of no area stays one
    /// wherever it is cut.
    fn cut(&self) -> (Ring, Vec<Ring>) {
        let holes = self.holes.iter().map(|hole| clip::ring(hole.clone()));
        (clip::ring(tidy(self.exterior.clone())), holes.collect())
    }

    /// Whether something of it, of which nothing is drawn here, is seen in another tile of this zoom. A thin band
    /// round a plant may have its outer and its inner edge rounded to the same places.
    fn is_seen_elsewhere(&self) -> bool {
        if self.exterior.iter().all(|&p| holds(p)) {
            return false;
        }
        let from = self.exterior[0];
        let mut vertices = self.exterior.iter().chain(self.holes.iter().flatten());
        let is_wide =
            vertices.any(|p| (p[0] - from[0]).abs() > WIDE || (p[1] - from[1]).abs() > WIDE);
        is_wide
            || !repair::union([(self.exterior.clone(), self.holes.clone())].into_iter()).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_plain_is_drawn_as_a_closer_look_would(
            ring in prop::collection::vec([0_i64..12, 0_i64..12], 3..9),
            is_convex in any::<bool>(),
        ) {
            let ring = if is_convex { hull(ring) } else { ring };
            if let Some(plain) = plain(ring.clone()) {
                let polygon = Polygon { exterior: ring, holes: Vec::new() };
                let looked_at = repair::union(std::iter::once(polygon.cut()));
                prop_assert_eq!(looked_at, vec![vec![plain]]);
            } else {
                prop_assert!(!is_convex || hull(ring).len() < 3);
            }
        }
    }

    /// The convex hull, by Andrew's monotone chain.
    fn hull(mut places: Vec<Local>) -> Vec<Local> {
        places.sort_unstable();
        places.dedup();
        let chain = |places: &mut dyn Iterator<Item = Local>| {
            let mut chain: Vec<Local> = Vec::new();
            for p in places {
                while let [.., a, b] = chain[..]
                    && (b[0] - a[0]) * (p[1] - b[1]) - (b[1] - a[1]) * (p[0] - b[0]) <= 0
                {
                    chain.pop();
                }
                chain.push(p);
            }
            chain.pop();
            chain
        };
        let mut low = chain(&mut places.iter().copied());
        low.extend(chain(&mut places.iter().rev().copied()));
        low
    }

    fn band(corner: Local, side: i64) -> impl Iterator<Item = (Role, Vec<Local>)> {
        let [x, y] = corner;
        let square = vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]];
        [(Role::Exterior, square.clone()), (Role::Hole, square)].into_iter()
    }

    #[test]
    fn a_band_thinner_than_a_step_is_kept_in_the_tile_that_holds_its_start() {
        let step = vec![vec![[10, 10], [11, 10], [11, 11], [10, 11]]];
        assert_eq!(
            polygons(band([10, 10], 9000), true),
            Some(Shape::Polygons(vec![step]))
        );
        assert_eq!(polygons(band([10, 10], 9000), false), None);
        assert_eq!(polygons(band([-100, 10], 9000), true), None);
    }

    #[test]
    fn what_stands_for_a_shape_at_the_far_corner_of_the_buffer_stays_within() {
        let dot = vec![[HIGH, HIGH]];
        let line = vec![[HIGH - 1, HIGH - 1], [HIGH, HIGH - 1]];
        assert_eq!(
            lines([dot.clone()].into_iter(), true),
            Some(Shape::Lines(vec![line]))
        );
        let Some(Shape::Polygons(drawn)) = polygons([(Role::Exterior, dot)].into_iter(), true)
        else {
            panic!("something stands for it");
        };
        assert!(drawn.iter().flatten().flatten().all(|&p| holds(p)));
    }

    #[test]
    fn a_small_part_beside_a_large_one_needs_nothing_to_stand_for_it() {
        let large = vec![[0, 0], [50, 0], [0, 50]];
        let parts = [
            (Role::Exterior, vec![[9, 9]]),
            (Role::Exterior, large.clone()),
        ];
        assert_eq!(
            polygons(parts.into_iter(), true),
            Some(Shape::Polygons(vec![vec![large]]))
        );
    }

    #[test]
    fn nothing_stands_for_a_small_part_whose_large_fellow_is_in_another_tile() {
        let far = |size: i64| vec![[9000, 0], [9000 + size, 0], [9000, size]];
        for size in [50, 2 * WIDE] {
            let parts = [(Role::Exterior, vec![[9, 9]]), (Role::Exterior, far(size))];
            assert_eq!(polygons(parts.into_iter(), true), None);
        }
    }
}
