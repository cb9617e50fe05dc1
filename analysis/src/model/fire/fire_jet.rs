//! `fire_jet`: a jet fire. Which of its three models answer follows from what is given.

use serde_json::Value;

use super::jet_release::{Known, exit, known};
use super::{levels, sound, surroundings};
use crate::consequence::fire::air::Air;
use crate::consequence::fire::jet_axis::{AxialFlame, FlameFuel};
use crate::consequence::fire::jet_exit::GasExit;
use crate::consequence::fire::jet_frustum::{Jet, JetFire};
use crate::consequence::fire::{jet_point, transmissivity};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

pub(super) const MODEL: Model = Model {
    name: "fire_jet",
    title_zh: "喷射火",
    title_en: "jet fire: flame, radiation, reach",
    source: "AQ/T 3046-2013 eq. E.57-E.59; Chamberlain 1987, TNO Yellow Book CPR 14E (2005) 6.5.3; Schefer 2007, Panda and Hecht 2017, Hankinson and Lowesmith 2012",
    range: "jets along, against or across (upright) the wind; gas or flashing liquid; ideal gas up to 5 MPa",
    confidence: "all constants from memory or a transcription; reaches of another program met within 21 %, its radiation within a factor of 1.5",
    inputs: &[
        (
            "substance",
            "",
            "the fuel; words such as vapour or two-phase say its phase",
        ),
        ("phase", "", "gas, liquid or two-phase"),
        (
            "mass_rate",
            "kg/s",
            "left out: of the gas through the orifice",
        ),
        ("pressure", "Pa", "in the vessel, absolute"),
        ("temperature", "K", "in the vessel; left out: of the air"),
        ("orifice", "m", "diameter of the hole"),
        ("discharge_coefficient", "", "of the hole; left out: 1"),
        ("molar_mass", "kg/mol", "left out: of the substance"),
        ("heat_ratio", "", "of the gas; left out: of the substance"),
        ("heat_of_combustion", "J/kg", "left out: of the substance"),
        (
            "radiative_fraction",
            "",
            "share of the heat that is radiated; left out: by the model",
        ),
        (
            "distance",
            "m",
            "from the middle of the flame, for AQ/T 3046",
        ),
        (
            "transmissivity",
            "",
            "left out: Wayne, of the air; AQ/T 3046's own for `distance`",
        ),
        (
            "locations_x_y_z",
            "m",
            "list of [x along the jet, y above the hole, z to the side]",
        ),
        (
            "release_height",
            "m",
            "of the hole above the ground; left out: 1",
        ),
        (
            "receiver_height",
            "m",
            "of the receivers above the ground; left out: 0",
        ),
        ("direction", "", "horizontal (left out), vertical or upwind"),
        (
            "elevation",
            "deg",
            "of the jet from the direction the wind blows to: 0, 90 and 180 are these three",
        ),
        ("weather", "", "wind and class, as 1.5/F"),
        (
            "u10",
            "m/s",
            "wind, instead of weather; left out: still air",
        ),
        ("T_air", "K", "left out: 288.15"),
        ("RH", "", "relative humidity, as a share; left out: 0.7"),
        ("CO2", "ppm", "left out: 335"),
        ("ambient_pressure", "Pa", "left out: 101325"),
        ("levels", "kW/m2", "radiation whose reach is wanted"),
    ],
    outputs: &[
        ("mass_rate", "kg/s", "of the gas through the orifice"),
        ("flame_length", "m", "AQ/T 3046 eq. E.57"),
        (
            "heat_flux",
            "W/m2",
            "AQ/T 3046 eq. E.58, at `distance` from the middle of the flame",
        ),
        (
            "visible_flame_length",
            "m",
            "of a gas through an orifice, Schefer",
        ),
        (
            "radiant_fraction",
            "",
            "share of the heat that is radiated: given; Panda and Hecht (hydrogen, methane through an orifice); else Chamberlain",
        ),
        (
            "radiant_fraction_molina",
            "",
            "hydrogen, methane through an orifice: Molina",
        ),
        (
            "heat_flux_at_locations",
            "W/m2",
            "in the order of locations_x_y_z",
        ),
        ("jet_speed", "m/s", "expanded to the pressure of the air"),
        ("flame_length_chamberlain", "m", "from the hole to the tip"),
        ("lift_off", "m", "from the hole to the flame"),
        (
            "tilt",
            "deg",
            "from the axis of the hole to that of the flame, towards the wind",
        ),
        ("frustum_length", "m", "of the flame"),
        ("frustum_start_width", "m", "where it begins"),
        ("frustum_end_width", "m", "at the tip"),
        ("SEP", "W/m2", "emissive power, Chamberlain"),
        (
            "distance_to_12.5_kW_m2",
            "m",
            "and so for each level: Chamberlain, from the hole to where the wind blows to, at the receivers' height",
        ),
        (
            "12.5_kW_m2_reached_at_receiver_height",
            "",
            "and so for each level: whether it is reached there at all",
        ),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    sound::check(inputs, &MODEL, &[])?;
    let mut out = Outputs::default();
    let air = surroundings::air(inputs)?;
    let known = known(inputs, &air, &mut out)?;
    let levels = levels::read(inputs)?;
    let locations = inputs
        .has("locations_x_y_z")
        .then(|| inputs.table("locations_x_y_z", 3))
        .transpose()?;
    let share = inputs.maybe_within("radiative_fraction", "", 0.0, 1.0)?;
    let tau = inputs.maybe_within("transmissivity", "", 0.0, 1.0)?;
    let distance = inputs.maybe_above_zero("distance", "m")?;
    let elevation = elevation(inputs)?;
    let Some(rate) = known.rate else {
        inputs.above_zero("mass_rate", "kg/s")?;
        return out.done();
    };
    let heat = match known.heat {
        Some(heat) => heat,
        None => inputs.above_zero("heat_of_combustion", "J/kg")?,
    };
    out.put("flame_length", jet_point::length_m(heat, rate), "m");
    let mut fraction = share;
    let axial = known
        .gas
        .map(|gas| axial(&gas, &known, &air, elevation))
        .transpose()?;
    if let Some(flame) = &axial {
        out.put("visible_flame_length", flame.length_m, "m");
        out.outside(&Vec::from_iter(flame.outside()));
        fraction = fraction.or(flame.radiant_fraction);
        if let Some(molina) = flame.radiant_fraction_molina {
            out.put("radiant_fraction_molina", molina, "");
        }
    }
    let frustum = frustum(inputs, &known, air, elevation, &mut out)?;
    fraction = fraction.or(frustum.map(|(_, fire)| fire.radiative_fraction));
    if let Some(fraction) = fraction {
        out.put("radiant_fraction", fraction, "");
    }
    if let Some(x) = distance {
        let fraction = match fraction {
            Some(fraction) => fraction,
            None => inputs.within("radiative_fraction", "", 0.0, 1.0)?,
        };
        let tau = tau.unwrap_or(transmissivity::aqt3046(x));
        let radiated = fraction * heat * rate;
        out.put("heat_flux", jet_point::flux_w_m2(radiated, tau, x), "W/m2");
        out.outside(&Vec::from_iter(jet_point::outside(fraction)));
    }
    if let Some(places) = &locations {
        let radiated = fraction.unwrap_or_default() * heat * rate;
        let flux = |place: &Vec<f64>| {
            let [x, y, z] = place.as_slice() else {
                return None;
            };
            match (&axial, &frustum) {
                (Some(flame), _) => Some(flame.flux_w_m2(radiated, &air, *x, *y, *z)),
                (None, Some((jet, fire))) => {
                    // Against the wind the jet's x is upwind.
                    let x = if elevation > 90.0 { -x } else { *x };
                    Some(fire.flux_w_m2(x, *z, (jet.height_m + y).max(0.0)))
                }
                (None, None) => None,
            }
        };
        let all: Option<Vec<f64>> = places.iter().map(flux).collect();
        let all = all.ok_or_else(|| {
            wrong("substance", "is missing; give the fuel, or its molar_mass and phase, for the radiation at locations")
        })?;
        out.put("heat_flux_at_locations", all, "W/m2");
    }
    if let Some((_, fire)) = frustum {
        let height = inputs
            .maybe_within("receiver_height", "m", 0.0, 1e4)?
            .unwrap_or_default();
        let reach = |level: f64| fire.distance_m(level, 0.0, height);
        for level in &levels {
            let name = format!("{level}_kW_m2_reached_at_receiver_height");
            out.put(&name, reach(level * 1e3).is_some(), "");
        }
        levels::put(&mut out, &levels, "", reach);
    }
    out.done()
}

/// From the direction the wind blows to up to the jet, deg.
fn elevation(inputs: Inputs<'_>) -> Result<f64, Error> {
    if let Some(deg) = inputs.maybe_within("elevation", "deg", 0.0, 180.0)? {
        return Ok(deg);
    }
    let word = inputs.maybe_text("direction")?.unwrap_or("horizontal");
    match word.to_lowercase().as_str() {
        "horizontal" | "downwind" | "水平" => Ok(0.0),
        "vertical" | "up" | "upward" | "垂直" => Ok(90.0),
        "upwind" => Ok(180.0),
        _ => Err(wrong(
            "direction",
            format!("is `{word}`; write horizontal, vertical or upwind, or give elevation"),
        )),
    }
}

fn axial(gas: &GasExit, known: &Known, air: &Air, elevation: f64) -> Result<AxialFlame, Error> {
    let fuel = if known.fuel.is("1333-74-0") {
        FlameFuel::HYDROGEN
    } else if known.fuel.is("74-82-8") {
        FlameFuel::METHANE
    } else {
        FlameFuel::hydrocarbon(known.molar_mass.unwrap_or(0.0441))
    };
    // Its x is along the jet, whichever way the wind blows.
    AxialFlame::of(gas, &fuel, air, elevation.min(180.0 - elevation))
}

/// Chamberlain's flame, where fuel and phase allow one.
fn frustum(
    inputs: Inputs<'_>,
    known: &Known,
    air: Air,
    elevation: f64,
    out: &mut Outputs,
) -> Result<Option<(Jet, JetFire)>, Error> {
    let height_m = inputs
        .maybe_within("release_height", "m", 0.0, 1e4)?
        .unwrap_or(1.0);
    let wind = surroundings::wind(inputs)?;
    if wind.is_none() {
        out.note("no wind was given: still air");
    }
    let wind_m_s = wind.unwrap_or(0.0);
    let (Some(molar_mass_kg_mol), Some(heat), Some(rate)) =
        (known.molar_mass, known.heat, known.rate)
    else {
        return Ok(None);
    };
    let exit = match known.gas {
        Some(gas) => gas.exit,
        None => match exit(inputs, known, &air, rate, out)? {
            Some(exit) => exit,
            None => return Ok(None),
        },
    };
    let jet = Jet {
        exit,
        molar_mass_kg_mol,
        heat_of_combustion_j_kg: heat,
        elevation_deg: elevation,
        height_m,
        wind_m_s,
        radiative_fraction: inputs.maybe_within("radiative_fraction", "", 0.0, 1.0)?,
    };
    let path = surroundings::path(inputs, air, out)?;
    let fire = jet.burn(&air, path)?;
    out.outside(&jet.outside());
    out.outside(&Vec::from_iter(air.outside()));
    out.put("jet_speed", exit.speed_m_s, "m/s");
    out.put("flame_length_chamberlain", fire.length_m, "m");
    out.put("lift_off", fire.lift_off_m, "m");
    out.put("tilt", fire.tilt_deg, "deg");
    out.put("frustum_length", fire.frustum_length_m, "m");
    out.put("frustum_start_width", fire.start_width_m, "m");
    out.put("frustum_end_width", fire.end_width_m, "m");
    out.put("SEP", fire.emissive_power_w_m2, "W/m2");
    Ok(Some((jet, fire)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(out: &Value, name: &str) -> f64 {
        out["outputs"][name]["value"]
            .as_f64()
            .unwrap_or_else(|| panic!("{name} in {out}"))
    }

    #[test]
    fn point_source_of_aqt() {
        let out = run(
            &json!({"mass_rate": 2, "heat_of_combustion": 5e7, "radiative_fraction": 0.2,
            "distance": 40, "transmissivity": 1}),
        )
        .unwrap();
        let expected = 0.2 * 1e8 / (4.0 * std::f64::consts::PI * 1600.0);
        assert!((of(&out, "heat_flux") / expected - 1.0).abs() < 1e-12);
        assert!(out["outputs"].get("distance_to_4_kW_m2").is_none());
    }

    #[test]
    fn upright_jets_reach_less_far_than_flat_ones() {
        let at = |direction: &str| {
            let out = run(
                &json!({"mass_rate": 10, "substance": "propane vapour", "direction": direction,
                "weather": "D5", "pressure": 8e5, "levels": [4, 12.5]}),
            )
            .unwrap();
            (
                of(&out, "distance_to_4_kW_m2"),
                out["outputs"]["12.5_kW_m2_reached_at_receiver_height"]["value"]
                    .as_bool()
                    .unwrap(),
            )
        };
        let (flat, up) = (at("horizontal"), at("vertical"));
        assert!(flat.0 > up.0 && flat.1, "{flat:?} {up:?}");
    }

    #[test]
    fn places_beside_a_jet_of_known_rate_are_seen_by_the_frustum() {
        let out = run(
            &json!({"mass_rate": 5, "substance": "propane", "phase": "two-phase", "T_air": 288,
            "locations_x_y_z": [[10, 0, 20], [10, 0, -20], [0, 0, 200]]}),
        )
        .unwrap();
        let all = out["outputs"]["heat_flux_at_locations"]["value"]
            .as_array()
            .unwrap();
        let at = |i: usize| all[i].as_f64().unwrap();
        assert!((at(0) / at(1) - 1.0).abs() < 1e-6 && at(0) > 10.0 * at(2));
    }

    #[test]
    fn wrong_inputs_are_named() {
        let told = |v: Value| run(&v).unwrap_err().to_string();
        assert!(told(json!({})).starts_with("/mass_rate: is missing"));
        assert!(told(json!({"mass_rate": 1})).starts_with("/heat_of_combustion: is missing"));
        assert!(
            told(json!({"mass_rate": -1, "substance": "propane"})).starts_with("/mass_rate: is -1")
        );
        let gas = |p: f64| {
            told(
                json!({"substance": "methane", "orifice": 0.01, "pressure": p, "temperature": 300}),
            )
        };
        assert!(gas(5e4).starts_with("/pressure"));
        let liquid = told(
            json!({"substance": "propane", "orifice": 0.01, "pressure": 2e6, "temperature": 290}),
        );
        assert!(liquid.contains("is a liquid"), "{liquid}");
        assert!(
            told(json!({"mass_rate": 1, "substance": "propane", "direction": "sideways"}))
                .starts_with("/direction")
        );
        assert!(
            told(json!({"mass_rate": 1, "substance": "benzene", "phase": "liquid"}))
                .starts_with("/pressure: is missing")
        );
        assert!(
            told(json!({"mass_rate": 1, "heat_of_combustion": 5e7, "distance": 3}))
                .starts_with("/radiative_fraction")
        );
        let places =
            json!({"mass_rate": 1, "heat_of_combustion": 5e7, "locations_x_y_z": [[1, 2, 3]]});
        assert!(told(places).starts_with("/substance"));
    }
}
