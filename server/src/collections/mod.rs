//! What can be had as features: each collection with its columns, rows made on demand.
//!
//! A collection is a table of functions over a [`Source`]: how many rows there are, and for a row its
//! identifier, its shape and each of its columns. Nothing is copied; tiles ([`crate::layers`]), downloads and
//! filters ask the same functions, so that a name means the same everywhere.
//!
//! | file | what |
//! |---|---|
//! | `column` | a column: name, kind, unit, words, value |
//! | `ground`, `plants`, `safety`, `results` | the collections |
//! | `situation` | what a situation changes, under the name of the situation |
//! | `rows` | where the rows of nested things stand |
//! | `index` | the order of the identifiers, and a tree of boxes; made once a snapshot when first asked for |

mod column;
mod ground;
mod index;
mod plants;
mod results;
mod rows;
mod safety;
mod situation;

use std::borrow::Cow;

use analysis::assessment::SiteResult;
use analysis::city::City;
use geo_types::Geometry;

pub use column::Column;
pub use index::Index;
pub use rows::{RiskRows, Rows};
pub use situation::{SITUATION, SituationRow};

use crate::filter::{Lookup, Schema, Value};
use crate::risk::CityRisk;

/// Name of the geometry in filters.
pub const GEOMETRY: &str = "geometry";

/// What rows are read from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The facts, indexed.
    pub city: &'a City,
    /// Results by facility.
    pub results: &'a [SiteResult],
    /// Where nested rows stand.
    pub rows: &'a Rows,
    /// The risk, where it is known by now, and where its rows stand.
    pub risk: Option<(&'a CityRisk, &'a RiskRows)>,
    /// The rows of a situation, where one is meant.
    pub situation: &'a [SituationRow],
}

/// A collection of features.
pub struct Collection {
    /// Identifier, the same as that of its tile layer where it has one.
    pub id: &'static str,
    /// Title, Chinese.
    pub title_zh: &'static str,
    /// Title, English.
    pub title_en: &'static str,
    /// What it holds, Chinese.
    pub about_zh: &'static str,
    /// What it holds, English.
    pub about_en: &'static str,
    /// Kind of its shapes, as JSON Schema's formats of OGC API Features Part 5 name them.
    pub shape: &'static str,
    /// Whether it is there only once the risk is computed.
    pub of_risk: bool,
    /// Whether it is drawn as a tile layer of the same name.
    pub is_drawn: bool,
    /// Columns of the days from which and until which a row holds, by which `datetime` selects. One without an
    /// end holds on; one without a beginning is always found.
    pub time: Option<(&'static str, Option<&'static str>)>,
    /// Its columns.
    pub columns: &'static [Column],
    /// Number of rows.
    pub len: fn(Source<'_>) -> usize,
    /// Identifier of a row, unique in the collection and the same as long as the thing is.
    pub key: for<'a> fn(Source<'a>, usize) -> Cow<'a, str>,
    /// Shape of a row, longitude and latitude.
    pub geometry: for<'a> fn(Source<'a>, usize) -> Option<Cow<'a, Geometry<f64>>>,
}

/// Every collection, in the order in which they are listed.
pub static ALL: &[&Collection] = &[
    &ground::DISTRICTS,
    &ground::PARKS,
    &ground::ZONES,
    &plants::FACILITIES,
    &plants::UNITS,
    &plants::VESSELS,
    &ground::PIPELINES,
    &ground::TARGETS,
    &ground::POPULATION,
    &safety::HIDDEN_HAZARDS,
    &safety::RESOURCES,
    &safety::MONITORS,
    &results::VIOLATIONS,
    &results::CONTOURS,
    &results::LSIR,
];

/// Position of a collection in [`ALL`].
pub fn position(id: &str) -> Option<usize> {
    ALL.iter().position(|c| c.id == id)
}

/// A collection by its identifier.
///
/// # Panics
/// Where there is none: for names that the program itself gives.
pub fn named(id: &'static str) -> &'static Collection {
    let known = position(id).map(|i| ALL[i]);
    known.expect("the program names collections that there are")
}

impl Collection {
    /// What filters may ask.
    pub fn schema(&self) -> Schema<'static> {
        Schema {
            properties: self.columns.iter().map(|c| (c.name, c.kind)).collect(),
            geometry: GEOMETRY,
        }
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// A row as filters see it.
    pub const fn row<'a>(&'static self, source: Source<'a>, row: usize) -> Row<'a> {
        Row {
            collection: self,
            source,
            at: row,
        }
    }
}

/// A row of a collection.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    collection: &'static Collection,
    source: Source<'a>,
    at: usize,
}

impl<'a> Row<'a> {
    /// Identifier.
    pub fn key(&self) -> Cow<'a, str> {
        (self.collection.key)(self.source, self.at)
    }

    /// Value of a column.
    pub fn value(&self, column: &Column) -> Option<Value<'a>> {
        (column.get)(self.source, self.at)
    }

    /// Shape.
    pub fn shape(&self) -> Option<Cow<'a, Geometry<f64>>> {
        (self.collection.geometry)(self.source, self.at)
    }
}

impl Lookup for Row<'_> {
    fn property(&self, position: usize) -> Option<Value<'_>> {
        self.value(self.collection.columns.get(position)?)
    }

    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>> {
        self.shape()
    }
}
