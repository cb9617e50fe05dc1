//! Making a polygon valid after it was rounded to the tile grid and cut.
//!
//! Rounding can fold a thin place of a ring onto itself, push a hole over the edge, or leave nothing at all; cutting
//! leaves seams along the edge of the tile; and input may never have been valid. The specification wants rings
//! that do not cross, holes within their polygon, outer rings of positive area and holes of negative area
//! (Mapbox Vector Tile 2.1, §4.3.3.3).
//!
//! What is plainly valid stays as it is; the rest is cut where it meets itself (`node`) and put together anew
//! (`faces`), in whole numbers throughout. A loop that crosses itself keeps all its lobes, whichever way round they
//! run: a danger zone drawn badly is still a danger zone.

use crate::faces::{self, covers};
use crate::frame::Local;
use crate::node::{self, Passes};
use crate::ring::{Ring, is_clear, tidy, wind};

/// One pass of an outer ring, and one of a hole.
const OUTER: Passes = Passes { outer: 1, holes: 0 };
const HOLE: Passes = Passes { outer: 0, holes: 1 };

/// The valid polygons that some polygons, each an outer ring and holes, cover together. In each the outer ring comes
/// first, with positive area, then the holes, with negative area.
pub(crate) fn union(parts: impl Iterator<Item = (Ring, Vec<Ring>)>) -> Vec<Vec<Ring>> {
    let mut covering = 0;
    let mut polygons: Vec<Vec<Ring>> = Vec::new();
    for (exterior, holes) in parts {
        let valid = polygon(exterior, holes);
        covering += usize::from(!valid.is_empty());
        polygons.extend(valid);
    }
    if covering < 2 || are_apart(&polygons) {
        return polygons;
    }
    let rings = polygons
        .iter()
        .flatten()
        .map(|ring| (ring.as_slice(), OUTER));
    faces::polygons(&node::node(node::edges(rings).collect()))
}

/// Whether valid polygons have nothing in common, not even an edge, and none surrounds another.
fn are_apart(polygons: &[Vec<Ring>]) -> bool {
    let outer = |i: usize| &polygons[i][0];
    let boxes: Vec<(Local, Local)> = (0..polygons.len()).map(|i| extent(outer(i))).collect();
    // A look at the boxes first: a feature may have a thousand islands.
    let surrounds = |i: usize, j: usize| {
        let ((low_i, high_i), (low_j, high_j)) = (boxes[i], boxes[j]);
        (0..2).all(|axis| low_i[axis] <= low_j[axis] && high_j[axis] <= high_i[axis])
            && covers(outer(i), outer(j)[0].map(|c| 2 * c))
    };
    is_clear(polygons.iter().flatten())
        && (0..polygons.len()).all(|i| (0..i).all(|j| !surrounds(i, j) && !surrounds(j, i)))
}

/// Least and greatest coordinates of a ring.
fn extent(ring: &Ring) -> (Local, Local) {
    let first = (ring[0], ring[0]);
    ring.iter().fold(first, |(low, high), p| {
        let [x, y] = *p;
        (
            [low[0].min(x), low[1].min(y)],
            [high[0].max(x), high[1].max(y)],
        )
    })
}

/// The valid polygons, if any, that an outer ring and holes enclose.
fn polygon(exterior: Ring, holes: Vec<Ring>) -> Vec<Vec<Ring>> {
    let exterior = tidy(exterior);
    if exterior.is_empty() {
        return Vec::new();
    }
    let mut holes: Vec<Ring> = holes
        .into_iter()
        .map(tidy)
        .filter(|hole| !hole.is_empty())
        .collect();
    let rings = || std::iter::once(&exterior).chain(&holes);
    if !is_clear(rings()) {
        // Holes that overlap must not cancel each other.
        let exterior_first = std::iter::once(exterior);
        let rings: Vec<Ring> = exterior_first
            .chain(holes.into_iter().map(|hole| wind(hole, true)))
            .collect();
        let counts = std::iter::once(OUTER).chain(std::iter::repeat(HOLE));
        let edges = node::edges(rings.iter().map(Vec::as_slice).zip(counts));
        return faces::polygons(&node::node(edges.collect()));
    }
    // Rings that do not meet lie inside or outside each other as any vertex does.
    let lies_in = |hole: &Ring, ring: &Ring| covers(ring, hole[0].map(|c| 2 * c));
    if holes.iter().any(|hole| lies_in(&exterior, hole)) {
        return Vec::new();
    }
    holes.retain(|hole| lies_in(hole, &exterior));
    let is_outermost = |hole: &&Ring| {
        holes
            .iter()
            .all(|other| other == *hole || !lies_in(hole, other))
    };
    let kept: Vec<Ring> = holes.iter().filter(is_outermost).cloned().collect();
    let holes = kept.into_iter().map(|hole| wind(hole, false));
    vec![std::iter::once(wind(exterior, true)).chain(holes).collect()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ring::area_doubled;

    fn square(x: i64, y: i64, side: i64) -> Ring {
        vec![[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
    }

    fn any_ring() -> impl Strategy<Value = Ring> {
        prop::collection::vec([0_i64..120, 0_i64..120], 3..12)
    }

    fn winding(ring: &[Local], [x, y]: [f64; 2]) -> i32 {
        let next = ring.iter().cycle().skip(1);
        let turns = ring.iter().zip(next).map(|(p, q)| {
            let ([px, py], [qx, qy]) = (p.map(|c| c as f64), q.map(|c| c as f64));
            let side = (qx - px) * (y - py) - (x - px) * (qy - py);
            i32::from(py <= y && qy > y && side > 0.0) - i32::from(py > y && qy <= y && side < 0.0)
        });
        turns.sum()
    }

    fn distance(ring: &[Local], [x, y]: [f64; 2]) -> f64 {
        let next = ring.iter().cycle().skip(1);
        let off = ring.iter().zip(next).map(|(p, q)| {
            let ([px, py], [qx, qy]) = (p.map(|c| c as f64), q.map(|c| c as f64));
            let (dx, dy) = (qx - px, qy - py);
            let length_squared = dx * dx + dy * dy;
            let t = (((x - px) * dx + (y - py) * dy) / length_squared.max(1e-9)).clamp(0.0, 1.0);
            (px + t * dx - x).hypot(py + t * dy - y)
        });
        off.fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn what_is_filled_is_what_the_outer_ring_winds_round_and_no_hole_does(
            exterior in any_ring(),
            holes in prop::collection::vec(any_ring(), 0..3),
            places in prop::collection::vec([0.0..120.0, 0.0..120.0], 60),
        ) {
            let drawn = polygon(exterior.clone(), holes.clone());
            let holes: Vec<Ring> = holes.into_iter().map(|hole| wind(tidy(hole), true)).filter(|hole| !hole.is_empty()).collect();
            for place in places {
                let off = holes.iter().chain([&exterior]).map(|r| distance(r, place)).fold(f64::INFINITY, f64::min);
                if off > 0.75 {
                    let want = winding(&exterior, place) != 0 && holes.iter().map(|h| winding(h, place)).sum::<i32>() == 0;
                    let got = drawn.iter().filter(|rings| {
                        rings.iter().map(|r| winding(r, place)).sum::<i32>() == 1
                    }).count();
                    prop_assert_eq!(got, usize::from(want), "{:?} {:?}", place, drawn);
                }
            }
        }
    }

    fn areas(polygons: &[Vec<Ring>]) -> Vec<Vec<i128>> {
        let mut areas: Vec<Vec<i128>> = polygons
            .iter()
            .map(|rings| rings.iter().map(|ring| area_doubled(ring) / 2).collect())
            .collect();
        areas.sort();
        areas
    }

    #[test]
    fn an_anticlockwise_square_is_turned_round() {
        let mut ring = square(0, 0, 10);
        ring.reverse();
        assert_eq!(areas(&polygon(ring, vec![])), [[100]]);
    }

    #[test]
    fn a_hole_runs_the_other_way() {
        assert_eq!(
            areas(&polygon(square(0, 0, 10), vec![square(2, 2, 3)])),
            [[100, -9]]
        );
    }

    #[test]
    fn a_bow_tie_keeps_both_wings() {
        let bow = vec![[0, 0], [10, 10], [10, 0], [0, 10]];
        assert_eq!(areas(&polygon(bow, vec![])), [[25], [25]]);
    }

    #[test]
    fn a_star_drawn_in_one_stroke_has_no_hole_in_its_middle() {
        let star = vec![[0, -100], [59, 81], [-95, -31], [95, -31], [-59, 81]];
        let drawn = polygon(star, vec![]);
        assert_eq!((drawn.len(), drawn[0].len()), (1, 1));
        // Radius 100: ten times the area of a point-and-middle triangle, 112 squares short of 11 226 for rounding.
        assert!(
            (11_000..11_500).contains(&areas(&drawn)[0][0]),
            "{:?}",
            areas(&drawn)
        );
    }

    #[test]
    fn a_hole_over_the_edge_bites_and_one_outside_does_nothing() {
        assert_eq!(
            areas(&polygon(square(0, 0, 10), vec![square(8, 4, 4)])),
            [[92]]
        );
        assert_eq!(
            areas(&polygon(square(0, 0, 10), vec![square(20, 4, 4)])),
            [[100]]
        );
        assert!(polygon(square(0, 0, 10), vec![square(-1, -1, 12)]).is_empty());
    }

    #[test]
    fn what_has_no_area_is_gone() {
        for flat in [
            vec![],
            vec![[1, 1]],
            vec![[0, 0], [5, 5], [9, 9]],
            vec![[0, 0], [5, 0], [0, 0], [0, 5]],
        ] {
            assert!(polygon(flat.clone(), vec![]).is_empty(), "{flat:?}");
        }
    }

    #[test]
    fn a_spike_is_cut_off() {
        let spiked = vec![[0, 0], [10, 0], [30, 0], [10, 0], [10, 10], [0, 10]];
        assert_eq!(areas(&polygon(spiked, vec![])), [[100]]);
    }

    #[test]
    fn a_seam_along_the_edge_opens_into_two_polygon() {
        // A "U" cut at its bend: the seam runs along x = 0 and back.
        let seam = vec![
            [0, 0],
            [10, 0],
            [10, 3],
            [0, 3],
            [0, 7],
            [10, 7],
            [10, 10],
            [0, 10],
        ];
        assert_eq!(areas(&polygon(seam, vec![])), [[30], [30]]);
    }

    #[test]
    fn a_hole_within_a_wing_or_a_hole_stays_or_goes() {
        let bow = vec![[0, 0], [40, 40], [40, 0], [0, 40]];
        assert_eq!(
            areas(&polygon(bow, vec![square(34, 19, 2)])),
            [vec![400], vec![400, -4]]
        );
        let nested = vec![square(2, 2, 6), square(4, 4, 2)];
        assert_eq!(areas(&polygon(square(0, 0, 10), nested)), [[100, -36]]);
    }

    #[test]
    fn polygons_that_overlap_become_one_and_those_apart_stay() {
        let one = |x: i64, y: i64, side: i64| (square(x, y, side), vec![]);
        let cover = |parts: Vec<(Ring, Vec<Ring>)>| areas(&union(parts.into_iter()));
        assert_eq!(cover(vec![one(0, 0, 10), one(5, 0, 10)]), [[150]]);
        assert_eq!(cover(vec![one(0, 0, 10), one(10, 0, 10)]), [[200]]);
        assert_eq!(cover(vec![one(0, 0, 10), one(3, 3, 2)]), [[100]]);
        assert_eq!(cover(vec![one(3, 3, 2), one(0, 0, 10)]), [[100]]);
        assert_eq!(cover(vec![one(0, 0, 10), one(11, 0, 10)]), [[100], [100]]);
    }

    #[test]
    fn an_island_in_a_lake_keeps_its_own_lake() {
        let land = (square(0, 0, 100), vec![square(20, 20, 60)]);
        let island = (square(30, 30, 40), vec![square(40, 40, 20)]);
        let areas = areas(&union([land, island].into_iter()));
        assert_eq!(areas, [[1600, -400], [10_000, -3600]]);
    }
}
