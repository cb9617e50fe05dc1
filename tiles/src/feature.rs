//! What goes in: a shape with an id and properties.

use std::sync::Arc;

use geo_types::Geometry;

use crate::value::Value;

/// A thing on the map.
///
/// ```
/// use geo_types::Point;
/// use tiles::Feature;
/// let tank = Feature::new(7, Point::new(119.97, 31.81))
///     .with("substance", "液氯")
///     .with("quantity_t", 12.5)
///     .from_zoom(12);
/// assert_eq!(tank.properties.len(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct Feature {
    /// Identity within the layer, for clicks and highlighting. Give each feature of a layer its own: a later
    /// feature that repeats an id is drawn without one.
    pub id: u64,
    /// Shape in longitude and latitude, degrees. A collection is drawn as one feature for each kind of shape
    /// in it, of which the one with most dimensions keeps the id.
    pub geometry: Geometry<f64>,
    /// Properties. Where a name is given twice, the last value counts.
    pub properties: Vec<(Arc<str>, Value)>,
    /// Least zoom at which it is drawn, where that is more than its layer's.
    pub min_zoom: Option<u8>,
    /// Last zoom at which it is drawn, where that is less than its layer's.
    pub max_zoom: Option<u8>,
}

impl Feature {
    /// A feature without properties, drawn at all zooms of its layer.
    pub fn new(id: u64, geometry: impl Into<Geometry<f64>>) -> Self {
        Self {
            id,
            geometry: geometry.into(),
            properties: Vec::new(),
            min_zoom: None,
            max_zoom: None,
        }
    }

    /// The same with one more property.
    #[must_use]
    pub fn with(mut self, name: impl Into<Arc<str>>, value: impl Into<Value>) -> Self {
        self.properties.push((name.into(), value.into()));
        self
    }

    /// The same, with a property only where its value is known.
    #[must_use]
    pub fn with_known(self, name: impl Into<Arc<str>>, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The same, drawn from zoom `z` on.
    #[must_use]
    pub fn from_zoom(mut self, z: u8) -> Self {
        self.min_zoom = Some(z);
        self
    }

    /// The same, drawn up to zoom `z`.
    #[must_use]
    pub fn to_zoom(mut self, z: u8) -> Self {
        self.max_zoom = Some(z);
        self
    }
}
