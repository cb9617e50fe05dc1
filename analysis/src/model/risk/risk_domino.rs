//! `risk_domino`: escalation of an accident to the equipment beside it.

use serde_json::Value;

use super::super::Model;
use super::super::inputs::{Inputs, Outputs, wrong};
use super::{MOST_PER_YR, all_within};
use crate::domino::combination::combinations;
use crate::domino::damage::{EQUIPMENT, Equipment, HeatProbit};
use crate::error::Error;
use crate::risk::probability;

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "risk_domino",
    title_zh: "多米诺效应概率",
    title_en: "probability of escalation (domino effect)",
    source: "Cozzani et al. 2005; Landucci et al. 2009 (heat); Cozzani & Salzano 2004 (overpressure)",
    range: "vessels of 25 to 17,500 m3 (atmospheric), 5 to 250 m3 (pressurised); heat above 15, 45 kW/m2; overpressure above 22, 16 kPa",
    confidence: "all coefficients from memory; two calibrations of the heat probit are in use, the milder one by calibration",
    inputs: &[
        ("heat_flux", "kW/m2", "on the equipment"),
        ("volume", "m3", "of the vessel"),
        (
            "overpressure",
            "Pa",
            "peak side-on, at the equipment; instead of heat_flux",
        ),
        (
            "equipment",
            "",
            "atmospheric, pressurised, elongated or small; atmospheric, the weakest, where left out",
        ),
        (
            "calibration",
            "",
            "cozzani2005 (12.54) or landucci2009 (9.25: 90 % at 5 min, 10 % at 20 min); cozzani2005 where left out",
        ),
        ("f_primary", "1/yr", "frequency of the primary event"),
        (
            "probabilities",
            "",
            "of escalation to each target, for the sets that fail together",
        ),
    ],
    outputs: &[
        ("ttf", "s", "time to failure under the heat"),
        ("probit", "", "of escalation or damage"),
        ("P_escalation", "", "by heat, without the threshold"),
        ("P_damage", "", "by overpressure, without the threshold"),
        ("f_escalation", "1/yr", "f_primary times the probability"),
        ("sets", "", "targets (from 0) that fail together"),
        ("f_sets", "1/yr", "frequency of exactly these"),
        (
            "f_left_out",
            "1/yr",
            "of sets of more than two uncertain targets",
        ),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let equipment = match inputs.maybe_text("equipment")? {
        None => Equipment::default(),
        Some(name) => Equipment::named(name).ok_or_else(|| {
            let known = EQUIPMENT.map(|(n, _)| n).join(", ");
            wrong("equipment", format!("is `{name}`; write one of {known}"))
        })?,
    };
    let frequency = inputs.maybe_within("f_primary", "1/yr", 0.0, MOST_PER_YR)?;
    let chance = match (inputs.has("heat_flux"), inputs.has("overpressure")) {
        (true, true) => {
            return Err(wrong(
                "overpressure",
                "and heat_flux are both given; give one of them",
            ));
        }
        (true, false) => Some(by_heat(inputs, equipment, &mut out)?),
        (false, true) => Some(by_blast(inputs, equipment, &mut out)?),
        (false, false) if inputs.has("volume") => {
            return Err(wrong("heat_flux", "is missing; give a number in kW/m2"));
        }
        (false, false) => None,
    };
    if chance.is_some() {
        if !inputs.has("equipment") {
            out.note("equipment is not given: taken as an atmospheric vessel, the weakest");
        }
        out.note("coefficients from memory");
    }
    if let (Some(f), Some(p)) = (frequency, chance) {
        out.put("f_escalation", f * p, "1/yr");
    }
    if inputs.has("probabilities") {
        let f = inputs.within("f_primary", "1/yr", 0.0, MOST_PER_YR)?;
        let told = combinations(f, &all_within(inputs, "probabilities", "", 1.0)?)?;
        let sets: Vec<Vec<usize>> = told.sets.iter().map(|s| s.targets.clone()).collect();
        let per_yr: Vec<f64> = told.sets.iter().map(|s| s.per_yr).collect();
        out.put("sets", Value::from(sets), "");
        out.put("f_sets", per_yr, "1/yr");
        out.put("f_left_out", told.left_out_per_yr, "1/yr");
    }
    out.done()
}

fn by_heat(inputs: Inputs<'_>, equipment: Equipment, out: &mut Outputs) -> Result<f64, Error> {
    let calibration = match inputs.maybe_text("calibration")? {
        None | Some("cozzani2005") => HeatProbit::Cozzani2005,
        Some("landucci2009") => HeatProbit::Landucci2009,
        Some(other) => {
            return Err(wrong(
                "calibration",
                format!("is `{other}`; write cozzani2005 or landucci2009"),
            ));
        }
    };
    let flux = 1e3 * inputs.above_zero("heat_flux", "kW/m2")?;
    let volume = inputs.above_zero("volume", "m3")?;
    let ttf = equipment.time_to_failure_s(flux, volume).ok_or_else(|| {
        wrong(
            "equipment",
            "has no time to failure by heat; write atmospheric or pressurised",
        )
    })?;
    let y = calibration.probit(ttf);
    out.put("ttf", ttf, "s");
    out.put("probit", y, "");
    out.put("P_escalation", probability(y), "");
    out.outside(equipment.outside(volume).as_slice());
    if let Some(least) = equipment
        .heat_threshold_w_m2()
        .filter(|least| flux < *least)
    {
        out.note(format!(
            "below the threshold of {} kW/m2: counts as no escalation",
            least / 1e3
        ));
    }
    Ok(probability(y))
}

fn by_blast(inputs: Inputs<'_>, equipment: Equipment, out: &mut Outputs) -> Result<f64, Error> {
    let pressure = inputs.above_zero("overpressure", "Pa")?;
    let y = equipment.blast_probit(pressure);
    out.put("probit", y, "");
    out.put("P_damage", probability(y), "");
    if let Some(least) = equipment
        .blast_threshold_pa()
        .filter(|least| pressure < *least)
    {
        out.note(format!(
            "below the threshold of {} kPa: counts as no escalation",
            least / 1e3
        ));
    }
    Ok(probability(y))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (input, at) in [
            (json!({"heat_flux": 20}), "/volume"),
            (json!({"volume": 20}), "/heat_flux"),
            (
                json!({"heat_flux": 20, "overpressure": 1e4}),
                "/overpressure",
            ),
            (
                json!({"heat_flux": 20, "volume": 1, "equipment": "small"}),
                "/equipment",
            ),
            (json!({"overpressure": -1}), "/overpressure"),
            (
                json!({"overpressure": 1e4, "equipment": "wall"}),
                "/equipment",
            ),
            (
                json!({"heat_flux": 20, "volume": 1, "calibration": "x"}),
                "/calibration",
            ),
            (json!({"probabilities": [0.5]}), "/f_primary"),
            (
                json!({"f_primary": 1, "probabilities": [0.5, 1.5]}),
                "/probabilities/value/1",
            ),
            (json!({}), "/"),
        ] {
            let told = run(&input).unwrap_err().to_string();
            assert!(told.starts_with(&format!("{at}: ")), "{told}");
        }
    }

    #[test]
    fn sets_of_targets_are_told_with_their_frequencies() {
        let answer = run(&json!({"f_primary": 1e-5, "probabilities": [0.2, 0.5]})).unwrap();
        assert_eq!(
            answer["outputs"]["sets"]["value"],
            json!([[], [0], [1], [0, 1]])
        );
        let weak = run(&json!({"heat_flux": 10, "volume": 1000, "f_primary": 1e-5})).unwrap();
        assert_eq!(weak["notes"].as_array().unwrap().len(), 3);
        assert!(weak["outputs"]["f_escalation"]["value"].as_f64().unwrap() < 1e-5);
    }
}
