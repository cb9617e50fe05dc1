//! From the plane of metres (EPSG:4549) to stored degrees, rounded so that no platform differs.

use analysis::place::Plane;
use geo::MapCoords;
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};

use super::DemoError;
use super::shape::P;

/// 1e-7° is about a centimetre: what stands in a plant.
const FINE: f64 = 1e7;
/// 1e-6° is about a decimetre: districts, grids.
const COARSE: f64 = 1e6;

/// The plane of the city.
pub(super) struct Ground {
    plane: Plane,
}

fn projection(error: impl std::fmt::Display) -> DemoError {
    DemoError::Projection(error.to_string())
}

impl Ground {
    pub fn new(centre: Coord<f64>) -> Result<Self, DemoError> {
        Ok(Self {
            plane: Plane::around(centre).map_err(projection)?,
        })
    }

    pub fn metres(&self, lon_lat: Coord<f64>) -> Result<P, DemoError> {
        self.plane.to_metres(lon_lat).map_err(projection)
    }

    pub fn area_in_metres(&self, area: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, DemoError> {
        area.try_map_coords(|c| self.metres(c))
    }

    fn degrees(&self, q: P, grain: f64) -> Result<Coord<f64>, DemoError> {
        let c = self.plane.to_lon_lat(q).map_err(projection)?;
        Ok(Coord {
            x: (c.x * grain).round() / grain,
            y: (c.y * grain).round() / grain,
        })
    }

    pub fn point(&self, q: P) -> Result<Geometry<f64>, DemoError> {
        Ok(Geometry::Point(Point(self.degrees(q, FINE)?)))
    }

    pub fn line(&self, points: &[P]) -> Result<Geometry<f64>, DemoError> {
        let line: Result<Vec<_>, _> = points.iter().map(|&q| self.degrees(q, FINE)).collect();
        Ok(Geometry::LineString(LineString(line?)))
    }

    /// A polygon from its corners (not closed).
    pub fn polygon(&self, corners: &[P]) -> Result<Geometry<f64>, DemoError> {
        let ring: Result<Vec<_>, _> = corners.iter().map(|&q| self.degrees(q, FINE)).collect();
        Ok(Geometry::Polygon(Polygon::new(
            LineString(ring?),
            Vec::new(),
        )))
    }

    pub fn multi_polygon(&self, corners: &[P]) -> Result<MultiPolygon<f64>, DemoError> {
        let ring: Result<Vec<_>, _> = corners.iter().map(|&q| self.degrees(q, COARSE)).collect();
        Ok(MultiPolygon(vec![Polygon::new(
            LineString(ring?),
            Vec::new(),
        )]))
    }

    pub fn area(&self, area: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, DemoError> {
        area.try_map_coords(|c| self.degrees(c, COARSE))
    }
}
