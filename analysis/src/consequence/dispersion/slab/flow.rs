//! The speed and the shape of a plume that agree with each other (`plume`).
//!
//! ```text
//! u + K/u² = s,  s = ū_a (1 − m) + M/R,  K = ½ α g (ρ − ρ_a) R/(ρ² B)
//! ```
//!
//! B, h and ū_a follow from u, and u from them: the secant method on `s(u)`, to 1e-5. Source: Ermak 1990 (SLAB) and
//! its public Fortran, which takes the root of the cubic alike, and 1e-3.

use super::body::{Body, braked, grown};
use super::entrainment::Closures;
use super::plume::{Change, Plume};
use crate::consequence::G;

/// α: share of the pressure that acts along the wind.
const ALONG: f64 = 0.25;
/// Least speed of a plume, m/s.
const LEAST_SPEED_M_S: f64 = 1e-3;

/// Shape of the cut at a speed.
struct Cut {
    half_width_m: f64,
    core_m: f64,
    height_m: f64,
    centre_m: f64,
    top_m: f64,
    wind_m_s: f64,
}

impl Plume<'_> {
    /// The cut where the plume has a speed.
    fn cut(&self, start: &Body, change: &Change, end: &Body, (u, surplus): (f64, f64)) -> Cut {
        let wind = &self.closures.wind;
        let rho = end.mixture.density_kg_m3;
        let wide = grown(start.half_width_m, change[1]);
        let core = grown(start.core_m, change[2]);
        let mut thinner = start.mixture.density_kg_m3 / rho;
        if start.speed_m_s > start.wind_m_s {
            thinner *= start.speed_m_s / u;
        }
        let thinner = thinner.ln();
        let area = end.mass / (rho * u);
        let mut b = wide;
        let mut share = 1.0;
        for _ in 0..2 {
            let h = area / b;
            share = (thinner * h / (h + 2.0 * b)).exp();
            b = wide * share;
        }
        let mut h = area / b;
        if h > 2.0 * b {
            b = (0.5 * area).sqrt();
            h = 2.0 * b;
        }
        if h > wind.lid_m {
            h = wind.lid_m;
            b = area / h;
        }
        let mut shape = Body {
            height_m: h,
            ..*start
        };
        shape.place(start.centre_m + change[9], wind.lid_m);
        Cut {
            half_width_m: b,
            core_m: (core * share).min(b),
            height_m: h,
            centre_m: shape.centre_m,
            top_m: shape.top_m,
            wind_m_s: self.closures.mean_wind(surplus, shape.top_m),
        }
    }

    /// Speed and shape that agree with each other.
    pub(super) fn flow(&self, start: &Body, change: &Change, end: &mut Body) {
        let air = self.closures.wind.air.density_kg_m3;
        let rho = end.mixture.density_kg_m3;
        let mut alpha = 0.0;
        let mut momentum =
            start.mass * start.speed_m_s - (start.mass - start.substance) * start.wind_m_s;
        if start.pressed {
            alpha = ALONG;
            let weight = G * (start.mixture.density_kg_m3 - air).max(0.0);
            momentum += 0.5 * alpha * weight * start.half_width_m * start.height_m.powi(2);
        }
        momentum += braked(start.mass * (start.speed_m_s - start.wind_m_s), change[6]);
        let wet = 1.0 - end.substance / end.mass;
        let surplus = self.closures.surplus(start);
        let mut u = end.speed_m_s.max(LEAST_SPEED_M_S);
        let (mut before, mut slope): (Option<(f64, f64)>, f64) = (None, 1.2);
        let mut blocked: f64 = 0.0;
        for _ in 0..16 {
            let cut = self.cut(start, change, end, (u, surplus));
            let free = cut.wind_m_s * wet + momentum / end.mass;
            let pressure =
                alpha * G * (rho - air) * end.mass / (2.0 * cut.half_width_m * rho * rho);
            let (wanted, ratio) = speed_m_s(free, pressure, start.speed_m_s);
            blocked = ratio;
            end.half_width_m = cut.half_width_m;
            end.core_m = cut.core_m;
            end.height_m = cut.height_m;
            end.centre_m = cut.centre_m;
            end.top_m = cut.top_m;
            end.wind_m_s = cut.wind_m_s;
            end.speed_m_s = u;
            let off = wanted / u - 1.0;
            if off.abs() < 1e-5 {
                break;
            }
            if let Some((u0, off0)) = before {
                slope = ((off0 - off) / (u / u0).ln()).clamp(0.4, 8.0);
            }
            before = Some((u, off));
            u *= (1.0 + off / slope).clamp(0.5, 2.0);
        }
        self.blocked.set(self.blocked.get().max(blocked));
        if blocked > 1.0 && self.pool.is_some_and(|p| end.x_m > p.half_width_m) {
            // A blocked plume behind its pool gives way to the sides.
            end.half_width_m *= blocked;
            end.core_m *= blocked;
            end.height_m /= blocked;
            end.place(end.centre_m, self.closures.wind.lid_m);
        }
        if start.pressed && rho > air && end.height_m < 2.0 * end.centre_m {
            // What has come down stays on the ground.
            end.height_m = 2.0 * end.centre_m;
            end.speed_m_s = end.mass / (rho * end.half_width_m * end.height_m);
            end.place(end.centre_m, self.closures.wind.lid_m);
            end.wind_m_s = self.closures.mean_wind(surplus, end.top_m);
        }
    }
}

impl Closures {
    /// Mean wind below an upper edge, m/s, carried on from a cloud with another one.
    ///
    /// What a cloud began with beside the profile (`surplus`) it keeps, up to the wind at its edge.
    pub(super) fn mean_wind(&self, surplus: f64, top_m: f64) -> f64 {
        let (speed, flow) = self.wind.speed_and_flow(top_m);
        ((flow + surplus) / top_m).min(speed)
    }

    /// Flow below its upper edge that a cloud knows beside that of the profile, m²/s.
    pub(super) fn surplus(&self, start: &Body) -> f64 {
        start.top_m * start.wind_m_s - self.wind.speed_and_flow(start.top_m).1
    }
}

/// u of `u + K/u² = s`, the greater of two, and `27/4 K/s³`; where there is none, two thirds of s, and not more
/// than the speed before.
fn speed_m_s(free: f64, pressure: f64, before: f64) -> (f64, f64) {
    let free = free.max(LEAST_SPEED_M_S);
    if pressure <= 0.0 {
        return (free, 0.0);
    }
    let ratio = 6.75 * pressure / free.powi(3);
    let u = if ratio > 1.0 {
        (2.0 / 3.0 * free).min(before)
    } else {
        free / 3.0 * (1.0 + 2.0 * ((1.0 - 2.0 * ratio).acos() / 3.0).cos())
    };
    (u.max(LEAST_SPEED_M_S), ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_satisfies_the_momentum_equation() {
        for (free, pressure) in [(3.0, 1.0), (3.0, 3.9), (10.0, 1e-3), (1.0, 0.1)] {
            let (u, ratio) = speed_m_s(free, pressure, 9.0);
            assert!((u + pressure / (u * u) - free).abs() < 1e-9, "{u}");
            assert!(ratio < 1.0 && u >= 2.0 / 3.0 * free);
        }
        let (u, ratio) = speed_m_s(3.0, 5.0, 9.0);
        assert!((u - 2.0).abs() < 1e-12 && ratio > 1.0);
        assert!((speed_m_s(3.0, 5.0, 0.5).0 - 0.5).abs() < 1e-12);
    }
}
