//! Names of substances: understood, suggested, or kept with a word about it.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use analysis::standards::substances::{self, Substance};

use super::super::names::{likeness, normal, plain};
use super::{Reading, one_line};
use crate::layer::{Column, Fault, Value};

/// How alike a name must be to be suggested.
const NEAR: f64 = 0.62;

/// What was found out about names of substances, so that each is looked up once.
#[derive(Debug, Default)]
pub(in super::super) struct Memory {
    suggestions: Mutex<BTreeMap<String, Option<String>>>,
}

impl Memory {
    /// The name or number that is most like a text.
    fn suggestion(&self, text: &str) -> Option<String> {
        let mut known = self
            .suggestions
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        known
            .entry(text.to_owned())
            .or_insert_with(|| nearest(text))
            .clone()
    }
}

/// Every name of every substance in normal form: a text is compared with all of them.
static NAMES: LazyLock<Vec<(String, &'static Substance)>> = LazyLock::new(|| {
    let names = |s: &'static Substance| {
        let own = [&s.name_zh, &s.name_en].into_iter().chain(&s.aliases);
        own.map(move |name| (normal(name), s))
    };
    substances::all().iter().flat_map(names).collect()
});

/// Whether two names share enough letters to be alike at all. Of `c` shared ones neither the edit distance gives
/// more than `c / longer`, nor pairs of letters more than `2 (c − 1) / (a + b − 2)`; one inside the other shares all.
fn may_be_near(letters: &[char], name: &str) -> bool {
    let (mut long, mut shared) = (0_usize, 0_usize);
    for letter in name.chars() {
        long += 1;
        shared += usize::from(letters.contains(&letter));
    }
    let (a, b) = (letters.len(), long);
    let (shared, all) = (shared.min(a) as f64, (a + b) as f64);
    shared >= NEAR * a.max(b) as f64
        || 2.0 * (shared - 1.0) >= NEAR * (all - 2.0)
        || shared as usize >= a.min(b)
}

fn nearest(text: &str) -> Option<String> {
    let word = normal(text);
    if word.is_empty() {
        return None;
    }
    let letters: Vec<char> = word.chars().collect();
    NAMES
        .iter()
        .filter(|(name, _)| may_be_near(&letters, name))
        .map(|(name, s)| (likeness(&word, name), s))
        .filter(|(score, _)| *score >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, s)| match &s.cas {
            Some(cas) => format!("{} ({cas})", s.name_zh),
            None => s.name_zh.clone(),
        })
}

/// Reads a name or number of a substance.
pub(super) fn substance(column: &Column, text: &str, memory: &Memory) -> Result<Reading, Fault> {
    let text = one_line(text);
    let word = substances::normal_name(&plain(&text));
    let digits_only = word.contains('-') && word.chars().all(|c| c.is_ascii_digit() || c == '-');
    if digits_only {
        if substances::looks_like_cas(&word) {
            return column.kind.read(&word).map(Reading::from);
        }
        return Err(match padded(&word) {
            Some(cas) => Fault::new(
                "is not a CAS number",
                format!(
                    "did you mean {cas}? write all digits with their zeros; a spreadsheet drops them"
                ),
            ),
            None => column
                .kind
                .read(&word)
                .err()
                .unwrap_or_else(|| Fault::new("is not a CAS number", "write the name")),
        });
    }
    if !substances::find(&text).is_empty() {
        return column.kind.read(&text).map(Reading::from);
    }
    let diluted = match word.split_once('(') {
        Some((before, behind)) if !substances::find(before).is_empty() => {
            if strength_percent(behind).is_some_and(|s| (PURE_PERCENT..=100.0).contains(&s)) {
                let note = Fault::new(
                    format!("is understood as {before}; the strength in brackets is not kept"),
                    "",
                );
                return Ok(Reading {
                    value: Value::Text(before.to_owned()),
                    notes: vec![note],
                });
            }
            behind.contains('%')
        }
        _ => false,
    };
    let value = column.kind.read(&text)?;
    let fix = match memory.suggestion(&text) {
        _ if diluted => {
            "a solution is another substance in law (GB 18218-2018, 4.2.3); write the CAS number of the safety \
             data sheet if it has the hazard category of the pure substance"
                .to_owned()
        }
        Some(near) => format!("did you mean {near}? write the CAS number of the safety data sheet"),
        None => "write the CAS number of the safety data sheet".to_owned(),
    };
    let note = Fault::new(
        "is no substance of the tables; what depends on it stays unknown",
        fix,
    );
    Ok(Reading {
        value,
        notes: vec![note],
    })
}

/// Least strength at which a product in the trade is called by the name of the pure substance. A mixture
/// counts as the pure substance where it has its hazard category (GB 18218-2018, 4.2.3), which a solution
/// need not have: `Ammonia (conc 20% or greater)` is not ammonia. A choice of ours without
/// a source; the report says where it was applied.
const PURE_PERCENT: f64 = 90.0;

/// The strength in brackets, where nothing but one number stands there: `99%)`, `≥99.5%)`.
fn strength_percent(behind: &str) -> Option<f64> {
    let inner = behind.strip_suffix(')')?.trim();
    let number = inner.strip_suffix('%')?.trim();
    number.trim_start_matches(['≥', '>']).trim().parse().ok()
}

/// A CAS number with the zeros that a spreadsheet dropped, where the check digit agrees.
fn padded(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split('-').collect();
    let [a, b, c] = parts[..] else {
        return None;
    };
    if a.is_empty() || b.is_empty() || b.len() > 2 || c.len() != 1 {
        return None;
    }
    let full = format!("{a}-{b:0>2}-{c}");
    (substances::looks_like_cas(&full) && substances::check_cas(&full).is_ok()).then_some(full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Layer;

    fn get(text: &str) -> Result<Reading, Fault> {
        let layer = Layer::Vessels;
        let column = &layer.columns()[layer.position("substance").unwrap()];
        substance(column, text, &Memory::default())
    }

    #[test]
    fn the_first_look_loses_no_suggestion() {
        for text in [
            "甲苯溶液A",
            "二甲笨",
            "acetonn",
            "丙希腈",
            "hexane",
            "酸",
            "氯气瓶",
            "1,2-二氯乙烷液",
        ] {
            let word = normal(text);
            let slow = NAMES.iter().map(|(name, s)| (likeness(&word, name), s));
            let slow = slow
                .filter(|(score, _)| *score >= NEAR)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let found = nearest(text);
            assert_eq!(found.is_some(), slow.is_some(), "{text}");
            if let (Some(found), Some((_, s))) = (found, slow) {
                assert!(found.starts_with(&s.name_zh), "{text}: {found}");
            }
        }
    }

    #[test]
    fn substances_are_understood_or_told() {
        let reading = get("甲醇（99%）").unwrap();
        assert_eq!(reading.value, Value::Text("甲醇".into()));
        for text in ["甲醇(≥99.9%)", "甲醇（90％）"] {
            assert_eq!(
                get(text).unwrap().value,
                Value::Text("甲醇".into()),
                "{text}"
            );
        }
        // Solutions have critical quantities of their own, or none.
        for text in [
            "Ammonia (conc 20% or greater)",
            "氨(25%)",
            "甲醇（9％）",
            "氨（>10%）",
        ] {
            let reading = get(text).unwrap();
            assert_eq!(reading.value, Value::Text(text.into()));
            assert!(
                reading.notes[0].fix.contains("4.2.3"),
                "{text}: {:?}",
                reading.notes
            );
        }
        assert_eq!(
            get("７６６４－４１－７").unwrap().value,
            Value::Text("7664-41-7".into())
        );
        assert!(get("7647-1-0").unwrap_err().fix.contains("7647-01-0"));
        let unknown = get("不存在的物质").unwrap();
        assert_eq!(unknown.notes.len(), 1);
        let near = get("甲苯溶液A").unwrap();
        assert!(near.notes[0].fix.contains("write the CAS number"));
    }
}
