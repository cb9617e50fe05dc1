//! A PMTiles 3 file: clustered, equal tiles once.

use std::fs::File;
use std::path::Path;

use ::pmtiles::{Compression, PmTilesWriter, TileId, TileType};

use super::ArchiveError;
use super::about::About;
use super::journal::Journal;

/// Writes the tiles of a journal.
pub(super) fn write(about: &About, journal: &mut Journal, out: &Path) -> Result<(), ArchiveError> {
    let failed = |source| ArchiveError::Io {
        path: out.to_owned(),
        source,
    };
    let [w, s, e, n] = about.bounds;
    let (lon, lat, zoom) = about.center;
    let mut writer = PmTilesWriter::new(TileType::Mvt)
        .precompressed(Compression::Gzip)
        .internal_compression(Compression::Gzip)
        .min_zoom(about.min_zoom)
        .max_zoom(about.max_zoom)
        .bounds(w, s, e, n)
        .center(lon, lat)
        .center_zoom(zoom)
        .metadata(about.pmtiles().to_string())
        .create(File::create(out).map_err(failed)?)?;
    let mut tiles = journal.tiles().map_err(failed)?;
    let mut last = None;
    while let Some((order, tile)) = tiles.next_after(last).map_err(failed)? {
        writer.add_tile(TileId::new(order)?.into(), &tile)?;
        last = Some(order);
    }
    writer.finalize()?;
    Ok(())
}
