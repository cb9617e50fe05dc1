//! The source and the air, as they are given.

use serde_json::Value;

use crate::consequence::dispersion::britter_mcquaid::DenseSource;
use crate::consequence::dispersion::jet::gas_density_kg_m3;
use crate::consequence::{ATMOSPHERE_PA, G};
use crate::error::Error;
use crate::model::dispersion::words;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// The source and the air around it.
pub(super) fn source(
    value: &Value,
    inputs: Inputs<'_>,
    out: &mut Outputs,
) -> Result<DenseSource, Error> {
    let release_k = words::maybe_kelvin(inputs, "release_temperature")?;
    let ambient_k = words::maybe_kelvin(inputs, "ambient_temperature")?;
    let substance = words::maybe_substance(inputs)?;
    let molar_mass = words::maybe_molar_mass(inputs, "molar_mass", substance)?;
    let air_density_kg_m3 = match (
        inputs.maybe_within("ambient_density", "kg/m3", 0.1, 10.0)?,
        ambient_k,
    ) {
        (Some(density), _) => density,
        (None, Some(t)) => words::air_density_kg_m3(t),
        (None, None) => {
            return Err(wrong(
                "ambient_density",
                "is missing; give it in kg/m3, or ambient_temperature",
            ));
        }
    };
    let density = match inputs.maybe_within("release_density", "kg/m3", 1e-3, 1e4)? {
        None => inputs.maybe_within("initial_mixture_density", "kg/m3", 1e-3, 1e4)?,
        some => some,
    };
    let density_kg_m3 = match (density, molar_mass, release_k.or(ambient_k)) {
        (Some(density), ..) => density,
        (None, Some(m), Some(t)) => gas_density_kg_m3(m, t, ATMOSPHERE_PA),
        _ => {
            return Err(wrong(
                "release_density",
                "is missing; give it in kg/m3, or a substance and release_temperature",
            ));
        }
    };
    let temperature_ratio = match (flag(value, "temperature_correction")?, release_k, ambient_k) {
        (Some(false), ..) => 1.0,
        (_, Some(release), Some(ambient)) => release / ambient,
        (Some(true), None, _) => {
            return Err(wrong(
                "release_temperature",
                "is missing; the correction needs it, in K",
            ));
        }
        (Some(true), _, None) => {
            return Err(wrong(
                "ambient_temperature",
                "is missing; the correction needs it, in K",
            ));
        }
        (None, ..) => {
            out.note("no correction for a cold release: its temperature and that of the air are not given");
            1.0
        }
    };
    Ok(DenseSource {
        density_kg_m3,
        air_density_kg_m3,
        temperature_ratio,
        wind_10m_m_s: inputs.within("u10", "m/s", 0.05, 150.0)?,
        gravity_m_s2: inputs.maybe_within("g", "m/s2", 1.0, 30.0)?.unwrap_or(G),
    })
}

/// A claim, where it is given.
fn flag(value: &Value, name: &str) -> Result<Option<bool>, Error> {
    let Some(field) = value.get(name) else {
        return Ok(None);
    };
    match field.get("value").unwrap_or(field) {
        Value::Null => Ok(None),
        Value::Bool(claim) => Ok(Some(*claim)),
        other => Err(wrong(name, format!("is {other}; give true or false"))),
    }
}

/// Speed of a puff's centre: a number in m/s, or a text such as `0.4 u10`.
pub(super) fn advection(value: &Value, inputs: Inputs<'_>, u10: f64) -> Result<Option<f64>, Error> {
    const NAME: &str = "cloud_advection_speed";
    let is_text = value
        .get(NAME)
        .is_some_and(|field| field.get("value").unwrap_or(field).is_string());
    if !is_text {
        return inputs.maybe_within(NAME, "m/s", 0.0, 150.0);
    }
    let text = inputs.text(NAME)?;
    let share = text
        .strip_suffix("u10")
        .map(|s| s.trim().trim_end_matches('*').trim());
    match share
        .and_then(|s| s.parse::<f64>().ok())
        .filter(|s| (0.0..=2.0).contains(s))
    {
        Some(share) => Ok(Some(share * u10)),
        None => Err(wrong(
            NAME,
            format!("is `{text}`; give a number in m/s, or a share of the wind such as 0.4 u10"),
        )),
    }
}
