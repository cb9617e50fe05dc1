//! The embedded store: one GeoPackage file, journalled ahead (WAL).

use std::path::{Path, PathBuf};
use std::time::Duration;

use geo_types::Rect;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::query_builder::Separated;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteRow, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, QueryBuilder, Row as _, Sqlite};

use super::backend::{self, Cell, Holds, Table, Tx, close};
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
/// Values that one statement binds at most; SQLite allows 32 766.
const BINDS: usize = 8_000;

/// Primary result code of SQLite: another program writes.
const SQLITE_BUSY: i64 = 5;

/// An open GeoPackage.
#[derive(Debug, Clone)]
pub(super) struct Gpkg {
    pub path: PathBuf,
    pub writer: SqlitePool,
    pub readers: SqlitePool,
}

impl Gpkg {
    /// Begins to write, once whoever else writes is done.
    pub(super) async fn write(&self) -> Result<Tx> {
        match self.writer.begin_with("BEGIN IMMEDIATE").await {
            Ok(tx) => Ok(Tx::Gpkg(tx)),
            Err(error) if is_busy(&error) => Err(Error::Busy {
                store: self.path.display().to_string(),
                holder: format!("for more than {} seconds", BUSY.as_secs()),
            }),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens the store of a file, and makes it where there is none.
    pub(super) async fn open(path: PathBuf) -> Result<Self> {
        if std::fs::metadata(&path).is_ok_and(|m| m.len() > 0) {
            check_is_store(&path).await?;
        }
        let options = options(&path).create_if_missing(true);
        let writer = backend::kept(SqlitePoolOptions::new())
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
        let readers = backend::kept(SqlitePoolOptions::new())
            .max_connections(READERS)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Self {
            path,
            writer,
            readers,
        })
    }

    /// Closes it: the journal is written back, so that the file stands alone and can be copied.
    pub(super) async fn close(&self) {
        close(&self.readers).await;
        if let Err(error) = write_back(&self.writer).await {
            // Nothing is lost: the journal stays, and the next one who opens the store reads it.
            tracing::warn!(%error, "the store's journal was not written back: {error}");
        }
        close(&self.writer).await;
    }
}

/// Writes the journal back into the file.
async fn write_back(writer: &SqlitePool) -> Result<()> {
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(writer)
        .await?;
    Ok(())
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
    let foreign = |reason: &str| Error::NotAStore {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    match answer.map_err(|e| not_a_store(path, &e))? {
        // The program that was to make the store ended before its first migration.
        (_, _, 0) | (GPKG, 1, _) => Ok(()),
        (GPKG, ..) => Err(foreign("it is a GeoPackage of another program")),
        _ => Err(foreign("it is no GeoPackage")),
    }
}

/// The mark of a GeoPackage, whether our table is there, and how many tables are.
async fn store_marks(connection: &mut SqliteConnection) -> Result<(i64, i64, i64), sqlx::Error> {
    let id = sqlx::query_scalar("PRAGMA application_id")
        .fetch_one(&mut *connection)
        .await?;
    let (ours, all) = sqlx::query_as(
        "SELECT COUNT(*) FILTER (WHERE name = 'anjie_data_version'), COUNT(*)
         FROM sqlite_master WHERE type = 'table' AND name <> '_sqlx_migrations'",
    )
    .fetch_one(connection)
    .await?;
    Ok((id, ours, all))
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

/// Writes the journalled, consistent state of now into another file, which must not be there.
pub(super) async fn copy_into(gpkg: &Gpkg, out: &Path) -> Result<()> {
    sqlx::query("VACUUM INTO ?")
        .bind(out.display().to_string())
        .execute(&gpkg.writer)
        .await?;
    Ok(())
}

/// What SQLite finds wrong with its file and with the references in it; empty where all is well.
pub(super) async fn faults(gpkg: &Gpkg) -> Result<Vec<String>> {
    let mut found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&gpkg.readers)
        .await?;
    found.retain(|line| line != "ok");
    for row in sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(&gpkg.readers)
        .await?
    {
        let table: String = row.try_get(0)?;
        found.push(format!("a row of {table} points nowhere"));
    }
    Ok(found)
}

/// The values of a row.
pub(super) fn cells(row: &SqliteRow, holds: &[Holds]) -> Result<Vec<Cell>> {
    let mut cells = Vec::with_capacity(holds.len());
    for (i, holds) in holds.iter().enumerate() {
        cells.push(match holds {
            Holds::Text => row
                .try_get::<Option<String>, _>(i)?
                .map_or(Cell::Null, Cell::Text),
            Holds::Real => row
                .try_get::<Option<f64>, _>(i)?
                .map_or(Cell::Null, Cell::Real),
            Holds::Whole | Holds::Truth => row
                .try_get::<Option<i64>, _>(i)?
                .map_or(Cell::Null, Cell::Whole),
            Holds::Bytes => row
                .try_get::<Option<Vec<u8>>, _>(i)?
                .map_or(Cell::Null, Cell::Bytes),
            // GDAL declares the column by its geometry type, which is no type of SQLite.
            Holds::Geometry => row
                .try_get_unchecked::<Option<Vec<u8>>, _>(i)?
                .map_or(Cell::Null, Cell::Geometry),
        });
    }
    Ok(cells)
}

/// Many rows into one table, by one statement that is prepared once.
pub(super) struct Bulk {
    insert: String,
    update: String,
    rows: usize,
}

impl Bulk {
    pub(super) fn new(table: &Table) -> Self {
        Self {
            insert: format!("INSERT INTO {} ({}) ", table.name, table.names()),
            update: table.on_conflict(),
            rows: BINDS / table.columns.len(),
        }
    }

    pub(super) async fn add(
        &mut self,
        connection: &mut SqliteConnection,
        rows: Vec<Vec<Cell>>,
    ) -> Result<()> {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let mut query = QueryBuilder::<Sqlite>::new(&self.insert);
            query.push_values(rows.by_ref().take(self.rows), |mut row, cells| {
                for cell in cells {
                    bind(&mut row, cell);
                }
            });
            query.push(&self.update);
            query.build().execute(&mut *connection).await?;
        }
        Ok(())
    }
}

fn bind(row: &mut Separated<'_, '_, Sqlite, &'static str>, cell: Cell) {
    match cell {
        Cell::Null => row.push_bind(None::<String>),
        Cell::Text(text) => row.push_bind(text),
        Cell::Real(number) => row.push_bind(number),
        Cell::Whole(number) => row.push_bind(number),
        Cell::Geometry(bytes) | Cell::Bytes(bytes) => row.push_bind(bytes),
    };
}

/// Widens the extent that a viewer zooms to.
pub(super) async fn widen(
    connection: &mut SqliteConnection,
    layer: Layer,
    extent: Rect<f64>,
) -> Result<()> {
    sqlx::query(
        "UPDATE gpkg_contents SET
             min_x = MIN(COALESCE(min_x, ?1), ?1), min_y = MIN(COALESCE(min_y, ?2), ?2),
             max_x = MAX(COALESCE(max_x, ?3), ?3), max_y = MAX(COALESCE(max_y, ?4), ?4),
             last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
         WHERE table_name = ?5",
    )
    .bind(extent.min().x)
    .bind(extent.min().y)
    .bind(extent.max().x)
    .bind(extent.max().y)
    .bind(layer.name())
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets the extent of a layer that was emptied.
pub(super) async fn forget_extent(connection: &mut SqliteConnection, layer: Layer) -> Result<()> {
    sqlx::query(
        "UPDATE gpkg_contents SET min_x = NULL, min_y = NULL, max_x = NULL, max_y = NULL WHERE table_name = ?",
    )
    .bind(layer.name())
    .execute(connection)
    .await?;
    Ok(())
}

fn is_busy(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    // The low byte of an extended code is the primary one.
    code.and_then(|c| c.parse::<i64>().ok())
        .is_some_and(|c| c & 0xff == SQLITE_BUSY)
}
