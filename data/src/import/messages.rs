//! The Chinese form of every message about a row.
//!
//! A message is written once, in English, where the rule is; its Chinese form stands in
//! `messages_zh.txt` under the same words, with `{}` for what changes. The longest template that fits wins.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use analysis::facts::{
    DistrictLevel, FacilityKind, FacilityStatus, HazardLevel, HazardState, MonitorQuantity,
    ParkKind, Period, Placement, ResourceKind, Roof, Storage, Subtype, TargetCategory, UnitKind,
    ZoneKind,
};

/// Chinese names of the words of all vocabularies; each is understood where its code is.
static WORDS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    macro_rules! add {
        ($($vocabulary:ty),+) => {
            $(words.extend(<$vocabulary>::ALL.iter().map(|w| (w.code(), w.zh())));)+
        };
    }
    add!(
        UnitKind,
        DistrictLevel,
        ParkKind,
        FacilityKind,
        FacilityStatus,
        Storage,
        Placement,
        Roof,
        TargetCategory,
        Period,
        ZoneKind,
        HazardLevel,
        HazardState,
        ResourceKind,
        MonitorQuantity
    );
    for subtype in Subtype::ALL {
        words.insert(subtype.code(), analysis::standards::subtypes::zh(*subtype));
    }
    words
});

/// What a message names, in Chinese: codes of vocabularies and dimensions of units.
fn in_chinese(hole: &str) -> String {
    let dimension = [
        ("mass", "质量"),
        ("volume", "体积"),
        ("length", "长度"),
        ("area", "面积"),
        ("temperature", "温度"),
        ("pressure", "压力"),
        ("speed", "速度"),
        ("angle", "角度"),
        ("share", "比例"),
        ("people", "人数"),
        ("beds", "床位"),
    ]
    .into_iter()
    .find(|(en, _)| *en == hole);
    if let Some((_, zh)) = dimension {
        return zh.to_owned();
    }
    let names: Option<Vec<&str>> = hole
        .split(", ")
        .map(|code| WORDS.get(code).copied())
        .collect();
    names.map_or_else(|| hole.to_owned(), |names| names.join("、"))
}

/// A template in both languages.
struct Template {
    /// Parts of the English text between the holes.
    parts: Vec<&'static str>,
    zh: &'static str,
    literal_bytes: usize,
}

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    let mut templates: Vec<Template> = include_str!("messages_zh.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" => "))
        .map(|(en, zh)| {
            let parts: Vec<&str> = en.split("{}").collect();
            let literal_bytes = parts.iter().map(|p| p.len()).sum();
            Template {
                parts,
                zh,
                literal_bytes,
            }
        })
        .collect();
    templates.sort_by_key(|t| std::cmp::Reverse(t.literal_bytes));
    templates
});

/// The Chinese form of a message; the message itself where none is known.
pub(super) fn zh(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    TEMPLATES
        .iter()
        .find_map(|template| {
            let holes = holes(text, &template.parts)?;
            Some(filled(template.zh, &holes))
        })
        .unwrap_or_else(|| text.to_owned())
}

/// What stands in the holes of a template, where the text fits it.
fn holes<'a>(text: &'a str, parts: &[&str]) -> Option<Vec<&'a str>> {
    let (first, rest) = parts.split_first()?;
    let mut text = text.strip_prefix(first)?;
    let Some((last, middle)) = rest.split_last() else {
        return text.is_empty().then(Vec::new);
    };
    let mut holes = Vec::with_capacity(rest.len());
    for part in middle {
        let at = text.find(part)?;
        holes.push(&text[..at]);
        text = &text[at + part.len()..];
    }
    holes.push(text.strip_suffix(last)?);
    Some(holes)
}

/// A Chinese template with its holes filled: `{}` in turn, `{1}` the first again.
fn filled(zh: &str, holes: &[&str]) -> String {
    let mut out = String::with_capacity(zh.len() + 32);
    let mut next = 0;
    let mut rest = zh;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('}') else {
            break;
        };
        let inside = &rest[at + 1..at + end];
        let index = inside
            .parse::<usize>()
            .map_or(next, |n| n.saturating_sub(1));
        next = index + 1;
        out.push_str(&in_chinese(holes.get(index).copied().unwrap_or_default()));
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_their_order() {
        assert_eq!(zh("must be from 0 to 500"), "应在 0 到 500 之间");
        assert_eq!(zh("no such message"), "no such message");
        assert_eq!(filled("{2}在{1}", &["a", "b"]), "b在a");
    }

    #[test]
    fn both_forms_have_the_same_holes() {
        for template in TEMPLATES.iter() {
            let holes = template.parts.len() - 1;
            assert!(template.zh.matches('{').count() <= holes, "{}", template.zh);
        }
    }
}
