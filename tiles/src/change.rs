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
use crate::tags::Run;

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
        let spec = new.spec();
        let (of_old, of_new) = (things(old), things(new));
        let things = unlike(&of_old, &of_new);
        let touched = zooms.map(|zoom| {
            if !spec.covers_zoom(zoom) {
                return Touched::Tiles(FxHashSet::default());
            }
            let is_of = |thing: &&Drawn| (thing.min_zoom..=thing.max_zoom).contains(&zoom);
            let here = things.iter().copied().filter(is_of).map(|t| t.bounds);
            let is_crowded = [old, new].map(|index| zoom < index.whole_from_zoom());
            if is_crowded == [false; 2] {
                return tiles(here, zoom, u64::from(BUFFER));
            }
            // Marks that are made on the spot, as for a choice of features, are made of whole blocks.
            let here = tiles(here, zoom, 2 * BLOCK_STEPS);
            let (of_old, of_new) = (marks(old, zoom), marks(new, zoom));
            let marks = unlike(&of_old, &of_new);
            let here = here.and(tiles(
                marks.iter().map(|m| m.bounds),
                zoom,
                u64::from(BUFFER),
            ));
            if is_crowded == [true; 2] {
                return here;
            }
            // What one version draws for itself the other puts into marks.
            let put_together = |index: &LayerIndex| -> Vec<Bounds> {
                let small =
                    (0..index.items.len() as u32).filter(|at| !index.pyramid.is_apart(*at, zoom));
                small.map(|at| index.pyramid.bounds(at)).collect()
            };
            let small = [old, new].into_iter().flat_map(put_together);
            here.and(tiles(small, zoom, u64::from(BUFFER)))
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

/// What a layer draws, as a number for all that is seen of it.
struct Drawn {
    digest: u64,
    bounds: Bounds,
    min_zoom: u8,
    max_zoom: u8,
}

/// What only one of two draws, or one draws more often.
fn unlike<'a>(old: &'a [Drawn], new: &'a [Drawn]) -> Vec<&'a Drawn> {
    let mut balance: FxHashMap<u64, i32> = FxHashMap::default();
    for drawn in old {
        *balance.entry(drawn.digest).or_default() += 1;
    }
    for drawn in new {
        *balance.entry(drawn.digest).or_default() -= 1;
    }
    let both = old.iter().chain(new);
    both.filter(|drawn| balance[&drawn.digest] != 0).collect()
}

fn things(index: &LayerIndex) -> Vec<Drawn> {
    let of_one = |at: u32| {
        let item = &index.items[at as usize];
        let mut hasher = FxHasher::default();
        (item.kind, item.id(), item.min_zoom, item.max_zoom).hash(&mut hasher);
        properties(index, item.tags, &mut hasher);
        for part in &index.pack.parts[span(&item.parts)] {
            (part.role as u8).hash(&mut hasher);
            for vertex in part.range() {
                index.pack.vertices[vertex].hash(&mut hasher);
                index.ranks[vertex].hash(&mut hasher);
            }
        }
        Drawn {
            digest: hasher.finish(),
            bounds: index.pyramid.bounds(at),
            min_zoom: item.min_zoom,
            max_zoom: item.max_zoom,
        }
    };
    (0..index.items.len() as u32).map(of_one).collect()
}

fn marks(index: &LayerIndex, zoom: u8) -> Vec<Drawn> {
    let Some(crowd) = index.pyramid.crowd(zoom) else {
        return Vec::new();
    };
    let of_one = |at: u32| {
        let mark = &crowd.marks[at as usize];
        let bounds = crowd.boxes.at(at);
        let mut hasher = FxHasher::default();
        (mark.kind, mark.id(), mark.count, bounds, crowd.body(at)).hash(&mut hasher);
        properties(index, mark.tags, &mut hasher);
        Drawn {
            digest: hasher.finish(),
            bounds,
            min_zoom: zoom,
            max_zoom: zoom,
        }
    };
    (0..crowd.marks.len() as u32).map(of_one).collect()
}

fn properties(index: &LayerIndex, tags: Run, hasher: &mut FxHasher) {
    for (key, value) in index.tags.of(tags) {
        index.table.key(key).hash(hasher);
        index.table.value(value).hash(hasher);
    }
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
