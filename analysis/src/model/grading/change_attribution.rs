//! `change_attribution`: the change of an expected loss between two dates, split by source into frequency and
//! consequence without residue.

use serde_json::{Map, Value, json};

use super::super::Model;
use super::given::Given;
use crate::error::Error;
use crate::grading::change::{Part, Sources, split};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "change_attribution",
    title_zh: "两期风险变化的原因分解",
    title_en: "change of risk between two dates, split into causes",
    source: "midpoint split of a product: exact, closed form",
    range: "any sources; one that is there at one date alone changes by its frequency",
    confidence: "closed form",
    inputs: &[
        (
            "old",
            "",
            "by source: [frequency 1/yr, expected deaths of an accident], or {f, N}",
        ),
        ("new", "", "the same at the later date"),
    ],
    outputs: &[
        ("parts", "1/yr", "by source: freq and consequence"),
        ("sum", "1/yr", "of all parts"),
        (
            "delta",
            "1/yr",
            "expected deaths at the later date less those at the earlier one",
        ),
        ("exact", "", "whether both are equal, to rounding"),
    ],
    run,
};

/// Names of a benchmark's file beside the inputs; they are not read.
const NOT_READ: [&str; 5] = ["parts", "sum", "delta", "exact", "note"];

fn run(value: &Value) -> Result<Value, Error> {
    let document = Given::document(value);
    let document = document.field("inputs").unwrap_or(document);
    let known: Vec<&str> = ["old", "new"].into_iter().chain(NOT_READ).collect();
    document.object_of(&known)?;
    let right = "an object from source to [frequency, deaths], empty where there are none";
    let old = sources(&document.needed("old", right)?)?;
    let new = sources(&document.needed("new", right)?)?;
    let change = split(&old, &new);
    let total: f64 = old.values().chain(new.values()).map(|(f, n)| f * n).sum();
    let part = |part: &Part| json!({"freq": part.frequency, "consequence": part.consequence});
    let parts: Map<String, Value> = (change.parts.iter())
        .map(|(name, of)| (name.clone(), part(of)))
        .collect();
    Ok(json!({
        "parts": parts,
        "sum": change.sum,
        "delta": change.delta,
        "exact": change.is_exact(total),
    }))
}

fn sources(given: &Given<'_>) -> Result<Sources, Error> {
    let all = given.entries()?.into_iter();
    all.map(|(name, source)| {
        let names = [
            ("f", "a frequency, 1/yr"),
            ("N", "expected deaths of an accident"),
        ];
        let (f, n) = source.pair(names, &[])?;
        Ok((name.to_owned(), (f.per_year()?, n.deaths()?)))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_comes_or_goes_changes_by_its_frequency() {
        let told =
            run(&json!({"old": {"a": [1e-5, 10]}, "new": {"b": {"f": 2e-5, "N": 3}}})).unwrap();
        let part = |at: &str| told.pointer(at).and_then(Value::as_f64).unwrap();
        assert!((part("/parts/a/freq") + 1e-4).abs() < 1e-18);
        assert!((part("/parts/b/freq") - 6e-5).abs() < 1e-18);
        assert!((part("/sum") + 4e-5).abs() < 1e-18 && told["exact"] == true);
        let none = run(&json!({"old": {}, "new": {}})).unwrap();
        assert_eq!(
            (none["sum"].as_f64(), &none["exact"]),
            (Some(0.0), &json!(true))
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (input, at) in [
            (json!({"old": {}}), "/new: is missing"),
            (
                json!({"old": [], "new": {}}),
                "/old: is []; give a JSON object",
            ),
            (
                json!({"old": {"a": [1]}, "new": {}}),
                "/old/a: give two numbers",
            ),
            (
                json!({"old": {}, "new": {"a/b": [-1, 2]}}),
                "/new/a~1b/0: is -1",
            ),
            (
                json!({"old": {}, "new": {"a": {"f": 1}}}),
                "/new/a/N: is missing",
            ),
            (json!({"old": {}, "new": {}, "neu": 1}), "/neu: is no input"),
        ] {
            let told = run(&input).unwrap_err().to_string();
            assert!(told.starts_with(at), "{told}");
        }
    }
}
