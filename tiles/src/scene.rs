//! What one tile draws of a layer: things as they are, marks, and marks made on the spot where there are too many.

use crate::commands::GeometryType;
use crate::drawings::{self, Body, detail};
use crate::frame::{Frame, Local, holds};
use crate::index::{LayerIndex, span};
use crate::item::{Item, Mark};
use crate::merge::{Grid, Made, Marks, Things, marks, middle};
use crate::pack::Kind;
use crate::pyramid::{Crowd, FULL, weight};
use crate::select::Selection;
use crate::shape::{Detail, Shape, cut, shape};
use crate::table::Over;

/// What a tile draws of a layer.
pub(crate) struct Scene<'a> {
    index: &'a LayerIndex,
    frame: Frame,
    /// Positions of things, ascending: as they lie in memory, which is quicker than as they are drawn.
    things: Vec<u32>,
    /// Positions of the zoom's marks, likewise; they are drawn over the things.
    marks: Option<(&'a Crowd, Vec<u32>)>,
    /// Marks that were made for this tile.
    made: Marks,
    over: Over<'a>,
}

/// What a tile draws of a thing or mark.
#[derive(Debug)]
pub(crate) struct Drawn<'s> {
    pub(crate) look: Look<'s>,
    /// What has more is drawn over it; at most [`MOST_ORDER`].
    pub(crate) order: u64,
    pub(crate) id: Option<u64>,
    pub(crate) tags: Tagged<'s>,
    /// How many things it stands for.
    pub(crate) count: u32,
}

/// Marks of the zoom are drawn over things, whose order takes two bits more than 32.
const MARKS: u64 = 1 << 34;
/// Marks made for the tile are drawn over those.
const MADE: u64 = 2 << 34;
/// No more than this.
pub(crate) const MOST_ORDER: u64 = (3 << 34) - 1;

/// What is to be drawn.
#[derive(Debug)]
pub(crate) enum Look<'s> {
    /// Still to be written.
    Shape(Shape),
    /// Written already but for its place.
    Body {
        kind: GeometryType,
        first: Local,
        rest: &'s [u8],
    },
}

/// Properties, as positions of names and values.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Tagged<'s> {
    Apart(&'s [u32], &'s [u32]),
    Pairs(&'s [(u32, u32)]),
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
            things: Vec::new(),
            marks: None,
            made: Marks::default(),
            over: Over::new(&index.table),
        };
        let zoom = frame.z();
        if !index.spec().covers_zoom(zoom) {
            return scene;
        }
        let is_wanted = |at: &u32| {
            let item = &index.items[*at as usize];
            item.is_of(zoom) && keep.is_none_or(|keep| keep.has(item.feature as usize))
        };
        let things = Things {
            pack: &index.pack,
            items: &index.items,
            tags: &index.tags,
        };
        let bounds = |at: u32| index.pyramid.bounds(at);
        let merge = || index.spec().merge().cloned().unwrap_or_default();
        if keep.is_none() && index.has_marks(zoom) || coarser.is_none() && !index.has_marks(zoom) {
            let mut found = index.pyramid.search(zoom, frame.window());
            found.retain(is_wanted);
            let crowd = index.pyramid.crowd(zoom);
            let crowd = crowd.map(|crowd| (crowd, crowd.boxes.search(frame.window(), zoom)));
            let Some(coarser) = coarser else {
                (scene.things, scene.marks) = (found, crowd);
                return scene;
            };
            // Marks of the zoom are put together as the things that they stand for would be.
            let grid = Grid::new(zoom, coarser);
            let (small, apart) = parted(index, found, grid);
            let small = small.into_iter().map(|at| things.one(at, bounds(at)));
            let marked = crowd.iter().flat_map(|(crowd, found)| {
                let one = |at: &u32| things.mark(&crowd.marks[*at as usize], crowd.boxes.at(*at));
                found.iter().map(one)
            });
            let here = small.chain(marked).filter(|one| frame.owns(one.middle()));
            scene.made = marks(here, grid, &merge(), &mut scene.over);
            scene.things = apart;
            return scene;
        }
        // Blocks at the edge are counted whole, wherever the tile ends.
        let grid = Grid::new(zoom, coarser.unwrap_or(0));
        let mut found = index.pyramid.search_whole(grid.grown(frame.window()));
        found.retain(is_wanted);
        let weights = found.iter();
        let weights = weights.map(|at| weight(things, &index.items[*at as usize], &index.table));
        if coarser.is_none() && weights.sum::<u64>() <= FULL {
            scene.things = found;
            return scene;
        }
        let (mut small, apart) = parted(index, found, grid);
        if grid.is_coarser() {
            // Blocks beyond the edge are left to the next tile: they reach too far to be gathered here.
            small.retain(|at| frame.owns(middle(bounds(*at))));
        }
        let small = small.into_iter().map(|at| things.one(at, bounds(at)));
        scene.made = marks(small, grid, &merge(), &mut scene.over);
        scene.things = apart;
        scene
    }

    /// Hands on what is drawn, in no order but telling it, until it is not taken.
    pub(crate) fn draw<E>(
        &self,
        mut take: impl FnMut(&Drawn<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let here = self.index.drawings.zoom(self.frame.z());
        let detail = detail(self.index.spec(), &self.index.ranks, self.frame.z());
        for at in &self.things {
            let item = &self.index.items[*at as usize];
            let Some(look) = self.thing(*at, item, here, detail) else {
                continue;
            };
            let tags = &self.index.tags;
            take(&Drawn {
                look,
                order: item.order(),
                id: item.id(),
                tags: Tagged::Apart(tags.names(item.tags), tags.values(item.tags)),
                count: 1,
            })?;
        }
        if let Some((crowd, found)) = &self.marks {
            for at in found {
                let mark = &crowd.marks[*at as usize];
                let Some(look) = self.mark(*at, mark, crowd) else {
                    continue;
                };
                let tags = &self.index.tags;
                take(&Drawn {
                    look,
                    order: MARKS | u64::from(mark.order),
                    id: mark.id(),
                    tags: Tagged::Apart(tags.names(mark.tags), tags.values(mark.tags)),
                    count: mark.count,
                })?;
            }
        }
        for (order, made) in (MADE..).zip(&self.made.made) {
            let Some(shape) = self.made(made, detail) else {
                continue;
            };
            take(&Drawn {
                look: Look::Shape(shape),
                order,
                id: made.id,
                tags: Tagged::Pairs(&self.made.tags[span(&made.tags)]),
                count: made.count,
            })?;
        }
        Ok(())
    }

    fn thing(
        &self,
        at: u32,
        item: &Item,
        here: Option<&'a drawings::Zoom>,
        detail: Detail<'_>,
    ) -> Option<Look<'a>> {
        let pack = &self.index.pack;
        let parts = &pack.parts[span(&item.parts)];
        match (item.kind, parts) {
            (Kind::Points, [only]) if only.range().len() == 1 => {
                return self.point(pack.vertices[only.range().start]);
            }
            (Kind::Points, _) => {}
            (Kind::Lines | Kind::Polygons, _) => {
                let bounds = self.index.pyramid.bounds(at);
                if let Some(here) = here
                    && self.frame.holds_box(bounds)
                    && let Body::Drawn(body) = here.body(at)
                {
                    let [west, north, ..] = bounds;
                    return self.body(item.kind, [west, north], body);
                }
            }
        }
        shape(pack, item.kind, parts, &self.frame, detail).map(Look::Shape)
    }

    fn mark(&self, at: u32, mark: &Mark, crowd: &'a Crowd) -> Option<Look<'a>> {
        let bounds = crowd.boxes.at(at);
        let [west, north, ..] = bounds;
        if mark.kind == Kind::Points {
            return self.point([west, north]);
        }
        let body = crowd.body(at);
        if self.frame.holds_box(bounds) {
            return self.body(mark.kind, [west, north], body);
        }
        let corner = self.frame.vertex([west, north]);
        cut(mark.kind, drawings::paths(corner, body)).map(Look::Shape)
    }

    fn made(&self, made: &Made, detail: Detail<'_>) -> Option<Shape> {
        let parts = &self.made.pack.parts[span(&made.parts)];
        let all = Detail {
            ranks: &[],
            ..detail
        };
        shape(&self.made.pack, made.kind, parts, &self.frame, all)
    }

    fn point(&self, world: [u32; 2]) -> Option<Look<'a>> {
        let first = self.frame.point(world);
        holds(first).then_some(Look::Body {
            kind: GeometryType::Point,
            first,
            rest: &[],
        })
    }

    /// Nothing where there is no drawing.
    fn body(&self, kind: Kind, corner: [u32; 2], body: &'a [u8]) -> Option<Look<'a>> {
        if body.is_empty() {
            return None;
        }
        let (first, rest) = drawings::place(self.frame.vertex(corner), body);
        let kind = match kind {
            Kind::Points => GeometryType::Point,
            Kind::Lines => GeometryType::Line,
            Kind::Polygons => GeometryType::Polygon,
        };
        Some(Look::Body { kind, first, rest })
    }

    /// Whether a value that stands once in the layer stands once in the tile: no mark made for it may have it too.
    pub(crate) fn keeps_once(&self) -> bool {
        self.made.made.is_empty()
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

/// What is too small to be seen apart on a grid, and the rest.
fn parted(index: &LayerIndex, found: Vec<u32>, grid: Grid) -> (Vec<u32>, Vec<u32>) {
    found.into_iter().partition(|at| {
        let bounds = index.pyramid.bounds(*at);
        !grid.is_apart(index.items[*at as usize].kind, bounds)
    })
}

impl Tagged<'_> {
    /// Positions of names and values.
    pub(crate) fn each(self, mut take: impl FnMut(u32, u32)) {
        match self {
            Self::Apart(names, values) => {
                for (name, value) in names.iter().zip(values) {
                    take(*name, *value);
                }
            }
            Self::Pairs(pairs) => {
                for (name, value) in pairs {
                    take(*name, *value);
                }
            }
        }
    }
}
