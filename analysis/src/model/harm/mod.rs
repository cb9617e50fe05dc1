//! Whom it hurts: toxic load, heat, blast.

use super::Model;

mod formula;
mod vulnerability_thermal_blast;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[vulnerability_thermal_blast::MODEL];
