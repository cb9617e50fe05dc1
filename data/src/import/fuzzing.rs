//! What the fuzzer feeds, by reader.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::columns::Binding;
use super::source::fuzzing as source;
use super::table::Cell;
use super::values::Memory;
use super::{angles, mapping, names, numbers, units, values};
use crate::Layer;
use crate::layer::Kind;

/// Longest text of one value: cells that are longer are texts, not numbers.
const VALUE_BYTES: usize = 256;

/// Delimited text: encoding, separator, header.
pub fn text(bytes: &[u8]) {
    source::memory(bytes, "csv");
}

/// A workbook as it is; or, where the bytes are no archive and no compound file, the XML of its sheet, its
/// shared strings and its styles with zero bytes between them: a checksum hides them from a fuzzer.
pub fn workbook(bytes: &[u8]) {
    if bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf") {
        source::memory(bytes, "xlsx");
    } else if let Some(packed) = packed(bytes) {
        source::memory(&packed, "xlsx");
    }
}

fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut parts = bytes.splitn(3, |b| *b == 0);
    let (sheet, strings, styles) = (
        parts.next()?,
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 2048)));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    for (name, part) in [
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ] {
        if !part.is_empty() {
            zip.start_file(name, stored).ok()?;
            zip.write_all(part).ok()?;
        }
    }
    Some(zip.finish().ok()?.into_inner())
}

/// Parquet and GeoParquet.
pub fn parquet(bytes: &[u8]) {
    source::parquet(bytes);
}

/// An archive's directory and entries.
pub fn archive(bytes: &[u8]) {
    source::archive(bytes);
}

/// A mapping file.
pub fn mapping(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = mapping::parse(text, "f".to_owned());
    }
}

/// One value as a column reads it, and as a name of a column. The first byte chooses the column.
pub fn values(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(&bytes[..bytes.len().min(VALUE_BYTES)]) else {
        return;
    };
    let _ = numbers::parse(text);
    let _ = angles::parse(text);
    let _ = angles::pair(text);
    let _ = values::mark(text);
    let _ = units::of_column(text);
    let _ = units::is_unit(text);
    let _ = names::likeness(&names::normal(text), "企业名称");
    let (cell, binding, memory) = (
        Cell::Text(text.to_owned()),
        Binding::default(),
        Memory::default(),
    );
    let mut columns = Layer::ALL.into_iter().flat_map(Layer::columns);
    let count = columns.clone().count();
    let Some(column) = columns.nth(usize::from(*choice) % count) else {
        return;
    };
    let _ = values::read(column, &binding, &cell, None, &memory);
    if matches!(column.kind, Kind::Real(..) | Kind::Above(..)) {
        let _ = values::read(column, &binding, &Cell::Real(1.0), Some(text), &memory);
    }
}
