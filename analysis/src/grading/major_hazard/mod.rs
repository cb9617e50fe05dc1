//! Grade of a major hazard installation (重大危险源分级) by GB 18218-2018.
//!
//! ```text
//! S = Σ qᵢ / Qᵢ             a unit with S ≥ 1 is a major hazard installation   (4.2)
//! R = α Σ βᵢ qᵢ / Qᵢ        level 1: R ≥ 100, 2: ≥ 50, 3: ≥ 10, 4: below        (4.3)
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | qᵢ | design maximum quantity of substance i in the unit | t |
//! | Qᵢ | critical quantity, table 1 by name, else the lowest of its classes in table 2 | t |
//! | βᵢ | table 3 by name, else table 4 by class | – |
//! | α | table 5, by the people within 500 m of the plant boundary | – |
//!
//! The sum is per unit, never across units. What is missing (a quantity, a substance that no table
//! knows, people that nobody counted) does not count as zero: it leaves S and R with a lower bound
//! only. Where the bounds allow one level only, that level is certain; else the verdict is
//! "unknown" and says why.
//!
//! Source: GB 18218-2018 clauses 4.1–4.3, tables 1–6, by public restatements (see the tables' heads).

mod look_up;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::facts::UnitKind;
use look_up::{Found, look_up};

use crate::standards::gb18218;
use crate::standards::substances::{FoundBy, Substance};
use crate::standards::supervised;

/// One substance in one vessel, as the facts have it.
#[derive(Debug, Clone, Copy)]
pub struct Holding<'a> {
    /// Identifier of the vessel, for the reader.
    pub id: Option<&'a str>,
    /// CAS number or name.
    pub substance: Option<&'a str>,
    /// Symbol of table 2, for what table 1 does not name.
    pub hazard_class: Option<&'a str>,
    /// Quantity, t.
    pub quantity_t: Option<f64>,
    /// Temperature, °C.
    pub temperature_c: Option<f64>,
}

/// A reason in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Reason {
    /// A reason.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

/// What a grade came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A major hazard installation with a level.
    Graded,
    /// S below 1.
    NotMajorHazard,
    /// Something that decides is missing.
    Unknown,
}

/// What became of one holding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// Identifier of the vessel.
    pub vessel_id: Option<String>,
    /// Substance as given.
    pub substance: Option<String>,
    /// CAS number.
    pub cas: Option<String>,
    /// Chinese name.
    pub name_zh: Option<String>,
    /// English name.
    pub name_en: Option<String>,
    /// Quantity q, t.
    pub quantity_t: Option<f64>,
    /// Critical quantity Q, t.
    pub critical_quantity_t: Option<f64>,
    /// Correction factor β.
    pub beta: Option<f64>,
    /// q / Q.
    pub q_over_q: Option<f64>,
    /// β q / Q.
    pub beta_q_over_q: Option<f64>,
    /// How the substance was found.
    pub found_by: Option<FoundBy>,
    /// Table of the standard that Q stands in.
    pub table: Option<String>,
    /// Symbol of the class in table 2.
    pub symbol: Option<String>,
    /// Where Q and β stand.
    pub clause: Option<String>,
    /// Confidence of the weaker of Q and β.
    pub confidence: Option<String>,
    /// Whether it is a chemical under key supervision (重点监管危险化学品).
    pub supervised: bool,
}

/// The grade of a unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grade {
    /// What it came to.
    pub verdict: Verdict,
    /// S; a lower bound where something is missing.
    pub s: Option<f64>,
    /// R; a lower bound where something is missing.
    pub r: Option<f64>,
    /// α.
    pub alpha: Option<f64>,
    /// Level 1–4.
    pub level: Option<u8>,
    /// Why it is unknown, or what the level rests on.
    pub reasons: Vec<Reason>,
    /// Least confidence of the numbers that it rests on.
    pub confidence: String,
    /// Holdings, in order.
    pub items: Vec<Item>,
}

/// Grades a unit that holds `holdings` with `people_within_500_m` of the plant boundary
/// (`None`: nobody counted them).
pub fn grade(kind: UnitKind, holdings: &[Holding<'_>], people_within_500_m: Option<f64>) -> Grade {
    let mut reasons = Vec::new();
    let items: Vec<Item> = holdings
        .iter()
        .map(|h| item(kind, h, &mut reasons))
        .collect();
    if items.is_empty() {
        reasons.push(Reason::new(
            "单元没有登记储罐或物质",
            "the unit has no vessels with substances",
        ));
    }
    let complete = reasons.is_empty();
    // A sum of nothing is -0.0 in floating point.
    let s: f64 = items.iter().filter_map(|i| i.q_over_q).sum::<f64>() + 0.0;
    let sum: f64 = items.iter().filter_map(|i| i.beta_q_over_q).sum::<f64>() + 0.0;
    let alpha = people_within_500_m.map(gb18218::alpha);
    let (alpha_least, alpha_greatest) = alpha.map_or_else(gb18218::alpha_range, |a| (a, a));
    let r_least = alpha_least * sum;
    let r_greatest = if complete {
        alpha_greatest * sum
    } else {
        f64::INFINITY
    };
    let (verdict, level) = if s >= 1.0 {
        let (best, worst) = (gb18218::level(r_least), gb18218::level(r_greatest));
        if best == worst {
            (Verdict::Graded, Some(best))
        } else {
            (Verdict::Unknown, None)
        }
    } else if complete {
        (Verdict::NotMajorHazard, None)
    } else {
        (Verdict::Unknown, None)
    };
    if alpha.is_none() && s >= 1.0 {
        reasons.push(Reason::new(
            "厂区边界外500米内人口未知, α 可为 0.5–2.0",
            "people within 500 m of the plant boundary are unknown: α may be 0.5 to 2.0",
        ));
    }
    Grade {
        verdict,
        s: (!items.is_empty()).then_some(s),
        r: (!items.is_empty()).then_some(r_least),
        alpha,
        level,
        reasons,
        confidence: least_confidence(&items),
        items,
    }
}

fn item(kind: UnitKind, holding: &Holding<'_>, reasons: &mut Vec<Reason>) -> Item {
    let mut item = Item {
        vessel_id: holding.id.map(str::to_owned),
        substance: holding.substance.map(str::to_owned),
        cas: None,
        name_zh: None,
        name_en: None,
        quantity_t: holding.quantity_t,
        critical_quantity_t: None,
        beta: None,
        q_over_q: None,
        beta_q_over_q: None,
        found_by: None,
        table: None,
        symbol: None,
        clause: None,
        confidence: None,
        supervised: holding.substance.and_then(supervised::chemical).is_some(),
    };
    let of = holding.id.map_or_else(String::new, |id| format!("{id}: "));
    match look_up(kind, holding) {
        Ok(found) => fill(&mut item, found),
        Err(reason) => reasons.push(Reason::new(
            format!("{of}{}", reason.zh),
            format!("{of}{}", reason.en),
        )),
    }
    match holding.quantity_t {
        None => reasons.push(Reason::new(
            format!("{of}缺少储量"),
            format!("{of}the quantity is missing"),
        )),
        Some(q) => {
            item.q_over_q = item.critical_quantity_t.map(|critical| q / critical);
            item.beta_q_over_q = item
                .q_over_q
                .zip(item.beta)
                .map(|(ratio, beta)| beta * ratio);
        }
    }
    item
}

fn fill(item: &mut Item, found: Found) {
    if let Some(s) = found.substance {
        item.cas.clone_from(&s.cas);
        item.name_zh = Some(s.name_zh.clone());
        item.name_en = Some(s.name_en.clone());
    }
    item.found_by = Some(found.how);
    item.critical_quantity_t = Some(found.critical_quantity_t);
    item.beta = Some(found.beta);
    item.table = Some(found.table.to_owned());
    item.symbol = found.symbol;
    item.clause = Some(found.clause);
    item.confidence = Some(found.confidence);
}

/// Symbols of table 2 that a substance has, also where table 1 names it.
pub fn symbols(substance: &Substance) -> Vec<&str> {
    match substance.gb18218_no {
        Some(no) => gb18218::symbols_of_named(no),
        None => substance.symbols.iter().map(String::as_str).collect(),
    }
}

/// As [`symbols`]; of what has none, those of the row of table 1 that it is filed under (propane under LPG).
pub fn symbols_as_filed(substance: &Substance) -> Vec<&str> {
    let own = symbols(substance);
    if !own.is_empty() {
        return own;
    }
    match look_up::filed_under(substance) {
        Some(row) => gb18218::symbols_of_named(row),
        None => own,
    }
}

/// `memory` is weaker than an OCR copy, which is weaker than a public statement.
pub(crate) fn weaker<'a>(a: &'a str, b: &'a str) -> &'a str {
    let rank = |c: &str| match c {
        "sourced" => 2,
        "source-ocr+memory" => 1,
        _ => 0,
    };
    if rank(a) <= rank(b) { a } else { b }
}

fn least_confidence(items: &[Item]) -> String {
    items
        .iter()
        .filter_map(|i| i.confidence.as_deref())
        .fold("sourced", weaker)
        .to_owned()
}
