//! `source_gas_outflow`: gas through a hole or a long pipe, and a vessel that empties.
//!
//! The gas is ideal, with a compressibility factor, where molar mass or ratio of heat capacities are given; it is by
//! Peng and Robinson where only a substance of the table is.

mod hole;
mod pipe;

use serde_json::Value;

use super::given::{ICE_K, celsius, need_substance, one_of, property};
use crate::consequence::source::gas::{critical_ratio, psi};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "source_gas_outflow",
    title_zh: "气体泄漏速率",
    title_en: "gas outflow through a hole or a long pipe",
    source: "TNO Yellow Book CPR 14E (2005) eq. 2.22-2.26; Peng and Robinson 1976; AQ/T 3046-2013 eq. E.13-E.22",
    range: "ideal gas below 5 MPa; by substance real gas, pure, that is no liquid in the vessel",
    confidence: "verified: Yellow Book 2.6.2.1, Phast 6.54, HyRAM+; pipe: AQ/T 3046 E.18 is a secondary transcription that contradicts Fanno's relation, fanno_* is verified",
    inputs: &[
        ("Cd", "", "discharge coefficient, above 0 to 1"),
        ("Cd_reported", "", "the same, as a report gives it"),
        ("hole_diameter", "m", "diameter of the hole"),
        (
            "hole_area",
            "m2",
            "area of the hole, instead of its diameter",
        ),
        (
            "upstream_pressure",
            "Pa abs",
            "pressure in the vessel; the answers are in Pa and K then",
        ),
        ("upstream_temperature", "K", "temperature in the vessel"),
        (
            "pressure",
            "bar abs",
            "pressure in the vessel; the answers are in bar and degC then",
        ),
        ("temperature", "degC", "temperature in the vessel"),
        (
            "ambient_pressure",
            "Pa",
            "pressure outside; left out: 101325 Pa",
        ),
        ("substance", "", "name or CAS number"),
        (
            "phase",
            "",
            "saturated vapour: its pressure is the vapour pressure where none is given; else for information",
        ),
        ("molar_mass", "kg/mol", "molar mass of an ideal gas"),
        (
            "gamma",
            "",
            "ratio of the heat capacities of an ideal gas, above 1",
        ),
        (
            "compressibility",
            "",
            "compressibility factor in the vessel; left out: 1",
        ),
        (
            "pressure_ratio_Pa_over_P0",
            "",
            "pressure outside over pressure in the vessel, with gamma alone",
        ),
        ("inner_diameter", "m", "inner diameter of the pipe"),
        ("length", "m", "length of the pipe"),
        ("Fanning_friction_factor", "", "friction factor of Fanning"),
        (
            "roughness",
            "m",
            "roughness of the pipe, instead of the friction factor",
        ),
        (
            "vessel_volume",
            "m3",
            "volume of the vessel, for its emptying",
        ),
        (
            "duration",
            "s",
            "time for which it empties; left out: 1800 s",
        ),
        (
            "course",
            "",
            "adiabatic or isothermal emptying; left out: adiabatic",
        ),
    ],
    outputs: &[
        ("mass_rate", "kg/s", "mass rate"),
        (
            "choked",
            "",
            "whether the velocity in the throat is that of sound",
        ),
        ("psi", "", "flow over choked flow"),
        (
            "throat_pressure",
            "Pa",
            "pressure in the narrowest part of the jet; in bar abs where `pressure` is given",
        ),
        (
            "throat_temperature",
            "K",
            "temperature there; in degC where `temperature` is given",
        ),
        ("orifice_velocity", "m/s", "velocity there"),
        (
            "expanded_temperature",
            "K",
            "temperature at the pressure outside, by conservation of momentum and energy; in degC where `temperature` is given",
        ),
        ("expanded_velocity", "m/s", "velocity there"),
        (
            "upstream_Mach",
            "",
            "Mach number in the inlet of the pipe, AQ/T 3046 E.18 as transcribed",
        ),
        (
            "choked_temperature",
            "K",
            "temperature at the end of the pipe, same",
        ),
        (
            "choked_pressure",
            "Pa",
            "pressure at the end of the pipe, same",
        ),
        ("mass_flux", "kg/m2/s", "mass flux in the pipe, same"),
        (
            "fanno_upstream_Mach",
            "",
            "Mach number in the inlet of the pipe, Fanno's relation",
        ),
        (
            "fanno_outlet_pressure",
            "Pa",
            "pressure at the end of the pipe, same",
        ),
        (
            "fanno_outlet_temperature",
            "K",
            "temperature at the end of the pipe, same",
        ),
        ("fanno_mass_rate", "kg/s", "mass rate, same; the right one"),
        ("inventory", "kg", "gas in the vessel"),
        ("released_mass", "kg", "what has gone after the duration"),
        ("mean_mass_rate", "kg/s", "that over the duration"),
        ("pressure_after", "Pa", "pressure after the duration"),
        ("temperature_after", "K", "temperature after the duration"),
        (
            "blowdown_time",
            "s",
            "time until the pressure is that outside",
        ),
    ],
    run,
};

fn run(input: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(input, MODEL.inputs)?;
    let mut out = Outputs::default();
    let pipe = [
        "inner_diameter",
        "length",
        "Fanning_friction_factor",
        "roughness",
    ]
    .iter()
    .any(|n| inputs.has(n));
    let jet = inputs.has("hole_diameter") || inputs.has("hole_area");
    let alone = inputs.has("pressure_ratio_Pa_over_P0");
    if alone {
        ratio(inputs, &mut out)?;
    }
    if pipe {
        pipe::flow(inputs, &mut out)?;
    }
    if !pipe && (jet || !alone) {
        hole::flow(inputs, &mut out)?;
    }
    out.done()
}

/// Ratio of the heat capacities: as given, or of the substance.
fn gamma(inputs: Inputs<'_>) -> Result<f64, Error> {
    let k = property(inputs, "gamma", "", |s| s.gamma)?;
    if k > 1.0 && k < 10.0 {
        Ok(k)
    } else {
        Err(wrong(
            "gamma",
            format!("is {k}; give a number above 1, 5/3 at most for an ideal gas"),
        ))
    }
}

fn ratio(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let r = inputs.within("pressure_ratio_Pa_over_P0", "", 0.0, 1.0)?;
    let k = gamma(inputs)?;
    // Equal to the ratio counts as choked, rounding of its last digit included.
    out.put("choked", r <= critical_ratio(k) * (1.0 + 1e-12), "");
    out.put("psi", psi(k, r), "");
    Ok(())
}

/// Temperatures of a gas that are taken, K: as those of a jet.
const LEAST_K: f64 = 1.0;
const MOST_K: f64 = 3_000.0;

/// State in the vessel, and in which units it is told.
struct State {
    pressure_pa: f64,
    temperature_k: f64,
    in_bar: bool,
    in_celsius: bool,
}

impl State {
    fn of(inputs: Inputs<'_>) -> Result<Self, Error> {
        one_of(inputs, &["upstream_temperature", "temperature"])?;
        let in_celsius = inputs.has("temperature");
        let temperature_k = match celsius(inputs, "temperature")? {
            Some(t) => t,
            None => inputs.within("upstream_temperature", "K", LEAST_K, MOST_K)?,
        };
        let given = one_of(inputs, &["upstream_pressure", "pressure"])?;
        let phase = inputs.maybe_text("phase")?.unwrap_or_default();
        let pressure_pa = match given {
            Some("pressure") => inputs.above_zero("pressure", "bar abs")? * 1e5,
            None if phase.contains("saturated") => {
                let s = need_substance(inputs, "upstream_pressure")?;
                s.vapour_pressure.at(temperature_k).ok_or_else(|| {
                    wrong(
                        "phase",
                        "is saturated; above the critical temperature there is no such state, give a pressure",
                    )
                })?
            }
            _ => inputs.above_zero("upstream_pressure", "Pa abs")?,
        };
        Ok(Self {
            pressure_pa,
            temperature_k,
            in_bar: given == Some("pressure"),
            in_celsius,
        })
    }

    fn put_pressure(&self, out: &mut Outputs, name: &str, p: f64) {
        if self.in_bar {
            out.put(name, p * 1e-5, "bar abs");
        } else {
            out.put(name, p, "Pa");
        }
    }

    fn put_temperature(&self, out: &mut Outputs, name: &str, t: f64) {
        if self.in_celsius {
            out.put(name, t - ICE_K, "degC");
        } else {
            out.put(name, t, "K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(input: &Value) -> String {
        run(input).unwrap_err().to_string()
    }

    #[test]
    fn wrong_inputs_are_named() {
        assert!(told(&json!({})).starts_with("/upstream_temperature: is missing"));
        let base = json!({"Cd": 0.8, "hole_diameter": 0.01, "upstream_pressure": 5e5, "upstream_temperature": 300,
            "molar_mass": 0.03, "gamma": 1.3});
        let with = |name: &str, value: Value| {
            let mut all = base.clone();
            all[name] = value;
            told(&all)
        };
        assert!(with("gamma", json!(0.9)).starts_with("/gamma: is 0.9"));
        assert!(
            with("upstream_temperature", json!(-5)).starts_with("/upstream_temperature: is -5 K")
        );
        assert!(with("pressure", json!(5)).starts_with("/pressure: says the same"));
        assert!(with("Cd", json!(0)).starts_with("/Cd"));
        assert!(with("molar_mass", json!(null)).starts_with("/molar_mass: is missing"));
        let mut vessel = base.clone();
        vessel["vessel_volume"] = json!(10);
        vessel["course"] = json!("polytropic");
        assert!(told(&vessel).starts_with("/course: is `polytropic`"));
    }

    #[test]
    fn saturated_vapour_needs_no_pressure() {
        let input = json!({"substance": "chlorine", "phase": "saturated vapour", "temperature": 20,
            "hole_diameter": 0.01, "Cd": 0.8});
        let out = run(&input).unwrap();
        let p = out["outputs"]["throat_pressure"].clone();
        assert!(p["unit"] == "Pa" && p["value"].as_f64().unwrap() > 3e5);
        assert!(out["outputs"]["throat_temperature"]["unit"] == "degC");
    }

    #[test]
    fn a_vessel_empties() {
        let input = json!({"substance": "methane", "upstream_pressure": 4e6, "upstream_temperature": 288.15,
            "hole_diameter": 0.01, "Cd": 0.62, "vessel_volume": 10, "duration": 600});
        let out = run(&input).unwrap();
        let of = |name: &str| out["outputs"][name]["value"].as_f64().unwrap();
        assert!(of("released_mass") < of("inventory") && of("pressure_after") < 4e6);
        assert!(of("mean_mass_rate") < of("mass_rate") * 1.01);
    }
}
