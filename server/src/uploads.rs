//! Files that were sent in, each in a folder of its own, until they are stored, dropped or too old.
//!
//! A name that a stranger gave is never more than the last part of a path here: see [`safe_name`].
//! Checks run two at a time, commits one at a time.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use data::Store;
use data::import::{Outcome, Preview};
use tempfile::TempDir;
use tokio::sync::{Notify, Semaphore};

use crate::problem::Problem;
use crate::uploads_folder::Folder;

/// What is kept, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one import, all its files together, also when they are unpacked.
    pub most_bytes: u64,
    /// Uploads that are kept at a time.
    pub most_uploads: usize,
    /// How long one is kept.
    pub kept_for: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            most_bytes: 512 << 20,
            most_uploads: 16,
            kept_for: Duration::from_hours(1),
        }
    }
}

/// Files in one import at most: a shapefile has up to a dozen.
pub const MOST_FILES: usize = 32;
/// How many times its size an archive may unpack to.
const MOST_RATIO: u64 = 200;
/// Uploads whose end is remembered, so that an old one is "gone" and not "unknown".
const REMEMBERED: usize = 1000;
/// Parts of a dataset that are no dataset of their own.
const BESIDE: &[&str] = &[
    "shx", "prj", "cpg", "sbn", "sbx", "qpj", "qix", "fix", "xml", "qmd", "aih", "ain",
];
/// Longest name of a file, in bytes.
const MOST_NAME: usize = 120;

/// How the files are to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Layer.
    pub layer: Option<String>,
    /// Coordinate reference system.
    pub crs: Option<String>,
    /// Encoding.
    pub encoding: Option<String>,
    /// Sheet or layer of the file.
    pub sheet: Option<String>,
    /// Text of a mapping file.
    pub mapping: Option<String>,
}

/// What a check or a commit found.
#[derive(Debug)]
pub struct Checked {
    /// Reports, one for each table, and whether they are stored.
    pub outcome: Outcome,
    /// Tables as the file has them.
    pub tables: Vec<Preview>,
    /// State of the facts that it was checked against.
    pub version: u64,
    /// State of the facts since it was stored.
    pub stored: Option<u64>,
}

/// Files that were sent in.
#[derive(Debug)]
pub struct Upload {
    /// Random, so that nobody guesses it.
    pub id: String,
    /// Its folder, removed with it.
    pub folder: TempDir,
    /// The file to open.
    pub main: PathBuf,
    /// Names of its files.
    pub files: Vec<String>,
    /// When it is dropped, RFC 3339.
    pub expires_at: String,
    until: Instant,
    /// How it was read last; held while it is worked on.
    pub asked: tokio::sync::Mutex<Asked>,
    checked: Mutex<Option<Arc<Checked>>>,
}

impl Upload {
    /// What was found last.
    pub fn checked(&self) -> Option<Arc<Checked>> {
        lock(&self.checked).clone()
    }

    /// Keeps what was found.
    pub fn keep(&self, checked: Option<Arc<Checked>>) {
        *lock(&self.checked) = checked;
    }

    /// Name of the file as it was sent.
    pub fn file(&self) -> String {
        self.main
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default()
    }
}

/// All uploads of a service.
#[derive(Debug)]
pub struct Imports {
    /// The store that they go to.
    pub store: Store,
    /// What is kept, and for how long.
    pub limits: Limits,
    folder: Folder,
    kept: Mutex<BTreeMap<String, Arc<Upload>>>,
    ended: Mutex<Vec<String>>,
    /// Checks under way.
    pub checks: Semaphore,
    /// Commits under way.
    pub commits: Semaphore,
    changed: Notify,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What is behind it is whole at any time: nothing panics half way.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Imports {
    /// Nothing yet; the folder is removed with it.
    ///
    /// # Errors
    /// Where no folder for temporary files can be made.
    pub fn new(store: Store, limits: Limits) -> std::io::Result<Self> {
        Ok(Self {
            store,
            limits,
            folder: Folder::new()?,
            kept: Mutex::default(),
            ended: Mutex::default(),
            checks: Semaphore::new(2),
            commits: Semaphore::new(1),
            changed: Notify::new(),
        })
    }

    /// Waits until something was stored.
    pub async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Says that something was stored.
    pub fn has_changed(&self) {
        self.changed.notify_one();
    }

    /// A folder for an upload that begins.
    ///
    /// # Errors
    /// 429 while too many are kept, 500 where the disk fails.
    pub fn begin(&self) -> Result<TempDir, Problem> {
        self.sweep();
        if lock(&self.kept).len() >= self.limits.most_uploads {
            return Err(Problem::busy(format!(
                "{} uploads wait for their decision; accept or drop one of them, or come back in an hour",
                self.limits.most_uploads
            )));
        }
        tempfile::Builder::new()
            .prefix("up-")
            .rand_bytes(20)
            .tempdir_in(self.folder.path())
            .map_err(|e| Problem::internal(&e))
    }

    /// Keeps the files of a folder.
    ///
    /// # Errors
    /// 400 where there is no file, or not one to open.
    pub fn keep(
        &self,
        folder: TempDir,
        files: Vec<String>,
        asked: Asked,
    ) -> Result<Arc<Upload>, Problem> {
        let main = main_file(folder.path(), &files)?;
        let id = folder
            .path()
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let upload = Arc::new(Upload {
            id: id.clone(),
            main,
            files,
            folder,
            expires_at: data::rfc3339_in(self.limits.kept_for.as_secs()),
            until: Instant::now() + self.limits.kept_for,
            asked: tokio::sync::Mutex::new(asked),
            checked: Mutex::default(),
        });
        lock(&self.kept).insert(id, upload.clone());
        Ok(upload)
    }

    /// An upload.
    ///
    /// # Errors
    /// 404 for one that never was, 410 for one that was dropped.
    pub fn get(&self, id: &str) -> Result<Arc<Upload>, Problem> {
        self.sweep();
        if let Some(upload) = lock(&self.kept).get(id) {
            return Ok(upload.clone());
        }
        if lock(&self.ended).iter().any(|e| e == id) {
            return Err(Problem::gone(format!(
                "upload `{id}` was dropped, or is older than {} minutes; send the file again",
                self.limits.kept_for.as_secs() / 60
            )));
        }
        Err(Problem::not_found("import", id))
    }

    /// All uploads, in the order of their names.
    pub fn all(&self) -> Vec<Arc<Upload>> {
        self.sweep();
        lock(&self.kept).values().cloned().collect()
    }

    /// Drops an upload and its files.
    pub fn forget(&self, id: &str) {
        if lock(&self.kept).remove(id).is_some() {
            self.remember(id.to_owned());
        }
    }

    /// Drops what is too old.
    pub fn sweep(&self) {
        let now = Instant::now();
        let old: Vec<String> = lock(&self.kept)
            .values()
            .filter(|u| u.until <= now)
            .map(|u| u.id.clone())
            .collect();
        for id in old {
            self.forget(&id);
        }
    }

    fn remember(&self, id: String) {
        let mut ended = lock(&self.ended);
        if ended.len() >= REMEMBERED {
            ended.remove(0);
        }
        ended.push(id);
    }
}

/// The last part of a name, without what a file system or a reader could take for more than a name.
pub fn safe_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut name: String = last
        .chars()
        .map(|c| {
            if c.is_control() || "<>:\"|?*".contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    name = String::from(name.trim().trim_start_matches('.'));
    while name.len() > MOST_NAME {
        // The extension says what it is: the front is cut.
        name.remove(0);
    }
    if name.is_empty() {
        "upload".to_owned()
    } else {
        name
    }
}

fn extension(name: &str) -> String {
    Path::new(name)
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default()
}

/// The one file that is opened: those beside it belong to it.
fn main_file(folder: &Path, files: &[String]) -> Result<PathBuf, Problem> {
    let has_shape = files.iter().any(|f| extension(f) == "shp");
    let mains: Vec<&String> = files
        .iter()
        .filter(|f| {
            let extension = extension(f);
            let belongs = BESIDE.contains(&extension.as_str()) || (has_shape && extension == "dbf");
            !belongs
        })
        .collect();
    match mains[..] {
        [one] => Ok(folder.join(one)),
        [] => Err(Problem::bad_input(
            "file",
            "没有可读取的文件：请选择数据文件（Shapefile 须同时选择 .shp、.dbf、.shx）。 No file to read: choose the file itself, for a Shapefile .shp, .dbf and .shx together",
        )),
        _ => {
            let names: Vec<&str> = mains.iter().map(|f| f.as_str()).collect();
            Err(Problem::bad_input(
                "file",
                format!(
                    "一次只能导入一个数据文件，收到 {}。 One dataset at a time: {} were sent",
                    names.join("、"),
                    names.len()
                ),
            ))
        }
    }
}

/// Unpacks an archive into its folder, flat but for a file geodatabase, and gives the names.
///
/// # Errors
/// 400 for what is no archive or is meant to overflow, 413 for more than `most_bytes`.
pub fn unpack(archive: &Path, folder: &Path, most_bytes: u64) -> Result<Vec<String>, Problem> {
    let wrong = |why: String| Problem::bad_input("file", why);
    let size = std::fs::metadata(archive).map_or(0, |m| m.len());
    let file = File::open(archive).map_err(|e| Problem::internal(&e))?;
    let mut zip = zip::ZipArchive::new(file).map_err(|e| {
        wrong(format!(
            "压缩包无法打开。 The archive cannot be opened: {e}"
        ))
    })?;
    let mut left = most_bytes.min(size.saturating_mul(MOST_RATIO));
    let mut names: Vec<String> = Vec::new();
    for i in 0..zip.len() {
        let entry = zip.by_index(i).map_err(|e| {
            wrong(format!(
                "压缩包已损坏或有密码。 The archive is damaged or locked: {e}"
            ))
        })?;
        if !entry.is_file() {
            continue;
        }
        let path = entry
            .name()
            .map_err(|e| {
                wrong(format!(
                    "压缩包里有无法识别的文件名。 The archive has a name that cannot be read: {e}"
                ))
            })?
            .into_owned();
        if path.starts_with("__MACOSX") {
            continue;
        }
        let name = safe_name(&path);
        let geodatabase = path
            .split(['/', '\\'])
            .rev()
            .skip(1)
            .find(|part| extension(part) == "gdb")
            .map(safe_name);
        let target = match &geodatabase {
            Some(gdb) => {
                std::fs::create_dir_all(folder.join(gdb)).map_err(|e| Problem::internal(&e))?;
                folder.join(gdb).join(&name)
            }
            None => folder.join(&name),
        };
        let listed = geodatabase.unwrap_or(name);
        let mut out = File::create_new(&target).map_err(|_| {
            wrong(format!(
                "压缩包里有重名文件 {listed}。 The archive holds {listed} twice"
            ))
        })?;
        let copied = std::io::copy(&mut entry.take(left + 1), &mut out)
            .map_err(|e| wrong(format!("压缩包已损坏。 The archive is damaged: {e}")))?;
        if copied > left {
            return Err(Problem::too_large(most_bytes));
        }
        left -= copied;
        out.flush().map_err(|e| Problem::internal(&e))?;
        if !names.contains(&listed) {
            names.push(listed);
        }
        if names.len() > MOST_FILES {
            return Err(wrong(format!(
                "压缩包里超过 {MOST_FILES} 个文件。 The archive holds more than {MOST_FILES} files"
            )));
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        for (given, safe) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\桌面\\危化品.xlsx", "危化品.xlsx"),
            ("..", "upload"),
            ("", "upload"),
            (".htaccess", "htaccess"),
            ("a\0b\n.csv", "a_b_.csv"),
            ("/vsicurl/http://x/y.json", "y.json"),
        ] {
            assert_eq!(safe_name(given), safe);
        }
        let long = safe_name(&format!("{}.csv", "长".repeat(300)));
        assert!(long.len() <= MOST_NAME && extension(&long) == "csv");
    }

    #[test]
    fn a_shapefile_is_one_file() {
        let names = |all: &[&str]| all.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let folder = Path::new("/x");
        let main = main_file(
            folder,
            &names(&["企业.dbf", "企业.prj", "企业.shp", "企业.shx"]),
        );
        assert_eq!(main.ok(), Some(PathBuf::from("/x/企业.shp")));
        assert!(main_file(folder, &names(&["a.csv", "b.csv"])).is_err());
        assert!(main_file(folder, &names(&["a.prj"])).is_err());
        assert!(main_file(folder, &[]).is_err());
    }
}
