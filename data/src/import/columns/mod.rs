//! Which column of a file is which column of a layer, and in which unit.
//!
//! A column is taken where its plain name is one that we know, with or without a unit behind it; a mapping
//! file goes before that. What is merely alike is suggested and never taken. Where two columns hold the same
//! in two strengths (design and actual amount, CAS number and name) the better one is taken and the other
//! one is noted.

mod complete;
mod fit;
mod found;
mod vocabulary;

use std::collections::BTreeSet;

use super::Goal;
use super::mapping::Mapping;
use super::names::normal;
use super::report::{ColumnUse, How};
use super::table::Table;
use super::units::Conversion;
use crate::layer::{Column, Fault, Shape};
use crate::{Error, Result};
pub(super) use complete::take_unit_row;
use complete::{check_complete, check_mapping};
use fit::{Wanted, fit, suggest};
use found::Found;
use vocabulary::{LAT, LON, PAIR, SYNTHETIC, UNIT, WKT};

/// Where the value of a column comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// Nowhere.
    #[default]
    Absent,
    /// A column of the file.
    Column(usize),
    /// The mapping file.
    Constant(String),
}

/// A column of the layer, bound to the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Binding {
    /// Where its value comes from.
    pub(super) origin: Origin,
    /// Another column of the file, for a row where the first has nothing.
    pub(super) fallback: Option<usize>,
    /// The way from the file's unit.
    pub(super) conversion: Option<Conversion>,
}

/// Something to say about a column as a whole.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    pub(super) field: String,
    pub(super) value: String,
    pub(super) fault: Fault,
}

/// Columns of a file, by what they mean.
#[derive(Debug, Clone)]
pub(super) struct Assignment {
    /// In the order of the layer's columns.
    pub(super) bindings: Vec<Binding>,
    /// Whether a row is invented.
    pub(super) synthetic: Origin,
    /// Longitude or easting, for a file without geometry.
    pub(super) lon: Origin,
    /// Latitude or northing, for a file without geometry.
    pub(super) lat: Origin,
    /// Both in one cell.
    pub(super) pair: Origin,
    /// Geometry as well-known text, for a file without geometry.
    pub(super) wkt: Origin,
    /// Columns in which well-known text that is too long for one cell goes on: `wkt_2`, `wkt_3`, …
    pub(super) wkt_rest: Vec<usize>,
    /// Unit of the amount, row by row.
    pub(super) unit: Origin,
    /// Every column of the file.
    pub(super) uses: Vec<ColumnUse>,
    /// Columns that mean nothing here.
    pub(super) ignored: Vec<String>,
    /// What is wrong with columns.
    pub(super) faults: Vec<Remark>,
    /// What was decided about columns.
    pub(super) notes: Vec<Remark>,
}

/// Finds the columns of a layer in a file; all that it needs must be there.
pub(super) fn assign(
    table: &Table,
    goal: Goal,
    columns: &'static [Column],
    shape: Shape,
    mapping: Option<&Mapping>,
    unit_row: &[Option<String>],
    key: Option<&str>,
) -> Result<Assignment> {
    let assignment = find(table, columns, shape, mapping, unit_row, key)?;
    let needs_place = !table.has_geometry && shape != Shape::None && !shape.is_optional();
    check_complete(&assignment, table, goal, columns, needs_place)?;
    Ok(assignment)
}

/// Finds the columns of a layer in a file, as many as there are.
pub(super) fn find(
    table: &Table,
    columns: &'static [Column],
    shape: Shape,
    mapping: Option<&Mapping>,
    unit_row: &[Option<String>],
    key: Option<&str>,
) -> Result<Assignment> {
    let mut wanted: Vec<Wanted> = columns.iter().map(Wanted::of).collect();
    let with_places = !table.has_geometry && shape != Shape::None;
    wanted.push(Wanted::extra(SYNTHETIC));
    if with_places {
        wanted.extend([LON, LAT, PAIR, WKT].map(Wanted::extra));
    }
    let has_amount = columns.iter().any(|c| c.name == "quantity_t");
    if has_amount {
        wanted.push(Wanted::extra(UNIT));
    }
    if let Some(mapping) = mapping {
        check_mapping(mapping, &wanted, table)?;
    }
    let names: Vec<String> = table.columns.iter().map(|c| normal(c)).collect();
    let mut found = Found {
        bindings: Vec::new(),
        uses: unused(table),
        faults: Vec::new(),
        notes: Vec::new(),
    };
    for one in &wanted {
        let binding = found.bind(one, table, &names, mapping, unit_row)?;
        found.bindings.push(binding);
    }
    let wkt_rest = match wanted.iter().position(|w| w.name == WKT[0]) {
        Some(wkt) => found.continue_text(wkt, &names),
        None => Vec::new(),
    };
    found.take_subtype(columns, table);
    suggest(&mut found.uses, &wanted, &found.bindings, &names);
    let mut rest = found
        .bindings
        .split_off(columns.len())
        .into_iter()
        .map(|b| b.origin);
    let mut next = || rest.next().unwrap_or_default();
    let synthetic = next();
    let [lon, lat, pair, wkt] = if with_places {
        [next(), next(), next(), next()]
    } else {
        Default::default()
    };
    let unit = if has_amount { next() } else { Origin::Absent };
    let mut assignment = Assignment {
        bindings: found.bindings,
        synthetic,
        lon,
        lat,
        pair,
        wkt,
        wkt_rest,
        unit,
        ignored: found
            .uses
            .iter()
            .filter(|u| u.how == How::Unused)
            .map(|u| u.theirs.clone())
            .collect(),
        uses: found.uses,
        faults: found.faults,
        notes: found.notes,
    };
    if let Some(mapping) = mapping.filter(|m| m.is_saved) {
        assignment.notes.push(Remark {
            field: "columns".to_owned(),
            value: String::new(),
            fault: Fault::new(
                format!(
                    "are read by the mapping {} of an earlier import",
                    mapping.file
                ),
                "give another --mapping, or --no-saved-mapping, where that is wrong",
            ),
        });
    }
    assignment.take_key(
        columns,
        key.or(mapping.and_then(|m| m.key.as_deref())),
        table,
    )?;
    Ok(assignment)
}

/// How many columns of a table a goal's columns would use, and whether all that it needs are there.
pub(super) fn score(table: &Table, columns: &'static [Column]) -> (usize, usize) {
    let names: Vec<String> = table.columns.iter().map(|c| normal(c)).collect();
    let mut used = BTreeSet::new();
    let mut missing = 0;
    for wanted in columns.iter().map(Wanted::of) {
        let found =
            (0..names.len()).find(|i| fit(&wanted, &names[*i], table.has_short_names).is_some());
        match found {
            Some(i) => {
                used.insert(i);
            }
            None => missing += usize::from(wanted.column.is_some_and(|c| c.required)),
        }
    }
    (used.len(), missing)
}

fn unused(table: &Table) -> Vec<ColumnUse> {
    table
        .columns
        .iter()
        .map(|theirs| ColumnUse {
            theirs: theirs.clone(),
            ours: None,
            unit: None,
            how: How::Unused,
            suggestion: None,
            confidence: 0.0,
        })
        .collect()
}

impl Assignment {
    /// What identifies a row: the column that the user named, else the id, else the credit code.
    fn take_key(&mut self, columns: &[Column], key: Option<&str>, table: &Table) -> Result<()> {
        let Some(id) = columns.iter().position(|c| c.name == "id") else {
            return Ok(());
        };
        let from = match key {
            Some(key) => Some(columns.iter().position(|c| c.name == key).ok_or_else(|| Error::Mapping {
                file: table.file.clone(),
                reason: format!("`{key}` is no column that can be a key; write the name of one of our columns, such as uscc or name"),
            })?),
            None => columns.iter().position(|c| c.name == "uscc"),
        };
        let Some(from) =
            from.filter(|_| key.is_some() || self.bindings[id].origin == Origin::Absent)
        else {
            return Ok(());
        };
        if self.bindings[from].origin != Origin::Absent && from != id {
            self.bindings[id] = self.bindings[from].clone();
            self.notes.push(Remark {
                field: "id".to_owned(),
                value: String::new(),
                fault: Fault::new(
                    format!("rows are identified by their {}", columns[from].name),
                    "",
                ),
            });
        }
        Ok(())
    }

    /// Whether there is a place in columns.
    pub(super) fn has_place(&self) -> bool {
        self.wkt != Origin::Absent
            || self.pair != Origin::Absent
            || (self.lon != Origin::Absent && self.lat != Origin::Absent)
    }
}
