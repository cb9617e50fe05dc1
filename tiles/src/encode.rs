//! One tile of one or several layers, as bytes: Mapbox Vector Tile 2.1, written straight into a buffer.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::commands::{commands, move_to};
use crate::coord::TileCoord;
use crate::frame::{EXTENT, Frame};
use crate::index::LayerIndex;
use crate::merge::COARSEST;
use crate::scene::{Drawn, Look, MOST_ORDER, Scene};
use crate::select::Selection;
use crate::wire::{Form, bytes, key, varint, varint_len};

/// Numbers of the fields of the messages of `vector_tile.proto` (§4.1).
mod field {
    pub(super) const TILE_LAYERS: u8 = 3;
    pub(super) const LAYER_NAME: u8 = 1;
    pub(super) const LAYER_FEATURES: u8 = 2;
    pub(super) const LAYER_KEYS: u8 = 3;
    pub(super) const LAYER_VALUES: u8 = 4;
    pub(super) const LAYER_EXTENT: u8 = 5;
    pub(super) const LAYER_VERSION: u8 = 15;
    pub(super) const FEATURE_ID: u8 = 1;
    pub(super) const FEATURE_TAGS: u8 = 2;
    pub(super) const FEATURE_TYPE: u8 = 3;
    pub(super) const FEATURE_GEOMETRY: u8 = 4;
}

/// Version of the specification.
const VERSION: u64 = 2;
/// Shapes after which it is asked whether the tile is still wanted: well under a millisecond.
const ASK_EVERY: usize = 64;

/// Most bytes of a tile. One that would have more puts things together, the fullest layers first.
pub const BUDGET: usize = 500_000;

/// A tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Mapbox Vector Tile 2.1.
    pub bytes: Vec<u8>,
    /// How many things are not drawn for themselves but by a mark that stands for several and says for how many.
    pub merged: u64,
}

/// A layer that is asked for a tile, whole or in part.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The layer.
    pub index: &'a LayerIndex,
    /// The features that are drawn, where not all are.
    pub keep: Option<&'a Selection>,
}

impl<'a> From<&'a LayerIndex> for Wanted<'a> {
    fn from(index: &'a LayerIndex) -> Self {
        Self { index, keep: None }
    }
}

/// The Mapbox Vector Tile (2.1) of the layers at `coord`, in the order in which they are given; `None` where nothing
/// is drawn there. A layer whose name was already given is left out: a tile must not have two of one name.
///
/// Equal layers give equal bytes. A layer stands in the tiles of its own zooms only.
///
/// ```
/// use geo_types::Point;
/// use tiles::{Feature, LayerIndex, LayerSpec, TileCoord, encode};
/// let school = Feature::new(1, Point::new(119.97, 31.81)).with("category", "high_sensitivity");
/// let targets = LayerIndex::build(LayerSpec::new("targets", 8..=14)?, vec![school]);
/// let here = TileCoord::containing(8, [119.97, 31.81]).ok_or("no such place")?;
/// assert!(encode(&[&targets], here).is_some());
/// assert!(encode(&[&targets], TileCoord::from_xyz(8, 0, 0)?).is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn encode(layers: &[&LayerIndex], coord: TileCoord) -> Option<Vec<u8>> {
    let wanted: Vec<Wanted<'_>> = layers.iter().map(|index| (*index).into()).collect();
    let tile = encode_while(&wanted, coord, || true).unwrap_or(None);
    tile.map(|tile| tile.bytes)
}

/// The same as long as `is_wanted` says so, which is asked after every few shapes: a client that goes away must not
/// keep a processor busy.
///
/// # Errors
/// [`Stopped`] where it was not wanted any more.
pub fn encode_while(
    layers: &[Wanted<'_>],
    coord: TileCoord,
    is_wanted: impl Fn() -> bool,
) -> Result<Option<Tile>, Stopped> {
    let mut once: Vec<Wanted<'_>> = Vec::with_capacity(layers.len());
    for layer in layers {
        let name = |l: &Wanted<'_>| l.index.spec().name().to_owned();
        if once.iter().all(|before| name(before) != name(layer)) {
            once.push(*layer);
        }
    }
    let frame = Frame::new(coord);
    let mut writer = WRITER.take();
    let written = encode_with(&mut writer, &once, frame, &is_wanted);
    WRITER.replace(writer);
    written
}

thread_local! {
    /// The buffers of the last tile, for the next.
    static WRITER: RefCell<Layer> = RefCell::default();
}

fn encode_with(
    writer: &mut Layer,
    once: &[Wanted<'_>],
    frame: Frame,
    is_wanted: &impl Fn() -> bool,
) -> Result<Option<Tile>, Stopped> {
    let mut written: Vec<Written> = Vec::with_capacity(once.len());
    for layer in once {
        written.push(writer.write(layer, frame, None, is_wanted)?);
    }
    let share = fair_share(written.iter().map(|w| w.bytes.len()));
    for (layer, written) in once.iter().zip(&mut written) {
        // Marks that a zoom has of its own are on its grid already.
        let is_marked = layer.keep.is_none() && layer.index.has_marks(frame.z());
        for coarser in u8::from(is_marked)..=COARSEST {
            if written.bytes.len() <= share {
                break;
            }
            *written = writer.write(layer, frame, Some(coarser), is_wanted)?;
        }
    }
    let merged = written.iter().map(|w| w.merged).sum();
    let mut all = written.into_iter().map(|w| w.bytes);
    let mut bytes = all.next().unwrap_or_default();
    for more in all {
        bytes.extend_from_slice(&more);
    }
    Ok((!bytes.is_empty()).then_some(Tile { bytes, merged }))
}

/// Bytes that a layer may have so that all together keep to the budget: small ones leave theirs to the large.
fn fair_share(sizes: impl Iterator<Item = usize>) -> usize {
    let mut sizes: Vec<usize> = sizes.collect();
    if sizes.iter().sum::<usize>() <= BUDGET {
        return usize::MAX;
    }
    sizes.sort_unstable();
    let mut left = BUDGET;
    for (i, size) in sizes.iter().enumerate() {
        let share = left / (sizes.len() - i);
        if *size > share {
            return share;
        }
        left -= size;
    }
    usize::MAX
}

/// The tile was not wanted any more before it was ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tile was not wanted any more")]
pub struct Stopped;

/// A layer of a tile; no bytes where nothing is drawn.
struct Written {
    bytes: Vec<u8>,
    merged: u64,
}

/// A layer while it is written; used again for the next, as its buffers are.
#[derive(Default)]
struct Layer {
    features: Features,
    tags: Vec<u8>,
    geometry: Vec<u8>,
    keys: Dictionary,
    values: Dictionary,
    rest: Vec<u8>,
}

impl Layer {
    fn write(
        &mut self,
        Wanted { index, keep }: &Wanted<'_>,
        frame: Frame,
        coarser: Option<u8>,
        is_wanted: &impl Fn() -> bool,
    ) -> Result<Written, Stopped> {
        self.features.clear();
        self.keys.clear();
        self.values.clear();
        let mut written = Written {
            bytes: Vec::new(),
            merged: 0,
        };
        if !is_wanted() {
            return Err(Stopped);
        }
        let scene = index.scene(frame, *keep, coarser);
        let (names, values) = (index.table.key_count(), index.table.value_count());
        self.keys.expect(names, names);
        let shared = index.table.once_from();
        let known = if scene.keeps_once() { values } else { shared };
        self.values.expect(shared, known);
        let mut i = 0_usize;
        scene.draw(|drawn| {
            if i.is_multiple_of(ASK_EVERY) && !is_wanted() {
                return Err(Stopped);
            }
            i += 1;
            if drawn.count > 1 {
                written.merged += u64::from(drawn.count);
            }
            self.feature(&scene, drawn);
            Ok(())
        })?;
        if self.features.is_empty() {
            return Ok(written);
        }
        self.rest.clear();
        key(&mut self.rest, field::LAYER_EXTENT, Form::Number);
        varint(&mut self.rest, u64::from(EXTENT));
        key(&mut self.rest, field::LAYER_VERSION, Form::Number);
        varint(&mut self.rest, VERSION);
        let name = index.spec().name().as_bytes();
        let sections = [&self.keys.written, &self.values.written, &self.rest];
        let of_sections: usize = sections.iter().map(|s| s.len()).sum();
        let of_sections = self.features.written.len() + of_sections;
        let long = 1 + varint_len(name.len() as u64) + name.len() + of_sections;
        let out = &mut written.bytes;
        out.reserve_exact(long + 8);
        key(out, field::TILE_LAYERS, Form::Bytes);
        varint(out, long as u64);
        bytes(out, field::LAYER_NAME, name);
        self.features.in_order(out);
        for section in sections {
            out.extend_from_slice(section);
        }
        Ok(written)
    }

    fn feature(&mut self, scene: &Scene<'_>, drawn: &Drawn<'_>) {
        self.tags.clear();
        self.geometry.clear();
        let (keys, values) = (&mut self.keys, &mut self.values);
        drawn.tags.each(|name, value| {
            let of_key = |out: &mut Vec<u8>| {
                bytes(out, field::LAYER_KEYS, scene.key(name).as_bytes());
            };
            let of_value = |out: &mut Vec<u8>| bytes(out, field::LAYER_VALUES, scene.value(value));
            varint(&mut self.tags, keys.local(name, of_key));
            varint(&mut self.tags, values.local(value, of_value));
        });
        let (kind, body): (_, &[u8]) = match &drawn.look {
            Look::Shape(shape) => (commands(shape, &mut self.geometry), &[]),
            Look::Body { kind, first, rest } => {
                move_to(*first, &mut self.geometry);
                (*kind, rest)
            }
        };
        let of_geometry = self.geometry.len() + body.len();
        let packed = |long: usize| 1 + varint_len(long as u64) + long;
        let of_id = drawn.id.map_or(0, |id| 1 + varint_len(id));
        let of_tags = if self.tags.is_empty() {
            0
        } else {
            packed(self.tags.len())
        };
        let long = of_id + of_tags + 2 + packed(of_geometry);
        let out = self.features.next(drawn.order);
        key(out, field::LAYER_FEATURES, Form::Bytes);
        varint(out, long as u64);
        if let Some(id) = drawn.id {
            key(out, field::FEATURE_ID, Form::Number);
            varint(out, id);
        }
        if !self.tags.is_empty() {
            bytes(out, field::FEATURE_TAGS, &self.tags);
        }
        key(out, field::FEATURE_TYPE, Form::Number);
        varint(out, kind as u64);
        key(out, field::FEATURE_GEOMETRY, Form::Bytes);
        varint(out, of_geometry as u64);
        out.extend_from_slice(&self.geometry);
        out.extend_from_slice(body);
    }
}

/// Features of a layer as they were written, and the order in which they are drawn.
#[derive(Default)]
struct Features {
    written: Vec<u8>,
    starts: Vec<usize>,
    /// Of each, its order and, in the low bits, its position.
    orders: Vec<u64>,
}

/// Bits of a position among the features of a tile.
const POSITION: u32 = MOST_ORDER.leading_zeros();

impl Features {
    fn clear(&mut self) {
        self.written.clear();
        self.starts.clear();
        self.orders.clear();
    }

    fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Where the next feature is to be written.
    fn next(&mut self, order: u64) -> &mut Vec<u8> {
        self.orders
            .push(order << POSITION | self.starts.len() as u64);
        self.starts.push(self.written.len());
        &mut self.written
    }

    /// Writes them in the order in which they are drawn.
    fn in_order(&mut self, out: &mut Vec<u8>) {
        self.starts.push(self.written.len());
        self.orders.sort_unstable();
        for order in &self.orders {
            let at = (order & ((1 << POSITION) - 1)) as usize;
            out.extend_from_slice(&self.written[self.starts[at]..self.starts[at + 1]]);
        }
    }
}

/// What of a layer's keys or values a tile holds, in the order of their first use.
#[derive(Default)]
struct Dictionary {
    /// Position in the tile of what may be used by several, by its position in the layer.
    local: Vec<u32>,
    /// Which of them are used.
    used: Vec<u32>,
    /// What is used by one thing alone, and need not be looked up, has positions from the length of `local` to here.
    known: u32,
    /// Of what is beyond.
    beyond: FxHashMap<u32, u32>,
    count: u32,
    /// All that is used, as tiles have it.
    written: Vec<u8>,
}

const UNUSED: u32 = u32::MAX;

impl Dictionary {
    fn clear(&mut self) {
        for at in self.used.drain(..) {
            self.local[at as usize] = UNUSED;
        }
        self.beyond.clear();
        self.written.clear();
        self.count = 0;
    }

    /// A layer that has so many that may be used by several, and so many in all that are told apart.
    fn expect(&mut self, shared: u32, known: u32) {
        self.local.resize(shared as usize, UNUSED);
        self.known = known;
    }

    /// Position in the tile of what has a position in the layer; `write` is asked for it at its first use.
    fn local(&mut self, at: u32, write: impl FnOnce(&mut Vec<u8>)) -> u64 {
        let next = self.count;
        let local = match self.local.get_mut(at as usize) {
            Some(local) => {
                if *local == UNUSED {
                    *local = next;
                    self.used.push(at);
                }
                *local
            }
            None if at < self.known => next,
            None => *self.beyond.entry(at).or_insert(next),
        };
        if local == next {
            self.count += 1;
            write(&mut self.written);
        }
        u64::from(local)
    }
}
