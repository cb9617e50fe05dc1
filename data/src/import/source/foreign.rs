//! Vector files of others, read feature by feature, to be shown as they are.
//!
//! Not an import: nothing of them is checked against our tables, kept in the store or judged. Whatever GDAL reads
//! will do, as long as it says in which system its coordinates are.

use std::path::Path;

use gdal::vector::LayerAccess;
use geo::MapCoords;
use geo_types::{Coord, Geometry};

use super::super::table::{Cell, file_name};
use super::vector;
use crate::crs::Converter;
use crate::{Error, Result, gdal_errors};

/// A feature of a file of others.
#[derive(Debug, Clone)]
pub struct Foreign {
    /// Shape, CGCS2000 longitude and latitude.
    pub geometry: Geometry<f64>,
    /// Values in the order of [`Contents::columns`]; none where nothing is known.
    pub values: Vec<Option<Word>>,
}

/// A value of a file of others.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number.
    Real(f64),
}

/// What a file of others turned out to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows with a shape.
    pub shown: u64,
    /// Rows without one, or with one that cannot be drawn.
    pub without_shape: u64,
    /// Why the first of them cannot be drawn.
    pub first_fault: Option<String>,
}

/// Reads one layer of a file: the one that is named, else the only one. `take` is given the columns and each feature.
///
/// # Errors
/// [`Error::NotADataset`] where GDAL reads nothing from it, or it does not say its system; [`Error::ChooseSheet`]
/// where it has several layers and none is named; [`Error::OutsideCrs`] where a coordinate lies outside its system.
pub fn read(
    path: &Path,
    layer: Option<&str>,
    mut take: impl FnMut(&[String], Foreign),
) -> Result<Contents> {
    gdal_errors::to_log();
    let file = file_name(path);
    let dataset = vector::open(path, None).map_err(|e| vector::not_a_dataset(&file, &e))?;
    let names: Vec<String> = dataset.layers().map(|l| l.name()).collect();
    let at = match layer {
        Some(name) => names.iter().position(|n| n == name),
        None if names.len() == 1 => Some(0),
        None => None,
    };
    let at = at.ok_or_else(|| Error::ChooseSheet {
        file: file.clone(),
        found: names.join(", "),
    })?;
    let mut layer = dataset.layer(at)?;
    let declared = layer.spatial_ref().filter(vector::is_defined);
    let declared = declared.ok_or_else(|| Error::NotADataset {
        file: file.clone(),
        reason: "it does not say in which system its coordinates are; write one into it (ogr2ogr -a_srs EPSG:4490)"
            .to_owned(),
    })?;
    let converter = Converter::declared(&declared)?;
    let mut contents = Contents {
        columns: layer.defn().fields().map(|f| f.name()).collect(),
        ..Contents::default()
    };
    let mut flattened = vector::Flattened::default();
    for feature in layer.features() {
        let geometry = match vector::geometry(&feature, &mut flattened) {
            Ok(Some(geometry)) => geometry,
            Ok(None) => {
                contents.without_shape += 1;
                continue;
            }
            Err(fault) => {
                contents.without_shape += 1;
                contents
                    .first_fault
                    .get_or_insert_with(|| fault.rule.clone());
                continue;
            }
        };
        let convert = |c: Coord<f64>| -> Result<Coord<f64>> {
            let (x, y) = converter.lonlat(c.x, c.y)?;
            Ok(Coord { x, y })
        };
        let geometry = geometry.try_map_coords(convert)?;
        let cells = (0..contents.columns.len()).map(|i| vector::cell(&feature, i));
        let values = cells
            .map(|cell| {
                Ok(match cell? {
                    Cell::Text(text) => Some(Word::Text(text)),
                    Cell::Whole(number) => Some(Word::Whole(number)),
                    Cell::Real(number) => Some(Word::Real(number)),
                    Cell::Empty => None,
                })
            })
            .collect::<Result<_>>()?;
        contents.shown += 1;
        take(&contents.columns, Foreign { geometry, values });
    }
    Ok(contents)
}
