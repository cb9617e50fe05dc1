//! Properties of every model of `anjie model list`, for any input: an answer of finite numbers, with no amount below
//! zero and no share above one, or an error that names what is wrong.
//!
//! Inputs are those of the published cases, so that they lie where models are meant to answer, each number stretched or
//! shrunk by up to three, some left out or taken from another case; and some that no one should give.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use analysis::Error;
use analysis::model::{Model, major_hazard, models};
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};
use serde_json::{Map, Value, json};

/// Units of what cannot be below zero.
const AMOUNTS: [&str; 33] = [
    "kg/s",
    "m/s",
    "s",
    "kg",
    "m",
    "m2",
    "m3",
    "kg/kg",
    "Pa",
    "kPa",
    "K",
    "kg/m2/s",
    "lb/min",
    "kg/m3",
    "J/kg",
    "J/kg/K",
    "W/m2",
    "kW/m2",
    "(W/m2)^(4/3) s",
    "Pa s",
    "ms",
    "J",
    "(mg/m3)^n min",
    "ppm",
    "mg/m3",
    "min",
    "1/yr",
    "g/m3",
    "h",
    "lb",
    "t",
    "%",
    "m3/s",
];
/// Lengths with a sign: of the stability of the air, and places; SLAB's from the middle of its source.
const SIGNED: [&str; 3] = ["monin_obukhov_length", "x", "cloud_centre"];
const SLAB: &str = "dispersion_dense_gas_slab_degadis";
/// Beginnings of the names of shares.
const SHARES: [&str; 10] = [
    "P_direct",
    "P_delayed",
    "tau",
    "transmissivity",
    "radiant_fraction",
    "lethality",
    "volume_fraction",
    "airborne_fraction",
    "vapour_fraction",
    "escalation_probability",
];

/// Inputs of the published cases, by model.
fn published() -> BTreeMap<String, Vec<Map<String, Value>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/qra");
    let mut all: BTreeMap<String, Vec<Map<String, Value>>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "json") {
            continue;
        }
        let cases: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let cases = cases.as_array().cloned().unwrap_or_else(|| {
            let inner = cases["cases"].as_array();
            inner.cloned().unwrap()
        });
        for case in cases {
            let inputs = case["inputs"].as_object().unwrap().clone();
            let model = case["model"].as_str().unwrap().to_owned();
            all.entry(model).or_default().push(inputs);
        }
    }
    all
}

/// What is done to one input.
#[derive(Debug, Clone)]
enum Change {
    Keep,
    Stretch(f64),
    LeaveOut,
    FromAnother(usize),
    Odd(Value),
}

fn change() -> impl Strategy<Value = Change> {
    let odd = prop_oneof![
        prop::sample::select(vec![0.0, -1.0, 1e300, -1e-300, 5e-324, 1.0, 273.15])
            .prop_map(|v| json!(v)),
        (-6.0..6.0_f64).prop_map(|e| json!(10_f64.powf(e))),
        prop::sample::select(vec![
            "A",
            "F",
            "TNO",
            "氯",
            "propane",
            "instantaneous",
            "sand",
            ""
        ])
        .prop_map(|w| json!(w)),
        Just(json!(true)),
        Just(json!([])),
        Just(json!([[1, 2], [3, 4]])),
        prop::collection::vec(0.0..2.0_f64, 0..4).prop_map(|v| json!(v)),
        (0.0..5.0_f64).prop_map(|v| json!({"value": v, "unit": "ppm"})),
    ];
    prop_oneof![
        30 => Just(Change::Keep),
        50 => (-1.0..1.0_f64).prop_map(|e| Change::Stretch(3_f64.powf(e))),
        5 => Just(Change::LeaveOut),
        10 => any::<usize>().prop_map(Change::FromAnother),
        3 => odd.prop_map(Change::Odd),
    ]
}

fn stretched(value: &Value, factor: f64) -> Value {
    match value {
        Value::Number(n) => n.as_f64().map_or(Value::Null, |n| json!(n * factor)),
        Value::Array(all) => all.iter().map(|v| stretched(v, factor)).collect(),
        Value::Object(field) if field.contains_key("value") => {
            let mut field = field.clone();
            field["value"] = stretched(&field["value"], factor);
            Value::Object(field)
        }
        other => other.clone(),
    }
}

fn inputs(
    model: &Model,
    cases: &[Map<String, Value>],
    base: usize,
    changes: &[Change],
) -> Map<String, Value> {
    let mut given = cases
        .get(base % (cases.len() + 1))
        .cloned()
        .unwrap_or_default();
    let is_mixed = given.is_empty();
    let all = model.inputs.iter().zip(changes.iter().cycle());
    for (number, ((name, ..), change)) in all.enumerate() {
        match change {
            Change::Keep => {}
            Change::Stretch(factor) => {
                // Of a base without inputs each comes from a case of its own.
                let other = cases.get(base.wrapping_add(number) % cases.len().max(1));
                let other = other.filter(|_| is_mixed).and_then(|c| c.get(*name));
                if let Some(value) = given.get(*name).or(other) {
                    given.insert((*name).to_owned(), stretched(value, *factor));
                }
            }
            Change::LeaveOut => {
                given.remove(*name);
            }
            Change::FromAnother(other) => {
                let other = cases.get(other % cases.len().max(1));
                if let Some(value) = other.and_then(|c| c.get(*name)) {
                    given.insert((*name).to_owned(), value.clone());
                }
            }
            Change::Odd(value) => {
                given.insert((*name).to_owned(), value.clone());
            }
        }
    }
    given
}

/// A name without its numbers and directions: `distance_to_12.5_kW_m2` is listed for any level, and for all three.
fn plain(name: &str) -> String {
    let name = name.trim_end_matches("_crosswind");
    name.trim_end_matches("_upwind")
        .chars()
        .filter(|c| !c.is_ascii_digit() && *c != '.')
        .collect()
}

/// All numbers of a value; none for one that is no finite number.
fn numbers(value: &Value, all: &mut Vec<Option<f64>>) {
    match value {
        Value::Array(some) => some.iter().for_each(|v| numbers(v, all)),
        Value::Number(n) => all.push(n.as_f64()),
        Value::Null => all.push(None),
        _ => {}
    }
}

/// What is wrong with an answer.
fn fault(model: &Model, answer: &Value) -> Option<String> {
    let outputs = answer["outputs"].as_object()?;
    for (name, field) in outputs {
        let listed = model.outputs.iter().any(|(n, ..)| plain(n) == plain(name));
        // F(N) is told at the numbers of deaths that were asked for.
        if !listed && !name.starts_with("F_") {
            return Some(format!("{name} is not in the list"));
        }
        let mut all = Vec::new();
        numbers(&field["value"], &mut all);
        let unit = field["unit"].as_str().unwrap_or_default();
        for number in all {
            let Some(number) = number.filter(|n| n.is_finite()) else {
                // A criterion line says nothing of fewer deaths than it begins with.
                if model.name == "risk_societal" && name.starts_with('F') {
                    continue;
                }
                return Some(format!("{name} is {field}"));
            };
            let is_place =
                SIGNED.contains(&name.as_str()) || model.name == SLAB && name == "distance";
            if AMOUNTS.contains(&unit) && !is_place && number < 0.0 {
                return Some(format!("{name} is {number} {unit}"));
            }
            let is_share = unit.is_empty() && SHARES.iter().any(|s| name.starts_with(s));
            if is_share && !(0.0..=1.0 + 1e-12).contains(&number) {
                return Some(format!("{name} is {number}"));
            }
        }
    }
    None
}

/// Runs one model on many inputs; how many it answered.
fn try_model(model: &'static Model, cases: &[Map<String, Value>], runs: u32) -> u32 {
    let answered = std::cell::Cell::new(0);
    let config = ProptestConfig {
        cases: runs,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let strategy = (any::<usize>(), prop::collection::vec(change(), 40));
    let result = TestRunner::new(config).run(&strategy, |(base, changes)| {
        let given = Value::Object(inputs(model, cases, base, &changes));
        match (model.run)(&given) {
            Ok(answer) => {
                answered.set(answered.get() + 1);
                let fault = fault(model, &answer);
                prop_assert!(
                    fault.is_none(),
                    "{}: {} for {given}",
                    model.name,
                    fault.unwrap_or_default()
                );
            }
            Err(Error::Input { pointer, detail }) => {
                prop_assert!(
                    pointer.starts_with('/') && !detail.is_empty(),
                    "{pointer} {detail} for {given}"
                );
            }
            Err(Error::OutOfRange { what, .. }) => prop_assert!(!what.is_empty()),
            Err(other) => prop_assert!(false, "{}: {other} for {given}", model.name),
        }
        Ok(())
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(why) => panic!("{}: {why}", model.name),
    }
    answered.get()
}

#[test]
fn any_input_has_an_answer_or_an_error_with_a_name() {
    let mut published = published();
    // A document of its own, with no case.
    if let Some(example) = major_hazard::example().as_object() {
        published.insert("major_hazard".to_owned(), vec![example.clone()]);
    }
    let mut wrong = Vec::new();
    for model in models() {
        let cases = published.get(model.name).map_or(&[][..], Vec::as_slice);
        // SLAB integrates for milliseconds.
        let runs = if model.name == SLAB { 60 } else { 1_000 };
        let answered = std::panic::catch_unwind(|| try_model(model, cases, runs));
        match answered {
            Ok(n) => {
                println!("{}: {n} of {runs} answered", model.name);
                // The inputs are not all refused at the door.
                if !cases.is_empty() && 10 * n < runs {
                    wrong.push(format!("{}: only {n} of {runs} answered", model.name));
                }
            }
            Err(why) => {
                let text = why.downcast_ref::<String>().cloned().unwrap_or_default();
                wrong.push(text);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
