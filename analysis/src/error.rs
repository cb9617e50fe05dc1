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

/// A number from `min` to `max`: neither outside of it nor not a number.
///
/// # Errors
/// [`Error::OutOfRange`] for anything else.
pub(crate) fn checked(what: &'static str, value: f64, min: f64, max: f64) -> Result<f64, Error> {
    if (min..=max).contains(&value) {
        Ok(value)
    } else {
        Err(Error::OutOfRange {
            what,
            value,
            min,
            max,
        })
    }
}

/// A finite number above zero.
///
/// # Errors
/// [`Error::OutOfRange`] for anything else.
pub(crate) fn above_zero(what: &'static str, value: f64) -> Result<f64, Error> {
    checked(what, value, f64::MIN_POSITIVE, f64::MAX)
}

/// A share or probability, from 0 to 1.
///
/// # Errors
/// [`Error::OutOfRange`] for anything else.
pub(crate) fn share(what: &'static str, value: f64) -> Result<f64, Error> {
    checked(what, value, 0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_outside_or_no_number_is_told_with_its_range() {
        assert!(checked("a", 2.0, 2.0, 3.0).is_ok_and(|v| v.to_bits() == 2.0_f64.to_bits()));
        assert!(share("a", 1.0).is_ok() && above_zero("a", f64::MIN_POSITIVE).is_ok());
        assert_eq!(
            checked("height (m)", 3.5, 2.0, 3.0)
                .unwrap_err()
                .to_string(),
            "height (m) is 3.5; give a value from 2 to 3"
        );
        for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0] {
            assert!(above_zero("a", wrong).is_err() && share("a", wrong).is_err());
            assert!(checked("a", wrong, 0.0, f64::MAX).is_err());
        }
        assert!(above_zero("a", 0.0).is_err());
    }
}
