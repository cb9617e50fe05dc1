//! Which tiles two versions of a layer have unlike.
//!
//! Not the features are compared but what is drawn of them: shapes as they were generalised, with their properties,
//! and the marks of each zoom. So a district whose new border makes its neighbour drop other vertices touches the
//! tiles of both, and a plant that joins a mark touches the tiles of the mark.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::boxes::Bounds;
use crate::coord::{MAX_ZOOM, TileCoord};
use crate::frame::{BUFFER, EXTENT};
use crate::index::{LayerIndex, span};
use crate::merge::BLOCK_STEPS;

/// Where a layer changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// By zoom.
    touched: Vec<Touched>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Touched {
    Tiles(FxHashSet<(u32, u32)>),
    All,
}

impl Touched {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Tiles(mut tiles), Self::Tiles(more)) => {
                tiles.extend(more);
                Self::Tiles(tiles)
            }
            _ => Self::All,
        }
    }
}

/// Tiles of a zoom beyond which all count as touched: a list of them would be longer than what it saves.
const MOST: usize = 20_000;

impl Change {
    /// What differs between two versions.
    pub fn between(old: &LayerIndex, new: &LayerIndex) -> Self {
        let zooms = 0..=MAX_ZOOM;
        if !old.spec().draws_like(new.spec()) {
            return Self {
                touched: zooms.map(|_| Touched::All).collect(),
            };
        }
        let whole_from = old.whole_from_zoom().max(new.whole_from_zoom());
        let spec = new.spec();
        let things = unlike(old, new, None);
        let touched = zooms.map(|zoom| {
            if !spec.covers_zoom(zoom) {
                return Touched::Tiles(FxHashSet::default());
            }
            let here = things
                .iter()
                .filter(|(_, min, max)| (*min..=*max).contains(&zoom));
            let here = here.map(|(bounds, _, _)| *bounds);
            if zoom >= whole_from {
                return tiles(here, zoom, u64::from(BUFFER));
            }
            // Marks that are made on the spot, as for a choice of features, are made of whole blocks.
            let things = tiles(here, zoom, 2 * BLOCK_STEPS);
            let marks = unlike(old, new, Some(zoom)).into_iter().map(|(b, _, _)| b);
            things.and(tiles(marks, zoom, u64::from(BUFFER)))
        });
        Self {
            touched: touched.collect(),
        }
    }

    /// Whether a tile may differ; where not, it is the same to the last byte.
    pub fn touches(&self, coord: TileCoord) -> bool {
        match self.touched.get(usize::from(coord.z())) {
            Some(Touched::Tiles(tiles)) => tiles.contains(&(coord.x(), coord.y())),
            Some(Touched::All) | None => true,
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let is_none = |t: &Touched| matches!(t, Touched::Tiles(tiles) if tiles.is_empty());
        self.touched.iter().all(is_none)
    }
}

/// Boxes and zooms of what only one of them draws.
type Unlike = Vec<(Bounds, u8, u8)>;

/// Compares what is drawn at a zoom, or all things, whatever their zooms.
fn unlike(old: &LayerIndex, new: &LayerIndex, zoom: Option<u8>) -> Unlike {
    let drawn = |index: &LayerIndex| -> Vec<(u64, Bounds, u8, u8)> {
        let items = index.pyramid.all(zoom).map(|(at, bounds)| {
            let item = &index.items[at as usize];
            (digest(index, at), bounds, item.min_zoom, item.max_zoom)
        });
        items.collect()
    };
    let (old, new) = (drawn(old), drawn(new));
    let mut balance: FxHashMap<u64, i32> = FxHashMap::default();
    for (digest, ..) in &old {
        *balance.entry(*digest).or_default() += 1;
    }
    for (digest, ..) in &new {
        *balance.entry(*digest).or_default() -= 1;
    }
    old.into_iter()
        .chain(new)
        .filter(|(digest, ..)| balance[digest] != 0)
        .map(|(_, bounds, min, max)| (bounds, min, max))
        .collect()
}

/// A number for all that is drawn of an item.
fn digest(index: &LayerIndex, at: u32) -> u64 {
    let item = &index.items[at as usize];
    let mut hasher = FxHasher::default();
    (item.kind, item.id, item.min_zoom, item.max_zoom, item.count).hash(&mut hasher);
    for (key, value) in &index.tags[span(&item.tags)] {
        index.table.key(*key).hash(&mut hasher);
        index.table.value(*value).hash(&mut hasher);
    }
    for part in &index.pack.parts[span(&item.parts)] {
        (part.role as u8).hash(&mut hasher);
        for vertex in part.range() {
            index.pack.vertices[vertex].hash(&mut hasher);
            index.ranks[vertex].hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Tiles of a zoom that boxes lie in, with so many steps of the tile grid beyond each edge.
fn tiles(boxes: impl Iterator<Item = Bounds>, zoom: u8, beyond: u64) -> Touched {
    let mut touched = FxHashSet::default();
    let shift = 32 - u32::from(zoom);
    // A step of rounding on top.
    let margin = ((beyond + 2) << shift) / u64::from(EXTENT) + 1;
    let last = (1_u64 << zoom) - 1;
    let tile = |c: u64| (c >> shift).min(last) as u32;
    for [west, north, east, south] in boxes {
        let low = |c: u32| tile(u64::from(c).saturating_sub(margin));
        let high = |c: u32| tile(u64::from(c) + margin);
        let (x, y) = ((low(west), high(east)), (low(north), high(south)));
        let many = u64::from(x.1 - x.0 + 1) * u64::from(y.1 - y.0 + 1);
        if many as usize > MOST || touched.len() > MOST {
            return Touched::All;
        }
        touched.extend((x.0..=x.1).flat_map(|x| (y.0..=y.1).map(move |y| (x, y))));
    }
    Touched::Tiles(touched)
}
