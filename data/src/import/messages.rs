//! The Chinese form of every message about a row.
//!
//! A message is written once, in English, where the rule is; its Chinese form stands in
//! `messages_zh.txt` under the same words, with `{}` for what changes. The longest template that fits wins.
//! What stands in a hole may be a message itself, and messages may follow one another with `; `.

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
    names.map_or_else(|| zh(hole), |names| names.join("、"))
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

/// The Chinese form of what this crate says: of a rule, a reason, a piece of evidence, an error. What has
/// none stays as it is.
pub fn zh(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let parts = sentences(text);
    let is_one = |hole: &str| sentences(hole).len() == 1;
    if let Some(known) = fitted(text, is_one) {
        return known;
    }
    let told: Vec<String> = match &parts[..] {
        [_] => Vec::new(),
        several => several.iter().map(|part| zh(part)).collect(),
    };
    let all_known = !told.is_empty() && told.iter().zip(&parts).all(|(zh, en)| zh != en);
    if all_known {
        return told.join("；");
    }
    // A value of the file may hold a semicolon.
    fitted(text, |_| true).unwrap_or_else(|| match &told[..] {
        [] => text.to_owned(),
        several => several.join("；"),
    })
}

/// The first template that a text fits with holes of a kind, filled.
fn fitted(text: &str, may_be: impl Fn(&str) -> bool) -> Option<String> {
    TEMPLATES.iter().find_map(|template| {
        let holes = holes(text, &template.parts)?;
        holes
            .iter()
            .all(|hole| may_be(hole))
            .then(|| filled(template.zh, &holes))
    })
}

/// What stands between the semicolons that no bracket encloses.
fn sentences(text: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0_i32, 0);
    let mut out = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            ';' if depth == 0 && text[at..].starts_with("; ") => {
                out.push(&text[start..at]);
                start = at + 2;
            }
            _ => {}
        }
    }
    out.push(&text[start..]);
    out
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
    fn why_a_system_was_taken_is_told_in_chinese() {
        for (en, chinese) in [
            (
                "declared or labelled in the file, and the rows fit it: 12 of 12 rows in the district that they name; 3 of 3 known places within 100 m (as gcj02: 1 of 12 rows in the district that they name; 0 of 3 known places within 100 m (in the middle 503 m SE of them))",
                "文件已声明或标明，并且与数据吻合：12 行写明所在区，其中 12 行位于该区；3 个已知位置中 3 个相差不到 100 m（若按 gcj02：12 行写明所在区，其中 1 行位于该区；3 个已知位置中 0 个相差不到 100 m，居中者偏东南 503 m）",
            ),
            (
                "the column is called `经度_高德`; to check, look up one plant on the map: a wrong choice moves it by about 500 m",
                "列名为“经度_高德”；核对方法：在地图上找一家企业，选错坐标系会偏移约 500 m",
            ),
            (
                "longitude and latitude of 百度: 2 of 2 rows in or near the districts of the store",
                "百度地图的经纬度：2 行中 2 行在库中行政区内或附近",
            ),
        ] {
            assert_eq!(zh(en), chinese);
        }
    }

    #[test]
    fn both_forms_have_the_same_holes() {
        for template in TEMPLATES.iter() {
            let holes = template.parts.len() - 1;
            assert!(template.zh.matches('{').count() <= holes, "{}", template.zh);
        }
    }
}
