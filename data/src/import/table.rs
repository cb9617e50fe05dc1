//! A file as rows and columns, before anything is understood.

#![allow(dead_code)] // cells are named in reports once workbooks are read

use std::path::Path;
use std::sync::Arc;

use geo_types::Geometry;

use crate::Result;
use crate::crs::Converter;
use crate::layer::Fault;

/// A value as a file has it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Real(f64),
    Whole(i64),
}

impl Cell {
    /// Whether there is nothing in it, or nothing but spaces.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Real(_) | Self::Whole(_) => false,
        }
    }

    /// As text, where there is any; numbers in the form that gives the same number back.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Text(text) => {
                let text = text.trim();
                (!text.is_empty()).then(|| text.to_owned())
            }
            Self::Real(number) => Some(number.to_string()),
            Self::Whole(number) => Some(number.to_string()),
        }
    }
}

/// A row as a file has it.
#[derive(Debug, Clone)]
pub(super) struct SourceRow {
    /// As the report names it: the row of the sheet in a workbook, else counted from 1 without the
    /// header.
    pub(super) number: u64,
    /// Row in the sheet as a spreadsheet program shows it, for what such a program opens.
    pub(super) line: Option<u32>,
    /// In the order of the columns.
    pub(super) cells: Vec<Cell>,
    /// What is wrong with the row as a whole.
    pub(super) fault: Option<Fault>,
    /// What the file itself says is wrong with a cell, by its column: an error value of a formula, or a
    /// number that has lost digits. The value of such a cell must not be taken.
    pub(super) cell_faults: Vec<(usize, Fault)>,
    /// Geometry in the file's own system, or why it cannot be read.
    pub(super) geometry: Result<Option<Geometry<f64>>, Fault>,
}

/// A file.
#[derive(Debug)]
pub(super) struct Table {
    /// Its name, without folder.
    pub(super) file: String,
    /// Sheet or layer inside the file, where it has several.
    pub(super) part: Option<String>,
    /// Names of its columns.
    pub(super) columns: Vec<String>,
    /// Column of the sheet that each of `columns` stands in, from 0; empty for what is no sheet.
    pub(super) column_at: Vec<u32>,
    /// Whether names of columns are cut to 10 bytes.
    pub(super) has_short_names: bool,
    /// Its rows.
    pub(super) rows: Vec<SourceRow>,
    /// Whether rows have a geometry besides their columns.
    pub(super) has_geometry: bool,
    /// The coordinate reference system that it declares; shared, as parts of a table have the same.
    pub(super) declared: Option<Arc<Result<Converter>>>,
    /// Encoding that was chosen or found.
    pub(super) encoding: Option<&'static str>,
    /// What the reader decided, for the report: rows that are no rows of the table, cells that were
    /// filled, sheets that are hidden.
    pub(super) notes: Vec<Fault>,
}

impl SourceRow {
    /// A row of cells, counted from 1, with nothing wrong and no geometry.
    pub(super) fn new(number: u64, cells: Vec<Cell>) -> Self {
        Self {
            number,
            line: None,
            cells,
            fault: None,
            cell_faults: Vec::new(),
            geometry: Ok(None),
        }
    }
}

impl Table {
    /// A table of the same columns with other rows.
    pub(super) fn with_rows(&self, rows: Vec<SourceRow>) -> Self {
        Self {
            file: self.file.clone(),
            part: self.part.clone(),
            columns: self.columns.clone(),
            column_at: self.column_at.clone(),
            has_short_names: self.has_short_names,
            rows,
            has_geometry: self.has_geometry,
            declared: self.declared.clone(),
            encoding: self.encoding,
            notes: Vec::new(),
        }
    }
}

/// Name of a file without its folder: a path says things about the machine that a result should not.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}
