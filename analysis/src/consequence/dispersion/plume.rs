//! A steady release that goes with the wind: the Gaussian plume.
//!
//! ```text
//! C = Q/(2 pi u sy sz) exp(-y^2/2sy^2) V(z)
//! V = exp(-(z-h)^2/2sz^2) + exp(-(z+h)^2/2sz^2)        ground as a mirror
//! V = sum over n of V(z + 2 n H)                       lid at H as another
//! ```
//!
//! Sources: Yellow Book (CPR 14E, 2005) ch. 4 and CCPS (1999) p. 97 `[V]`.

use std::f64::consts::PI;

use crate::consequence::{Outside, Range};
use crate::error::{Error, checked};

use super::distance::{Stretch, stretch};
use super::sigma::Sigma;

/// A steady release at a height into a wind: ask it for a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plume {
    /// Rate, kg/s.
    pub rate_kg_s: f64,
    /// Wind that carries it, m/s.
    pub wind_m_s: f64,
    /// Height of the release, m.
    pub height_m: f64,
    /// How it spreads.
    pub sigma: Sigma,
    /// Height of the lid, m; infinite where there is none.
    pub lid_m: f64,
}

impl Plume {
    /// A steady release.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a rate outside of 0 to 1e7 kg/s, a wind outside of 0.01 to 150 m/s, a height outside of
    /// 0 to 2 km, or a lid below the release.
    pub fn new(
        rate_kg_s: f64,
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
            rate_kg_s: checked("rate (kg/s)", rate_kg_s, 0.0, 1e7)?,
            wind_m_s: checked("wind speed (m/s)", wind_m_s, 0.01, 150.0)?,
            height_m,
            sigma,
            lid_m,
        })
    }

    /// Concentration, kg/m³, at a point; zero upwind.
    pub fn concentration_kg_m3(&self, x_m: f64, y_m: f64, z_m: f64) -> f64 {
        if x_m <= 0.0 {
            return 0.0;
        }
        concentration(
            self.rate_kg_s,
            self.wind_m_s,
            (self.sigma.y_m(x_m), self.sigma.z_m(x_m)),
            (y_m, z_m),
            (self.height_m, self.lid_m),
        )
    }

    /// The stretch of the axis, at a height, on which a concentration is reached; none where it never is.
    pub fn stretch(&self, target_kg_m3: f64, z_m: f64) -> Option<Stretch> {
        stretch(|x| self.concentration_kg_m3(x, 0.0, z_m), target_kg_m3)
    }

    /// Half the width, m, of the area with a concentration, at a distance and a height; zero where it is not reached.
    pub fn half_width_m(&self, target_kg_m3: f64, x_m: f64, z_m: f64) -> f64 {
        let ratio = self.concentration_kg_m3(x_m, 0.0, z_m) / target_kg_m3;
        if ratio > 1.0 {
            self.sigma.y_m(x_m) * (2.0 * ratio.ln()).sqrt()
        } else {
            0.0
        }
    }

    /// What is to be said of a distance and a wind for which the model was not made.
    pub fn outside(&self, x_m: f64) -> Vec<Outside> {
        self.sigma
            .outside(x_m)
            .into_iter()
            .chain(carried(self.wind_m_s))
            .collect()
    }
}

/// What is to be said of a wind that is too weak to carry a cloud in one direction.
pub(super) fn carried(wind_m_s: f64) -> Option<Outside> {
    Range {
        what: "wind speed (m/s)",
        min: 1.0,
        max: f64::INFINITY,
        source: "a Gaussian cloud needs a wind that keeps its direction, CCPS 1999",
    }
    .check(wind_m_s)
}

/// `Q/(2 pi u sy sz) exp(-y^2/2sy^2) V(z)`, kg/m³, for sigmas in m of (across, up), a point in m of (across, up),
/// and the heights in m of (release, lid).
pub fn concentration(
    rate_kg_s: f64,
    wind_m_s: f64,
    sigma_m: (f64, f64),
    point_m: (f64, f64),
    heights_m: (f64, f64),
) -> f64 {
    let (sy, sz) = sigma_m;
    let across = (-0.5 * (point_m.0 / sy).powi(2)).exp();
    rate_kg_s / (2.0 * PI * wind_m_s * sy * sz)
        * across
        * mirrored(point_m.1, heights_m.0, sz, heights_m.1)
}

/// V(z): the share of the source and of its images in the ground and in the lid.
pub(crate) fn mirrored(z: f64, h: f64, sz: f64, lid: f64) -> f64 {
    let image = |d: f64| (-0.5 * (d / sz).powi(2)).exp();
    if lid.is_infinite() || z > lid {
        // Above the lid there is nothing of it.
        return if lid.is_infinite() {
            image(z - h) + image(z + h)
        } else {
            0.0
        };
    }
    if sz < lid {
        // Images: the first pair that is left out is below exp(-18).
        let mut sum = image(z - h) + image(z + h);
        for n in 1..=3 {
            let shift = 2.0 * f64::from(n) * lid;
            sum += image(z - h - shift) + image(z - h + shift);
            sum += image(z + h - shift) + image(z + h + shift);
        }
        sum
    } else {
        // The same sum by its Fourier series, which is short where the layer is well mixed.
        let mut sum = 1.0;
        for n in 1..=3 {
            let k = f64::from(n) * PI / lid;
            sum += 2.0 * (k * z).cos() * (k * h).cos() * (-0.5 * (k * sz).powi(2)).exp();
        }
        sum * (2.0 * PI).sqrt() * sz / lid
    }
}

#[cfg(test)]
mod tests {
    use super::super::sigma::{Stability, Terrain};
    use super::*;
    use proptest::prelude::*;

    fn plume(class: Stability, height_m: f64, lid_m: Option<f64>) -> Plume {
        let sigma = Sigma::briggs(class, Terrain::Rural);
        Plume::new(2.0, 3.0, height_m, sigma, lid_m).unwrap()
    }

    /// `u int int C dy dz`, by the trapezoidal rule.
    fn flux(plume: &Plume, x: f64) -> f64 {
        let (sy, sz) = (plume.sigma.y_m(x), plume.sigma.z_m(x));
        let top = (plume.height_m + 6.0 * sz).min(plume.lid_m);
        let n = 400;
        let (dy, dz) = (12.0 * sy / f64::from(n), top / f64::from(n));
        let mut sum = 0.0;
        for i in 0..=n {
            for k in 0..=n {
                let edge = if k == 0 || k == n { 0.5 } else { 1.0 };
                let y = f64::from(i - n / 2) * dy;
                sum += edge * plume.concentration_kg_m3(x, y, f64::from(k) * dz);
            }
        }
        sum * dy * dz * plume.wind_m_s
    }

    #[test]
    fn what_is_released_passes_every_section() {
        for (class, h, lid, x) in [
            (Stability::D, 0.0, None, 500.0),
            (Stability::F, 30.0, None, 2000.0),
            (Stability::A, 20.0, Some(400.0), 1500.0),
            (Stability::A, 20.0, Some(400.0), 2100.0),
            (Stability::B, 300.0, Some(400.0), 9000.0),
        ] {
            let passes = flux(&plume(class, h, lid), x);
            assert!((passes / 2.0 - 1.0).abs() < 1e-4, "{class:?} {h}: {passes}");
        }
    }

    #[test]
    fn images_and_series_agree_where_they_meet() {
        for (z, h) in [(0.0, 0.0), (150.0, 20.0), (390.0, 400.0), (0.0, 200.0)] {
            let images = mirrored(z, h, 400.0 - 1e-9, 400.0);
            let series = mirrored(z, h, 400.0, 400.0);
            assert!((images / series - 1.0).abs() < 1e-7, "{z} {h}");
        }
        // A lid far away is none.
        assert!(
            (mirrored(5.0, 10.0, 20.0, 5000.0) / mirrored(5.0, 10.0, 20.0, f64::INFINITY) - 1.0)
                .abs()
                < 1e-12
        );
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let sigma = Sigma::tno(Stability::D);
        assert!(Plume::new(-1.0, 3.0, 0.0, sigma, None).is_err());
        assert!(Plume::new(1.0, 0.0, 0.0, sigma, None).is_err());
        assert!(Plume::new(1.0, f64::NAN, 0.0, sigma, None).is_err());
        assert!(Plume::new(1.0, 3.0, 100.0, sigma, Some(50.0)).is_err());
    }

    proptest! {
        #[test]
        fn less_wind_more_rate_and_nearer_the_axis_is_never_less(
            x in 1.0..20_000.0_f64, y in 0.0..500.0_f64, z in 0.0..100.0_f64,
            h in 0.0..100.0_f64, u in 0.5..20.0_f64, q in 0.001..1000.0_f64,
            class in 0_usize..6, lid in proptest::option::of(150.0..3000.0_f64),
        ) {
            let sigma = Sigma::tno(Stability::ALL[class]);
            let of = |q: f64, u: f64| Plume::new(q, u, h, sigma, lid).unwrap();
            let c = of(q, u).concentration_kg_m3(x, y, z);
            prop_assert!(c >= 0.0 && c.is_finite());
            prop_assert!(of(2.0 * q, u).concentration_kg_m3(x, y, z) >= c);
            prop_assert!(of(q, 2.0 * u).concentration_kg_m3(x, y, z) <= c);
            prop_assert!(of(q, u).concentration_kg_m3(x, 0.9 * y, z) >= c);
            prop_assert!(of(q, u).concentration_kg_m3(-x, y, z) == 0.0);
        }

        #[test]
        fn the_far_end_of_a_stretch_has_the_concentration(
            q in 0.01..100.0_f64, u in 1.0..10.0_f64, h in 0.0..50.0_f64, class in 0_usize..6,
            target in 1e-6..1e-2_f64,
        ) {
            let sigma = Sigma::briggs(Stability::ALL[class], Terrain::Urban);
            let plume = Plume::new(q, u, h, sigma, None).unwrap();
            if let Some(s) = plume.stretch(target, 0.0) {
                prop_assert!(s.near_m <= s.peak_m && s.peak_m <= s.far_m);
                if s.far_m > 0.1 && !s.is_open {
                    let c = plume.concentration_kg_m3(s.far_m, 0.0, 0.0);
                    prop_assert!((c / target - 1.0).abs() < 1e-6);
                    prop_assert!(plume.concentration_kg_m3(1.001 * s.far_m, 0.0, 0.0) < target);
                }
            }
        }
    }
}
