//! A Parquet file in which nothing reads beyond the end.
//!
//! The library skips what it does not know in the header of a page, and takes the end of the file for the end of
//! each of the skipped things: a header of 174 bytes that speaks of two thousand million numbers kept it busy for
//! a minute (found by fuzzing). Here, the end is an error at once.

use std::io::{Error, ErrorKind, Read};

use ::parquet::errors::Result;
use ::parquet::file::reader::{ChunkReader, Length};
use bytes::Bytes;

/// Chunks of a file that end with an error instead of with nothing.
pub(super) struct NoEnd<C>(pub C);

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
