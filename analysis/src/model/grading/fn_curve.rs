//! `fn_curve`: F-N curve of a set of scenarios, its expected loss by two ways, and where it is worst against lines.

use serde_json::{Map, Value, json};

use super::super::Model;
use super::given::Given;
use crate::error::Error;
use crate::risk::criteria::{BEVI, CHINA_LOWER, CHINA_UPPER, Line};
use crate::risk::societal::FnCurve;

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "fn_curve",
    title_zh: "情景集的 F-N 曲线与最不利比值",
    title_en: "F-N curve of a set of scenarios and its worst ratios to criterion lines",
    source: "TNO Purple Book CPR 18E (1999) 6.6; lines of GB 36894-2018 (secondary source) and Bevi art. 13",
    range: "any set: ties, numbers of deaths that are not whole, scenarios without deaths; none is an empty curve",
    confidence: "closed forms; the lines as said with them",
    inputs: &[(
        "scenarios",
        "",
        "list of {f: frequency 1/yr, N: number of deaths}, or of [f, N], in any order",
    )],
    outputs: &[
        (
            "FN",
            "",
            "list of {N, F}: F is the frequency of N or more deaths, by rising N",
        ),
        ("PLL", "1/yr", "expected deaths, the sum of f N"),
        (
            "integral_F_dN",
            "1/yr",
            "area under the curve: the PLL again",
        ),
        ("identity_abs_err", "1/yr", "difference of both"),
        (
            "worst_ratio_F_over_line",
            "",
            "for CN_upper (1e-3/N), CN_lower (1e-5/N), NL_bevi (1e-3/N², from 10 deaths on): greatest ratio of the curve to the line, at_N, decades; null where the line does not speak of the curve",
        ),
        ("notes", "", "what is to be known of the lines"),
    ],
    run,
};

/// Names of a benchmark's file beside the inputs; they are not read.
const NOT_READ: [&str; 6] = [
    "FN",
    "PLL",
    "integral_F_dN",
    "identity_abs_err",
    "worst_ratio_F_over_line",
    "note",
];

fn run(value: &Value) -> Result<Value, Error> {
    let document = Given::document(value);
    let document = document.field("inputs").unwrap_or(document);
    let scenarios = if document.value.is_array() {
        document
    } else {
        let known: Vec<&str> = ["scenarios"].into_iter().chain(NOT_READ).collect();
        document.object_of(&known)?;
        document.needed("scenarios", "a list of {f, N}, empty where there are none")?
    };
    let scenarios = scenarios.list("{f, N}")?;
    let pairs: Vec<(f64, f64)> = scenarios.iter().map(scenario).collect::<Result<_, _>>()?;
    let curve = FnCurve::new(&pairs)?;
    let (pll, area) = (curve.pll_per_yr(), curve.area());
    let worst: Map<String, Value> = [
        ("CN_upper", &CHINA_UPPER),
        ("CN_lower", &CHINA_LOWER),
        ("NL_bevi", &BEVI),
    ]
    .into_iter()
    .map(|(name, line)| (name.to_owned(), against(&curve, line)))
    .collect();
    let points: Vec<Value> = curve
        .steps()
        .iter()
        .map(|s| json!({"N": s.deaths, "F": s.per_yr}))
        .collect();
    let mut notes = vec![format!("CN: {}", CHINA_UPPER.source)];
    if curve
        .steps()
        .iter()
        .any(|s| s.deaths >= CHINA_UPPER.never_from_deaths)
    {
        notes.push(
            "the ratios go on along the line of slope -1 beyond 1,000 deaths; whether the figure of the standard ends there in a vertical line is not confirmed".to_owned(),
        );
    }
    Ok(json!({
        "FN": points,
        "PLL": pll,
        "integral_F_dN": area,
        "identity_abs_err": (pll - area).abs(),
        "worst_ratio_F_over_line": worst,
        "notes": notes,
    }))
}

/// A scenario: frequency and deaths.
fn scenario(given: &Given<'_>) -> Result<(f64, f64), Error> {
    let names = [("f", "a frequency, 1/yr"), ("N", "a number of deaths")];
    let (f, n) = given.pair(names, &["id", "name"])?;
    Ok((f.per_year()?, n.deaths()?))
}

/// Where a curve is worst against a line; nulls where the line does not speak of it.
fn against(curve: &FnCurve, line: &Line) -> Value {
    let ratios = curve
        .steps()
        .iter()
        .filter_map(|s| Some((s.per_yr / line.at(s.deaths)?, s.deaths)));
    match ratios.reduce(|a, b| if b.0 > a.0 { b } else { a }) {
        Some((ratio, n)) => json!({"ratio": ratio, "at_N": n, "decades": ratio.log10()}),
        None => json!({"ratio": null, "at_N": null, "decades": null}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (input, at) in [
            (json!({}), "/scenarios: is missing"),
            (json!({"scenarios": 3}), "/scenarios: is 3; give a list"),
            (
                json!({"scenarios": [{"f": -1e-4, "N": 3}]}),
                "/scenarios/0/f: is -0.0001",
            ),
            (
                json!({"scenarios": [{"f": 1e-4}]}),
                "/scenarios/0/N: is missing",
            ),
            (
                json!({"scenarios": [{"f": 1e-4, "N": "x"}]}),
                "/scenarios/0/N: is \"x\"",
            ),
            (
                json!({"scenarios": [{"f": null, "N": 2}]}),
                "/scenarios/0/f: is missing",
            ),
            (json!({"scenario": []}), "/scenario: is no input"),
            (json!([[1e-4, 2, 3]]), "/0: give two numbers"),
            (json!(7), "/: is 7; give a JSON object"),
        ] {
            let told = run(&input).unwrap_err().to_string();
            assert!(told.starts_with(at), "{told}");
        }
    }

    #[test]
    fn a_frequency_may_come_in_any_unit_of_its_dimension() {
        let of = |unit: &str| run(&json!([[{"value": 1e-6, "unit": unit}, 20]]));
        let by_hour = of("1/h").unwrap();
        // A year of 365 days has 8,760 hours.
        assert!((by_hour["FN"][0]["F"].as_f64().unwrap() - 8.76e-3).abs() < 1e-15);
        assert_eq!(of("1/a").unwrap(), of("1/yr").unwrap());
        let told = of("kg").unwrap_err().to_string();
        assert!(
            told.starts_with("/0/0: is in kg; give it in 1/yr"),
            "{told}"
        );
    }

    #[test]
    fn nothing_that_kills_is_an_empty_curve() {
        for input in [json!({"scenarios": []}), json!([[1e-3, 0], [0, 5]])] {
            let told = run(&input).unwrap();
            assert_eq!(told["FN"], json!([]));
            assert_eq!(told["PLL"].as_f64(), Some(0.0));
            assert!(told["worst_ratio_F_over_line"]["CN_upper"]["ratio"].is_null());
        }
        let few = run(&json!([[1e-3, 9.99]])).unwrap();
        assert!(few["worst_ratio_F_over_line"]["NL_bevi"]["at_N"].is_null());
        assert!(few["worst_ratio_F_over_line"]["CN_upper"]["at_N"].is_number());
    }
}
