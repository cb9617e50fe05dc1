//! The criteria of 2017 for major hidden hazards (重大生产安全事故隐患判定标准), as far as an invented
//! hazard may name them: `demo/major_hidden_hazards_2017.csv`.

use serde::Deserialize;

use super::DemoError;

const TABLE: &str = include_str!("../../demo/major_hidden_hazards_2017.csv");

/// What a facility must have for a criterion to apply there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Needs {
    #[serde(rename = "any")]
    Any,
    #[serde(rename = "production")]
    Production,
    #[serde(rename = "storage")]
    Storage,
    #[serde(rename = "supervised_process")]
    SupervisedProcess,
    #[serde(rename = "level_1_2")]
    Level12,
    #[serde(rename = "pressurised")]
    Pressurised,
    #[serde(rename = "pressurised_hydrocarbon")]
    PressurisedHydrocarbon,
}

/// One criterion.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Criterion {
    pub no: u8,
    pub text: String,
    pub needs: Needs,
    pub barrier: String,
}

/// The table.
pub(super) fn criteria() -> Result<Vec<Criterion>, DemoError> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(TABLE.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|e| DemoError::Content {
            path: "major_hidden_hazards_2017.csv".into(),
            detail: e.to_string(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_holds_what_a_map_cannot_find_itself() {
        let numbers: Vec<u8> = criteria().unwrap().iter().map(|c| c.no).collect();
        assert_eq!(
            numbers,
            [1, 2, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
        );
    }
}
