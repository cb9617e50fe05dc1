//! Open hidden hazards as a tile layer: points, put together where there are many; the worst of them is never lost.

use std::sync::Arc;

use analysis::city::City;
use analysis::facts::HazardState;
use geo_types::{Geometry, Point};
use tiles::{Feature, FieldKind, Merge, Worst};

use crate::layers::identity;
use crate::layers_to_come::{Fields, spec};
use crate::shown_layer::ShownLayer;
use crate::views::facility;

/// Name of the layer.
pub const NAME: &str = "hidden_hazards";

const FIELDS: Fields = &[
    ("id", FieldKind::String, ""),
    ("facility_id", FieldKind::String, ""),
    ("level", FieldKind::String, "major, general"),
    (
        "state",
        FieldKind::String,
        "reported, registered, rectifying, awaiting_acceptance",
    ),
    ("due_on", FieldKind::String, "ISO 8601"),
    (
        "count",
        FieldKind::Number,
        "hazards that the point stands for",
    ),
    ("synthetic", FieldKind::Boolean, ""),
];

/// The layer of a city's open hidden hazards; where nothing changed, that before is taken over. One without a place of its
/// own stands at its facility.
pub fn build(city: &City, version: &Arc<str>, before: Option<&ShownLayer>) -> ShownLayer {
    let centres: std::collections::BTreeMap<&str, Point<f64>> = city
        .sites
        .iter()
        .map(|s| (s.facility.id.as_str(), Point(facility::centre(city, s))))
        .collect();
    let open = city
        .hidden_hazards
        .iter()
        .filter(|h| h.state != HazardState::Closed);
    let features: Vec<Feature> = open
        .filter_map(|h| {
            let own = h.geometry.clone();
            let place = own.or_else(|| {
                let centre = centres.get(h.facility_id.as_str())?;
                Some(Geometry::Point(*centre))
            })?;
            let feature = Feature::new(identity(&h.id, 0), place)
                .with("id", h.id.as_str())
                .with("facility_id", h.facility_id.as_str())
                .with("level", h.level.code())
                .with("state", h.state.code())
                .with_known("due_on", h.due_on.as_deref().map(tiles::Value::from))
                .with("synthetic", h.provenance.synthetic);
            Some(feature)
        })
        .collect();
    let merge = Merge::new()
        .worst(Worst::listed("level", ["major", "general"]))
        .any("synthetic");
    let spec = spec(
        NAME,
        0,
        "未销号的隐患 open hidden hazards: points, put together where there are many",
        FIELDS,
    );
    ShownLayer::build(spec.merged(merge), features, version, before)
}
