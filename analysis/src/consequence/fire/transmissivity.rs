//! What the air lets through of the radiation of a fire.
//!
//! ```text
//! tau = 2.02 (pw x)^-0.09                                        Bagster, 1e4 < pw x < 1e5 N/m
//! tau = 1.006 - 0.01171 lg XH - 0.02368 lg² XH
//!             - 0.03188 lg XC + 0.001164 lg² XC                   Wayne
//!       XH = RH L S 288.651 / T,  XC = L (273 / T) (CO2 / 335 ppm)
//! tau = 1 - 0.0565 ln x                                          AQ/T 3046
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | x, L | length of the path, from the *surface* of the flame | m |
//! | pw | partial pressure of water vapour | Pa |
//! | S | saturation pressure of water at T | mmHg |
//! | XH, XC | amounts of water vapour and carbon dioxide on the path | - |
//!
//! Sources: TNO Yellow Book CPR 14E (2005) eq. 6.29 (Bagster) (verified); Wayne, *J. Loss Prev. Process Ind.* 4
//! (1991) 86-92 (verified: its table, with the saturation pressure of WMO-No. 8 over water); AQ/T 3046-2013 eq.
//! E.59 (secondary: a public transcription).

use super::air::Air;
use crate::consequence::{Outside, Range};

const BAGSTER: Range = Range {
    what: "water vapour times path in N/m",
    min: 1e4,
    max: 1e5,
    source: "TNO Yellow Book eq. 6.29",
};

const WAYNE: Range = Range {
    what: "path through the air in m",
    min: 10.0,
    max: 1000.0,
    source: "Wayne 1991, its table",
};

/// Bagster: `water_vapour_pa` is the partial pressure of water, `path_m` the path from the flame's surface.
/// At most 1.
pub fn bagster(water_vapour_pa: f64, path_m: f64) -> f64 {
    // tau = 2.02 (pw x)^-0.09
    let pw_x = (water_vapour_pa.max(0.0) * path_m.max(0.0)).clamp(1e-3, f64::MAX);
    (2.02 * pw_x.powf(-0.09)).min(1.0)
}

/// Whether Bagster's product is outside of 1e4 to 1e5 N/m.
pub fn bagster_outside(water_vapour_pa: f64, path_m: f64) -> Option<Outside> {
    BAGSTER.check(water_vapour_pa * path_m)
}

/// Wayne, for a path in m from the flame's surface. From 0 to 1, and never rising with the path: below the
/// vertex of its parabola in lg XH (0.566, some centimetres of moist air) the water term is held, as less
/// water cannot let through less.
pub fn wayne(air: &Air, path_m: f64) -> f64 {
    let path = path_m.max(1e-6);
    // XH = RH L S 288.651 / T, S in mmHg
    let xh = path * air.water_vapour_pa() / PA_PER_MMHG * 288.651 / air.temperature_k;
    // XC = L (273 / T) (CO2 / 335 ppm)
    let xc = path * 273.0 / air.temperature_k * air.co2_ppm / 335.0;
    // tau = 1.006 - 0.01171 lg XH - 0.02368 lg² XH - 0.03188 lg XC + 0.001164 lg² XC
    let h = xh.max(1e-9).log10().max(-0.011_71 / (2.0 * 0.023_68));
    let c = xc.max(1e-9).log10();
    let tau = 1.006 - (0.011_71 + 0.023_68 * h) * h - (0.031_88 - 0.001_164 * c) * c;
    tau.clamp(0.0, 1.0)
}

/// Conventional millimetre of mercury, Pa (ISO 80000-4).
const PA_PER_MMHG: f64 = 133.322_387_415;

/// What is outside of the range of Wayne's table, or of its air.
pub fn wayne_outside(air: &Air, path_m: f64) -> Vec<Outside> {
    WAYNE
        .check(path_m)
        .into_iter()
        .chain(air.outside())
        .collect()
}

/// AQ/T 3046-2013 eq. E.59: `distance_m` from 1 m on; 1 below, and never below 0.
pub fn aqt3046(distance_m: f64) -> f64 {
    // tau = 1 - 0.0565 ln x
    (1.0 - 0.0565 * distance_m.max(1.0).ln()).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_paths_let_all_through_and_long_ones_little() {
        let air = Air::default();
        assert!(wayne(&air, 0.0) > 0.99);
        assert!(wayne(&air, 1e5) < 0.25);
        assert!((bagster(1.0, 1.0) - 1.0).abs() < 1e-12);
        assert!((aqt3046(0.1) - 1.0).abs() < 1e-12);
        assert!(aqt3046(1e9) < 1e-9);
    }

    #[test]
    fn outside_of_its_range_it_says_so() {
        assert!(bagster_outside(1705.0, 58.0).is_none());
        assert!(bagster_outside(1705.0, 5.0).is_some());
        assert_eq!(wayne_outside(&Air::default(), 5.0).len(), 1);
    }

    proptest! {
        #[test]
        fn it_is_a_share_and_falls_with_path_and_moisture(
            path in 0.0f64..20_000.0, more in 1.0f64..3.0,
            t in 240.0f64..320.0, rh in 0.0f64..0.5, co2 in 0.0f64..2000.0,
        ) {
            let air = Air { temperature_k: t, relative_humidity: rh, co2_ppm: co2, ..Air::default() };
            let moist = Air { relative_humidity: rh * more.min(2.0), ..air };
            let (near, far, wet) = (wayne(&air, path), wayne(&air, path * more), wayne(&moist, path));
            prop_assert!((0.0..=1.0).contains(&near));
            prop_assert!(far <= near + 1e-12 && wet <= near + 1e-12);
            let pw = air.water_vapour_pa();
            prop_assert!(bagster(pw, path * more) <= bagster(pw, path) + 1e-12);
            prop_assert!(aqt3046(path * more) <= aqt3046(path) + 1e-12);
        }

        #[test]
        fn it_has_no_jump(path in 1e-3f64..5_000.0, rh in 0.0f64..1.0) {
            let air = Air { relative_humidity: rh, ..Air::default() };
            prop_assert!((wayne(&air, path * 1.001) / wayne(&air, path) - 1.0).abs() < 0.01);
        }
    }
}
