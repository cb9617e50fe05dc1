//! GB/T 37243-2019, external safety distance (外部安全防护距离): which method, what it does not speak of, which
//! overpressure is safe, and the TNT equivalents of explosives.
//!
//! What is made of them is in [`siting::external`](crate::siting::external).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::facts::{Facility, TargetCategory};

/// The standard, as it is cited.
pub const STANDARD: &str = "GB/T 37243-2019";

/// A method of clause 4.
#[derive(Debug, Deserialize)]
pub struct Method {
    /// Code.
    pub code: String,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Clause.
    pub clause: String,
    /// Least Σ q/Q from which it applies, where it goes by quantity.
    pub threshold_q_over_q: Option<f64>,
    /// How sure it is.
    pub confidence: String,
}

/// What the standard does not speak of.
#[derive(Debug, Deserialize)]
pub struct Excluded {
    by: String,
    word: String,
    /// What it is, Chinese.
    pub what_zh: String,
    /// What it is, English.
    pub what_en: String,
    /// The standard that speaks of it instead.
    pub own_standard: String,
    /// Clause that excludes it.
    pub clause: String,
    /// How sure it is.
    pub confidence: String,
}

/// The overpressure that is safe for a category of targets.
#[derive(Debug, Deserialize)]
pub struct SafeOverpressure {
    /// Category of GB 36894-2018.
    pub category: TargetCategory,
    /// Overpressure, kPa.
    pub overpressure_kpa: f64,
    /// Clause.
    pub clause: String,
    /// How sure it is.
    pub confidence: String,
}

/// How much TNT a kilogram of an explosive stands for.
#[derive(Debug, Deserialize)]
pub struct TntEquivalent {
    gb18218_no: u8,
    /// Kilograms of TNT a kilogram.
    pub equivalent: f64,
    /// How sure it is.
    pub confidence: String,
}

macro_rules! table {
    ($name:ident: $row:ty = $file:literal) => {
        static $name: LazyLock<Vec<$row>> =
            LazyLock::new(|| super::table::rows($file, include_str!(concat!("tables/", $file))));
    };
}

table!(METHODS: Method = "gbt37243_methods.csv");
table!(SCOPE: Excluded = "gbt37243_scope.csv");
table!(OVERPRESSURE: SafeOverpressure = "gbt37243_overpressure.csv");
table!(EQUIVALENTS: TntEquivalent = "tnt_equivalents.csv");

/// The method with a code of the table.
///
/// # Panics
/// Where the table has none: the tables are part of the program.
pub fn method(code: &str) -> &'static Method {
    METHODS
        .iter()
        .find(|m| m.code == code)
        .unwrap_or_else(|| panic!("gbt37243_methods.csv has no `{code}`"))
}

/// Σ q/Q of toxic and flammable gases from which risk is assessed.
///
/// # Panics
/// Where the table has none.
pub fn threshold_q_over_q() -> f64 {
    method("qra")
        .threshold_q_over_q
        .expect("gbt37243_methods.csv has a threshold for `qra`")
}

/// Why the standard does not speak of a facility; `None` where it does.
pub fn excluded(facility: &Facility) -> Option<&'static Excluded> {
    SCOPE.iter().find(|e| match e.by.as_str() {
        "kind" => e.word == facility.kind.code(),
        _ => facility
            .design_code
            .as_deref()
            .is_some_and(|code| is_named(code, &e.word)),
    })
}

/// Whether a text names a standard, with or without its year: `GB 50156-2021`, `GB50156`.
fn is_named(text: &str, standard: &str) -> bool {
    let plain = |t: &str| -> String { t.chars().filter(|c| !c.is_whitespace()).collect() };
    let (text, standard) = (plain(text), plain(standard));
    text.strip_prefix(&standard)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// What is safe for a category.
///
/// # Panics
/// Where the table lacks a category.
pub fn safe_overpressure(category: TargetCategory) -> &'static SafeOverpressure {
    OVERPRESSURE
        .iter()
        .find(|o| o.category == category)
        .unwrap_or_else(|| panic!("gbt37243_overpressure.csv has no `{category}`"))
}

/// The least and the greatest of all safe overpressures, kPa.
pub fn safe_overpressure_range_kpa() -> (f64, f64) {
    let all = OVERPRESSURE.iter().map(|o| o.overpressure_kpa);
    all.fold((f64::INFINITY, 0.0), |(least, greatest), p| {
        (p.min(least), p.max(greatest))
    })
}

/// The TNT equivalent of a row of GB 18218-2018 table 1; `None` where the table has none.
pub fn tnt_equivalent(gb18218_no: u8) -> Option<&'static TntEquivalent> {
    EQUIVALENTS.iter().find(|e| e.gb18218_no == gb18218_no)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standards::gb18218;

    #[test]
    fn the_tables_are_complete() {
        let codes: Vec<&str> = METHODS.iter().map(|m| m.code.as_str()).collect();
        assert_eq!(codes, ["consequence", "qra", "fixed_distance"]);
        assert!((threshold_q_over_q() - 1.0).abs() < 1e-15);
        for category in TargetCategory::ALL {
            assert!(safe_overpressure(*category).overpressure_kpa > 0.0);
        }
        assert_eq!(safe_overpressure_range_kpa(), (2.0, 9.0));
        assert!(
            EQUIVALENTS
                .iter()
                .all(|e| gb18218::symbols_of_named(e.gb18218_no).contains(&"W1.1"))
        );
    }

    #[test]
    fn a_standard_is_named_with_or_without_its_year() {
        assert!(is_named("GB 50156-2021", "GB 50156"));
        assert!(is_named("GB50156", "GB 50156"));
        assert!(!is_named("GB 501561", "GB 50156"));
        assert!(!is_named("GB 50160", "GB 50156"));
    }
}
