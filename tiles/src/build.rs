//! Building a layer: features in, an index out.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::boxes::{Bounds, BoxTree, curve};
use crate::drawings::Drawings;
use crate::feature::Feature;
use crate::index::LayerIndex;
use crate::item::Item;
use crate::layer::LayerSpec;
use crate::merge::{Grid, Merge, Things, marks};
use crate::pack::Pack;
use crate::project::Projection;
use crate::pyramid::{Crowd, Pyramid, apart_from, whole_from};
use crate::rank;
use crate::table::{Over, Table};
use crate::tags::Tags;
use crate::value::Value;

/// An index being built, feature by feature, so that they need not all be there at once.
pub struct LayerBuilder {
    spec: LayerSpec,
    pack: Pack,
    items: Vec<Item>,
    bounds: Vec<Bounds>,
    ids: FxHashSet<u64>,
    table: Table,
    tags: Tags,
    features: u32,
    repeated_ids: usize,
    skipped_values: usize,
    /// Properties of the feature at hand.
    at_hand: Vec<(u32, u32)>,
}

impl LayerBuilder {
    /// A layer without features yet.
    pub fn new(spec: LayerSpec) -> Self {
        Self {
            pack: Pack {
                projection: spec.projection(),
                ..Pack::default()
            },
            spec,
            items: Vec::new(),
            bounds: Vec::new(),
            ids: FxHashSet::default(),
            table: Table::default(),
            tags: Tags::default(),
            features: 0,
            repeated_ids: 0,
            skipped_values: 0,
            at_hand: Vec::new(),
        }
    }

    /// The features of an index, in another projection.
    pub(crate) fn again(index: &LayerIndex, projection: Projection) -> Self {
        let mut items = index.items.clone();
        items.sort_by_key(Item::order);
        let pack = index.pack.reprojected(projection);
        let bounds = items.iter().map(|item| pack.bounds(&item.parts)).collect();
        let mut builder = Self::new(index.spec.clone().projected(projection));
        builder.table.take(&index.table);
        for item in &mut items {
            let tags: Vec<(u32, u32)> = index.tags.of(item.tags).collect();
            item.tags = builder.tags.add(&tags);
        }
        Self {
            pack,
            items,
            bounds,
            features: position(index.len),
            repeated_ids: index.repeated_ids,
            skipped_values: index.skipped_values,
            ..builder
        }
    }

    /// Adds a feature, which is drawn over those before it.
    pub fn add(&mut self, feature: Feature) {
        let packed = self.pack.add(&feature.geometry);
        let mut id = self.ids.insert(feature.id).then_some(feature.id);
        self.repeated_ids += usize::from(id.is_none());
        self.name(feature.properties);
        for shape in packed {
            // An id is unique within a layer, so only the first shape of a mixed feature has it.
            let mut item = Item::new(shape.kind, shape.parts, self.features, id.take());
            item.min_zoom = feature.min_zoom.unwrap_or(0);
            item.max_zoom = feature.max_zoom.unwrap_or(u8::MAX);
            item.tags = self.tags.add(&self.at_hand);
            self.bounds.push(shape.bounds);
            self.items.push(item);
        }
        self.features += 1;
    }

    /// Finds the positions of a feature's properties.
    fn name(&mut self, properties: Vec<(Arc<str>, Value)>) {
        self.at_hand.clear();
        for (name, value) in properties {
            if !value.is_finite() {
                self.skipped_values += 1;
                continue;
            }
            let key = self.table.key_at(&name).unwrap_or_else(|| {
                self.spec.found(&name, &value);
                self.table.add_key(name)
            });
            let value = self.table.add_value(&value);
            match self.at_hand.iter_mut().find(|tag| tag.0 == key) {
                Some(tag) => tag.1 = value,
                None => self.at_hand.push((key, value)),
            }
        }
    }

    /// The index of what was added; see [`LayerIndex::build`].
    pub fn finish(mut self) -> LayerIndex {
        self.ids = FxHashSet::default();
        let ranks = rank::ranks(&self.pack);
        let whole_from = whole_from(&self.spec, self.things(), &self.bounds, &self.table);
        let (crowded, own_values) = self.crowds(whole_from);
        if whole_from > self.spec.min_zoom() {
            self.spec.found(Merge::COUNT, &Value::UInt(0));
        }
        let order = curve(&self.bounds);
        let in_order = |at: &u32| self.bounds[*at as usize];
        let bounds: Vec<Bounds> = order.iter().map(in_order).collect();
        let items: Vec<Item> = order
            .iter()
            .map(|at| self.items[*at as usize].clone())
            .collect();
        (self.items, self.bounds) = (items, Vec::new());
        let from = self.items.iter().zip(&bounds);
        let from = from.map(|(item, bounds)| apart_from(item, *bounds, whole_from));
        let from: Vec<u8> = from.collect();
        let boxes = BoxTree::build(bounds, from);
        let (pack, ranks) = rearranged(&self.pack, &ranks, &mut self.items);
        let drawings = Drawings::new(&self.spec, &pack, &ranks, &self.items, &boxes);
        let mut pyramid = Pyramid::new(&self.spec, whole_from, boxes, crowded);
        let things = self.items.iter_mut().map(|item| &mut item.tags);
        let marks = pyramid.crowds().flat_map(|crowd| &mut crowd.marks);
        let mut tags = self
            .tags
            .rearranged(things.chain(marks.map(|mark| &mut mark.tags)));
        arrange(&mut self.table, &mut tags, &self.items, &own_values);
        self.table.shrink();
        LayerIndex {
            spec: self.spec,
            len: self.features as usize,
            pack,
            ranks,
            items: self.items,
            tags,
            table: self.table,
            pyramid,
            drawings,
            repeated_ids: self.repeated_ids,
            skipped_values: self.skipped_values,
        }
    }

    fn things(&self) -> Things<'_> {
        Things {
            pack: &self.pack,
            items: &self.items,
            tags: &self.tags,
        }
    }

    /// The marks of each zoom that has some, and values that are theirs alone.
    fn crowds(&mut self, whole_from: u8) -> (Vec<Crowd>, Vec<u32>) {
        let mut crowds = Vec::new();
        let mut own_values = Vec::new();
        let merge = self.spec.merge().cloned().unwrap_or_default();
        for zoom in self.spec.min_zoom()..whole_from {
            let grid = Grid::new(zoom, 0);
            let small = (0..).zip(&self.items).zip(&self.bounds);
            let small = small.filter(|((_, item), bounds)| {
                item.is_of(zoom) && !grid.is_apart(item.kind, **bounds)
            });
            let small = small.map(|((at, _), bounds)| self.things().one(at, *bounds));
            let mut over = Over::new(&self.table);
            let made = marks(small, grid, &merge, &mut over);
            let more = over.into_more();
            self.table.take(&more);
            own_values.extend_from_slice(&made.own_values);
            crowds.push(Crowd::new(zoom, &made, &mut self.tags));
        }
        (crowds, own_values)
    }
}

/// Shapes in the order of their items.
fn rearranged(pack: &Pack, ranks: &[u8], items: &mut [Item]) -> (Pack, Vec<u8>) {
    let mut out = Pack {
        vertices: Vec::with_capacity(pack.vertices.len()),
        parts: Vec::with_capacity(pack.parts.len()),
        skipped: pack.skipped,
        projection: pack.projection,
    };
    let mut out_ranks = Vec::with_capacity(ranks.len());
    for item in items {
        let parts = item.parts.start as usize..item.parts.end as usize;
        let first = position(out.parts.len());
        for part in &pack.parts[parts] {
            out.vertices.extend_from_slice(&pack.vertices[part.range()]);
            out_ranks.extend_from_slice(&ranks[part.range()]);
            out.close(part.role, part.range().len());
        }
        item.parts = first..position(out.parts.len());
    }
    (out, out_ranks)
}

/// Lays the values out so that those of neighbours are neighbours, those of one thing alone behind all others.
fn arrange(table: &mut Table, tags: &mut Tags, items: &[Item], own_values: &[u32]) {
    /// Not the value of a thing, or of several.
    const MANY: u8 = 2;
    let mut uses = vec![0_u8; table.value_count() as usize];
    for item in items {
        for value in tags.values(item.tags) {
            let uses = &mut uses[*value as usize];
            *uses = (*uses + 1).min(MANY);
        }
    }
    for value in own_values {
        uses[*value as usize] = MANY;
    }
    let shared = (0..position(uses.len())).filter(|value| uses[*value as usize] != 1);
    let mut order: Vec<u32> = shared.collect();
    let once_from = position(order.len());
    for item in items {
        let once = tags.values(item.tags).iter();
        order.extend(once.filter(|value| uses[**value as usize] == 1));
    }
    tags.renumber(&table.arrange(&order, once_from));
}

fn position(i: usize) -> u32 {
    u32::try_from(i).expect("fewer than 2^32 things, vertices and values in a layer")
}
