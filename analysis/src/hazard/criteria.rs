//! The 20 criteria of 2017 for major hidden hazards (重大生产安全事故隐患判定标准), 安监总管三〔2017〕121号.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::standards::table_rows;

const TABLE: &str = include_str!("../standards/tables/major_hidden_hazards_2017.csv");

/// The document.
pub const DOCUMENT: &str = "安监总管三〔2017〕121号";

/// A criterion.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Criterion {
    /// Its number, 1 to 20.
    pub no: u8,
    /// What it says, shortened.
    pub text: String,
    /// Its kind, such as `automation`.
    pub kind: String,
    /// The barrier that such a hazard weakens; expert judgement, none where it weakens none.
    pub barrier: Option<String>,
    /// How sure the text is.
    pub confidence: String,
}

/// All of them, in order.
pub fn all() -> &'static [Criterion] {
    static ALL: LazyLock<Vec<Criterion>> =
        LazyLock::new(|| table_rows("major_hidden_hazards_2017", TABLE));
    &ALL
}

/// One by its number.
pub fn criterion(no: u8) -> Option<&'static Criterion> {
    all().iter().find(|c| c.no == no)
}

/// The clause of a criterion, as layers write it.
pub fn clause(no: u8) -> String {
    format!("{DOCUMENT} 第{no}条")
}

/// The criterion that a clause names, where it names one of this document.
pub fn of_clause(clause: &str) -> Option<u8> {
    let (_, after) = clause.split_once(DOCUMENT)?;
    let after = after.trim().strip_prefix('第')?;
    let (no, _) = after.split_once('条')?;
    let no = no.trim().parse().ok()?;
    criterion(no).map(|c| c.no)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazard::barriers;

    #[test]
    fn there_are_twenty_and_each_barrier_has_a_factor() {
        let numbers: Vec<u8> = all().iter().map(|c| c.no).collect();
        assert_eq!(numbers, (1..=20).collect::<Vec<u8>>());
        for barrier in all().iter().filter_map(|c| c.barrier.as_deref()) {
            assert!(barriers::barrier(barrier).is_some(), "{barrier}");
        }
    }

    #[test]
    fn a_clause_names_its_criterion() {
        for c in all() {
            assert_eq!(of_clause(&clause(c.no)), Some(c.no));
        }
        assert_eq!(of_clause("安监总管三〔2017〕121号 第21条"), None);
        assert_eq!(of_clause("应急〔2019〕78号"), None);
    }
}
