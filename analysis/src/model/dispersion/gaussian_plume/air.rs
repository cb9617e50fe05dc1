//! The wind, the lid, and how the cloud spreads along the wind, as they are given.

use crate::consequence::dispersion::finite_release::AlongWind;
use crate::consequence::dispersion::sigma::Stability;
use crate::consequence::dispersion::wind::{LEAST_HEIGHT_M, mixing_height_m};
use crate::error::Error;
use crate::model::dispersion::words;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// Friction velocity as a share of the wind at 10 m where nothing better is known: public peer, for the lid alone.
const FRICTION_SHARE: f64 = 0.1;
/// The height of the lid, where one is given or follows.
pub(super) fn lid(
    inputs: Inputs<'_>,
    class: Option<Stability>,
    out: &mut Outputs,
) -> Result<Option<f64>, Error> {
    if let Some(height) = inputs.maybe_within("mixing_height", "m", 1.0, 20_000.0)? {
        return Ok(Some(height));
    }
    let Some(latitude) = inputs.maybe_within("latitude", "deg", -90.0, 90.0)? else {
        return Ok(None);
    };
    if latitude.abs() < 5.0 {
        return Err(wrong(
            "latitude",
            format!("is {latitude} deg; the lid has no meaning within 5 degrees of the equator"),
        ));
    }
    let Some(class) = class else {
        return Err(wrong(
            "stability",
            "is missing; a lid needs the stability class, A to F",
        ));
    };
    let friction = match inputs.maybe_within("friction_velocity", "m/s", 1e-3, 10.0)? {
        Some(friction) => friction,
        None => match inputs.maybe_within("u10", "m/s", 0.01, 100.0)? {
            Some(u10) => FRICTION_SHARE * u10,
            None => {
                return Err(wrong(
                    "u10",
                    "is missing; a lid needs it, or friction_velocity",
                ));
            }
        },
    };
    let height = mixing_height_m(friction, latitude, class)?;
    match height {
        Some(height) => out.put("mixing_height", height, "m"),
        None => out.note("stable air (E, F) has no lid of this kind"),
    }
    Ok(height)
}

/// Where sigma along the wind is taken, in words.
pub(in crate::model::dispersion) fn along_wind(text: &str) -> Option<AlongWind> {
    let words: String = text.to_ascii_lowercase().split_whitespace().collect();
    if words.contains("tno") || words.contains("0.13") {
        Some(AlongWind::Tno)
    } else if words.contains("u(t") || words.contains("ut") || words.contains("travel") {
        Some(AlongWind::AtTravel)
    } else if words.contains("atx") || words == "x" || words.contains("point") {
        Some(AlongWind::AtPoint)
    } else {
        None
    }
}

/// The wind that carries the plume: given, or by a profile at the release, not below 1 m.
pub(super) fn wind(
    inputs: Inputs<'_>,
    height_m: f64,
    class: Option<Stability>,
    out: &mut Outputs,
) -> Result<f64, Error> {
    if let Some(u) = inputs.maybe_within("u", "m/s", 0.01, 150.0)? {
        return Ok(u);
    }
    let at = match inputs.maybe_within("u_ref", "m/s", 0.01, 150.0)? {
        Some(speed) => (
            speed,
            inputs
                .maybe_within("z_ref", "m", 0.1, 1000.0)?
                .unwrap_or(10.0),
        ),
        None => match inputs.maybe_within("u10", "m/s", 0.01, 150.0)? {
            Some(speed) => (speed, 10.0),
            None => {
                return Err(wrong(
                    "u",
                    "is missing; give the wind speed in m/s, or u_ref or u10",
                ));
            }
        },
    };
    let exponent = inputs.maybe_within("power", "", 0.0, 1.0)?;
    let wind = words::wind(inputs, at, exponent, class)?;
    let speed = wind.carrying_m_s(height_m.max(LEAST_HEIGHT_M));
    out.put("u", speed, "m/s");
    Ok(speed)
}
