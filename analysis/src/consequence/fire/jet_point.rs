//! A jet fire as one point: for screening.
//!
//! ```text
//! L = (Hc q)^0.444 / 161.66                      length of the flame
//! I = f Hc q tau / (4 pi x²)                     x from the middle of the flame
//! D = sqrt(tau F Q / (4 pi K))                   API 521: from the middle to the level K
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | Hc, q | heat of combustion, mass rate | J/kg, kg/s |
//! | f, F | share of the heat that is radiated, 0.1 to 0.3 | - |
//! | tau | transmissivity | - |
//! | I, K | radiation | W/m² |
//!
//! Sources: AQ/T 3046-2013 eq. E.57-E.58 (secondary: a public transcription; the length also in Mudan and Croce, SFPE
//! Handbook); API Std 521, the point source (from memory).

use std::f64::consts::PI;

use crate::consequence::{Outside, Range};

const RADIATIVE_FRACTION: Range = Range {
    what: "radiative fraction",
    min: 0.1,
    max: 0.3,
    source: "API 521",
};

/// Length of the flame, m.
pub fn length_m(heat_of_combustion_j_kg: f64, mass_rate_kg_s: f64) -> f64 {
    // L = (Hc q)^0.444 / 161.66
    (heat_of_combustion_j_kg * mass_rate_kg_s)
        .max(0.0)
        .powf(0.444)
        / 161.66
}

/// Radiation, W/m², `distance_m` from a point that radiates `radiated_w`; at most as much as 1 cm away.
pub fn flux_w_m2(radiated_w: f64, transmissivity: f64, distance_m: f64) -> f64 {
    let x = distance_m.abs().max(0.01);
    // I = f Hc q tau / (4 pi x²)
    radiated_w * transmissivity / (4.0 * PI * x * x)
}

/// Distance, m, from the middle of the flame to a level of radiation, W/m².
pub fn distance_m(radiated_w: f64, transmissivity: f64, level_w_m2: f64) -> f64 {
    // D = sqrt(tau F Q / (4 pi K))
    (radiated_w * transmissivity / (4.0 * PI * level_w_m2.max(f64::MIN_POSITIVE)))
        .sqrt()
        .min(f64::MAX)
}

/// Whether a radiative fraction is outside of the usual.
pub fn outside(radiative_fraction: f64) -> Option<Outside> {
    RADIATIVE_FRACTION.check(radiative_fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_distance_inverts_the_flux(power in 1e3f64..1e10, tau in 0.1f64..1.0, level in 500.0f64..5e4) {
            let d = distance_m(power, tau, level);
            prop_assert!(d < 0.01 || (flux_w_m2(power, tau, d) / level - 1.0).abs() < 1e-9);
        }

        #[test]
        fn more_fuel_is_a_longer_flame(q in 1e-3f64..1e3, more in 1.0f64..3.0) {
            let (a, b) = (length_m(5e7, q), length_m(5e7, q * more));
            prop_assert!((b / a / more.powf(0.444) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn at_the_point_itself_it_is_finite() {
        assert!(flux_w_m2(1e6, 1.0, 0.0).is_finite() && distance_m(1e6, 1.0, 0.0).is_finite());
        assert!(outside(0.05).is_some() && outside(0.2).is_none());
    }
}
