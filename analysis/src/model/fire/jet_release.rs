//! How a jet leaves, from what is given of it.

use super::fuel::{self, Fuel, Phase};
use crate::consequence::fire::air::Air;
use crate::consequence::fire::jet_exit::{Exit, FlashingLiquid, Gas, GasExit};
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::standards::chemicals::Chemical;

/// What is known of the fuel and of how it leaves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// The fuel.
    pub(super) fuel: Fuel,
    /// Its heat of combustion, J/kg.
    pub(super) heat: Option<f64>,
    /// Its molar mass, kg/mol.
    pub(super) molar_mass: Option<f64>,
    /// Its mass rate, kg/s.
    pub(super) rate: Option<f64>,
    /// The gas through the orifice.
    pub(super) gas: Option<GasExit>,
}

/// Reads the fuel, and how much of it leaves.
pub(super) fn known(inputs: Inputs<'_>, air: &Air, out: &mut Outputs) -> Result<Known, Error> {
    let fuel = fuel::read(inputs, out)?;
    let given = inputs.maybe_above_zero("mass_rate", "kg/s")?;
    let molar_mass = inputs
        .maybe_above_zero("molar_mass", "kg/mol")?
        .or(fuel.chemical.map(|c| c.mw_g_mol / 1e3));
    let mut known = Known {
        fuel,
        heat: fuel.heat_of_combustion(inputs)?,
        molar_mass,
        rate: given,
        gas: None,
    };
    let orifice = inputs.maybe_above_zero("orifice", "m")?;
    let cd = inputs
        .maybe_within("discharge_coefficient", "", 1e-3, 1.0)?
        .unwrap_or(1.0);
    let Some(orifice) = orifice else {
        return Ok(known);
    };
    if fuel.phase == Some(Phase::Liquid) {
        if given.is_none() {
            return Err(wrong(
                "mass_rate",
                "is missing; only of a gas does it follow from the orifice here: take it from a source model",
            ));
        }
        return Ok(known);
    }
    let gas = vessel(inputs, &known, air)?.ok_or_else(|| {
        wrong(
            "pressure",
            "is missing; give the absolute pressure in the vessel, and substance, or molar_mass and heat_ratio",
        )
    })?;
    if let (Some(c), None) = (fuel.chemical, fuel.phase) {
        let boiling = saturation_pa(c, gas.temperature_k);
        if boiling.is_some_and(|ps| gas.pressure_pa > 1.1 * ps) {
            return Err(wrong(
                "pressure",
                format!(
                    "is {} Pa, at which {} is a liquid at {} K; give mass_rate and phase",
                    gas.pressure_pa, c.name_en, gas.temperature_k
                ),
            ));
        }
    }
    out.outside(&Vec::from_iter(gas.outside()));
    let mut through = gas.through(orifice, cd, air.pressure_pa)?;
    match given {
        Some(rate) => through.exit.mass_rate_kg_s = rate,
        None => out.put("mass_rate", through.exit.mass_rate_kg_s, "kg/s"),
    }
    known.rate = Some(through.exit.mass_rate_kg_s);
    known.gas = Some(through);
    Ok(known)
}

/// The gas in its vessel, where all of it is known.
fn vessel(inputs: Inputs<'_>, known: &Known, air: &Air) -> Result<Option<Gas>, Error> {
    let pressure = inputs.maybe_above_zero("pressure", "Pa abs")?;
    let temperature_k = temperature(inputs, air)?;
    let heat_ratio = inputs
        .maybe_within("heat_ratio", "", 1.001, 2.0)?
        .or(known.fuel.chemical.and_then(|c| c.gamma_298k));
    let (Some(pressure_pa), Some(molar_mass_kg_mol), Some(heat_ratio)) =
        (pressure, known.molar_mass, heat_ratio)
    else {
        return Ok(None);
    };
    if pressure_pa <= air.pressure_pa {
        return Err(wrong(
            "pressure",
            format!(
                "is {pressure_pa} Pa; give an absolute pressure above {} Pa, that of the air",
                air.pressure_pa
            ),
        ));
    }
    Ok(Some(Gas {
        molar_mass_kg_mol,
        heat_ratio,
        pressure_pa,
        temperature_k,
    }))
}

fn temperature(inputs: Inputs<'_>, air: &Air) -> Result<f64, Error> {
    let given = inputs.maybe_within("temperature", "K", 1.0, 3000.0)?;
    Ok(given.unwrap_or(air.temperature_k))
}

/// Saturation pressure, Pa, by Antoine; none above the critical temperature. Beyond Antoine's range the same
/// equation, for want of a better one.
fn saturation_pa(c: &Chemical, temperature_k: f64) -> Option<f64> {
    let below = temperature_k + c.antoine_c;
    (temperature_k < c.tc_k && below > 0.0)
        .then(|| 10_f64.powf(c.antoine_a - c.antoine_b / below).min(c.pc_pa))
}

/// How fast a known mass rate leaves: by pressure and temperature; where the pressure is not given, by that of
/// saturation.
pub(super) fn exit(
    inputs: Inputs<'_>,
    known: &Known,
    air: &Air,
    rate: f64,
    out: &mut Outputs,
) -> Result<Option<Exit>, Error> {
    if known.fuel.phase == Some(Phase::Liquid) {
        return liquid_exit(inputs, known, air, rate, out);
    }
    if let Some(gas) = vessel(inputs, known, air)? {
        return gas.at_rate(rate, air.pressure_pa).map(Some);
    }
    let heat_ratio = inputs
        .maybe_within("heat_ratio", "", 1.001, 2.0)?
        .or(known.fuel.chemical.and_then(|c| c.gamma_298k));
    let (Some(molar_mass_kg_mol), Some(k)) = (known.molar_mass, heat_ratio) else {
        return Ok(None);
    };
    let temperature_k = temperature(inputs, air)?;
    let sonic = air.pressure_pa * (0.5 * (k + 1.0)).powf(k / (k - 1.0));
    let over_liquid = known
        .fuel
        .chemical
        .and_then(|c| saturation_pa(c, temperature_k))
        .filter(|ps| *ps > sonic);
    out.note(match over_liquid {
        Some(ps) => format!(
            "vapour over its liquid at {temperature_k} K, {ps:.0} Pa; give pressure and temperature"
        ),
        None => "the jet leaves with the speed of sound; give pressure and temperature".to_owned(),
    });
    let gas = Gas {
        molar_mass_kg_mol,
        heat_ratio: k,
        pressure_pa: over_liquid.unwrap_or(sonic),
        temperature_k,
    };
    gas.at_rate(rate, air.pressure_pa).map(Some)
}

/// How fast a liquid leaves that boils on the way out.
fn liquid_exit(
    inputs: Inputs<'_>,
    known: &Known,
    air: &Air,
    rate: f64,
    out: &mut Outputs,
) -> Result<Option<Exit>, Error> {
    let Some(c) = known.fuel.chemical else {
        return Err(wrong(
            "substance",
            "is missing, or not in the table of chemicals; a liquid needs its boiling point, heats and density",
        ));
    };
    let (Some(heat_capacity), Some(density)) = (
        c.cp_liq_298k_j_kg_k,
        c.rho_liq_tb_kg_m3.or(c.rho_liq_298k_kg_m3),
    ) else {
        return Err(wrong(
            "substance",
            format!(
                "{} has no heat capacity or density of its liquid in the table of chemicals",
                c.name_en
            ),
        ));
    };
    let temperature_k = temperature(inputs, air)?;
    let saturation = saturation_pa(c, temperature_k)
        .unwrap_or(c.pc_pa)
        .max(air.pressure_pa);
    let pressure = inputs.maybe_above_zero("pressure", "Pa abs")?;
    match pressure {
        None if temperature_k <= c.tb_k => {
            return Err(wrong(
                "pressure",
                format!(
                    "is missing; {} does not boil at {temperature_k} K, so that its pressure drives it out",
                    c.name_en
                ),
            ));
        }
        None => out.note(format!(
            "liquid at its own vapour pressure at {temperature_k} K; give pressure and temperature"
        )),
        Some(_) => {}
    }
    let liquid = FlashingLiquid {
        molar_mass_kg_mol: c.mw_g_mol / 1e3,
        temperature_k,
        boiling_point_k: c.tb_k,
        heat_capacity_j_kg_k: heat_capacity,
        heat_of_vaporisation_j_kg: c.hvap_tb_j_kg,
        density_kg_m3: density,
        pressure_above_saturation_pa: pressure.map_or(0.0, |p| p - saturation),
    };
    liquid.at_rate(rate, air.pressure_pa).map(Some)
}
