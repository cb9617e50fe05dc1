//! Filters over features: CQL2 (OGC 21-065r2) as text and as JSON, into one tree, checked against what a
//! collection has, then asked of each feature.
//!
//! ```text
//! text ─ lexer ─ text ┐
//!                     ├─ Expr ─ compile (names → positions, types) ─ Compiled ─ matches(feature)
//! JSON ───────── json ┘
//! ```
//!
//! Nothing that a client writes is evaluated: a name is looked up in the schema or refused, a function is one
//! of [`Function`] or refused. Length, depth and the number of spatial comparisons are bounded, so that no
//! filter costs more than a few microseconds a feature.
//!
//! A value that is not known makes a comparison neither true nor false (SQL's three-valued logic); a feature
//! is found where the whole is true.

mod compile;
mod error;
mod evaluate;
mod expr;
mod json;
mod lexer;
mod pattern;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod value;

pub use compile::Compiled;
pub use error::FilterError;
pub use expr::{Expr, Function};
pub use time::{Span, interval};
pub use value::{Kind, Lookup, Schema, Value};

/// Greatest length of a filter, bytes.
pub const MOST_BYTES: usize = 8 << 10;
/// Greatest depth of brackets and negations.
pub const MOST_DEPTH: usize = 32;
/// Most spatial comparisons of one filter.
pub const MOST_SPATIAL: usize = 8;

/// Reads CQL2 text.
///
/// # Errors
/// [`FilterError`] that says where it does not parse and what would.
pub fn parse_text(filter: &str) -> Result<Expr, FilterError> {
    bounded(filter)?;
    text::parse(filter)
}

/// Reads CQL2 JSON.
///
/// # Errors
/// [`FilterError`] that says what is wrong.
pub fn parse_json(filter: &str) -> Result<Expr, FilterError> {
    bounded(filter)?;
    json::parse(filter)
}

fn bounded(filter: &str) -> Result<(), FilterError> {
    if filter.len() > MOST_BYTES {
        return Err(FilterError::TooLong {
            bytes: filter.len(),
        });
    }
    Ok(())
}
