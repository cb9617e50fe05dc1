//! Encodings: UTF-8, or GBK as older Chinese programs write it.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::{Error, Result};

/// Encoding of a file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Found out from the file.
    #[default]
    Auto,
    /// UTF-8.
    Utf8,
    /// GBK, and GB 18030 which contains it.
    Gbk,
}

impl FromStr for Encoding {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "auto" => Ok(Self::Auto),
            "utf-8" | "utf8" => Ok(Self::Utf8),
            "gbk" | "gb18030" | "gb2312" => Ok(Self::Gbk),
            _ => Err(Error::UnknownEncoding {
                got: text.to_owned(),
            }),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Utf8 => "utf-8",
            Self::Gbk => "gbk",
        })
    }
}

/// Decodes a text file, and says in which encoding it was.
///
/// # Errors
/// [`Error::Undecodable`] where it is not text in this encoding, or for `auto` in any.
pub(super) fn decode(
    bytes: &[u8],
    encoding: Encoding,
    file: &str,
) -> Result<(String, &'static str)> {
    let undecodable = || Error::Undecodable {
        file: file.to_owned(),
    };
    if let Some((marked, length)) = encoding_rs::Encoding::for_bom(bytes) {
        let name = match marked {
            e if e == UTF_16LE || e == UTF_16BE => "utf-16",
            _ => "utf-8",
        };
        let text = marked
            .decode_without_bom_handling_and_without_replacement(&bytes[length..])
            .ok_or_else(undecodable)?;
        return Ok((text.into_owned(), name));
    }
    // A text has no zero bytes; GBK would decode nearly any noise.
    if bytes.contains(&0) {
        return Err(undecodable());
    }
    let tries = match encoding {
        Encoding::Auto => &[(UTF_8, "utf-8"), (GB18030, "gbk")][..],
        Encoding::Utf8 => &[(UTF_8, "utf-8")][..],
        Encoding::Gbk => &[(GB18030, "gbk")][..],
    };
    tries
        .iter()
        .find_map(|(encoding, name)| {
            encoding
                .decode_without_bom_handling_and_without_replacement(bytes)
                .map(|text| (text.into_owned(), *name))
        })
        .ok_or_else(undecodable)
}

/// Encoding of a Shapefile's attributes where the file does not say it; `None` where it does, or where
/// all is ASCII.
///
/// # Errors
/// [`Error::Io`] where the attribute file cannot be read, [`Error::Undecodable`] where it is in neither.
pub(super) fn of_shapefile(shp: &Path, file: &str) -> Result<Option<Encoding>> {
    if shp.with_extension("cpg").exists() || shp.with_extension("CPG").exists() {
        return Ok(None);
    }
    let Some(dbf) = ["dbf", "DBF"]
        .iter()
        .map(|e| shp.with_extension(e))
        .find(|p| p.exists())
    else {
        return Ok(None);
    };
    let bytes = std::fs::read(&dbf).map_err(Error::io(&dbf))?;
    let texts = dbf_texts(&bytes);
    if texts.iter().all(|t| t.is_ascii()) {
        return Ok(None);
    }
    for (encoding, choice) in [(UTF_8, Encoding::Utf8), (GB18030, Encoding::Gbk)] {
        // A field of fixed width may end within a character; its last bytes prove nothing.
        let fits = |t: &&[u8]| {
            (0..4.min(t.len())).any(|cut| {
                encoding
                    .decode_without_bom_handling_and_without_replacement(&t[..t.len() - cut])
                    .is_some()
            })
        };
        if texts.iter().all(fits) {
            return Ok(Some(choice));
        }
    }
    Err(Error::Undecodable {
        file: file.to_owned(),
    })
}

/// Names and text values of a dBASE table: header of 32 bytes, 32 a field until 0x0D, then records of
/// fixed width (dBASE III).
fn dbf_texts(bytes: &[u8]) -> Vec<&[u8]> {
    let number = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    if bytes.len() < 33 {
        return Vec::new();
    }
    let (header, record) = (number(8), number(10));
    let mut texts = Vec::new();
    let mut fields = Vec::new();
    let mut offset = 1;
    for field in bytes[32..bytes.len().min(header)].chunks_exact(32) {
        if field[0] == 0x0d {
            break;
        }
        texts.push(trimmed(&field[..11]));
        let width = usize::from(field[16]);
        if field[11] == b'C' {
            fields.push((offset, width));
        }
        offset += width;
    }
    if record == 0 {
        return texts;
    }
    for row in bytes.get(header..).unwrap_or_default().chunks_exact(record) {
        for (start, width) in &fields {
            texts.push(trimmed(row.get(*start..start + width).unwrap_or_default()));
        }
    }
    texts
}

fn trimmed(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|b| *b == 0).unwrap_or(text.len());
    text[..end].trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_and_its_encoding_told() {
        let (gbk, _, _) = GB18030.encode("常州,储罐");
        assert_eq!(
            decode(&gbk, Encoding::Auto, "f").unwrap(),
            ("常州,储罐".to_owned(), "gbk")
        );
        assert_eq!(
            decode("\u{feff}常州".as_bytes(), Encoding::Auto, "f")
                .unwrap()
                .0,
            "常州"
        );
        assert_eq!(
            decode("常州".as_bytes(), Encoding::Auto, "f").unwrap().1,
            "utf-8"
        );
        assert_eq!(
            decode(b"\xff\xfea\0b\0", Encoding::Auto, "f").unwrap(),
            ("ab".to_owned(), "utf-16")
        );
    }

    #[test]
    fn noise_is_no_text() {
        assert!(decode(&[1, 0, 2, 200, 255], Encoding::Auto, "f").is_err());
        assert!(decode(&[0xff, 0xff, 0x80], Encoding::Auto, "f").is_err());
        assert!(decode(b"\xb3\xa3", Encoding::Utf8, "f").is_err());
    }
}
