//! Whether a mapping fits a file, and whether a file has all that its layer needs.

use super::fit::Wanted;
use super::{Assignment, Origin};
use crate::import::Goal;
use crate::import::mapping::Mapping;
use crate::import::names::normal;
use crate::import::table::Table;
use crate::import::{units, values};
use crate::layer::Column;
use crate::{Error, Result};

pub(super) fn check_mapping(mapping: &Mapping, wanted: &[Wanted], table: &Table) -> Result<()> {
    let known = |name: &str| wanted.iter().any(|w| w.name == name);
    let names = || wanted.iter().map(|w| w.name).collect::<Vec<_>>().join(", ");
    for (theirs, ours) in &mapping.columns {
        if !known(ours) {
            return Err(mapping.wrong(format!(
                "`{ours}` is no column here; known are: {}",
                names()
            )));
        }
        let theirs_plain = normal(theirs);
        if !table.columns.iter().any(|c| normal(c) == theirs_plain) {
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
    match mapping
        .constants
        .keys()
        .chain(mapping.units.keys())
        .find(|c| !known(c))
    {
        Some(ours) => Err(mapping.wrong(format!(
            "`{ours}` is no column here; known are: {}",
            names()
        ))),
        None => Ok(()),
    }
}

pub(super) fn check_complete(
    assignment: &Assignment,
    table: &Table,
    goal: Goal,
    columns: &[Column],
    needs_place: bool,
) -> Result<()> {
    let found = || table.columns.join(", ");
    let is_known = assignment
        .bindings
        .iter()
        .any(|b| matches!(b.origin, Origin::Column(_)));
    if !is_known {
        return Err(Error::NoKnownColumn {
            file: table.file.clone(),
            layer: goal,
            found: found(),
            known: columns
                .iter()
                .map(|c| match c.zh.first() {
                    Some(zh) => format!("{} ({zh})", c.name),
                    None => c.name.to_owned(),
                })
                .collect::<Vec<_>>()
                .join(", "),
        });
    }
    let may_be = |ours: &str| {
        assignment
            .uses
            .iter()
            .find(|u| u.suggestion.as_deref() == Some(ours))
            .map(|u| format!("; is it `{}`?", u.theirs))
            .unwrap_or_default()
    };
    let mut missing: Vec<String> = columns
        .iter()
        .zip(&assignment.bindings)
        .filter(|(c, b)| c.required && b.origin == Origin::Absent)
        .map(|(c, _)| {
            let zh = c.zh.first().copied().unwrap_or_default();
            let by_name = match c.name {
                "id" if columns.iter().any(|c| c.name == "name") => {
                    "; or say --key name if no two rows have one name, 没有重名时可用 --key name"
                }
                "unit_id" => {
                    "; enterprises with their tanks: --layer register, 企业连同储罐的登记表用 --layer register"
                }
                _ => "",
            };
            format!("{} ({zh}{}{by_name})", c.name, may_be(c.name))
        })
        .collect();
    if needs_place && !table.has_geometry && !assignment.has_place() {
        missing.push("lon and lat (经度, 纬度; or wkt)".to_owned());
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::MissingColumns {
        file: table.file.clone(),
        layer: goal,
        missing: missing.join(", "),
        found: found(),
    })
}

/// Takes the row of units that some forms have below the header out of a table.
pub(in crate::import) fn take_unit_row(table: &mut Table) -> Vec<Option<String>> {
    let is_one = table.rows.len() > 1
        && table.rows.first().is_some_and(|row| {
            let mut texts = row.cells.iter().filter_map(values::text).peekable();
            texts.peek().is_some() && texts.all(|t| units::is_unit(&t))
        });
    if !is_one {
        return Vec::new();
    }
    let row = table.rows.remove(0);
    row.cells
        .iter()
        .map(|c| values::text(c).map(std::borrow::Cow::into_owned))
        .map(|t| t.map(|t| t.trim_matches(['(', ')', '（', '）']).to_owned()))
        .collect()
}
