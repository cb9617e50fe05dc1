//! The tiles of an export so far, in a file that a killed run leaves and the next one goes on with.
//!
//! A line of text says which export it is. After it stand the tiles in the order of the walk, each as its position in
//! that order (8 bytes), its length (4), a check of both and of the tile (8), and the tile. What follows the last
//! whole tile is what a run was writing when it was killed, and is cut off.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{ArchiveError, Progress};

/// Bytes before each tile.
const HEAD: usize = 20;
/// Longest line that says which export it is, bytes.
const LONGEST_LINE: u64 = 1 << 16;

/// The part of an export. No other program has it open.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    writer: BufWriter<File>,
    /// Bytes before the first tile.
    start: u64,
    last: Option<u64>,
    len: u64,
}

impl Journal {
    /// Opens the part of an export and goes to its end; a part of another export is emptied.
    pub(super) fn open(
        path: &Path,
        fingerprint: &str,
        progress: &impl Fn(Progress),
    ) -> Result<Self, ArchiveError> {
        let failed = |source| ArchiveError::Io {
            path: path.to_owned(),
            source,
        };
        let mut options = File::options();
        let options = options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(ArchiveError::Busy {
                    path: path.to_owned(),
                });
            }
            Err(TryLockError::Error(e)) => return Err(failed(e)),
        }
        let line = format!("{fingerprint}\n");
        let start = line.len() as u64;
        let found = first_line(&mut file).map_err(failed)?;
        let (mut last, mut len, mut end) = (None, 0, start);
        if found == line.as_bytes() {
            let mut tiles = Tiles::new(&file, start).map_err(failed)?;
            while let Some((order, tile)) = tiles.next_after(last).map_err(failed)? {
                (last, len) = (Some(order), len + 1);
                end += (HEAD + tile.len()) as u64;
            }
            file.set_len(end).map_err(failed)?;
            progress(Progress::Resumed(len));
        } else {
            if !found.is_empty() {
                progress(Progress::Restarted);
            }
            file.set_len(0).map_err(failed)?;
            file.rewind().map_err(failed)?;
            file.write_all(line.as_bytes()).map_err(failed)?;
        }
        file.seek(SeekFrom::Start(end)).map_err(failed)?;
        Ok(Self {
            path: path.to_owned(),
            writer: BufWriter::new(file),
            start,
            last,
            len,
        })
    }

    /// Position of the last tile in the order of the walk.
    pub(super) const fn last(&self) -> Option<u64> {
        self.last
    }

    /// Number of tiles.
    pub(super) const fn len(&self) -> u64 {
        self.len
    }

    /// Adds a tile.
    pub(super) fn add(&mut self, order: u64, tile: &[u8]) -> io::Result<()> {
        let length = u32::try_from(tile.len()).map_err(io::Error::other)?;
        self.writer.write_all(&order.to_le_bytes())?;
        self.writer.write_all(&length.to_le_bytes())?;
        self.writer.write_all(&check(order, tile))?;
        self.writer.write_all(tile)?;
        (self.last, self.len) = (Some(order), self.len + 1);
        Ok(())
    }

    /// Hands everything to the system, so that it is there if this program is killed.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// The tiles from the first on.
    pub(super) fn tiles(&mut self) -> io::Result<Tiles<'_>> {
        self.writer.flush()?;
        Tiles::new(self.writer.get_ref(), self.start)
    }

    /// Removes the part, which is no longer needed.
    pub(super) fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

fn first_line(file: &mut File) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    file.rewind()?;
    BufReader::new(&*file)
        .take(LONGEST_LINE)
        .read_until(b'\n', &mut line)?;
    Ok(line)
}

fn check(order: u64, tile: &[u8]) -> [u8; 8] {
    let digest = Sha256::new()
        .chain_update(order.to_le_bytes())
        .chain_update(tile)
        .finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    first
}

/// The tiles of a part, one after the other.
pub(super) struct Tiles<'a> {
    reader: BufReader<&'a File>,
}

impl<'a> Tiles<'a> {
    fn new(file: &'a File, start: u64) -> io::Result<Self> {
        let mut reader = BufReader::with_capacity(1 << 20, file);
        reader.seek(SeekFrom::Start(start))?;
        Ok(Self { reader })
    }

    /// The next tile that is whole and comes after `last`; none at the end, and where the part is cut off.
    pub(super) fn next_after(&mut self, last: Option<u64>) -> io::Result<Option<(u64, Vec<u8>)>> {
        let mut head = Vec::with_capacity(HEAD);
        self.reader
            .by_ref()
            .take(HEAD as u64)
            .read_to_end(&mut head)?;
        let (Some((order, rest)), true) = (head.split_first_chunk::<8>(), head.len() == HEAD)
        else {
            return Ok(None);
        };
        let Some((length, seen)) = rest.split_first_chunk::<4>() else {
            return Ok(None);
        };
        let (order, length) = (u64::from_le_bytes(*order), u32::from_le_bytes(*length));
        let mut tile = Vec::new();
        self.reader
            .by_ref()
            .take(u64::from(length))
            .read_to_end(&mut tile)?;
        let is_whole = tile.len() == length as usize && check(order, &tile) == seen;
        let is_next = last.is_none_or(|last| last < order);
        Ok((is_whole && is_next).then_some((order, tile)))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn open(path: &Path, fingerprint: &str) -> (Journal, Vec<Progress>) {
        let said = RefCell::new(Vec::new());
        let journal = Journal::open(path, fingerprint, &|p| said.borrow_mut().push(p)).unwrap();
        (journal, said.into_inner())
    }

    fn all(journal: &mut Journal) -> Vec<(u64, Vec<u8>)> {
        let mut tiles = journal.tiles().unwrap();
        std::iter::from_fn(|| tiles.next_after(None).unwrap()).collect()
    }

    #[test]
    fn wherever_it_is_cut_off_the_whole_tiles_before_it_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.part");
        let (mut journal, said) = open(&path, "one");
        assert!(said.is_empty());
        let tiles = [(3, vec![1; 30]), (5, vec![2; 7]), (9, vec![3; 900])];
        for (order, tile) in &tiles {
            journal.add(*order, tile).unwrap();
        }
        assert_eq!(all(&mut journal), tiles);
        drop(journal);
        let whole = fs::read(&path).unwrap();
        for end in 0..=whole.len() {
            fs::write(&path, &whole[..end]).unwrap();
            let (mut journal, _) = open(&path, "one");
            let kept = usize::try_from(journal.len()).unwrap();
            assert_eq!(journal.last(), kept.checked_sub(1).map(|i| tiles[i].0));
            for (order, tile) in &tiles[kept..] {
                journal.add(*order, tile).unwrap();
            }
            journal.flush().unwrap();
            drop(journal);
            assert_eq!(fs::read(&path).unwrap(), whole, "cut at {end}");
        }
    }

    #[test]
    fn a_tile_that_is_spoilt_ends_the_part() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.part");
        let (mut journal, _) = open(&path, "one");
        journal.add(1, b"tile").unwrap();
        journal.add(2, b"tile").unwrap();
        drop(journal);
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        let (journal, said) = open(&path, "one");
        assert_eq!((journal.len(), said), (1, vec![Progress::Resumed(1)]));
    }

    #[test]
    fn another_export_begins_anew_and_two_at_a_time_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.part");
        let (mut journal, _) = open(&path, "one");
        journal.add(1, b"tile").unwrap();
        journal.flush().unwrap();
        let second = Journal::open(&path, "one", &|_| {});
        assert!(matches!(second, Err(ArchiveError::Busy { .. })));
        drop(journal);
        let (journal, said) = open(&path, "two");
        assert_eq!((journal.len(), said), (0, vec![Progress::Restarted]));
        journal.discard().unwrap();
        assert!(!path.exists());
    }
}
