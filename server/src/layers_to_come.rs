//! Tile layers whose results are not computed yet, or not at all: they are described, with their fields, and have
//! nothing, so that styles and clients can be made for them. Those of grades have something once these are computed
//! ([`grade_layers`](crate::grade_layers)).

use std::sync::{Arc, LazyLock};

use tiles::{FieldKind, LayerSpec, Merge, Worst};

use crate::layers::Layers;
use crate::shown_layer::ShownLayer;

/// Farthest zoom that tiles are made for.
const MAX_ZOOM: u8 = 16;

/// Stands for the run that a layer comes from.
const RUN: &str = "to come";

pub(crate) type Fields = &'static [(&'static str, FieldKind, &'static str)];

const OF_GRADES: Fields = &[
    ("id", FieldKind::String, ""),
    ("level", FieldKind::String, "city, county, town, park, cell"),
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
    ("red_children", FieldKind::Number, "red parts of the unit"),
    ("synthetic", FieldKind::Boolean, ""),
];

/// Layers of grades: name, from which zoom on, in words.
pub const GRADES: [(&str, u8, &str); 4] = [
    ("grades_districts", 0, "区县风险分级 grades of districts"),
    ("grades_towns", 8, "镇街风险分级 grades of towns"),
    ("grades_parks", 8, "园区风险分级 grades of parks"),
    (
        "grades_grid",
        12,
        "250 m 网格风险分级 grades on a grid of 250 m",
    ),
];

pub(crate) fn spec(name: &str, from: u8, description: &str, fields: Fields) -> LayerSpec {
    let spec = LayerSpec::new(name, from..=MAX_ZOOM)
        .expect("the names and zooms above are valid")
        .described(description);
    fields.iter().fold(spec, |spec, (name, kind, means)| {
        spec.with_field(*name, *kind, *means)
    })
}

/// A layer of grades as it is described.
///
/// # Panics
/// Where there is none of that name: for names that the program itself gives.
pub fn grades_spec(name: &str) -> LayerSpec {
    let known = GRADES.iter().find(|g| g.0 == name);
    let (name, from, description) = known.expect("the program names layers that there are");
    let spec = spec(name, *from, description, OF_GRADES);
    if *name == "grades_grid" {
        let colours = Worst::listed("colour", ["red", "orange", "yellow", "blue"]);
        spec.merged(Merge::new().any("synthetic").worst(colours))
    } else {
        spec
    }
}

/// The layers by name.
pub static TO_COME: LazyLock<Layers> = LazyLock::new(|| {
    let grades = GRADES.iter().map(|g| (g.0, grades_spec(g.0)));
    grades
        .map(|(name, spec)| {
            let none = ShownLayer::build(spec, Vec::new(), &Arc::from(RUN), None);
            (name, none)
        })
        .collect()
});
