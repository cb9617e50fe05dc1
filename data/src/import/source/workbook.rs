//! Workbooks: XLSX, XLS, XLSB, ODS.

use std::io::{Cursor, Read, Seek};

use calamine::{
    Data, DataRef, ExcelDateTime, Ods, Reader, SheetType, SheetVisible, Sheets, Xls, Xlsb, Xlsx,
};

use super::super::table::{Cell, Table};
use super::grid::{Cells, Grid, Merge, Wrong};
use super::header::{self, Numbering};
use super::kind::Workbook;
use super::limits;
use crate::layer::Fault;
use crate::{Error, Result};

/// Reads the sheets of a workbook that hold a table; only `wanted`, where it is given.
///
/// # Errors
/// [`Error::NotADataset`] where it is broken, [`Error::Encrypted`], [`Error::TooLarge`],
/// [`Error::ChooseSheet`] where there is no sheet of that name.
pub(super) fn read(
    bytes: &[u8],
    kind: Workbook,
    file: &str,
    wanted: Option<&str>,
) -> Result<Vec<Table>> {
    if kind != Workbook::Xls {
        super::archive::check(Cursor::new(bytes), file)?;
    }
    let cursor = Cursor::new(bytes);
    let mut book = match kind {
        Workbook::Xlsx => Sheets::Xlsx(Xlsx::new(cursor).map_err(|e| broken(file, &e.into()))?),
        Workbook::Xlsb => Sheets::Xlsb(Xlsb::new(cursor).map_err(|e| broken(file, &e.into()))?),
        Workbook::Ods => Sheets::Ods(Ods::new(cursor).map_err(|e| broken(file, &e.into()))?),
        Workbook::Xls => Sheets::Xls(Xls::new(cursor).map_err(|e| broken(file, &e.into()))?),
    };
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|s| s.typ == SheetType::WorkSheet)
        .map(|s| (s.name.clone(), s.visible != SheetVisible::Visible))
        .collect();
    if let Some(wanted) = wanted
        && !sheets.iter().any(|(name, _)| name.trim() == wanted.trim())
    {
        return Err(Error::ChooseSheet {
            file: file.to_owned(),
            found: sheets
                .into_iter()
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
                .join(", "),
        });
    }
    let mut tables = Vec::new();
    for (name, is_hidden) in sheets {
        if wanted.is_some_and(|w| w.trim() != name.trim()) {
            continue;
        }
        let grid = grid(&mut book, &name, file)?;
        let Some(mut table) = header::table(grid, file, Some(name), Numbering::Sheet) else {
            continue;
        };
        if is_hidden {
            table.notes.insert(
                0,
                Fault::new("the sheet is hidden; it was read all the same", ""),
            );
        }
        tables.push(table);
    }
    Ok(tables)
}

fn broken(file: &str, error: &calamine::Error) -> Error {
    use calamine::{OdsError, XlsError, XlsxError};
    match error {
        calamine::Error::Xls(XlsError::Password)
        | calamine::Error::Xlsx(XlsxError::Password)
        | calamine::Error::Ods(OdsError::Password) => Error::Encrypted {
            file: file.to_owned(),
        },
        other => Error::NotADataset {
            file: file.to_owned(),
            reason: format!(
                "the workbook is damaged: {other}; open it in Excel or WPS, save it as .xlsx, and import that"
            ),
        },
    }
}

fn grid<RS: Read + Seek>(book: &mut Sheets<RS>, sheet: &str, file: &str) -> Result<Grid> {
    let mut cells = Cells::default();
    match book {
        Sheets::Xlsx(xlsx) => {
            let mut reader = xlsx
                .worksheet_cells_reader(sheet)
                .map_err(|e| broken(file, &e.into()))?;
            while let Some(found) = reader
                .next_cell_with_formula()
                .map_err(|e| broken(file, &e.into()))?
            {
                let (row, column) = found.pos;
                // A formula may well give an empty text; only one that was never worked out has nothing.
                let is_empty = matches!(&found.value, DataRef::Empty);
                if is_empty && let Some(formula) = found.formula.filter(|f| !f.is_empty()) {
                    cells.push(row, column, Cell::Text(format!("={formula}")), file)?;
                    cells.push_wrong(Wrong {
                        row,
                        column,
                        rule: "is a formula without a value".to_owned(),
                        fix: "open the workbook in Excel or WPS, let it calculate, and save it"
                            .to_owned(),
                    });
                    continue;
                }
                take(&mut cells, row, column, found.value.into(), file)?;
            }
            drop(reader);
            // A sheet without merges, or whose merges cannot be read, has its values still.
            if let Ok(merges) = xlsx.merge_cells_by_sheet_name(sheet) {
                cells.set_merges(merges.iter().filter_map(merge).collect());
            }
        }
        Sheets::Xlsb(xlsb) => {
            let mut reader = xlsb
                .worksheet_cells_reader(sheet)
                .map_err(|e| broken(file, &e.into()))?;
            while let Some(found) = reader.next_cell().map_err(|e| broken(file, &e.into()))? {
                let (row, column) = found.get_position();
                take(
                    &mut cells,
                    row,
                    column,
                    found.get_value().clone().into(),
                    file,
                )?;
            }
        }
        Sheets::Xls(_) | Sheets::Ods(_) => {
            let range = book.worksheet_range(sheet).map_err(|e| broken(file, &e))?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                take(
                    &mut cells,
                    top + row as u32,
                    left + column as u32,
                    value.clone(),
                    file,
                )?;
            }
            if let Sheets::Xls(xls) = book
                && let Ok(merges) = xls.merge_cells_by_sheet_name(sheet)
            {
                cells.set_merges(merges.iter().filter_map(merge).collect());
            }
        }
    }
    cells.into_grid(file)
}

/// A merge of more than one cell, the right way round.
fn merge(dimensions: &calamine::Dimensions) -> Option<Merge> {
    let ((top, left), (bottom, right)) = (dimensions.start, dimensions.end);
    (top <= bottom && left <= right && (top, left) != (bottom, right)).then_some(Merge {
        top,
        bottom,
        left,
        right,
    })
}

/// Above this a number in a workbook has lost digits: it keeps 15 (IEEE 754 double precision).
const DIGITS_LOST_FROM: f64 = 1e15;

fn take(cells: &mut Cells, row: u32, column: u32, value: Data, file: &str) -> Result<()> {
    let mut wrong = |rule: String, fix: &str| {
        cells.push_wrong(Wrong {
            row,
            column,
            rule,
            fix: fix.to_owned(),
        });
    };
    let cell = match value {
        Data::Empty => return Ok(()),
        Data::Int(number) => Cell::Whole(number),
        Data::Float(number) => {
            if number.abs() >= DIGITS_LOST_FROM && number.fract() == 0.0 {
                wrong(
                    "is a number of more than 15 digits, of which a spreadsheet keeps 15"
                        .to_owned(),
                    "format the column as text (文本), and type the digits again",
                );
            }
            Cell::Real(number)
        }
        Data::Bool(yes) => Cell::Text(if yes { "true" } else { "false" }.to_owned()),
        Data::String(text) if text.len() > limits::CELL_BYTES => {
            return Err(Error::TooLarge {
                file: file.to_owned(),
                what: format!("a cell of {} bytes", text.len()),
                limit: format!("{} bytes a cell", limits::CELL_BYTES),
            });
        }
        Data::String(text) => Cell::Text(unescaped(text)),
        Data::DateTime(time) => Cell::Text(iso(&time)),
        Data::DateTimeIso(text) => Cell::Text(
            text.strip_suffix("T00:00:00")
                .map_or(text.clone(), str::to_owned),
        ),
        Data::DurationIso(text) => Cell::Text(text),
        Data::Error(error) => {
            wrong(
                format!("is the error {error} of a formula"),
                "correct the formula, or type the value; leave the cell empty where it is unknown",
            );
            Cell::Text(error.to_string())
        }
    };
    cells.push(row, column, cell, file)
}

/// A text with the control characters of OOXML (`_x000D_`) as what they mean: a line break is a space.
fn unescaped(text: String) -> String {
    if text.contains("_x000D_") {
        text.replace("_x000D_", "")
    } else {
        text
    }
}

/// A date as ISO 8601; with its time, where it has one.
fn iso(time: &ExcelDateTime) -> String {
    if time.is_duration() || !time.as_f64().is_finite() {
        return time.as_f64().to_string();
    }
    let Some(at) = time.as_datetime() else {
        return time.as_f64().to_string();
    };
    let text = at.to_string();
    let text = text.split('.').next().unwrap_or_default();
    text.strip_suffix(" 00:00:00")
        .unwrap_or(text)
        .replace(' ', "T")
}
