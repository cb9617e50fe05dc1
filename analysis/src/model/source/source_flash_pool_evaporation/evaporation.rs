//! The evaporation of a pool.

use super::super::given::property;
use super::flash::latent;
use crate::consequence::source::boiling::{BoilingPool, Ground};
use crate::consequence::source::evaporation::{
    MassEvaporation, SCHMIDT, Stability, flux_kg_m2_s, mass_transfer_m_s, outside,
};
use crate::consequence::source::rmp;
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Vapour pressure, Pa: as given, or of the substance at a temperature.
fn vapour_pressure(inputs: Inputs<'_>, name: &str, t: f64) -> Result<f64, Error> {
    property(inputs, name, "Pa", |s| s.vapour_pressure.at(t))
}

fn molar_mass(inputs: Inputs<'_>) -> Result<f64, Error> {
    property(inputs, "molar_mass", "kg/mol", |s| {
        Some(s.molar_mass_kg_mol)
    })
}

/// A wind from 0 on, m/s.
fn wind(inputs: Inputs<'_>, name: &str) -> Result<f64, Error> {
    inputs.within(name, "m/s", 0.0, 100.0)
}

pub(super) fn mackay_matsugu(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let diameter = inputs.above_zero("pool_diameter", "m")?;
    let wind = wind(inputs, "wind_10m")?;
    let t = inputs.above_zero("liquid_temperature", "K")?;
    let pressure = vapour_pressure(inputs, "vapour_pressure", t)?;
    let schmidt = inputs.maybe_above_zero("Schmidt", "")?.unwrap_or(SCHMIDT);
    let k = mass_transfer_m_s(wind, diameter, schmidt);
    let flux = flux_kg_m2_s(k, pressure, molar_mass(inputs)?, t);
    out.put("k_m", k, "m/s");
    out.put("flux", flux, "kg/m2/s");
    let area = 0.25 * std::f64::consts::PI * diameter * diameter;
    out.put("rate", flux * area, "kg/s");
    out.outside(&outside(pressure, wind));
    Ok(())
}

pub(super) fn mass(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let stability = match inputs.maybe_text("stability")? {
        Some(class) => Stability::of(class).ok_or_else(|| {
            wrong(
                "stability",
                format!("is `{class}`; give a class from A to F"),
            )
        })?,
        None => Stability {
            n: inputs.within("n", "", 0.0, 1.0)?,
            a: inputs.above_zero("alpha", "")?,
        },
    };
    let t = inputs.above_zero("T0", "K")?;
    let pool = MassEvaporation {
        stability,
        vapour_pressure_pa: vapour_pressure(inputs, "surface_vapour_pressure", t)?,
        molar_mass_kg_mol: molar_mass(inputs)?,
        temperature_k: t,
        wind_m_s: wind(inputs, "wind")?,
        radius_m: inputs.above_zero("pool_radius", "m")?,
    };
    out.put("evaporation_rate", pool.rate_kg_s(), "kg/s");
    out.outside(&outside(pool.vapour_pressure_pa, pool.wind_m_s));
    out.note("equation and constants of HJ 169-2018 from memory");
    Ok(())
}

/// Ground by its name.
fn ground(name: &str) -> Option<Ground> {
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "cement" | "concrete" => Ground::Cement,
        "soil" => Ground::Soil,
        "dry soil" => Ground::DrySoil,
        "wet soil" => Ground::WetSoil,
        "gravel" => Ground::Gravel,
        _ => return None,
    })
}

/// What a name of a ground has to be, where it is wrong.
pub(super) fn unknown_ground(name: &str) -> Error {
    wrong(
        "ground",
        format!("is `{name}`; give cement, concrete, soil, dry soil, wet soil or gravel"),
    )
}

pub(super) fn boiling(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let (conductivity, diffusivity) = match inputs.maybe_text("ground")? {
        Some(name) if !inputs.has("lambda") => {
            out.note("constants of the ground of HJ 169-2018 from memory");
            ground(name)
                .ok_or_else(|| unknown_ground(name))?
                .constants()
        }
        _ => (
            inputs.above_zero("lambda", "W/m/K")?,
            inputs.above_zero("alpha", "m2/s")?,
        ),
    };
    let boiling = property(inputs, "Tb", "K", |s| Some(s.boiling_k))?;
    let pool = BoilingPool {
        conductivity_w_m_k: conductivity,
        diffusivity_m2_s: diffusivity,
        area_m2: inputs.above_zero("area", "m2")?,
        ground_k: inputs.above_zero("T0", "K")?,
        boiling_k: boiling,
        latent_j_kg: latent(inputs, boiling)?,
    };
    let time = inputs.above_zero("time", "s")?;
    out.put("rate", pool.rate_kg_s(time), "kg/s");
    out.put("evaporated_mass", pool.evaporated_kg(time), "kg");
    if pool.ground_k <= pool.boiling_k {
        out.note("the ground is not warmer than the boiling point: the pool does not boil");
    }
    Ok(())
}

pub(super) fn rmp(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    // 25 °C, the temperature of the guidance's factors.
    const FACTORS_K: f64 = 298.15;
    let spill = inputs.within("QS", "lb", 0.0, 1e12)?;
    let wind = wind(inputs, "wind")?;
    let fluid = match inputs.maybe_above_zero("LFA", "")? {
        Some(factor) => factor,
        None if ["substance", "vapour_pressure", "molar_mass"]
            .iter()
            .any(|n| inputs.has(n)) =>
        {
            let pressure = vapour_pressure(inputs, "vapour_pressure", FACTORS_K)?;
            // Conventional millimetre of mercury, Pa.
            let mmhg = pressure / 133.322_387_415;
            rmp::liquid_factor(molar_mass(inputs)? * 1e3, mmhg, FACTORS_K)
        }
        None => inputs.above_zero("LFA", "")?,
    };
    let dense = match inputs.maybe_above_zero("DF", "")? {
        Some(factor) => factor,
        None if inputs.has("substance") || inputs.has("liquid_density") => {
            rmp::density_factor(property(inputs, "liquid_density", "kg/m3", |s| {
                s.liquid_density?.at(FACTORS_K)
            })?)
        }
        None => inputs.above_zero("DF", "")?,
    };
    let rate = rmp::release_lb_min(spill, wind, fluid, dense);
    out.put("release_rate", rate, "lb/min");
    out.outside(rmp::outside(wind).as_slice());
    Ok(())
}
