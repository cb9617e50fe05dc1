//! `fire_fireball_bleve`: the fireball of a boiling liquid that bursts its vessel.

use serde_json::Value;

use super::{fuel, levels, sound, surroundings};
use crate::consequence::fire::fireball::{
    Fireball, Method, Size, emissive_power_w_m2, outside, radiative_fraction, size,
};
use crate::consequence::fire::sphere;
use crate::consequence::vulnerability::thermal::{Rule, dose};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

pub(super) const MODEL: Model = Model {
    name: "fire_fireball_bleve",
    title_zh: "火球 / BLEVE",
    title_en: "fireball of a BLEVE: size, duration, radiation, reach",
    source: "CCPS 2010, AQ/T 3046-2013; TNO Yellow Book CPR 14E (2005) 6.5.7; Roberts 1982",
    range: "outside of the fireball; radiative fraction 0.13 to 0.4",
    confidence: "CCPS: equations verified; Yellow Book's coefficients and Roberts' range from memory",
    inputs: &[
        ("mass", "kg", "fuel in the fireball: the whole inventory"),
        ("method", "", "CCPS (left out) or YB, the Yellow Book"),
        ("substance", "", "for the heat of combustion"),
        ("phase", "", "told, not used"),
        ("heat_of_combustion", "J/kg", "left out: of the substance"),
        (
            "radiative_fraction",
            "",
            "left out: Roberts, of the burst pressure",
        ),
        (
            "burst_pressure",
            "Pa",
            "at which the vessel bursts, absolute",
        ),
        ("SEP", "W/m2", "emissive power, where it is known"),
        ("diameter", "m", "instead of that of the mass"),
        ("centre_height", "m", "instead of that of the mass"),
        ("duration", "s", "instead of that of the mass"),
        ("ground_distance", "m", "from below the centre"),
        ("transmissivity", "", "left out: Wayne, of the air"),
        ("T_air", "K", "left out: 288.15"),
        ("RH", "", "relative humidity, as a share; left out: 0.7"),
        ("CO2", "ppm", "left out: 335"),
        ("ambient_pressure", "Pa", "left out: 101325"),
        ("levels", "kW/m2", "radiation whose reach is wanted"),
    ],
    outputs: &[
        ("diameter", "m", "greatest diameter"),
        ("radius", "m", "half of it"),
        ("duration", "s", "how long it burns"),
        ("centre_height_0.75D", "m", "height of the centre, CCPS"),
        ("centre_height", "m", "height of the centre, Yellow Book"),
        (
            "radiative_fraction",
            "",
            "share of the heat that is radiated",
        ),
        ("SEP", "W/m2", "emissive power"),
        (
            "F_vertical",
            "",
            "view factor of a vertical surface at the distance",
        ),
        ("F_horizontal", "", "of a horizontal surface"),
        ("F_max", "", "of a surface turned to the fireball"),
        ("transmissivity", "", "of the path"),
        ("heat_flux", "W/m2", "on a surface turned to the fireball"),
        (
            "thermal_dose",
            "(W/m2)^(4/3) s",
            "over the duration, at most 20 s",
        ),
        ("lethality", "", "outdoors, AQ/T 3046-2013"),
        (
            "distance_to_12.5_kW_m2",
            "m",
            "and so for each level: from below the centre",
        ),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    sound::check(inputs, &MODEL, &[])?;
    let mut out = Outputs::default();
    let method = method(inputs)?;
    let fuel = fuel::read(inputs, &mut out)?;
    let air = surroundings::air(inputs)?;
    let levels = levels::read(inputs)?;
    inputs.maybe_within("transmissivity", "", 0.0, 1.0)?;
    let mass = inputs.maybe_above_zero("mass", "kg")?;
    let of_mass = mass.map(|m| size(m, method)).transpose()?;
    if let Some(s) = of_mass {
        out.put("diameter", s.diameter_m, "m");
        out.put("radius", s.diameter_m / 2.0, "m");
        out.put("duration", s.duration_s, "s");
        let name = match method {
            Method::Ccps => "centre_height_0.75D",
            Method::YellowBook => "centre_height",
        };
        out.put(name, s.centre_height_m, "m");
    }
    let or = |name: &str, unit: &str, found: Option<f64>| {
        inputs.maybe_above_zero(name, unit).map(|g| g.or(found))
    };
    let diameter = or("diameter", "m", of_mass.map(|s| s.diameter_m))?;
    let duration = or("duration", "s", of_mass.map(|s| s.duration_s))?;
    let height = inputs
        .maybe_within("centre_height", "m", 0.0, 1e5)?
        .or(of_mass.map(|s| s.centre_height_m))
        .or(diameter.map(|d| 0.75 * d));
    let distance = inputs.maybe_within("ground_distance", "m", 0.0, 1e6)?;
    let known = match (diameter, duration, height) {
        (Some(diameter_m), Some(duration_s), Some(centre_height_m)) => Some(Size {
            diameter_m,
            duration_s,
            centre_height_m,
        }),
        _ => None,
    };
    let sep = emissive_power(inputs, &fuel, mass, known, &mut out)?;
    let (Some(diameter_m), Some(centre_height_m)) = (diameter, height) else {
        if !inputs.has("burst_pressure") {
            inputs.above_zero("mass", "kg")?;
        }
        return out.done();
    };
    if let Some(r) = distance {
        let f = sphere::sphere(diameter_m, centre_height_m, r);
        out.put("F_vertical", f.vertical, "");
        out.put("F_horizontal", f.horizontal, "");
        out.put("F_max", f.maximum, "");
        out.outside(&Vec::from_iter(sphere::outside(diameter_m, r)));
    }
    if let Some(sep) = sep {
        let ball = Fireball {
            size: Size {
                diameter_m,
                duration_s: duration.unwrap_or_default(),
                centre_height_m,
            },
            emissive_power_w_m2: sep,
            path: surroundings::path(inputs, air, &mut out)?,
        };
        radiation(&ball, distance, duration, &mut out);
        levels::put(&mut out, &levels, "", |level| ball.distance_m(level));
    }
    out.done()
}

fn method(inputs: Inputs<'_>) -> Result<Method, Error> {
    let Some(word) = inputs.maybe_text("method")? else {
        return Ok(Method::Ccps);
    };
    match word.to_lowercase().as_str() {
        "ccps" | "aqt" | "aq/t 3046" | "aloha" => Ok(Method::Ccps),
        "yb" | "yellow book" | "tno" => Ok(Method::YellowBook),
        _ => Err(wrong("method", format!("is `{word}`; write CCPS or YB"))),
    }
}

/// The emissive power, W/m²: given, or from the heat; none where that is not known.
fn emissive_power(
    inputs: Inputs<'_>,
    fuel: &fuel::Fuel,
    mass: Option<f64>,
    size: Option<Size>,
    out: &mut Outputs,
) -> Result<Option<f64>, Error> {
    let heat = fuel.heat_of_combustion(inputs)?;
    let given = inputs.maybe_within("radiative_fraction", "", 0.0, 1.0)?;
    let burst = inputs.maybe_above_zero("burst_pressure", "Pa")?;
    let fraction = given.or(burst.map(radiative_fraction));
    if let Some(fraction) = fraction {
        out.put("radiative_fraction", fraction, "");
        out.outside(&outside(Some(fraction), None));
    }
    if let Some(sep) = inputs.maybe_above_zero("SEP", "W/m2")? {
        return Ok(Some(sep));
    }
    let (Some(mass), Some(size), Some(heat), Some(fraction)) = (mass, size, heat, fraction) else {
        return Ok(None);
    };
    let sep = emissive_power_w_m2(&size, mass, heat, fraction);
    out.put("SEP", sep, "W/m2");
    out.outside(&outside(None, Some(sep)));
    Ok(Some(sep))
}

/// Radiation at the distance, and whom it hurts.
fn radiation(ball: &Fireball, distance: Option<f64>, duration: Option<f64>, out: &mut Outputs) {
    let Some(r) = distance else { return };
    let flux = ball.flux_w_m2(r);
    let away = r.hypot(ball.size.centre_height_m) - ball.size.diameter_m / 2.0;
    out.put(
        "transmissivity",
        ball.path.transmissivity(away.max(0.0)),
        "",
    );
    out.put("heat_flux", flux, "W/m2");
    if let Some(t) = duration {
        out.put("thermal_dose", dose(flux, t.min(20.0)), "(W/m2)^(4/3) s");
        out.put("lethality", Rule::Aqt3046.lethality(flux, t), "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn twenty_tonnes_of_propane() {
        let input = json!({"mass": {"value": 20, "unit": "t"}, "substance": "propane", "burst_pressure": {"value": 18, "unit": "bar"},
            "ground_distance": 200, "T_air": 293.15, "RH": 0.7});
        let out = run(&input).unwrap();
        let of = |n: &str| out["outputs"][n]["value"].as_f64().unwrap();
        assert!((of("radiative_fraction") - 0.27 * 1.8_f64.powf(0.32)).abs() < 1e-12);
        let (d, t) = (of("diameter"), of("duration"));
        let heat = of("radiative_fraction") * 20_000.0 * 46_337_600.0;
        assert!((of("SEP") * std::f64::consts::PI * d * d * t / heat - 1.0).abs() < 1e-12);
        assert!(
            (of("heat_flux") / (of("transmissivity") * of("SEP") * of("F_max")) - 1.0).abs()
                < 1e-12
        );
        assert!(of("distance_to_4_kW_m2") > of("distance_to_12.5_kW_m2"));
        assert!(of("distance_to_12.5_kW_m2") > 200.0 && of("lethality") > 0.1);
    }

    #[test]
    fn the_yellow_book_is_asked_for_by_name() {
        let out = run(&json!({"mass": 5000, "method": "YB"})).unwrap();
        let of = |n: &str| out["outputs"][n]["value"].as_f64().unwrap();
        assert!((of("radius") - 3.24 * 5000_f64.powf(0.325)).abs() < 1e-9);
        assert!((of("duration") - 0.852 * 5000_f64.powf(0.26)).abs() < 1e-9);
    }

    #[test]
    fn wrong_inputs_are_named() {
        let told = |v: Value| run(&v).unwrap_err().to_string();
        assert!(told(json!({"mass": -5})).starts_with("/mass: is -5 kg"));
        assert!(told(json!({})).starts_with("/mass: is missing"));
        assert!(
            told(json!({"mass": 5, "radiative_fraction": 2})).starts_with("/radiative_fraction")
        );
        assert!(told(json!({"mass": 5, "method": "X"})).starts_with("/method"));
        assert!(told(json!({"mass": 5, "RH": 70, "SEP": 2e5})).starts_with("/RH"));
    }
}
