//! From any file to tables of raw cells: what it is, its sheets or layers, their header and rows.
//!
//! ```text
//! kind        what the file is, by its bytes
//! workbook    XLSX, XLS, XLSB, ODS ──┐
//! delimited   CSV and other text ────┴─► grid ──► header ──► Table
//! vector      what GDAL reads, also in a .zip ────────────► Table
//! parquet     Parquet and GeoParquet ─────────────────────► Table
//! archive     what is in a .zip, and that it is bounded
//! ```
//!
//! Nothing is understood here: which column means what, units, numbers and the datum come later.

mod archive;
mod cells;
mod delimited;
pub mod foreign;
mod grid;
mod header;
mod hstore;
mod kind;
mod limits;
mod names;
mod native;
mod no_end;
mod packed;
mod parquet;
mod vector;
mod wkb;
mod workbook;

use std::fs::File;
use std::io::Read;
use std::panic::AssertUnwindSafe;
use std::path::Path;

use super::ImportOptions;
use super::encoding::Encoding;
use super::table::{Table, file_name};
use crate::{Error, Result};
use kind::Kind;

/// Reads every sheet or layer of a file that holds a table; `options.sheet` narrows to one.
///
/// # Errors
/// [`Error::Io`] where it cannot be read, [`Error::NotADataset`] where it holds no table,
/// [`Error::NoRows`] where it is empty, [`Error::ChooseSheet`] where there is no such sheet,
/// [`Error::TooLarge`], [`Error::Encrypted`], [`Error::Undecodable`].
pub(super) fn read(path: &Path, options: &ImportOptions) -> Result<Vec<Table>> {
    let file = file_name(path);
    let about = std::fs::metadata(path).map_err(Error::io(path))?;
    if about.is_dir() {
        return vector::read(path, options);
    }
    if about.len() == 0 {
        return Err(Error::NoRows {
            file,
            parts: Vec::new(),
        });
    }
    let extension = extension(path);
    let mut head = Vec::with_capacity(kind::HEAD);
    let mut opened = File::open(path).map_err(Error::io(path))?;
    Read::by_ref(&mut opened)
        .take(kind::HEAD as u64)
        .read_to_end(&mut head)
        .map_err(Error::io(path))?;
    let mut kind = kind::of(&head, &extension);
    let needs_all = head.starts_with(b"PK") || head.starts_with(b"\xd0\xcf\x11\xe0");
    let bytes = if needs_all || kind == Kind::Text {
        grid::check_bytes(about.len(), &file)?;
        let all = std::fs::read(path).map_err(Error::io(path))?;
        kind = kind::of(&all, &extension);
        all
    } else {
        Vec::new()
    };
    let mut tables = match kind {
        Kind::Vector => vector::read(path, options)?,
        Kind::Parquet => guarded(&file, || parquet::read(opened, &file))?,
        Kind::Archive => packed::read(path, &bytes, options)?,
        Kind::Workbook(_) | Kind::Text | Kind::Encrypted | Kind::Other(_) => of_bytes(
            &bytes,
            kind,
            &file,
            &extension,
            options.encoding,
            options.sheet.as_deref(),
        )?,
    };
    let parts: Vec<String> = tables.iter().filter_map(|t| t.part.clone()).collect();
    tables.retain(|table| !table.rows.is_empty());
    if tables.is_empty() {
        return Err(Error::NoRows { file, parts });
    }
    Ok(tables)
}

fn extension(path: &Path) -> String {
    path.extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default()
}

/// The formats that are read from memory.
fn of_bytes(
    bytes: &[u8],
    kind: Kind,
    file: &str,
    extension: &str,
    encoding: Encoding,
    sheet: Option<&str>,
) -> Result<Vec<Table>> {
    match kind {
        Kind::Workbook(workbook) => guarded(file, || workbook::read(bytes, workbook, file, sheet)),
        Kind::Encrypted => Err(Error::Encrypted {
            file: file.to_owned(),
        }),
        Kind::Text => {
            let is_text_by_name = matches!(extension, "csv" | "tsv" | "txt" | "");
            match delimited::read(bytes, encoding, file) {
                Err(Error::Undecodable { .. }) if !is_text_by_name => Err(Error::NotADataset {
                    file: file.to_owned(),
                    reason: "no reader recognises it; ask for the table as .xlsx or .csv, or the map as a \
                             Shapefile or GeoPackage"
                        .to_owned(),
                }),
                other => other.map(|table| table.into_iter().collect()),
            }
        }
        Kind::Other(reason) => Err(Error::NotADataset {
            file: file.to_owned(),
            reason: reason.to_owned(),
        }),
        Kind::Parquet | Kind::Archive | Kind::Vector => Ok(Vec::new()),
    }
}

/// Entry points of the fuzzer: bytes in memory as each reader gets them.
#[cfg(feature = "fuzzing")]
pub(super) mod fuzzing {
    use std::io::Cursor;

    use super::{Encoding, Kind, archive, guarded, kind, of_bytes, parquet};

    /// Reads text, or a workbook, as a file of that extension.
    pub(in super::super) fn memory(bytes: &[u8], extension: &str) {
        for encoding in [Encoding::Auto, Encoding::Gbk] {
            let kind = kind::of(bytes, extension);
            let _ = of_bytes(bytes, kind, "f", extension, encoding, None);
            if kind != Kind::Text {
                break;
            }
        }
    }

    /// Reads Parquet, whatever the first bytes say.
    pub(in super::super) fn parquet(bytes: &[u8]) {
        let owned = bytes::Bytes::copy_from_slice(bytes);
        let _ = guarded("f", || parquet::read(owned, "f"));
    }

    /// Lists an archive, and unpacks it to nowhere.
    pub(in super::super) fn archive(bytes: &[u8]) {
        let _ = kind::of(bytes, "zip");
        if archive::check(Cursor::new(bytes), "f").is_ok()
            && let Ok(opened) = archive::open(Cursor::new(bytes), "f")
        {
            let _ = archive::names(&opened);
        }
    }
}

/// Runs a reader of a library on a stranger's bytes: where it breaks an assertion of its own, the file is
/// damaged and the program goes on.
fn guarded<T>(file: &str, read: impl FnOnce() -> Result<T>) -> Result<T> {
    #[cfg(feature = "fuzzing")]
    let _inside = crate::fuzzing::Guard::enter();
    std::panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Error::NotADataset {
            file: file.to_owned(),
            reason: "the file is damaged; open it in the program that made it, save it again, and import that"
                .to_owned(),
        })
    })
}
