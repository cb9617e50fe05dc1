//! Wind over height, from the ground to the lid.
//!
//! ```text
//! u(z)  = (u*/k) f(z),  f' = φ (1 − z/H)/z                           above z1 = e z0
//! f(z)  = c1 z + c2 z²                                               below, joined in value and slope
//! φ     = 1 + 5 Λ z/(1 + z/l)                                        stable
//! φ     = φ∞ + (1 − φ∞)/√(1 + γ z),  φ∞ = (1 − 16 l Λ)^−¼,  γ = −8 Λ/(1 − φ∞)     unstable
//! Λ     = (1/L) (1 + max(za, 3 m)/l),  l = 1 + 0.8 s  or  exp(−0.8 s)
//! H     = 130 m · 2^(3 − s)                                          s: classes from D, above 0 stable
//! ```
//!
//! l takes the stability back high up, the lid H the shear. The means over height are the integrals of this in
//! closed form. Source: Ermak 1990 (SLAB), atmosphere, and its public Fortran. In unstable air the term of the lid is
//! integrated as φ has it; the Fortran takes a root too many there, which is 1 % of the wind at the lid.

use std::f64::consts::E;

use super::atmosphere::{Atmosphere, classes_from_neutral};
use super::mixture::Air;

/// Von Karman's constant as SLAB has it.
pub(super) const KARMAN: f64 = 0.41;
/// Height of the wind that makes the scales, at least, m.
const LEAST_SCALE_M: f64 = 3.0;

/// φ over height.
#[derive(Debug, Clone, Copy)]
enum Shear {
    /// Λ.
    Stable(f64),
    /// φ∞ and γ.
    Unstable(f64, f64),
}

/// The air and its wind, worked out once a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wind {
    pub(super) air: Air,
    pub(super) friction_m_s: f64,
    /// 1/L.
    pub(super) inverse_obukhov_per_m: f64,
    /// Λ.
    pub(super) scale_per_m: f64,
    /// l.
    pub(super) cap_m: f64,
    /// H.
    pub(super) lid_m: f64,
    pub(super) roughness_m: f64,
    pub(super) ground_heat: bool,
    shear: Shear,
    join_m: f64,
    /// c1 and c2.
    below: (f64, f64),
    /// f(z0) and F(z1) of the closed forms, so that both are 0 there.
    offset: f64,
    flow_offset: f64,
}

impl Wind {
    pub(super) fn of(a: &Atmosphere) -> Self {
        let steps = classes_from_neutral(a.inverse_obukhov_per_m, a.roughness_m);
        let cap_m = if steps < 0.0 {
            (-0.8 * steps).exp()
        } else {
            1.0 + 0.8 * steps
        };
        let scale_per_m =
            a.inverse_obukhov_per_m * (1.0 + a.wind_height_m.max(LEAST_SCALE_M) / cap_m);
        let shear = if scale_per_m < -1e-9 {
            let far = (1.0 - 16.0 * cap_m * scale_per_m).powf(-0.25);
            Shear::Unstable(far, -8.0 * scale_per_m / (1.0 - far))
        } else {
            Shear::Stable(scale_per_m)
        };
        let join_m = E * a.roughness_m;
        let mut wind = Self {
            air: Air::of(a.temperature_k, a.pressure_pa, a.humidity),
            friction_m_s: KARMAN,
            inverse_obukhov_per_m: a.inverse_obukhov_per_m,
            scale_per_m,
            cap_m,
            lid_m: 130.0 * (3.0 - steps).exp2(),
            roughness_m: a.roughness_m,
            ground_heat: a.ground_heat,
            shear,
            join_m,
            below: (0.0, 0.0),
            offset: 0.0,
            flow_offset: 0.0,
        };
        wind.offset = wind.closed(a.roughness_m).0;
        let value = wind.closed(join_m).0 - wind.offset;
        let slope = wind.phi(join_m) * (1.0 - join_m / wind.lid_m) / join_m;
        wind.below = (
            2.0 * value / join_m - slope,
            (slope - value / join_m) / join_m,
        );
        wind.flow_offset = wind.closed(join_m).1 - wind.offset * join_m;
        wind.friction_m_s = KARMAN * a.wind_m_s / wind.shape(a.wind_height_m).max(1e-6);
        wind
    }

    /// f and its integral, but for constants.
    ///
    /// ```text
    /// stable:    f = ln z − z/H + 5 Λ l [(1 + l/H) ln(z + l) − z/H]
    /// unstable:  f = ln z − φ∞ z/H − 2 (1 − φ∞) [ln(1 + ξ) + ξ/(γ H)],  ξ = √(1 + γ z)
    /// ```
    fn closed(&self, z: f64) -> (f64, f64) {
        let (h, log) = (self.lid_m, z.ln());
        let flow = z * (log - 1.0);
        match self.shear {
            Shear::Stable(scale) => {
                let l = self.cap_m;
                let most = 5.0 * scale * l;
                let (high, share) = ((z + l).ln(), 1.0 + l / h);
                (
                    log - z / h + most * (share * high - z / h),
                    flow - 0.5 * z * z / h
                        + most * (share * ((z + l) * (high - 1.0)) - 0.5 * z * z / h),
                )
            }
            Shear::Unstable(far, gamma) => {
                let xi = (1.0 + gamma * z).sqrt();
                let high = (1.0 + xi).ln();
                let drop = 2.0 * (1.0 - far);
                // ∫ ln(1 + ξ) dz = [(ξ² − 1) ln(1 + ξ) − ξ²/2 + ξ]/γ,  ∫ ξ dz = 2 ξ³/(3 γ).
                let flow_high = ((xi * xi - 1.0) * high - 0.5 * xi * xi + xi) / gamma;
                let flow_xi = 2.0 * xi.powi(3) / (3.0 * gamma);
                (
                    log - far * z / h - drop * (high + xi / (gamma * h)),
                    flow - 0.5 * far * z * z / h - drop * (flow_high + flow_xi / (gamma * h)),
                )
            }
        }
    }

    /// f and its integral from the ground.
    fn shape_and_flow(&self, z: f64) -> (f64, f64) {
        let z = z.clamp(0.0, self.lid_m);
        let (c1, c2) = self.below;
        let under = |z: f64| (c1 * z + c2 * z * z, (0.5 * c1 + c2 * z / 3.0) * z * z);
        if z < self.join_m {
            return under(z);
        }
        let (shape, flow) = self.closed(z);
        (
            shape - self.offset,
            flow - self.offset * z - self.flow_offset + under(self.join_m).1,
        )
    }

    /// f: the wind at a height over u*/k.
    pub(super) fn shape(&self, z: f64) -> f64 {
        self.shape_and_flow(z).0
    }

    /// Wind at a height, m/s.
    pub(super) fn speed_m_s(&self, z: f64) -> f64 {
        self.shape(z) * self.friction_m_s / KARMAN
    }

    /// Wind at a height, m/s, and the flow below it, m²/s.
    pub(super) fn speed_and_flow(&self, z: f64) -> (f64, f64) {
        let (shape, flow) = self.shape_and_flow(z);
        let scale = self.friction_m_s / KARMAN;
        (shape * scale, flow * scale)
    }

    /// Mean wind between the ground and a height, m/s.
    pub(super) fn mean_m_s(&self, z: f64) -> f64 {
        if z <= 0.0 {
            return 0.0;
        }
        self.speed_and_flow(z).1 / z
    }

    /// φ of momentum at a height.
    pub(super) fn phi(&self, z: f64) -> f64 {
        match self.shear {
            Shear::Stable(scale) => 1.0 + 5.0 * scale * z / (1.0 + z / self.cap_m),
            Shear::Unstable(far, gamma) => far + (1.0 - far) / (1.0 + gamma * z).sqrt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::atmosphere::inverse_obukhov_per_m;
    use super::super::atmosphere::tests::weather;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_profile_goes_through_the_measured_wind() {
        for l in [-0.1, -0.01, 0.0, 0.01, 0.05] {
            let wind = Wind::of(&weather(3.0, 0.1, l));
            assert!((wind.speed_m_s(10.0) - 3.0).abs() < 1e-9, "{l}");
        }
        let neutral = Wind::of(&weather(1.0, 0.1, 0.0));
        // ln(z/z0) less what the lid of 1 040 m takes.
        let shape = 100f64.ln() - 9.9 / 1_040.0;
        assert!((neutral.friction_m_s - 0.41 / shape).abs() < 1e-12);
    }

    #[test]
    fn the_mean_and_the_slope_are_those_of_the_profile() {
        for l in [-0.1, -0.02, 0.0, 0.03] {
            let wind = Wind::of(&weather(3.0, 0.1, l));
            for z in [0.1, 5.0, 30.0, 80.0] {
                let n = 20_000;
                let sum: f64 = (0..n)
                    .map(|i| wind.speed_m_s(z * (f64::from(i) + 0.5) / f64::from(n)))
                    .sum();
                let mean = wind.mean_m_s(z);
                assert!((mean * f64::from(n) / sum - 1.0).abs() < 1e-6, "{l} {z}");
            }
            for z in [1.0, 30.0] {
                let slope = (wind.shape(z * 1.0001) - wind.shape(z * 0.9999)) / (2e-4 * z);
                let known = wind.phi(z) * (1.0 - z / wind.lid_m) / z;
                assert!((slope / known - 1.0).abs() < 1e-5, "{l} {z}");
            }
        }
    }

    proptest! {
        #[test]
        fn wind_never_falls_with_height(class in 1.0..6.0f64, z in 0.001..0.99f64, z0 in 0.001..1.0f64) {
            let wind = Wind::of(&weather(4.0, z0, inverse_obukhov_per_m(class, z0)));
            let z = z * wind.lid_m;
            prop_assert!(wind.speed_m_s(z * 1.01) >= wind.speed_m_s(z) * (1.0 - 1e-12));
            prop_assert!(wind.mean_m_s(z) <= wind.speed_m_s(z) * (1.0 + 1e-12));
        }
    }
}
