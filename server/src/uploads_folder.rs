//! The folder for uploads: gone with its service, and with the next one where a service was killed.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use tempfile::TempDir;

/// How the folders of all services begin.
const PREFIX: &str = "anjie-uploads-";
/// File in such a folder that its service holds locked for as long as it lives, however it ends.
const LOCK: &str = ".service";

/// A folder for uploads.
#[derive(Debug)]
pub struct Folder {
    folder: TempDir,
    _lock: File,
}

impl Folder {
    /// Makes a folder among the temporary files, and removes those of services that were killed: uploads are
    /// a plant's own papers and stay nowhere.
    ///
    /// # Errors
    /// Where no folder can be made.
    pub fn new() -> io::Result<Self> {
        Self::within(&std::env::temp_dir())
    }

    fn within(parent: &Path) -> io::Result<Self> {
        // What cannot be removed belongs to another user, or to a service that removes it at this moment.
        if let Ok(entries) = std::fs::read_dir(parent) {
            for entry in entries.flatten() {
                let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
                let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
                if is_folder && is_ours && is_left_over(&entry.path()) {
                    let _ = std::fs::remove_dir_all(entry.path());
                }
            }
        }
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?;
        // It gets its name once it is locked: nobody finds it free.
        let making = folder.path().join(".making");
        let lock = File::create(&making)?;
        lock.lock()?;
        std::fs::rename(making, folder.path().join(LOCK))?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Whether no service holds the folder. One that has no lock yet is being made.
fn is_left_over(folder: &Path) -> bool {
    let Ok(lock) = File::open(folder.join(LOCK)) else {
        return false;
    };
    match lock.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_a_killed_service_goes_and_that_of_a_living_one_stays() {
        let parent = tempfile::tempdir().unwrap();
        let living = Folder::within(parent.path()).unwrap();
        let killed = parent.path().join("anjie-uploads-killed");
        std::fs::create_dir(&killed).unwrap();
        std::fs::write(killed.join(LOCK), "").unwrap();
        std::fs::write(killed.join("储罐.xlsx"), "a plant's own papers").unwrap();
        let foreign = parent.path().join("anjie-uploads-made-by-hand");
        std::fs::create_dir(&foreign).unwrap();

        let next = Folder::within(parent.path()).unwrap();
        assert!(!killed.exists());
        assert!(living.path().exists() && next.path().exists() && foreign.exists());
        let path = living.path().to_owned();
        drop(living);
        assert!(!path.exists());
    }
}
