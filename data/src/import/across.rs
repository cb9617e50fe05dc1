//! What only all rows together show: keys that come twice, references into the void, sums.

use std::collections::{BTreeSet, HashMap};

use analysis::standards::{divisions, uscc};

use super::report::Issue;
use super::rows::Checked;
use crate::Layer;
use crate::layer::{Fault, Value};

/// How far the shares of the weather may miss 1: published tables are rounded.
const SUM_TOLERANCE: f64 = 0.001;

/// What the store knows already.
#[derive(Debug)]
pub(super) struct InStore {
    /// Keys of the layer.
    pub(super) keys: BTreeSet<String>,
    /// Keys of the layer that it points to.
    pub(super) parents: BTreeSet<String>,
}

/// Adds the issues that only all rows together show.
pub(super) fn check(rows: &mut Vec<Checked>, layer: Layer, in_store: &InStore) {
    let Some(file) = rows
        .first()
        .map(|r| r.record.provenance.source_file.to_string())
    else {
        return;
    };
    check_keys(rows, &file, layer, in_store);
    check_parents(rows, &file, layer, in_store);
    check_codes(rows, &file, layer);
    if layer == Layer::Weather {
        check_sum(rows, &file);
    }
}

fn text(row: &Checked, at: usize) -> Option<&str> {
    match row.record.values.get(at) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// Credit codes with a wrong check character, and district codes that were abolished. Invented plants
/// carry a wrong character on purpose.
fn check_codes(rows: &mut [Checked], file: &str, layer: Layer) {
    for row in rows {
        let found = match layer {
            Layer::Facilities if !row.record.provenance.synthetic => layer
                .position("uscc")
                .and_then(|at| text(row, at))
                .and_then(|code| Some(("uscc", code, uscc::check_uscc(code).err()?)))
                .map(|(field, code, wrong)| {
                    let fault = Fault::new(
                        format!("is no unified social credit code (GB 32100): {wrong}"),
                        "write the code as the business licence shows it, or leave the field empty",
                    );
                    Issue::new(file, row.number, field, code, fault)
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
                    Issue::new(file, row.number, "code", &d.code, Fault::new(rule, fix))
                }),
            _ => None,
        };
        row.issues.extend(found);
    }
}

fn check_keys(rows: &mut [Checked], file: &str, layer: Layer, in_store: &InStore) {
    let Some(key) = layer.key() else {
        return;
    };
    let at = layer
        .position(key)
        .expect("a layer has its key among its columns");
    let mut seen: HashMap<String, u64> = HashMap::new();
    for row in rows {
        let Some(id) = text(row, at).map(str::to_owned) else {
            continue;
        };
        row.updates = in_store.keys.contains(&id);
        if let Some(first) = seen.get(&id) {
            let fault = Fault::new(
                format!("row {first} has the same {key}"),
                format!("give each row a {key} of its own, or remove one of the two"),
            );
            row.issues
                .push(Issue::new(file, row.number, key, &id, fault));
        } else {
            seen.insert(id, row.number);
        }
    }
}

fn check_parents(rows: &mut [Checked], file: &str, layer: Layer, in_store: &InStore) {
    let Some((column, parent)) = layer.parent() else {
        return;
    };
    let at = layer
        .position(column)
        .expect("a layer has its reference among its columns");
    for row in rows {
        let Some(id) = text(row, at).map(str::to_owned) else {
            continue;
        };
        if !in_store.parents.contains(&id) {
            let fault = Fault::new(
                format!("{parent} in the store have no `{id}`"),
                format!("correct it, or import the {parent} first"),
            );
            row.issues
                .push(Issue::new(file, row.number, column, &id, fault));
        }
    }
}

fn check_sum(rows: &mut Vec<Checked>, file: &str) {
    let at = Layer::Weather
        .position("probability")
        .expect("weather has a probability");
    let sum: f64 = rows
        .iter()
        .filter_map(|row| match row.record.values.get(at) {
            Some(Value::Real(share)) => Some(*share),
            _ => None,
        })
        .sum();
    if (sum - 1.0).abs() <= SUM_TOLERANCE {
        return;
    }
    let fault = Fault::new(
        "shares of all rows must sum to 1",
        "give all rows of the table, as shares of the whole year and not as per cent",
    );
    let issue = Issue::new(file, 0, "probability", &format!("{sum:.6}"), fault);
    let mut record = rows[0].record.clone();
    record.values.clear();
    rows.push(Checked {
        number: 0,
        record,
        issues: vec![issue],
        updates: false,
    });
}
