//! Cutting lines and rings at the edge of the tile's buffer.
//!
//! Where a segment crosses an edge is worked out exactly and rounded once, whichever way the segment runs, so two
//! borders that were one stay one.
//!
//! Sources: I. Sutherland, G. Hodgman, "Reentrant polygon clipping", CACM 17 (1974) 32–42 (rings);
//! the outcodes of D. Cohen and I. Sutherland (lines).

use crate::frame::{HIGH, LOW, Local, holds};

/// The pieces of a line that lie within the buffer, in its direction.
pub(crate) fn line(line: &[Local]) -> Vec<Vec<Local>> {
    let mut pieces: Vec<Vec<Local>> = Vec::new();
    for pair in line.windows(2) {
        let Some((a, b)) = segment(pair[0], pair[1]) else {
            continue;
        };
        match pieces.last_mut() {
            // A piece goes on only where the line itself does: it may leave and come back at the same place.
            Some(piece) if a == pair[0] && piece.last() == Some(&a) => piece.push(b),
            _ => pieces.push(vec![a, b]),
        }
    }
    pieces
}

/// The part of a segment within the buffer, more than a point of it.
fn segment(from: Local, to: Local) -> Option<(Local, Local)> {
    let (mut a, mut b) = (from, to);
    // An end moves to at most one edge in each direction; where rounding sends it to and fro between two edges, the
    // segment passes within half a step of the corner, and there is nothing of it to draw.
    for _ in 0..5 {
        let (code_a, code_b) = (outcode(a), outcode(b));
        if code_a | code_b == 0 {
            return (a != b).then_some((a, b));
        }
        if code_a & code_b != 0 {
            return None;
        }
        let (end, code) = if code_a == 0 {
            (&mut b, code_b)
        } else {
            (&mut a, code_a)
        };
        let side = SIDES[code.trailing_zeros() as usize];
        *end = side.cross(from, to);
    }
    None
}

/// What of a ring lies within the buffer, as one ring, which may run along an edge and back.
pub(crate) fn ring(ring: Vec<Local>) -> Vec<Local> {
    if ring.iter().all(|&p| holds(p)) {
        return ring;
    }
    SIDES.iter().fold(ring, |ring, side| {
        // Few rings cross more than one edge.
        if ring.iter().all(|&p| side.keeps(p)) {
            ring
        } else {
            side.cut(&ring)
        }
    })
}

/// One edge of the buffer.
#[derive(Clone, Copy)]
struct Side {
    /// 0 for a western or eastern edge, 1 for a northern or southern one.
    axis: usize,
    at: i64,
    /// Whether the tile lies on the side of greater coordinates.
    above: bool,
}

const SIDES: [Side; 4] = [
    Side {
        axis: 0,
        at: LOW,
        above: true,
    },
    Side {
        axis: 0,
        at: HIGH,
        above: false,
    },
    Side {
        axis: 1,
        at: LOW,
        above: true,
    },
    Side {
        axis: 1,
        at: HIGH,
        above: false,
    },
];

/// A bit for each side beyond which the place lies.
fn outcode(p: Local) -> u32 {
    (0..)
        .zip(&SIDES)
        .map(|(bit, side)| u32::from(!side.keeps(p)) << bit)
        .sum()
}

impl Side {
    fn keeps(self, p: Local) -> bool {
        if self.above {
            p[self.axis] >= self.at
        } else {
            p[self.axis] <= self.at
        }
    }

    fn cut(self, ring: &[Local]) -> Vec<Local> {
        let mut kept = Vec::with_capacity(ring.len() + 4);
        let Some(&last) = ring.last() else {
            return kept;
        };
        let mut before = last;
        for &p in ring {
            if self.keeps(before) != self.keeps(p) {
                kept.push(self.cross(before, p));
            }
            if self.keeps(p) {
                kept.push(p);
            }
            before = p;
        }
        kept
    }

    /// Where the line through `a` and `b` crosses this side, to the nearest step. They lie on two sides of it, so
    /// they differ along the axis.
    fn cross(self, a: Local, b: Local) -> Local {
        let (u, v) = (self.axis, 1 - self.axis);
        let (a, b) = if a[u] <= b[u] { (a, b) } else { (b, a) };
        let (run, rise) = (i128::from(b[u] - a[u]), i128::from(b[v] - a[v]));
        // Round half up of a[v] + rise · (at − a[u]) / run, in whole numbers.
        let up = (2 * rise * i128::from(self.at - a[u]) + run).div_euclid(2 * run);
        let mut crossing = [self.at; 2];
        crossing[v] = a[v] + i64::try_from(up).expect("no further than the segment is long");
        crossing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two_pieces() {
        let zigzag = [[0, 0], [5000, 0], [5000, 100], [0, 100]];
        assert_eq!(
            line(&zigzag),
            [vec![[0, 0], [HIGH, 0]], vec![[HIGH, 100], [0, 100]]]
        );
    }

    #[test]
    fn a_line_that_turns_back_beyond_the_edge_does_not_join_up_along_it() {
        let there_and_back = [[0, 0], [5000, 0], [0, 0]];
        assert_eq!(line(&there_and_back).len(), 2);
    }

    #[test]
    fn a_line_across_the_tile_is_cut_on_both_sides_and_one_past_the_corner_is_gone() {
        assert_eq!(
            line(&[[-4096, 1000], [8192, 1000]]),
            [vec![[LOW, 1000], [HIGH, 1000]]]
        );
        assert_eq!(
            line(&[[-1000, 4000], [1000, 6000]]),
            Vec::<Vec<Local>>::new()
        );
        assert_eq!(
            line(&[[LOW - 1, LOW], [LOW, LOW - 1]]),
            Vec::<Vec<Local>>::new()
        );
    }

    #[test]
    fn a_ring_round_the_tile_becomes_the_buffer() {
        let far = 1 << 34;
        let mut cut = ring(vec![[-far, -far], [far, -far], [far, far], [-far, far]]);
        cut.sort_unstable();
        assert_eq!(cut, [[LOW, LOW], [LOW, HIGH], [HIGH, LOW], [HIGH, HIGH]]);
    }

    #[test]
    fn a_crossing_is_the_same_from_both_ends() {
        for (a, b) in [
            ([-70, 0], [3, 7]),
            ([-65, 3], [-62, 4]),
            ([-66, 1], [-62, 2]),
        ] {
            assert_eq!(SIDES[0].cross(a, b), SIDES[0].cross(b, a));
        }
    }

    #[test]
    fn a_crossing_is_at_the_nearest_step() {
        assert_eq!(SIDES[0].cross([-66, 0], [-63, 4]), [LOW, 3]);
        assert_eq!(SIDES[0].cross([-66, 0], [-63, -4]), [LOW, -3]);
        assert_eq!(SIDES[0].cross([-66, 0], [-62, 7]), [LOW, 4]);
    }
}
