//! A layer, built once and then asked for tiles.

use std::ops::Range;

use crate::build::LayerBuilder;
use crate::coord::TileCoord;
use crate::drawings::Drawings;
use crate::feature::Feature;
use crate::frame::Frame;
use crate::item::Item;
use crate::layer::LayerSpec;
use crate::merge::Grid;
use crate::pack::{Pack, Part};
use crate::project::{Projection, World};
use crate::pyramid::Pyramid;
use crate::scene::Scene;
use crate::select::Selection;
use crate::table::Table;
use crate::tags::Tags;

/// The features of a layer, projected, packed, generalised and indexed. It does not change: a new version of the
/// data is a new index.
#[derive(Debug)]
pub struct LayerIndex {
    pub(crate) spec: LayerSpec,
    pub(crate) len: usize,
    pub(crate) pack: Pack,
    /// Of each vertex of the pack.
    pub(crate) ranks: Vec<u8>,
    /// In the order of the tree's boxes.
    pub(crate) items: Vec<Item>,
    pub(crate) tags: Tags,
    pub(crate) table: Table,
    pub(crate) pyramid: Pyramid,
    pub(crate) drawings: Drawings,
    pub(crate) repeated_ids: usize,
    pub(crate) skipped_values: usize,
}

impl LayerIndex {
    /// Builds the index. Features are drawn in the order in which they are given, the last on top.
    ///
    /// Nothing is lost in silence: what cannot be drawn is counted, see [`skipped`](Self::skipped),
    /// [`skipped_values`](Self::skipped_values) and [`repeated_ids`](Self::repeated_ids).
    pub fn build(spec: LayerSpec, features: Vec<Feature>) -> Self {
        let mut builder = LayerBuilder::new(spec);
        for feature in features {
            builder.add(feature);
        }
        builder.finish()
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
        let [west, north, east, south] = self.pyramid.extent()?;
        let [west, north] = self.spec.projection().lon_lat([west, north]);
        let [east, south] = self.spec.projection().lon_lat([east, south]);
        Some([west, south, east, north])
    }

    /// Whether anything of the layer may be drawn in the tile or in any tile below it, by bounding boxes: `false` is
    /// sure, `true` is not. The buffer of a tile holds the buffers of those below it, a mark that stands for several
    /// things lies within a block of one of them, and the zooms of the layer and of its features are not looked at: a
    /// walk down the pyramid may turn round where this says `false`.
    pub fn reaches(&self, coord: TileCoord) -> bool {
        let frame = Frame::new(coord);
        let window = Grid::new(frame.z(), 0).grown(frame.window());
        self.pyramid.reaches(window)
    }

    /// The same layer in another projection, to a centimetre: for tile sets that cut the globe in another way.
    #[must_use]
    pub fn reprojected(&self, projection: Projection) -> Self {
        LayerBuilder::again(self, projection).finish()
    }

    /// First zoom whose tiles have everything as it is; before it, what is too small to be seen apart is put together
    /// ([`Merge`](crate::Merge)).
    pub fn whole_from_zoom(&self) -> u8 {
        self.pyramid.whole_from()
    }

    /// Whether a zoom has marks of its own.
    pub(crate) fn has_marks(&self, zoom: u8) -> bool {
        self.pyramid.crowd(zoom).is_some()
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

    /// Memory that the index takes, bytes, by what takes it.
    pub fn memory(&self) -> [(&'static str, usize); 8] {
        let [tree, marks] = self.pyramid.memory();
        let vertices = self.pack.vertices.capacity() * size_of::<World>() + self.ranks.capacity();
        let parts = self.pack.parts.capacity() * size_of::<Part>();
        [
            ("vertices", vertices),
            ("parts", parts),
            ("things", self.items.capacity() * size_of::<Item>()),
            ("properties", self.tags.memory()),
            ("values", self.table.memory()),
            ("tree", tree),
            ("marks", marks),
            ("drawings", self.drawings.memory()),
        ]
    }

    /// What the layer draws in a tile. Nothing outside the zooms of the layer.
    pub(crate) fn scene(
        &self,
        frame: Frame,
        keep: Option<&Selection>,
        coarser: Option<u8>,
    ) -> Scene<'_> {
        Scene::of(self, frame, keep, coarser)
    }
}

pub(crate) fn span(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}
