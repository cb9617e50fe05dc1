//! Which district and park a place lies in.

use geo::{BoundingRect, Contains, Intersects};
use geo_types::{Coord, MultiPolygon, Rect};

use crate::facts::{District, Park};

/// An outline in degrees with its box.
#[derive(Debug, Clone)]
pub struct Area {
    outline: MultiPolygon<f64>,
    bounds: Option<Rect<f64>>,
}

impl Area {
    /// Takes an outline.
    pub fn new(outline: &MultiPolygon<f64>) -> Self {
        Self {
            bounds: outline.bounding_rect(),
            outline: outline.clone(),
        }
    }

    /// Whether a place (degrees) lies inside.
    pub fn covers(&self, at: Coord<f64>) -> bool {
        self.bounds.is_some_and(|b| b.intersects(&at)) && self.outline.contains(&at)
    }
}

/// Districts and park of a place; each `None` where it lies in none.
#[derive(Debug, Clone, Copy)]
pub struct PlaceNames<'a> {
    /// County or district (区县).
    pub county: Option<&'a District>,
    /// Town or sub-district (镇街).
    pub town: Option<&'a District>,
    /// Park (园区).
    pub park: Option<&'a Park>,
}
