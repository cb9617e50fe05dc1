//! Codes of administrative divisions (GB/T 2260) that changed (`tables/divisions_changzhou.csv`).
//!
//! Old files carry old codes: 金坛市 320482 became 金坛区 320413 in 2015, 戚墅堰区 320405 went into
//! 武进区 320412.

use std::sync::LazyLock;

use serde::Deserialize;

/// A code with the months in which it was valid.
#[derive(Debug, Deserialize)]
pub struct Division {
    /// Code.
    pub code: String,
    /// Chinese name.
    pub name_zh: String,
    /// First month, `2015-06`; `None`: before the lists begin.
    pub valid_from: Option<String>,
    /// Last month, `2015-05`; `None`: valid today.
    pub valid_to: Option<String>,
    /// Code that took its place.
    pub successor: Option<String>,
}

static TABLE: LazyLock<Vec<Division>> = LazyLock::new(|| {
    super::table::rows(
        "divisions_changzhou.csv",
        include_str!("tables/divisions_changzhou.csv"),
    )
});

/// The division with a code, also an abolished one; `None` where the table does not have it.
pub fn division(code: &str) -> Option<&'static Division> {
    TABLE.iter().find(|d| d.code == code)
}

impl Division {
    /// Whether the code was valid in a month, `2015-05`.
    pub fn is_valid_in(&self, month: &str) -> bool {
        self.valid_from.as_deref().is_none_or(|from| from <= month)
            && self.valid_to.as_deref().is_none_or(|to| month <= to)
    }
}
