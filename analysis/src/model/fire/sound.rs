//! What must hold of every input, whether it is used or not.

use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::Inputs;

/// Inputs that are shares.
const SHARES: [&str; 5] = [
    "RH",
    "discharge_coefficient",
    "radiative_fraction",
    "soot_fraction",
    "transmissivity",
];

/// Every input with a unit is a number from 0 on, but the `signed` ones and lists; shares are shares.
///
/// # Errors
/// [`Error::Input`] that names the first which is not.
pub(super) fn check(inputs: Inputs<'_>, model: &Model, signed: &[&str]) -> Result<(), Error> {
    for (name, unit, _) in model.inputs {
        if SHARES.contains(name) {
            inputs.maybe_within(name, "", 0.0, 1.0)?;
        } else if *name == "heat_ratio" {
            inputs.maybe_within(name, "", 1.001, 2.0)?;
        }
        if unit.is_empty() || inputs.is_list(name) {
            continue;
        }
        if signed.contains(name) {
            inputs.maybe(name, unit)?;
        } else {
            inputs.maybe_within(name, unit, 0.0, f64::MAX)?;
        }
    }
    Ok(())
}
