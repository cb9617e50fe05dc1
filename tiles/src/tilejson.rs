//! The description of a tile set, by which clients find its tiles.
//!
//! Source: TileJSON Specification 3.0.0.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::index::LayerIndex;

/// A tile set as TileJSON 3.0.0 describes it.
#[derive(Serialize)]
struct TileJson<'a> {
    tilejson: &'static str,
    name: String,
    tiles: [&'a str; 1],
    vector_layers: Vec<VectorLayer<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribution: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<[f64; 4]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minzoom: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maxzoom: Option<u8>,
    scheme: &'static str,
    version: &'a str,
}

#[derive(Serialize)]
struct VectorLayer<'a> {
    id: &'a str,
    description: &'a str,
    minzoom: u8,
    maxzoom: u8,
    /// Zooms before it have marks that stand for several features and say for how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    merged_before_zoom: Option<u8>,
    fields: Map<String, Json>,
}

/// The TileJSON 3.0.0 of the layers, whose tiles are at `tiles_url` (with `{z}`, `{x}` and `{y}` in it). `version` is a
/// semantic version (`1.0.0`) by the specification. Bounds are left out where nothing is drawn. A layer whose name was
/// already given is left out, as in [`encode`](crate::encode()).
pub fn tile_json(
    layers: &[&LayerIndex],
    tiles_url: &str,
    attribution: Option<&str>,
    version: &str,
) -> Json {
    let mut once: Vec<&LayerIndex> = Vec::with_capacity(layers.len());
    for layer in layers {
        if once
            .iter()
            .all(|before| before.spec().name() != layer.spec().name())
        {
            once.push(layer);
        }
    }
    let names: Vec<&str> = once.iter().map(|layer| layer.spec().name()).collect();
    let described = TileJson {
        tilejson: "3.0.0",
        name: names.join(","),
        tiles: [tiles_url],
        vector_layers: once.iter().map(|layer| vector_layer(layer)).collect(),
        attribution,
        bounds: once
            .iter()
            .filter_map(|layer| layer.bounds_lon_lat())
            .reduce(around),
        minzoom: once.iter().map(|layer| layer.spec().min_zoom()).min(),
        maxzoom: once.iter().map(|layer| layer.spec().max_zoom()).max(),
        scheme: "xyz",
        version,
    };
    serde_json::to_value(described).expect("all keys are text and all numbers finite")
}

/// What a file of tiles says of its layers (`vector_layers` of MBTiles 1.3 and of PMTiles), one entry a layer. Fields
/// are told by the word for their kind alone, as readers of files take it for the type of a column.
pub fn vector_layers(layers: &[&LayerIndex]) -> Json {
    let described = layers.iter().map(|layer| {
        let spec = layer.spec();
        let fields = spec.fields().iter();
        VectorLayer {
            fields: fields
                .map(|f| (f.name.clone(), Json::from(f.kind.word())))
                .collect(),
            ..vector_layer(layer)
        }
    });
    let described: Vec<VectorLayer<'_>> = described.collect();
    serde_json::to_value(described).expect("all keys are text and all numbers finite")
}

fn vector_layer(layer: &LayerIndex) -> VectorLayer<'_> {
    let spec = layer.spec();
    let field = |f: &crate::layer::Field| {
        let text = match f.description.as_str() {
            "" => f.kind.word().to_owned(),
            description => format!("{}: {description}", f.kind.word()),
        };
        (f.name.clone(), Json::String(text))
    };
    VectorLayer {
        id: spec.name(),
        description: spec.description(),
        minzoom: spec.min_zoom(),
        maxzoom: spec.max_zoom(),
        merged_before_zoom: (layer.whole_from_zoom() > spec.min_zoom())
            .then(|| layer.whole_from_zoom()),
        fields: spec.fields().iter().map(field).collect(),
    }
}

/// The box round two boxes, west, south, east, north.
fn around(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

#[cfg(test)]
mod tests {
    use geo_types::Point;
    use serde_json::json;

    use super::*;
    use crate::feature::Feature;
    use crate::layer::{FieldKind, LayerSpec};

    fn layer(name: &str, place: (f64, f64)) -> LayerIndex {
        let spec = LayerSpec::new(name, 4..=12)
            .unwrap()
            .described("风险源")
            .with_field("level", FieldKind::Number, "1 to 4");
        let feature = Feature::new(1, Point::from(place))
            .with("level", 1_u32)
            .with("name", "甲");
        LayerIndex::build(spec, vec![feature])
    }

    #[test]
    fn a_tile_set_says_what_is_in_it_once() {
        let (a, b) = (layer("a", (119.0, 31.0)), layer("b", (120.0, 32.0)));
        let mut got = tile_json(
            &[&a, &b, &a],
            "http://localhost/{z}/{x}/{y}",
            Some("synthetic"),
            "1.0.0",
        );
        let bounds = got["bounds"].take();
        for (got, want) in bounds
            .as_array()
            .unwrap()
            .iter()
            .zip([119.0, 31.0, 120.0, 32.0])
        {
            assert!((got.as_f64().unwrap() - want).abs() < 1e-6);
        }
        let described = |id: &str| {
            json!({"id": id, "description": "风险源", "minzoom": 4, "maxzoom": 12,
                   "fields": {"level": "Number: 1 to 4", "name": "String"}})
        };
        let want = json!({
            "tilejson": "3.0.0", "name": "a,b", "tiles": ["http://localhost/{z}/{x}/{y}"],
            "vector_layers": [described("a"), described("b")], "attribution": "synthetic", "bounds": null,
            "minzoom": 4, "maxzoom": 12, "scheme": "xyz", "version": "1.0.0",
        });
        assert_eq!(got, want);
    }

    #[test]
    fn a_file_names_the_kind_of_each_field_alone() {
        let got = vector_layers(&[&layer("a", (119.0, 31.0))]);
        let want = json!([{"id": "a", "description": "风险源", "minzoom": 4, "maxzoom": 12,
                           "fields": {"level": "Number", "name": "String"}}]);
        assert_eq!(got, want);
    }

    #[test]
    fn an_empty_set_has_no_bounds() {
        let empty = LayerIndex::build(LayerSpec::new("a", 0..=1).unwrap(), vec![]);
        assert_eq!(tile_json(&[&empty], "u", None, "1.0.0").get("bounds"), None);
    }
}
