//! Pipelines that carry hazardous chemicals between the port, the parks and the zones.
//!
//! None is real. Each one leaves the fence of one place and ends at that of another, bending aside
//! where plants stand in its way; buildings keep clear of it afterwards.

use analysis::facts::{Pipeline, Subtype};

use super::districts::Territory;
use super::names;
use super::parks::Ward;
use super::roads::{Network, follow};
use super::shape::{Frame, P, along, distance};
use super::sites::{SiteKind, Sites};
use super::stream::Stream;
use super::{DemoError, Ground, Origin};

/// A pipeline with its course in metres.
pub(super) struct Course {
    substance: &'static str,
    diameter_mm: f64,
    pressure_kpa: f64,
    points: Vec<P>,
}

/// From the berths to the park on the Yangtze: substance, outer diameter in mm, gauge pressure in kPa.
/// Diameters are of the series of GB/T 21835; pressures are those that such lines are built for.
const OF_THE_PORT: [(&str, f64, f64); 6] = [
    ("86290-81-5", 323.9, 4_000.0),
    ("68334-30-5", 323.9, 4_000.0),
    ("67-56-1", 219.1, 1_600.0),
    ("108-88-3", 219.1, 1_600.0),
    ("100-42-5", 168.3, 1_600.0),
    ("115-07-1", 168.3, 2_500.0),
];
/// Between parks and zones (by their number): from, to, substance, diameter, pressure.
const BETWEEN_WARDS: [(usize, usize, &str, f64, f64); 4] = [
    (0, 8, "115-07-1", 219.1, 2_500.0),
    (1, 3, "67-56-1", 168.3, 1_600.0),
    (1, 10, "7664-41-7", 114.3, 2_500.0),
    (2, 11, "68476-85-7", 168.3, 2_500.0),
];
/// How far aside the middle of a line may go, as shares of its length, nearest first.
const ASIDE: [f64; 13] = [
    0.0, 0.06, -0.06, 0.12, -0.12, 0.18, -0.18, 0.25, -0.25, 0.33, -0.33, 0.42, -0.42,
];
/// What a pipeline keeps from sites that it does not serve, m.
const CLEAR_M: f64 = 15.0;

/// Finds the courses, and has buildings keep clear of them.
pub(super) fn courses(
    territory: &Territory,
    wards: &[Ward],
    sites: &Sites,
    network: &mut Network,
) -> Vec<Course> {
    let mut wanted = Vec::new();
    let ports = sites.all.iter().filter(|s| s.kind == SiteKind::PortFarm);
    for (port, &(substance, diameter_mm, pressure_kpa)) in ports.zip(OF_THE_PORT.iter()) {
        let from = port.frame.at(port.width_m / 2.0, -CLEAR_M - 1.0);
        wanted.push((
            from,
            fence(&wards[0], from),
            substance,
            diameter_mm,
            pressure_kpa,
        ));
    }
    for &(a, b, substance, diameter_mm, pressure_kpa) in &BETWEEN_WARDS {
        let from = fence(&wards[a], wards[b].middle());
        wanted.push((
            from,
            fence(&wards[b], from),
            substance,
            diameter_mm,
            pressure_kpa,
        ));
    }
    let mut found = Vec::new();
    for (from, to, substance, diameter_mm, pressure_kpa) in wanted {
        let is_open = |q: &[P]| {
            territory.county_at(q[1]).is_some()
                && !territory.is_water(q[1])
                && sites.index.is_clear(q, CLEAR_M, |_| CLEAR_M)
        };
        let course = ASIDE.iter().find_map(|&aside| {
            let frame = Frame::from_to(from, to);
            let length_m = distance(from, to);
            let knees = [
                from,
                frame.at(0.3 * length_m, aside * length_m),
                frame.at(0.7 * length_m, aside * length_m),
                to,
            ];
            let points = follow(&knees, |_| true);
            points.windows(2).all(is_open).then_some(points)
        });
        // A line that finds no way is not built.
        let Some(points) = course else { continue };
        for pair in points.windows(2) {
            network.index.insert(pair.to_vec(), Subtype::OilPipeline);
        }
        found.push(Course {
            substance,
            diameter_mm,
            pressure_kpa,
            points,
        });
    }
    found
}

/// The point of a park's outline that is nearest to a place, a step outside.
fn fence(ward: &Ward, q: P) -> P {
    let n = ward.ring.len();
    let nearest = (0..n)
        .flat_map(|i| (0..=20).map(move |k| (i, f64::from(k) / 20.0)))
        .map(|(i, t)| along(ward.ring[i], ward.ring[(i + 1) % n], t))
        .min_by(|a, b| distance(*a, q).total_cmp(&distance(*b, q)))
        .unwrap_or(q);
    let way_m = distance(nearest, q).max(1.0);
    along(nearest, q, (2.0 / way_m).min(1.0))
}

/// Rows of the layer `pipelines`.
pub(super) fn rows(
    courses: &[Course],
    ground: &Ground,
    origin: &Origin,
    seed: u64,
) -> Result<Vec<Pipeline>, DemoError> {
    courses
        .iter()
        .enumerate()
        .map(|(number, course)| {
            let mut stream = Stream::of(seed, "pipeline", number);
            Ok(Pipeline {
                id: format!("L{:02}", number + 1),
                operator: Some(names::marked(&mut stream, "管道公司", 'L', number + 1)),
                substance: Some(course.substance.to_owned()),
                diameter_mm: Some(course.diameter_mm),
                pressure_kpa: Some(course.pressure_kpa),
                above_ground: Some(false),
                geometry: ground.line(&course.points)?,
                provenance: origin.demo(number + 1),
            })
        })
        .collect()
}
