//! A layer or the results of the newest run, into a file.
//!
//! | extension | written by | note |
//! |---|---|---|
//! | `.geojson` | here | numbers in the shortest form that gives the same number back (GDAL cuts them to 15 digits) |
//! | `.csv` | here | UTF-8 with a byte order mark, so that Excel shows Chinese; `lon`, `lat` for points, `wkt` for all |
//! | `.gpkg` | GDAL | |
//! | `.fgb` | GDAL | not for rows without geometry (weather, grades, some units): the format drops them |
//!
//! Each row has its provenance and says whether it is synthetic (合成数据). The file appears whole or not
//! at all: it is written beside its place and then renamed.

mod sheet;
mod text;
mod vector;

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

use sheet::Sheet;

use crate::store::Store;
use crate::{Error, Layer, Result};

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportLayer {
    /// A layer of facts.
    Facts(Layer),
    /// Violations of the newest run.
    Violations,
    /// Grades of the newest run.
    Grades,
}

impl From<Layer> for ExportLayer {
    fn from(layer: Layer) -> Self {
        Self::Facts(layer)
    }
}

impl fmt::Display for ExportLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Facts(layer) => layer.fmt(f),
            Self::Violations => f.write_str("violations"),
            Self::Grades => f.write_str("grades"),
        }
    }
}

impl FromStr for ExportLayer {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "violations" => Ok(Self::Violations),
            "grades" => Ok(Self::Grades),
            other => other.parse().map(Self::Facts).map_err(|e| match e {
                Error::UnknownLayer { got, allowed } => Error::UnknownLayer {
                    got,
                    allowed: format!("{allowed}, violations, grades"),
                },
                e => e,
            }),
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Format {
    GeoJson,
    Csv,
    Gdal(&'static str),
}

fn format(path: &Path) -> Result<Format> {
    let extension = path
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    match extension.as_str() {
        "geojson" => Ok(Format::GeoJson),
        "csv" => Ok(Format::Csv),
        "gpkg" => Ok(Format::Gdal("GPKG")),
        "fgb" => Ok(Format::Gdal(vector::FLATGEOBUF)),
        _ => Err(Error::UnknownExtension {
            path: path.to_owned(),
        }),
    }
}

/// Writes a layer into a file by its extension, over what is there, and says how many rows it wrote.
///
/// # Errors
/// [`Error::UnknownExtension`], [`Error::NothingToExport`], [`Error::Io`], [`Error::NotWritten`]; the
/// file that was there stays as it was then.
pub async fn export(store: &Store, layer: ExportLayer, path: &Path) -> Result<u64> {
    let format = format(path)?;
    let sheet = sheet::of(store, layer).await?;
    if sheet.rows.is_empty() {
        return Err(Error::NothingToExport {
            layer: layer.to_string(),
        });
    }
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || write(&sheet, format, &path)).await?
}

fn write(sheet: &Sheet, format: Format, path: &Path) -> Result<u64> {
    let beside = Beside::new(path);
    match write_beside(sheet, format, &beside.0, path) {
        Ok(()) => Ok(sheet.rows.len() as u64),
        // The user knows the file by its own name.
        Err(Error::Io { source, .. }) => Err(Error::io(path)(source)),
        Err(Error::NotWritten { reason, .. }) => Err(Error::NotWritten {
            path: path.to_owned(),
            reason,
        }),
        Err(other) => Err(other),
    }
}

fn write_beside(sheet: &Sheet, format: Format, beside: &Path, path: &Path) -> Result<()> {
    match format {
        Format::GeoJson => text::geojson(sheet, beside)?,
        Format::Csv => text::csv(sheet, beside)?,
        Format::Gdal(driver) => vector::write(sheet, driver, beside)?,
    }
    // On the disk before the name points to it: a power cut leaves the old file or the new one.
    File::open(beside)
        .and_then(|f| f.sync_all())
        .map_err(Error::io(beside))?;
    std::fs::rename(beside, path).map_err(Error::io(path))
}

/// A file beside the one that is written; removed where it was not renamed.
struct Beside(PathBuf);

impl Beside {
    fn new(path: &Path) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let name = format!(
            ".{stem}.{}-{}.part.{extension}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        Self(path.with_file_name(name))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It is not there any more when all went well.
        let _ = std::fs::remove_file(&self.0);
    }
}
