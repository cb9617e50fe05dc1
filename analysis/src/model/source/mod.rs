//! What comes out: outflow, flash, pool, evaporation; and the properties behind them.

mod given;
mod properties;
mod source_flash_pool_evaporation;
mod source_gas_outflow;
mod source_liquid_outflow;

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[
    source_liquid_outflow::MODEL,
    source_gas_outflow::MODEL,
    source_flash_pool_evaporation::MODEL,
    properties::MODEL,
];

#[cfg(test)]
mod tests {
    use super::MODELS;
    use crate::error::Error;
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    /// What an input might be: usual, small, great, wrong.
    fn value() -> impl Strategy<Value = Value> {
        let numbers = [
            -1.0, 0.0, 1e-9, 0.02, 0.5, 0.99, 1.3, 10.0, 120.0, 300.0, 1e3, 1e5, 2e6, 1e9, 1e150,
        ];
        let words = [
            "propane",
            "氯",
            "hydrogen fluoride",
            "phenol",
            "dimethyl sulfate",
            "sand",
            "saturated vapour",
            "liquid",
            "gravel",
            "D",
            "isothermal",
        ];
        prop_oneof![
            8 => prop::sample::select(numbers.to_vec()).prop_map(|n| json!(n)),
            2 => (0.001..500.0_f64).prop_map(|n| json!(n)),
            4 => prop::sample::select(words.to_vec()).prop_map(|w| json!(w)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// Whatever is asked, the answer is finite or names what is wrong.
        #[test]
        fn no_input_is_without_an_answer(
            model in 0..MODELS.len(),
            values in prop::collection::vec((any::<bool>(), value()), 40),
            text in prop::sample::select(vec!["propane", "ammonia", "n-hexane", "hydrogen"]),
        ) {
            let model = &MODELS[model];
            let mut input = Map::new();
            for ((name, _, _), (is_given, value)) in model.inputs.iter().zip(values) {
                // Words where words are meant, half of the time.
                let fits = value.is_string()
                    == ["substance", "phase", "initial_state", "stability", "ground", "course"].contains(name);
                if is_given && fits {
                    input.insert((*name).to_owned(), value);
                } else if is_given && *name == "substance" {
                    input.insert((*name).to_owned(), json!(text));
                }
            }
            match (model.run)(&Value::Object(input.clone())) {
                Ok(answer) => {
                    for (name, output) in answer["outputs"].as_object().unwrap() {
                        let told = model.outputs.iter().any(|(n, ..)| n == name);
                        prop_assert!(told, "{name} is not in the list of {}", model.name);
                        prop_assert!(!output["value"].is_null());
                    }
                }
                Err(Error::Input { pointer, detail }) => {
                    prop_assert!(pointer.starts_with('/') && !detail.is_empty());
                }
                Err(Error::OutOfRange { what, .. }) => prop_assert!(!what.is_empty()),
                Err(other) => prop_assert!(false, "{other}"),
            }
        }
    }
}
