//! A row's geometry in CGCS2000, and what is wrong with it where it cannot be.

use geo::{BoundingRect, CoordsIter, MapCoords};
use geo_types::{Coord, Geometry, Rect};

use super::candidates::belt;
use super::{Place, coordinates};
use crate::layer::Fault;

impl Place {
    /// A geometry in CGCS2000.
    pub(in crate::import) fn convert(
        &self,
        geometry: &Geometry<f64>,
    ) -> Result<Geometry<f64>, Fault> {
        check_finite(geometry)?;
        if let Geometry::Point(p) = geometry
            && (p.x(), p.y()) == (0.0, 0.0)
        {
            return Err(Fault::new(
                "is at (0, 0), which programs write for a missing place",
                "give the coordinates",
            ));
        }
        let there = self.lonlat(geometry, false);
        let turned = || self.lonlat(geometry, true).ok();
        match (there, self.extent) {
            (Ok(there), None) => Ok(there),
            (Ok(there), Some(extent)) if touches(&there, extent) => Ok(there),
            (Ok(there), Some(extent)) => {
                if turned().is_some_and(|other| touches(&other, extent)) {
                    Err(self.swap())
                } else if let Some(fault) = self.zone(geometry) {
                    Err(fault)
                } else {
                    Ok(there)
                }
            }
            (Err(error), extent) => {
                if turned().is_some_and(|other| extent.is_none_or(|e| touches(&other, e))) {
                    Err(self.swap())
                } else if let Some(fault) = self.zone(geometry) {
                    Err(fault)
                } else {
                    Err(Fault::new(
                        error.to_string(),
                        "correct the coordinates, or choose the coordinate reference system that they are in",
                    ))
                }
            }
        }
    }

    fn lonlat(&self, geometry: &Geometry<f64>, is_turned: bool) -> crate::Result<Geometry<f64>> {
        let turn = self.is_swapped != is_turned;
        geometry.try_map_coords(|c| {
            let (x, y) = if turn { (c.y, c.x) } else { (c.x, c.y) };
            self.converter.lonlat(x, y).map(|(x, y)| Coord { x, y })
        })
    }

    fn swap(&self) -> Fault {
        if self.converter.is_geographic() {
            Fault::new(
                "longitude and latitude are swapped",
                "swap longitude and latitude; if it is so in every row, exchange the names of the two columns",
            )
        } else {
            Fault::new(
                "easting and northing are swapped",
                "swap easting and northing (in a Chinese survey X is the northing)",
            )
        }
    }

    /// A zone number before the easting that is missing, too much, or another than that of the file.
    fn zone(&self, geometry: &Geometry<f64>) -> Option<Fault> {
        let (meridian, has_zone) = belt(self.converter.name())?;
        let first = geometry.coords_iter().next()?;
        let easting = if self.is_swapped { first.y } else { first.x };
        let number = (easting / 1e6).floor();
        let is_prefixed = (13.0..46.0).contains(&number);
        // Gauss-Kruger eastings with their 500 km lie between 0.1 and 0.9 million metres.
        let plain = easting - if is_prefixed { number * 1e6 } else { 0.0 };
        if !(1e5..9e5).contains(&plain) {
            return None;
        }
        let own = if belt_step(self.converter.name()) == 6 {
            (meridian + 3) / 6
        } else {
            meridian / 3
        };
        match (is_prefixed, has_zone) {
            (false, true) => Some(Fault::new(
                format!("lacks the zone number {own} before its easting"),
                format!("write {own}{plain:09.2} as the easting"),
            )),
            (true, false)
                if number as u32 == meridian / 3 || number as u32 == (meridian + 3) / 6 =>
            {
                Some(Fault::new(
                    format!(
                        "has the zone number {number:.0} before its easting, and other rows have none"
                    ),
                    format!("write {plain} as the easting"),
                ))
            }
            (true, _) if number as u32 != own => Some(Fault::new(
                format!(
                    "is in zone {number:.0}, and the file in zone {own} (central meridian {meridian}° E)"
                ),
                "give the coordinates in the zone of the other rows, or import the row from a file of its own",
            )),
            _ => None,
        }
    }
}

fn belt_step(name: &str) -> u32 {
    match name.strip_prefix("EPSG:").and_then(|c| c.parse().ok()) {
        Some(4491_u32..=4512) => 6,
        _ => 3,
    }
}

fn check_finite(geometry: &Geometry<f64>) -> Result<(), Fault> {
    match geometry
        .coords_iter()
        .find(|c| !(c.x.is_finite() && c.y.is_finite()))
    {
        Some(c) => Err(Fault::new(
            format!("has a coordinate {} that is no number", coordinates(c)),
            "give the coordinates as finite numbers",
        )),
        None => Ok(()),
    }
}

fn touches(geometry: &Geometry<f64>, extent: Rect<f64>) -> bool {
    geometry.bounding_rect().is_some_and(|b| {
        b.min().x <= extent.max().x
            && b.max().x >= extent.min().x
            && b.min().y <= extent.max().y
            && b.max().y >= extent.min().y
    })
}
