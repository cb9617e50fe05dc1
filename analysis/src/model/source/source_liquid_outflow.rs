//! `source_liquid_outflow`: liquid through a hole, a tank that drains, a liquid that boils on its way out.

mod drain;

use serde_json::Value;

use super::given::{ICE_K, ambient, celsius, discharge, need_hole, one_of, property, substance};
use crate::consequence::properties::Substance;
use crate::consequence::source::liquid::LiquidHole;
use crate::consequence::source::two_phase::BoilingLiquid;
use crate::consequence::source::{flash, homogeneous, nonequilibrium, omega};
use crate::consequence::{G, Outside};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "source_liquid_outflow",
    title_zh: "液体泄漏速率",
    title_en: "liquid outflow through a hole",
    source: "TNO Yellow Book CPR 14E (2005) eq. 2.194-2.196; two-phase: HJ 169-2018 annex F, Leung 1986, Fauske 1985",
    range: "liquids below their boiling point, or in a wall thinner than 0.1 m; two-phase rates beside it",
    confidence: "Bernoulli verified (Yellow Book 2.6.4.1); isentropic flash verified (Phast 6.54, CoolProp); two-phase rates from memory",
    inputs: &[
        ("Cd", "", "discharge coefficient, above 0 to 1"),
        ("hole_diameter", "m", "diameter of the hole"),
        (
            "hole_area",
            "m2",
            "area of the hole, instead of its diameter",
        ),
        (
            "liquid_density",
            "kg/m3",
            "density of the liquid; else of the substance at the temperature",
        ),
        (
            "liquid_density_CoolProp",
            "kg/m3",
            "density by a reference equation of state, instead of liquid_density",
        ),
        (
            "liquid_head",
            "m",
            "height of the liquid above the hole; left out: 0",
        ),
        (
            "ullage_overpressure",
            "Pa",
            "pressure over the liquid above that outside",
        ),
        ("pressure_difference", "Pa", "the same"),
        ("gauge_pressure", "bar", "the same, as a gauge shows it"),
        ("upstream_pressure", "Pa", "the same, absolute"),
        (
            "ambient_pressure",
            "Pa",
            "pressure outside; left out: 101325 Pa",
        ),
        ("temperature", "degC", "temperature of the liquid"),
        ("substance", "", "name or CAS number"),
        (
            "phase",
            "",
            "liquid, saturated liquid, padded; for information",
        ),
        ("g", "m/s2", "acceleration of gravity; left out: 9.80665"),
        (
            "tank_area",
            "m2",
            "horizontal area of the tank, for the time to drain it",
        ),
        (
            "tank_diameter",
            "m",
            "diameter of the tank, instead of its area",
        ),
        (
            "initial_head",
            "m",
            "liquid above the hole at the beginning; left out: liquid_head",
        ),
        (
            "final_head",
            "m",
            "liquid above the hole at the end; left out: 0",
        ),
        (
            "padding_volume",
            "m3",
            "volume of the closed gas over the liquid; left out: open or held at its pressure",
        ),
        ("duration", "s", "time for which the tank drains"),
        (
            "pipe_length",
            "m",
            "way through the wall or a pipe, for the two-phase rate; left out: 0",
        ),
    ],
    outputs: &[
        ("mass_rate", "kg/s", "mass rate as a liquid"),
        (
            "orifice_velocity",
            "m/s",
            "velocity in the narrowest part of the jet",
        ),
        ("drain_time", "s", "time from the initial to the final head"),
        ("released_mass", "kg", "what has run out after the duration"),
        (
            "head_after",
            "m",
            "liquid above the hole after the duration",
        ),
        ("mass_rate_after", "kg/s", "mass rate after the duration"),
        (
            "liquid_fraction_after_expansion_to_1atm",
            "kg/kg",
            "share that is liquid after an isentropic expansion to the pressure outside",
        ),
        (
            "expanded_temperature",
            "degC",
            "temperature after that expansion",
        ),
        ("expanded_velocity", "m/s", "velocity after that expansion"),
        (
            "mass_rate_homogeneous",
            "kg/s",
            "as a homogeneous mixture at 0.55 of the pressure, HJ 169-2018, with its own Cd of 0.8",
        ),
        (
            "mass_rate_omega",
            "kg/s",
            "in equilibrium, Leung's omega method, with the Cd given",
        ),
        (
            "mass_rate_HNE",
            "kg/s",
            "without equilibrium over the pipe length, Fauske, with the Cd given",
        ),
    ],
    run,
};

fn run(input: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(input, MODEL.inputs)?;
    let mut out = Outputs::default();
    let drains = [
        "tank_area",
        "tank_diameter",
        "initial_head",
        "final_head",
        "duration",
    ]
    .iter()
    .any(|n| inputs.has(n));
    let flows = [
        "liquid_density",
        "liquid_density_CoolProp",
        "liquid_head",
        "ullage_overpressure",
        "pressure_difference",
        "gauge_pressure",
        "upstream_pressure",
        "substance",
    ]
    .iter()
    .any(|n| inputs.has(n));
    if flows || !drains {
        outflow(inputs, &mut out)?;
    }
    if drains {
        drain::drain(inputs, flows, &mut out)?;
    }
    out.done()
}

/// Density, kg/m³, as given or of the substance.
fn density(inputs: Inputs<'_>, temperature_k: Option<f64>) -> Result<f64, Error> {
    one_of(inputs, &["liquid_density", "liquid_density_CoolProp"])?;
    if let Some(given) = inputs.maybe_above_zero("liquid_density_CoolProp", "kg/m3")? {
        return Ok(given);
    }
    property(inputs, "liquid_density", "kg/m3", |s| {
        s.liquid_density?.at(temperature_k?)
    })
}

/// Pressure over the liquid less that outside, Pa: as given in one of four ways, or that of the vapour.
fn difference(
    inputs: Inputs<'_>,
    substance: Option<&Substance>,
    temperature_k: Option<f64>,
) -> Result<f64, Error> {
    let outside = ambient(inputs)?;
    let over = match one_of(
        inputs,
        &[
            "pressure_difference",
            "ullage_overpressure",
            "gauge_pressure",
            "upstream_pressure",
        ],
    )? {
        Some("gauge_pressure") => inputs.number("gauge_pressure", "bar")? * 1e5,
        Some("upstream_pressure") => inputs.above_zero("upstream_pressure", "Pa abs")? - outside,
        Some(name) => inputs.number(name, "Pa")?,
        None => {
            let vapour = temperature_k.and_then(|t| substance?.vapour_pressure.at(t));
            match vapour {
                Some(vapour) => (vapour - outside).max(0.0),
                None if inputs.has("liquid_head") || inputs.has("initial_head") => 0.0,
                None => {
                    return Err(wrong(
                        "pressure_difference",
                        "is missing; give a pressure, a liquid_head, or substance and temperature",
                    ));
                }
            }
        }
    };
    if over < -outside {
        return Err(wrong(
            "pressure_difference",
            format!(
                "is {over} Pa; give a number from {} (a full vacuum) on",
                -outside
            ),
        ));
    }
    Ok(over)
}

fn gravity(inputs: Inputs<'_>) -> Result<f64, Error> {
    Ok(inputs.maybe_above_zero("g", "m/s2")?.unwrap_or(G))
}

/// A height from 0 on, where it is given.
fn height(inputs: Inputs<'_>, name: &str) -> Result<Option<f64>, Error> {
    inputs.maybe_within(name, "m", 0.0, 1e4)
}

fn outflow(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let temperature = celsius(inputs, "temperature")?;
    let known = substance(inputs)?;
    let jet = LiquidHole {
        cd: discharge(inputs, &["Cd"])?,
        area_m2: need_hole(inputs)?,
        density_kg_m3: density(inputs, temperature)?,
        pressure_difference_pa: difference(inputs, known.as_ref(), temperature)?,
        head_m: height(inputs, "liquid_head")?
            .or(height(inputs, "initial_head")?)
            .unwrap_or(0.0),
        g_m_s2: gravity(inputs)?,
    };
    out.put("mass_rate", jet.rate_kg_s(), "kg/s");
    out.put("orifice_velocity", jet.velocity_m_s(), "m/s");
    if jet.velocity_m_s() <= 0.0 {
        out.note("the pressure outside holds the liquid back");
    }
    let mut outside: Vec<Outside> = jet.outside().into_iter().collect();
    if let (Some(substance), Some(t)) = (known, temperature) {
        expansion(inputs, &jet, &substance, t, out)?;
        outside.extend(flash::outside(&substance, t));
        outside.extend(substance.vapour_pressure.outside(t));
    }
    out.outside(&outside);
    Ok(())
}

/// What the liquid becomes outside, and how much comes out where it boils on the way.
fn expansion(
    inputs: Inputs<'_>,
    jet: &LiquidHole,
    substance: &Substance,
    t: f64,
    out: &mut Outputs,
) -> Result<(), Error> {
    let outside = ambient(inputs)?;
    let pressure =
        outside + jet.pressure_difference_pa + jet.density_kg_m3 * jet.g_m_s2 * jet.head_m;
    let Some(vapour) = substance.vapour_pressure.at(t) else {
        return Err(wrong(
            "temperature",
            format!(
                "is {} degC; above the critical temperature of {:.1} degC there is no liquid",
                t - ICE_K,
                substance.critical_k - ICE_K
            ),
        ));
    };
    if let Some(flashed) = flash::isentropic(substance, pressure, t, outside) {
        let liquid = 1.0 - flashed.vapour_share;
        out.put("liquid_fraction_after_expansion_to_1atm", liquid, "kg/kg");
        out.put(
            "expanded_temperature",
            flashed.temperature_k - ICE_K,
            "degC",
        );
        out.put("expanded_velocity", flashed.velocity_m_s, "m/s");
    }
    if vapour <= outside {
        return Ok(());
    }
    out.note(
        "the liquid boils outside: mass_rate is that through a thin wall, where it has no time to boil on the way",
    );
    if pressure < vapour * 0.98 {
        out.note(format!(
            "the vapour pressure is {vapour:.0} Pa, above the pressure in the vessel: a gas comes out"
        ));
    }
    let length = inputs.maybe_within("pipe_length", "m", 0.0, 1e6)?;
    if let Some(mixture) = homogeneous::flow(substance, pressure, t, outside) {
        let rate = homogeneous::CD * jet.area_m2 * mixture.flux_kg_m2_s;
        out.put("mass_rate_homogeneous", rate, "kg/s");
        if mixture.regime == homogeneous::Regime::Gas {
            out.note("all of it is vapour in the throat: count it as a gas");
        }
    }
    if let Some(liquid) = BoilingLiquid::of(substance, pressure, t) {
        let flux = jet.cd * omega::flux_kg_m2_s(&liquid, outside);
        out.put("mass_rate_omega", flux * jet.area_m2, "kg/s");
        let flux = nonequilibrium::flux_kg_m2_s(&liquid, jet.cd, length.unwrap_or(0.0), outside);
        out.put("mass_rate_HNE", flux * jet.area_m2, "kg/s");
        let near = omega::outside(t, substance.critical_k);
        out.outside(near.as_slice());
    }
    Ok(())
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
        assert!(told(&json!({})).starts_with("/Cd: is missing"));
        let base =
            json!({"Cd": 0.62, "hole_diameter": 0.1, "liquid_density": 800, "liquid_head": 5});
        let with = |name: &str, value: Value| {
            let mut all = base.clone();
            all[name] = value;
            told(&all)
        };
        assert!(with("Cd", json!(1.2)).starts_with("/Cd: is 1.2"));
        assert!(with("liquid_density", json!(-1)).starts_with("/liquid_density"));
        assert!(with("liquid_head", json!(-1)).starts_with("/liquid_head"));
        assert!(with("hole_area", json!(1)).starts_with("/hole_area: is 1 m2, and"));
        assert!(with("ullage_overpressure", json!(-2e5)).contains("vacuum"));
        assert!(with("temperature", json!(-300)).starts_with("/temperature: is -300 degC"));
        assert!(with("final_head", json!(6)).starts_with("/tank_area: is missing"));
        let hot =
            json!({"Cd": 0.6, "hole_diameter": 0.01, "substance": "propane", "temperature": 120});
        assert!(told(&hot).starts_with("/liquid_density"));
        let unknown =
            json!({"Cd": 0.6, "hole_diameter": 0.01, "substance": "sand", "liquid_head": 3});
        assert!(told(&unknown).starts_with("/substance: `sand` is not in the table"));
    }

    #[test]
    fn a_saturated_liquid_has_three_rates_in_order() {
        let input = json!({"Cd": 0.61, "hole_diameter": 0.025, "substance": "液氯", "temperature": 20,
            "pipe_length": 0.5});
        let out = run(&input).unwrap();
        let of = |name: &str| out["outputs"][name]["value"].as_f64().unwrap();
        assert!(of("mass_rate_omega") < of("mass_rate"));
        assert!(of("mass_rate_HNE") < of("mass_rate"));
        assert!(
            out["notes"]
                .as_array()
                .unwrap()
                .iter()
                .any(|n| n.as_str().unwrap().contains("thin wall"))
        );
    }

    #[test]
    fn a_tank_is_followed_for_a_time() {
        let input = json!({"Cd": 0.62, "hole_diameter": 0.1, "liquid_density": 800, "liquid_head": 8,
            "tank_area": 50, "duration": 600});
        let out = run(&input).unwrap();
        let of = |name: &str| out["outputs"][name]["value"].as_f64().unwrap();
        assert!((of("released_mass") - 800.0 * 50.0 * (8.0 - of("head_after"))).abs() < 1e-6);
        assert!(of("mass_rate_after") < of("mass_rate"));
    }
}
