//! What one tile draws of a layer: things as they are, and marks made on the spot where there are too many.

use crate::frame::Frame;
use crate::index::{Item, LayerIndex, span};
use crate::layer::Tiny;
use crate::merge::{Grid, Marks, Things, marks, middle};
use crate::pyramid::{FULL, weight};
use crate::rank;
use crate::select::Selection;
use crate::shape::{Detail, Shape, shape};
use crate::table::Over;

/// What a tile draws of a layer, in drawing order.
pub(crate) struct Scene<'a> {
    index: &'a LayerIndex,
    frame: Frame,
    /// Positions among the layer's items.
    items: Vec<u32>,
    /// Made for this tile.
    marks: Marks,
    over: Over<'a>,
}

/// What a tile draws of an item.
#[derive(Debug)]
pub(crate) struct Drawn<'s> {
    pub(crate) shape: Shape,
    pub(crate) id: Option<u64>,
    pub(crate) tags: &'s [(u32, u32)],
    /// How many things it stands for.
    pub(crate) count: u32,
}

impl<'a> Scene<'a> {
    /// `keep` leaves out what was not chosen. With `coarser`, everything that is not seen apart on a grid so many
    /// times coarser is put together here.
    pub(crate) fn of(
        index: &'a LayerIndex,
        frame: Frame,
        keep: Option<&Selection>,
        coarser: Option<u8>,
    ) -> Self {
        let mut scene = Self {
            index,
            frame,
            items: Vec::new(),
            marks: Marks::default(),
            over: Over::new(&index.table),
        };
        let zoom = frame.z();
        if !index.spec().covers_zoom(zoom) {
            return scene;
        }
        let is_wanted = |at: u32| {
            let item = &index.items[at as usize];
            item.is_of(zoom) && keep.is_none_or(|keep| keep.has(item.feature as usize))
        };
        let is_whole = zoom >= index.whole_from_zoom();
        if coarser.is_none() && (is_whole || keep.is_none()) {
            scene.items = index.pyramid.search(zoom, frame.window());
            scene.items.retain(|at| is_wanted(*at));
            return scene;
        }
        // Blocks at the edge are counted whole, wherever the tile ends.
        let grid = Grid::new(zoom, coarser.unwrap_or(0));
        let window = grid.grown(frame.window());
        let mut found = index.pyramid.search_whole(window);
        found.retain(|(at, _)| is_wanted(*at));
        let things = Things {
            pack: &index.pack,
            items: &index.items,
            tags: &index.tags,
        };
        let of_all: u64 = (found.iter())
            .map(|(at, _)| weight(things, &index.items[*at as usize], &index.table))
            .sum();
        if coarser.is_none() && of_all <= FULL {
            scene.items = found.into_iter().map(|(at, _)| at).collect();
            return scene;
        }
        let is_small =
            |(at, bounds): &(u32, _)| !grid.is_apart(index.items[*at as usize].kind, *bounds);
        let (mut small, apart): (Vec<_>, Vec<_>) = found.into_iter().partition(is_small);
        if grid.is_coarser() {
            // Blocks beyond the edge are left to the next tile: they reach too far to be gathered here.
            small.retain(|(_, bounds)| frame.owns(middle(*bounds)));
        }
        let merge = index.spec().merge().cloned().unwrap_or_default();
        scene.marks = marks(things, small.into_iter(), grid, &merge, &mut scene.over);
        scene.items = apart.into_iter().map(|(at, _)| at).collect();
        scene
    }

    /// What is drawn, in order.
    pub(crate) fn drawn(&self) -> impl Iterator<Item = Drawn<'_>> {
        let zoom = self.frame.z();
        let keep_tiny = self.index.spec().tiny() == Tiny::Keep;
        let detail = Detail {
            ranks: &self.index.ranks,
            rank: if zoom == self.index.spec().max_zoom() {
                rank::NEVER
            } else {
                zoom
            },
            keep_tiny,
        };
        let things = self.items.iter().map(|at| &self.index.items[*at as usize]);
        let things = things.filter_map(move |item| {
            let parts = &self.index.pack.parts[span(&item.parts)];
            let shape = shape(&self.index.pack, item.kind, parts, &self.frame, detail)?;
            Some(drawn(item, shape, &self.index.tags))
        });
        let marks = self.marks.items.iter().filter_map(move |item| {
            let parts = &self.marks.pack.parts[span(&item.parts)];
            let all = Detail {
                ranks: &[],
                ..detail
            };
            let shape = shape(&self.marks.pack, item.kind, parts, &self.frame, all)?;
            Some(drawn(item, shape, &self.marks.tags))
        });
        things.chain(marks)
    }

    /// Name of a property, by its position in a tag.
    pub(crate) fn key(&self, at: u32) -> &str {
        self.over.key(at)
    }

    /// Value of a property as tiles have it, by its position in a tag.
    pub(crate) fn value(&self, at: u32) -> &[u8] {
        self.over.value(at)
    }
}

fn drawn<'s>(item: &Item, shape: Shape, tags: &'s [(u32, u32)]) -> Drawn<'s> {
    Drawn {
        shape,
        id: item.id,
        tags: &tags[span(&item.tags)],
        count: item.count,
    }
}
