//! The steady plume along the wind, on the ground and off it.
//!
//! ```text
//! R = ρ u B h                                          half of the mass flux
//! dR/dx       = √3 ρ_a (V h + W B) + q/(4 Bs)          the source term over the pool, −Bs to Bs
//! dE/dx       = h_a √3 ρ_a (V h + W B) + h_s q/(4 Bs) + heat
//! M = R [u − (1 − m) ū_a] + ½ α g (ρ − ρ_a) B h²,  dM/dx = force along
//! d(R V_g)/dx = ¾ g (ρ − ρ_a) h² + force across        on the ground and heavy; then w_c = −V_g z_c/B
//! d(R w_c)/dx = −g (ρ − ρ_a) B h + force up            off the ground, or light
//! dz_c/dx = w_c/u
//! dB/dx = (√3 (ρ_a/ρ) V + V_g)/u − G B d ln(ρ u)/dx,  db/dx = V_g b/(u B) − G b d ln(ρ u)/dx
//! G = h/(h + 2B);  d ln ρ in place of d ln(ρ u) of a cloud slower than the wind;  h ≤ 2B
//! ```
//!
//! α = ¼ on the ground and heavy, else 0; m is the share of the substance. A cloud that comes down turns its fall
//! into spreading, `V_g = −2 w_c B/h`. Of the two speeds with one M the faster is taken; where there is none, the
//! flow is critical, `u = ⅔ M/R`. Source: Ermak 1990 (SLAB) and its public Fortran. At the lid B takes what h cannot.

use std::cell::Cell;

use super::body::{Body, braked, kept, step};
use super::entrainment::{Around, Closures, SQRT_3};
use super::mixture::{Mixture, mix_near, mix_neutral};
use super::substance::Substance;
use crate::consequence::G;

/// Share of the weight that pushes sideways.
pub(super) const ASIDE: f64 = 0.75;

/// A pool from which vapour rises evenly, as wide as the plume over it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pool {
    pub(super) half_width_m: f64,
    pub(super) blowing_m_s: f64,
    /// Length over which its stirring is forgotten, m.
    pub(super) memory_m: f64,
}

/// What the equations know.
pub(super) struct Plume<'a> {
    pub(super) substance: &'a Substance,
    pub(super) closures: &'a Closures,
    pub(super) rate_kg_s: f64,
    /// Heat of a kilogram of vapour that is added, J.
    pub(super) heat_j_kg: f64,
    /// Whether it is as dense as air, whatever it holds.
    pub(super) neutral: bool,
    pub(super) pool: Option<Pool>,
    /// Greatest `27/4 K/(M/R)³` met, K the pressure: above 1 the flow is blocked.
    pub(super) blocked: Cell<f64>,
}

/// Changes over a way: mass, width, core, push across, drag across, heat, drag along, weight, drag upwards, centre,
/// time.
pub(super) type Change = [f64; 11];

/// The cloud of some mass, and what it was of.
pub(super) fn mixture(
    substance: &Substance,
    closures: &Closures,
    neutral: bool,
    (share, heat_j_kg, near_k): (f64, f64, f64),
) -> Mixture {
    let air = &closures.wind.air;
    if neutral {
        mix_neutral(substance, air, share)
    } else {
        mix_near(substance, air, share, heat_j_kg, near_k)
    }
}

impl Plume<'_> {
    /// Substance in half of the flux at a distance, kg/s.
    fn substance_kg_s(&self, x: f64) -> f64 {
        let half = self.pool.map_or(0.0, |p| p.half_width_m);
        let part = if x < half {
            0.5 * (half + x) / half
        } else {
            1.0
        };
        0.5 * self.rate_kg_s * part
    }

    fn over_pool(&self, x: f64) -> Option<&Pool> {
        self.pool
            .as_ref()
            .filter(|p| x < p.half_width_m * (1.0 - 1e-9))
    }

    /// What stirs the plume at a distance, from one at which it was stirred so much.
    fn around(&self, x: f64, friction2: f64) -> Around {
        let behind = self
            .pool
            .map_or(f64::INFINITY, |p| (x - p.half_width_m) / p.memory_m);
        let over = x
            <= self
                .pool
                .map_or(f64::NEG_INFINITY, |p| p.half_width_m * (1.0 + 1e-9));
        Around {
            blowing_m_s: self.pool.filter(|_| over).map_or(0.0, |p| p.blowing_m_s),
            friction2,
            left: if over || behind.is_infinite() {
                0.0
            } else {
                (-behind).exp()
            },
        }
    }

    fn slope(&self, here: &Body, source_kg_s_m: f64) -> Change {
        let (r, m) = (&here.rates, &here.mixture);
        let (b, h, u) = (here.half_width_m, here.height_m, here.speed_m_s);
        let air = self.closures.wind.air.density_kg_m3;
        let (rho, weight) = (m.density_kg_m3, G * (m.density_kg_m3 - air));
        [
            air * SQRT_3 * (r.lateral_m_s * h + r.vertical_m_s * b) + source_kg_s_m,
            (SQRT_3 * air / rho * r.lateral_m_s + here.across_m_s) / u,
            here.across_m_s * here.core_m / (u * b),
            ASIDE * weight * h * h,
            r.force_across,
            r.heat,
            r.force_along,
            -weight * b * h,
            r.force_up,
            here.rising_m_s / u,
            2.0 * rho * b * h * here.share() / self.rate_kg_s,
        ]
    }

    /// The plume a step ahead.
    pub(super) fn step(&self, start: &Body, way_m: f64) -> Body {
        let source = self
            .over_pool(start.x_m)
            .map_or(0.0, |p| 0.25 * self.rate_kg_s / p.half_width_m);
        let mut end = step(
            start,
            way_m,
            |here| self.slope(here, source),
            |ahead, change, near| self.at(start, ahead, change, near),
        );
        end.pressed = self.over_pool(start.x_m + way_m).is_some()
            || (!end.flies() && self.heavy(&end.mixture));
        end
    }

    fn heavy(&self, m: &Mixture) -> bool {
        m.density_kg_m3 > self.closures.wind.air.density_kg_m3
    }

    /// Flux of heat beside that of the air and the vapour in it, W.
    fn excess(&self, mass: f64, substance: f64, heat_j_kg: f64) -> f64 {
        let air = self.closures.wind.air.heat_j_kg;
        mass * heat_j_kg - (mass - substance) * air - substance * self.heat_j_kg
    }

    fn at(&self, start: &Body, ahead: f64, change: &Change, near: &Body) -> Body {
        let wind = &self.closures.wind;
        let x = start.x_m + ahead;
        let mass = start.mass + change[0];
        let substance = self.substance_kg_s(x).min(mass);
        let share = substance / mass;
        let hotter = start.mass
            * start.mixture.heat_capacity_j_kg_k
            * (start.mixture.temperature_k - wind.air.temperature_k);
        let excess =
            self.excess(start.mass, start.substance, start.heat_j_kg) + braked(hotter, change[5]);
        let heat_j_kg = (excess - self.excess(mass, substance, 0.0)) / mass;
        let near_k = near.mixture.temperature_k;
        let m = mixture(
            self.substance,
            self.closures,
            self.neutral,
            (share, heat_j_kg, near_k),
        );
        let mut end = Body {
            x_m: x,
            time_s: start.time_s + change[10],
            mass,
            substance,
            heat_j_kg,
            mixture: m,
            ..*near
        };
        self.flow(start, change, &mut end);
        self.motion(start, change, &mut end);
        let around = self.around(x, start.rates.friction2);
        end.rates = self.closures.rates(&end, &around, 1.0);
        end
    }

    /// Spreading, rise and fall.
    fn motion(&self, start: &Body, change: &Change, end: &mut Body) {
        let over = self.over_pool(end.x_m).is_some();
        let heavy = self.heavy(&end.mixture);
        if heavy && !end.flies() {
            let before = if start.across_m_s == 0.0 && !over && start.height_m > 0.0 {
                -2.0 * start.rising_m_s * start.half_width_m / start.height_m
            } else {
                start.across_m_s
            };
            let momentum = start.mass * before;
            end.across_m_s = kept(momentum, change[4]) * (change[3] + momentum) / end.mass;
            end.rising_m_s = if over {
                0.0
            } else {
                -end.across_m_s * end.centre_m / end.half_width_m
            };
        } else {
            let momentum = start.mass * start.rising_m_s;
            end.across_m_s = 0.0;
            end.rising_m_s = if over {
                0.0
            } else {
                kept(momentum, change[8]) * (change[7] + momentum) / end.mass
            };
        }
    }
}
