//! What a situation changes, as a tile layer: which distances vanish, are new or stay too short, and where plants go.

use std::sync::Arc;

use analysis::city::City;
use analysis::siting::situation::Situation;
use geo_types::{LineString, Point};
use tiles::{Feature, LayerIndex, LayerSpec, Merge, Worst};

use crate::layers::MAX_ZOOM;
use crate::shown_layer::ShownLayer;
use crate::views::facility;
use crate::views::situation::SituationView;
use crate::views::violation::Violation;

/// The layer of a situation; its name is the situation's, and it never changes.
///
/// # Errors
/// Where no layer can have the name.
pub fn build(
    view: &SituationView,
    before: &City,
    situation: &Situation,
) -> Result<ShownLayer, tiles::SpecError> {
    let lists = [&view.violations, &view.unknown]
        .into_iter()
        .flat_map(|d| [("vanish", &d.vanish), ("new", &d.new), ("stay", &d.stay)]);
    let found = lists.flat_map(|(list, all)| all.iter().map(move |v| (list, v)));
    let moved = situation
        .moved
        .iter()
        .flat_map(|site| plant(before, situation, *site));
    let all = moved.chain(found.map(|(list, v)| segment(list, v)));
    let features = (1..)
        .zip(all)
        .map(|(id, feature)| Feature { id, ..feature });
    let worst = Worst::listed("list", ["new", "stay", "vanish"]);
    let spec = LayerSpec::new(view.id.as_str(), 0..=MAX_ZOOM)?
        .described("推演与现状之差 what a situation changes against its run")
        .merged(Merge::new().worst(worst).any("synthetic"));
    let version: Arc<str> = Arc::from(view.id.as_str());
    Ok(ShownLayer::of(
        LayerIndex::build(spec, features.collect()),
        0,
        &version,
        None,
    ))
}

fn segment(list: &'static str, v: &Violation) -> Feature {
    let line = LineString::from(vec![v.from, v.to]);
    Feature::new(0, line)
        .with("list", list)
        .with("id", v.id.as_str())
        .with("facility_id", v.facility_id.as_str())
        .with("target_id", v.target_id.as_str())
        .with("target_kind", v.target_kind)
        .with("verdict", v.verdict)
        .with("rule_id", v.rule_id.as_str())
        .with_known("required", v.required)
        .with("actual", v.actual)
}

/// A moved plant before and after, with its way.
fn plant(before: &City, situation: &Situation, site: usize) -> Vec<Feature> {
    let (old, new) = (&before.sites[site], &situation.city.sites[site]);
    let describe = |feature: Feature, list: &'static str| {
        feature
            .with("list", list)
            .with("facility_id", old.facility.id.as_str())
            .with("name", old.facility.name.as_str())
            .with("synthetic", old.facility.provenance.synthetic)
    };
    let from = facility::centre(before, old);
    let to = facility::centre(&situation.city, new);
    vec![
        describe(
            Feature::new(0, old.facility.geometry.clone()),
            "plant_before",
        ),
        describe(
            Feature::new(0, new.facility.geometry.clone()),
            "plant_after",
        ),
        describe(Feature::new(0, LineString::from(vec![from, to])), "way"),
        describe(Feature::new(0, Point(to)), "plant_after"),
    ]
}
