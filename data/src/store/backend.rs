//! What the two kinds of store have in common: transactions, plain cells, tables.
//!
//! The verbs above this file are written once. Their SQL is what both databases understand, with
//! parameters as `$1`; rows travel as [`Cell`]s. What differs is in `gpkg` and `postgis`.

use futures_util::TryStreamExt;
use rayon::prelude::*;
use sqlx::{Postgres, Row as _, Sqlite, Transaction};

use super::geometry::{self, Encoding};
use super::{gpkg, postgis};
use crate::{Error, Result};

/// Rows that are made ready at the same time, by all processors.
pub(super) const CHUNK: usize = 8192;
/// Rows that are encoded and sent at a time: fewer than a socket holds unread.
const SENT: usize = 1024;

/// A value on its way between a verb and a database.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    Text(String),
    Real(f64),
    /// Also a truth, as 1 or 0.
    Whole(i64),
    /// In the encoding of the database.
    Geometry(Vec<u8>),
    /// A file.
    Bytes(Vec<u8>),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Real,
    Whole,
    Truth,
    Geometry,
    Bytes,
}

/// A table as far as this program reads and writes it.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub name: &'static str,
    /// Column whose value decides whether a row is updated or added.
    pub key: Option<&'static str>,
    pub columns: Vec<(&'static str, Holds)>,
}

impl Table {
    /// The names of its columns, with commas.
    pub(super) fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|c| c.0).collect();
        names.join(", ")
    }

    /// What its columns hold.
    pub(super) fn holds(&self) -> Vec<Holds> {
        self.columns.iter().map(|c| c.1).collect()
    }

    /// What an insert does with a row whose key is there already.
    pub(super) fn on_conflict(&self) -> String {
        let Some(key) = self.key else {
            return String::new();
        };
        let set: Vec<String> = self
            .columns
            .iter()
            .filter(|(name, _)| *name != key)
            .map(|(name, _)| format!("{name} = excluded.{name}"))
            .collect();
        format!(" ON CONFLICT ({key}) DO UPDATE SET {}", set.join(", "))
    }
}

/// How often a pool is closed until all its connections are.
const CLOSINGS: usize = 100;
/// How long a connection that is on its way back is waited for between two of them.
const ON_ITS_WAY: std::time::Duration = std::time::Duration::from_millis(5);

/// A pool that keeps its connections: no task looks after their age. That task of sqlx 0.8 spins for ever where
/// it counts the idle connections while one of them is given back (sqlx issue 3645), and closing waits for it.
pub(super) fn kept<D: sqlx::Database>(
    options: sqlx::pool::PoolOptions<D>,
) -> sqlx::pool::PoolOptions<D> {
    options
        .min_connections(0)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// Closes a pool and all its connections. A connection that is on its way back when closing begins may be
/// put among the idle ones at its end, and would stay open as long as the pool is kept.
pub(super) async fn close<D: sqlx::Database>(pool: &sqlx::Pool<D>) {
    for _ in 0..CLOSINGS {
        pool.close().await;
        if pool.size() == 0 {
            return;
        }
        tokio::time::sleep(ON_ITS_WAY).await;
    }
}

/// A transaction on either kind of store.
pub(super) enum Tx {
    Gpkg(Transaction<'static, Sqlite>),
    Postgis(Transaction<'static, Postgres>),
}

/// Binds cells one after the other. A null is bound as a text: no statement with parameters sets a
/// number to null, rows go in by [`Tx::insert`].
macro_rules! bound {
    ($sql:expr, $args:expr) => {{
        let mut query = sqlx::query($sql);
        for cell in $args {
            query = match cell {
                Cell::Null => query.bind(None::<String>),
                Cell::Text(text) => query.bind(text.as_str()),
                Cell::Real(number) => query.bind(*number),
                Cell::Whole(number) => query.bind(*number),
                Cell::Geometry(bytes) | Cell::Bytes(bytes) => query.bind(bytes.as_slice()),
            };
        }
        query
    }};
}

impl Tx {
    /// How this store encodes a geometry.
    pub(super) const fn encoding(&self) -> Encoding {
        match self {
            Self::Gpkg(_) => Encoding::GeoPackage,
            Self::Postgis(_) => Encoding::Ewkb,
        }
    }

    /// Carries out a statement and says how many rows it touched.
    pub(super) async fn execute(&mut self, sql: &str, args: &[Cell]) -> Result<u64> {
        Ok(match self {
            Self::Gpkg(tx) => bound!(sql, args).execute(&mut **tx).await?.rows_affected(),
            Self::Postgis(tx) => bound!(sql, args).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Hands each row of an answer to `take`, in order.
    pub(super) async fn each(
        &mut self,
        sql: &str,
        args: &[Cell],
        holds: &[Holds],
        mut take: impl FnMut(Vec<Cell>) -> Result<()>,
    ) -> Result<()> {
        match self {
            Self::Gpkg(tx) => {
                let mut rows = bound!(sql, args).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    take(gpkg::cells(&row, holds)?)?;
                }
            }
            Self::Postgis(tx) => {
                let mut rows = bound!(sql, args).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    take(postgis::cells(&row, holds)?)?;
                }
            }
        }
        Ok(())
    }

    /// All rows of an answer.
    pub(super) async fn fetch(
        &mut self,
        sql: &str,
        args: &[Cell],
        holds: &[Holds],
    ) -> Result<Vec<Vec<Cell>>> {
        let mut all = Vec::new();
        self.each(sql, args, holds, |row| {
            all.push(row);
            Ok(())
        })
        .await?;
        Ok(all)
    }

    /// The number that a statement answers.
    pub(super) async fn number(&mut self, sql: &str) -> Result<i64> {
        Ok(match self {
            Self::Gpkg(tx) => sqlx::query(sql).fetch_one(&mut **tx).await?.try_get(0)?,
            Self::Postgis(tx) => sqlx::query(sql).fetch_one(&mut **tx).await?.try_get(0)?,
        })
    }

    /// Adds rows to a table, or updates those whose key it has already. `encode` makes the cells of a
    /// row, in the order of the table's columns; it is called on all processors.
    pub(super) async fn insert<R: Sync>(
        &mut self,
        table: &Table,
        rows: &[R],
        encode: impl Fn(&R, Encoding) -> Result<Vec<Cell>> + Sync,
    ) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let encoding = self.encoding();
        let encode = |row: &R| encode(row, encoding).and_then(|cells| checked(table, cells));
        match self {
            Self::Gpkg(tx) => {
                let mut bulk = gpkg::Bulk::new(table);
                for chunk in rows.chunks(CHUNK) {
                    let cells: Vec<Vec<Cell>> =
                        chunk.par_iter().map(encode).collect::<Result<_>>()?;
                    bulk.add(tx, cells).await?;
                }
            }
            Self::Postgis(tx) => {
                let may_meet_rows = postgis::may_meet_rows(tx, table).await?;
                let mut bulk = postgis::Bulk::begin(tx, table, may_meet_rows).await?;
                // The server works on what is sent while the next rows are encoded.
                for chunk in rows.chunks(SENT) {
                    let pieces: Vec<Vec<u8>> = chunk
                        .par_chunks(SENT / 8)
                        .map(|piece| {
                            let mut bytes = Vec::with_capacity(192 * piece.len());
                            for row in piece {
                                postgis::row_bytes(table, &encode(row)?, &mut bytes)?;
                            }
                            Ok(bytes)
                        })
                        .collect::<Result<_>>()?;
                    for bytes in pieces {
                        bulk.send(bytes).await?;
                    }
                }
                bulk.finish().await?;
                if may_meet_rows {
                    postgis::merge(tx, table).await?;
                }
            }
        }
        Ok(())
    }

    /// Keeps what was done.
    pub(super) async fn commit(self) -> Result<()> {
        match self {
            Self::Gpkg(tx) => tx.commit().await?,
            Self::Postgis(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// What only one of the databases could hold is refused by both, or made the same: NUL characters
/// are refused, NaN is unknown, −0 is 0.
fn checked(table: &Table, mut cells: Vec<Cell>) -> Result<Vec<Cell>> {
    for (cell, (column, _)) in cells.iter_mut().zip(&table.columns) {
        match cell {
            Cell::Text(text) if text.contains('\0') => {
                return Err(Error::NulCharacter {
                    table: table.name,
                    column,
                });
            }
            Cell::Real(number) if number.is_nan() => *cell = Cell::Null,
            Cell::Real(number) => *number += 0.0,
            _ => {}
        }
    }
    Ok(cells)
}

impl Cell {
    /// A text, or null.
    pub(super) fn maybe_text(text: Option<&str>) -> Self {
        text.map_or(Self::Null, |t| Self::Text(t.to_owned()))
    }

    /// A number, or null.
    pub(super) fn maybe_real(number: Option<f64>) -> Self {
        number.map_or(Self::Null, Self::Real)
    }

    /// A geometry in the encoding of the database, or null.
    pub(super) fn shape(
        shape: Option<&geo_types::Geometry<f64>>,
        encoding: Encoding,
    ) -> Result<Self> {
        shape.map_or(Ok(Self::Null), |s| {
            geometry::encode(s, encoding).map(Self::Geometry)
        })
    }

    /// Its text; empty for anything else.
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            _ => String::new(),
        }
    }

    /// Its text, where it has one.
    pub(super) fn into_maybe_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its number, where it has one.
    pub(super) fn real(&self) -> Option<f64> {
        match self {
            Self::Real(number) => Some(*number),
            _ => None,
        }
    }

    /// Its whole number, where it has one.
    pub(super) fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(number) => Some(*number),
            _ => None,
        }
    }
}
