//! How hot it is: pool fire, jet fire, fireball.

use super::Model;

mod burning_rate;
mod fire_fireball_bleve;
mod fire_jet;
mod fire_pool;
mod fire_transmissivity;
mod fuel;
mod jet_release;
mod levels;
mod sound;
mod surroundings;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[
    fire_pool::MODEL,
    fire_transmissivity::MODEL,
    fire_jet::MODEL,
    fire_fireball_bleve::MODEL,
];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// Inputs that use most of each model.
    fn full() -> [(&'static Model, Value); 7] {
        let of = |name: &str| MODELS.iter().find(|m| m.name == name).unwrap();
        [
            (
                of("fire_pool"),
                json!({"substance": "benzene", "diameter": 20, "u10": 5, "radiative_fraction": 0.3,
                    "distance_from_centre": 50, "bearing_to_wind": 30, "levels": [4]}),
            ),
            (
                of("fire_pool"),
                json!({"L_over_R": 3, "X_over_R": 4, "tilt": 20}),
            ),
            (
                of("fire_transmissivity"),
                json!({"path_length": 50, "RH": 0.5, "T": 290}),
            ),
            (
                of("fire_jet"),
                json!({"substance": "methane", "pressure": 7e6, "temperature": 300, "orifice": 0.02,
                    "distance": 50, "locations_x_y_z": [[30, 0, 0]], "levels": [4]}),
            ),
            (
                of("fire_jet"),
                json!({"substance": "propane (two-phase)", "mass_rate": 2, "weather": "5/D",
                    "release_height": 1, "locations_x_y_z": [[30, 0, 0]], "levels": [4]}),
            ),
            (
                of("fire_fireball_bleve"),
                json!({"substance": "propane", "mass": 5e4, "burst_pressure": 2e6, "ground_distance": 300,
                    "levels": [4]}),
            ),
            (
                of("fire_fireball_bleve"),
                json!({"diameter": 100, "centre_height": 80, "SEP": 3e5, "duration": 10, "ground_distance": 100}),
            ),
        ]
    }

    #[test]
    fn every_output_has_its_name_in_the_list() {
        for (model, input) in full() {
            let out = (model.run)(&input).unwrap();
            for name in out["outputs"].as_object().unwrap().keys() {
                let is_listed = model.outputs.iter().any(|(n, ..)| n == name);
                assert!(
                    is_listed || name.contains("_kW_m2"),
                    "{}: {name}",
                    model.name
                );
            }
        }
    }

    #[test]
    fn a_negative_number_is_refused_by_name_whether_it_is_used_or_not() {
        let signed = ["bearing_to_wind", "tilt", "locations_x_y_z"];
        let mut wrong = Vec::new();
        for (model, input) in full() {
            for (name, ..) in model.inputs.iter().filter(|(n, ..)| !signed.contains(n)) {
                // One of a pair misses the other.
                if name.ends_with("_over_R") && input.get(name).is_none() {
                    continue;
                }
                let mut input = input.clone();
                input[*name] = json!(-1);
                match (model.run)(&input) {
                    Err(error) if error.to_string().starts_with(&format!("/{name}")) => {}
                    other => wrong.push(format!("{} {name}: {other:?}", model.name)),
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Whatever one input is, a model answers in finite numbers or says what is wrong.
    #[test]
    fn no_number_breaks_a_model() {
        for (model, input) in full() {
            for (name, ..) in model.inputs {
                for number in [
                    0.0, 1e-12, 1e-3, 0.5, 1.0, 30.0, 500.0, 1e5, 1e9, 1e30, 1e300,
                ] {
                    let mut input = input.clone();
                    input[*name] = json!(number);
                    match (model.run)(&input) {
                        Ok(out) => {
                            assert!(out["outputs"].as_object().is_some_and(|o| !o.is_empty()));
                        }
                        Err(error) => assert!(!error.to_string().is_empty()),
                    }
                }
            }
        }
    }
}
