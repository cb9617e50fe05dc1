//! Tile layers whose results are not computed yet: they are described, with their fields, and have nothing, so that
//! styles and clients can be made for them.

use std::sync::{Arc, LazyLock};

use tiles::{FieldKind, LayerSpec};

use crate::layers::Layers;
use crate::shown_layer::ShownLayer;

/// Farthest zoom that tiles are made for.
const MAX_ZOOM: u8 = 16;

/// Stands for the run that a layer comes from.
const RUN: &str = "to come";

type Fields = &'static [(&'static str, FieldKind, &'static str)];

const OF_GRADES: Fields = &[
    ("id", FieldKind::String, ""),
    ("name", FieldKind::String, ""),
    (
        "colour",
        FieldKind::String,
        "red, orange, yellow, blue; grey where not graded",
    ),
    (
        "decided_by",
        FieldKind::String,
        "index that decides: individual, societal, exposure, floor",
    ),
    (
        "decades",
        FieldKind::Number,
        "powers of ten over the line of that index",
    ),
    (
        "confidence",
        FieldKind::Number,
        "probability of the colour, 0 to 1",
    ),
    ("synthetic", FieldKind::Boolean, ""),
];

const OF_HIDDEN_HAZARDS: Fields = &[
    ("id", FieldKind::String, ""),
    ("facility_id", FieldKind::String, ""),
    ("level", FieldKind::String, "major, general"),
    (
        "state",
        FieldKind::String,
        "reported, registered, rectifying, awaiting_acceptance, closed",
    ),
    ("due_on", FieldKind::String, "ISO 8601"),
    (
        "count",
        FieldKind::Number,
        "hazards that the point stands for",
    ),
    ("synthetic", FieldKind::Boolean, ""),
];

/// The layers by name.
pub static TO_COME: LazyLock<Layers> = LazyLock::new(|| {
    let all: [(&str, u8, &str, Fields); 5] = [
        (
            "grades_districts",
            0,
            "区县风险分级 grades of districts",
            OF_GRADES,
        ),
        ("grades_towns", 8, "镇街风险分级 grades of towns", OF_GRADES),
        ("grades_parks", 8, "园区风险分级 grades of parks", OF_GRADES),
        (
            "grades_grid",
            12,
            "250 m 网格风险分级 grades on a grid of 250 m",
            OF_GRADES,
        ),
        (
            "hidden_hazards",
            0,
            "隐患 hidden hazards: points, and clusters at lesser zooms",
            OF_HIDDEN_HAZARDS,
        ),
    ];
    all.into_iter()
        .map(|(name, from, description, fields)| {
            let spec = LayerSpec::new(name, from..=MAX_ZOOM)
                .expect("the names and zooms above are valid")
                .described(description);
            let spec = fields.iter().fold(spec, |spec, (name, kind, means)| {
                spec.with_field(*name, *kind, *means)
            });
            let none = ShownLayer::build(spec, Vec::new(), &Arc::from(RUN), None);
            (name, none)
        })
        .collect()
});
