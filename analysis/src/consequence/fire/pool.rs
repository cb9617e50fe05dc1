//! A pool fire: the radiation anywhere around it, and how far a level of it reaches.
//!
//! ```text
//! q = tau SEP F
//! ```
//!
//! The flame is a sheared cylinder as by [`pool_flame`](super::pool_flame) and
//! [`emissive_power`](super::emissive_power); downwind on the ground F has Mudan's closed form
//! ([`cylinder`]), everywhere else it is taken from the solid ([`solid`](super::solid)), within 0.5 % of it as a rule, 2 % at most.
//! In the flame F is 1, which is a jump at its surface, as there is in nature.
//!
//! Source: TNO Yellow Book CPR 14E (2005) 6.5.4 (verified: example 6.6.3).

use super::air::Air;
use super::cylinder;
use super::reach::farthest_m;
use super::solid::Solid;
use super::transmissivity::wayne;
use super::view_factor::ViewFactor;
use crate::error::{Error, above_zero, checked};

/// How much of the radiation the air lets through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Path {
    /// A share, whatever the distance.
    Share(f64),
    /// Wayne's, from the surface of the flame.
    Through(Air),
}

impl Path {
    /// The share that arrives over a path, m.
    pub fn transmissivity(&self, path_m: f64) -> f64 {
        match self {
            Self::Share(share) => *share,
            Self::Through(air) => wayne(air, path_m),
        }
    }
}

/// A solved pool fire. The wind blows along +x.
#[derive(Debug, Clone, Copy)]
pub struct PoolFire {
    diameter_m: f64,
    length_m: f64,
    tilt_rad: f64,
    emissive_power_w_m2: f64,
    path: Path,
    body: Solid,
}

impl PoolFire {
    /// A pool fire whose flame is known.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a diameter or length not above zero, a tilt outside of 0 to π/2, or an emissive
    /// power below zero.
    pub fn new(
        diameter_m: f64,
        length_m: f64,
        tilt_rad: f64,
        emissive_power_w_m2: f64,
        path: Path,
    ) -> Result<Self, Error> {
        above_zero("pool diameter in m", diameter_m)?;
        above_zero("flame length in m", length_m)?;
        checked("tilt in rad", tilt_rad, 0.0, std::f64::consts::FRAC_PI_2)?;
        checked("emissive power in W/m2", emissive_power_w_m2, 0.0, f64::MAX)?;
        Ok(Self {
            diameter_m,
            length_m,
            tilt_rad,
            emissive_power_w_m2,
            path,
            body: Solid::pool(diameter_m, length_m, tilt_rad),
        })
    }

    /// The view factors from a point `downwind_m`, `crosswind_m` from the centre, `height_m` above the ground.
    pub fn view_factor(&self, downwind_m: f64, crosswind_m: f64, height_m: f64) -> ViewFactor {
        if downwind_m > 0.0 && crosswind_m.abs() < 1e-9 * downwind_m && height_m.abs() < 1e-9 {
            let radius = self.diameter_m / 2.0;
            let closed =
                cylinder::tilted(self.length_m / radius, downwind_m / radius, self.tilt_rad);
            if let Some(closed) = closed {
                return closed;
            }
        }
        self.body
            .view_factor([downwind_m, crosswind_m, height_m.max(0.0)])
    }

    /// Whether a point is in the flame.
    pub fn holds(&self, downwind_m: f64, crosswind_m: f64, height_m: f64) -> bool {
        self.body
            .holds([downwind_m, crosswind_m, height_m.max(0.0)])
    }

    /// The share that arrives through the air between the flame's surface and a point.
    pub fn transmissivity(&self, downwind_m: f64, crosswind_m: f64, height_m: f64) -> f64 {
        let p = [downwind_m, crosswind_m, height_m.max(0.0)];
        self.path.transmissivity(self.body.distance_m(p))
    }

    /// Radiation, W/m², on a surface turned to the flame.
    pub fn flux_w_m2(&self, downwind_m: f64, crosswind_m: f64, height_m: f64) -> f64 {
        // q = tau SEP F
        self.transmissivity(downwind_m, crosswind_m, height_m)
            * self.emissive_power_w_m2
            * self.view_factor(downwind_m, crosswind_m, height_m).maximum
    }

    /// How far from the centre, m, a level of radiation reaches on the ground, at a bearing to the direction
    /// the wind blows to: 0 downwind, π/2 crosswind, π upwind. None where nothing is at that level.
    pub fn distance_m(&self, level_w_m2: f64, bearing_rad: f64) -> Option<f64> {
        let (s, c) = bearing_rad.sin_cos();
        let scale = self.diameter_m + 2.0 * self.length_m;
        farthest_m(|r| self.flux_w_m2(r * c, r * s, 0.0), level_w_m2, scale)
    }

    /// Diameter of the pool, m.
    pub fn diameter_m(&self) -> f64 {
        self.diameter_m
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::f64::consts::{FRAC_PI_2, PI};

    fn fire(d: f64, l: f64, t: f64) -> PoolFire {
        PoolFire::new(d, l, t, 60e3, Path::Through(Air::default())).unwrap()
    }

    #[test]
    fn it_reaches_farthest_downwind() {
        let fire = fire(20.0, 25.0, 0.8);
        for level in [1.6e3, 4e3, 12.5e3] {
            let at = |b| fire.distance_m(level, b).unwrap();
            assert!(at(0.0) > at(FRAC_PI_2) && at(FRAC_PI_2) > at(PI));
            assert!((fire.flux_w_m2(at(0.0), 0.0, 0.0) / level - 1.0).abs() < 1e-6);
        }
        assert!(fire.distance_m(61e3, 0.0).is_none());
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let path = Path::Share(1.0);
        assert!(PoolFire::new(0.0, 1.0, 0.0, 1.0, path).is_err());
        assert!(PoolFire::new(1.0, 1.0, 2.0, 1.0, path).is_err());
        assert!(PoolFire::new(1.0, 1.0, 0.0, f64::NAN, path).is_err());
    }

    proptest! {
        #[test]
        fn the_closed_form_and_the_solid_meet(
            d in 2.0f64..60.0, slender in 0.5f64..3.0, t in 0.0f64..1.3, x in 1.1f64..20.0,
        ) {
            let fire = fire(d, slender * d, t);
            let r = x * d / 2.0;
            let (on, off) = (fire.flux_w_m2(r, 0.0, 0.0), fire.flux_w_m2(r, 1e-4 * r, 0.0));
            prop_assert!((on / off - 1.0).abs() < 0.03 || on < 1.0, "{on} {off}");
        }

        #[test]
        fn radiation_is_symmetric_finite_and_falls_outwards(
            d in 2.0f64..60.0, slender in 0.5f64..3.0, t in 0.0f64..1.3, b in 0.0f64..3.1, x in 1.0f64..30.0,
        ) {
            let fire = fire(d, slender * d, t);
            let (s, c) = b.sin_cos();
            let r = d / 2.0 + slender * d + x * d;
            let q = fire.flux_w_m2(r * c, r * s, 0.0);
            prop_assert!((0.0..=60e3).contains(&q));
            prop_assert!((q - fire.flux_w_m2(r * c, -r * s, 0.0)).abs() <= 1e-3 * q);
            prop_assert!(fire.flux_w_m2(1.01 * r * c, 1.01 * r * s, 0.0) <= q * 1.0001);
        }
    }
}
