//! Everything of a store into one GeoPackage, and back into a store of either kind.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;
use serde::Serialize;

use super::backend::{CHUNK, Cell, Holds, Table, Tx};
use super::{Kind, Store, answers, facts, geometry, gpkg, hazards, history, results, risk_results};
use crate::{Error, Layer, Result};

/// What a backup holds, or what was restored from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Contents {
    /// Rows of facts.
    pub facts: u64,
    /// Runs.
    pub runs: u64,
    /// Imports.
    pub imports: u64,
    /// Mappings.
    pub mappings: u64,
    /// Answers to forms.
    pub answers: u64,
}

impl Store {
    /// Writes facts, runs, history, mappings and answers into one GeoPackage: one state of the store, also
    /// while others write. The file is written beside and renamed, so that it is whole or not there.
    ///
    /// # Errors
    /// [`Error::NotWritten`] where the file is there already or cannot be written.
    pub async fn backup(&self, out: &Path) -> Result<Contents> {
        let not_written = |reason: String| Error::NotWritten {
            path: out.to_owned(),
            reason,
        };
        if out.exists() {
            return Err(not_written(
                "it is there already; give another name, or remove it".to_owned(),
            ));
        }
        let beside = Scratch::new(folder_of(out))?;
        let file = beside.0.join("backup.gpkg");
        let contents = match &self.kind {
            // Also takes along what others keep in the file, such as the styles of QGIS.
            Kind::Gpkg(from) => {
                gpkg::copy_into(from, &file).await?;
                let copy = Self::open(&file.display().to_string()).await?;
                let contents = copy.contents().await;
                copy.close().await;
                contents?
            }
            Kind::Postgis(_) => {
                let copy = Self::open(&file.display().to_string()).await?;
                let contents = copy_all(self, &copy, false).await;
                copy.close().await;
                contents?
            }
        };
        let written = std::fs::File::open(&file).and_then(|f| f.sync_all());
        written
            .and_then(|()| std::fs::rename(&file, out))
            .map_err(|e| not_written(e.to_string()))?;
        Ok(contents)
    }

    /// Takes a backup in, in one transaction: until it is whole, all readers see the old store, and a
    /// restore that fails leaves it as it was. A file is not replaced by another one, as a service that
    /// has it open would go on with the old file. The backup is not touched.
    ///
    /// # Errors
    /// [`Error::NotEmpty`] for a store that holds something, unless `replace` says that it goes;
    /// [`Error::NotAStore`] for a file that is no backup, or a damaged one.
    pub async fn restore(&self, backup: &Path, replace: bool) -> Result<Contents> {
        let damaged = |reason: String| Error::NotAStore {
            path: backup.to_owned(),
            reason,
        };
        // A backup of an older version is brought up to date in a copy; the file itself stays as it is.
        // The copy lies beside the store, where there is room for a city; /tmp may be small.
        let beside = match &self.kind {
            Kind::Gpkg(gpkg) => folder_of(&gpkg.path).to_owned(),
            Kind::Postgis(_) => std::env::temp_dir(),
        };
        let scratch = Scratch::new(&beside)?;
        let file = scratch.0.join("backup.gpkg");
        std::fs::copy(backup, &file).map_err(Error::io(backup))?;
        let url = file.display().to_string();
        let from = Self::open(&url).await.map_err(|e| match e {
            Error::NotAStore { reason, .. } => damaged(reason),
            Error::NewerStore { .. } => Error::NewerStore {
                path: backup.to_owned(),
            },
            other => damaged(format!("it is damaged ({other}); take an older backup")),
        })?;
        let done = match &from.kind {
            Kind::Gpkg(gpkg) => match gpkg::faults(gpkg).await {
                Ok(faults) if faults.is_empty() => copy_all(&from, self, replace).await,
                Ok(faults) => Err(damaged(format!(
                    "it is damaged ({}); take an older backup",
                    faults[0]
                ))),
                Err(e) => Err(damaged(format!(
                    "it is damaged ({e}); take an older backup"
                ))),
            },
            Kind::Postgis(_) => Err(damaged("it is no file".to_owned())),
        };
        from.close().await;
        done
    }

    /// What the store holds.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn contents(&self) -> Result<Contents> {
        let mut snapshot = self.read().await?;
        let contents = contents(&mut snapshot).await?;
        snapshot.commit().await?;
        Ok(contents)
    }
}

async fn contents(tx: &mut Tx) -> Result<Contents> {
    let mut facts = 0;
    for layer in Layer::ALL {
        facts += count(tx, layer.name()).await?;
    }
    Ok(Contents {
        facts,
        runs: count(tx, "runs").await?,
        imports: count(tx, "imports").await?,
        mappings: count(tx, "mappings").await?,
        answers: count(tx, "answers").await?,
    })
}

async fn count(tx: &mut Tx, table: &str) -> Result<u64> {
    let rows = tx.number(&format!("SELECT COUNT(*) FROM {table}")).await?;
    Ok(rows.unsigned_abs())
}

/// All tables, each after those that it refers to.
fn tables() -> Vec<Table> {
    let mut all: Vec<Table> = Layer::ALL.into_iter().map(facts::table).collect();
    all.extend([
        results::runs_table(),
        results::violations_table(),
        results::grades_table(),
        risk_results::lsir_table(),
        risk_results::contours_table(),
        risk_results::fn_curves_table(),
        history::imports_table(),
        history::changes_table(),
        history::mappings_table(),
        answers::answers_table(),
    ]);
    all
}

async fn copy_all(from: &Store, to: &Store, replace: bool) -> Result<Contents> {
    let mut source = from.read().await?;
    let mut target = to.write().await?;
    let there = contents(&mut target).await?;
    hazards::copy_log(&mut source, &mut target, &to.location()).await?;
    if there.facts + there.runs + there.imports + there.mappings + there.answers > 0 {
        if !replace {
            return Err(Error::NotEmpty {
                store: to.location(),
            });
        }
        for table in [
            "fn_curves",
            "contours",
            "lsir",
            "grades",
            "violations",
            "runs",
            "import_changes",
            "imports",
            "mappings",
            "answers",
        ] {
            target.execute(&format!("DELETE FROM {table}"), &[]).await?;
        }
        facts::clear(&mut target).await?;
    }
    macro_rules! layers {
        ($($row:ident),*) => {
            $({
                let rows: Vec<analysis::facts::$row> = facts::rows(&mut source, &[]).await?;
                facts::put_rows(&mut target, &rows.iter().collect::<Vec<_>>()).await?;
            })*
        };
    }
    layers!(
        District,
        Park,
        Zone,
        Facility,
        Unit,
        Vessel,
        Pipeline,
        Target,
        PopulationCell,
        HiddenHazard,
        Resource,
        Monitor,
        WeatherRow
    );
    for table in tables().iter().skip(Layer::ALL.len()) {
        copy(table, &mut source, &mut target).await?;
    }
    let contents = contents(&mut target).await?;
    source.commit().await?;
    target.commit().await?;
    Ok(contents)
}

/// Copies a table in the order in which its rows came.
async fn copy(table: &Table, source: &mut Tx, target: &mut Tx) -> Result<()> {
    let (from, to) = (source.encoding(), target.encoding());
    let mut last = 0;
    let mut columns = table.columns.clone();
    columns.push(("fid", Holds::Whole));
    let holds: Vec<Holds> = columns.iter().map(|c| c.1).collect();
    loop {
        let sql = format!(
            "SELECT {}, fid FROM {} WHERE fid > {last} ORDER BY fid LIMIT {CHUNK}",
            table.names(),
            table.name
        );
        let mut rows = source.fetch(&sql, &[], &holds).await?;
        let Some(fid) = rows.last().and_then(|r| r.last()?.whole()) else {
            return Ok(());
        };
        last = fid;
        rows.par_iter_mut().try_for_each(|row| -> Result<()> {
            row.pop();
            for cell in row {
                if let Cell::Geometry(bytes) = cell {
                    *bytes = geometry::encode(&geometry::decode(bytes, from)?, to)?;
                }
            }
            Ok(())
        })?;
        target
            .insert(table, &rows, |row, _| Ok(row.clone()))
            .await?;
    }
}

/// Folder of a file.
fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A folder that goes away when it is no longer used.
struct Scratch(PathBuf);

impl Scratch {
    fn new(folder: &Path) -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!(".anjie-backup-{}-{number}", std::process::id()));
        // Left by a program with the same number that was killed.
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir(&path).map_err(Error::io(&path))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is in nobody's way.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
