//! Runs whose grades a later one can be compared with: those that were shown since the service started. The store does
//! not hold them yet.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use analysis::grading::city::kept::{Kept, UnitKey};
use analysis::grading::city::{Level, Measured, Which};
use analysis::grading::regional::{Colour, Index, Policy};

use crate::snapshot::Snapshot;

/// Runs that are kept; the oldest goes first.
pub const MOST: usize = 8;

/// Colour of a unit, and the index that decided it.
pub type Told = (Colour, Index);

/// A run as it was shown.
pub struct KeptRun {
    /// Its name, with that of the answers where there are any.
    pub run: String,
    /// When it was computed, RFC 3339.
    pub made_at: String,
    /// The day on which it was graded.
    pub day: String,
    /// The ruleset of that day.
    pub policy: Policy,
    /// What it is compared by.
    pub kept: Arc<Kept>,
    /// Colours of its units, cells aside.
    pub colours: BTreeMap<UnitKey, Told>,
}

/// Name of a unit that outlives a run.
pub fn key(measured: &Measured, which: Which) -> UnitKey {
    match which {
        Which::Place(at) => (measured.places[at].level, measured.places[at].id.clone()),
        Which::Firm(at) => (Level::Enterprise, measured.firms[at].id.clone()),
    }
}

impl KeptRun {
    /// What is kept of a city whose grades of a day are there; none where they are not.
    pub fn of(snapshot: &Snapshot, day: &str) -> Option<Self> {
        let grades = snapshot.grades_by_now()?;
        let policy = snapshot.policies().on(day);
        let ruled = grades.ruled(policy, day);
        let units = ruled.graded.units.iter();
        let colours = units.filter(|u| u.level != Level::Cell).map(|unit| {
            let told = (unit.grade.colour, unit.decisive());
            (key(&grades.measured, unit.which), told)
        });
        Some(Self {
            run: snapshot.grading_run(),
            made_at: data::now_rfc3339(),
            day: day.to_owned(),
            policy: policy.clone(),
            kept: grades.kept(&snapshot.city),
            colours: colours.collect(),
        })
    }
}

/// The runs that are kept, the oldest first.
#[derive(Default)]
pub struct KeptRuns(Mutex<Vec<Arc<KeptRun>>>);

impl KeptRuns {
    /// Keeps a run; one of the same name is replaced.
    pub fn add(&self, run: KeptRun) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|known| known.run != run.run);
        if all.len() >= MOST {
            all.remove(0);
        }
        all.push(Arc::new(run));
    }

    /// All of them, the newest first.
    pub fn all(&self) -> Vec<Arc<KeptRun>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().rev().map(Arc::clone).collect()
    }
}
