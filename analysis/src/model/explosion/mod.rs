//! How hard it hits: TNT, vapour cloud, vessel burst.

mod blast_tnt;
mod blast_vce_bst_me;
mod blast_vessel_burst;
mod cloud;

use serde_json::Value;

use super::Model;
use super::inputs::{Inputs, wrong};
use crate::error::Error;
use crate::standards::chemicals;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[
    blast_tnt::MODEL,
    blast_vce_bst_me::MODEL,
    blast_vessel_burst::MODEL,
];

/// A list where the input was a list, else a number.
fn shaped(values: &[f64], is_list: bool) -> Value {
    match values {
        [one] if !is_list => Value::from(*one),
        all => Value::from(all),
    }
}

/// Numbers, all of them above zero.
fn all_above_zero(inputs: Inputs<'_>, name: &str, unit: &str) -> Result<Vec<f64>, Error> {
    let all = inputs.numbers(name, unit)?;
    if all.is_empty() {
        return Err(wrong(name, "is empty; give at least one number"));
    }
    for (i, n) in all.iter().enumerate() {
        if *n <= 0.0 {
            let at = if inputs.is_list(name) {
                format!("{name}/value/{i}")
            } else {
                name.to_owned()
            };
            return Err(wrong(&at, format!("is {n} {unit}; give a number above 0")));
        }
    }
    Ok(all)
}

/// Heat of combustion, J/kg: as given, or of the substance.
fn heat_of_combustion(inputs: Inputs<'_>, substance: Option<&str>) -> Result<f64, Error> {
    if let Some(heat) = inputs.maybe_above_zero("heat_of_combustion", "J/kg")? {
        return Ok(heat);
    }
    let missing = |detail: String| wrong("heat_of_combustion", detail);
    let Some(name) = substance else {
        return Err(missing(
            "is missing; give a number in J/kg, or a substance".to_owned(),
        ));
    };
    chemicals::find(name)
        .and_then(|c| c.hc_lower_j_kg)
        .ok_or_else(|| {
            missing(format!(
                "is missing, and is not known of `{name}`; give a number in J/kg"
            ))
        })
}
