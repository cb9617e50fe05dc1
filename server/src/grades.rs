//! Grades of a city: measured once a run of the risk, graded once a ruleset and day.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use analysis::assessment::SiteResult;
use analysis::city::City;
use analysis::grading::city::graded::Bench;
use analysis::grading::city::kept::Kept;
use analysis::grading::city::measure::{Run, STEPS, measure};
use analysis::grading::city::{Doubt, Graded, ManagementFactors, Measured, OpenHazards, doubt};
use analysis::grading::major_hazard::Verdict;
use analysis::grading::regional::Policy;
use analysis::risk::run::doubt::{Groups, Step, sets};

use crate::risk::CityRisk;

/// Rulesets and days whose grades are kept.
const KEPT: usize = 16;

/// What a city's grades are made of, and those that were made.
pub struct CityGrades {
    /// What is measured, whatever the ruleset.
    pub measured: Measured,
    /// How management changed the frequencies.
    pub management: ManagementFactors,
    /// What a later run can be compared with.
    pub kept: Arc<Kept>,
    /// Sets of multipliers of the runs of doubt.
    steps: Vec<Step>,
    /// Grades by name of the ruleset and day; the oldest first.
    known: Mutex<BTreeMap<(String, String), Arc<Ruled>>>,
}

/// Grades under a ruleset.
pub struct Ruled {
    /// The ruleset.
    pub policy: Policy,
    /// The grades.
    pub graded: Graded,
    /// The colours of the runs of doubt, in the order of the units.
    pub doubts: Vec<Doubt>,
}

impl CityGrades {
    /// Measures a city; `method` tells assumptions and program apart.
    ///
    /// # Errors
    /// [`analysis::Error`] for a place that cannot be projected.
    pub fn of(
        city: &City,
        results: &[SiteResult],
        risk: &CityRisk,
        management: ManagementFactors,
        method: &str,
    ) -> Result<Self, analysis::Error> {
        let started = Instant::now();
        let installation_levels: Vec<Option<u8>> = results
            .iter()
            .map(|r| r.worst().filter(|g| g.verdict == Verdict::Graded)?.level)
            .collect();
        let run = Run {
            city,
            risk: &risk.risk,
            crowd: &risk.crowd,
            tolls: &risk.tolls,
            installation_levels: &installation_levels,
            open_hazards: &OpenHazards::default(),
            most_factor: Policy::built_in().hidden_hazard_most_factor,
            management: &management,
        };
        let measured = measure(run)?;
        let kept = Arc::new(Kept::of(run, &measured, method));
        tracing::info!(
            units = measured.places.len() + measured.firms.len(),
            targets = measured.targets.len(),
            strands = measured.strands.len(),
            seconds = started.elapsed().as_secs_f64(),
            "grades are measured"
        );
        Ok(Self {
            steps: sets(&Groups::of(&risk.risk), STEPS),
            measured,
            management,
            kept,
            known: Mutex::default(),
        })
    }

    /// The grades under a ruleset on a day, where they were made by now; does not wait.
    pub fn ruled_by_now(&self, policy: &Policy, day: &str) -> Option<Arc<Ruled>> {
        let known = self.known.try_lock().ok()?;
        let key = (policy.id.clone(), day.to_owned());
        known.get(&key).map(Arc::clone)
    }

    /// The grades under a ruleset on a day (`2026-11-28`), made when they are first asked for; one at a time.
    pub fn ruled(&self, policy: &Policy, day: &str) -> Arc<Ruled> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (policy.id.clone(), day.to_owned());
        if let Some(ruled) = known.get(&key) {
            return Arc::clone(ruled);
        }
        let started = Instant::now();
        let bench = Bench::new(&self.measured, policy, day);
        let graded = bench.grade();
        let graded_s = started.elapsed().as_secs_f64();
        let doubts = doubt(&bench, &self.steps);
        let doubted_s = started.elapsed().as_secs_f64() - graded_s;
        tracing::info!(
            ruleset = policy.id,
            day,
            units = graded.units.len(),
            graded_s,
            doubted_s,
            "graded"
        );
        let ruled = Arc::new(Ruled {
            policy: policy.clone(),
            graded,
            doubts,
        });
        if known.len() >= KEPT {
            known.pop_first();
        }
        known.insert(key, Arc::clone(&ruled));
        ruled
    }
}

impl Ruled {
    /// What is asked of the grades.
    pub fn bench<'a>(&'a self, measured: &'a Measured) -> Bench<'a> {
        Bench::new(measured, &self.policy, &self.graded.day)
    }
}
