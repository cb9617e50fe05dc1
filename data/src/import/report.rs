//! What came of an import.

use std::fmt;

use geo::BoundingRect;
use serde::Serialize;

use super::rows::Checked;
use crate::Layer;
use crate::layer::Fault;

/// Why a row could not be taken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// Name of the file.
    pub file: String,
    /// Sheet or layer inside the file, where it has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Row: that of the sheet in a workbook, else counted from 1 without the header; 0 for the file as a
    /// whole.
    pub row: u64,
    /// Cell as a spreadsheet program names it (`C7`), for what such a program opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Column, or `geometry`.
    pub field: String,
    /// The value as the file has it, cut where it is long.
    pub value: String,
    /// The rule that it breaks.
    pub rule: String,
    /// What to do.
    pub fix: String,
}

/// Longest value that is repeated in an issue, in characters.
const VALUE_CHARS: usize = 80;

impl Issue {
    pub(super) fn new(file: &str, row: u64, field: &str, value: &str, fault: Fault) -> Self {
        let mut shown: String = value
            .chars()
            .take(VALUE_CHARS)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        if value.chars().count() > VALUE_CHARS {
            shown.push('…');
        }
        Self {
            file: file.to_owned(),
            part: None,
            row,
            cell: None,
            field: field.to_owned(),
            value: shown,
            rule: fault.rule,
            fix: fault.fix,
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{} {}={}: {}; {}",
            self.file, self.row, self.field, self.value, self.rule, self.fix
        )
    }
}

/// Where a row lies, for a map of what was read.
#[derive(Debug, Clone, PartialEq)]
pub struct RowPlace {
    /// Row, as its issues name it.
    pub row: u64,
    /// Longitude and latitude of the middle of its box, CGCS2000; `None` where it has no place, or none
    /// that could be read.
    pub at: Option<[f64; 2]>,
    /// Whether it can be taken.
    pub is_taken: bool,
    /// Whether its key is in the store already.
    pub updates: bool,
}

impl RowPlace {
    /// Of a checked row; none for what is said of the file as a whole.
    pub(super) fn of(row: &Checked) -> Option<Self> {
        let middle = row
            .record
            .geometry
            .as_ref()
            .and_then(BoundingRect::bounding_rect)
            .map(|b| b.center());
        (row.number > 0).then(|| Self {
            row: row.number,
            at: middle.map(|c| [c.x, c.y]),
            is_taken: row.issues.is_empty(),
            updates: row.updates,
        })
    }
}

/// What came of an import: one line an issue, and a summary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Layer that the rows were meant for.
    pub layer: Layer,
    /// Name of the file.
    pub file: String,
    /// Coordinate reference system that the file was read in.
    pub crs_used: String,
    /// Why that one.
    pub crs_reason: String,
    /// Encoding that its text was read in, where it was found out.
    pub encoding_used: Option<&'static str>,
    /// Columns of the file that were not used.
    pub ignored_columns: Vec<String>,
    /// Rows in the file.
    pub rows_read: u64,
    /// Rows without issue.
    pub rows_taken: u64,
    /// Rows with an issue.
    pub rows_rejected: u64,
    /// Rows without issue whose key is in the store already.
    pub rows_updating: u64,
    /// Every issue of every row.
    pub issues: Vec<Issue>,
    /// Where each row lies.
    #[serde(skip)]
    pub places: Vec<RowPlace>,
    /// Whether it was to be checked only.
    pub dry_run: bool,
    /// Whether the rows were stored: all of them, or none.
    pub stored: bool,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for issue in &self.issues {
            writeln!(f, "{issue}")?;
        }
        if self.issues.iter().any(|i| i.row > 0) {
            writeln!(
                f,
                "{}: rows are counted from 1, without the header",
                self.file
            )?;
        }
        if !self.ignored_columns.is_empty() {
            writeln!(
                f,
                "{}: columns not used: {}",
                self.file,
                self.ignored_columns.join(", ")
            )?;
        }
        writeln!(
            f,
            "{}: read in {}: {}",
            self.file, self.crs_used, self.crs_reason
        )?;
        let end = match (self.stored, self.issues.is_empty()) {
            (true, _) => "stored",
            (false, true) => "checked only, nothing stored",
            (false, false) => "nothing stored",
        };
        write!(
            f,
            "{}: {} rows of {}, {} without issue ({} new, {} updating), {} rejected; {end}",
            self.file,
            self.rows_read,
            self.layer,
            self.rows_taken,
            self.rows_taken - self.rows_updating,
            self.rows_updating,
            self.rows_rejected,
        )
    }
}
