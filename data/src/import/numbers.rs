//! Numbers as clerks write them: full-width digits, separators of thousands, units behind, 万, 三十.

use super::names::plain;
use crate::layer::Fault;

/// A number with what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// The value, without regard to the unit.
    pub(super) value: f64,
    /// What stands behind the digits: a unit, or nothing.
    pub(super) unit: String,
    /// How it was understood, where that is not plain.
    pub(super) note: Option<&'static str>,
}

/// Words that say that a number is not exact.
const ABOUT: &[&str] = &["约为", "大约", "约", "近", "≈", "~"];
/// The same behind a number.
const ABOUT_BEHIND: &[&str] = &["左右", "上下"];
/// Words and signs of a bound.
const BOUNDS: &[&str] = &[
    "≥",
    "≤",
    ">",
    "<",
    "＞",
    "＜",
    "不少于",
    "不低于",
    "不超过",
    "不大于",
    "不小于",
    "大于",
    "小于",
    "超过",
    "至少",
];
/// The same behind a number.
const BOUNDS_BEHIND: &[&str] = &["以上", "以下", "以内", "余", "多"];
/// What stands between the ends of a range.
const RANGE: &[char] = &['~', '～', '至', '到', '—', '–'];

/// Reads a number.
///
/// # Errors
/// [`Fault`] that says how to write it.
pub(super) fn parse(text: &str) -> Result<Number, Fault> {
    let text = plain(text);
    if let Ok(value) = text.parse::<f64>() {
        return finite(value, "", None);
    }
    let mut rest = text.as_str();
    let mut note = None;
    if let Some(word) = BOUNDS.iter().find(|w| rest.starts_with(**w)) {
        return Err(bound(rest.trim_start_matches(word)));
    }
    if let Some(word) = ABOUT.iter().find(|w| rest.starts_with(**w)) {
        rest = rest[word.len()..].trim_start();
        note = Some("is an estimate; the number is taken as it is");
    }
    if let Some(word) = ABOUT_BEHIND.iter().find(|w| rest.ends_with(**w)) {
        rest = rest[..rest.len() - word.len()].trim_end();
        note = Some("is an estimate; the number is taken as it is");
    }
    if rest.starts_with(|c: char| c.is_ascii_digit())
        && let Some(word) = BOUNDS_BEHIND.iter().find(|w| rest.ends_with(**w))
    {
        return Err(bound(&rest[..rest.len() - word.len()]));
    }
    if let Some((low, high)) = range(rest) {
        return Err(Fault::new(
            format!("is a range from {low} to {high}, and one number is needed"),
            format!("write the largest amount that the design allows, such as {high}"),
        ));
    }
    let (digits, behind) = split(rest);
    let (value, how) = if digits.is_empty() {
        let (value, used) = chinese(rest).ok_or_else(|| none(rest))?;
        return with_multiplier(
            value,
            rest[used..].trim(),
            Some("is written in Chinese numerals"),
        );
    } else {
        separated(digits)?
    };
    with_multiplier(value, behind, note.or(how))
}

fn none(text: &str) -> Fault {
    let _ = text;
    Fault::new(
        "not a number",
        "write digits with a decimal point, such as 12.5; leave the field empty where it is unknown",
    )
}

fn bound(rest: &str) -> Fault {
    let number = rest.trim();
    Fault::new(
        "is a bound, and one number is needed",
        format!(
            "write the largest amount that the design allows, such as {}",
            if number.is_empty() { "12.5" } else { number }
        ),
    )
}

fn finite(value: f64, unit: &str, note: Option<&'static str>) -> Result<Number, Fault> {
    if value.is_finite() {
        Ok(Number {
            value,
            unit: unit.to_owned(),
            note,
        })
    } else {
        Err(Fault::new(
            "not a finite number",
            "write the number, or leave the field empty where it is unknown",
        ))
    }
}

/// Applies 万, 千, 百 and 亿 that stand before a unit, and powers of ten.
fn with_multiplier(value: f64, behind: &str, note: Option<&'static str>) -> Result<Number, Fault> {
    let behind = behind.trim();
    for (mark, by) in [("×10^", 10_f64), ("x10^", 10.0), ("*10^", 10.0)] {
        if let Some(power) = behind.strip_prefix(mark) {
            let end = power
                .char_indices()
                .find(|(i, c)| !(c.is_ascii_digit() || (*i == 0 && *c == '-')))
                .map_or(power.len(), |(i, _)| i);
            let exponent: i32 = power[..end].parse().map_err(|_| none(power))?;
            return finite(
                value * by.powi(exponent.clamp(-400, 400)),
                power[end..].trim(),
                note,
            );
        }
    }
    // 万吨, 千克, 千帕, 万人 are units of their own.
    if super::units::is_unit(behind) {
        return finite(value, behind, note);
    }
    for (word, factor) in [("万", 1e4), ("亿", 1e8), ("千", 1e3), ("百", 1e2)] {
        if let Some(rest) = behind.strip_prefix(word) {
            return finite(value * factor, rest.trim(), note);
        }
    }
    finite(value, behind, note)
}

/// The digits of a number, with signs and separators, and what stands behind.
fn split(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let is_part = match bytes[end] {
            b'0'..=b'9' | b'.' | b',' | b'\'' => true,
            b'+' | b'-' => end == 0 || matches!(bytes[end - 1], b'e' | b'E'),
            b'e' | b'E' => {
                end > 0
                    && bytes[end - 1].is_ascii_digit()
                    && bytes
                        .get(end + 1)
                        .is_some_and(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-'))
            }
            // A space between groups of digits.
            b' ' => {
                end > 0
                    && bytes[end - 1].is_ascii_digit()
                    && bytes
                        .get(end + 1..end + 4)
                        .is_some_and(|g| g.iter().all(u8::is_ascii_digit))
                    && !bytes.get(end + 4).is_some_and(u8::is_ascii_digit)
            }
            _ => false,
        };
        if !is_part {
            break;
        }
        end += 1;
    }
    let digits = &text[..end];
    if digits.bytes().any(|b| b.is_ascii_digit()) {
        (digits, text[end..].trim())
    } else {
        ("", text)
    }
}

/// Digits with separators of thousands.
fn separated(digits: &str) -> Result<(f64, Option<&'static str>), Fault> {
    if let Ok(value) = digits.parse() {
        return Ok((value, None));
    }
    let unsigned = digits.trim_start_matches(['+', '-']);
    let groups_of = |text: &str, separator: char, sizes: &[usize]| {
        let mut groups = text.split(separator);
        let first = groups.next().unwrap_or_default();
        let mut count = 0;
        let rest_fit = groups.all(|g| {
            count += 1;
            sizes.contains(&g.len()) && g.bytes().all(|b| b.is_ascii_digit())
        });
        rest_fit
            && count > 0
            && (1..=4).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_digit())
    };
    let number = |text: String| {
        let sign = if digits.starts_with('-') { "-" } else { "" };
        format!("{sign}{text}")
            .parse::<f64>()
            .map_err(|_| none(digits))
    };
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    for separator in [',', ' ', '\''] {
        // 1,234.5 and 12,3456 (by 万)
        let fits = groups_of(whole, separator, &[3]) || groups_of(whole, separator, &[4]);
        if fits && part.bytes().all(|b| b.is_ascii_digit()) && !whole.starts_with('0') {
            let plain = whole.replace(separator, "");
            let value = number(if part.is_empty() {
                plain
            } else {
                format!("{plain}.{part}")
            })?;
            let is_open = separator == ',' && part.is_empty() && whole.matches(',').count() == 1;
            let note = if is_open {
                "has a comma, which is read as a separator of thousands"
            } else {
                "has separators of thousands"
            };
            return Ok((value, Some(note)));
        }
    }
    // 1.234,5 and 1 234,5: the comma can only be the decimal sign.
    if let Some((whole, part)) = unsigned.split_once(',')
        && part.bytes().all(|b| b.is_ascii_digit())
        && !part.is_empty()
    {
        for separator in ['.', ' '] {
            if groups_of(whole, separator, &[3]) {
                let plain = whole.replace(separator, "");
                return Ok((
                    number(format!("{plain}.{part}"))?,
                    Some("has a decimal comma"),
                ));
            }
        }
    }
    Err(Fault::new(
        "has a comma that may be a decimal sign or a separator",
        "write a decimal point and no separator of thousands, such as 1234.5",
    ))
}

/// Both ends of a range.
fn range(text: &str) -> Option<(String, String)> {
    let is_number = |t: &str| {
        let (digits, _) = split(t.trim());
        !digits.is_empty() && t.trim().starts_with(|c: char| c.is_ascii_digit())
    };
    let at = text.char_indices().skip(1).find(|(i, c)| {
        RANGE.contains(c) || (*c == '-' && text[..*i].ends_with(|c: char| c.is_ascii_digit()))
    });
    let (i, c) = at?;
    let (low, high) = (&text[..i], &text[i + c.len_utf8()..]);
    (is_number(low) && is_number(high)).then(|| (low.trim().to_owned(), high.trim().to_owned()))
}

/// A number in Chinese numerals, and how many bytes it takes.
fn chinese(text: &str) -> Option<(f64, usize)> {
    let digit = |c| match c {
        '零' | '〇' => Some(0.0),
        '一' | '壹' => Some(1.0),
        '二' | '两' | '贰' => Some(2.0),
        '三' | '叁' => Some(3.0),
        '四' | '肆' => Some(4.0),
        '五' | '伍' => Some(5.0),
        '六' | '陆' => Some(6.0),
        '七' | '柒' => Some(7.0),
        '八' | '捌' => Some(8.0),
        '九' | '玖' => Some(9.0),
        _ => None,
    };
    // `section` is what stands before the next 万 or 亿.
    let (mut total, mut section, mut current) = (0.0_f64, 0.0_f64, None::<f64>);
    let (mut part, mut scale) = (None::<f64>, 0.1_f64);
    let mut used = 0;
    for (i, c) in text.char_indices() {
        if let Some(d) = digit(c) {
            match (&mut part, current) {
                (Some(part), _) => {
                    *part += d * scale;
                    scale /= 10.0;
                }
                // 二〇二四 is a row of digits.
                (None, Some(before)) => current = Some(before * 10.0 + d),
                (None, None) => current = Some(d),
            }
        } else if c == '点' && current.is_some() && part.is_none() {
            part = Some(0.0);
        } else if let Some(by) = match c {
            '十' | '拾' => Some(10.0),
            '百' | '佰' => Some(100.0),
            '千' | '仟' => Some(1000.0),
            _ => None,
        } {
            // 千克 and 千帕 are units.
            if current.is_none() && section == 0.0 && c != '十' && c != '拾' {
                return None;
            }
            if current.is_some() && matches!(text[i..].chars().nth(1), Some('克' | '帕' | '瓦'))
            {
                break;
            }
            section += (current.take().unwrap_or(1.0) + part.take().unwrap_or(0.0)) * by;
        } else if let Some(by) = match c {
            '万' => Some(1e4),
            '亿' => Some(1e8),
            _ => None,
        } {
            let value = section + current.take().unwrap_or(0.0) + part.take().unwrap_or(0.0);
            if value == 0.0 {
                return None;
            }
            total = (total + value) * by;
            section = 0.0;
        } else {
            break;
        }
        used = i + c.len_utf8();
    }
    let value = total + section + current.unwrap_or(0.0) + part.unwrap_or(0.0);
    (used > 0).then_some((value, used))
}

#[cfg(test)]
#[allow(clippy::float_cmp)] // a number that is written and read is the same number
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (f64, String) {
        let n = parse(text).unwrap_or_else(|f| panic!("{text}: {}", f.rule));
        (n.value, n.unit)
    }

    #[test]
    fn what_clerks_write_is_read() {
        for (text, value, unit) in [
            ("12.5", 12.5, ""),
            ("１２．５", 12.5, ""),
            ("'12", 12.0, ""),
            ("\u{a0}12\u{a0}", 12.0, ""),
            ("1,234.5", 1234.5, ""),
            ("1 234,5", 1234.5, ""),
            ("1.234,5", 1234.5, ""),
            ("1，234", 1234.0, ""),
            ("1,234,567", 1_234_567.0, ""),
            ("12 t", 12.0, "t"),
            ("500公斤", 500.0, "公斤"),
            ("1.2万吨", 1.2, "万吨"),
            ("3万", 30_000.0, ""),
            ("2千克", 2.0, "千克"),
            ("0.8MPa", 0.8, "MPa"),
            ("约30", 30.0, ""),
            ("30左右", 30.0, ""),
            ("三十", 30.0, ""),
            ("十二", 12.0, ""),
            ("两百吨", 200.0, "吨"),
            ("一万二千", 12_000.0, ""),
            ("三百零五", 305.0, ""),
            ("三点五", 3.5, ""),
            ("1.2e3", 1200.0, ""),
            ("1.2×10^3", 1200.0, ""),
            ("-33.4℃", -33.4, "℃"),
            ("85%", 85.0, "%"),
        ] {
            let (got, behind) = read(text);
            assert!((got - value).abs() < 1e-9, "{text}: {got}");
            assert_eq!(behind, unit, "{text}");
        }
    }

    #[test]
    fn what_has_two_meanings_is_not_taken() {
        for (text, rule) in [
            ("10-20", "is a range from 10 to 20"),
            ("10～20吨", "is a range from 10 to 20吨"),
            ("≥50", "is a bound"),
            ("50以上", "is a bound"),
            ("12,5", "has a comma that may be"),
            ("abc", "not a number"),
            ("", "not a number"),
            ("NaN", "not a finite number"),
            ("1e400", "not a finite number"),
            ("吨", "not a number"),
        ] {
            let fault = parse(text).unwrap_err();
            assert!(fault.rule.starts_with(rule), "{text}: {}", fault.rule);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,16}") {
            let _ = parse(&text);
        }

        #[test]
        fn no_likely_text_panics(text in "[0-9,.eE +\\-~至约≥≤万千百十亿一二两点吨kgMPa%×^]{0,12}") {
            let _ = parse(&text);
        }

        #[test]
        fn numbers_come_back(value in proptest::num::f64::NORMAL) {
            prop_assert_eq!(parse(&value.to_string()).unwrap().value, value);
        }

        #[test]
        fn separators_change_nothing(value in 1_000_i64..999_999_999) {
            let digits = value.to_string();
            let mut text = String::new();
            for (i, c) in digits.chars().enumerate() {
                if i > 0 && (digits.len() - i).is_multiple_of(3) {
                    text.push(',');
                }
                text.push(c);
            }
            prop_assert_eq!(parse(&text).unwrap().value, value as f64);
        }
    }
}
