//! Which things a zoom draws: from some zoom on all of them, before it those seen apart, and marks.

use crate::boxes::{Bounds, BoxTree};
use crate::index::{Item, span};
use crate::layer::LayerSpec;
use crate::merge::{Things, middle};
use crate::table::Table;

/// Bytes that the fullest tile of a zoom may come to, roughly, before its things are put together.
pub(crate) const FULL: u64 = 400_000;

/// Trees of what each zoom draws.
#[derive(Debug)]
pub(crate) struct Pyramid {
    first: u8,
    whole_from: u8,
    /// Of each zoom from the first on that has marks.
    merged: Vec<Tree>,
    /// Of all things.
    whole: BoxTree,
}

/// A tree of some items.
#[derive(Debug)]
struct Tree {
    boxes: BoxTree,
    /// Position of each among the items.
    members: Vec<u32>,
}

impl Pyramid {
    /// Finds the zoom from which on tiles can have everything, and indexes all; zooms before it are to be
    /// [`put`](Self::put).
    pub(crate) fn new(
        spec: &LayerSpec,
        things: Things<'_>,
        table: &Table,
        bounds: &[Bounds],
    ) -> Self {
        let whole_from = match spec.merge() {
            Some(_) => whole_from(spec, things.items, bounds, |item| {
                weight(things, item, table)
            }),
            None => spec.min_zoom(),
        };
        Self {
            first: spec.min_zoom(),
            whole_from,
            merged: Vec::new(),
            whole: BoxTree::build(bounds),
        }
    }

    /// Adds the next zoom.
    pub(crate) fn put(&mut self, members: &[(u32, Bounds)]) {
        let bounds: Vec<Bounds> = members.iter().map(|m| m.1).collect();
        self.merged.push(Tree {
            boxes: BoxTree::build(&bounds),
            members: members.iter().map(|m| m.0).collect(),
        });
    }

    /// First zoom that draws everything.
    pub(crate) fn whole_from(&self) -> u8 {
        self.whole_from
    }

    /// The box round everything.
    pub(crate) fn extent(&self) -> Option<Bounds> {
        self.whole.extent()
    }

    /// Number of all things.
    pub(crate) fn whole_count(&self) -> usize {
        self.whole.len()
    }

    /// Items of a zoom that may be seen in a window, in drawing order.
    pub(crate) fn search(&self, zoom: u8, window: Bounds) -> Vec<u32> {
        match self.tree(zoom) {
            Some(tree) => {
                let mut found = tree.boxes.search(window);
                for at in &mut found {
                    *at = tree.members[*at as usize];
                }
                found
            }
            None => self.whole.search(window),
        }
    }

    /// What is drawn at a zoom, or all things, with their boxes, in no order.
    pub(crate) fn all(&self, zoom: Option<u8>) -> Box<dyn Iterator<Item = (u32, Bounds)> + '_> {
        match zoom.and_then(|z| self.tree(z)) {
            Some(tree) => {
                let own = |(at, bounds): (u32, Bounds)| (tree.members[at as usize], bounds);
                Box::new(tree.boxes.all().map(own))
            }
            None => Box::new(self.whole.all()),
        }
    }

    fn tree(&self, zoom: u8) -> Option<&Tree> {
        let at = zoom
            .checked_sub(self.first)
            .filter(|_| zoom < self.whole_from)?;
        self.merged.get(usize::from(at))
    }

    /// Whether any thing may be seen in a window, whatever the zoom.
    pub(crate) fn reaches(&self, window: Bounds) -> bool {
        self.whole.meets_any(window)
    }

    /// All things that may be seen in a window, whatever the zoom, with their boxes.
    pub(crate) fn search_whole(&self, window: Bounds) -> Vec<(u32, Bounds)> {
        self.whole.search_with_bounds(window)
    }
}

/// Bytes that an item takes in a tile, roughly and rather more than less: two or three a vertex, its properties, and
/// its frame.
pub(crate) fn weight(things: Things<'_>, item: &Item, table: &Table) -> u64 {
    let parts = &things.pack.parts[span(&item.parts)];
    let vertices: u64 = parts.iter().map(|p| u64::from(p.end - p.start)).sum();
    let tags = &things.tags[span(&item.tags)];
    let values: usize = tags.iter().map(|t| 4 + table.value(t.1).len()).sum();
    14 + 3 * vertices + values as u64
}

/// First zoom no tile of which is too full.
fn whole_from(
    spec: &LayerSpec,
    items: &[Item],
    bounds: &[Bounds],
    weight: impl Fn(&Item) -> u64,
) -> u8 {
    let mut order: Vec<(u64, u32)> = (0..)
        .zip(bounds)
        .map(|(at, b)| (interleaved(middle(*b)), at))
        .collect();
    order.sort_unstable();
    let heavy: Vec<(u64, u64, u8, u8)> = order
        .into_iter()
        .map(|(place, at)| {
            let item = &items[at as usize];
            (place, weight(item), item.min_zoom, item.max_zoom)
        })
        .collect();
    let is_too_full = |zoom: u8| {
        let (mut tile, mut sum) = (u64::MAX, 0);
        heavy.iter().any(|&(place, weight, min, max)| {
            if !(min..=max).contains(&zoom) {
                return false;
            }
            // Two bits a zoom; the first zoom has one tile.
            let here = place.checked_shr(64 - 2 * u32::from(zoom)).unwrap_or(0);
            if here != tile {
                (tile, sum) = (here, 0);
            }
            sum += weight;
            sum > FULL
        })
    };
    let mut from = spec.max_zoom() + 1;
    while from > spec.min_zoom() && !is_too_full(from - 1) {
        from -= 1;
    }
    from
}

/// The bits of two numbers in turn, so that places of one tile follow each other.
fn interleaved([x, y]: [u32; 2]) -> u64 {
    let spread = |c: u32| {
        let mut b = u64::from(c);
        b = (b | b << 16) & 0x0000_FFFF_0000_FFFF;
        b = (b | b << 8) & 0x00FF_00FF_00FF_00FF;
        b = (b | b << 4) & 0x0F0F_0F0F_0F0F_0F0F;
        b = (b | b << 2) & 0x3333_3333_3333_3333;
        (b | b << 1) & 0x5555_5555_5555_5555
    };
    spread(x) | spread(y) << 1
}
