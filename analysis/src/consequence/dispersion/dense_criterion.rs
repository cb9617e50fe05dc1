//! Is a cloud dense enough to flow by its own weight, or does it go with the wind?
//!
//! ```text
//! steady   (g0 Q0/(D u10^3))^(1/3) >= 0.15, D = (Q0/u10)^1/2     g0 = g (rho0 - rhoa)/rhoa
//! sudden   (g0 V0^(1/3))^1/2/u10   >= 0.20
//! else     Ri* = g0 h/u*^2 > 50 by the depth h of the cloud
//! ```
//!
//! Source: Britter and McQuaid (1988), CCPS (1999) `[V]`. HJ 169-2018 annex G.2 has the first two as Richardson
//! numbers with the limits 1/6 (steady) and 0.04 (sudden), from memory.

use crate::consequence::G;

/// From this value of the steady criterion a plume is dense: Britter and McQuaid (1988).
pub const STEADY: f64 = 0.15;
/// From this value of the sudden criterion a puff is dense: Britter and McQuaid (1988).
pub const SUDDEN: f64 = 0.20;
/// The limit of HJ 169-2018 annex G.2 for a steady release: from memory.
pub const HJ_STEADY: f64 = 1.0 / 6.0;
/// The limit of HJ 169-2018 annex G.2 for the square of the sudden criterion: from memory.
pub const HJ_SUDDEN_SQUARED: f64 = 0.04;
/// From this Richardson number a cloud over ground is dense: CCPS (1999), from memory.
pub const RICHARDSON: f64 = 50.0;

/// Reduced gravity `g (rho0 - rhoa)/rhoa`, m/s²; negative for a light gas.
pub fn reduced_gravity_m_s2(density_kg_m3: f64, air_density_kg_m3: f64) -> f64 {
    G * (density_kg_m3 - air_density_kg_m3) / air_density_kg_m3
}

/// `(g0 Q0/(D u10^3))^(1/3)` with `D = (Q0/u10)^1/2`; negative for a light gas.
pub fn steady(reduced_gravity_m_s2: f64, volume_rate_m3_s: f64, wind_10m_m_s: f64) -> f64 {
    let length_m = (volume_rate_m3_s / wind_10m_m_s).sqrt();
    (reduced_gravity_m_s2 * length_m).cbrt() / wind_10m_m_s.cbrt().powi(2)
}

/// `(g0 V0^(1/3))^1/2/u10`; zero for a light gas.
pub fn sudden(reduced_gravity_m_s2: f64, volume_m3: f64, wind_10m_m_s: f64) -> f64 {
    (reduced_gravity_m_s2.max(0.0) * volume_m3.cbrt()).sqrt() / wind_10m_m_s
}

/// `Ri* = g0 h/u*^2` of a cloud of a depth: `V0^(1/3)` of a sudden release, `Q0/(u10 D)` of a steady one.
pub fn richardson(reduced_gravity_m_s2: f64, depth_m: f64, friction_velocity_m_s: f64) -> f64 {
    reduced_gravity_m_s2 * depth_m / friction_velocity_m_s.powi(2)
}

/// Whether a release that lasts acts as steady, as sudden, or between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// `u T/x >= 2.5`.
    Steady,
    /// Between: the lesser concentration of the two holds, as both are too great there.
    Between,
    /// `u T/x <= 0.6`.
    Sudden,
}

/// How a release of a duration acts at a distance: Britter and McQuaid (1988). What is concluded from it jumps at both
/// limits, by up to the ratio of the two curves there: so it is in the source.
pub fn lasting(wind_10m_m_s: f64, duration_s: f64, x_m: f64) -> Lasting {
    let ratio = wind_10m_m_s * duration_s / x_m.max(1e-6);
    if ratio >= 2.5 {
        Lasting::Steady
    } else if ratio <= 0.6 {
        Lasting::Sudden
    } else {
        Lasting::Between
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chlorine_at_night_is_dense_and_a_trace_in_a_gale_is_not() {
        // 10 kg/s of cold chlorine, 3.6 kg/m3, at 1.5 m/s.
        let g0 = reduced_gravity_m_s2(3.6, 1.2);
        let q = 10.0 / 3.6;
        assert!(steady(g0, q, 1.5) > STEADY);
        // By hand: (g0 Q/(D u^3))^(1/3).
        let d = (q / 1.5_f64).sqrt();
        assert!((steady(g0, q, 1.5) - (g0 * q / (d * 1.5_f64.powi(3))).cbrt()).abs() < 1e-12);
        assert!(steady(g0, 1e-4, 15.0) < STEADY);
        assert!(steady(reduced_gravity_m_s2(0.7, 1.2), q, 1.5) < 0.0);
        assert!((sudden(g0, 1000.0, 5.0) - (g0 * 10.0).sqrt() / 5.0).abs() < 1e-12);
        assert!((HJ_SUDDEN_SQUARED - SUDDEN * SUDDEN).abs() < 1e-12);
    }

    #[test]
    fn a_minute_is_long_nearby_and_short_far_away() {
        assert_eq!(lasting(3.0, 60.0, 50.0), Lasting::Steady);
        assert_eq!(lasting(3.0, 60.0, 150.0), Lasting::Between);
        assert_eq!(lasting(3.0, 60.0, 1000.0), Lasting::Sudden);
        assert!((richardson(10.0, 2.0, 0.2) - 500.0).abs() < 1e-9);
    }
}
