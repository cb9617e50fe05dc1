//! A layer, built once and then asked for tiles.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::boxes::{Bounds, BoxTree};
use crate::coord::TileCoord;
use crate::feature::Feature;
use crate::frame::Frame;
use crate::layer::{LayerSpec, Tiny};
use crate::pack::{Kind, Pack};
use crate::project::unproject;
use crate::rank;
use crate::shape::{Detail, Shape, shape};
use crate::value::Value;

/// The features of a layer, projected, packed, generalised and indexed. It does not change: a new version of the
/// data is a new index.
#[derive(Debug)]
pub struct LayerIndex {
    spec: LayerSpec,
    len: usize,
    pack: Pack,
    ranks: Vec<u8>,
    items: Vec<Item>,
    tree: BoxTree,
    keys: Vec<Arc<str>>,
    /// Each value as tiles have it, one after the other, and where each ends.
    written: Vec<u8>,
    ends: Vec<u32>,
    /// Key and value of each property, by position in `keys` and `ends`.
    tags: Vec<(u32, u32)>,
    repeated_ids: usize,
    skipped_values: usize,
}

/// One kind of shape of one feature.
#[derive(Debug)]
struct Item {
    kind: Kind,
    min_zoom: u8,
    max_zoom: u8,
    id: Option<u64>,
    parts: Range<u32>,
    tags: Range<u32>,
}

/// What a tile draws of an item.
#[derive(Debug)]
pub(crate) struct Drawn<'a> {
    pub(crate) shape: Shape,
    pub(crate) id: Option<u64>,
    pub(crate) tags: &'a [(u32, u32)],
}

impl LayerIndex {
    /// Builds the index. Features are drawn in the order in which they are given, the last on top.
    ///
    /// Nothing is lost in silence: what cannot be drawn is counted, see [`skipped`](Self::skipped),
    /// [`skipped_values`](Self::skipped_values) and [`repeated_ids`](Self::repeated_ids).
    pub fn build(spec: LayerSpec, features: Vec<Feature>) -> Self {
        let mut builder = Builder::new(spec);
        let len = features.len();
        for feature in features {
            builder.add(feature);
        }
        builder.finish(len)
    }

    /// What the layer is; its fields include those that were found in the features.
    pub fn spec(&self) -> &LayerSpec {
        &self.spec
    }

    /// Number of features the index was built from.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it was built from no feature.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// West, south, east and north end of what is drawn, in degrees; `None` where nothing is.
    pub fn bounds_lon_lat(&self) -> Option<[f64; 4]> {
        let side = f64::from(u32::MAX) + 1.0;
        let [west, north, east, south] = self.tree.extent()?.map(|c| f64::from(c) / side);
        let [west, north] = unproject([west, north]);
        let [east, south] = unproject([east, south]);
        Some([west, south, east, north])
    }

    /// Whether anything of the layer may be drawn in the tile or in any tile below it, by bounding boxes: `false` is
    /// sure, `true` is not. The buffer of a tile holds the buffers of those below it, and the zooms of the layer and
    /// of its features are not looked at, so that a walk down the pyramid may turn round where this says `false`.
    pub fn reaches(&self, coord: TileCoord) -> bool {
        self.tree.meets_any(Frame::new(coord).window())
    }

    /// Number of points, lines and polygons left out since a coordinate of theirs is not finite, or is no longitude
    /// and latitude (as when the two are swapped).
    pub fn skipped(&self) -> usize {
        self.pack.skipped
    }

    /// Number of property values left out since they are not finite.
    pub fn skipped_values(&self) -> usize {
        self.skipped_values
    }

    /// Number of features drawn without an id since an earlier one has it.
    pub fn repeated_ids(&self) -> usize {
        self.repeated_ids
    }

    /// What the layer draws in a tile, in drawing order. Nothing outside the zooms of the layer.
    pub(crate) fn draw(&self, frame: Frame) -> impl Iterator<Item = Drawn<'_>> {
        let z = frame.z();
        let hits = if self.spec.covers_zoom(z) {
            self.tree.search(frame.window())
        } else {
            Vec::new()
        };
        let detail = Detail {
            ranks: &self.ranks,
            rank: if z == self.spec.max_zoom() {
                rank::NEVER
            } else {
                z
            },
            keep_tiny: self.spec.tiny() == Tiny::Keep,
        };
        hits.into_iter()
            .map(|at| &self.items[at as usize])
            .filter(move |item| (item.min_zoom..=item.max_zoom).contains(&z))
            .filter_map(move |item| {
                let parts = &self.pack.parts[span(&item.parts)];
                let shape = shape(&self.pack, item.kind, parts, &frame, detail)?;
                Some(Drawn {
                    shape,
                    id: item.id,
                    tags: &self.tags[span(&item.tags)],
                })
            })
    }

    /// Name of a property, by its position in a tag.
    pub(crate) fn key(&self, at: u32) -> &str {
        &self.keys[at as usize]
    }

    /// Value of a property as tiles have it, by its position in a tag.
    pub(crate) fn written_value(&self, at: u32) -> &[u8] {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.written[start as usize..self.ends[at] as usize]
    }
}

fn span(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

fn index(i: usize) -> u32 {
    u32::try_from(i).expect("fewer than 2^32 properties, and bytes of them, in a layer")
}

/// An index being built.
struct Builder {
    spec: LayerSpec,
    pack: Pack,
    items: Vec<Item>,
    bounds: Vec<Bounds>,
    ids: HashSet<u64>,
    keys: Vec<Arc<str>>,
    key_at: HashMap<Arc<str>, u32>,
    written: Vec<u8>,
    ends: Vec<u32>,
    value_at: HashMap<Value, u32>,
    tags: Vec<(u32, u32)>,
    repeated_ids: usize,
    skipped_values: usize,
}

impl Builder {
    fn new(spec: LayerSpec) -> Self {
        Self {
            spec,
            pack: Pack::default(),
            items: Vec::new(),
            bounds: Vec::new(),
            ids: HashSet::new(),
            keys: Vec::new(),
            key_at: HashMap::new(),
            written: Vec::new(),
            ends: Vec::new(),
            value_at: HashMap::new(),
            tags: Vec::new(),
            repeated_ids: 0,
            skipped_values: 0,
        }
    }

    fn add(&mut self, feature: Feature) {
        let packed = self.pack.add(&feature.geometry);
        let mut id = self.ids.insert(feature.id).then_some(feature.id);
        self.repeated_ids += usize::from(id.is_none());
        let tags = self.tags(feature.properties);
        for shape in packed {
            self.bounds.push(shape.bounds);
            self.items.push(Item {
                kind: shape.kind,
                min_zoom: feature.min_zoom.unwrap_or(0),
                max_zoom: feature.max_zoom.unwrap_or(u8::MAX),
                // An id is unique within a layer, so only the first shape of a mixed feature has it.
                id: id.take(),
                parts: shape.parts,
                tags: tags.clone(),
            });
        }
    }

    fn tags(&mut self, properties: Vec<(Arc<str>, Value)>) -> Range<u32> {
        let start = self.tags.len();
        for (name, value) in properties {
            if !value.is_finite() {
                self.skipped_values += 1;
                continue;
            }
            let key = self.key(name, &value);
            let value = self.value(value);
            match self.tags[start..].iter_mut().find(|tag| tag.0 == key) {
                Some(tag) => tag.1 = value,
                None => self.tags.push((key, value)),
            }
        }
        index(start)..index(self.tags.len())
    }

    fn key(&mut self, name: Arc<str>, value: &Value) -> u32 {
        if let Some(&at) = self.key_at.get(&name) {
            return at;
        }
        self.spec.found(&name, value);
        let at = index(self.keys.len());
        self.keys.push(Arc::clone(&name));
        self.key_at.insert(name, at);
        at
    }

    fn value(&mut self, value: Value) -> u32 {
        if let Some(&at) = self.value_at.get(&value) {
            return at;
        }
        let at = index(self.ends.len());
        value.write(&mut self.written);
        self.ends.push(index(self.written.len()));
        self.value_at.insert(value, at);
        at
    }

    fn finish(mut self, len: usize) -> LayerIndex {
        let ranks = rank::ranks(&self.pack);
        self.pack.vertices.shrink_to_fit();
        self.pack.parts.shrink_to_fit();
        self.tags.shrink_to_fit();
        self.written.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
        LayerIndex {
            spec: self.spec,
            len,
            ranks,
            pack: self.pack,
            items: self.items,
            tree: BoxTree::build(&self.bounds),
            keys: self.keys,
            written: self.written,
            ends: self.ends,
            tags: self.tags,
            repeated_ids: self.repeated_ids,
            skipped_values: self.skipped_values,
        }
    }
}
