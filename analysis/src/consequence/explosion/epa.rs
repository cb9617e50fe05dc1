//! Distance to an overpressure, as the screening methods of US EPA and FEMA have it.
//!
//! ```text
//! r = 0.3967 W^(1/3) exp(3.5031 − 0.7241 ln p + 0.0398 ln² p)
//! ```
//!
//! r in m, W in kg of TNT, p in psi; 0.3967 turns feet and pounds into metres and kilograms.
//! In use between 0.1 and 100 psi (range from memory); at p = e^9.1 psi the formula turns, nearer than that it is held.
//!
//! Source: FEMA, DOT, EPA, *Handbook of Chemical Hazard Analysis Procedures*, from memory. It lies within 15 % of
//! [`super::kinney_graham`] between 5 and 20 m/kg^(1/3), so it is a free-air curve.

use crate::consequence::{Outside, Range};

/// Pascals of a pound-force per square inch: international pound and inch of 1959.
const PSI_PA: f64 = 6_894.757_293_168;
const A: f64 = 3.503_1;
const B: f64 = 0.724_1;
const C: f64 = 0.039_8;
const SCALE: f64 = 0.396_7;

const OVERPRESSURE: Range = Range {
    what: "overpressure, Pa",
    min: 0.1 * PSI_PA,
    max: 100.0 * PSI_PA,
    source: "FEMA/DOT/EPA handbook, from memory",
};

/// Scaled distance, m/kg^(1/3), to an overpressure above 0.
pub fn scaled_distance(overpressure_pa: f64) -> f64 {
    let ln_p = (overpressure_pa / PSI_PA).ln().min(B / (2.0 * C));
    SCALE * (A - B * ln_p + C * ln_p * ln_p).exp()
}

/// Overpressure, Pa, at a scaled distance above 0 in m/kg^(1/3): the lower root of the quadratic.
pub fn overpressure_pa(z: f64) -> f64 {
    let rest = A - (z.max(f64::MIN_POSITIVE) / SCALE).ln();
    let root = (B * B - 4.0 * C * rest).max(0.0).sqrt();
    PSI_PA * ((B - root) / (2.0 * C)).exp()
}

/// What the formula was not made for.
pub fn outside(overpressure_pa: f64) -> Option<Outside> {
    OVERPRESSURE.check(overpressure_pa)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::kinney_graham;
    use super::*;
    use crate::consequence::ATMOSPHERE_PA;

    #[test]
    fn one_psi_is_where_the_exponential_is_bare() {
        assert!((scaled_distance(PSI_PA) - SCALE * A.exp()).abs() < 1e-9);
        assert!(outside(1e7).is_some() && outside(7e3).is_none());
    }

    #[test]
    fn it_agrees_with_the_free_air_curve() {
        for z in [5.0, 8.0, 10.0, 13.0, 20.0] {
            let other = kinney_graham::pressure_ratio(z) * ATMOSPHERE_PA;
            assert!((overpressure_pa(z) / other - 1.0).abs() < 0.15, "{z}");
        }
    }

    proptest! {
        #[test]
        fn it_falls_and_its_inverse_comes_back(log_z in -0.3..3.0_f64) {
            let z = 10_f64.powf(log_z);
            let p = overpressure_pa(z);
            prop_assert!(p > overpressure_pa(z * 1.001) && p > 0.0);
            prop_assert!((scaled_distance(p) / z - 1.0).abs() < 1e-9);
        }
    }
}
