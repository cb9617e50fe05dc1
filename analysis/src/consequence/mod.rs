//! What a release does: how much comes out, where it goes, whom it hurts.
//!
//! Every model is a file with its equations, range, source and confidence, in SI units with absolute
//! pressures. What a model was not made for it says ([`Outside`]); it computes on all the same, as half an
//! answer with its doubt beside it is worth more than none, but never in silence.

pub mod dispersion;
pub mod error_function;
pub mod explosion;
pub mod fire;
pub mod properties;
pub mod source;
pub mod vulnerability;

use std::fmt;

/// Acceleration of gravity, m/s²: standard, 3rd CGPM (1901).
pub const G: f64 = 9.806_65;
/// Molar gas constant, J/(mol K): exact since the SI of 2019.
pub const R: f64 = 8.314_462_618_153_24;
/// Standard atmosphere, Pa: 10th CGPM (1954).
pub const ATMOSPHERE_PA: f64 = 101_325.0;
/// Molar mass of dry air, kg/mol: ISO 2533:1975.
pub const AIR_MOLAR_MASS_KG_MOL: f64 = 0.028_964_4;

/// An input outside of the range for which a model was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outside {
    /// The quantity, with its unit.
    pub what: &'static str,
    /// What it is.
    pub value: f64,
    /// From where the model holds.
    pub min: f64,
    /// Up to where.
    pub max: f64,
    /// Where the range stands.
    pub source: &'static str,
}

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is {}, outside of {} to {} for which the model was made ({})",
            self.what, self.value, self.min, self.max, self.source
        )
    }
}

/// The range of a quantity.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range {
    pub(crate) what: &'static str,
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) source: &'static str,
}

impl Range {
    /// What is to be said where a value is outside.
    pub(crate) fn check(&self, value: f64) -> Option<Outside> {
        (!(self.min..=self.max).contains(&value)).then_some(Outside {
            what: self.what,
            value,
            min: self.min,
            max: self.max,
            source: self.source,
        })
    }
}
