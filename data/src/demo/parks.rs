//! Chemical parks and industrial zones, and how plots are laid out in them.
//!
//! The three parks exist and are named; their outlines here are drawn (示例轮廓), as the zones are
//! altogether. The one on the Yangtze keeps more than 1 km from the shore.

use analysis::facts::{Park, ParkKind};
use geo_types::Coord;

use super::names::MARK;
use super::roads::{Network, clear_of_plants_m};
use super::shape::{Frame, P, holds, p};
use super::stream::Stream;
use super::{DemoError, Ground, Origin};

/// A park or zone in metres: a convex outline and the direction of its streets.
pub(super) struct Ward {
    pub id: String,
    pub name: String,
    pub kind: ParkKind,
    pub ring: Vec<P>,
    pub angle_rad: f64,
}

type Corners = &'static [(f64, f64)];

const PARKS: [(&str, f64, Corners); 3] = [
    (
        "常州滨江经济开发区新材料产业园(示例轮廓)",
        0.0,
        &[
            (119.937, 31.981),
            (119.938, 31.952),
            (119.977, 31.953),
            (119.984, 31.966),
            (119.962, 31.984),
        ],
    ),
    (
        "金坛新材料科技产业园(示例轮廓)",
        0.26,
        &[
            (119.605, 31.704),
            (119.611, 31.686),
            (119.635, 31.692),
            (119.631, 31.711),
            (119.612, 31.711),
        ],
    ),
    (
        "溧阳市南渡新材料工业集中区(示例轮廓)",
        -0.15,
        &[
            (119.286, 31.446),
            (119.286, 31.431),
            (119.302, 31.428),
            (119.309, 31.432),
            (119.309, 31.444),
            (119.298, 31.448),
        ],
    ),
];

/// Zones: name, centre, size along and across its streets in m, direction.
const ZONES: [(&str, f64, f64, f64, f64, f64); 9] = [
    ("武进牛塘片", 119.872, 31.712, 1_700.0, 1_300.0, 0.1),
    ("武进横林片", 120.063, 31.683, 1_900.0, 1_300.0, -0.3),
    ("武进礼嘉片", 119.985, 31.611, 1_500.0, 1_200.0, 0.2),
    ("武进戚墅堰片", 120.082, 31.748, 1_200.0, 1_000.0, -0.25),
    ("钟楼邹区片", 119.862, 31.778, 1_500.0, 1_200.0, 0.05),
    ("新北罗溪片", 119.853, 31.883, 1_500.0, 1_200.0, 0.3),
    ("天宁郑陆片", 120.053, 31.822, 1_100.0, 900.0, -0.1),
    ("金坛直溪片", 119.455, 31.776, 1_400.0, 1_100.0, 0.15),
    ("溧阳竹箦片", 119.29, 31.545, 1_300.0, 1_000.0, -0.2),
];

/// All parks, then all zones.
pub(super) fn wards(ground: &Ground) -> Result<Vec<Ward>, DemoError> {
    let mut wards = Vec::new();
    for (number, (name, angle_rad, corners)) in PARKS.iter().enumerate() {
        let ring: Result<Vec<P>, DemoError> = corners
            .iter()
            .map(|&(x, y)| ground.metres(Coord { x, y }))
            .collect();
        wards.push(Ward {
            id: format!("P{:02}", number + 1),
            name: (*name).to_owned(),
            kind: ParkKind::ChemicalPark,
            ring: ring?,
            angle_rad: *angle_rad,
        });
    }
    for (number, &(name, lon, lat, along_m, across_m, angle_rad)) in ZONES.iter().enumerate() {
        let frame = Frame::new(ground.metres(Coord { x: lon, y: lat })?, angle_rad);
        let (a, b, cut) = (along_m / 2.0, across_m / 2.0, 0.16 * across_m);
        // A rectangle with two corners cut off.
        let ring = vec![
            frame.at(-a, -b),
            frame.at(a - cut, -b),
            frame.at(a, -b + cut),
            frame.at(a, b),
            frame.at(-a + cut, b),
            frame.at(-a, b - cut),
        ];
        wards.push(Ward {
            id: format!("P{:02}", PARKS.len() + number + 1),
            name: format!("{MARK}{name}工业集中区"),
            kind: ParkKind::IndustrialZone,
            ring,
            angle_rad,
        });
    }
    Ok(wards)
}

/// Rows of the layer `parks`.
pub(super) fn rows(
    wards: &[Ward],
    ground: &Ground,
    origin: &Origin,
) -> Result<Vec<Park>, DemoError> {
    let row = |(number, ward): (usize, &Ward)| {
        Ok(Park {
            id: ward.id.clone(),
            name: ward.name.clone(),
            kind: ward.kind,
            geometry: ground.multi_polygon(&ward.ring)?,
            provenance: origin.demo(number + 1),
        })
    };
    wards.iter().enumerate().map(row).collect()
}

impl Ward {
    pub fn holds(&self, q: P) -> bool {
        holds(&self.ring, q)
    }

    pub fn middle(&self) -> P {
        let n = self.ring.len() as f64;
        p(
            self.ring.iter().map(|c| c.x).sum::<f64>() / n,
            self.ring.iter().map(|c| c.y).sum::<f64>() / n,
        )
    }
}

/// A plot that a plant asks for.
#[derive(Clone, Copy)]
pub(super) struct Request {
    /// Number of the plant.
    pub plant: usize,
    /// Area, m².
    pub area_m2: f64,
}

/// A plot that was laid: number of the plant, frame with its front at v = 0, width and depth in m.
pub(super) type Plot = (usize, Frame, f64, f64);

/// Depth of the plots along one street, m, and the largest area that is laid there.
const DEPTHS: [(f64, f64); 3] = [(150.0, 30_000.0), (230.0, 80_000.0), (340.0, f64::INFINITY)];
const STREET_M: f64 = 45.0;
const BETWEEN_PLOTS_M: f64 = 40.0;
const MARGIN_M: f64 = 30.0;

/// Lays plots in rows along the streets of a ward. Gives the plot of each plant (front at v = 0),
/// and the requests that found no room.
pub(super) fn lay(
    ward: &Ward,
    requests: &[Request],
    network: &Network,
    stream: &mut Stream,
) -> (Vec<Plot>, Vec<Request>) {
    let axes = Frame::new(ward.ring[0], ward.angle_rad);
    let local: Vec<(f64, f64)> = ward.ring.iter().map(|&c| axes.local(c)).collect();
    let least = |f: fn(&(f64, f64)) -> f64| local.iter().map(f).fold(f64::INFINITY, f64::min);
    let greatest =
        |f: fn(&(f64, f64)) -> f64| local.iter().map(f).fold(f64::NEG_INFINITY, f64::max);
    let (u0, u1, v1) = (least(|c| c.0), greatest(|c| c.0), greatest(|c| c.1));
    let mut queues: Vec<Vec<Request>> = vec![Vec::new(); DEPTHS.len()];
    for request in requests.iter().rev() {
        let depth = DEPTHS
            .iter()
            .position(|d| request.area_m2 <= d.1)
            .unwrap_or(DEPTHS.len() - 1);
        queues[depth].push(*request);
    }
    let mut plots = Vec::new();
    let mut v = least(|c| c.1) + MARGIN_M;
    while v < v1 {
        // The row goes to the depth with the most left to lay.
        let need = |k: usize| queues[k].iter().map(|r| r.area_m2).sum::<f64>();
        let Some(k) = (0..DEPTHS.len())
            .filter(|&k| !queues[k].is_empty())
            .max_by(|&a, &b| need(a).total_cmp(&need(b)))
        else {
            break;
        };
        let depth = DEPTHS[k].0;
        let before = plots.len();
        let mut u = u0 + MARGIN_M;
        while let Some(&request) = queues[k].last() {
            let width = (request.area_m2 / depth).max(70.0);
            if u + width > u1 {
                break;
            }
            let m = MARGIN_M;
            let is_inside = axes
                .rect(u - m, v - m, u + width + m, v + depth + m)
                .iter()
                .all(|&c| ward.holds(c));
            let plot = axes.rect(u, v, u + width, v + depth);
            if is_inside && network.index.is_clear(&plot, 125.0, clear_of_plants_m) {
                plots.push((request.plant, axes.moved(u, v), width, depth));
                queues[k].pop();
                // Here and there a plot is left empty.
                u += width
                    + BETWEEN_PLOTS_M
                    + if stream.chance(0.12) {
                        stream.between(60.0, 160.0)
                    } else {
                        0.0
                    };
            } else {
                u += 15.0;
            }
        }
        v += if plots.len() > before {
            depth + STREET_M
        } else {
            20.0
        };
    }
    (plots, queues.into_iter().flatten().collect())
}
