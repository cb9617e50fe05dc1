//! How the flame of a pool stands: length, tilt, drag of its base.
//!
//! ```text
//! L = 42 D (m" / (rho sqrt(g D)))^0.61                        Thomas, still air
//! L = 55 D (m" / (rho sqrt(g D)))^0.67 u*^-0.21               Thomas, wind
//!     u* = max(1, u / uc),  uc = (g m" D / rho)^(1/3)
//! tan(t) / cos(t) = 0.666 Fr^0.333 Re^0.117 = c               tilt from the vertical
//!     Fr = u² / (g D),  Re = u D / nu
//!     t = asin((sqrt(4 c² + 1) - 1) / (2 c))
//! D' / D = 1.6 Fr^0.061                                       drag of the base, cylinder
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | D, D' | diameter of the pool; of its flame along the wind | m |
//! | m" | burning rate | kg/(m² s) |
//! | rho, nu | density and kinematic viscosity of the air | kg/m³, m²/s |
//! | u | wind at 10 m | m/s |
//!
//! The two equations of Thomas are two fits: where the wind begins, the length jumps by some per cent
//! (ratio 1.31 (m"/(rho sqrt(g D)))^0.06, 0.93 to 1.03 for pools of 1 to 50 m).
//!
//! Sources: Thomas, *9th Symp. Combustion* (1963) 844; TNO Yellow Book CPR 14E (2005) eq. 6.12-6.14 and
//! 6.68-6.70 (verified: example 6.6.3); drag of the base: Moorhouse, *IChemE Symp. Ser.* 71 (1982), YB eq. 6.71
//! (from memory).

use crate::consequence::{G, Outside, Range};
use crate::error::{Error, above_zero};

const DIAMETER: Range = Range {
    what: "pool diameter in m",
    min: 1.0,
    max: 100.0,
    source: "TNO Yellow Book 6.5.4 (from memory)",
};

const SLENDERNESS: Range = Range {
    what: "flame length over diameter",
    min: 0.5,
    max: 10.0,
    source: "Thomas 1963 (cribs of 3 to 10) and pool fires down to 0.5 (from memory)",
};

/// A pool that burns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BurningPool {
    /// Diameter, m.
    pub diameter_m: f64,
    /// Burning rate, kg/(m² s).
    pub burning_rate_kg_m2_s: f64,
    /// Density of the air, kg/m³.
    pub air_density_kg_m3: f64,
}

/// The length of a flame in the wind, and how it came about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WindLength {
    /// Length, m.
    pub length_m: f64,
    /// Characteristic wind, m/s.
    pub uc_m_s: f64,
    /// Wind over characteristic wind, at least 1.
    pub u_star: f64,
}

impl BurningPool {
    /// The same pool, where it can burn.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where one of its quantities is not above zero.
    pub fn checked(self) -> Result<Self, Error> {
        above_zero("pool diameter in m", self.diameter_m)?;
        above_zero("burning rate in kg/(m2 s)", self.burning_rate_kg_m2_s)?;
        above_zero("air density in kg/m3", self.air_density_kg_m3)?;
        Ok(self)
    }

    /// m" / (rho sqrt(g D)).
    fn group(&self) -> f64 {
        self.burning_rate_kg_m2_s / (self.air_density_kg_m3 * (G * self.diameter_m).sqrt())
    }

    /// Length of the flame in still air, m.
    pub fn length_still_m(&self) -> f64 {
        // L = 42 D (m" / (rho sqrt(g D)))^0.61
        42.0 * self.diameter_m * self.group().powf(0.61)
    }

    /// Length of the flame in a wind, m/s at 10 m.
    pub fn length_in_wind(&self, u10_m_s: f64) -> WindLength {
        // uc = (g m" D / rho)^(1/3)
        let uc = (G * self.burning_rate_kg_m2_s * self.diameter_m / self.air_density_kg_m3).cbrt();
        let u_star = (u10_m_s / uc).max(1.0);
        // L = 55 D (m" / (rho sqrt(g D)))^0.67 u*^-0.21
        WindLength {
            length_m: 55.0 * self.diameter_m * self.group().powf(0.67) * u_star.powf(-0.21),
            uc_m_s: uc,
            u_star,
        }
    }

    /// Length of the flame, m: in still air where the wind is zero, else in the wind.
    pub fn length_m(&self, u10_m_s: f64) -> f64 {
        if u10_m_s > 0.0 {
            self.length_in_wind(u10_m_s).length_m
        } else {
            self.length_still_m()
        }
    }

    /// What is outside of the pools and flames for which the equations were made.
    pub fn outside(&self, length_m: f64) -> Vec<Outside> {
        DIAMETER
            .check(self.diameter_m)
            .into_iter()
            .chain(SLENDERNESS.check(length_m / self.diameter_m))
            .collect()
    }
}

/// Froude number of a pool in a wind, u² / (g D).
pub fn froude(diameter_m: f64, u10_m_s: f64) -> f64 {
    u10_m_s * u10_m_s / (G * diameter_m)
}

/// Tilt of the flame from the vertical, rad, from 0 to π/2; 0 without wind.
pub fn tilt_rad(diameter_m: f64, u10_m_s: f64, air_viscosity_m2_s: f64) -> f64 {
    let u = u10_m_s.max(0.0);
    let re = u * diameter_m / air_viscosity_m2_s;
    // c = 0.666 Fr^0.333 Re^0.117
    let c = 0.666 * froude(diameter_m, u).powf(0.333) * re.powf(0.117);
    // t = asin((sqrt(4 c² + 1) - 1) / (2 c)), written so that it holds at c = 0
    (2.0 * c / ((4.0 * c * c + 1.0).sqrt() + 1.0))
        .min(1.0)
        .asin()
}

/// How much longer than the pool the base of the flame is along the wind, D'/D, at least 1 (from memory).
pub fn base_drag(diameter_m: f64, u10_m_s: f64) -> f64 {
    // D'/D = 1.6 Fr^0.061
    (1.6 * froude(diameter_m, u10_m_s).powf(0.061)).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_tilt_solves_its_equation() {
        let (d, u, nu) = (20.0, 6.0, 1.5e-5);
        let t = tilt_rad(d, u, nu);
        let c = 0.666 * froude(d, u).powf(0.333) * (u * d / nu).powf(0.117);
        assert!((t.tan() / t.cos() / c - 1.0).abs() < 1e-12);
        assert!(tilt_rad(d, 0.0, nu).abs() < 1e-12);
    }

    #[test]
    fn an_impossible_pool_is_refused() {
        let pool = BurningPool {
            diameter_m: 10.0,
            burning_rate_kg_m2_s: 0.05,
            air_density_kg_m3: 1.2,
        };
        assert!(pool.checked().is_ok());
        assert!(
            BurningPool {
                diameter_m: -1.0,
                ..pool
            }
            .checked()
            .is_err()
        );
        assert!(
            BurningPool {
                air_density_kg_m3: f64::NAN,
                ..pool
            }
            .checked()
            .is_err()
        );
        assert!(pool.outside(pool.length_still_m()).is_empty());
        assert_eq!(
            BurningPool {
                diameter_m: 300.0,
                ..pool
            }
            .outside(60.0)
            .len(),
            2
        );
    }

    proptest! {
        #[test]
        fn wind_shortens_and_tilts_without_a_jump(
            d in 1.0f64..100.0, m in 0.015f64..0.15, u in 0.01f64..25.0,
        ) {
            let pool = BurningPool { diameter_m: d, burning_rate_kg_m2_s: m, air_density_kg_m3: 1.2 };
            let (l, more) = (pool.length_m(u), pool.length_m(u * 1.001));
            prop_assert!(l > 0.0 && more <= l && more > 0.999 * l);
            let (t, tilted) = (tilt_rad(d, u, 1.5e-5), tilt_rad(d, u * 1.001, 1.5e-5));
            prop_assert!(t > 0.0 && t < tilted && tilted < std::f64::consts::FRAC_PI_2);
            prop_assert!(tilted < 1.002 * t);
            prop_assert!(base_drag(d, u * 1.001) >= base_drag(d, u));
        }

        #[test]
        fn the_two_fits_of_thomas_meet_within_some_per_cent(d in 1.0f64..50.0, m in 0.03f64..0.1) {
            let pool = BurningPool { diameter_m: d, burning_rate_kg_m2_s: m, air_density_kg_m3: 1.2 };
            let ratio = pool.length_in_wind(1e-6).length_m / pool.length_still_m();
            prop_assert!((0.86..1.06).contains(&ratio), "{ratio}");
        }
    }
}
