//! From longitude and latitude to the grid of the world, and back.
//!
//! ```text
//! u = λ / 360° + 1/2
//! v = 1/2 − ln(tan(45° + φ/2)) / 2π
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | λ, φ | longitude, latitude | ° |
//! | u, v | Web Mercator on the unit square, from the north-west corner | – |
//!
//! The grid has 2³² steps a side, 9.3 mm at the equator and 8 mm in Changzhou: the tile grid of zoom 20, so that
//! the tile grid of every zoom up to 20 is a plain right shift of it. All that follows works on integers,
//! and a border that two districts share stays one border at every zoom.
//!
//! Valid up to 85.051 128 78° north and south; what lies beyond is put on the edge.
//!
//! Source: EPSG Guidance Note 7-2, method 1024 (Popular Visualisation Pseudo Mercator).

use std::f64::consts::PI;

/// Longitude and latitude in degrees, in this order.
pub type Lonlat = [f64; 2];

/// A place on the grid of the world: steps from the west edge, steps from the north edge.
pub(crate) type World = [u32; 2];

/// Latitude at which Web Mercator becomes a square: 2 atan(e^π) − 90°.
pub const MAX_LAT_DEG: f64 = 85.051_128_78;

/// Steps of the world grid a side.
const STEPS: f64 = 4_294_967_296.0;

/// How the globe is laid on the square of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Projection {
    /// Web Mercator: what most web maps are in.
    #[default]
    Mercator,
    /// Degrees as they are: `u = λ / 360° + 1/2`, `v = (90° − φ) / 360°`. Only the northern half of the square is the
    /// globe.
    Degrees,
}

impl Projection {
    /// Place of a longitude and latitude on the world grid, as for [`project`].
    pub(crate) fn project(self, place: Lonlat) -> Option<World> {
        let [lon, lat] = place;
        match self {
            Self::Mercator => project(place),
            Self::Degrees => {
                let is_place = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
                is_place.then(|| [step(lon / 360.0 + 0.5), step((90.0 - lat) / 360.0)])
            }
        }
    }

    /// Longitude and latitude of a point of the unit square.
    pub(crate) fn unproject(self, [u, v]: [f64; 2]) -> Lonlat {
        match self {
            Self::Mercator => unproject([u, v]),
            Self::Degrees => [(u - 0.5) * 360.0, 90.0 - v * 360.0],
        }
    }

    /// Longitude and latitude of a place on the world grid.
    pub(crate) fn lon_lat(self, world: World) -> Lonlat {
        self.unproject(world.map(|c| f64::from(c) / STEPS))
    }
}

/// Place of a longitude and latitude on the world grid. `None` for what is no place: a number that is not
/// finite, a longitude beyond 180° or a latitude beyond 90° (as when the two are swapped).
pub(crate) fn project([lon, lat]: Lonlat) -> Option<World> {
    if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
        return None;
    }
    let phi = lat.clamp(-MAX_LAT_DEG, MAX_LAT_DEG).to_radians();
    let u = lon / 360.0 + 0.5;
    let v = 0.5 - (PI / 4.0 + phi / 2.0).tan().ln() / (2.0 * PI);
    Some([step(u), step(v)])
}

/// Nearest grid step; a float cast to an integer stops at the integer's limits, which is the edge of the world.
fn step(fraction: f64) -> u32 {
    (fraction * STEPS).round() as u32
}

/// Longitude and latitude of a point of the unit square.
pub(crate) fn unproject([u, v]: [f64; 2]) -> Lonlat {
    let lat = (PI * (1.0 - 2.0 * v)).sinh().atan().to_degrees();
    [(u - 0.5) * 360.0, lat]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_the_middle_of_the_world() {
        assert_eq!(project([0.0, 0.0]), Some([1 << 31, 1 << 31]));
        assert_eq!(project([-180.0, 90.0]), Some([0, 0]));
        assert_eq!(project([180.0, -90.0]), Some([u32::MAX, u32::MAX]));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for bad in [
            [f64::NAN, 31.0],
            [119.0, f64::INFINITY],
            [31.8, 119.9],
            [180.1, 0.0],
        ] {
            assert_eq!(project(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn there_and_back_is_within_a_grid_step() {
        for place in [[119.97, 31.81], [-70.5, -33.4], [0.1, 84.9]] {
            for projection in [Projection::Mercator, Projection::Degrees] {
                let [lon, lat] = projection.lon_lat(projection.project(place).unwrap());
                assert!((lon - place[0]).abs() < 1e-7 && (lat - place[1]).abs() < 1e-7);
            }
        }
        assert_eq!(Projection::Degrees.project([-180.0, 90.0]), Some([0, 0]));
        assert_eq!(
            Projection::Degrees.project([180.0, -90.0]),
            Some([u32::MAX, 1 << 31])
        );
        assert_eq!(Projection::Degrees.project([0.0, 90.5]), None);
    }
}
