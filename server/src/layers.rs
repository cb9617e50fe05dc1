//! The tile layers of a snapshot: which features they hold and what a viewer is told of each.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use analysis::facts::DistrictLevel;
use geo_types::{Geometry, Point};
use rayon::prelude::*;
use tiles::{Feature, LayerIndex, LayerSpec};

use crate::collections::{Collection, Source, named};
use crate::filter::Value;
use crate::views::facility;

/// Layers by name.
pub type Layers = BTreeMap<&'static str, LayerIndex>;

/// Farthest zoom that tiles are made for; a viewer magnifies beyond.
const MAX_ZOOM: u8 = 16;

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

/// Builds every layer of the facts and their verdicts.
pub fn build(source: Source<'_>) -> Layers {
    layers(&OF_FACTS, Some(source))
}

/// Names of the layers of the risk.
pub const OF_RISK: [&str; 2] = ["contours", "lsir"];

/// The layers of the risk as long as it is being computed: they can be described, and have nothing.
pub static PENDING: LazyLock<Layers> = LazyLock::new(|| layers(&OF_THE_RISK, None));

/// Builds the layers of the risk.
pub fn of_risk(source: Source<'_>) -> Layers {
    layers(&OF_THE_RISK, Some(source))
}

fn layers(drawn: &[Drawn], source: Option<Source<'_>>) -> Layers {
    drawn
        .into_par_iter()
        .map(|&(name, from, description)| {
            let spec =
                LayerSpec::new(name, from..=MAX_ZOOM).expect("the names and zooms above are valid");
            let features = source.map_or_else(Vec::new, |s| features(named(name), s));
            (
                name,
                LayerIndex::build(spec.described(description), features),
            )
        })
        .collect()
}

/// The features of a layer, numbered from 1 on in the order of the rows.
fn features(collection: &'static Collection, source: Source<'_>) -> Vec<Feature> {
    let rows = (collection.len)(source);
    let mut features = Vec::with_capacity(rows);
    for row in 0..rows {
        let id = row as u64 + 1;
        let Some(shape) = (collection.geometry)(source, row).map(Cow::into_owned) else {
            continue;
        };
        match collection.id {
            "facilities" => facility(collection, source, row, shape, &mut features),
            "districts" => features.extend(district(collection, source, row, shape)),
            _ => features.push(described(collection, source, row, id, shape)),
        }
    }
    features
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
    let id = row as u64 + 1;
    let centre = Point(facility::centre(source.city, site)).into();
    features.push(described(collection, source, row, id, centre));
    if site.footprint.has_area() {
        // Identifiers are unique within a layer: boundaries are numbered on from the points.
        let boundary = id + source.city.sites.len() as u64;
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
    Some(described(collection, source, row, row as u64 + 1, shape).from_zoom(from))
}
