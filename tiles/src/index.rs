//! A layer, built once and then asked for tiles.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::boxes::Bounds;
use crate::coord::TileCoord;
use crate::feature::Feature;
use crate::frame::Frame;
use crate::layer::LayerSpec;
use crate::merge::{Grid, Marks, Merge, Things, marks};
use crate::pack::{Kind, Pack};
use crate::project::Projection;
use crate::pyramid::Pyramid;
use crate::rank;
use crate::scene::Scene;
use crate::select::Selection;
use crate::table::{Over, Table};
use crate::value::Value;

/// The features of a layer, projected, packed, generalised and indexed. It does not change: a new version of the
/// data is a new index.
#[derive(Debug)]
pub struct LayerIndex {
    spec: LayerSpec,
    len: usize,
    pub(crate) pack: Pack,
    pub(crate) ranks: Vec<u8>,
    /// Shapes of features, then the marks of each zoom that has some.
    pub(crate) items: Vec<Item>,
    /// Key and value of each property, by position in `table`.
    pub(crate) tags: Vec<(u32, u32)>,
    pub(crate) table: Table,
    pub(crate) pyramid: Pyramid,
    repeated_ids: usize,
    skipped_values: usize,
}

/// One kind of shape of one feature, or a mark that stands for several.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    pub(crate) min_zoom: u8,
    pub(crate) max_zoom: u8,
    pub(crate) id: Option<u64>,
    pub(crate) parts: Range<u32>,
    pub(crate) tags: Range<u32>,
    /// Position of the feature; of a mark, that of the worst.
    pub(crate) feature: u32,
    /// How many it stands for.
    pub(crate) count: u32,
}

impl Item {
    pub(crate) fn is_of(&self, zoom: u8) -> bool {
        (self.min_zoom..=self.max_zoom).contains(&zoom)
    }
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
        let whole = self.pyramid.whole_count();
        let items = self.items[..whole].to_vec();
        let end = |of: fn(&Item) -> u32| items.iter().map(of).max().unwrap_or(0) as usize;
        let (parts, tags) = (end(|i| i.parts.end), end(|i| i.tags.end));
        let last = self.pack.parts[..parts].last();
        let vertices = last.map_or(0, |p| p.end as usize);
        let pack = self.pack.reprojected(vertices, parts, projection);
        let bounds = items.iter().map(|item| pack.bounds(&item.parts)).collect();
        let mut table = Table::default();
        table.take(&self.table);
        let builder = LayerBuilder {
            spec: self.spec.clone().projected(projection),
            pack,
            items,
            bounds,
            ids: HashSet::new(),
            table,
            tags: self.tags[..tags].to_vec(),
            features: index(self.len),
            repeated_ids: self.repeated_ids,
            skipped_values: self.skipped_values,
        };
        builder.finish()
    }

    /// First zoom whose tiles have everything as it is; before it, what is too small to be seen apart is put together
    /// ([`Merge`](crate::Merge)).
    pub fn whole_from_zoom(&self) -> u8 {
        self.pyramid.whole_from()
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

fn index(i: usize) -> u32 {
    u32::try_from(i).expect("fewer than 2^32 properties, and bytes of them, in a layer")
}

/// An index being built, feature by feature, so that they need not all be there at once.
pub struct LayerBuilder {
    spec: LayerSpec,
    pack: Pack,
    items: Vec<Item>,
    bounds: Vec<Bounds>,
    ids: HashSet<u64>,
    table: Table,
    tags: Vec<(u32, u32)>,
    features: u32,
    repeated_ids: usize,
    skipped_values: usize,
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
            ids: HashSet::new(),
            table: Table::default(),
            tags: Vec::new(),
            features: 0,
            repeated_ids: 0,
            skipped_values: 0,
        }
    }

    /// Adds a feature, which is drawn over those before it.
    pub fn add(&mut self, feature: Feature) {
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
                feature: self.features,
                count: 1,
            });
        }
        self.features += 1;
    }

    fn tags(&mut self, properties: Vec<(Arc<str>, Value)>) -> Range<u32> {
        let start = self.tags.len();
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
            match self.tags[start..].iter_mut().find(|tag| tag.0 == key) {
                Some(tag) => tag.1 = value,
                None => self.tags.push((key, value)),
            }
        }
        index(start)..index(self.tags.len())
    }

    /// The index of what was added; see [`LayerIndex::build`].
    pub fn finish(mut self) -> LayerIndex {
        let mut ranks = rank::ranks(&self.pack);
        let whole = self.items.len();
        let things = Things {
            pack: &self.pack,
            items: &self.items,
            tags: &self.tags,
        };
        let mut pyramid = Pyramid::new(&self.spec, things, &self.table, &self.bounds);
        for zoom in self.spec.min_zoom()..pyramid.whole_from() {
            let grid = Grid::new(zoom, 0);
            let here = (0..).zip(&self.items[..whole]).zip(&self.bounds);
            let here = here.filter(|((_, item), _)| item.is_of(zoom));
            let (apart, small): (Vec<_>, Vec<_>) = here
                .map(|((at, item), bounds)| (at, item.kind, *bounds))
                .partition(|(_, kind, bounds)| grid.is_apart(*kind, *bounds));
            let mut over = Over::new(&self.table);
            let things = Things {
                pack: &self.pack,
                items: &self.items[..whole],
                tags: &self.tags,
            };
            let merge = self.spec.merge().cloned().unwrap_or_default();
            let small = small.into_iter().map(|(at, _, bounds)| (at, bounds));
            let made = marks(things, small, grid, &merge, &mut over);
            let more = over.into_more();
            self.table.take(&more);
            let mut members: Vec<(u32, Bounds)> = apart
                .into_iter()
                .map(|(at, _, bounds)| (at, bounds))
                .collect();
            self.take(made, &mut ranks, &mut members);
            pyramid.put(&members);
        }
        if pyramid.whole_from() > self.spec.min_zoom() {
            self.spec.found(Merge::COUNT, &Value::UInt(0));
        }
        self.pack.vertices.shrink_to_fit();
        self.pack.parts.shrink_to_fit();
        self.tags.shrink_to_fit();
        self.table.shrink();
        self.items.shrink_to_fit();
        LayerIndex {
            spec: self.spec,
            len: self.features as usize,
            pack: self.pack,
            ranks,
            items: self.items,
            tags: self.tags,
            table: self.table,
            pyramid,
            repeated_ids: self.repeated_ids,
            skipped_values: self.skipped_values,
        }
    }

    /// Takes the marks of a zoom in; they are drawn with `members`.
    fn take(&mut self, made: Marks, ranks: &mut Vec<u8>, members: &mut Vec<(u32, Bounds)>) {
        let parts = self.pack.take(&made.pack);
        ranks.resize(self.pack.vertices.len(), 0);
        let tags = index(self.tags.len());
        self.tags.extend_from_slice(&made.tags);
        for (mut item, bounds) in made.items.into_iter().zip(made.bounds) {
            item.parts = item.parts.start + parts..item.parts.end + parts;
            item.tags = item.tags.start + tags..item.tags.end + tags;
            members.push((index(self.items.len()), bounds));
            self.items.push(item);
        }
    }
}
