//! A sheet's cells into a table: which rows are its header, and which are no rows of it.
//!
//! ```text
//! title rows         left out
//! header             the row with most known names, else the first that is wide and of text
//! second header row  设计 | 实际 below a merged 储量 becomes `储量 设计`, `储量 实际`
//! unit row           (吨) below 储量 becomes `储量(吨)`
//! rows               merged cells filled; totals and repeated headers left out, with a note
//! footer             填表人： … left out, with a note
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::super::table::{Cell, SourceRow, Table};
use super::grid::{Grid, GridRow, Merge};
use super::names;
use crate::layer::Fault;

/// Rows among which a header is looked for.
const HEADER_WITHIN: usize = 50;
/// Fewest known names that make a row a header against its place.
const SURE: usize = 2;

/// How the rows of a grid are told in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// By the row of the sheet.
    Sheet,
    /// From 1 after the header, as in a text file.
    Data,
}

/// Makes a table of a sheet; `None` where it has no cell at all.
pub(super) fn table(
    mut grid: Grid,
    file: &str,
    part: Option<String>,
    numbering: Numbering,
) -> Option<Table> {
    let mut notes = Vec::new();
    let at = find(&grid)?;
    let (mut columns, mut first) = header(&grid, at);
    if at > 0 && header_top(&grid, at).is_none_or(|top| top > 0) {
        notes.push(note(format!(
            "the header is row {}; what stands above it is a title",
            grid.rows[at].row + 1
        )));
    }
    if grid.rows.get(first).is_some_and(is_unit_row) {
        add_units(&mut columns, &grid.rows[first]);
        notes.push(note(format!(
            "row {} has units; they were added to the names of the columns",
            grid.rows[first].row + 1
        )));
        first += 1;
    }
    if grid.rows.get(first).is_some_and(is_column_numbers) {
        notes.push(note(format!(
            "row {} numbers the columns and was left out",
            grid.rows[first].row + 1
        )));
        first += 1;
    }
    let header_cells = std::mem::take(&mut grid.rows[at].cells);
    let fields = grid.rows[at].fields;
    let body_from = grid.rows.get(first).map_or(u32::MAX, |r| r.row);
    fill_merges(&mut grid, body_from, &mut notes);
    let mut rows = grid.rows.split_off(first.min(grid.rows.len()));
    cut_footer(&mut rows, &mut notes);
    drop_totals(&mut rows, &header_cells, &mut notes);
    // A column without a name, and without a value in any row, is none.
    let kept: Vec<usize> = (0..columns.len())
        .filter(|i| {
            !columns[*i].is_empty()
                || rows
                    .iter()
                    .any(|r| r.cells.get(*i).is_some_and(|c| !c.is_empty()))
        })
        .collect();
    let column_at: Vec<u32> = kept.iter().map(|i| grid.columns[*i]).collect();
    let names = unique(kept.iter().map(|i| (columns[*i].clone(), grid.columns[*i])));
    let all_kept = kept.len() == columns.len();
    let mut wrong = std::mem::take(&mut grid.wrong);
    wrong.sort_by_key(|w| (w.row, w.column));
    let source: Vec<SourceRow> = rows
        .into_iter()
        .enumerate()
        .map(|(i, row)| {
            let number = match numbering {
                Numbering::Sheet => u64::from(row.row) + 1,
                Numbering::Data => i as u64 + 1,
            };
            let cells = if all_kept {
                row.cells
            } else {
                let mut cells = row.cells;
                kept.iter()
                    .map(|k| {
                        cells
                            .get_mut(*k)
                            .map_or(Cell::Empty, |c| std::mem::replace(c, Cell::Empty))
                    })
                    .collect()
            };
            let start = wrong.partition_point(|w| w.row < row.row);
            let cell_faults = wrong[start..]
                .iter()
                .take_while(|w| w.row == row.row)
                .filter_map(|w| {
                    let column = column_at.binary_search(&w.column).ok()?;
                    Some((column, Fault::new(w.rule.clone(), w.fix.clone())))
                })
                .collect();
            let fault = match (row.fields, fields) {
                (Some(has), Some(header)) if has != header => Some(Fault::new(
                    format!("has {has} fields where the header has {header}"),
                    "put a text that contains the separator in double quotes",
                )),
                _ => None,
            };
            SourceRow {
                line: Some(row.row + 1),
                fault,
                cell_faults,
                ..SourceRow::new(number, cells)
            }
        })
        .collect();
    Some(Table {
        file: file.to_owned(),
        part,
        columns: names,
        column_at,
        has_short_names: false,
        rows: source,
        has_geometry: false,
        declared: None,
        encoding: None,
        notes,
    })
}

/// What was decided of the table, which asks for nothing.
fn note(text: String) -> Fault {
    Fault::new(text, "")
}

fn text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => Some(text.trim()).filter(|t| !t.is_empty()),
        _ => None,
    }
}

/// Whether a cell could be a name: a text that is no number.
fn is_word(cell: &Cell) -> bool {
    text(cell).is_some_and(|t| t.parse::<f64>().is_err())
}

fn filled(row: &GridRow) -> usize {
    row.cells.iter().filter(|c| !c.is_empty()).count()
}

fn known(row: &GridRow) -> usize {
    row.cells
        .iter()
        .filter(|c| text(c).is_some_and(names::is_known))
        .count()
}

/// The row of the header, by its place among the rows.
fn find(grid: &Grid) -> Option<usize> {
    let rows = &grid.rows[..grid.rows.len().min(HEADER_WITHIN)];
    if rows.is_empty() {
        return None;
    }
    let most = rows.iter().map(known).max().unwrap_or(0);
    if most >= SURE {
        return rows.iter().position(|r| known(r) == most);
    }
    // Nothing is known: the first row that is as wide as most of the table and consists of words.
    let width = rows.iter().map(filled).max().unwrap_or(0);
    let wide = |r: &GridRow| filled(r) * 5 >= width * 3;
    let of_words = |r: &GridRow| r.cells.iter().all(|c| c.is_empty() || is_word(c));
    rows.iter()
        .position(|r| wide(r) && of_words(r))
        .or_else(|| rows.iter().position(wide))
}

/// The merge of two columns or more in exactly this row that a cell belongs to.
fn across(grid: &Grid, row: u32, column: u32) -> Option<&Merge> {
    grid.merges.iter().find(|m| {
        m.top == row && m.bottom == row && m.left < m.right && (m.left..=m.right).contains(&column)
    })
}

/// The row above a header that groups its columns, where there is one.
fn header_top(grid: &Grid, at: usize) -> Option<usize> {
    let above = at.checked_sub(1)?;
    let row = grid.rows[above].row;
    let adjoins = row + 1 == grid.rows[at].row;
    let groups = grid
        .merges
        .iter()
        .filter(|m| m.top == row && m.bottom == row && m.left < m.right);
    // One merge over everything is a title.
    let width = grid.columns.len() as u32;
    let real = groups.filter(|m| m.right - m.left + 1 < width).count();
    (adjoins && real > 0 && filled(&grid.rows[above]) > 1).then_some(above)
}

/// The second row of a header that begins in row `at`, where there is one.
fn header_bottom(grid: &Grid, at: usize) -> Option<usize> {
    let (top, below) = (&grid.rows[at], grid.rows.get(at + 1)?);
    if below.row != top.row + 1 || is_unit_row(below) {
        return None;
    }
    if !below.cells.iter().all(|c| c.is_empty() || is_word(c)) {
        return None;
    }
    let merged = grid
        .columns
        .iter()
        .any(|c| across(grid, top.row, *c).is_some());
    // Without merges to go by, as in a text file: below fills exactly the gaps of the row above, and
    // the column left of each run of gaps.
    let gaps: Vec<usize> = (0..top.cells.len())
        .filter(|i| top.cells[*i].is_empty())
        .collect();
    let fills = !gaps.is_empty()
        && gaps.iter().all(|i| !below.cells[*i].is_empty())
        && (0..top.cells.len()).all(|i| {
            below.cells[i].is_empty() || top.cells[i].is_empty() || gaps.contains(&(i + 1))
        })
        && below.cells.iter().any(Cell::is_empty);
    let under = |i: usize| across(grid, top.row, grid.columns[i]).is_some();
    let fits = (0..below.cells.len()).all(|i| below.cells[i].is_empty() || under(i));
    ((merged && fits) || (grid.merges.is_empty() && fills)).then_some(at + 1)
}

/// Names of the columns, and where the rows begin.
fn header(grid: &Grid, at: usize) -> (Vec<String>, usize) {
    if let Some(top) = header_top(grid, at) {
        return (joined(grid, top, at), at + 1);
    }
    if let Some(bottom) = header_bottom(grid, at) {
        return (joined(grid, at, bottom), bottom + 1);
    }
    let names = grid.rows[at].cells.iter().map(name).collect();
    (names, at + 1)
}

fn name(cell: &Cell) -> String {
    let text = cell.text().unwrap_or_default();
    // A header that is broken over two lines is one name.
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn joined(grid: &Grid, top: usize, bottom: usize) -> Vec<String> {
    let (above, below) = (&grid.rows[top], &grid.rows[bottom]);
    let mut left = String::new();
    (0..grid.columns.len())
        .map(|i| {
            let sub = name(&below.cells[i]);
            let own = name(&above.cells[i]);
            let merged = across(grid, above.row, grid.columns[i])
                .and_then(|m| grid.at(m.left))
                .map(|first| name(&above.cells[first]));
            let group = match merged {
                Some(group) => group,
                None if own.is_empty() && grid.merges.is_empty() => left.clone(),
                None => own,
            };
            left.clone_from(&group);
            if sub.is_empty() {
                group
            } else if group.is_empty() || group == sub || names::is_known(&sub) {
                sub
            } else {
                format!("{group} {sub}")
            }
        })
        .collect()
}

fn is_unit_row(row: &GridRow) -> bool {
    let mut some = false;
    row.cells.iter().filter(|c| !c.is_empty()).all(|cell| {
        let Some(text) = text(cell) else { return false };
        let is_unit = names::unit(text).is_some();
        some |= is_unit;
        is_unit || matches!(text, "-" | "—" | "/" | "单位" | "无")
    }) && some
}

fn add_units(columns: &mut [String], row: &GridRow) {
    for (column, cell) in columns.iter_mut().zip(&row.cells) {
        if let Some(unit) = text(cell).and_then(names::unit)
            && !column.contains(['(', '（', '[', '【'])
        {
            *column = format!("{column}({unit})");
        }
    }
}

/// Whether a row says 1, 2, 3 … below a header, as printed forms do.
fn is_column_numbers(row: &GridRow) -> bool {
    let filled: Vec<&Cell> = row.cells.iter().filter(|c| !c.is_empty()).collect();
    filled.len() >= 3
        && filled
            .iter()
            .zip(1_u32..)
            .all(|(cell, n)| cell.text().is_some_and(|t| t == n.to_string()))
}

/// Writes the value of each merged area below the header into all its cells.
fn fill_merges(grid: &mut Grid, from: u32, notes: &mut Vec<Fault>) {
    let merges = std::mem::take(&mut grid.merges);
    let (mut filled_areas, mut numbers) = (0_usize, Vec::new());
    let mut left_to_fill = grid.rows.len().saturating_mul(grid.columns.len());
    let mut headings = Vec::new();
    for merge in &merges {
        if merge.top < from {
            continue;
        }
        let Ok(at) = grid.rows.binary_search_by_key(&merge.top, |r| r.row) else {
            continue;
        };
        let left = grid.columns.partition_point(|c| *c < merge.left);
        let right = grid.columns.partition_point(|c| *c <= merge.right);
        let Some(value) = grid.rows[at].cells.get(left).cloned() else {
            continue;
        };
        if value.is_empty() || grid.columns.get(left) != Some(&merge.left) {
            continue;
        }
        let is_heading = merge.top == merge.bottom
            && (right - left) * 2 >= grid.columns.len()
            && filled(&grid.rows[at]) == 1;
        if is_heading {
            headings.push(merge.top);
            continue;
        }
        let end = grid.rows.partition_point(|r| r.row <= merge.bottom);
        // Merges that lie over each other are no work of a spreadsheet program.
        let cells = (end - at).saturating_mul(right - left);
        let Some(rest) = left_to_fill.checked_sub(cells) else {
            notes.push(note(
                "the sheet has more merged cells than it has cells; some were not filled"
                    .to_owned(),
            ));
            break;
        };
        left_to_fill = rest;
        for row in &mut grid.rows[at..end] {
            for cell in &mut row.cells[left..right] {
                *cell = value.clone();
            }
        }
        filled_areas += 1;
        if merge.bottom > merge.top && matches!(value, Cell::Real(_) | Cell::Whole(_)) {
            numbers.push((merge.top, merge.bottom));
        }
    }
    if filled_areas > 0 {
        notes.push(note(format!(
            "{filled_areas} merged areas were filled: each of their rows has the value"
        )));
    }
    if !numbers.is_empty() {
        notes.push(note(format!(
            "a number is merged over rows {} and stands for each of them; where it is an amount for all \
             together, divide it, or it counts more than once",
            ranges(&numbers)
        )));
    }
    headings.sort_unstable();
    if !headings.is_empty() {
        let shown: Vec<(u32, u32)> = headings.iter().map(|h| (*h, *h)).collect();
        notes.push(note(format!(
            "rows {} are headings between the rows and were left out",
            ranges(&shown)
        )));
        grid.rows
            .retain(|r| headings.binary_search(&r.row).is_err());
    }
}

/// Rows as a person counts them, `4–6, 9`; the first few.
fn ranges(rows: &[(u32, u32)]) -> String {
    const SHOWN: usize = 8;
    // Single rows that follow each other are joined; areas stay apart.
    let mut joined: Vec<(u32, u32, bool)> = Vec::new();
    for (from, to) in rows {
        let is_single = from == to;
        match joined.last_mut() {
            Some((_, last, true)) if is_single && *from == *last + 1 => *last = *to,
            _ => joined.push((*from, *to, is_single)),
        }
    }
    let mut words: Vec<String> = joined
        .iter()
        .take(SHOWN)
        .map(|(from, to, _)| {
            if from == to {
                (from + 1).to_string()
            } else {
                format!("{}–{}", from + 1, to + 1)
            }
        })
        .collect();
    if joined.len() > SHOWN {
        words.push(format!("and {} more", joined.len() - SHOWN));
    }
    words.join(", ")
}

fn first_text(row: &GridRow) -> Option<&str> {
    row.cells.iter().find(|c| !c.is_empty()).and_then(text)
}

/// Leaves out what stands below the table.
fn cut_footer(rows: &mut Vec<GridRow>, notes: &mut Vec<Fault>) {
    let widest = rows.iter().map(filled).max().unwrap_or(0);
    // From the end upwards, as long as rows are narrower than the table's or begin with such a word.
    let is_like = |row: &GridRow| {
        first_text(row).is_some_and(names::is_footer) || (filled(row) * 3 <= widest && widest > 2)
    };
    let tail = rows.iter().rev().take_while(|r| is_like(r)).count();
    let start = rows.len() - tail;
    let Some(first) = rows[start..]
        .iter()
        .position(|r| first_text(r).is_some_and(names::is_footer))
    else {
        return;
    };
    let cut = rows.split_off(start + first);
    if let (Some(from), Some(to)) = (cut.first(), cut.last()) {
        notes.push(note(format!(
            "rows {} below the table (such as `{}`) were left out",
            ranges(&[(from.row, to.row)]),
            first_text(from)
                .unwrap_or_default()
                .chars()
                .take(30)
                .collect::<String>()
        )));
    }
}

/// Leaves out rows that sum others up, and headers that are repeated on each page.
fn drop_totals(rows: &mut Vec<GridRow>, header: &[Cell], notes: &mut Vec<Fault>) {
    let (mut totals, mut headers) = (Vec::new(), Vec::new());
    rows.retain(|row| {
        let mut first = row.cells.iter().filter(|c| !c.is_empty()).take(2);
        let begins = |c: Option<&Cell>| c.and_then(text).is_some_and(names::is_total);
        // 序号 may stand before the word.
        if begins(first.next()) || begins(first.next()) {
            totals.push((row.row, row.row));
            return false;
        }
        if row.cells == header {
            headers.push((row.row, row.row));
            return false;
        }
        true
    });
    if !totals.is_empty() {
        notes.push(note(format!(
            "rows {} sum others up (合计) and were left out",
            ranges(&totals)
        )));
    }
    if !headers.is_empty() {
        notes.push(note(format!(
            "rows {} repeat the header and were left out",
            ranges(&headers)
        )));
    }
}

/// Names with a number behind those that stand already, and `列C` for a column without one.
fn unique(columns: impl Iterator<Item = (String, u32)>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    // Where the numbers of a name begin, so that many equal names take no time.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    columns
        .map(|(name, at)| {
            let base = if name.is_empty() {
                format!("列{}", letters(at))
            } else {
                name
            };
            let mut name = base.clone();
            let n = next.entry(base.clone()).or_insert(2);
            while !taken.insert(name.clone()) {
                name = format!("{base} ({n})");
                *n += 1;
            }
            name
        })
        .collect()
}

/// A column as a spreadsheet program names it: 0 is A, 26 is AA.
pub(super) fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_a_spreadsheet_does() {
        assert_eq!(letters(0), "A");
        assert_eq!(letters(25), "Z");
        assert_eq!(letters(26), "AA");
        assert_eq!(letters(16_383), "XFD");
    }

    #[test]
    fn rows_are_told_in_ranges() {
        assert_eq!(ranges(&[(3, 3), (4, 4), (5, 5), (8, 8)]), "4–6, 9");
        assert_eq!(ranges(&[(3, 4), (5, 6)]), "4–5, 6–7");
    }
}
