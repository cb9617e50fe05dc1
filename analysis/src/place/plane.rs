//! The plane of metres: Gauss–Krüger in a 3° zone on GRS 80, as CGCS2000 has it.
//!
//! For Changzhou (central meridian 120° E) this is EPSG:4549. A city that spans several zones is
//! laid into the one of its centre.
//!
//! Distances in the plane are longer than on the ellipsoid by the scale factor of the projection,
//!
//! ```text
//! k = 1 + x² / (2 R²) + x⁴ / (24 R⁴),   x = easting − 500 000 m
//! ```
//!
//! up to 2.5e-4 at the edge of a zone. [`Plane::ground_distance_m`] takes it out, so that a
//! clearance agrees with a geodesic to about 1e-6 of its length.
//!
//! Source: J. P. Snyder, *Map Projections: A Working Manual*, USGS PP 1395, 1987, eq. 8-11.

use geo_types::{Coord, Geometry};
use proj4rs::Proj;
use proj4rs::transform::transform;

use crate::error::Error;

/// Equatorial radius of GRS 80, m (CGCS2000; GB 22021-2008 4.1).
const GRS80_A_M: f64 = 6_378_137.0;
/// Flattening of GRS 80.
const GRS80_F: f64 = 1.0 / 298.257_222_101;
const FALSE_EASTING_M: f64 = 500_000.0;

/// A Gauss–Krüger plane with one central meridian.
#[derive(Debug, Clone)]
pub struct Plane {
    central_meridian_deg: f64,
    geographic: Proj,
    projected: Proj,
    mean_radius_m: f64,
}

impl Plane {
    /// The plane whose 3° zone holds `centre` (longitude, latitude in degrees).
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where the centre is not on the globe.
    pub fn around(centre: Coord<f64>) -> Result<Self, Error> {
        if !(centre.x.abs() <= 180.0 && centre.y.abs() < 89.0) {
            return Err(Error::OutOfRange {
                what: "centre of the city, degrees",
                value: if centre.x.abs() <= 180.0 {
                    centre.y
                } else {
                    centre.x
                },
                min: -180.0,
                max: 180.0,
            });
        }
        let central_meridian_deg = (centre.x / 3.0).round() * 3.0;
        let projected = Proj::from_proj_string(&format!(
            "+proj=tmerc +lat_0=0 +lon_0={central_meridian_deg} +k=1 +x_0={FALSE_EASTING_M} +y_0=0 +ellps=GRS80 +units=m +no_defs"
        ))?;
        let geographic = Proj::from_proj_string("+proj=longlat +ellps=GRS80 +no_defs")?;
        let e2 = GRS80_F * (2.0 - GRS80_F);
        let sin = centre.y.to_radians().sin();
        let w2 = 1.0 - e2 * sin * sin;
        // Gaussian mean radius √(M N) = a √(1 − e²) / w²
        let mean_radius_m = GRS80_A_M * (1.0 - e2).sqrt() / w2;
        Ok(Self {
            central_meridian_deg,
            geographic,
            projected,
            mean_radius_m,
        })
    }

    /// Central meridian, degrees east.
    pub const fn central_meridian_deg(&self) -> f64 {
        self.central_meridian_deg
    }

    /// Longitude and latitude (degrees) to easting and northing (m).
    ///
    /// # Errors
    /// [`Error::Projection`] for a point that the projection cannot take, such as the antipode.
    pub fn to_metres(&self, lon_lat: Coord<f64>) -> Result<Coord<f64>, Error> {
        let mut point = (lon_lat.x.to_radians(), lon_lat.y.to_radians(), 0.0);
        transform(&self.geographic, &self.projected, &mut point)?;
        Ok(Coord {
            x: point.0,
            y: point.1,
        })
    }

    /// Easting and northing (m) to longitude and latitude (degrees).
    ///
    /// # Errors
    /// [`Error::Projection`] for a point outside the projection.
    pub fn to_lon_lat(&self, metres: Coord<f64>) -> Result<Coord<f64>, Error> {
        let mut point = (metres.x, metres.y, 0.0);
        transform(&self.projected, &self.geographic, &mut point)?;
        Ok(Coord {
            x: point.0.to_degrees(),
            y: point.1.to_degrees(),
        })
    }

    /// A geometry in degrees, as the same geometry in metres.
    ///
    /// # Errors
    /// As [`Plane::to_metres`].
    pub fn geometry_to_metres(&self, geometry: &Geometry<f64>) -> Result<Geometry<f64>, Error> {
        use geo::MapCoords;
        geometry.try_map_coords(|c| self.to_metres(c))
    }

    /// Scale factor k at an easting.
    pub fn scale_at(&self, easting_m: f64) -> f64 {
        let q = ((easting_m - FALSE_EASTING_M) / self.mean_radius_m).powi(2);
        1.0 + q / 2.0 + q * q / 24.0
    }

    /// Length on the ellipsoid of a straight line in the plane, m.
    pub fn ground_distance_m(&self, from: Coord<f64>, to: Coord<f64>) -> f64 {
        let planar = (to.x - from.x).hypot(to.y - from.y);
        planar / self.scale_at(f64::midpoint(from.x, to.x))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changzhou() -> Plane {
        Plane::around(Coord {
            x: 119.97,
            y: 31.81,
        })
        .unwrap()
    }

    /// standards/cases.md F2: EPSG:4490 (119.97, 31.81) → EPSG:4549, made with pyproj 3.7.2.
    #[test]
    fn the_plane_of_changzhou_is_epsg_4549() {
        let plane = changzhou();
        assert!((plane.central_meridian_deg() - 120.0).abs() < f64::EPSILON);
        let point = plane
            .to_metres(Coord {
                x: 119.97,
                y: 31.81,
            })
            .unwrap();
        assert!((point.x - 497_159.375_525).abs() < 1e-4, "{point:?}");
        assert!((point.y - 3_520_784.647_888).abs() < 1e-4, "{point:?}");
    }

    #[test]
    fn there_and_back_is_a_tenth_of_a_millimetre() {
        let plane = changzhou();
        let start = Coord { x: 119.2, y: 31.3 };
        let back = plane.to_lon_lat(plane.to_metres(start).unwrap()).unwrap();
        assert!((back.x - start.x).abs() < 1e-9 && (back.y - start.y).abs() < 1e-9);
    }

    #[test]
    fn a_city_without_a_place_is_refused() {
        assert!(
            Plane::around(Coord {
                x: f64::NAN,
                y: 0.0
            })
            .is_err()
        );
        assert!(Plane::around(Coord { x: 500.0, y: 0.0 }).is_err());
    }
}
