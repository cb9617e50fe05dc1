//! Generalisation: from which zoom on does a vertex matter?
//!
//! Lines and rings are cut into arcs at the vertices where borders meet, and each arc is simplified by Douglas and
//! Peucker's rule, always in the same direction. So two districts that share a border drop the same vertices of it,
//! and no crack opens between them. The outcome is one byte a vertex, its *rank*: the first zoom at which leaving it
//! out would move the line by more than [`TOLERANCE`]. A tile of zoom z draws the vertices of rank z and less, which
//! needs no copy of the shape for each zoom.
//!
//! Source: D. Douglas, T. Peucker, "Algorithms for the reduction of the number of points required to represent a
//! digitized line", Cartographica 10 (1973) 112–122. A vertex never ranks before the one whose arc it splits, as in
//! the geojson-vt library, so that the vertices of a zoom are always among those of the next.

use crate::frame::GRID_ZOOM;
use crate::pack::{Pack, Part, Role};
use crate::project::World;

/// How far a line may move, in steps of the tile grid: an eighth of a pixel at 512 pixels a tile.
const TOLERANCE: f64 = 1.0;

/// Rank of a vertex that no zoom needs: it lies on the line between its neighbours.
pub(crate) const NEVER: u8 = u8::MAX;

/// Rank of each vertex of a pack. Points rank 0: they are drawn at every zoom.
pub(crate) fn ranks(pack: &Pack) -> Vec<u8> {
    let mut ranks = vec![0; pack.vertices.len()];
    let meeting = meeting_places(pack);
    let is_meeting = |v: usize| meeting.binary_search(&key(pack.vertices[v])).is_ok();
    let mut arc = Vec::new();
    for part in pack.parts.iter().filter(|p| p.role != Role::Points) {
        ranks[part.range()].fill(NEVER);
        let cuts = cuts(pack, part, is_meeting);
        for (i, &from) in cuts.iter().enumerate() {
            ranks[from] = 0;
            arc.clear();
            if let Some(&to) = cuts.get(i + 1) {
                arc.extend(from..=to);
            } else if part.is_ring() {
                arc.extend((from..part.range().end).chain(part.range().start..=cuts[0]));
            }
            direct(&mut arc, &pack.vertices);
            rank_arc(&arc, &pack.vertices, &mut ranks);
        }
    }
    ranks
}

/// Vertices at which a part is cut into arcs, in ascending order; never none.
fn cuts(pack: &Pack, part: &Part, is_meeting: impl Fn(usize) -> bool) -> Vec<usize> {
    let ends = |v: usize| {
        part.role == Role::Line && (v == part.range().start || v + 1 == part.range().end)
    };
    let mut cuts: Vec<usize> = part.range().filter(|&v| ends(v) || is_meeting(v)).collect();
    if cuts.is_empty() {
        // A ring that meets nothing starts where its place says, not where its list of vertices happens to.
        cuts.extend(part.range().min_by_key(|&v| pack.vertices[v]));
    }
    cuts
}

/// Turns an arc so that it reads the same from whichever side it was taken.
fn direct(arc: &mut [usize], vertices: &[World]) {
    let forward = arc.iter().map(|&v| vertices[v]);
    let backward = arc.iter().rev().map(|&v| vertices[v]);
    if forward.gt(backward) {
        arc.reverse();
    }
}

/// Ranks the vertices between the ends of an arc.
fn rank_arc(arc: &[usize], vertices: &[World], ranks: &mut [u8]) {
    let mut open = vec![(0, arc.len().saturating_sub(1), f64::INFINITY)];
    while let Some((first, last, limit)) = open.pop() {
        let (a, b) = match (arc.get(first), arc.get(last)) {
            (Some(&a), Some(&b)) if last > first + 1 => (vertices[a], vertices[b]),
            _ => continue,
        };
        let (mut split, mut farthest) = (first, 0.0);
        for (at, &v) in arc.iter().enumerate().take(last).skip(first + 1) {
            let d = distance_squared(vertices[v], a, b);
            if d > farthest {
                (split, farthest) = (at, d);
            }
        }
        if split == first {
            continue;
        }
        let reach = limit.min(farthest.sqrt());
        // A vertex of a ring that is also its cut keeps the rank of the cut.
        let rank = &mut ranks[arc[split]];
        *rank = (*rank).min(first_zoom(reach));
        open.push((first, split, reach));
        open.push((split, last, reach));
    }
}

/// First zoom at which a distance in steps of the world grid is more than the tolerance.
fn first_zoom(distance: f64) -> u8 {
    let zoom = f64::from(GRID_ZOOM) - (distance / TOLERANCE).log2();
    // The cast stops at 0 for what is seen even from the first zoom.
    (zoom.floor() + 1.0) as u8
}

/// Square of the distance of `p` from the segment from `a` to `b`.
fn distance_squared(p: World, a: World, b: World) -> f64 {
    let minus = |p: World, q: World| {
        [
            f64::from(p[0]) - f64::from(q[0]),
            f64::from(p[1]) - f64::from(q[1]),
        ]
    };
    let (ab, ap) = (minus(b, a), minus(p, a));
    let length_squared = ab[0] * ab[0] + ab[1] * ab[1];
    let t = if length_squared > 0.0 {
        ((ap[0] * ab[0] + ap[1] * ab[1]) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (dx, dy) = (ap[0] - t * ab[0], ap[1] - t * ab[1]);
    dx * dx + dy * dy
}

/// Places where borders meet or part: those whose neighbours along the lines are not everywhere the same two.
fn meeting_places(pack: &Pack) -> Vec<u64> {
    let mut seen: Vec<(u64, u64)> = Vec::with_capacity(pack.vertices.len());
    for part in pack.parts.iter().filter(|p| p.role != Role::Points) {
        let run = &pack.vertices[part.range()];
        let wrap = |i: usize| part.is_ring().then(|| run[i]);
        for (i, &v) in run.iter().enumerate() {
            let before = i
                .checked_sub(1)
                .map(|b| run[b])
                .or_else(|| wrap(run.len() - 1));
            let after = run.get(i + 1).copied().or_else(|| wrap(0));
            // The end of a line has one neighbour, and counts as a meeting for whatever passes there.
            let (p, q) = (before.map_or(u64::MAX, key), after.map_or(u64::MAX, key));
            seen.push((key(v), mix(p.min(q), p.max(q))));
        }
    }
    seen.sort_unstable();
    seen.dedup();
    let mut meeting: Vec<u64> = seen
        .windows(2)
        .filter(|w| w[0].0 == w[1].0)
        .map(|w| w[0].0)
        .collect();
    meeting.dedup();
    meeting
}

fn key([x, y]: World) -> u64 {
    u64::from(x) << 32 | u64::from(y)
}

/// One number for two, well spread (the finaliser of SplitMix64). Should two pairs ever get the same number, a
/// meeting place is simplified as if it were none.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let mut h = a.rotate_left(17) ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    h = (h ^ (h >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    h ^ (h >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use geo_types::{Geometry, LineString, Polygon};

    use super::*;

    fn ring(points: &[(f64, f64)]) -> Geometry<f64> {
        Polygon::new(LineString::from(points.to_vec()), vec![]).into()
    }

    /// A wavy border from (1, 0) to (1, 2).
    fn border() -> Vec<(f64, f64)> {
        let wave = |i: u32| {
            let t = f64::from(i) / 100.0;
            (
                1.0 + 0.05 * (t * 40.0).sin() + 0.01 * (t * 310.0).cos(),
                2.0 * t,
            )
        };
        let mut border: Vec<_> = (1..100).map(wave).collect();
        border.insert(0, (1.0, 0.0));
        border.push((1.0, 2.0));
        border
    }

    #[test]
    fn neighbours_drop_the_same_vertices_of_their_border() {
        let (mut west, mut east) = (border(), border());
        west.extend([(0.0, 2.0), (0.0, 0.0)]);
        east.reverse();
        east.extend([(2.0, 0.0), (2.0, 2.0)]);
        // The list of the eastern ring starts in the middle of the border.
        east.rotate_left(37);
        let mut pack = Pack::default();
        pack.add(&ring(&west));
        pack.add(&ring(&east));
        let ranks = ranks(&pack);
        let mut by_place: HashMap<World, Vec<u8>> = HashMap::new();
        for (v, r) in pack.vertices.iter().zip(&ranks) {
            by_place.entry(*v).or_default().push(*r);
        }
        let shared: Vec<_> = by_place.values().filter(|r| r.len() > 1).collect();
        assert_eq!(shared.len(), 101);
        assert!(shared.iter().all(|r| r[0] == r[1]));
        let at = |z: u8| ranks.iter().filter(|&&r| r <= z).count();
        assert!(
            at(0) < 30 && at(0) < at(2) && at(2) < at(6),
            "{} {} {}",
            at(0),
            at(2),
            at(6)
        );
    }

    #[test]
    fn of_two_vertices_equally_far_off_neighbours_choose_the_same() {
        // Both bends of the border are equally far from its chord; whichever is taken first ranks before the other.
        let border: [World; 4] = [[1000, 0], [1010, 10], [1010, 30], [1000, 40]];
        let west = border.into_iter().chain([[0, 20]]);
        let east = border.into_iter().rev().chain([[2000, 20]]);
        let ring = |start, end| Part {
            role: Role::Exterior,
            start,
            end,
        };
        let pack = Pack {
            vertices: west.chain(east).collect(),
            parts: vec![ring(0, 5), ring(5, 10)],
            ..Pack::default()
        };
        let ranks = ranks(&pack);
        assert_ne!(ranks[1], ranks[2]);
        assert_eq!(ranks[1..3], [ranks[7], ranks[6]]);
    }

    #[test]
    fn a_dropped_vertex_is_within_the_tolerance_of_the_line_that_is_drawn() {
        let mut pack = Pack::default();
        pack.add(&LineString::from(border()).into());
        let ranks = ranks(&pack);
        for z in 0..=GRID_ZOOM {
            let kept: Vec<World> = (pack.vertices.iter().zip(&ranks))
                .filter(|(_, r)| **r <= z)
                .map(|(v, _)| *v)
                .collect();
            let allowed = TOLERANCE * f64::from(1_u32 << (GRID_ZOOM - z));
            for &v in &pack.vertices {
                let off = kept
                    .windows(2)
                    .map(|s| distance_squared(v, s[0], s[1]).sqrt())
                    .fold(f64::INFINITY, f64::min);
                assert!(off <= allowed * 1.000_001, "zoom {z}: {off} > {allowed}");
            }
        }
    }

    #[test]
    fn a_vertex_on_the_straight_is_never_needed_and_ends_always_are() {
        let mut pack = Pack::default();
        pack.add(&LineString::from(vec![(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]).into());
        assert_eq!(ranks(&pack), [0, NEVER, 0]);
    }

    #[test]
    fn the_first_zoom_is_the_one_at_which_the_distance_is_a_step() {
        assert_eq!(first_zoom(f64::from(1 << 10)), 11);
        assert_eq!(first_zoom(f64::from(1 << 10) * 1.01), 10);
        assert_eq!(first_zoom(1e12), 0);
    }
}
