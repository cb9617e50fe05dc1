//! Grades of a city: its parts once a run of the risk, added up once a state of its hidden hazards, graded once a ruleset
//! and day.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use analysis::assessment::SiteResult;
use analysis::city::City;
use analysis::grading::city::graded::Bench;
use analysis::grading::city::kept::{Base, Factors, Kept, base};
use analysis::grading::city::measure::{Run, STEPS, parts};
use analysis::grading::city::{
    Doubt, Graded, ManagementFactors, Measured, OpenHazards, Parts, doubt,
};
use analysis::grading::major_hazard::Verdict;
use analysis::grading::regional::Policy;
use analysis::hazard::barriers::open_hazards;
use analysis::risk::run::doubt::{Groups, Step, sets};

use crate::risk::CityRisk;

/// Rulesets and days whose grades are kept.
const KEPT: usize = 16;

/// What a run of the risk says of a city, without any hidden hazard.
pub struct CityParts {
    /// The parts.
    pub parts: Parts,
    /// How management changed the frequencies.
    pub management: ManagementFactors,
    /// Frequencies by the table.
    base: Base,
    /// Tells assumptions and program apart.
    method: String,
    /// Sets of multipliers of the runs of doubt.
    steps: Vec<Step>,
}

/// What a city's grades are made of, and those that were made.
pub struct CityGrades {
    /// What is measured, whatever the ruleset.
    pub measured: Measured,
    /// The open hidden hazards in it.
    pub open: OpenHazards,
    /// What it is added up from.
    parts: Arc<CityParts>,
    /// Whether a colour is told before its doubt is known.
    is_prompt: bool,
    /// What a later run can be compared with, once it is asked for.
    kept: OnceLock<Arc<Kept>>,
    /// Grades by name of the ruleset and day; the oldest first.
    known: Mutex<BTreeMap<(String, String), Arc<Ruled>>>,
}

/// Grades under a ruleset.
pub struct Ruled {
    /// The ruleset.
    pub policy: Policy,
    /// The grades.
    pub graded: Graded,
    /// The colours of the runs of doubt, in the order of the units, once they are known.
    doubts: OnceLock<Vec<Doubt>>,
}

/// Most by which open hidden hazards multiply a frequency.
pub fn most_factor() -> u32 {
    // A whole number, so that sums stay exact.
    Policy::built_in()
        .hidden_hazard_most_factor
        .floor()
        .max(1.0) as u32
}

impl CityParts {
    /// Measures a city in parts, which takes seconds; `method` tells assumptions and program apart.
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
        let parts = parts(Run {
            city,
            risk: &risk.risk,
            crowd: &risk.crowd,
            tolls: &risk.tolls,
            installation_levels: &installation_levels,
            most_factor: most_factor(),
            management: &management,
        })?;
        let seconds = started.elapsed().as_secs_f64();
        tracing::info!(seconds, "the parts of the grades are measured");
        Ok(Self {
            parts,
            base: base(&risk.risk),
            management,
            method: method.to_owned(),
            steps: sets(&Groups::of(&risk.risk), STEPS),
        })
    }
}

impl CityGrades {
    /// Adds the parts of a city up under its open hidden hazards. `is_prompt` where colours are told before their doubt is
    /// known.
    pub fn of(city: &City, parts: Arc<CityParts>, is_prompt: bool) -> Self {
        let started = Instant::now();
        let hazards = &city.hidden_hazards;
        let sites: BTreeMap<&str, usize> = city
            .sites
            .iter()
            .enumerate()
            .map(|(i, s)| (s.facility.id.as_str(), i))
            .collect();
        let open = open_hazards(hazards, |id| sites.get(id).copied());
        let measured = parts.parts.under(city, hazards, &open, most_factor());
        tracing::info!(
            units = measured.places.len() + measured.firms.len(),
            targets = measured.targets.len(),
            strands = measured.strands.len(),
            open_hazards = open.all().len(),
            seconds = started.elapsed().as_secs_f64(),
            "grades are measured"
        );
        Self {
            measured,
            open,
            parts,
            is_prompt,
            kept: OnceLock::new(),
            known: Mutex::default(),
        }
    }

    /// What they are added up from.
    pub fn parts(&self) -> &Parts {
        &self.parts.parts
    }

    /// How management changed the frequencies.
    pub fn management(&self) -> &ManagementFactors {
        &self.parts.management
    }

    /// What a later run of this city can be compared with.
    pub fn kept(&self, city: &City) -> Arc<Kept> {
        let CityParts {
            base,
            method,
            management,
            ..
        } = &*self.parts;
        let factors = Factors {
            management,
            open: &self.open,
            most: most_factor(),
        };
        let made = || Arc::new(Kept::of(city, base, factors, &self.measured, method));
        Arc::clone(self.kept.get_or_init(made))
    }

    /// The grades under a ruleset on a day, where they were made by now; does not wait.
    pub fn ruled_by_now(&self, policy: &Policy, day: &str) -> Option<Arc<Ruled>> {
        let known = self.known.try_lock().ok()?;
        let key = (policy.id.clone(), day.to_owned());
        known.get(&key).map(Arc::clone)
    }

    /// The grades under a ruleset on a day (`2026-11-28`), made when they are first asked for; one at a time.
    pub fn ruled(&self, policy: &Policy, day: &str) -> Arc<Ruled> {
        let ruled = self.coloured(policy, day);
        if !self.is_prompt {
            self.doubt(&ruled);
        }
        ruled
    }

    fn coloured(&self, policy: &Policy, day: &str) -> Arc<Ruled> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (policy.id.clone(), day.to_owned());
        if let Some(ruled) = known.get(&key) {
            return Arc::clone(ruled);
        }
        let started = Instant::now();
        let graded = Bench::new(&self.measured, policy, day).grade();
        tracing::info!(
            ruleset = policy.id,
            day,
            units = graded.units.len(),
            graded_s = started.elapsed().as_secs_f64(),
            "graded"
        );
        let ruled = Arc::new(Ruled {
            policy: policy.clone(),
            graded,
            doubts: OnceLock::new(),
        });
        if known.len() >= KEPT {
            known.pop_first();
        }
        known.insert(key, Arc::clone(&ruled));
        ruled
    }

    /// Works out how sure the colours are, where that is not known yet.
    pub fn doubt(&self, ruled: &Ruled) {
        ruled.doubts.get_or_init(|| {
            let started = Instant::now();
            let doubts = doubt(&ruled.bench(&self.measured), &self.parts.steps);
            let doubted_s = started.elapsed().as_secs_f64();
            tracing::info!(ruleset = ruled.policy.id, doubted_s, "colours are doubted");
            doubts
        });
    }
}

impl Ruled {
    /// What is asked of the grades.
    pub fn bench<'a>(&'a self, measured: &'a Measured) -> Bench<'a> {
        Bench::new(measured, &self.policy, &self.graded.day)
    }

    /// How sure the colour of a unit is; nothing as long as that is not known.
    pub fn doubt(&self, unit: usize) -> Option<&Doubt> {
        self.doubts.get()?.get(unit)
    }
}
