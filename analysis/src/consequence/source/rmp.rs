//! Evaporation by the guidance of the US EPA on risk management programs.
//!
//! ```text
//! QR = QS u' LFA DF                           lb/min, QS in lb
//! QR = 0.284 u^0.78 M^(2/3) A VP/(82.05 T)    lb/min, A in ft², VP in mmHg, T in K, M in g/mol
//! LFA = 0.284 M^(2/3) VP/(82.05 T)            at 25 °C
//! DF = 1/(0.033 rho)                          rho in lb/ft³: a pool of 1 cm
//! ```
//! u' is u^0.78, printed as 1.4 for the worst case (1.5 m/s) and 2.4 for the alternative one (3 m/s); here
//! `1.4 (u/1.5)^0.78`, which is 1.4 and 2.404.
//!
//! Source: EPA 550-B-99-009, *Risk Management Program Guidance for Offsite Consequence Analysis* (2009), section 3.2
//! and appendix D.2.2; from memory. Verified: the guidance's example of acrylonitrile, 307 lb/min.
//! Valid for pools of 1 cm on open ground at 25 °C below the boiling point.

use crate::consequence::{Outside, Range};

/// Factor of the wind, m/s.
pub fn wind_factor(wind_m_s: f64) -> f64 {
    1.4 * (wind_m_s / 1.5).powf(0.78)
}

/// Liquid factor ambient of a substance of a molar mass, g/mol, and a vapour pressure, mmHg, at a temperature, K.
pub fn liquid_factor(molar_mass_g_mol: f64, vapour_pressure_mmhg: f64, temperature_k: f64) -> f64 {
    0.284 * molar_mass_g_mol.cbrt().powi(2) * vapour_pressure_mmhg / (82.05 * temperature_k)
}

/// Density factor of a liquid of a density, kg/m³.
pub fn density_factor(density_kg_m3: f64) -> f64 {
    // International pound and foot of 1959.
    let lb_ft3 = density_kg_m3 * 0.304_8_f64.powi(3) / 0.453_592_37;
    (0.033 * lb_ft3).recip()
}

/// Release to the air, lb/min, of a spill of so many pounds.
pub fn release_lb_min(
    spill_lb: f64,
    wind_m_s: f64,
    liquid_factor: f64,
    density_factor: f64,
) -> f64 {
    spill_lb * wind_factor(wind_m_s) * liquid_factor * density_factor
}

/// Where the wind is none of the guidance's.
pub fn outside(wind_m_s: f64) -> Option<Outside> {
    const RANGE: Range = Range {
        what: "wind of the RMP guidance, m/s",
        min: 1.5,
        max: 3.0,
        source: "EPA 550-B-99-009: worst case 1.5, alternative case 3",
    };
    RANGE.check(wind_m_s)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appendix B of the guidance, from memory: acrylonitrile LFA 0.018, DF 0.61.
    #[test]
    fn the_factors_of_acrylonitrile_are_those_of_the_guidance() {
        assert!((liquid_factor(53.06, 108.0, 298.15) - 0.018).abs() < 5e-4);
        assert!((density_factor(800.0) - 0.61).abs() < 0.01);
        assert!((wind_factor(3.0) - 2.4).abs() < 0.01);
    }
}
