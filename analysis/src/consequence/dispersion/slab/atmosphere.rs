//! Wind, turbulence and lateral spread of the air.
//!
//! ```text
//! u(z) = (u*/k) [ln(z/z0) + 5 (z − z0)/L]                  L > 0
//! u(z) = (u*/k) [ln(z/z0) − ψ(z/L) + ψ(z0/L)]              L < 0
//!        linear below e z0, which joins in value and slope (in neutral air)
//! φ_h  = 1 + 5 z/L,  (1 − 16 z/L)^(−1/2)
//! H    = 0.3 u*/f;  stable: at most 0.4 (u* L/f)^(1/2);  unstable: towards 1500 m
//! dσ_y/dx = a b x^(b−1) (10 s/600 s)^0.2                   lateral spread of a cloud that is seen at once
//! ```
//!
//! Sources: profiles as in Ermak 1990, section 2.3 (from memory); L by class TNO Yellow Book (2005) [V in
//! `04_dispersion_sigma_wind.json`]; H Yellow Book section 4.5.2 (from memory); σ_y Yellow Book table 4.8 (verified).

use super::mixture::Air;
use crate::error::{Error, checked};

/// Von Karman's constant as SLAB has it: Ermak 1990, from memory.
pub(super) const KARMAN: f64 = 0.41;
/// Coriolis parameter of middle latitudes, 1/s.
const CORIOLIS_PER_S: f64 = 1e-4;
/// Averaging time for which a cloud is seen at once, s: Ermak 1990, from memory.
pub(super) const INSTANT_S: f64 = 10.0;
/// Averaging time of the table of σ_y, s.
const TABLE_S: f64 = 600.0;
/// Depth of the mixing layer of very unstable air, m: Yellow Book section 4.5.2, from memory.
const UNSTABLE_DEPTH_M: f64 = 1_500.0;

/// Weather and ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Atmosphere {
    /// Wind at `wind_height_m`, m/s.
    pub wind_m_s: f64,
    /// Height of the wind, m.
    pub wind_height_m: f64,
    /// Roughness length, m.
    pub roughness_m: f64,
    /// Inverse of the Monin-Obukhov length, 1/m; above 0 in stable air.
    pub inverse_obukhov_per_m: f64,
    /// Temperature of air and ground, K.
    pub temperature_k: f64,
    /// Pressure, Pa.
    pub pressure_pa: f64,
    /// Relative humidity, 0 to 1.
    pub humidity: f64,
    /// Whether the ground warms or cools the cloud.
    pub ground_heat: bool,
}

/// Numbers of Yellow Book table 4.8: `σ_y = a x^b` for 10 minutes, from class A to F.
const SIGMA_Y: [(f64, f64); 6] = [
    (0.527, 0.865),
    (0.371, 0.866),
    (0.209, 0.897),
    (0.128, 0.905),
    (0.098, 0.902),
    (0.065, 0.902),
];

/// Numbers of the Yellow Book: `L = p / log10(z0/q)` of the classes, of which D is neutral.
const OBUKHOV: [Option<(f64, f64)>; 6] = [
    Some((33.162, 1_117.0)),
    Some((32.258, 11.46)),
    Some((51.787, 1.324)),
    None,
    Some((-48.33, 1.262)),
    Some((-31.325, 19.36)),
];

/// Inverse Monin-Obukhov length of a class, 1/m: 1 is A, 6 is F, and between two classes it is interpolated.
///
/// Holds for roughness up to 0.5 m, which stands for all above.
pub fn inverse_obukhov_per_m(class: f64, roughness_m: f64) -> f64 {
    at_class(class, |i| {
        OBUKHOV
            .get(i)
            .copied()
            .flatten()
            .map_or(0.0, |(p, q)| (roughness_m.min(0.5) / q).log10() / p)
    })
}

/// The class, 1 to 6, of an inverse Monin-Obukhov length.
fn class_of(inverse_obukhov_per_m: f64, roughness_m: f64) -> f64 {
    let mut lower = inverse_obukhov_per_m_of(1, roughness_m);
    if inverse_obukhov_per_m <= lower {
        return 1.0;
    }
    for class in 2..=6u8 {
        let upper = inverse_obukhov_per_m_of(class, roughness_m);
        if inverse_obukhov_per_m <= upper {
            let share = (inverse_obukhov_per_m - lower) / (upper - lower).max(1e-12);
            return f64::from(class - 1) + share;
        }
        lower = upper;
    }
    6.0
}

fn inverse_obukhov_per_m_of(class: u8, roughness_m: f64) -> f64 {
    inverse_obukhov_per_m(f64::from(class), roughness_m)
}

/// A number between two classes.
fn at_class(class: f64, of: impl Fn(usize) -> f64) -> f64 {
    let from_a = class.clamp(1.0, 6.0) - 1.0;
    let lower = from_a.floor();
    let share = from_a - lower;
    let lower = lower as usize;
    of(lower) * (1.0 - share) + of((lower + 1).min(5)) * share
}

impl Atmosphere {
    /// Refuses what no weather has.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] with the quantity.
    pub fn check(&self) -> Result<(), Error> {
        checked("wind, m/s", self.wind_m_s, 0.05, 100.0)?;
        checked("height of the wind, m", self.wind_height_m, 0.1, 500.0)?;
        checked("roughness length, m", self.roughness_m, 1e-7, 10.0)?;
        checked(
            "inverse Monin-Obukhov length, 1/m",
            self.inverse_obukhov_per_m,
            -1.0,
            1.0,
        )?;
        checked(
            "temperature of the air, K",
            self.temperature_k,
            180.0,
            340.0,
        )?;
        checked("pressure of the air, Pa", self.pressure_pa, 3e4, 2e5)?;
        checked("relative humidity, 0 to 1", self.humidity, 0.0, 1.0)?;
        // Within the roughness there is no wind to speak of.
        checked(
            "height of the wind over roughness length",
            self.wind_height_m / self.roughness_m,
            1.0,
            1e9,
        )?;
        Ok(())
    }
}

/// What the closures ask of the air, worked out once a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wind {
    pub(super) air: Air,
    pub(super) friction_m_s: f64,
    pub(super) inverse_obukhov_per_m: f64,
    pub(super) mixing_depth_m: f64,
    pub(super) ground_heat: bool,
    roughness_m: f64,
    /// Where the profile becomes linear, m; the wind there, m/s.
    join_m: f64,
    join_m_s: f64,
    /// `σ_y = a x^b` of a cloud that is seen at once.
    spread: (f64, f64),
}

impl Wind {
    pub(super) fn of(a: &Atmosphere) -> Self {
        let class = class_of(a.inverse_obukhov_per_m, a.roughness_m);
        let spread = at_class(class, |i| SIGMA_Y.get(i).map_or(0.0, |s| s.0))
            * (INSTANT_S / TABLE_S).powf(0.2);
        let mut wind = Self {
            air: Air::of(a.temperature_k, a.pressure_pa, a.humidity),
            friction_m_s: KARMAN,
            inverse_obukhov_per_m: a.inverse_obukhov_per_m,
            mixing_depth_m: f64::MAX,
            ground_heat: a.ground_heat,
            roughness_m: a.roughness_m,
            join_m: std::f64::consts::E * a.roughness_m,
            join_m_s: 0.0,
            spread: (
                spread,
                at_class(class, |i| SIGMA_Y.get(i).map_or(1.0, |s| s.1)),
            ),
        };
        // With u* = k the profile gives the shape.
        wind.join_m_s = wind.shape(wind.join_m);
        wind.friction_m_s = KARMAN * a.wind_m_s / wind.speed_m_s(a.wind_height_m).max(1e-6);
        wind.join_m_s *= wind.friction_m_s / KARMAN;
        wind.mixing_depth_m = mixing_depth_m(wind.friction_m_s, a.inverse_obukhov_per_m);
        wind
    }

    /// Wind at a height, m/s.
    pub(super) fn speed_m_s(&self, z: f64) -> f64 {
        let z = z.clamp(0.0, self.mixing_depth_m);
        if z >= self.join_m {
            self.shape(z) * self.friction_m_s / KARMAN
        } else {
            self.join_m_s * z / self.join_m
        }
    }

    fn shape(&self, z: f64) -> f64 {
        let log = (z / self.roughness_m).ln();
        if self.inverse_obukhov_per_m >= 0.0 {
            log + 5.0 * self.inverse_obukhov_per_m * (z - self.roughness_m)
        } else {
            log - psi(z * self.inverse_obukhov_per_m)
                + psi(self.roughness_m * self.inverse_obukhov_per_m)
        }
    }

    /// Mean wind between two heights, m/s.
    pub(super) fn mean_m_s(&self, from: f64, to: f64) -> f64 {
        let from = from.max(0.0);
        if to - from < 1e-6 * to.max(1e-3) {
            return self.speed_m_s(to);
        }
        (self.flow(to) - self.flow(from)) / (to - from)
    }

    /// ∫ u dz from the ground, m²/s.
    fn flow(&self, z: f64) -> f64 {
        let (join, scale) = (self.join_m, self.friction_m_s / KARMAN);
        if z <= join {
            return 0.5 * self.join_m_s * z * z / join;
        }
        let top = z.min(self.mixing_depth_m.max(join));
        let neutral = |z: f64| z * ((z / self.roughness_m).ln() - 1.0);
        // ln(join/z0) = 1.
        let log = neutral(top);
        let rest = if self.inverse_obukhov_per_m >= 0.0 {
            let moved = |z: f64| (z - self.roughness_m).powi(2);
            2.5 * self.inverse_obukhov_per_m * (moved(top) - moved(join))
        } else {
            // ∫ ψ dz from 0 by Gauss with three points; ψ is smooth.
            let l = self.inverse_obukhov_per_m;
            let gauss = |z: f64| {
                z / 18.0
                    * (5.0 * psi(0.112_701_665_379_258 * z * l)
                        + 8.0 * psi(0.5 * z * l)
                        + 5.0 * psi(0.887_298_334_620_742 * z * l))
            };
            psi(self.roughness_m * l) * (top - join) - gauss(top) + gauss(join)
        };
        let within = 0.5 * self.join_m_s * join + scale * (log + rest);
        if z > top {
            within + self.speed_m_s(top) * (z - top)
        } else {
            within
        }
    }

    /// `φ_h` at a height.
    pub(super) fn phi(&self, z: f64) -> f64 {
        let over = z * self.inverse_obukhov_per_m;
        if over >= 0.0 {
            1.0 + 5.0 * over
        } else {
            1.0 / (1.0 - 16.0 * over).sqrt()
        }
    }

    /// dσ_y/dx where the cloud has already spread by `sigma_m`.
    pub(super) fn spread_rate(&self, sigma_m: f64) -> f64 {
        let (a, b) = self.spread;
        // x^(b−1) = (σ/a)^((b−1)/b), from 1 m on.
        a * b * (sigma_m / a).max(1.0).powf((b - 1.0) / b)
    }

    /// σ_y of a cloud that is seen at once, m, at a distance.
    pub(super) fn spread_m(&self, x: f64) -> f64 {
        self.spread.0 * x.max(0.0).powf(self.spread.1)
    }
}

/// Depth of the mixing layer, m.
fn mixing_depth_m(friction_m_s: f64, inverse_obukhov_per_m: f64) -> f64 {
    let neutral = (0.3 * friction_m_s / CORIOLIS_PER_S).max(20.0);
    if inverse_obukhov_per_m > 0.0 {
        let stable = 0.4 * (friction_m_s / (CORIOLIS_PER_S * inverse_obukhov_per_m)).sqrt();
        neutral.min(stable.max(20.0))
    } else {
        // Class A over short grass has 1/L of about −0.1: from there on it is all convection.
        let convection = (-10.0 * inverse_obukhov_per_m).min(1.0);
        neutral + (UNSTABLE_DEPTH_M - neutral).max(0.0) * convection
    }
}

/// ψ_m of unstable air: Paulson 1970, with 16 under the root.
fn psi(over: f64) -> f64 {
    let x = (1.0 - 16.0 * over).sqrt().sqrt();
    2.0 * (0.5 * (1.0 + x)).ln() + (0.5 * (1.0 + x * x)).ln() - 2.0 * x.atan()
        + std::f64::consts::FRAC_PI_2
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(in super::super) const fn weather(
        wind_m_s: f64,
        roughness_m: f64,
        inverse_obukhov_per_m: f64,
    ) -> Atmosphere {
        Atmosphere {
            wind_m_s,
            wind_height_m: 10.0,
            roughness_m,
            inverse_obukhov_per_m,
            temperature_k: 288.0,
            pressure_pa: 101_325.0,
            humidity: 0.5,
            ground_heat: true,
        }
    }

    #[test]
    fn the_profile_goes_through_the_measured_wind() {
        for l in [-0.1, -0.01, 0.0, 0.01, 0.05] {
            let wind = Wind::of(&weather(3.0, 0.1, l));
            assert!((wind.speed_m_s(10.0) - 3.0).abs() < 1e-9, "{l}");
        }
        let neutral = Wind::of(&weather(1.0, 0.1, 0.0));
        assert!((neutral.friction_m_s - 0.41 / 100f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn the_mean_is_that_of_the_profile() {
        for l in [-0.1, -0.02, 0.0, 0.03] {
            let wind = Wind::of(&weather(3.0, 0.1, l));
            for (from, to) in [(0.0, 0.1), (0.0, 5.0), (2.0, 30.0), (0.0, 80.0)] {
                let n = 20_000;
                let sum: f64 = (0..n)
                    .map(|i| {
                        wind.speed_m_s(from + (to - from) * (f64::from(i) + 0.5) / f64::from(n))
                    })
                    .sum();
                let mean = wind.mean_m_s(from, to);
                assert!(
                    (mean * f64::from(n) / sum - 1.0).abs() < 5e-3,
                    "{l} {from} {to}: {mean}"
                );
            }
        }
    }

    /// Yellow Book: class F over 0.1 m has L = 13.7 m, D none.
    #[test]
    fn classes_and_lengths_turn_into_each_other() {
        assert!((1.0 / inverse_obukhov_per_m(6.0, 0.1) - 13.69).abs() < 0.01);
        assert!(inverse_obukhov_per_m(4.0, 0.1).abs() < 1e-15);
        for class in [1.0, 1.5, 2.7, 4.0, 4.4, 5.9, 6.0] {
            let back = class_of(inverse_obukhov_per_m(class, 0.05), 0.05);
            assert!((back - class).abs() < 1e-9, "{class} {back}");
        }
    }

    proptest! {
        #[test]
        fn wind_never_falls_with_height(l in -0.1..0.1f64, z in 0.01..50.0f64, z0 in 0.001..0.5f64) {
            let wind = Wind::of(&weather(4.0, z0, l));
            prop_assert!(wind.speed_m_s(z * 1.01) >= wind.speed_m_s(z) * (1.0 - 1e-12));
            prop_assert!(wind.mean_m_s(0.0, z) <= wind.speed_m_s(z));
        }
    }
}
