//! Single numbers of the rules, by key (`tables/distance_parameters.csv`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Row {
    key: String,
    value: f64,
}

static TABLE: LazyLock<BTreeMap<String, f64>> = LazyLock::new(|| {
    super::table::rows::<Row>(
        "distance_parameters.csv",
        include_str!("tables/distance_parameters.csv"),
    )
    .into_iter()
    .map(|row| (row.key, row.value))
    .collect()
});

/// The value of a key; its unit stands in the key.
pub fn value(key: &str) -> f64 {
    *TABLE
        .get(key)
        .unwrap_or_else(|| panic!("distance_parameters.csv has no `{key}`"))
}
