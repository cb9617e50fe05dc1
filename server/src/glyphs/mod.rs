//! Glyphs for maps: signed distance fields of 256 characters at a time, made from font files of this machine when
//! they are first asked for and kept compressed.
//!
//! | part | what it does |
//! |---|---|
//! | `face` | a face of a font file: which it is, and the distance field of a character |
//! | `pbf` | the message that MapLibre reads |

mod face;
mod pbf;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use moka::future::Cache;
use rayon::prelude::*;
use thiserror::Error;

pub use self::face::FaceError;
use self::face::FontFile;
use crate::encoding::Encoding;

/// Characters of a range.
pub const RANGE: u32 = 256;
/// Last character that ranges reach.
const LAST: u32 = 65535;
/// Memory for ranges, bytes.
const CAPACITY: u64 = 64 << 20;
/// Fonts that one stack may name.
const MOST_FONTS: usize = 4;

/// Fonts where Debian's `fonts-noto-cjk` puts them, which `make run` installs.
const USUAL: [(&str, &str); 2] = [
    (
        "Noto Sans CJK SC Regular",
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    ),
    (
        "Noto Sans CJK SC Bold",
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    ),
];

/// Why there are no glyphs.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GlyphError {
    /// A font that the service does not have.
    #[error("there is no font `{name}`; fonts here: {known}")]
    NoFont {
        /// Name.
        name: String,
        /// Names that are known.
        known: String,
    },
    /// A range that is none.
    #[error("`{text}` is no range of glyphs; give 0-255, 256-511 and so on to 65280-65535")]
    Range {
        /// What was given.
        text: String,
    },
    /// A stack of too many fonts.
    #[error("a stack of more than {MOST_FONTS} fonts; name fewer")]
    Stack,
    /// The file of a font is not there, or is none.
    #[error("the file of the font `{name}` cannot be used: {source}")]
    File {
        /// Font.
        name: String,
        /// Why.
        source: FaceError,
    },
    /// A compressor failed.
    #[error("the glyphs cannot be compressed: {0}")]
    Pack(String),
}

/// All fonts of the service and the ranges that were made.
pub struct Glyphs {
    paths: BTreeMap<String, PathBuf>,
    files: Mutex<BTreeMap<String, Arc<FontFile>>>,
    kept: Cache<(String, u32, Encoding), Bytes>,
}

impl Default for Glyphs {
    fn default() -> Self {
        let usual = USUAL.map(|(name, path)| (name.to_owned(), PathBuf::from(path)));
        Self {
            paths: usual.into_iter().collect(),
            files: Mutex::default(),
            kept: Cache::builder()
                .weigher(|(stack, ..): &(String, u32, Encoding), made: &Bytes| {
                    u32::try_from(stack.len() + made.len()).unwrap_or(u32::MAX)
                })
                .max_capacity(CAPACITY)
                .build(),
        }
    }
}

impl Glyphs {
    /// Fonts of other files, beside the usual ones or in their place.
    #[must_use]
    pub fn with(mut self, fonts: impl IntoIterator<Item = (String, PathBuf)>) -> Self {
        self.paths.extend(fonts);
        self
    }

    /// Names of the fonts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().map(String::as_str)
    }

    /// The glyphs of a range in the fonts of a stack, each character by the first font that has it, as MapLibre reads
    /// them. A range without any character is a message without glyphs.
    ///
    /// # Errors
    /// [`GlyphError`].
    pub async fn range(
        self: &Arc<Self>,
        stack: &str,
        range: &str,
        encoding: Encoding,
    ) -> Result<Bytes, GlyphError> {
        let start = start_of(range)?;
        let fonts = self.fonts(stack)?;
        let stack = fonts.join(",");
        let key = (stack.clone(), start, encoding);
        let glyphs = Arc::clone(self);
        let making = async move {
            let made = tokio::task::spawn_blocking(move || {
                let plain = glyphs.make(&stack, &fonts, start)?;
                let packed = encoding.pack(&plain);
                packed.map_err(|e| GlyphError::Pack(e.to_string()))
            });
            let made = made.await.map_err(|e| GlyphError::Pack(e.to_string()))?;
            made.map(Bytes::from)
        };
        let made = self.kept.try_get_with(key, making).await;
        made.map_err(|error| GlyphError::clone(&error))
    }

    /// Names of the fonts of a stack, each once.
    fn fonts(&self, stack: &str) -> Result<Vec<String>, GlyphError> {
        let mut fonts: Vec<String> = Vec::new();
        for name in stack.split(',').map(str::trim) {
            if !self.paths.contains_key(name) {
                return Err(GlyphError::NoFont {
                    name: name.chars().take(100).collect(),
                    known: self.names().collect::<Vec<_>>().join(", "),
                });
            }
            if fonts.iter().all(|f| f != name) {
                if fonts.len() == MOST_FONTS {
                    return Err(GlyphError::Stack);
                }
                fonts.push(name.to_owned());
            }
        }
        Ok(fonts)
    }

    fn make(&self, stack: &str, fonts: &[String], start: u32) -> Result<Vec<u8>, GlyphError> {
        let files: Vec<Arc<FontFile>> = fonts
            .iter()
            .map(|name| self.file(name))
            .collect::<Result<_, _>>()?;
        let faces = files.iter().zip(fonts).map(|(file, name)| {
            file.face().map_err(|source| GlyphError::File {
                name: name.clone(),
                source,
            })
        });
        let faces: Vec<face::Face<'_>> = faces.collect::<Result<_, _>>()?;
        let glyphs: Vec<face::Glyph> = (start..start + RANGE)
            .into_par_iter()
            .filter_map(char::from_u32)
            .filter_map(|c| faces.iter().find_map(|face| face.glyph(c)))
            .collect();
        let range = format!("{start}-{}", start + RANGE - 1);
        Ok(pbf::glyphs(stack, &range, &glyphs))
    }

    /// The file of a font, read when it is first asked for; one that was not there is looked for again.
    fn file(&self, name: &str) -> Result<Arc<FontFile>, GlyphError> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = files.get(name) {
            return Ok(Arc::clone(known));
        }
        let Some(path) = self.paths.get(name) else {
            return Err(GlyphError::NoFont {
                name: name.to_owned(),
                known: self.names().collect::<Vec<_>>().join(", "),
            });
        };
        let read = FontFile::read(name, path).map_err(|source| GlyphError::File {
            name: name.to_owned(),
            source,
        })?;
        let read = Arc::new(read);
        files.insert(name.to_owned(), Arc::clone(&read));
        Ok(read)
    }
}

/// First character of a range.
fn start_of(range: &str) -> Result<u32, GlyphError> {
    let wrong = || GlyphError::Range {
        text: range.chars().take(100).collect(),
    };
    let (start, end) = range.split_once('-').ok_or_else(wrong)?;
    let start: u32 = start.parse().map_err(|_| wrong())?;
    // Each range has one address only: no sign, no noughts before it.
    let is_plain = range == format!("{start}-{end}");
    let is_range = start.is_multiple_of(RANGE)
        && start < LAST
        && end.parse() == Ok(start + (RANGE - 1))
        && !end.starts_with(['+', '0']);
    if is_plain && is_range {
        Ok(start)
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_256_ranges() {
        let all = (0..256).map(|i| format!("{}-{}", i * 256, i * 256 + 255));
        assert!(all.clone().all(|r| start_of(&r).is_ok()));
        assert_eq!(start_of("65280-65535"), Ok(65280));
        for wrong in [
            "",
            "-",
            "0",
            "0-256",
            "1-256",
            "256-255",
            "+0-255",
            "00-255",
            "0-0255",
            "65536-65791",
            "4294967040-4294967295",
            "0-255-",
            "０-255",
        ] {
            assert!(start_of(wrong).is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn what_is_not_there_is_said() {
        let nowhere = ("Nowhere".to_owned(), PathBuf::from("nowhere.ttf"));
        let glyphs = Arc::new(Glyphs::default().with([nowhere]));
        let ask = |stack: &'static str| {
            let glyphs = Arc::clone(&glyphs);
            async move { glyphs.range(stack, "0-255", Encoding::Identity).await }
        };
        assert!(matches!(ask("None").await, Err(GlyphError::NoFont { .. })));
        assert!(matches!(ask("").await, Err(GlyphError::NoFont { .. })));
        assert!(matches!(ask("Nowhere").await, Err(GlyphError::File { .. })));
    }
}
