//! The cloud about its middle, in time.
//!
//! ```text
//! M = ρ Bx B h                                         a quarter of the cloud
//! dM/dt        = √3 ρ_a (V h Bx + V_x h B + W B Bx) + q/4       the source term while it lasts
//! dE/dt        = h_a (dM/dt − q/4) + h_s q/4 + heat
//! d[M (u − (1 − m) ū_a)]/dt = force along
//! d(M V_g)/dt  = ¾ g (ρ − ρ_a) h² Bx + force across,   of U_g alike with B for Bx        on the ground and heavy
//! d(M w_c)/dt  = −g (ρ − ρ_a) B Bx h + force up                                  off the ground, or light
//! dx_c/dt = u − x_c q/4M,  dz_c/dt = w_c;  w_c = −z_c (V_g/B + U_g/Bx) on the ground and heavy
//! dB/dt  = √3 (ρ_a/ρ) V + V_g − G_y B d ln ρ,  db/dt = V_g b/B − G_y b d ln ρ,   along the wind alike
//! G_y = Bx h/(h (B + Bx) + 2 B Bx),  G_x = G_y B/Bx
//! ```
//!
//! A puff that comes down turns its fall into spreading to all sides. Source: Ermak 1990 (SLAB) and its public
//! Fortran.

use super::body::{Body, braked, grown, kept, step};
use super::entrainment::{Around, Closures, SQRT_3};
use super::plume::{ASIDE, mixture};
use super::substance::Substance;
use crate::consequence::G;

/// What the equations know.
pub(super) struct Puff<'a> {
    pub(super) substance: &'a Substance,
    pub(super) closures: &'a Closures,
    pub(super) neutral: bool,
    /// A quarter of what is there when the source is over, kg.
    pub(super) substance_kg: f64,
    /// Heat of a kilogram of what the source adds, J.
    pub(super) heat_j_kg: f64,
    /// The source under the puff, where there is one.
    pub(super) source: Option<Source>,
}

/// A pool that still evaporates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    pub(super) rate_kg_s: f64,
    pub(super) duration_s: f64,
    pub(super) blowing_m_s: f64,
    /// Length over which its stirring is forgotten, m; told when it is over.
    pub(super) memory_m: f64,
}

/// Changes over a while: mass, middle, width, its core, length, its core, pushes across and along, drags across
/// and along, heat, drag along, weight, drag upwards, centre.
type Change = [f64; 15];

impl Puff<'_> {
    /// The source, while it lasts.
    fn feeding(&self, time_s: f64) -> Option<&Source> {
        self.source
            .as_ref()
            .filter(|s| time_s < s.duration_s * (1.0 - 1e-9))
    }

    fn slope(&self, here: &Body, feed_kg_s: f64) -> Change {
        let (r, m) = (&here.rates, &here.mixture);
        let (b, bx, h) = (here.half_width_m, here.half_length_m, here.height_m);
        let air = self.closures.wind.air.density_kg_m3;
        let (thin, weight) = (SQRT_3 * air / m.density_kg_m3, G * (m.density_kg_m3 - air));
        let taken = (r.along_m_s * b + r.lateral_m_s * bx) * h + r.vertical_m_s * b * bx;
        let young = if here.mass > 0.0 {
            feed_kg_s / here.mass
        } else {
            0.0
        };
        [
            SQRT_3 * air * taken + feed_kg_s,
            here.speed_m_s - young * here.x_m,
            thin * r.lateral_m_s + here.across_m_s,
            here.across_m_s * here.core_m / b,
            thin * r.along_m_s + here.along_m_s,
            here.along_m_s * here.core_length_m / bx,
            ASIDE * weight * h * h * bx,
            ASIDE * weight * h * h * b,
            r.force_across,
            r.force_lengthways,
            r.heat,
            r.force_along,
            -weight * b * bx * h,
            r.force_up,
            here.rising_m_s,
        ]
    }

    /// The puff some time ahead.
    pub(super) fn step(&self, start: &Body, time_s: f64) -> Body {
        let feed = self
            .feeding(start.time_s)
            .map_or(0.0, |s| 0.25 * s.rate_kg_s);
        step(
            start,
            time_s,
            |here| self.slope(here, feed),
            |ahead, change, near| self.at(start, ahead, change, near),
        )
    }

    fn excess(&self, mass: f64, substance: f64, heat_j_kg: f64) -> f64 {
        let air = self.closures.wind.air.heat_j_kg;
        mass * heat_j_kg - (mass - substance) * air - substance * self.heat_j_kg
    }

    fn at(&self, start: &Body, ahead: f64, change: &Change, near: &Body) -> Body {
        let wind = &self.closures.wind;
        let time_s = start.time_s + ahead;
        let mass = start.mass + change[0];
        let part = self
            .source
            .map_or(1.0, |s| (time_s / s.duration_s).min(1.0));
        let substance = (self.substance_kg * part).min(mass);
        let share = substance / mass;
        let hotter = start.mass
            * start.mixture.heat_capacity_j_kg_k
            * (start.mixture.temperature_k - wind.air.temperature_k);
        let excess =
            self.excess(start.mass, start.substance, start.heat_j_kg) + braked(hotter, change[10]);
        let heat_j_kg = (excess - self.excess(mass, substance, 0.0)) / mass;
        let near_k = near.mixture.temperature_k;
        let m = mixture(
            self.substance,
            self.closures,
            self.neutral,
            (share, heat_j_kg, near_k),
        );
        let mut end = Body {
            x_m: start.x_m + change[1],
            time_s,
            mass,
            substance,
            heat_j_kg,
            mixture: m,
            ..*near
        };
        self.shape(start, change, &mut end);
        self.motion(start, change, &mut end);
        let around = self.around(time_s, &end, start);
        end.rates = self.closures.rates(&end, &around, end.half_length_m);
        end
    }

    /// What stirs the puff: its source, and for some steps the memory of that.
    fn around(&self, time_s: f64, end: &Body, start: &Body) -> Around {
        let (blowing_m_s, left) = match &self.source {
            None => (0.0, 0.0),
            Some(s) if start.time_s < s.duration_s * (1.0 - 1e-9) => (s.blowing_m_s, 0.0),
            Some(s) => {
                let way = (time_s - s.duration_s) * end.speed_m_s;
                (0.0, (-way / s.memory_m.max(1e-9)).exp())
            }
        };
        Around {
            blowing_m_s,
            friction2: start.rates.friction2,
            left,
        }
    }

    fn shape(&self, start: &Body, change: &Change, end: &mut Body) {
        let (b, bx, h) = (start.half_width_m, start.half_length_m, start.height_m);
        let across = bx * h / (h * (b + bx) + 2.0 * b * bx);
        let along = across * b / bx;
        let thinner = start.mixture.density_kg_m3 / end.mixture.density_kg_m3;
        let (across, along) = (thinner.powf(across), thinner.powf(along));
        end.half_width_m = grown(b, change[2]) * across;
        end.core_m = (grown(start.core_m, change[3]) * across).min(end.half_width_m);
        end.half_length_m = grown(bx, change[4]) * along;
        end.core_length_m = (grown(start.core_length_m, change[5]) * along).min(end.half_length_m);
        let volume = end.mass / end.mixture.density_kg_m3;
        let lid = self.closures.wind.lid_m;
        end.height_m = volume / (end.half_width_m * end.half_length_m);
        if end.height_m > lid {
            let wider = (end.height_m / lid).sqrt();
            end.height_m = lid;
            end.half_width_m *= wider;
            end.half_length_m *= wider;
        }
        end.place(start.centre_m + change[14], lid);
        end.wind_m_s = self
            .closures
            .mean_wind(self.closures.surplus(start), end.top_m);
        let lag = start.speed_m_s - start.wind_m_s;
        let momentum = start.mass * lag
            + start.substance * start.wind_m_s
            + braked(start.mass * lag, change[11]);
        end.speed_m_s = (1.0 - end.share()) * end.wind_m_s + momentum / end.mass;
    }

    fn motion(&self, start: &Body, change: &Change, end: &mut Body) {
        let heavy = end.mixture.density_kg_m3 > self.closures.wind.air.density_kg_m3;
        if end.flies() || !heavy {
            let momentum = start.mass * start.rising_m_s;
            end.across_m_s = 0.0;
            end.along_m_s = 0.0;
            end.rising_m_s = kept(momentum, change[13]) * (change[12] + momentum) / end.mass;
            return;
        }
        let (b, bx) = (start.half_width_m, start.half_length_m);
        // A fall that ends goes to all sides.
        let fallen = |speed: f64, other: f64| {
            if speed == 0.0 && start.height_m > 0.0 {
                let share = b * bx / (b * b + bx * bx);
                -2.0 * share * other * start.rising_m_s / start.height_m
            } else {
                speed
            }
        };
        let pushed = |before: f64, push: f64, drag: f64| {
            let momentum = start.mass * before;
            kept(momentum, drag) * (push + momentum) / end.mass
        };
        let across = pushed(fallen(start.across_m_s, bx), change[6], change[8]);
        let along = pushed(fallen(start.along_m_s, b), change[7], change[9]);
        end.across_m_s = across;
        end.along_m_s = along;
        end.rising_m_s = -end.centre_m * (across / end.half_width_m + along / end.half_length_m);
    }
}
