//! From the source to the reach that was asked for: which stage follows which, and in what steps.
//!
//! ```text
//! plume: steps grow by γ = 10^(p/n), p = log10(reach/x1 − 1) + 1, n = 150, so that they end at the reach
//! puff:  steps of time grow alike, from the last one of the plume over its speed
//! ```
//!
//! Source: Ermak 1990 (SLAB) and its public Fortran.

use super::body::Body;
use super::cloud::{SlabCloud, Slice};
use super::entrainment::Closures;
use super::plume::{Plume, Pool};
use super::puff::Puff;
use super::source::{Release, STILL, SlabSource};
use std::cell::Cell;

/// Steps of a plume.
const STEPS: i32 = 150;
/// Share of the core in the length of a plume that has become a puff.
pub(super) const SHARP: f64 = 0.9999;

/// A release and its air.
pub(super) struct Way<'a> {
    pub(super) source: &'a SlabSource,
    pub(super) closures: Closures,
    pub(super) slices: Vec<Slice>,
    /// Where the source begins, m.
    upwind_m: f64,
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
            upwind_m: source.upwind_m(),
        }
    }

    /// The whole cloud.
    pub(super) fn cloud(mut self) -> SlabCloud {
        let source = self.source;
        let duration_s = source.duration_s();
        let (mut steady, mut jet_kg_s_m2) = (0, None);
        match source.release {
            Release::Instantaneous { mass_kg } => self.at_once(mass_kg),
            Release::Pool { rate_kg_s, .. } => {
                match self.pool(rate_kg_s, duration_s) {
                    Some(left) => {
                        steady = self.slices.len();
                        self.drift(&left, rate_kg_s, duration_s);
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
                self.drift(&left, rate_kg_s, duration_s);
            }
            Release::VerticalJet {
                rate_kg_s,
                height_m,
                ..
            } => {
                let top = source.top(&self.closures, rate_kg_s, height_m, &mut self.slices);
                let left = self.plume(top.body, top.neutral, rate_kg_s, duration_s, None);
                steady = self.slices.len();
                self.drift(&left, rate_kg_s, duration_s);
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
            upwind_m: self.upwind_m,
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
        self.upwind_m = -pool.map_or(0.0, |p| p.half_width_m);
        Some(self.plume(end, false, rate_kg_s, duration_s, pool))
    }

    /// Speed of the vapour that rises from the pool, m/s.
    pub(super) fn blowing_m_s(&self, rate_kg_s: f64) -> f64 {
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
    fn drift(&mut self, left: &Left, rate_kg_s: f64, duration_s: f64) {
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
}
