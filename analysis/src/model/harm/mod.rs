//! Whom it hurts: toxic load, heat, blast.

mod toxic_dose_probit;

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[toxic_dose_probit::MODEL];
