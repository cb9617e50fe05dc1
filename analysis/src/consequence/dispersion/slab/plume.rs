//! The steady plume on the ground, along the wind.
//!
//! ```text
//! R = ρ u B h                                          mass flux of the half cloud; B half width, h height
//! dR/dx       = ρ_a (V h + W B) + q/(4 Bs)             the source term over the pool, −Bs to Bs
//! dE/dx       = h_a ρ_a (V h + W B) + ρ cp V_H (T_a − T) B + h_s q/(4 Bs)
//! d[R u + ½ g (ρ − ρ_a) B h²]/dx = u_a ρ_a (V h + W B) − ρ C_F (u² − u_a²) B
//! d(R V_g)/dx = g (ρ − ρ_a) h² − ρ C_F V_g √(u² + V_g²) B
//! u dB/dx     = (ρ_a/ρ) V + V_g,   u db/dx = V_g b/B,   u dz_c/dx = −V_g z_c/B
//! ```
//!
//! Source: Ermak 1990, section 2.1 (from memory). The pressure in the momentum holds a fast cloud back. Where the flow is
//! slower than its own waves, `u³ < u_c³ = g (ρ − ρ_a) R/(ρ² B)`, it is set from downwind, which marching along
//! x cannot know; there it is faded out, as `r²/(1 + r²)` with `r = (u/u_c)³` [own choice].

use std::cell::Cell;

use super::atmosphere::Wind;
use super::cloud::Slice;
use super::entrainment::{Body, development, rates};
use super::integrate::{March, Next, integrate};
use super::mixture::{Mixture, mix, mix_near};
use super::substance::Substance;
use crate::consequence::G;

/// Least speed of a plume, m/s.
const LEAST_SPEED_M_S: f64 = 0.02;

/// The plume where it comes to the ground.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    pub(super) x_m: f64,
    pub(super) time_s: f64,
    /// Way from the source of a jet, m.
    pub(super) way_m: f64,
    /// Diameter of a jet's source, m.
    pub(super) diameter_m: f64,
    /// Fluxes of half of the plume.
    pub(super) mass_kg_s: f64,
    pub(super) substance_kg_s: f64,
    pub(super) heat_w: f64,
    pub(super) speed_m_s: f64,
    pub(super) spreading_m_s: f64,
    pub(super) half_width_m: f64,
    pub(super) core_m: f64,
    pub(super) centre_m: f64,
    /// The pool, where it is one.
    pub(super) pool: Option<Pool>,
}

/// A pool from which vapour rises evenly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pool {
    pub(super) rate_kg_s: f64,
    /// Heat of a kilogram of vapour, J.
    pub(super) heat_j_kg: f64,
    pub(super) half_width_m: f64,
}

/// Mass flux, substance flux, heat flux, momentum with pressure, momentum across, half width, centre, time, core.
type State = [f64; 9];

struct Plume<'a> {
    substance: &'a Substance,
    wind: &'a Wind,
    start: Ground,
    /// Temperature met last, K.
    near_k: Cell<f64>,
}

struct View {
    mixture: Mixture,
    share: f64,
    u: f64,
    height_m: f64,
    across: f64,
}

/// u of the momentum equation, R the mass flux, p momentum with pressure.
///
/// ```text
/// p/R = u [1 + ½ r/(1 + r²)],  r = (u/u_c)³ = R u³/2K,  K = ½ g (ρ − ρ_a) R²/(ρ² B)
/// ```
///
/// The bracket goes to that of `R u + K/u²` where the flow is fast, and to 1 where it is slow. The right side
/// rises with u, so that there is one root.
fn speed_m_s(r: f64, k: f64, p: f64) -> f64 {
    let wanted = p / r;
    if wanted <= LEAST_SPEED_M_S {
        return LEAST_SPEED_M_S;
    }
    let critical3 = 2.0 * k / r;
    if critical3 <= 1e-12 * wanted.powi(3) {
        return wanted;
    }
    // The bracket is at most 1.25.
    let (mut low, mut high) = (wanted / 1.25, wanted);
    let mut u = high;
    for _ in 0..40 {
        let fast = u.powi(3) / critical3;
        let square = 1.0 + fast * fast;
        let half = 0.5 * fast / square;
        let off = u * (1.0 + half) - wanted;
        if off > 0.0 {
            high = u;
        } else {
            low = u;
        }
        let slope = 1.0 + half + 1.5 * fast * (1.0 - fast * fast) / (square * square);
        let next = u - off / slope;
        let next = if next > low && next < high {
            next
        } else {
            0.5 * (low + high)
        };
        let done = (next - u).abs() <= 1e-11 * u;
        u = next;
        if done {
            break;
        }
    }
    u.max(LEAST_SPEED_M_S)
}

impl Plume<'_> {
    fn view(&self, y: &State) -> View {
        let [r, rs, e, p, across, b, ..] = *y;
        let share = (rs / r).clamp(0.0, 1.0);
        let mixture = mix_near(
            self.substance,
            &self.wind.air,
            share,
            e / r,
            self.near_k.get(),
        );
        self.near_k.set(mixture.temperature_k);
        let rho = mixture.density_kg_m3;
        let denser = (rho - self.wind.air.density_kg_m3).max(0.0);
        let k = 0.5 * G * denser * r * r / (rho * rho * b);
        let u = speed_m_s(r, k, p);
        View {
            mixture,
            share,
            u,
            height_m: r / (rho * u * b),
            across: across / r,
        }
    }

    fn body(&self, x: f64, y: &State, v: &View) -> Body {
        let (b, core) = (y[5], y[8].min(y[5]));
        Body {
            mixture: v.mixture,
            height_m: v.height_m,
            centre_m: y[6],
            speed_m_s: v.u,
            spreading_m_s: v.across,
            sigma_m: ((b * b - core * core) / 3.0).sqrt(),
            grounded: 1.0,
            jet: if self.start.pool.is_some() {
                1.0
            } else {
                development((self.start.way_m + x - self.start.x_m) / self.start.diameter_m)
            },
            level: 1.0,
            steep: 0.0,
        }
    }

    fn slope(&self, x: f64, y: &State, pool: Option<&Pool>) -> State {
        let v = self.view(y);
        let r = rates(self.wind, &self.body(x, y, &v));
        let (b, h, u, vg) = (y[5], v.height_m, v.u, v.across);
        let (rho, air) = (v.mixture.density_kg_m3, &self.wind.air);
        let denser = (rho - air.density_kg_m3).max(0.0);
        let taken = air.density_kg_m3 * (r.lateral_m_s * h + r.vertical_m_s * b);
        let warmed = rho
            * v.mixture.heat_capacity_j_kg_k
            * r.heating_m_s
            * (air.temperature_k - v.mixture.temperature_k)
            * b;
        let (source, source_heat) = pool.map_or((0.0, 0.0), |p| {
            let per_m = p.rate_kg_s / (4.0 * p.half_width_m);
            (per_m, per_m * p.heat_j_kg)
        });
        let drag = rho * r.drag * b;
        let mut slope: State = [
            taken + source,
            source,
            taken * air.heat_j_kg + warmed + source_heat,
            taken * r.ambient_m_s - drag * (u * u - r.ambient_m_s * r.ambient_m_s),
            G * denser * h * h - drag * vg * u.hypot(vg),
            (air.density_kg_m3 / rho * r.lateral_m_s + vg) / u,
            -vg * y[6] / (b * u),
            if pool.is_some() { 0.0 } else { 1.0 / u },
            vg * y[8].min(b) / (b * u),
        ];
        if self.start.pool.is_none() && u > r.ambient_m_s {
            slope[5] += b * self.widening(y, &v, &slope, r.lateral_m_s);
        }
        slope
    }

    /// What a slowing jet gives to its width, over the width, 1/m.
    fn widening(&self, y: &State, v: &View, slope: &State, lateral_m_s: f64) -> f64 {
        let side = lateral_m_s * lateral_m_s;
        let share = 0.5 * side / (side + v.across * v.across).max(1e-12);
        let step = 1e-3 * y[5].min(v.height_m);
        let ahead = std::array::from_fn(|i| y[i] + step * slope[i]);
        let next = self.view(&ahead);
        let flux = |v: &View| v.mixture.density_kg_m3 * v.u;
        share * ((flux(v) / flux(&next)).ln() / step).max(0.0)
    }

    fn slice(&self, x: f64, y: &State) -> Slice {
        let v = self.view(y);
        let r = rates(self.wind, &self.body(x, y, &v));
        Slice {
            x_m: x,
            time_s: y[7],
            volume_share: v.mixture.volume_share,
            mass_share: v.share,
            vapour_share: v.mixture.vapour_share,
            temperature_k: v.mixture.temperature_k,
            density_kg_m3: v.mixture.density_kg_m3,
            height_m: v.height_m,
            centre_m: y[6].max(0.0),
            half_width_m: y[5],
            core_m: y[8].min(y[5]),
            half_length_m: f64::INFINITY,
            core_length_m: f64::INFINITY,
            speed_m_s: v.u,
            wind_m_s: r.ambient_m_s,
            spreading_m_s: v.across,
            spreading_along_m_s: 0.0,
            rising_m_s: 0.0,
            vertical_entrainment_m_s: r.vertical_m_s,
            lateral_entrainment_m_s: r.lateral_m_s,
            along_entrainment_m_s: 0.0,
        }
    }
}

/// Follows the plume until its source is over for its middle, or to `reach_m`; returns its end, and the heat of
/// a kilogram there, J.
pub(super) fn follow(
    substance: &Substance,
    wind: &Wind,
    start: Ground,
    half_duration_s: f64,
    reach_m: f64,
    slices: &mut Vec<Slice>,
) -> (Slice, f64) {
    let plume = Plume {
        substance,
        wind,
        start,
        near_k: Cell::new(0.0),
    };
    let r = start.mass_kg_s;
    let mixture = mix(
        substance,
        &wind.air,
        start.substance_kg_s / r,
        start.heat_w / r,
    );
    let (rho, b) = (mixture.density_kg_m3, start.half_width_m);
    let denser = (rho - wind.air.density_kg_m3).max(0.0);
    let fast = rho * rho * b * start.speed_m_s.powi(3) / (G * denser * r).max(1e-300);
    let pressure = 0.5 / (fast + 1.0 / fast);
    let mut y: State = [
        r,
        start.substance_kg_s,
        start.heat_w,
        r * start.speed_m_s * (1.0 + pressure),
        r * start.spreading_m_s,
        b,
        start.centre_m,
        start.time_s,
        start.core_m,
    ];
    let mut x = start.x_m;
    slices.push(plume.slice(x, &y));
    let scale = |y: &State| -> State {
        [
            y[0],
            y[1],
            y[0] * wind.air.heat_j_kg,
            y[3].abs().max(y[0]),
            y[3].abs().max(y[0]),
            y[5],
            1.0,
            1.0,
            y[5],
        ]
    };
    if let Some(pool) = &start.pool {
        let march = March {
            from: x,
            to: pool.half_width_m,
            first: 0.005 * pool.half_width_m,
            share: 0.2,
            origin: x - 0.1 * pool.half_width_m,
        };
        let start_scale = scale(&y);
        (x, y) = integrate(
            march,
            y,
            &start_scale,
            |x, y| plume.slope(x, y, Some(pool)),
            |_, _| Next::Go,
            |x, y| slices.push(plume.slice(x, y)),
        );
    }
    if x >= reach_m || y[7] >= half_duration_s {
        return (plume.slice(x, &y), y[2] / y[0]);
    }
    let length = start.pool.map_or(start.diameter_m, |p| p.half_width_m);
    let march = March {
        from: x,
        to: reach_m,
        first: 0.02 * length,
        share: 0.08,
        origin: x - start.way_m - 2.0 * length,
    };
    let start_scale = scale(&y);
    (x, y) = integrate(
        march,
        y,
        &start_scale,
        |x, y| plume.slope(x, y, None),
        |_, y| {
            if y[7] >= half_duration_s {
                Next::Past
            } else {
                Next::Go
            }
        },
        |x, y| slices.push(plume.slice(x, y)),
    );
    (plume.slice(x, &y), y[2] / y[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speed_satisfies_the_momentum_equation() {
        let (r, k): (f64, f64) = (100.0, 300.0);
        let critical = (2.0 * k / r).cbrt();
        let mut before = 0.0;
        for p in [5.0, 100.0, 180.0, 250.0, 272.6, 400.0, 1_000.0, 5_000.0] {
            let u = speed_m_s(r, k, p);
            let fast = (u / critical).powi(3);
            let known = r * u * (1.0 + 0.5 * fast / (1.0 + fast * fast));
            assert!((known / p - 1.0).abs() < 1e-8, "{p} {u}");
            assert!(u > before);
            before = u;
        }
        // Fast: as with the full pressure. Slow: as without.
        let u = speed_m_s(r, k, 5_000.0);
        assert!((r * u + k / (u * u) - 5_000.0).abs() < 1e-3);
        assert!((speed_m_s(r, k, 20.0) / 0.2 - 1.0).abs() < 1e-2);
    }
}
