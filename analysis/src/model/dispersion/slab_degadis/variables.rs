//! The case of SLAB's own variables, by the names that its manual gives them.

use super::words::class;
use super::{Case, REACH_M, averaging, table};
use crate::consequence::dispersion::slab::{
    Atmosphere, Release, SlabSource, Substance, inverse_obukhov_per_m,
};
use crate::error::Error;
use crate::model::inputs::{Inputs, wrong};

/// The case of SLAB's variables.
pub(super) fn given(inputs: Inputs) -> Result<Case, Error> {
    let substance = substance(inputs)?;
    let release = release(inputs)?;
    let ta = inputs.above_zero("ta", "K")?;
    let z0 = inputs.above_zero("z0", "m")?;
    let source = SlabSource {
        substance,
        temperature_k: inputs
            .maybe_above_zero("ts", "K")?
            .unwrap_or(substance.boiling_k),
        liquid_share: share(inputs, "cmed0")?.unwrap_or_default(),
        area_m2: inputs.above_zero("As", "m2")?,
        release,
        // SLAB too goes somewhat farther than it is asked to.
        reach_m: 1.25
            * inputs
                .maybe_above_zero("xffm", "m")?
                .unwrap_or(REACH_M / 1.25),
    };
    let air = Atmosphere {
        wind_m_s: inputs.above_zero("ua", "m/s")?,
        wind_height_m: inputs.maybe_above_zero("za", "m")?.unwrap_or(10.0),
        roughness_m: z0,
        inverse_obukhov_per_m: stability(inputs, z0)?,
        temperature_k: ta,
        pressure_pa: inputs
            .maybe_above_zero("pa", "Pa")?
            .unwrap_or(crate::consequence::ATMOSPHERE_PA),
        humidity: inputs.maybe_within("rh", "%", 0.0, 100.0)?.unwrap_or(50.0) / 100.0,
        ground_heat: inputs.maybe_remarked("ground_heat", "")?.unwrap_or(1.0) != 0.0,
    };
    Ok(Case {
        source,
        air,
        averaging_s: averaging(inputs, 10.0)?,
    })
}

/// A share beside whose number a remark may stand.
fn share(inputs: Inputs, name: &str) -> Result<Option<f64>, Error> {
    let share = inputs.maybe_remarked(name, "")?;
    if share.is_some_and(|s| !(0.0..=1.0).contains(&s)) {
        return Err(wrong(name, "give a share from 0 to 1"));
    }
    Ok(share)
}

fn release(inputs: Inputs) -> Result<Release, Error> {
    let kind = inputs.maybe_remarked("idspl", "")?.ok_or_else(|| {
        wrong(
            "idspl",
            "is missing; give 1 pool, 2 horizontal jet, 3 vertical jet or 4 all at once",
        )
    })?;
    let flow = || -> Result<(f64, f64, f64), Error> {
        Ok((
            inputs.above_zero("qs", "kg/s")?,
            inputs
                .maybe_above_zero("tsd", "s")?
                .unwrap_or(f64::INFINITY),
            inputs
                .maybe_within("hs", "m", 0.0, 500.0)?
                .unwrap_or_default(),
        ))
    };
    if (kind - 1.0).abs() < 1e-9 {
        let (rate_kg_s, duration_s, _) = flow()?;
        Ok(Release::Pool {
            rate_kg_s,
            duration_s,
        })
    } else if (kind - 2.0).abs() < 1e-9 {
        let (rate_kg_s, duration_s, height_m) = flow()?;
        Ok(Release::HorizontalJet {
            rate_kg_s,
            duration_s,
            height_m,
        })
    } else if (kind - 3.0).abs() < 1e-9 {
        let (rate_kg_s, duration_s, height_m) = flow()?;
        Ok(Release::VerticalJet {
            rate_kg_s,
            duration_s,
            height_m,
        })
    } else if (kind - 4.0).abs() < 1e-9 {
        Ok(Release::Instantaneous {
            mass_kg: inputs.above_zero("qtis", "kg")?,
        })
    } else {
        Err(wrong(
            "idspl",
            format!("is {kind}; give 1 pool, 2 horizontal jet, 3 vertical jet or 4 all at once"),
        ))
    }
}

/// Inverse Monin-Obukhov length of `stab`, or `ala` where that is 0 or left out, 1/m.
fn stability(inputs: Inputs, z0: f64) -> Result<f64, Error> {
    let bad = |told: &str| {
        wrong(
            "stab",
            format!("is {told}; give 1 to 6, A to F, or 0 with ala"),
        )
    };
    let class = match inputs.maybe_remarked("stab", "") {
        Ok(number) => number,
        Err(_) => match inputs.maybe_text("stab")? {
            Some(text) => Some(class(text).ok_or_else(|| bad(text))?),
            None => None,
        },
    };
    match class {
        Some(class) if (1.0..=6.0).contains(&class) => Ok(inverse_obukhov_per_m(class, z0)),
        Some(class) if class != 0.0 => Err(bad(&class.to_string())),
        _ => {
            let ala = inputs.maybe_remarked("ala", "1/m")?.ok_or_else(|| {
                wrong(
                    "ala",
                    "is missing; give the inverse Monin-Obukhov length, or a class as stab",
                )
            })?;
            if ala.abs() > 1.0 {
                return Err(wrong(
                    "ala",
                    format!("is {ala} 1/m; give a number from -1 to 1"),
                ));
            }
            Ok(ala)
        }
    }
}

/// Properties that are given, and for the rest those of the substance.
fn substance(inputs: Inputs) -> Result<Substance, Error> {
    let known = match inputs.maybe_text("substance")? {
        None => None,
        Some(text) => Some(table(text).ok_or_else(|| {
            wrong("substance", format!("`{text}` is not in the table of chemicals with all that is needed; give wms, cps, tbp, dhe, cpsl, rhosl"))
        })?),
    };
    let property = |name: &str, unit: &str, of: fn(&Substance) -> f64| {
        let own = inputs.maybe_above_zero(name, unit)?;
        own.or(known.as_ref().map(of)).ok_or_else(|| {
            wrong(
                name,
                format!("is missing; give a number in {unit}, or the substance"),
            )
        })
    };
    let molar_mass_kg_mol = property("wms", "kg/mol", |s| s.molar_mass_kg_mol)?;
    let vaporisation_j_kg = property("dhe", "J/kg", |s| s.vaporisation_j_kg)?;
    let own_b = inputs.maybe("spb", "K")?.filter(|b| *b > 0.0);
    let (saturation_b_k, saturation_c_k) = match (own_b, &known) {
        (Some(b), _) => (b, inputs.maybe_remarked("spc", "")?.unwrap_or_default()),
        (None, Some(s)) => (s.saturation_b_k, s.saturation_c_k),
        (None, None) => (
            Substance::clapeyron_b_k(molar_mass_kg_mol, vaporisation_j_kg),
            0.0,
        ),
    };
    Ok(Substance {
        molar_mass_kg_mol,
        vapour_heat_capacity_j_kg_k: property("cps", "J/kg/K", |s| s.vapour_heat_capacity_j_kg_k)?,
        boiling_k: property("tbp", "K", |s| s.boiling_k)?,
        vaporisation_j_kg,
        liquid_heat_capacity_j_kg_k: property("cpsl", "J/kg/K", |s| s.liquid_heat_capacity_j_kg_k)?,
        liquid_density_kg_m3: property("rhosl", "kg/m3", |s| s.liquid_density_kg_m3)?,
        saturation_b_k,
        saturation_c_k,
    })
}
