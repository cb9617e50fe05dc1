//! What the file itself shows of each row: a point, the district that it names, the twin in the store.

use std::collections::HashMap;

use geo_types::Coord;

use super::evidence::{Evidence, representative};
use crate::Layer;
use crate::import::columns::Assignment;
use crate::import::rows::{Sourced, raw};
use crate::import::table::Table;

/// Words in the heading of a column that holds a district or an address. A registered name is none: a
/// plant may stand elsewhere than its name says.
const HEADINGS: [&str; 18] = [
    "区县",
    "县区",
    "区划",
    "县(市",
    "行政区",
    "所在区",
    "所属区",
    "所在地",
    "属地",
    "地址",
    "住所",
    "街道",
    "乡镇",
    "镇街",
    "address",
    "district",
    "county",
    "town",
];

/// What rows show; all three are as long as the file.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// A point of each row, in the file's own system, longitude or easting first.
    pub(super) points: Vec<Option<Coord<f64>>>,
    /// The district that the row names, by its place among those of the evidence.
    pub(super) named: Vec<Option<usize>>,
    /// Where the store has the same thing.
    pub(super) known: Vec<Option<Coord<f64>>>,
}

impl Seen {
    pub(super) fn of(
        table: &Table,
        sourced: &[Sourced],
        assignment: &Assignment,
        layer: Layer,
        evidence: &Evidence,
    ) -> Self {
        let points = sourced
            .iter()
            .map(|s| s.geometry.as_ref().ok()?.as_ref().and_then(representative))
            .collect();
        Self {
            points,
            named: named(table, layer, evidence),
            known: known(table, assignment, layer, evidence),
        }
    }
}

fn known(
    table: &Table,
    assignment: &Assignment,
    layer: Layer,
    evidence: &Evidence,
) -> Vec<Option<Coord<f64>>> {
    if !evidence.knows_places() {
        return vec![None; table.rows.len()];
    }
    let origin = |column: &str| {
        layer
            .position(column)
            .and_then(|at| assignment.bindings.get(at))
            .map(|binding| &binding.origin)
    };
    let id = layer.key().and_then(origin);
    let (uscc, name) = (origin("uscc"), origin("name"));
    table
        .rows
        .iter()
        .map(|row| {
            let text = |origin| raw(row, origin?);
            let (id, uscc, name) = (text(id), text(uscc), text(name));
            evidence.place(id.as_deref(), uscc.as_deref(), name.as_deref())
        })
        .collect()
}

fn named(table: &Table, layer: Layer, evidence: &Evidence) -> Vec<Option<usize>> {
    let is_district = |heading: &str| {
        let heading = heading.to_lowercase();
        HEADINGS.iter().any(|word| heading.contains(word))
    };
    let columns: Vec<usize> = (0..table.columns.len())
        .filter(|i| is_district(&table.columns[*i]))
        .collect();
    if columns.is_empty() || evidence.districts.is_empty() || layer == Layer::Districts {
        return vec![None; table.rows.len()];
    }
    let mut read: HashMap<String, Found> = HashMap::new();
    table
        .rows
        .iter()
        .map(|row| {
            let mut found = Found::Nothing;
            for column in &columns {
                let Some(text) = row
                    .cells
                    .get(*column)
                    .and_then(super::super::table::Cell::text)
                else {
                    continue;
                };
                let one = *read
                    .entry(text)
                    .or_insert_with_key(|text| search(text, evidence));
                found = found.and(one, evidence);
            }
            match found {
                Found::One(at) => Some(at),
                Found::Nothing | Found::Several => None,
            }
        })
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    One(usize),
    Several,
}

impl Found {
    /// Both of two: a town and its county are one, the town; two counties are none.
    fn and(self, other: Self, evidence: &Evidence) -> Self {
        match (self, other) {
            (Self::Nothing, one) | (one, Self::Nothing) => one,
            (Self::One(a), Self::One(b)) => {
                let (code_a, code_b) = (&evidence.districts[a].code, &evidence.districts[b].code);
                if code_a.starts_with(code_b.as_str()) {
                    Self::One(a)
                } else if code_b.starts_with(code_a.as_str()) {
                    Self::One(b)
                } else {
                    Self::Several
                }
            }
            _ => Self::Several,
        }
    }
}

/// The district that a text names, by its code, its name, or its name without 区, 县 or 市 where the
/// text is nothing else.
fn search(text: &str, evidence: &Evidence) -> Found {
    let text = text.trim();
    evidence
        .districts
        .iter()
        .enumerate()
        .filter(|(_, district)| {
            let short = district.name.trim_end_matches(['区', '县', '市']);
            text == district.code
                || (district.name.chars().count() > 2 && text.contains(&district.name))
                || (short.chars().count() > 1 && text == short)
        })
        .fold(Found::Nothing, |found, (at, _)| {
            found.and(Found::One(at), evidence)
        })
}
