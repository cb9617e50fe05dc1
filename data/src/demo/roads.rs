//! Lines that distances are measured to: roads, railways, power lines, pipelines, the Yangtze shore.
//!
//! All of them are drawn, none is real. Long ones run through a few hand-set points in the
//! directions that such lines have here; roads join towns by the Gabriel graph of their seats (two
//! towns are joined where no third one lies in the circle on their line); streets are grids.
//!
//! Source of the graph: K. R. Gabriel, R. R. Sokal, *Systematic Zoology* 18 (1969) 259–278.

use analysis::facts::Subtype;
use geo_types::Coord;

use super::districts::{Territory, Town};
use super::names;
use super::shape::{Frame, Index, P, along, distance};
use super::stream::Stream;
use super::{DemoError, Ground};

/// Pieces of a line are at most this long: a short box keeps searches and tiles cheap.
const PIECE_M: f64 = 2_000.0;
/// Lines are followed in steps of this length.
const STEP_M: f64 = 250.0;

/// A piece of a line.
pub(super) struct Road {
    pub subtype: Subtype,
    pub name: String,
    pub points: Vec<P>,
    pub tower_height_m: Option<f64>,
}

/// All lines, with an index of their segments.
pub(super) struct Network {
    pub roads: Vec<Road>,
    pub index: Index<Subtype>,
    /// Substations, where power lines end.
    pub substations: Vec<Frame>,
    pub shore: Vec<P>,
}

type Path = &'static [(f64, f64)];

/// Long lines: subtype, name, points from end to end.
const LONG: [(Subtype, &str, Path); 9] = [
    (
        Subtype::Expressway,
        "沪宁向高速公路",
        &[
            (120.19, 31.73),
            (120.06, 31.805),
            (120.0, 31.872),
            (119.9, 31.897),
            (119.74, 31.92),
        ],
    ),
    (
        Subtype::Expressway,
        "江宜向高速公路",
        &[
            (119.89, 32.0),
            (119.876, 31.9),
            (119.842, 31.78),
            (119.835, 31.72),
            (119.73, 31.66),
            (119.6, 31.51),
            (119.52, 31.4),
            (119.47, 31.17),
        ],
    ),
    (
        Subtype::Expressway,
        "沿太湖向高速公路",
        &[
            (119.3, 31.77),
            (119.52, 31.735),
            (119.68, 31.715),
            (119.9, 31.655),
            (120.14, 31.6),
        ],
    ),
    (
        Subtype::NationalRailway,
        "京沪向铁路",
        &[
            (120.17, 31.69),
            (120.04, 31.738),
            (119.972, 31.788),
            (119.9, 31.812),
            (119.74, 31.872),
        ],
    ),
    (
        Subtype::NationalRailway,
        "沪宁向城际铁路",
        &[
            (120.18, 31.765),
            (120.05, 31.79),
            (119.98, 31.838),
            (119.88, 31.858),
            (119.74, 31.9),
        ],
    ),
    (
        Subtype::NationalRailway,
        "宁杭向高速铁路",
        &[
            (119.14, 31.47),
            (119.3, 31.46),
            (119.46, 31.45),
            (119.56, 31.36),
            (119.6, 31.3),
        ],
    ),
    (
        Subtype::GasPipeline,
        "西气东输向输气管道",
        &[
            (119.3, 31.74),
            (119.55, 31.68),
            (119.74, 31.67),
            (119.92, 31.64),
            (120.15, 31.57),
        ],
    ),
    (
        Subtype::OilPipeline,
        "沿江向成品油管道",
        &[
            (120.02, 31.93),
            (119.93, 31.925),
            (119.84, 31.93),
            (119.75, 31.94),
        ],
    ),
    (
        Subtype::ClassOneRoad,
        "沿江公路",
        &[
            (120.01, 31.943),
            (119.985, 31.945),
            (119.93, 31.945),
            (119.85, 31.985),
            (119.8, 32.03),
        ],
    ),
];

impl Network {
    pub fn new(territory: &Territory, ground: &Ground, seed: u64) -> Result<Self, DemoError> {
        let mut network = Self {
            roads: Vec::new(),
            index: Index::new(400.0),
            substations: Vec::new(),
            shore: Vec::new(),
        };
        network.shore.clone_from(&territory.shore);
        let shore = network.shore.clone();
        network.lay(
            Subtype::RiverBank,
            &format!("{}长江南岸线", names::MARK),
            &shore,
            None,
        );
        for (subtype, name, points) in LONG {
            let followed = follow(&path(points, ground)?, |q| territory.county_at(q).is_some());
            network.lay(subtype, &format!("{}{name}", names::MARK), &followed, None);
        }
        network.join_towns(territory, seed);
        network.lay_streets(territory, seed);
        network.string_power_lines(territory, seed);
        Ok(network)
    }

    /// Adds a line in pieces.
    pub(super) fn lay(
        &mut self,
        subtype: Subtype,
        name: &str,
        points: &[P],
        tower_height_m: Option<f64>,
    ) {
        let mut piece: Vec<P> = Vec::new();
        let mut length = 0.0;
        for (i, &q) in points.iter().enumerate() {
            if let Some(&last) = piece.last() {
                length += distance(last, q);
                self.index.insert(vec![last, q], subtype);
            }
            piece.push(q);
            if piece.len() > 1 && (length >= PIECE_M || i + 1 == points.len()) {
                let points = std::mem::replace(&mut piece, vec![q]);
                self.roads.push(Road {
                    subtype,
                    name: name.to_owned(),
                    points,
                    tower_height_m,
                });
                length = 0.0;
            }
        }
    }

    fn join_towns(&mut self, territory: &Territory, seed: u64) {
        let towns = &territory.towns;
        for (i, a) in towns.iter().enumerate() {
            for (j, b) in towns.iter().enumerate().skip(i + 1) {
                let (middle, half) = (along(a.seat, b.seat, 0.5), distance(a.seat, b.seat) / 2.0);
                let is_empty = towns
                    .iter()
                    .enumerate()
                    .all(|(k, t)| k == i || k == j || distance(t.seat, middle) >= half);
                if !is_empty || half > 12_000.0 {
                    continue;
                }
                let mut stream = Stream::of(seed, "road", i * 1000 + j);
                let subtype = match (a.weight.min(b.weight), stream.unit()) {
                    (w, _) if w > 0.9 => Subtype::UrbanTrunkRoad,
                    (_, u) if u < 0.25 => Subtype::ClassOneRoad,
                    (_, u) if u < 0.6 => Subtype::ClassTwoRoad,
                    _ => Subtype::Road,
                };
                let name = format!("{}{}路", names::MARK, names::words(&mut stream));
                let line = bent(a.seat, b.seat, 3, &mut stream);
                self.lay(subtype, &name, &line, None);
            }
        }
    }

    /// A grid in the middle of the city and a small one in each town.
    fn lay_streets(&mut self, territory: &Territory, seed: u64) {
        let city = city_frame(territory);
        self.grid(
            territory,
            &city,
            CITY_GRID.0,
            CITY_GRID.1,
            0.35,
            &mut Stream::of(seed, "streets", 0),
        );
        for (number, town) in territory.towns.iter().enumerate() {
            if distance(town.seat, territory.centre) > CITY_GRID_M {
                let mut stream = Stream::of(seed, "streets", number + 1);
                let frame = Frame::new(town.seat, stream.between(-0.4, 0.4));
                let (half, spacing_m) = grid_of_town(town);
                self.grid(territory, &frame, half, spacing_m, 0.05, &mut stream);
            }
        }
    }

    /// Streets both ways, `half` on each side of the middle, where people are dense enough.
    fn grid(
        &mut self,
        territory: &Territory,
        frame: &Frame,
        half: i32,
        spacing_m: f64,
        least: f64,
        stream: &mut Stream,
    ) {
        for is_across in [false, true] {
            for line in -half..=half {
                let at = f64::from(line) * spacing_m + stream.between(-0.12, 0.12) * spacing_m;
                let subtype = if line.rem_euclid(3) == 0 && half > 2 {
                    Subtype::UrbanTrunkRoad
                } else {
                    Subtype::UrbanBranchRoad
                };
                let name = format!("{}{}路", names::MARK, names::words(stream));
                let mut run = Vec::new();
                for step in -half..=half {
                    let s = f64::from(step) * spacing_m;
                    let q = if is_across {
                        frame.at(at, s)
                    } else {
                        frame.at(s, at)
                    };
                    let is_town = territory.density(q) >= least
                        && territory.county_at(q).is_some()
                        && !territory.is_water(q);
                    if is_town {
                        run.push(q);
                    } else {
                        self.lay(subtype, &name, &std::mem::take(&mut run), None);
                    }
                }
                self.lay(subtype, &name, &run, None);
            }
        }
    }
}

/// Streets on each side of the middle of the city, and what is between them, m.
const CITY_GRID: (i32, f64) = (10, 650.0);
/// How far the streets of the city reach from its middle, m.
pub(super) const CITY_GRID_M: f64 = 6_500.0;

/// The frame of the streets of the city.
pub(super) fn city_frame(territory: &Territory) -> Frame {
    Frame::new(territory.centre, -0.17)
}

/// Streets on each side of a town's seat, and what is between them, m.
fn grid_of_town(town: &Town) -> (i32, f64) {
    if town.weight > 0.9 {
        (5, 500.0)
    } else {
        (2, 420.0)
    }
}

/// How far the main streets of a town reach from its seat, m; 0 where those of the city serve it.
pub(super) fn grid_of_town_m(territory: &Territory, town: &Town) -> f64 {
    let (half, spacing_m) = grid_of_town(town);
    if distance(town.seat, territory.centre) > CITY_GRID_M {
        f64::from(half) * spacing_m
    } else {
        0.0
    }
}

fn path(points: Path, ground: &Ground) -> Result<Vec<P>, DemoError> {
    points
        .iter()
        .map(|&(lon, lat)| ground.metres(Coord { x: lon, y: lat }))
        .collect()
}

/// The stretch of a line that lies in the city, in steps.
pub(super) fn follow(points: &[P], is_inside: impl Fn(P) -> bool) -> Vec<P> {
    let mut followed = Vec::new();
    for pair in points.windows(2) {
        let steps = (distance(pair[0], pair[1]) / STEP_M).ceil().max(1.0) as usize;
        followed.extend(
            (0..steps)
                .map(|s| along(pair[0], pair[1], s as f64 / steps as f64))
                .filter(|&q| is_inside(q)),
        );
    }
    followed.extend(points.last().copied().filter(|&q| is_inside(q)));
    followed
}

/// A line that wanders a little: each half's middle is moved sideways, again and again.
fn bent(a: P, b: P, depth: usize, stream: &mut Stream) -> Vec<P> {
    if depth == 0 {
        return vec![a, b];
    }
    let frame = Frame::from_to(a, b);
    let length = distance(a, b);
    let middle = frame.at(
        length * stream.between(0.42, 0.58),
        length * stream.between(-0.07, 0.07),
    );
    let mut line = bent(a, middle, depth - 1, stream);
    line.pop();
    line.extend(bent(middle, b, depth - 1, stream));
    line
}

/// How far plants stay from a line, m.
pub(super) fn clear_of_plants_m(subtype: Subtype) -> f64 {
    match subtype {
        Subtype::PowerLine
        | Subtype::NationalRailway
        | Subtype::GasPipeline
        | Subtype::OilPipeline => 75.0,
        Subtype::Expressway => 60.0,
        Subtype::RiverBank => 120.0,
        Subtype::ClassOneRoad => 30.0,
        _ => 16.0,
    }
}

/// How far buildings stay from a line, m.
pub(super) fn clear_of_buildings_m(subtype: Subtype) -> f64 {
    match subtype {
        Subtype::RiverBank => 150.0,
        Subtype::Expressway => 45.0,
        Subtype::NationalRailway => 35.0,
        Subtype::ClassOneRoad | Subtype::PowerLine => 24.0,
        Subtype::UrbanTrunkRoad
        | Subtype::ClassTwoRoad
        | Subtype::GasPipeline
        | Subtype::OilPipeline => 16.0,
        _ => 9.0,
    }
}

/// A point on a line and the direction there, for things that stand beside roads.
pub(super) fn beside(road: &Road, t: f64) -> Frame {
    let whole: f64 = road.points.windows(2).map(|w| distance(w[0], w[1])).sum();
    let mut rest = t * whole;
    for pair in road.points.windows(2) {
        let length = distance(pair[0], pair[1]);
        if rest <= length {
            let frame = Frame::from_to(pair[0], pair[1]);
            return frame.moved(rest, 0.0);
        }
        rest -= length;
    }
    let end = road.points.len() - 1;
    let frame = Frame::from_to(road.points[end - 1], road.points[end]);
    frame.moved(distance(road.points[end - 1], road.points[end]), 0.0)
}

#[cfg(test)]
mod tests {
    use super::super::shape::p;
    use super::*;

    #[test]
    fn a_bent_line_keeps_its_ends_and_stays_near() {
        let (a, b) = (p(0.0, 0.0), p(5_000.0, 1_000.0));
        let line = bent(a, b, 3, &mut Stream::of(1, "road", 0));
        assert_eq!(line.len(), 9);
        assert_eq!((line[0], line[8]), (a, b));
        assert!(
            line.iter()
                .all(|q| Frame::from_to(a, b).local(*q).1.abs() < 1_000.0)
        );
    }
}
