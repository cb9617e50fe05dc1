//! Cases with known answers: `tests/cases/qra`, by model, with sources. A case that a model cannot meet
//! stands in `known_failures/` (id,output,reason) with the physical reason; one that stands there and passes fails.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use analysis::model::model;
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/qra")
}

fn cases(file: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder().join(file)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// From (case, output) to the reason, of the cases of a file that the models do not meet.
fn known_failures(file: &str) -> BTreeMap<(String, String), String> {
    let path = folder()
        .join("known_failures")
        .join(file)
        .with_extension("csv");
    if !path.exists() {
        return BTreeMap::new();
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader
        .deserialize()
        .map(|row| {
            let (id, output, reason): (String, String, String) = row.unwrap();
            assert!(reason.len() > 20, "{id}: say why");
            ((id, output), reason)
        })
        .collect()
}

/// How far a number may be off.
#[derive(Debug, Clone, Copy)]
enum Tolerance {
    Relative(f64),
    Absolute(f64),
    Factor(f64),
    Exact,
}

/// The tolerance of one output: that of the case, or its own.
fn tolerance(case: &Value, output: &str) -> Tolerance {
    let general = &case["tolerance"];
    let of = |kind: &str, value: f64| match kind {
        "relative" | "rel" => Tolerance::Relative(value),
        "absolute" | "abs" => Tolerance::Absolute(value),
        "factor" => Tolerance::Factor(value),
        "exact" => Tolerance::Exact,
        other => panic!("tolerance {other}"),
    };
    let kind = general["type"].as_str().unwrap();
    match general.pointer(&format!("/per/{output}")) {
        Some(Value::Number(n)) => of(kind, n.as_f64().unwrap()),
        // `abs 0.02 if …`, `rel 0.35`, `factor 2 outside the visible flame`
        Some(Value::String(text)) => {
            let mut words = text.split_whitespace();
            let kind = words.next().unwrap();
            of(kind, words.next().unwrap().parse().unwrap())
        }
        _ => of(kind, general["value"].as_f64().unwrap_or(0.0)),
    }
}

fn is_within(expected: f64, got: f64, tolerance: Tolerance, note: &str) -> bool {
    let off = (got - expected).abs();
    // A concentration is printed in whole ppm.
    if note.contains("or 1 ppm") && off <= 1.0 {
        return true;
    }
    match tolerance {
        Tolerance::Relative(value) => off <= value * expected.abs() + 1e-300,
        Tolerance::Absolute(value) => off <= value,
        Tolerance::Factor(value) => {
            expected > 0.0 && got > 0.0 && (got / expected).max(expected / got) <= value
        }
        Tolerance::Exact => off == 0.0,
    }
}

/// What is wrong with an answer; nothing where it holds.
fn fault(expected: &Value, got: &Value, tolerance: Tolerance, note: &str) -> Option<String> {
    match expected {
        Value::Array(all) => {
            let Some(list) = got.as_array() else {
                return Some(format!("{got} instead of a list"));
            };
            if list.len() != all.len() {
                return Some(format!("{} values instead of {}", list.len(), all.len()));
            }
            let faults: Vec<String> = all
                .iter()
                .zip(list)
                .filter_map(|(e, g)| fault(e, g, tolerance, note))
                .collect();
            (!faults.is_empty()).then(|| faults.join(", "))
        }
        Value::Bool(_) => (expected != got).then(|| format!("{got} instead of {expected}")),
        _ => {
            let (e, g) = (expected.as_f64().unwrap(), got.as_f64());
            match g {
                None => Some(format!("{got} instead of {e}")),
                Some(g) if is_within(e, g, tolerance, note) => None,
                Some(g) => Some(format!(
                    "{g} instead of {e} ({:+.2} %, {tolerance:?})",
                    100.0 * (g / e - 1.0)
                )),
            }
        }
    }
}

/// A number along x at the x of the case, where the answer is a list: what comes between two nodes is not told.
fn interpolated(along: &Value, values: &Value, x: f64) -> Option<f64> {
    let list =
        |v: &Value| -> Option<Vec<f64>> { v.as_array()?.iter().map(Value::as_f64).collect() };
    let (along, values) = (list(along)?, list(values)?);
    let after = along.iter().position(|a| *a >= x)?;
    if after == 0 || values.len() != along.len() {
        return None;
    }
    let share = (x - along[after - 1]) / (along[after] - along[after - 1]);
    Some(values[after - 1] + share * (values[after] - values[after - 1]))
}

/// Runs all cases of a file, and tells those that do not hold and are not known to fail.
fn check(file: &str) {
    let known = known_failures(file);
    let (mut wrong, mut held) = (Vec::new(), 0);
    let all = cases(file);
    for case in &all {
        let id = case["id"].as_str().unwrap();
        let name = case["model"].as_str().unwrap();
        let Some(model) = model(name) else {
            panic!("there is no model {name}");
        };
        let answer = (model.run)(&case["inputs"]);
        let mut holds = true;
        for (output, expected) in case["expected"].as_object().unwrap() {
            let told = match &answer {
                Err(error) => Some(error.to_string()),
                Ok(answer) => match answer.pointer(&format!(
                    "/outputs/{}",
                    output.replace('~', "~0").replace('/', "~1")
                )) {
                    None => Some("is not told".to_owned()),
                    Some(got) if got["unit"] != expected["unit"] => Some(format!(
                        "in {} instead of {}",
                        got["unit"], expected["unit"]
                    )),
                    Some(got) => {
                        let note = case["tolerance"]["note"].as_str().unwrap_or_default();
                        let along = &answer["outputs"]["x"]["value"];
                        let at = case["expected"]["x"]["value"].as_f64();
                        let read = at.and_then(|x| interpolated(along, &got["value"], x));
                        let got = read.map_or_else(|| got["value"].clone(), Value::from);
                        fault(&expected["value"], &got, tolerance(case, output), note)
                    }
                },
            };
            holds &= told.is_none();
            let is_known = known.contains_key(&(id.to_owned(), output.clone()));
            match (told, is_known) {
                (Some(told), false) => wrong.push(format!("{id}: {output}: {told}")),
                (None, true) => {
                    wrong.push(format!("{id}: {output}: is a known failure, and holds"));
                }
                _ => {}
            }
        }
        held += usize::from(holds);
    }
    println!("{file}: {held} of {} cases hold", all.len());
    let ids: Vec<&str> = all.iter().filter_map(|c| c["id"].as_str()).collect();
    for (id, output) in known.keys() {
        assert!(
            ids.contains(&id.as_str()),
            "{file}: {output} of {id} is known to fail, and is no case"
        );
    }
    assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
}

macro_rules! files {
    ($($name:ident: $file:literal),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                check(concat!($file, ".json"));
            }
        )*
    };
}

files! {
    liquid_outflow: "01_source_liquid_outflow",
    gas_outflow: "02_source_gas_outflow",
    flash_pool_evaporation: "03_source_flash_pool_evaporation",
    sigma_wind: "04_dispersion_sigma_wind",
    gaussian_plume: "05_dispersion_gaussian_plume",
    gaussian_puff: "06_dispersion_gaussian_puff",
    britter_mcquaid: "07_dispersion_dense_gas_britter_mcquaid",
    slab_degadis: "08_dispersion_dense_gas_slab_degadis",
    flash_fire_envelope: "09_dispersion_flash_fire_envelope",
    toxic_dose: "10_toxic_dose_probit",
    fire_pool: "11_fire_pool",
    transmissivity: "12_fire_transmissivity",
    fire_jet: "13_fire_jet",
    fireball: "14_fire_fireball_bleve",
    blast_tnt: "15_blast_tnt",
    blast_vce: "16_blast_vce_bst_me",
    vessel_burst: "17_blast_vessel_burst",
    thermal_blast: "18_vulnerability_thermal_blast",
    event_tree: "19_risk_event_tree_ignition",
    individual: "20_risk_individual",
    societal: "21_risk_societal",
    domino: "22_risk_domino",
    properties: "23_properties",
}
