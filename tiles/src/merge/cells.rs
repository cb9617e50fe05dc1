//! Marks on a grid: 8 by 8 cells, of which some are taken, as lines or polygons.

use crate::project::World;

/// Cells a side of a block.
const SIDE: i32 = 8;

/// Which cells of a block are taken: bit `8 y + x`.
pub(crate) type Mask = u64;

/// The bit of a cell.
pub(crate) fn bit(x: u32, y: u32) -> Mask {
    1 << (y % 8 * 8 + x % 8)
}

/// The same cells on a grid so many times twice as coarse; `block` is which block they are of, in columns and rows of
/// blocks.
pub(crate) fn coarser(mask: Mask, block: [u32; 2], times: u32) -> Mask {
    let mut left = mask;
    let mut out = 0;
    while left != 0 {
        let at = left.trailing_zeros();
        left &= left - 1;
        // Cells of the world are counted in fewer bits than there are.
        let cell = [at % 8, at / 8];
        let [x, y] = [0, 1].map(|i| (block[i].wrapping_mul(8) + cell[i]) >> times);
        out |= bit(x, y);
    }
    out
}

fn is_taken(mask: Mask, x: i32, y: i32) -> bool {
    let inside = |c: i32| (0..SIDE).contains(&c);
    inside(x) && inside(y) && mask >> (y * SIDE + x) & 1 == 1
}

/// A place among the corners of the cells, from 0 to 8 on each axis.
pub(crate) type Corner = [i32; 2];

/// What is taken, as polygons, each an outer ring, clockwise on the screen (y down), and holes the other way. Cells
/// that share but a corner are apart. Rings have bends only and pass each place once.
pub(crate) fn polygons(mask: Mask) -> Vec<Vec<Vec<Corner>>> {
    let mut left = mask;
    let mut polygons = Vec::new();
    while left != 0 {
        let one = connected(mask, left.trailing_zeros());
        left &= !one;
        let mut rings = Vec::new();
        for ring in outlines(one) {
            split(ring, &mut rings);
        }
        rings.sort_by_key(|ring| !is_outer(ring));
        polygons.push(rings);
    }
    polygons
}

/// The taken cells that hang together by edges with one of them, given by its bit.
fn connected(mask: Mask, first: u32) -> Mask {
    const WEST: Mask = 0x0101_0101_0101_0101;
    let mut one: Mask = 1 << first;
    loop {
        let beside = (one & !WEST) >> 1 | (one & !(WEST << 7)) << 1 | one >> 8 | one << 8;
        let more = (one | beside) & mask;
        if more == one {
            return one;
        }
        one = more;
    }
}

/// The outlines of what is taken, kept on the right.
fn outlines(mask: Mask) -> Vec<Vec<Corner>> {
    /// East, south, west, north.
    const STEPS: [Corner; 4] = [[1, 0], [0, 1], [-1, 0], [0, -1]];
    // An edge of the outline starts at a corner and goes one of four ways, with a taken cell on its right.
    let is_edge = |[x, y]: Corner, way: usize| {
        let [right, left]: [Corner; 2] = match way {
            0 => [[x, y], [x, y - 1]],
            1 => [[x - 1, y], [x, y]],
            2 => [[x - 1, y - 1], [x - 1, y]],
            _ => [[x, y - 1], [x - 1, y - 1]],
        };
        is_taken(mask, right[0], right[1]) && !is_taken(mask, left[0], left[1])
    };
    let mut done = [false; 81];
    let slot = |[x, y]: Corner| (y * (SIDE + 1) + x) as usize;
    let mut rings = Vec::new();
    for first in (0..=SIDE).flat_map(|y| (0..=SIDE).map(move |x| [x, y])) {
        // Each ring has an edge to the east.
        if done[slot(first)] || !is_edge(first, 0) {
            continue;
        }
        let (mut ring, mut at, mut way) = (Vec::new(), first, 0);
        loop {
            done[slot(at)] |= way == 0;
            let next = [at[0] + STEPS[way][0], at[1] + STEPS[way][1]];
            let turned = [(way + 1) % 4, way, (way + 3) % 4]
                .into_iter()
                .find(|w| is_edge(next, *w))
                .unwrap_or(way);
            if turned != way {
                ring.push(next);
            }
            (at, way) = (next, turned);
            if (at, way) == (first, 0) {
                break;
            }
        }
        rings.push(ring);
    }
    rings
}

/// A ring that passes a place twice becomes two that touch there.
fn split(ring: Vec<Corner>, rings: &mut Vec<Vec<Corner>>) {
    let mut open: Vec<Corner> = Vec::with_capacity(ring.len());
    for place in ring {
        if let Some(before) = open.iter().position(|p| *p == place) {
            rings.push(open.split_off(before));
        }
        open.push(place);
    }
    rings.push(open);
}

/// The runs of taken cells in each row: first cell, cell after the last, row.
pub(crate) fn runs(mask: Mask) -> Vec<[i32; 3]> {
    let mut runs = Vec::new();
    for y in 0..SIDE {
        let mut from = None;
        for x in 0..=SIDE {
            match (is_taken(mask, x, y), from) {
                (true, None) => from = Some(x),
                (false, Some(first)) => {
                    runs.push([first, x, y]);
                    from = None;
                }
                _ => {}
            }
        }
    }
    runs
}

/// Whether a ring runs round what is taken, not round a hole.
fn is_outer(ring: &[Corner]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let doubled: i32 = ring
        .iter()
        .zip(next)
        .map(|(p, q)| p[0] * q[1] - q[0] * p[1])
        .sum();
    doubled > 0
}

/// A corner as a place of the world; `low` is the block's, `shift` the size of a cell as a power of two. The far edge
/// of the world is its last step.
pub(crate) fn place(low: [u64; 2], shift: u32, [x, y]: Corner) -> World {
    let at = |low: u64, c: i32| u32::try_from(low + ((c as u64) << shift)).unwrap_or(u32::MAX);
    [at(low[0], x), at(low[1], y)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn area(ring: &[Corner]) -> i32 {
        let next = ring.iter().cycle().skip(1);
        let doubled: i32 = ring
            .iter()
            .zip(next)
            .map(|(p, q)| p[0] * q[1] - q[0] * p[1])
            .sum();
        doubled / 2
    }

    #[test]
    fn a_frame_has_a_hole_and_a_touch_of_corners_parts() {
        let mut frame = 0;
        for (x, y) in [
            (0, 0),
            (1, 0),
            (2, 0),
            (0, 1),
            (2, 1),
            (0, 2),
            (1, 2),
            (2, 2),
        ] {
            frame |= bit(x, y);
        }
        let areas = |mask| -> Vec<Vec<i32>> {
            let of_one = |rings: &Vec<Vec<Corner>>| rings.iter().map(|r| area(r)).collect();
            polygons(mask).iter().map(of_one).collect()
        };
        assert_eq!(areas(frame), [vec![9, -1]]);
        assert_eq!(areas(bit(3, 3) | bit(4, 4) | bit(4, 2)), [[1], [1], [1]]);
        // A ring of cells that closes by a corner.
        assert_eq!(areas(frame & !bit(0, 0) & !bit(2, 2)), [[3], [3]]);
        assert_eq!(
            areas(frame & !bit(0, 0) | bit(1, 1) << 2),
            areas(frame & !bit(0, 0) | bit(3, 1))
        );
        assert_eq!(polygons(u64::MAX), [[[[8, 0], [8, 8], [0, 8], [0, 0]]]]);
        assert_eq!(
            runs(bit(1, 2) | bit(2, 2) | bit(7, 7)),
            [[1, 3, 2], [7, 8, 7]]
        );
        assert!(polygons(0).is_empty());
    }

    #[test]
    fn four_cells_become_one() {
        let mask = bit(0, 0) | bit(1, 1) | bit(7, 2);
        assert_eq!(coarser(mask, [6, 5], 0), mask);
        // The block is in the west half of a coarser one, and in the south half.
        assert_eq!(coarser(mask, [6, 5], 1), bit(0, 4) | bit(3, 5));
        assert_eq!(coarser(mask, [6, 5], 2), bit(4, 2) | bit(5, 2));
    }

    proptest! {
        #[test]
        fn polygons_hold_what_is_taken(mask in any::<u64>(), more in any::<u64>()) {
            for mask in [mask, mask & more, mask | more] {
                let polygons = polygons(mask);
                let sum: i32 = polygons.iter().flatten().map(|r| area(r)).sum();
                prop_assert_eq!(sum, mask.count_ones().cast_signed());
                for rings in &polygons {
                    prop_assert!(is_outer(&rings[0]) && rings[1..].iter().all(|r| !is_outer(r)));
                    for ring in rings {
                        let mut places = ring.clone();
                        places.sort_unstable();
                        places.dedup();
                        prop_assert_eq!(places.len(), ring.len());
                    }
                }
                let cells: i32 = runs(mask).iter().map(|[a, b, _]| b - a).sum();
                prop_assert_eq!(cells, mask.count_ones().cast_signed());
            }
        }
    }
}
