//! Levels of radiation, and how far they reach.

use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Levels told without being asked for, kW/m²: those of QRA reports and GB/T 37243, AQ/T 3046, API 521 and EN 1473.
const USUAL: [f64; 11] = [1.6, 4.0, 5.0, 6.3, 9.5, 12.5, 15.0, 20.0, 25.0, 35.0, 37.5];

/// The levels, kW/m²: those asked for in `levels`, else the usual.
///
/// # Errors
/// [`Error::Input`] where one of them is not above zero.
pub(super) fn read(inputs: Inputs<'_>) -> Result<Vec<f64>, Error> {
    if !inputs.has("levels") {
        return Ok(USUAL.to_vec());
    }
    let levels = inputs.numbers("levels", "kW/m2")?;
    match levels.iter().find(|l| **l <= 0.0) {
        Some(bad) => Err(wrong(
            "levels",
            format!("has {bad}; give radiation in kW/m2 above 0"),
        )),
        None => Ok(levels),
    }
}

/// Tells how far each level reaches, as `distance_to_12.5_kW_m2` with what follows in the name; a level that
/// nowhere reaches is left out.
pub(super) fn put(
    out: &mut Outputs,
    levels: &[f64],
    suffix: &str,
    reach: impl Fn(f64) -> Option<f64>,
) {
    for level in levels {
        if let Some(distance) = reach(level * 1e3) {
            out.put(&format!("distance_to_{level}_kW_m2{suffix}"), distance, "m");
        }
    }
}
