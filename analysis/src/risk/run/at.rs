//! Individual risk at a point, and who causes it.
//!
//! A kernel is a sum over its scenarios, so that each one's own kernel, read at the same point in the same way, is
//! its share: no share is estimated.

use std::collections::BTreeMap;

use geo_types::Coord;

use super::Risk;
use super::source::Source;
use crate::risk::exact_sum;
use crate::risk::footprint::{Radii, Ring};
use crate::risk::kernel::{Kernel, Still};
use crate::scenario::outcome::Kind;

/// What one outcome of one scenario adds at a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Number of the source.
    pub source: usize,
    /// Number of the scenario of the source.
    pub scenario: usize,
    /// The outcome.
    pub kind: Kind,
    /// What it adds, 1/yr.
    pub per_year: f64,
}

/// Risk at a point.
#[derive(Debug, Clone, PartialEq)]
pub struct At {
    /// Location-specific individual risk, 1/yr: the sum of the shares.
    pub lsir_per_year: f64,
    /// Who causes it, the greatest first.
    pub shares: Vec<Share>,
}

impl Risk {
    /// Individual risk at a point, by outcome of each scenario.
    pub fn at(&self, point: Coord<f64>) -> At {
        let mut shares = Vec::new();
        for number in 0..self.sources.len() {
            self.shares_of(number, point, &mut shares);
        }
        shares.sort_by(|a: &Share, b| {
            b.per_year
                .total_cmp(&a.per_year)
                .then((a.source, a.scenario, a.kind).cmp(&(b.source, b.scenario, b.kind)))
        });
        At {
            lsir_per_year: exact_sum(shares.iter().map(|s| s.per_year)),
            shares,
        }
    }

    /// Individual risk at a point, 1/yr, from the kernels alone: what a grid has there.
    pub fn sum_at(&self, point: Coord<f64>) -> f64 {
        exact_sum(self.sources.iter().map(|s| self.of_source(s, point)))
    }

    /// What one source adds at a point, 1/yr.
    pub fn of_source(&self, source: &Source, point: Coord<f64>) -> f64 {
        let kernel = &self.kernels[source.kernel];
        let added = source.near(point, self.reach_m[source.kernel]).map(|spot| {
            let (ring, angle) = polar(&self.tables.radii, spot.at, point);
            spot.weight * kernel.at(ring, angle)
        });
        added.sum()
    }

    fn shares_of(&self, number: usize, point: Coord<f64>, shares: &mut Vec<Share>) {
        let source = &self.sources[number];
        let kernel = &self.kernels[source.kernel];
        let mut sums: BTreeMap<(usize, Kind), f64> = BTreeMap::new();
        for spot in source.near(point, self.reach_m[source.kernel]) {
            let (ring, angle) = polar(&self.tables.radii, spot.at, point);
            if kernel.at(ring, angle) > 0.0 {
                self.shares_from(source, ring, angle, |scenario, kind, per_year| {
                    *sums.entry((scenario, kind)).or_default() += spot.weight * per_year;
                });
            }
        }
        shares.extend(sums.into_iter().map(|((scenario, kind), per_year)| Share {
            source: number,
            scenario,
            kind,
            per_year,
        }));
    }

    /// What each outcome of each scenario of a source adds at a ring and an angle around it.
    fn shares_from(
        &self,
        source: &Source,
        ring: f64,
        angle: f64,
        mut add: impl FnMut(usize, Kind, f64),
    ) {
        let inner = ring as usize;
        let pair = Radii {
            count: 2,
            ..self.tables.radii
        };
        for (scenario_number, scenario) in source.scenarios.iter().enumerate() {
            let mut by_kind: Vec<(Kind, Kernel)> = Vec::new();
            for (at, class) in self.rose.classes.iter().enumerate() {
                let Some(course) = self.tables.course(scenario.table, at) else {
                    continue;
                };
                for outcome in &course.outcomes {
                    let mut still = Still::new(&pair, &self.rose);
                    let mut is_there = false;
                    for piece in &outcome.pieces {
                        let rings: &[Ring] = piece.footprint.rings.get(inner..).unwrap_or(&[]);
                        is_there |= !rings.is_empty();
                        let per_year = scenario.per_year * outcome.probability * piece.individual;
                        still.add_rings(rings, per_year);
                    }
                    if !is_there {
                        continue;
                    }
                    let known = by_kind.iter().position(|(k, _)| *k == outcome.kind);
                    let slot = known.unwrap_or_else(|| {
                        by_kind.push((outcome.kind, Kernel::new(&pair, &self.rose)));
                        by_kind.len() - 1
                    });
                    by_kind[slot].1.turn(&still, &self.rose, class);
                }
            }
            for (kind, kernel) in by_kind {
                let per_year = kernel.at(ring - inner as f64, angle);
                if per_year > 0.0 {
                    add(scenario_number, kind, per_year);
                }
            }
        }
    }
}

/// Ring and angle of a point seen from another.
fn polar(radii: &Radii, from: Coord<f64>, to: Coord<f64>) -> (f64, f64) {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    (radii.place(dx.hypot(dy)), dx.atan2(dy).to_degrees())
}
