//! The workbook that goes back to the plant: its own table with the wrong cells marked.
//!
//! ```text
//! 问题清单 Issues   every issue: where (a link to the cell), value, rule, what to do
//! their sheets      every value at its own place; wrong cells red, doubtful ones yellow, with a note
//! ```
//!
//! Every value of the file is written as text or as a number, never as a formula: the file comes from a
//! stranger. Equal inputs give equal bytes.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Url, Workbook,
    Worksheet, XlsxError,
};

use super::preview::plain;
use super::report::{Issue, Report};
use super::table::{Cell, Table};
use super::{Goal, ImportOptions, read};
use crate::layer::Column;
use crate::{Error, Layer, Result};

/// Name of the sheet that lists the issues.
pub const ISSUES_SHEET: &str = "问题清单";
/// Name of the sheet that holds what was no workbook.
const DATA_SHEET: &str = "数据";
/// Rows that a sheet holds.
const MOST_ROWS: usize = 1_048_576;
/// Columns that a sheet holds.
const MOST_COLUMNS: usize = 16_384;
/// Links that a spreadsheet program takes on one sheet; the rest is named without a link.
const MOST_LINKS: usize = 60_000;
/// Notes on one sheet: each is a drawing, and many make a spreadsheet program slow.
const MOST_NOTES: usize = 5_000;
/// Characters that a cell holds.
const MOST_CHARS: usize = 32_767;
/// Cells of a workbook that are copied; a larger one is listed by its issues alone.
const MOST_CELLS: usize = 5_000_000;
/// Row of the list's header, from 0.
const LIST_HEADER: u32 = 4;

/// What is said of cells, by sheet, row and column.
type Marks = BTreeMap<(usize, u32, u16), Mark>;

/// What is said of a cell.
#[derive(Default)]
struct Mark {
    is_bad: bool,
    words: String,
}

/// A value at its place.
enum Shown {
    Text(String),
    Number(f64),
}

/// A sheet as the plant knows it.
struct Sheet {
    name: String,
    /// By row and column, from 0.
    cells: BTreeMap<(u32, u16), Shown>,
    /// Names of columns, where the header is known.
    header: BTreeMap<String, u16>,
    /// Row of the sheet for each row of the report; `None` where they are the same.
    rows: Option<BTreeMap<u64, u32>>,
    columns: u16,
}

/// Writes the workbook for the reports of one file.
///
/// # Errors
/// As [`import`](super::import) where the file cannot be read any more; [`Error::NotWritten`].
pub fn write(source: &Path, options: &ImportOptions, reports: &[Report], out: &Path) -> Result<()> {
    let bytes = workbook(source, options, reports)?;
    std::fs::write(out, bytes).map_err(Error::io(out))
}

/// The bytes of the workbook.
///
/// # Errors
/// As [`write()`].
pub fn workbook(source: &Path, options: &ImportOptions, reports: &[Report]) -> Result<Vec<u8>> {
    let sheets = sheets(source, options)?;
    build(&sheets, reports).map_err(|e| Error::NotWritten {
        path: super::table::file_name(source).into(),
        reason: e.to_string(),
    })
}

fn sheets(source: &Path, options: &ImportOptions) -> Result<Vec<Sheet>> {
    if let Some(sheets) = is_workbook(source)
        .then(|| sheets_of_workbook(source))
        .flatten()
    {
        return Ok(sheets);
    }
    Ok(read(source, options)?.iter().map(sheet_of_table).collect())
}

fn is_workbook(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    ["xlsx", "xlsm", "xls", "xlsb", "ods"]
        .iter()
        .any(|e| extension == *e)
}

/// Every sheet as it stands; `None` where it is no workbook after all, or too large to be copied.
fn sheets_of_workbook(source: &Path) -> Option<Vec<Sheet>> {
    let mut book = open_workbook_auto(source).ok()?;
    let mut sheets = Vec::new();
    let mut total = 0;
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else {
            continue;
        };
        let (top, left) = range.start().unwrap_or_default();
        let mut sheet = Sheet {
            name,
            cells: BTreeMap::new(),
            header: BTreeMap::new(),
            rows: None,
            columns: 0,
        };
        for (row, column, value) in range.used_cells() {
            total += 1;
            if total > MOST_CELLS {
                return None;
            }
            let (row, column) = (top as usize + row, left as usize + column);
            let (Ok(at), Ok(column)) = (u32::try_from(row), u16::try_from(column)) else {
                continue;
            };
            if row < MOST_ROWS && usize::from(column) < MOST_COLUMNS {
                sheet.columns = sheet.columns.max(column + 1);
                if let Some(shown) = shown(value) {
                    sheet.cells.insert((at, column), shown);
                }
            }
        }
        sheets.push(sheet);
    }
    Some(sheets)
}

fn shown(value: &Data) -> Option<Shown> {
    Some(match value {
        Data::Empty => return None,
        Data::Int(n) => Shown::Number(*n as f64),
        Data::Float(n) if n.is_finite() => Shown::Number(*n),
        Data::Float(n) => Shown::Text(n.to_string()),
        Data::Bool(yes) => Shown::Text(if *yes { "TRUE" } else { "FALSE" }.to_owned()),
        Data::DateTime(at) if at.is_datetime() => {
            let (y, m, d, hour, minute, second, _) = at.to_ymd_hms_milli();
            let day = format!("{y:04}-{m:02}-{d:02}");
            Shown::Text(if (hour, minute, second) == (0, 0, 0) {
                day
            } else {
                format!("{day} {hour:02}:{minute:02}:{second:02}")
            })
        }
        Data::DateTime(at) => Shown::Number(at.as_f64()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Shown::Text(text.clone())
        }
        Data::Error(error) => Shown::Text(error.to_string()),
    })
}

fn sheet_of_table(table: &Table) -> Sheet {
    let mut sheet = Sheet {
        name: table.part.clone().unwrap_or_else(|| DATA_SHEET.to_owned()),
        cells: BTreeMap::new(),
        header: BTreeMap::new(),
        rows: Some(BTreeMap::new()),
        columns: table.columns.len().min(MOST_COLUMNS) as u16,
    };
    for (i, name) in (0_u16..sheet.columns).zip(&table.columns) {
        sheet.cells.insert((0, i), Shown::Text(name.clone()));
        sheet.header.entry(name.clone()).or_insert(i);
    }
    let mut places = BTreeMap::new();
    for (at, row) in (1_u32..MOST_ROWS as u32).zip(&table.rows) {
        places.insert(row.number, at);
        for (i, cell) in (0_u16..sheet.columns).zip(&row.cells) {
            let shown = match cell {
                Cell::Empty => continue,
                Cell::Text(text) => Shown::Text(text.clone()),
                Cell::Real(n) if n.is_finite() => Shown::Number(*n),
                Cell::Real(n) => Shown::Text(n.to_string()),
                // More digits than a spreadsheet program keeps stay text.
                Cell::Whole(n) if n.unsigned_abs() < 1_000_000_000_000_000 => {
                    Shown::Number(*n as f64)
                }
                Cell::Whole(n) => Shown::Text(n.to_string()),
            };
            sheet.cells.insert((at, i), shown);
        }
    }
    sheet.rows = Some(places);
    sheet
}

/// Where an issue stands: sheet, row and column.
fn place(sheets: &[Sheet], report: &Report, issue: &Issue) -> Option<(usize, u32, u16)> {
    let at = match &issue.part {
        Some(part) => sheets.iter().position(|s| s.name == *part)?,
        None => 0,
    };
    let sheet = sheets.get(at)?;
    if let Some((row, column)) = issue.cell.as_deref().and_then(parse_cell) {
        return Some((at, row, column));
    }
    let row = match &sheet.rows {
        Some(rows) => *rows.get(&issue.row)?,
        None => u32::try_from(issue.row).ok()?.checked_sub(1)?,
    };
    Some((at, row, column_of(sheet, report, &issue.field).unwrap_or(0)))
}

/// Row and column from 0 of a cell's name, such as `C7`.
fn parse_cell(name: &str) -> Option<(u32, u16)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column = 0_usize;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() || column > MOST_COLUMNS {
            return None;
        }
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let row: u32 = row.parse().ok()?;
    if column == 0 || column > MOST_COLUMNS || row == 0 || row as usize > MOST_ROWS {
        return None;
    }
    Some((row - 1, column as u16 - 1))
}

/// Name of a cell by row and column from 0.
fn cell_name(row: u32, column: u16) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(row, column)
}

fn column_of(sheet: &Sheet, report: &Report, field: &str) -> Option<u16> {
    let used = report
        .columns
        .iter()
        .find(|c| c.ours.as_deref() == Some(field));
    let theirs = used.map_or(field, |c| c.theirs.as_str());
    if let Some(at) = sheet.header.get(theirs) {
        return Some(*at);
    }
    let names: Vec<&str> = match field {
        "geometry" => vec!["lon", "经度", "x", "wkt", "geometry"],
        _ => columns_of(report.layer)
            .filter(|c| c.name == field)
            .flat_map(|c| c.zh.iter().copied())
            .collect(),
    };
    sheet
        .header
        .iter()
        .find(|(theirs, _)| names.iter().any(|n| plain(n) == plain(theirs)))
        .map(|(_, at)| *at)
}

/// Columns that a report may speak of: those of its layer, or of all that a register holds.
fn columns_of(goal: Goal) -> impl Iterator<Item = &'static Column> {
    let layers = match goal {
        Goal::Layer(layer) => vec![layer],
        _ => vec![Layer::Facilities, Layer::Units, Layer::Vessels],
    };
    layers.into_iter().flat_map(Layer::columns)
}

/// How cells are drawn.
struct Look {
    bad: Format,
    odd: Format,
    plain: Format,
    head: Format,
    title: Format,
    wrapped: Format,
}

impl Look {
    fn new() -> Self {
        let wrapped = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00D0_D7DE));
        Self {
            bad: Format::new()
                .set_background_color(Color::RGB(0x00FF_C7CE))
                .set_font_color(Color::RGB(0x009C_0006))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00C0_0000)),
            odd: Format::new()
                .set_background_color(Color::RGB(0x00FF_EB9C))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00D4_A017)),
            plain: Format::new(),
            head: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x001B_3A5C))
                .set_border(FormatBorder::Thin),
            title: Format::new().set_bold().set_font_size(14),
            wrapped,
        }
    }
}

impl Look {
    fn of(&self, mark: &Mark) -> &Format {
        if mark.is_bad { &self.bad } else { &self.odd }
    }
}

fn build(sheets: &[Sheet], reports: &[Report]) -> Result<Vec<u8>, XlsxError> {
    let look = Look::new();
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title("导入问题清单 Import issues")
            .set_creation_datetime(&made),
    );
    let list_name = if sheets.iter().any(|s| s.name == ISSUES_SHEET) {
        format!("安界{ISSUES_SHEET}")
    } else {
        ISSUES_SHEET.to_owned()
    };
    let mut marks = Marks::new();
    let list = book.add_worksheet().set_name(&list_name)?;
    write_list(list, sheets, reports, &look, &mut marks)?;
    for (i, sheet) in sheets.iter().enumerate() {
        let page = book.add_worksheet().set_name(&sheet.name)?;
        write_sheet(page, i, sheet, &look, &marks)?;
    }
    book.save_to_buffer()
}

fn write_list(
    list: &mut Worksheet,
    sheets: &[Sheet],
    reports: &[Report],
    look: &Look,
    marks: &mut Marks,
) -> Result<(), XlsxError> {
    let said = |is_bad: bool| {
        reports.iter().flat_map(move |r| {
            let list = if is_bad { &r.issues } else { &r.notes };
            list.iter().map(move |i| (r, i, is_bad))
        })
    };
    let issues: Vec<(&Report, &Issue, bool)> = said(true).chain(said(false)).collect();
    let wrong = issues.iter().filter(|(.., is_bad)| *is_bad).count();
    let doubtful = issues.len() - wrong;
    let shown = issues.len().min(MOST_ROWS - LIST_HEADER as usize - 1);
    let file = reports.first().map_or("", |r| r.file.as_str());
    list.write_string_with_format(0, 0, text(&format!("导入问题清单 · {file}")), &look.title)?;
    list.write_string(
        1,
        0,
        if issues.is_empty() {
            "没有发现问题。 No issues were found.".to_owned()
        } else {
            format!(
                "共 {wrong} 处问题、{doubtful} 处提示。请改正红色单元格后重新提交整个文件；黄色为提示，请核对。单元格批注写明问题和改法。"
            )
        },
    )?;
    list.write_string(
        2,
        0,
        "Correct the red cells on the sheets, then send in the whole file again; yellow cells are worth a look. The note of each cell says what is wrong and what would be right.",
    )?;
    if shown < issues.len() {
        list.write_string(
            3,
            0,
            format!("仅列出前 {shown} 处 The first {shown} are listed"),
        )?;
    }
    let head = [
        ("工作表 Sheet", 16.0),
        ("单元格 Cell", 12.0),
        ("行 Row", 8.0),
        ("字段 Field", 22.0),
        ("现值 Value", 26.0),
        ("问题 What is wrong", 44.0),
        ("改法 What to do", 60.0),
    ];
    for (i, (name, width)) in (0_u16..).zip(head) {
        list.write_string_with_format(LIST_HEADER, i, name, &look.head)?;
        list.set_column_width(i, width)?;
    }
    let mut links = 0;
    for (row, (report, issue, is_bad)) in (LIST_HEADER + 1..).zip(issues.iter().take(shown)) {
        let at = place(sheets, report, issue);
        let sheet = at.map_or("", |(i, ..)| sheets[i].name.as_str());
        list.write_string_with_format(row, 0, sheet, &look.wrapped)?;
        match at {
            Some((i, r, c)) => {
                let name = cell_name(r, c);
                links += 1;
                if links <= MOST_LINKS {
                    let quoted = sheets[i].name.replace('\'', "''");
                    let url = Url::new(format!("internal:'{quoted}'!{name}")).set_text(&name);
                    list.write_url(row, 1, url)?;
                } else {
                    list.write_string_with_format(row, 1, &name, &look.wrapped)?;
                }
                let mark = marks.entry((i, r, c)).or_default();
                mark.is_bad |= is_bad;
                if !mark.words.is_empty() {
                    mark.words.push_str("\n\n");
                }
                mark.words.push_str(&words(issue, *is_bad));
            }
            None => {
                list.write_string_with_format(row, 1, "", &look.wrapped)?;
            }
        }
        if issue.row > 0 {
            list.write_number_with_format(row, 2, issue.row as f64, &look.wrapped)?;
        } else {
            list.write_string_with_format(row, 2, "整个文件", &look.wrapped)?;
        }
        let field = field_name(report.layer, &issue.field);
        list.write_string_with_format(row, 3, field, &look.wrapped)?;
        list.write_string_with_format(row, 4, text(&issue.value), &look.wrapped)?;
        list.write_string_with_format(
            row,
            5,
            text(&both(&issue.rule_zh, &issue.rule)),
            &look.wrapped,
        )?;
        list.write_string_with_format(
            row,
            6,
            text(&both(&issue.fix_zh, &issue.fix)),
            &look.wrapped,
        )?;
    }
    let last = LIST_HEADER + shown as u32;
    list.autofilter(LIST_HEADER, 0, last, head.len() as u16 - 1)?;
    list.set_freeze_panes(LIST_HEADER + 1, 0)?;
    Ok(())
}

/// A column by its name of law and its own.
fn field_name(goal: Goal, field: &str) -> String {
    let zh = match field {
        "geometry" => Some("坐标、几何"),
        "row" => Some("整行"),
        _ => columns_of(goal)
            .find(|c| c.name == field)
            .and_then(|c| c.zh.first().copied()),
    };
    zh.map_or_else(|| field.to_owned(), |zh| format!("{zh} {field}"))
}

/// Chinese first, English below; the same text once.
fn both(zh: &str, en: &str) -> String {
    if zh == en || zh.is_empty() {
        en.to_owned()
    } else {
        format!("{zh}\n{en}")
    }
}

fn words(issue: &Issue, is_bad: bool) -> String {
    let (head, head_en) = if is_bad {
        ("问题", "Wrong")
    } else {
        ("提示", "Note")
    };
    let mut zh = format!("{head}：{}", issue.rule_zh);
    let mut en = format!("{head_en}: {}", issue.rule);
    if !issue.fix.is_empty() {
        zh = format!("{zh}\n改法：{}", issue.fix_zh);
        en = format!("{en}\nTo do: {}", issue.fix);
    }
    format!("{zh}\n{en}")
}

fn write_sheet(
    page: &mut Worksheet,
    at: usize,
    sheet: &Sheet,
    look: &Look,
    marks: &Marks,
) -> Result<(), XlsxError> {
    for ((row, column), shown) in &sheet.cells {
        let format = if let Some(mark) = marks.get(&(at, *row, *column)) {
            look.of(mark)
        } else if *row == 0 && sheet.rows.is_some() {
            &look.head
        } else {
            &look.plain
        };
        match shown {
            Shown::Text(value) => {
                page.write_string_with_format(*row, *column, text(value), format)?;
            }
            Shown::Number(value) => {
                page.write_number_with_format(*row, *column, *value, format)?;
            }
        }
    }
    for column in 0..sheet.columns {
        page.set_column_width(column, 16)?;
    }
    if sheet.rows.is_some() {
        page.set_freeze_panes(1, 0)?;
    }
    let mine = marks.range((at, 0, 0)..(at + 1, 0, 0));
    for (n, ((_, row, column), mark)) in mine.enumerate() {
        if !sheet.cells.contains_key(&(*row, *column)) {
            page.write_blank(*row, *column, look.of(mark))?;
        }
        if n < MOST_NOTES {
            let note = Note::new(text(&mark.words))
                .add_author_prefix(false)
                .set_author("安界 Anjie")
                .set_width(320)
                .set_height(120);
            page.insert_note(*row, *column, &note)?;
        }
    }
    Ok(())
}

/// A text that fits a cell.
fn text(value: &str) -> String {
    if value.chars().count() <= MOST_CHARS {
        return value.to_owned();
    }
    let mut cut: String = value.chars().take(MOST_CHARS - 1).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_and_read_alike() {
        for (name, at) in [
            ("A1", (0, 0)),
            ("C7", (6, 2)),
            ("AA10", (9, 26)),
            ("XFD1048576", (1_048_575, 16_383)),
        ] {
            assert_eq!(parse_cell(name), Some(at));
            assert_eq!(cell_name(at.0, at.1), name);
        }
        for wrong in ["", "7", "C", "C0", "XFE1", "ZZZZZZZZ1", "A1048577", "甲1"] {
            assert_eq!(parse_cell(wrong), None, "{wrong}");
        }
    }
}
