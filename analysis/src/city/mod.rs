//! The `City`: an immutable, indexed snapshot of all facts.
//!
//! Everything that answers a question while its asker waits works on it. A changed city (a plant
//! moved) is derived from it in well under a millisecond: what did not change is shared.

mod area;
mod exposure;
mod ground;
mod profiles;
mod site;

use std::sync::Arc;

use geo_types::Coord;
use rayon::prelude::*;

pub use area::{Area, PlaceNames};
pub use exposure::Exposure;
pub use ground::Ground;
pub use profiles::Profiles;
pub use site::Site;

use crate::error::Error;
use crate::facts::{Facts, HiddenHazard};
use crate::grading::major_hazard::{Grade, Holding, grade};
use crate::place::index::Bounds;
use crate::place::{BoxIndex, Plane};

/// Side of a cell of the index of facilities, m.
const SITE_CELL_M: f64 = 1000.0;

/// An indexed snapshot of all facts.
#[derive(Debug, Clone)]
pub struct City {
    /// The plane in which metres are measured.
    pub plane: Arc<Plane>,
    /// Targets, people, districts and parks.
    pub ground: Arc<Ground>,
    /// Facilities with their units and vessels, in the order of the facts.
    pub sites: Vec<Arc<Site>>,
    /// What the rules can ask of all things, and what they ask of each pair.
    pub profiles: Arc<Profiles>,
    /// Hidden hazards, open and closed: they change while all else stays.
    pub hidden_hazards: Arc<Vec<HiddenHazard>>,
    site_index: Arc<BoxIndex>,
}

impl City {
    /// Indexes `facts`. A store without a single coordinate makes an empty city.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a unit without its facility or a vessel without its unit,
    /// [`Error::Projection`] for a coordinate that cannot be projected.
    pub fn build(mut facts: Facts) -> Result<Self, Error> {
        let hidden_hazards = std::mem::take(&mut facts.hidden_hazards);
        let plane = Arc::new(Plane::around(centre(&facts))?);
        let mut profiles = Profiles::default();
        let sites = site::sites(&facts, &plane, &mut profiles)?;
        let ground = Ground::build(facts, &plane, &mut profiles)?;
        profiles.relate();
        let sites: Vec<Arc<Site>> = sites.into_iter().map(Arc::new).collect();
        Ok(Self {
            site_index: Arc::new(index(&sites)),
            plane,
            ground: Arc::new(ground),
            sites,
            profiles: Arc::new(profiles),
            hidden_hazards: Arc::new(hidden_hazards),
        })
    }

    /// The position of a facility.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn site_of(&self, facility_id: &str) -> Result<usize, Error> {
        self.sites
            .iter()
            .position(|s| s.facility.id == facility_id)
            .ok_or_else(|| Error::NotFound {
                what: "facility",
                id: facility_id.to_owned(),
            })
    }

    /// Facilities whose boundary's box comes within `reach_m` of a box, in ascending order.
    pub fn sites_within(&self, around: Bounds, reach_m: f64) -> Vec<usize> {
        self.site_index
            .within(around, reach_m)
            .into_iter()
            .map(|i| i as usize)
            .collect()
    }

    /// The city with some facilities moved so that their centres come to lie on the given
    /// longitudes and latitudes, with all their units and vessels.
    ///
    /// # Errors
    /// [`Error::Projection`] for a place that cannot be projected.
    pub fn with_moves(&self, moves: &[(usize, Coord<f64>)]) -> Result<Self, Error> {
        let mut sites = self.sites.clone();
        for (site, to) in moves {
            let to = self.plane.to_metres(*to)?;
            sites[*site] = Arc::new(sites[*site].moved_to(to));
        }
        Ok(Self {
            site_index: Arc::new(index(&sites)),
            sites,
            ..self.clone()
        })
    }

    /// The city with other hidden hazards; all else is shared.
    #[must_use]
    pub fn with_hidden_hazards(&self, hidden_hazards: Vec<HiddenHazard>) -> Self {
        Self {
            hidden_hazards: Arc::new(hidden_hazards),
            ..self.clone()
        }
    }

    /// People within 500 m of a facility's boundary.
    pub fn exposure(&self, site: usize) -> Exposure {
        exposure::exposure(&self.ground, &self.sites[site], &self.plane)
    }

    /// Grades of a facility's units (GB 18218-2018), in their order.
    pub fn grades(&self, site: usize) -> (Exposure, Vec<Grade>) {
        let exposure = self.exposure(site);
        let people = exposure.counted();
        let of = &self.sites[site];
        let grades = (0..of.units.len())
            .map(|unit| {
                let holdings: Vec<Holding<'_>> = of
                    .vessels
                    .iter()
                    .filter(|(u, _)| *u == unit)
                    .map(|(_, v)| Holding {
                        id: Some(&v.id),
                        substance: v.substance.as_deref(),
                        hazard_class: v.hazard_class.as_deref(),
                        quantity_t: v.quantity_t,
                        temperature_c: v.temperature_c,
                    })
                    .collect();
                grade(of.units[unit].kind, &holdings, people)
            })
            .collect();
        (exposure, grades)
    }

    /// Calls a function for every facility in parallel; results in the order of the facilities.
    pub fn for_all_sites<T: Send>(&self, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        (0..self.sites.len()).into_par_iter().map(f).collect()
    }

    /// Districts and park that a place lies in.
    pub fn place_names(&self, at: Coord<f64>) -> PlaceNames<'_> {
        self.ground.place_names(at)
    }
}

fn index(sites: &[Arc<Site>]) -> BoxIndex {
    let boxes: Vec<Bounds> = sites.iter().map(|s| s.reach_bounds()).collect();
    BoxIndex::build(&boxes, SITE_CELL_M)
}

/// Centre of everything that has a place: the middle of the districts, else of the facilities and targets.
fn centre(facts: &Facts) -> Coord<f64> {
    use geo::BoundingRect;
    let mut min = Coord {
        x: f64::INFINITY,
        y: f64::INFINITY,
    };
    let mut max = Coord {
        x: f64::NEG_INFINITY,
        y: f64::NEG_INFINITY,
    };
    let mut take = |rect: Option<geo_types::Rect<f64>>| {
        if let Some(r) = rect {
            min = Coord {
                x: min.x.min(r.min().x),
                y: min.y.min(r.min().y),
            };
            max = Coord {
                x: max.x.max(r.max().x),
                y: max.y.max(r.max().y),
            };
        }
    };
    facts
        .districts
        .iter()
        .for_each(|d| take(d.geometry.bounding_rect()));
    if facts.districts.is_empty() {
        facts
            .facilities
            .iter()
            .for_each(|f| take(f.geometry.bounding_rect()));
        facts
            .targets
            .iter()
            .for_each(|t| take(t.geometry.bounding_rect()));
        facts
            .population
            .iter()
            .for_each(|p| take(p.geometry.bounding_rect()));
    }
    if min.x > max.x {
        return Coord { x: 0.0, y: 0.0 };
    }
    Coord {
        x: f64::midpoint(min.x, max.x),
        y: f64::midpoint(min.y, max.y),
    }
}
