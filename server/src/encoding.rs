//! How bodies are compressed, and what a client accepts (RFC 9110 §12.5.3).

use std::cell::Cell;
use std::io::{self, Read, Write};

use libdeflater::{CompressionLvl, Compressor};

/// A content coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Zstandard.
    Zstd,
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// None.
    Identity,
}

/// Level of gzip: tiles are 4 to 5 % larger than at level 5, and made in half the time.
const GZIP_LEVEL: i32 = 1;
/// Level of zstd, likewise.
const ZSTD_LEVEL: i32 = 1;
/// Level of brotli: above it the time grows faster than the tile shrinks.
const BROTLI_LEVEL: u32 = 5;
/// Window of brotli, as a power of two.
const BROTLI_WINDOW: u32 = 22;
/// Buffer of brotli, bytes.
const BROTLI_BUFFER: usize = 16 << 10;

thread_local! {
    /// Compressors hold tables that take longer to lay out than a small tile to compress.
    static GZIP: Cell<Option<Gzip>> = const { Cell::new(None) };
    static ZSTD: Cell<Option<zstd::bulk::Compressor<'static>>> = const { Cell::new(None) };
}

/// A compressor with room for what it writes.
struct Gzip {
    compressor: Compressor,
    room: Vec<u8>,
}

impl Gzip {
    fn new() -> io::Result<Self> {
        let level =
            CompressionLvl::new(GZIP_LEVEL).map_err(|e| io::Error::other(format!("{e:?}")))?;
        Ok(Self {
            compressor: Compressor::new(level),
            room: Vec::new(),
        })
    }

    fn pack(&mut self, plain: &[u8]) -> io::Result<Vec<u8>> {
        let most = self.compressor.gzip_compress_bound(plain.len());
        if self.room.len() < most {
            self.room.resize(most, 0);
        }
        let long = self
            .compressor
            .gzip_compress(plain, &mut self.room)
            .map_err(|e| io::Error::other(e.to_string()))?;
        Ok(self.room[..long].to_vec())
    }
}

impl Encoding {
    /// All, the one that is liked best first: zstd is made and undone fastest, brotli is smallest.
    pub const ALL: [Self; 4] = [Self::Zstd, Self::Brotli, Self::Gzip, Self::Identity];

    /// As headers name it.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// Its position in [`ALL`](Self::ALL).
    pub const fn index(self) -> usize {
        match self {
            Self::Zstd => 0,
            Self::Brotli => 1,
            Self::Gzip => 2,
            Self::Identity => 3,
        }
    }

    /// The coding that a client likes best by its `Accept-Encoding`; of those it likes alike, the first of
    /// [`ALL`](Self::ALL). No coding where it says nothing, or refuses all: better than no answer.
    pub fn accepted(header: Option<&str>) -> Self {
        let Some(header) = header else {
            return Self::Identity;
        };
        let mut weights: [Option<f32>; 4] = [None; 4];
        let mut any = None;
        for part in header.split(',') {
            let mut words = part.split(';').map(str::trim);
            let name = words.next().unwrap_or("");
            let q = words
                .find_map(|w| w.strip_prefix("q=").or_else(|| w.strip_prefix("Q=")))
                .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            if name == "*" {
                any = Some(q);
            }
            let named = Self::ALL.iter().find(|e| {
                name.eq_ignore_ascii_case(e.token())
                    || (**e == Self::Gzip && name.eq_ignore_ascii_case("x-gzip"))
            });
            if let Some(encoding) = named {
                weights[encoding.index()] = Some(q);
            }
        }
        let weight = |e: Self| match (weights[e.index()], e) {
            (Some(q), _) => q,
            // Not named, it is as good as nothing else, unless all that is not named is refused.
            (None, Self::Identity) => any.map_or(f32::MIN_POSITIVE, |q| q.min(f32::MIN_POSITIVE)),
            (None, _) => any.unwrap_or(0.0),
        };
        let mut best = Self::Identity;
        for e in Self::ALL.into_iter().rev() {
            if weight(e) > 0.0 && weight(e) >= weight(best) {
                best = e;
            }
        }
        best
    }

    /// The bytes in this coding. Equal bytes give equal bytes.
    ///
    /// # Errors
    /// Where the compressor fails.
    pub fn pack(self, plain: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(plain.to_vec()),
            Self::Zstd => {
                let mut known = ZSTD.take();
                let zstd = match &mut known {
                    Some(zstd) => zstd,
                    none => none.insert(zstd::bulk::Compressor::new(ZSTD_LEVEL)?),
                };
                let packed = zstd.compress(plain);
                ZSTD.set(known);
                packed
            }
            Self::Gzip => {
                let mut known = GZIP.take();
                let gzip = match &mut known {
                    Some(gzip) => gzip,
                    none => none.insert(Gzip::new()?),
                };
                let packed = gzip.pack(plain);
                GZIP.set(known);
                packed
            }
            Self::Brotli => {
                let mut packed = Vec::with_capacity(plain.len() / 2);
                let mut writer = brotli::CompressorWriter::new(
                    &mut packed,
                    BROTLI_BUFFER,
                    BROTLI_LEVEL,
                    BROTLI_WINDOW,
                );
                writer.write_all(plain)?;
                writer.flush()?;
                drop(writer);
                Ok(packed)
            }
        }
    }

    /// The bytes out of this coding.
    ///
    /// # Errors
    /// Where they are not in it.
    pub fn unpack(self, packed: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::with_capacity(4 * packed.len());
        match self {
            Self::Identity => plain.extend_from_slice(packed),
            Self::Zstd => {
                zstd::stream::read::Decoder::new(packed)?.read_to_end(&mut plain)?;
            }
            Self::Gzip => {
                flate2::read::GzDecoder::new(packed).read_to_end(&mut plain)?;
            }
            Self::Brotli => {
                brotli::Decompressor::new(packed, BROTLI_BUFFER).read_to_end(&mut plain)?;
            }
        }
        Ok(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_the_same_each_time_and_comes_back() {
        let plain = "危险化学品重大危险源".repeat(400).into_bytes();
        for e in Encoding::ALL {
            let packed = e.pack(&plain).unwrap();
            assert_eq!(packed, e.pack(&plain).unwrap());
            assert_eq!(e.unpack(&packed).unwrap(), plain, "{e:?}");
            assert_eq!(packed.len() < plain.len() / 10, e != Encoding::Identity);
        }
        assert!(Encoding::Gzip.unpack(b"no gzip").is_err());
        assert!(Encoding::Zstd.unpack(b"no zstd").is_err());
    }

    #[test]
    fn a_client_gets_what_it_likes_best() {
        use Encoding::{Brotli, Gzip, Identity, Zstd};
        for (header, want) in [
            (None, Identity),
            (Some(""), Identity),
            (Some("gzip, deflate, br, zstd"), Zstd),
            (Some("gzip, deflate, br"), Brotli),
            (Some("gzip"), Gzip),
            (Some("x-gzip"), Gzip),
            (Some("GZIP;q=0.5"), Gzip),
            (Some("gzip;q=1.0, br;q=0.9"), Gzip),
            (Some("gzip;q=0, br"), Brotli),
            (Some("gzip;q=0"), Identity),
            (Some("*"), Zstd),
            (Some("*;q=0"), Identity),
            (Some("identity, gzip;q=0.5"), Identity),
            (Some("identity;q=0.5, gzip;q=0.8"), Gzip),
            (Some("zstd;q=0, *"), Brotli),
            (Some("deflate"), Identity),
            (Some("gzip;q=nonsense, br;q=0.1"), Brotli),
        ] {
            assert_eq!(Encoding::accepted(header), want, "{header:?}");
        }
    }
}
