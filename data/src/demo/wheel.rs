//! One file out of a wheel: a Python wheel is a zip archive, and this is all of zip that is needed.
//!
//! Source: PKWARE, *.ZIP File Format Specification* (APPNOTE) 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.

use std::io::Read;
use std::path::Path;

use flate2::read::DeflateDecoder;

use super::DemoError;

const END_OF_DIRECTORY: [u8; 4] = [0x50, 0x4b, 5, 6];
/// Length of the end record without its comment.
const END_LENGTH: usize = 22;
const DIRECTORY_ENTRY: [u8; 4] = [0x50, 0x4b, 1, 2];
const STORED: usize = 0;
const DEFLATED: usize = 8;

/// Bytes of the file `name` in the archive at `path`.
pub(super) fn read(path: &Path, name: &str) -> Result<Vec<u8>, DemoError> {
    let bytes = std::fs::read(path).map_err(|source| DemoError::Missing {
        path: path.to_owned(),
        source,
    })?;
    extract(&bytes, name).ok_or_else(|| DemoError::Content {
        path: path.to_owned(),
        detail: format!("there is no readable file `{name}` in this archive"),
    })
}

fn extract(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let end = bytes.windows(4).rposition(|w| w == END_OF_DIRECTORY)?;
    bytes.get(end..end + END_LENGTH)?;
    let mut at = number(bytes, end + 16, 4)?;
    for _ in 0..number(bytes, end + 10, 2)? {
        if bytes.get(at..at + 4)? != DIRECTORY_ENTRY {
            return None;
        }
        let name_length = number(bytes, at + 28, 2)?;
        if bytes.get(at + 46..at + 46 + name_length)? == name.as_bytes() {
            return entry(bytes, at);
        }
        at += 46 + name_length + number(bytes, at + 30, 2)? + number(bytes, at + 32, 2)?;
    }
    None
}

/// The file that the directory entry at `at` speaks of.
fn entry(bytes: &[u8], at: usize) -> Option<Vec<u8>> {
    let method = number(bytes, at + 10, 2)?;
    let (packed, size) = (number(bytes, at + 20, 4)?, number(bytes, at + 24, 4)?);
    let header = number(bytes, at + 42, 4)?;
    let start = header + 30 + number(bytes, header + 26, 2)? + number(bytes, header + 28, 2)?;
    let data = bytes.get(start..start + packed)?;
    match method {
        STORED => Some(data.to_vec()),
        DEFLATED => {
            let mut out = Vec::with_capacity(size);
            DeflateDecoder::new(data).read_to_end(&mut out).ok()?;
            (out.len() == size).then_some(out)
        }
        _ => None,
    }
}

/// A little-endian number of `width` bytes.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    bytes.get(at..at + width).map(|b| {
        b.iter()
            .rev()
            .fold(0, |sum, &byte| sum << 8 | usize::from(byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use std::io::Write;

    /// A zip of one file, by the specification.
    fn archive(name: &str, content: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        let packed = encoder.finish().unwrap();
        let (n, p, s) = (name.len() as u16, packed.len() as u32, content.len() as u32);
        let common = [
            &8u16.to_le_bytes()[..],
            &[0; 8],
            &p.to_le_bytes(),
            &s.to_le_bytes(),
            &n.to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        let local = [
            &[0x50, 0x4b, 3, 4, 20, 0, 0, 0][..],
            &common,
            name.as_bytes(),
            &packed,
        ]
        .concat();
        let directory = [
            &[0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 0][..],
            &common,
            &[0; 10],
            &0u32.to_le_bytes(),
            name.as_bytes(),
        ]
        .concat();
        let end = [
            &[0x50, 0x4b, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0][..],
            &(directory.len() as u32).to_le_bytes(),
            &(local.len() as u32).to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        [local, directory, end].concat()
    }

    #[test]
    fn a_file_comes_out_as_it_went_in() {
        let content = "常州 ".repeat(500);
        let zip = archive("a/b.json", content.as_bytes());
        assert_eq!(extract(&zip, "a/b.json").unwrap(), content.as_bytes());
        assert!(extract(&zip, "a/c.json").is_none());
    }

    #[test]
    fn a_broken_archive_gives_nothing_and_does_not_panic() {
        let zip = archive("a/b.json", b"content");
        for length in 0..zip.len() {
            assert!(
                extract(&zip[..length], "a/b.json").is_none(),
                "cut at {length}"
            );
        }
    }
}
