//! Safety risk diagnosis of enterprises (企业安全风险评估诊断分级), 应急〔2018〕19号: its items and how they add up.
//!
//! Points are kept in tenths, so that their sums are exact.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Points in tenths: 2.5 points are 25.
pub type Tenths = i64;

/// Whether an item takes points away or adds some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Points are deducted (扣分).
    Deduct,
    /// Points are added (加分).
    Bonus,
}

/// How an item counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// Of those that are there only the one with most points counts.
    Worst,
    /// Points for each one.
    Each,
    /// Yes or no.
    Once,
    /// At most one of these can be.
    Level,
}

/// An item of the guideline.
#[derive(Debug, Clone, Deserialize)]
pub struct Item {
    /// Number, 1–42.
    pub no: u8,
    /// Category.
    pub category: String,
    /// Project, whose deductions have a cap.
    pub project: String,
    /// Deducts or adds.
    pub kind: Kind,
    /// Points a piece.
    #[serde(deserialize_with = "tenths")]
    pub points: Tenths,
    /// How it counts.
    pub counts: Counts,
    /// Greatest count that can be given.
    pub most: u32,
    /// What is counted, Chinese; empty for yes or no.
    pub unit_zh: String,
    /// What is counted, English; empty for yes or no.
    pub unit_en: String,
    /// The item.
    pub item_zh: String,
    /// The item, translated by us.
    pub item_en: String,
    /// How sure the row is.
    pub confidence: String,
    /// Where it comes from.
    pub source: String,
}

impl Item {
    /// Name in answers: its number.
    pub fn code(&self) -> String {
        self.no.to_string()
    }
}

/// A project: items whose deductions have a common cap.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Name, as in the items.
    pub name: String,
    /// Name, English.
    pub en: String,
    /// Most that is deducted.
    #[serde(deserialize_with = "tenths")]
    pub most_deducted: Tenths,
    /// Most that is deducted by another source, where it differs.
    #[serde(default, deserialize_with = "maybe_tenths")]
    pub other_most_deducted: Option<Tenths>,
    /// What that other source is.
    pub other_source: Option<String>,
}

/// A colour and the least score that has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// red, orange, yellow or blue.
    pub colour: String,
    /// Least score.
    #[serde(deserialize_with = "tenths")]
    pub least_score: Tenths,
}

/// A case in which an enterprise is red whatever its score (直接判定为红色).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectRed {
    /// Number, 1–4.
    pub no: u8,
    /// The case.
    pub zh: String,
    /// The case, translated by us.
    pub en: String,
}

impl DirectRed {
    /// Name in answers: `R` and its number.
    pub fn code(&self) -> String {
        format!("R{}", self.no)
    }
}

/// How the score may enter frequencies.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Management {
    /// `policy`: it is a choice.
    pub confidence: String,
    /// Where it comes from.
    pub source: String,
    /// Greatest number of open points with which a score is taken, at its worst end.
    #[serde(deserialize_with = "tenths")]
    pub most_open_points: Tenths,
    /// Least factor of an enterprise that is directly red, or may be.
    pub direct_red_least_factor: f64,
}

/// How the items add up.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The document.
    pub document: String,
    /// How sure the rules are.
    pub confidence: String,
    /// Where they come from.
    pub source: String,
    /// Score before anything is deducted or added.
    #[serde(deserialize_with = "tenths")]
    pub start_score: Tenths,
    /// Years after which it is done again.
    pub review_cycle_years: u32,
    /// Projects, in their order.
    #[serde(rename = "project")]
    pub projects: Vec<Project>,
    /// Colours, the worst first.
    #[serde(rename = "level")]
    pub levels: Vec<Level>,
    /// Cases of red at once.
    pub direct_red: Vec<DirectRed>,
    /// Supervision by colour, as one province has it.
    pub supervision: BTreeMap<String, String>,
    /// How the score may enter frequencies.
    pub management: Management,
}

fn in_tenths<E: serde::de::Error>(points: f64) -> Result<Tenths, E> {
    let tenths = points * 10.0;
    if (tenths - tenths.round()).abs() < 1e-9 && tenths.abs() < 1e6 {
        Ok(tenths.round() as Tenths)
    } else {
        Err(E::custom(format!("{points} are no whole tenths of points")))
    }
}

fn tenths<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Tenths, D::Error> {
    in_tenths(f64::deserialize(from)?)
}

fn maybe_tenths<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Tenths>, D::Error> {
    Option::<f64>::deserialize(from)?.map(in_tenths).transpose()
}

static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    super::table::rows(
        "enterprise_diagnosis_items.csv",
        include_str!("tables/enterprise_diagnosis_items.csv"),
    )
});

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    toml::from_str(include_str!("tables/enterprise_diagnosis_rules.toml"))
        .unwrap_or_else(|e| panic!("enterprise_diagnosis_rules.toml is defective: {e}"))
});

/// All 42 items.
pub fn items() -> &'static [Item] {
    &ITEMS
}

/// How they add up.
pub fn rules() -> &'static Rules {
    &RULES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_complete_and_the_caps_add_up_to_the_score() {
        assert_eq!(items().len(), 42);
        assert!(items().iter().zip(1..).all(|(item, no)| item.no == no));
        let rules = rules();
        let caps: Tenths = rules.projects.iter().map(|p| p.most_deducted).sum();
        assert_eq!(caps, rules.start_score);
        for item in items() {
            assert!(
                rules.projects.iter().any(|p| p.name == item.project),
                "{}",
                item.no
            );
            assert!(item.points > 0 && item.most >= 1, "{}", item.no);
            assert_eq!(item.counts == Counts::Each, !item.unit_zh.is_empty());
        }
        assert_eq!(rules.direct_red.len(), 4);
        assert!(
            rules
                .levels
                .is_sorted_by(|a, b| a.least_score < b.least_score)
        );
        for level in &rules.levels {
            assert!(rules.supervision.contains_key(&level.colour));
        }
    }
}
