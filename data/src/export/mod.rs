//! A layer or the results of the newest run, into a file.
//!
//! | extension | written by | note |
//! |---|---|---|
//! | `.geojson` | here | numbers in the shortest form that gives the same number back (GDAL cuts them to 15 digits) |
//! | `.csv` | here | UTF-8 with a byte order mark, so that Excel shows Chinese; `lon`, `lat` for points, `wkt` for all |
//! | `.xlsx` | here | a sheet of data, a sheet 说明 that says what it is; several layers can share a file |
//! | `.parquet` | here | GeoParquet 1.1: WKB, zstd, attributes with their types |
//! | `.gpkg` | GDAL | with the styles that QGIS shows it by; several layers can share a file |
//! | `.fgb` | GDAL | not for rows without geometry (weather, grades, some units): the format drops them |
//!
//! Each row has its provenance and says whether it is synthetic (合成数据). The file appears whole or not
//! at all: it is written beside its place and then renamed.

mod about;
mod columnar;
mod sheet;
mod styles;
mod text;
mod vector;
mod workbook;

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

use geo_types::Geometry;
use sheet::Sheet;
pub use sheet::Type;

use crate::layer::Value;
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
    /// Individual risk on the grid of the newest run: the middles of its cells.
    Lsir,
    /// Contours of individual risk of the newest run.
    Contours,
    /// F-N curves of the newest run.
    FnCurves,
    /// The runs, the newest first.
    Runs,
}

impl ExportLayer {
    /// Everything that can be exported, in the order of a file that holds it all.
    pub fn all() -> Vec<Self> {
        Layer::ALL
            .map(Self::Facts)
            .into_iter()
            .chain(RESULTS.map(|(layer, _)| layer))
            .collect()
    }
}

/// The results and their names.
const RESULTS: [(ExportLayer, &str); 6] = [
    (ExportLayer::Violations, "violations"),
    (ExportLayer::Grades, "grades"),
    (ExportLayer::Lsir, "lsir"),
    (ExportLayer::Contours, "contours"),
    (ExportLayer::FnCurves, "fn_curves"),
    (ExportLayer::Runs, "runs"),
];

impl From<Layer> for ExportLayer {
    fn from(layer: Layer) -> Self {
        Self::Facts(layer)
    }
}

impl fmt::Display for ExportLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Facts(layer) => layer.fmt(f),
            result => {
                let named = RESULTS.iter().find(|(layer, _)| layer == result);
                f.write_str(named.map_or("", |(_, name)| name))
            }
        }
    }
}

impl FromStr for ExportLayer {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wanted = text.trim().to_ascii_lowercase();
        if let Some((layer, _)) = RESULTS.iter().find(|(_, name)| *name == wanted) {
            return Ok(*layer);
        }
        wanted.parse().map(Self::Facts).map_err(|e| match e {
            Error::UnknownLayer { got, allowed } => Error::UnknownLayer {
                got,
                allowed: format!("{allowed}, {}", RESULTS.map(|(_, name)| name).join(", ")),
            },
            e => e,
        })
    }
}

#[derive(Debug, Clone, Copy)]
enum Format {
    GeoJson,
    Csv,
    Parquet,
    Workbook,
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
        "parquet" | "geoparquet" => Ok(Format::Parquet),
        "xlsx" => Ok(Format::Workbook),
        "gpkg" => Ok(Format::Gdal(vector::GEOPACKAGE)),
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
    tokio::task::spawn_blocking(move || write(&[sheet], format, &path)).await?
}

/// Writes every layer and result that has rows into one file, `.gpkg` or `.xlsx`, and says how many
/// rows of each it wrote.
///
/// # Errors
/// As for [`export`]; [`Error::NotWritten`] for a format that holds one layer only.
pub async fn export_all(store: &Store, path: &Path) -> Result<Vec<(ExportLayer, u64)>> {
    let format = format(path)?;
    if !matches!(format, Format::Workbook | Format::Gdal(vector::GEOPACKAGE)) {
        return Err(Error::NotWritten {
            path: path.to_owned(),
            reason: "this format holds one layer; write all of them into a .gpkg or .xlsx, or name one layer".to_owned(),
        });
    }
    let mut sheets = Vec::new();
    for layer in ExportLayer::all() {
        let sheet = sheet::of(store, layer).await?;
        if !sheet.rows.is_empty() {
            sheets.push(sheet);
        }
    }
    if sheets.is_empty() {
        return Err(Error::NothingToExport {
            layer: "every layer".to_owned(),
        });
    }
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || {
        write(&sheets, format, &path)?;
        Ok(sheets
            .iter()
            .filter_map(|s| Some((s.layer?, s.rows.len() as u64)))
            .collect())
    })
    .await?
}

/// A table that is no layer: a report.
#[derive(Debug)]
pub struct Table {
    /// Name, of the sheet or layer in the file.
    pub name: &'static str,
    /// Chinese name.
    pub title_zh: &'static str,
    /// Names and types of the columns.
    pub columns: Vec<(&'static str, Type)>,
    /// Rows, with their place where they have one.
    pub rows: Vec<(Vec<Value>, Option<Geometry<f64>>)>,
}

/// Writes a table into a file by its extension; one without rows too, so that "nothing was found" can be
/// handed on.
///
/// # Errors
/// As for [`export`].
pub fn export_table(table: Table, path: &Path) -> Result<u64> {
    let format = format(path)?;
    let sheet = Sheet {
        layer: None,
        title_zh: table.title_zh,
        name: table.name.to_owned(),
        columns: table
            .columns
            .iter()
            .map(|(name, class)| ((*name).to_owned(), *class))
            .collect(),
        geometries: sheet::Geometries::Mixed,
        rows: table.rows,
    };
    write(&[sheet], format, path)
}

/// Writes the sheets; a format of one layer is given one.
fn write(sheets: &[Sheet], format: Format, path: &Path) -> Result<u64> {
    let beside = Beside::new(path);
    match write_beside(sheets, format, &beside.0, path) {
        Ok(()) => Ok(sheets.iter().map(|s| s.rows.len() as u64).sum()),
        // The user knows the file by its own name.
        Err(Error::Io { source, .. }) => Err(Error::io(path)(source)),
        Err(Error::NotWritten { reason, .. }) => Err(Error::NotWritten {
            path: path.to_owned(),
            reason,
        }),
        Err(other) => Err(other),
    }
}

fn write_beside(sheets: &[Sheet], format: Format, beside: &Path, path: &Path) -> Result<()> {
    match format {
        Format::GeoJson => sheets.iter().try_for_each(|s| text::geojson(s, beside))?,
        Format::Csv => sheets.iter().try_for_each(|s| text::csv(s, beside))?,
        Format::Parquet => sheets.iter().try_for_each(|s| columnar::write(s, beside))?,
        Format::Workbook => workbook::write(sheets, beside)?,
        Format::Gdal(driver) => vector::write(sheets, driver, beside)?,
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
