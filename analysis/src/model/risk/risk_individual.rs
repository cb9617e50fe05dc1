//! `risk_individual`: risk of one person at one place, by the forms that have a closed answer.

use serde_json::Value;

use super::super::Model;
use super::super::inputs::{Inputs, Outputs, wrong};
use super::{MOST_PER_YR, all_within, pairs};
use crate::error::Error;
use crate::risk::individual::{
    CUT_OFF, Crosswind, at_place, average_individual_risk, coverage, fatal_accident_rate, in_wedge,
    under_gaussian,
};
use crate::risk::{probability, probit};
use crate::standards::chemicals;

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "risk_individual",
    title_zh: "个人风险",
    title_en: "individual risk",
    source: "TNO Purple Book CPR 18E (1999) ch. 6 and appendix 6.B; closed forms",
    range: "an unprotected person, always outdoors; plume over even ground",
    confidence: "verified on the printed grid point of appendix 6.B and on tests of HyRAM+",
    inputs: &[
        (
            "scenarios",
            "",
            "list of [frequency 1/yr, probability of death]",
        ),
        (
            "f",
            "1/yr",
            "frequency of the wedge or the Gaussian profile",
        ),
        (
            "p_toward",
            "",
            "share of the wind toward each sector, the first centred on north",
        ),
        ("beta", "deg", "half angle of the wedge"),
        (
            "bearing",
            "deg",
            "of the place from the release, clockwise from north",
        ),
        ("r", "m", "distance of the place"),
        ("Rmax", "m", "reach of the wedge"),
        ("Vc", "", "probability of death on the axis"),
        ("s", "rad", "standard deviation of the Gaussian profile"),
        (
            "substance",
            "",
            "name or CAS number, for a, b, n where they are left out",
        ),
        ("Q", "kg/s", "release rate of a toxic plume"),
        ("u", "m/s", "wind speed"),
        ("sigma_y", "m", "crosswind dispersion at the place"),
        ("sigma_z", "m", "vertical dispersion at the place"),
        (
            "h=z",
            "m",
            "height of release and of the person, where they are equal",
        ),
        ("h", "m", "height of release"),
        ("z", "m", "height of the person; 1 where left out"),
        ("exposure", "min", "duration of exposure"),
        (
            "a,b,n",
            "",
            "probit Y = a + b ln(C^n t), C in mg/m3, t in min",
        ),
        ("R", "m", "distance of the place, for its wind sector"),
        (
            "n_wind_sectors",
            "",
            "number of wind sectors; 12 where left out",
        ),
        ("f_LOC", "1/yr", "frequency of the release"),
        (
            "P_weather_times_P_sector",
            "",
            "probability of weather and wind sector",
        ),
        (
            "cut_off",
            "",
            "probability of death that does not count any more; 0.01 where left out",
        ),
        ("PLL", "1/yr", "expected deaths a year"),
        ("occupants", "", "number of persons"),
        (
            "FAR_for_AIR",
            "",
            "fatal accident rate for AIR; that of PLL where left out",
        ),
        ("hours", "h/yr", "hours of exposure a year"),
    ],
    outputs: &[
        ("LSIR", "1/yr", "sum of the scenarios"),
        ("IR", "1/yr", "in the wedge, or under the Gaussian profile"),
        ("C", "mg/m3", "concentration on the axis"),
        ("Pr", "", "probit on the axis"),
        ("Pcl", "", "probability of death on the axis"),
        ("PI", "m", "its integral across the plume"),
        ("ECW", "m", "equivalent cloud width"),
        ("Pci", "", "share of the sector that it covers"),
        ("Pd", "", "probability of death at a place in the sector"),
        ("dIR", "1/yr", "added individual risk"),
        ("FAR", "", "fatal accident rate, deaths in 1e8 hours"),
        ("AIR", "1/yr", "average individual risk"),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    if inputs.has("scenarios") {
        out.put("LSIR", at_place(pairs(inputs, "scenarios", 1.0)?), "1/yr");
    }
    if inputs.has("p_toward") && inputs.has("Vc") {
        return Err(wrong("Vc", "and p_toward are both given; give one of them"));
    }
    if inputs.has("p_toward") {
        out.put("IR", wedge(inputs)?, "1/yr");
    }
    if inputs.has("Vc") {
        let f = inputs.within("f", "1/yr", 0.0, MOST_PER_YR)?;
        let on_axis = inputs.within("Vc", "", 0.0, 1.0)?;
        out.put(
            "IR",
            under_gaussian(f, on_axis, inputs.above_zero("s", "rad")?),
            "1/yr",
        );
    }
    if inputs.has("Q") {
        plume(inputs, &mut out)?;
    }
    rates(inputs, &mut out)?;
    out.done()
}

fn wedge(inputs: Inputs<'_>) -> Result<f64, Error> {
    let f = inputs.within("f", "1/yr", 0.0, MOST_PER_YR)?;
    let toward = all_within(inputs, "p_toward", "", 1.0)?;
    let sum: f64 = toward.iter().sum();
    if sum > 1.0 + 1e-6 {
        return Err(wrong(
            "p_toward",
            format!("adds up to {sum}; give shares that add up to 1, or less by the calms"),
        ));
    }
    let beta = inputs.within("beta", "deg", 0.0, 180.0)?;
    let bearing = inputs.within("bearing", "deg", -360.0, 360.0)?;
    let r = inputs.maybe_within("r", "m", 0.0, 1e7)?;
    let reach = inputs.maybe_within("Rmax", "m", 0.0, 1e7)?;
    let is_beyond = matches!((r, reach), (Some(r), Some(reach)) if r > reach);
    Ok(if is_beyond {
        0.0
    } else {
        in_wedge(f, &toward, beta, bearing)
    })
}

/// The chain of appendix 6.B, as far as its inputs go.
fn plume(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let mg_m3 = concentration_kg_m3(inputs)? * 1e6;
    let [a, b, n] = probit_constants(inputs)?;
    let minutes = inputs.above_zero("exposure", "min")?;
    let cross = Crosswind {
        probit: a + b * (n * mg_m3.max(f64::MIN_POSITIVE).ln() + minutes.ln()),
        steepness: b * n,
        sigma_y_m: inputs.above_zero("sigma_y", "m")?,
    };
    let least = inputs
        .maybe_within("cut_off", "", 0.0, 1.0)?
        .unwrap_or(CUT_OFF);
    // Below 1e-9 nothing is left to count.
    let cut_off = probit(least).max(-1.0);
    let (pcl, width_m) = (cross.on_axis(), cross.equivalent_width_m(cut_off));
    out.put("C", mg_m3, "mg/m3");
    out.put("Pr", cross.probit, "");
    out.put("Pcl", pcl, "");
    out.put("PI", width_m * pcl, "m");
    out.put("ECW", width_m, "m");
    if probability(cross.probit) < least {
        out.note("death is less likely than the cut-off even on the axis");
    }
    let Some(r) = inputs.maybe_above_zero("R", "m")? else {
        return Ok(());
    };
    let sectors = inputs
        .maybe_within("n_wind_sectors", "", 1.0, 3600.0)?
        .unwrap_or(12.0);
    let pci = coverage(width_m, sectors, r);
    out.put("Pci", pci, "");
    out.put("Pd", pcl * pci, "");
    let frequency = inputs.maybe_within("f_LOC", "1/yr", 0.0, MOST_PER_YR)?;
    let weather = inputs.maybe_within("P_weather_times_P_sector", "", 0.0, 1.0)?;
    if let (Some(f), Some(p)) = (frequency, weather) {
        out.put("dIR", f * p * pcl * pci, "1/yr");
    }
    Ok(())
}

/// Concentration on the axis of a Gaussian plume with its image in the ground, kg/m³: PB app. 6.B, YB 4.
fn concentration_kg_m3(inputs: Inputs<'_>) -> Result<f64, Error> {
    let rate = inputs.above_zero("Q", "kg/s")?;
    let wind = inputs.above_zero("u", "m/s")?;
    let sigma_y = inputs.above_zero("sigma_y", "m")?;
    let sigma_z = inputs.above_zero("sigma_z", "m")?;
    let (h, z) = if inputs.has("h=z") {
        let h = inputs.within("h=z", "m", 0.0, 1e4)?;
        (h, h)
    } else {
        let z = inputs.maybe_within("z", "m", 0.0, 1e4)?.unwrap_or(1.0);
        (inputs.within("h", "m", 0.0, 1e4)?, z)
    };
    let image = |d: f64| (-0.5 * (d / sigma_z).powi(2)).exp();
    let spread = std::f64::consts::TAU * wind * sigma_y * sigma_z;
    Ok(rate / spread * (image(z - h) + image(z + h)))
}

/// a, b, n: as given, or of the substance.
fn probit_constants(inputs: Inputs<'_>) -> Result<[f64; 3], Error> {
    if inputs.has("a,b,n") {
        let all = inputs.numbers("a,b,n", "")?;
        return match all.as_slice() {
            [a, b, n] if *b > 0.0 && *n > 0.0 => Ok([*a, *b, *n]),
            _ => Err(wrong("a,b,n", "give three numbers, b and n above 0")),
        };
    }
    let substance = inputs.maybe_text("substance")?;
    substance
        .and_then(chemicals::find)
        .and_then(|c| Some([c.probit_a?, c.probit_b?, c.probit_n?]))
        .ok_or_else(|| {
            wrong(
                "a,b,n",
                "is missing; give three numbers, or a substance whose probit is known",
            )
        })
}

fn rates(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let mut far = None;
    if inputs.has("PLL") || inputs.has("occupants") {
        let pll = inputs.within("PLL", "1/yr", 0.0, MOST_PER_YR)?;
        let rate = fatal_accident_rate(pll, inputs.above_zero("occupants", "")?);
        out.put("FAR", rate, "");
        far = Some(rate);
    }
    let far = inputs.maybe_within("FAR_for_AIR", "", 0.0, 1e12)?.or(far);
    match (far, inputs.maybe_within("hours", "h/yr", 0.0, 8784.0)?) {
        (Some(far), Some(hours)) => {
            out.put("AIR", average_individual_risk(far, hours), "1/yr");
        }
        (None, Some(_)) => {
            return Err(wrong(
                "FAR_for_AIR",
                "is missing, and hours need it; give a number, or PLL and occupants",
            ));
        }
        (Some(_), None) if inputs.has("FAR_for_AIR") => {
            return Err(wrong("hours", "is missing; give a number in h/yr"));
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        let rose = json!([0.25, 0.25, 0.25, 0.25]);
        for (input, at) in [
            (json!({"scenarios": [[1e-3, 1.5]]}), "/scenarios/value/0"),
            (json!({"scenarios": [[1e-3]]}), "/scenarios/value/0"),
            (json!({"p_toward": rose, "beta": 5, "bearing": 0}), "/f"),
            (
                json!({"f": 1, "p_toward": [0.9, 0.9], "beta": 5, "bearing": 0}),
                "/p_toward",
            ),
            (
                json!({"f": 1, "p_toward": [-0.1], "beta": 5, "bearing": 0}),
                "/p_toward/value/0",
            ),
            (
                json!({"f": 1, "p_toward": rose, "beta": 200, "bearing": 0}),
                "/beta",
            ),
            (json!({"f": 1, "Vc": 0.5}), "/s"),
            (json!({"Q": 1, "u": 1, "sigma_y": 1, "sigma_z": 1}), "/h"),
            (
                json!({"Q": 1, "u": 1, "sigma_y": 1, "sigma_z": 1, "h": 0}),
                "/a,b,n",
            ),
            (json!({"PLL": 1}), "/occupants"),
            (json!({"hours": 1}), "/FAR_for_AIR"),
            (json!({}), "/"),
        ] {
            let told = run(&input).unwrap_err().to_string();
            assert!(told.starts_with(&format!("{at}: ")), "{told}");
        }
    }

    #[test]
    fn chlorine_brings_its_probit() {
        // Computed by other hands, with the probit of the Purple Book.
        let input = json!({
            "substance": "chlorine", "Q": 20, "u": 3, "sigma_y": 22, "sigma_z": 9, "h": 0, "exposure": 30, "R": 250,
            "f_LOC": 5e-7, "P_weather_times_P_sector": 0.0368,
        });
        let outputs = run(&input).unwrap()["outputs"].clone();
        for (name, expected) in [
            ("C", 10_651.550_919_721_73),
            ("Pd", 0.703_027_461),
            ("dIR", 1.293_570_529e-8),
        ] {
            let got = outputs[name]["value"].as_f64().unwrap();
            assert!((got / expected - 1.0).abs() < 1e-7, "{name} {got}");
        }
    }
}
