//! A filter asked of what a layer holds: layers of others, situations, contours.

use std::borrow::Cow;

use geo_types::Geometry;
use rayon::prelude::*;
use tiles::{Field, FieldKind, Held, LayerIndex, Selection};

use crate::collections::GEOMETRY;
use crate::filter::{Compiled, Kind, Lookup, Schema, Value};

/// The properties that can be asked for: those of its tiles.
pub(super) fn schema(index: &LayerIndex) -> Schema<'_> {
    let kind = |field: &Field| match field.kind {
        FieldKind::String => Kind::Text,
        FieldKind::Number => Kind::Number,
        FieldKind::Boolean => Kind::Bool,
    };
    let fields = index.spec().fields().iter();
    Schema {
        properties: fields.map(|f| (&*f.name, kind(f))).collect(),
        geometry: GEOMETRY,
    }
}

/// The features that a filter chooses, all without one. `goes_on` is asked before each.
pub(super) fn choice(
    index: &LayerIndex,
    filter: Option<&Compiled>,
    goes_on: impl Fn() -> bool + Sync,
) -> Selection {
    let chosen = (0..index.held_len()).into_par_iter().filter_map(|at| {
        let held = index.held(at).filter(|_| goes_on())?;
        let row = Row { index, held };
        let is_chosen = filter.is_none_or(|filter| filter.matches(&row));
        is_chosen.then(|| held.feature())
    });
    let chosen: Vec<usize> = chosen.collect();
    let mut is_chosen = vec![false; index.len()];
    for at in chosen {
        is_chosen[at] = true;
    }
    Selection::of(is_chosen.len(), |at| is_chosen[at])
}

/// A shape of a layer, as a filter asks it.
struct Row<'a> {
    index: &'a LayerIndex,
    held: Held<'a>,
}

impl Lookup for Row<'_> {
    fn property(&self, position: usize) -> Option<Value<'_>> {
        let field = self.index.spec().fields().get(position)?;
        let value = self.held.property(&field.name)?;
        let is_number = field.kind == FieldKind::Number;
        match value {
            tiles::Value::String(text) => Some(Value::Text(Cow::Owned(text.to_string()))),
            tiles::Value::Int(n) if is_number => Some(Value::Number(n as f64)),
            tiles::Value::UInt(n) if is_number => Some(Value::Number(n as f64)),
            tiles::Value::Double(n) if is_number => Some(Value::Number(n)),
            tiles::Value::Bool(b) => Some(Value::Bool(b)),
            // A column of several kinds is asked by the first of them.
            tiles::Value::Int(_) | tiles::Value::UInt(_) | tiles::Value::Double(_) => None,
        }
    }

    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>> {
        Some(Cow::Owned(self.held.geometry()))
    }
}
