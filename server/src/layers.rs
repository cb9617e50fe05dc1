//! The tile layers of a snapshot: which features they hold and what a viewer is told of each.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

use analysis::facts::DistrictLevel;
use geo_types::{Geometry, Point};
use rayon::prelude::*;
use rustc_hash::FxHasher;
use tiles::{Feature, LayerSpec, Merge, Worst};

use crate::collections::{Collection, Source, named};
use crate::filter::Value;
use crate::name_points;
use crate::shown_layer::ShownLayer;
use crate::views::facility;

/// Layers by name.
pub type Layers = BTreeMap<&'static str, ShownLayer>;

/// Farthest zoom that tiles are made for; a viewer magnifies beyond.
pub const MAX_ZOOM: u8 = 16;

/// A layer: the collection of its name, from which zoom on, in words.
type Drawn = (&'static str, u8, &'static str);

const OF_FACTS: [Drawn; 7] = [
    ("districts", 0, "行政区划 districts"),
    ("parks", 0, "园区 parks"),
    (
        "facilities",
        0,
        "企业 facilities: a point, and the plant boundary from zoom 11",
    ),
    ("vessels", 12, "储罐 vessels"),
    ("targets", 10, "防护目标 protection targets"),
    ("population", 9, "人口 population"),
    (
        "violations",
        0,
        "安全距离违规 safety-distance violations as segments",
    ),
];

const OF_THE_RISK: [Drawn; 2] = [
    (
        "contours",
        0,
        "个人风险等值线 contours of individual risk, the outermost first",
    ),
    (
        "lsir",
        12,
        "个人风险网格 individual risk on a grid of 50 m, from 1e-8 a year",
    ),
];

/// Builds every layer of the facts and their verdicts, as of a run; those that did not change are taken over from the
/// layers before.
pub fn build(source: Source<'_>, run: &Arc<str>, before: Option<&Layers>) -> Layers {
    let mut layers = layers(&OF_FACTS, Some(source), run, before);
    let before = before.and_then(|b| b.get(NAMES_LAYER));
    let spec = spec(
        NAMES_LAYER,
        0,
        "注记 where the names of districts and parks stand, one point each",
    );
    let names = ShownLayer::build(spec, name_points::features(source.city), run, before);
    layers.insert(NAMES_LAYER, names);
    layers
}

/// Layer of the places of names.
const NAMES_LAYER: &str = "names";

/// Names of all layers.
pub const NAMES: [&str; 15] = [
    "districts",
    "parks",
    "names",
    "facilities",
    "vessels",
    "targets",
    "population",
    "violations",
    "contours",
    "lsir",
    "grades_districts",
    "grades_towns",
    "grades_parks",
    "grades_grid",
    "hidden_hazards",
];

/// Names of the layers of the risk.
pub const OF_RISK: [&str; 2] = ["contours", "lsir"];

/// The layers of the risk as long as it is being computed: they can be described, and have nothing.
pub static PENDING: LazyLock<Layers> =
    LazyLock::new(|| layers(&OF_THE_RISK, None, &Arc::from("pending"), None));

/// Builds the layers of the risk of a run; those that did not change are taken over from the layers before.
pub fn of_risk(source: Source<'_>, run: &Arc<str>, before: Option<&Layers>) -> Layers {
    layers(&OF_THE_RISK, Some(source), run, before)
}

fn layers(
    drawn: &[Drawn],
    source: Option<Source<'_>>,
    run: &Arc<str>,
    before: Option<&Layers>,
) -> Layers {
    drawn
        .into_par_iter()
        .map(|&(name, from, description)| {
            let (features, rows) =
                source.map_or_else(Default::default, |s| features(named(name), s));
            let before = before.and_then(|b| b.get(name));
            let spec = spec(name, from, description);
            let layer = ShownLayer::build(spec, features, run, before);
            (name, layer.of_rows(rows))
        })
        .collect()
}

fn spec(name: &'static str, from: u8, description: &str) -> LayerSpec {
    let spec = LayerSpec::new(name, from..=MAX_ZOOM).expect("the names and zooms above are valid");
    let spec = spec.described(description);
    match merge(name) {
        Some(merge) => spec.merged(merge),
        None => spec,
    }
}

/// What a mark says that stands for several things of a layer where a tile would be too full.
fn merge(layer: &str) -> Option<Merge> {
    /// Bands of individual risk that are drawn together, 1/yr.
    const DECADES: [f64; 6] = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3];
    /// Bands of population density that are drawn together, people/km².
    const DENSITIES: [f64; 5] = [100.0, 500.0, 2_000.0, 5_000.0, 20_000.0];
    let merge = Merge::new().any("synthetic");
    Some(match layer {
        "facilities" => merge
            .worst(Worst::listed(
                "colour",
                ["red", "orange", "yellow", "blue", "grey"],
            ))
            .worst(Worst::highest("violations"))
            .sum("violations")
            .sum("unknown")
            .carry("level")
            .carry("verdict"),
        "vessels" => merge.worst(Worst::highest("quantity_t")).sum("quantity_t"),
        "targets" => merge
            .worst(Worst::listed(
                "category",
                [
                    "high_sensitivity",
                    "important",
                    "general_1",
                    "general_2",
                    "general_3",
                ],
            ))
            .worst(Worst::highest("people_day"))
            .sum("people_day")
            .sum("people_night")
            .carry("subtype"),
        "population" => merge
            .worst(Worst::banded("density_km2", DENSITIES))
            .sum("people_day")
            .sum("people_night"),
        "violations" => merge
            .worst(Worst::listed("verdict", ["violation", "unknown", "pass"]))
            .worst(Worst::highest("shortfall_m")),
        "lsir" => merge.worst(Worst::banded("per_year", DECADES)),
        _ => return None,
    })
}

/// The features of a layer, in the order of the rows, and the row of each.
pub fn features(collection: &'static Collection, source: Source<'_>) -> (Vec<Feature>, Vec<u32>) {
    let count = (collection.len)(source);
    let (mut features, mut rows) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for row in 0..count {
        let id = identity(&(collection.key)(source, row), 0);
        let Some(shape) = (collection.geometry)(source, row).map(Cow::into_owned) else {
            continue;
        };
        match collection.id {
            "facilities" => facility(collection, source, row, shape, &mut features),
            "districts" => features.extend(district(collection, source, row, shape)),
            _ => features.push(described(collection, source, row, id, shape)),
        }
        rows.resize(features.len(), row as u32);
    }
    (features, rows)
}

/// A feature with the columns that tiles have.
fn described(
    collection: &'static Collection,
    source: Source<'_>,
    row: usize,
    id: u64,
    shape: Geometry<f64>,
) -> Feature {
    let drawn = collection.columns.iter().filter(|c| c.is_drawn);
    drawn.fold(Feature::new(id, shape), |feature, column| {
        feature.with_known(column.name, (column.get)(source, row).map(in_tiles))
    })
}

/// Number of a thing for clients, the same as long as the thing is, whatever comes and goes beside it; below 2^52, so
/// that a double holds it. `part` tells several shapes of one thing apart.
pub fn identity(key: &str, part: u8) -> u64 {
    let mut hasher = FxHasher::default();
    (key, part).hash(&mut hasher);
    // The upper bits are the well mixed ones.
    hasher.finish() >> 12
}

fn in_tiles(value: Value<'_>) -> tiles::Value {
    match value {
        Value::Text(text) => tiles::Value::from(&*text),
        Value::Number(number) => tiles::Value::from(number),
        Value::Integer(number) => {
            u64::try_from(number).map_or_else(|_| tiles::Value::from(number), tiles::Value::from)
        }
        Value::Bool(is) => tiles::Value::from(is),
    }
}

/// A point at all zooms, and the boundary from near.
fn facility(
    collection: &'static Collection,
    source: Source<'_>,
    row: usize,
    shape: Geometry<f64>,
    features: &mut Vec<Feature>,
) {
    let site = &source.city.sites[row];
    let key = (collection.key)(source, row);
    let (id, boundary) = (identity(&key, 0), identity(&key, 1));
    let centre = Point(facility::centre(source.city, site)).into();
    features.push(described(collection, source, row, id, centre));
    if site.footprint.has_area() {
        features.push(described(collection, source, row, boundary, shape).from_zoom(11));
    }
}

/// A district below the province; a town from near only.
fn district(
    collection: &'static Collection,
    source: Source<'_>,
    row: usize,
    shape: Geometry<f64>,
) -> Option<Feature> {
    let from = match source.city.ground.districts[row].level {
        DistrictLevel::Province => return None,
        DistrictLevel::Town => 10,
        DistrictLevel::City | DistrictLevel::County => 0,
    };
    let id = identity(&(collection.key)(source, row), 0);
    Some(described(collection, source, row, id, shape).from_zoom(from))
}
