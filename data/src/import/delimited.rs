//! CSV, as spreadsheets write it: comma, semicolon or tab; UTF-8 or GBK.

use std::path::Path;

use csv::{ReaderBuilder, Trim};

use super::encoding::{Encoding, decode};
use super::table::{Cell, SourceRow, Table, file_name};
use crate::layer::Fault;
use crate::{Error, Result};

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Reads a delimited text file.
pub(super) fn read(path: &Path, encoding: Encoding) -> Result<Table> {
    let file = file_name(path);
    let bytes = std::fs::read(path).map_err(Error::io(path))?;
    let (text, encoding) = decode(&bytes, encoding, &file)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let not_a_table = |e: csv::Error| Error::NotADataset {
        file: file.clone(),
        reason: e.to_string(),
    };
    let columns: Vec<String> = reader
        .headers()
        .map_err(not_a_table)?
        .iter()
        .map(str::to_owned)
        .collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(not_a_table)?;
        if record.iter().all(str::is_empty) {
            // A spreadsheet leaves lines of separators behind its last row.
            continue;
        }
        let fault = (record.len() != columns.len()).then(|| {
            Fault::new(
                format!(
                    "has {} fields where the header has {}",
                    record.len(),
                    columns.len()
                ),
                "put a text that contains the separator in double quotes",
            )
        });
        rows.push(SourceRow {
            number: rows.len() as u64 + 1,
            line: None,
            cells: record
                .iter()
                .map(|t| Cell::Text(plain(t).to_owned()))
                .collect(),
            fault,
            geometry: Ok(None),
        });
    }
    Ok(Table {
        file,
        part: None,
        columns,
        column_at: Vec::new(),
        has_short_names: false,
        rows,
        has_geometry: false,
        declared: None,
        encoding: Some(encoding),
    })
}

/// A text without the apostrophe that tells a spreadsheet that it is no formula.
fn plain(text: &str) -> &str {
    text.strip_prefix('\'')
        .filter(|rest| rest.starts_with(['=', '+', '-', '@']))
        .unwrap_or(text)
}

/// The separator that the first line has most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            other => {
                if let Some(i) = DELIMITERS.iter().position(|d| *d == other) {
                    counts[i] += 1;
                }
            }
        }
    }
    let most = (0..counts.len()).rev().max_by_key(|i| counts[*i]);
    most.map_or(b',', |i| DELIMITERS[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found_in_the_header() {
        assert_eq!(delimiter("id,name\n1;2;3"), b',');
        assert_eq!(delimiter("id;name\n1,2"), b';');
        assert_eq!(delimiter("id\tname"), b'\t');
        assert_eq!(delimiter("\"a,b,c\";name"), b';');
        assert_eq!(delimiter("id"), b',');
    }
}
