//! What each vessel and pipeline can let out, how often, and what becomes of it.
//!
//! ```text
//! vessel ── contents ── losses of containment ── release ── event tree × weather ── footprints
//! ```
//!
//! | question | file |
//! |---|---|
//! | how does it fail, and how often | [`equipment`] |
//! | its pipes and its loading, if assumed | [`connections`] |
//! | what is in it, in which state | [`contents`] |
//! | the same for each metre of a pipeline | [`pipeline`] |
//! | how fast it flows out | `outflow` |
//! | do valves close | [`isolation`] |
//! | how much gets into the air, how fast | [`release`] |
//! | how thick is the cloud, and how wide | [`cloud`] |
//! | whom does each outcome kill | [`outcome`]; poison in `poison.rs` |
//! | all of it in every weather, equal equipment once | [`tables`] |
//!
//! What cannot be modelled says why ([`Unmodelled`]): it is not without risk, its risk is not known. What a rule of the
//! event tree leaves without risk says that rule.

pub mod cloud;
pub mod connections;
pub mod contents;
#[cfg(test)]
mod continuity;
pub mod equipment;
mod flammable;
mod heat;
pub mod isolation;
pub mod outcome;
mod outflow;
pub mod pipeline;
pub(crate) mod poison;
pub mod release;
pub mod tables;

use crate::error::Error;
use crate::grading::major_hazard::Reason;
use crate::standards::chemicals::Chemical;

/// Temperature of the air, K, where nothing else is said: 20 °C, an engineering choice.
pub const AIR_K: f64 = 293.15;

/// Why a vessel or pipeline has no scenario. Not the same as no risk, unless a rule says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmodelled {
    /// The attribute that would settle it; none where no attribute would.
    pub field: Option<&'static str>,
    /// What is missing, or the rule, in both languages.
    pub reason: Reason,
    /// Whether it has no risk by a rule of the event tree; else its risk is not known.
    pub is_without_risk: bool,
}

impl Unmodelled {
    /// A property that the tables lack for a chemical.
    pub(crate) fn lacking(chemical: &Chemical, zh: &str, en: &str) -> Self {
        Self::new(
            None,
            format!("物性表缺少“{}”的{zh}, 风险未计算", chemical.name_zh),
            format!(
                "the table lacks {en} of {}: its risk is not computed",
                chemical.name_en
            ),
        )
    }

    pub(crate) fn new(field: Option<&'static str>, zh: String, en: String) -> Self {
        Self {
            field,
            reason: Reason::new(zh, en),
            is_without_risk: false,
        }
    }

    /// Without risk by a rule.
    pub(crate) fn by_rule(zh: String, en: String) -> Self {
        Self {
            is_without_risk: true,
            ..Self::new(None, zh, en)
        }
    }
}

/// A model that refuses its inputs says so; the vessel's risk is then not known.
impl From<Error> for Unmodelled {
    fn from(error: Error) -> Self {
        Self::new(
            None,
            format!("模型无法计算, 风险未知: {error}"),
            format!("a model cannot be computed, the risk is not known: {error}"),
        )
    }
}

/// What the analyst may set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Which table of frequencies.
    pub frequencies: equipment::FrequencySet,
    /// Factor on every frequency for how well the plant is run (管理系数): 1 is as the table has it.
    pub management_factor: f64,
    /// Ground over which clouds go.
    pub terrain: crate::consequence::dispersion::stability::Terrain,
    /// Temperature of the air, K.
    pub air_k: f64,
    /// How buried pipelines are built.
    pub buried: pipeline::Buried,
    /// Valves of pipes; none where nothing is known of them: then nothing closes.
    pub isolation: Option<isolation::Isolation>,
    /// Pipes of each vessel; none is assumed by default, as the facts have none.
    pub piping: Option<connections::Piping>,
    /// Loading of each vessel; none is assumed by default, as the facts have none.
    pub loading: Option<connections::Loading>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            frequencies: equipment::FrequencySet::PurpleBook,
            management_factor: 1.0,
            terrain: crate::consequence::dispersion::stability::Terrain::Urban,
            air_k: AIR_K,
            buried: pipeline::Buried::default(),
            isolation: None,
            piping: None,
            loading: None,
        }
    }
}
