//! Whom it hurts: toxic load, heat, blast.

mod formula;
mod toxic_dose_probit;
mod vulnerability_thermal_blast;

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[toxic_dose_probit::MODEL, vulnerability_thermal_blast::MODEL];
