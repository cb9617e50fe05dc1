//! Rings and lines on the tile grid: what is straight, which way round, what meets.

use crate::frame::Local;
use crate::node::{self, Passes, Segment};

/// Vertices on the tile grid; the last is joined to the first.
pub(crate) type Ring = Vec<Local>;

/// The ring without repeats, spikes and vertices on the straight; empty where nothing of any area is left.
pub(crate) fn tidy(ring: Ring) -> Ring {
    let mut out: Ring = Vec::with_capacity(ring.len());
    for p in ring {
        push_bend(&mut out, p);
    }
    // The seam between last and first, until nothing more gives way.
    loop {
        let n = out.len();
        if n < 3 {
            return Vec::new();
        }
        if out[n - 1] == out[0] || cross(out[n - 2], out[n - 1], out[0]) == 0 {
            out.pop();
        } else if cross(out[n - 1], out[0], out[1]) == 0 {
            out.remove(0);
        } else {
            return out;
        }
    }
}

/// Adds a vertex, dropping those before it that turn out to be no bend.
fn push_bend(out: &mut Ring, p: Local) {
    while let [.., a, b] = out[..] {
        if cross(a, b, p) != 0 {
            break;
        }
        out.pop();
    }
    if out.last() != Some(&p) {
        out.push(p);
    }
}

/// The same line without repeats and without vertices on the straight. A line may double back, so spikes stay.
pub(crate) fn straighten(line: &[Local]) -> Vec<Local> {
    let mut out: Vec<Local> = Vec::with_capacity(line.len());
    for &p in line {
        if out.last() == Some(&p) {
            continue;
        }
        if let [.., a, b] = out[..]
            && cross(a, b, p) == 0
            && dot(a, b, p) > 0
        {
            out.pop();
        }
        out.push(p);
    }
    out
}

/// Twice the area of the triangle, positive where it turns clockwise on the screen (x to the right, y down).
fn cross(a: Local, b: Local, c: Local) -> i128 {
    let wide = |p: i64, q: i64| i128::from(p - q);
    wide(b[0], a[0]) * wide(c[1], b[1]) - wide(b[1], a[1]) * wide(c[0], b[0])
}

/// Positive where the way from `a` by `b` to `c` goes on rather than back.
fn dot(a: Local, b: Local, c: Local) -> i128 {
    let wide = |p: i64, q: i64| i128::from(p - q);
    wide(b[0], a[0]) * wide(c[0], b[0]) + wide(b[1], a[1]) * wide(c[1], b[1])
}

/// Twice the area by the surveyor's formula, positive for a ring that runs clockwise on the screen.
pub(crate) fn area_doubled(ring: &[Local]) -> i128 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(p, q)| i128::from(p[0]) * i128::from(q[1]) - i128::from(q[0]) * i128::from(p[1]))
        .sum()
}

/// The ring in the direction that makes its area positive, or negative.
pub(crate) fn wind(mut ring: Ring, positive: bool) -> Ring {
    if (area_doubled(&ring) > 0) != positive {
        ring.reverse();
    }
    ring
}

/// Whether no two edges of the rings meet but neighbours at their common vertex. The rings are tidy, so neighbours
/// never overlap.
pub(crate) fn is_clear<'a>(rings: impl Iterator<Item = &'a Ring>) -> bool {
    let mut edges: Vec<(Segment, usize, usize, usize)> = Vec::new();
    for (r, ring) in rings.enumerate() {
        let around = [(ring.as_slice(), Passes::default())];
        let ring_edges = node::edges(around.into_iter());
        edges.extend(
            ring_edges
                .enumerate()
                .map(|(i, edge)| (edge, r, i, ring.len())),
        );
    }
    edges.sort_unstable_by_key(|(edge, ..)| edge.low[0]);
    edges.iter().enumerate().all(|(at, &(e, r, i, n))| {
        edges[at + 1..]
            .iter()
            .take_while(|(f, ..)| f.low[0] <= e.high[0])
            .all(|&(f, s, j, _)| {
                let is_neighbour = r == s && (i.abs_diff(j) == 1 || i.abs_diff(j) == n - 1);
                is_neighbour || !touch((e.low, e.high), (f.low, f.high))
            })
    })
}

/// Whether two segments have a point in common.
fn touch((a, b): (Local, Local), (c, d): (Local, Local)) -> bool {
    let apart = |i: usize| a[i].max(b[i]) < c[i].min(d[i]) || c[i].max(d[i]) < a[i].min(b[i]);
    if apart(0) || apart(1) {
        return false;
    }
    let beside = |p: Local, q: Local, r: Local, s: Local| {
        node::turn(p, q, r).signum() * node::turn(p, q, s).signum() > 0
    };
    !beside(a, b, c, d) && !beside(c, d, a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_loses_the_straight_but_not_a_turn_back() {
        assert_eq!(
            straighten(&[[0, 0], [1, 0], [1, 0], [5, 0], [2, 0]]),
            [[0, 0], [5, 0], [2, 0]]
        );
        assert_eq!(straighten(&[[3, 3], [3, 3]]), [[3, 3]]);
    }

    #[test]
    fn rings_that_meet_in_a_place_are_not_clear_of_each_other() {
        let square = |x: i64| vec![[x, 0], [x + 9, 0], [x + 9, 9], [x, 9]];
        let tip = vec![[9, 4], [15, 0], [15, 9]];
        assert!(is_clear([square(0), square(10)].iter()));
        assert!(!is_clear([square(0), square(9)].iter()));
        assert!(!is_clear([square(0), tip].iter()));
    }
}
