//! The risk of a city: the scenarios of every vessel and pipeline, summed at any place.
//!
//! | question | file |
//! |---|---|
//! | who releases what from where | [`source`] |
//! | risk on a grid | this one |
//! | risk at a point, with exact shares | [`at`] |
//! | how many die together, caused by whom, borne where | [`society`], by loss and plot of land in [`borne`] |
//! | which protection target bears more than it may | [`verdicts`] |
//! | how one facility alone stands to the limits | [`own`] |
//! | how far all of it may be off | [`doubt`], [`bands`] |
//!
//! Sources of equal scenarios share a kernel. Closed and planned plants release nothing; a stopped one still does, as
//! its vessels need not be empty.
//!
//! Everything is summed in the order of the facts: equal facts give equal bytes, whatever the number of threads.

pub mod at;
pub mod bands;
pub mod bins;
pub mod borne;
pub mod doubt;
pub mod own;
pub mod society;
pub mod source;
pub mod verdicts;

use std::collections::BTreeMap;

use rayon::prelude::*;
use source::{Origin, Owner, Source, Spot};

use super::footprint::Radii;
use super::grid::{Grid, Place, lsir};
use super::kernel::{Kernel, Still};
use super::rose::{LEAST_ANGLES, Rose};
use crate::city::City;
use crate::error::Error;
use crate::facts::FacilityStatus;
use crate::place::Footprint;
use crate::scenario::tables::{Holder, Scenario, Tables};
use crate::scenario::{Settings, Unmodelled};

/// Directions of the wind for F-N curves where nothing else is said: 5° each.
pub const DIRECTIONS: usize = 72;
/// Risk below which a kernel does not widen the grid, 1/yr.
const GRID_FROM_PER_YEAR: f64 = 1e-9;

/// What has no scenario, because its risk is not known, or by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unscored {
    /// What it is.
    pub origin: Origin,
    /// Why.
    pub why: Unmodelled,
}

/// The risk of a city.
#[derive(Debug, Clone)]
pub struct Risk {
    /// How fine its tables are.
    pub fineness: Fineness,
    /// The weather.
    pub rose: Rose,
    /// Courses of all scenarios.
    pub tables: Tables,
    /// What can release something, in the order of the facts: vessels, then pipelines.
    pub sources: Vec<Source>,
    /// Kernels of individual risk, each of scenarios that differ.
    pub kernels: Vec<Kernel>,
    /// How far each kernel reaches, m.
    pub reach_m: Vec<f64>,
    /// What has a risk that is not known.
    pub unknown: Vec<Unscored>,
    /// What has no risk by a rule of the event tree.
    pub without_risk: Vec<Unscored>,
}

/// Scenarios that make a kernel: their tables and the bits of their frequencies.
type Mix = Vec<(usize, u64)>;

/// The kernels that differ.
#[derive(Default)]
struct Mixes {
    number: BTreeMap<Mix, usize>,
    mixes: Vec<Vec<Scenario>>,
}

impl Mixes {
    /// Number of the kernel of some scenarios.
    fn number(&mut self, scenarios: &[Scenario]) -> usize {
        let mix: Mix = scenarios
            .iter()
            .map(|s| (s.table, s.per_year.to_bits()))
            .collect();
        let next = self.mixes.len();
        let number = *self.number.entry(mix).or_insert(next);
        if number == next {
            self.mixes.push(scenarios.to_vec());
        }
        number
    }
}

/// How fine the polar tables are. What each step finer changes in the demo city: `cargo bench -p tests --bench
/// convergence`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fineness {
    /// Rings from a radius to twice that.
    pub per_octave: u32,
    /// Farthest ring, m.
    pub reach_m: f64,
    /// Fewest angles of a kernel; taken up to a multiple of the sectors of the rose.
    pub angles: usize,
    /// Directions of the wind for F-N curves; taken up to a divisor of 360.
    pub directions: usize,
}

impl Default for Fineness {
    fn default() -> Self {
        Self {
            per_octave: 8,
            reach_m: 20_000.0,
            angles: LEAST_ANGLES,
            directions: DIRECTIONS,
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
        Self::of_some(city, settings, fineness, |_| true, done)
    }

    /// The same for some owners alone: what a change of them makes anew. Risk is a sum over sources, so that the rest
    /// stays as it is.
    ///
    /// # Errors
    /// As [`of`](Self::of).
    pub fn of_some(
        city: &City,
        settings: &Settings,
        fineness: Fineness,
        wanted: impl Fn(Owner) -> bool,
        done: impl Fn(usize, usize) + Sync,
    ) -> Result<Self, Error> {
        let rose = Rose {
            least_angles: fineness.angles,
            ..Rose::of(&city.ground.weather)?
        };
        let radii = Radii::up_to(fineness.reach_m, fineness.per_octave);
        let lines: Vec<Footprint> = city
            .ground
            .pipelines
            .iter()
            .map(|p| Footprint::of(&p.geometry, &city.plane, 0.0))
            .collect::<Result<_, _>>()?;
        let vessels = city
            .sites
            .iter()
            .enumerate()
            .filter(|(_, site)| is_running(site.facility.status))
            .flat_map(|(site, of)| {
                (0..of.vessels.len()).map(move |vessel| Origin::Vessel { site, vessel })
            });
        let origins: Vec<Origin> = vessels
            .chain((0..lines.len()).map(Origin::Pipeline))
            .filter(|origin| wanted(origin.owner()))
            .collect();
        let holders = origins.iter().map(|origin| match *origin {
            Origin::Vessel { site, vessel } => Holder::Vessel(&city.sites[site].vessels[vessel].1),
            Origin::Pipeline(number) => Holder::Pipeline(
                &city.ground.pipelines[number],
                source::length_m(&lines[number]),
            ),
        });
        let (tables, of_holders) = Tables::build(holders, &rose, radii, settings, done);
        let mut sources = Vec::new();
        let (mut unknown, mut without_risk) = (Vec::new(), Vec::new());
        let mut kernels = Mixes::default();
        for (origin, scenarios) in origins.into_iter().zip(of_holders) {
            match (origin, scenarios) {
                (_, Err(why)) if why.is_without_risk => without_risk.push(Unscored { origin, why }),
                (_, Err(why)) => unknown.push(Unscored { origin, why }),
                (Origin::Vessel { site, vessel }, Ok(scenarios)) => {
                    let spot = Spot {
                        at: city.sites[site].vessel_footprints[vessel].centre(),
                        weight: 1.0,
                    };
                    sources.push(Source {
                        origin,
                        chains: vec![vec![spot]],
                        pieces: vec![spot],
                        kernel: kernels.number(&scenarios),
                        scenarios,
                    });
                }
                (Origin::Pipeline(number), Ok(scenarios)) => {
                    for scenario in scenarios {
                        let (step, piece) = source::steps_m(tables.table(scenario.table));
                        sources.push(Source {
                            origin,
                            chains: source::cut(&lines[number], step),
                            pieces: source::cut(&lines[number], piece).concat(),
                            kernel: kernels.number(&[scenario]),
                            scenarios: vec![scenario],
                        });
                    }
                }
            }
        }
        let kernels: Vec<Kernel> = kernels
            .mixes
            .par_iter()
            .map(|mix| kernel(&tables, &rose, mix, |_| Some(Weigh::Individual)))
            .collect();
        let reach = |k: &Kernel| match k.rings() {
            0 => 0.0,
            rings => radii.node_m(rings),
        };
        Ok(Self {
            fineness,
            rose,
            tables,
            sources,
            reach_m: kernels.iter().map(reach).collect(),
            kernels,
            unknown,
            without_risk,
        })
    }

    /// The grid that holds every risk worth a contour; one cell where there is none.
    pub fn grid(&self, cell_m: f64) -> Grid {
        self.grid_of(&self.tables.radii, cell_m)
    }

    /// The same where the rings have other radii.
    pub(super) fn grid_of(&self, radii: &Radii, cell_m: f64) -> Grid {
        let mut sides = [
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        ];
        for source in &self.sources {
            // Of a line, no more than a kilometre acts on a place.
            let metres: f64 = source.spots().map(|s| s.weight).sum();
            let from_per_year = GRID_FROM_PER_YEAR / metres.clamp(1.0, 1_000.0);
            let r = match self.kernels[source.kernel].rings_above(from_per_year) {
                0 => 0.0,
                rings => radii.node_m(rings),
            };
            for spot in source.spots() {
                sides = [
                    sides[0].min(spot.at.x - r),
                    sides[1].min(spot.at.y - r),
                    sides[2].max(spot.at.x + r),
                    sides[3].max(spot.at.y + r),
                ];
            }
        }
        if sides[0] > sides[2] {
            sides = [0.0; 4];
        }
        Grid::around(sides[0], sides[1], sides[2], sides[3], cell_m)
    }

    /// The points of the sources with their kernels.
    pub fn places(&self) -> Vec<Place<'_>> {
        self.sources
            .iter()
            .flat_map(|s| self.places_of(s))
            .collect()
    }

    /// The points of a source with its kernel.
    pub fn places_of<'a>(&'a self, source: &'a Source) -> impl Iterator<Item = Place<'a>> {
        source.spots().map(|spot| Place {
            x_m: spot.at.x,
            y_m: spot.at.y,
            kernel: &self.kernels[source.kernel],
            weight: spot.weight,
        })
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
    // Classes of one weather that count alike, as day and night do for one who is always there, turn together.
    let mut winds: Vec<(usize, Weigh, Vec<f64>)> = Vec::new();
    for (at, class) in rose.classes.iter().enumerate() {
        let (Some(weigh), Some(weather)) = (weigh(class), tables.weather_of_class.get(at)) else {
            continue;
        };
        match winds
            .iter_mut()
            .find(|(w, by, _)| w == weather && *by == weigh)
        {
            Some((_, _, toward)) => {
                for (sum, share) in toward.iter_mut().zip(&class.toward) {
                    *sum += share;
                }
            }
            None => winds.push((*weather, weigh, class.toward.clone())),
        }
    }
    let mut still = Still::new(&tables.radii, rose);
    for (weather, weigh, toward) in &winds {
        still.clear();
        for scenario in scenarios {
            let table = tables.table(scenario.table);
            let Some(course) = table.and_then(|t| t.courses.get(*weather)?.as_ref()) else {
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
        kernel.turn_by(&still, rose, toward);
    }
    kernel.trim();
    kernel
}

#[cfg(test)]
mod line_tests;
#[cfg(test)]
mod purple_book;
#[cfg(test)]
pub(crate) mod tests;
