//! Names of columns as people write them: made plain, and compared.

/// Traditional forms that occur in names of columns, with the simplified one.
const TRADITIONAL: &[(char, char)] = &[
    ('業', '业'),
    ('稱', '称'),
    ('經', '经'),
    ('緯', '纬'),
    ('儲', '储'),
    ('數', '数'),
    ('編', '编'),
    ('號', '号'),
    ('單', '单'),
    ('類', '类'),
    ('狀', '状'),
    ('態', '态'),
    ('統', '统'),
    ('會', '会'),
    ('碼', '码'),
    ('別', '别'),
    ('險', '险'),
    ('學', '学'),
    ('質', '质'),
    ('溫', '温'),
    ('壓', '压'),
    ('積', '积'),
    ('徑', '径'),
    ('頂', '顶'),
    ('標', '标'),
    ('座', '座'),
    ('設', '设'),
    ('計', '计'),
    ('備', '备'),
    ('區', '区'),
    ('廠', '厂'),
    ('無', '无'),
    ('時', '时'),
    ('間', '间'),
    ('樓', '楼'),
    ('層', '层'),
    ('級', '级'),
    ('構', '构'),
    ('員', '员'),
    ('產', '产'),
    ('場', '场'),
    ('電', '电'),
    ('話', '话'),
    ('幾', '几'),
    ('項', '项'),
    ('園', '园'),
    ('頻', '频'),
    ('風', '风'),
    ('夜', '夜'),
    ('縣', '县'),
    ('鎮', '镇'),
    ('範', '范'),
    ('圍', '围'),
    ('臨', '临'),
    ('運', '运'),
    ('記', '记'),
];
/// What forms write beside a name and does not change it.
const REMARKS: &[&str] = &[
    "(必填项)",
    "(必填)",
    "(选填)",
    "(可选)",
    "(如有)",
    "(如无可不填)",
    "(必录)",
    "(required)",
    "(optional)",
];

/// A character in its plain half-width form.
pub(super) const fn half_width(c: char) -> char {
    match c {
        '【' | '〔' | '［' | '[' => '(',
        '】' | '〕' | '］' | ']' => ')',
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(plain) => plain,
            None => c,
        },
        '\u{3000}' | '\u{a0}' | '\u{2007}' | '\u{202f}' => ' ',
        '\u{2010}'..='\u{2012}' | '\u{2212}' => '-',
        '。' => '.',
        other => other,
    }
}

/// A text in half-width forms, trimmed, without the apostrophe and the marks that programs put in front.
pub(super) fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}'))
        .map(half_width)
        .collect();
    let text = text.trim();
    text.strip_prefix(['\'', '’', '‘'])
        .unwrap_or(text)
        .trim()
        .to_owned()
}

/// A name without what does not tell it from others: width, case, spaces, asterisks, serial numbers,
/// `(必填)`, and traditional forms.
pub(super) fn normal(text: &str) -> String {
    let mut name: String = plain(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '★' | '※' | '"' | '“' | '”'))
        .map(|c| {
            TRADITIONAL
                .iter()
                .find(|(t, _)| *t == c)
                .map_or(c, |(_, s)| *s)
        })
        .flat_map(char::to_lowercase)
        .collect();
    for remark in REMARKS {
        if name.contains(remark) {
            name = name.replace(remark, "");
        }
    }
    let name = without_serial(&name);
    name.trim_end_matches([':', '.'])
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | '.' | '·'))
        .collect()
}

/// A name without `1.`, `1、` or `(1)` in front of it.
fn without_serial(name: &str) -> &str {
    let inner = name.strip_prefix('(').unwrap_or(name);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == inner.len() || inner.len() - rest.len() > 3 {
        return name;
    }
    let rest = rest.strip_prefix(['.', '、', ')']).unwrap_or_default();
    if rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()) {
        name
    } else {
        rest
    }
}

/// How much two normal names are alike, from 0 to 1. One name inside the other counts for much, as in
/// 企业全称 and 企业.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let (long, short) = if a.chars().count() >= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    let (long_chars, short_chars) = (long.chars().count(), short.chars().count());
    let contained = if short_chars >= 2 && long.contains(short) {
        0.5 + 0.5 * short_chars as f64 / long_chars as f64
    } else {
        0.0
    };
    contained
        .max(strsim::normalized_damerau_levenshtein(a, b))
        .max(strsim::sorensen_dice(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_plain() {
        for (given, plain) in [
            ("企业名称", "企业名称"),
            (" *企业 名称\n（必填）", "企业名称"),
            ("1、企業名稱：", "企业名称"),
            ("（2）經度", "经度"),
            ("ＣＡＳ　Ｎｏ．", "casno"),
            ("Unit_ID", "unitid"),
            ("储量【吨】", "储量(吨)"),
            ("2000坐标x", "2000坐标x"),
        ] {
            assert_eq!(normal(given), plain, "{given}");
        }
    }

    #[test]
    fn likeness_puts_the_near_before_the_far() {
        assert!(likeness("企业全称", "企业名称") > 0.5);
        assert!(likeness("企业全称", "经度") < 0.3);
        assert!((likeness("名称", "名称") - 1.0).abs() < 1e-12);
    }
}
