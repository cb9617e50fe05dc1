//! Delimited text, as spreadsheets and databases write it: any separator, any encoding.

use csv::{ByteRecord, ReaderBuilder};
use rayon::prelude::*;

use super::super::encoding::{Encoding, decode};
use super::super::table::{Cell, Table};
use super::grid::{Grid, GridRow};
use super::header::{self, Numbering};
use super::limits;
use crate::layer::Fault;
use crate::{Error, Result};

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Lines that the separator is found in.
const LOOKED_AT: usize = 20;
/// Records that are cut by one processor before all make cells of them.
const BATCH: usize = 16_384;

/// Reads delimited text; `None` where it has no field.
///
/// # Errors
/// [`Error::Undecodable`] where it is no text, [`Error::TooLarge`].
pub(super) fn read(bytes: &[u8], encoding: Encoding, file: &str) -> Result<Option<Table>> {
    let (mut text, encoding) = decode(bytes, encoding, file)?;
    let mut notes = Vec::new();
    let mut line_offset = 0;
    let mut separator = None;
    // Excel writes and reads this line, and shows it to nobody.
    if let Some(rest) = text
        .strip_prefix("sep=")
        .or_else(|| text.strip_prefix("\"sep="))
    {
        let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let named = first.trim_end_matches(['\r', '"']).as_bytes();
        if let [one] = named {
            separator = Some(*one);
            line_offset = 1;
            text = after.to_owned();
        }
    }
    let separator = match separator {
        Some(told) => told,
        None => match separator_of(&text) {
            Some(found) => found,
            None if has_any(&text, &['，', '；', '、']) && wide(&text).is_some() => {
                let wide = wide(&text).unwrap_or('，');
                notes.push(Fault::new(
                    format!("the fields are separated by the full-width `{wide}`"),
                    "",
                ));
                text = text.replace(wide, "\t");
                b'\t'
            }
            None => match spaced(&text) {
                Some(tabbed) => {
                    notes.push(Fault::new("the fields are separated by several spaces", ""));
                    text = tabbed;
                    b'\t'
                }
                None => b',',
            },
        },
    };
    let grid = grid(&text, separator, line_offset, file)?;
    let table = header::table(grid, file, None, Numbering::Data);
    Ok(table.map(|mut table| {
        table.encoding = Some(encoding);
        notes.append(&mut table.notes);
        table.notes = notes;
        table
    }))
}

fn grid(text: &str, separator: u8, line_offset: u32, file: &str) -> Result<Grid> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut rows: Vec<GridRow> = Vec::new();
    let mut raw: Vec<(u32, ByteRecord)> = Vec::new();
    let (mut width, mut count, mut line) = (0, 0_usize, line_offset);
    let not_a_table = |e: csv::Error| Error::NotADataset {
        file: file.to_owned(),
        reason: e.to_string(),
    };
    let mut read_to = reader.position().line();
    while reader.read_byte_record(&mut record).map_err(not_a_table)? {
        // Excel shows one row for a record, however many lines it takes; lines without anything are rows
        // there, and are skipped by the reader.
        let lines = reader.position().line() - read_to;
        read_to += lines;
        let breaks: u64 = record
            .as_slice()
            .iter()
            .map(|b| u64::from(*b == b'\n'))
            .sum();
        let row = line + lines.saturating_sub(1 + breaks) as u32;
        line = row + 1;
        if record.iter().all(|f| f.trim_ascii().is_empty()) {
            continue;
        }
        count += record.len();
        if count > limits::CELLS {
            return Err(limits::too_many_cells(file));
        }
        limits::check_table(rows.len() + raw.len(), 0, file)?;
        width = width.max(record.len());
        if width > limits::COLUMNS {
            return Err(limits::too_many_columns(width, file));
        }
        raw.push((row, record.clone()));
        if raw.len() == BATCH {
            rows.par_extend(raw.par_drain(..).map(cells));
        }
    }
    rows.par_extend(raw.par_drain(..).map(cells));
    // Short rows are padded; one endless row must not make all others as long.
    limits::check_table(rows.len(), width, file)?;
    for row in &mut rows {
        row.cells.resize(width, Cell::Empty);
    }
    Ok(Grid {
        columns: (0..width as u32).collect(),
        rows,
        merges: Vec::new(),
        wrong: Vec::new(),
    })
}

/// The cells of a record.
fn cells((row, record): (u32, ByteRecord)) -> GridRow {
    let cells = record
        .iter()
        .map(|field| {
            // The input is text, and fields are cut at ASCII.
            let field = String::from_utf8_lossy(field);
            match field.trim() {
                "" => Cell::Empty,
                text => Cell::Text(plain(text).to_owned()),
            }
        })
        .collect();
    GridRow {
        row,
        cells,
        fields: Some(record.len()),
    }
}

/// A text without the apostrophe that tells a spreadsheet that it is no formula.
fn plain(text: &str) -> &str {
    text.strip_prefix('\'')
        .filter(|rest| rest.starts_with(['=', '+', '-', '@']))
        .unwrap_or(text)
}

/// The separator that most of the first lines have equally often, outside of quotes; that of the first of
/// them, where none leads: a header is enough where the rows are broken.
fn separator_of(text: &str) -> Option<u8> {
    let lines = counts(text);
    let agreeing = |i: usize| {
        let alike = |count: usize| lines.iter().filter(|l| l[i] == count).count();
        lines
            .iter()
            .filter(|l| l[i] > 0)
            .map(|l| alike(l[i]))
            .max()
            .unwrap_or(0)
    };
    let best = SEPARATORS.iter().enumerate().rev().max_by_key(|(i, _)| {
        let first = lines.first().map_or(0, |l| l[*i]);
        let most = lines.iter().map(|l| l[*i]).max().unwrap_or(0);
        (agreeing(*i), first, most)
    });
    best.filter(|(i, _)| lines.iter().any(|l| l[*i] > 0))
        .map(|(_, separator)| *separator)
}

/// How often each separator stands in each of the first lines.
fn counts(text: &str) -> Vec<[usize; SEPARATORS.len()]> {
    let mut lines = vec![[0; SEPARATORS.len()]];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                if lines.len() == LOOKED_AT {
                    break;
                }
                lines.push([0; SEPARATORS.len()]);
            }
            _ if quoted => {}
            other => {
                if let (Some(i), Some(line)) = (
                    SEPARATORS.iter().position(|s| *s == other),
                    lines.last_mut(),
                ) {
                    line[i] += 1;
                }
            }
        }
    }
    lines
}

fn first_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .take(LOOKED_AT)
}

fn has_any(text: &str, of: &[char]) -> bool {
    first_lines(text).any(|line| line.contains(of))
}

/// The full-width separator that the first lines have equally often.
fn wide(text: &str) -> Option<char> {
    ['，', '；', '、'].into_iter().find(|separator| {
        let mut counts = first_lines(text).map(|line| line.matches(*separator).count());
        let first = counts.next().unwrap_or(0);
        first > 0 && counts.all(|count| count == first)
    })
}

/// The text with tabs for two spaces or more, where that makes columns.
fn spaced(text: &str) -> Option<String> {
    let fields = |line: &str| {
        line.trim()
            .split("  ")
            .filter(|f| !f.trim().is_empty())
            .map(|f| f.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let mut widths = first_lines(text).map(|line| fields(line).len());
    let first = widths.next()?;
    if first < 2 || !widths.all(|width| width == first) {
        return None;
    }
    let lines: Vec<String> = text.lines().map(|line| fields(line).join("\t")).collect();
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found() {
        assert_eq!(separator_of("id,name\n1;2;3"), Some(b','));
        assert_eq!(separator_of("id;name\n1,2"), Some(b';'));
        assert_eq!(separator_of("id\tname"), Some(b'\t'));
        assert_eq!(separator_of("a|b|c\n1|2,5|3"), Some(b'|'));
        assert_eq!(separator_of("\"a,b,c\";name"), Some(b';'));
        assert_eq!(separator_of("id"), None);
        assert_eq!(
            separator_of("a title\nid;name;x\n1;2;3\n4;5,5;6"),
            Some(b';')
        );
        assert_eq!(wide("编号，名称\n1，甲"), Some('，'));
        assert_eq!(
            spaced("id  name\n1   甲 乙").as_deref(),
            Some("id\tname\n1\t甲 乙")
        );
    }
}
