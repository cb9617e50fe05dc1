//! Cells of a sheet as they stand, row by row, before it is known which row is the header.

use super::super::table::Cell;
use super::limits;
use crate::{Error, Result};

/// A rectangle of cells that a sheet shows as one; rows and columns from 0, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    /// First row.
    pub(super) top: u32,
    /// Last row.
    pub(super) bottom: u32,
    /// First column.
    pub(super) left: u32,
    /// Last column.
    pub(super) right: u32,
}

/// A cell that a spreadsheet program itself says is wrong, at a row and column from 0.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    /// Row.
    pub(super) row: u32,
    /// Column.
    pub(super) column: u32,
    /// What is wrong.
    pub(super) rule: String,
    /// What to do.
    pub(super) fix: String,
}

/// A row with at least one cell that is not empty.
#[derive(Debug)]
pub(super) struct GridRow {
    /// From 0.
    pub(super) row: u32,
    /// One for each of the grid's columns.
    pub(super) cells: Vec<Cell>,
    /// How many fields the row has, where that is told by separators.
    pub(super) fields: Option<usize>,
}

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Column of the sheet, from 0, of each cell of a row; columns without any value are left out.
    pub(super) columns: Vec<u32>,
    /// Rows with a value, in their order.
    pub(super) rows: Vec<GridRow>,
    /// Merged cells.
    pub(super) merges: Vec<Merge>,
    /// Cells that say that they are wrong.
    pub(super) wrong: Vec<Wrong>,
}

/// Cells as they come, to become a [`Grid`].
#[derive(Debug, Default)]
pub(super) struct Cells {
    all: Vec<(u32, u32, Cell)>,
    merges: Vec<Merge>,
    wrong: Vec<Wrong>,
}

impl Cells {
    /// Takes a cell that is not empty.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond the number of cells that is read.
    pub(super) fn push(&mut self, row: u32, column: u32, cell: Cell, file: &str) -> Result<()> {
        if cell.is_empty() {
            return Ok(());
        }
        if self.all.len() >= limits::CELLS {
            return Err(limits::too_many_cells(file));
        }
        self.all.push((row, column, cell));
        Ok(())
    }

    /// Takes a cell that is wrong, with what it shows.
    pub(super) fn push_wrong(&mut self, wrong: Wrong) {
        self.wrong.push(wrong);
    }

    /// Takes the merged areas.
    pub(super) fn set_merges(&mut self, merges: Vec<Merge>) {
        self.merges = merges;
    }

    /// The sheet, with its empty rows and columns left out.
    ///
    /// # Errors
    /// [`Error::TooLarge`] where the sheet spreads few values over more cells than are read.
    pub(super) fn into_grid(self, file: &str) -> Result<Grid> {
        let Self {
            all: mut cells,
            merges,
            wrong,
        } = self;
        // A later cell of the same place overwrites: the sort is stable.
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        let mut columns: Vec<u32> = cells.iter().map(|(_, column, _)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.len() > limits::COLUMNS {
            return Err(limits::too_many_columns(columns.len(), file));
        }
        let mut rows: Vec<GridRow> = Vec::new();
        for (row, column, cell) in cells {
            if rows.last().is_none_or(|last| last.row != row) {
                limits::check_table(rows.len() + 1, columns.len(), file)?;
                rows.push(GridRow {
                    row,
                    cells: vec![Cell::Empty; columns.len()],
                    fields: None,
                });
            }
            if let (Some(last), Ok(at)) = (rows.last_mut(), columns.binary_search(&column)) {
                last.cells[at] = cell;
            }
        }
        Ok(Grid {
            columns,
            rows,
            merges,
            wrong,
        })
    }
}

impl Grid {
    /// Place of a column of the sheet among the grid's columns.
    pub(super) fn at(&self, column: u32) -> Option<usize> {
        self.columns.binary_search(&column).ok()
    }
}

/// Limits on what a stranger's file may make the program hold.
pub(super) fn check_bytes(bytes: u64, file: &str) -> Result<()> {
    if bytes > limits::FILE_BYTES {
        return Err(Error::TooLarge {
            file: file.to_owned(),
            what: format!("{bytes} bytes"),
            limit: format!("{} bytes", limits::FILE_BYTES),
        });
    }
    Ok(())
}
