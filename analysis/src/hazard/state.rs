//! What a hidden hazard is after the steps of its log.

use serde::{Deserialize, Serialize};

use super::criteria;
use super::refusal::Refusal;
use super::role::Person;
use super::step::{Evidence, MajorReport, Plan, Report, Step, StepKind};
use super::take::{report, take};
use crate::facts::{HazardLevel, HazardState, HiddenHazard};

/// A hidden hazard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// Identifier.
    pub id: String,
    /// The values of its row in the layer.
    pub row: Imported,
    /// Number of the criterion of 2017, where it meets one.
    pub criterion: Option<u8>,
    /// How it is put right.
    pub plan: Option<Plan>,
    /// What is told of a major one.
    pub major_report: Option<MajorReport>,
    /// Files.
    pub evidence: Vec<Evidence>,
    /// Names of those who put it right or said so: they may not accept it.
    pub rectified_by: Vec<String>,
    /// How often its deadline was moved.
    pub extensions: u32,
    /// How often acceptance was refused.
    pub returns: u32,
}

/// The values of a row of the layer, as an import brings them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imported {
    /// Facility.
    pub facility_id: String,
    /// Level.
    pub level: HazardLevel,
    /// Day on which it was found.
    pub found_on: String,
    /// Who or what found it.
    pub source: Option<String>,
    /// Clause.
    pub clause: Option<String>,
    /// What is wrong.
    pub description: String,
    /// Deadline.
    pub due_on: Option<String>,
    /// Day on which it was closed.
    pub closed_on: Option<String>,
    /// State.
    pub state: HazardState,
    /// Barrier.
    pub barrier: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// It was reported.
    Report {
        /// What was told.
        report: Report,
    },
    /// An import brought it, or brought other values of it.
    Import {
        /// The values.
        row: Imported,
    },
    /// A step was taken.
    Step {
        /// The step.
        step: Step,
    },
}

impl Event {
    /// Its kind.
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Report { .. } => StepKind::Report,
            Self::Import { .. } => StepKind::Import,
            Self::Step { step } => step.kind(),
        }
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The hazard.
    pub hazard_id: String,
    /// Number of the entry among those of the hazard, from 1.
    pub entry: u64,
    /// When, RFC 3339.
    pub at: String,
    /// Who; nobody for an import.
    pub by: Option<Person>,
    /// What happened.
    pub event: Event,
    /// What the person added.
    pub note: Option<String>,
    /// State before; none of the first entry.
    pub before: Option<HazardState>,
    /// State after.
    pub after: HazardState,
}

impl Imported {
    /// The values of a row.
    pub fn of(row: &HiddenHazard) -> Self {
        Self {
            facility_id: row.facility_id.clone(),
            level: row.level,
            found_on: row.found_on.clone(),
            source: row.source.clone(),
            clause: row.clause.clone(),
            description: row.description.clone(),
            due_on: row.due_on.clone(),
            closed_on: row.closed_on.clone(),
            state: row.state,
            barrier: row.barrier.clone(),
        }
    }

    /// Writes them into a row; where it is and where it came from stay.
    pub fn write(&self, row: &mut HiddenHazard) {
        row.facility_id.clone_from(&self.facility_id);
        row.level = self.level;
        row.found_on.clone_from(&self.found_on);
        row.source.clone_from(&self.source);
        row.clause.clone_from(&self.clause);
        row.description.clone_from(&self.description);
        row.due_on.clone_from(&self.due_on);
        row.closed_on.clone_from(&self.closed_on);
        row.state = self.state;
        row.barrier.clone_from(&self.barrier);
    }
}

impl Hazard {
    /// A hazard that an import brought.
    pub fn imported(id: &str, row: Imported) -> Self {
        Self {
            id: id.to_owned(),
            criterion: row.clause.as_deref().and_then(criteria::of_clause),
            row,
            plan: None,
            major_report: None,
            evidence: Vec::new(),
            rectified_by: Vec::new(),
            extensions: 0,
            returns: 0,
        }
    }

    /// The same with other values that an import brought; what only the log knows stays.
    #[must_use]
    pub fn amended(mut self, row: Imported) -> Self {
        self.criterion = row.clause.as_deref().and_then(criteria::of_clause);
        self.row = row;
        self
    }

    /// Its state.
    pub const fn state(&self) -> HazardState {
        self.row.state
    }

    /// Its level.
    pub const fn level(&self) -> HazardLevel {
        self.row.level
    }
}

/// What is wrong with the entries of a hazard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("entry {entry} of hazard {hazard_id}: {why}")]
pub struct Unsound {
    /// The hazard.
    pub hazard_id: String,
    /// Number of the entry.
    pub entry: u64,
    /// Why.
    pub why: String,
}

/// Takes every step of a hazard anew: what it is after them.
///
/// # Errors
/// [`Unsound`] for the first entry that could not have been made: one that skips a step, or says another state than it
/// leads to.
pub fn replay(entries: &[Entry]) -> Result<Option<Hazard>, Unsound> {
    let mut hazard: Option<Hazard> = None;
    for (entry, number) in entries.iter().zip(1..) {
        let unsound = |why: String| Unsound {
            hazard_id: entry.hazard_id.clone(),
            entry: entry.entry,
            why,
        };
        if entry.entry != number {
            return Err(unsound(format!("it should have the number {number}")));
        }
        if entry.before != hazard.as_ref().map(Hazard::state) {
            return Err(unsound(
                "it begins in another state than the one before ended in".into(),
            ));
        }
        let refused = |refusal: Refusal| unsound(refusal.to_string());
        let by = || {
            entry
                .by
                .as_ref()
                .ok_or_else(|| unsound("it names nobody".into()))
        };
        let after = match (&entry.event, hazard) {
            (Event::Report { report: told }, None) => {
                report(&entry.hazard_id, told, by()?, &entry.at).map_err(refused)?
            }
            (Event::Import { row }, None) => Hazard::imported(&entry.hazard_id, row.clone()),
            (Event::Import { row }, Some(hazard)) => hazard.amended(row.clone()),
            (Event::Step { step }, Some(hazard)) => {
                take(&hazard, step, by()?, &entry.at).map_err(refused)?
            }
            (Event::Report { .. }, Some(_)) => {
                return Err(unsound("it reports what is known already".into()));
            }
            (Event::Step { .. }, None) => {
                return Err(unsound("it comes before any report".into()));
            }
        };
        if after.state() != entry.after {
            return Err(unsound(format!(
                "it says {}, but leads to {}",
                entry.after.code(),
                after.state().code()
            )));
        }
        hazard = Some(after);
    }
    Ok(hazard)
}
