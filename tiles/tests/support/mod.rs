//! A reader of tiles that forgives nothing.
//!
//! It walks the bytes itself, without a line of the crates that write and read tiles, and stops at whatever Mapbox
//! Vector Tile 2.1 forbids or advises against. Geometry is checked exactly, in whole numbers.

#![allow(dead_code, clippy::unwrap_used)]

pub mod geometry;
pub mod wire;

use std::collections::{BTreeMap, HashSet};

pub use geometry::Shape;
use geometry::{Ring, area_doubled};
use wire::{Field, fields, packed};

/// A property's value as it is on the wire: number of its field, and its bytes.
pub type RawValue = (u64, Vec<u8>);

#[derive(Debug, Clone)]
pub struct Feature {
    pub id: Option<u64>,
    pub shape: Shape,
    pub tags: BTreeMap<String, RawValue>,
}

#[derive(Debug)]
pub struct Layer {
    pub name: String,
    pub keys: Vec<String>,
    pub values: Vec<RawValue>,
    pub features: Vec<Feature>,
}

/// Reads a tile.
///
/// # Panics
/// On any fault of the tile.
pub fn read(tile: &[u8]) -> Vec<Layer> {
    let layers: Vec<Layer> = fields(tile)
        .map(|(number, field)| match (number, field) {
            (3, Field::Bytes(bytes)) => layer(bytes),
            other => panic!("a tile holds {other:?}"),
        })
        .collect();
    let names: HashSet<&str> = layers.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names.len(), layers.len(), "two layers of one name");
    layers
}

fn layer(bytes: &[u8]) -> Layer {
    let (mut name, mut version, mut extent) = (None, None, None);
    let (mut keys, mut values, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    for (number, field) in fields(bytes) {
        match (number, field) {
            (1, Field::Bytes(b)) => name = Some(wire::text(b)),
            (2, Field::Bytes(b)) => raw.push(b),
            (3, Field::Bytes(b)) => keys.push(wire::text(b)),
            (4, Field::Bytes(b)) => values.push(value(b)),
            (5, Field::Number(n)) => extent = Some(n),
            (15, Field::Number(n)) => version = Some(n),
            other => panic!("a layer holds {other:?}"),
        }
    }
    assert_eq!((version, extent), (Some(2), Some(4096)));
    let unique = |n: usize, what: &str, all: usize| assert_eq!(n, all, "{what} twice in a layer");
    unique(
        keys.iter().collect::<HashSet<_>>().len(),
        "a key",
        keys.len(),
    );
    unique(
        values.iter().collect::<HashSet<_>>().len(),
        "a value",
        values.len(),
    );
    assert!(!raw.is_empty(), "a layer without features");
    let features: Vec<Feature> = raw
        .into_iter()
        .map(|b| feature(b, &keys, &values))
        .collect();
    let ids: Vec<u64> = features.iter().filter_map(|f| f.id).collect();
    unique(ids.iter().collect::<HashSet<_>>().len(), "an id", ids.len());
    Layer {
        name: name.filter(|n| !n.is_empty()).expect("a layer has a name"),
        keys,
        values,
        features,
    }
}

fn value(bytes: &[u8]) -> RawValue {
    let all: Vec<_> = fields(bytes).collect();
    match all[..] {
        [
            (n @ 1, Field::Bytes(_))
            | (n @ (4..=7), Field::Number(_))
            | (n @ 3, Field::Eight(_))
            | (n @ 2, Field::Four(_)),
        ] => (n, bytes.to_vec()),
        _ => panic!("a value holds {all:?}"),
    }
}

fn feature(bytes: &[u8], keys: &[String], values: &[RawValue]) -> Feature {
    let (mut id, mut kind, mut tags, mut commands) = (None, None, Vec::new(), None);
    for (number, field) in fields(bytes) {
        match (number, field) {
            (1, Field::Number(n)) => id = Some(n),
            (2, Field::Bytes(b)) => tags = packed(b),
            (3, Field::Number(n)) => kind = Some(n),
            (4, Field::Bytes(b)) => {
                assert!(commands.replace(packed(b)).is_none(), "two geometries");
            }
            other => panic!("a feature holds {other:?}"),
        }
    }
    assert!(tags.len().is_multiple_of(2), "a key without a value");
    let named: BTreeMap<String, RawValue> = tags
        .chunks(2)
        .map(|tag| {
            (
                keys[tag[0] as usize].clone(),
                values[tag[1] as usize].clone(),
            )
        })
        .collect();
    assert_eq!(named.len() * 2, tags.len(), "a key twice in a feature");
    Feature {
        id,
        shape: geometry::read(
            kind.expect("a feature has a type"),
            &commands.expect("a feature has a geometry"),
        ),
        tags: named,
    }
}

/// Area a shape covers, in squares of the tile grid.
pub fn area(shape: &Shape) -> f64 {
    match shape {
        Shape::Polygons(polygons) => {
            polygons
                .iter()
                .flatten()
                .map(|ring: &Ring| area_doubled(ring) as f64)
                .sum::<f64>()
                / 2.0
        }
        _ => 0.0,
    }
}
