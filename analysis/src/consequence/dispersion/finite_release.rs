//! A release of finite duration that goes with the wind.
//!
//! ```text
//! C = C_steady 1/2 {erf[(x - u(t-D))/(sqrt2 sx)] - erf[(x - ut)/(sqrt2 sx)]},  D = min(t, duration)
//! ```
//!
//! Source: Palazzi et al., Atmos. Environ. 16 (1982) 2785 `[V]`.

use std::f64::consts::SQRT_2;

use super::plume::Plume;
use crate::consequence::error_function::erf_between;

/// Where sigma along the wind is taken, for a release of finite duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlongWind {
    /// At the distance of the point.
    AtPoint,
    /// At the travel of each end of the cloud: `u (t-D)` and `u t`, as a row of puffs has it.
    AtTravel,
    /// 0.13 of the distance: Yellow Book (2005) ch. 4.
    Tno,
}

/// A release of finite duration: ask it for a point and a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FiniteRelease {
    /// What it would be if it went on.
    pub plume: Plume,
    /// How long it lasts, s.
    pub duration_s: f64,
    /// Where sigma along the wind is taken.
    pub along: AlongWind,
}

impl FiniteRelease {
    /// Concentration, kg/m³, at a point, a time after the release began.
    pub fn concentration_kg_m3(&self, x_m: f64, y_m: f64, z_m: f64, t_s: f64) -> f64 {
        self.plume.concentration_kg_m3(x_m, y_m, z_m) * self.share(x_m, t_s)
    }

    /// The greatest concentration that a point ever sees, kg/m³: with sigma taken at the point it comes at
    /// `x/u + duration/2`, and the other rules differ from it by the growth of the cloud as it passes.
    pub fn peak_kg_m3(&self, x_m: f64, y_m: f64, z_m: f64) -> f64 {
        let t = x_m / self.plume.wind_m_s + 0.5 * self.duration_s;
        let at_point = Self {
            along: match self.along {
                AlongWind::AtTravel => AlongWind::AtPoint,
                same => same,
            },
            ..*self
        };
        at_point.concentration_kg_m3(x_m, y_m, z_m, t.max(self.duration_s))
    }

    /// Share of the steady concentration.
    pub fn share(&self, x_m: f64, t_s: f64) -> f64 {
        if x_m <= 0.0 || t_s <= 0.0 {
            return 0.0;
        }
        let u = self.plume.wind_m_s;
        let tail = u * (t_s - t_s.min(self.duration_s));
        let front = u * t_s;
        let sigma = |travel: f64| match self.along {
            AlongWind::AtPoint => self.plume.sigma.x_m(x_m),
            AlongWind::AtTravel => self.plume.sigma.x_m(travel),
            AlongWind::Tno => 0.13 * x_m,
        };
        let a = (x_m - tail) / (SQRT_2 * sigma(tail));
        let b = (x_m - front) / (SQRT_2 * sigma(front));
        0.5 * erf_between(b.min(a), a)
    }

    /// `int C^n dt`, (kg/m³)^n s, at a point, from the beginning to a time.
    pub fn load(&self, point_m: (f64, f64, f64), n: f64, until_s: f64) -> f64 {
        let (x, y, z) = point_m;
        let steady = self.plume.concentration_kg_m3(x, y, z);
        if steady <= 0.0 {
            return 0.0;
        }
        let u = self.plume.wind_m_s;
        let reach = 5.0 * self.plume.sigma.x_m(x).max(0.13 * x);
        let from = ((x - reach) / u).max(0.0);
        let to = ((x + 2.0 * reach) / u + self.duration_s).min(until_s);
        if to <= from {
            return 0.0;
        }
        let step = (to - from) / f64::from(2 * PANELS);
        let value = |i: i32| self.share(x, from + f64::from(i) * step).powf(n);
        // Simpson's rule.
        let mut sum = value(0) + value(2 * PANELS);
        for i in 0..PANELS {
            sum += 4.0 * value(2 * i + 1);
            if i > 0 {
                sum += 2.0 * value(2 * i);
            }
        }
        steady.powf(n) * sum * step / 3.0
    }
}

/// Double steps of the sum over the passage of a cloud.
const PANELS: i32 = 64;

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::super::sigma::{Sigma, Stability, Terrain};
    use super::*;

    fn plume() -> Plume {
        let sigma = Sigma::briggs(Stability::D, Terrain::Rural);
        Plume::new(2.0, 3.0, 0.0, sigma, None).unwrap()
    }

    #[test]
    fn a_long_release_is_steady_and_a_short_one_is_a_puff() {
        let steady = plume();
        for along in [AlongWind::AtPoint, AlongWind::AtTravel, AlongWind::Tno] {
            let of = |duration_s| FiniteRelease {
                plume: steady,
                duration_s,
                along,
            };
            let c = steady.concentration_kg_m3(600.0, 10.0, 1.0);
            let long = of(3600.0).concentration_kg_m3(600.0, 10.0, 1.0, 1800.0);
            assert!((long / c - 1.0).abs() < 1e-9, "{along:?}");
            // 1/2 [erf ...] -> u D / (sqrt(2 pi) sx) at the centre of a short cloud.
            let (d, t) = (0.01, 200.005);
            let short = of(d).concentration_kg_m3(600.0, 10.0, 1.0, t);
            let sx = if along == AlongWind::Tno {
                78.0
            } else {
                steady.sigma.y_m(600.0)
            };
            let puff = c * 3.0 * d / ((2.0 * PI).sqrt() * sx);
            assert!(
                (short / puff - 1.0).abs() < 1e-4,
                "{along:?} {short} {puff}"
            );
            assert!(of(10.0).concentration_kg_m3(600.0, 0.0, 0.0, -1.0) == 0.0);
        }
    }

    #[test]
    fn the_dose_of_a_passing_cloud_is_that_of_the_plume_for_its_duration() {
        // n = 1: nothing is lost or won by spreading along the wind.
        let steady = plume();
        let finite = FiniteRelease {
            plume: steady,
            duration_s: 120.0,
            along: AlongWind::AtPoint,
        };
        let load = finite.load((500.0, 0.0, 0.0), 1.0, 1e9);
        let expected = steady.concentration_kg_m3(500.0, 0.0, 0.0) * 120.0;
        assert!((load / expected - 1.0).abs() < 1e-4, "{load} {expected}");
        assert!(finite.load((500.0, 0.0, 0.0), 1.0, 1.0) == 0.0);
        let peak = finite.peak_kg_m3(500.0, 0.0, 0.0);
        for i in 0..400 {
            let now = finite.concentration_kg_m3(500.0, 0.0, 0.0, f64::from(i));
            assert!(now <= peak * (1.0 + 1e-9));
        }
    }
}
