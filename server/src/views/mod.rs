//! What the API answers, as types: the contract that the page and others are written against.

pub mod assumptions;
pub mod classification;
pub mod control;
pub mod diagnosis;
pub mod doctor;
pub mod external;
pub mod external_verdict;
pub mod facility;
pub mod form;
pub mod grade;
pub mod grade_change;
pub mod hidden_hazard;
pub mod history;
pub mod imports;
pub mod layer;
pub mod overpressure;
pub mod regional_grade;
pub mod risk;
pub mod situation;
pub mod summary;
pub mod violation;

use serde::Serialize;
use utoipa::ToSchema;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// Items of this page.
    pub items: Vec<T>,
    /// Items in all.
    pub total: usize,
    /// Greatest number of items on a page.
    pub limit: usize,
    /// Items before this page.
    pub offset: usize,
}

impl<T> Page<T> {
    /// Cuts a page out of all items.
    pub fn cut<S>(all: Vec<S>, limit: usize, offset: usize, view: impl Fn(S) -> T) -> Self {
        let total = all.len();
        let items = all.into_iter().skip(offset).take(limit).map(view).collect();
        Self {
            items,
            total,
            limit,
            offset,
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl From<&analysis::grading::major_hazard::Reason> for Text {
    fn from(reason: &analysis::grading::major_hazard::Reason) -> Self {
        Self {
            zh: reason.zh.clone(),
            en: reason.en.clone(),
        }
    }
}

/// Longitude and latitude, degrees, CGCS2000, to about a centimetre.
pub type LonLat = [f64; 2];

/// Rounds a place to 1e-7 degrees (about 1 cm).
pub fn lon_lat(at: geo_types::Coord<f64>) -> LonLat {
    [round(at.x, 1e7), round(at.y, 1e7)]
}

/// Rounds to a part of one.
pub fn round(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// A metre value to a millimetre; `None` where it is not finite.
pub fn metres(value: f64) -> Option<f64> {
    value.is_finite().then(|| round(value, 1e3))
}
