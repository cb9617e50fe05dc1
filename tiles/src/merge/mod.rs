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
use crate::item::Item;
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
}

/// What things are put together from.
#[derive(Clone, Copy)]
pub(crate) struct Things<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) items: &'a [Item],
    pub(crate) tags: &'a Tags,
}

/// Things of one block that are drawn as one.
struct Group {
    count: u32,
    worst: u32,
    badness: Vec<f64>,
    sums: Vec<Option<f64>>,
    any: Vec<Option<bool>>,
    mask: cells::Mask,
}

/// What of a layer's names a rule speaks of, as positions.
struct Keys {
    worst: Vec<Option<u32>>,
    sums: Vec<u32>,
    any: Vec<u32>,
    count: u32,
}

/// Puts things together; each of them must be one that is not seen apart.
pub(crate) fn marks(
    things: Things<'_>,
    chosen: impl Iterator<Item = (u32, Bounds)>,
    grid: Grid,
    merge: &Merge,
    over: &mut Over<'_>,
) -> Marks {
    let keys = Keys {
        worst: (merge.rules().iter())
            .map(|w| Some(over.add_key(&w.property)))
            .collect(),
        sums: merge.sums().iter().map(|n| over.add_key(n)).collect(),
        any: merge.any_of().iter().map(|n| over.add_key(n)).collect(),
        count: over.add_key(Merge::COUNT),
    };
    let mut groups: FxHashMap<(u64, Kind, u8), Group> = FxHashMap::default();
    let mut badness = Vec::new();
    for (at, bounds) in chosen {
        let item = &things.items[at as usize];
        let (names, values) = (things.tags.names(item.tags), things.tags.values(item.tags));
        let written = |key: u32| {
            let at = names.iter().position(|name| *name == key)?;
            Some(over.value(values[at]))
        };
        badness.clear();
        badness.extend(
            (merge.rules().iter().zip(&keys.worst))
                .map(|(rule, key)| rule.badness(key.and_then(written))),
        );
        let group = match (merge.rules().first(), badness.first()) {
            (Some(rule), Some(bad)) if item.kind != Kind::Points => rule.group(*bad),
            _ => 0,
        };
        let [x, y] = middle(bounds);
        let (block, cell) = (grid.block_shift(), grid.cell_shift());
        let key = (u64::from(x) >> block) << 32 | u64::from(y) >> block;
        let here = cells::bit(x >> cell, y >> cell);
        let one = groups
            .entry((key, item.kind, group))
            .or_insert_with(|| Group {
                count: 0,
                worst: at,
                badness: badness.clone(),
                sums: vec![None; keys.sums.len()],
                any: vec![None; keys.any.len()],
                mask: 0,
            });
        if is_worse(&badness, &one.badness) {
            one.worst = at;
            one.badness.clone_from(&badness);
        }
        one.count += 1;
        one.mask |= here;
        for (sum, key) in one.sums.iter_mut().zip(&keys.sums) {
            if let Some(number) = written(*key).and_then(Value::number) {
                *sum = Some(sum.unwrap_or(0.0) + number);
            }
        }
        for (any, key) in one.any.iter_mut().zip(&keys.any) {
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
    for ((block, kind, group), one) in &groups {
        let worst = &things.items[one.worst as usize];
        let first_tag = out.tags.len() as u32;
        let tags = things.tags.of(worst.tags);
        let id = if one.count == 1 {
            out.tags.extend(tags);
            worst.id()
        } else {
            out.tags
                .extend(tags.filter(|t| merge.is_carried(over.key(t.0))));
            for (key, value) in keys.values(one) {
                let value = over.add_value(&value, &mut buffer);
                out.own_values.push(value);
                out.tags.retain_from(first_tag, key);
                out.tags.push((key, value));
            }
            Some(mark_id(*block, *kind, *group, grid))
        };
        let first_part = out.pack.parts.len() as u32;
        draw(&mut out.pack, *kind, one, *block, grid, things, worst);
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
        });
    }
    out
}

type Named = ((u64, Kind, u8), Group);

/// Leaves to the worst group of a block the cells that others take as well: it is drawn over them. A group of which
/// nothing would be left keeps one cell, so that what it counts can be found.
fn uncover(groups: &mut [Named]) {
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
    fn values(&self, one: &Group) -> Vec<(u32, Value)> {
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

fn draw(
    pack: &mut Pack,
    kind: Kind,
    one: &Group,
    block: u64,
    grid: Grid,
    things: Things<'_>,
    worst: &Item,
) {
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
            let of_worst = &things.pack.parts[worst.parts.start as usize];
            let first = things.pack.vertices[of_worst.start as usize];
            part(Role::Points, &mut std::iter::once(first));
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

fn is_worse(a: &[f64], b: &[f64]) -> bool {
    compare(a, b).is_gt()
}

/// Identity of a mark: the same for the same block of the same zoom, and beyond those of things that are numbered
/// from one, within what a client's double holds.
fn mark_id(block: u64, kind: Kind, group: u8, grid: Grid) -> u64 {
    let place = u64::from(grid.zoom) << 16 | u64::from(grid.coarser) << 12 | u64::from(group) << 4;
    let mixed = crate::rank::mix(block, place | kind as u64);
    1 << 52 | mixed >> 12
}
