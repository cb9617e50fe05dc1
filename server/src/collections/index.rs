//! The order of a collection's identifiers, and which of its boxes meet a window.

use std::borrow::Cow;

use geo::BoundingRect;
use geo_types::Rect;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree, RTreeObject};

use super::{Collection, Source};
use crate::filter::Value;

/// A box and the place in the order of the feature that it is of.
type Entry = GeomWithData<Rectangle<[f32; 2]>, u32>;

/// Index of a collection of one snapshot.
#[derive(Debug)]
pub struct Index {
    /// Rows in the order of their identifiers: the order of every page, whatever changes in between.
    order: Vec<u32>,
    /// Boxes, rounded outwards.
    tree: RTree<Entry>,
    /// Box round all features.
    extent: Option<[f64; 4]>,
    /// First time.
    since: Option<String>,
}

impl Index {
    /// Of all rows of a collection.
    pub fn of(collection: &Collection, source: Source<'_>) -> Self {
        let rows = (collection.len)(source);
        let mut order: Vec<u32> = (0..rows as u32).collect();
        order.sort_by_cached_key(|row| (collection.key)(source, *row as usize));
        let mut extent: Option<[f64; 4]> = None;
        let mut entries = Vec::new();
        for (place, row) in (0..).zip(&order) {
            let shape = (collection.geometry)(source, *row as usize);
            let Some(found) = shape.and_then(|s| s.bounding_rect()) else {
                continue;
            };
            let (min, max) = (found.min(), found.max());
            extent = Some(extent.map_or([min.x, min.y, max.x, max.y], |[w, s, e, n]| {
                [w.min(min.x), s.min(min.y), e.max(max.x), n.max(max.y)]
            }));
            entries.push(Entry::new(outwards(&found), place));
        }
        let column = collection
            .time
            .and_then(|(from, _)| collection.column(from));
        let times = column
            .into_iter()
            .flat_map(|c| (0..rows).filter_map(|row| (c.get)(source, row)));
        let since = times
            .filter_map(|v| match v {
                Value::Text(text) => Some(text.into_owned()),
                _ => None,
            })
            .min();
        Self {
            order,
            tree: RTree::bulk_load(entries),
            extent,
            since,
        }
    }

    /// Number of features.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The row at a place in the order.
    pub fn row(&self, place: usize) -> Option<usize> {
        self.order.get(place).map(|row| *row as usize)
    }

    /// The row of an identifier.
    pub fn find(&self, collection: &Collection, source: Source<'_>, key: &str) -> Option<usize> {
        let place = self.first_from(collection, source, key);
        let row = self.row(place)?;
        ((collection.key)(source, row) == key).then_some(row)
    }

    /// Place of the first identifier that is not before `key`.
    pub fn first_from(&self, collection: &Collection, source: Source<'_>, key: &str) -> usize {
        let of = |row: &u32| -> Cow<'_, str> { (collection.key)(source, *row as usize) };
        self.order.partition_point(|row| of(row).as_ref() < key)
    }

    /// Places from `start` on of the features whose boxes meet a window, in order.
    pub fn within(&self, window: &Rect<f64>, start: usize) -> Vec<usize> {
        let window: AABB<[f32; 2]> = outwards(window).envelope();
        let found = self.tree.locate_in_envelope_intersecting(&window);
        let places = found.map(|e| e.data as usize);
        let mut places: Vec<usize> = places.filter(|place| *place >= start).collect();
        places.sort_unstable();
        places
    }

    /// West, south, east and north of all features.
    pub const fn extent(&self) -> Option<[f64; 4]> {
        self.extent
    }

    /// First time of all features.
    pub fn since(&self) -> Option<&str> {
        self.since.as_deref()
    }
}

/// The least box of small numbers round a box.
fn outwards(of: &Rect<f64>) -> Rectangle<[f32; 2]> {
    let down = |v: f64| (v as f32).next_down();
    let up = |v: f64| (v as f32).next_up();
    Rectangle::from_corners(
        [down(of.min().x), down(of.min().y)],
        [up(of.max().x), up(of.max().y)],
    )
}
