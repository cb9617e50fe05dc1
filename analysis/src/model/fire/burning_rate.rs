//! The burning rate of a pool, from what is given of it.

use super::fuel::Fuel;
use crate::consequence::fire::air::Air;
use crate::consequence::fire::burning;
use crate::error::Error;
use crate::model::inputs::Inputs;

/// The burning rate: given; by Babrauskas of what is given, then of the substance; by Burgess.
pub(super) fn burning_rate(
    inputs: Inputs<'_>,
    fuel: &Fuel,
    air: &Air,
    diameter: Option<f64>,
) -> Result<Option<f64>, Error> {
    let given = inputs.maybe_above_zero("burning_rate", "kg/m2/s")?;
    let large = inputs
        .maybe_above_zero("burning_rate_inf", "kg/m2/s")?
        .or(inputs.maybe_above_zero("m_inf", "kg/m2/s")?);
    let k_beta = inputs.maybe_above_zero("k_beta", "1/m")?;
    if given.is_some() {
        return Ok(given);
    }
    let row = fuel.chemical;
    let of_substance = row.and_then(|c| c.burn_rate_inf_kg_m2_s);
    let (large, k) = match large {
        Some(large) => (Some(large), k_beta),
        None => (
            of_substance,
            k_beta.or(row.and_then(|c| c.burn_kbeta_per_m)),
        ),
    };
    match (large, k, diameter) {
        (Some(large), Some(k), Some(d)) => return burning::babrauskas(large, Some(k), d).map(Some),
        (Some(_), Some(_), None) => {
            inputs.above_zero("pool_diameter", "m")?;
        }
        (Some(large), None, _) => return Ok(Some(large)),
        (None, ..) => {}
    }
    let liquid = burning::Liquid {
        heat_of_combustion_j_kg: fuel.heat_of_combustion(inputs)?.unwrap_or_default(),
        heat_of_vaporisation_j_kg: inputs
            .maybe_above_zero("heat_of_vaporisation", "J/kg")?
            .or(row.map(|c| c.hvap_tb_j_kg))
            .unwrap_or_default(),
        heat_capacity_j_kg_k: inputs
            .maybe_above_zero("heat_capacity", "J/kg/K")?
            .or(row.and_then(|c| c.cp_liq_298k_j_kg_k))
            .unwrap_or_default(),
        boiling_point_k: inputs
            .maybe_above_zero("boiling_point", "K")?
            .or(row.map(|c| c.tb_k))
            .unwrap_or_default(),
    };
    let is_known = liquid.heat_of_combustion_j_kg > 0.0
        && liquid.heat_of_vaporisation_j_kg > 0.0
        && liquid.boiling_point_k > 0.0
        && (liquid.heat_capacity_j_kg_k > 0.0 || liquid.boiling_point_k <= air.temperature_k);
    if is_known {
        burning::burgess(&liquid, air.temperature_k).map(Some)
    } else {
        Ok(None)
    }
}
