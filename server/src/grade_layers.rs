//! Grades as tile layers.

use std::collections::BTreeMap;
use std::sync::Arc;

use analysis::city::City;
use analysis::grading::city::layout::CELL_M;
use analysis::grading::city::{Level, Which};
use geo_types::{Coord, Geometry, LineString, Polygon};
use tiles::Feature;

use crate::grades::{CityGrades, Ruled};
use crate::layers::{Layers, identity};
use crate::layers_to_come::{GRADES, grades_spec};
use crate::shown_layer::ShownLayer;

/// The layers of grades under a ruleset; those that did not change are taken over from the layers before.
pub fn build(
    city: &City,
    grades: &CityGrades,
    ruled: &Ruled,
    is_synthetic: bool,
    run: &Arc<str>,
    before: Option<&Layers>,
) -> Layers {
    let mut features: BTreeMap<&'static str, Vec<Feature>> =
        GRADES.iter().map(|g| (g.0, Vec::new())).collect();
    let shapes = Shapes::of(city);
    for (number, unit) in ruled.graded.units.iter().enumerate() {
        let (layer, id, name, shape) = match unit.which {
            // Enterprises are points of their own layer, told apart in the list.
            Which::Firm(_) => continue,
            Which::Place(place) => {
                let of = &grades.measured.places[place];
                let layer = match of.level {
                    Level::City | Level::County => "grades_districts",
                    Level::Town => "grades_towns",
                    Level::Park => "grades_parks",
                    Level::Cell | Level::Enterprise => "grades_grid",
                };
                let shape = match of.cell {
                    Some(cell) => square(city, cell),
                    None => shapes.of_place(of.level, &of.id),
                };
                (layer, &of.id, &of.name, shape)
            }
        };
        let Some(shape) = shape else { continue };
        let decisive = unit.decisive();
        // The city lies below its counties.
        let key = format!("{}:{id}", unit.level.code());
        let feature = Feature::new(identity(&key, 0), shape)
            .with("id", id.as_str())
            .with("level", unit.level.code())
            .with("name", name.as_str())
            .with("colour", unit.grade.colour.code())
            .with("decided_by", decisive.word())
            .with_known(
                "decades",
                unit.grade.decades(decisive).map(tiles::Value::from),
            )
            .with_known(
                "confidence",
                ruled
                    .doubt(number)
                    .and_then(|d| d.share(unit.grade.colour))
                    .map(tiles::Value::from),
            )
            .with("red_children", unit.red_children.len() as u64)
            .with("synthetic", is_synthetic);
        if let Some(of) = features.get_mut(layer) {
            of.push(feature);
        }
    }
    features
        .into_iter()
        .map(|(name, features)| {
            let before = before.and_then(|b| b.get(name));
            (
                name,
                ShownLayer::build(grades_spec(name), features, run, before),
            )
        })
        .collect()
}

/// Outlines of districts and parks.
struct Shapes<'a> {
    of: BTreeMap<(Level, &'a str), Geometry<f64>>,
}

impl<'a> Shapes<'a> {
    fn of(city: &'a City) -> Self {
        let mut of = BTreeMap::new();
        for district in &city.ground.districts {
            // The city itself would lie over its counties; it is told in the list.
            if let Some(level @ (Level::County | Level::Town)) = Level::of(district.level.code()) {
                of.insert(
                    (level, district.code.as_str()),
                    district.geometry.clone().into(),
                );
            }
        }
        for park in &city.ground.parks {
            of.insert(
                (Level::Park, park.id.as_str()),
                park.geometry.clone().into(),
            );
        }
        Self { of }
    }

    fn of_place(&self, level: Level, id: &str) -> Option<Geometry<f64>> {
        self.of.get(&(level, id)).cloned()
    }
}

/// A cell in degrees.
pub fn square(city: &City, (column, row): (i64, i64)) -> Option<Geometry<f64>> {
    let corner = |(i, j): (i64, i64)| {
        let at = Coord {
            x: (column + i) as f64 * CELL_M,
            y: (row + j) as f64 * CELL_M,
        };
        city.plane.to_lon_lat(at).ok()
    };
    let ring: Option<Vec<Coord<f64>>> = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
        .into_iter()
        .map(corner)
        .collect();
    Some(Polygon::new(LineString(ring?), Vec::new()).into())
}
