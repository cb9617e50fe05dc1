//! Evaporation of a pool below its boiling point, by the wind.
//!
//! Mackay and Matsugu:
//!
//! ```text
//! k = 0.004786 u10^0.78 D^-0.11 Sc^-0.67      m/s
//! q" = k p M/(R T)                            kg/(m² s)
//! ```
//! Mass evaporation of HJ 169-2018 and GB/T 37243-2019 (after Sutton, as in the World Bank manual):
//!
//! ```text
//! Q = a p M/(R T0) u^((2-n)/(2+n)) r^((4+n)/(2+n))      kg/s
//! A-B: n 0.2, a 3.846e-3    D: 0.25, 4.685e-3    E-F: 0.3, 5.285e-3
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | u10, u | wind at 10 m | m/s |
//! | D, r | diameter and radius of the pool | m |
//! | Sc | Schmidt number of the vapour in air, 0.8 where not known | – |
//! | p | vapour pressure at the surface | Pa |
//!
//! Valid for pools well below boiling: at half an atmosphere of vapour pressure the flux is 39 % above these linear
//! laws by Stefan's logarithm, `ln[1/(1 - p/pa)]/(p/pa)`, and a pool at its boiling point takes what heat the ground
//! gives ([`boiling`](super::boiling)).
//!
//! **The two differ**: a pool of benzene of 10 m gives 0.32 kg/s in 3 m/s by the first law, 0.092 kg/s by the second
//! (class D). The first is the more careful one, and has measurements behind it; the constants of the second are from
//! memory.
//!
//! Sources: Yellow Book CPR 14E (2005) eq. 3.24 (secondary transcription); constants of HJ 169-2018 table F.3 from
//! memory, to be checked against the print.

use crate::consequence::{ATMOSPHERE_PA, Outside, R, Range};

/// Schmidt number where it is not known: Yellow Book CPR 14E eq. 3.24, secondary transcription.
pub const SCHMIDT: f64 = 0.8;

/// Mass transfer coefficient of Mackay and Matsugu, m/s.
pub fn mass_transfer_m_s(wind_10m_m_s: f64, diameter_m: f64, schmidt: f64) -> f64 {
    0.004_786 * wind_10m_m_s.powf(0.78) * diameter_m.powf(-0.11) * schmidt.powf(-0.67)
}

/// Mass flux of a pool, kg/(m² s), from the mass transfer coefficient, m/s.
pub fn flux_kg_m2_s(
    mass_transfer_m_s: f64,
    vapour_pressure_pa: f64,
    molar_mass_kg_mol: f64,
    temperature_k: f64,
) -> f64 {
    mass_transfer_m_s * vapour_pressure_pa * molar_mass_kg_mol / (R * temperature_k)
}

/// Coefficients of mass evaporation by stability of the air.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stability {
    /// Exponent n.
    pub n: f64,
    /// Coefficient a.
    pub a: f64,
}

impl Stability {
    /// Those of a class of Pasquill, A to F: HJ 169-2018 table F.3, from memory; C, which the table leaves out, counts
    /// as D. None for anything else.
    pub fn of(class: &str) -> Option<Self> {
        let (n, a) = match class.trim() {
            "A" | "B" | "A-B" | "a" | "b" => (0.2, 3.846e-3),
            "C" | "D" | "C-D" | "c" | "d" => (0.25, 4.685e-3),
            "E" | "F" | "E-F" | "e" | "f" => (0.3, 5.285e-3),
            _ => return None,
        };
        Some(Self { n, a })
    }
}

/// What evaporates by the wind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MassEvaporation {
    /// Coefficients.
    pub stability: Stability,
    /// Vapour pressure at the surface, Pa.
    pub vapour_pressure_pa: f64,
    /// Molar mass, kg/mol.
    pub molar_mass_kg_mol: f64,
    /// Temperature of the surroundings, K.
    pub temperature_k: f64,
    /// Wind, m/s.
    pub wind_m_s: f64,
    /// Radius of the pool, m.
    pub radius_m: f64,
}

impl MassEvaporation {
    /// Mass rate, kg/s.
    pub fn rate_kg_s(&self) -> f64 {
        let Stability { n, a } = self.stability;
        let wind = self.wind_m_s.powf((2.0 - n) / (2.0 + n));
        let size = self.radius_m.powf((4.0 + n) / (2.0 + n));
        a * self.vapour_pressure_pa * self.molar_mass_kg_mol / (R * self.temperature_k)
            * wind
            * size
    }
}

/// Where the pool is too near to its boiling point for a law that is linear in the vapour pressure, or the wind is
/// too weak.
pub fn outside(vapour_pressure_pa: f64, wind_m_s: f64) -> Vec<Outside> {
    const PRESSURE: Range = Range {
        what: "vapour pressure of a pool that does not boil, Pa",
        min: 0.0,
        max: 0.5 * ATMOSPHERE_PA,
        source: "Stefan's law: beyond it 39 % more than linear; from one atmosphere on it boils",
    };
    const WIND: Range = Range {
        what: "wind over an evaporating pool, m/s",
        min: 0.5,
        max: 20.0,
        source: "Mackay and Matsugu 1973, from memory",
    };
    [PRESSURE.check(vapour_pressure_pa), WIND.check(wind_m_s)]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pool(wind_m_s: f64, radius_m: f64) -> MassEvaporation {
        MassEvaporation {
            stability: Stability::of("D").unwrap(),
            vapour_pressure_pa: 12_700.0,
            molar_mass_kg_mol: 0.078_11,
            temperature_k: 298.15,
            wind_m_s,
            radius_m,
        }
    }

    /// A pool of benzene of 10 m in 3 m/s: what the module's head says of the two laws.
    #[test]
    fn the_law_of_hj_169_is_a_third_of_that_of_mackay_and_matsugu() {
        let one = pool(3.0, 5.0).rate_kg_s();
        let k = mass_transfer_m_s(3.0, 10.0, SCHMIDT);
        let two = flux_kg_m2_s(k, 12_700.0, 0.078_11, 298.15) * 25.0 * std::f64::consts::PI;
        assert!((two / one / 3.47 - 1.0).abs() < 0.01, "{one} {two}");
        assert!(Stability::of("G").is_none());
    }

    proptest! {
        #[test]
        fn evaporation_grows_with_wind_and_size(u in 0.5..20.0_f64, r in 0.5..100.0_f64) {
            let here = pool(u, r).rate_kg_s();
            prop_assert!(here > 0.0 && pool(u * 1.001, r).rate_kg_s() > here);
            // A little less than with the area.
            let twice = pool(u, 2.0 * r).rate_kg_s() / here;
            prop_assert!(twice > 3.0 && twice < 4.0);
            prop_assert!(mass_transfer_m_s(u, 4.0 * r, 0.8) < mass_transfer_m_s(u, 2.0 * r, 0.8));
        }
    }
}
