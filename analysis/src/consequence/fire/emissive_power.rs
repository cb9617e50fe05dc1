//! How bright the flame of a pool is: surface emissive power.
//!
//! ```text
//! SEPmax = Fs m" Hc / (1 + 4 L / D)              heat radiated over the surface of the cylinder
//! SEPact = SEPmax (1 - s) + SEPsoot s            a share s of the surface is hidden by soot
//! SEP    = 140 exp(-0.12 D) + 20 (1 - exp(-0.12 D))   kW/m², Mudan, smoky hydrocarbons
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | Fs | share of the heat that is radiated, 0.1 to 0.4 | - |
//! | m", Hc | burning rate, heat of combustion | kg/(m² s), J/kg |
//! | L, D | length and diameter of the flame | m |
//! | s | share of the surface under soot, 0.8 for oil products | - |
//!
//! Sources: TNO Yellow Book CPR 14E (2005) eq. 6.72-6.74 (numbers from memory) (verified: example 6.6.3); Mudan,
//! *Prog. Energy Combust. Sci.* 10 (1984) 59-80 (secondary transcription).

use crate::consequence::{Outside, Range};

/// Emissive power of soot, W/m²: TNO Yellow Book CPR 14E (2005) 6.5.4, example 6.6.3 (verified).
pub const SOOT_W_M2: f64 = 20_000.0;

/// Share of the surface of a flame of oil products that soot hides: TNO Yellow Book CPR 14E (2005), example
/// 6.6.3 (verified).
pub const SOOT_SHARE: f64 = 0.8;

const RADIATIVE_FRACTION: Range = Range {
    what: "radiative fraction",
    min: 0.1,
    max: 0.4,
    source: "TNO Yellow Book 6.5.4",
};

/// Emissive power of a clean flame, W/m², with the heat radiated over the side and the top of a cylinder.
pub fn clean_w_m2(
    radiative_fraction: f64,
    burning_rate_kg_m2_s: f64,
    heat_of_combustion_j_kg: f64,
    length_over_diameter: f64,
) -> f64 {
    // SEPmax = Fs m" Hc / (1 + 4 L / D)
    radiative_fraction * burning_rate_kg_m2_s * heat_of_combustion_j_kg
        / (1.0 + 4.0 * length_over_diameter)
}

/// Emissive power of a flame of which soot hides a share, W/m².
pub fn sooty_w_m2(clean_w_m2: f64, soot_share: f64, soot_w_m2: f64) -> f64 {
    // SEPact = SEPmax (1 - s) + SEPsoot s
    clean_w_m2 * (1.0 - soot_share) + soot_w_m2 * soot_share
}

/// Emissive power of a smoky hydrocarbon pool fire, W/m², by its diameter alone.
pub fn mudan_w_m2(diameter_m: f64) -> f64 {
    // SEP = 140 exp(-0.12 D) + 20 (1 - exp(-0.12 D)), kW/m²
    let clean = (-0.12 * diameter_m.max(0.0)).exp();
    1e3 * (140.0 * clean + 20.0 * (1.0 - clean))
}

/// Whether a radiative fraction is outside of those that were measured.
pub fn outside(radiative_fraction: f64) -> Option<Outside> {
    RADIATIVE_FRACTION.check(radiative_fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits() {
        assert!((mudan_w_m2(0.0) - 140e3).abs() < 1e-9);
        assert!((mudan_w_m2(1e3) - 20e3).abs() < 1e-9);
        assert!((sooty_w_m2(250e3, 0.0, SOOT_W_M2) - 250e3).abs() < 1e-9);
        assert!((sooty_w_m2(250e3, 1.0, SOOT_W_M2) - 20e3).abs() < 1e-9);
        assert!(outside(0.5).is_some() && outside(0.3).is_none());
    }

    #[test]
    fn the_heat_radiated_leaves_through_side_and_top() {
        let (d, l, fs, m, hc) = (10.0_f64, 15.0, 0.35, 0.055, 43.7e6);
        let pool = std::f64::consts::PI * d * d / 4.0;
        let surface = std::f64::consts::PI * d * l + pool;
        let radiated = clean_w_m2(fs, m, hc, l / d) * surface;
        assert!((radiated / (fs * m * hc * pool) - 1.0).abs() < 1e-12);
    }
}
