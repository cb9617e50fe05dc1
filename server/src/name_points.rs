//! Where the names of districts and parks stand: one point each. A client that put a name into each piece of an
//! outline would say it again in every tile.

use analysis::city::City;
use analysis::facts::DistrictLevel;
use geo::{Area, Centroid, Contains, InteriorPoint};
use geo_types::{MultiPolygon, Point};
use tiles::Feature;

/// First zoom that shows the names of towns.
const TOWNS_FROM: u8 = 9;
/// First zoom that shows the names of parks.
const PARKS_FROM: u8 = 8;

/// The points of all names, the districts first.
pub fn features(city: &City) -> Vec<Feature> {
    let districts = city.ground.districts.iter();
    let districts = districts
        .filter(|d| d.level != DistrictLevel::Province)
        .filter_map(|d| {
            let from = match d.level {
                DistrictLevel::Town => TOWNS_FROM,
                DistrictLevel::Province | DistrictLevel::City | DistrictLevel::County => 0,
            };
            let feature = Feature::new(0, place_of(&d.geometry)?)
                .with("layer", "districts")
                .with("name", d.name.as_str())
                .with("level", d.level.code())
                .with("synthetic", d.provenance.synthetic);
            Some(feature.from_zoom(from))
        });
    let parks = city.ground.parks.iter().filter_map(|p| {
        let feature = Feature::new(0, place_of(&p.geometry)?)
            .with("layer", "parks")
            .with("name", p.name.as_str())
            .with("kind", p.kind.code())
            .with("synthetic", p.provenance.synthetic);
        Some(feature.from_zoom(PARKS_FROM))
    });
    let mut all: Vec<Feature> = districts.chain(parks).collect();
    for (id, feature) in (1..).zip(&mut all) {
        feature.id = id;
    }
    all
}

/// The middle of the largest part, or a place within it where the middle is not.
fn place_of(outline: &MultiPolygon<f64>) -> Option<Point<f64>> {
    let by_area = |a: &&geo_types::Polygon<f64>, b: &&geo_types::Polygon<f64>| {
        a.unsigned_area().total_cmp(&b.unsigned_area())
    };
    let largest = outline.iter().max_by(by_area)?;
    let middle = largest.centroid().filter(|c| largest.contains(c));
    middle.or_else(|| largest.interior_point())
}

#[cfg(test)]
mod tests {
    use geo_types::{Polygon, polygon};

    use super::*;

    #[test]
    fn a_name_stands_within_the_largest_part() {
        let small: Polygon =
            polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0)];
        // A horseshoe, whose middle lies outside.
        let large = polygon![
            (x: 10.0, y: 0.0), (x: 16.0, y: 0.0), (x: 16.0, y: 6.0), (x: 15.0, y: 6.0), (x: 15.0, y: 1.0),
            (x: 11.0, y: 1.0), (x: 11.0, y: 6.0), (x: 10.0, y: 6.0),
        ];
        let place = place_of(&MultiPolygon(vec![small.clone(), large.clone()])).unwrap();
        assert!(large.contains(&place));
        assert_eq!(
            place_of(&MultiPolygon(vec![small])),
            Some(Point::new(0.5, 0.5))
        );
        assert_eq!(place_of(&MultiPolygon(vec![])), None);
    }
}
