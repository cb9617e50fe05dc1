//! GB 18218-2018, identification of major hazard installations (危险化学品重大危险源辨识): its tables.
//!
//! Table 1 names 85 substances, table 2 has critical quantities by hazard class, table 3 and 4 the
//! correction factor β, table 5 α, table 6 the levels. What is computed from them is in
//! [`grading::major_hazard`](crate::grading::major_hazard).

use std::sync::LazyLock;

use serde::Deserialize;

/// The standard, as it is cited.
pub const STANDARD: &str = "GB 18218-2018";

/// A row of table 1.
#[derive(Debug, Deserialize)]
pub struct Named {
    /// Number.
    pub no: u8,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Critical quantity Q, t.
    pub critical_quantity_t: f64,
    /// Confidence of the row.
    pub confidence: String,
}

/// A row of tables 2 and 4.
#[derive(Debug, Deserialize)]
pub struct Class {
    /// Symbol, such as `W5.3`.
    pub symbol: String,
    /// Hazard class in Chinese.
    pub hazard_class_zh: String,
    /// Hazard class in English.
    pub hazard_class_en: String,
    /// Critical quantity Q, t.
    pub critical_quantity_t: f64,
    /// Correction factor β.
    pub beta: f64,
    /// Confidence of the row.
    pub confidence: String,
}

#[derive(Debug, Deserialize)]
struct ToxicBeta {
    cas: String,
    beta: f64,
    confidence: String,
}

#[derive(Debug, Deserialize)]
struct SubstanceClasses {
    no: u8,
    symbols: String,
    confidence: String,
}

#[derive(Debug, Deserialize)]
struct Alpha {
    persons_min: f64,
    alpha: f64,
}

#[derive(Debug, Deserialize)]
struct Level {
    level: u8,
    r_min_incl: f64,
}

macro_rules! table {
    ($name:ident: $row:ty = $file:literal) => {
        static $name: LazyLock<Vec<$row>> =
            LazyLock::new(|| super::table::rows($file, include_str!(concat!("tables/", $file))));
    };
}

table!(NAMED: Named = "gb18218_substances.csv");
table!(CLASSES: Class = "gb18218_classes.csv");
table!(TOXIC: ToxicBeta = "gb18218_beta_toxic.csv");
table!(SUBSTANCE_CLASSES: SubstanceClasses = "gb18218_substance_classes.csv");
table!(ALPHA: Alpha = "gb18218_alpha.csv");
table!(LEVELS: Level = "gb18218_levels.csv");

/// The row of table 1 with a number.
pub fn named(no: u8) -> Option<&'static Named> {
    NAMED.iter().find(|n| n.no == no)
}

/// The row of table 2 with a symbol, whatever its case.
pub fn class(symbol: &str) -> Option<&'static Class> {
    CLASSES
        .iter()
        .find(|c| c.symbol.eq_ignore_ascii_case(symbol.trim()))
}

/// All symbols of table 2, for messages.
pub fn symbols() -> String {
    CLASSES
        .iter()
        .map(|c| c.symbol.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// β of a substance of table 1: by name (table 3), else the largest of its classes (table 4),
/// else 1. The second value says where it comes from, the third how far it can be trusted.
pub fn beta_of_named(no: u8, cas: Option<&str>) -> (f64, String, &'static str) {
    if let Some(t) = TOXIC.iter().find(|t| Some(t.cas.as_str()) == cas) {
        return (t.beta, format!("{STANDARD} 表3"), &t.confidence);
    }
    let row = SUBSTANCE_CLASSES.iter().find(|c| c.no == no);
    let confidence = row.map_or("memory", |r| r.confidence.as_str());
    row.into_iter()
        .flat_map(|r| r.symbols.split(';'))
        .filter_map(class)
        .max_by(|a, b| a.beta.total_cmp(&b.beta))
        .map_or_else(
            || (1.0, format!("{STANDARD} 表4 (无类别符号)"), confidence),
            |c| (c.beta, format!("{STANDARD} 表4 {}", c.symbol), confidence),
        )
}

/// Whether table 3 has it among its toxic gases (毒性气体).
pub fn is_toxic_gas(cas: &str) -> bool {
    TOXIC.iter().any(|t| t.cas == cas)
}

/// Symbols of table 2 that a substance of table 1 has by its hazard classification.
pub fn symbols_of_named(no: u8) -> Vec<&'static str> {
    SUBSTANCE_CLASSES
        .iter()
        .filter(|c| c.no == no)
        .flat_map(|c| c.symbols.split(';'))
        .filter(|s| !s.is_empty())
        .collect()
}

/// α by the number of people within 500 m of the plant boundary; part of a person counts as one.
pub fn alpha(people: f64) -> f64 {
    let persons = (people - 1e-9).ceil().max(0.0);
    ALPHA
        .iter()
        .rev()
        .find(|a| persons >= a.persons_min)
        .map_or(ALPHA[0].alpha, |a| a.alpha)
}

/// Least and greatest α of table 5.
pub fn alpha_range() -> (f64, f64) {
    (ALPHA[0].alpha, ALPHA[ALPHA.len() - 1].alpha)
}

/// Level of a major hazard installation with R.
pub fn level(r: f64) -> u8 {
    LEVELS
        .iter()
        .find(|l| r >= l.r_min_incl)
        .map_or(LEVELS[LEVELS.len() - 1].level, |l| l.level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_complete() {
        assert_eq!(NAMED.len(), 85);
        assert_eq!(CLASSES.len(), 24);
        assert_eq!(TOXIC.len(), 14);
        assert!((1..=85).all(|no| named(no).is_some()));
        assert!(
            SUBSTANCE_CLASSES
                .iter()
                .flat_map(|s| s.symbols.split(';'))
                .all(|s| s.is_empty() || class(s).is_some())
        );
    }
}
