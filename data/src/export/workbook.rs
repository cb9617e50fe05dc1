//! XLSX: a sheet of data for each layer, and the sheet 说明 that says what they are.
//!
//! The header is in our names, so that the file can be imported again; the Chinese name and the unit
//! stand in a note of each header cell and in 说明. Texts are written as texts: an identifier keeps its
//! leading zeros, and nothing is run as a formula. A text longer than a cell holds (WKT of a long
//! outline) goes on in `wkt_2`, `wkt_3`, … of the same row: nothing is cut.

use std::path::Path;

use geo_types::Geometry;
use geozero::ToWkt;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError,
};

use super::about::{Statement, column_zh, dated, statements, unit};
use super::sheet::{Geometries, Sheet, Type};
use crate::layer::Value;
use crate::{Error, Result};

/// Characters that a cell holds (UTF-16 units, as Excel counts).
const CELL: usize = 32_767;
/// Rows of data that a sheet holds, beside its header.
const ROWS: usize = 1_048_575;
/// Columns of a sheet.
const COLUMNS: usize = 16_384;
/// Sheet that explains the file.
const ABOUT: &str = "说明";

/// Writes the sheets into one workbook.
pub(super) fn write(sheets: &[Sheet], path: &Path) -> Result<()> {
    let failed = |e: XlsxError| Error::NotWritten {
        path: path.to_owned(),
        reason: e.to_string(),
    };
    let mut book = Workbook::new();
    let made =
        ExcelDateTime::parse_from_str(dated(sheets).trim_end_matches('Z')).map_err(failed)?;
    let properties = DocProperties::new()
        .set_author("Anjie 安界")
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    let mut explained = Vec::new();
    for sheet in sheets {
        let wkts = wkts(sheet, path)?;
        for (part, rows) in sheet.rows.chunks(ROWS).enumerate() {
            let page = book.add_worksheet_with_constant_memory().map_err(failed)?;
            let name = if part == 0 {
                sheet.name.clone()
            } else {
                format!("{}_{}", sheet.name, part + 1)
            };
            page.set_name(name).map_err(failed)?;
            data(page, sheet, rows, wkts).map_err(failed)?;
        }
        explained.push((sheet, wkts));
    }
    about(book.add_worksheet(), &explained).map_err(failed)?;
    book.save(path).map_err(failed)
}

/// Columns of WKT that the longest outline needs; and no other text may be too long for a cell.
fn wkts(sheet: &Sheet, path: &Path) -> Result<usize> {
    let mut most = 1;
    for (number, (values, geometry)) in sheet.rows.iter().enumerate() {
        for (value, (name, _)) in values.iter().zip(&sheet.columns) {
            if let Value::Text(text) = value
                && text.encode_utf16().count() > CELL
            {
                return Err(Error::NotWritten {
                    path: path.to_owned(),
                    reason: format!(
                        "row {} has more than {CELL} characters in {name}, the most that a cell holds; choose .gpkg, .parquet, .geojson or .csv",
                        number + 1
                    ),
                });
            }
        }
        if let Some(geometry) = geometry {
            most = most.max(pieces(&wkt(geometry)?).len());
        }
    }
    if sheet.columns.len() + 2 + most > COLUMNS {
        return Err(Error::NotWritten {
            path: path.to_owned(),
            reason: "an outline is too long for a row of a workbook; choose .gpkg, .parquet, .geojson or .csv".to_owned(),
        });
    }
    Ok(most)
}

fn wkt(geometry: &Geometry<f64>) -> Result<String> {
    geometry
        .to_wkt()
        .map_err(|e| Error::Geometry(e.to_string()))
}

/// A text in pieces that fit into a cell, cut behind a comma: programs that trim cells lose nothing.
fn pieces(wkt: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = wkt;
    // WKT is ASCII: every byte is a character.
    while rest.len() > CELL {
        let at = rest[..CELL].rfind(',').map_or(CELL, |comma| comma + 1);
        let (piece, more) = rest.split_at(at);
        pieces.push(piece);
        rest = more;
    }
    pieces.push(rest);
    pieces
}

/// Names of the columns as they are written.
fn header(sheet: &Sheet, wkts: usize) -> Vec<String> {
    let mut names: Vec<String> = sheet.columns.iter().map(|(name, _)| name.clone()).collect();
    if sheet.geometries != Geometries::None {
        names.extend(["lon", "lat", "wkt"].map(str::to_owned));
        names.extend((2..=wkts).map(|part| format!("wkt_{part}")));
    }
    names
}

fn data(
    page: &mut Worksheet,
    sheet: &Sheet,
    rows: &[(Vec<Value>, Option<Geometry<f64>>)],
    wkts: usize,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let names = header(sheet, wkts);
    let last = column_number(names.len().saturating_sub(1));
    page.set_freeze_panes(1, 0)?;
    page.autofilter(0, 0, row_number(rows.len()), last)?;
    for (at, name) in names.iter().enumerate() {
        let at = column_number(at);
        page.set_column_width(at, if name.starts_with("wkt") { 24.0 } else { 16.0 })?;
        page.write_string_with_format(0, at, name, &bold)?;
        let words = [column_zh(sheet.layer, name), unit(name)];
        let words: Vec<&str> = words.into_iter().flatten().collect();
        if !words.is_empty() {
            page.insert_note(
                0,
                at,
                &Note::new(words.join(", "))
                    .set_author("Anjie")
                    .add_author_prefix(false),
            )?;
        }
    }
    for (number, (values, geometry)) in rows.iter().enumerate() {
        let row = row_number(number + 1);
        for (at, (value, (_, class))) in values.iter().zip(&sheet.columns).enumerate() {
            cell(page, row, column_number(at), value, *class)?;
        }
        if let Some(geometry) = geometry {
            place(page, row, sheet.columns.len(), geometry)?;
        }
    }
    Ok(())
}

fn cell(
    page: &mut Worksheet,
    row: u32,
    at: u16,
    value: &Value,
    class: Type,
) -> Result<(), XlsxError> {
    match (value, class) {
        (Value::Null, _) => return Ok(()),
        (Value::Whole(number), Type::Truth) => page.write_boolean(row, at, *number != 0)?,
        (Value::Text(text), _) => page.write_string(row, at, text)?,
        (Value::Real(number), _) => page.write_number(row, at, *number)?,
        (Value::Whole(number), _) => page.write_number(row, at, *number as f64)?,
    };
    Ok(())
}

fn place(
    page: &mut Worksheet,
    row: u32,
    first: usize,
    geometry: &Geometry<f64>,
) -> Result<(), XlsxError> {
    if let Geometry::Point(point) = geometry {
        page.write_number(row, column_number(first), point.x())?;
        page.write_number(row, column_number(first + 1), point.y())?;
    }
    let text = geometry
        .to_wkt()
        .map_err(|e| XlsxError::ParameterError(e.to_string()))?;
    for (part, piece) in pieces(&text).into_iter().enumerate() {
        page.write_string(row, column_number(first + 2 + part), piece)?;
    }
    Ok(())
}

fn about(page: &mut Worksheet, sheets: &[(&Sheet, usize)]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    page.set_name(ABOUT)?;
    for (at, width) in [(0, 24.0), (1, 28.0), (2, 90.0)] {
        page.set_column_width(at, width)?;
    }
    let mut row = 0;
    let mut line = |cells: [&str; 3], format: &Format| -> Result<(), XlsxError> {
        for (at, text) in (0u16..).zip(cells) {
            page.write_string_with_format(row, at, text, format)?;
        }
        row += 1;
        Ok(())
    };
    for (sheet, wkts) in sheets {
        line([sheet.title_zh, &sheet.name, ""], &bold)?;
        for Statement { zh, en, value } in statements(sheet) {
            line([zh, en, &value], &wrapped)?;
        }
        if *wkts > 1 {
            let parts = format!(
                "一个单元格最多 {CELL} 个字符, 较长的几何按顺序分在 wkt 至 wkt_{wkts} 列, 首尾相接即为全文 a cell holds {CELL} characters: longer outlines go on in the columns wkt to wkt_{wkts}; put end to end they are whole"
            );
            line(["长几何", "long outlines", &parts], &wrapped)?;
        }
        if sheet.rows.len() > ROWS {
            let parts = format!(
                "一个工作表最多 {ROWS} 行, 其余在 {0}_2 … a sheet holds {ROWS} rows, the others are in {0}_2 …",
                sheet.name
            );
            line(["分表", "several sheets", &parts], &wrapped)?;
        }
        line(["列", "column", "单位 unit"], &bold)?;
        for name in header(sheet, *wkts) {
            let zh = column_zh(sheet.layer, &name).unwrap_or_default();
            line([zh, &name, unit(&name).unwrap_or_default()], &wrapped)?;
        }
        line(["", "", ""], &wrapped)?;
    }
    Ok(())
}

fn row_number(row: usize) -> u32 {
    u32::try_from(row).expect("a sheet has at most 1,048,576 rows")
}

fn column_number(column: usize) -> u16 {
    u16::try_from(column).expect("a sheet has at most 16,384 columns")
}
