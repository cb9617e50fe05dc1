//! Codes that are abolished or fail their own check, and rows that nobody has renewed for years.

use std::collections::BTreeMap;

use super::district::middle;
use super::{Finding, Found, Severity, Subject};
use crate::facts::Provenance;
use crate::standards::divisions::division;
use crate::standards::uscc::{WrongUscc, check_uscc};

/// Judges social credit codes and codes of districts.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    for site in &of.city.sites {
        let facility = &site.facility;
        // An invented code has a wrong check character on purpose: it can belong to nobody.
        let Some(code) = facility
            .uscc
            .as_deref()
            .filter(|_| !facility.provenance.synthetic)
        else {
            continue;
        };
        found.checked("codes", 1);
        let Err(wrong) = check_uscc(code) else {
            continue;
        };
        let (zh, en) = match &wrong {
            WrongUscc::CheckCharacter { right } => {
                (format!("末位校验码有误, 应为 {right}"), wrong.to_string())
            }
            WrongUscc::Form => (
                "应为 18 位数字和大写字母(不含 I、O、S、V、Z)".to_owned(),
                wrong.to_string(),
            ),
        };
        found.findings.push(
            Finding::new(
                "codes",
                Severity::Warning,
                ("facilities", &facility.id),
                ("uscc", code.to_owned()),
            )
            .says(
                format!("统一社会信用代码 {code}: {zh}"),
                format!("social credit code {code}: {en}"),
            )
            .fix("对照营业执照更正", "correct it by the business licence")
            .at(middle(&facility.geometry)),
        );
    }
    let month = of.today.get(..7).unwrap_or(of.today);
    for district in &of.city.ground.districts {
        found.checked("codes", 1);
        for (column, code) in [
            ("code", Some(&district.code)),
            ("parent_code", district.parent_code.as_ref()),
        ] {
            let Some(code) = code else { continue };
            let Some(division) = code
                .get(..6)
                .and_then(division)
                .filter(|d| !d.is_valid_in(month))
            else {
                continue;
            };
            let successor = division.successor.as_deref().unwrap_or("–");
            found.findings.push(
                Finding::new(
                    "codes",
                    Severity::Error,
                    ("districts", &district.code),
                    (column, code.clone()),
                )
                .says(
                    format!("区划代码 {code} ({}) 已废止", division.name_zh),
                    format!("the code {code} ({}) is abolished", division.name_zh),
                )
                .fix(format!("改用 {successor}"), format!("use {successor}")),
            );
        }
    }
}

/// Judges when rows were imported: one finding for a layer and a file.
pub(super) fn stale(of: &Subject<'_>, found: &mut Found) {
    let ground = &of.city.ground;
    let facilities = of
        .city
        .sites
        .iter()
        .map(|s| ("facilities", s.facility.id.as_str(), &s.facility.provenance));
    let vessels = of.city.sites.iter().flat_map(|s| {
        s.vessels
            .iter()
            .map(|(_, v)| ("vessels", v.id.as_str(), &v.provenance))
    });
    let targets = ground
        .targets
        .iter()
        .map(|t| ("targets", t.id.as_str(), &t.provenance));
    let population = ground
        .population
        .iter()
        .map(|p| ("population", p.id.as_str(), &p.provenance));
    let limit = two_years_before(of.today);
    let mut old: BTreeMap<(&'static str, &str), (usize, &str, &Provenance)> = BTreeMap::new();
    for (layer, id, from) in facilities.chain(vessels).chain(targets).chain(population) {
        found.checked("stale", 1);
        if from.imported_at.as_ref() < limit.as_str() {
            old.entry((layer, &from.source_file))
                .or_insert((0, id, from))
                .0 += 1;
        }
    }
    for ((layer, file), (rows, id, from)) in old {
        found.findings.push(
            Finding::new(
                "stale",
                Severity::Notice,
                (layer, id),
                ("imported_at", from.imported_at.to_string()),
            )
            .says(
                format!("来自 {file} 的 {rows} 行自 {} 起未更新", from.imported_at),
                format!(
                    "{rows} rows of {file} have not been renewed since {}",
                    from.imported_at
                ),
            )
            .fix("向来源单位索取新数据", "ask the source for new data"),
        );
    }
}

fn two_years_before(today: &str) -> String {
    match today.get(..4).and_then(|y| y.parse::<u32>().ok()) {
        Some(year) => format!(
            "{}{}",
            year.saturating_sub(2),
            today.get(4..).unwrap_or_default()
        ),
        None => String::new(),
    }
}
