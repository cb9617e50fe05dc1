//! What a file holds, before its columns are understood: for a form in which they are named.

use std::path::Path;

use serde::Serialize;
use strsim::normalized_damerau_levenshtein;

use super::table::Table;
use super::{Goal, ImportOptions, read};
use crate::layer::Column;
use crate::{Layer, Result};

/// Sample values that are shown of a column.
const SAMPLES: usize = 3;
/// Longest sample, in characters.
const SAMPLE_CHARS: usize = 40;
/// Names less alike than this are not suggested.
const ALIKE: f64 = 0.6;

/// A table of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// Sheet or layer, where the file has several.
    pub part: Option<String>,
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
    /// The column of the layer that has this name.
    pub ours: Option<&'static str>,
    /// The column of the layer whose name is most like it, where none has it.
    pub suggestion: Option<&'static str>,
    /// How alike the names are, from 0 to 1.
    pub confidence: f64,
}

/// Names of places in a table without geometry, beside those of the layer's columns.
const PLACES: &[(&str, &[&str])] = &[
    ("lon", &["lng", "longitude", "经度", "东经", "x", "X坐标"]),
    ("lat", &["latitude", "纬度", "北纬", "y", "Y坐标"]),
    ("wkt", &["geometry", "geom", "几何"]),
];

/// Reads the tables of a file as they are.
///
/// # Errors
/// As [`import`](super::import) where the file as a whole cannot be read.
pub fn preview(path: &Path, options: &ImportOptions) -> Result<Vec<Preview>> {
    let known: Vec<&'static Column> = match options.layer {
        Goal::Layer(layer) => layer.columns().iter().collect(),
        _ => [Layer::Facilities, Layer::Units, Layer::Vessels]
            .iter()
            .flat_map(|l| l.columns())
            .collect(),
    };
    let tables = read(path, options)?;
    Ok(tables.iter().map(|table| of(table, &known)).collect())
}

fn of(table: &Table, known: &[&'static Column]) -> Preview {
    let columns = table
        .columns
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let mut samples: Vec<String> = Vec::new();
            for text in table
                .rows
                .iter()
                .filter_map(|r| r.cells.get(i).and_then(super::table::Cell::text))
            {
                let short: String = text.chars().take(SAMPLE_CHARS).collect();
                if !samples.contains(&short) {
                    samples.push(short);
                }
                if samples.len() == SAMPLES {
                    break;
                }
            }
            let (ours, alike) = nearest(name, known);
            PreviewColumn {
                theirs: name.clone(),
                samples,
                ours: ours.filter(|_| alike >= 1.0),
                suggestion: ours.filter(|_| (ALIKE..1.0).contains(&alike)),
                confidence: alike,
            }
        })
        .collect();
    Preview {
        part: table.part.clone(),
        rows: table.rows.len() as u64,
        encoding: table.encoding,
        columns,
    }
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

fn nearest(name: &str, columns: &[&'static Column]) -> (Option<&'static str>, f64) {
    let theirs = plain(name);
    let known = columns
        .iter()
        .map(|c| (c.name, c.zh))
        .chain(PLACES.iter().copied());
    let mut best = (None, 0.0);
    for (ours, others) in known {
        for candidate in std::iter::once(&ours).chain(others) {
            let alike = if name.trim().eq_ignore_ascii_case(candidate) {
                1.0
            } else {
                likeness(&theirs, &plain(candidate))
            };
            if alike > best.1 {
                best = (Some(ours), alike);
            }
        }
    }
    best
}

/// How alike two plain names are; below 1 for any two that are not written the same.
fn likeness(theirs: &str, ours: &str) -> f64 {
    let (short, long) = (
        theirs.chars().count().min(ours.chars().count()),
        theirs.chars().count().max(ours.chars().count()),
    );
    if short == 0 {
        return 0.0;
    }
    if theirs == ours {
        return 0.97;
    }
    let contained = short >= 2 && (theirs.contains(ours) || ours.contains(theirs));
    let share = if contained {
        0.6 + 0.3 * short as f64 / long as f64
    } else {
        0.0
    };
    normalized_damerau_levenshtein(theirs, ours)
        .max(share)
        .min(0.97)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_suggested_or_strange() {
        let known: Vec<&Column> = Layer::Vessels.columns().iter().collect();
        let best = |name| nearest(name, &known);
        assert_eq!(best("设计最大量"), (Some("quantity_t"), 1.0));
        let (ours, alike) = best("最大储量（吨）");
        assert_eq!(ours, Some("quantity_t"));
        assert!((ALIKE..1.0).contains(&alike), "{alike}");
        assert!(best("负责人电话").1 < ALIKE);
        assert!(best("").1 < ALIKE);
    }
}
