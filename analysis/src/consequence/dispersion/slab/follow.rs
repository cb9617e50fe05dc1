//! From the source to the reach that was asked for: which stage follows which, and in what steps.
//!
//! ```text
//! plume: steps grow by γ = 10^(p/n), p = log10(reach/x1 − 1) + 1, n = 150, so that they end at the reach
//! puff:  steps of time grow alike, from the last one of the plume over its speed, or from 0.1 s
//! ```
//!
//! Source: Ermak 1990 (SLAB) and its public Fortran.

use super::body::Body;
use super::cloud::{SlabCloud, Slice};
use super::entrainment::{Closures, GROWTH, Rates, SCALE_HEIGHT_M, SQRT_3};
use super::mixture::mix;
use super::plume::{Plume, Pool};
use super::puff::{Puff, Source};
use super::source::{FLAT, Release, STILL, SlabSource};
use super::wind::KARMAN;
use std::cell::Cell;

/// Steps of a plume, and of a puff that begins at its source.
const STEPS: i32 = 150;
const PUFF_STEPS: i32 = 183;
/// First step of a puff that begins at its source, s.
const FIRST_S: f64 = 0.1;
/// Most steps of a puff.
const MOST_STEPS: u32 = 4_000;
/// Share of the core in the length of a plume that has become a puff.
pub(super) const SHARP: f64 = 0.9999;

/// A release and its air.
pub(super) struct Way<'a> {
    source: &'a SlabSource,
    closures: Closures,
    slices: Vec<Slice>,
}

/// What the plume has become when its source is over.
struct Left {
    body: Body,
    neutral: bool,
    step_s: f64,
    growth: f64,
}

impl<'a> Way<'a> {
    pub(super) fn of(source: &'a SlabSource, closures: Closures) -> Self {
        Self {
            source,
            closures,
            slices: Vec::with_capacity(256),
        }
    }

    /// The whole cloud.
    pub(super) fn cloud(mut self) -> SlabCloud {
        let source = self.source;
        let duration_s = source.duration_s();
        let mut upwind_m = source.upwind_m();
        let (mut steady, mut jet_kg_s_m2) = (0, None);
        match source.release {
            Release::Instantaneous { mass_kg } => self.at_once(mass_kg),
            Release::Pool { rate_kg_s, .. } => {
                match self.pool(rate_kg_s, duration_s) {
                    Some(left) => {
                        steady = self.slices.len();
                        upwind_m = self
                            .slices
                            .first()
                            .map_or(upwind_m, |s| s.x_m.min(upwind_m));
                        self.drift(left, rate_kg_s, duration_s);
                    }
                    // Over before the plume stands.
                    None => self.brief(rate_kg_s, duration_s),
                }
            }
            Release::HorizontalJet {
                rate_kg_s,
                height_m,
                ..
            } => {
                let mouth = source.mouth(&self.closures, rate_kg_s, height_m);
                jet_kg_s_m2 =
                    Some(source.vapour_density_kg_m3(&self.closures.wind) * mouth.speed_m_s);
                let left = self.plume(mouth, false, rate_kg_s, duration_s, None);
                steady = self.slices.len();
                self.drift(left, rate_kg_s, duration_s);
            }
            Release::VerticalJet {
                rate_kg_s,
                height_m,
                ..
            } => {
                let top = source.top(&self.closures, rate_kg_s, height_m, &mut self.slices);
                let left = self.plume(top.body, top.neutral, rate_kg_s, duration_s, None);
                steady = self.slices.len();
                self.drift(left, rate_kg_s, duration_s);
            }
        }
        if duration_s.is_finite() {
            for slice in self.slices.iter_mut().take(steady) {
                slice.time_s += 0.5 * duration_s;
            }
        }
        SlabCloud {
            slices: self.slices,
            steady,
            duration_s,
            upwind_m,
            closures: self.closures,
            molar_mass_kg_mol: source.substance.molar_mass_kg_mol,
            jet_kg_s_m2,
        }
    }

    /// The plume of a pool; none where the pool is over before it is crossed.
    fn pool(&mut self, rate_kg_s: f64, duration_s: f64) -> Option<Left> {
        let blowing_m_s = self.blowing_m_s(rate_kg_s);
        let mut slices = std::mem::take(&mut self.slices);
        let mut plume = Plume {
            substance: &self.source.substance,
            closures: &self.closures,
            rate_kg_s,
            heat_j_kg: self.source.vapour_heat_j_kg(),
            neutral: false,
            pool: Some(Pool {
                half_width_m: 0.5 * self.source.area_m2.sqrt(),
                blowing_m_s,
                memory_m: 1.0,
            }),
            blocked: Cell::new(0.0),
        };
        let end = plume.over(&mut slices);
        let pool = plume.pool;
        self.slices = slices;
        let end = end.filter(|e| e.time_s <= 0.5 * duration_s)?;
        Some(self.plume(end, false, rate_kg_s, duration_s, pool))
    }

    /// Speed of the vapour that rises from the pool, m/s.
    fn blowing_m_s(&self, rate_kg_s: f64) -> f64 {
        rate_kg_s / (self.source.vapour_density_kg_m3(&self.closures.wind) * self.source.area_m2)
    }

    /// Follows a plume until its source is over for its middle, or to the reach.
    fn plume(
        &mut self,
        start: Body,
        neutral: bool,
        rate_kg_s: f64,
        duration_s: f64,
        pool: Option<Pool>,
    ) -> Left {
        let plume = Plume {
            substance: &self.source.substance,
            closures: &self.closures,
            rate_kg_s,
            heat_j_kg: self.source.vapour_heat_j_kg(),
            neutral,
            pool,
            blocked: Cell::new(0.0),
        };
        let half_s = 0.5 * duration_s;
        let first_m = start.x_m;
        let reach_m = self.source.reach_m.max(2.0 * first_m);
        let growth = 10f64.powf(((reach_m / first_m - 1.0).log10() + 1.0) / f64::from(STEPS));
        let mut way_m = (growth - 1.0) * (reach_m - first_m) / (growth.powi(STEPS) - 1.0);
        let mut here = start;
        self.slices.push(here.slice());
        for _ in 0..STEPS {
            if here.time_s >= half_s {
                break;
            }
            let mut next = plume.step(&here, way_m);
            if next.time_s > half_s {
                let took = next.time_s - here.time_s;
                way_m *= ((half_s - here.time_s) / took).clamp(1e-6, 1.0);
                next = plume.step(&here, way_m);
                next.time_s = half_s;
            }
            here = next;
            self.slices.push(here.slice());
            way_m *= growth;
        }
        Left {
            body: here,
            neutral,
            step_s: way_m / here.speed_m_s,
            growth,
        }
    }

    /// What a plume leaves when its source is over drifts on as a puff.
    fn drift(&mut self, left: Left, rate_kg_s: f64, duration_s: f64) {
        if duration_s.is_infinite() || left.body.time_s < 0.5 * duration_s {
            return;
        }
        let substance = 0.25 * rate_kg_s * duration_s;
        let mut body = left.body;
        let per_m = body.mixture.density_kg_m3 * body.half_width_m * body.height_m;
        body.mass = substance / body.share();
        body.substance = substance;
        body.time_s = duration_s;
        body.half_length_m = body.mass / per_m;
        body.core_length_m = SHARP * body.half_length_m;
        body.along_m_s = body.half_width_m / body.half_length_m * body.across_m_s;
        let friction2 = body.rates.friction2;
        body.rates = self.closures.rates(&body, &STILL, body.half_length_m);
        body.rates.friction2 = friction2;
        let puff = Puff {
            substance: &self.source.substance,
            closures: &self.closures,
            neutral: left.neutral,
            substance_kg: substance,
            heat_j_kg: self.source.vapour_heat_j_kg(),
            source: None,
        };
        let mut slices = std::mem::take(&mut self.slices);
        self.march(puff, body, (left.step_s, left.growth), &mut slices);
        self.slices = slices;
    }

    /// A block at rest on the area of the source.
    fn at_once(&mut self, mass_kg: f64) {
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
    fn brief(&mut self, rate_kg_s: f64, duration_s: f64) {
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
        let steps = f64::from(PUFF_STEPS - 1);
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
    fn march(
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
