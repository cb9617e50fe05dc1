//! How bad a whole unit is, and why it changed: grades in four colours, F-N sets, changes split into causes.
//!
//! These take and give documents as they are written in benchmarks, not lists of quantities with units.

mod change_attribution;
mod fn_curve;
mod given;
mod regional_grade;
mod regional_inputs;

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[
    regional_grade::MODEL,
    fn_curve::MODEL,
    change_attribution::MODEL,
];
