//! Files that prove something: which ones are taken, and as what.
//!
//! A file is what it holds, not what it is called: JPEG, PNG, WebP and PDF by their first bytes. Nothing else is taken, so
//! that no program, script or page is ever kept; a PDF that brings programs or other files along is refused too. What is
//! kept is handed out as a download under the type that was found, never as a page.

use sha2::{Digest, Sha256};
use thiserror::Error;

/// Greatest size of a file, bytes.
pub const MOST_BYTES: u64 = 10 << 20;
/// Longest name, characters.
const MOST_NAME: usize = 120;

/// A file that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name that it was sent under, without folders.
    pub name: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Media type, by what it holds.
    pub media_type: &'static str,
    /// What it holds.
    pub content: Vec<u8>,
}

/// A file that is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// It is empty.
    #[error("文件为空。 The file is empty; send a JPEG, PNG, WebP or PDF")]
    Empty,
    /// It is too large.
    #[error(
        "文件为 {bytes} 字节，最多 {most} 字节。 The file has {bytes} bytes; at most {most} are taken"
    )]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// What is taken.
        most: u64,
    },
    /// It is of another kind.
    #[error(
        "文件内容是{kind}，只接受 JPEG、PNG、WebP 和 PDF。 By its content the file is {kind}; only JPEG, PNG, WebP and PDF are taken, whatever it is called"
    )]
    Kind {
        /// What it seems to be.
        kind: &'static str,
    },
    /// It ends before it should, or holds something after its end.
    #[error("文件不是完整的 {kind}（{why}）。 The file is no whole {kind}: {why}")]
    Broken {
        /// What it seems to be.
        kind: &'static str,
        /// What is wrong.
        why: &'static str,
    },
    /// A PDF brings programs along.
    #[error(
        "PDF 含有可执行的内容（{what}），请另存为普通 PDF 或图片。 The PDF holds active content ({what}); print it to a plain PDF or send a picture"
    )]
    Active {
        /// What it holds.
        what: &'static str,
    },
}

/// Looks at a file.
///
/// # Errors
/// [`NotTaken`].
pub fn look(name: &str, content: Vec<u8>) -> Result<File, NotTaken> {
    let bytes = content.len() as u64;
    if bytes == 0 {
        return Err(NotTaken::Empty);
    }
    if bytes > MOST_BYTES {
        return Err(NotTaken::TooLarge {
            bytes,
            most: MOST_BYTES,
        });
    }
    let media_type = media_type(&content)?;
    Ok(File {
        name: plain_name(name, media_type),
        sha256: format!("{:x}", Sha256::digest(&content)),
        media_type,
        content,
    })
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

fn media_type(content: &[u8]) -> Result<&'static str, NotTaken> {
    let broken = |kind, why| Err(NotTaken::Broken { kind, why });
    if content.starts_with(b"\xff\xd8\xff") {
        if !content.ends_with(b"\xff\xd9") {
            return broken("JPEG", "it does not end as one");
        }
        no_page_inside("JPEG", content)?;
        return Ok("image/jpeg");
    }
    if content.starts_with(PNG) {
        if content.get(12..16) != Some(b"IHDR") || !content.ends_with(b"IEND\xae\x42\x60\x82") {
            return broken("PNG", "it does not begin and end as one");
        }
        no_page_inside("PNG", content)?;
        return Ok("image/png");
    }
    if content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
        let length: Option<[u8; 4]> = content.get(4..8).and_then(|b| b.try_into().ok());
        let told = length.map_or(0, |b| u64::from(u32::from_le_bytes(b)) + 8);
        if told != content.len() as u64 {
            return broken("WebP", "its length is another one than it says");
        }
        no_page_inside("WebP", content)?;
        return Ok("image/webp");
    }
    if content.starts_with(b"%PDF-") {
        let tail = &content[content.len().saturating_sub(1024)..];
        if find(tail, b"%%EOF").is_none() {
            return broken("PDF", "it does not end as one");
        }
        return active(content)
            .map_or(Ok("application/pdf"), |what| Err(NotTaken::Active { what }));
    }
    Err(NotTaken::Kind {
        kind: seems(content),
    })
}

/// Pages and scripts in a picture are for programs that look into files instead of at their type.
fn no_page_inside(kind: &'static str, content: &[u8]) -> Result<(), NotTaken> {
    let low = content.to_ascii_lowercase();
    let inside: [&[u8]; 4] = [b"<script", b"<html", b"<?php", b"<svg"];
    if inside.iter().any(|mark| find(&low, mark).is_some()) {
        return Err(NotTaken::Broken {
            kind,
            why: "it holds a page or a script",
        });
    }
    Ok(())
}

/// Names in a PDF that stand for programs and files in it. Names may be written with `#` and two digits. Compressed
/// objects are not looked into: who must be sure asks a scanner.
fn active(content: &[u8]) -> Option<&'static str> {
    const NAMES: [&str; 7] = [
        "/JavaScript",
        "/JS",
        "/Launch",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/RichMedia",
        "/XFA",
    ];
    let plain = without_hash_codes(content);
    NAMES.into_iter().find(|name| {
        let mut rest = plain.as_slice();
        while let Some(at) = find(rest, name.as_bytes()) {
            let after = rest.get(at + name.len());
            // A name ends where no letter follows.
            if after.is_none_or(|b| !b.is_ascii_alphanumeric()) {
                return true;
            }
            rest = &rest[at + name.len()..];
        }
        false
    })
}

fn without_hash_codes(content: &[u8]) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).map(|d| d as u8);
    let mut plain = Vec::with_capacity(content.len());
    let mut at = 0;
    while at < content.len() {
        let code = match content.get(at..at + 3) {
            Some([b'#', high, low]) => digit(*high).zip(digit(*low)),
            _ => None,
        };
        if let Some((high, low)) = code {
            plain.push(high * 16 + low);
            at += 3;
        } else {
            plain.push(content[at]);
            at += 1;
        }
    }
    plain
}

/// What a file that is not taken seems to be.
fn seems(content: &[u8]) -> &'static str {
    let head = content[..content.len().min(512)].to_ascii_lowercase();
    let text = head.trim_ascii_start();
    let begins = |mark: &[u8]| text.starts_with(mark);
    if content.starts_with(b"MZ") || content.starts_with(b"\x7fELF") {
        "可执行程序 a program"
    } else if begins(b"<!doctype") || begins(b"<html") || find(&head, b"<script").is_some() {
        "网页 an HTML page"
    } else if begins(b"<svg") || begins(b"<?xml") {
        "XML 或 SVG XML or SVG"
    } else if begins(b"#!") {
        "脚本 a script"
    } else if content.starts_with(b"PK\x03\x04") {
        "压缩包或 Office 文件 a ZIP or Office file"
    } else {
        "未知类型 of no known kind"
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|w| w == wanted)
}

/// The name without folders and odd letters, ending as its kind does.
fn plain_name(name: &str, media_type: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')');
    let plain: String = last.chars().filter(is_plain).take(MOST_NAME).collect();
    let stem = match plain.rsplit_once('.') {
        Some((stem, _)) => stem.to_owned(),
        None => plain,
    };
    let stem = stem.trim_matches(['.', ' ']).replace('.', "_");
    let stem = if stem.is_empty() {
        "evidence".to_owned()
    } else {
        stem
    };
    let ending = match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        _ => "pdf",
    };
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn png(inside: &[u8]) -> Vec<u8> {
        [
            PNG,
            b"\0\0\0\rIHDR",
            inside,
            b"\0\0\0\0IEND\xae\x42\x60\x82",
        ]
        .concat()
    }

    #[test]
    fn a_file_is_what_it_holds() {
        let taken = |name: &str, bytes: &[u8]| look(name, bytes.to_vec());
        let file = taken("../../现场 照片.exe", &png(b"x")).unwrap();
        assert_eq!(
            (file.name.as_str(), file.media_type),
            ("现场 照片.png", "image/png")
        );
        assert_eq!(
            taken("a", b"\xff\xd8\xff\xe0..\xff\xd9").unwrap().name,
            "a.jpg"
        );
        assert_eq!(
            taken("", b"RIFF\x04\0\0\0WEBP").unwrap().name,
            "evidence.webp"
        );
        assert_eq!(
            taken("报告.v2.pdf", b"%PDF-1.7\n%%EOF\n").unwrap().name,
            "报告_v2.pdf"
        );
        for (bytes, part) in [
            (&b""[..], "empty"),
            (b"<html><script>alert(1)</script></html>", "HTML"),
            (b"  <!DOCTYPE html>", "HTML"),
            (b"<svg onload=alert(1)>", "SVG"),
            (b"MZ\x90\0", "program"),
            (b"\x7fELF", "program"),
            (b"#!/bin/sh", "script"),
            (b"PK\x03\x04", "ZIP"),
            (b"GIF89a", "no known kind"),
            (&png(b"")[..20], "whole PNG"),
            (&png(b"<ScRiPt>x</script>"), "page or a script"),
            (b"\xff\xd8\xff\xe0<html>", "whole JPEG"),
            (b"RIFF\xff\0\0\0WEBP", "whole WebP"),
            (b"%PDF-1.7", "whole PDF"),
            (
                b"%PDF-1.7 /OpenAction << /S /JavaScript /JS (x) >> %%EOF",
                "active content",
            ),
            (b"%PDF-1.7 /S /J#61vaScript %%EOF", "active content"),
        ] {
            let refused = taken("a.png", bytes).unwrap_err().to_string();
            assert!(refused.contains(part), "{refused}");
        }
        assert!(taken("a", b"%PDF-1.7 /JSomething %%EOF").is_ok());
        let large = vec![0; usize::try_from(MOST_BYTES).unwrap() + 1];
        assert!(matches!(look("a", large), Err(NotTaken::TooLarge { .. })));
    }

    proptest! {
        #[test]
        fn any_name_becomes_a_plain_one(name in ".*") {
            let plain = plain_name(&name, "image/png");
            prop_assert!(plain.strip_suffix(".png").is_some() && plain.chars().count() <= MOST_NAME + 4);
            prop_assert!(!plain.contains(['/', '\\', '"', '\n', '\0', ';']));
        }

        #[test]
        fn garbage_is_refused_and_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let taken = look("x", bytes);
            prop_assert!(taken.is_err() || taken.is_ok_and(|f| f.media_type != "text/html"));
        }
    }
}
