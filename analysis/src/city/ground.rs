//! What does not move when a plant moves: targets, people, districts, parks.

use geo_types::{Coord, MultiPolygon, Rect};

use super::area::{Area, PlaceNames};
use super::profiles::Profiles;
use crate::error::Error;
use crate::facts::{
    District, Facts, Monitor, Park, Pipeline, PopulationCell, Resource, Target, WeatherRow, Zone,
};
use crate::place::index::Bounds;
use crate::place::{BoxIndex, Footprint, Plane};
use crate::siting::object::of_target;

/// Side of a cell of the indexes, m: near the usual search radius.
const CELL_M: f64 = 500.0;

/// Targets, people, districts and parks, indexed.
#[derive(Debug)]
pub struct Ground {
    /// Targets.
    pub targets: Vec<Target>,
    /// Where they stand.
    pub target_footprints: Vec<Footprint>,
    /// Numbers of their profiles.
    pub target_profiles: Vec<u32>,
    /// Index over the targets.
    pub target_index: BoxIndex,
    /// Population cells.
    pub population: Vec<PopulationCell>,
    /// Their outlines in metres.
    pub cells: Vec<MultiPolygon<f64>>,
    /// Index over the cells.
    pub cell_index: BoxIndex,
    /// Districts.
    pub districts: Vec<District>,
    /// Parks.
    pub parks: Vec<Park>,
    /// Zones.
    pub zones: Vec<Zone>,
    /// Pipelines.
    pub pipelines: Vec<Pipeline>,
    /// Emergency resources.
    pub resources: Vec<Resource>,
    /// Monitors of vessels.
    pub monitors: Vec<Monitor>,
    /// Weather.
    pub weather: Vec<WeatherRow>,
    district_areas: Vec<Area>,
    park_areas: Vec<Area>,
    populated: Option<Rect<f64>>,
}

impl Ground {
    /// Takes over the facts that stand on the ground.
    ///
    /// # Errors
    /// [`Error::Projection`] for a coordinate that cannot be projected.
    pub fn build(facts: Facts, plane: &Plane, profiles: &mut Profiles) -> Result<Self, Error> {
        use geo::{BoundingRect, MapCoords};
        let Facts {
            districts,
            parks,
            zones,
            pipelines,
            targets,
            population,
            resources,
            monitors,
            weather,
            ..
        } = facts;
        let target_footprints: Vec<Footprint> = targets
            .iter()
            .map(|t| Footprint::of(&t.geometry, plane, 0.0))
            .collect::<Result<_, _>>()?;
        let target_profiles = targets
            .iter()
            .map(|t| profiles.object(of_target(t)))
            .collect();
        let boxes: Vec<Bounds> = target_footprints.iter().map(Footprint::bounds).collect();
        let cells: Vec<MultiPolygon<f64>> = population
            .iter()
            .map(|p| p.geometry.try_map_coords(|c| plane.to_metres(c)))
            .collect::<Result<_, _>>()?;
        let cell_boxes: Vec<Bounds> = cells
            .iter()
            .map(|c| {
                c.bounding_rect()
                    .map_or((Coord::zero(), Coord::zero()), |r| (r.min(), r.max()))
            })
            .collect();
        let populated = cell_boxes.iter().copied().reduce(|a, b| {
            (
                Coord {
                    x: a.0.x.min(b.0.x),
                    y: a.0.y.min(b.0.y),
                },
                Coord {
                    x: a.1.x.max(b.1.x),
                    y: a.1.y.max(b.1.y),
                },
            )
        });
        Ok(Self {
            target_index: BoxIndex::build(&boxes, CELL_M),
            // Cells of 500 m or 1 km must fit into the grid, or they all land in the tree.
            cell_index: BoxIndex::build(&cell_boxes, 2.0 * CELL_M + 100.0),
            district_areas: districts.iter().map(|d| Area::new(&d.geometry)).collect(),
            park_areas: parks.iter().map(|p| Area::new(&p.geometry)).collect(),
            populated: populated.map(|(min, max)| Rect::new(min, max)),
            targets,
            target_footprints,
            target_profiles,
            population,
            cells,
            districts,
            parks,
            zones,
            pipelines,
            resources,
            monitors,
            weather,
        })
    }

    /// Whether the population layer speaks of a place (metres): a cell that is left out inside its
    /// extent is empty, outside of it nobody has counted.
    pub fn is_counted(&self, at: Coord<f64>) -> bool {
        use geo::Contains;
        self.populated.is_some_and(|r| r.contains(&at))
    }

    /// Position of the park that a place (degrees) lies in.
    pub fn park_at(&self, at: Coord<f64>) -> Option<usize> {
        self.park_areas.iter().position(|area| area.covers(at))
    }

    /// Districts and park that a place (degrees) lies in.
    pub fn place_names(&self, at: Coord<f64>) -> PlaceNames<'_> {
        use crate::facts::DistrictLevel::{County, Town};
        let district = |level| {
            self.districts
                .iter()
                .zip(&self.district_areas)
                .find(|(d, area)| d.level == level && area.covers(at))
                .map(|(d, _)| d)
        };
        PlaceNames {
            county: district(County),
            town: district(Town),
            park: self
                .parks
                .iter()
                .zip(&self.park_areas)
                .find(|(_, area)| area.covers(at))
                .map(|(p, _)| p),
        }
    }
}
