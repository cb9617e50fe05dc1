//! A file of tiles for maps without this service: MBTiles 1.3 or PMTiles 3, each tile byte for byte as it is served
//! in gzip.
//!
//! | step | where |
//! |---|---|
//! | which layers, zooms and place | [`plan`] |
//! | which tiles may have something, in the order of PMTiles | `walk` |
//! | made on all processors, kept in `OUT.part` as they come | `journal` |
//! | what the file says of itself | `about` |
//! | from the part into `OUT.tmp`, which then takes the name | `mbtiles`, `pmtiles` |
//!
//! A run that is cut off leaves its part, and the next run of the same export goes on from there: tiles come in one
//! order, so that the last one of the part says what is missing. The file is the same as without the break.

mod about;
mod journal;
mod mbtiles;
pub mod plan;
mod pmtiles;
mod walk;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use thiserror::Error;
use tiles::{LayerIndex, TileCoord};

use self::about::About;
use self::journal::Journal;
pub use self::plan::{Format, Plan, PlanError, Shown};
use self::walk::Walk;
use crate::encoding::Encoding;

/// Tiles that are made at the same time, and are in memory together.
const BATCH: usize = 128;

/// Why there is no file.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// What is asked for cannot be.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Nothing is drawn there.
    #[error(
        "没有可导出的瓦片 nothing of the layers {layers} is drawn at zooms {min_zoom} to {max_zoom} there; widen --bbox or the zooms"
    )]
    Empty {
        /// Layers.
        layers: String,
        /// First zoom.
        min_zoom: u8,
        /// Last zoom.
        max_zoom: u8,
    },
    /// Another program writes the same file.
    #[error("{path} is being written by another export; wait for it, or give another name", path = path.display())]
    Busy {
        /// The part.
        path: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("{path} cannot be written: {source}", path = path.display())]
    Io {
        /// File.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The PMTiles file cannot be written.
    #[error("the PMTiles file cannot be written: {0}")]
    PmTiles(#[from] ::pmtiles::PmtError),
    /// The MBTiles file cannot be written.
    #[error("the MBTiles file cannot be written: {0}")]
    MbTiles(#[from] sqlx::Error),
}

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It goes on from a part with so many tiles.
    Resumed(u64),
    /// The part that was there is of another export and is written anew.
    Restarted,
    /// So many places are to be looked at.
    Places(u64),
    /// So many more are done.
    Done(u64),
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Tiles.
    pub tiles: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// Writes the tiles of a plan into a file, over what is there.
///
/// # Errors
/// [`ArchiveError`]; the file that was there stays as it was then, and the part of the new one is kept.
pub async fn write(
    shown: Shown<'_>,
    plan: &Plan,
    out: &Path,
    progress: impl Fn(Progress) + Sync,
) -> Result<Written, ArchiveError> {
    let layers = plan.layers_of(shown)?;
    let layers: Vec<&LayerIndex> = layers.iter().map(|l| &**l).collect();
    let part = beside(out, "part");
    let tmp = beside(out, "tmp");
    let io_error = |path: &Path, source| ArchiveError::Io {
        path: path.to_owned(),
        source,
    };
    let empty = || ArchiveError::Empty {
        layers: plan.names().join(","),
        min_zoom: *plan.zooms().start(),
        max_zoom: *plan.zooms().end(),
    };
    let about = About::of(shown, &layers, plan).ok_or_else(empty)?;
    let mut journal = Journal::open(&part, &plan.fingerprint(shown), &progress)?;
    collect(&layers, plan, &mut journal, &progress).map_err(|e| io_error(&part, e))?;
    let tiles = journal.len();
    if tiles == 0 {
        journal.discard().map_err(|e| io_error(&part, e))?;
        return Err(empty());
    }
    match fs::remove_file(&tmp) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(io_error(&tmp, e)),
        _ => {}
    }
    match plan.format() {
        Format::PmTiles => pmtiles::write(&about, &mut journal, &tmp)?,
        Format::MbTiles => mbtiles::write(&about, &mut journal, &tmp).await?,
    }
    let bytes = put_in_place(&tmp, out).map_err(|e| io_error(out, e))?;
    journal.discard().map_err(|e| io_error(&part, e))?;
    Ok(Written { tiles, bytes })
}

/// Makes the tiles that the journal does not have yet.
fn collect(
    layers: &[&LayerIndex],
    plan: &Plan,
    journal: &mut Journal,
    progress: &(impl Fn(Progress) + Sync),
) -> io::Result<()> {
    let walk = || Walk::new(layers, plan.zooms(), plan.bbox());
    progress(Progress::Places(walk().count() as u64));
    let last = journal.last();
    let mut places = walk().peekable();
    let mut before = 0;
    while let Some(place) = places.peek()
        && last.is_some_and(|last| walk::order(*place) <= last)
    {
        places.next();
        before += 1;
    }
    progress(Progress::Done(before));
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        batch.clear();
        batch.extend(places.by_ref().take(BATCH));
        if batch.is_empty() {
            return journal.flush();
        }
        let made: Vec<Option<Vec<u8>>> = batch
            .par_iter()
            .map(|coord| made(layers, *coord))
            .collect::<io::Result<_>>()?;
        for (coord, tile) in batch.iter().zip(made) {
            if let Some(tile) = tile {
                journal.add(walk::order(*coord), &tile)?;
            }
        }
        journal.flush()?;
        progress(Progress::Done(batch.len() as u64));
    }
}

/// A tile as the service gives it to who accepts gzip.
fn made(layers: &[&LayerIndex], coord: TileCoord) -> io::Result<Option<Vec<u8>>> {
    let plain = tiles::encode(layers, coord);
    plain.map(|plain| Encoding::Gzip.pack(&plain)).transpose()
}

/// The name of a file with something more at its end.
fn beside(out: &Path, more: &str) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".");
    name.push(more);
    PathBuf::from(name)
}

/// Gives a finished file its name once it is on the disk.
fn put_in_place(tmp: &Path, out: &Path) -> io::Result<u64> {
    let file = File::options().read(true).write(true).open(tmp)?;
    file.sync_all()?;
    let bytes = file.metadata()?.len();
    fs::rename(tmp, out)?;
    Ok(bytes)
}
