//! One tile of one or several layers, as bytes: Mapbox Vector Tile 2.1, written straight into a buffer.

use rustc_hash::FxHashMap;

use crate::commands::commands;
use crate::coord::TileCoord;
use crate::frame::{EXTENT, Frame};
use crate::index::{Drawn, LayerIndex};
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
    encode_while(layers, coord, || true).unwrap_or(None)
}

/// The same as long as `is_wanted` says so, which is asked after every few shapes: a client that goes away must not
/// keep a processor busy.
///
/// # Errors
/// [`Stopped`] where it was not wanted any more.
pub fn encode_while(
    layers: &[&LayerIndex],
    coord: TileCoord,
    is_wanted: impl Fn() -> bool,
) -> Result<Option<Vec<u8>>, Stopped> {
    let mut tile = Vec::new();
    let mut layer = Layer::default();
    for (i, index) in layers.iter().enumerate() {
        let name = index.spec().name();
        if layers[..i]
            .iter()
            .all(|before| before.spec().name() != name)
        {
            layer.write(index, coord, &is_wanted, &mut tile)?;
        }
    }
    Ok((!tile.is_empty()).then_some(tile))
}

/// The tile was not wanted any more before it was ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the tile was not wanted any more")]
pub struct Stopped;

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
    /// Adds the layer to a tile, where anything of it is drawn there.
    fn write(
        &mut self,
        index: &LayerIndex,
        coord: TileCoord,
        is_wanted: &impl Fn() -> bool,
        tile: &mut Vec<u8>,
    ) -> Result<(), Stopped> {
        self.features.clear();
        self.keys.clear();
        self.values.clear();
        for (i, drawn) in index.draw(Frame::new(coord)).enumerate() {
            if i.is_multiple_of(ASK_EVERY) && !is_wanted() {
                return Err(Stopped);
            }
            self.feature(&drawn);
        }
        if self.features.is_empty() {
            return Ok(());
        }
        self.rest.clear();
        for at in &self.keys.order {
            bytes(&mut self.rest, field::LAYER_KEYS, index.key(*at).as_bytes());
        }
        for at in &self.values.order {
            bytes(
                &mut self.rest,
                field::LAYER_VALUES,
                index.written_value(*at),
            );
        }
        key(&mut self.rest, field::LAYER_EXTENT, Form::Number);
        varint(&mut self.rest, u64::from(EXTENT));
        key(&mut self.rest, field::LAYER_VERSION, Form::Number);
        varint(&mut self.rest, VERSION);
        let name = index.spec().name().as_bytes();
        let long =
            1 + varint_len(name.len() as u64) + name.len() + self.features.len() + self.rest.len();
        tile.reserve(long + 8);
        key(tile, field::TILE_LAYERS, Form::Bytes);
        varint(tile, long as u64);
        bytes(tile, field::LAYER_NAME, name);
        tile.extend_from_slice(&self.features);
        tile.extend_from_slice(&self.rest);
        Ok(())
    }

    fn feature(&mut self, Drawn { shape, id, tags }: &Drawn<'_>) {
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
