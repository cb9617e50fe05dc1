//! Reference systems of coordinates (OGC API Features Part 2), and the order of their axes.
//!
//! | system | axes | |
//! |---|---|---|
//! | OGC CRS84 | longitude, latitude | the usual one |
//! | EPSG:4490 CGCS2000 | latitude, longitude | as stored |
//! | EPSG:4326 WGS 84 | latitude, longitude | taken as equal to CGCS2000: they differ by centimetres |
//! | EPSG:3857 | easting, northing | |
//! | EPSG:4534–4554 CGCS2000 3° Gauss–Krüger | **northing, easting** | that of the city's meridian; 4549 for Changzhou |

use analysis::place::Plane;
use geo_types::Coord;
use tiles::HALF_WORLD_M;

use crate::problem::Problem;

/// A reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Crs {
    /// Longitude and latitude, in this order.
    Crs84,
    /// Latitude and longitude by an EPSG code.
    LatLon(u32),
    /// The sphere's Mercator projection.
    Mercator,
    /// The plane of the city by its EPSG code.
    Plane(u32),
}

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const EPSG: &str = "http://www.opengis.net/def/crs/EPSG/0/";

/// Radius of the sphere of EPSG:3857, m.
const SPHERE_M: f64 = HALF_WORLD_M / std::f64::consts::PI;

impl Crs {
    /// Those in which the features of a city can be had, the usual one first.
    pub(super) fn all(plane: &Plane) -> Vec<Self> {
        let mut all = vec![
            Self::Crs84,
            Self::LatLon(4490),
            Self::LatLon(4326),
            Self::Mercator,
        ];
        all.extend(of_plane(plane));
        all
    }

    /// The one in which features are stored.
    pub(super) const STORED: Self = Self::LatLon(4490);

    /// URI.
    pub(super) fn uri(self) -> String {
        match self {
            Self::Crs84 => CRS84.to_owned(),
            Self::LatLon(code) | Self::Plane(code) => format!("{EPSG}{code}"),
            Self::Mercator => format!("{EPSG}3857"),
        }
    }

    /// Code of the EPSG registry for files, whose axes are always longitude or easting first.
    pub(super) const fn code(self) -> u32 {
        match self {
            Self::Crs84 => 4490,
            Self::LatLon(code) | Self::Plane(code) => code,
            Self::Mercator => 3857,
        }
    }

    /// The system of a URI or of `EPSG:4490`.
    ///
    /// # Errors
    /// 400 with those that there are.
    pub(super) fn of(parameter: &str, text: &str, plane: &Plane) -> Result<Self, Problem> {
        let plain = text.trim_start_matches('[').trim_end_matches(']');
        let all = Self::all(plane);
        let known = all.iter().copied().find(|crs| {
            let short = match crs {
                Self::Crs84 => "OGC:CRS84".to_owned(),
                other => format!("EPSG:{}", other.code()),
            };
            crs.uri() == plain || short == plain
        });
        known.ok_or_else(|| {
            let all: Vec<String> = all.into_iter().map(Self::uri).collect();
            Problem::bad_input(
                parameter,
                format!("is not known here; give one of {}", all.join(", ")),
            )
        })
    }

    /// Parts of one to which coordinates are rounded: a centimetre or a millimetre.
    pub(super) const fn parts(self) -> f64 {
        match self {
            Self::Crs84 | Self::LatLon(_) => 1e7,
            Self::Mercator | Self::Plane(_) => 1e3,
        }
    }

    /// Whether the second axis goes to the east.
    const fn is_north_first(self) -> bool {
        matches!(self, Self::LatLon(_) | Self::Plane(_))
    }

    /// Longitude and latitude into the system, easting before northing as in files; not a number where it
    /// cannot be.
    pub(super) fn east_north(self, at: Coord<f64>, plane: &Plane) -> Coord<f64> {
        let (x, y) = (at.x, at.y);
        match self {
            Self::Crs84 | Self::LatLon(_) => at,
            Self::Mercator => Coord {
                x: SPHERE_M * x.to_radians(),
                y: SPHERE_M
                    * (std::f64::consts::FRAC_PI_4 + y.to_radians() / 2.0)
                        .tan()
                        .ln(),
            },
            Self::Plane(_) => plane.to_metres(at).unwrap_or(Coord {
                x: f64::NAN,
                y: f64::NAN,
            }),
        }
    }

    /// Longitude and latitude into the system, in the order of its axes.
    pub(super) fn axes(self, at: Coord<f64>, plane: &Plane) -> Coord<f64> {
        let to = self.east_north(at, plane);
        if self.is_north_first() {
            return Coord { x: to.y, y: to.x };
        }
        to
    }

    /// Coordinates in the order of the axes into longitude and latitude.
    ///
    /// # Errors
    /// 400 for what lies outside of the system.
    pub(super) fn to_lon_lat(
        self,
        parameter: &str,
        at: Coord<f64>,
        plane: &Plane,
    ) -> Result<Coord<f64>, Problem> {
        let east_north = if self.is_north_first() {
            Coord { x: at.y, y: at.x }
        } else {
            at
        };
        let outside = || {
            Problem::bad_input(
                parameter,
                format!(
                    "({}, {}) lies outside of {}; its axes are {}",
                    at.x,
                    at.y,
                    self.uri(),
                    self.axes_in_words()
                ),
            )
        };
        let found = match self {
            Self::Crs84 | Self::LatLon(_) => east_north,
            Self::Mercator => {
                let Coord { x, y } = east_north;
                if !(x.abs() <= 2.0 * HALF_WORLD_M && y.abs() <= 2.0 * HALF_WORLD_M) {
                    return Err(outside());
                }
                Coord {
                    x: (x / SPHERE_M).to_degrees(),
                    y: (2.0 * (y / SPHERE_M).exp().atan() - std::f64::consts::FRAC_PI_2)
                        .to_degrees(),
                }
            }
            // Beyond some thousand kilometres a Gauss–Krüger zone means nothing.
            Self::Plane(_)
                if (east_north.x - 500_000.0).abs() > 3e6 || east_north.y.abs() > 1e7 =>
            {
                return Err(outside());
            }
            Self::Plane(_) => plane.to_lon_lat(east_north).map_err(|_| outside())?,
        };
        if found.x.abs() <= 180.0 && found.y.abs() <= 90.0 {
            return Ok(found);
        }
        Err(outside())
    }

    const fn axes_in_words(self) -> &'static str {
        match self {
            Self::Crs84 => "longitude, latitude",
            Self::LatLon(_) => "latitude, longitude",
            Self::Mercator => "easting, northing",
            Self::Plane(_) => "northing, easting",
        }
    }
}

/// The city's plane, where EPSG has a code for it: CGCS2000, 3° zones by meridian, from 75° E (4534) on.
fn of_plane(plane: &Plane) -> Option<Crs> {
    let zone = (plane.central_meridian_deg() - 75.0) / 3.0;
    (0.0..=20.0)
        .contains(&zone)
        .then(|| Crs::Plane(4534 + zone.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane() -> Plane {
        Plane::around(Coord {
            x: 119.97,
            y: 31.81,
        })
        .unwrap()
    }

    /// PROJ 9 by `cs2cs EPSG:4490 EPSG:4549` and `EPSG:3857`, in the order of the axes.
    #[test]
    fn axes_are_in_the_order_of_the_registry() {
        let plane = plane();
        let at = Coord {
            x: 119.97,
            y: 31.81,
        };
        for (crs, x, y) in [
            ("EPSG:4490", 31.81, 119.97),
            ("OGC:CRS84", 119.97, 31.81),
            ("EPSG:4549", 3_520_784.647_888, 497_159.375_525),
            ("EPSG:3857", 13_354_999.31, 3_738_395.93),
        ] {
            let of = Crs::of("crs", crs, &plane).unwrap();
            let to = of.axes(at, &plane);
            assert!(
                (to.x - x).abs() < 0.5 && (to.y - y).abs() < 0.5,
                "{crs} {to:?}"
            );
            let back = of.to_lon_lat("bbox", to, &plane).unwrap();
            assert!(
                (back.x - at.x).abs() < 1e-8 && (back.y - at.y).abs() < 1e-8,
                "{crs}"
            );
        }
        assert!(Crs::of("crs", "EPSG:4547", &plane).is_err());
        assert!(Crs::of("crs", "http://evil.example/crs", &plane).is_err());
    }

    #[test]
    fn what_lies_outside_is_refused() {
        let plane = plane();
        let far = Coord { x: 1e300, y: 1e300 };
        for crs in Crs::all(&plane) {
            assert!(crs.to_lon_lat("bbox", far, &plane).is_err());
        }
    }
}
