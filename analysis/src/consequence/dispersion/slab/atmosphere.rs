//! Weather and ground, and what a stability class stands for.
//!
//! ```text
//! |1/L| = λ1 s^n,  s = |class − D|                                   stable for classes above D, unstable below
//! n     = n2 for s ≤ 2,  then  n2 − Δ + Δ/(1 + (s − 2)²),  Δ = 2 (n2 − n3);  from s = 3.5 on as at 3.5
//! n2    = ln(λ2/λ1)/ln 2,  n3 = ln(λ3/λ1)/ln 3
//! λ1    = 0.0081 z0^−0.3044
//! λ2    = 0.0385 z0^−0.1715,  λ3 = 0.0875 z0^−0.1028                 z0 > 0.0111 m
//! λ2    = λ1 + 0.0137 z0^−0.1715 + 0.0218,  λ3 = λ2 + 0.0557         z0 ≤ 0.0111 m
//! ```
//!
//! λ1, λ2, λ3 are |1/L| at one, two and three classes from D: Golder's curves as SLAB has them. Source: Ermak 1990
//! (SLAB) and its public Fortran.

use crate::error::{Error, checked};

/// The number of class D.
const NEUTRAL: f64 = 4.0;
/// Classes from D beyond which 1/L rises no more.
const MOST_STEPS: f64 = 3.5;

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

/// Golder's curves over ground of one roughness.
struct Golder {
    /// |1/L| one, two and three classes from D, 1/m.
    one: f64,
    two: f64,
    three: f64,
    /// n of two and of three classes.
    n2: f64,
    n3: f64,
}

impl Golder {
    fn over(roughness_m: f64) -> Self {
        let one = 0.0081 * roughness_m.powf(-0.3044);
        let (two, three) = if roughness_m > 0.0111 {
            (
                0.0385 * roughness_m.powf(-0.1715),
                0.0875 * roughness_m.powf(-0.1028),
            )
        } else {
            let two = one + 0.0137 * roughness_m.powf(-0.1715) + 0.0218;
            (two, two + 0.0557)
        };
        Self {
            one,
            two,
            three,
            n2: (two / one).ln() / 2f64.ln(),
            n3: (three / one).ln() / 3f64.ln(),
        }
    }

    /// n, where `beyond` is what lies beyond the second class.
    fn exponent(&self, beyond: f64) -> f64 {
        let change = 2.0 * (self.n2 - self.n3);
        self.n2 - change + change / (1.0 + beyond * beyond)
    }

    /// |1/L| so many classes from D, 1/m.
    fn per_m(&self, steps: f64) -> f64 {
        let steps = steps.min(MOST_STEPS);
        self.one * steps.powf(self.exponent((steps - 2.0).max(0.0)))
    }

    /// How many classes from D; between two and three by the share of the way in 1/L, then refined.
    fn steps(&self, per_m: f64) -> f64 {
        if per_m < self.two {
            return (per_m / self.one).powf(1.0 / self.n2);
        }
        if per_m >= self.per_m(MOST_STEPS) {
            return MOST_STEPS;
        }
        let mut beyond = (per_m - self.two) / (self.three - self.two);
        for _ in 0..20 {
            let steps = (per_m / self.one).powf(1.0 / self.exponent(beyond));
            beyond = (steps - 2.0).max(0.0);
        }
        2.0 + beyond
    }
}

/// Inverse Monin-Obukhov length of a class, 1/m: 1 is A, 6 is F, and between two classes it is interpolated.
pub fn inverse_obukhov_per_m(class: f64, roughness_m: f64) -> f64 {
    let from_neutral = class - NEUTRAL;
    if from_neutral == 0.0 {
        return 0.0;
    }
    Golder::over(roughness_m)
        .per_m(from_neutral.abs())
        .copysign(from_neutral)
}

/// Classes from D, above 0 in stable air, of an inverse Monin-Obukhov length.
pub(super) fn classes_from_neutral(inverse_obukhov_per_m: f64, roughness_m: f64) -> f64 {
    if inverse_obukhov_per_m == 0.0 {
        return 0.0;
    }
    Golder::over(roughness_m)
        .steps(inverse_obukhov_per_m.abs())
        .copysign(inverse_obukhov_per_m)
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;

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

    /// λ2 is what the formula has at class F, which is two from D.
    #[test]
    fn classes_and_lengths_turn_into_each_other() {
        for z0 in [1e-4, 0.01, 0.1, 1.0] {
            let f = inverse_obukhov_per_m(6.0, z0);
            assert!((f / Golder::over(z0).two - 1.0).abs() < 1e-12, "{z0}");
            assert!(inverse_obukhov_per_m(4.0, z0).abs() < 1e-15);
            for class in [1.0, 1.5, 2.7, 4.0, 4.4, 5.9, 6.0] {
                let per_m = inverse_obukhov_per_m(class, z0);
                let back = NEUTRAL + classes_from_neutral(per_m, z0);
                assert!((back - class).abs() < 1e-3, "{z0} {class} {back}");
            }
        }
        assert!((inverse_obukhov_per_m(6.0, 0.1) - 0.0385 * 0.1f64.powf(-0.1715)).abs() < 1e-12);
    }
}
