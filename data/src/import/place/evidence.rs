//! What the store knows already: districts with their outlines, and where each known thing stands.

use std::collections::HashMap;

use geo::{BoundingRect, Centroid};
use geo_types::{Coord, Geometry, Rect};
use serde::Serialize;

use super::outline::Outline;
use crate::layer::{Record, Value};
use crate::store::Store;
use crate::{Layer, Result};

/// One thing that speaks for a coordinate reference system, or against it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceLine {
    /// Kind of evidence: `declared`, `label`, `known places`, `districts`, `extent`, `digits`, `assumed`.
    pub what: String,
    /// The system that it is about.
    #[serde(rename = "for")]
    pub about: String,
    /// How much, in natural logarithms of the likelihood; negative speaks against it.
    pub weight: f64,
    /// In words.
    pub words: String,
}

/// A district that rows may name.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) outline: Outline,
}

/// What the store knows.
#[derive(Debug, Default)]
pub(in crate::import) struct Evidence {
    pub(super) districts: Vec<Named>,
    known: HashMap<String, Option<Coord<f64>>>,
    pub(super) extent: Option<Rect<f64>>,
}

impl Evidence {
    /// Reads what bears on the places of a layer.
    pub(in crate::import) async fn of(store: &Store, layer: Layer) -> Result<Self> {
        if layer.shape() == crate::layer::Shape::None {
            return Ok(Self::default());
        }
        let districts = store.records(Layer::Districts).await?;
        let rows = if layer == Layer::Districts {
            districts.clone()
        } else {
            store.records(layer).await?
        };
        Ok(Self::new(&districts, &rows, layer))
    }

    pub(super) fn new(districts: &[Record], rows: &[Record], layer: Layer) -> Self {
        let text = |record: &Record, layer: Layer, column: &str| {
            let at = layer.position(column)?;
            match record.values.get(at) {
                Some(Value::Text(text)) => Some(text.clone()),
                _ => None,
            }
        };
        let mut known: HashMap<String, Option<Coord<f64>>> = HashMap::new();
        for row in rows {
            let Some(at) = row.geometry.as_ref().and_then(representative) else {
                continue;
            };
            let id = layer.key().and_then(|key| text(row, layer, key));
            let (uscc, name) = (text(row, layer, "uscc"), text(row, layer, "name"));
            for key in keys(id.as_deref(), uscc.as_deref(), name.as_deref())
                .into_iter()
                .flatten()
            {
                // What two rows share names neither.
                known
                    .entry(key)
                    .and_modify(|place| *place = None)
                    .or_insert(Some(at));
            }
        }
        let mut extent: Option<Rect<f64>> = None;
        let mut named = Vec::new();
        for row in districts {
            let Some(Geometry::MultiPolygon(area)) = &row.geometry else {
                continue;
            };
            let Some(bounds) = area.bounding_rect() else {
                continue;
            };
            extent = Some(extent.map_or(bounds, |e| around(e, bounds)));
            let level = text(row, Layer::Districts, "level").unwrap_or_default();
            // An address names the city in each row, and an invented outline proves nothing.
            if !matches!(level.as_str(), "county" | "town") || row.provenance.synthetic {
                continue;
            }
            if let (Some(code), Some(name), Some(outline)) = (
                text(row, Layer::Districts, "code"),
                text(row, Layer::Districts, "name"),
                Outline::new(area),
            ) {
                named.push(Named {
                    code,
                    name,
                    outline,
                });
            }
        }
        Self {
            districts: named,
            known,
            extent,
        }
    }

    /// Where the store has a thing, by its key, its credit code, or a name that only one has.
    pub(super) fn place(
        &self,
        id: Option<&str>,
        uscc: Option<&str>,
        name: Option<&str>,
    ) -> Option<Coord<f64>> {
        keys(id, uscc, name)
            .into_iter()
            .flatten()
            .find_map(|key| self.known.get(&key).copied().flatten())
    }

    pub(super) fn knows_places(&self) -> bool {
        !self.known.is_empty()
    }
}

fn keys(id: Option<&str>, uscc: Option<&str>, name: Option<&str>) -> [Option<String>; 3] {
    let key = |kind: &str, text: Option<&str>| {
        text.map(str::trim)
            .filter(|t| !t.is_empty())
            .map(|t| format!("{kind}:{t}"))
    };
    [key("id", id), key("uscc", uscc), key("name", name)]
}

/// One point for a geometry: itself, or the middle of an area or line.
pub(super) fn representative(geometry: &Geometry<f64>) -> Option<Coord<f64>> {
    match geometry {
        Geometry::Point(p) => Some(p.0),
        other => other.centroid().map(|p| p.0),
    }
    .filter(|c| c.x.is_finite() && c.y.is_finite())
}

/// The smallest box around two boxes.
fn around(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}
