//! The city at a glance.

use serde::Serialize;
use utoipa::ToSchema;

use super::{LonLat, Text};

/// A district by code and name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DistrictName {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A source to be named on the map.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Attribution {
    /// What to show.
    pub text: String,
    /// Where it leads.
    pub url: Option<String>,
}

/// Rows by layer.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Counts {
    /// Districts.
    pub districts: usize,
    /// Parks.
    pub parks: usize,
    /// Facilities.
    pub facilities: usize,
    /// Units.
    pub units: usize,
    /// Vessels.
    pub vessels: usize,
    /// Targets.
    pub targets: usize,
    /// Population cells.
    pub population: usize,
}

/// People in the population layer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct People {
    /// By day.
    pub day: f64,
    /// By night.
    pub night: f64,
}

/// Facilities by the level of their worst unit.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Installations {
    /// Level 1.
    pub level_1: usize,
    /// Level 2.
    pub level_2: usize,
    /// Level 3.
    pub level_3: usize,
    /// Level 4.
    pub level_4: usize,
    /// No major hazard installation.
    pub not_major_hazard: usize,
    /// Not decided.
    pub unknown: usize,
}

/// The run that the results are of.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RunView {
    /// Identifier.
    pub id: String,
    /// When it was made.
    pub made_at: String,
    /// Tables and rules.
    pub ruleset: String,
    /// Hash of the facts.
    pub inputs_hash: String,
    /// Version of the program.
    pub program_version: String,
}

/// The city at a glance.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Summary {
    /// The city, where the districts name one.
    pub city: Option<DistrictName>,
    /// West, south, east, north, degrees; null for an empty store.
    pub bbox: Option<[f64; 4]>,
    /// Middle of the box.
    #[schema(value_type = Option<Vec<f64>>)]
    pub center: Option<LonLat>,
    /// Whether any row is invented.
    pub synthetic: bool,
    /// Sources to be named on the map.
    pub attributions: Vec<Attribution>,
    /// Rows by layer.
    pub counts: Counts,
    /// People.
    pub people: People,
    /// Facilities by level.
    pub installations: Installations,
    /// Distance violations.
    pub violations: usize,
    /// Distances that could not be judged.
    pub unknown_verdicts: usize,
    /// The run.
    pub run: RunView,
    /// Whether individual and societal risk are known: `computing`, `ready` or `unknown`.
    pub risk: &'static str,
    /// Why the risk is unknown.
    pub risk_why: Option<String>,
    /// What the tables do not cover.
    pub gaps: Vec<Text>,
}
