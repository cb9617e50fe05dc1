//! What a situation changes, kept under its name as a collection and as a tile layer: which distances vanish, are new
//! or stay too short, and where plants go.

use std::sync::{Arc, OnceLock};

use analysis::city::City;
use analysis::siting::situation::Situation;
use geo_types::{Geometry, LineString, Point};
use serde_json::Value as Json;
use tiles::{LayerIndex, LayerSpec, Merge, Worst};

use crate::collections::{Index, SITUATION, SituationRow, Source};
use crate::layers::{self, MAX_ZOOM};
use crate::shown_layer::ShownLayer;
use crate::views::facility;
use crate::views::situation::SituationView;
use crate::views::violation::Violation;

/// A situation. It never changes.
pub struct Situated {
    /// Its name: the same for the same changes to the same run.
    pub id: String,
    /// The run that it is compared with.
    pub base_run: String,
    /// What was tried.
    pub changes: Json,
    /// Its tile layer.
    pub layer: ShownLayer,
    rows: Vec<SituationRow>,
    index: OnceLock<Index>,
}

impl Situated {
    /// A situation against the city `source` that it is compared with.
    ///
    /// # Errors
    /// Where no layer can have its name.
    pub fn of(
        view: &SituationView,
        source: Source<'_>,
        situation: &Situation,
    ) -> Result<Self, tiles::SpecError> {
        let lists = [&view.violations, &view.unknown]
            .into_iter()
            .flat_map(|d| [("vanish", &d.vanish), ("new", &d.new), ("stay", &d.stay)]);
        let found = lists.flat_map(|(list, all)| all.iter().map(move |v| segment(list, v)));
        let moved = situation.moved.iter();
        let moved = moved.flat_map(|site| plant(source.city, situation, *site));
        let rows: Vec<SituationRow> = moved.chain(found).collect();
        let worst = Worst::listed("list", ["new", "stay", "vanish"]);
        let spec = LayerSpec::new(view.id.as_str(), 0..=MAX_ZOOM)?
            .described("推演与现状之差 what a situation changes against its run")
            .merged(Merge::new().worst(worst).any("synthetic"));
        let of_rows = Source {
            situation: &rows,
            ..source
        };
        let (features, row_of) = layers::features(SITUATION, of_rows);
        let version: Arc<str> = Arc::from(view.id.as_str());
        let layer = ShownLayer::of(LayerIndex::build(spec, features), 0, &version, None);
        Ok(Self {
            id: view.id.clone(),
            base_run: view.base_run.clone(),
            changes: serde_json::to_value(&view.changes).unwrap_or(Json::Null),
            layer: layer.of_rows(row_of),
            rows,
            index: OnceLock::new(),
        })
    }

    /// What its rows are read from.
    pub fn source<'a>(&'a self, city: Source<'a>) -> Source<'a> {
        Source {
            situation: &self.rows,
            ..city
        }
    }

    /// The order of its rows and where they are.
    pub fn index_in(&self, city: Source<'_>) -> &Index {
        self.index
            .get_or_init(|| Index::of(SITUATION, self.source(city)))
    }
}

fn segment(list: &'static str, v: &Violation) -> SituationRow {
    SituationRow {
        list,
        key: format!("{list}~{}", v.id),
        violation_id: Some(v.id.clone()),
        facility_id: v.facility_id.clone(),
        facility_name: v.facility_name.clone(),
        target_id: Some(v.target_id.clone()),
        target_name: Some(v.target_name.clone()),
        target_kind: Some(v.target_kind),
        verdict: Some(v.verdict),
        rule_id: Some(v.rule_id.clone()),
        required_m: v.required,
        actual_m: Some(v.actual),
        sentence_zh: Some(v.sentence_zh.clone()),
        sentence_en: Some(v.sentence_en.clone()),
        synthetic: v.synthetic,
        geometry: LineString::from(vec![v.from, v.to]).into(),
    }
}

/// A moved plant before and after, with its way.
fn plant(before: &City, situation: &Situation, site: usize) -> Vec<SituationRow> {
    let (old, new) = (&before.sites[site], &situation.city.sites[site]);
    let row = |list: &'static str, part: &str, geometry: Geometry<f64>| SituationRow {
        list,
        key: format!("{part}~{}", old.facility.id),
        violation_id: None,
        facility_id: old.facility.id.clone(),
        facility_name: old.facility.name.clone(),
        target_id: None,
        target_name: None,
        target_kind: None,
        verdict: None,
        rule_id: None,
        required_m: None,
        actual_m: None,
        sentence_zh: None,
        sentence_en: None,
        synthetic: old.facility.provenance.synthetic,
        geometry,
    };
    let from = facility::centre(before, old);
    let to = facility::centre(&situation.city, new);
    let way = LineString::from(vec![from, to]);
    let (was, is) = (&old.facility.geometry, &new.facility.geometry);
    vec![
        row("plant_before", "plant_before", was.clone()),
        row("plant_after", "plant_after", is.clone()),
        row("way", "way", way.into()),
        row("plant_after", "plant_after_centre", Point(to).into()),
    ]
}
