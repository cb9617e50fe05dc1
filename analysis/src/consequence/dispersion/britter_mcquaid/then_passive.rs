//! Where the curves of Britter and McQuaid end, the cloud goes on with the wind.
//!
//! ```text
//! at xt, where C/C0 is 0.002:  sy0 = 2 Lh/(2 pi)^1/2,  sz0 = Q/(pi u C sy0)
//! beyond:                      C = Q/(pi u sy sz),  sy^2 = sy0^2 + sy(x - xt)^2,  sz^2 = sz0^2 + sz(x - xt)^2
//! ```
//!
//! The width and the concentration at xt are those of the dense cloud, so nothing jumps there, and from there on
//! the cloud knows stability and roughness, which the curves do not. The squares add, as those of a wide source do: a
//! virtual point source upwind, which is the other way (Yellow Book 2005), lets a shallow cloud grow by tens
//! of per cent within a metre. The place of the hand-over is an engineering choice: the last curve, beyond which
//! the trials say nothing.

use std::f64::consts::PI;

use super::super::distance::{FARTHEST_M, stretch};
use super::super::sigma::Sigma;
use super::DensePlume;

/// The share falls no faster than this power of the distance: a shallow cloud of a very heavy gas would else be mixed
/// up within metres. An engineering closure, to the safe side.
const FASTEST: i32 = 4;

/// A dense plume that becomes a passive one: ask it for a distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThenPassive {
    dense: DensePlume,
    sigma: Sigma,
    /// Where it becomes passive, m.
    pub from_m: f64,
    /// Sigma across and up there, m.
    sigma_m: (f64, f64),
    /// Share of the source's concentration there.
    share: f64,
}

impl ThenPassive {
    /// A dense plume, and how it spreads once it is passive.
    pub fn new(dense: DensePlume, sigma: Sigma) -> Self {
        let [.., last_beta] = dense.betas();
        let from_m = dense.length_m * 10_f64.powf(last_beta);
        let share = dense.share(from_m);
        // A width of top-hat sides has the area of a Gaussian with this sigma.
        let sy = 2.0 * dense.half_width_m(from_m) / (2.0 * PI).sqrt();
        // The volume at the temperature of the air, as the share is by volume of a cloud that is as warm as it.
        let rate = dense.volume_rate_m3_s / dense.source.temperature_ratio;
        let sz = rate / (PI * dense.source.wind_10m_m_s * share * sy);
        Self {
            dense,
            sigma,
            from_m,
            sigma_m: (sy, sz),
            share,
        }
    }

    /// Share of the source's concentration by volume, on the axis at the ground, at a distance in m.
    pub fn share(&self, x_m: f64) -> f64 {
        if x_m <= self.from_m {
            return self.dense.share(x_m);
        }
        let (sy, sz) = self.sigma_m;
        let mixed = sy * sz / (self.sigma_y_m(x_m) * self.sigma_z_m(x_m));
        self.share * mixed.max((self.from_m / x_m).powi(FASTEST))
    }

    fn sigma_y_m(&self, x_m: f64) -> f64 {
        self.sigma_m.0.hypot(self.sigma.y_m(x_m - self.from_m))
    }

    fn sigma_z_m(&self, x_m: f64) -> f64 {
        self.sigma_m.1.hypot(self.sigma.z_m(x_m - self.from_m))
    }

    /// Half the width, m, at a distance in m: of the dense cloud, then of a top hat with the area of the Gaussian.
    pub fn half_width_m(&self, x_m: f64) -> f64 {
        if x_m <= self.from_m {
            self.dense.half_width_m(x_m)
        } else {
            0.5 * (2.0 * PI).sqrt() * self.sigma_y_m(x_m)
        }
    }

    /// The distance, m, to a share of the source's concentration by volume; at most 1,000 km.
    pub fn distance_m(&self, share: f64) -> f64 {
        if share >= self.share {
            return self.dense.distance_m(share);
        }
        stretch(|x| self.share(x), share).map_or(FARTHEST_M, |s| s.far_m)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sigma::{Stability, Terrain};
    use super::super::DenseSource;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_cloud_goes_on_without_a_jump(
            density in 1.25..20.0_f64, ratio in 0.3..1.5_f64, wind in 1.0..15.0_f64,
            rate in 0.01..5000.0_f64, class in 0_usize..6,
        ) {
            let source = DenseSource {
                density_kg_m3: density,
                air_density_kg_m3: 1.2,
                temperature_ratio: ratio,
                wind_10m_m_s: wind,
                gravity_m_s2: 9.80665,
            };
            let dense = DensePlume::new(source, rate).unwrap();
            let sigma = Sigma::briggs(Stability::ALL[class], Terrain::Rural);
            let both = ThenPassive::new(dense, sigma);
            let at = both.from_m;
            prop_assert!((both.share(1.001 * at) / both.share(0.999 * at) - 1.0).abs() < 0.05);
            prop_assert!((both.half_width_m(1.001 * at) / both.half_width_m(0.999 * at) - 1.0).abs() < 0.05);
            let mut last = both.share(at);
            for i in 1..60 {
                let now = both.share(at * 1.1_f64.powi(i));
                prop_assert!(now < last && now > 0.0);
                last = now;
            }
            for share in [0.5, 0.01, 0.0015, 1e-4] {
                let x = both.distance_m(share);
                prop_assert!(x >= FARTHEST_M || (both.share(x) / share - 1.0).abs() < 1e-5);
            }
        }
    }
}
