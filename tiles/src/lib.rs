//! Features in, Mapbox Vector Tiles 2.1 out.
//!
//! A layer is built once ([`LayerIndex::build`]) and then asked for tiles ([`encode()`]). Nothing here knows what the
//! features mean, nor any file, socket or clock.
//!
//! # The life of a tile
//!
//! | step | where | what |
//! |---|---|---|
//! | project | `project` | longitude and latitude → whole numbers on a grid of the world, 8 mm a step |
//! | pack | `pack` | shapes → a few flat arrays |
//! | rank | `rank` | for each vertex, the first zoom that needs it; borders that districts share stay shared |
//! | merge | `merge` | for crowded zooms: marks that stand for things too small to be seen apart, and say for how many |
//! | lay out | `build`, `item`, `tags`, `table` | what lies side by side on the map lies side by side in memory |
//! | index | `boxes`, `pyramid` | packed trees of bounding boxes: of all things, and of the marks of each crowded zoom |
//! | draw | `drawings` | shapes that a tile may hold whole, for each zoom, as the commands that draw them |
//! | – | – | *up to here once a layer, from here once a tile* |
//! | find | `scene` | which features meet the tile and its buffer; marks made on the spot where it would be too full |
//! | place | `frame`, `shape` | what the tile cuts: the vertices this zoom needs, on the tile grid: 4096 steps and 64 beyond each edge |
//! | cut | `clip` | lines and rings at the edge of the buffer |
//! | repair | `repair`, `node`, `faces`, `ring` | rings that cross or fold → valid polygons, wound as the specification wants |
//! | write | `commands`, `encode`, `wire` | straight into a buffer |
//!
//! # Where to look
//!
//! - Which tile is meant? [`TileCoord`], with a constructor for each order of its three numbers.
//! - Which tile of another tile matrix set? [`TileMatrixSet`], with [`LayerIndex::reprojected`].
//! - What goes in? [`Feature`], [`Value`], [`LayerSpec`].
//! - What comes out? [`encode()`] for the tile, [`tile_json`] for the description.
//! - Which tiles differ between two versions? [`Change`].
//! - What was left out? [`LayerIndex::skipped`], [`LayerIndex::skipped_values`], [`LayerIndex::repeated_ids`].
//!
//! # Invariants
//!
//! 1. Equal input gives equal bytes.
//! 2. A point is drawn at every zoom of its layer, however many lie on one place; so is, unless a layer says
//!    [`Tiny::Drop`], each line and polygon, if only one step in size. Where that is too much for a tile, a mark
//!    stands for several, has the properties of the worst of them and says for how many: no hazard vanishes from
//!    the map.
//! 3. All rounding is to the grid of the world, so two tiles agree on what lies at their common edge.
//! 4. A tile never holds an empty layer, two layers of one name, two features of one id in a layer, a vertex beyond
//!    the buffer, a ring without area, or polygons of one feature that overlap.
//!
//! Shapes that cross the meridian of 180° are expected in two halves, as GeoJSON (RFC 7946 §3.1.9) wants them.

mod boxes;
mod build;
mod change;
mod clip;
mod commands;
mod coord;
mod drawings;
mod encode;
mod faces;
mod feature;
mod frame;
mod held;
mod index;
mod item;
mod layer;
mod matrix_set;
mod merge;
mod node;
mod pack;
mod project;
mod pyramid;
mod rank;
mod repair;
mod ring;
mod scene;
mod select;
mod shape;
mod table;
mod tags;
mod tilejson;
mod value;
mod wire;

pub use build::LayerBuilder;
pub use change::Change;
pub use coord::{CoordError, HALF_WORLD_M, MAX_ZOOM, TileCoord};
pub use encode::{BUDGET, Stopped, Tile, Wanted, encode, encode_while};
pub use feature::Feature;
pub use frame::{BUFFER, EXTENT};
pub use held::Held;
pub use index::LayerIndex;
pub use layer::{Field, FieldKind, LayerSpec, SpecError, Tiny};
pub use matrix_set::TileMatrixSet;
pub use merge::{Merge, Worst};
pub use project::{Lonlat, MAX_LAT_DEG, Projection};
pub use select::Selection;
pub use tilejson::{tile_json, vector_layers};
pub use value::Value;
