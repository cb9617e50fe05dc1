//! A steady release of dense gas, by the curves of Britter and McQuaid.
//!
//! ```text
//! near   C/C0 = 306/(306 + (x/D)^2)                               x/D < 30
//! far    the curves, C ~ x^-2 beyond the last
//! size   lb = Q0 g0/u10^3; upwind D/2 + 2 lb; half width Lh = D + 8 lb + 2.5 (lb x^2)^(1/3)
//!        depth Lv = D^2/(2 Lh C/C0)
//! ```
//!
//! Source: Workbook (1988), CCPS (1999) p. 118 and 122: concentration `[V]`, size `[S]`. The depth is what lets the
//! released volume pass, so `C u10 2 Lh Lv = C0 Q0`.

use crate::consequence::{Outside, Range};
use crate::error::{Error, checked};

use super::curves::{self, ALPHA, PLUME_SHARES, plume_betas, plume_betas_joined};
use super::{DenseSource, isothermal, non_isothermal};

/// x/D where the near formula ends: CCPS (1999).
const NEAR_END: f64 = 30.0;
/// The near formula ends this much of beta before the first curve, where that lies nearer than 30 D (alpha above
/// 0.5): an engineering closure, so that a cloud of great weight has no jump.
const BEFORE_FIRST: f64 = 0.05;

/// A steady release of dense gas: ask it for a distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DensePlume {
    /// The source and the air.
    pub source: DenseSource,
    /// Volume released a second, m³/s.
    pub volume_rate_m3_s: f64,
    /// Length of the source, D, m.
    pub length_m: f64,
    /// alpha.
    pub alpha: f64,
    /// Buoyancy length, lb, m; zero for a release that is no heavier than air.
    pub buoyancy_length_m: f64,
    betas: [f64; 6],
    /// beta and share where the near formula ends.
    near: (f64, f64),
}

impl DensePlume {
    /// A steady release.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a rate outside of 1e-6 to 1e7 m³/s or a source or air that make no sense.
    pub fn new(source: DenseSource, volume_rate_m3_s: f64) -> Result<Self, Error> {
        Self::by(source, volume_rate_m3_s, plume_betas)
    }

    /// The same by curves without the printed jumps, for who compares many releases that differ little.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn joined(source: DenseSource, volume_rate_m3_s: f64) -> Result<Self, Error> {
        Self::by(source, volume_rate_m3_s, plume_betas_joined)
    }

    fn by(
        source: DenseSource,
        volume_rate_m3_s: f64,
        curves: fn(f64) -> [f64; 6],
    ) -> Result<Self, Error> {
        let source = source.checked()?;
        let q = checked("volume rate (m3/s)", volume_rate_m3_s, 1e-6, 1e7)?;
        let (g0, u) = (source.reduced_gravity_m_s2(), source.wind_10m_m_s);
        // alpha = 0.2 log10(g0^2 Q0/u10^5)
        let alpha = super::curves::alpha(0.2, g0.max(0.0).powi(2) * q / u.powi(5));
        let betas = curves(alpha);
        let [first, ..] = betas;
        let beta = NEAR_END.log10().min(first - BEFORE_FIRST);
        Ok(Self {
            source,
            volume_rate_m3_s: q,
            length_m: (q / u).sqrt(),
            alpha,
            buoyancy_length_m: q * g0.max(0.0) / u.powi(3),
            betas,
            near: (beta, near(10_f64.powf(beta))),
        })
    }

    fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        std::iter::once(self.near).chain(self.betas.into_iter().zip(PLUME_SHARES))
    }

    /// beta for each of [`PLUME_SHARES`].
    pub fn betas(&self) -> [f64; 6] {
        self.betas
    }

    /// Share of the source's concentration by volume, on the axis at the ground, at a distance in m.
    pub fn share(&self, x_m: f64) -> f64 {
        let scaled = x_m.max(0.0) / self.length_m;
        let beta = scaled.log10();
        let c = if beta < self.near.0 {
            near(scaled)
        } else {
            curves::share(self.points(), beta)
        };
        non_isothermal(c, self.source.temperature_ratio)
    }

    /// The distance, m, to a share of the source's concentration by volume; 0 for shares from 1 on.
    pub fn distance_m(&self, share: f64) -> f64 {
        if share >= 1.0 {
            return 0.0;
        }
        let c = isothermal(share.max(1e-12), self.source.temperature_ratio);
        let scaled = if c > self.near.1 {
            (306.0 * (1.0 / c - 1.0)).sqrt()
        } else {
            10_f64.powf(curves::beta(self.points(), c))
        };
        scaled * self.length_m
    }

    /// How far the cloud goes against the wind, m.
    pub fn upwind_m(&self) -> f64 {
        0.5 * self.length_m + 2.0 * self.buoyancy_length_m
    }

    /// Half the width of the cloud, m, at a distance in m, which may be upwind; there it narrows to the front as a
    /// parabola, which is an engineering closure: the source gives both ends only.
    pub fn half_width_m(&self, x_m: f64) -> f64 {
        let lb = self.buoyancy_length_m;
        let at_source = self.length_m + 8.0 * lb;
        if x_m >= 0.0 {
            at_source + 2.5 * (lb * x_m * x_m).cbrt()
        } else if -x_m <= self.upwind_m() {
            at_source * (1.0 + x_m / self.upwind_m()).sqrt()
        } else {
            0.0
        }
    }

    /// Depth of the cloud, m, at a distance in m downwind.
    pub fn depth_m(&self, x_m: f64) -> f64 {
        self.length_m.powi(2) / (2.0 * self.half_width_m(x_m.max(0.0)) * self.share(x_m))
    }

    /// What is to be said of a release for which the curves were not made.
    pub fn outside(&self) -> Vec<Outside> {
        outside(self.alpha, &self.source)
    }
}

/// The near formula of CCPS (1999).
fn near(scaled: f64) -> f64 {
    306.0 / (306.0 + scaled * scaled)
}

/// What is to be said of an alpha outside of the trials, or of a cloud that has no weight.
pub(super) fn outside(alpha: f64, source: &DenseSource) -> Vec<Outside> {
    let curves = Range {
        what: "alpha of Britter and McQuaid",
        min: ALPHA.0,
        max: ALPHA.1,
        source: "CCPS 1999 p. 118",
    };
    let weight = Range {
        what: "density of the release over that of the air",
        min: 1.0,
        max: f64::INFINITY,
        source: "Britter and McQuaid 1988: dense gases",
    };
    curves
        .check(alpha)
        .into_iter()
        .chain(weight.check(source.density_kg_m3 / source.air_density_kg_m3))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn source(density: f64, ratio: f64, wind: f64) -> DenseSource {
        DenseSource {
            density_kg_m3: density,
            air_density_kg_m3: 1.2,
            temperature_ratio: ratio,
            wind_10m_m_s: wind,
            gravity_m_s2: 9.80665,
        }
    }

    #[test]
    fn a_section_lets_pass_what_is_released() {
        let plume = DensePlume::new(source(3.0, 0.8, 3.0), 20.0).unwrap();
        for x in [1.0, 60.0, 400.0, 5000.0] {
            let passes = plume.share(x) * 3.0 * 2.0 * plume.half_width_m(x) * plume.depth_m(x);
            assert!((passes / 20.0 - 1.0).abs() < 1e-12);
        }
        let front = -plume.upwind_m();
        assert!(plume.half_width_m(front) < 1e-6 && plume.half_width_m(2.0 * front) == 0.0);
        assert!((plume.half_width_m(-1e-9) / plume.half_width_m(0.0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_lighter_than_air_is_told() {
        let plume = DensePlume::new(source(0.7, 1.0, 3.0), 20.0).unwrap();
        assert!(plume.buoyancy_length_m == 0.0);
        assert!(plume.outside().iter().any(|o| o.what.contains("density")));
        assert!(DensePlume::new(source(3.0, 1.0, 0.0), 20.0).is_err());
        assert!(DensePlume::new(source(3.0, 1.0, 3.0), -1.0).is_err());
    }

    proptest! {
        #[test]
        fn it_gets_thinner_without_a_jump_and_the_distance_is_found_again(
            density in 0.8..20.0_f64, ratio in 0.3..1.5_f64, wind in 0.5..20.0_f64,
            rate in 0.01..5000.0_f64, x in 0.1..50_000.0_f64,
        ) {
            let plume = DensePlume::new(source(density, ratio, wind), rate).unwrap();
            let (here, on) = (plume.share(x), plume.share(1.001 * x));
            prop_assert!(here <= 1.0 && here > 0.0);
            prop_assert!(on <= here && on > 0.95 * here, "{here} {on}");
            prop_assert!((plume.distance_m(here) / x - 1.0).abs() < 1e-5 || here > 0.999_999);
            prop_assert!(plume.depth_m(x) > 0.0 && plume.half_width_m(x) > 0.0);
            // More of it reaches farther.
            let more = DensePlume::new(source(density, ratio, wind), 2.0 * rate).unwrap();
            prop_assert!(more.distance_m(0.01) > plume.distance_m(0.01));
        }

        #[test]
        fn a_little_more_of_the_source_is_a_little_farther(
            density in 1.2..20.0_f64, wind in 0.5..20.0_f64, rate in 0.01..5000.0_f64,
            share in 0.001..0.9_f64,
        ) {
            let joined = |f: f64| {
                DensePlume::joined(source(density, 1.0, wind), f * rate).unwrap().distance_m(share)
            };
            prop_assert!((joined(1.001) / joined(1.0) - 1.0).abs() < 0.005);
            let of = |f: f64| DensePlume::new(source(density, 1.0, wind), f * rate).unwrap().distance_m(share);
            // The printed pieces jump by 2 % of the distance.
            prop_assert!((of(1.001) / of(1.0) - 1.0).abs() < 0.03);
        }
    }
}
