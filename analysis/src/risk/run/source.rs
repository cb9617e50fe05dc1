//! What releases something, and from where.
//!
//! A vessel is one point. A pipeline slides its kernel along its line: each chain is cut into equal pieces, and what a
//! piece does is done from its middle (midpoint rule),
//!
//! ```text
//! IR(x) = ∫ K(x − s) ds ≈ Σ h K(x − s_i)          K by metre of line
//! ```
//!
//! with a step h of a twentieth of the reach and 50 m at most, and no more than a quarter of the least reach of any
//! outcome, so that a small fire leaves no gaps between two points. Deaths are counted from longer pieces: a quarter of
//! the reach, 250 m at most. Each loss of a pipeline is a source of its own, as each has its own reach.

use geo_types::Coord;

use crate::place::Footprint;
use crate::scenario::tables::{Scenario, Table};

/// Longest step of a line, m.
const STEP_M: f64 = 50.0;
/// Steps of a line in the reach of what happens on it.
const STEPS_IN_REACH: f64 = 20.0;
/// Steps of a line in the least reach of an outcome.
const STEPS_IN_LEAST: f64 = 4.0;
/// Shortest step, m: within the innermost node of a kernel nothing differs.
const SHORTEST_M: f64 = 5.0;
/// Longest piece from which deaths are counted, m.
const PIECE_M: f64 = 250.0;
/// Such pieces in the reach.
const PIECES_IN_REACH: f64 = 4.0;

/// What a source is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A vessel of a facility.
    Vessel {
        /// Position of the facility in the city.
        site: usize,
        /// Position of the vessel in the facility.
        vessel: usize,
    },
    /// A pipeline, by its position in the city.
    Pipeline(usize),
}

/// Who has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A facility, by its position in the city.
    Site(usize),
    /// A pipeline, by its position in the city.
    Pipeline(usize),
}

impl Origin {
    /// Who has it.
    pub const fn owner(self) -> Owner {
        match self {
            Self::Vessel { site, .. } => Owner::Site(site),
            Self::Pipeline(number) => Owner::Pipeline(number),
        }
    }
}

/// A point from which something is released.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Where it is, m.
    pub at: Coord<f64>,
    /// How often it counts: 1 for a vessel, the length of the piece in m for a pipeline.
    pub weight: f64,
}

/// What can release something.
#[derive(Debug, Clone)]
pub struct Source {
    /// What it is a part of.
    pub origin: Origin,
    /// Its points: one chain of one point for a vessel, one chain of equal pieces for each chain of a line.
    pub chains: Vec<Vec<Spot>>,
    /// Its points for counting deaths.
    pub pieces: Vec<Spot>,
    /// What can happen at each point; for a pipeline by metre.
    pub scenarios: Vec<Scenario>,
    /// Number of its kernel.
    pub kernel: usize,
}

impl Source {
    /// All points.
    pub fn spots(&self) -> impl Iterator<Item = &Spot> {
        self.chains.iter().flatten()
    }

    /// The points within a reach of a place, in their order.
    pub fn near(&self, place: Coord<f64>, reach_m: f64) -> impl Iterator<Item = &Spot> {
        self.chains.iter().flat_map(move |chain| {
            let mut next = 0;
            std::iter::from_fn(move || {
                while let Some(spot) = chain.get(next) {
                    let over = (spot.at.x - place.x).hypot(spot.at.y - place.y) - reach_m;
                    if over <= 0.0 {
                        next += 1;
                        return Some(spot);
                    }
                    // A step along the line is no farther than its length.
                    next += ((over / spot.weight) as usize).max(1);
                }
                None
            })
        })
    }
}

/// Length of the chains of a line, m.
pub(super) fn length_m(line: &Footprint) -> f64 {
    let chains = line.chains().iter();
    chains.map(|c| chain_m(&c.vertices)).sum()
}

fn chain_m(vertices: &[Coord<f64>]) -> f64 {
    vertices.windows(2).map(|p| way_m(p[0], p[1])).sum()
}

fn way_m(from: Coord<f64>, to: Coord<f64>) -> f64 {
    (to.x - from.x).hypot(to.y - from.y)
}

/// Step for a table, m: for its risk, and for its deaths.
pub(super) fn steps_m(table: Option<&Table>) -> (f64, f64) {
    let courses = table.into_iter().flat_map(|t| t.courses.iter().flatten());
    let reaches = courses.flat_map(|c| c.outcomes.iter().map(|o| o.reach_m));
    let (least, most) = reaches
        .filter(|r| *r > 0.0)
        .fold((f64::INFINITY, 0.0_f64), |(least, most), r| {
            (least.min(r), most.max(r))
        });
    if most <= 0.0 {
        return (STEP_M, PIECE_M);
    }
    let step = (most / STEPS_IN_REACH)
        .min(least / STEPS_IN_LEAST)
        .clamp(SHORTEST_M, STEP_M);
    let piece = (most / PIECES_IN_REACH).clamp(step, PIECE_M);
    (step, piece)
}

/// The middles of the equal pieces, no longer than a step, of each chain of a line.
pub(super) fn cut(line: &Footprint, step_m: f64) -> Vec<Vec<Spot>> {
    let chains = line.chains().iter();
    chains
        .map(|c| cut_chain(&c.vertices, step_m))
        .filter(|spots| !spots.is_empty())
        .collect()
}

fn cut_chain(vertices: &[Coord<f64>], step_m: f64) -> Vec<Spot> {
    let length = chain_m(vertices);
    if length <= 0.0 {
        return Vec::new();
    }
    let count = (length / step_m).ceil().max(1.0);
    let weight = length / count;
    let mut spots = Vec::with_capacity(count as usize);
    let mut behind = 0.0;
    for pair in vertices.windows(2) {
        let way = way_m(pair[0], pair[1]);
        while spots.len() < count as usize {
            let along = (spots.len() as f64 + 0.5) * weight - behind;
            if along > way {
                break;
            }
            let share = along / way;
            spots.push(Spot {
                at: Coord {
                    x: pair[0].x + share * (pair[1].x - pair[0].x),
                    y: pair[0].y + share * (pair[1].y - pair[0].y),
                },
                weight,
            });
        }
        behind += way;
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Footprint {
        Footprint::raw(&geo_types::LineString::from(points.to_vec()).into())
    }

    #[test]
    fn pieces_are_equal_and_have_the_length_of_the_line() {
        let bent = line(&[(0.0, 0.0), (100.0, 0.0), (100.0, 0.0), (100.0, 37.0)]);
        let cut = cut(&bent, 10.0);
        assert_eq!((cut.len(), cut[0].len()), (1, 14));
        let sum: f64 = cut[0].iter().map(|s| s.weight).sum();
        assert!((sum - 137.0).abs() < 1e-9 && (length_m(&bent) - 137.0).abs() < 1e-9);
        let last = cut[0][13].at;
        assert!((last.x - 100.0).abs() < 1e-9 && (last.y - (37.0 - 137.0 / 28.0)).abs() < 1e-9);
        assert!(super::cut(&line(&[(1.0, 1.0), (1.0, 1.0)]), 10.0).is_empty());
    }

    /// Skipping finds what looking at every point finds.
    #[test]
    fn points_nearby_are_all_found() {
        let wave: Vec<(f64, f64)> = (0..400)
            .map(|i| {
                let x = f64::from(i) * 5.0;
                (x, 300.0 * (x / 130.0).sin())
            })
            .collect();
        let source = Source {
            origin: Origin::Pipeline(0),
            chains: cut(&line(&wave), 7.0),
            pieces: Vec::new(),
            scenarios: Vec::new(),
            kernel: 0,
        };
        for (x, y, reach) in [(0.0, 0.0, 50.0), (800.0, 250.0, 200.0), (5e3, 0.0, 3.5e3)] {
            let place = Coord { x, y };
            let found: Vec<&Spot> = source.near(place, reach).collect();
            let all: Vec<&Spot> = source
                .spots()
                .filter(|s| way_m(s.at, place) <= reach)
                .collect();
            assert!(!all.is_empty());
            assert_eq!(found, all);
        }
    }
}
