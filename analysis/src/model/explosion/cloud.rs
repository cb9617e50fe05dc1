//! What an exploding cloud is, as the inputs give it: how strong, and with which energy.

use super::super::inputs::{Inputs, Outputs, wrong};
use super::heat_of_combustion;
use crate::consequence::Outside;
use crate::consequence::explosion::flame_speed::{Congestion, Expansion, Reactivity, flame_speed};
use crate::consequence::explosion::multi_energy::{self, Class};
use crate::consequence::explosion::{bst, cloud};
use crate::error::Error;

/// How strong the explosion is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Strength {
    Flame(f64),
    Class(Class),
}

impl Strength {
    pub(super) fn pressure_ratio(self, r: f64) -> f64 {
        match self {
            Self::Flame(mach) => bst::pressure_ratio(mach, r),
            Self::Class(class) => class.pressure_ratio(r),
        }
    }

    pub(super) fn scaled_impulse(self, r: f64) -> f64 {
        match self {
            Self::Flame(mach) => bst::scaled_impulse(mach, r),
            Self::Class(class) => class.scaled_impulse(r),
        }
    }

    pub(super) fn scaled_distance(self, ratio: f64) -> f64 {
        match self {
            Self::Flame(mach) => bst::scaled_distance(mach, ratio),
            Self::Class(class) => class.scaled_distance(ratio),
        }
    }

    pub(super) fn outside(self, r: f64) -> Vec<Outside> {
        match self {
            Self::Flame(mach) => bst::outside(mach, r),
            Self::Class(_) => multi_energy::outside(r).into_iter().collect(),
        }
    }
}

/// The one of several inputs that is given.
///
/// # Errors
/// [`Error::Input`] where more than one is.
fn one_of<'a>(inputs: Inputs<'_>, names: &[&'a str]) -> Result<Option<&'a str>, Error> {
    let mut given = names.iter().copied().filter(|name| inputs.has(name));
    let one = given.next();
    match (one, given.next()) {
        (Some(one), Some(other)) => Err(wrong(
            other,
            format!("and {one} are both given; give one of them"),
        )),
        _ => Ok(one),
    }
}

/// Flame speed or class, where one is given.
pub(super) fn strength(inputs: Inputs<'_>, out: &mut Outputs) -> Result<Option<Strength>, Error> {
    match one_of(inputs, &["Mf", "class", "reactivity"])? {
        None => Ok(None),
        Some("Mf") => Ok(Some(Strength::Flame(inputs.above_zero("Mf", "")?))),
        Some("class") => {
            let number = inputs.number("class", "")?;
            let class = Class::of(number).ok_or_else(|| {
                wrong(
                    "class",
                    format!("is {number}; give a whole number from 1 to 10"),
                )
            })?;
            out.note(format!("class {number}: {}", class.doubt()));
            Ok(Some(Strength::Class(class)))
        }
        Some(_) => {
            let reactivities = [Reactivity::Low, Reactivity::Medium, Reactivity::High];
            let congestions = [Congestion::Low, Congestion::Medium, Congestion::High];
            let speed = flame_speed(
                level(inputs, "reactivity", reactivities)?,
                level(inputs, "congestion", congestions)?,
                expansion(inputs)?,
            );
            if !speed.is_sourced {
                out.note("the flame speed is from memory");
            }
            out.put("Mf", speed.mach, "");
            Ok(Some(Strength::Flame(speed.mach)))
        }
    }
}

fn level<T>(inputs: Inputs<'_>, name: &str, [low, medium, high]: [T; 3]) -> Result<T, Error> {
    match inputs.text(name)? {
        "low" => Ok(low),
        "medium" => Ok(medium),
        "high" => Ok(high),
        other => Err(wrong(
            name,
            format!("is `{other}`; write low, medium or high"),
        )),
    }
}

fn expansion(inputs: Inputs<'_>) -> Result<Expansion, Error> {
    match inputs.maybe_text("expansion")? {
        None | Some("3D" | "3-D") => Ok(Expansion::Free),
        Some("2.5D" | "2.5-D") => Ok(Expansion::HalfConfined),
        Some("2D" | "2-D") => Ok(Expansion::Planar),
        Some(other) => Err(wrong(
            "expansion",
            format!("is `{other}`; write 2D, 2.5D or 3D"),
        )),
    }
}

/// Energy of the cloud, J, where there is one; `usual` is the factor of the ground where it is left out.
pub(super) fn energy(
    inputs: Inputs<'_>,
    usual: f64,
    out: &mut Outputs,
) -> Result<Option<f64>, Error> {
    let Some(given) = one_of(inputs, &["fuel_mass", "volume", "energy"])? else {
        return Ok(None);
    };
    let substance = inputs.maybe_text("substance")?;
    let factor = inputs
        .maybe_above_zero("ground_factor", "")?
        .unwrap_or(usual);
    let energy_j = match given {
        "fuel_mass" => {
            let mass = inputs.above_zero("fuel_mass", "kg")?;
            cloud::energy_of_mass_j(mass, heat_of_combustion(inputs, substance)?, factor)
        }
        "volume" => factor * cloud::energy_of_volume_j(inputs.above_zero("volume", "m3")?),
        _ => inputs.above_zero("energy", "J")?,
    };
    out.outside(cloud::outside(energy_j).as_slice());
    if given != "energy" {
        out.put("energy", energy_j, "J");
    }
    Ok(Some(energy_j))
}
