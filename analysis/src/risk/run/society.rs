//! How many die together, caused by whom and borne where.
//!
//! * People are those of the population layer, each cell cut into points of 100 m, and those of the targets that
//!   are not housing on a counted cell: the rule of GB 18218's α, so that no resident counts twice.
//! * By day 7 % of them are outdoors, by night 1 %: CPR 18E (1999) 5.3.2, from memory.
//! * `F(N)` is made of every outcome in every weather and in 72 directions of the wind ([`super::Fineness`]). Accidents
//!   of nearly the same number of deaths, within [`PER_DECADE`](super::bins::PER_DECADE) steps of a decade, are kept together by the sum of their
//!   frequencies and of their deaths: the PLL stays exact.
//! * What a place bears is the risk of its people summed there; a city is the sum of its towns to the last digit.

use std::collections::BTreeMap;

use geo::{Contains, InteriorPoint};
use geo_types::{Coord, Point};
use rayon::prelude::*;

use super::bins::{Bins, Packed};
use super::source::{Source, Spot};
use super::{Risk, Weigh, kernel};
use crate::city::City;
use crate::error::Error;
use crate::facts::{Period, Subtype};
use crate::place::BoxIndex;
use crate::risk::kernel::Kernel;
use crate::risk::people::{Group, People, directions};
use crate::risk::rose::{Rose, WeatherClass};
use crate::risk::societal::FnCurve;
use crate::scenario::equipment::Loss;
use crate::scenario::tables::Scenario;

/// Shares of the people that are outdoors: CPR 18E (1999) 5.3.2, from memory.
pub const OUTDOORS_DAY: f64 = 0.07;
/// By night.
pub const OUTDOORS_NIGHT: f64 = 0.01;
/// Distance of the points into which a cell of people is cut, m.
const POINT_M: f64 = 100.0;
/// Side of a cell of the index of people, m.
const INDEX_M: f64 = 500.0;

/// Some people at a point.
#[derive(Debug, Clone, Copy)]
pub struct Someone {
    /// Where they are, m.
    pub at: Coord<f64>,
    /// By day.
    pub day: f64,
    /// By night.
    pub night: f64,
    /// Number of the place among [`Crowd::places`].
    pub place: usize,
}

/// All people of a city, with the towns where they are.
#[derive(Debug)]
pub struct Crowd {
    people: Vec<Someone>,
    index: BoxIndex,
    /// Codes of county and town of each place; none where it lies in no district.
    pub places: Vec<(Option<String>, Option<String>)>,
}

impl Crowd {
    /// The people of a city.
    ///
    /// # Errors
    /// [`Error::Projection`].
    pub fn of(city: &City) -> Result<Self, Error> {
        let mut places: Vec<(Option<String>, Option<String>)> = Vec::new();
        let mut number: BTreeMap<(Option<String>, Option<String>), usize> = BTreeMap::new();
        let mut people = Vec::new();
        let mut add = |points: &[Coord<f64>], day: f64, night: f64| -> Result<(), Error> {
            let share = 1.0 / points.len().max(1) as f64;
            for at in points {
                let names = city.place_names(city.plane.to_lon_lat(*at)?);
                let key = (
                    names.county.map(|d| d.code.clone()),
                    names.town.map(|d| d.code.clone()),
                );
                let place = *number.entry(key).or_insert_with_key(|key| {
                    places.push(key.clone());
                    places.len() - 1
                });
                people.push(Someone {
                    at: *at,
                    day: day * share,
                    night: night * share,
                    place,
                });
            }
            Ok(())
        };
        for (cell, counted) in city.ground.cells.iter().zip(&city.ground.population) {
            add(&points(cell), counted.people_day, counted.people_night)?;
        }
        for (target, footprint) in city
            .ground
            .targets
            .iter()
            .zip(&city.ground.target_footprints)
        {
            let housing = matches!(target.subtype, Subtype::Residential | Subtype::Village);
            let at = footprint.centre();
            if housing && city.ground.is_counted(at) {
                continue;
            }
            let (day, night) = (target.people_day, target.people_night);
            if let Some(some) = day.or(night) {
                add(&[at], day.unwrap_or(some), night.unwrap_or(some))?;
            }
        }
        let boxes: Vec<(Coord<f64>, Coord<f64>)> = people.iter().map(|p| (p.at, p.at)).collect();
        Ok(Self {
            index: BoxIndex::build(&boxes, INDEX_M),
            people,
            places,
        })
    }

    /// Who is within a distance of a place.
    pub(super) fn near(&self, at: Coord<f64>, reach_m: f64) -> Vec<&Someone> {
        self.index
            .within((at, at), reach_m)
            .into_iter()
            .map(|i| &self.people[i as usize])
            .collect()
    }

    /// All people, in the order of the facts.
    pub fn people(&self) -> &[Someone] {
        &self.people
    }

    /// Numbers of those within a distance of a place.
    pub(super) fn numbers_near(&self, at: Coord<f64>, reach_m: f64) -> Vec<u32> {
        self.index.within((at, at), reach_m)
    }

    /// Day and night: all people.
    pub fn count(&self) -> (f64, f64) {
        self.people
            .iter()
            .fold((0.0, 0.0), |(d, n), p| (d + p.day, n + p.night))
    }
}

/// Points of a cell, at least one.
fn points(cell: &geo_types::MultiPolygon<f64>) -> Vec<Coord<f64>> {
    use geo::BoundingRect;
    let Some(rect) = cell.bounding_rect() else {
        return Vec::new();
    };
    let steps = |length: f64| (length / POINT_M).round().max(1.0) as usize;
    let (across, up) = (steps(rect.width()), steps(rect.height()));
    let mut found: Vec<Coord<f64>> = (0..up)
        .flat_map(|j| (0..across).map(move |i| (i, j)))
        .map(|(i, j)| Coord {
            x: rect.min().x + (i as f64 + 0.5) * rect.width() / across as f64,
            y: rect.min().y + (j as f64 + 0.5) * rect.height() / up as f64,
        })
        .filter(|c| cell.contains(&Point::from(*c)))
        .collect();
    if found.is_empty() {
        found.extend(cell.interior_point().map(|p| p.0));
    }
    found
}

/// What one source does to people.
#[derive(Debug, Clone, Default)]
pub struct Toll {
    /// Accidents by hundredth of a decade of deaths, of each loss of containment.
    by_loss: Vec<(Loss, Packed)>,
    /// Expected deaths a year by place of the crowd.
    pub borne_per_year: BTreeMap<usize, f64>,
}

impl Toll {
    /// Expected deaths a year.
    pub fn pll_per_year(&self) -> f64 {
        self.borne_per_year.values().sum()
    }

    /// Accidents: frequency and deaths.
    pub fn accidents(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.by_loss.iter().flat_map(|(_, bins)| bins.accidents())
    }

    /// Accidents of each loss of containment.
    pub fn by_loss(&self) -> &[(Loss, Packed)] {
        &self.by_loss
    }
}

/// The F-N curve of some sources together.
///
/// # Errors
/// As [`FnCurve::new`].
pub fn curve<'a>(tolls: impl Iterator<Item = &'a Toll>) -> Result<FnCurve, Error> {
    let mut bins = Bins::default();
    for (_, of_loss) in tolls.flat_map(Toll::by_loss) {
        bins.merge(of_loss);
    }
    let all: Vec<(f64, f64)> = bins.packed().accidents().collect();
    FnCurve::new(&all)
}

/// What every source does to people, in the order of the sources; `done` is called after each.
pub fn tolls(risk: &Risk, crowd: &Crowd, done: impl Fn() + Sync) -> Vec<Toll> {
    let kernels: Vec<[Kernel; 2]> = {
        // One source of each kernel stands for all.
        let mut of: Vec<Option<usize>> = vec![None; risk.kernels.len()];
        for (i, source) in risk.sources.iter().enumerate() {
            of[source.kernel].get_or_insert(i);
        }
        let mixes: Vec<usize> = of.into_iter().flatten().collect();
        mixes
            .par_iter()
            .map(|i| {
                [(Period::Day, OUTDOORS_DAY), (Period::Night, OUTDOORS_NIGHT)].map(
                    |(period, outdoors)| {
                        kernel(
                            &risk.tables,
                            &risk.rose,
                            &risk.sources[*i].scenarios,
                            |class| (class.period == period).then_some(Weigh::People { outdoors }),
                        )
                    },
                )
            })
            .collect()
    };
    let directions = directions(risk.fineness.directions);
    let winds: Vec<Vec<f64>> = risk
        .rose
        .classes
        .iter()
        .map(|class| by_direction(&risk.rose, class, directions))
        .collect();
    risk.sources
        .par_iter()
        .map(|source| {
            let mut toll = Toll::default();
            let mut bins: Vec<(Loss, Bins)> = Vec::new();
            for piece in &source.pieces {
                add(
                    &mut toll,
                    &mut bins,
                    risk,
                    crowd,
                    source,
                    piece,
                    &kernels[source.kernel],
                    &winds,
                );
            }
            toll.by_loss = bins.iter().map(|(l, b)| (*l, b.packed())).collect();
            done();
            toll
        })
        .collect()
}

/// Adds what a source does from one of its pieces.
#[expect(clippy::too_many_arguments, reason = "each is another thing")]
fn add(
    toll: &mut Toll,
    bins: &mut Vec<(Loss, Bins)>,
    risk: &Risk,
    crowd: &Crowd,
    source: &Source,
    piece: &Spot,
    kernels: &[Kernel; 2],
    winds: &[Vec<f64>],
) {
    let (radii, from) = (&risk.tables.radii, piece.at);
    let rings = risk.kernels[source.kernel]
        .rings()
        .max(kernels.iter().map(Kernel::rings).max().unwrap_or(0));
    if rings == 0 {
        return;
    }
    let near = crowd.near(from, radii.ring_m(rings).1);
    for someone in &near {
        let (dx, dy) = (someone.at.x - from.x, someone.at.y - from.y);
        let (ring, angle) = (radii.place(dx.hypot(dy)), dx.atan2(dy).to_degrees());
        let [day, night] = kernels;
        let deaths = someone.day * day.at(ring, angle) + someone.night * night.at(ring, angle);
        if deaths > 0.0 {
            *toll.borne_per_year.entry(someone.place).or_default() += piece.weight * deaths;
        }
    }
    accidents(risk, &near, source, piece, winds, 1.0, |scenario, f, n| {
        let loss = scenario.loss.loss;
        let known = bins.iter().position(|(l, _)| *l == loss);
        let at = known.unwrap_or_else(|| {
            bins.push((loss, Bins::default()));
            bins.len() - 1
        });
        bins[at].1.add(f, n);
    });
}

/// Hands every accident of a source at one of its pieces to `add`: its scenario, frequency (1/yr) and deaths. Winds
/// are those of [`by_direction`]; effects reach `effect` times as far as computed.
pub(super) fn accidents(
    risk: &Risk,
    near: &[&Someone],
    source: &Source,
    piece: &Spot,
    winds: &[Vec<f64>],
    effect: f64,
    mut add: impl FnMut(&Scenario, f64, f64),
) {
    let from = piece.at;
    let directions = winds.first().map_or(1, Vec::len);
    // Effects that reach farther are people that stand nearer.
    let around = |count: fn(&Someone) -> f64| {
        let groups = near.iter().map(|p| Group {
            east_m: (p.at.x - from.x) / effect,
            north_m: (p.at.y - from.y) / effect,
            people: count(p),
        });
        People::around(&risk.tables.radii, directions, groups)
    };
    let (by_day, by_night) = (around(|p| p.day), around(|p| p.night));
    let mut deaths = vec![0.0; by_day.directions()];
    for (at, class) in risk.rose.classes.iter().enumerate() {
        let (people, outdoors) = match class.period {
            Period::Day => (&by_day, OUTDOORS_DAY),
            Period::Night => (&by_night, OUTDOORS_NIGHT),
        };
        let weigh = Weigh::People { outdoors };
        for scenario in &source.scenarios {
            let Some(course) = risk.tables.course(scenario.table, at) else {
                continue;
            };
            for outcome in &course.outcomes {
                deaths.fill(0.0);
                for piece in &outcome.pieces {
                    let share = weigh.of(piece);
                    if share > 0.0 && !people.misses(&piece.footprint) {
                        people.reached(&piece.footprint, share, &mut deaths);
                    }
                }
                for (wind, n) in winds[at].iter().zip(&deaths) {
                    let f = piece.weight * scenario.per_year * outcome.probability * wind;
                    if *n > 0.0 && f > 0.0 {
                        add(scenario, f, *n);
                    }
                }
            }
        }
    }
}

/// Share of the year in which the wind of a class blows toward each of some directions, the first toward the north.
pub(super) fn by_direction(rose: &Rose, class: &WeatherClass, directions: usize) -> Vec<f64> {
    let sector = 360.0 / rose.sectors as f64;
    let step = 360.0 / directions as f64;
    let first = rose.first_deg - 0.5 * sector;
    // Cumulative share from the beginning of sector 0 on, for angles from 0 to 720.
    let cumulative = |angle: f64| -> f64 {
        let turns = (angle / 360.0).floor();
        let within = (angle - 360.0 * turns) / sector;
        let of_turn: f64 = class
            .toward
            .iter()
            .enumerate()
            .map(|(i, p)| p * (within - i as f64).clamp(0.0, 1.0))
            .sum();
        turns * class.probability + of_turn
    };
    (0..directions)
        .map(|d| {
            let from = (d as f64 * step - 0.5 * step - first).rem_euclid(360.0);
            (cumulative(from + step) - cumulative(from)).max(0.0)
        })
        .collect()
}
