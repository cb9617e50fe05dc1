//! Coordinate reference systems: the one a file is in, and the way to CGCS2000.
//!
//! Past this module every coordinate is a longitude and latitude in CGCS2000 (EPSG:4490). WGS 84 is
//! taken as equal to it: the two differ by centimetres. Maps of 高德 and 腾讯 are in GCJ-02, maps of
//! 百度 in BD-09; they are about 500 m off over Changzhou, and not by a constant shift.

mod names;
mod offset;
mod projected;

use std::fmt;
use std::str::FromStr;

use gdal::spatial_ref::SpatialRef;

pub use offset::{bd09_to_gcj02, gcj02_to_bd09, gcj02_to_wgs84, wgs84_to_gcj02};

use crate::{Error, Result, gdal_errors};

/// The choices, for messages.
pub const CHOICES: &str = "wgs84, cgcs2000, gcj02, bd09, gcj02-3857, EPSG:n (as EPSG:4549), cgcs2000-gk3-120 (3-degree Gauss-Kruger on 120° E), utm50n, auto";

/// A system that a file may be in, for the question which one it is.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CrsChoice {
    /// What to give as `--crs`.
    pub crs: String,
    /// How likely it is among the choices, 0 to 1.
    pub confidence: f64,
    /// What it would mean, from the rows.
    pub words: String,
}

impl CrsChoice {
    /// How likely it is, in per cent. What is asked about is never quite sure.
    pub(crate) fn share(&self) -> String {
        match 100.0 * self.confidence {
            percent if percent < 1.0 => "<1 %".to_owned(),
            percent => format!("{:.0} %", percent.min(99.0)),
        }
    }
}

impl fmt::Display for CrsChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--crs {} ({}): {}", self.crs, self.share(), self.words)
    }
}

/// A coordinate reference system, as a user names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Crs {
    /// WGS 84, longitude and latitude.
    Wgs84,
    /// CGCS2000 (2000国家大地坐标系), longitude and latitude.
    Cgcs2000,
    /// GCJ-02 (火星坐标), longitude and latitude.
    Gcj02,
    /// BD-09, longitude and latitude of 百度.
    Bd09,
    /// GCJ-02 longitude and latitude in the sphere's Mercator projection, metres: the tiles of 高德.
    Gcj02Mercator,
    /// A system of the EPSG registry.
    Epsg(u32),
    /// The one that the evidence speaks for: what the file declares and how its columns are named, the
    /// districts that rows name, and what the store knows already.
    #[default]
    Auto,
}

impl Crs {
    /// The system of an EPSG code.
    pub const fn from_epsg(code: u32) -> Self {
        match code {
            4326 => Self::Wgs84,
            4490 => Self::Cgcs2000,
            other => Self::Epsg(other),
        }
    }
}

impl FromStr for Crs {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        names::parse(text).ok_or_else(|| Error::UnknownCrs {
            got: text.to_owned(),
            reason: format!("write one of: {CHOICES}"),
        })
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wgs84 => f.write_str("wgs84"),
            Self::Cgcs2000 => f.write_str("cgcs2000"),
            Self::Gcj02 => f.write_str("gcj02"),
            Self::Bd09 => f.write_str("bd09"),
            Self::Gcj02Mercator => f.write_str("gcj02-3857"),
            Self::Epsg(code) => write!(f, "EPSG:{code}"),
            Self::Auto => f.write_str("auto"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    Same,
    Gcj02,
    Bd09,
    Gcj02Mercator,
    Projected { definition: String },
}

/// The way from one system to longitude and latitude in CGCS2000.
///
/// Axes are in the order of GIS files: longitude or easting first, latitude or northing second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converter {
    name: String,
    way: Way,
    geographic: bool,
}

impl Converter {
    /// The way from a system that a user names.
    ///
    /// # Errors
    /// [`Error::UnknownCrs`] for an EPSG code that PROJ does not know and for `auto`, which a file must
    /// decide first; [`Error::NoDatumShift`] for a datum from which no public way leads to CGCS2000.
    pub fn new(crs: Crs) -> Result<Self> {
        let way = match crs {
            Crs::Wgs84 | Crs::Cgcs2000 => Way::Same,
            Crs::Gcj02 => Way::Gcj02,
            Crs::Bd09 => Way::Bd09,
            Crs::Gcj02Mercator => Way::Gcj02Mercator,
            Crs::Epsg(code) => {
                gdal_errors::to_log();
                let unknown = || Error::UnknownCrs {
                    got: crs.to_string(),
                    reason: "PROJ does not know this code; look it up at epsg.org".to_owned(),
                };
                let reference = SpatialRef::from_epsg(code).map_err(|_| unknown())?;
                return Self::checked(&reference, crs.to_string(), crs.to_string());
            }
            Crs::Auto => {
                return Err(Error::UnknownCrs {
                    got: crs.to_string(),
                    reason: format!("choose one of: {CHOICES}"),
                });
            }
        };
        Ok(Self {
            name: crs.to_string(),
            geographic: way != Way::Gcj02Mercator,
            way,
        })
    }

    /// The way from the system that a file declares.
    ///
    /// # Errors
    /// As for [`new`](Self::new).
    pub fn declared(reference: &SpatialRef) -> Result<Self> {
        let mut identified = reference.clone();
        // A `.prj` of another program names no code; where PROJ finds none the text itself is used.
        let _ = identified.auto_identify_epsg();
        match (identified.auth_name().as_deref(), identified.auth_code()) {
            (Some("EPSG"), Ok(code)) => {
                let code = u32::try_from(code).map_err(|_| Error::UnknownCrs {
                    got: format!("EPSG:{code}"),
                    reason: format!("choose one of: {CHOICES}"),
                })?;
                Self::new(Crs::from_epsg(code))
            }
            (Some("OGC"), _) => Self::new(Crs::Wgs84),
            _ => {
                let name = reference.name().unwrap_or_else(|| "unnamed".to_owned());
                let wkt = reference.to_wkt().map_err(|e| Error::UnknownCrs {
                    got: name.clone(),
                    reason: e.to_string(),
                })?;
                Self::checked(reference, name, wkt)
            }
        }
    }

    fn checked(reference: &SpatialRef, name: String, definition: String) -> Result<Self> {
        let geographic = reference.is_geographic();
        if !geographic && !reference.is_projected() {
            return Err(Error::UnknownCrs {
                got: name,
                reason: "it has no longitude and latitude, nor easting and northing; choose a geographic or projected system".to_owned(),
            });
        }
        let datum = reference
            .get_attr_value("DATUM", 0)
            .ok()
            .flatten()
            .unwrap_or_default();
        if projected::has_secret_shift(&datum) {
            return Err(Error::NoDatumShift { name, datum });
        }
        projected::check(&definition).map_err(|reason| Error::UnknownCrs {
            got: name.clone(),
            reason,
        })?;
        Ok(Self {
            name,
            way: Way::Projected { definition },
            geographic,
        })
    }

    /// Name of the system that it starts from.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it starts from longitude and latitude.
    pub const fn is_geographic(&self) -> bool {
        self.geographic
    }

    /// Longitude and latitude in CGCS2000, degrees, of a point in the system that it starts from.
    ///
    /// # Errors
    /// [`Error::OutsideCrs`] where the system has no such point.
    pub fn lonlat(&self, x: f64, y: f64) -> Result<(f64, f64)> {
        let outside = || Error::OutsideCrs {
            crs: self.name.clone(),
            x,
            y,
        };
        if self.geographic && !in_range(x, y) {
            return Err(outside());
        }
        let (lon, lat) = match &self.way {
            Way::Same => (x, y),
            Way::Gcj02 => gcj02_to_wgs84(x, y),
            Way::Bd09 => {
                let (lon, lat) = bd09_to_gcj02(x, y);
                gcj02_to_wgs84(lon, lat)
            }
            Way::Gcj02Mercator => {
                let (lon, lat) = projected::from_mercator(x, y);
                gcj02_to_wgs84(lon, lat)
            }
            Way::Projected { definition } => {
                projected::lonlat(definition, x, y).ok_or_else(outside)?
            }
        };
        if in_range(lon, lat) {
            Ok((lon, lat))
        } else {
            Err(outside())
        }
    }
}

/// Whether two numbers can be a longitude and a latitude in degrees.
pub fn in_range(lon: f64, lat: f64) -> bool {
    lon.abs() <= 180.0 && lat.abs() <= 90.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choices_are_parsed_and_others_are_told() {
        for (text, crs) in [
            ("wgs84", Crs::Wgs84),
            ("CGCS2000", Crs::Cgcs2000),
            ("gcj02", Crs::Gcj02),
            ("bd09", Crs::Bd09),
            ("EPSG:4549", Crs::Epsg(4549)),
            ("epsg:4490", Crs::Cgcs2000),
            ("auto", Crs::Auto),
        ] {
            assert_eq!(text.parse::<Crs>().unwrap(), crs);
        }
        let error = "mars".parse::<Crs>().unwrap_err().to_string();
        assert!(error.contains("gcj02"), "{error}");
        assert!("EPSG:x".parse::<Crs>().is_err());
    }

    #[test]
    fn an_unknown_code_and_an_old_datum_are_refused() {
        assert!(matches!(
            Converter::new(Crs::Epsg(999_999)),
            Err(Error::UnknownCrs { .. })
        ));
        // EPSG:2437 is Beijing 1954, EPSG:2385 Xian 1980, both 3-degree Gauss-Kruger CM 120E.
        for code in [2437, 2385, 4214, 4610] {
            let error = Converter::new(Crs::Epsg(code)).unwrap_err();
            assert!(
                matches!(error, Error::NoDatumShift { .. }),
                "{code}: {error}"
            );
        }
        // A vertical system is no place on a map.
        assert!(matches!(
            Converter::new(Crs::Epsg(5773)),
            Err(Error::UnknownCrs { .. })
        ));
    }

    #[test]
    fn gauss_kruger_takes_easting_first() {
        // The reference is GDAL's own transformation, the other way.
        let converter = Converter::new(Crs::Epsg(4549)).unwrap();
        let (lon, lat) = converter.lonlat(497_163.5, 3_521_000.0).unwrap();
        let (east, north) = to_4549(lon, lat);
        assert!((east - 497_163.5).abs() < 1e-4, "{east}");
        assert!((north - 3_521_000.0).abs() < 1e-4, "{north}");
        assert!(
            (119.9..120.0).contains(&lon) && (31.7..31.9).contains(&lat),
            "{lon} {lat}"
        );
    }

    fn to_4549(lon: f64, lat: f64) -> (f64, f64) {
        use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform};
        let mut from = SpatialRef::from_epsg(4490).unwrap();
        let mut to = SpatialRef::from_epsg(4549).unwrap();
        for reference in [&mut from, &mut to] {
            reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        }
        let (mut x, mut y) = ([lon], [lat]);
        CoordTransform::new(&from, &to)
            .unwrap()
            .transform_coords(&mut x, &mut y, &mut [])
            .unwrap();
        (x[0], y[0])
    }

    #[test]
    fn a_declared_system_is_found_by_its_code() {
        let reference = SpatialRef::from_epsg(4549).unwrap();
        assert_eq!(Converter::declared(&reference).unwrap().name(), "EPSG:4549");
        let reference = SpatialRef::from_epsg(4326).unwrap();
        assert_eq!(Converter::declared(&reference).unwrap().name(), "wgs84");
    }

    #[test]
    fn a_declared_system_without_code_is_used_as_it_is_written() {
        let reference = SpatialRef::from_proj4(
            "+proj=tmerc +lat_0=0 +lon_0=119.9 +k=1 +x_0=40000 +y_0=-3000000 +ellps=GRS80 +units=m",
        )
        .unwrap();
        let converter = Converter::declared(&reference).unwrap();
        let (lon, _) = converter.lonlat(40_000.0, 521_000.0).unwrap();
        assert!((lon - 119.9).abs() < 1e-9, "{lon}");
    }

    #[test]
    fn gcj02_in_the_mercator_of_web_maps_is_brought_back() {
        // EPSG:3857 of the GCJ-02 of (119.97, 31.81), by GDAL's own transformation.
        use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform};
        let mut from = SpatialRef::from_epsg(4326).unwrap();
        from.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
        let to = SpatialRef::from_epsg(3857).unwrap();
        let (mut x, mut y) = ([119.974_740_854], [31.807_948_308]);
        CoordTransform::new(&from, &to)
            .unwrap()
            .transform_coords(&mut x, &mut y, &mut [])
            .unwrap();
        let converter = Converter::new(Crs::Gcj02Mercator).unwrap();
        assert!(!converter.is_geographic());
        let (lon, lat) = converter.lonlat(x[0], y[0]).unwrap();
        assert!(
            (lon - 119.97).abs() < 1e-8 && (lat - 31.81).abs() < 1e-8,
            "{lon} {lat}"
        );
    }

    #[test]
    fn degrees_out_of_range_are_no_place() {
        let converter = Converter::new(Crs::Wgs84).unwrap();
        assert!(converter.lonlat(31.8, 119.9).is_err());
        assert!(converter.lonlat(f64::NAN, 1.0).is_err());
    }
}
