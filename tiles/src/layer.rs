//! What a layer is: its name, zooms and fields.

use std::ops::RangeInclusive;

use thiserror::Error;

use crate::coord::MAX_ZOOM;
use crate::merge::Merge;
use crate::project::Projection;
use crate::value::Value;

/// A layer of a tile set, as it is described to clients.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerSpec {
    name: String,
    description: String,
    min_zoom: u8,
    max_zoom: u8,
    fields: Vec<Field>,
    tiny: Tiny,
    merge: Option<Merge>,
    projection: Projection,
}

/// A property that features of a layer have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Name of the property.
    pub name: String,
    /// Kind of its values.
    pub kind: FieldKind,
    /// What it means, with its unit; may be empty.
    pub description: String,
}

/// Kind of a field's values, in the words that tile set descriptions use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Text.
    String,
    /// A number of any kind.
    Number,
    /// Yes or no.
    Boolean,
}

/// What becomes of a line or polygon that is too small to be seen at a zoom. Points are always kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tiny {
    /// It stays, one step of the tile grid in size (an eighth of a pixel), so that a hazard never vanishes and
    /// the symbol or label of the feature is still drawn.
    #[default]
    Keep,
    /// It is left out of that zoom: for base maps, such as the buildings of a city.
    Drop,
}

/// Why a layer cannot be described so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SpecError {
    /// The name is empty or has a character that separates names in addresses.
    #[error(
        "layer name is `{name}`; give a name that is not empty and has no comma, slash or space"
    )]
    Name {
        /// The name that was given.
        name: String,
    },
    /// The zooms are out of order or too deep.
    #[error(
        "layer `{name}` has zooms {min} to {max}; give zooms from 0 to {MAX_ZOOM}, the lesser first"
    )]
    Zooms {
        /// Name of the layer.
        name: String,
        /// First zoom that was given.
        min: u8,
        /// Last zoom that was given.
        max: u8,
    },
}

impl LayerSpec {
    /// A layer that stands in the tiles of `zooms`. At the last zoom shapes have their full detail; clients go on
    /// from there by enlarging it.
    ///
    /// # Errors
    /// [`SpecError`] for a name or zooms that no tile set can have.
    ///
    /// ```
    /// use tiles::{FieldKind, LayerSpec};
    /// let tanks = LayerSpec::new("vessels", 12..=16)?
    ///     .described("储罐 tanks")
    ///     .with_field("quantity_t", FieldKind::Number, "inventory, t");
    /// assert_eq!(tanks.name(), "vessels");
    /// # Ok::<(), tiles::SpecError>(())
    /// ```
    pub fn new(name: impl Into<String>, zooms: RangeInclusive<u8>) -> Result<Self, SpecError> {
        let name = name.into();
        let separates = |c: char| c == ',' || c == '/' || c.is_whitespace();
        if name.is_empty() || name.contains(separates) {
            return Err(SpecError::Name { name });
        }
        let (min, max) = zooms.into_inner();
        if min > max || max > MAX_ZOOM {
            return Err(SpecError::Zooms { name, min, max });
        }
        Ok(Self {
            name,
            description: String::new(),
            min_zoom: min,
            max_zoom: max,
            fields: Vec::new(),
            tiny: Tiny::Keep,
            merge: None,
            projection: Projection::default(),
        })
    }

    /// The same with a description.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// The same with one more field.
    #[must_use]
    pub fn with_field(
        mut self,
        name: impl Into<String>,
        kind: FieldKind,
        description: impl Into<String>,
    ) -> Self {
        self.fields.push(Field {
            name: name.into(),
            kind,
            description: description.into(),
        });
        self
    }

    /// The same with another rule for shapes too small to be seen.
    #[must_use]
    pub fn with_tiny(mut self, tiny: Tiny) -> Self {
        self.tiny = tiny;
        self
    }

    /// The same with a rule for zooms whose tiles would be too full: things too small to be seen apart are put
    /// together. Without one, tiles have everything unless one of them goes beyond its budget.
    #[must_use]
    pub fn merged(mut self, merge: Merge) -> Self {
        self.merge = Some(merge);
        self
    }

    /// The same in another projection.
    #[must_use]
    pub fn projected(mut self, projection: Projection) -> Self {
        self.projection = projection;
        self
    }

    /// Name, which is the layer's name in tiles.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Description; may be empty.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// First zoom whose tiles the layer stands in.
    pub fn min_zoom(&self) -> u8 {
        self.min_zoom
    }

    /// Last zoom whose tiles the layer stands in.
    pub fn max_zoom(&self) -> u8 {
        self.max_zoom
    }

    /// Whether the layer stands in tiles of zoom `z`.
    pub fn covers_zoom(&self, z: u8) -> bool {
        (self.min_zoom..=self.max_zoom).contains(&z)
    }

    /// Fields, in the order in which they were described, then those found in the features.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// What becomes of shapes too small to be seen.
    pub fn tiny(&self) -> Tiny {
        self.tiny
    }

    /// How the globe is laid on the square that tiles are cut from.
    pub fn projection(&self) -> Projection {
        self.projection
    }

    /// How things too small to be seen apart are put together.
    pub fn merge(&self) -> Option<&Merge> {
        self.merge.as_ref()
    }

    /// Whether features are drawn alike under both.
    pub(crate) fn draws_like(&self, other: &Self) -> bool {
        let drawn = |spec: &Self| (spec.projection, spec.min_zoom, spec.max_zoom, spec.tiny);
        self.name == other.name && self.merge == other.merge && drawn(self) == drawn(other)
    }

    /// Adds a field that features turned out to have: a description of tiles that hides one would be wrong.
    pub(crate) fn found(&mut self, name: &str, value: &Value) {
        if self.fields.iter().all(|f| f.name != name) {
            let kind = match value {
                Value::String(_) => FieldKind::String,
                Value::Int(_) | Value::UInt(_) | Value::Double(_) => FieldKind::Number,
                Value::Bool(_) => FieldKind::Boolean,
            };
            self.fields.push(Field {
                name: name.to_owned(),
                kind,
                description: String::new(),
            });
        }
    }
}

impl FieldKind {
    /// The word for it in a tile set's description.
    pub fn word(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Number => "Number",
            Self::Boolean => "Boolean",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_breaks_an_address_is_refused() {
        for name in ["", "a,b", "a/b", "a b"] {
            assert!(matches!(
                LayerSpec::new(name, 0..=4),
                Err(SpecError::Name { .. })
            ));
        }
    }

    #[test]
    #[allow(clippy::reversed_empty_ranges)]
    fn zooms_that_do_not_exist_are_refused() {
        assert_eq!(
            LayerSpec::new("a", 5..=4).unwrap_err().to_string(),
            "layer `a` has zooms 5 to 4; give zooms from 0 to 22, the lesser first"
        );
        assert!(LayerSpec::new("a", 0..=23).is_err());
        assert!(LayerSpec::new("a", 22..=22).is_ok());
    }
}
