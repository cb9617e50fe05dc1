//! Gas through a hole, and the vessel that empties.

use super::{State, gamma};
use crate::consequence::properties::{PengRobinson, Phase, Substance};
use crate::consequence::source::blowdown::{Blowdown, Course};
use crate::consequence::source::duration::LONGEST_S;
use crate::consequence::source::expansion::{Expanded, Way, expand};
use crate::consequence::source::gas::{Reservoir, Throat};
use crate::consequence::source::real_gas;
use crate::error::{Error, above_zero};
use crate::model::inputs::{Inputs, Outputs, wrong};
use crate::model::source::given::{ambient, discharge, need_hole, need_substance, property};

/// The gas as an ideal one.
fn ideal(inputs: Inputs<'_>, state: &State) -> Result<Reservoir, Error> {
    Ok(Reservoir {
        pressure_pa: state.pressure_pa,
        temperature_k: state.temperature_k,
        molar_mass_kg_mol: property(inputs, "molar_mass", "kg/mol", |s| {
            Some(s.molar_mass_kg_mol)
        })?,
        gamma: gamma(inputs)?,
        compressibility: inputs
            .maybe_above_zero("compressibility", "")?
            .unwrap_or(1.0),
    })
}

/// The gas as a real one, where nothing says that it is ideal.
fn real(inputs: Inputs<'_>) -> Result<Option<(Substance, PengRobinson)>, Error> {
    if ["molar_mass", "gamma", "compressibility"]
        .iter()
        .any(|n| inputs.has(n))
    {
        return Ok(None);
    }
    let substance = need_substance(inputs, "molar_mass")?;
    Ok(substance.gas().map(|gas| (substance, gas)))
}

pub(super) fn flow(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let state = State::of(inputs)?;
    let outside = ambient(inputs)?;
    let cd = discharge(inputs, &["Cd", "Cd_reported"])?;
    let area = need_hole(inputs)?;
    let (p, t) = (state.pressure_pa, state.temperature_k);
    if p <= outside {
        out.note("the pressure in the vessel is not above that outside: nothing comes out");
    }
    let (throat, jet): (Throat, Expanded) = if let Some((substance, gas)) = real(inputs)? {
        let throat = real_gas::throat(&gas, p, t, outside);
        // Far below its boiling point there is no gas of which the equation of state could speak.
        above_zero(
            "pressure in the throat of the real gas, Pa",
            throat.pressure_pa,
        )?;
        out.note("real gas by Peng and Robinson");
        if real_gas::is_metastable(&gas, &substance, &throat) {
            out.note("the throat lies in the two-phase region: counted as a fluid that has no time to condense or boil there");
        }
        out.outside(&real_gas::outside(&gas, &substance, p, t));
        let jet = real_gas::expand(&gas, &substance, (p, t), &throat, outside);
        if jet.liquid_share > 0.0 {
            out.note(format!(
                "{:.1} % of the mass is liquid once it has expanded",
                100.0 * jet.liquid_share
            ));
        }
        (throat, jet)
    } else {
        let gas = ideal(inputs, &state)?;
        let throat = gas.throat(outside);
        out.outside(&gas.outside());
        let jet = expand(&gas, &throat, outside, Way::Momentum);
        (throat, jet)
    };
    let rate = cd * area * throat.flux_kg_m2_s;
    out.put("mass_rate", rate, "kg/s");
    out.put("choked", throat.choked, "");
    out.put("psi", throat.psi, "");
    state.put_pressure(out, "throat_pressure", throat.pressure_pa);
    state.put_temperature(out, "throat_temperature", throat.temperature_k);
    out.put("orifice_velocity", throat.velocity_m_s, "m/s");
    state.put_temperature(out, "expanded_temperature", jet.temperature_k);
    out.put("expanded_velocity", jet.velocity_m_s, "m/s");
    empties(inputs, &state, cd, area, out)
}

/// Emptying of a vessel of a volume; an ideal gas, with the compressibility factor of the beginning.
fn empties(
    inputs: Inputs<'_>,
    state: &State,
    cd: f64,
    area_m2: f64,
    out: &mut Outputs,
) -> Result<(), Error> {
    let Some(volume_m3) = inputs.maybe_above_zero("vessel_volume", "m3")? else {
        return Ok(());
    };
    let course = match inputs.maybe_text("course")? {
        None | Some("adiabatic") => Course::Adiabatic,
        Some("isothermal") => Course::Isothermal,
        Some(other) => {
            return Err(wrong(
                "course",
                format!("is `{other}`; give adiabatic or isothermal"),
            ));
        }
    };
    let mut gas = ideal(inputs, state)?;
    if let Some((_, real)) = real(inputs)? {
        let phase = Phase::Vapour;
        gas.compressibility = real.compressibility(state.temperature_k, state.pressure_pa, phase);
    }
    let vessel = Blowdown {
        gas,
        volume_m3,
        cd,
        area_m2,
        ambient_pa: ambient(inputs)?,
        course,
    }
    .checked()?;
    let duration = inputs
        .maybe_above_zero("duration", "s")?
        .unwrap_or(LONGEST_S);
    let after = vessel.after(duration);
    out.put("inventory", vessel.inventory_kg(), "kg");
    out.put("released_mass", after.released_kg, "kg");
    out.put("mean_mass_rate", vessel.mean_rate_kg_s(duration), "kg/s");
    state.put_pressure(out, "pressure_after", after.pressure_pa);
    state.put_temperature(out, "temperature_after", after.temperature_k);
    out.put("blowdown_time", vessel.duration_s(), "s");
    Ok(())
}
