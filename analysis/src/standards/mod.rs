//! What must hold: the tables of the standards, as data.
//!
//! Every number of a standard stands once in `tables/*.csv`, with standard, clause and confidence;
//! nothing here invents one. The tables are part of the program: a table that does not parse is a
//! defect that the unit tests of this module find, so access panics with the table's name.

pub mod chemicals;
pub mod densities;
pub mod diagnosis;
pub mod distance;
pub mod divisions;
pub mod frequencies;
pub mod gb18218;
pub mod gbt37243;
pub mod ghs;
pub mod parameters;
pub mod probits;
pub mod substances;
pub mod subtypes;
pub mod supervised;
pub mod surrogates;
mod table;
pub(crate) use table::rows as table_rows;
pub mod uscc;

/// Version of the set of tables and rules that results name.
pub const RULESET: &str = "anjie-rules-2026.1";
