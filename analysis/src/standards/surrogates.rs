//! What stands for a mixture in the models of risk (`tables/surrogates.csv`): petroleum fractions, whose composition
//! nobody's ledger has. Each row has its source and how far it can be trusted; who reads a result is told.

use std::sync::LazyLock;

use serde::Deserialize;

use super::substances;

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Surrogate {
    /// CAS number of the mixture.
    pub cas: String,
    /// Its name, Chinese.
    pub name_zh: String,
    /// Its name, English.
    pub name_en: String,
    /// CAS number of what stands for it; none where it has no risk by a rule of the event tree.
    pub stands_in: Option<String>,
    /// The row holds for what is kept colder than this, °C; for any temperature where there is none.
    pub below_c: Option<f64>,
    /// The rule in words, Chinese.
    pub rule_zh: String,
    /// The rule in words, English.
    pub rule_en: String,
    /// Where it comes from.
    pub source: String,
    /// `high` or `memory`.
    pub confidence: String,
    /// What else is to be known.
    pub note: String,
}

static TABLE: LazyLock<Vec<Surrogate>> =
    LazyLock::new(|| super::table::rows("surrogates.csv", include_str!("tables/surrogates.csv")));

/// All rows.
pub fn all() -> &'static [Surrogate] {
    &TABLE
}

/// What stands for a mixture, by its CAS number or a name that a table knows.
pub fn find(text: &str) -> Option<&'static Surrogate> {
    let word = substances::normal_name(text);
    let is_named = |s: &&Surrogate| {
        let mut names = [&s.cas, &s.name_zh, &s.name_en].into_iter();
        names.any(|n| substances::normal_name(n) == word)
    };
    all().iter().find(is_named).or_else(|| {
        let known = substances::find(text);
        let cas = known.iter().find_map(|s| s.cas.as_deref())?;
        all().iter().find(|s| s.cas == cas)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standards::chemicals;

    #[test]
    fn mixtures_are_found_by_number_and_name() {
        for (text, cas) in [
            ("86290-81-5", "86290-81-5"),
            ("汽油", "86290-81-5"),
            ("乙醇汽油", "86290-81-5"),
            ("gasoline", "86290-81-5"),
            ("液化石油气", "68476-85-7"),
            ("石油气(液化的)", "68476-85-7"),
            ("柴油", "68334-30-5"),
            ("石脑油", "8030-30-6"),
        ] {
            assert_eq!(find(text).map(|s| s.cas.as_str()), Some(cas), "{text}");
        }
        assert!(find("沙子").is_none() && find("甲醇").is_none());
    }

    #[test]
    fn what_stands_in_is_in_the_table_of_chemicals_and_the_mixture_is_not() {
        for s in all() {
            assert!(chemicals::find(&s.cas).is_none(), "{}", s.name_en);
            if let Some(cas) = &s.stands_in {
                assert!(chemicals::find(cas).is_some_and(|c| c.cas == *cas), "{cas}");
            }
            assert!(!s.source.is_empty() && !s.rule_zh.is_empty() && !s.rule_en.is_empty());
            assert!(["high", "memory"].contains(&s.confidence.as_str()));
        }
    }
}
