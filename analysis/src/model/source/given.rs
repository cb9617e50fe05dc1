//! Inputs that the models of sources share: hole, substance, temperature.

use crate::consequence::ATMOSPHERE_PA;
use crate::consequence::properties::Substance;
use crate::error::Error;
use crate::model::inputs::{Inputs, wrong};

/// 0 °C, K.
pub(super) const ICE_K: f64 = 273.15;

/// Area of the hole, m², by `hole_area` or `hole_diameter`, where either is given; both where they agree.
pub(super) fn hole(inputs: Inputs<'_>) -> Result<Option<f64>, Error> {
    let diameter = inputs.maybe_above_zero("hole_diameter", "m")?;
    let by_diameter = diameter.map(|d| 0.25 * std::f64::consts::PI * d * d);
    let area = inputs.maybe_above_zero("hole_area", "m2")?;
    if let (Some(a), Some(b)) = (area, by_diameter)
        && (a / b - 1.0).abs() > 0.01
    {
        return Err(wrong(
            "hole_area",
            format!("is {a} m2, and hole_diameter says {b} m2; give one of the two"),
        ));
    }
    Ok(area.or(by_diameter))
}

/// Area of the hole, m².
pub(super) fn need_hole(inputs: Inputs<'_>) -> Result<f64, Error> {
    hole(inputs)?.ok_or_else(|| {
        wrong(
            "hole_diameter",
            "is missing; give hole_diameter in m or hole_area in m2",
        )
    })
}

/// Discharge coefficient, above 0 to 1, by the first name that is given.
pub(super) fn discharge(inputs: Inputs<'_>, names: &[&str]) -> Result<f64, Error> {
    let first = names.first().copied().unwrap_or("Cd");
    let name = names
        .iter()
        .copied()
        .find(|n| inputs.has(n))
        .unwrap_or(first);
    inputs.above_zero(name, "")?;
    inputs.within(name, "", 0.0, 1.0)
}

/// The substance of the name, where the table has it.
pub(super) fn substance(inputs: Inputs<'_>) -> Result<Option<Substance>, Error> {
    Ok(inputs.maybe_text("substance")?.and_then(Substance::find))
}

/// The substance, for a property that is not given: `missing` says which.
pub(super) fn need_substance(inputs: Inputs<'_>, missing: &str) -> Result<Substance, Error> {
    match inputs.maybe_text("substance")? {
        None => Err(wrong(
            missing,
            "is missing; give it, or a substance of the table",
        )),
        Some(name) => Substance::find(name).ok_or_else(|| {
            wrong(
                "substance",
                format!(
                    "`{name}` is not in the table of chemicals; give {missing}, or a CAS number"
                ),
            )
        }),
    }
}

/// A property by its input, else by the substance.
pub(super) fn property(
    inputs: Inputs<'_>,
    name: &str,
    unit: &str,
    of: impl FnOnce(&Substance) -> Option<f64>,
) -> Result<f64, Error> {
    if let Some(given) = inputs.maybe_above_zero(name, unit)? {
        return Ok(given);
    }
    of(&need_substance(inputs, name)?).ok_or_else(|| {
        wrong(
            name,
            "is missing, and the table does not tell it of this substance in this state; give it",
        )
    })
}

/// Temperature in K of an input in °C, where it is given.
pub(super) fn celsius(inputs: Inputs<'_>, name: &str) -> Result<Option<f64>, Error> {
    let Some(t) = inputs.maybe(name, "degC")? else {
        return Ok(None);
    };
    let kelvin = t + ICE_K;
    if kelvin > 0.0 {
        Ok(Some(kelvin))
    } else {
        Err(wrong(
            name,
            format!("is {t} degC; give a temperature above -273.15 degC"),
        ))
    }
}

/// Pressure outside, Pa; one standard atmosphere where it is not given.
pub(super) fn ambient(inputs: Inputs<'_>) -> Result<f64, Error> {
    Ok(inputs
        .maybe_above_zero("ambient_pressure", "Pa")?
        .unwrap_or(ATMOSPHERE_PA))
}

/// The one of several inputs that is given; more than one is wrong.
pub(super) fn one_of<'n>(inputs: Inputs<'_>, names: &[&'n str]) -> Result<Option<&'n str>, Error> {
    let mut given = names.iter().copied().filter(|n| inputs.has(n));
    let first = given.next();
    match (first, given.next()) {
        (Some(one), Some(two)) => Err(wrong(
            two,
            format!("says the same as {one}; give one of the two"),
        )),
        _ => Ok(first),
    }
}
