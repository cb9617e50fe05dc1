//! The command stream of a feature (Mapbox Vector Tile 2.1, §4.3), checked word by word.

/// A place on the tile grid.
pub type Place = [i64; 2];

/// A ring, its first vertex not repeated at the end.
pub type Ring = Vec<Place>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Points(Vec<Place>),
    Lines(Vec<Vec<Place>>),
    /// Each an outer ring and its holes.
    Polygons(Vec<Vec<Ring>>),
}

/// Reads the commands of a feature of the type.
///
/// # Panics
/// On any fault.
pub fn read(kind: u64, commands: &[u32]) -> Shape {
    let mut cursor = Cursor {
        words: commands,
        at: [0, 0],
    };
    let shape = match kind {
        1 => Shape::Points(cursor.moves(None)),
        2 => Shape::Lines(std::iter::from_fn(|| cursor.line()).collect()),
        3 => Shape::Polygons(polygons(std::iter::from_fn(|| cursor.ring()).collect())),
        _ => panic!("geometry type {kind}"),
    };
    assert!(cursor.words.is_empty(), "words after the last command");
    shape
}

struct Cursor<'a> {
    words: &'a [u32],
    at: Place,
}

impl Cursor<'_> {
    fn word(&mut self) -> u32 {
        let (&word, rest) = self.words.split_first().expect("a word is missing");
        self.words = rest;
        word
    }

    fn command(&mut self, id: u32) -> usize {
        let word = self.word();
        assert_eq!(word & 7, id, "command");
        (word >> 3) as usize
    }

    fn step(&mut self) -> Place {
        for axis in 0..2 {
            let word = i64::from(self.word());
            self.at[axis] += (word >> 1) ^ -(word & 1);
            assert!(
                (-64..=4160).contains(&self.at[axis]),
                "{:?} is beyond the buffer",
                self.at
            );
        }
        self.at
    }

    fn moves(&mut self, count: Option<usize>) -> Vec<Place> {
        let n = self.command(1);
        assert!(n > 0 && count.is_none_or(|c| c == n), "MoveTo of {n}");
        (0..n).map(|_| self.step()).collect()
    }

    fn path(&mut self, least: usize) -> Option<Vec<Place>> {
        if self.words.is_empty() {
            return None;
        }
        let mut path = self.moves(Some(1));
        let n = self.command(2);
        assert!(n >= least, "LineTo of {n}");
        for _ in 0..n {
            let p = self.step();
            assert_ne!(path.last(), Some(&p), "a step of length nought");
            path.push(p);
        }
        Some(path)
    }

    fn line(&mut self) -> Option<Vec<Place>> {
        self.path(1)
    }

    fn ring(&mut self) -> Option<Ring> {
        let ring = self.path(2)?;
        assert_eq!(self.command(7), 1, "count of ClosePath");
        assert_ne!(
            ring.first(),
            ring.last(),
            "a ring that ends where it starts"
        );
        Some(ring)
    }
}

fn polygons(rings: Vec<Ring>) -> Vec<Vec<Ring>> {
    let mut polygons: Vec<Vec<Ring>> = Vec::new();
    for ring in rings {
        let area = area_doubled(&ring);
        assert_ne!(area, 0, "a ring without area");
        if area > 0 {
            polygons.push(vec![ring]);
        } else {
            polygons
                .last_mut()
                .expect("the first ring is an outer one")
                .push(ring);
        }
    }
    check_polygons(&polygons);
    polygons
}

/// No ring meets itself and no two edges cross, holes lie within their outer ring and outside each other, polygons
/// outside each other. Rings may touch each other in points, on a slanting edge at a vertex of it only: floating point
/// would take the touch for a crossing.
fn check_polygons(polygons: &[Vec<Ring>]) {
    let edges: Vec<((usize, usize, usize), Place, Place)> = (0..)
        .zip(polygons.iter().flatten())
        .flat_map(|(r, ring)| {
            (0..ring.len()).map(move |i| ((r, i, ring.len()), ring[i], ring[(i + 1) % ring.len()]))
        })
        .collect();
    for (at, &((r, i, n), a, b)) in edges.iter().enumerate() {
        for &((s, j, _), c, d) in &edges[at + 1..] {
            let is_neighbour = r == s && (j == i + 1 || i == 0 && j == n - 1);
            let is_bad = cross(a, b, c, d)
                || r == s && !is_neighbour && touch(a, b, c, d)
                || r != s && touch_on_a_slant(a, b, c, d);
            assert!(!is_bad, "{a:?}–{b:?} and {c:?}–{d:?} meet in {polygons:?}");
        }
    }
    // With no crossing, one point inside a ring tells on which side of another ring the whole of it lies.
    let fills =
        |rings: &[Ring], p: [f64; 2]| rings.iter().filter(|ring| covers(ring, p)).count() == 1;
    for (k, rings) in polygons.iter().enumerate() {
        for (i, hole) in rings.iter().enumerate().skip(1) {
            let inside = inner_point(hole);
            assert!(
                covers(&rings[0], inside),
                "a hole outside its polygon: {rings:?}"
            );
            for (j, other) in rings.iter().enumerate().skip(1) {
                assert!(
                    i == j || !covers(other, inside),
                    "a hole in a hole: {rings:?}"
                );
            }
        }
        for (l, other) in polygons.iter().enumerate() {
            // Just inside the outer ring, so not in a hole that another polygon lies in.
            let inside = inner_point(&rings[0]);
            let is_in_both = l != k && fills(rings, inside) && fills(other, inside);
            assert!(!is_in_both, "polygons that overlap: {polygons:?}");
        }
    }
}

/// Whether an end of one segment lies within the other, and that is neither level nor upright.
fn touch_on_a_slant(a: Place, b: Place, c: Place, d: Place) -> bool {
    let within = |p: Place, q: Place, r: Place| {
        let is_slanting = p[0] != q[0] && p[1] != q[1];
        is_slanting && turn(p, q, r) == 0 && p.min(q) < r && r < p.max(q)
    };
    within(a, b, c) || within(a, b, d) || within(c, d, a) || within(c, d, b)
}

fn touch(a: Place, b: Place, c: Place, d: Place) -> bool {
    let on =
        |p: Place, q: Place, r: Place| turn(p, q, r) == 0 && (p.min(q)..=p.max(q)).contains(&r);
    on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b)
}

/// Whether the insides of two segments meet: in a proper crossing, or along a stretch of both.
fn cross(a: Place, b: Place, c: Place, d: Place) -> bool {
    let [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
    if abc == 0 && abd == 0 {
        let axis = usize::from(a[0] == b[0]);
        let low = a[axis].min(b[axis]).max(c[axis].min(d[axis]));
        let high = a[axis].max(b[axis]).min(c[axis].max(d[axis]));
        return low < high;
    }
    abc * abd < 0 && cda * cdb < 0
}

fn turn(a: Place, b: Place, c: Place) -> i64 {
    ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).signum()
}

/// Twice the area by the surveyor's formula.
pub fn area_doubled(ring: &[Place]) -> i64 {
    (0..ring.len())
        .map(|i| (ring[i], ring[(i + 1) % ring.len()]))
        .map(|(p, q)| p[0] * q[1] - q[0] * p[1])
        .sum()
}

/// A point inside a ring, in fractions of the grid: the middle of the first stretch inside along a level line that
/// no vertex lies on.
fn inner_point(ring: &[Place]) -> [f64; 2] {
    let top = ring
        .iter()
        .map(|p| p[1])
        .min()
        .expect("a ring has vertices");
    let level = top as f64 + 0.5;
    let mut hits = crossings(ring, level);
    hits.sort_by(f64::total_cmp);
    [f64::midpoint(hits[0], hits[1]), level]
}

/// Whether a ring covers a point.
pub fn covers(ring: &[Place], [x, y]: [f64; 2]) -> bool {
    crossings(ring, y).iter().filter(|&&hit| hit < x).count() % 2 == 1
}

fn crossings(ring: &[Place], level: f64) -> Vec<f64> {
    (0..ring.len())
        .map(|i| {
            (
                ring[i].map(|c| c as f64),
                ring[(i + 1) % ring.len()].map(|c| c as f64),
            )
        })
        .filter(|(p, q)| (p[1] < level) != (q[1] < level))
        .map(|(p, q)| p[0] + (q[0] - p[0]) * (level - p[1]) / (q[1] - p[1]))
        .collect()
}
