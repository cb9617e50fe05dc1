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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, json};

    use super::*;

    fn anything() -> impl Strategy<Value = Value> {
        prop_oneof![
            4 => (-20.0..20.0_f64).prop_map(|e| json!(10_f64.powf(e))),
            4 => (0.0..=1.0_f64).prop_map(|share| json!(share)),
            1 => Just(json!(0)),
            1 => Just(json!(-1.5)),
            1 => prop::collection::vec(0.0..2.0_f64, 0..4).prop_map(|all| json!(all)),
            1 => prop::collection::vec(prop::array::uniform2(0.0..1.0_f64), 0..4).prop_map(|all| json!(all)),
            1 => Just(json!("medium")),
            1 => Just(json!({"value": 5, "unit": "m"})),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn any_input_gives_finite_numbers_or_names_what_is_wrong(
            given in prop::collection::vec(prop::option::weighted(0.35, anything()), 30)
        ) {
            for model in MODELS {
                let names = model.inputs.iter().map(|(name, ..)| (*name).to_owned());
                let input: Map<String, Value> = names
                    .zip(&given)
                    .filter_map(|(name, value)| Some((name, value.clone()?)))
                    .collect();
                match (model.run)(&Value::Object(input)) {
                    Err(error) => prop_assert!(matches!(error, Error::Input { .. }), "{error}"),
                    Ok(answer) => {
                        for (name, field) in answer["outputs"].as_object().unwrap() {
                            prop_assert!(model.outputs.iter().any(|(n, ..)| n == name), "{name}");
                            let all = field["value"].as_array();
                            let is_finite = all.is_none_or(|all| all.iter().all(|v| !v.is_null()));
                            prop_assert!(is_finite || name.starts_with('F'), "{name}: {field}");
                        }
                    }
                }
            }
        }
    }
}
