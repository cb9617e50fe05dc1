//! What facts would change in the store, row by row and field by field.

use std::collections::HashMap;

use analysis::facts::Facts;
use geo::CoordsIter;
use geo_types::Geometry;
use geozero::wkt::Wkt;
use geozero::{ToGeo, ToWkt};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::backend::Tx;
use super::{Store, facts};
use crate::layer::{Kind, Record, Row, Value};
use crate::{Error, Layer, Result};

/// Up to so many rows are looked up by their keys; for more the whole layer is read.
const FEW: usize = 500;

/// What an import changes, or would change. Where a row came from is no change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Rows that are new.
    pub added: u64,
    /// Rows whose values or geometry differ from those in the store.
    pub updated: u64,
    /// Rows that are in the store as they are.
    pub unchanged: u64,
    /// The new and the updated rows, by layer and in the order of the file; rows of a layer that was
    /// empty are counted only.
    pub rows: Vec<RowChange>,
}

/// What changes in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowChange {
    /// Its layer.
    pub layer: Layer,
    /// Its key; empty for the weather, which is replaced as a whole.
    pub key: String,
    /// The fields that change, in the order of the columns.
    pub fields: Vec<FieldChange>,
}

/// What changes in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Name of the column, or `geometry`, or `rows` for the weather.
    pub field: String,
    /// What it was; none where nothing was known, or the row is new.
    pub before: Option<String>,
    /// What it is.
    pub after: Option<String>,
}

/// A row before and after, whole.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Versions {
    pub layer: Layer,
    pub key: String,
    pub before: Option<Json>,
    pub after: Json,
}

impl Versions {
    /// As it is told.
    pub(super) fn change(&self) -> Result<RowChange> {
        Ok(RowChange {
            layer: self.layer,
            key: self.key.clone(),
            fields: fields(self.before.as_ref(), &self.after)?,
        })
    }
}

/// What differs between the store and the rows of one layer.
pub(super) struct Difference<'r, T> {
    /// Rows that must be written.
    pub write: Vec<&'r T>,
    pub versions: Vec<Versions>,
}

impl Store {
    /// What these facts would change; nothing is written.
    ///
    /// # Errors
    /// As for [`load_facts`](Self::load_facts).
    pub async fn preview_changes(&self, facts: &Facts) -> Result<Changes> {
        let mut snapshot = self.read().await?;
        let mut changes = Changes::default();
        macro_rules! each {
            ($($field:ident),*) => {
                $(difference(&mut snapshot, &facts.$field, &mut changes).await?;)*
            };
        }
        each!(
            districts,
            parks,
            zones,
            facilities,
            units,
            vessels,
            pipelines,
            targets,
            population,
            hidden_hazards,
            resources,
            monitors
        );
        weather(&mut snapshot, facts, &mut changes).await?;
        snapshot.commit().await?;
        Ok(changes)
    }
}

/// Compares the rows of a layer with the store and counts.
pub(super) async fn difference<'r, T: Row + Send + Sync>(
    tx: &mut Tx,
    rows: &'r [T],
    changes: &mut Changes,
) -> Result<Difference<'r, T>> {
    let layer = T::LAYER;
    let mut difference = Difference {
        write: Vec::new(),
        versions: Vec::new(),
    };
    if rows.is_empty() {
        return Ok(difference);
    }
    let is_empty = tx
        .number(&format!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM {layer} LIMIT 1) AS one"
        ))
        .await?
        == 0;
    let all: Vec<&T> = rows.iter().collect();
    let rows = facts::last_of_each(&all);
    if is_empty {
        changes.added += rows.len() as u64;
        difference.write = rows;
        return Ok(difference);
    }
    let records: Vec<Record> = rows.par_iter().map(|row| row.record()).collect();
    let keys: Vec<String> = records.iter().map(key_of).collect();
    let stored: Vec<T> = if rows.len() <= FEW {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        facts::rows(tx, &keys).await?
    } else {
        facts::rows(tx, &[]).await?
    };
    let stored: HashMap<String, Record> = stored
        .par_iter()
        .map(|row| {
            let record = row.record();
            (key_of(&record), record)
        })
        .collect();
    for ((row, record), key) in rows.into_iter().zip(&records).zip(keys) {
        let before = stored.get(&key);
        match before {
            Some(b) if b.values == record.values && b.geometry == record.geometry => {
                changes.unchanged += 1;
                continue;
            }
            Some(_) => changes.updated += 1,
            None => changes.added += 1,
        }
        let versions = Versions {
            layer,
            key,
            before: before.map(|b| json_of(layer, b)).transpose()?,
            after: json_of(layer, record)?,
        };
        changes.rows.push(versions.change()?);
        difference.versions.push(versions);
        difference.write.push(row);
    }
    Ok(difference)
}

/// Compares the weather, which is replaced as a whole; gives its versions where it differs from what
/// there was.
pub(super) async fn weather(
    tx: &mut Tx,
    facts: &Facts,
    changes: &mut Changes,
) -> Result<Option<Versions>> {
    let new = &facts.weather;
    if new.is_empty() {
        return Ok(None);
    }
    let old: Vec<analysis::facts::WeatherRow> = facts::rows(tx, &[]).await?;
    let values = |rows: &[analysis::facts::WeatherRow]| -> Vec<Vec<Value>> {
        rows.iter().map(|r| r.record().values).collect()
    };
    if values(&old) == values(new) {
        changes.unchanged += new.len() as u64;
        return Ok(None);
    }
    if old.is_empty() {
        changes.added += new.len() as u64;
        return Ok(None);
    }
    changes.updated += new.len() as u64;
    let all = |rows: &[analysis::facts::WeatherRow]| -> Result<Json> {
        let rows = rows.iter().map(|r| json_of(Layer::Weather, &r.record()));
        Ok(Json::Array(rows.collect::<Result<_>>()?))
    };
    let versions = Versions {
        layer: Layer::Weather,
        key: String::new(),
        before: Some(all(&old)?),
        after: all(new)?,
    };
    changes.rows.push(versions.change()?);
    Ok(Some(versions))
}

fn key_of(record: &Record) -> String {
    facts::key(record).unwrap_or_default()
}

/// A row as JSON, with its geometry as WKT and with where it came from.
fn json_of(layer: Layer, record: &Record) -> Result<Json> {
    let mut out = Map::new();
    for (column, value) in layer.columns().iter().zip(&record.values) {
        let value = match (value, column.kind) {
            (Value::Null, _) => Json::Null,
            (Value::Text(text), _) => json!(text),
            (Value::Real(number), _) => json!(number),
            (Value::Whole(number), Kind::Truth) => json!(*number != 0),
            (Value::Whole(number), _) => json!(number),
        };
        out.insert(column.name.to_owned(), value);
    }
    let shape = record.geometry.as_ref().map(ToWkt::to_wkt).transpose();
    let shape = shape.map_err(|e| Error::Geometry(e.to_string()))?;
    out.insert("geometry".to_owned(), json!(shape));
    let from = &record.provenance;
    out.insert("source_file".to_owned(), json!(&*from.source_file));
    out.insert("source_row".to_owned(), json!(from.source_row));
    out.insert("imported_at".to_owned(), json!(&*from.imported_at));
    out.insert("synthetic".to_owned(), json!(from.synthetic));
    Ok(Json::Object(out))
}

/// Where a row came from is kept with it, and is no change of it.
const PROVENANCE: [&str; 4] = ["source_file", "source_row", "imported_at", "synthetic"];

fn fields(before: Option<&Json>, after: &Json) -> Result<Vec<FieldChange>> {
    let Json::Object(after) = after else {
        let rows = |json: &Json| json.as_array().map(|rows| format!("{} rows", rows.len()));
        return Ok(vec![FieldChange {
            field: "rows".to_owned(),
            before: before.and_then(rows),
            after: rows(after),
        }]);
    };
    let mut out = Vec::new();
    for (field, now) in after {
        let was = before.and_then(|b| b.get(field)).unwrap_or(&Json::Null);
        if was == now || PROVENANCE.contains(&field.as_str()) {
            continue;
        }
        out.push(FieldChange {
            field: field.clone(),
            before: told(field, was)?,
            after: told(field, now)?,
        });
    }
    Ok(out)
}

fn told(field: &str, value: &Json) -> Result<Option<String>> {
    Ok(match value {
        Json::Null => None,
        Json::String(wkt) if field == "geometry" => Some(shape(wkt)?),
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(match number.as_f64() {
            Some(real) if number.is_f64() => real.to_string(),
            _ => number.to_string(),
        }),
        other => Some(other.to_string()),
    })
}

/// A geometry in a few words: what it is, where it begins, how many points it has.
fn shape(wkt: &str) -> Result<String> {
    let geometry = Wkt(wkt)
        .to_geo()
        .map_err(|e| Error::Geometry(e.to_string()))?;
    let kind = wkt.split('(').next().unwrap_or_default().trim();
    let Some(first) = geometry.coords_iter().next() else {
        return Ok(format!("{kind} EMPTY"));
    };
    Ok(if matches!(geometry, Geometry::Point(_)) {
        format!("{kind}({} {})", first.x, first.y)
    } else {
        let points = geometry.coords_count();
        format!("{kind}({} {} …), {points} points", first.x, first.y)
    })
}
