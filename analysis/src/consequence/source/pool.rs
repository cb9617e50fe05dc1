//! How far a spill spreads on the ground.
//!
//! ```text
//! r dr/dt = sqrt(2 g V/pi)
//! instantaneous  r² = r0² + t sqrt(8 g V/pi)
//! continuous     r = (32 g q/(9 pi))^(1/4) t^(3/4),  q in m³/s, V = q t
//! ends           A = V/depth, or the area of the bund
//! D = sqrt(4 A/pi)
//! ```
//! Gravity against inertia, without loss to evaporation: see [`equilibrium_area_m2`] for a pool that loses as much as
//! it gets. Least depths: concrete 5 mm, soil 10 mm, gravel 25 mm.
//!
//! Sources: Shaw and Briscoe (1978), in Yellow Book CPR 14E (2005) section 3.5.2 and AQ/T 3046-2013 (derived here;
//! closed forms as tests); depths of the Yellow Book, table 3.1, from memory.

use std::f64::consts::PI;

use crate::consequence::G;
use crate::error::{Error, above_zero};

/// Ground under a pool, for the least depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// Concrete, asphalt.
    Concrete,
    /// Soil, sand, grass.
    Soil,
    /// Gravel, rough ground.
    Gravel,
}

impl Surface {
    /// Least depth of a pool, m: Yellow Book CPR 14E table 3.1, from memory.
    pub const fn least_depth_m(self) -> f64 {
        match self {
            Self::Concrete => 0.005,
            Self::Soil => 0.010,
            Self::Gravel => 0.025,
        }
    }
}

/// What stops a pool.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Least depth, m.
    pub least_depth_m: f64,
    /// Area of the bund, m²; none on open ground.
    pub bund_m2: Option<f64>,
}

impl Bounds {
    /// Greatest area of a volume, m².
    pub fn area_m2(&self, volume_m3: f64) -> f64 {
        let open = volume_m3 / self.least_depth_m;
        self.bund_m2.map_or(open, |bund| open.min(bund))
    }

    /// Checks what must be above zero.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a depth or a bund that is not.
    pub fn checked(self) -> Result<Self, Error> {
        let bund = self.bund_m2.unwrap_or(1.0);
        for (what, value) in [
            ("least depth of the pool, m", self.least_depth_m),
            ("area of the bund, m²", bund),
        ] {
            above_zero(what, value)?;
        }
        Ok(self)
    }
}

/// Diameter of a round pool, m, from its area, m².
pub fn diameter_m(area_m2: f64) -> f64 {
    (4.0 * area_m2.max(0.0) / PI).sqrt()
}

/// Area of a volume, m³, that spilt at once with a radius of `radius_m`, after a time, s.
pub fn instantaneous_area_m2(volume_m3: f64, radius_m: f64, time_s: f64, bounds: &Bounds) -> f64 {
    let square = radius_m * radius_m + time_s * (8.0 * G * volume_m3 / PI).sqrt();
    (PI * square).min(bounds.area_m2(volume_m3))
}

/// Area of a spill of a rate, m³/s, after a time, s.
pub fn continuous_area_m2(rate_m3_s: f64, time_s: f64, bounds: &Bounds) -> f64 {
    let square = (32.0 * G * rate_m3_s / (9.0 * PI)).sqrt() * time_s.powf(1.5);
    (PI * square).min(bounds.area_m2(rate_m3_s * time_s))
}

/// Time at which a spill at once has its greatest area, s.
pub fn instantaneous_end_s(volume_m3: f64, radius_m: f64, bounds: &Bounds) -> f64 {
    let way = bounds.area_m2(volume_m3) / PI - radius_m * radius_m;
    way.max(0.0) / (8.0 * G * volume_m3 / PI).sqrt()
}

/// Area at which a pool loses by evaporation, at a flux, what a release gives, m²; not above the bounds of all that
/// was spilt.
pub fn equilibrium_area_m2(
    rate_kg_s: f64,
    flux_kg_m2_s: f64,
    spilt_m3: f64,
    bounds: &Bounds,
) -> f64 {
    let most = bounds.area_m2(spilt_m3);
    if flux_kg_m2_s > 0.0 {
        (rate_kg_s / flux_kg_m2_s).min(most)
    } else {
        most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OPEN: Bounds = Bounds {
        least_depth_m: 0.005,
        bund_m2: None,
    };

    #[test]
    fn a_cubic_metre_on_concrete_covers_200_m2() {
        let end = instantaneous_end_s(1.0, 0.5, &OPEN);
        assert!((instantaneous_area_m2(1.0, 0.5, end * 1.01, &OPEN) - 200.0).abs() < 1e-9);
        assert!(instantaneous_area_m2(1.0, 0.5, end * 0.9, &OPEN) < 190.0);
        assert!((diameter_m(PI) - 2.0).abs() < 1e-12);
        let bund = Bounds {
            bund_m2: Some(80.0),
            ..OPEN
        };
        assert!((instantaneous_area_m2(1.0, 0.5, 1e6, &bund) - 80.0).abs() < 1e-12);
        assert!(
            Bounds {
                least_depth_m: 0.0,
                ..OPEN
            }
            .checked()
            .is_err()
        );
    }

    proptest! {
        /// Both closed forms fulfil `r dr/dt = sqrt(2 g V/pi)`.
        #[test]
        fn pools_spread_by_their_weight(v in 0.1..1e3_f64, t in 1.0..5.0_f64) {
            let thin = Bounds { least_depth_m: 1e-12, bund_m2: None };
            let d = 1e-4 * t;
            let slope = |f: &dyn Fn(f64) -> f64| (f(t + d) - f(t - d)) / (2.0 * d) / (2.0 * PI);
            let once = slope(&|t| instantaneous_area_m2(v, 1.0, t, &thin));
            prop_assert!((once / (2.0 * G * v / PI).sqrt() - 1.0).abs() < 1e-6);
            let q = v / 100.0;
            let steady = slope(&|t| continuous_area_m2(q, t, &thin));
            prop_assert!((steady / (2.0 * G * q * t / PI).sqrt() - 1.0).abs() < 1e-6);
        }

        #[test]
        fn no_pool_is_thinner_than_its_least_depth(q in 1e-4..1.0_f64, t in 0.1..1e4_f64) {
            let area = continuous_area_m2(q, t, &OPEN);
            prop_assert!(q * t / area >= 0.005 * (1.0 - 1e-9));
            prop_assert!(continuous_area_m2(q, t * 1.001, &OPEN) >= area);
        }
    }
}
