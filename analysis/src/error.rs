//! The one error type at the border of the crate.

use thiserror::Error;

use crate::facts::UnknownWord;

/// What can go wrong in a calculation.
#[derive(Debug, Error)]
pub enum Error {
    /// A quantity outside the range in which it has a meaning.
    #[error("{what} is {value}; give a value from {min} to {max}")]
    OutOfRange {
        /// Name of the quantity, with its unit.
        what: &'static str,
        /// The value that was given.
        value: f64,
        /// Least value allowed.
        min: f64,
        /// Greatest value allowed.
        max: f64,
    },
    /// A thing that is named but not there.
    #[error("there is no {what} `{id}`")]
    NotFound {
        /// Kind of the thing.
        what: &'static str,
        /// Its identifier.
        id: String,
    },
    /// A word outside a closed vocabulary.
    #[error(transparent)]
    Word(#[from] UnknownWord),
    /// A point that the projection cannot take.
    #[error("a coordinate cannot be projected: {0}")]
    Projection(#[from] proj4rs::errors::Error),
    /// Input of a model that is missing or impossible.
    #[error("{pointer}: {detail}")]
    Input {
        /// JSON pointer of the field.
        pointer: String,
        /// What is wrong and what would be right.
        detail: String,
    },
}
