//! The flash and the rain-out.

use super::super::given::{need_substance, property, substance};
use crate::consequence::properties::Substance;
use crate::consequence::source::{airborne, droplet, flash};
use crate::consequence::{AIR_MOLAR_MASS_KG_MOL, ATMOSPHERE_PA, R};
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// A heat by mass or by amount of substance, as its unit says; `molar` tells which.
struct Heat {
    value: f64,
    molar: bool,
}

fn heat(inputs: Inputs<'_>, name: &str, mass: &str, molar: &str) -> Result<Option<Heat>, Error> {
    match inputs.maybe_above_zero(name, mass) {
        Ok(value) => Ok(value.map(|value| Heat {
            value,
            molar: false,
        })),
        // The first problem says more than the second, but where the unit is a molar one.
        Err(first) => match inputs.maybe(name, molar) {
            Ok(_) => Ok(inputs
                .maybe_above_zero(name, molar)?
                .map(|value| Heat { value, molar: true })),
            Err(_) => Err(first),
        },
    }
}

/// Molar mass, kg/mol: as given, or of the substance.
fn molar_mass(inputs: Inputs<'_>) -> Result<f64, Error> {
    property(inputs, "molar_mass", "kg/mol", |s| {
        Some(s.molar_mass_kg_mol)
    })
}

/// A heat per kilogram, where it is given.
pub(super) fn per_kg(
    inputs: Inputs<'_>,
    name: &str,
    mass: &str,
    molar: &str,
) -> Result<Option<f64>, Error> {
    match heat(inputs, name, mass, molar)? {
        Some(heat) if heat.molar => Ok(Some(heat.value / molar_mass(inputs)?)),
        other => Ok(other.map(|heat| heat.value)),
    }
}

/// `cp (T - Tb)/hv`, what is not given of the substance.
pub(super) fn simple(inputs: Inputs<'_>, out: &mut Outputs) -> Result<(), Error> {
    let t = inputs.above_zero("T", "K")?;
    let boiling = property(inputs, "T_boil", "K", |s| Some(s.boiling_k))?;
    let cp = heat(inputs, "cp_liquid", "J/kg/K", "J/mol/K")?;
    let latent = heat(inputs, "latent_heat", "J/kg", "J/mol")?;
    // Two of a kind need no molar mass.
    if let (Some(cp), Some(latent)) = (&cp, &latent)
        && cp.molar == latent.molar
    {
        put(out, cp.value, latent.value, t, boiling);
        return Ok(());
    }
    let cp = match per_kg(inputs, "cp_liquid", "J/kg/K", "J/mol/K")? {
        Some(cp) => cp,
        None => property(inputs, "cp_liquid", "J/kg/K", |s| {
            Some(s.liquid_heat_capacity?.at(0.5 * (t + boiling)))
        })?,
    };
    let latent = match per_kg(inputs, "latent_heat", "J/kg", "J/mol")? {
        Some(latent) => latent,
        None => property(inputs, "latent_heat", "J/kg", |s| {
            s.vaporisation.at(boiling)
        })?,
    };
    put(out, cp, latent, t, boiling);
    Ok(())
}

fn put(out: &mut Outputs, cp: f64, latent: f64, t: f64, boiling: f64) {
    let share = flash::simple(cp, latent, t, boiling);
    out.put("flash_fraction_cp_dT_over_hv", share, "kg/kg");
    let exponential = flash::exponential(cp, latent, t, boiling);
    out.put("flash_fraction_exponential", exponential, "kg/kg");
    let airborne = airborne::purple_book(share);
    out.put("airborne_fraction_purple_book", airborne, "kg/kg");
    if t <= boiling {
        out.note("the liquid is not warmer than its boiling point: it does not flash");
    }
}

/// Whether the substance is a vapour before its flash.
fn is_vapour(inputs: Inputs<'_>, s: &Substance, t: f64, p: Option<f64>) -> Result<bool, Error> {
    let saturation = s.vapour_pressure.at(t);
    let by_pressure = match (saturation, p) {
        (Some(saturation), Some(p)) => p < 0.98 * saturation,
        (Some(_), None) => false,
        (None, _) => true,
    };
    let Some(state) = inputs.maybe_text("initial_state")? else {
        if saturation.is_none() && p.is_none() {
            return Err(wrong(
                "T",
                format!(
                    "is {t} K; above the critical temperature of {} K give P, there is no vapour pressure",
                    s.critical_k
                ),
            ));
        }
        return Ok(by_pressure);
    };
    let word = state.to_ascii_lowercase();
    let vapour = ["vapour", "vapor", "gas"].iter().any(|w| word.contains(w));
    if !vapour && !word.contains("liquid") {
        return Err(wrong(
            "initial_state",
            format!("is `{state}`; give saturated liquid, liquid, saturated vapour or vapour"),
        ));
    }
    match (vapour, saturation, p) {
        (_, None, None) | (false, None, _) => Err(wrong(
            "T",
            format!(
                "is {t} K; above the critical temperature of {} K there is no saturation",
                s.critical_k
            ),
        )),
        (false, Some(saturation), Some(p)) if p < 0.98 * saturation => Err(wrong(
            "P",
            format!(
                "is {p} Pa; below the vapour pressure of {saturation:.0} Pa there is no liquid"
            ),
        )),
        _ => Ok(vapour),
    }
}

/// Balances of enthalpy and entropy of a substance.
pub(super) fn balances(
    inputs: Inputs<'_>,
    has_simple: bool,
    out: &mut Outputs,
) -> Result<(), Error> {
    let s = need_substance(inputs, "substance")?;
    let t = inputs.above_zero("T", "K")?;
    let p = inputs.maybe_above_zero("P", "Pa")?;
    let end = inputs
        .maybe_above_zero("final_pressure", "Pa")?
        .unwrap_or(ATMOSPHERE_PA);
    if end >= s.critical_pa {
        return Err(wrong(
            "final_pressure",
            format!(
                "is {end} Pa; give less than the critical pressure of {} Pa",
                s.critical_pa
            ),
        ));
    }
    let vapour = is_vapour(inputs, &s, t, p)?;
    let begin = p.or(s.vapour_pressure.at(t)).unwrap_or(end);
    out.outside(flash::outside(&s, t).filter(|_| !vapour).as_slice());
    let missing = || {
        wrong(
            "substance",
            "has no heat capacity in the table; give cp_liquid, T_boil and latent_heat",
        )
    };
    if vapour {
        for (name, entropy) in [
            ("vapour_fraction_isenthalpic", false),
            ("vapour_fraction_isentropic", true),
        ] {
            let share = flash::of_vapour(&s, begin, t, end, entropy).ok_or_else(missing)?;
            out.put(name, share, "kg/kg");
        }
        out.outside(s.gas_outside().as_slice());
        return Ok(());
    }
    let h = flash::isenthalpic(&s, begin, t, end).ok_or_else(missing)?;
    let e = flash::isentropic(&s, begin, t, end).ok_or_else(missing)?;
    out.put("vapour_fraction_isenthalpic", h.vapour_share, "kg/kg");
    out.put("vapour_fraction_isentropic", e.vapour_share, "kg/kg");
    out.put("final_temperature", h.temperature_k, "K");
    out.put("flash_velocity", e.velocity_m_s, "m/s");
    if !has_simple && !inputs.has("latent_heat") {
        simple_of(&s, t, end, out);
    }
    rain_out(inputs, &s, (begin, t), end, &h, out)
}

/// `cp (T - Tb)/hv` of a substance, cp half-way.
fn simple_of(s: &Substance, t: f64, end: f64, out: &mut Outputs) {
    let boiling = s.vapour_pressure.saturation_k(end);
    if let (Some(boiling), Some(cp)) = (boiling, s.liquid_heat_capacity)
        && let Some(latent) = s.vaporisation.at(boiling)
    {
        put(out, cp.at(0.5 * (t + boiling)), latent, t, boiling);
    }
}

/// Rain-out of the jet. It leaves as a liquid and boils outside, across its way: its velocity stays that of the hole.
fn rain_out(
    inputs: Inputs<'_>,
    s: &Substance,
    (begin, t): (f64, f64),
    end: f64,
    flashed: &flash::Flashed,
    out: &mut Outputs,
) -> Result<(), Error> {
    let air_k = inputs
        .maybe_above_zero("ambient_temperature", "K")?
        .unwrap_or(293.15);
    let (boiling, vapour) = (flashed.temperature_k, flashed.vapour_share);
    let Some(before) = s.liquid_density.and_then(|d| d.at(t)) else {
        return Ok(());
    };
    let (Some(surface_tension_n_m), Some(liquid_kg_m3)) = (
        s.surface_tension_n_m(boiling),
        s.liquid_density.and_then(|d| d.at(boiling)),
    ) else {
        return Ok(());
    };
    let jet = droplet::Jet {
        velocity_m_s: (2.0 * (begin - end) / before).max(0.0).sqrt(),
        superheat_k: t - boiling,
        surface_tension_n_m,
        liquid_kg_m3,
        air_kg_m3: end * AIR_MOLAR_MASS_KG_MOL / (R * air_k),
        air_k,
    };
    let share = vapour + (1.0 - vapour) * jet.airborne_share();
    out.put("airborne_fraction_RELEASE", share, "kg/kg");
    out.outside(jet.outside().as_slice());
    Ok(())
}

/// The heat of vaporisation at the boiling point, J/kg: as given, or of the substance.
pub(super) fn latent(inputs: Inputs<'_>, boiling: f64) -> Result<f64, Error> {
    match per_kg(inputs, "latent_heat", "J/kg", "J/mol")? {
        Some(latent) => Ok(latent),
        None if substance(inputs)?.is_some() => property(inputs, "latent_heat", "J/kg", |s| {
            s.vaporisation.at(boiling)
        }),
        None => inputs.above_zero("latent_heat", "J/kg"),
    }
}
