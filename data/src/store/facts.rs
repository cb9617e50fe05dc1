//! Facts into the store and out of it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use analysis::facts::{Facts, Provenance};
use foldhash::quality::RandomState;
use geo::BoundingRect;
use geo_types::Rect;
use rayon::prelude::*;

use super::backend::{CHUNK, Cell, Holds, Table, Tx};
use super::geometry::{self, Encoding};
use super::{Store, gpkg};
use crate::layer::{Kind, Record, Row, Shape, Value};
use crate::{Error, Layer, Result};

impl Store {
    /// Everything that the store holds, in one snapshot: rows in the order of their keys, weather as it
    /// was stored.
    ///
    /// # Errors
    /// [`Error::CorruptRow`], [`Error::Database`].
    pub async fn load_facts(&self) -> Result<Facts> {
        let mut snapshot = self.read().await?;
        let facts = load(&mut snapshot).await?;
        snapshot.commit().await?;
        Ok(facts)
    }

    /// Adds rows, or updates those whose key is in the store already, in one transaction; weather is
    /// replaced as a whole where `facts` has any. Of two rows with one key the last counts.
    ///
    /// # Errors
    /// [`Error::DanglingReference`] where a unit's facility or a
    /// vessel's unit is in neither; nothing is stored then.
    pub async fn put_facts(&self, facts: &Facts) -> Result<()> {
        let mut tx = self.write().await?;
        put(&mut tx, facts).await?;
        tx.commit().await
    }

    /// Replaces all facts in one transaction.
    ///
    /// # Errors
    /// As for [`put_facts`](Self::put_facts).
    pub async fn replace_facts(&self, facts: &Facts) -> Result<()> {
        let mut tx = self.write().await?;
        clear(&mut tx).await?;
        put(&mut tx, facts).await?;
        tx.commit().await
    }

    /// Keys of a layer's rows; empty for weather.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn keys(&self, layer: Layer) -> Result<BTreeSet<String>> {
        self.keys_where(layer, "").await
    }

    /// Keys of a layer's synthetic rows; empty for weather.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn synthetic_keys(&self, layer: Layer) -> Result<BTreeSet<String>> {
        self.keys_where(layer, " WHERE synthetic").await
    }

    async fn keys_where(&self, layer: Layer, condition: &str) -> Result<BTreeSet<String>> {
        let Some(key) = layer.key() else {
            return Ok(BTreeSet::new());
        };
        let mut keys = BTreeSet::new();
        let mut snapshot = self.read().await?;
        let sql = format!("SELECT {key} FROM {layer}{condition} ORDER BY {key}");
        snapshot
            .each(&sql, &[], &[Holds::Text], |row| {
                keys.extend(row.into_iter().map(Cell::into_text));
                Ok(())
            })
            .await?;
        snapshot.commit().await?;
        Ok(keys)
    }

    /// Box around the districts, where there are any.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn districts_extent(&self) -> Result<Option<Rect<f64>>> {
        let mut snapshot = self.read().await?;
        let districts: Vec<analysis::facts::District> = rows(&mut snapshot, &[]).await?;
        snapshot.commit().await?;
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
        let mut snapshot = self.read().await?;
        let records = records(&mut snapshot, layer, &[], Ok).await?;
        snapshot.commit().await?;
        Ok(records)
    }
}

/// The smallest box around two boxes.
fn around(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

pub(super) async fn load(tx: &mut Tx) -> Result<Facts> {
    Ok(Facts {
        districts: rows(tx, &[]).await?,
        parks: rows(tx, &[]).await?,
        zones: rows(tx, &[]).await?,
        facilities: rows(tx, &[]).await?,
        units: rows(tx, &[]).await?,
        vessels: rows(tx, &[]).await?,
        pipelines: rows(tx, &[]).await?,
        targets: rows(tx, &[]).await?,
        population: rows(tx, &[]).await?,
        hidden_hazards: rows(tx, &[]).await?,
        resources: rows(tx, &[]).await?,
        monitors: rows(tx, &[]).await?,
        weather: rows(tx, &[]).await?,
    })
}

/// The rows of a layer, or of these keys only.
pub(super) async fn rows<T: Row + Send>(tx: &mut Tx, keys: &[&str]) -> Result<Vec<T>> {
    records(tx, T::LAYER, keys, T::from_record).await
}

async fn records<T: Send>(
    tx: &mut Tx,
    layer: Layer,
    keys: &[&str],
    from_record: impl Fn(Record) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let table = table(layer);
    let order = layer.key().unwrap_or("fid");
    let marks: Vec<String> = (1..=keys.len()).map(|i| format!("${i}")).collect();
    let condition = if keys.is_empty() {
        String::new()
    } else {
        format!(" WHERE {order} IN ({})", marks.join(", "))
    };
    let sql = format!(
        "SELECT {} FROM {layer}{condition} ORDER BY {order}",
        table.names()
    );
    let keys: Vec<Cell> = keys.iter().map(|k| Cell::Text((*k).to_owned())).collect();
    let encoding = tx.encoding();
    let mut interned = Interned::default();
    let mut raw = Vec::with_capacity(CHUNK);
    let mut out: Vec<T> = Vec::new();
    // Reading is one thread's work, decoding is everybody's.
    let decode = |raw: &mut Vec<Raw>, out: &mut Vec<T>| -> Result<()> {
        let decoded: Vec<T> = raw
            .par_drain(..)
            .map(|r| record(layer, r, encoding).and_then(&from_record))
            .collect::<Result<_>>()?;
        out.extend(decoded);
        Ok(())
    };
    tx.each(&sql, &keys, &table.holds(), |cells| {
        raw.push(Raw::new(cells, &mut interned));
        if raw.len() == CHUNK {
            decode(&mut raw, &mut out)?;
        }
        Ok(())
    })
    .await?;
    decode(&mut raw, &mut out)?;
    Ok(out)
}

/// A row before its geometry is decoded.
struct Raw {
    cells: Vec<Cell>,
    provenance: Provenance,
}

impl Raw {
    fn new(mut cells: Vec<Cell>, interned: &mut Interned) -> Self {
        let synthetic = cells.pop().and_then(|c| c.whole()).unwrap_or(0) != 0;
        let imported_at = interned.get(cells.pop());
        let source_row = cells.pop().and_then(|c| c.whole()).unwrap_or(0);
        let source_file = interned.get(cells.pop());
        Self {
            cells,
            provenance: Provenance {
                source_file,
                source_row: source_row.unsigned_abs(),
                imported_at,
                synthetic,
            },
        }
    }
}

/// Millions of rows come from a few files: each name is kept once.
#[derive(Default)]
struct Interned(HashMap<String, Arc<str>>);

impl Interned {
    fn get(&mut self, cell: Option<Cell>) -> Arc<str> {
        let text = cell.map(Cell::into_text).unwrap_or_default();
        if let Some(known) = self.0.get(&text) {
            return Arc::clone(known);
        }
        let shared: Arc<str> = text.as_str().into();
        self.0.insert(text, Arc::clone(&shared));
        shared
    }
}

fn record(layer: Layer, mut raw: Raw, encoding: Encoding) -> Result<Record> {
    let shape = if layer.shape() == Shape::None {
        None
    } else {
        raw.cells.pop()
    };
    let geometry = match shape {
        Some(Cell::Geometry(bytes)) => Some(geometry::decode(&bytes, encoding).map_err(|e| {
            let id = raw.cells.first().cloned().unwrap_or(Cell::Null);
            Error::CorruptRow {
                layer,
                id: id.into_text(),
                column: "geom",
                reason: e.to_string(),
            }
        })?),
        _ => None,
    };
    let values = raw.cells.into_iter().map(|cell| match cell {
        Cell::Text(text) => Value::Text(text),
        Cell::Real(number) => Value::Real(number),
        Cell::Whole(number) => Value::Whole(number),
        Cell::Null | Cell::Geometry(_) | Cell::Bytes(_) => Value::Null,
    });
    Ok(Record {
        values: values.collect(),
        geometry,
        provenance: raw.provenance,
    })
}

/// The table of a layer: its columns, its geometry, then where a row came from.
pub(super) fn table(layer: Layer) -> Table {
    let mut columns: Vec<(&'static str, Holds)> = layer
        .columns()
        .iter()
        .map(|c| {
            let holds = match c.kind {
                Kind::Real(..) | Kind::Above(..) => Holds::Real,
                Kind::Whole(..) => Holds::Whole,
                Kind::Truth => Holds::Truth,
                _ => Holds::Text,
            };
            (c.name, holds)
        })
        .collect();
    if layer.shape() != Shape::None {
        columns.push(("geom", Holds::Geometry));
    }
    columns.extend([
        ("source_file", Holds::Text),
        ("source_row", Holds::Whole),
        ("imported_at", Holds::Text),
        ("synthetic", Holds::Truth),
    ]);
    Table {
        name: layer.name(),
        key: layer.key(),
        columns,
    }
}

/// Deletes all facts.
pub(super) async fn clear(tx: &mut Tx) -> Result<()> {
    for layer in Layer::ALL.into_iter().rev() {
        tx.execute(&format!("DELETE FROM {layer}"), &[]).await?;
        if let Tx::Gpkg(connection) = tx {
            gpkg::forget_extent(connection, layer).await?;
        }
    }
    Ok(())
}

pub(super) async fn put(tx: &mut Tx, facts: &Facts) -> Result<()> {
    put_all(tx, &facts.districts).await?;
    put_all(tx, &facts.parks).await?;
    put_all(tx, &facts.zones).await?;
    put_all(tx, &facts.facilities).await?;
    put_all(tx, &facts.units).await?;
    put_all(tx, &facts.vessels).await?;
    put_all(tx, &facts.pipelines).await?;
    put_all(tx, &facts.targets).await?;
    put_all(tx, &facts.population).await?;
    put_all(tx, &facts.hidden_hazards).await?;
    put_all(tx, &facts.resources).await?;
    put_all(tx, &facts.monitors).await?;
    put_weather(tx, &facts.weather).await
}

/// Replaces the weather as a whole, where there is any.
pub(super) async fn put_weather(
    tx: &mut Tx,
    weather: &[analysis::facts::WeatherRow],
) -> Result<()> {
    if weather.is_empty() {
        return Ok(());
    }
    tx.execute("DELETE FROM weather", &[]).await?;
    put_all(tx, weather).await
}

async fn put_all<T: Row + Sync>(tx: &mut Tx, rows: &[T]) -> Result<()> {
    let rows: Vec<&T> = rows.iter().collect();
    put_rows(tx, &last_of_each(&rows)).await
}

/// Adds rows, each key once, or updates them.
pub(super) async fn put_rows<T: Row + Sync>(tx: &mut Tx, rows: &[&T]) -> Result<()> {
    let layer = T::LAYER;
    let extent: Mutex<Option<Rect<f64>>> = Mutex::new(None);
    let widen = |bounds: Rect<f64>| {
        // What is behind it is whole at any time: nothing panics half way.
        let mut extent = extent.lock().unwrap_or_else(PoisonError::into_inner);
        *extent = Some(extent.map_or(bounds, |known| around(known, bounds)));
    };
    tx.insert(&table(layer), rows, |row, encoding| {
        let record = row.record();
        let mut cells: Vec<Cell> = record.values.into_iter().map(cell).collect();
        if layer.shape() != Shape::None {
            let shape = record.geometry.as_ref();
            if let (Encoding::GeoPackage, Some(bounds)) =
                (encoding, shape.and_then(BoundingRect::bounding_rect))
            {
                widen(bounds);
            }
            cells.push(Cell::shape(shape, encoding)?);
        }
        let from = record.provenance;
        cells.push(Cell::Text(from.source_file.to_string()));
        cells.push(Cell::Whole(from.source_row.cast_signed()));
        cells.push(Cell::Text(from.imported_at.to_string()));
        cells.push(Cell::Whole(from.synthetic.into()));
        Ok(cells)
    })
    .await?;
    let extent = extent.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let (Tx::Gpkg(connection), Some(extent)) = (tx, extent) {
        gpkg::widen(connection, layer, extent).await?;
    }
    Ok(())
}

/// The key of a row.
pub(super) fn key(record: &Record) -> Option<String> {
    match record.values.first() {
        Some(Value::Text(key)) => Some(key.clone()),
        _ => None,
    }
}

/// The rows without those whose key comes again later.
pub(super) fn last_of_each<'r, T: Row>(rows: &[&'r T]) -> Vec<&'r T> {
    let mut last: HashMap<&str, usize, RandomState> =
        HashMap::with_capacity_and_hasher(rows.len(), RandomState::default());
    for (i, row) in rows.iter().enumerate() {
        if let Some(key) = row.key() {
            last.insert(key, i);
        }
    }
    if last.len() == rows.len() {
        return rows.to_vec();
    }
    let is_last = |(i, row): &(usize, &&'r T)| row.key().is_none_or(|key| last.get(key) == Some(i));
    rows.iter()
        .enumerate()
        .filter(is_last)
        .map(|(_, row)| *row)
        .collect()
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Text(text) => Cell::Text(text),
        Value::Real(number) => Cell::Real(number),
        Value::Whole(number) => Cell::Whole(number),
    }
}
