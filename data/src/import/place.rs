//! Which coordinate reference system a file is in, and its geometry in CGCS2000.

use geo::{BoundingRect, CoordsIter, MapCoords};
use geo_types::{Coord, Geometry, Rect};

use super::rows::Sourced;
use super::table::Table;
use crate::crs::{CHOICES, Converter, Crs, in_range};
use crate::layer::{Fault, Shape};
use crate::{Error, Layer, Result};

/// How far outside its districts a city's row may lie before its axes are suspected, degrees. A
/// neighbouring county counts for distances too.
const MARGIN_DEG: f64 = 0.5;

/// The way from a file to CGCS2000.
#[derive(Debug)]
pub(super) struct Place {
    converter: Converter,
    reason: String,
    extent: Option<Rect<f64>>,
}

/// Finds out which system a file is in.
pub(super) fn decide(
    table: &Table,
    sourced: &[Sourced],
    chosen: Crs,
    layer: Layer,
    extent: Option<Rect<f64>>,
) -> Result<Place> {
    let firsts: Vec<Coord<f64>> = sourced
        .iter()
        .filter_map(|s| s.geometry.as_ref().ok()?.as_ref()?.coords_iter().next())
        .collect();
    let (converter, reason) = if layer.shape() == Shape::None || firsts.is_empty() {
        (
            Converter::new(Crs::Cgcs2000)?,
            "there are no coordinates".to_owned(),
        )
    } else if chosen == Crs::Auto {
        automatic(table, &firsts)?
    } else {
        let converter = Converter::new(chosen)?;
        let reason = match &table.declared {
            Some(Ok(declared)) if declared.name() != converter.name() => {
                format!("as chosen, though the file declares {}", declared.name())
            }
            _ => "as chosen".to_owned(),
        };
        (converter, reason)
    };
    if converter.is_geographic() && !look_like_degrees(&firsts) {
        return Err(needed(
            table,
            format!(
                "has coordinates such as {}, which are no degrees",
                shown(&firsts)
            ),
        ));
    }
    let extent = extent.map(|e| {
        Rect::new(
            (e.min().x - MARGIN_DEG, e.min().y - MARGIN_DEG),
            (e.max().x + MARGIN_DEG, e.max().y + MARGIN_DEG),
        )
    });
    Ok(Place {
        converter,
        reason,
        extent,
    })
}

fn automatic(table: &Table, firsts: &[Coord<f64>]) -> Result<(Converter, String)> {
    match &table.declared {
        Some(Ok(declared)) => Ok((declared.clone(), "declared in the file".to_owned())),
        Some(Err(error)) => Err(needed(table, format!("declares a system that cannot be used ({error})"))),
        None if look_like_degrees(firsts) => Ok((
            Converter::new(Crs::Cgcs2000)?,
            "the file declares none and its numbers are degrees, which are taken as CGCS2000; choose gcj02 or bd09 if they come from a web map".to_owned(),
        )),
        None => Err(needed(
            table,
            format!("declares no coordinate reference system, and its coordinates such as {} are no degrees", shown(firsts)),
        )),
    }
}

fn needed(table: &Table, reason: String) -> Error {
    Error::CrsNeeded {
        file: table.file.clone(),
        reason,
        choices: CHOICES,
    }
}

/// Most rows decide: one wrong row is an issue of that row.
fn look_like_degrees(firsts: &[Coord<f64>]) -> bool {
    let degrees = firsts
        .iter()
        .filter(|c| c.x.abs() <= 180.0 && c.y.abs() <= 180.0)
        .count();
    2 * degrees >= firsts.len()
}

fn shown(firsts: &[Coord<f64>]) -> String {
    firsts
        .iter()
        .find(|c| !in_range(c.x, c.y))
        .or(firsts.first())
        .map(|c| coordinates(*c))
        .unwrap_or_default()
}

/// A pair of coordinates, for a message.
pub(super) fn coordinates(c: Coord<f64>) -> String {
    format!("({}, {})", c.x, c.y)
}

impl Place {
    /// Name of the system.
    pub(super) fn name(&self) -> &str {
        self.converter.name()
    }

    /// Why that one.
    pub(super) fn reason(&self) -> &str {
        &self.reason
    }

    /// A geometry in CGCS2000.
    pub(super) fn convert(&self, geometry: &Geometry<f64>) -> Result<Geometry<f64>, Fault> {
        check_finite(geometry)?;
        if let Geometry::Point(p) = geometry
            && (p.x(), p.y()) == (0.0, 0.0)
        {
            return Err(Fault::new(
                "is at (0, 0), which programs write for a missing place",
                "give the coordinates",
            ));
        }
        let converted = geometry
            .try_map_coords(|c| self.converter.lonlat(c.x, c.y).map(|(x, y)| Coord { x, y }));
        let swapped = || {
            let swapped = geometry.map_coords(|c| Coord { x: c.y, y: c.x });
            swapped
                .try_map_coords(|c| self.converter.lonlat(c.x, c.y).map(|(x, y)| Coord { x, y }))
                .ok()
        };
        match (converted, self.extent) {
            (Ok(there), None) => Ok(there),
            (Ok(there), Some(extent)) => {
                let is_swapped = !touches(&there, extent)
                    && swapped().is_some_and(|other| touches(&other, extent));
                if is_swapped {
                    Err(self.swap())
                } else {
                    Ok(there)
                }
            }
            (Err(error), extent) => {
                let would_fit = swapped()
                    .is_some_and(|other| extent.is_none_or(|extent| touches(&other, extent)));
                if would_fit {
                    Err(self.swap())
                } else {
                    Err(Fault::new(
                        error.to_string(),
                        "correct the coordinates, or choose the coordinate reference system that they are in",
                    ))
                }
            }
        }
    }

    fn swap(&self) -> Fault {
        if self.converter.is_geographic() {
            Fault::new(
                "longitude and latitude are swapped",
                "swap longitude and latitude",
            )
        } else {
            Fault::new(
                "easting and northing are swapped",
                "swap easting and northing (in a Chinese survey X is the northing)",
            )
        }
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
