//! Which things a zoom draws: from some zoom on all of them, before it those seen apart, and marks.

use crate::boxes::{Bounds, BoxTree, curve};
use crate::drawings;
use crate::item::{Item, Mark};
use crate::layer::LayerSpec;
use crate::merge::{Grid, Made, Marks, Things, middle};
use crate::table::Table;
use crate::tags::Tags;

/// Bytes that the fullest tile of a zoom may come to, roughly, before its things are put together.
pub(crate) const FULL: u64 = 400_000;

/// What each zoom draws.
#[derive(Debug)]
pub(crate) struct Pyramid {
    first: u8,
    whole_from: u8,
    /// Of each zoom from the first on that has marks.
    crowded: Vec<Crowd>,
    /// Of all things, each with the first zoom at which it is drawn for itself.
    whole: BoxTree,
}

/// The marks of a zoom.
#[derive(Debug)]
pub(crate) struct Crowd {
    pub(crate) marks: Vec<Mark>,
    pub(crate) boxes: BoxTree,
    /// Their drawings, one after the other.
    bodies: Vec<u8>,
}

impl Crowd {
    /// Draws the marks of a zoom and keeps them, properties in `tags`.
    pub(crate) fn new(zoom: u8, made: &Marks, tags: &mut Tags) -> Self {
        let bounds: Vec<Bounds> = made.made.iter().map(|one| one.bounds).collect();
        let mut crowd = Self {
            marks: Vec::with_capacity(bounds.len()),
            boxes: BoxTree::build(Vec::new(), Vec::new()),
            bodies: Vec::new(),
        };
        let mut in_order = Vec::with_capacity(bounds.len());
        for order in curve(&bounds) {
            let one: &Made = &made.made[order as usize];
            let run = one.tags.start as usize..one.tags.end as usize;
            let mut mark = Mark::new(one.kind, one.count, one.id);
            mark.tags = tags.add(&made.tags[run]);
            mark.order = order;
            mark.mask = one.mask;
            mark.body = u32::try_from(crowd.bodies.len())
                .expect("fewer than 2^32 bytes of drawings in a layer");
            drawings::of_mark(zoom, &made.pack, one, &mut crowd.bodies);
            crowd.marks.push(mark);
            in_order.push(one.bounds);
        }
        let from = vec![0; in_order.len()];
        crowd.boxes = BoxTree::build(in_order, from);
        crowd.bodies.shrink_to_fit();
        crowd
    }

    /// The drawing of a mark; empty for a point, which lies where its box does.
    pub(crate) fn body(&self, at: u32) -> &[u8] {
        let at = at as usize;
        let end = self.marks.get(at + 1).map(|next| next.body as usize);
        &self.bodies[self.marks[at].body as usize..end.unwrap_or(self.bodies.len())]
    }
}

impl Pyramid {
    /// `whole` has all things, `crowded` the marks of the zooms before `whole_from`.
    pub(crate) fn new(
        spec: &LayerSpec,
        whole_from: u8,
        whole: BoxTree,
        crowded: Vec<Crowd>,
    ) -> Self {
        Self {
            first: spec.min_zoom(),
            whole_from,
            crowded,
            whole,
        }
    }

    /// Memory that the tree of all things takes, and that the marks take, bytes.
    pub(crate) fn memory(&self) -> [usize; 2] {
        let of_crowd = |crowd: &Crowd| {
            let marks = crowd.marks.capacity() * size_of::<Mark>();
            marks + crowd.boxes.memory() + crowd.bodies.capacity()
        };
        let marks = self.crowded.iter().map(of_crowd).sum();
        [self.whole.memory(), marks]
    }

    /// First zoom that draws everything.
    pub(crate) fn whole_from(&self) -> u8 {
        self.whole_from
    }

    /// The box round everything.
    pub(crate) fn extent(&self) -> Option<Bounds> {
        self.whole.extent()
    }

    /// The box round a thing.
    pub(crate) fn bounds(&self, at: u32) -> Bounds {
        self.whole.at(at)
    }

    /// Whether a thing is drawn for itself at a zoom, if that is one of its own.
    pub(crate) fn is_apart(&self, at: u32, zoom: u8) -> bool {
        self.whole.from(at) <= zoom
    }

    /// Things that may be seen in a window, each for itself; ascending.
    pub(crate) fn search(&self, zoom: u8, window: Bounds) -> Vec<u32> {
        self.whole.search(window, zoom)
    }

    /// All things that may be seen in a window, whatever the zoom; ascending.
    pub(crate) fn search_whole(&self, window: Bounds) -> Vec<u32> {
        self.whole.search(window, u8::MAX)
    }

    /// The marks of a zoom, where it has some.
    pub(crate) fn crowd(&self, zoom: u8) -> Option<&Crowd> {
        let at = zoom
            .checked_sub(self.first)
            .filter(|_| zoom < self.whole_from)?;
        self.crowded.get(usize::from(at))
    }

    /// Marks of all zooms.
    pub(crate) fn crowds(&mut self) -> impl Iterator<Item = &mut Crowd> {
        self.crowded.iter_mut()
    }

    /// Whether any thing may be seen in a window, whatever the zoom.
    pub(crate) fn reaches(&self, window: Bounds) -> bool {
        self.whole.meets_any(window)
    }
}

/// First zoom at which a thing is drawn for itself.
pub(crate) fn apart_from(item: &Item, bounds: Bounds, whole_from: u8) -> u8 {
    let apart = Grid::apart_from(item.kind, bounds).map_or(whole_from, |z| z.min(whole_from));
    apart.max(item.min_zoom)
}

/// Bytes that an item takes in a tile, roughly and rather more than less: two or three a vertex, its properties, and
/// its frame.
pub(crate) fn weight(things: Things<'_>, item: &Item, table: &Table) -> u64 {
    let parts = &things.pack.parts[item.parts.start as usize..item.parts.end as usize];
    let vertices: u64 = parts.iter().map(|p| u64::from(p.end - p.start)).sum();
    let values = things.tags.values(item.tags).iter();
    let values: usize = values.map(|value| 4 + table.value(*value).len()).sum();
    14 + 3 * vertices + values as u64
}

/// First zoom no tile of which is too full.
pub(crate) fn whole_from(
    spec: &LayerSpec,
    things: Things<'_>,
    bounds: &[Bounds],
    table: &Table,
) -> u8 {
    if spec.merge().is_none() {
        return spec.min_zoom();
    }
    let mut order: Vec<(u64, u32)> = (0..)
        .zip(bounds)
        .map(|(at, b)| (interleaved(middle(*b)), at))
        .collect();
    order.sort_unstable();
    let heavy: Vec<(u64, u64, u8, u8)> = order
        .into_iter()
        .map(|(place, at)| {
            let item = &things.items[at as usize];
            let weight = weight(things, item, table);
            (place, weight, item.min_zoom, item.max_zoom)
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
