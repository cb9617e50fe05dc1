//! What only all rows together show: keys that come twice, references into the void, sums, amounts that
//! cannot be.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use analysis::standards::{divisions, uscc};
use foldhash::quality::RandomState;
use geo_types::Geometry;

use super::columns::{Assignment, Origin};
use super::names::normal;
use super::report::Issue;
use super::rows::{Checked, place_of};
use super::table::Table;
use crate::Layer;
use crate::layer::{Fault, Record, Value};

/// How far the shares of the weather may miss 1: published tables are rounded.
const SUM_TOLERANCE: f64 = 0.001;
/// Heaviest filling of a vessel, t/m³. Bromine, the densest liquid that plants keep in tanks, has 3.1 t/m³ at
/// 20 °C (CRC Handbook of Chemistry and Physics, 97th ed., 4-53), and no tank is filled to the brim.
const DENSEST_T_M3: f64 = 3.0;
/// How far an amount may lie above the middle one before it is noted; the unit of kilograms is 1000.
const FAR: f64 = 500.0;
/// Fewest amounts of which a middle one says something.
const ENOUGH: usize = 5;

/// Keys and names of a layer's rows, in the store and in the tables before.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Keys that are in the store.
    pub(super) stored: BTreeSet<String>,
    /// Where each key of this import stands.
    seen: HashMap<String, Seen, RandomState>,
    /// From a credit code or a name to the keys that have it.
    names: BTreeMap<String, BTreeSet<String>>,
    /// Where each plant is.
    places: BTreeMap<String, Geometry<f64>>,
}

/// Where a key of this import stands.
#[derive(Debug)]
enum Seen {
    /// In a row of a sheet or layer of the file.
    At(u64, Option<Arc<str>>),
    /// Nowhere: it is taken for one that is there.
    Assumed,
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::At(row, Some(part)) => write!(f, "row {row} of {part}"),
            Self::At(row, None) => write!(f, "row {row}"),
            Self::Assumed => Ok(()),
        }
    }
}

impl Keys {
    /// Remembers the names of rows.
    pub(super) fn learn<'a>(&mut self, layer: Layer, records: impl Iterator<Item = &'a Record>) {
        if !is_meant_by_others(layer) {
            return;
        }
        let Some(key) = layer.key().and_then(|k| layer.position(k)) else {
            return;
        };
        let columns: Vec<usize> = ["uscc", "name"]
            .into_iter()
            .filter_map(|c| layer.position(c))
            .collect();
        for record in records {
            let Some(Value::Text(id)) = record.values.get(key) else {
                continue;
            };
            if let (Layer::Facilities, Some(geometry)) = (layer, &record.geometry) {
                self.places.insert(id.clone(), geometry.clone());
            }
            for at in &columns {
                if let Some(Value::Text(name)) = record.values.get(*at) {
                    self.names
                        .entry(normal(name))
                        .or_default()
                        .insert(id.clone());
                }
            }
        }
    }

    /// Whether there is a row of this key, in the store or in the tables before.
    pub(super) fn has(&self, id: &str) -> bool {
        self.stored.contains(id) || self.seen.contains_key(id)
    }

    /// Takes a key for one that is there, so that what hangs on it is not told over again.
    pub(super) fn assume(&mut self, key: &str) {
        self.seen.insert(key.to_owned(), Seen::Assumed);
    }

    /// Whether a key was only taken for one that is there.
    pub(super) fn is_assumed(&self, key: &str) -> bool {
        matches!(self.seen.get(key), Some(Seen::Assumed))
    }

    /// Where a plant of this key is.
    pub(super) fn place(&self, key: &str) -> Option<&Geometry<f64>> {
        self.places.get(key)
    }

    /// The key that a text stands for: itself, or that of the only row of this credit code or name.
    pub(super) fn meant(&self, text: &str) -> Option<String> {
        if self.has(text) {
            return Some(text.to_owned());
        }
        let found = self.names.get(&normal(text))?;
        match found.len() {
            1 => found.first().cloned(),
            _ => None,
        }
    }
}

/// Whether rows of a layer are found by their names: those of another one name them, or a file without
/// numbers does.
fn is_meant_by_others(layer: Layer) -> bool {
    layer == Layer::Facilities
        || Layer::ALL
            .iter()
            .any(|l| l.parent().is_some_and(|(_, parent)| parent == layer))
}

/// What the store and the tables before know.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// By layer.
    pub(super) keys: BTreeMap<Layer, Keys>,
}

/// Adds the issues that only all rows together show.
pub(super) fn check(
    rows: &mut Vec<Checked>,
    table: &Table,
    assignment: &Assignment,
    layer: Layer,
    known: &mut Known,
) {
    let about = About {
        table,
        assignment,
        layer,
    };
    if layer == Layer::Facilities {
        about.recognise(rows, known.keys.entry(layer).or_default());
    }
    about.check_keys(rows, layer, known.keys.entry(layer).or_default());
    if let Some((column, parent)) = layer.parent() {
        about.check_parents(
            rows,
            layer,
            column,
            parent,
            known.keys.entry(parent).or_default(),
        );
    }
    about.check_codes(rows, layer);
    match layer {
        Layer::Weather => about.check_sum(rows),
        Layer::Vessels => about.check_amounts(rows),
        _ => {}
    }
    let clean = rows.iter().map(|r| &r.record);
    known.keys.entry(layer).or_default().learn(layer, clean);
}

fn text(row: &Checked, at: usize) -> Option<&str> {
    match row.record.values.get(at) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn real(row: &Checked, at: Option<usize>) -> Option<f64> {
    match row.record.values.get(at?) {
        Some(Value::Real(number)) => Some(*number),
        _ => None,
    }
}

/// The table that the rows are from.
struct About<'a> {
    table: &'a Table,
    assignment: &'a Assignment,
    layer: Layer,
}

impl About<'_> {
    fn issue(&self, row: &Checked, field: &str, value: &str, fault: Fault) -> Issue {
        let mut issue = Issue::new(&self.table.file, row.number, field, value, fault);
        issue.part.clone_from(&self.table.part);
        let at =
            self.layer
                .position(field)
                .and_then(|i| match self.assignment.bindings[i].origin {
                    Origin::Column(at) => Some(at),
                    _ => None,
                });
        issue.cell = place_of(self.table, row.line, at);
        issue
    }

    /// Credit codes with a wrong check character, and district codes that were abolished. Invented plants
    /// carry a wrong character on purpose.
    fn check_codes(&self, rows: &mut [Checked], layer: Layer) {
        for row in rows {
            let found = match layer {
                Layer::Facilities if !row.record.provenance.synthetic => layer
                    .position("uscc")
                    .and_then(|at| text(row, at))
                    .and_then(|code| Some((code, uscc::check_uscc(code).err()?)))
                    .map(|(code, wrong)| {
                        let fault = Fault::new(
                            format!("is no unified social credit code (GB 32100): {wrong}"),
                            "write the code as the business licence shows it, or leave the field empty",
                        );
                        self.issue(row, "uscc", code, fault)
                    }),
                Layer::Districts => layer
                    .position("code")
                    .and_then(|at| text(row, at))
                    .and_then(divisions::division)
                    .filter(|d| d.valid_to.is_some())
                    .map(|d| {
                        let until = d.valid_to.as_deref().unwrap_or_default();
                        let rule = format!("was abolished after {until} ({})", d.name_zh);
                        let fix = d.successor.as_deref().map_or_else(
                            || "write a code that is valid today".to_owned(),
                            |s| format!("write {s}, or bring today's outlines"),
                        );
                        self.issue(row, "code", &d.code, Fault::new(rule, fix))
                    }),
                _ => None,
            };
            row.issues.extend(found);
        }
    }

    /// Plants that the store has under a number of their own, where the file has none and its rows are
    /// identified by credit code or name: else they would come twice.
    fn recognise(&self, rows: &mut [Checked], keys: &Keys) {
        let origin = |name| {
            let at = self.layer.position(name)?;
            Some((at, &self.assignment.bindings[at].origin))
        };
        let Some((at, id)) = origin("id") else {
            return;
        };
        let is_derived = ["uscc", "name"]
            .into_iter()
            .filter_map(origin)
            .any(|(_, other)| other == id && *id != Origin::Absent);
        if !is_derived {
            return;
        }
        for row in rows {
            let Some(given) = text(row, at).map(str::to_owned) else {
                continue;
            };
            if let Some(stored) = keys.meant(&given).filter(|key| *key != given) {
                let fault = Fault::new(format!("is {stored} in the store, which is updated"), "");
                let note = self.issue(row, "id", &given, fault);
                row.notes.push(note);
                row.record.values[at] = Value::Text(stored);
            }
        }
    }

    fn check_keys(&self, rows: &mut [Checked], layer: Layer, keys: &mut Keys) {
        let Some(key) = layer.key() else {
            return;
        };
        let at = layer
            .position(key)
            .expect("a layer has its key among its columns");
        let part: Option<Arc<str>> = self.table.part.as_deref().map(Arc::from);
        keys.seen.reserve(rows.len());
        for row in rows {
            let Some(id) = text(row, at).map(str::to_owned) else {
                continue;
            };
            row.updates = keys.stored.contains(&id);
            if let Some(first) = keys.seen.get(&id) {
                let fault = Fault::new(
                    format!("{first} has the same {key}"),
                    format!("give each row a {key} of its own, or remove one of the two"),
                );
                let issue = self.issue(row, key, &id, fault);
                row.issues.push(issue);
            } else {
                keys.seen.insert(id, Seen::At(row.number, part.clone()));
            }
        }
    }

    /// References by key, else by credit code, else by a name that only one row has.
    fn check_parents(
        &self,
        rows: &mut [Checked],
        layer: Layer,
        column: &str,
        parent: Layer,
        parents: &Keys,
    ) {
        let at = layer
            .position(column)
            .expect("a layer has its reference among its columns");
        for row in rows {
            let Some(id) = text(row, at).map(str::to_owned) else {
                continue;
            };
            if parents.has(&id) {
                continue;
            }
            let found: Vec<&String> = parents
                .names
                .get(&normal(&id))
                .into_iter()
                .flatten()
                .collect();
            match found[..] {
                [one] => {
                    let note = Fault::new(format!("is the name of {one}, which is taken"), "");
                    let note = self.issue(row, column, &id, note);
                    row.notes.push(note);
                    row.record.values[at] = Value::Text(one.clone());
                }
                [] => {
                    let fault = Fault::new(
                        format!("{parent} in the store have no `{id}`"),
                        format!("correct it, or import the {parent} first"),
                    );
                    let issue = self.issue(row, column, &id, fault);
                    row.issues.push(issue);
                }
                _ => {
                    let ids: Vec<&str> = found.iter().map(|s| s.as_str()).collect();
                    let fault = Fault::new(
                        format!("is the name of several {parent}: {}", ids.join(", ")),
                        "write the one that is meant",
                    );
                    let issue = self.issue(row, column, &id, fault);
                    row.issues.push(issue);
                }
            }
        }
    }

    /// Amounts that no vessel of the size can hold, and amounts far above the others: kilograms among tonnes.
    fn check_amounts(&self, rows: &mut [Checked]) {
        let layer = Layer::Vessels;
        let (quantity, volume) = (layer.position("quantity_t"), layer.position("volume_m3"));
        let mut amounts: Vec<f64> = rows
            .iter()
            .filter_map(|r| real(r, quantity))
            .filter(|q| *q > 0.0)
            .collect();
        amounts.sort_by(f64::total_cmp);
        let middle = (amounts.len() >= ENOUGH).then(|| amounts[amounts.len() / 2]);
        for row in rows {
            let Some(t) = real(row, quantity) else {
                continue;
            };
            if let Some(m3) = real(row, volume)
                && t > DENSEST_T_M3 * m3
            {
                let fault = Fault::new(
                    format!("{t} t do not fit into {m3} m³: no liquid is so dense"),
                    format!(
                        "is the amount in kilograms? write {} t; or correct the volume",
                        t / 1000.0
                    ),
                );
                let issue = self.issue(row, "quantity_t", &t.to_string(), fault);
                row.issues.push(issue);
            } else if let Some(middle) =
                middle.filter(|m| t > FAR * m && real(row, volume).is_none())
            {
                let fault = Fault::new(
                    format!("is more than {FAR} times the middle amount of the table, {middle} t"),
                    "check whether it is in kilograms",
                );
                let note = self.issue(row, "quantity_t", &t.to_string(), fault);
                row.notes.push(note);
            }
        }
    }

    fn check_sum(&self, rows: &mut Vec<Checked>) {
        let at = Layer::Weather.position("probability");
        let sum: f64 = rows.iter().filter_map(|row| real(row, at)).sum();
        if (sum - 1.0).abs() <= SUM_TOLERANCE {
            return;
        }
        let fault = Fault::new(
            "shares of all rows must sum to 1",
            "give all rows of the table, as shares of the whole year; where they are per cent, write % behind the column's name",
        );
        let Some(mut record) = rows.first().map(|r| r.record.clone()) else {
            return;
        };
        record.values.clear();
        let mut whole = Checked {
            number: 0,
            line: None,
            record,
            issues: Vec::new(),
            notes: Vec::new(),
            updates: false,
        };
        whole
            .issues
            .push(self.issue(&whole, "probability", &format!("{sum:.6}"), fault));
        rows.push(whole);
    }
}
