//! `blast_vce_bst_me`: blast of a vapour cloud, by flame speed (Baker, Strehlow, Tang) or class (multi-energy).

use serde_json::Value;

use super::super::Model;
use super::super::inputs::{Inputs, Outputs, wrong};
use super::cloud::{Strength, energy, strength};
use super::{all_above_zero, shaped};
use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::explosion::{bst, cloud};
use crate::error::Error;

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "blast_vce_bst_me",
    title_zh: "蒸气云爆炸超压与冲量 (BST 法、多能法)",
    title_en: "blast of a vapour cloud explosion (BST, multi-energy)",
    source: "CCPS 2010 ch. 6 (BST curves as digitised in HyRAM+ 6.1; flame speeds of Pierorazio 2005); TNO Yellow Book fig. 5.8A in the fits of Díaz Alonso 2006; AQ/T 3046-2013 E.60-E.62",
    range: "scaled distance 0.125 to 10, flame Mach number 0.2 to 5.2; multi-energy 0.23 to 100",
    confidence: "BST within 10 % of HyRAM+, 25 % near the cloud; classes 1, 4-6 secondary, 2, 3 from memory, 7-10 closed by a detonation, 20 %; impulse of a class by BST; most flame speeds from memory",
    inputs: &[
        (
            "Mf",
            "",
            "flame Mach number; one of Mf, class, or reactivity with congestion",
        ),
        ("class", "", "multi-energy class of strength, 1 to 10"),
        ("reactivity", "", "low, medium or high"),
        ("congestion", "", "low, medium or high"),
        ("expansion", "", "2D, 2.5D or 3D; 3D where left out"),
        ("R", "", "scaled distance r (p0/E)^(1/3); one or a list"),
        (
            "distances",
            "m",
            "distance from the centre of the cloud; one or a list",
        ),
        (
            "overpressure",
            "Pa",
            "asks for the distance it reaches; one or a list",
        ),
        (
            "fuel_mass",
            "kg",
            "flammable mass in the congested part; one of fuel_mass, volume, energy",
        ),
        (
            "volume",
            "m3",
            "congested volume, filled with a stoichiometric mixture of 3.5 MJ/m3",
        ),
        (
            "energy",
            "J",
            "heat of combustion in the congested part, with the factor of the ground",
        ),
        (
            "heat_of_combustion",
            "J/kg",
            "of the fuel; of the substance where left out",
        ),
        ("substance", "", "name or CAS number"),
        (
            "ground_factor",
            "",
            "2 for a cloud on the ground by BST, which is what is taken where it is left out; 1 by class",
        ),
        ("p0", "Pa", "ambient pressure; 101325 where left out"),
        ("sound_speed", "m/s", "of the air; 340.294 where left out"),
        ("n_O2", "", "moles of oxygen that burn a mole of fuel"),
        (
            "x_O2_air",
            "",
            "share of oxygen in the air; 0.20946 where left out",
        ),
    ],
    outputs: &[
        (
            "P_over_p0",
            "",
            "peak side-on overpressure over ambient pressure",
        ),
        (
            "I_scaled",
            "",
            "impulse times sound speed over E^(1/3) p0^(2/3)",
        ),
        (
            "overpressure",
            "Pa",
            "peak side-on overpressure, where there is an energy",
        ),
        (
            "impulse",
            "Pa s",
            "of the positive phase, where there is an energy",
        ),
        (
            "distance",
            "m",
            "to which the overpressure reaches, or of the scaled distance R",
        ),
        ("energy", "J", "with the factor of the ground"),
        ("Mf", "", "flame Mach number of reactivity and congestion"),
        (
            "stoichiometric_fraction",
            "",
            "share of the fuel in its stoichiometric mixture, by volume",
        ),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    let mut out = Outputs::default();
    if let Some(n) = inputs.maybe_above_zero("n_O2", "")? {
        let x = inputs
            .maybe_within("x_O2_air", "", 0.0, 1.0)?
            .unwrap_or(cloud::OXYGEN_IN_AIR);
        if x <= 0.0 {
            return Err(wrong("x_O2_air", "is 0; give a share above 0"));
        }
        out.put(
            "stoichiometric_fraction",
            cloud::stoichiometric_share(n, x),
            "",
        );
    }
    let strength = strength(inputs, &mut out)?;
    let usual = match strength {
        Some(Strength::Class(_)) => 1.0,
        _ => cloud::GROUND_FACTOR,
    };
    let energy_j = energy(inputs, usual, &mut out)?;
    let p0_pa = inputs
        .maybe_above_zero("p0", "Pa")?
        .unwrap_or(ATMOSPHERE_PA);
    let sound_m_s = inputs
        .maybe_above_zero("sound_speed", "m/s")?
        .unwrap_or(bst::SOUND_M_S);
    let asked = ["R", "distances", "overpressure"]
        .into_iter()
        .find(|name| inputs.has(name));
    let (Some(strength), Some(asked)) = (strength, asked) else {
        if let Some(asked) = asked {
            return Err(wrong(
                "Mf",
                format!(
                    "is missing, and {asked} needs it; give Mf, a class, or reactivity and congestion"
                ),
            ));
        }
        return out.done();
    };
    let length_m = energy_j.map(|e| cloud::length_m(e, p0_pa));
    let needs_energy = || {
        wrong(
            "fuel_mass",
            "is missing, and distances need it; give fuel_mass, volume or energy",
        )
    };
    if inputs.has("R") && inputs.has("distances") {
        return Err(wrong("distances", "and R are both given; give one of them"));
    }
    if asked != "overpressure" {
        let given = all_above_zero(inputs, asked, if asked == "R" { "" } else { "m" })?;
        let is_list = inputs.is_list(asked);
        let scaled: Vec<f64> = if asked == "R" {
            given
        } else {
            let length_m = length_m.ok_or_else(needs_energy)?;
            given.iter().map(|d| d / length_m).collect()
        };
        for r in &scaled {
            out.outside(&strength.outside(*r));
        }
        let mut put = |name: &str, unit: &str, of: &dyn Fn(f64) -> f64| {
            let values: Vec<f64> = scaled.iter().map(|r| of(*r)).collect();
            out.put(name, shaped(&values, is_list), unit);
        };
        put("P_over_p0", "", &|r| strength.pressure_ratio(r));
        put("I_scaled", "", &|r| strength.scaled_impulse(r));
        if let (Some(energy_j), Some(length_m)) = (energy_j, length_m) {
            put("overpressure", "Pa", &|r| {
                p0_pa * strength.pressure_ratio(r)
            });
            put("impulse", "Pa s", &|r| {
                bst::impulse_pa_s(strength.scaled_impulse(r), energy_j, p0_pa, sound_m_s)
            });
            if asked == "R" && !inputs.has("overpressure") {
                put("distance", "m", &|r| r * length_m);
            }
        }
    }
    if inputs.has("overpressure") {
        let length_m = length_m.ok_or_else(needs_energy)?;
        let asked = all_above_zero(inputs, "overpressure", "Pa")?;
        let far: Vec<f64> = asked
            .iter()
            .map(|p| strength.scaled_distance(p / p0_pa))
            .collect();
        for r in far.iter().filter(|r| **r > 0.0) {
            out.outside(&strength.outside(*r));
        }
        let distances: Vec<f64> = far.iter().map(|r| r * length_m).collect();
        out.put(
            "distance",
            shaped(&distances, inputs.is_list("overpressure")),
            "m",
        );
    }
    out.done()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (input, at) in [
            (json!({"R": 1}), "/Mf"),
            (json!({"Mf": 0.5, "class": 3, "R": 1}), "/class"),
            (json!({"class": 11, "R": 1}), "/class"),
            (json!({"class": 3, "distances": 100}), "/fuel_mass"),
            (json!({"class": 3, "overpressure": 1000}), "/fuel_mass"),
            (
                json!({"reactivity": "some", "congestion": "low", "R": 1}),
                "/reactivity",
            ),
            (json!({"reactivity": "low", "R": 1}), "/congestion"),
            (
                json!({"Mf": 0.5, "fuel_mass": 1, "volume": 1, "R": 1}),
                "/volume",
            ),
            (json!({"n_O2": 5, "x_O2_air": 1.2}), "/x_O2_air"),
            (json!({}), "/"),
        ] {
            let told = run(&input).unwrap_err().to_string();
            assert!(told.starts_with(&format!("{at}: ")), "{told}");
        }
    }

    #[test]
    fn a_distance_comes_back_by_its_overpressure() {
        let cloud = |more: Value| {
            let mut input = json!({"reactivity": "medium", "congestion": "medium", "fuel_mass": 1000, "substance": "propane"});
            input
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            run(&input).unwrap()["outputs"].clone()
        };
        let p = cloud(json!({"distances": 150}))["overpressure"]["value"].clone();
        let d = cloud(json!({"overpressure": p}))["distance"]["value"]
            .as_f64()
            .unwrap();
        assert!((d - 150.0).abs() < 1e-3, "{d}");
    }
}
