//! Which tile: zoom, column and row of the Web Mercator quad tree.
//!
//! The XYZ address of a tile is `z/x/y`, the OGC one is `tileMatrix/tileRow/tileCol`, which is `z/y/x`.
//! Both are three numbers and easily swapped, so a coordinate is made by a constructor that names its order.

use std::f64::consts::PI;
use std::fmt;

use thiserror::Error;

use crate::project::{Lonlat, unproject};

/// Deepest zoom that is served.
pub const MAX_ZOOM: u8 = 22;

/// Half the side of the Web Mercator square (EPSG:3857), in metres: π times the equatorial radius of WGS 84,
/// 6 378 137 m.
pub const HALF_WORLD_M: f64 = PI * 6_378_137.0;

/// A tile that exists: zoom 0 to 22, column and row within the zoom. Rows count from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileCoord {
    z: u8,
    x: u32,
    y: u32,
}

/// Why three numbers are not a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CoordError {
    /// The zoom is deeper than [`MAX_ZOOM`].
    #[error("zoom is {z}; give a zoom from 0 to {MAX_ZOOM}")]
    Zoom {
        /// The zoom that was given.
        z: u8,
    },
    /// The column does not exist at the zoom.
    #[error("column is {x}; zoom {z} has columns 0 to {max}")]
    Column {
        /// The zoom that was given.
        z: u8,
        /// The column that was given.
        x: u32,
        /// Last column of the zoom.
        max: u32,
    },
    /// The row does not exist at the zoom.
    #[error("row is {y}; zoom {z} has rows 0 to {max}")]
    Row {
        /// The zoom that was given.
        z: u8,
        /// The row that was given.
        y: u32,
        /// Last row of the zoom.
        max: u32,
    },
}

impl TileCoord {
    /// The tile at `z/x/y`, the order of XYZ addresses.
    ///
    /// # Errors
    /// [`CoordError`] where there is no such tile.
    ///
    /// ```
    /// use tiles::TileCoord;
    /// let changzhou = TileCoord::from_xyz(8, 213, 104)?;
    /// assert_eq!(changzhou, TileCoord::from_row_col(8, 104, 213)?);
    /// assert!(TileCoord::from_xyz(1, 2, 0).is_err());
    /// # Ok::<(), tiles::CoordError>(())
    /// ```
    pub fn from_xyz(z: u8, x: u32, y: u32) -> Result<Self, CoordError> {
        if z > MAX_ZOOM {
            return Err(CoordError::Zoom { z });
        }
        let max = (1 << z) - 1;
        if x > max {
            return Err(CoordError::Column { z, x, max });
        }
        if y > max {
            return Err(CoordError::Row { z, y, max });
        }
        Ok(Self { z, x, y })
    }

    /// The tile at `tileMatrix/tileRow/tileCol`, the order of OGC API – Tiles.
    ///
    /// # Errors
    /// [`CoordError`] where there is no such tile.
    pub fn from_row_col(z: u8, row: u32, col: u32) -> Result<Self, CoordError> {
        Self::from_xyz(z, col, row)
    }

    /// The tile of zoom `z` that a place lies in; `None` where the place or the zoom does not exist.
    pub fn containing(z: u8, place: Lonlat) -> Option<Self> {
        let [x, y] = crate::project::project(place)?;
        let drop = 32_u32.checked_sub(u32::from(z))?;
        let cell = |c: u32| c.checked_shr(drop).unwrap_or(0);
        Self::from_xyz(z, cell(x), cell(y)).ok()
    }

    /// Zoom.
    pub fn z(self) -> u8 {
        self.z
    }

    /// Column, from the west.
    pub fn x(self) -> u32 {
        self.x
    }

    /// Row, from the north.
    pub fn y(self) -> u32 {
        self.y
    }

    /// West, south, east and north edge in EPSG:3857, metres.
    pub fn bounds_mercator_m(self) -> [f64; 4] {
        let side = 2.0 * HALF_WORLD_M / f64::from(1_u32 << self.z);
        let west = f64::from(self.x) * side - HALF_WORLD_M;
        let north = HALF_WORLD_M - f64::from(self.y) * side;
        [west, north - side, west + side, north]
    }

    /// West, south, east and north edge in degrees.
    pub fn bounds_lon_lat(self) -> [f64; 4] {
        let n = f64::from(1_u32 << self.z);
        let (x, y) = (f64::from(self.x), f64::from(self.y));
        let [west, north] = unproject([x / n, y / n]);
        let [east, south] = unproject([(x + 1.0) / n, (y + 1.0) / n]);
        [west, south, east, north]
    }
}

impl fmt::Display for TileCoord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.z, self.x, self.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_and_a_column_are_not_swapped() {
        let xyz = TileCoord::from_xyz(3, 6, 2).unwrap();
        assert_eq!(xyz, TileCoord::from_row_col(3, 2, 6).unwrap());
        assert_eq!(xyz.to_string(), "3/6/2");
    }

    #[test]
    fn what_is_out_of_range_is_said() {
        assert_eq!(
            TileCoord::from_xyz(23, 0, 0).unwrap_err(),
            CoordError::Zoom { z: 23 }
        );
        assert_eq!(
            TileCoord::from_xyz(2, 4, 0).unwrap_err().to_string(),
            "column is 4; zoom 2 has columns 0 to 3"
        );
        assert_eq!(
            TileCoord::from_row_col(2, 4, 0).unwrap_err().to_string(),
            "row is 4; zoom 2 has rows 0 to 3"
        );
        assert!(TileCoord::from_xyz(22, (1 << 22) - 1, (1 << 22) - 1).is_ok());
    }

    #[test]
    fn the_world_is_one_square() {
        let [w, s, e, n] = TileCoord::from_xyz(0, 0, 0).unwrap().bounds_mercator_m();
        let edge = 20_037_508.342_789_244;
        for (got, want) in [(w, -edge), (s, -edge), (e, edge), (n, edge)] {
            assert!((got - want).abs() < 1e-6, "{got} {want}");
        }
    }

    #[test]
    fn the_north_east_quarter_is_column_one_of_row_nought() {
        let [w, s, e, n] = TileCoord::from_xyz(1, 1, 0).unwrap().bounds_lon_lat();
        assert!(w.abs() < 1e-9 && s.abs() < 1e-9);
        assert!((e - 180.0).abs() < 1e-9 && (n - 85.051_128_78).abs() < 1e-8);
    }

    #[test]
    fn a_place_lies_in_its_tile() {
        for z in 0..=MAX_ZOOM {
            let [w, s, e, n] = TileCoord::containing(z, [119.97, 31.81])
                .unwrap()
                .bounds_lon_lat();
            assert!(w <= 119.97 && 119.97 < e && s < 31.81 && 31.81 <= n, "{z}");
        }
        assert_eq!(TileCoord::containing(3, [31.81, 119.97]), None);
    }
}
