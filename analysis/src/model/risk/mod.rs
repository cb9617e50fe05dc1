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
