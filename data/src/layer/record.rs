//! A row of any layer as plain values, and reading them back one by one.

use std::str::FromStr;

use analysis::facts::{Provenance, UnknownWord};
use geo_types::{Geometry, MultiPolygon};

use super::{Layer, Value};
use crate::{Error, Result};

/// A row of any layer: its values in the order of [`Layer::columns`].
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Values in the order of the layer's columns.
    pub values: Vec<Value>,
    /// Geometry, longitude and latitude in CGCS2000.
    pub geometry: Option<Geometry<f64>>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A struct of the facts that is a row of a layer.
pub trait Row: Sized {
    /// Its layer.
    const LAYER: Layer;

    /// What identifies the row in its layer, without making a record of it; none for the weather.
    fn key(&self) -> Option<&str>;

    /// As plain values.
    fn record(&self) -> Record;

    /// From plain values.
    ///
    /// # Errors
    /// [`Error::CorruptRow`] where a value is missing or is no word of its vocabulary.
    fn from_record(record: Record) -> Result<Self>;
}

/// Takes the values of a record one by one, in the order of the columns.
pub(super) struct Values {
    layer: Layer,
    rest: std::vec::IntoIter<Value>,
    next: usize,
    id: String,
}

impl Values {
    pub(super) fn new(layer: Layer, values: Vec<Value>) -> Self {
        let id = match values.first() {
            Some(Value::Text(id)) => id.clone(),
            _ => String::new(),
        };
        Self {
            layer,
            rest: values.into_iter(),
            next: 0,
            id,
        }
    }

    fn take(&mut self) -> Value {
        self.next += 1;
        self.rest.next().unwrap_or(Value::Null)
    }

    fn corrupt(&self, reason: impl Into<String>) -> Error {
        let column = self.layer.columns().get(self.next - 1);
        Error::CorruptRow {
            layer: self.layer,
            id: self.id.clone(),
            column: column.map_or("", |c| c.name),
            reason: reason.into(),
        }
    }

    pub(super) fn maybe_text(&mut self) -> Result<Option<String>> {
        match self.take() {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            other => Err(self.corrupt(format!("is {other:?}, not text"))),
        }
    }

    pub(super) fn text(&mut self) -> Result<String> {
        self.maybe_text()?.ok_or_else(|| self.corrupt("is missing"))
    }

    pub(super) fn maybe_word<T: FromStr<Err = UnknownWord>>(&mut self) -> Result<Option<T>> {
        self.maybe_text()?
            .map(|t| {
                t.parse()
                    .map_err(|e: UnknownWord| self.corrupt(e.to_string()))
            })
            .transpose()
    }

    pub(super) fn word<T: FromStr<Err = UnknownWord>>(&mut self) -> Result<T> {
        self.maybe_word()?.ok_or_else(|| self.corrupt("is missing"))
    }

    pub(super) fn maybe_real(&mut self) -> Result<Option<f64>> {
        match self.take() {
            Value::Null => Ok(None),
            Value::Real(number) => Ok(Some(number)),
            Value::Whole(number) => Ok(Some(number as f64)),
            Value::Text(text) => Err(self.corrupt(format!("is `{text}`, not a number"))),
        }
    }

    pub(super) fn real(&mut self) -> Result<f64> {
        self.maybe_real()?.ok_or_else(|| self.corrupt("is missing"))
    }

    pub(super) fn maybe_whole(&mut self) -> Result<Option<u8>> {
        match self.take() {
            Value::Null => Ok(None),
            Value::Whole(number) => u8::try_from(number)
                .map(Some)
                .map_err(|_| self.corrupt(format!("is {number}"))),
            other => Err(self.corrupt(format!("is {other:?}, not a whole number"))),
        }
    }

    pub(super) fn maybe_truth(&mut self) -> Result<Option<bool>> {
        match self.take() {
            Value::Null => Ok(None),
            Value::Whole(0) => Ok(Some(false)),
            Value::Whole(1) => Ok(Some(true)),
            other => Err(self.corrupt(format!("is {other:?}, neither 1 nor 0"))),
        }
    }

    pub(super) fn processes(&mut self) -> Result<Vec<u8>> {
        self.maybe_text()?
            .unwrap_or_default()
            .split(',')
            .filter(|w| !w.is_empty())
            .map(|w| w.parse().map_err(|_| self.corrupt(format!("has `{w}`"))))
            .collect()
    }

    pub(super) fn geometry(&self, geometry: Option<Geometry<f64>>) -> Result<Geometry<f64>> {
        geometry.ok_or_else(|| self.no_geometry("is missing"))
    }

    pub(super) fn area(&self, geometry: Option<Geometry<f64>>) -> Result<MultiPolygon<f64>> {
        match self.geometry(geometry)? {
            Geometry::MultiPolygon(area) => Ok(area),
            Geometry::Polygon(polygon) => Ok(MultiPolygon(vec![polygon])),
            _ => Err(self.no_geometry("is not a polygon or multipolygon")),
        }
    }

    fn no_geometry(&self, reason: &str) -> Error {
        Error::CorruptRow {
            layer: self.layer,
            id: self.id.clone(),
            column: "geom",
            reason: reason.to_owned(),
        }
    }
}
