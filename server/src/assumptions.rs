//! What the analyst assumes for the risk: the section `[risk]` of the settings, its meaning, and how it is shown.
//!
//! A run under other assumptions is another run: they are part of its ruleset and of its identifier.

use analysis::consequence::dispersion::stability::Terrain;
use analysis::scenario::connections::{By, Loading, Piping};
use analysis::scenario::equipment::FrequencySet;
use analysis::scenario::isolation::{Isolation, System};
use analysis::scenario::pipeline::Buried;
use analysis::scenario::{AIR_K, Settings};
use analysis::standards::RULESET;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Temperatures of the air that are taken, °C.
const AIR_C: std::ops::RangeInclusive<f64> = -40.0..=50.0;
/// Factors of management that are taken.
const MANAGEMENT: std::ops::RangeInclusive<f64> = 0.01..=100.0;
/// 0 °C, K.
const ZERO_C_K: f64 = 273.15;

/// Which table of frequencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequencies {
    /// CPR 18E.
    #[default]
    PurpleBook,
    /// HJ 169-2018.
    Hj169,
}

/// What clouds go over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// A town.
    #[default]
    Urban,
    /// Open land.
    Rural,
}

/// How buried pipelines are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BuriedLines {
    /// Not known, or none of the others.
    #[default]
    Other,
    /// By NEN 3650 or a code that asks as much.
    Nen3650,
    /// In a bay of pipes.
    PipeBay,
}

/// How valves are worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Valves {
    /// By a detector.
    Automatic,
    /// From the control room.
    Remote,
    /// At the valve.
    Hand,
}

/// Valves that close pipes.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IsolationOf {
    pub(crate) system: Valves,
    pub(crate) failure_on_demand: f64,
    pub(crate) closes_s: f64,
}

/// Pipes of each vessel.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PipingOf {
    pub(crate) length_m: f64,
    pub(crate) diameter_mm: f64,
}

/// What vessels are loaded with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadedBy {
    /// A loading arm.
    Arm,
    /// A hose.
    Hose,
}

/// Loading of each vessel.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LoadingOf {
    pub(crate) by: LoadedBy,
    pub(crate) hours_per_year: f64,
    pub(crate) diameter_mm: f64,
}

/// The section `[risk]` of the settings. What is not given is as the program has it.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assumptions {
    pub(crate) frequencies: Frequencies,
    pub(crate) management_factor: Option<f64>,
    pub(crate) terrain: Ground,
    pub(crate) air_c: Option<f64>,
    pub(crate) buried_pipelines: BuriedLines,
    pub(crate) isolation: Option<IsolationOf>,
    pub(crate) piping: Option<PipingOf>,
    pub(crate) loading: Option<LoadingOf>,
}

/// An assumption that cannot be.
#[derive(Debug, Error)]
#[error("[risk] {field}: {why}")]
pub struct AssumptionError {
    field: &'static str,
    why: String,
}

fn within(
    field: &'static str,
    value: f64,
    range: &std::ops::RangeInclusive<f64>,
) -> Result<f64, AssumptionError> {
    if range.contains(&value) {
        Ok(value)
    } else {
        let why = format!("is {value}; give {} to {}", range.start(), range.end());
        Err(AssumptionError { field, why })
    }
}

impl Assumptions {
    /// As the risk takes them.
    ///
    /// # Errors
    /// [`AssumptionError`] for a value that cannot be.
    pub fn settings(&self) -> Result<Settings, AssumptionError> {
        let bad = |field| {
            move |e: analysis::Error| AssumptionError {
                field,
                why: e.to_string(),
            }
        };
        let air_c = self.air_c.unwrap_or(AIR_K - ZERO_C_K);
        Ok(Settings {
            frequencies: match self.frequencies {
                Frequencies::PurpleBook => FrequencySet::PurpleBook,
                Frequencies::Hj169 => FrequencySet::Hj169,
            },
            management_factor: within(
                "management_factor",
                self.management_factor.unwrap_or(1.0),
                &MANAGEMENT,
            )?,
            terrain: match self.terrain {
                Ground::Urban => Terrain::Urban,
                Ground::Rural => Terrain::Rural,
            },
            air_k: match self.air_c {
                None => AIR_K,
                Some(_) => within("air_c", air_c, &AIR_C)? + ZERO_C_K,
            },
            buried: match self.buried_pipelines {
                BuriedLines::Other => Buried::Other,
                BuriedLines::Nen3650 => Buried::Nen3650,
                BuriedLines::PipeBay => Buried::PipeBay,
            },
            isolation: self
                .isolation
                .map(|of| Isolation::new(system(of.system), of.failure_on_demand, of.closes_s))
                .transpose()
                .map_err(bad("isolation"))?,
            piping: self
                .piping
                .map(|of| Piping::new(of.length_m, of.diameter_mm))
                .transpose()
                .map_err(bad("piping"))?,
            loading: self
                .loading
                .map(|of| Loading::new(by(of.by), of.hours_per_year, of.diameter_mm))
                .transpose()
                .map_err(bad("loading"))?,
        })
    }

    /// The ruleset of a run under them: that of the program, and a mark of what is assumed otherwise.
    pub fn ruleset(&self) -> String {
        if *self == Self::default() {
            return RULESET.to_owned();
        }
        let digest = Sha256::digest(format!("{self:?}"));
        format!("{RULESET}+risk-{}", &format!("{digest:x}")[..8])
    }
}

pub(crate) const fn system(of: Valves) -> System {
    match of {
        Valves::Automatic => System::Automatic,
        Valves::Remote => System::Remote,
        Valves::Hand => System::Hand,
    }
}

const fn by(of: LoadedBy) -> By {
    match of {
        LoadedBy::Arm => By::Arm,
        LoadedBy::Hose => By::Hose,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::assumptions::views;

    #[test]
    fn nothing_said_is_what_the_program_assumes() {
        let none: Assumptions = toml::from_str("").unwrap();
        assert_eq!(none.settings().unwrap(), Settings::default());
        assert_eq!(none.ruleset(), RULESET);
        assert!(views(&none).iter().all(|v| v.is_default));
    }

    #[test]
    fn what_is_said_is_taken_and_makes_another_run() {
        let text = "frequencies = 'hj169'\nmanagement_factor = 0.5\nterrain = 'rural'\nair_c = 30.0\n\
            buried_pipelines = 'nen3650'\npiping = { length_m = 40.0, diameter_mm = 80.0 }\n\
            [isolation]\nsystem = 'automatic'\nfailure_on_demand = 0.001\ncloses_s = 120.0\n\
            [loading]\nby = 'arm'\nhours_per_year = 300.0\ndiameter_mm = 100.0\n";
        let some: Assumptions = toml::from_str(text).unwrap();
        let settings = some.settings().unwrap();
        assert_eq!(settings.frequencies, FrequencySet::Hj169);
        assert!((settings.air_k - 303.15).abs() < 1e-9);
        assert!(settings.isolation.is_some() && settings.loading.is_some());
        assert_ne!(some.ruleset(), RULESET);
        assert!(views(&some).iter().all(|v| !v.is_default));
    }

    #[test]
    fn what_cannot_be_is_told_by_its_name() {
        for (text, field) in [
            ("management_factor = 0.0", "management_factor"),
            ("air_c = 300.0", "air_c"),
            (
                "[isolation]\nsystem = 'hand'\nfailure_on_demand = 2.0\ncloses_s = 1.0",
                "isolation",
            ),
            ("[piping]\nlength_m = -1.0\ndiameter_mm = 80.0", "piping"),
            (
                "[loading]\nby = 'hose'\nhours_per_year = 9e9\ndiameter_mm = 80.0",
                "loading",
            ),
        ] {
            let some: Assumptions = toml::from_str(text).unwrap();
            let why = some.settings().unwrap_err().to_string();
            assert!(why.contains(field), "{why}");
        }
        assert!(toml::from_str::<Assumptions>("frequency = 'x'").is_err());
    }
}
