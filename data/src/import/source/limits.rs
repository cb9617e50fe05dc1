//! How much a stranger's file may make the program hold.

use crate::{Error, Result};

/// Cells of one sheet: a million rows of 56 columns, at 24 bytes a cell.
pub(super) const CELLS: usize = 64_000_000;
/// What a row itself takes, in cells: its number, place, faults and geometry. Rows of one column, or of none that can
/// be read, are not for nothing: a Parquet file of 200 bytes may say that it has 64 million.
const ROW: usize = 8;
/// Columns of one table: as many as a sheet of a spreadsheet program has.
pub(super) const COLUMNS: usize = 16_384;
/// Bytes of a workbook, text or JSON file, which is read as a whole.
pub(super) const FILE_BYTES: u64 = 2 << 30;
/// Bytes that an archive or workbook may hold once it is unpacked.
pub(super) const UNPACKED_BYTES: u64 = 4 << 30;
/// Entries of an archive.
pub(super) const ENTRIES: usize = 65_535;
/// Characters of one cell. A spreadsheet program takes 32,767; a polygon as text may be longer.
pub(super) const CELL_BYTES: usize = 16 << 20;

/// Refuses a table that is too large to hold.
///
/// # Errors
/// [`Error::TooLarge`].
pub(super) fn check_table(rows: usize, columns: usize, file: &str) -> Result<()> {
    if rows.saturating_mul(columns.saturating_add(ROW)) > CELLS {
        return Err(too_many_cells(file));
    }
    Ok(())
}

/// The error of a sheet with too many cells.
pub(super) fn too_many_cells(file: &str) -> Error {
    Error::TooLarge {
        file: file.to_owned(),
        what: "a sheet with too many cells".to_owned(),
        limit: format!("{CELLS} cells a sheet"),
    }
}

/// The error of a sheet with too many columns.
pub(super) fn too_many_columns(columns: usize, file: &str) -> Error {
    Error::TooLarge {
        file: file.to_owned(),
        what: format!("a table of {columns} columns"),
        limit: format!("{COLUMNS} columns"),
    }
}
