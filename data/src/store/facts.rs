//! Facts into the store and out of it.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use analysis::facts::{Facts, Provenance};
use futures_util::TryStreamExt;
use geo::BoundingRect;
use geo_types::Rect;
use sqlx::query_builder::Separated;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{QueryBuilder, Row as _, Sqlite};

use super::Store;
use super::geometry::{Blob, Gp};
use crate::layer::{Kind, Record, Row, Shape, Value};
use crate::{Layer, Result};

/// Values that one statement binds at most; SQLite allows 32 766.
const BINDS: usize = 8_000;
/// Columns of provenance, last in each table.
const PROVENANCE: [&str; 4] = ["source_file", "source_row", "imported_at", "synthetic"];

impl Store {
    /// Everything that the store holds, in one snapshot: rows in the order of their keys, weather as it
    /// was stored.
    ///
    /// # Errors
    /// [`Error::CorruptRow`](crate::Error::CorruptRow), [`Error::Database`](crate::Error::Database).
    pub async fn load_facts(&self) -> Result<Facts> {
        let mut snapshot = self.readers.begin().await?;
        let facts = load(&mut snapshot).await?;
        snapshot.commit().await?;
        Ok(facts)
    }

    /// Adds rows, or updates those whose key is in the store already, in one transaction; weather is
    /// replaced as a whole where `facts` has any.
    ///
    /// # Errors
    /// [`Error::DanglingReference`](crate::Error::DanglingReference) where a unit's facility or a
    /// vessel's unit is in neither; nothing is stored then.
    pub async fn put_facts(&self, facts: &Facts) -> Result<()> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        put(&mut tx, facts).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Replaces all facts in one transaction.
    ///
    /// # Errors
    /// As for [`put_facts`](Self::put_facts).
    pub async fn replace_facts(&self, facts: &Facts) -> Result<()> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for layer in Layer::ALL.into_iter().rev() {
            sqlx::query(&format!("DELETE FROM {layer}"))
                .execute(&mut *tx)
                .await?;
            sqlx::query(
                "UPDATE gpkg_contents SET min_x = NULL, min_y = NULL, max_x = NULL, max_y = NULL WHERE table_name = ?",
            )
            .bind(layer.name())
            .execute(&mut *tx)
            .await?;
        }
        put(&mut tx, facts).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keys of a layer's rows; empty for weather.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database).
    pub async fn keys(&self, layer: Layer) -> Result<BTreeSet<String>> {
        let Some(key) = layer.key() else {
            return Ok(BTreeSet::new());
        };
        let sql = format!("SELECT {key} FROM {layer}");
        let keys: Vec<String> = sqlx::query_scalar(&sql).fetch_all(&self.readers).await?;
        Ok(keys.into_iter().collect())
    }

    /// Keys of a layer's synthetic rows; empty for weather.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database).
    pub async fn synthetic_keys(&self, layer: Layer) -> Result<BTreeSet<String>> {
        let Some(key) = layer.key() else {
            return Ok(BTreeSet::new());
        };
        let sql = format!("SELECT {key} FROM {layer} WHERE synthetic");
        let keys: Vec<String> = sqlx::query_scalar(&sql).fetch_all(&self.readers).await?;
        Ok(keys.into_iter().collect())
    }

    /// Box around the districts, where there are any.
    ///
    /// # Errors
    /// [`Error::Database`](crate::Error::Database).
    pub async fn districts_extent(&self) -> Result<Option<Rect<f64>>> {
        let mut connection = self.readers.acquire().await?;
        let districts: Vec<analysis::facts::District> = rows(&mut connection).await?;
        Ok(districts
            .iter()
            .filter_map(|d| d.geometry.bounding_rect())
            .reduce(around))
    }

    /// Rows of a layer as plain values, in the order of [`load_facts`](Self::load_facts).
    ///
    /// # Errors
    /// As for [`load_facts`](Self::load_facts).
    pub async fn records(&self, layer: Layer) -> Result<Vec<Record>> {
        let mut connection = self.readers.acquire().await?;
        records(&mut connection, layer, Ok).await
    }
}

/// The smallest box around two boxes.
fn around(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

pub(super) async fn load(connection: &mut SqliteConnection) -> Result<Facts> {
    Ok(Facts {
        districts: rows(connection).await?,
        parks: rows(connection).await?,
        zones: rows(connection).await?,
        facilities: rows(connection).await?,
        units: rows(connection).await?,
        vessels: rows(connection).await?,
        pipelines: rows(connection).await?,
        targets: rows(connection).await?,
        population: rows(connection).await?,
        hidden_hazards: rows(connection).await?,
        resources: rows(connection).await?,
        monitors: rows(connection).await?,
        weather: rows(connection).await?,
    })
}

async fn rows<T: Row>(connection: &mut SqliteConnection) -> Result<Vec<T>> {
    records(connection, T::LAYER, T::from_record).await
}

async fn records<T>(
    connection: &mut SqliteConnection,
    layer: Layer,
    from_record: impl Fn(Record) -> Result<T>,
) -> Result<Vec<T>> {
    let order = layer.key().unwrap_or("fid");
    let sql = format!(
        "SELECT {} FROM {layer} ORDER BY {order}",
        column_names(layer).join(", ")
    );
    let mut interned = HashMap::new();
    let mut out = Vec::new();
    let mut stream = sqlx::query(&sql).fetch(connection);
    while let Some(row) = stream.try_next().await? {
        out.push(from_record(record(layer, &row, &mut interned)?)?);
    }
    Ok(out)
}

/// Columns in the order in which this module reads and writes them.
fn column_names(layer: Layer) -> Vec<&'static str> {
    let mut names: Vec<&str> = layer.columns().iter().map(|c| c.name).collect();
    if layer.shape() != Shape::None {
        names.push("geom");
    }
    names.extend(PROVENANCE);
    names
}

fn record(
    layer: Layer,
    row: &SqliteRow,
    interned: &mut HashMap<String, Arc<str>>,
) -> Result<Record> {
    let columns = layer.columns();
    let mut values = Vec::with_capacity(columns.len());
    for (i, column) in columns.iter().enumerate() {
        values.push(match column.kind {
            Kind::Real(..) | Kind::Above(..) => row
                .try_get::<Option<f64>, _>(i)?
                .map_or(Value::Null, Value::Real),
            Kind::Whole(..) | Kind::Truth => row
                .try_get::<Option<i64>, _>(i)?
                .map_or(Value::Null, Value::Whole),
            _ => row
                .try_get::<Option<String>, _>(i)?
                .map_or(Value::Null, Value::Text),
        });
    }
    let mut at = columns.len();
    let geometry = if layer.shape() == Shape::None {
        None
    } else {
        at += 1;
        row.try_get::<Option<Gp>, _>(at - 1)?.map(|g| g.0)
    };
    let source_row: i64 = row.try_get(at + 1)?;
    Ok(Record {
        values,
        geometry,
        provenance: Provenance {
            source_file: intern(row.try_get(at)?, interned),
            source_row: source_row.unsigned_abs(),
            imported_at: intern(row.try_get(at + 2)?, interned),
            synthetic: row.try_get(at + 3)?,
        },
    })
}

/// Millions of rows come from a few files: each name is kept once.
fn intern(text: String, interned: &mut HashMap<String, Arc<str>>) -> Arc<str> {
    if let Some(known) = interned.get(&text) {
        return Arc::clone(known);
    }
    let shared: Arc<str> = text.as_str().into();
    interned.insert(text, Arc::clone(&shared));
    shared
}

async fn put(connection: &mut SqliteConnection, facts: &Facts) -> Result<()> {
    put_rows(connection, &facts.districts).await?;
    put_rows(connection, &facts.parks).await?;
    put_rows(connection, &facts.zones).await?;
    put_rows(connection, &facts.facilities).await?;
    put_rows(connection, &facts.units).await?;
    put_rows(connection, &facts.vessels).await?;
    put_rows(connection, &facts.pipelines).await?;
    put_rows(connection, &facts.targets).await?;
    put_rows(connection, &facts.population).await?;
    put_rows(connection, &facts.hidden_hazards).await?;
    put_rows(connection, &facts.resources).await?;
    put_rows(connection, &facts.monitors).await?;
    if !facts.weather.is_empty() {
        sqlx::query("DELETE FROM weather")
            .execute(&mut *connection)
            .await?;
        put_rows(connection, &facts.weather).await?;
    }
    Ok(())
}

async fn put_rows<T: Row>(connection: &mut SqliteConnection, rows: &[T]) -> Result<()> {
    let layer = T::LAYER;
    let names = column_names(layer);
    let insert = format!("INSERT INTO {layer} ({}) ", names.join(", "));
    let update = on_conflict(layer, &names);
    let mut extent: Option<Rect<f64>> = None;
    for chunk in rows.chunks(BINDS / names.len()) {
        let mut records = Vec::with_capacity(chunk.len());
        for row in chunk {
            let record = row.record();
            let blob = record.geometry.as_ref().map(Blob::new).transpose()?;
            let bounds = record
                .geometry
                .as_ref()
                .and_then(BoundingRect::bounding_rect);
            extent = extent.into_iter().chain(bounds).reduce(around);
            records.push((record, blob));
        }
        let mut query = QueryBuilder::<Sqlite>::new(&insert);
        query.push_values(records, |mut row, (record, blob)| {
            for value in record.values {
                bind(&mut row, value);
            }
            if layer.shape() != Shape::None {
                row.push_bind(blob);
            }
            let from = record.provenance;
            row.push_bind(from.source_file.to_string())
                .push_bind(from.source_row.cast_signed())
                .push_bind(from.imported_at.to_string())
                .push_bind(from.synthetic);
        });
        query.push(&update);
        query.build().execute(&mut *connection).await?;
    }
    match extent {
        Some(extent) => widen(connection, layer, extent).await,
        None => Ok(()),
    }
}

fn bind(row: &mut Separated<'_, '_, Sqlite, &'static str>, value: Value) {
    match value {
        Value::Null => row.push_bind(None::<String>),
        Value::Text(text) => row.push_bind(text),
        Value::Real(number) => row.push_bind(number),
        Value::Whole(number) => row.push_bind(number),
    };
}

fn on_conflict(layer: Layer, names: &[&str]) -> String {
    let Some(key) = layer.key() else {
        return String::new();
    };
    let mut sql = format!(" ON CONFLICT ({key}) DO UPDATE SET ");
    for (i, name) in names.iter().filter(|n| **n != key).enumerate() {
        let comma = if i == 0 { "" } else { ", " };
        write!(sql, "{comma}{name} = excluded.{name}").expect("a String takes any text");
    }
    sql
}

/// Widens the extent that a viewer zooms to.
async fn widen(connection: &mut SqliteConnection, layer: Layer, extent: Rect<f64>) -> Result<()> {
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
