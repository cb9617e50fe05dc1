//! Tiles that were made: kept compressed, once per encoding, made once however many ask.

use std::io;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use moka::future::Cache;
use tiles::{Stopped, TileCoord};
use tokio::sync::Semaphore;

use crate::encoding::Encoding;
use crate::snapshot::Snapshot;

/// Memory for tiles, bytes.
const CAPACITY: u64 = 128 << 20;
/// A tile may come to be kept in several encodings; the first is weighed so many times.
const FORMS: u64 = 3;
/// What an entry takes beside its bytes.
const ENTRY: u64 = 256;

/// What a tile is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TileKey {
    /// Version of the data.
    pub version: String,
    /// Layers, joined by commas.
    pub layers: String,
    /// Zoom, column and row.
    pub at: (u8, u32, u32),
}

/// A tile in the encodings that were asked for so far.
#[derive(Debug)]
pub struct Kept([OnceLock<Bytes>; Encoding::ALL.len()]);

impl Kept {
    fn new(plain: &[u8], encoding: Encoding) -> io::Result<Self> {
        let kept = Self(Default::default());
        kept.put(encoding, encoding.pack(plain)?.into());
        Ok(kept)
    }

    fn put(&self, encoding: Encoding, bytes: Bytes) -> &Bytes {
        self.0[encoding.index()].get_or_init(|| bytes)
    }

    /// The tile in an encoding.
    ///
    /// # Errors
    /// Where a compressor fails.
    pub fn form(&self, encoding: Encoding) -> io::Result<Bytes> {
        if let Some(known) = self.0[encoding.index()].get() {
            return Ok(known.clone());
        }
        let mut known = Encoding::ALL
            .into_iter()
            .filter_map(|e| Some((e, self.0[e.index()].get()?)));
        let Some((from, bytes)) = known.next() else {
            return Err(io::Error::other("a tile is kept in no form"));
        };
        let packed = encoding.pack(&from.unpack(bytes)?)?;
        Ok(self.put(encoding, packed.into()).clone())
    }

    fn len(&self) -> u64 {
        let forms = self.0.iter().filter_map(OnceLock::get);
        forms.map(|b| b.len() as u64).max().unwrap_or(0)
    }
}

/// Why there is no tile.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TileError {
    /// A layer is not there any more.
    #[error("layer {0} is not there")]
    NoLayer(String),
    /// It was not wanted any more.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// It could not be made.
    #[error("the tile could not be made: {0}")]
    Failed(String),
}

/// All tiles that were made.
pub struct TileCache {
    kept: Cache<TileKey, Option<Arc<Kept>>>,
    /// No more tiles at a time than there are processors.
    at_a_time: Arc<Semaphore>,
}

impl Default for TileCache {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            kept: Cache::builder()
                .weigher(|key: &TileKey, tile: &Option<Arc<Kept>>| {
                    let bytes = FORMS * tile.as_ref().map_or(0, |t| t.len());
                    let names = (key.version.len() + key.layers.len()) as u64;
                    u32::try_from(bytes + names + ENTRY).unwrap_or(u32::MAX)
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
    /// The tile of some layers of a snapshot; none where nothing is there. Who asks for a tile that is being made
    /// waits for it; where all who wait have gone, the work stops.
    ///
    /// # Errors
    /// [`TileError`].
    pub async fn tile(
        &self,
        snapshot: &Arc<Snapshot>,
        names: &[&str],
        coord: TileCoord,
        encoding: Encoding,
    ) -> Result<Option<Arc<Kept>>, TileError> {
        let key = TileKey {
            version: snapshot.version().to_owned(),
            layers: names.join(","),
            at: (coord.z(), coord.x(), coord.y()),
        };
        if let Some(known) = self.kept.get(&key).await {
            return Ok(known);
        }
        let layers = key.layers.clone();
        let making = self.make(Arc::clone(snapshot), layers, coord, encoding);
        let made = self.kept.try_get_with(key, making).await;
        made.map_err(|error| TileError::clone(&error))
    }

    async fn make(
        &self,
        snapshot: Arc<Snapshot>,
        layers: String,
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
            let found: Vec<_> = layers
                .split(',')
                .map(|n| {
                    snapshot
                        .layer(n)
                        .ok_or_else(|| TileError::NoLayer(n.to_owned()))
                })
                .collect::<Result<_, _>>()?;
            let tile = tiles::encode_while(&found, coord, || is_wanted.load(Ordering::Relaxed))?;
            let kept = tile.map(|plain| Kept::new(&plain, encoding).map(Arc::new));
            kept.transpose()
                .map_err(|e| TileError::Failed(e.to_string()))
        });
        made.await.map_err(|e| failed(&e))?
    }

    /// Forgets all tiles.
    pub fn forget(&self) {
        self.kept.invalidate_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_kept_in_each_form_that_was_asked_for_and_is_the_same_in_all() {
        let plain = b"tile ".repeat(200);
        let kept = Kept::new(&plain, Encoding::Gzip).unwrap();
        assert!(kept.0[Encoding::Zstd.index()].get().is_none());
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
