//! Hidden hazards as the API shows them.

use std::collections::BTreeMap;

use analysis::facts::{District, HazardState, HiddenHazard};
use analysis::grading::city::Frequency;
use analysis::hazard::next::{self, Task, task};
use analysis::hazard::state::{Entry, Event};
use analysis::hazard::take::approvers;
use analysis::hazard::{
    Evidence, MajorReport, Person, Plan, Role, StepKind, Tier, barriers, criteria,
};
use data::hazard_log::{Head, Linked};
use geo::Centroid;
use geo_types::Geometry;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{LonLat, Text, lon_lat};
use crate::grades::most_factor;
use crate::snapshot::Snapshot;
use crate::views::facility;

/// A code with its words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Coded {
    /// Code.
    pub code: &'static str,
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

macro_rules! word {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Coded {
            fn from(of: $kind) -> Self {
                Self { code: of.code(), zh: of.zh(), en: of.en() }
            }
        }
    )*};
}
word!(
    Role,
    Tier,
    StepKind,
    HazardState,
    analysis::facts::HazardLevel
);

/// What must happen next.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TaskView {
    /// The step that leads on.
    pub step: Coded,
    /// Who may take it.
    pub roles: Vec<Coded>,
    /// Level that must act.
    pub actor: Coded,
    /// Level that is responsible by now: it goes up with the days (policy suggestion).
    pub responsible: Coded,
    /// Day until which.
    pub deadline: Option<String>,
    /// Days since then; 0 where it is not overdue.
    pub overdue_days: i64,
}

impl From<&Task> for TaskView {
    fn from(task: &Task) -> Self {
        Self {
            step: task.step.into(),
            roles: task.roles.iter().map(|r| (*r).into()).collect(),
            actor: task.actor.into(),
            responsible: task.responsible.into(),
            deadline: task.deadline.clone(),
            overdue_days: task.overdue_days,
        }
    }
}

/// A hidden hazard in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HazardRow {
    /// Identifier.
    pub id: String,
    /// Facility.
    pub facility_id: String,
    /// Its name.
    pub facility_name: String,
    /// County in which it lies.
    pub district_code: Option<String>,
    /// Its name.
    pub district_name: Option<String>,
    /// Town in which it lies.
    pub town_code: Option<String>,
    /// Its name.
    pub town_name: Option<String>,
    /// Level.
    pub level: Coded,
    /// State.
    pub state: Coded,
    /// Day on which it was found.
    pub found_on: String,
    /// Day until which it must be put right.
    pub due_on: Option<String>,
    /// Day on which it was closed.
    pub closed_on: Option<String>,
    /// Who or what found it.
    pub source: Option<String>,
    /// Clause that it breaks.
    pub clause: Option<String>,
    /// What is wrong.
    pub description: String,
    /// Barrier that it weakens.
    pub barrier: Option<String>,
    /// What must happen next; nothing with a closed one.
    pub next: Option<TaskView>,
    /// Expected deaths a year that it adds; null as long as the risk is not known.
    pub added_pll_per_year: Option<f64>,
    /// Where it is, or its facility.
    #[schema(value_type = Option<Vec<f64>>)]
    pub location: Option<LonLat>,
    /// Whether it is invented.
    pub synthetic: bool,
}

/// Places of the facilities of a city, worked out once a list.
pub struct Places<'a> {
    of: BTreeMap<&'a str, Place<'a>>,
}

struct Place<'a> {
    name: &'a str,
    at: LonLat,
    county: Option<&'a District>,
    town: Option<&'a District>,
}

impl<'a> Places<'a> {
    /// Of the facilities that have hazards.
    pub fn of(snapshot: &'a Snapshot, hazards: &[&HiddenHazard]) -> Self {
        let mut of = BTreeMap::new();
        for hazard in hazards {
            let Some(site) = snapshot.site(&hazard.facility_id) else {
                continue;
            };
            let site = &snapshot.city.sites[site];
            of.entry(site.facility.id.as_str()).or_insert_with(|| {
                let at = facility::centre(&snapshot.city, site);
                let names = snapshot.city.place_names(at);
                Place {
                    name: &site.facility.name,
                    at: lon_lat(at),
                    county: names.county,
                    town: names.town,
                }
            });
        }
        Self { of }
    }

    /// Whether a hazard lies in a county or town.
    pub fn is_in(&self, hazard: &HiddenHazard, code: &str) -> bool {
        self.of.get(hazard.facility_id.as_str()).is_some_and(|p| {
            let is = |d: Option<&District>| d.is_some_and(|d| d.code == code);
            is(p.county) || is(p.town)
        })
    }

    /// County of a hazard.
    pub fn county(&self, hazard: &HiddenHazard) -> Option<&'a District> {
        self.of.get(hazard.facility_id.as_str())?.county
    }
}

/// What the hazards of a city add to its expected deaths, where the risk is known. Nothing is waited for.
pub fn added(snapshot: &Snapshot, id: &str) -> Option<f64> {
    snapshot.risk()?.ok()?;
    let grades = snapshot.grades()?.ok()?;
    Some(
        grades
            .open
            .added(&grades.measured, id, most_factor())
            .value(),
    )
}

impl HazardRow {
    /// A row of a list on a day.
    pub fn of(
        snapshot: &Snapshot,
        places: &Places<'_>,
        hazard: &HiddenHazard,
        today: &str,
    ) -> Self {
        let place = places.of.get(hazard.facility_id.as_str());
        let name = |d: Option<&District>| d.map(|d| d.name.clone());
        let code = |d: Option<&District>| d.map(|d| d.code.clone());
        let (county, town) = (place.and_then(|p| p.county), place.and_then(|p| p.town));
        let own = hazard.geometry.as_ref().and_then(Geometry::centroid);
        Self {
            id: hazard.id.clone(),
            facility_id: hazard.facility_id.clone(),
            facility_name: place.map_or_else(String::new, |p| p.name.to_owned()),
            district_code: code(county),
            district_name: name(county),
            town_code: code(town),
            town_name: name(town),
            level: hazard.level.into(),
            state: hazard.state.into(),
            found_on: hazard.found_on.clone(),
            due_on: hazard.due_on.clone(),
            closed_on: hazard.closed_on.clone(),
            source: hazard.source.clone(),
            clause: hazard.clause.clone(),
            description: hazard.description.clone(),
            barrier: hazard.barrier.clone(),
            next: task(hazard, today).as_ref().map(TaskView::from),
            added_pll_per_year: added(snapshot, &hazard.id),
            location: own.map(|p| lon_lat(p.0)).or_else(|| place.map(|p| p.at)),
            synthetic: hazard.provenance.synthetic,
        }
    }
}

/// Where the log ends.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeadView {
    /// Number of entries.
    pub entries: u64,
    /// Hash of the last one. Keep it elsewhere: only that shows a log that was cut together with its head.
    pub sha256: String,
}

impl From<Head> for HeadView {
    fn from(head: Head) -> Self {
        Self {
            entries: head.count,
            sha256: head.sha256,
        }
    }
}

/// Somebody who acted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonView {
    /// Name, as told.
    pub name: String,
    /// Role, as told.
    pub role: Coded,
    /// Where the person works.
    pub organisation: Option<String>,
}

impl From<&Person> for PersonView {
    fn from(of: &Person) -> Self {
        Self {
            name: of.name.clone(),
            role: of.role.into(),
            organisation: of.organisation.clone(),
        }
    }
}

/// An entry of the history.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HistoryEntry {
    /// Number among those of the hazard, from 1.
    pub entry: u64,
    /// Number in the whole log.
    pub number: u64,
    /// When.
    pub at: String,
    /// Who; null for an import.
    pub by: Option<PersonView>,
    /// What.
    pub step: Coded,
    /// What it told: the fields of the step.
    #[schema(value_type = Object)]
    pub told: Json,
    /// What the person added.
    pub note: Option<String>,
    /// State before.
    pub before: Option<Coded>,
    /// State after.
    pub after: Coded,
    /// Hash of the entry.
    pub sha256: String,
    /// Hash of the entry before it in the whole log.
    pub previous: String,
}

impl HistoryEntry {
    /// An entry with its hash.
    pub fn of(linked: &Linked, sha256: &str) -> Self {
        let entry: &Entry = &linked.entry;
        let told = match &entry.event {
            Event::Report { report } => serde_json::to_value(report),
            Event::Import { row } => serde_json::to_value(row),
            Event::Step { step } => serde_json::to_value(step),
        };
        Self {
            entry: entry.entry,
            number: linked.number,
            at: entry.at.clone(),
            by: entry.by.as_ref().map(PersonView::from),
            step: entry.event.kind().into(),
            told: told.unwrap_or(Json::Null),
            note: entry.note.clone(),
            before: entry.before.map(Coded::from),
            after: entry.after.into(),
            sha256: sha256.to_owned(),
            previous: linked.previous.clone(),
        }
    }
}

/// A step that the hazard takes now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepChoice {
    /// The step.
    pub step: Coded,
    /// Who may take it.
    pub roles: Vec<Coded>,
}

/// Frequency of a loss of containment that the barrier guards against.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FrequencyView {
    /// Loss.
    pub loss: Coded,
    /// Accidents that kill somebody, without hidden hazards, 1/yr.
    pub base_per_year: f64,
    /// With all open hidden hazards of the facility, 1/yr.
    pub now_per_year: f64,
    /// By which they multiply it.
    pub factor: u32,
}

/// What a hazard does to the risk.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EffectView {
    /// Whether it counts now: from its registration until it is closed.
    pub counts: bool,
    /// Factor of its barrier; null where the barrier is not in the table, so that its effect is not known.
    pub factor: Option<u32>,
    /// How sure the factor is.
    pub confidence: String,
    /// Why this factor.
    pub why: Option<Text>,
    /// Frequencies of its facility.
    pub frequencies: Vec<FrequencyView>,
    /// Expected deaths a year that it adds: with it less without it, all others as they are; exact.
    pub added_pll_per_year: Option<f64>,
}

/// A file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EvidenceView {
    /// SHA-256.
    pub sha256: String,
    /// Name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Length.
    pub bytes: u64,
    /// Where it is.
    pub href: String,
}

impl EvidenceView {
    /// A file of a hazard.
    pub fn of(id: &str, of: &Evidence) -> Self {
        Self {
            sha256: of.sha256.clone(),
            name: of.name.clone(),
            media_type: of.media_type.clone(),
            bytes: of.bytes,
            href: format!("/api/v1/hidden-hazards/{id}/evidence/{}", of.sha256),
        }
    }
}

/// A hidden hazard with its history.
#[derive(Debug, Serialize, ToSchema)]
pub struct HazardCard {
    /// As in the list.
    #[serde(flatten)]
    pub row: HazardRow,
    /// Number of the criterion of 2017.
    pub criterion: Option<u8>,
    /// What that says, shortened.
    pub criterion_text: Option<String>,
    /// How it is put right (五落实).
    #[schema(value_type = Option<Object>)]
    pub plan: Option<Plan>,
    /// What is told of a major one (order 16 article 14, from memory).
    #[schema(value_type = Option<Object>)]
    pub major_report: Option<MajorReport>,
    /// Files.
    pub evidence: Vec<EvidenceView>,
    /// How often the deadline was moved.
    pub extensions: u32,
    /// How often acceptance was refused.
    pub returns: u32,
    /// Steps that it takes now.
    pub steps: Vec<StepChoice>,
    /// Who may approve a later deadline.
    pub approvers: Vec<Coded>,
    /// Number of entries: name it with the next step.
    pub entries: u64,
    /// What happened, the first entry first; empty for one that was imported and not touched since.
    pub history: Vec<HistoryEntry>,
    /// What it does to the risk.
    pub effect: EffectView,
    /// Where the whole log ends.
    pub log: HeadView,
}

/// What a hazard does to the risk.
pub fn effect(snapshot: &Snapshot, hazard: &HiddenHazard) -> EffectView {
    let barrier = hazard.barrier.as_deref().and_then(barriers::barrier);
    let frequencies = || -> Option<Vec<Frequency>> {
        snapshot.risk()?.ok()?;
        let grades = snapshot.grades()?.ok()?;
        let site = snapshot.site(&hazard.facility_id)?;
        Some(
            grades
                .parts()
                .frequencies(site, &grades.open, most_factor()),
        )
    };
    let views = frequencies().unwrap_or_default();
    EffectView {
        counts: barriers::counts(hazard.state),
        factor: barrier.map(|b| b.factor),
        confidence: barriers::table().confidence.clone(),
        why: barrier.map(|b| Text {
            zh: b.why_zh.clone(),
            en: b.why_en.clone(),
        }),
        frequencies: views
            .iter()
            .map(|f| FrequencyView {
                loss: Coded {
                    code: f.loss.code(),
                    zh: f.loss.zh(),
                    en: f.loss.en(),
                },
                base_per_year: f.base_per_year,
                now_per_year: f.base_per_year * f64::from(f.factor),
                factor: f.factor,
            })
            .collect(),
        added_pll_per_year: added(snapshot, &hazard.id),
    }
}

impl HazardCard {
    /// A hazard with its entries on a day.
    pub fn of(
        snapshot: &Snapshot,
        row: &HiddenHazard,
        known: Option<&analysis::hazard::Hazard>,
        (history, head): (Vec<(Linked, String)>, Head),
        today: &str,
    ) -> Self {
        let imported;
        let hazard = if let Some(known) = known {
            known
        } else {
            let values = analysis::hazard::state::Imported::of(row);
            imported = analysis::hazard::Hazard::imported(&row.id, values);
            &imported
        };
        let text = hazard.criterion.and_then(criteria::criterion);
        let steps = next::allowed(row.level, row.state).into_iter();
        Self {
            row: HazardRow::of(snapshot, &Places::of(snapshot, &[row]), row, today),
            criterion: hazard.criterion,
            criterion_text: text.map(|c| c.text.clone()),
            plan: hazard.plan.clone(),
            major_report: hazard.major_report.clone(),
            evidence: hazard
                .evidence
                .iter()
                .map(|e| EvidenceView::of(&row.id, e))
                .collect(),
            extensions: hazard.extensions,
            returns: hazard.returns,
            steps: steps
                .map(|(step, roles)| StepChoice {
                    step: step.into(),
                    roles: roles.iter().map(|r| (*r).into()).collect(),
                })
                .collect(),
            approvers: approvers(row.level).iter().map(|r| (*r).into()).collect(),
            entries: history.len() as u64,
            history: history
                .iter()
                .map(|(linked, sha)| HistoryEntry::of(linked, sha))
                .collect(),
            effect: effect(snapshot, row),
            log: head.into(),
        }
    }
}
