//! How likely: event tree, individual and societal risk, escalation.

mod ignition;
mod risk_domino;
mod risk_event_tree_ignition;
mod risk_individual;
mod risk_societal;

use serde_json::Value;

use super::Model;
use super::inputs::{Inputs, wrong};
use crate::error::Error;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[
    risk_event_tree_ignition::MODEL,
    risk_individual::MODEL,
    risk_societal::MODEL,
    risk_domino::MODEL,
];

/// A list where the input was a list, else a number.
fn shaped(values: &[f64], is_list: bool) -> Value {
    match values {
        [one] if !is_list => Value::from(*one),
        all => Value::from(all),
    }
}

/// Numbers from 0 to `max`.
fn all_within(inputs: Inputs<'_>, name: &str, unit: &str, max: f64) -> Result<Vec<f64>, Error> {
    let all = inputs.numbers(name, unit)?;
    if all.is_empty() {
        return Err(wrong(name, "is empty; give at least one number"));
    }
    match all.iter().position(|n| !(0.0..=max).contains(n)) {
        None => Ok(all),
        Some(i) => Err(wrong(
            &format!("{name}/value/{i}"),
            format!("is {}; give a number from 0 to {max}", all[i]),
        )),
    }
}

/// Rows of a frequency and a second number from 0 to `max`.
fn pairs(inputs: Inputs<'_>, name: &str, max: f64) -> Result<Vec<(f64, f64)>, Error> {
    let rows = inputs.table(name, 2)?;
    let mut all = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        if let [f, other] = row.as_slice() {
            if !(0.0..=MOST_PER_YR).contains(f) || !(0.0..=max).contains(other) {
                return Err(wrong(
                    &format!("{name}/value/{i}"),
                    format!(
                        "is [{f}, {other}]; give a frequency from 0 on and a number from 0 to {max}"
                    ),
                ));
            }
            all.push((*f, *other));
        }
    }
    Ok(all)
}

/// Greatest frequency that is taken, 1/yr.
const MOST_PER_YR: f64 = 1e9;

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
            1 => Just(json!("flare")),
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
                            prop_assert!(model.outputs.iter().any(|(n, ..)| n == name) || name.starts_with("F_"), "{name}");
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
