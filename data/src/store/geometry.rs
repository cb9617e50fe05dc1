//! A geometry as a GeoPackage holds it: a header with the envelope, then WKB (OGC 12-128r17, 2.1.3).

use geo::BoundingRect;
use geo_types::Geometry;
use geozero::wkb::GpkgWkb;
use geozero::{CoordDimensions, ToGeo, ToWkb};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::sqlite::{Sqlite, SqliteArgumentValue, SqliteTypeInfo, SqliteValueRef};

use crate::{Error, Result};

/// Code of CGCS2000 in the file.
const SRS_ID: i32 = 4490;

/// A geometry in CGCS2000, as a column of the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Gp(pub Geometry<f64>);

/// A geometry that is encoded already.
#[derive(Debug, Clone)]
pub(super) struct Blob(Vec<u8>);

impl Blob {
    /// Encodes a geometry; the envelope is left out for a point, as the standard advises.
    pub(super) fn new(geometry: &Geometry<f64>) -> Result<Self> {
        let envelope = match (geometry, geometry.bounding_rect()) {
            (Geometry::Point(_), _) | (_, None) => Vec::new(),
            (_, Some(r)) => vec![r.min().x, r.max().x, r.min().y, r.max().y],
        };
        geometry
            .to_gpkg_wkb(CoordDimensions::xy(), Some(SRS_ID), envelope)
            .map(Self)
            .map_err(|e| Error::Geometry(e.to_string()))
    }

    /// The bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl sqlx::Type<Sqlite> for Blob {
    fn type_info() -> SqliteTypeInfo {
        <Vec<u8> as sqlx::Type<Sqlite>>::type_info()
    }
}

impl<'q> sqlx::Encode<'q, Sqlite> for Blob {
    fn encode_by_ref(
        &self,
        args: &mut Vec<SqliteArgumentValue<'q>>,
    ) -> Result<IsNull, BoxDynError> {
        <Vec<u8> as sqlx::Encode<'q, Sqlite>>::encode_by_ref(&self.0, args)
    }
}

impl sqlx::Type<Sqlite> for Gp {
    fn type_info() -> SqliteTypeInfo {
        <Vec<u8> as sqlx::Type<Sqlite>>::type_info()
    }

    // GDAL declares the column by its geometry type, which is no type of SQLite.
    fn compatible(_: &SqliteTypeInfo) -> bool {
        true
    }
}

impl<'r> sqlx::Decode<'r, Sqlite> for Gp {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        let bytes = <&[u8] as sqlx::Decode<'r, Sqlite>>::decode(value)?;
        if bytes.len() < 13 || !bytes.starts_with(b"GP") {
            return Err("is no geometry of a GeoPackage".into());
        }
        Ok(Self(GpkgWkb(bytes).to_geo()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{line_string, point, polygon};

    #[test]
    fn every_shape_comes_back_as_it_went() {
        let shapes: [Geometry<f64>; 4] = [
            point! { x: 119.9, y: 31.8 }.into(),
            line_string![(x: 119.9, y: 31.8), (x: 120.0, y: 31.7)].into(),
            polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 0.0, y: 1.0)].into(),
            geo_types::MultiPolygon(vec![
                polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 0.0, y: 1.0)],
                polygon![(x: 5.0, y: 5.0), (x: 6.0, y: 5.0), (x: 5.0, y: 6.0)],
            ])
            .into(),
        ];
        for shape in shapes {
            let blob = Blob::new(&shape).unwrap();
            assert_eq!(GpkgWkb(blob.bytes()).to_geo().unwrap(), shape);
        }
    }

    #[test]
    fn the_header_has_system_and_envelope() {
        let line: Geometry<f64> = line_string![(x: 1.0, y: 4.0), (x: 3.0, y: 2.0)].into();
        let blob = Blob::new(&line).unwrap();
        let bytes = blob.bytes();
        assert_eq!(&bytes[..3], b"GP\0");
        assert_eq!(
            bytes[3], 0b0000_0011,
            "little endian, envelope of four numbers"
        );
        assert_eq!(bytes[4..8], 4490_i32.to_le_bytes());
        let envelope: Vec<u8> = [1.0_f64, 3.0, 2.0, 4.0]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        assert_eq!(bytes[8..40], envelope);
    }
}
