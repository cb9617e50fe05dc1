//! What is there at once or soon: puffs that begin at their source, and how every puff is followed.
//!
//! ```text
//! steps grow by γ: 0.1 s (γ^182 − 1)/(γ − 1) = reach/u(2 m)
//! ```
//!
//! Source: Ermak 1990 (SLAB) and its public Fortran.

use super::body::Body;
use super::cloud::Slice;
use super::entrainment::{GROWTH, Rates, SCALE_HEIGHT_M, SQRT_3};
use super::follow::Way;
use super::mixture::mix;
use super::puff::{Puff, Source};
use super::source::{FLAT, STILL};
use super::wind::KARMAN;

/// Steps of a puff that begins at its source.
const STEPS: i32 = 183;
/// Its first step, s.
const FIRST_S: f64 = 0.1;
/// Most steps of a puff.
const MOST_STEPS: u32 = 4_000;

impl Way<'_> {
    /// A block at rest on the area of the source.
    pub(super) fn at_once(&mut self, mass_kg: f64) {
        let mut body = self.block(0.25 * mass_kg);
        body.wind_m_s = self.closures.wind.mean_m_s(body.top_m);
        body.rates = self.closures.rates(&body, &STILL, body.half_length_m);
        let puff = Puff {
            substance: &self.source.substance,
            closures: &self.closures,
            neutral: false,
            substance_kg: 0.25 * mass_kg,
            heat_j_kg: self.source.vapour_heat_j_kg(),
            source: None,
        };
        let mut slices = vec![body.slice()];
        self.march(puff, body, self.pace(), &mut slices);
        self.slices = slices;
    }

    /// A pool that is over before a plume stands over it: a puff that grows from nothing.
    pub(super) fn brief(&mut self, rate_kg_s: f64, duration_s: f64) {
        let (first_s, growth) = self.pace();
        let mut body = self.block(0.0);
        let wind = &self.closures.wind;
        body.heat_j_kg = wind.air.heat_j_kg;
        body.mixture = mix(&self.source.substance, &wind.air, 0.0, body.heat_j_kg);
        // (h + z0) ln(1 + h/z0) − h = √3 a k u* f(4 m) t of a layer of air.
        let z0 = wind.roughness_m;
        let wanted = self.passive_m(first_s);
        let first = (2.0 * wanted * z0).sqrt();
        let mut layer = 2.0 * first / (1.0 + first / z0).ln();
        for _ in 0..8 {
            let log = (1.0 + layer / z0).ln();
            layer = (layer - ((layer + z0) * log - layer - wanted) / log).max(0.1 * layer);
        }
        body.rates = Rates {
            vertical_m_s: layer / (SQRT_3 * first_s),
            ..Rates::default()
        };
        let puff = Puff {
            substance: &self.source.substance,
            closures: &self.closures,
            neutral: false,
            substance_kg: 0.25 * rate_kg_s * duration_s,
            heat_j_kg: self.source.vapour_heat_j_kg(),
            source: Some(Source {
                rate_kg_s,
                duration_s,
                blowing_m_s: self.blowing_m_s(rate_kg_s),
                memory_m: 1.0,
            }),
        };
        let mut slices = Vec::with_capacity(256);
        self.march(puff, body, (first_s, growth), &mut slices);
        self.slices = slices;
    }

    /// √3 a k u* f(4 m) t.
    fn passive_m(&self, time_s: f64) -> f64 {
        let wind = &self.closures.wind;
        SQRT_3 * GROWTH * KARMAN * wind.friction_m_s * wind.shape(SCALE_HEIGHT_M) * time_s
    }

    /// A quarter of a block at rest on the area of the source.
    fn block(&self, mass: f64) -> Body {
        let heat_j_kg = self.source.heat_j_kg();
        let wind = &self.closures.wind;
        let mixture = mix(&self.source.substance, &wind.air, 1.0, heat_j_kg);
        let half = 0.5 * self.source.area_m2.sqrt();
        let mut body = Body {
            x_m: 0.0,
            time_s: 0.0,
            mass,
            substance: mass,
            heat_j_kg,
            mixture,
            half_width_m: half,
            core_m: FLAT * half,
            half_length_m: half,
            core_length_m: FLAT * half,
            height_m: (mass / (mixture.density_kg_m3 * half * half)).min(wind.lid_m),
            centre_m: 0.0,
            top_m: 0.0,
            wind_m_s: 0.0,
            speed_m_s: 0.0,
            across_m_s: 0.0,
            along_m_s: 0.0,
            rising_m_s: 0.0,
            pressed: false,
            rates: Rates::default(),
        };
        body.place(0.0, wind.lid_m);
        body
    }

    /// First step and growth of a puff that begins at its source.
    fn pace(&self) -> (f64, f64) {
        let until_s = self.source.reach_m / self.closures.wind.speed_m_s(2.0);
        let mut growth: f64 = 1.0 + 1e-6;
        let steps = f64::from(STEPS - 1);
        if until_s > FIRST_S * steps {
            // FIRST (γ^n − 1)/(γ − 1) = until.
            let (mut low, mut high) = (1.0 + 1e-9, 2.0);
            for _ in 0..60 {
                growth = 0.5 * (low + high);
                let sum = (growth.powf(steps) - 1.0) / (growth - 1.0);
                if sum * FIRST_S < until_s {
                    low = growth;
                } else {
                    high = growth;
                }
            }
        }
        (FIRST_S, growth)
    }

    /// Follows a puff until its middle is at the reach.
    pub(super) fn march(
        &self,
        mut puff: Puff,
        start: Body,
        (first_s, growth): (f64, f64),
        slices: &mut Vec<Slice>,
    ) {
        let (mut here, mut step_s) = (start, first_s);
        for _ in 0..MOST_STEPS {
            if here.x_m >= self.source.reach_m {
                break;
            }
            let mut now_s = step_s;
            let over_s = puff.source.map_or(0.0, |s| s.duration_s);
            let ends = here.time_s < over_s && here.time_s + now_s >= over_s * (1.0 - 1e-9);
            if ends {
                now_s = over_s - here.time_s;
            }
            here = puff.step(&here, now_s);
            if ends {
                here.time_s = over_s;
                if let Some(source) = &mut puff.source {
                    source.memory_m = here.height_m / self.closures.drag;
                }
            }
            if !here.mass.is_finite() || !here.x_m.is_finite() {
                break;
            }
            slices.push(here.slice());
            step_s *= growth;
        }
    }
}
