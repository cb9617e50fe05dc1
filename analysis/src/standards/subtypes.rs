//! What a target counts as in the distance tables (`tables/target_subtypes.csv`).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::facts::{Subtype, TargetCategory};

#[derive(Debug, Deserialize)]
struct Row {
    code: Subtype,
    zh: String,
    en: String,
    default_category: Option<TargetCategory>,
    tags: String,
    important: String,
}

/// When a target of a subtype is an important public building (重要公共建筑).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Importance {
    /// Always.
    Yes,
    /// Never.
    No,
    /// The threshold lies in something that the facts do not hold.
    Unknown,
    /// With more people than this.
    PeopleOver(f64),
    /// With at least this many beds.
    BedsFrom(f64),
    /// With more gross floor area than this, m².
    FloorAreaOver(f64),
}

/// Properties of a subtype.
#[derive(Debug)]
pub struct Properties {
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Category of GB 36894-2018 where it does not depend on size.
    pub default_category: Option<TargetCategory>,
    /// Words such as `civil` or `residential` that the distance tables ask for.
    pub tags: Vec<String>,
    /// When it is an important public building.
    pub importance: Importance,
}

static TABLE: LazyLock<Vec<Properties>> = LazyLock::new(|| {
    let rows: Vec<Row> = super::table::rows(
        "target_subtypes.csv",
        include_str!("tables/target_subtypes.csv"),
    );
    assert!(
        rows.iter().map(|r| r.code).eq(Subtype::ALL.iter().copied()),
        "target_subtypes.csv lists every subtype once, in order"
    );
    rows.into_iter()
        .map(|row| Properties {
            importance: importance(&row.important),
            tags: row
                .tags
                .split(';')
                .filter(|t| !t.is_empty())
                .map(str::to_owned)
                .collect(),
            zh: row.zh,
            en: row.en,
            default_category: row.default_category,
        })
        .collect()
});

fn importance(text: &str) -> Importance {
    let number = |t: &str| {
        t.parse()
            .unwrap_or_else(|_| panic!("target_subtypes.csv: threshold `{text}`"))
    };
    match text {
        "yes" => Importance::Yes,
        "no" => Importance::No,
        "unknown" => Importance::Unknown,
        _ => match (
            text.strip_prefix("people>"),
            text.strip_prefix("beds>="),
            text.strip_prefix("floor>"),
        ) {
            (Some(n), _, _) => Importance::PeopleOver(number(n)),
            (_, Some(n), _) => Importance::BedsFrom(number(n)),
            (_, _, Some(n)) => Importance::FloorAreaOver(number(n)),
            _ => panic!("target_subtypes.csv: importance `{text}`"),
        },
    }
}

/// Properties of a subtype.
pub fn properties(subtype: Subtype) -> &'static Properties {
    &TABLE[subtype as usize]
}

/// Chinese name of a subtype.
pub fn zh(subtype: Subtype) -> &'static str {
    &properties(subtype).zh
}

/// English name of a subtype.
pub fn en(subtype: Subtype) -> &'static str {
    &properties(subtype).en
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subtype_has_its_row() {
        assert_eq!(TABLE.len(), Subtype::ALL.len());
        assert_eq!(zh(Subtype::Hospital), "医院");
        assert_eq!(
            properties(Subtype::School).importance,
            Importance::PeopleOver(500.0)
        );
    }
}
