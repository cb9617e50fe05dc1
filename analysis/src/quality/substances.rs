//! Substances that no table knows, with what may have been meant.

use std::collections::BTreeMap;

use super::{Finding, Found, Severity, Subject};
use crate::standards::substances::{all, check_cas, find, find_how, looks_like_cas, normal_name};

/// Likeness from which a name is suggested, 0–1 (normalised Damerau–Levenshtein).
const ALIKE: f64 = 0.5;
/// Names that are suggested.
const SUGGESTED: usize = 3;

/// Judges all vessels that name a substance.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    let used = used(of);
    let mut known: BTreeMap<String, Option<(String, String)>> = BTreeMap::new();
    for site in &of.city.sites {
        for ((_, vessel), footprint) in site.vessels.iter().zip(&site.vessel_footprints) {
            let Some(text) = vessel.substance.as_deref() else {
                continue;
            };
            found.checked("substance", 1);
            let advice = known
                .entry(text.to_owned())
                .or_insert_with(|| advice(text, &used));
            let Some((zh, en)) = advice else { continue };
            // With a class of table 2 the grade is known all the same, and a name that no table has is
            // as it should be; a wrong number is wrong all the same.
            let severity = match &vessel.hazard_class {
                Some(_) if check_cas(text).is_ok() => continue,
                Some(_) => Severity::Notice,
                None => Severity::Warning,
            };
            found.findings.push(
                Finding::new(
                    "substance",
                    severity,
                    ("vessels", &vessel.id),
                    ("substance", text.to_owned()),
                )
                .says(
                    format!("物质“{text}”不在表中"),
                    format!("no table knows the substance `{text}`"),
                )
                .fix(zh.clone(), en.clone())
                .at(of.city.plane.to_lon_lat(footprint.centre()).ok())
                .about([site.facility.id.clone()]),
            );
        }
    }
}

/// What to do about a substance; `None` for a known one.
fn advice(text: &str, used: &Used) -> Option<(String, String)> {
    if let Err(wrong) = check_cas(text) {
        let meant = mistyped(text, used);
        if !meant.is_empty() {
            let meant = meant.join(", ");
            return Some((
                format!("CAS 校验位有误; 是否为: {meant}? 对照安全技术说明书核实"),
                format!(
                    "the check digit is wrong; did you mean: {meant}? look at the safety data sheet"
                ),
            ));
        }
        let meant = find_how(&wrong.right).and_then(|(s, _)| s.first().map(|s| s.name_zh.clone()));
        let name = meant.map_or_else(String::new, |m| format!(" ({m})"));
        return Some((
            format!(
                "CAS 校验位有误, 对这些数字应为 {}{name}; 对照安全技术说明书核实",
                wrong.right
            ),
            format!(
                "the check digit is wrong: {}{name} would be right for these digits; look at the safety data sheet",
                wrong.right
            ),
        ));
    }
    if find_how(text).is_some() {
        return None;
    }
    // 双氧水(27.5%): the name without what stands in brackets.
    let bare = text.split(['(', '（']).next().unwrap_or(text);
    if let Some((known, _)) = find_how(bare).filter(|_| bare != text && !bare.is_empty()) {
        let names: Vec<&str> = known.iter().map(|s| s.name_zh.as_str()).collect();
        let names = names.join(", ");
        return Some((
            format!(
                "去掉括号后为 {names}; 浓度若在表中的范围之内, 写 {names}, 否则在 hazard_class 填写 GB 18218-2018 表2 的类别符号"
            ),
            format!(
                "without the brackets it is {names}: write that if the strength is within its row of the table, else the class of GB 18218-2018 table 2 in hazard_class"
            ),
        ));
    }
    let nearest = if looks_like_cas(&normal_name(text)) {
        Vec::new()
    } else {
        nearest(text, used)
    };
    Some(if nearest.is_empty() {
        (
            "填写 CAS 号, 或在 hazard_class 填写 GB 18218-2018 表2 的类别符号".to_owned(),
            "write the CAS number, or the class of GB 18218-2018 table 2 in hazard_class"
                .to_owned(),
        )
    } else {
        let names = nearest.join(", ");
        (
            format!("是否为: {names}? 或填写 CAS 号"),
            format!("did you mean: {names}? or write the CAS number"),
        )
    })
}

/// How many vessels hold a substance, by its Chinese name: of equally like names the one that is in use
/// here was meant.
type Used = BTreeMap<&'static str, usize>;

fn used(of: &Subject<'_>) -> Used {
    let mut used = Used::new();
    for (_, vessel) in of.city.sites.iter().flat_map(|s| &s.vessels) {
        if let Some(known) = vessel
            .substance
            .as_deref()
            .and_then(|t| find(t).first().copied())
        {
            *used.entry(&known.name_zh).or_default() += 1;
        }
    }
    used
}

/// Known CAS numbers that one slip of the keys makes of a text: those in use here first.
fn mistyped(text: &str, used: &Used) -> Vec<String> {
    let word = normal_name(text);
    let mut alike: Vec<(usize, String)> = all()
        .iter()
        .filter_map(|s| {
            let cas = s.cas.as_deref()?;
            let uses = used.get(s.name_zh.as_str()).copied().unwrap_or(0);
            (strsim::osa_distance(&word, cas) == 1).then(|| (uses, format!("{} {cas}", s.name_zh)))
        })
        .collect();
    alike.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    alike
        .into_iter()
        .take(SUGGESTED)
        .map(|(_, name)| name)
        .collect()
}

fn nearest(text: &str, used: &Used) -> Vec<String> {
    let word = normal_name(text);
    let mut alike: Vec<(f64, usize, String)> = all()
        .iter()
        .filter_map(|s| {
            let names = [&s.name_zh, &s.name_en].into_iter().chain(&s.aliases);
            let best = names
                .map(|n| strsim::normalized_damerau_levenshtein(&word, &normal_name(n)))
                .max_by(f64::total_cmp)?;
            let cas = s.cas.as_deref().unwrap_or("–");
            (best >= ALIKE).then(|| {
                let uses = used.get(s.name_zh.as_str()).copied().unwrap_or(0);
                (best, uses, format!("{} {cas}", s.name_zh))
            })
        })
        .collect();
    alike.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(b.1.cmp(&a.1))
            .then_with(|| a.2.cmp(&b.2))
    });
    alike.dedup_by(|a, b| a.2 == b.2);
    alike
        .into_iter()
        .take(SUGGESTED)
        .map(|(_, _, name)| name)
        .collect()
}
