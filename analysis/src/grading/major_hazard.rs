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

use serde::Serialize;

use crate::facts::UnitKind;
use crate::standards::gb18218::{self, STANDARD};
use crate::standards::substances::{self, FoundBy, Substance};
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

struct Found {
    substance: Option<&'static Substance>,
    how: FoundBy,
    critical_quantity_t: f64,
    beta: f64,
    table: &'static str,
    symbol: Option<String>,
    clause: String,
    confidence: String,
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

/// Table 1 by CAS, name or alias; then table 2 by the class that the facts or the substance give.
fn look_up(kind: UnitKind, holding: &Holding<'_>) -> Result<Found, Reason> {
    let found = holding.substance.and_then(substances::find_how);
    if let Some((forms, how)) = &found {
        let named: Vec<&Substance> = forms
            .iter()
            .copied()
            .filter(|s| s.gb18218_no.is_some())
            .collect();
        match named[..] {
            [one] => return by_name(one, *how, holding),
            [] => {}
            _ => return same_for_all_forms(&named, *how, holding),
        }
        // A substance with a row of its own may be filed under a row of table 1 (propane under LPG).
        if let [one] = forms[..]
            && let Some(no) = filed_under(one)
        {
            let named = substances::all()
                .iter()
                .find(|s| s.gb18218_no == Some(no))
                .unwrap_or(one);
            return by_name(named, FoundBy::Alias, holding).map(|f| Found {
                substance: Some(one),
                ..f
            });
        }
    }
    let substance = found.and_then(|(forms, _)| forms.into_iter().next());
    let given: Vec<&str> = match holding.hazard_class {
        Some(text) => text
            .split([';', '|', '、'])
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .collect(),
        None => substance.map_or_else(Vec::new, |s| s.symbols.iter().map(String::as_str).collect()),
    };
    by_class(kind, &given, substance, holding)
}

/// Row of table 1 under which a substance is filed by another of its numbers.
fn filed_under(one: &Substance) -> Option<u8> {
    let cas = one.cas.as_deref()?;
    substances::all()
        .iter()
        .find(|s| s.gb18218_no.is_some() && s.aliases.iter().any(|a| a == cas))?
        .gb18218_no
}

fn by_name(one: &'static Substance, how: FoundBy, holding: &Holding<'_>) -> Result<Found, Reason> {
    let row = one
        .gb18218_no
        .and_then(gb18218::named)
        .ok_or_else(|| Reason::new("物质不在表1", "the substance is not in table 1"))?;
    let (mut beta, mut beta_clause, beta_confidence) =
        gb18218::beta_of_named(row.no, one.cas.as_deref());
    // A flammable liquid of category 2 or 3 worked above its boiling point is W5.1.
    let boils = holding
        .temperature_c
        .zip(one.boiling_point_c)
        .is_some_and(|(t, tb)| t > tb);
    if boils
        && one.state == substances::State::Liquid
        && let Some(hot) =
            gb18218::class("W5.1").filter(|c| c.beta > beta && beta_clause.contains("W5"))
    {
        beta = hot.beta;
        beta_clause = format!("{STANDARD} 表4 {}", hot.symbol);
    }
    Ok(Found {
        substance: Some(one),
        how,
        critical_quantity_t: row.critical_quantity_t,
        beta,
        table: "1",
        symbol: None,
        clause: format!("{STANDARD} 表1 第{}项; {beta_clause}", row.no),
        confidence: weaker(&row.confidence, beta_confidence).to_owned(),
    })
}

/// Forms that share a CAS number: fine where they agree in Q and β, else the form must be named.
fn same_for_all_forms(
    forms: &[&'static Substance],
    how: FoundBy,
    holding: &Holding<'_>,
) -> Result<Found, Reason> {
    let mut found: Vec<Found> = forms
        .iter()
        .map(|f| by_name(f, how, holding))
        .collect::<Result<_, _>>()?;
    let first = found.swap_remove(0);
    let agree = found.iter().all(|f| {
        (f.critical_quantity_t - first.critical_quantity_t).abs() <= 0.0
            && (f.beta - first.beta).abs() <= 0.0
    });
    if agree {
        return Ok(first);
    }
    let zh: Vec<&str> = forms.iter().map(|f| f.name_zh.as_str()).collect();
    let en: Vec<&str> = forms.iter().map(|f| f.name_en.as_str()).collect();
    let given = holding.substance.unwrap_or_default();
    Err(Reason::new(
        format!("“{given}”在表1有多种形态, 请写明其一: {}", zh.join(" / ")),
        format!(
            "`{given}` has several forms in table 1; name one of: {}",
            en.join(" / ")
        ),
    ))
}

fn by_class(
    kind: UnitKind,
    symbols: &[&str],
    substance: Option<&'static Substance>,
    holding: &Holding<'_>,
) -> Result<Found, Reason> {
    let given = holding.substance.unwrap_or_default();
    if symbols.is_empty() {
        return Err(match holding.substance {
            None => Reason::new("缺少物质名称或CAS号", "the substance is missing"),
            Some(_) if substance.is_some() => Reason::new(
                format!("“{given}”不在表1, 也没有表2的危险性类别; 请填写 hazard_class"),
                format!(
                    "`{given}` is not in table 1 and has no class of table 2; give hazard_class"
                ),
            ),
            Some(_) => Reason::new(
                format!("不认识物质“{given}”; 请填写CAS号、标准名称或 hazard_class"),
                format!(
                    "no table knows `{given}`; give a CAS number, a standard name or hazard_class"
                ),
            ),
        });
    }
    let mut classes = Vec::new();
    for symbol in symbols {
        classes.push(gb18218::class(symbol).ok_or_else(|| {
            Reason::new(
                format!("表2没有类别“{symbol}”; 可用: {}", gb18218::symbols()),
                format!(
                    "table 2 has no class `{symbol}`; it has {}",
                    gb18218::symbols()
                ),
            )
        })?);
    }
    // Worked above its boiling point, a flammable liquid of category 2 or 3 is W5.1.
    let boils = holding
        .temperature_c
        .zip(substance.and_then(|s| s.boiling_point_c))
        .is_some_and(|(t, tb)| t > tb);
    if boils && kind == UnitKind::Production && classes.iter().any(|c| c.symbol.starts_with("W5."))
    {
        classes.extend(gb18218::class("W5.1"));
    }
    let lowest = classes
        .iter()
        .min_by(|a, b| a.critical_quantity_t.total_cmp(&b.critical_quantity_t))
        .expect("there is at least one class");
    let beta = classes.iter().map(|c| c.beta).fold(0.0, f64::max);
    Ok(Found {
        substance,
        how: if holding.hazard_class.is_some() {
            FoundBy::HazardClass
        } else {
            FoundBy::Name
        },
        critical_quantity_t: lowest.critical_quantity_t,
        beta,
        table: "2",
        symbol: Some(lowest.symbol.clone()),
        clause: format!("{STANDARD} 表2 {0}; 表4 {0}", lowest.symbol),
        confidence: if holding.hazard_class.is_some() {
            lowest.confidence.clone()
        } else {
            "memory".to_owned()
        },
    })
}

/// Symbols of table 2 that a substance has, also where table 1 names it.
pub fn symbols(substance: &Substance) -> Vec<&str> {
    match substance.gb18218_no {
        Some(no) => gb18218::symbols_of_named(no),
        None => substance.symbols.iter().map(String::as_str).collect(),
    }
}

/// `memory` is weaker than an OCR copy, which is weaker than a public statement.
fn weaker<'a>(a: &'a str, b: &'a str) -> &'a str {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(substance: &str, quantity_t: f64) -> Holding<'_> {
        Holding {
            id: None,
            substance: Some(substance),
            hazard_class: None,
            quantity_t: Some(quantity_t),
            temperature_c: None,
        }
    }

    fn storage(holdings: &[Holding<'_>], people: f64) -> Grade {
        grade(UnitKind::Storage, holdings, Some(people))
    }

    /// standards/cases.md A2.
    #[test]
    fn the_published_boundary_cases_hold() {
        let chlorine = storage(&[holding("7782-50-5", 20.0)], 120.0);
        assert_eq!(
            (chlorine.s, chlorine.r, chlorine.level),
            (Some(4.0), Some(32.0), Some(3))
        );
        let ammonia = storage(&[holding("氨", 60.0)], 0.0);
        assert_eq!(
            (ammonia.s, ammonia.r, ammonia.level),
            (Some(6.0), Some(6.0), Some(4))
        );
        let methanol = storage(&[holding("甲醇", 400.0)], 0.0);
        assert_eq!(
            (methanol.s, methanol.verdict),
            (Some(0.8), Verdict::NotMajorHazard)
        );
        let both = storage(&[holding("甲醇", 400.0), holding("汽油", 50.0)], 0.0);
        assert!((both.s.unwrap() - 1.05).abs() < 1e-12);
        assert_eq!(both.verdict, Verdict::Graded);
    }

    #[test]
    fn what_table_1_does_not_name_goes_by_its_class() {
        let by_class = Holding {
            hazard_class: Some("W5.3"),
            substance: Some("某溶剂"),
            ..holding("", 1000.0)
        };
        let g = storage(&[by_class], 0.0);
        assert_eq!(g.s, Some(1.0));
        assert_eq!(g.items[0].table.as_deref(), Some("2"));
        // propylene is a flammable gas of category 1: W2, Q = 10 t, β = 1.5
        let propylene = storage(&[holding("115-07-1", 20.0)], 0.0);
        assert_eq!(
            (propylene.s, propylene.r),
            (Some(2.0), Some(0.5 * 1.5 * 2.0))
        );
        // propane is filed under LPG in table 1: Q = 50 t
        assert_eq!(storage(&[holding("74-98-6", 50.0)], 0.0).s, Some(1.0));
    }

    #[test]
    fn several_classes_take_the_lowest_critical_quantity() {
        let g = storage(
            &[Holding {
                hazard_class: Some("W5.4;J5"),
                ..holding("某物", 500.0)
            }],
            0.0,
        );
        assert_eq!(g.s, Some(1.0));
        assert_eq!(g.items[0].symbol.as_deref(), Some("J5"));
    }

    #[test]
    fn what_is_missing_is_not_zero() {
        let unknown = storage(&[holding("unobtainium", 1.0)], 0.0);
        assert_eq!((unknown.verdict, unknown.level), (Verdict::Unknown, None));
        assert!(unknown.reasons[0].en.contains("unobtainium"));
        let no_quantity = storage(
            &[Holding {
                quantity_t: None,
                ..holding("氯", 0.0)
            }],
            0.0,
        );
        assert_eq!(no_quantity.verdict, Verdict::Unknown);
        let nobody_counted = grade(UnitKind::Storage, &[holding("氯", 20.0)], None);
        assert_eq!(
            (nobody_counted.verdict, nobody_counted.level),
            (Verdict::Unknown, None)
        );
        // 500 t of chlorine are level 1 however many people there are
        let certain = grade(UnitKind::Storage, &[holding("氯", 500.0)], None);
        assert_eq!((certain.verdict, certain.level), (Verdict::Graded, Some(1)));
        assert_eq!(storage(&[], 0.0).verdict, Verdict::Unknown);
    }

    #[test]
    fn a_form_that_decides_must_be_named() {
        let nitrate = storage(&[holding("6484-52-2", 100.0)], 0.0);
        assert_eq!(nitrate.verdict, Verdict::Unknown);
        assert!(nitrate.reasons[0].en.contains("several forms"));
        let named = storage(&[holding("硝酸铵(含可燃物≤0.2%)", 100.0)], 0.0);
        assert_eq!(named.s, Some(2.0));
    }

    #[test]
    fn beta_comes_from_table_3_before_table_4() {
        let g = storage(
            &[
                holding("氨", 10.0),
                holding("甲苯", 500.0),
                holding("液化石油气", 50.0),
            ],
            0.0,
        );
        let betas: Vec<_> = g.items.iter().map(|i| i.beta).collect();
        assert_eq!(betas, [Some(2.0), Some(1.0), Some(1.5)]);
    }
}
