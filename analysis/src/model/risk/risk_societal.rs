//! `risk_societal`: F-N curve, expected loss, criterion lines.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::Model;
use super::super::inputs::{Inputs, Outputs, wrong};
use super::{all_within, pairs, shaped};
use crate::error::Error;
use crate::risk::criteria::{BEVI, CHINA_LOWER, CHINA_UPPER, LINES, R2P2, Verdict, societal};
use crate::risk::societal::{FnCurve, deaths_in_wedge};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "risk_societal",
    title_zh: "社会风险 F-N 曲线与判据",
    title_en: "societal risk: F-N curve and criteria",
    source: "TNO Purple Book CPR 18E (1999) 6.6; GB 36894-2018; Bevi art. 13; HSE R2P2 (2001) para. 136",
    range: "N or more deaths",
    confidence: "closed forms; lines of GB 36894 from a secondary source, its 1,000 deaths and the slope of R2P2 from memory",
    inputs: &[
        (
            "scenarios_f_N",
            "",
            "list of [frequency 1/yr, number of deaths]",
        ),
        (
            "N",
            "",
            "number of deaths, one or a list: where to read the curve, or, without scenarios, the criteria",
        ),
        (
            "criterion",
            "",
            "bevi, r2p2, gb36894_upper or gb36894_lower, for F; where left out F is the point criterion R2P2 for one N, and the line of Bevi for a list",
        ),
        ("density", "1/m2", "people, even"),
        ("r1", "m", "near end of the wedge"),
        ("r2", "m", "far end of the wedge"),
        ("beta_half_angle", "deg", "half angle of the wedge"),
        ("Pd", "", "probability of death in the wedge"),
    ],
    outputs: &[
        (
            "F_1",
            "",
            "frequency of 1 or more deaths a year; likewise F_n for 1 to 10, tens, hundreds, each number of deaths of a scenario, the next whole number above it, and N",
        ),
        ("PLL", "", "expected deaths a year"),
        ("curve_N", "", "numbers of deaths of the steps of the curve"),
        ("curve_F", "", "their frequencies"),
        (
            "worst_over_upper",
            "",
            "greatest ratio of the curve to the upper line of GB 36894",
        ),
        ("worst_over_lower", "", "greatest ratio to the lower line"),
        (
            "verdict",
            "",
            "of GB 36894: acceptable, alarp or unacceptable",
        ),
        (
            "F",
            "",
            "frequency at N of the criterion; null where it does not speak of so few",
        ),
        ("F_upper", "", "upper line of GB 36894 at N"),
        ("F_lower", "", "lower line of GB 36894 at N"),
        ("F_bevi", "", "line of Bevi at N"),
        ("F_r2p2", "", "line through the point of R2P2 at N"),
        ("N", "", "deaths in the wedge over an even population"),
    ],
    run,
};

/// Greatest number of deaths that is taken.
const MOST_DEATHS: f64 = 1e10;

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    if inputs.has("scenarios_f_N") {
        curve(inputs, &mut out)?;
    } else if inputs.has("N") {
        lines(inputs, &mut out)?;
    }
    if inputs.has("density") {
        let density = inputs.within("density", "1/m2", 0.0, 1e3)?;
        let near = inputs.maybe_within("r1", "m", 0.0, 1e7)?.unwrap_or(0.0);
        let far = inputs.within("r2", "m", near, 1e7)?;
        let half = inputs.within("beta_half_angle", "deg", 0.0, 180.0)?;
        let death = inputs.within("Pd", "", 0.0, 1.0)?;
        out.put(
            "N",
            deaths_in_wedge(density, near, far, half.to_radians(), death),
            "",
        );
    }
    out.done()
}

fn curve(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let curve = FnCurve::new(&pairs(inputs, "scenarios_f_N", MOST_DEATHS)?)?;
    let decades = (0..3).flat_map(|d| (1..10).map(move |k| f64::from(k) * 10_f64.powi(d)));
    let mut at: Vec<f64> = decades.chain([1e3]).collect();
    for step in curve.steps() {
        at.extend([step.deaths, step.deaths.floor() + 1.0]);
    }
    if inputs.has("N") {
        at.extend(all_within(inputs, "N", "", MOST_DEATHS)?);
    }
    let read: BTreeMap<String, f64> = at.iter().map(|n| (format!("F_{n}"), *n)).collect();
    let mut read: Vec<(String, f64)> = read.into_iter().collect();
    read.sort_by(|a, b| a.1.total_cmp(&b.1));
    for (name, n) in read {
        out.put(&name, curve.at(n), "");
    }
    out.put("PLL", curve.pll_per_yr(), "");
    let list = |of: fn(&crate::risk::societal::Step) -> f64| -> Vec<f64> {
        curve.steps().iter().map(of).collect()
    };
    out.put("curve_N", list(|s| s.deaths), "");
    out.put("curve_F", list(|s| s.per_yr), "");
    for (name, line) in [
        ("worst_over_upper", &CHINA_UPPER),
        ("worst_over_lower", &CHINA_LOWER),
    ] {
        if let Some(worst) = curve.worst(line) {
            out.put(name, worst.ratio, "");
        }
    }
    let verdict = match societal(&curve) {
        Verdict::Acceptable => "acceptable",
        Verdict::Alarp => "alarp",
        Verdict::Unacceptable => "unacceptable",
    };
    out.put("verdict", verdict, "");
    out.note(CHINA_UPPER.source);
    Ok(())
}

fn lines(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let deaths = all_within(inputs, "N", "", MOST_DEATHS)?;
    let is_list = inputs.is_list("N");
    // A point criterion has a point, a line has many.
    let chosen = match inputs.maybe_text("criterion")? {
        None if is_list => BEVI,
        None => R2P2,
        Some(name) => LINES.into_iter().find(|l| l.name == name).ok_or_else(|| {
            let known = LINES.map(|l| l.name).join(", ");
            wrong("criterion", format!("is `{name}`; write one of {known}"))
        })?,
    };
    out.note(format!("F: {}", chosen.source));
    for (name, line) in [
        ("F", chosen),
        ("F_upper", CHINA_UPPER),
        ("F_lower", CHINA_LOWER),
        ("F_bevi", BEVI),
        ("F_r2p2", R2P2),
    ] {
        let values: Vec<Option<f64>> = deaths.iter().map(|n| line.at(*n)).collect();
        match values.iter().copied().collect::<Option<Vec<f64>>>() {
            Some(all) => out.put(name, shaped(&all, is_list), ""),
            None if is_list => {
                out.put_with_gaps(name, Value::from(values), "");
                out.note(format!(
                    "{name} speaks of {} deaths or more",
                    line.from_deaths
                ));
            }
            None => {
                out.note(format!(
                    "{name} speaks of {} deaths or more",
                    line.from_deaths
                ));
            }
        }
    }
    if deaths.iter().any(|n| *n >= CHINA_UPPER.never_from_deaths) {
        out.note("GB 36894: 1,000 deaths or more are not accepted, whatever F (from memory)");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (input, at) in [
            (
                json!({"scenarios_f_N": [[1e-3, -1]]}),
                "/scenarios_f_N/value/0",
            ),
            (json!({"N": -5}), "/N/value/0"),
            (json!({"N": 5, "criterion": "x"}), "/criterion"),
            (
                json!({"density": 1, "r1": 5, "r2": 4, "beta_half_angle": 1, "Pd": 1}),
                "/r2",
            ),
            (json!({"density": 1, "r2": 4, "beta_half_angle": 1}), "/Pd"),
            (json!({}), "/"),
        ] {
            let told = run(&input).unwrap_err().to_string();
            assert!(told.starts_with(&format!("{at}: ")), "{told}");
        }
    }

    #[test]
    fn a_line_says_nothing_of_fewer_than_it_speaks_of() {
        let answer = run(&json!({"N": [1, 10]})).unwrap();
        assert_eq!(answer["outputs"]["F"]["value"], json!([null, 1e-3 * 0.01]));
        let one = run(&json!({"N": 100, "criterion": "bevi"})).unwrap();
        let f = one["outputs"]["F"]["value"].as_f64().unwrap();
        assert!((f / 1e-7 - 1.0).abs() < 1e-12);
        let none = run(&json!({"N": 5, "criterion": "bevi"})).unwrap();
        assert!(none["outputs"].get("F").is_none());
    }

    #[test]
    fn a_curve_is_read_where_it_is_asked() {
        let answer =
            run(&json!({"scenarios_f_N": [[1e-4, 33.3], [1e-5, 2]], "N": [33.3, 12345]})).unwrap();
        let f = |name: &str| answer["outputs"][name]["value"].as_f64().unwrap();
        assert!((f("F_33.3") - 1e-4).abs() < 1e-18 && f("F_34") < 1e-300 && f("F_12345") < 1e-300);
        assert!((f("F_2") - 1.1e-4).abs() < 1e-18);
        assert_eq!(answer["outputs"]["verdict"]["value"], "unacceptable");
    }
}
