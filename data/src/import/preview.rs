//! What a file holds and how its columns would be understood, for a form in which they are named.
//!
//! The columns are matched by [`columns::find`], as an import does it: what is said here to be recognised is
//! what an import reads, and what is suggested here is what its report suggests.

use std::path::Path;

use serde::Serialize;

use super::columns::{self, Assignment};
use super::mapping::{self, Mapping};
use super::report::How;
use super::table::{Cell, Table};
use super::{Goal, ImportOptions, history, plan, read};
use crate::{Error, Result, store};

/// Sample values that are shown of a column.
const SAMPLES: usize = 3;
/// Longest sample, in characters.
const SAMPLE_CHARS: usize = 40;

/// A table of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// Sheet or layer, where the file has several.
    pub part: Option<String>,
    /// Where its rows go; none where several fit alike, or nothing does.
    pub goal: Option<Goal>,
    /// Its rows.
    pub rows: u64,
    /// Encoding of its text, where it was found out.
    pub encoding: Option<&'static str>,
    /// Its columns.
    pub columns: Vec<PreviewColumn>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PreviewColumn {
    /// Its name in the file.
    pub theirs: String,
    /// The first values that differ.
    pub samples: Vec<String>,
    /// The column of the layer that it is read as.
    pub ours: Option<String>,
    /// How it was recognised.
    pub how: How,
    /// The column of the layer that it may be, where it is not read.
    pub suggestion: Option<String>,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
}

/// Reads the tables of a file as they are; `saved` are the mappings of earlier imports.
///
/// # Errors
/// As [`import`](super::import) where the file as a whole, or the mapping file, cannot be read.
pub fn preview(
    path: &Path,
    options: &ImportOptions,
    saved: &[store::Mapping],
) -> Result<Vec<Preview>> {
    let mapping = options.mapping.as_deref().map(mapping::read).transpose()?;
    let saved = if options.no_saved_mapping || mapping.is_some() {
        &[]
    } else {
        saved
    };
    let tables = read(path, options)?;
    Ok(tables
        .into_iter()
        .map(|table| of(table, options, mapping.as_ref(), saved))
        .collect())
}

fn of(
    mut table: Table,
    options: &ImportOptions,
    mapping: Option<&Mapping>,
    saved: &[store::Mapping],
) -> Preview {
    let units = columns::take_unit_row(&mut table);
    let key = options.key.as_deref();
    let kept = history::saved(saved, options.layer.layer(), &table);
    let mapping = mapping.or(kept.as_ref());
    let goal = match options.layer {
        Goal::Auto => plan::choose(&table, mapping, &units, key)
            .ok()
            .map(|(goal, _)| goal),
        told => Some(told),
    };
    let mut columns: Vec<PreviewColumn> = table
        .columns
        .iter()
        .enumerate()
        .map(|(i, theirs)| PreviewColumn {
            theirs: theirs.clone(),
            samples: samples(&table, i),
            ours: None,
            how: How::Unused,
            suggestion: None,
            confidence: 0.0,
        })
        .collect();
    let preview = Preview {
        part: table.part.clone(),
        goal,
        rows: table.rows.len() as u64,
        encoding: table.encoding,
        columns: Vec::new(),
    };
    if let Some(goal) = goal {
        matched(&mut columns, table, goal, mapping, &units, key);
    }
    Preview { columns, ..preview }
}

/// Says of each column what an import would make of it.
fn matched(
    columns: &mut [PreviewColumn],
    mut table: Table,
    goal: Goal,
    mapping: Option<&Mapping>,
    units: &[Option<String>],
    key: Option<&str>,
) {
    let (known, shape) = plan::columns_of(goal);
    // Where two columns are alike the import asks which of them is meant: both are suggested.
    let mut doubles: Vec<(usize, String)> = Vec::new();
    let assignment: Assignment = loop {
        match columns::find(&table, known, shape, mapping, units, key) {
            Ok(assignment) => break assignment,
            Err(Error::DoubleColumn {
                column,
                first,
                second,
                ..
            }) => {
                // The name is told with its Chinese one in brackets.
                let ours = column.split(" (").next().unwrap_or_default().to_owned();
                let before = doubles.len();
                for (i, name) in table.columns.iter_mut().enumerate() {
                    if *name == first || *name == second {
                        doubles.push((i, ours.clone()));
                        // A column without a name is none that is known.
                        name.clear();
                    }
                }
                if doubles.len() == before {
                    return;
                }
            }
            // A mapping that does not fit the file: the import says so, and there is nothing to show.
            Err(_) => return,
        }
    };
    for (column, used) in columns.iter_mut().zip(assignment.uses) {
        let is_double = used
            .ours
            .as_ref()
            .is_some_and(|ours| doubles.iter().any(|(_, double)| double == ours));
        if is_double {
            column.suggestion = used.ours;
        } else {
            column.ours = used.ours;
            column.how = used.how;
            column.suggestion = used.suggestion;
        }
        column.confidence = used.confidence;
    }
    for (i, ours) in doubles {
        if let Some(column) = columns.get_mut(i) {
            column.suggestion = Some(ours);
            column.confidence = 1.0;
        }
    }
}

/// The first values of a column that differ.
fn samples(table: &Table, column: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    let cells = table.rows.iter().filter_map(|r| r.cells.get(column));
    for text in cells.filter_map(Cell::text) {
        let short: String = text.chars().take(SAMPLE_CHARS).collect();
        if !samples.contains(&short) {
            samples.push(short);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// The name without spaces, marks and what stands in brackets, for comparison.
pub(super) fn plain(name: &str) -> String {
    let mut depth = 0_i32;
    name.trim()
        .chars()
        .filter(|c| {
            if matches!(c, '(' | '（' | '[' | '【') {
                depth += 1;
            }
            let is_inside = depth > 0;
            if matches!(c, ')' | '）' | ']' | '】') {
                depth -= 1;
            }
            !is_inside && !c.is_whitespace() && !matches!(c, '*' | '_' | ':' | '：')
        })
        .flat_map(char::to_lowercase)
        .collect()
}
