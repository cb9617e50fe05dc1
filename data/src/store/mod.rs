//! The store: a GeoPackage of our own schema, written and read by plain SQLite.
//!
//! Everything is written in one transaction and journalled ahead (WAL), so that a killed program leaves
//! the last whole state. There is one writer; readers see a snapshot and never wait for it.

mod facts;
mod geometry;
mod results;
mod version;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

pub use geometry::Gp;
pub use results::{GradeRow, Run, RunResults, ViolationRow};
pub use version::{DataVersion, facts_hash};

use crate::{Error, Layer, Result};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/gpkg");

/// How long a connection waits for another program that writes.
const BUSY: Duration = Duration::from_secs(10);
/// How long a write waits for the write before it: the demo city at full scale takes a minute.
const WRITER_QUEUE: Duration = Duration::from_mins(5);
/// Connections that read at the same time.
const READERS: u32 = 4;
/// `application_id` of a GeoPackage.
const GPKG: i64 = 0x4750_4b47;

/// An open store. Clones share it.
#[derive(Debug, Clone)]
pub struct Store {
    path: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Opens the store at `gpkg:PATH` or a bare path, and makes it where there is none.
    ///
    /// # Errors
    /// [`Error::NotAStore`] for a file that this program did not make (it is not touched),
    /// [`Error::NewerStore`] for one of a newer version, [`Error::PostgresLater`] for `postgres://`.
    pub async fn open(url: &str) -> Result<Self> {
        let path = path_of(url)?;
        if std::fs::metadata(&path).is_ok_and(|m| m.len() > 0) {
            check_is_store(&path).await?;
        }
        let options = options(&path).create_if_missing(true);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(WRITER_QUEUE)
            .connect_with(options.clone())
            .await
            .map_err(|e| not_a_store(&path, &e))?;
        MIGRATIONS.run(&writer).await.map_err(|e| match e {
            MigrateError::VersionMissing(_) => Error::NewerStore { path: path.clone() },
            MigrateError::Execute(e) | MigrateError::ExecuteMigration(e, _) => e.into(),
            other => Error::NotAStore {
                path: path.clone(),
                reason: other.to_string(),
            },
        })?;
        // Other programs look for the mark of a GeoPackage in the file itself, not in its journal.
        write_back(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Self {
            path,
            writer,
            readers,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it holds no facts.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn is_empty(&self) -> Result<bool> {
        for layer in Layer::ALL {
            if self.count(layer).await? > 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Rows of a layer.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn count(&self, layer: Layer) -> Result<u64> {
        let sql = format!("SELECT COUNT(*) FROM {layer}");
        let rows: i64 = sqlx::query_scalar(&sql).fetch_one(&self.readers).await?;
        Ok(rows.unsigned_abs())
    }

    /// Closes it: the journal is written back, so that the file stands alone and can be copied.
    pub async fn close(&self) {
        self.readers.close().await;
        if let Err(error) = write_back(&self.writer).await {
            // Nothing is lost: the journal stays, and the next one who opens the store reads it.
            tracing::warn!(%error, "the store's journal was not written back: {error}");
        }
        self.writer.close().await;
    }
}

/// Writes the journal back into the file.
async fn write_back(writer: &SqlitePool) -> Result<()> {
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(writer)
        .await?;
    Ok(())
}

fn path_of(url: &str) -> Result<PathBuf> {
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        // The rest of the address may hold a password.
        return Err(Error::PostgresLater {
            url: "postgres://…".to_owned(),
        });
    }
    let path = url.strip_prefix("gpkg:").unwrap_or(url);
    if path.is_empty() || path.contains("://") {
        return Err(Error::NotAStore {
            path: path.into(),
            reason: "write gpkg:PATH".to_owned(),
        });
    }
    Ok(path.into())
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        // With WAL this loses no whole transaction when the program is killed, and is not corrupted
        // by a power cut.
        .synchronous(SqliteSynchronous::Normal)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .disable_statement_logging()
}

/// Refuses a file that this program did not make, before anything touches it.
async fn check_is_store(path: &Path) -> Result<()> {
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(|e| not_a_store(path, &e))?;
    let answer = store_marks(&mut connection).await;
    connection.close().await?;
    match answer.map_err(|e| not_a_store(path, &e))? {
        (GPKG, 1) => Ok(()),
        (GPKG, _) => Err(Error::NotAStore {
            path: path.to_owned(),
            reason: "it is a GeoPackage of another program".to_owned(),
        }),
        _ => Err(Error::NotAStore {
            path: path.to_owned(),
            reason: "it is no GeoPackage".to_owned(),
        }),
    }
}

async fn store_marks(connection: &mut SqliteConnection) -> Result<(i64, i64), sqlx::Error> {
    let id = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(&mut *connection)
        .await?;
    let tables = sqlx::query_scalar(
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'anjie_data_version'",
    )
    .fetch_one(connection)
    .await?;
    Ok((id, tables))
}

fn not_a_store(path: &Path, error: &sqlx::Error) -> Error {
    Error::NotAStore {
        path: path.to_owned(),
        reason: match error {
            sqlx::Error::Database(e) => e.message().to_owned(),
            other => other.to_string(),
        },
    }
}
