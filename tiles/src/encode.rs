//! One tile of one or several layers, as bytes: Mapbox Vector Tile 2.1, written straight into a buffer.

use rustc_hash::FxHashMap;

use crate::commands::commands;
use crate::coord::TileCoord;
use crate::frame::{EXTENT, Frame};
use crate::index::LayerIndex;
use crate::merge::COARSEST;
use crate::scene::Drawn;
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
    let mut writer = Layer::default();
    let mut written: Vec<Written> = Vec::with_capacity(once.len());
    for layer in &once {
        written.push(writer.write(layer, frame, None, &is_wanted)?);
    }
    let share = fair_share(written.iter().map(|w| w.bytes.len()));
    for (layer, written) in once.iter().zip(&mut written) {
        for coarser in 0..=COARSEST {
            if written.bytes.len() <= share {
                break;
            }
            *written = writer.write(layer, frame, Some(coarser), &is_wanted)?;
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
    features: Vec<u8>,
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
        for (i, drawn) in scene.drawn().enumerate() {
            if i.is_multiple_of(ASK_EVERY) && !is_wanted() {
                return Err(Stopped);
            }
            if drawn.count > 1 {
                written.merged += u64::from(drawn.count);
            }
            self.feature(&drawn);
        }
        if self.features.is_empty() {
            return Ok(written);
        }
        self.rest.clear();
        for at in &self.keys.order {
            bytes(&mut self.rest, field::LAYER_KEYS, scene.key(*at).as_bytes());
        }
        for at in &self.values.order {
            bytes(&mut self.rest, field::LAYER_VALUES, scene.value(*at));
        }
        key(&mut self.rest, field::LAYER_EXTENT, Form::Number);
        varint(&mut self.rest, u64::from(EXTENT));
        key(&mut self.rest, field::LAYER_VERSION, Form::Number);
        varint(&mut self.rest, VERSION);
        let name = index.spec().name().as_bytes();
        let long =
            1 + varint_len(name.len() as u64) + name.len() + self.features.len() + self.rest.len();
        let out = &mut written.bytes;
        out.reserve_exact(long + 8);
        key(out, field::TILE_LAYERS, Form::Bytes);
        varint(out, long as u64);
        bytes(out, field::LAYER_NAME, name);
        out.extend_from_slice(&self.features);
        out.extend_from_slice(&self.rest);
        Ok(written)
    }

    fn feature(&mut self, drawn: &Drawn<'_>) {
        let Drawn {
            shape, id, tags, ..
        } = drawn;
        self.tags.clear();
        self.geometry.clear();
        for &(key, value) in *tags {
            varint(&mut self.tags, self.keys.local(key));
            varint(&mut self.tags, self.values.local(value));
        }
        let kind = commands(shape, &mut self.geometry);
        let packed = |content: &[u8]| 1 + varint_len(content.len() as u64) + content.len();
        let of_id = id.map_or(0, |id| 1 + varint_len(id));
        let of_tags = if self.tags.is_empty() {
            0
        } else {
            packed(&self.tags)
        };
        let long = of_id + of_tags + 2 + packed(&self.geometry);
        let out = &mut self.features;
        key(out, field::LAYER_FEATURES, Form::Bytes);
        varint(out, long as u64);
        if let Some(id) = id {
            key(out, field::FEATURE_ID, Form::Number);
            varint(out, *id);
        }
        if !self.tags.is_empty() {
            bytes(out, field::FEATURE_TAGS, &self.tags);
        }
        key(out, field::FEATURE_TYPE, Form::Number);
        varint(out, kind as u64);
        bytes(out, field::FEATURE_GEOMETRY, &self.geometry);
    }
}

/// What of a layer's keys or values a tile holds, in the order of their first use.
#[derive(Default)]
struct Dictionary {
    local: FxHashMap<u32, u32>,
    order: Vec<u32>,
}

impl Dictionary {
    fn clear(&mut self) {
        self.local.clear();
        self.order.clear();
    }

    /// Position in the tile of what has a position in the layer.
    fn local(&mut self, at: u32) -> u64 {
        let next = self.order.len() as u32;
        let local = *self.local.entry(at).or_insert(next);
        if local == next {
            self.order.push(at);
        }
        u64::from(local)
    }
}
