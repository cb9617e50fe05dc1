//! A spatial index over bounding boxes that is built once and asked often.
//!
//! Most things in a city are small (buildings, tanks, cells), a few are long (roads, rivers).
//! Small boxes lie in the cells of a grid by their centre, packed in one array (counting sort), so
//! a query reads a handful of consecutive runs; long ones lie in an R-tree (`rstar`). Results come
//! in the order of the items, whatever the order of the query's cells.

use geo_types::Coord;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// Lower left and upper right corner, m.
pub type Bounds = (Coord<f64>, Coord<f64>);

/// A static index over boxes; items are known by their position in the input.
#[derive(Debug, Clone)]
pub struct BoxIndex {
    origin: Coord<f64>,
    cell_m: f64,
    columns: usize,
    rows: usize,
    starts: Vec<u32>,
    entries: Vec<Entry>,
    large: RTree<GeomWithData<Rectangle<[f64; 2]>, u32>>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    min: [f64; 2],
    max: [f64; 2],
    item: u32,
}

/// At most this many cells: 4 M starts are 16 MB.
const MOST_CELLS: f64 = 4_000_000.0;

impl BoxIndex {
    /// Builds the index; `cell_m` is the side of a cell, best near the usual search radius.
    pub fn build(boxes: &[Bounds], cell_m: f64) -> Self {
        let mut cell_m = cell_m;
        let mut small = Vec::new();
        let mut large = Vec::new();
        let (mut lo, mut hi) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for (item, (min, max)) in boxes.iter().enumerate() {
            let item = u32::try_from(item).expect("a city has fewer than 4 billion things");
            if max.x - min.x <= cell_m && max.y - min.y <= cell_m {
                let entry = Entry {
                    min: [min.x, min.y],
                    max: [max.x, max.y],
                    item,
                };
                let centre = entry.centre();
                lo = [lo[0].min(centre[0]), lo[1].min(centre[1])];
                hi = [hi[0].max(centre[0]), hi[1].max(centre[1])];
                small.push(entry);
            } else if max.x >= min.x && max.y >= min.y {
                let rectangle = Rectangle::from_corners([min.x, min.y], [max.x, max.y]);
                large.push(GeomWithData::new(rectangle, item));
            }
        }
        if small.is_empty() {
            (lo, hi) = ([0.0; 2], [0.0; 2]);
        }
        let (width, height) = (hi[0] - lo[0], hi[1] - lo[1]);
        // A few far outliers must not make a grid of empty cells.
        cell_m = cell_m
            .max((width * height / MOST_CELLS).sqrt())
            .max(width.max(height) / MOST_CELLS);
        let columns = (width / cell_m) as usize + 1;
        let rows = (height / cell_m) as usize + 1;
        let mut index = Self {
            origin: Coord { x: lo[0], y: lo[1] },
            cell_m,
            columns,
            rows,
            starts: Vec::new(),
            entries: Vec::new(),
            large: RTree::bulk_load(large),
        };
        index.fill(&small);
        index
    }

    fn fill(&mut self, small: &[Entry]) {
        let mut starts = vec![0u32; self.columns * self.rows + 1];
        for e in small {
            starts[self.cell_of(e.centre()) + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut entries = vec![
            Entry {
                min: [0.0; 2],
                max: [0.0; 2],
                item: 0
            };
            small.len()
        ];
        for e in small {
            let slot = &mut next[self.cell_of(e.centre())];
            entries[*slot as usize] = *e;
            *slot += 1;
        }
        self.starts = starts;
        self.entries = entries;
    }

    fn cell_of(&self, p: [f64; 2]) -> usize {
        let column = ((p[0] - self.origin.x) / self.cell_m) as usize;
        let row = ((p[1] - self.origin.y) / self.cell_m) as usize;
        row.min(self.rows - 1) * self.columns + column.min(self.columns - 1)
    }

    /// Calls `found` with each item whose box comes within `reach_m` of `around`, in no fixed order.
    pub fn for_each_within(&self, around: Bounds, reach_m: f64, mut found: impl FnMut(u32)) {
        let min = [around.0.x - reach_m, around.0.y - reach_m];
        let max = [around.1.x + reach_m, around.1.y + reach_m];
        let reach2 = reach_m * reach_m;
        let near = |lo: [f64; 2], hi: [f64; 2]| {
            let dx = (lo[0] - around.1.x).max(around.0.x - hi[0]).max(0.0);
            let dy = (lo[1] - around.1.y).max(around.0.y - hi[1]).max(0.0);
            dx * dx + dy * dy <= reach2
        };
        // A small box may stick out of its cell by half a cell.
        let half = self.cell_m / 2.0;
        let at = |v: f64, origin: f64, n: usize| {
            (((v - origin) / self.cell_m).max(0.0) as usize).min(n - 1)
        };
        if !self.entries.is_empty()
            && max[0] + half >= self.origin.x
            && max[1] + half >= self.origin.y
        {
            let (c0, c1) = (
                at(min[0] - half, self.origin.x, self.columns),
                at(max[0] + half, self.origin.x, self.columns),
            );
            let (r0, r1) = (
                at(min[1] - half, self.origin.y, self.rows),
                at(max[1] + half, self.origin.y, self.rows),
            );
            for row in r0..=r1 {
                let from = self.starts[row * self.columns + c0] as usize;
                let to = self.starts[row * self.columns + c1 + 1] as usize;
                for e in &self.entries[from..to] {
                    if near(e.min, e.max) {
                        found(e.item);
                    }
                }
            }
        }
        if self.large.size() > 0 {
            for e in self
                .large
                .locate_in_envelope_intersecting(&AABB::from_corners(min, max))
            {
                let r = e.geom();
                if near(r.lower(), r.upper()) {
                    found(e.data);
                }
            }
        }
    }

    /// Items whose box comes within `reach_m` of `around`, in ascending order.
    pub fn within(&self, around: Bounds, reach_m: f64) -> Vec<u32> {
        let mut items = Vec::new();
        self.for_each_within(around, reach_m, |i| items.push(i));
        items.sort_unstable();
        items
    }
}

impl Entry {
    fn centre(&self) -> [f64; 2] {
        [
            f64::midpoint(self.min[0], self.max[0]),
            f64::midpoint(self.min[1], self.max[1]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds() -> impl Strategy<Value = Bounds> {
        (
            -2000.0..2000.0f64,
            -2000.0..2000.0f64,
            0.0..900.0f64,
            0.0..900.0f64,
        )
            .prop_map(|(x, y, w, h)| {
                (
                    Coord { x, y },
                    Coord {
                        x: x + w * w / 900.0,
                        y: y + h * h / 900.0,
                    },
                )
            })
    }

    proptest! {
        /// Brute force is the oracle of an index.
        #[test]
        fn it_finds_what_brute_force_finds(
            boxes in prop::collection::vec(bounds(), 0..120),
            around in bounds(),
            reach in 0.0..800.0f64,
            cell in 50.0..700.0f64,
        ) {
            let expected: Vec<u32> = (0u32..)
                .zip(&boxes)
                .filter(|(_, (min, max))| {
                    let dx = (min.x - around.1.x).max(around.0.x - max.x).max(0.0);
                    let dy = (min.y - around.1.y).max(around.0.y - max.y).max(0.0);
                    dx * dx + dy * dy <= reach * reach
                })
                .map(|(i, _)| i)
                .collect();
            prop_assert_eq!(BoxIndex::build(&boxes, cell).within(around, reach), expected);
        }
    }

    #[test]
    fn an_outlier_does_not_blow_the_grid_up() {
        let point = |x: f64, y: f64| (Coord { x, y }, Coord { x, y });
        let index = BoxIndex::build(&[point(0.0, 0.0), point(1e7, 1e7), point(50.0, 0.0)], 100.0);
        assert_eq!(index.within(point(10.0, 0.0), 60.0), vec![0, 2]);
        assert!(index.starts.len() <= 4_100_000);
    }
}
