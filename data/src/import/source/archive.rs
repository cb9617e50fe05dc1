//! Archives: what is inside, and that it is bounded.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::limits;
use crate::{Error, Result};

/// Opens an archive.
///
/// # Errors
/// [`Error::NotADataset`] where it is damaged.
pub(super) fn open<R: Read + Seek>(reader: R, file: &str) -> Result<ZipArchive<R>> {
    ZipArchive::new(reader).map_err(|e| Error::NotADataset {
        file: file.to_owned(),
        reason: format!("the archive is damaged: {e}; send or download the file again"),
    })
}

/// Names of its entries, in order.
pub(super) fn names<R: Read + Seek>(archive: &ZipArchive<R>) -> Vec<String> {
    let mut names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .collect();
    names.sort_unstable();
    names
}

/// Unpacks an archive without keeping anything, to know how large it is: what its directory says may
/// be a lie.
///
/// # Errors
/// [`Error::TooLarge`] for an archive that unpacks to more than is read, [`Error::Encrypted`].
pub(super) fn check<R: Read + Seek>(reader: R, file: &str) -> Result<()> {
    let mut archive = open(reader, file)?;
    if archive.len() > limits::ENTRIES {
        return Err(Error::TooLarge {
            file: file.to_owned(),
            what: format!("{} entries", archive.len()),
            limit: format!("{} entries of an archive", limits::ENTRIES),
        });
    }
    let mut left = limits::UNPACKED_BYTES;
    for i in 0..archive.len() {
        if archive.by_index_raw(i).is_ok_and(|e| e.encrypted()) {
            return Err(Error::Encrypted {
                file: file.to_owned(),
            });
        }
        // An entry that cannot be unpacked is the business of whoever needs it.
        let Ok(entry) = archive.by_index(i) else {
            continue;
        };
        let bytes = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).unwrap_or(0);
        if bytes > left {
            return Err(Error::TooLarge {
                file: file.to_owned(),
                what: "contents that unpack to too many bytes".to_owned(),
                limit: format!("{} bytes", limits::UNPACKED_BYTES),
            });
        }
        left -= bytes;
    }
    Ok(())
}
