//! `fire_pool`: a pool fire, from its burning rate to how far its radiation reaches; and the view factors of a
//! cylinder alone.

use std::f64::consts::{FRAC_PI_2, PI};

use serde_json::Value;

use super::burning_rate::burning_rate;
use super::{fuel, levels, sound, surroundings};
use crate::consequence::fire::air::Air;
use crate::consequence::fire::pool::PoolFire;
use crate::consequence::fire::pool_flame::{BurningPool, base_drag, tilt_rad};
use crate::consequence::fire::solid::Solid;
use crate::consequence::fire::view_factor::ViewFactor;
use crate::consequence::fire::{burning, cylinder, emissive_power};
use crate::error::Error;
use crate::model::Model;
use crate::model::inputs::{Inputs, Outputs, wrong};

pub(super) const MODEL: Model = Model {
    name: "fire_pool",
    title_zh: "池火",
    title_en: "pool fire: burning rate, flame, radiation, reach; view factors of a cylinder",
    source: "TNO Yellow Book CPR 14E (2005) 6.5.4 and eq. 6.12-6.14, 6.66-6.74; Mudan 1984, 1987; Babrauskas 1983",
    range: "pools of 1 to 100 m; point on the ground, outside of the flame",
    confidence: "Yellow Book example 6.6.3 and table 6.A.1 reproduced; drag of the base from memory",
    inputs: &[
        ("pool_diameter", "m", "diameter of the pool"),
        ("diameter", "m", "the same"),
        ("pool_area", "m2", "instead of the diameter"),
        (
            "substance",
            "",
            "for its properties, where they are not given",
        ),
        ("phase", "", "told, not used"),
        ("burning_rate", "kg/m2/s", "of this pool"),
        ("burning_rate_inf", "kg/m2/s", "of a very large pool"),
        ("m_inf", "kg/m2/s", "the same"),
        (
            "k_beta",
            "1/m",
            "extinction times beam length; null: the rate does not depend on the diameter",
        ),
        ("heat_of_combustion", "J/kg", "left out: of the substance"),
        (
            "heat_of_vaporisation",
            "J/kg",
            "for Burgess, where no burning rate is given",
        ),
        ("heat_capacity", "J/kg/K", "of the liquid, for Burgess"),
        ("boiling_point", "K", "for Burgess"),
        ("T_air", "K", "left out: 288.15"),
        ("RH", "", "relative humidity, as a share; left out: 0.7"),
        ("CO2", "ppm", "left out: 335"),
        ("ambient_pressure", "Pa", "left out: 101325"),
        ("air_density", "kg/m3", "left out: of the air"),
        ("air_kinematic_viscosity", "m2/s", "left out: of the air"),
        ("air_kinematic_viscosity_as_printed", "m2/s", "the same"),
        ("u10", "m/s", "wind at 10 m; left out or 0: still air"),
        ("weather", "", "wind and class, as 5/D, instead of u10"),
        (
            "radiative_fraction",
            "",
            "share of the heat that is radiated; left out: Mudan's emissive power",
        ),
        (
            "soot_fraction",
            "",
            "share of the surface under soot; left out: 0.8",
        ),
        (
            "soot_SEP",
            "W/m2",
            "emissive power of soot; left out: 20000",
        ),
        ("SEP", "W/m2", "emissive power, where it is known"),
        ("distance_from_centre", "m", "on the ground"),
        (
            "bearing_to_wind",
            "deg",
            "of the point: 0 downwind (left out), 90 crosswind, 180 upwind",
        ),
        (
            "receiver_height",
            "m",
            "of the point above the ground; left out: 0",
        ),
        ("transmissivity", "", "left out: Wayne, of the air"),
        ("levels", "kW/m2", "radiation whose reach is wanted"),
        (
            "L_over_R",
            "",
            "length of a cylinder over its radius: view factors alone",
        ),
        ("X_over_R", "", "distance from its axis over its radius"),
        (
            "tilt",
            "deg",
            "of the cylinder towards the point; left out: upright",
        ),
    ],
    outputs: &[
        ("burning_rate", "kg/m2/s", "of this pool"),
        ("uc", "m/s", "characteristic wind"),
        ("u_star", "", "wind over characteristic wind, at least 1"),
        ("L_over_D", "", "length over diameter of the flame"),
        ("flame_length", "m", "length of the flame"),
        ("tilt", "deg", "of the flame from the vertical"),
        (
            "base_drag",
            "",
            "length of the base along the wind over the diameter; not used below",
        ),
        ("SEP_max", "W/m2", "emissive power without soot"),
        ("SEP_act", "W/m2", "with soot"),
        ("SEP_mudan", "W/m2", "emissive power by the diameter alone"),
        ("F_v", "", "view factor of a vertical surface"),
        ("F_h", "", "of a horizontal surface"),
        ("F_max", "", "of a surface turned to the flame"),
        (
            "1000_F_v",
            "",
            "a thousand times F_v; so 1000_F_h, 1000_F_max",
        ),
        ("1000_F_h", "", ""),
        ("1000_F_max", "", ""),
        ("transmissivity", "", "of the path"),
        ("heat_flux", "W/m2", "on a surface turned to the flame"),
        (
            "distance_to_12.5_kW_m2",
            "m",
            "and so for each level: downwind, from the centre; with _crosswind, _upwind",
        ),
    ],
    run,
};

fn run(value: &Value) -> Result<Value, Error> {
    let inputs = Inputs::of(value, MODEL.inputs)?;
    sound::check(inputs, &MODEL, &["bearing_to_wind", "tilt"])?;
    let mut out = Outputs::default();
    let u10 = surroundings::wind(inputs)?.unwrap_or_default();
    let cylinder_alone = inputs.has("L_over_R") || inputs.has("X_over_R");
    if cylinder_alone {
        cylinder_view(inputs, &mut out)?;
    } else if inputs.has("tilt") {
        return Err(wrong(
            "L_over_R",
            "is missing; give it with X_over_R and tilt",
        ));
    }
    let air = surroundings::air(inputs)?;
    let fuel = fuel::read(inputs, &mut out)?;
    let diameter = diameter(inputs)?;
    let rate = burning_rate(inputs, &fuel, &air, diameter)?;
    if let Some(rate) = rate {
        out.put("burning_rate", rate, "kg/m2/s");
    }
    match (diameter, rate) {
        (Some(diameter), Some(rate)) => {
            let pool = BurningPool {
                diameter_m: diameter,
                burning_rate_kg_m2_s: rate,
                air_density_kg_m3: inputs
                    .maybe_above_zero("air_density", "kg/m3")?
                    .unwrap_or(air.density_kg_m3()),
            };
            burn(inputs, &fuel, &pool, (air, u10), &mut out)?;
        }
        (None, _) if !cylinder_alone && rate.is_none() => {
            inputs.above_zero("pool_diameter", "m")?;
        }
        (Some(_), None) if inputs.has("substance") && fuel.chemical.is_none() => {
            return Err(wrong(
                "substance",
                "is not in the table of chemicals; give burning_rate, or burning_rate_inf with k_beta",
            ));
        }
        (Some(_), None) => {
            return Err(wrong(
                "burning_rate",
                "is missing; give it, or burning_rate_inf with k_beta, or a substance, or heat_of_combustion, heat_of_vaporisation, heat_capacity and boiling_point",
            ));
        }
        _ => {}
    }
    out.done()
}

/// View factors of a cylinder given by its proportions.
fn cylinder_view(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let l = inputs.above_zero("L_over_R", "")?;
    let x = inputs.within("X_over_R", "", 0.0, 1e6)?;
    let tilt = inputs.maybe_within("tilt", "deg", -89.0, 89.0)?;
    if x <= 1.0 {
        return Err(wrong(
            "X_over_R",
            format!("is {x}; give a number above 1, outside of the cylinder"),
        ));
    }
    let rad = tilt.unwrap_or_default().to_radians();
    let closed = match tilt {
        Some(_) => cylinder::tilted(l, x, rad),
        None => cylinder::upright(l, x),
    };
    let f = closed.unwrap_or_else(|| {
        out.note("the flame hangs over the point, where there is no closed form: view factors of a prism of 24 sides");
        Solid::pool(2.0, l, rad).view_factor([x, 0.0, 0.0])
    });
    put_view(&f, out);
    Ok(())
}

fn put_view(f: &ViewFactor, out: &mut Outputs) {
    for (name, value) in [
        ("F_v", f.vertical),
        ("F_h", f.horizontal),
        ("F_max", f.maximum),
    ] {
        out.put(name, value, "");
        out.put(&format!("1000_{name}"), 1000.0 * value, "");
    }
}

fn diameter(inputs: Inputs<'_>) -> Result<Option<f64>, Error> {
    let given = inputs
        .maybe_above_zero("pool_diameter", "m")?
        .or(inputs.maybe_above_zero("diameter", "m")?);
    let area = inputs.maybe_above_zero("pool_area", "m2")?;
    Ok(given.or(area.map(|a| (4.0 * a / PI).sqrt())))
}

/// The flame, how bright it is, and what arrives.
fn burn(
    inputs: Inputs<'_>,
    fuel: &fuel::Fuel,
    pool: &BurningPool,
    (air, u10): (Air, f64),
    out: &mut Outputs,
) -> Result<(), Error> {
    let pool = pool.checked()?;
    let d = pool.diameter_m;
    let length = pool.length_m(u10);
    let mut tilt = 0.0;
    let nu = inputs
        .maybe_above_zero("air_kinematic_viscosity", "m2/s")?
        .or(inputs.maybe_above_zero("air_kinematic_viscosity_as_printed", "m2/s")?)
        .unwrap_or(air.kinematic_viscosity_m2_s());
    if u10 > 0.0 {
        let wind = pool.length_in_wind(u10);
        tilt = tilt_rad(d, u10, nu);
        out.put("uc", wind.uc_m_s, "m/s");
        out.put("u_star", wind.u_star, "");
        out.put("base_drag", base_drag(d, u10), "");
    }
    out.put("L_over_D", length / d, "");
    out.put("flame_length", length, "m");
    out.put("tilt", tilt.to_degrees(), "deg");
    out.outside(&pool.outside(length));
    out.outside(&Vec::from_iter(burning::outside(d)));
    out.outside(&Vec::from_iter(air.outside()));
    let sep = emissive_power_of(inputs, fuel, &pool, length / d, out)?;
    let distance = inputs.maybe_within("distance_from_centre", "m", 0.0, 1e6)?;
    let bearing = inputs
        .maybe_within("bearing_to_wind", "deg", -360.0, 360.0)?
        .unwrap_or_default()
        .to_radians();
    let height = inputs
        .maybe_within("receiver_height", "m", 0.0, 1e4)?
        .unwrap_or_default();
    let path = surroundings::path(inputs, air, out)?;
    let fire = PoolFire::new(d, length, tilt, sep, path)?;
    if let Some(r) = distance {
        let (s, c) = bearing.sin_cos();
        let (x, y) = if bearing.abs() < 1e-12 {
            (r, 0.0)
        } else {
            (r * c, r * s)
        };
        put_view(&fire.view_factor(x, y, height), out);
        out.put("transmissivity", fire.transmissivity(x, y, height), "");
        out.put("heat_flux", fire.flux_w_m2(x, y, height), "W/m2");
        if fire.holds(x, y, height) {
            out.note("the point is in the flame: view factors are 1");
        }
    }
    let levels = levels::read(inputs)?;
    for (suffix, bearing) in [("", 0.0), ("_crosswind", FRAC_PI_2), ("_upwind", PI)] {
        levels::put(out, &levels, suffix, |level| {
            fire.distance_m(level, bearing)
        });
    }
    Ok(())
}

/// The emissive power, W/m²: given; of the heat radiated, with soot; else Mudan's.
fn emissive_power_of(
    inputs: Inputs<'_>,
    fuel: &fuel::Fuel,
    pool: &BurningPool,
    slenderness: f64,
    out: &mut Outputs,
) -> Result<f64, Error> {
    let mudan = emissive_power::mudan_w_m2(pool.diameter_m);
    out.put("SEP_mudan", mudan, "W/m2");
    let heat = fuel.heat_of_combustion(inputs)?;
    let fraction = inputs.maybe_within("radiative_fraction", "", 0.0, 1.0)?;
    let soot = inputs.maybe_within("soot_fraction", "", 0.0, 1.0)?;
    let soot_sep = inputs.maybe_above_zero("soot_SEP", "W/m2")?;
    let given = inputs.maybe_above_zero("SEP", "W/m2")?;
    let mut sep = mudan;
    if let (Some(heat), Some(fraction)) = (heat, fraction) {
        let rate = pool.burning_rate_kg_m2_s;
        let clean = emissive_power::clean_w_m2(fraction, rate, heat, slenderness);
        let soot = soot.unwrap_or_else(|| {
            out.note("soot hides 0.8 of the flame, as of oil products; give soot_fraction, 0 for a clean flame");
            emissive_power::SOOT_SHARE
        });
        let soot_sep = soot_sep.unwrap_or(emissive_power::SOOT_W_M2);
        sep = emissive_power::sooty_w_m2(clean, soot, soot_sep);
        out.put("SEP_max", clean, "W/m2");
        out.put("SEP_act", sep, "W/m2");
        out.outside(&Vec::from_iter(emissive_power::outside(fraction)));
    } else if given.is_none() {
        if heat.is_none() && fraction.is_some() {
            inputs.above_zero("heat_of_combustion", "J/kg")?;
        }
        out.note("emissive power by Mudan, of smoky hydrocarbons; give radiative_fraction and soot_fraction for others");
    }
    Ok(given.unwrap_or(sep))
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
    fn a_substance_and_a_pool_are_enough() {
        let out = run(
            &json!({"substance": "benzene", "pool_diameter": 20, "weather": "5/D",
            "distance_from_centre": 60, "bearing_to_wind": 90}),
        )
        .unwrap();
        assert!((of(&out, "burning_rate") - 0.085).abs() < 0.005);
        assert!(of(&out, "heat_flux") > 500.0 && of(&out, "F_max") < 0.5);
        let (down, cross, up) = (
            of(&out, "distance_to_4_kW_m2"),
            of(&out, "distance_to_4_kW_m2_crosswind"),
            of(&out, "distance_to_4_kW_m2_upwind"),
        );
        assert!(down > cross && cross > up);
        assert!(out["notes"].as_array().unwrap().len() >= 2);
    }

    #[test]
    fn burgess_where_nothing_was_measured() {
        let out = run(
            &json!({"pool_area": 100, "heat_of_combustion": 26e6, "heat_of_vaporisation": 8.5e5,
            "heat_capacity": 2500, "boiling_point": 351.5, "T_air": 293.15}),
        )
        .unwrap();
        let expected = 0.001 * 26e6 / (8.5e5 + 2500.0 * (351.5 - 293.15));
        assert!((of(&out, "burning_rate") / expected - 1.0).abs() < 1e-9);
    }

    #[test]
    fn under_a_leaning_flame_the_solid_is_used() {
        let out = run(&json!({"L_over_R": 4, "X_over_R": 3, "tilt": 60})).unwrap();
        assert!(of(&out, "F_max") > 0.5 && of(&out, "F_max") <= 1.0);
        assert_eq!(out["notes"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn wrong_inputs_are_named() {
        let told = |v: Value| run(&v).unwrap_err().to_string();
        assert!(told(json!({})).starts_with("/pool_diameter: is missing"));
        assert!(told(json!({"pool_diameter": 10})).starts_with("/burning_rate: is missing"));
        assert!(told(json!({"diameter": 9, "substance": "sand"})).starts_with("/substance"));
        assert!(told(json!({"diameter": -1, "burning_rate": 0.05})).starts_with("/diameter"));
        assert!(told(json!({"m_inf": 0.05, "k_beta": 2})).starts_with("/pool_diameter"));
        assert!(told(json!({"X_over_R": 2})).starts_with("/L_over_R: is missing"));
        assert!(told(json!({"X_over_R": 0.5, "L_over_R": 1})).starts_with("/X_over_R"));
        let pool = |name: &str, value: f64| {
            told(
                json!({"diameter": 10, "burning_rate": 0.05, "heat_of_combustion": 4e7, name: value}),
            )
        };
        assert!(pool("soot_fraction", 1.2).starts_with("/soot_fraction"));
        assert!(pool("transmissivity", -0.1).starts_with("/transmissivity"));
        assert!(pool("T_air", -10.0).starts_with("/T_air"));
        assert!(pool("u10", -2.0).starts_with("/u10"));
    }
}
