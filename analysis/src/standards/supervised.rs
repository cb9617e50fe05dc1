//! Chemicals and processes under key supervision (重点监管的危险化学品、危险化工工艺).
//!
//! 安监总管三〔2011〕95号 and 〔2013〕12号 (74 chemicals), 〔2009〕116号 and 〔2013〕3号 (18 processes).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::substances::{self, normal_name};

/// A chemical of the two lists.
#[derive(Debug, Deserialize)]
pub struct Chemical {
    /// Batch, 1 or 2.
    pub batch: u8,
    /// Number in the batch.
    pub no: u8,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// CAS number, where the list has one.
    pub cas: Option<String>,
    /// Confidence of the row.
    pub confidence: String,
    /// Document of the list.
    pub document: String,
}

/// A process of the two lists.
#[derive(Debug, Deserialize)]
pub struct Process {
    /// Number, 1–18.
    pub no: u8,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Document of the list.
    pub document: String,
    /// Confidence of the row.
    pub confidence: String,
}

static CHEMICALS: LazyLock<Vec<Chemical>> = LazyLock::new(|| {
    super::table::rows(
        "supervised_chemicals.csv",
        include_str!("tables/supervised_chemicals.csv"),
    )
});
static PROCESSES: LazyLock<Vec<Process>> = LazyLock::new(|| {
    super::table::rows(
        "supervised_processes.csv",
        include_str!("tables/supervised_processes.csv"),
    )
});

/// All 74 chemicals.
pub fn chemicals() -> &'static [Chemical] {
    &CHEMICALS
}

/// All 18 processes.
pub fn processes() -> &'static [Process] {
    &PROCESSES
}

/// The process with a number.
pub fn process(no: u8) -> Option<&'static Process> {
    PROCESSES.iter().find(|p| p.no == no)
}

/// Position in the lists by normal word: the lists' own numbers and names, and the other numbers and
/// names under which the same row of GB 18218 table 1 is filed.
static BY_WORD: LazyLock<BTreeMap<String, usize>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    for (at, chemical) in CHEMICALS.iter().enumerate() {
        let parts = chemical.name_zh.split(['、', '(', ')']);
        let own = parts
            .chain([chemical.name_en.as_str()])
            .chain(chemical.cas.as_deref());
        for word in own.map(normal_name).filter(|w| !w.is_empty()) {
            words.entry(word).or_insert(at);
        }
        for s in substances::all().iter().filter(|s| s.gb18218_no.is_some()) {
            let numbers = || s.cas.iter().chain(&s.aliases);
            if chemical
                .cas
                .as_ref()
                .is_some_and(|cas| numbers().any(|n| n == cas))
            {
                for word in numbers() {
                    words.entry(normal_name(word)).or_insert(at);
                }
            }
        }
    }
    words
});

/// The supervised chemical that `text` (CAS or name) is, if it is one: by CAS, then by name, also
/// by the other numbers and names under which the same substance of GB 18218 is filed.
pub fn chemical(text: &str) -> Option<&'static Chemical> {
    let known = |word: &str| BY_WORD.get(&normal_name(word));
    let found = known(text).or_else(|| {
        substances::find(text).into_iter().find_map(|s| {
            let names = s.cas.iter().chain([&s.name_zh]).chain(&s.aliases);
            names.map(String::as_str).find_map(known)
        })
    });
    found.map(|at| &CHEMICALS[*at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_complete() {
        assert_eq!(chemicals().len(), 74);
        assert_eq!(processes().len(), 18);
        assert!(processes().iter().zip(1..).all(|(p, no)| p.no == no));
    }

    #[test]
    fn a_chemical_is_found_by_cas_name_and_other_number() {
        assert_eq!(chemical("7782-50-5").map(|c| c.no), Some(1));
        assert_eq!(chemical("液氯").map(|c| c.no), Some(1));
        // TDI is filed under the 2,4-isomer in this list and under the mixture in GB 18218.
        assert_eq!(
            chemical("26471-62-5").map(|c| (c.batch, c.no)),
            Some((1, 39))
        );
        // Gasoline: 8006-61-9 in this list, 86290-81-5 in GB 18218.
        assert_eq!(
            chemical("86290-81-5").map(|c| (c.batch, c.no)),
            Some((1, 7))
        );
        assert_eq!(chemical("汽油").map(|c| (c.batch, c.no)), Some((1, 7)));
        assert!(chemical("丙酮").is_none());
    }
}
