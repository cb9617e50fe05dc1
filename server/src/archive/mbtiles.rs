//! An MBTiles 1.3 file: a SQLite database with one row a tile, rows counted from the south.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, QueryBuilder, Sqlite};

use super::ArchiveError;
use super::about::About;
use super::journal::Journal;
use super::walk;

/// Says that the database is of this kind (MBTiles 1.3 §Database): `MPBX`.
const APPLICATION_ID: &str = "0x4d504258";
/// Tiles a statement.
const ROWS: usize = 128;

/// Writes the tiles of a journal into a database that is not there yet. It needs no journal of its own: a file
/// that is cut off never gets its name.
pub(super) async fn write(
    about: &About,
    journal: &mut Journal,
    out: &Path,
) -> Result<(), ArchiveError> {
    let mut database = SqliteConnectOptions::new()
        .filename(out)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .pragma("application_id", APPLICATION_ID)
        .disable_statement_logging()
        .connect()
        .await?;
    sqlx::raw_sql(
        "CREATE TABLE metadata (name TEXT NOT NULL, value TEXT NOT NULL);
         CREATE TABLE tiles (zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL,
                             tile_row INTEGER NOT NULL, tile_data BLOB NOT NULL);
         BEGIN",
    )
    .execute(&mut database)
    .await?;
    for (name, value) in about.mbtiles() {
        sqlx::query("INSERT INTO metadata (name, value) VALUES (?, ?)")
            .bind(name)
            .bind(value)
            .execute(&mut database)
            .await?;
    }
    let failed = |source| ArchiveError::Io {
        path: out.to_owned(),
        source,
    };
    let mut tiles = journal.tiles().map_err(failed)?;
    let mut rows = Vec::with_capacity(ROWS);
    let mut last = None;
    while let Some((order, tile)) = tiles.next_after(last).map_err(failed)? {
        last = Some(order);
        rows.push((order, tile));
        if rows.len() == ROWS {
            insert(&mut database, &mut rows).await?;
        }
    }
    insert(&mut database, &mut rows).await?;
    sqlx::raw_sql(
        "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
         CREATE UNIQUE INDEX name ON metadata (name);
         COMMIT",
    )
    .execute(&mut database)
    .await?;
    database.close().await?;
    Ok(())
}

async fn insert(
    database: &mut SqliteConnection,
    rows: &mut Vec<(u64, Vec<u8>)>,
) -> Result<(), sqlx::Error> {
    let placed = rows
        .drain(..)
        .filter_map(|(order, tile)| Some((walk::at(order)?, tile)));
    let placed: Vec<_> = placed.collect();
    if placed.is_empty() {
        return Ok(());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO tiles (zoom_level, tile_column, tile_row, tile_data) ",
    );
    query.push_values(placed, |mut row, (coord, tile)| {
        // Rows are counted from the south (TMS).
        let from_south = (1_u32 << coord.z()) - 1 - coord.y();
        row.push_bind(i64::from(coord.z()))
            .push_bind(i64::from(coord.x()))
            .push_bind(i64::from(from_south))
            .push_bind(tile);
    });
    query.build().execute(database).await?;
    Ok(())
}
