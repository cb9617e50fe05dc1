//! Peak overpressure of a chemical explosion in free air, by Kinney and Graham.
//!
//! ```text
//! p/p0 = 808 (1 + (Z/4.5)²) / [√(1 + (Z/0.048)²) √(1 + (Z/0.32)²) √(1 + (Z/1.35)²)],  Z = r / W^(1/3)
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | p, p0 | peak side-on overpressure, ambient pressure | Pa |
//! | r | distance | m |
//! | W | charge as TNT, in free air (a charge on the ground acts as about 1.8 of it) | kg |
//!
//! Made for the standard atmosphere, Z from 0.053 to 500 m/kg^(1/3) (range from memory).
//! Another p0 scales the ratio only; Sachs' scaling of Z is not in the source's use and not applied.
//!
//! Source: Kinney, Graham, *Explosive Shocks in Air*, 2nd ed., 1985. Verified: the printed "Kinney" column of the
//! CBU International Conference 2020 (29.24, 9.066, 38.71 kPa) follows these constants; the formula printed there
//! (800, 0.049) does not.

use super::falling::reach;
use crate::consequence::{ATMOSPHERE_PA, Outside, Range};

const SCALED_DISTANCE: Range = Range {
    what: "scaled distance, m/kg^(1/3)",
    min: 0.053,
    max: 500.0,
    source: "Kinney & Graham 1985, from memory",
};

const AMBIENT: Range = Range {
    what: "ambient pressure, Pa",
    min: 0.9 * ATMOSPHERE_PA,
    max: 1.1 * ATMOSPHERE_PA,
    source: "Kinney & Graham 1985 is for the standard atmosphere; 10 % either way is our judgement",
};

/// Overpressure over ambient pressure at a scaled distance `z` in m/kg^(1/3), from 0 on.
pub fn pressure_ratio(z: f64) -> f64 {
    let root = |length: f64| 1.0_f64.hypot(z / length);
    // The factors are divided one by one, so that none of them overflows far away.
    808.0 * (1.0_f64.hypot(z / 4.5) / root(0.048)) * (1.0_f64.hypot(z / 4.5) / root(0.32))
        / root(1.35)
}

/// Scaled distance in m/kg^(1/3) up to which a pressure ratio above 0 is reached; 0 where it is reached nowhere.
pub fn scaled_distance(ratio: f64) -> f64 {
    reach(1e-4, 1e9, ratio, pressure_ratio)
}

/// What the curve was not made for.
pub fn outside(z: f64, ambient_pa: f64) -> Vec<Outside> {
    [SCALED_DISTANCE.check(z), AMBIENT.check(ambient_pa)]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn at_the_charge_stands_the_constant_of_the_formula() {
        assert!((pressure_ratio(0.0) - 808.0).abs() < 1e-9);
        // Far away: 808 · 0.048 · 0.32 · 1.35 / 4.5² / Z.
        let far = 808.0 * 0.048 * 0.32 * 1.35 / 4.5_f64.powi(2) / 1e6;
        assert!((pressure_ratio(1e6) / far - 1.0).abs() < 1e-9);
        assert_eq!(outside(1e3, 8e4).len(), 2);
        assert!(outside(10.0, ATMOSPHERE_PA).is_empty());
    }

    proptest! {
        #[test]
        fn it_falls_and_its_inverse_comes_back(log_z in -3.0..3.0_f64) {
            let z = 10_f64.powf(log_z);
            let p = pressure_ratio(z);
            prop_assert!(p > pressure_ratio(z * 1.001) && p > 0.0);
            prop_assert!((scaled_distance(p) / z - 1.0).abs() < 1e-6);
        }
    }
}
