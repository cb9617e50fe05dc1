//! `sortby`: features in the order of some of their properties (as in OGC API Records 1, class `sorting`).
//!
//! Rows with equal values come in the order of their identifiers, so that the order is one and the same whatever was
//! asked before, and a page can begin after the last feature of the page before it. What is not known comes last, in
//! either direction. Texts are in the order of their characters' code points.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::collections::{Collection, Column, Source};
use crate::filter::Value;
use crate::problem::Problem;

/// Properties to sort by in one request.
const MOST: usize = 8;

/// A value in the order of its kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Scalar {
    /// False before true.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number, by bits whose order is that of numbers.
    Number(i64),
    /// A text.
    Text(String),
}

/// A value in the order that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Cell {
    /// The least first.
    Up(Scalar),
    /// The greatest first.
    Down(Reverse<Scalar>),
    /// Not known.
    Unknown,
}

/// The order that a request asks for.
pub(super) struct Order(Vec<(&'static Column, bool)>);

impl Order {
    /// Reads `name,-level`; `+` says what is so without it.
    ///
    /// # Errors
    /// 400 for a property that is not there, given twice, or too many.
    pub(super) fn of(text: &str, collection: &'static Collection) -> Result<Self, Problem> {
        let mut columns: Vec<(&'static Column, bool)> = Vec::new();
        for part in text.split(',').map(str::trim) {
            // A plus that is not encoded comes as a space.
            let (is_descending, name) = match part.strip_prefix('-') {
                Some(name) => (true, name),
                None => (false, part.strip_prefix('+').unwrap_or(part)),
            };
            let Some(column) = collection.column(name) else {
                let known: Vec<&str> = collection.columns.iter().map(|c| c.name).collect();
                let known = known.join(", ");
                let detail = format!("names what is not there; there are {known}");
                return Err(Problem::bad_input("sortby", detail));
            };
            if columns.iter().any(|(known, _)| known.name == name) {
                let detail = format!("names {name} twice; once is enough");
                return Err(Problem::bad_input("sortby", detail));
            }
            columns.push((column, is_descending));
        }
        if columns.len() > MOST {
            let detail = format!("names more than {MOST} properties; name fewer");
            return Err(Problem::bad_input("sortby", detail));
        }
        Ok(Self(columns))
    }

    /// Number of properties.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Where a row stands.
    pub(super) fn cells(
        &self,
        collection: &'static Collection,
        source: Source<'_>,
        at: usize,
    ) -> Vec<Cell> {
        let row = collection.row(source, at);
        let cell = |(column, is_descending): &(&'static Column, bool)| {
            let Some(scalar) = row.value(column).map(scalar) else {
                return Cell::Unknown;
            };
            if *is_descending {
                Cell::Down(Reverse(scalar))
            } else {
                Cell::Up(scalar)
            }
        };
        self.0.iter().map(cell).collect()
    }
}

fn scalar(value: Value<'_>) -> Scalar {
    match value {
        Value::Bool(is) => Scalar::Bool(is),
        Value::Integer(n) => Scalar::Integer(n),
        Value::Number(n) => Scalar::Number(ordered(n)),
        Value::Text(text) => Scalar::Text(text.into_owned()),
    }
}

/// Bits that compare as whole numbers as the numbers do (IEEE 754 `totalOrder`, with one zero).
fn ordered(number: f64) -> i64 {
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 0 {
        bits.cast_signed()
    } else {
        (!bits).cast_signed() ^ i64::MIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_in_the_order_of_numbers() {
        let numbers = [
            f64::NEG_INFINITY,
            -1e300,
            -2.0,
            -1e-300,
            0.0,
            1e-300,
            2.0,
            2.5,
            1e300,
            f64::INFINITY,
        ];
        assert!(numbers.is_sorted_by(|a, b| ordered(*a) < ordered(*b)));
        assert_eq!(ordered(-0.0), ordered(0.0));
    }

    #[test]
    fn what_is_not_known_comes_last_in_either_direction() {
        let up = |n| Cell::Up(Scalar::Integer(n));
        let down = |n| Cell::Down(Reverse(Scalar::Integer(n)));
        assert!(up(1) < up(2) && up(2) < Cell::Unknown);
        assert!(down(2) < down(1) && down(1) < Cell::Unknown);
    }
}
