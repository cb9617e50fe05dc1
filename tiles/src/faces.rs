//! From segments that meet at ends only to the polygons between them.
//!
//! Each segment is walked both ways, and a walk that always takes the next segment clockwise goes round one *face*. A
//! face is filled where the outer ring winds round it and no hole does. The border between filled and empty faces,
//! walked with the filled side at the left, is the outcome: outer rings get positive area by that, holes negative.
//!
//! "Left" and "clockwise" are those of a page whose y grows upwards.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::frame::Local;
use crate::node::{Passes, Segment, turn};
use crate::ring::{Ring, area_doubled};

/// Polygons of what is filled: in each an outer ring, then its holes. Rings touch themselves nowhere and each other
/// in single places only.
pub(crate) fn polygons(segments: &[Segment]) -> Vec<Vec<Ring>> {
    let map = Walks::new(segments);
    let is_border = map.borders();
    let mut polygons: Vec<Vec<Ring>> = Vec::new();
    let mut free_holes: Vec<Ring> = Vec::new();
    for walk in map.rounds(|w| is_border[w], |w| map.next_where(w, |v| is_border[v])) {
        let rings = split(walk.iter().map(|&w| map.from(w)));
        let (outer, holes): (Vec<Ring>, Vec<Ring>) =
            rings.into_iter().partition(|ring| area_doubled(ring) > 0);
        match outer.into_iter().next() {
            Some(outer) => polygons.push(std::iter::once(outer).chain(holes).collect()),
            None => free_holes.extend(holes),
        }
    }
    polygons.sort_by_key(|rings| area_doubled(&rings[0]));
    for hole in free_holes {
        // No edge of the hole lies on the outer ring, so the middle of one is inside or outside it.
        let middle = [hole[0][0] + hole[1][0], hole[0][1] + hole[1][1]];
        if let Some(home) = polygons.iter_mut().find(|rings| covers(&rings[0], middle)) {
            home.push(hole);
        }
    }
    straighten(&mut polygons);
    polygons.sort();
    polygons
}

/// Drops the vertices on the straight, but for those where another ring touches: a reader that turns the places into
/// floating point would no longer find them on the edge, and take the touch for a crossing.
fn straighten(polygons: &mut [Vec<Ring>]) {
    let mut uses: HashMap<Local, u32> = HashMap::new();
    for &place in polygons.iter().flatten().flatten() {
        *uses.entry(place).or_default() += 1;
    }
    for ring in polygons.iter_mut().flatten() {
        let n = ring.len();
        let bends = |i: usize| turn(ring[(i + n - 1) % n], ring[i], ring[(i + 1) % n]) != 0;
        *ring = (0..n)
            .filter(|&i| bends(i) || uses[&ring[i]] > 1)
            .map(|i| ring[i])
            .collect();
    }
}

/// Whether a ring covers a place that is given doubled and is not on the ring.
pub(crate) fn covers(ring: &[Local], [x, y]: Local) -> bool {
    let twice = |p: Local| p.map(|c| 2 * c);
    let next = ring.iter().cycle().skip(1);
    let hits = ring.iter().zip(next).filter(|&(&a, &b)| {
        let (a, b) = if a <= b {
            (twice(a), twice(b))
        } else {
            (twice(b), twice(a))
        };
        a[0] <= x && x < b[0] && turn(a, b, [x, y]) < 0
    });
    hits.count() % 2 == 1
}

/// A round of places cut into rings that touch themselves nowhere.
fn split(round: impl Iterator<Item = Local>) -> Vec<Ring> {
    let mut rings = Vec::new();
    let mut open: Ring = Vec::new();
    let mut at: HashMap<Local, usize> = HashMap::new();
    for place in round {
        if let Some(&start) = at.get(&place) {
            let ring: Ring = open.drain(start..).collect();
            for p in &ring {
                at.remove(p);
            }
            rings.push(ring);
        }
        at.insert(place, open.len());
        open.push(place);
    }
    rings.push(open);
    rings
}

/// Both walks along each segment, sorted by where they start and then anticlockwise.
struct Walks<'a> {
    segments: &'a [Segment],
    /// Segment of each walk, and whether it goes from the lower end to the higher.
    along: Vec<(usize, bool)>,
    /// For each walk the one the other way.
    back: Vec<usize>,
    /// For each walk the first and the end of those that start at the same place.
    star: Vec<(usize, usize)>,
}

impl<'a> Walks<'a> {
    fn new(segments: &'a [Segment]) -> Self {
        let mut along: Vec<(usize, bool)> = (0..segments.len())
            .flat_map(|s| [(s, true), (s, false)])
            .collect();
        let ends = |&(s, up): &(usize, bool)| ends(&segments[s], up);
        along.sort_unstable_by(|v, w| {
            let ((a, b), (c, d)) = (ends(v), ends(w));
            a.cmp(&c)
                .then_with(|| anticlockwise(minus(b, a), minus(d, c)))
        });
        let mut place = vec![[0; 2]; segments.len()];
        for (w, &(s, up)) in along.iter().enumerate() {
            place[s][usize::from(up)] = w;
        }
        let back = along
            .iter()
            .map(|&(s, up)| place[s][usize::from(!up)])
            .collect();
        let mut star = Vec::with_capacity(along.len());
        for same in along.chunk_by(|v, w| ends(v).0 == ends(w).0) {
            let first = star.len();
            star.extend(std::iter::repeat_n((first, first + same.len()), same.len()));
        }
        Self {
            segments,
            along,
            back,
            star,
        }
    }

    fn from(&self, w: usize) -> Local {
        let (s, up) = self.along[w];
        ends(&self.segments[s], up).0
    }

    /// The walk that goes on from the end of `w`: the first clockwise from the way back that `fits`.
    fn next_where(&self, w: usize, fits: impl Fn(usize) -> bool) -> usize {
        let back = self.back[w];
        let (first, end) = self.star[back];
        let clockwise = (first..back).rev().chain((back..end).rev());
        clockwise.into_iter().find(|&v| fits(v)).unwrap_or(back)
    }

    /// All rounds of walks that count, each walk in one of them.
    fn rounds(
        &self,
        counts: impl Fn(usize) -> bool,
        next: impl Fn(usize) -> usize,
    ) -> Vec<Vec<usize>> {
        let mut is_walked = vec![false; self.along.len()];
        let mut rounds = Vec::new();
        for start in (0..self.along.len()).filter(|&w| counts(w)) {
            let mut round = Vec::new();
            let mut w = start;
            while !is_walked[w] {
                is_walked[w] = true;
                round.push(w);
                w = next(w);
            }
            if !round.is_empty() {
                rounds.push(round);
            }
        }
        rounds
    }

    /// For each walk, whether it has a filled face at its left and an empty one at its right.
    fn borders(&self) -> Vec<bool> {
        let mut is_filled = vec![false; self.along.len()];
        for round in self.rounds(|_| true, |w| self.next_where(w, |_| true)) {
            // A round that is all vertical goes up and down the same segments and encloses nothing.
            let level = round.iter().find(|&&w| self.is_level(w));
            let filled = level.is_some_and(|&w| {
                let around = self.winding_left(w);
                around.outer != 0 && around.holes == 0
            });
            for w in round {
                is_filled[w] = filled;
            }
        }
        (0..self.along.len())
            .map(|w| is_filled[w] && !is_filled[self.back[w]])
            .collect()
    }

    fn is_level(&self, w: usize) -> bool {
        let segment = &self.segments[self.along[w].0];
        segment.low[0] != segment.high[0]
    }

    /// How often rings wind anticlockwise round what is at the left of a walk that is not vertical: a ray from its
    /// middle upwards, and the walk's own segment where its left is below it.
    fn winding_left(&self, w: usize) -> Passes {
        let (s, up) = self.along[w];
        let own = &self.segments[s];
        let middle = [own.low[0] + own.high[0], own.low[1] + own.high[1]];
        let mut winding = if up {
            Passes::default()
        } else {
            own.passes.reversed()
        };
        let before = self.segments.partition_point(|e| 2 * e.low[0] <= middle[0]);
        for (_, e) in self.segments[..before]
            .iter()
            .enumerate()
            .filter(|&(i, _)| i != s)
        {
            let (low, high) = (e.low.map(|c| 2 * c), e.high.map(|c| 2 * c));
            if middle[0] < high[0] && turn(low, high, middle) < 0 {
                winding += e.passes.reversed();
            }
        }
        winding
    }
}

fn ends(segment: &Segment, up: bool) -> (Local, Local) {
    if up {
        (segment.low, segment.high)
    } else {
        (segment.high, segment.low)
    }
}

fn minus(p: Local, q: Local) -> Local {
    [p[0] - q[0], p[1] - q[1]]
}

/// Order of directions, anticlockwise from that of greater x.
fn anticlockwise(p: Local, q: Local) -> Ordering {
    let is_lower_half = |p: Local| p[1] < 0 || p[1] == 0 && p[0] < 0;
    let by_half = is_lower_half(p).cmp(&is_lower_half(q));
    by_half.then_with(|| (p[1] * q[0]).cmp(&(p[0] * q[1])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::{edges, node};

    #[test]
    fn where_a_hole_touches_an_edge_the_edge_has_a_vertex() {
        let outer = vec![[0, 0], [30, 10], [0, 20]];
        // The first vertex of the hole lies on the slanting edge from (0, 0) to (30, 10).
        let hole = vec![[15, 5], [10, 12], [5, 8]];
        let passes = |outer, holes| Passes { outer, holes };
        let rings = [
            (outer.as_slice(), passes(1, 0)),
            (hole.as_slice(), passes(0, 1)),
        ];
        let drawn = polygons(&node(edges(rings.into_iter()).collect()));
        assert_eq!((drawn.len(), drawn[0].len()), (1, 2));
        assert!(drawn[0].iter().all(|ring| ring.contains(&[15, 5])));
        assert_eq!(drawn[0][0].len(), 4);
    }

    #[test]
    fn a_round_that_comes_by_a_place_twice_is_two_rings() {
        let round = [[0, 0], [5, 0], [9, 1], [9, -1], [5, 0], [0, 5]];
        let rings = split(round.into_iter());
        assert_eq!(
            rings,
            [vec![[5, 0], [9, 1], [9, -1]], vec![[0, 0], [5, 0], [0, 5]]]
        );
    }
}
