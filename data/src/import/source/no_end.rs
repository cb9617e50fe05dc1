//! A Parquet file in which nothing reads beyond the end, and no page has more than it can hold.
//!
//! The library skips what it does not know in the header of a page, and takes the end of the file for the end of
//! each of the skipped things: a header of 174 bytes that speaks of two thousand million numbers kept it busy for
//! a minute (found by fuzzing). Here, the end is an error at once.
//!
//! It takes memory for as many values as a dictionary is said to have, before it looks for them: 304 bytes asked for
//! gigabytes (found by fuzzing, too). So dictionaries are looked at before.

use std::io::{Error, ErrorKind, Read};

use std::sync::Arc;

use ::parquet::column::page::{Page, PageReader};
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::metadata::ParquetMetaData;
use ::parquet::file::reader::{ChunkReader, Length};
use ::parquet::file::serialized_reader::SerializedPageReader;
use bytes::Bytes;

/// Chunks of a file that end with an error instead of with nothing.
pub(super) struct NoEnd<C>(Arc<C>);

impl<C> NoEnd<C> {
    /// Takes a file.
    pub(super) fn new(file: C) -> Self {
        Self(Arc::new(file))
    }
}

impl<C> Clone for NoEnd<C> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Whether each dictionary of the file can hold as many values as it is said to have: a bit is the least that a value
/// takes. Other pages are passed over.
///
/// # Errors
/// What the library says of a page, or what is wrong with a dictionary.
pub(super) fn check_dictionaries<C: ChunkReader>(
    file: &NoEnd<C>,
    metadata: &ParquetMetaData,
) -> Result<()> {
    let file = Arc::new(file.clone());
    for group in metadata.row_groups() {
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        for column in group.columns() {
            let mut pages = SerializedPageReader::new(Arc::clone(&file), column, rows, None)?;
            while let Some(next) = pages.peek_next_page()? {
                if !next.is_dict {
                    pages.skip_next_page()?;
                    continue;
                }
                if let Some(Page::DictionaryPage {
                    buf, num_values, ..
                }) = pages.get_next_page()?
                    && num_values as usize > buf.len().saturating_mul(8)
                {
                    return Err(ParquetError::General(format!(
                        "a dictionary is said to have {num_values} values in {} bytes",
                        buf.len()
                    )));
                }
            }
        }
    }
    Ok(())
}

impl<C: ChunkReader> Length for NoEnd<C> {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl<C: ChunkReader> ChunkReader for NoEnd<C> {
    type T = ReadNoEnd<C::T>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        self.0.get_read(start).map(ReadNoEnd)
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.0.get_bytes(start, length)
    }
}

/// Reads, but not nothing.
pub(super) struct ReadNoEnd<R>(R);

impl<R: Read> Read for ReadNoEnd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => Err(Error::new(
                ErrorKind::UnexpectedEof,
                "it goes on beyond its end",
            )),
            read => Ok(read),
        }
    }
}
