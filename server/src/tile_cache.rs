//! Tiles that were made: kept compressed, once per encoding, made once however many ask.

use std::io;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use moka::future::Cache;
use sha2::{Digest, Sha256};
use tiles::{Projection, Selection, Stopped, Tile, TileCoord};
use tokio::sync::Semaphore;

use crate::encoding::Encoding;
use crate::shown_layer::ShownLayer;

/// Memory for tiles, bytes.
const CAPACITY: u64 = 128 << 20;
/// A tile may come to be kept in several encodings; the first is weighed so many times.
const FORMS: u64 = 3;
/// What an entry takes beside its bytes.
const ENTRY: u64 = 256;

/// Which tile is meant: of what layers, as of the runs that last changed it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TileName([u8; 12]);

impl TileName {
    /// The name of a tile of some layers. A layer that is not there has none.
    pub fn of(layers: &[ShownLayer], projection: Projection, coord: TileCoord) -> Self {
        let mut hash = Sha256::new();
        for layer in layers {
            // No name of a layer or run has a slash.
            hash.update(layer.index.spec().name());
            hash.update("/");
            hash.update(layer.version_at(projection, coord));
            hash.update("/");
        }
        hash.update([projection as u8, coord.z()]);
        hash.update(coord.x().to_le_bytes());
        hash.update(coord.y().to_le_bytes());
        let mut name = [0; 12];
        name.copy_from_slice(&hash.finalize()[..12]);
        Self(name)
    }

    /// The name of the same tile with a choice of its features.
    #[must_use]
    pub fn chosen(self, run: &str, what: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        // What is asked may hold what tiles do not show, so that any change of the city may change the choice.
        hash.update(run);
        hash.update("/");
        hash.update(what);
        let mut name = [0; 12];
        name.copy_from_slice(&hash.finalize()[..12]);
        Self(name)
    }

    /// As a strong entity tag: another coding is another tile.
    pub fn etag(self, encoding: Encoding) -> String {
        let mut tag = String::with_capacity(34);
        tag.push('"');
        for byte in self.0 {
            for half in [byte >> 4, byte & 15] {
                tag.extend(char::from_digit(u32::from(half), 16));
            }
        }
        tag.push('-');
        tag.push_str(encoding.token());
        tag.push('"');
        tag
    }
}

/// A tile in the encodings that were asked for so far.
#[derive(Debug)]
pub struct Kept {
    forms: [OnceLock<Bytes>; Encoding::ALL.len()],
    /// How many things it does not draw for themselves but by marks that stand for several.
    pub merged: u64,
}

impl Kept {
    fn new(tile: &Tile, encoding: Encoding) -> io::Result<Self> {
        let kept = Self {
            forms: Default::default(),
            merged: tile.merged,
        };
        kept.put(encoding, encoding.pack(&tile.bytes)?.into());
        Ok(kept)
    }

    fn put(&self, encoding: Encoding, bytes: Bytes) -> &Bytes {
        self.forms[encoding.index()].get_or_init(|| bytes)
    }

    /// The tile in an encoding.
    ///
    /// # Errors
    /// Where a compressor fails.
    pub fn form(&self, encoding: Encoding) -> io::Result<Bytes> {
        if let Some(known) = self.forms[encoding.index()].get() {
            return Ok(known.clone());
        }
        let mut known = Encoding::ALL
            .into_iter()
            .filter_map(|e| Some((e, self.forms[e.index()].get()?)));
        let Some((from, bytes)) = known.next() else {
            return Err(io::Error::other("a tile is kept in no form"));
        };
        let packed = encoding.pack(&from.unpack(bytes)?)?;
        Ok(self.put(encoding, packed.into()).clone())
    }

    fn len(&self) -> u64 {
        let forms = self.forms.iter().filter_map(OnceLock::get);
        forms.map(|b| b.len() as u64).max().unwrap_or(0)
    }
}

/// Why there is no tile.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TileError {
    /// It was not wanted any more.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// It could not be made.
    #[error("the tile could not be made: {0}")]
    Failed(String),
}

/// All tiles that were made.
pub struct TileCache {
    kept: Cache<TileName, Option<Arc<Kept>>>,
    /// No more tiles at a time than there are processors.
    at_a_time: Arc<Semaphore>,
}

impl Default for TileCache {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            kept: Cache::builder()
                .weigher(|_, tile: &Option<Arc<Kept>>| {
                    let bytes = FORMS * tile.as_ref().map_or(0, |t| t.len());
                    u32::try_from(bytes + ENTRY).unwrap_or(u32::MAX)
                })
                .max_capacity(CAPACITY)
                .build(),
            at_a_time: Arc::new(Semaphore::new(processors)),
        }
    }
}

/// Says whether somebody still waits; nobody does once it is dropped.
struct Wanted(Arc<AtomicBool>);

impl Wanted {
    fn new() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }
}

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

impl TileCache {
    /// The tile of that name, of some layers; none where nothing is there. Who asks for a tile that is being made
    /// waits for it; where all who wait have gone, the work stops.
    ///
    /// # Errors
    /// [`TileError`].
    pub async fn tile(
        &self,
        name: TileName,
        layers: &[ShownLayer],
        keep: Option<&[Arc<Selection>]>,
        (projection, coord): (Projection, TileCoord),
        encoding: Encoding,
    ) -> Result<Option<Arc<Kept>>, TileError> {
        if let Some(known) = self.kept.get(&name).await {
            return Ok(known);
        }
        let layers = layers.iter().cloned();
        let layers = match keep {
            None => layers.map(|layer| (layer, None)).collect(),
            Some(keep) => layers.zip(keep.iter().cloned().map(Some)).collect(),
        };
        let making = self.make(layers, projection, coord, encoding);
        let made = self.kept.try_get_with(name, making).await;
        made.map_err(|error| TileError::clone(&error))
    }

    async fn make(
        &self,
        layers: Vec<(ShownLayer, Option<Arc<Selection>>)>,
        projection: Projection,
        coord: TileCoord,
        encoding: Encoding,
    ) -> Result<Option<Arc<Kept>>, TileError> {
        let failed = |e: &dyn std::error::Error| TileError::Failed(e.to_string());
        let turn = Arc::clone(&self.at_a_time).acquire_owned().await;
        let turn = turn.map_err(|e| failed(&e))?;
        let wanted = Wanted::new();
        let is_wanted = wanted.flag();
        let made = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let layers: Vec<_> = layers
                .iter()
                .map(|(layer, keep)| (layer.index_in(projection), keep.as_deref()))
                .collect();
            let layers: Vec<tiles::Wanted<'_>> = layers
                .iter()
                .map(|(index, keep)| tiles::Wanted { index, keep: *keep })
                .collect();
            let tile = tiles::encode_while(&layers, coord, || is_wanted.load(Ordering::Relaxed))?;
            let kept = tile.map(|tile| Kept::new(&tile, encoding).map(Arc::new));
            kept.transpose()
                .map_err(|e| TileError::Failed(e.to_string()))
        });
        made.await.map_err(|e| failed(&e))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_kept_in_each_form_that_was_asked_for_and_is_the_same_in_all() {
        let plain = b"tile ".repeat(200);
        let tile = Tile {
            bytes: plain.clone(),
            merged: 7,
        };
        let kept = Kept::new(&tile, Encoding::Gzip).unwrap();
        assert_eq!(kept.merged, 7);
        assert!(kept.forms[Encoding::Zstd.index()].get().is_none());
        for e in Encoding::ALL {
            let form = kept.form(e).unwrap();
            assert_eq!(e.unpack(&form).unwrap(), plain);
            // Once made, it is the very same bytes.
            assert_eq!(form.as_ptr(), kept.form(e).unwrap().as_ptr());
        }
    }

    #[test]
    fn nobody_waits_once_it_is_dropped() {
        let wanted = Wanted::new();
        let flag = wanted.flag();
        assert!(flag.load(Ordering::Relaxed));
        drop(wanted);
        assert!(!flag.load(Ordering::Relaxed));
    }
}
