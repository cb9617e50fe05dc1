//! What a layer draws: things, and marks that stand for several of them.

use std::ops::Range;

use crate::merge::cells::Mask;
use crate::pack::Kind;
use crate::tags::Run;

/// One kind of shape of one feature. Things lie in memory as they lie on the map, along a curve, so that those of a
/// tile are found side by side; [`order`](Self::order) says which is drawn over which.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    id: u64,
    pub(crate) parts: Range<u32>,
    pub(crate) tags: Run,
    /// Position of the feature.
    pub(crate) feature: u32,
    pub(crate) kind: Kind,
    pub(crate) min_zoom: u8,
    pub(crate) max_zoom: u8,
    has_id: bool,
}

impl Item {
    pub(crate) fn new(kind: Kind, parts: Range<u32>, feature: u32, id: Option<u64>) -> Self {
        Self {
            id: id.unwrap_or(0),
            parts,
            tags: Run::default(),
            feature,
            kind,
            min_zoom: 0,
            max_zoom: u8::MAX,
            has_id: id.is_some(),
        }
    }

    pub(crate) fn id(&self) -> Option<u64> {
        self.has_id.then_some(self.id)
    }

    /// Things are drawn in ascending order: as their features were given, and those of one feature by kind.
    pub(crate) fn order(&self) -> u64 {
        u64::from(self.feature) << 2 | self.kind as u64
    }

    pub(crate) fn is_of(&self, zoom: u8) -> bool {
        (self.min_zoom..=self.max_zoom).contains(&zoom)
    }
}

/// A mark of a crowded zoom, drawn once when the layer is built.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    id: u64,
    pub(crate) tags: Run,
    /// How many things it stands for.
    pub(crate) count: u32,
    /// Marks are drawn in ascending order, over all things.
    pub(crate) order: u32,
    /// Where its drawing begins; it ends where that of the next mark begins.
    pub(crate) body: u32,
    pub(crate) kind: Kind,
    has_id: bool,
    /// The cells that it takes in its block.
    pub(crate) mask: Mask,
}

impl Mark {
    pub(crate) fn new(kind: Kind, count: u32, id: Option<u64>) -> Self {
        Self {
            id: id.unwrap_or(0),
            tags: Run::default(),
            count,
            order: 0,
            body: 0,
            kind,
            has_id: id.is_some(),
            mask: 0,
        }
    }

    pub(crate) fn id(&self) -> Option<u64> {
        self.has_id.then_some(self.id)
    }
}
