//! `blast_tnt`: blast of an explosive, or of a charge of TNT that stands for something else.

use serde_json::Value;

use super::super::Model;
use super::super::inputs::{Inputs, Outputs, wrong};
use super::{all_above_zero, heat_of_combustion, shaped};
use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::explosion::curve::{CURVES, Curve};
use crate::consequence::explosion::{kingery_bulmash, tnt};
use crate::error::Error;

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "blast_tnt",
    title_zh: "TNT 当量法爆炸超压",
    title_en: "blast of a charge of TNT",
    source: "Kinney & Graham 1985; Kingery-Bulmash by Swisdak 1994 table 1; GB/T 37243-2019; FEMA/EPA handbook; TNO Yellow Book 5.3",
    range: "scaled distance 0.053 to 500 (Kinney-Graham), 0.2 to 198.5 (Kingery-Bulmash, reflected and times to 40), 1 to 15 m/kg^(1/3) (GB/T 37243)",
    confidence: "Kinney-Graham and Kingery-Bulmash verified on printed values; GB/T 37243 and EPA from memory",
    inputs: &[
        (
            "W_TNT",
            "kg",
            "charge of TNT; one of W_TNT, Q_TNT, fuel_mass, flammable_mass",
        ),
        (
            "Q_TNT",
            "kg",
            "charge of TNT on the ground, for the formula of GB/T 37243",
        ),
        ("R", "m", "distance; one or a list"),
        (
            "Z",
            "m/kg^1/3",
            "scaled distance, instead of charge and distance; one or a list",
        ),
        ("p0", "kPa", "ambient pressure; 101.325 where left out"),
        (
            "overpressure",
            "Pa",
            "asks for the distance it reaches; one or a list",
        ),
        ("fuel_mass", "kg", "mass that explodes"),
        ("yield", "", "share of its heat that goes into the blast"),
        (
            "TNT_energy",
            "J/kg",
            "heat of detonation of TNT; 4.68e6 where left out",
        ),
        (
            "flammable_mass",
            "kg",
            "mass of a cloud that explodes; its unit may name the substance, as kg propane",
        ),
        (
            "explosion_efficiency_assumed",
            "",
            "share of its heat that goes into the blast; 0.1 where left out",
        ),
        (
            "TNT_energy_assumed",
            "J/kg",
            "heat of detonation of TNT; 4.6e6 where left out",
        ),
        (
            "heat_of_combustion",
            "J/kg",
            "of fuel or cloud; of the substance where left out",
        ),
        ("substance", "", "name or CAS number"),
        (
            "curve",
            "",
            "kinney_graham, kingery_bulmash, gbt37243 or epa, for overpressure and distance; kinney_graham where left out, gbt37243 for Q_TNT",
        ),
    ],
    outputs: &[
        (
            "W_TNT",
            "kg",
            "charge of TNT that stands for the fuel or the cloud",
        ),
        (
            "overpressure",
            "kPa",
            "peak side-on overpressure by the curve; in Pa for Q_TNT",
        ),
        (
            "incident_pressure",
            "kPa",
            "Kingery-Bulmash, peak side-on overpressure",
        ),
        (
            "reflected_pressure",
            "kPa",
            "Kingery-Bulmash, on a wall that faces the blast",
        ),
        (
            "incident_impulse",
            "Pa s",
            "Kingery-Bulmash, positive phase",
        ),
        (
            "reflected_impulse",
            "Pa s",
            "Kingery-Bulmash, on a wall that faces the blast",
        ),
        ("arrival_time", "ms", "Kingery-Bulmash"),
        ("positive_duration", "ms", "Kingery-Bulmash"),
        (
            "overpressure_ratio",
            "",
            "Kingery-Bulmash, over one atmosphere, for Z",
        ),
        ("distance", "m", "to which the overpressure reaches"),
        (
            "radius_at_2.068_kPa",
            "m",
            "0.3 psi, of flammable_mass, Kingery-Bulmash",
        ),
        ("radius_at_13.79_kPa", "m", "2 psi"),
        ("radius_at_20.68_kPa", "m", "3 psi"),
    ],
    run,
};

/// Overpressures, kPa, to which a cloud's radius is told: 0.3, 2 and 3 psi.
const RADII_KPA: [(&str, f64); 3] = [
    ("radius_at_2.068_kPa", 2.068),
    ("radius_at_13.79_kPa", 13.79),
    ("radius_at_20.68_kPa", 20.68),
];

fn run(value: &Value) -> Result<Value, Error> {
    let (value, named) = split_unit(value);
    let inputs = Inputs::of(&value, MODEL.inputs)?;
    let mut out = Outputs::default();
    let (charge_kg, is_gbt) = charge(inputs, named.as_deref(), &mut out)?;
    let p0_pa = 1e3
        * inputs
            .maybe_above_zero("p0", "kPa")?
            .unwrap_or(ATMOSPHERE_PA / 1e3);
    let curve = match inputs.maybe_text("curve")? {
        None if is_gbt => Curve::Gbt37243,
        None => Curve::default(),
        Some(name) => Curve::named(name).ok_or_else(|| {
            let known = CURVES.map(|(n, _)| n).join(", ");
            wrong(
                "curve",
                format!("`{name}` is not known here; write one of {known}"),
            )
        })?,
    };
    if inputs.has("Z") {
        let z = all_above_zero(inputs, "Z", "m/kg^1/3")?;
        for z in &z {
            out.outside(&kingery_bulmash::outside(*z));
        }
        let ratios: Vec<f64> = z
            .iter()
            .map(|z| kingery_bulmash::incident_pressure_pa(*z) / ATMOSPHERE_PA)
            .collect();
        out.put(
            "overpressure_ratio",
            shaped(&ratios, inputs.is_list("Z")),
            "",
        );
    }
    let Some(charge_kg) = charge_kg else {
        for name in ["R", "overpressure"] {
            if inputs.has(name) {
                return Err(wrong(
                    "W_TNT",
                    format!("is missing, and {name} needs it; give a number in kg"),
                ));
            }
        }
        return out.done();
    };
    if inputs.has("R") {
        let r = all_above_zero(inputs, "R", "m")?;
        let is_list = inputs.is_list("R");
        for r in &r {
            out.outside(&curve.outside(charge_kg, *r, p0_pa));
        }
        let (unit, times) = if is_gbt { ("Pa", 1.0) } else { ("kPa", 1e-3) };
        let side_on: Vec<f64> = r
            .iter()
            .map(|r| times * curve.overpressure_pa(charge_kg, *r, p0_pa))
            .collect();
        out.put("overpressure", shaped(&side_on, is_list), unit);
        if !is_gbt {
            tell_blast(charge_kg, &r, is_list, &mut out);
        }
    }
    if inputs.has("overpressure") {
        let p = all_above_zero(inputs, "overpressure", "Pa")?;
        let distances: Vec<f64> = p
            .iter()
            .map(|p| curve.distance_m(charge_kg, *p, p0_pa))
            .collect();
        for d in &distances {
            out.outside(&curve.outside(charge_kg, *d, p0_pa));
        }
        out.put(
            "distance",
            shaped(&distances, inputs.is_list("overpressure")),
            "m",
        );
    }
    if inputs.has("flammable_mass") {
        for (name, kpa) in RADII_KPA {
            let r = Curve::KingeryBulmash.distance_m(charge_kg, 1e3 * kpa, ATMOSPHERE_PA);
            out.put(name, r, "m");
        }
    }
    out.done()
}

fn tell_blast(charge_kg: f64, r: &[f64], is_list: bool, out: &mut Outputs) {
    let all: Vec<_> = r
        .iter()
        .map(|r| kingery_bulmash::blast(charge_kg, *r))
        .collect();
    let mut put = |name, unit, of: fn(&kingery_bulmash::Blast) -> f64| {
        let values: Vec<f64> = all.iter().map(of).collect();
        out.put(name, shaped(&values, is_list), unit);
    };
    put("incident_pressure", "kPa", |b| b.incident_pressure_pa / 1e3);
    put("reflected_pressure", "kPa", |b| {
        b.reflected_pressure_pa / 1e3
    });
    put("incident_impulse", "Pa s", |b| b.incident_impulse_pa_s);
    put("reflected_impulse", "Pa s", |b| b.reflected_impulse_pa_s);
    put("arrival_time", "ms", |b| b.arrival_s * 1e3);
    put("positive_duration", "ms", |b| b.duration_s * 1e3);
    for r in r {
        out.outside(&kingery_bulmash::outside(r / charge_kg.cbrt()));
    }
}

/// The charge, where there is one, and whether it is one for the formula of GB/T 37243.
fn charge(
    inputs: Inputs<'_>,
    named: Option<&str>,
    out: &mut Outputs,
) -> Result<(Option<f64>, bool), Error> {
    let given: Vec<&str> = ["W_TNT", "Q_TNT", "fuel_mass", "flammable_mass"]
        .into_iter()
        .filter(|name| inputs.has(name))
        .collect();
    let substance = inputs.maybe_text("substance")?.or(named);
    let (name, rest) = match given.as_slice() {
        [] => return Ok((None, false)),
        [name, rest @ ..] => (*name, rest),
    };
    if let Some(other) = rest.first() {
        return Err(wrong(
            other,
            format!("and {name} are both given; give one of them"),
        ));
    }
    let mass = inputs.above_zero(name, "kg")?;
    if name == "W_TNT" || name == "Q_TNT" {
        return Ok((Some(mass), name == "Q_TNT"));
    }
    let heat = heat_of_combustion(inputs, substance)?;
    let (share, tnt_heat) = if name == "fuel_mass" {
        (
            inputs.within("yield", "", 0.0, 1.0)?,
            inputs
                .maybe_above_zero("TNT_energy", "J/kg")?
                .unwrap_or(tnt::TNT_HEAT_J_KG),
        )
    } else {
        (
            inputs
                .maybe_within("explosion_efficiency_assumed", "", 0.0, 1.0)?
                .unwrap_or(0.1),
            inputs
                .maybe_above_zero("TNT_energy_assumed", "J/kg")?
                .unwrap_or(4.6e6),
        )
    };
    if share <= 0.0 {
        let field = if name == "fuel_mass" {
            "yield"
        } else {
            "explosion_efficiency_assumed"
        };
        return Err(wrong(field, "is 0; give a share above 0"));
    }
    let charge_kg = tnt::charge_kg(mass, heat, share, tnt_heat);
    out.outside(tnt::outside(share).as_slice());
    out.put("W_TNT", charge_kg, "kg");
    Ok((Some(charge_kg), false))
}

/// `kg propane` is a mass, and says of what.
fn split_unit(value: &Value) -> (Value, Option<String>) {
    let mut value = value.clone();
    let mut named = None;
    if let Some(unit) = value.pointer_mut("/flammable_mass/unit")
        && let Some((mass, substance)) = unit.as_str().and_then(|u| u.trim().split_once(' '))
    {
        named = Some(substance.trim().to_owned());
        *unit = Value::from(mass);
    }
    (value, named)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (input, at) in [
            (json!({"R": 5}), "/W_TNT"),
            (json!({"W_TNT": -1, "R": 5}), "/W_TNT"),
            (json!({"W_TNT": 1, "Q_TNT": 1, "R": 5}), "/Q_TNT"),
            (json!({"W_TNT": 1, "R": [5, 0]}), "/R/value/1"),
            (json!({"W_TNT": 1, "R": 5, "curve": "x"}), "/curve"),
            (json!({"fuel_mass": 1, "heat_of_combustion": 1e7}), "/yield"),
            (
                json!({"fuel_mass": 1, "yield": 2, "heat_of_combustion": 1e7}),
                "/yield",
            ),
            (
                json!({"fuel_mass": 1, "yield": 0.03}),
                "/heat_of_combustion",
            ),
            (
                json!({"fuel_mass": 1, "yield": 0.03, "substance": "cheese"}),
                "/heat_of_combustion",
            ),
            (json!({"V": 1}), "/V"),
            (json!({}), "/"),
        ] {
            let told = run(&input).unwrap_err().to_string();
            assert!(told.starts_with(&format!("{at}: ")), "{told}");
        }
    }

    #[test]
    fn a_substance_brings_its_heat_and_a_list_gives_a_list() {
        let answer = run(
            &json!({"flammable_mass": {"value": 100, "unit": "kg propane"}, "overpressure": [7000, 2000]}),
        );
        let answer = answer.unwrap();
        let w = answer["outputs"]["W_TNT"]["value"].as_f64().unwrap();
        assert!((w / (0.1 * 100.0 * 46.3 / 4.6) - 1.0).abs() < 0.01, "{w}");
        assert_eq!(
            answer["outputs"]["distance"]["value"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
        let far = run(&json!({"W_TNT": 1, "R": 500})).unwrap();
        assert!(!far["notes"].as_array().unwrap().is_empty());
    }
}
