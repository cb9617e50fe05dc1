//! A mapping file: names of columns, and constants for columns that the file lacks.
//!
//! ```toml
//! [columns]
//! "企业全称" = "name"
//! "罐容(m3)" = "volume_m3"
//!
//! [constants]
//! kind = "production"
//! synthetic = true
//!
//! [units]              # where the header does not say it
//! quantity_t = "kg"
//! ```
//!
//! `key = "name"` in front of the tables says which of our columns identifies a row where there is no id.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::table::file_name;
use crate::{Error, Result};

/// What a mapping file says.
#[derive(Debug)]
pub(super) struct Mapping {
    /// Name of the mapping file.
    pub(super) file: String,
    /// From a column of the file to a column of the layer.
    pub(super) columns: BTreeMap<String, String>,
    /// From a column of the layer to its value in each row.
    pub(super) constants: BTreeMap<String, String>,
    /// From a column of the layer to the unit that the file's numbers are in.
    pub(super) units: BTreeMap<String, String>,
    /// Column of the layer that identifies a row.
    pub(super) key: Option<String>,
    /// Whether an earlier import saved it.
    pub(super) is_saved: bool,
}

impl Mapping {
    /// An error of this file.
    pub(super) fn wrong(&self, reason: impl Into<String>) -> Error {
        Error::Mapping {
            file: self.file.clone(),
            reason: reason.into(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    constants: BTreeMap<String, toml::Value>,
    #[serde(default)]
    units: BTreeMap<String, String>,
    key: Option<String>,
}

/// Reads a mapping file.
pub(super) fn read(path: &Path) -> Result<Mapping> {
    let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
    parse(&text, file_name(path))
}

/// Reads the text of a mapping file.
pub(super) fn parse(text: &str, file: String) -> Result<Mapping> {
    let raw: Raw = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            return Err(Error::Mapping {
                file,
                reason: format!(
                    "{}; tables are [columns], [constants] and [units]",
                    error.message()
                ),
            });
        }
    };
    let mut mapping = Mapping {
        file,
        columns: raw.columns,
        constants: BTreeMap::new(),
        units: raw.units,
        key: raw.key,
        is_saved: false,
    };
    for (column, value) in raw.constants {
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Float(number) => number.to_string(),
            toml::Value::Boolean(truth) => truth.to_string(),
            toml::Value::Datetime(date) => date.to_string(),
            toml::Value::Array(_) | toml::Value::Table(_) => {
                return Err(mapping.wrong(format!(
                    "the constant `{column}` must be a text, number, date, true or false"
                )));
            }
        };
        mapping.constants.insert(column, text);
    }
    Ok(mapping)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_constants_are_read() {
        let text =
            "[columns]\n\"企业全称\" = \"name\"\n[constants]\nsynthetic = true\ncapacity_m3 = 5\n";
        let mapping = parse(text, "m.toml".into()).unwrap();
        assert_eq!(mapping.columns["企业全称"], "name");
        assert_eq!(mapping.constants["synthetic"], "true");
        assert_eq!(mapping.constants["capacity_m3"], "5");
    }

    #[test]
    fn a_slip_is_told() {
        assert!(parse("[column]\na = \"b\"", "m.toml".into()).is_err());
        assert!(parse("[constants]\na = [1]", "m.toml".into()).is_err());
    }
}
