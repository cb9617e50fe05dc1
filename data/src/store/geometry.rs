//! A geometry as a GeoPackage holds it, a header with the envelope and then WKB (OGC 12-128r17,
//! 2.1.3), and as PostGIS does, WKB with the code of its system in it (EWKB).

use geo::BoundingRect;
use geo_types::{Geometry, LineString, Polygon};
use geozero::wkb::{Ewkb, GpkgWkb};
use geozero::{CoordDimensions, ToGeo, ToWkb};

use crate::{Error, Result};

/// Code of CGCS2000 in the store.
pub(super) const SRS_ID: i32 = 4490;

/// How a store encodes a geometry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    GeoPackage,
    Ewkb,
}

/// Encodes a geometry; the envelope is left out for a point, as the standard advises.
///
/// # Errors
/// [`Error::Geometry`] for a line of one point and a ring of less than three: PostGIS refuses them,
/// so both stores do.
pub(super) fn encode(geometry: &Geometry<f64>, encoding: Encoding) -> Result<Vec<u8>> {
    check(geometry)?;
    match encoding {
        Encoding::GeoPackage => package(geometry),
        Encoding::Ewkb => geometry
            .to_ewkb(CoordDimensions::xy(), Some(SRS_ID))
            .map_err(|e| Error::Geometry(e.to_string())),
    }
}

/// The bytes of a GeoPackage, which are also what is hashed.
pub(super) fn package(geometry: &Geometry<f64>) -> Result<Vec<u8>> {
    let envelope = match (geometry, geometry.bounding_rect()) {
        (Geometry::Point(_), _) | (_, None) => Vec::new(),
        (_, Some(r)) => vec![r.min().x, r.max().x, r.min().y, r.max().y],
    };
    geometry
        .to_gpkg_wkb(CoordDimensions::xy(), Some(SRS_ID), envelope)
        .map_err(|e| Error::Geometry(e.to_string()))
}

/// Decodes a geometry.
///
/// # Errors
/// [`Error::Geometry`] for bytes that are none.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Result<Geometry<f64>> {
    let decoded = match encoding {
        Encoding::GeoPackage if bytes.len() < 13 || !bytes.starts_with(b"GP") => {
            return Err(Error::Geometry("is no geometry of a GeoPackage".to_owned()));
        }
        Encoding::GeoPackage => GpkgWkb(bytes).to_geo(),
        Encoding::Ewkb => Ewkb(bytes).to_geo(),
    };
    decoded.map_err(|e| Error::Geometry(e.to_string()))
}

fn check(geometry: &Geometry<f64>) -> Result<()> {
    let sound = match geometry {
        Geometry::LineString(line) => line.0.len() != 1,
        Geometry::MultiLineString(lines) => lines.0.iter().all(|l| l.0.len() != 1),
        Geometry::Polygon(polygon) => rings(polygon),
        Geometry::MultiPolygon(area) => area.0.iter().all(rings),
        _ => true,
    };
    if sound {
        Ok(())
    } else {
        Err(Error::Geometry(
            "a line has one point only, or a ring has less than three; draw it anew".to_owned(),
        ))
    }
}

fn rings(polygon: &Polygon<f64>) -> bool {
    let ring = |r: &LineString<f64>| r.0.len() >= 4;
    ring(polygon.exterior()) && polygon.interiors().iter().all(ring)
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
            for encoding in [Encoding::GeoPackage, Encoding::Ewkb] {
                let bytes = encode(&shape, encoding).unwrap();
                assert_eq!(decode(&bytes, encoding).unwrap(), shape);
            }
        }
    }

    #[test]
    fn the_header_has_system_and_envelope() {
        let line: Geometry<f64> = line_string![(x: 1.0, y: 4.0), (x: 3.0, y: 2.0)].into();
        let bytes = encode(&line, Encoding::GeoPackage).unwrap();
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

    #[test]
    fn what_postgis_refuses_is_refused_for_both() {
        let lines: [Geometry<f64>; 2] = [
            line_string![(x: 1.0, y: 4.0)].into(),
            Polygon::new(line_string![(x: 1.0, y: 4.0), (x: 2.0, y: 4.0)], vec![]).into(),
        ];
        for shape in lines {
            assert!(encode(&shape, Encoding::GeoPackage).is_err());
        }
    }
}
