//! Peak overpressure of an explosion on the ground, by the formula that GB/T 37243-2019 uses (Sadovsky's).
//!
//! ```text
//! Δp = (14 / Z³ + 4.3 / Z² + 1.1 / Z) 10⁵ Pa,   Z = R / W^(1/3)
//! ```
//!
//! R in m, W in kg of TNT. Sadovsky's formula holds for Z from 1 to about 15 m/kg^(1/3) (from memory); nearer than
//! Z = 0.05 it is held, as the curve would run to infinity.
//!
//! Source: GB/T 37243-2019, from memory; its coefficients are those of Sadovsky for a burst on the ground.

use super::falling::reach;
use crate::consequence::{Outside, Range};

const SCALED_DISTANCE: Range = Range {
    what: "scaled distance, m/kg^(1/3)",
    min: 1.0,
    max: 15.0,
    source: "Sadovsky's formula, from memory",
};

/// Nearer than this, in m/kg^(1/3), the curve is held.
const NEAREST: f64 = 0.05;

/// Overpressure, Pa, at a scaled distance `z` in m/kg^(1/3), from 0 on.
pub fn overpressure_pa(z: f64) -> f64 {
    let inverse = 1.0 / z.max(NEAREST);
    1e5 * inverse * (1.1 + inverse * (4.3 + inverse * 14.0))
}

/// Scaled distance, m/kg^(1/3), up to which an overpressure `value_pa` above 0 is reached; 0 where it is reached nowhere.
pub fn scaled_distance(value_pa: f64) -> f64 {
    reach(NEAREST, 1e9, value_pa, overpressure_pa)
}

/// What the formula was not made for.
pub fn outside(z: f64) -> Option<Outside> {
    SCALED_DISTANCE.check(z)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tonne_at_sixty_metres() {
        // 14 · 1000/60³ + 4.3 · 100/60² + 1.1 · 10/60 = 0.36759… bar, by hand.
        assert!((overpressure_pa(6.0) - 36_759.259_259).abs() < 1e-5);
        assert!(outside(6.0).is_none() && outside(40.0).is_some());
    }

    proptest! {
        #[test]
        fn it_falls_and_its_inverse_comes_back(log_z in -1.2..4.0_f64) {
            let z = 10_f64.powf(log_z);
            let p = overpressure_pa(z);
            prop_assert!(p > overpressure_pa(z * 1.001) && p > 0.0);
            prop_assert!((scaled_distance(p) / z - 1.0).abs() < 1e-6);
        }
    }
}
