//! The air around a fire, and the wind, as inputs give them.

use crate::consequence::fire::air::Air;
use crate::consequence::fire::pool::Path;
use crate::error::Error;
use crate::model::inputs::{Inputs, Outputs, wrong};

/// The air: `T_air`, `RH`, `CO2` and `ambient_pressure`, where a model knows them, else the default.
///
/// # Errors
/// [`Error::Input`] for air that cannot be.
pub(super) fn air(inputs: Inputs<'_>) -> Result<Air, Error> {
    let usual = Air::default();
    let given = Air {
        temperature_k: inputs
            .maybe_within("T_air", "K", 150.0, 400.0)?
            .unwrap_or(usual.temperature_k),
        pressure_pa: inputs
            .maybe_within("ambient_pressure", "Pa", 1e4, 1e6)?
            .unwrap_or(usual.pressure_pa),
        relative_humidity: inputs
            .maybe_within("RH", "", 0.0, 1.0)?
            .unwrap_or(usual.relative_humidity),
        co2_ppm: inputs
            .maybe_within("CO2", "ppm", 0.0, 1e6)?
            .unwrap_or(usual.co2_ppm),
    };
    given.checked()
}

/// What the radiation passes: the share `transmissivity`, where it is given, else the air.
///
/// # Errors
/// [`Error::Input`] where the transmissivity is no share.
pub(super) fn path(inputs: Inputs<'_>, air: Air, out: &mut Outputs) -> Result<Path, Error> {
    if let Some(share) = inputs.maybe_within("transmissivity", "", 0.0, 1.0)? {
        return Ok(Path::Share(share));
    }
    if !inputs.has("RH") || !inputs.has("T_air") {
        out.note(format!(
            "transmissivity by Wayne in air of {} K and {} relative humidity; give T_air, RH or transmissivity",
            air.temperature_k, air.relative_humidity
        ));
    }
    Ok(Path::Through(air))
}

/// Wind, m/s at 10 m: `u10`, or the number in `weather` (`1.5/F`, `D5`).
///
/// # Errors
/// [`Error::Input`] for a wind or a class that cannot be.
pub(super) fn wind(inputs: Inputs<'_>) -> Result<Option<f64>, Error> {
    let given = inputs.maybe_within("u10", "m/s", 0.0, 100.0)?;
    let Some(weather) = inputs.maybe_text("weather")? else {
        return Ok(given);
    };
    let bad = || {
        wrong(
            "weather",
            format!("is `{weather}`; give wind and stability class A to F, as 1.5/F or D5"),
        )
    };
    let letters: String = weather.chars().filter(|c| c.is_alphabetic()).collect();
    let number: String = weather
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.' || *c == '-')
        .collect();
    if !["A", "B", "C", "D", "E", "F"].contains(&letters.to_uppercase().as_str()) {
        return Err(bad());
    }
    let speed: f64 = number.parse().map_err(|_| bad())?;
    if !(0.0..=100.0).contains(&speed) {
        return Err(bad());
    }
    Ok(given.or(Some(speed)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn weather_is_wind_and_class() {
        let of = |weather: &str| {
            let value = json!({"weather": weather});
            let inputs = Inputs::of(&value, &[("weather", "", ""), ("u10", "m/s", "")]).unwrap();
            wind(inputs).map_err(|e| e.to_string())
        };
        for (text, u) in [
            ("1.5/F", 1.5),
            ("5/D", 5.0),
            ("D5", 5.0),
            ("F1.5", 1.5),
            ("9 d", 9.0),
        ] {
            assert_eq!(of(text), Ok(Some(u)), "{text}");
        }
        for text in ["5/G", "D", "-2/D", "1.5.2/F", ""] {
            assert!(of(text).unwrap_err().starts_with("/weather"), "{text}");
        }
    }
}
