//! People within 500 m outside a plant's boundary, as α of GB 18218-2018 counts them.
//!
//! Counted are the greater of day and night
//! - of each population cell, by the share of its area that lies within 500 m but outside the plant;
//! - of each target within 500 m, but for housing that stands on a population cell (its residents
//!   are in the cell already).
//!
//! The clause speaks of residents (常住人口), the table's head of people that may be exposed
//! (可能暴露人员数量); the greater of day and night is the safe reading of both.
//! Where a plant's boundary is only a point, the 500 m start there, which is said.

use geo::algorithm::buffer::{BufferStyle, LineJoin};
use geo::{Area, BooleanOps, BoundingRect, Buffer};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};
use serde::Serialize;

use super::ground::Ground;
use super::site::Site;
use crate::facts::Subtype;
use crate::place::{Footprint, Plane, clearance};
use crate::standards::parameters::value;
use crate::standards::subtypes::properties;

/// Greatest angle between two vertices of a rounded corner, radians: 0.03 % of the area is lost.
const CORNER_RAD: f64 = 0.1;

/// People near a plant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Exposure {
    /// People counted.
    pub people: f64,
    /// Of these, from population cells.
    pub in_cells: f64,
    /// Of these, at targets.
    pub at_targets: f64,
    /// Targets within 500 m whose people are unknown.
    pub uncounted_targets: usize,
    /// Whether anybody counted people here.
    pub is_counted: bool,
    /// Whether the plant's boundary is an outline; else the 500 m start at a point.
    pub has_boundary: bool,
}

impl Exposure {
    /// People for α: `None` where nobody counted them and more could change α.
    pub fn counted(&self) -> Option<f64> {
        let complete = self.is_counted && self.uncounted_targets == 0;
        let alpha_is_greatest = crate::standards::gb18218::alpha(self.people)
            >= crate::standards::gb18218::alpha_range().1;
        (complete || alpha_is_greatest).then_some(self.people)
    }
}

pub(super) fn exposure(ground: &Ground, site: &Site, plane: &Plane) -> Exposure {
    let radius_m = value("people_radius_m");
    let bounds = site.footprint.bounds();
    // The plane stretches lengths by up to 2.5e-4: the radius is stretched alike.
    let radius = radius_m * plane.scale_at(site.footprint.centre().x);
    let in_cells = in_cells(ground, site, radius, bounds);
    let (at_targets, uncounted_targets) = at_targets(ground, site, radius, bounds);
    // Without a population layer, targets with people nearby show that somebody counted here; without
    // those, nobody did, and nobody is not zero.
    let is_counted = ground.is_counted(site.footprint.centre())
        || (ground.population.is_empty() && at_targets > 0.0);
    Exposure {
        people: in_cells + at_targets,
        in_cells,
        at_targets,
        uncounted_targets,
        is_counted,
        has_boundary: site.footprint.has_area(),
    }
}

fn in_cells(ground: &Ground, site: &Site, radius: f64, bounds: crate::place::index::Bounds) -> f64 {
    let cells = ground.cell_index.within(bounds, radius);
    if cells.is_empty() {
        return 0.0;
    }
    let ring = ring(&site.footprint, radius);
    let ring_box = ring.bounding_rect();
    cells
        .into_iter()
        .map(|i| {
            let (cell, people) = (&ground.cells[i as usize], &ground.population[i as usize]);
            let area = cell.unsigned_area();
            let apart = match (ring_box, cell.bounding_rect()) {
                (Some(a), Some(b)) => {
                    a.max().x < b.min().x
                        || b.max().x < a.min().x
                        || a.max().y < b.min().y
                        || b.max().y < a.min().y
                }
                _ => true,
            };
            if area <= 0.0 || apart {
                return 0.0;
            }
            let share = (ring.intersection(cell).unsigned_area() / area).min(1.0);
            share * people.people_day.max(people.people_night)
        })
        .sum::<f64>()
        + 0.0
}

/// What lies within `radius` of the footprint, without the footprint itself.
fn ring(footprint: &Footprint, radius: f64) -> MultiPolygon<f64> {
    let style = BufferStyle::new(radius).line_join(LineJoin::Round(CORNER_RAD));
    let rings: Vec<Polygon<f64>> = footprint
        .chains()
        .iter()
        .filter(|c| c.is_ring)
        .map(|c| Polygon::new(LineString(c.vertices.clone()), Vec::new()))
        .collect();
    if rings.is_empty() {
        return disc(footprint.centre(), radius);
    }
    let plant = MultiPolygon(rings);
    plant.buffer_with_style(style).difference(&plant)
}

/// A circle as a polygon of the same area.
fn disc(centre: Coord<f64>, radius: f64) -> MultiPolygon<f64> {
    let n: u32 = 128;
    let step = std::f64::consts::TAU / f64::from(n);
    // The area of the polygon is n/2 R² sin(2π/n).
    let r = radius * (step / step.sin()).sqrt();
    let ring = (0..=n).map(|i| {
        let a = step * f64::from(i % n);
        Point::new(centre.x + r * a.cos(), centre.y + r * a.sin())
    });
    MultiPolygon(vec![Polygon::new(
        ring.collect::<Vec<_>>().into(),
        Vec::new(),
    )])
}

fn at_targets(
    ground: &Ground,
    site: &Site,
    radius: f64,
    bounds: crate::place::index::Bounds,
) -> (f64, usize) {
    let (mut people, mut uncounted) = (0.0, 0);
    for i in ground.target_index.within(bounds, radius) {
        let i = i as usize;
        let target = &ground.targets[i];
        let holds_people = properties(target.subtype)
            .tags
            .iter()
            .any(|t| t == "civil" || t == "industry");
        let housing = matches!(target.subtype, Subtype::Residential | Subtype::Village);
        let footprint = &ground.target_footprints[i];
        if (housing && ground.is_counted(footprint.centre()))
            || clearance(&site.footprint, footprint).planar_m > radius
        {
            continue;
        }
        match (target.people_day, target.people_night) {
            (Some(day), Some(night)) => people += day.max(night),
            (Some(one), None) | (None, Some(one)) => people += one,
            (None, None) => uncounted += usize::from(holds_people),
        }
    }
    (people, uncounted)
}
