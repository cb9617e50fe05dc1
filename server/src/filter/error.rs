//! Why a filter cannot be taken.

use thiserror::Error;

use super::{MOST_BYTES, MOST_DEPTH, MOST_SPATIAL};

/// A filter that cannot be taken, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FilterError {
    /// Too long.
    #[error("the filter has {bytes} bytes; give {MOST_BYTES} at most")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Brackets within brackets.
    #[error("the filter is nested too deep; give {MOST_DEPTH} levels at most")]
    TooDeep,
    /// Too many spatial comparisons.
    #[error("the filter compares places {count} times; give {MOST_SPATIAL} comparisons at most")]
    TooManySpatial {
        /// How many.
        count: usize,
    },
    /// It does not parse.
    #[error("at character {at}: {got} where {expected} should be")]
    Syntax {
        /// Character, counted from 1.
        at: usize,
        /// What stands there.
        got: String,
        /// What should.
        expected: &'static str,
    },
    /// It is no JSON, or not of this kind.
    #[error("{0}")]
    Json(String),
    /// A property that the collection does not have.
    #[error("there is no property `{name}`; there are {allowed}")]
    UnknownProperty {
        /// As given.
        name: String,
        /// Those that there are.
        allowed: String,
    },
    /// A function that is not there.
    #[error("there is no function `{name}`; there are {allowed}")]
    UnknownFunction {
        /// As given.
        name: String,
        /// Those that there are.
        allowed: String,
    },
    /// A value of another kind than is needed.
    #[error("{what} is {got} where {expected} is needed")]
    Mismatch {
        /// What is wrong.
        what: String,
        /// Its kind.
        got: &'static str,
        /// Kind that is needed.
        expected: &'static str,
    },
    /// A function with another number of values than it takes.
    #[error("{function} has {got} values; it takes {takes}")]
    Arguments {
        /// Function.
        function: &'static str,
        /// How many there are.
        got: usize,
        /// How many it takes.
        takes: &'static str,
    },
    /// A comparison that says nothing of a feature.
    #[error("`{0}` compares fixed values only; compare a property with them")]
    Fixed(&'static str),
    /// A shape that is none.
    #[error("the geometry cannot be taken: {0}")]
    Geometry(String),
    /// A date or time that is none.
    #[error(
        "`{0}` is no date or time; write 2026-01-31, 2026-01-31T08:00:00Z, or .. for an open end of an interval"
    )]
    Time(String),
}

/// Text of a client as it may stand in a message: its beginning.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let mut short: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}
