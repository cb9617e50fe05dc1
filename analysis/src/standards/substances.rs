//! Substances: what a CAS number or a name means (`tables/substances.csv`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use thiserror::Error;

use super::parameters;
use crate::facts::FireClass;

#[derive(Debug, Deserialize)]
struct Row {
    cas: Option<String>,
    name_zh: String,
    name_en: String,
    aliases: String,
    state: State,
    liquefied_hydrocarbon: bool,
    flash_point_c: Option<f64>,
    lfl_vol: Option<f64>,
    boiling_point_c: Option<f64>,
    fire_class: Option<FireClass>,
    gb18218_no: Option<u8>,
    symbols: String,
}

#[derive(Debug, Deserialize)]
struct Alias {
    alias: String,
    no: u8,
}

/// State at 20 °C and atmospheric pressure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Gas.
    Gas,
    /// Liquid.
    Liquid,
    /// Solid.
    Solid,
}

/// A substance that the tables know.
#[derive(Debug)]
pub struct Substance {
    /// CAS number.
    pub cas: Option<String>,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Other names and numbers.
    pub aliases: Vec<String>,
    /// State at 20 °C.
    pub state: State,
    /// Whether it is a liquefied hydrocarbon (液化烃) when kept liquid under pressure or cold.
    pub liquefied_hydrocarbon: bool,
    /// Flash point, closed cup, °C.
    pub flash_point_c: Option<f64>,
    /// Lower flammability limit, volume fraction.
    pub lfl_vol: Option<f64>,
    /// Boiling point at 101.325 kPa, °C.
    pub boiling_point_c: Option<f64>,
    /// Row of GB 18218-2018 table 1.
    pub gb18218_no: Option<u8>,
    /// Symbols of GB 18218-2018 table 2, for what table 1 does not name.
    pub symbols: Vec<String>,
    listed_fire_class: Option<FireClass>,
}

impl Substance {
    /// Fire hazard class (火灾危险性类别): as listed, else by flash point or lower flammability limit.
    pub fn fire_class(&self) -> Option<FireClass> {
        self.listed_fire_class.or_else(|| match self.state {
            State::Liquid => self.flash_point_c.map(|t| {
                if t < parameters::value("flash_point_class_a_c") {
                    FireClass::A
                } else if t < parameters::value("flash_point_class_b_c") {
                    FireClass::B
                } else {
                    FireClass::C
                }
            }),
            State::Gas => self.lfl_vol.map(|l| {
                if l < parameters::value("lfl_class_a_vol") {
                    FireClass::A
                } else {
                    FireClass::B
                }
            }),
            State::Solid => None,
        })
    }
}

static TABLE: LazyLock<Vec<Substance>> = LazyLock::new(|| {
    let rows: Vec<Row> =
        super::table::rows("substances.csv", include_str!("tables/substances.csv"));
    let other: Vec<Alias> = super::table::rows(
        "gb18218_aliases.csv",
        include_str!("tables/gb18218_aliases.csv"),
    );
    rows.into_iter()
        .map(|r| {
            let split = |t: &str| {
                t.split(';')
                    .filter(|s| !s.is_empty())
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            let mut aliases = split(&r.aliases);
            // Other numbers lead to the row of table 1, except where the substance has a row of its own.
            aliases.extend(
                other
                    .iter()
                    .filter(|a| Some(a.no) == r.gb18218_no && r.cas.as_deref() != Some(&a.alias))
                    .map(|a| a.alias.clone()),
            );
            Substance {
                cas: r.cas,
                name_zh: r.name_zh,
                name_en: r.name_en,
                aliases,
                state: r.state,
                liquefied_hydrocarbon: r.liquefied_hydrocarbon,
                flash_point_c: r.flash_point_c,
                lfl_vol: r.lfl_vol,
                boiling_point_c: r.boiling_point_c,
                gb18218_no: r.gb18218_no,
                symbols: split(&r.symbols),
                listed_fire_class: r.fire_class,
            }
        })
        .collect()
});

/// All substances.
pub fn all() -> &'static [Substance] {
    &TABLE
}

/// How a substance was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// By CAS number.
    Cas,
    /// By Chinese or English name.
    Name,
    /// By another name or number.
    Alias,
    /// By the class that the facts give.
    HazardClass,
}

/// Everything that `text` (a CAS number or a name) may mean: CAS first, then names, then aliases.
/// Several results are different forms of one substance (ammonium nitrate, nitrocellulose).
pub fn find(text: &str) -> Vec<&'static Substance> {
    find_how(text).map(|(found, _)| found).unwrap_or_default()
}

impl FoundBy {
    /// The code that the contract uses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cas => "cas",
            Self::Name => "name",
            Self::Alias => "alias",
            Self::HazardClass => "hazard_class",
        }
    }
}

/// Positions in the table by normal word: CAS numbers, names, other names and numbers.
struct Index {
    cas: BTreeMap<String, Vec<usize>>,
    name: BTreeMap<String, Vec<usize>>,
    alias: BTreeMap<String, Vec<usize>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index {
        cas: BTreeMap::new(),
        name: BTreeMap::new(),
        alias: BTreeMap::new(),
    };
    let add = |map: &mut BTreeMap<String, Vec<usize>>, word: &str, at: usize| {
        let at_word = map.entry(normal_name(word)).or_default();
        if !at_word.contains(&at) {
            at_word.push(at);
        }
    };
    for (at, s) in TABLE.iter().enumerate() {
        if let Some(cas) = &s.cas {
            add(&mut index.cas, cas, at);
        }
        add(&mut index.name, &s.name_zh, at);
        add(&mut index.name, &s.name_en, at);
        for alias in &s.aliases {
            add(&mut index.alias, alias, at);
        }
    }
    index
});

/// As [`find`], with the way it was found; `None` where nothing fits.
pub fn find_how(text: &str) -> Option<(Vec<&'static Substance>, FoundBy)> {
    let word = normal_name(text);
    let maps = [
        (&INDEX.cas, FoundBy::Cas),
        (&INDEX.name, FoundBy::Name),
        (&INDEX.alias, FoundBy::Alias),
    ];
    maps.into_iter()
        .find_map(|(map, how)| map.get(&word).map(|found| (found, how)))
        .map(|(found, how)| (found.iter().map(|at| &TABLE[*at]).collect(), how))
}

/// A name without spaces, in lower case, full-width forms and dashes made plain.
pub fn normal_name(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// A CAS number that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("CAS number `{got}` has a wrong check digit: {right} would be right for these digits")]
pub struct WrongCheckDigit {
    /// As given.
    pub got: String,
    /// With the right check digit.
    pub right: String,
}

/// Whether a text has the form of a CAS number (2–7 digits, 2 digits, 1 digit).
pub fn looks_like_cas(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    matches!(parts[..], [a, b, c] if (2..=7).contains(&a.len()) && b.len() == 2 && c.len() == 1
        && text.chars().all(|c| c.is_ascii_digit() || c == '-'))
}

/// Checks the check digit of a text that has the form of a CAS number; other texts pass.
///
/// The digits before the last, counted from the right and weighted 1, 2, 3 …, sum to the check
/// digit modulo 10 (CAS Registry, "Check digit verification").
///
/// # Errors
/// [`WrongCheckDigit`] with the digit that would be right.
pub fn check_cas(text: &str) -> Result<(), WrongCheckDigit> {
    let text = normal_name(text);
    if !looks_like_cas(&text) {
        return Ok(());
    }
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let (last, rest) = digits
        .split_last()
        .expect("a CAS number has at least five digits");
    let sum: u32 = rest.iter().rev().zip(1u32..).map(|(d, w)| d * w).sum();
    if sum % 10 == *last {
        return Ok(());
    }
    let right = format!("{}{}", &text[..text.len() - 1], sum % 10);
    Err(WrongCheckDigit { got: text, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_substance_is_found_cas_name_alias_and_full_width_digits() {
        for text in [
            "7782-50-5",
            "氯",
            "chlorine",
            "液氯",
            "７７８２－５０－５",
            " Chlorine ",
        ] {
            let found = find(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].gb18218_no, Some(12), "{text}");
        }
        assert!(find("unobtainium").is_empty());
    }

    #[test]
    fn forms_that_share_a_cas_number_are_all_found() {
        assert_eq!(find("6484-52-2").len(), 2);
        assert_eq!(find("9004-70-0").len(), 6);
    }

    #[test]
    fn propane_is_filed_under_lpg_but_keeps_its_own_properties() {
        let found = find("74-98-6");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name_en, "propane");
    }

    #[test]
    fn fire_classes_follow_flash_point_and_limit() {
        let class = |t: &str| find(t)[0].fire_class();
        assert_eq!(class("甲苯"), Some(FireClass::A));
        assert_eq!(class("苯乙烯"), Some(FireClass::B));
        assert_eq!(class("柴油"), Some(FireClass::C));
        assert_eq!(class("氨"), Some(FireClass::B));
        assert_eq!(class("氢"), Some(FireClass::A));
        assert_eq!(class("氯"), Some(FireClass::B));
    }

    #[test]
    fn check_digits() {
        assert!(check_cas("7664-41-7").is_ok());
        assert_eq!(check_cas("7664-41-8").unwrap_err().right, "7664-41-7");
        assert!(check_cas("汽油").is_ok());
        assert!(
            all()
                .iter()
                .filter_map(|s| s.cas.as_deref())
                .all(|c| looks_like_cas(c) && check_cas(c).is_ok())
        );
    }
}
