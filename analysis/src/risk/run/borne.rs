//! What each loss of containment of each source adds to plots of land and to single points: the parts that grades,
//! shares and their doubt are summed from.
//!
//! Expected deaths are read from the same kernels as [`society`](super::society)'s, one a loss of containment; risk at
//! a point from those of [`bands`](super::bands). Sources of one kernel are worked on together, so that no more of the
//! kernels by loss than those of two or three kinds of equipment are there at a time.

use geo_types::Coord;
use rayon::prelude::*;

use super::bands::by_group;
use super::doubt::Groups;
use super::society::{Crowd, OUTDOORS_DAY, OUTDOORS_NIGHT};
use super::source::{Owner, Source};
use super::{Risk, Weigh, kernel};
use crate::facts::Period;
use crate::risk::kernel::Kernel;

/// Hands the expected deaths a year of every loss of containment to `add`: number of the source, number of the loss
/// among `groups`, and the plots with what each bears. `plot_of` is the plot of each of the people, `plots` how many
/// there are. The parts are made by threads in any order; what comes back is in the order of the kernels.
pub fn on_plots<T: Send>(
    risk: &Risk,
    crowd: &Crowd,
    groups: &Groups,
    plot_of: &[u32],
    plots: usize,
    init: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, usize, usize, &[(u32, f64)]) + Sync,
) -> Vec<T> {
    let mut of_kernel: Vec<Vec<usize>> = vec![Vec::new(); risk.kernels.len()];
    for (i, source) in risk.sources.iter().enumerate() {
        of_kernel[source.kernel].push(i);
    }
    of_kernel
        .par_iter()
        .filter(|sources| !sources.is_empty())
        .map_init(
            || vec![0.0_f64; plots],
            |sums, sources| {
                let mut all = init();
                for (group, kernels) in by_loss(risk, groups, sources[0]) {
                    for number in sources {
                        let found =
                            one(risk, crowd, &risk.sources[*number], &kernels, plot_of, sums);
                        if !found.is_empty() {
                            add(&mut all, *number, group, &found);
                        }
                    }
                }
                all
            },
        )
        .collect()
}

/// Kernels of each loss of a source, by day and by night.
fn by_loss(risk: &Risk, groups: &Groups, source: usize) -> Vec<(usize, [Kernel; 2])> {
    let scenarios = &risk.sources[source].scenarios;
    (0..groups.len())
        .filter_map(|group| {
            let of_group: Vec<_> = scenarios
                .iter()
                .filter(|s| groups.number(s.loss.loss) == Some(group))
                .copied()
                .collect();
            let periods = [(Period::Day, OUTDOORS_DAY), (Period::Night, OUTDOORS_NIGHT)];
            let kernels = periods.map(|(period, outdoors)| {
                kernel(&risk.tables, &risk.rose, &of_group, |class| {
                    (class.period == period).then_some(Weigh::People { outdoors })
                })
            });
            (!of_group.is_empty()).then_some((group, kernels))
        })
        .collect()
}

/// What one loss of one source does on each plot that it reaches. `sums` is nought before and after.
fn one(
    risk: &Risk,
    crowd: &Crowd,
    source: &Source,
    kernels: &[Kernel; 2],
    plot_of: &[u32],
    sums: &mut [f64],
) -> Vec<(u32, f64)> {
    let radii = &risk.tables.radii;
    let [day, night] = kernels;
    let rings = day.rings().max(night.rings());
    if rings == 0 {
        return Vec::new();
    }
    let reach_m = radii.ring_m(rings).1;
    let mut touched = Vec::new();
    for piece in &source.pieces {
        for number in crowd.numbers_near(piece.at, reach_m) {
            let someone = &crowd.people()[number as usize];
            let (dx, dy) = (someone.at.x - piece.at.x, someone.at.y - piece.at.y);
            let (ring, angle) = (radii.place(dx.hypot(dy)), dx.atan2(dy).to_degrees());
            let deaths = someone.day * day.at(ring, angle) + someone.night * night.at(ring, angle);
            let plot = plot_of[number as usize];
            let sum = &mut sums[plot as usize];
            if deaths > 0.0 {
                if *sum <= 0.0 {
                    touched.push(plot);
                }
                *sum += piece.weight * deaths;
            }
        }
    }
    touched
        .into_iter()
        .map(|plot| (plot, std::mem::take(&mut sums[plot as usize])))
        .collect()
}

/// Reads the individual risk of plants at points, by source and loss of containment, and as far as effects reach.
pub struct Reader<'a> {
    risk: &'a Risk,
    kernels: Vec<Vec<Kernel>>,
    plants: Vec<usize>,
}

/// What one loss of a source adds at a point, 1/yr.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// Number of the source.
    pub source: usize,
    /// Number of the loss.
    pub group: usize,
    /// What it adds, 1/yr.
    pub per_year: f64,
}

impl<'a> Reader<'a> {
    /// Of all plants; pipelines are left out, as the limits of GB 36894-2018 do not speak of them.
    pub fn new(risk: &'a Risk, groups: &Groups) -> Self {
        let plants = risk.sources.iter().enumerate();
        Self {
            risk,
            kernels: by_group(risk, groups),
            plants: plants
                .filter(|(_, s)| matches!(s.origin.owner(), Owner::Site(_)))
                .map(|(i, _)| i)
                .collect(),
        }
    }

    /// Numbers of the sources that can act within `radius_m` of a point where effects reach `effect` times as far as
    /// computed.
    pub fn acting(&self, at: Coord<f64>, radius_m: f64, effect: f64) -> Vec<usize> {
        let near = self.plants.iter().copied().filter(|i| {
            let source = &self.risk.sources[*i];
            let reach_m = self.risk.reach_m[source.kernel] * effect + radius_m;
            let mut spots = source.spots();
            spots.any(|s| (s.at.x - at.x).hypot(s.at.y - at.y) <= reach_m)
        });
        near.collect()
    }

    /// Individual risk of some sources at a point, 1/yr.
    pub fn sum(&self, sources: &[usize], at: Coord<f64>) -> f64 {
        sources
            .iter()
            .map(|i| self.risk.of_source(&self.risk.sources[*i], at))
            .sum()
    }

    /// What each loss of some sources adds at a point where effects reach `effect` times as far as computed.
    pub fn terms(&self, sources: &[usize], at: Coord<f64>, effect: f64) -> Vec<Term> {
        let radii = &self.risk.tables.radii;
        let mut terms = Vec::new();
        for number in sources {
            let source = &self.risk.sources[*number];
            let reach_m = self.risk.reach_m[source.kernel] * effect;
            for (group, kernels) in self.kernels.iter().enumerate() {
                let kernel = &kernels[source.kernel];
                if kernel.rings() == 0 {
                    continue;
                }
                let added = source.near(at, reach_m).map(|spot| {
                    let (dx, dy) = (at.x - spot.at.x, at.y - spot.at.y);
                    let ring = radii.place(dx.hypot(dy) / effect);
                    spot.weight * kernel.at(ring, dx.atan2(dy).to_degrees())
                });
                let per_year: f64 = added.sum();
                if per_year > 0.0 {
                    terms.push(Term {
                        source: *number,
                        group,
                        per_year,
                    });
                }
            }
        }
        terms
    }
}
