//! A sudden release of dense gas, by the curves of Britter and McQuaid.
//!
//! ```text
//! centre   xc = 0.4 u10 t
//! radius   r^2 = R0^2 + 1.2 t (g0 V0)^1/2,  R0 = (3 V0/(4 pi))^(1/3)
//! C/C0     at the front, x' = (xc + r)/V0^(1/3): near 3.24/(3.24 + x'^2), not below 0.1, up to the first curve;
//!          then the curves, C ~ x^-2 beyond the last
//! height   H = V0/(pi r^2 C/C0)
//! ```
//!
//! The cloud is a flat cylinder of one concentration. Where the first curve is reached at less than 5.4 V0^(1/3)
//! (alpha below -0.3) the near formula is still above 0.1 there and falls to it by up to 13 %: so it is in the
//! source. Source: Workbook (1988), CCPS (1999); far field `[V]` by the Potchefstroom ammonia case,
//! near field `[S]`.

use std::f64::consts::PI;

use crate::consequence::Outside;
use crate::error::{Error, checked};

use super::curves::{self, PUFF_SHARES, puff_betas, puff_betas_joined};
use super::{DenseSource, isothermal, non_isothermal};

/// Speed of the centre as a share of the wind at 10 m: Workbook (1988).
pub const ADVECTION: f64 = 0.4;
/// Share below which the near formula does not go.
const NEAR_FLOOR: f64 = 0.1;

/// A sudden release of dense gas: ask it for a time or a distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DensePuff {
    /// The source and the air.
    pub source: DenseSource,
    /// Volume of the cloud at first, V0, m³.
    pub volume_m3: f64,
    /// alpha.
    pub alpha: f64,
    /// Speed of the centre, m/s.
    pub speed_m_s: f64,
    betas: [f64; 7],
}

impl DensePuff {
    /// A sudden release; `speed_m_s` is that of the centre, 0.4 of the wind at 10 m where it is left out.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a volume outside of 1e-3 to 1e9 m³, a speed outside of 0 to 150 m/s, or a source or air
    /// that make no sense.
    pub fn new(source: DenseSource, volume_m3: f64, speed_m_s: Option<f64>) -> Result<Self, Error> {
        Self::by(source, volume_m3, speed_m_s, puff_betas)
    }

    /// The same by curves without the printed jumps, for who compares many releases that differ little.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn joined(
        source: DenseSource,
        volume_m3: f64,
        speed_m_s: Option<f64>,
    ) -> Result<Self, Error> {
        Self::by(source, volume_m3, speed_m_s, puff_betas_joined)
    }

    fn by(
        source: DenseSource,
        volume_m3: f64,
        speed_m_s: Option<f64>,
        betas: fn(f64) -> [f64; 7],
    ) -> Result<Self, Error> {
        let source = source.checked()?;
        let v = checked("volume of the cloud (m3)", volume_m3, 1e-3, 1e9)?;
        let u = source.wind_10m_m_s;
        let speed = speed_m_s.unwrap_or(ADVECTION * u);
        // alpha = 0.5 log10(g0 V0^(1/3)/u10^2)
        let alpha = curves::alpha(0.5, source.reduced_gravity_m_s2() * v.cbrt() / (u * u));
        Ok(Self {
            source,
            volume_m3: v,
            alpha,
            speed_m_s: checked("speed of the cloud (m/s)", speed, 0.0, 150.0)?,
            betas: betas(alpha),
        })
    }

    fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        self.betas.into_iter().zip(PUFF_SHARES)
    }

    /// beta for each of [`PUFF_SHARES`].
    pub fn betas(&self) -> [f64; 7] {
        self.betas
    }

    /// Share of the source's concentration by volume when the front is at a distance in m.
    pub fn share_at_m(&self, front_m: f64) -> f64 {
        let scaled = front_m.max(0.0) / self.volume_m3.cbrt();
        let beta = scaled.log10();
        let [first, ..] = self.betas;
        let c = if beta < first {
            (3.24 / (3.24 + scaled * scaled)).max(NEAR_FLOOR)
        } else {
            curves::share(self.points(), beta)
        };
        non_isothermal(c, self.source.temperature_ratio)
    }

    /// Share of the source's concentration in the cloud, a time after the release.
    pub fn share_at_s(&self, t_s: f64) -> f64 {
        self.share_at_m(self.centre_m(t_s) + self.radius_m(t_s))
    }

    /// The distance, m, at which the front has a share of the source's concentration; 0 for shares from 1 on.
    pub fn distance_m(&self, share: f64) -> f64 {
        if share >= 1.0 {
            return 0.0;
        }
        let c = isothermal(share.max(1e-12), self.source.temperature_ratio);
        let [first, ..] = self.betas;
        let scaled = if c > NEAR_FLOOR {
            // The near formula ends with the first curve, where it may still be above 0.1.
            (3.24 * (1.0 / c - 1.0)).sqrt().min(10_f64.powf(first))
        } else {
            10_f64.powf(curves::beta(self.points(), c))
        };
        scaled * self.volume_m3.cbrt()
    }

    /// Where the centre is, m downwind, a time after the release.
    pub fn centre_m(&self, t_s: f64) -> f64 {
        self.speed_m_s * t_s.max(0.0)
    }

    /// Radius, m, a time after the release.
    pub fn radius_m(&self, t_s: f64) -> f64 {
        let r0 = (3.0 * self.volume_m3 / (4.0 * PI)).cbrt();
        let g0 = self.source.reduced_gravity_m_s2().max(0.0);
        (r0 * r0 + 1.2 * t_s.max(0.0) * (g0 * self.volume_m3).sqrt()).sqrt()
    }

    /// Height, m, a time after the release: the released volume over the area.
    pub fn height_m(&self, t_s: f64) -> f64 {
        self.volume_m3 / (PI * self.radius_m(t_s).powi(2) * self.share_at_s(t_s))
    }

    /// Whether a point is in the cloud at a time.
    pub fn covers(&self, x_m: f64, y_m: f64, t_s: f64) -> bool {
        t_s >= 0.0 && (x_m - self.centre_m(t_s)).hypot(y_m) <= self.radius_m(t_s)
    }

    /// What is to be said of a release for which the curves were not made.
    pub fn outside(&self) -> Vec<Outside> {
        super::plume::outside(self.alpha, &self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn puff(density: f64, ratio: f64, wind: f64, volume: f64) -> DensePuff {
        let source = DenseSource {
            density_kg_m3: density,
            air_density_kg_m3: 1.2,
            temperature_ratio: ratio,
            wind_10m_m_s: wind,
            gravity_m_s2: 9.80665,
        };
        DensePuff::new(source, volume, None).unwrap()
    }

    #[test]
    fn the_cloud_holds_what_was_released() {
        let puff = puff(3.0, 0.8, 3.0, 1000.0);
        for t in [0.0, 10.0, 300.0] {
            let volume = PI * puff.radius_m(t).powi(2) * puff.height_m(t) * puff.share_at_s(t);
            assert!((volume / 1000.0 - 1.0).abs() < 1e-12);
        }
        assert!(puff.covers(0.0, 0.0, 0.0) && !puff.covers(500.0, 0.0, 10.0));
    }

    /// The drop of the source where the near formula ends before 0.1.
    #[test]
    fn the_near_formula_ends_as_printed() {
        let light = puff(1.2001, 1.0, 10.0, 1.0);
        assert!(light.alpha < -0.44);
        let end = 10_f64.powf(0.70);
        assert!((light.share_at_m(end * 0.999_999) - 0.1142).abs() < 2e-4);
        assert!((light.share_at_m(end * 1.000_001) - 0.1).abs() < 1e-4);
        assert!((light.distance_m(0.11) - end).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn it_gets_thinner_with_time_and_distance(
            density in 0.8..20.0_f64, ratio in 0.3..1.5_f64, wind in 0.5..20.0_f64,
            volume in 1.0..1e6_f64, x in 1.0..50_000.0_f64, t in 0.0..5000.0_f64,
        ) {
            let puff = puff(density, ratio, wind, volume);
            let (here, on) = (puff.share_at_m(x), puff.share_at_m(1.001 * x));
            prop_assert!(here <= 1.0 && on <= here && on > 0.0);
            prop_assert!(on > 0.86 * here);
            prop_assert!(puff.share_at_s(t + 1.0) <= puff.share_at_s(t));
            prop_assert!(puff.height_m(t).is_finite() && puff.height_m(t) > 0.0);
            let again = puff.share_at_m(puff.distance_m(here) * (1.0 + 1e-12));
            prop_assert!((again / here - 1.0).abs() < 0.14);
            if here < 0.09 {
                prop_assert!((again / here - 1.0).abs() < 1e-6);
            }
        }
    }
}
