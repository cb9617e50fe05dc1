//! What can go wrong with files and the store.

use std::path::PathBuf;

use thiserror::Error;

use crate::Layer;
use crate::crs::CrsChoice;
use crate::import::{Goal, in_chinese};

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong. Rows that cannot be taken are no error: see
/// [`Report`](crate::import::Report).
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A log of hidden hazards that would be cut or changed.
    #[error(
        "the store {store} has entries in its log of hidden hazards that the backup does not have, and a log is never cut; restore into a new store"
    )]
    LogWouldBeCut {
        /// The store.
        store: String,
    },
    /// An entry of the log of hidden hazards that cannot be read or written.
    #[error("entry {number} of the log of hidden hazards cannot be read or written: {reason}")]
    HazardLog {
        /// Its number; 0 where it has none yet.
        number: u64,
        /// Why.
        reason: String,
    },
    /// A layer that is not known.
    #[error("`{got}` is not a layer; write one of: {allowed}")]
    UnknownLayer {
        /// As given.
        got: String,
        /// All layers.
        allowed: String,
    },
    /// An encoding that is not known.
    #[error("`{got}` is not an encoding; write one of: auto, utf-8, gbk")]
    UnknownEncoding {
        /// As given.
        got: String,
    },
    /// A coordinate reference system that is not known, or cannot be used.
    #[error("coordinate reference system `{got}` cannot be used: {reason}")]
    UnknownCrs {
        /// As given.
        got: String,
        /// Why, and what to do.
        reason: String,
    },
    /// A datum from which no public way leads to CGCS2000.
    #[error(
        "`{name}` is on the datum {datum}, whose parameters to CGCS2000 are not public; ask the surveying bureau for the file in CGCS2000"
    )]
    NoDatumShift {
        /// The system.
        name: String,
        /// Its datum.
        datum: String,
    },
    /// A point that a coordinate reference system does not have.
    #[error("({x}, {y}) is no place in {crs}")]
    OutsideCrs {
        /// The system.
        crs: String,
        /// First coordinate.
        x: f64,
        /// Second coordinate.
        y: f64,
    },
    /// A file whose coordinate reference system must be told.
    #[error(
        "{file} {reason}; say with --crs which coordinate reference system its numbers are in{}",
        list(ranked, choices)
    )]
    CrsNeeded {
        /// The file.
        file: String,
        /// What was found.
        reason: String,
        /// All that can be written.
        choices: &'static str,
        /// The likely ones, the likeliest first, with what each would mean.
        ranked: Vec<CrsChoice>,
    },
    /// A file that is not there or cannot be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file that no reader understands.
    #[error(
        "{file} is not a dataset that can be read ({reason}); readable are GeoJSON, GeoPackage, Shapefile, FlatGeobuf, CSV, XLSX and other vector files of GDAL"
    )]
    NotADataset {
        /// The file.
        file: String,
        /// What the reader said.
        reason: String,
    },
    /// A file that is larger than what is read.
    #[error(
        "{file} has {what}, more than the {limit} that are read; divide it into several files, or remove formatting and empty rows far below the table"
    )]
    TooLarge {
        /// The file.
        file: String,
        /// What is too large.
        what: String,
        /// How much is read.
        limit: String,
    },
    /// A file that a password protects.
    #[error(
        "{file} is protected by a password; open it with the password, save it without one (文件 → 信息 → 保护工作簿), and import it again"
    )]
    Encrypted {
        /// The file.
        file: String,
    },
    /// A file without rows.
    #[error("{file} has no rows{}; nothing was stored", in_none_of(.parts))]
    NoRows {
        /// The file.
        file: String,
        /// Its sheets or layers, where it has several.
        parts: Vec<String>,
    },
    /// A file with several layers of which none was chosen.
    #[error("{file} has the layers {found}; choose one of them with --sheet")]
    ChooseSheet {
        /// The file.
        file: String,
        /// Its layers.
        found: String,
    },
    /// A table that fits several layers, or none well.
    #[error("{file} does not say clearly what it holds; choose with --layer: {choices}")]
    ChooseLayer {
        /// The file, and the sheet.
        file: String,
        /// The layers that it may be, with what speaks for each.
        choices: String,
    },
    /// A file none of whose columns is known.
    #[error(
        "{file} has no column of {layer}; it has: {found}; known are: {known}; if this is the right layer, write which column is which in a mapping file and give it with --mapping"
    )]
    NoKnownColumn {
        /// The file.
        file: String,
        /// The layer.
        layer: Goal,
        /// Columns of the file.
        found: String,
        /// Columns of the layer.
        known: String,
    },
    /// A file that lacks columns that each row must have.
    #[error(
        "{file} lacks the column {missing} of {layer}; it has: {found}; add the column, or write in a mapping file which column it is or which value all rows have ([constants])"
    )]
    MissingColumns {
        /// The file.
        file: String,
        /// The layer.
        layer: Goal,
        /// Columns that are missing.
        missing: String,
        /// Columns of the file.
        found: String,
    },
    /// Two columns of a file that mean the same.
    #[error(
        "{file} has two columns for {column}: `{first}` and `{second}`; remove or map one of them"
    )]
    DoubleColumn {
        /// The file.
        file: String,
        /// Column of the layer.
        column: String,
        /// First column of the file.
        first: String,
        /// Second column of the file.
        second: String,
    },
    /// A mapping file that is wrong.
    #[error("mapping file {file}: {reason}")]
    Mapping {
        /// The mapping file.
        file: String,
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// A file that cannot be decoded.
    #[error("{file} is neither UTF-8 nor GBK; give its encoding, or save it as UTF-8")]
    Undecodable {
        /// The file.
        file: String,
    },
    /// A database that cannot be used as a store.
    #[error("{address} cannot be used as a store: {reason}")]
    NotADatabase {
        /// Where it is, without user and password.
        address: String,
        /// Why, and what to do.
        reason: String,
    },
    /// A store that another program writes to for long.
    #[error(
        "{store} is being written by another program ({holder}); nothing was changed. Try again when it is done, or end that program"
    )]
    Busy {
        /// The store.
        store: String,
        /// Who writes, or for how long, as far as it is known.
        holder: String,
    },
    /// A store that holds something where nothing may be.
    #[error(
        "{store} is not empty; nothing was changed. Give an empty store, or --replace to delete what it holds"
    )]
    NotEmpty {
        /// The store.
        store: String,
    },
    /// A text that one of the databases cannot hold.
    #[error("{column} of a row of {table} has a NUL character; remove it from the file")]
    NulCharacter {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
    },
    /// A file that is no store of this program.
    #[error("{path} is not an Anjie store: {reason}; choose another path, or import the file")]
    NotAStore {
        /// The file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// A store that a newer program made.
    #[error("{path} was made by a newer version of this program; update the program")]
    NewerStore {
        /// The file.
        path: PathBuf,
    },
    /// A stored row that cannot be read back.
    #[error("{layer} row `{id}` in the store: {column} {reason}; correct or delete the row")]
    CorruptRow {
        /// The layer.
        layer: Layer,
        /// Key of the row.
        id: String,
        /// Column.
        column: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A stored result that cannot be read back.
    #[error("a result in the store cannot be read back: {0}; delete its run and assess again")]
    CorruptResult(String),
    /// A geometry that cannot be encoded or decoded.
    #[error("geometry: {0}")]
    Geometry(String),
    /// A row that points to a row that is not there.
    #[error("a row points to a facility or unit that is not in the store; add that first")]
    DanglingReference,
    /// A run that is in the store already.
    #[error(
        "run `{id}` is in the store already; a run is never changed, give the new one another id"
    )]
    RunExists {
        /// Identifier of the run.
        id: String,
    },
    /// A result that names another run than the one it is stored with.
    #[error("a result of run `{other}` cannot be stored with run `{run}`")]
    ForeignRow {
        /// The run that is stored.
        run: String,
        /// The run that the row names.
        other: String,
    },
    /// The database failed.
    #[error("store: {0}")]
    Database(sqlx::Error),
    /// GDAL failed.
    #[error("gdal: {0}")]
    Gdal(#[from] gdal::errors::GdalError),
    /// A file of a kind that cannot be written.
    #[error("{path}: choose one of the extensions .geojson, .gpkg, .fgb, .parquet, .csv, .xlsx")]
    UnknownExtension {
        /// The file.
        path: PathBuf,
    },
    /// A layer without rows, for which no file is written.
    #[error("{layer} has no rows in the store; nothing was written")]
    NothingToExport {
        /// The layer.
        layer: String,
    },
    /// A file that was not written whole.
    #[error("{path} was not written: {reason}")]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What happened.
        reason: String,
    },
    /// A task was cut off.
    #[error("a task was cut off: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// The likely choices, one a line, and all that can be written.
fn list(ranked: &[CrsChoice], choices: &str) -> String {
    if ranked.is_empty() {
        return format!(": {choices}");
    }
    let likely = ranked.iter().fold(String::new(), |text, choice| {
        text + "\n  " + &choice.to_string()
    });
    format!(", the likeliest first:{likely}\n  others: {choices}")
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(e) if e.is_foreign_key_violation() => Self::DanglingReference,
            _ => Self::Database(error),
        }
    }
}

impl Error {
    /// What it says, in Chinese; words of other programs inside of it stay as they are.
    pub fn zh(&self) -> String {
        match self {
            Self::CrsNeeded {
                file,
                reason,
                choices,
                ranked,
            } => {
                let reason = in_chinese(reason);
                if ranked.is_empty() {
                    return format!("{file}：{reason}；请用 --crs 写明坐标系：{choices}");
                }
                let likely = ranked.iter().fold(String::new(), |text, choice| {
                    format!(
                        "{text}\n  --crs {} （{}）：{}",
                        choice.crs,
                        choice.share(),
                        in_chinese(&choice.words)
                    )
                });
                format!(
                    "{file}：{reason}；请用 --crs 写明坐标系，可能性由大到小：{likely}\n  其他：{choices}"
                )
            }
            Self::Io { path, source } if source.kind() == std::io::ErrorKind::NotFound => {
                format!("{}：没有这个文件", path.display())
            }
            other => in_chinese(&other.to_string()),
        }
    }

    /// An error of reading or writing a file.
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}

/// Where rows were looked for.
fn in_none_of(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => format!(" in {one}"),
        several => format!(" in any of {}", several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_lacks_is_told_in_chinese() {
        let file = || "a.xlsx".to_owned();
        let picture = Error::NotADataset {
            file: file(),
            reason: "this is a picture; ask for the table as .xlsx or .csv".to_owned(),
        };
        assert_eq!(
            picture.zh(),
            "a.xlsx 不是可读取的数据文件（这是图片；请索取 .xlsx 或 .csv 表格）；可读取 Excel（.xlsx）、CSV、Shapefile、GeoPackage、GeoJSON、FlatGeobuf 等"
        );
        let large = Error::TooLarge {
            file: file(),
            what: "a table of 20000 columns".to_owned(),
            limit: "16384 columns".to_owned(),
        };
        assert!(
            large
                .zh()
                .starts_with("a.xlsx 有 20000 列的表，超过可读取的 16384 列；"),
            "{}",
            large.zh()
        );
        let datum = Error::CrsNeeded {
            file: file(),
            reason:
                "says nothing about its coordinate reference system, and its rows do not settle it"
                    .to_owned(),
            choices: "wgs84, gcj02",
            ranked: vec![CrsChoice {
                crs: "gcj02".to_owned(),
                confidence: 0.004,
                words: "12 of 12 rows in the district that they name".to_owned(),
            }],
        };
        assert_eq!(
            datum.zh(),
            "a.xlsx：未说明坐标系，从数据也无法判断；请用 --crs 写明坐标系，可能性由大到小：\n  --crs gcj02 （<1 %）：12 行写明所在区，其中 12 行位于该区\n  其他：wgs84, gcj02"
        );
    }
}
