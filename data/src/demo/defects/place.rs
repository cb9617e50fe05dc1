//! Moving things to where they are not.

use geo::{Centroid, MapCoords};
use geo_types::{Coord, Geometry};

use crate::crs::{gcj02_to_bd09, wgs84_to_gcj02};

/// Metres in a degree of latitude; good to a hundredth, which is all that a wrong place needs.
const M_PER_DEG: f64 = 111_200.0;

fn rounded(c: Coord<f64>) -> Coord<f64> {
    Coord {
        x: (c.x * 1e7).round() / 1e7,
        y: (c.y * 1e7).round() / 1e7,
    }
}

/// Where a map in GCJ-02 has it.
pub(super) fn in_gcj02(geometry: &Geometry<f64>) -> Geometry<f64> {
    geometry.map_coords(|c| {
        let (x, y) = wgs84_to_gcj02(c.x, c.y);
        rounded(Coord { x, y })
    })
}

/// Where a map in BD-09 has it.
pub(super) fn in_bd09(geometry: &Geometry<f64>) -> Geometry<f64> {
    geometry.map_coords(|c| {
        let (x, y) = wgs84_to_gcj02(c.x, c.y);
        let (x, y) = gcj02_to_bd09(x, y);
        rounded(Coord { x, y })
    })
}

/// Moved by metres towards east and north.
pub(super) fn moved(geometry: &Geometry<f64>, east_m: f64, north_m: f64) -> Geometry<f64> {
    let lat = middle(geometry).map_or(0.0, |c| c.y);
    let m_per_deg_lon = M_PER_DEG * libm::cos(lat.to_radians());
    geometry.map_coords(|c| {
        rounded(Coord {
            x: c.x + east_m / m_per_deg_lon,
            y: c.y + north_m / M_PER_DEG,
        })
    })
}

pub(super) fn middle(geometry: &Geometry<f64>) -> Option<Coord<f64>> {
    geometry.centroid().map(|p| rounded(p.0))
}

/// The middle as text, for the manifest.
pub(super) fn told(geometry: &Geometry<f64>) -> Option<String> {
    middle(geometry).map(|c| format!("{:.7} {:.7}", c.x, c.y))
}
