//! A sudden release that goes with the wind: the Gaussian puff.
//!
//! ```text
//! C = m/((2 pi)^1.5 sx sy sz) exp[-(x-ut)^2/2sx^2 - y^2/2sy^2] V(z)
//! ```
//!
//! V(z) is the mirror of ground and lid of [`plume`](super::plume). The sigmas are those of the travel of the centre,
//! `u t`. Source: CCPS, Guidelines for Consequence Analysis (1999) p. 101 `[V]` (the book prints sigma_y as 6.1 m,
//! which is an error: 5.05 m), Yellow Book (2005) ch. 4.

use std::f64::consts::PI;

use crate::consequence::Outside;
use crate::error::{Error, checked};

use super::distance::{Stretch, stretch};
use super::plume::{carried, mirrored};
use super::sigma::Sigma;

/// A sudden release: ask it for a point and a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Puff {
    /// Mass, kg.
    pub mass_kg: f64,
    /// Wind that carries it, m/s.
    pub wind_m_s: f64,
    /// Height of its centre, m.
    pub height_m: f64,
    /// How it spreads.
    pub sigma: Sigma,
    /// Height of the lid, m; infinite where there is none.
    pub lid_m: f64,
}

impl Puff {
    /// A sudden release.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a mass outside of 0 to 1e9 kg, a wind outside of 0.01 to 150 m/s, a height outside of 0 to
    /// 2 km, or a lid below the release.
    pub fn new(
        mass_kg: f64,
        wind_m_s: f64,
        height_m: f64,
        sigma: Sigma,
        lid_m: Option<f64>,
    ) -> Result<Self, Error> {
        let height_m = checked("height of the release (m)", height_m, 0.0, 2000.0)?;
        let lid_m = match lid_m {
            None => f64::INFINITY,
            Some(lid) => checked("height of the lid (m)", lid, height_m.max(1.0), 20_000.0)?,
        };
        Ok(Self {
            mass_kg: checked("mass (kg)", mass_kg, 0.0, 1e9)?,
            wind_m_s: checked("wind speed (m/s)", wind_m_s, 0.01, 150.0)?,
            height_m,
            sigma,
            lid_m,
        })
    }

    /// Concentration, kg/m³, at a point, a time after the release.
    pub fn concentration_kg_m3(&self, x_m: f64, y_m: f64, z_m: f64, t_s: f64) -> f64 {
        if t_s <= 0.0 {
            return 0.0;
        }
        let travel = self.wind_m_s * t_s;
        concentration(
            self.mass_kg,
            (
                self.sigma.x_m(travel),
                self.sigma.y_m(travel),
                self.sigma.z_m(travel),
            ),
            (x_m - travel, y_m, z_m),
            (self.height_m, self.lid_m),
        )
    }

    /// Concentration, kg/m³, at a point when the centre is abreast of it: the greatest that it sees, but for the
    /// growth of the cloud as it passes.
    pub fn peak_kg_m3(&self, x_m: f64, y_m: f64, z_m: f64) -> f64 {
        if x_m <= 0.0 {
            return 0.0;
        }
        self.concentration_kg_m3(x_m, y_m, z_m, x_m / self.wind_m_s)
    }

    /// The stretch of the axis, at a height, on which the passing centre brings a concentration; none where it never
    /// does.
    pub fn stretch(&self, target_kg_m3: f64, z_m: f64) -> Option<Stretch> {
        stretch(|x| self.peak_kg_m3(x, 0.0, z_m), target_kg_m3)
    }

    /// What is to be said of a distance and a wind for which the model was not made.
    pub fn outside(&self, x_m: f64) -> Vec<Outside> {
        self.sigma
            .outside(x_m)
            .into_iter()
            .chain(carried(self.wind_m_s))
            .collect()
    }

    /// `int C^n dt`, (kg/m³)^n s, at a point, for the whole passage of a cloud that does not grow as it passes:
    /// `L = Cmax^n sqrt(2 pi) sx/(u sqrt n)`.
    pub fn load(&self, x_m: f64, y_m: f64, z_m: f64, n: f64) -> f64 {
        passing_load(
            self.peak_kg_m3(x_m, y_m, z_m),
            self.sigma.x_m(x_m),
            self.wind_m_s,
            n,
        )
    }
}

/// `m/((2 pi)^1.5 sx sy sz) exp(...) V(z)`, kg/m³, for sigmas in m of (along, across, up), a point in m from below
/// the centre, and the heights in m of (centre, lid).
pub fn concentration(
    mass_kg: f64,
    sigma_m: (f64, f64, f64),
    point_m: (f64, f64, f64),
    heights_m: (f64, f64),
) -> f64 {
    let (sx, sy, sz) = sigma_m;
    let (x, y, z) = point_m;
    let across = (-0.5 * ((x / sx).powi(2) + (y / sy).powi(2))).exp();
    mass_kg / ((2.0 * PI).powf(1.5) * sx * sy * sz)
        * across
        * mirrored(z, heights_m.0, sz, heights_m.1)
}

/// `int C^n dt` of a puff that passes, in the unit of the concentration to the n, times s: closed form `[V]`.
pub fn passing_load(greatest: f64, sigma_x_m: f64, wind_m_s: f64, n: f64) -> f64 {
    greatest.powf(n) * (2.0 * PI / n).sqrt() * sigma_x_m / wind_m_s
}

#[cfg(test)]
mod tests {
    use super::super::sigma::Stability;
    use super::*;
    use proptest::prelude::*;

    /// Sum of a function over `n` midpoints of a range.
    fn sum(from: f64, to: f64, n: i32, f: impl Fn(f64) -> f64) -> f64 {
        let step = (to - from) / f64::from(n);
        (0..n)
            .map(|i| f(from + (f64::from(i) + 0.5) * step) * step)
            .sum()
    }

    #[test]
    fn what_is_released_is_in_the_cloud() {
        for (sigma, h, lid) in [
            (Sigma::ccps_puff(Stability::F), 0.0, None),
            (Sigma::ccps_puff(Stability::B), 5.0, Some(60.0)),
            (Sigma::tno_puff(Stability::D), 2.0, None),
        ] {
            let puff = Puff::new(7.0, 2.0, h, sigma, lid).unwrap();
            let (x0, t) = (500.0, 250.0);
            let (sx, sy, sz) = (sigma.x_m(x0), sigma.y_m(x0), sigma.z_m(x0));
            let top = (h + 6.0 * sz).min(puff.lid_m);
            // The three directions do not mix.
            let centre = puff.concentration_kg_m3(x0, 0.0, 0.0, t);
            let along = sum(x0 - 6.0 * sx, x0 + 6.0 * sx, 300, |x| {
                puff.concentration_kg_m3(x, 0.0, 0.0, t) / centre
            });
            let across = sum(-6.0 * sy, 6.0 * sy, 300, |y| {
                puff.concentration_kg_m3(x0, y, 0.0, t) / centre
            });
            let up = sum(0.0, top, 1000, |z| puff.concentration_kg_m3(x0, 0.0, z, t));
            assert!((along * across * up / 7.0 - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn the_closed_form_of_the_load_is_the_sum() {
        let frozen = |t: f64| 3.0 * (-0.5 * ((100.0 - 2.0 * t) / 12.0_f64).powi(2)).exp();
        for n in [1.0, 2.0, 2.75] {
            let sum = sum(0.0, 100.0, 4000, |t| frozen(t).powf(n));
            assert!((passing_load(3.0, 12.0, 2.0, n) / sum - 1.0).abs() < 1e-6);
        }
    }

    proptest! {
        #[test]
        fn a_puff_gets_thinner_and_is_never_negative(
            x in 1.0..20_000.0_f64, y in -200.0..200.0_f64, z in 0.0..100.0_f64,
            t in -10.0..5000.0_f64, u in 0.5..15.0_f64, class in 0_usize..6,
        ) {
            let puff = Puff::new(10.0, u, 0.0, Sigma::ccps_puff(Stability::ALL[class]), None).unwrap();
            let c = puff.concentration_kg_m3(x, y, z, t);
            prop_assert!(c >= 0.0 && c.is_finite());
            prop_assert!(puff.peak_kg_m3(1.01 * x, 0.0, 0.0) < puff.peak_kg_m3(x, 0.0, 0.0));
        }
    }
}
