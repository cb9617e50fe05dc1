//! Tile matrix sets: how the globe is cut into tiles, and what they are called.
//!
//! Each is a part of a quad tree over a square ([`Projection`]), so that a tile of any of them is a [`TileCoord`]:
//!
//! | set | projection | matrix *n* is zoom | columns × rows |
//! |---|---|---|---|
//! | `WebMercatorQuad` | Mercator | n | 2ⁿ × 2ⁿ |
//! | `WorldCRS84Quad` | degrees | n + 1 | 2ⁿ⁺¹ × 2ⁿ |
//! | `CGCS2000Quad` (天地图 c) | degrees | n, from 1 | 2ⁿ × 2ⁿ⁻¹ |
//! | `CGCS2000MercatorQuad` (天地图 w) | Mercator | n, from 1 | 2ⁿ × 2ⁿ |
//!
//! Source: OGC 17-083r4 (Two Dimensional Tile Matrix Set), Annex D for the first two; the matrix sets `c` and `w` of
//! 天地图 (Tianditu), whose matrices start at 1 and whose latitude and longitude are those of CGCS2000 (EPSG:4490).

use serde_json::{Value as Json, json};

use crate::coord::{CoordError, HALF_WORLD_M, MAX_ZOOM, TileCoord};
use crate::project::Projection;

/// A way to cut the globe into tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TileMatrixSet {
    /// Web Mercator, as most web maps have it.
    WebMercatorQuad,
    /// Longitude and latitude of WGS 84; two tiles at first.
    WorldCrs84Quad,
    /// Longitude and latitude of CGCS2000: 天地图 `c`.
    Cgcs2000Quad,
    /// Web Mercator on CGCS2000: 天地图 `w`.
    Cgcs2000MercatorQuad,
}

/// Metres a degree at the equator, by which scale denominators of degrees are defined (OGC 17-083r4, §6.2).
const M_PER_DEG: f64 = 111_319.490_793_273_57;
/// Size of a pixel by that standard, m.
const PIXEL_M: f64 = 0.000_28;
/// Pixels a side of a tile.
const SIDE: f64 = 256.0;

impl TileMatrixSet {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::WebMercatorQuad,
        Self::WorldCrs84Quad,
        Self::Cgcs2000Quad,
        Self::Cgcs2000MercatorQuad,
    ];

    /// Its identifier.
    pub const fn id(self) -> &'static str {
        match self {
            Self::WebMercatorQuad => "WebMercatorQuad",
            Self::WorldCrs84Quad => "WorldCRS84Quad",
            Self::Cgcs2000Quad => "CGCS2000Quad",
            Self::Cgcs2000MercatorQuad => "CGCS2000MercatorQuad",
        }
    }

    /// What it is, for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::WebMercatorQuad => "Web 墨卡托 Google Maps Compatible for the World",
            Self::WorldCrs84Quad => "WGS 84 经纬度 CRS84 for the World",
            Self::Cgcs2000Quad => "天地图 c: CGCS2000 经纬度 longitude and latitude",
            Self::Cgcs2000MercatorQuad => "天地图 w: CGCS2000 球面墨卡托 spherical Mercator",
        }
    }

    /// The set of an identifier.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.id() == id)
    }

    /// The projection of its quad tree.
    pub const fn projection(self) -> Projection {
        match self {
            Self::WebMercatorQuad | Self::Cgcs2000MercatorQuad => Projection::Mercator,
            Self::WorldCrs84Quad | Self::Cgcs2000Quad => Projection::Degrees,
        }
    }

    /// Its coordinate reference system.
    pub const fn crs(self) -> &'static str {
        match self {
            Self::WebMercatorQuad | Self::Cgcs2000MercatorQuad => {
                "http://www.opengis.net/def/crs/EPSG/0/3857"
            }
            Self::WorldCrs84Quad => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Cgcs2000Quad => "http://www.opengis.net/def/crs/EPSG/0/4490",
        }
    }

    /// First matrix.
    pub const fn first(self) -> u8 {
        match self {
            Self::WebMercatorQuad | Self::WorldCrs84Quad => 0,
            Self::Cgcs2000Quad | Self::Cgcs2000MercatorQuad => 1,
        }
    }

    /// Last matrix.
    pub const fn last(self) -> u8 {
        match self {
            Self::WorldCrs84Quad => MAX_ZOOM - 1,
            _ => MAX_ZOOM,
        }
    }

    /// Zoom of a matrix.
    pub const fn zoom(self, matrix: u8) -> u8 {
        match self {
            Self::WorldCrs84Quad => matrix + 1,
            _ => matrix,
        }
    }

    /// The tile at a matrix, row and column, the order of OGC API – Tiles.
    ///
    /// # Errors
    /// [`CoordError`] where the set has no such tile; its words speak of the zoom.
    pub fn tile(self, matrix: u8, row: u32, col: u32) -> Result<TileCoord, CoordError> {
        if !(self.first()..=self.last()).contains(&matrix) {
            return Err(CoordError::Zoom { z: matrix });
        }
        let z = self.zoom(matrix);
        let tile = TileCoord::from_row_col(z, row, col)?;
        match self.rows(matrix).checked_sub(1) {
            Some(max) if row > max => Err(CoordError::Row { z, y: row, max }),
            _ => Ok(tile),
        }
    }

    /// Rows of a matrix.
    pub const fn rows(self, matrix: u8) -> u32 {
        match self.projection() {
            Projection::Mercator => 1 << self.zoom(matrix),
            Projection::Degrees => 1 << (self.zoom(matrix) - 1),
        }
    }

    /// Columns of a matrix.
    pub const fn columns(self, matrix: u8) -> u32 {
        1 << self.zoom(matrix)
    }

    /// Its definition, as OGC API – Tiles gives it (OGC 17-083r4, JSON encoding).
    pub fn definition(self) -> Json {
        let matrices: Vec<Json> = (self.first()..=self.last())
            .map(|m| self.matrix(m))
            .collect();
        let axes = match self {
            Self::WebMercatorQuad | Self::Cgcs2000MercatorQuad => ["X", "Y"],
            Self::WorldCrs84Quad => ["Lon", "Lat"],
            Self::Cgcs2000Quad => ["Lat", "Lon"],
        };
        let mut definition = json!({
            "id": self.id(),
            "title": self.title(),
            "crs": self.crs(),
            "orderedAxes": axes,
            "tileMatrices": matrices,
        });
        if matches!(self, Self::WebMercatorQuad | Self::WorldCrs84Quad) {
            definition["uri"] = json!(format!(
                "http://www.opengis.net/def/tilematrixset/OGC/1.0/{}",
                self.id()
            ));
            definition["wellKnownScaleSet"] = json!(match self {
                Self::WebMercatorQuad =>
                    "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
                _ => "http://www.opengis.net/def/wkss/OGC/1.0/GoogleCRS84Quad",
            });
        }
        definition
    }

    fn matrix(self, matrix: u8) -> Json {
        let columns = f64::from(self.columns(matrix));
        let (cell, metres, origin) = match self.projection() {
            Projection::Mercator => {
                let cell = 2.0 * HALF_WORLD_M / SIDE / columns;
                (cell, cell, [-HALF_WORLD_M, HALF_WORLD_M])
            }
            Projection::Degrees => {
                let cell = 360.0 / SIDE / columns;
                (cell, cell * M_PER_DEG, [-180.0, 90.0])
            }
        };
        let origin = match self {
            // In the order of the axes of its system.
            Self::Cgcs2000Quad => [origin[1], origin[0]],
            _ => origin,
        };
        json!({
            "id": matrix.to_string(),
            "scaleDenominator": metres / PIXEL_M,
            "cellSize": cell,
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": origin,
            "tileWidth": SIDE as u32,
            "tileHeight": SIDE as u32,
            "matrixWidth": self.columns(matrix),
            "matrixHeight": self.rows(matrix),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_those_of_the_standard() {
        // OGC 17-083r4, Annex D.1 (WebMercatorQuad) and D.2 (WorldCRS84Quad).
        let web = TileMatrixSet::WebMercatorQuad.definition();
        let scale = |d: &Json, m: usize| d["tileMatrices"][m]["scaleDenominator"].as_f64().unwrap();
        assert!((scale(&web, 0) - 559_082_264.028_717_9).abs() < 1e-3);
        let world = TileMatrixSet::WorldCrs84Quad.definition();
        assert!((scale(&world, 0) - 279_541_132.014_358_76).abs() < 1e-3);
        let first = &world["tileMatrices"][0];
        assert_eq!(
            (&first["matrixWidth"], &first["matrixHeight"]),
            (&json!(2), &json!(1))
        );
        let tianditu = TileMatrixSet::Cgcs2000Quad.definition();
        let first = &tianditu["tileMatrices"][0];
        assert_eq!(
            (&first["id"], &first["matrixWidth"], &first["matrixHeight"]),
            (&json!("1"), &json!(2), &json!(1))
        );
        assert_eq!(first["pointOfOrigin"], json!([90.0, -180.0]));
    }

    #[test]
    fn tiles_are_those_of_the_set_and_no_others() {
        use TileMatrixSet::{Cgcs2000MercatorQuad, Cgcs2000Quad, WebMercatorQuad, WorldCrs84Quad};
        // 119.97° E, 31.81° N at 天地图 c, matrix 14: 360° / 2^14 a tile.
        let place = [119.97_f64, 31.81];
        let col = ((place[0] + 180.0) / 360.0 * 16384.0) as u32;
        let row = ((90.0 - place[1]) / 360.0 * 16384.0) as u32;
        let c = Cgcs2000Quad.tile(14, row, col).unwrap();
        assert_eq!(WorldCrs84Quad.tile(13, row, col).unwrap(), c);
        assert!(Cgcs2000Quad.tile(0, 0, 0).is_err() && Cgcs2000MercatorQuad.tile(0, 0, 0).is_err());
        assert!(WorldCrs84Quad.tile(0, 0, 1).is_ok() && WorldCrs84Quad.tile(0, 1, 0).is_err());
        assert!(WorldCrs84Quad.tile(22, 0, 0).is_err() && WebMercatorQuad.tile(22, 0, 0).is_ok());
        for set in TileMatrixSet::ALL {
            assert_eq!(TileMatrixSet::find(set.id()), Some(set));
            let last = set.last();
            assert!(
                set.tile(last, set.rows(last) - 1, set.columns(last) - 1)
                    .is_ok()
            );
            assert!(set.tile(last, set.rows(last), 0).is_err());
        }
    }
}
