//! Seeded defects: what a bureau's data has wrong, put into the demo city on purpose, with a manifest
//! of every one, so that finding them can be scored.
//!
//! [`spoil`] puts into the facts what a store can hold; [`export_dirty`] writes files that hold the
//! rest (text in the wrong encoding, swapped axes, whole files in another datum, broken rings).
//!
//! Shares: 0.2 % GCJ-02 and 0.1 % BD-09 of all places, 0.3 % of the vessels for each kind of wrong
//! inventory; at least a few of each.

use serde::Serialize;
use thiserror::Error;

mod files;
mod place;
mod spoil;

pub use files::export_dirty;
pub use spoil::spoil;

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DefectKind {
    /// Stands where GCJ-02 (火星坐标) puts it, some 500 m off.
    Gcj02,
    /// Stands where BD-09 (百度坐标) puts it, some 1 km off.
    Bd09,
    /// Longitude and latitude are swapped.
    SwappedAxes,
    /// A second row of the same thing, 300–700 m away, under another identifier.
    Twin,
    /// A tank that stands in its neighbour.
    TanksOverlap,
    /// More tonnes than the volume takes.
    OverCapacity,
    /// Kilograms in the column of tonnes.
    KilogramsAsTonnes,
    /// A CAS number that no substance has.
    UnknownSubstance,
    /// An attribute that a verdict hangs on is gone.
    MissingAttribute,
    /// A ring that crosses itself.
    SelfCrossingRing,
    /// Text that was read in the wrong encoding (乱码).
    Mojibake,
    /// A number written with full-width digits.
    FullWidthNumber,
}

impl DefectKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Gcj02,
        Self::Bd09,
        Self::SwappedAxes,
        Self::Twin,
        Self::TanksOverlap,
        Self::OverCapacity,
        Self::KilogramsAsTonnes,
        Self::UnknownSubstance,
        Self::MissingAttribute,
        Self::SelfCrossingRing,
        Self::Mojibake,
        Self::FullWidthNumber,
    ];
}

/// One defect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// What is wrong.
    pub kind: DefectKind,
    /// Layer of the row, as in files and store.
    pub layer: &'static str,
    /// Identifier of the row.
    pub id: String,
    /// Column that is wrong; `geometry` for the place.
    pub field: &'static str,
    /// What would be right; the identifier of the first row for a twin. A place is the longitude and
    /// latitude of its middle.
    pub right: Option<String>,
    /// What stands there.
    pub wrong: Option<String>,
    /// File that holds it; none for a row of the store.
    pub file: Option<&'static str>,
}

/// All defects of a city or of a folder of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// Says that all of this is invented.
    pub synthetic: bool,
    /// Version of the generator.
    pub generator_version: u32,
    /// Seed of the defects.
    pub seed: u64,
    /// The defects, by kind.
    pub defects: Vec<Defect>,
}

impl Manifest {
    fn new(seed: u64, defects: Vec<Defect>) -> Self {
        Self {
            synthetic: true,
            generator_version: super::GENERATOR_VERSION,
            seed,
            defects,
        }
    }

    /// As JSON, for people and programs.
    ///
    /// # Errors
    /// None that this type can have; the signature is that of the writer.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

/// Why dirty files could not be written.
#[derive(Debug, Error)]
pub enum DirtyError {
    /// The folder or a file in it cannot be written.
    #[error("{path} cannot be written ({source}); give a folder that you may write to")]
    Io {
        /// The file.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The table cannot be written.
    #[error("the workbook cannot be written: {0}; check the space on the disk")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The Shapefile cannot be written.
    #[error("the Shapefile cannot be written: {0}; give an empty folder")]
    Shapefile(#[from] gdal::errors::GdalError),
    /// The CSV cannot be written.
    #[error("the CSV file cannot be written: {0}; check the space on the disk")]
    Csv(String),
}

/// Distinct indices out of `0..count`, in ascending order.
fn pick(stream: &mut super::stream::Stream, count: usize, wanted: usize) -> Vec<usize> {
    let mut chosen = std::collections::BTreeSet::new();
    while chosen.len() < wanted.min(count) {
        chosen.insert(stream.whole(0, count - 1));
    }
    chosen.into_iter().collect()
}

#[cfg(test)]
mod tests;
