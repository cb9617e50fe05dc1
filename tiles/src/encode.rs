//! One tile of one or several layers, as bytes.

use mvt::Tile;

use crate::commands::commands;
use crate::coord::TileCoord;
use crate::frame::{EXTENT, Frame};
use crate::index::{Drawn, LayerIndex};
use crate::value::Value;

/// The Mapbox Vector Tile (2.1) of the layers at `coord`, in the order in which they are given; `None` where nothing
/// is drawn there. A layer whose name was already given is left out: a tile must not have two of one name.
///
/// Equal layers give equal bytes. A layer stands in the tiles of its own zooms only.
///
/// ```
/// use geo_types::Point;
/// use tiles::{Feature, LayerIndex, LayerSpec, TileCoord, encode};
/// let school = Feature::new(1, Point::new(119.97, 31.81)).with("category", "high_sensitivity");
/// let targets = LayerIndex::build(LayerSpec::new("targets", 8..=14)?, vec![school]);
/// let here = TileCoord::containing(8, [119.97, 31.81]).ok_or("no such place")?;
/// assert!(encode(&[&targets], here).is_some());
/// assert!(encode(&[&targets], TileCoord::from_xyz(8, 0, 0)?).is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn encode(layers: &[&LayerIndex], coord: TileCoord) -> Option<Vec<u8>> {
    let mut tile = Tile::new(EXTENT);
    for (i, index) in layers.iter().enumerate() {
        let name = index.spec().name();
        if layers[..i]
            .iter()
            .all(|before| before.spec().name() != name)
        {
            add_layer(&mut tile, index, coord);
        }
    }
    (tile.num_layers() > 0).then(|| tile.to_bytes().expect("writing to memory does not fail"))
}

fn add_layer(tile: &mut Tile, index: &LayerIndex, coord: TileCoord) {
    let mut layer = tile.create_layer(index.spec().name());
    for Drawn { shape, id, tags } in index.draw(Frame::new(coord)) {
        let mut feature = layer.into_feature(commands(&shape));
        if let Some(id) = id {
            feature.set_id(id);
        }
        for &(key, value) in tags {
            tag(&mut feature, index.key(key), index.value(value));
        }
        layer = feature.into_layer();
    }
    if layer.num_features() > 0 {
        tile.add_layer(layer)
            .expect("the tile has no layer of this name and made this one");
    }
}

fn tag(feature: &mut mvt::Feature, key: &str, value: &Value) {
    match value {
        Value::String(s) => feature.add_tag_string(key, s),
        // A negative number in the plain form takes ten bytes, in the zigzag form as few as it needs.
        Value::Int(i) if *i < 0 => feature.add_tag_sint(key, *i),
        Value::Int(i) => feature.add_tag_int(key, *i),
        Value::UInt(u) => feature.add_tag_uint(key, *u),
        Value::Double(d) => feature.add_tag_double(key, *d),
        Value::Bool(b) => feature.add_tag_bool(key, *b),
    }
}
