//! The plume over an evaporating pool.
//!
//! The pool is a square of the side 2 Bs about x = 0. A plume over it may be so heavy and the wind so slow that no
//! speed has its momentum (`plume`): then the vapour lies out beyond the pool, and the source is taken as the
//! smallest square, of the same rate, over which the plume flows. At the upwind edge the plume begins as air, which
//! the vapour meets as a layer that has grown over the first step:
//!
//! ```text
//! F(h) = (h + z0) ln²(1 + h/z0) − 2 (h + z0) ln(1 + h/z0) + 2 h = √3 a k² f(4 m) x
//! ```
//!
//! Source: Ermak 1990 (SLAB) and its public Fortran; F from `u dh/dx = √3 W` in a logarithmic profile.

use std::cell::Cell;

use super::body::Body;
use super::cloud::Slice;
use super::entrainment::{Closures, GROWTH, Rates, SCALE_HEIGHT_M, SQRT_3};
use super::mixture::mix;
use super::plume::{Plume, Pool};
use super::source::FLAT;
use super::wind::KARMAN;

/// Steps over the source.
const STEPS: u32 = 30;
/// To how much of itself the size of the source is found.
const SIZE: f64 = 5e-4;
/// Most widenings, and most runs of the search.
const MOST_RUNS: u32 = 24;

/// Height to which a layer of air grows over a way, m.
fn layer_m(closures: &Closures, way_m: f64) -> f64 {
    let wind = &closures.wind;
    let z0 = wind.roughness_m;
    let wanted = SQRT_3 * GROWTH * KARMAN * KARMAN * wind.shape(SCALE_HEIGHT_M) * way_m;
    let first = (3.0 * wanted * z0 * z0).cbrt();
    let mut h = 3.0 * wanted / (1.0 + first / z0).ln().powi(2);
    for _ in 0..8 {
        let log = (1.0 + h / z0).ln();
        let off = (h + z0) * log * (log - 2.0) + 2.0 * h - wanted;
        h = (h - off / (log * log)).max(0.1 * h);
    }
    h
}

impl Plume<'_> {
    /// Air at the upwind edge of the source.
    fn edge(&self, pool: &Pool) -> Body {
        let closures = self.closures;
        let wind = &closures.wind;
        let half = pool.half_width_m;
        let way = 2.0 * half / f64::from(STEPS);
        let layer = layer_m(closures, way);
        let speed = wind.mean_m_s(layer).max(1e-3);
        Body {
            x_m: -half,
            time_s: 0.0,
            mass: 0.0,
            substance: 0.0,
            heat_j_kg: wind.air.heat_j_kg,
            mixture: mix(self.substance, &wind.air, 0.0, wind.air.heat_j_kg),
            half_width_m: half,
            core_m: FLAT * half,
            half_length_m: f64::INFINITY,
            core_length_m: f64::INFINITY,
            height_m: 0.0,
            centre_m: 0.0,
            top_m: 0.0,
            wind_m_s: speed,
            speed_m_s: speed,
            across_m_s: 0.0,
            along_m_s: 0.0,
            rising_m_s: 0.0,
            pressed: true,
            rates: Rates {
                vertical_m_s: speed * layer / (SQRT_3 * way),
                lateral_m_s: closures.spread * speed,
                ..Rates::default()
            },
        }
    }

    /// Follows the plume over a source; returns its end.
    fn across(&self, slices: &mut Vec<Slice>) -> Option<Body> {
        let pool = self.pool.as_ref()?;
        slices.clear();
        self.blocked.set(0.0);
        let mut here = self.edge(pool);
        let way = 2.0 * pool.half_width_m / f64::from(STEPS);
        for _ in 0..STEPS {
            here = self.step(&here, way);
            slices.push(here.slice());
        }
        here.x_m = pool.half_width_m;
        Some(here)
    }

    /// The end of a plume over a source of a half width, and how far it was blocked, as a logarithm.
    fn over_half(&mut self, half_m: f64, slices: &mut Vec<Slice>) -> Option<(Body, f64)> {
        self.pool.as_mut()?.half_width_m = half_m;
        let end = self.across(slices)?;
        Some((end, self.blocked.get().ln()))
    }

    /// Follows the plume over its pool, or over what the pool widens to; returns its end.
    pub(super) fn over(&mut self, slices: &mut Vec<Slice>) -> Option<Body> {
        let own = self.pool.as_ref()?.half_width_m;
        let (mut end, mut over) = self.over_half(own, slices)?;
        if over > 0.0 {
            (end, over) = widen(own, over, |half| self.over_half(half, slices))?;
        }
        debug_assert!(!over.is_nan());
        let memory_m = end.height_m / self.closures.drag;
        self.pool.as_mut()?.memory_m = memory_m;
        self.blocked = Cell::new(0.0);
        Some(end)
    }
}

/// The smallest half width that is not blocked, by regula falsi (Illinois) on the logarithms.
fn widen(
    own: f64,
    over: f64,
    mut run: impl FnMut(f64) -> Option<(Body, f64)>,
) -> Option<(Body, f64)> {
    let (mut low, mut high) = ((own.ln(), over), None::<(f64, f64)>);
    let mut best = None;
    for _ in 0..MOST_RUNS {
        let next = match high {
            // Blocked by r, about r^0.6 times as wide.
            None => low.0 + (0.6 * low.1).clamp(0.05, 1.0),
            Some((far, free)) => {
                let share = (low.1 / (low.1 - free)).clamp(0.02, 0.98);
                low.0 + share * (far - low.0)
            }
        };
        let found = run(next.exp())?;
        let off = found.1.max(-4.0);
        best = Some(found);
        // A side that stays counts half.
        if off > 0.0 {
            low = (next, off);
            high = high.map(|(far, free)| (far, 0.5 * free));
        } else {
            if high.is_some() {
                low.1 *= 0.5;
            }
            high = Some((next, off));
        }
        if off.abs() < SIZE || high.is_some_and(|h| h.0 - low.0 < SIZE) {
            break;
        }
    }
    best
}
