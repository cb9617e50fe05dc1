//! Critical quantity Q and factor β of what a vessel holds: table 1 by CAS, name or alias; then table 2
//! by the class that the facts or the substance give.

use super::{Holding, Reason, weaker};
use crate::facts::UnitKind;
use crate::standards::gb18218::{self, STANDARD};
use crate::standards::substances::{self, FoundBy, Substance};

/// What was found.
pub(super) struct Found {
    pub(super) substance: Option<&'static Substance>,
    pub(super) how: FoundBy,
    pub(super) critical_quantity_t: f64,
    pub(super) beta: f64,
    pub(super) table: &'static str,
    pub(super) symbol: Option<String>,
    pub(super) clause: String,
    pub(super) confidence: String,
}

/// Table 1 by CAS, name or alias; then table 2 by the class that the facts or the substance give.
pub(super) fn look_up(kind: UnitKind, holding: &Holding<'_>) -> Result<Found, Reason> {
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
pub(super) fn filed_under(one: &Substance) -> Option<u8> {
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
