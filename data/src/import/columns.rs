//! Which column of a file is which column of a layer.

use super::mapping::Mapping;
use super::table::Table;
use crate::layer::Shape;
use crate::{Error, Layer, Result};

/// Where the value of a column comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    Absent,
    Column(usize),
    Constant(String),
}

/// Columns of a file, by what they mean.
#[derive(Debug)]
pub(super) struct Assignment {
    /// In the order of the layer's columns.
    pub(super) origins: Vec<Origin>,
    /// Whether a row is invented.
    pub(super) synthetic: Origin,
    /// Longitude or easting, for a file without geometry.
    pub(super) lon: Origin,
    /// Latitude or northing, for a file without geometry.
    pub(super) lat: Origin,
    /// Geometry as well-known text, for a file without geometry.
    pub(super) wkt: Origin,
    /// Columns that mean nothing here.
    pub(super) ignored: Vec<String>,
}

const SYNTHETIC: &[&str] = &["synthetic", "合成数据"];
const LON: &[&str] = &["lon", "lng", "longitude", "经度", "x"];
const LAT: &[&str] = &["lat", "latitude", "纬度", "y"];
const WKT: &[&str] = &["wkt", "geometry", "geom", "几何"];
/// Width of a column's name in a Shapefile.
const SHORT: usize = 10;

/// A column that is looked for.
struct Wanted {
    name: &'static str,
    others: &'static [&'static str],
}

/// Finds the columns of a layer in a file.
pub(super) fn assign(table: &Table, layer: Layer, mapping: Option<&Mapping>) -> Result<Assignment> {
    let columns = layer.columns();
    let mut wanted: Vec<Wanted> = columns
        .iter()
        .map(|c| Wanted {
            name: c.name,
            others: c.zh,
        })
        .collect();
    let with_places = !table.has_geometry && layer.shape() != Shape::None;
    wanted.push(of(SYNTHETIC));
    if with_places {
        wanted.extend([of(LON), of(LAT), of(WKT)]);
    }
    if let Some(mapping) = mapping {
        check_mapping(mapping, &wanted, table)?;
    }
    let mut used = vec![false; table.columns.len()];
    let mut origins = Vec::with_capacity(wanted.len());
    for one in &wanted {
        let origin = find(one, table, mapping)?;
        if let Origin::Column(i) = origin {
            used[i] = true;
        }
        origins.push(origin);
    }
    let mut extra = origins.split_off(columns.len()).into_iter();
    let mut next = || extra.next().unwrap_or(Origin::Absent);
    let assignment = Assignment {
        synthetic: next(),
        lon: next(),
        lat: next(),
        wkt: next(),
        origins,
        ignored: table
            .columns
            .iter()
            .zip(&used)
            .filter(|(_, used)| !**used)
            .map(|(name, _)| name.clone())
            .collect(),
    };
    check_complete(&assignment, table, layer, with_places)?;
    Ok(assignment)
}

fn of(names: &'static [&'static str]) -> Wanted {
    Wanted {
        name: names[0],
        others: &names[1..],
    }
}

fn is_same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn find(wanted: &Wanted, table: &Table, mapping: Option<&Mapping>) -> Result<Origin> {
    if let Some(mapping) = mapping {
        if let Some(value) = mapping.constants.get(wanted.name) {
            return Ok(Origin::Constant(value.clone()));
        }
        if let Some((theirs, _)) = mapping
            .columns
            .iter()
            .find(|(_, ours)| *ours == wanted.name)
        {
            let at = table.columns.iter().position(|c| is_same(c, theirs));
            return Ok(at.map_or(Origin::Absent, Origin::Column));
        }
    }
    let is_mapped = |column: &str| {
        mapping.is_some_and(|m| m.columns.keys().any(|theirs| is_same(theirs, column)))
    };
    let means = |column: &str| {
        is_same(column, wanted.name)
            || wanted.others.iter().any(|other| is_same(column, other))
            || (table.has_short_names
                && column.len() == SHORT
                && wanted.name.len() > SHORT
                && is_same(column, &wanted.name[..SHORT]))
    };
    let mut found = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, c)| means(c) && !is_mapped(c));
    match (found.next(), found.next()) {
        (Some((_, first)), Some((_, second))) => Err(Error::DoubleColumn {
            file: table.file.clone(),
            column: wanted.name.to_owned(),
            first: first.clone(),
            second: second.clone(),
        }),
        (Some((i, _)), None) => Ok(Origin::Column(i)),
        (None, _) => Ok(Origin::Absent),
    }
}

fn check_mapping(mapping: &Mapping, wanted: &[Wanted], table: &Table) -> Result<()> {
    let known = |name: &str| wanted.iter().any(|w| w.name == name);
    let names = || wanted.iter().map(|w| w.name).collect::<Vec<_>>().join(", ");
    for (theirs, ours) in &mapping.columns {
        if !known(ours) {
            return Err(mapping.wrong(format!(
                "`{ours}` is no column here; known are: {}",
                names()
            )));
        }
        if !table.columns.iter().any(|c| is_same(c, theirs)) {
            return Err(mapping.wrong(format!(
                "{} has no column `{theirs}`; it has: {}",
                table.file,
                table.columns.join(", ")
            )));
        }
        let twice = mapping.columns.values().filter(|o| *o == ours).count() > 1;
        if twice || mapping.constants.contains_key(ours) {
            return Err(mapping.wrong(format!("`{ours}` is given twice; keep one of them")));
        }
    }
    match mapping.constants.keys().find(|c| !known(c)) {
        Some(ours) => Err(mapping.wrong(format!(
            "`{ours}` is no column here; known are: {}",
            names()
        ))),
        None => Ok(()),
    }
}

fn check_complete(
    assignment: &Assignment,
    table: &Table,
    layer: Layer,
    with_places: bool,
) -> Result<()> {
    let columns = layer.columns();
    let found = || table.columns.join(", ");
    if !assignment
        .origins
        .iter()
        .any(|o| matches!(o, Origin::Column(_)))
    {
        return Err(Error::NoKnownColumn {
            file: table.file.clone(),
            layer,
            found: found(),
            known: columns
                .iter()
                .map(|c| c.name)
                .collect::<Vec<_>>()
                .join(", "),
        });
    }
    let mut missing: Vec<&str> = columns
        .iter()
        .zip(&assignment.origins)
        .filter(|(c, o)| c.required && **o == Origin::Absent)
        .map(|(c, _)| c.name)
        .collect();
    let has_place = assignment.wkt != Origin::Absent
        || (assignment.lon != Origin::Absent && assignment.lat != Origin::Absent);
    if with_places && !has_place && !layer.shape().is_optional() {
        missing.push("lon and lat (or wkt)");
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::MissingColumns {
        file: table.file.clone(),
        layer,
        missing: missing.join(", "),
        found: found(),
    })
}
