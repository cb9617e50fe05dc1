//! The risk of a city: every vessel's scenarios, summed at any place.
//!
//! | question | file |
//! |---|---|
//! | who releases what from where; risk on a grid | this one |
//! | risk at a point, with exact shares | [`at`] |
//! | how many die together, caused by whom, borne where | [`society`] |
//! | which protection target bears more than it may | [`verdicts`] |
//! | how one facility alone stands to the limits | [`own`] |
//!
//! Vessels of equal scenarios share a kernel. Closed and planned plants release nothing; a stopped one still does, as
//! its vessels need not be empty.
//!
//! Everything is summed in the order of the facts: equal facts give equal bytes, whatever the number of threads.

pub mod at;
pub mod own;
pub mod society;
pub mod verdicts;

use std::collections::BTreeMap;

use geo_types::Coord;
use rayon::prelude::*;

use super::footprint::Radii;
use super::grid::{Grid, Place, lsir};
use super::kernel::{Kernel, Still};
use super::rose::Rose;
use crate::city::City;
use crate::error::Error;
use crate::facts::FacilityStatus;
use crate::scenario::tables::{Scenario, Tables};
use crate::scenario::{Settings, Unmodelled};

/// Risk below which a kernel does not widen the grid, 1/yr.
const GRID_FROM_PER_YEAR: f64 = 1e-9;

/// A vessel that can release something.
#[derive(Debug, Clone)]
pub struct Source {
    /// Position of its facility in the city.
    pub site: usize,
    /// Position of the vessel in the facility.
    pub vessel: usize,
    /// Where it is, m.
    pub at: Coord<f64>,
    /// What can happen.
    pub scenarios: Vec<Scenario>,
    /// Number of its kernel.
    pub kernel: usize,
}

/// A vessel whose risk is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Position of its facility in the city.
    pub site: usize,
    /// Position of the vessel in the facility.
    pub vessel: usize,
    /// Why.
    pub why: Unmodelled,
}

/// The risk of a city.
#[derive(Debug, Clone)]
pub struct Risk {
    /// The weather.
    pub rose: Rose,
    /// Courses of all scenarios.
    pub tables: Tables,
    /// The vessels that can release something, in the order of the facts.
    pub sources: Vec<Source>,
    /// Kernels of individual risk, each of scenarios that differ.
    pub kernels: Vec<Kernel>,
    /// The vessels whose risk is not known.
    pub unknown: Vec<Unknown>,
}

/// Scenarios that make a kernel: their tables and the bits of their frequencies.
type Mix = Vec<(usize, u64)>;

/// How fine the polar tables are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fineness {
    /// Rings from a radius to twice that.
    pub per_octave: u32,
    /// Farthest ring, m.
    pub reach_m: f64,
}

impl Default for Fineness {
    fn default() -> Self {
        Self {
            per_octave: 8,
            reach_m: 20_000.0,
        }
    }
}

impl Risk {
    /// Computes every scenario of a city; `done` is called with how many tables of how many are ready.
    ///
    /// # Errors
    /// [`Error::Input`] where the weather is missing or wrong.
    pub fn of(
        city: &City,
        settings: &Settings,
        fineness: Fineness,
        done: impl Fn(usize, usize) + Sync,
    ) -> Result<Self, Error> {
        let rose = Rose::of(&city.ground.weather)?;
        let radii = Radii::up_to(fineness.reach_m, fineness.per_octave);
        let places: Vec<(usize, usize)> = city
            .sites
            .iter()
            .enumerate()
            .filter(|(_, site)| is_running(site.facility.status))
            .flat_map(|(i, site)| (0..site.vessels.len()).map(move |v| (i, v)))
            .collect();
        let vessels = places.iter().map(|(s, v)| &city.sites[*s].vessels[*v].1);
        let (tables, of_vessels) = Tables::build(vessels, &rose, radii, settings, done);
        let (mut sources, mut unknown) = (Vec::new(), Vec::new());
        let mut number: BTreeMap<Mix, usize> = BTreeMap::new();
        let mut mixes: Vec<Vec<Scenario>> = Vec::new();
        for ((site, vessel), scenarios) in places.into_iter().zip(of_vessels) {
            match scenarios {
                Err(why) => unknown.push(Unknown { site, vessel, why }),
                Ok(scenarios) => {
                    let mix: Mix = scenarios
                        .iter()
                        .map(|s| (s.table, s.per_year.to_bits()))
                        .collect();
                    let kernel = *number.entry(mix).or_insert_with(|| {
                        mixes.push(scenarios.clone());
                        mixes.len() - 1
                    });
                    sources.push(Source {
                        site,
                        vessel,
                        at: city.sites[site].vessel_footprints[vessel].centre(),
                        scenarios,
                        kernel,
                    });
                }
            }
        }
        let kernels = mixes
            .par_iter()
            .map(|mix| kernel(&tables, &rose, mix, |_| Some(Weigh::Individual)))
            .collect();
        Ok(Self {
            rose,
            tables,
            sources,
            kernels,
            unknown,
        })
    }

    /// The grid that holds every risk worth a contour; one cell where there is none.
    pub fn grid(&self, cell_m: f64) -> Grid {
        let radii = &self.tables.radii;
        let reach: Vec<f64> = self
            .kernels
            .iter()
            .map(|k| match k.rings_above(GRID_FROM_PER_YEAR) {
                0 => 0.0,
                rings => radii.node_m(rings),
            })
            .collect();
        let mut sides = [
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        ];
        for source in &self.sources {
            let r = reach[source.kernel];
            sides = [
                sides[0].min(source.at.x - r),
                sides[1].min(source.at.y - r),
                sides[2].max(source.at.x + r),
                sides[3].max(source.at.y + r),
            ];
        }
        if sides[0] > sides[2] {
            sides = [0.0; 4];
        }
        Grid::around(sides[0], sides[1], sides[2], sides[3], cell_m)
    }

    /// The sources with their kernels.
    pub fn places(&self) -> Vec<Place<'_>> {
        self.sources
            .iter()
            .map(|s| Place {
                x_m: s.at.x,
                y_m: s.at.y,
                kernel: &self.kernels[s.kernel],
            })
            .collect()
    }

    /// Individual risk at the cells of a grid, 1/yr.
    pub fn lsir(&self, grid: &Grid) -> Vec<f64> {
        lsir(grid, &self.tables.radii, &self.places())
    }
}

/// Whether a facility releases anything.
pub const fn is_running(status: FacilityStatus) -> bool {
    !matches!(status, FacilityStatus::Closed | FacilityStatus::Planned)
}

/// Whose deaths a kernel counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Weigh {
    /// One who is always there, outdoors, unprotected.
    Individual,
    /// People of whom a share is outdoors.
    People {
        /// That share.
        outdoors: f64,
    },
}

impl Weigh {
    /// Share of a piece that dies.
    pub(crate) fn of(self, piece: &crate::scenario::outcome::Piece) -> f64 {
        match self {
            Self::Individual => piece.individual,
            Self::People { outdoors } => {
                piece.outdoors * outdoors + piece.indoors * (1.0 - outdoors)
            }
        }
    }
}

/// The kernel of some scenarios, over the classes of weather for which `weigh` has an answer.
pub(crate) fn kernel(
    tables: &Tables,
    rose: &Rose,
    scenarios: &[Scenario],
    weigh: impl Fn(&super::rose::WeatherClass) -> Option<Weigh>,
) -> Kernel {
    let mut kernel = Kernel::new(&tables.radii, rose);
    for (at, class) in rose.classes.iter().enumerate() {
        let Some(weigh) = weigh(class) else {
            continue;
        };
        let mut still = Still::new(&tables.radii, rose);
        for scenario in scenarios {
            let Some(course) = tables.course(scenario.table, at) else {
                continue;
            };
            for outcome in &course.outcomes {
                for piece in &outcome.pieces {
                    let share = weigh.of(piece);
                    if share > 0.0 {
                        still.add(
                            &piece.footprint,
                            scenario.per_year * outcome.probability * share,
                        );
                    }
                }
            }
        }
        kernel.turn(&still, rose, class);
    }
    kernel.trim();
    kernel
}

#[cfg(test)]
mod tests;
