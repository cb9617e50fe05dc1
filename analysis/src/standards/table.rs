//! Reading a table that is part of the program.

use serde::de::DeserializeOwned;

/// Parses a table; lines that begin with `#` are its head.
///
/// # Panics
/// Where the table does not fit its type: a defect of the program, found by its tests.
pub(crate) fn rows<T: DeserializeOwned>(name: &str, text: &str) -> Vec<T> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
        .deserialize()
        .map(|row| row.unwrap_or_else(|e| panic!("table {name} is defective: {e}")))
        .collect()
}
