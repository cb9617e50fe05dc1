//! Things too small or too many to be seen apart, put together on a grid.
//!
//! A zoom has *blocks*, sixteen a side in a tile (32 pixels at 512), each of eight by eight *cells* (4 pixels). Points
//! of a block become one point, where the worst of them is. Lines and polygons smaller than a cell take the cell that
//! their middle lies in; taken cells of a block that look alike become one shape. Blocks nest in tiles, so a thing is
//! counted once, whichever tile it is seen in.

pub(crate) mod cells;
mod spec;

use std::cmp::Ordering;
use std::ops::Range;

use rustc_hash::FxHashMap;

pub use self::spec::{Merge, Worst};
use crate::boxes::{Bounds, EMPTY, join};
use crate::item::{Item, Mark};
use crate::pack::{Kind, Pack, Part, Role};
use crate::project::World;
use crate::table::Over;
use crate::tags::Tags;
use crate::value::Value;

/// Blocks a side of a tile, as a power of two.
const BLOCKS: u8 = 4;
/// Cells a side of a block, as a power of two.
const CELLS: u8 = 3;
/// Steps of the tile grid a side of a block.
pub(crate) const BLOCK_STEPS: u64 = 1 << (12 - BLOCKS);
/// How many times cells can double their side: then a block is a tile.
pub(crate) const COARSEST: u8 = BLOCKS;

/// A grid of cells: of a zoom, or coarser.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    zoom: u8,
    coarser: u8,
}

impl Grid {
    pub(crate) fn new(zoom: u8, coarser: u8) -> Self {
        Self {
            zoom,
            coarser: coarser.min(COARSEST),
        }
    }

    /// Whether it is coarser than that of its zoom.
    pub(crate) fn is_coarser(self) -> bool {
        self.coarser > 0
    }

    /// Side of a block in steps of the world grid, as a power of two.
    fn block_shift(self) -> u32 {
        u32::from(32 + self.coarser - self.zoom - BLOCKS)
    }

    fn cell_shift(self) -> u32 {
        self.block_shift() - u32::from(CELLS)
    }

    /// A window grown to whole blocks, one more on each side.
    pub(crate) fn grown(self, [west, north, east, south]: Bounds) -> Bounds {
        let block = 1_u64 << self.block_shift();
        let down = |c: u32| (u64::from(c) & !(block - 1)).saturating_sub(block) as u32;
        let up = |c: u32| u32::try_from((u64::from(c) | (block - 1)) + block).unwrap_or(u32::MAX);
        [down(west), down(north), up(east), up(south)]
    }

    /// Whether a thing is seen apart from others.
    pub(crate) fn is_apart(self, kind: Kind, bounds: Bounds) -> bool {
        u64::from(size(bounds)) >= 1 << self.apart_shift(kind)
    }

    /// Size from which on things are seen apart, in steps of the world grid, as a power of two.
    fn apart_shift(self, kind: Kind) -> u32 {
        match kind {
            Kind::Points => self.block_shift(),
            Kind::Lines | Kind::Polygons => self.cell_shift(),
        }
    }

    /// The cells that something takes in its block.
    fn cells(self, one: &One<'_>) -> cells::Mask {
        if one.mask == 0 {
            let cell = middle(one.bounds).map(|c| c >> self.cell_shift());
            return cells::bit(cell[0], cell[1]);
        }
        let fine = Self::new(self.zoom, 0);
        let block = middle(one.bounds).map(|c| c >> fine.block_shift());
        cells::coarser(one.mask, block, u32::from(self.coarser))
    }

    /// First zoom at which a thing is seen apart; none where it has no size.
    pub(crate) fn apart_from(kind: Kind, bounds: Bounds) -> Option<u8> {
        let log = size(bounds).checked_ilog2()?;
        let of_first = Self::new(0, 0).apart_shift(kind);
        Some(of_first.saturating_sub(log) as u8)
    }
}

fn size([west, north, east, south]: Bounds) -> u32 {
    (east - west).max(south - north)
}

/// Marks, with shapes of their own, and properties over those of their layer.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub(crate) pack: Pack,
    /// In the order in which they are drawn.
    pub(crate) made: Vec<Made>,
    pub(crate) tags: Vec<(u32, u32)>,
    /// Values that are not those of a thing: counts and sums.
    pub(crate) own_values: Vec<u32>,
}

/// A mark as it is made.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) kind: Kind,
    pub(crate) id: Option<u64>,
    pub(crate) parts: Range<u32>,
    pub(crate) bounds: Bounds,
    pub(crate) tags: Range<u32>,
    /// How many things it stands for.
    pub(crate) count: u32,
    /// Its cells, if it is no point.
    pub(crate) mask: cells::Mask,
}

/// What things are put together from.
#[derive(Clone, Copy)]
pub(crate) struct Things<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) items: &'a [Item],
    pub(crate) tags: &'a Tags,
}

/// Something that is put together with others: a thing, or a mark of the same zoom.
#[derive(Clone, Copy)]
pub(crate) struct One<'a> {
    kind: Kind,
    id: Option<u64>,
    bounds: Bounds,
    /// Where it is, if it is a point.
    place: World,
    names: &'a [u32],
    values: &'a [u32],
    /// How many things it stands for.
    count: u32,
    /// Of those equally bad the first stands for all.
    order: u64,
    /// Cells of its block on the grid of the zoom, if it is a mark.
    mask: cells::Mask,
}

impl<'a> Things<'a> {
    /// A thing as it is put together with others.
    pub(crate) fn one(self, at: u32, bounds: Bounds) -> One<'a> {
        let item = &self.items[at as usize];
        let first = self.pack.parts[item.parts.start as usize].start;
        One {
            kind: item.kind,
            id: item.id(),
            bounds,
            place: self.pack.vertices[first as usize],
            names: self.tags.names(item.tags),
            values: self.tags.values(item.tags),
            count: 1,
            order: item.order(),
            mask: 0,
        }
    }

    /// A mark, likewise; its properties are among those of the things.
    pub(crate) fn mark(self, mark: &Mark, bounds: Bounds) -> One<'a> {
        One {
            kind: mark.kind,
            id: mark.id(),
            bounds,
            place: [bounds[0], bounds[1]],
            names: self.tags.names(mark.tags),
            values: self.tags.values(mark.tags),
            count: mark.count,
            order: u64::MAX - u64::from(u32::MAX - mark.order),
            mask: mark.mask,
        }
    }
}

impl One<'_> {
    /// The place by which it belongs to a block.
    pub(crate) fn middle(&self) -> World {
        middle(self.bounds)
    }
}

/// Things of one block that are drawn as one.
struct Group<'a> {
    count: u32,
    worst: One<'a>,
    badness: Vec<f64>,
    sums: Vec<Option<f64>>,
    any: Vec<Option<bool>>,
    mask: cells::Mask,
}

/// What of a layer's names a rule speaks of, as positions.
struct Keys {
    worst: Vec<u32>,
    sums: Vec<u32>,
    any: Vec<u32>,
    count: u32,
}

/// Puts things together; each of them must be one that is not seen apart. Marks may be among them if the grid is
/// coarser than that of the zoom.
pub(crate) fn marks<'a>(
    chosen: impl Iterator<Item = One<'a>>,
    grid: Grid,
    merge: &Merge,
    over: &mut Over<'_>,
) -> Marks {
    let keys = Keys {
        worst: (merge.rules().iter())
            .map(|w| over.add_key(&w.property))
            .collect(),
        sums: merge.sums().iter().map(|n| over.add_key(n)).collect(),
        any: merge.any_of().iter().map(|n| over.add_key(n)).collect(),
        count: over.add_key(Merge::COUNT),
    };
    let mut groups: FxHashMap<(u64, Kind, u8), Group<'a>> = FxHashMap::default();
    let mut badness = Vec::new();
    for one in chosen {
        let written = |key: u32| {
            let at = one.names.iter().position(|name| *name == key)?;
            Some(over.value(one.values[at]))
        };
        badness.clear();
        badness.extend(
            (merge.rules().iter().zip(&keys.worst)).map(|(rule, key)| rule.badness(written(*key))),
        );
        let look = match (merge.rules().first(), badness.first()) {
            (Some(rule), Some(bad)) if one.kind != Kind::Points => rule.group(*bad),
            _ => 0,
        };
        let [x, y] = middle(one.bounds);
        let block = grid.block_shift();
        let key = (u64::from(x) >> block) << 32 | u64::from(y) >> block;
        let group = groups
            .entry((key, one.kind, look))
            .or_insert_with(|| Group {
                count: 0,
                worst: one,
                badness: badness.clone(),
                sums: vec![None; keys.sums.len()],
                any: vec![None; keys.any.len()],
                mask: 0,
            });
        let order = compare(&badness, &group.badness);
        if order.then(group.worst.order.cmp(&one.order)).is_gt() {
            group.worst = one;
            group.badness.clone_from(&badness);
        }
        group.count += one.count;
        group.mask |= grid.cells(&one);
        for (sum, key) in group.sums.iter_mut().zip(&keys.sums) {
            if let Some(number) = written(*key).and_then(Value::number) {
                *sum = Some(sum.unwrap_or(0.0) + number);
            }
        }
        for (any, key) in group.any.iter_mut().zip(&keys.any) {
            if let Some(Value::Bool(yes)) = written(*key).and_then(Value::read) {
                *any = Some(any.unwrap_or(false) || yes);
            }
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    // The worst on top; by place where that says nothing, so that equal input gives equal bytes.
    groups.sort_unstable_by(|(at_a, a), (at_b, b)| {
        (at_a.1.cmp(&at_b.1))
            .then_with(|| compare(&a.badness, &b.badness))
            .then_with(|| at_a.cmp(at_b))
    });
    uncover(&mut groups);
    let mut out = Marks::default();
    let mut buffer = Vec::new();
    for ((block, kind, look), one) in &groups {
        let first_tag = out.tags.len() as u32;
        let (names, values) = (one.worst.names, one.worst.values);
        let tags = names.iter().copied().zip(values.iter().copied());
        let id = if one.count == 1 {
            out.tags.extend(tags);
            one.worst.id
        } else {
            out.tags
                .extend(tags.filter(|t| merge.is_carried(over.key(t.0))));
            for (key, value) in keys.values(one) {
                let value = over.add_value(&value, &mut buffer);
                out.own_values.push(value);
                out.tags.retain_from(first_tag, key);
                out.tags.push((key, value));
            }
            Some(mark_id(*block, *kind, *look, grid))
        };
        let first_part = out.pack.parts.len() as u32;
        draw(&mut out.pack, *kind, one, *block, grid);
        let parts = first_part..out.pack.parts.len() as u32;
        let vertices = &out.pack.vertices[out.pack.parts[first_part as usize].start as usize..];
        let bounds = vertices
            .iter()
            .fold(EMPTY, |b, &[x, y]| join(b, [x, y, x, y]));
        out.made.push(Made {
            kind: *kind,
            id,
            parts,
            bounds,
            tags: first_tag..out.tags.len() as u32,
            count: one.count,
            mask: one.mask,
        });
    }
    out
}

type Named<'a> = ((u64, Kind, u8), Group<'a>);

/// Leaves to the worst group of a block the cells that others take as well: it is drawn over them. A group of which
/// nothing would be left keeps one cell, so that what it counts can be found.
fn uncover(groups: &mut [Named<'_>]) {
    let mut covered: FxHashMap<(u64, Kind), cells::Mask> = FxHashMap::default();
    for ((block, kind, _), one) in groups.iter_mut().rev() {
        let covered = covered.entry((*block, *kind)).or_default();
        let own = one.mask & !*covered;
        *covered |= one.mask;
        one.mask = if own == 0 {
            one.mask & one.mask.wrapping_neg()
        } else {
            own
        };
    }
}

impl Keys {
    /// The properties of a group that are its own.
    fn values(&self, one: &Group<'_>) -> Vec<(u32, Value)> {
        let sums = self.sums.iter().zip(&one.sums);
        let sums = sums.filter_map(|(key, sum)| Some((*key, number((*sum)?))));
        let any = self.any.iter().zip(&one.any);
        let any = any.filter_map(|(key, any)| Some((*key, Value::Bool((*any)?))));
        let count = (self.count, Value::from(one.count));
        sums.chain(any).chain([count]).collect()
    }
}

/// A whole number where it is one.
fn number(sum: f64) -> Value {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if sum.fract() == 0.0 && (0.0..WHOLE).contains(&sum) {
        Value::UInt(sum as u64)
    } else {
        Value::Double(sum)
    }
}

/// Leaves out a tag that is about to be given anew.
trait RetainFrom {
    fn retain_from(&mut self, first: u32, key: u32);
}

impl RetainFrom for Vec<(u32, u32)> {
    fn retain_from(&mut self, first: u32, key: u32) {
        if let Some(at) = self[first as usize..].iter().position(|t| t.0 == key) {
            self.remove(first as usize + at);
        }
    }
}

fn draw(pack: &mut Pack, kind: Kind, one: &Group<'_>, block: u64, grid: Grid) {
    let low = [block >> 32, block & 0xFFFF_FFFF].map(|b| b << grid.block_shift());
    let shift = grid.cell_shift();
    let mut part = |role: Role, vertices: &mut dyn Iterator<Item = World>| {
        let start = pack.vertices.len() as u32;
        pack.vertices.extend(vertices);
        pack.parts.push(Part {
            role,
            start,
            end: pack.vertices.len() as u32,
        });
    };
    match kind {
        Kind::Points => {
            part(Role::Points, &mut std::iter::once(one.worst.place));
        }
        Kind::Lines => {
            for [from, to, y] in cells::runs(one.mask) {
                // Through the middle of the cells.
                let half = 1 << (shift - 1);
                let ends = [[from, y], [to, y]].map(|c| cells::place(low, shift, c));
                let lowered = ends.map(|[x, y]| [x, y.saturating_add(half)]);
                part(Role::Line, &mut lowered.into_iter());
            }
        }
        Kind::Polygons => {
            for rings in cells::polygons(one.mask) {
                for (i, ring) in rings.into_iter().enumerate() {
                    let role = if i == 0 { Role::Exterior } else { Role::Hole };
                    part(
                        role,
                        &mut ring.into_iter().map(|c| cells::place(low, shift, c)),
                    );
                }
            }
        }
    }
}

pub(crate) fn middle([west, north, east, south]: Bounds) -> World {
    [west + (east - west) / 2, north + (south - north) / 2]
}

fn compare(a: &[f64], b: &[f64]) -> Ordering {
    let unlike = a.iter().zip(b).map(|(a, b)| a.total_cmp(b));
    unlike
        .into_iter()
        .find(|o| o.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// Identity of a mark: the same for the same block of the same zoom, and beyond those of things that are numbered
/// from one, within what a client's double holds.
fn mark_id(block: u64, kind: Kind, group: u8, grid: Grid) -> u64 {
    let place = u64::from(grid.zoom) << 16 | u64::from(grid.coarser) << 12 | u64::from(group) << 4;
    let mixed = crate::rank::mix(block, place | kind as u64);
    1 << 52 | mixed >> 12
}
