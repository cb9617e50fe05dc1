//! Tiles that were made: kept compressed, once per encoding, made once however many ask.

use std::io;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use moka::future::Cache;
use rustc_hash::FxBuildHasher;
use sha2::{Digest, Sha256};
use tiles::{Projection, Selection, Tile, TileCoord};

use crate::encoding::Encoding;
use crate::shown_layer::ShownLayer;
use crate::tile_format::TileFormat;
use crate::tile_makers::{LONGEST, Makers};
use crate::wanted::Stopped;

/// Memory for tiles where nothing says so, MiB.
pub const CAPACITY_MIB: u64 = 128;
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

    /// As a strong entity tag: another format or coding is another tile.
    pub fn etag(self, Form(format, encoding): Form) -> String {
        let mut tag = String::with_capacity(40);
        tag.push('"');
        for byte in self.0 {
            for half in [byte >> 4, byte & 15] {
                tag.extend(char::from_digit(u32::from(half), 16));
            }
        }
        tag.push('-');
        if format != TileFormat::Mvt {
            tag.push_str(format.token());
            tag.push('-');
        }
        tag.push_str(encoding.token());
        tag.push('"');
        tag
    }
}

/// How a tile is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form(pub TileFormat, pub Encoding);

impl Form {
    const COUNT: usize = TileFormat::ALL.len() * Encoding::ALL.len();

    /// Whether it takes little time beside drawing the tile.
    fn is_quick(self) -> bool {
        self.0 == TileFormat::Mvt && self.1 != Encoding::Brotli
    }

    const fn index(self) -> usize {
        self.0.index() * Encoding::ALL.len() + self.1.index()
    }
}

/// A tile in the forms that were asked for so far.
#[derive(Debug)]
pub struct Kept {
    forms: [OnceLock<Bytes>; Form::COUNT],
    /// How many things it does not draw for themselves but by marks that stand for several.
    pub merged: u64,
}

impl Kept {
    fn new(tile: &Tile, form: Form) -> Result<Self, TileError> {
        let kept = Self {
            forms: Default::default(),
            merged: tile.merged,
        };
        kept.put(form, pack(&tile.bytes, form)?);
        if form.0 != TileFormat::Mvt {
            // What other forms will be made from.
            let source = Form(TileFormat::Mvt, form.1);
            kept.put(source, pack(&tile.bytes, source)?);
        }
        Ok(kept)
    }

    fn put(&self, form: Form, bytes: Bytes) -> Bytes {
        self.forms[form.index()].get_or_init(|| bytes).clone()
    }

    /// The tile in a form that was asked for before.
    pub fn known(&self, form: Form) -> Option<Bytes> {
        self.forms[form.index()].get().cloned()
    }

    /// The tile in any form.
    fn form(&self, form: Form) -> Result<Bytes, TileError> {
        if let Some(known) = self.known(form) {
            return Ok(known);
        }
        // Of this format, or of that which the others are made from.
        let mut formats = [form.0, TileFormat::Mvt].into_iter();
        let from = formats.find_map(|format| {
            let mut codings = Encoding::ALL.into_iter().rev();
            codings.find_map(|e| Some((format, e, self.known(Form(format, e))?)))
        });
        let Some((format, encoding, bytes)) = from else {
            let why = "a tile is kept in no form that this one can be made from";
            return Err(TileError::Failed(why.to_owned()));
        };
        let plain = encoding.unpack(&bytes)?;
        let packed = if format == form.0 {
            form.1.pack(&plain)?.into()
        } else {
            pack(&plain, form)?
        };
        Ok(self.put(form, packed))
    }

    fn len(&self) -> u64 {
        let forms = self.forms.iter().filter_map(OnceLock::get);
        forms.map(|b| b.len() as u64).max().unwrap_or(0)
    }
}

/// A Mapbox Vector Tile in some form.
fn pack(mvt: &[u8], Form(format, encoding): Form) -> Result<Bytes, TileError> {
    let packed = match format {
        TileFormat::Mvt => encoding.pack(mvt)?,
        TileFormat::Mlt => {
            let mlt = format.of_mvt(mvt).map_err(TileError::Failed)?;
            encoding.pack(&mlt)?
        }
    };
    Ok(packed.into())
}

/// Why there is no tile.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TileError {
    /// It was not wanted any more.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// It took too long.
    #[error("the tile takes longer than {} s; ask for fewer layers, or come closer", LONGEST.as_secs())]
    Late,
    /// It could not be made.
    #[error("the tile could not be made: {0}")]
    Failed(String),
}

impl From<io::Error> for TileError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// All tiles that were made.
pub struct TileCache {
    /// None where each tile is made anew each time.
    kept: Option<Cache<TileName, Option<Arc<Kept>>, FxBuildHasher>>,
    makers: Makers,
}

impl Default for TileCache {
    fn default() -> Self {
        Self::of_mib(CAPACITY_MIB)
    }
}

/// A tile that is to be made: of what layers, each whole or in part, and where.
struct Plan {
    layers: Vec<(ShownLayer, Option<Arc<Selection>>)>,
    projection: Projection,
    coord: TileCoord,
}

impl TileCache {
    /// Takes so much memory, MiB; with none, each tile is made anew each time.
    pub fn of_mib(capacity_mib: u64) -> Self {
        let cache = || {
            Cache::builder()
                .weigher(|_, tile: &Option<Arc<Kept>>| {
                    let bytes = FORMS * tile.as_ref().map_or(0, |t| t.len());
                    u32::try_from(bytes + ENTRY).unwrap_or(u32::MAX)
                })
                .max_capacity(capacity_mib.saturating_mul(1 << 20))
                .build_with_hasher(FxBuildHasher)
        };
        Self {
            kept: (capacity_mib > 0).then(cache),
            makers: Makers::default(),
        }
    }

    /// The tile of that name, of some layers, and how many things it merges; none where nothing is there. Who asks for
    /// a tile that is being made waits for it; where all who wait have gone, the work stops.
    ///
    /// # Errors
    /// [`TileError`].
    pub async fn tile(
        &self,
        name: TileName,
        layers: &[ShownLayer],
        keep: Option<&[Arc<Selection>]>,
        (projection, coord): (Projection, TileCoord),
        form: Form,
    ) -> Result<Option<(Bytes, u64)>, TileError> {
        let making = || {
            let layers = layers.iter().cloned();
            let layers = match keep {
                None => layers.map(|layer| (layer, None)).collect(),
                Some(keep) => layers.zip(keep.iter().cloned().map(Some)).collect(),
            };
            let plan = Plan {
                layers,
                projection,
                coord,
            };
            self.make(plan, form)
        };
        let kept = match &self.kept {
            None => making().await?,
            Some(all) => {
                if let Some(known) = all.get(&name).await {
                    known
                } else {
                    let made = all.try_get_with(name, making()).await;
                    made.map_err(|error| TileError::clone(&error))?
                }
            }
        };
        let Some(kept) = kept else {
            return Ok(None);
        };
        let merged = kept.merged;
        if let Some(bytes) = kept.known(form) {
            return Ok(Some((bytes, merged)));
        }
        let again = move |_: &dyn Fn() -> bool| kept.form(form);
        let again = self.makers.make(coord.z(), form.is_quick(), again);
        Ok(Some((again.await?, merged)))
    }

    async fn make(&self, plan: Plan, form: Form) -> Result<Option<Arc<Kept>>, TileError> {
        let (zoom, is_ready) = (plan.coord.z(), form.is_quick() && plan.is_ready());
        let made = self.makers.make(zoom, is_ready, move |goes_on| {
            let tile = plan.encode(goes_on)?;
            tile.map(|tile| Kept::new(&tile, form).map(Arc::new))
                .transpose()
        });
        made.await
    }
}

impl Plan {
    /// Whether all layers are there in the projection that is asked for.
    fn is_ready(&self) -> bool {
        let mut layers = self.layers.iter();
        layers.all(|(layer, _)| layer.is_ready_in(self.projection))
    }

    fn encode(&self, goes_on: &dyn Fn() -> bool) -> Result<Option<Tile>, Stopped> {
        let layers = self.layers.iter();
        let layers: Vec<_> = layers
            .map(|(layer, keep)| (layer.index_in(self.projection), keep.as_deref()))
            .collect();
        let layers: Vec<tiles::Wanted<'_>> = layers
            .iter()
            .map(|(index, keep)| tiles::Wanted { index, keep: *keep })
            .collect();
        tiles::encode_while(&layers, self.coord, goes_on).map_err(|_| Stopped)
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
        let kept = Kept::new(&tile, Form(TileFormat::Mvt, Encoding::Gzip)).unwrap();
        assert_eq!(kept.merged, 7);
        assert!(kept.known(Form(TileFormat::Mvt, Encoding::Zstd)).is_none());
        for e in Encoding::ALL {
            let form = kept.form(Form(TileFormat::Mvt, e)).unwrap();
            assert_eq!(e.unpack(&form).unwrap(), plain);
            // Once made, it is the very same bytes.
            let again = kept.known(Form(TileFormat::Mvt, e)).unwrap();
            assert_eq!(form.as_ptr(), again.as_ptr());
        }
    }
}
