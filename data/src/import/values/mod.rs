//! A cell as a value of its column, whatever the clerk's hand made of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Mutex;

use analysis::standards::substances;

use super::columns::{Binding, Origin};
use super::names::{likeness, normal, plain};
use super::table::Cell;
use super::{garbled, numbers, units, words};
use crate::layer::{Column, Fault, Kind, Value};

/// What people write where they have nothing to write, in plain form.
const MISSING: &[&str] = &[
    "-",
    "--",
    "---",
    "—",
    "——",
    "———",
    "–",
    "/",
    "//",
    "\\",
    "无",
    "n/a",
    "na",
    "#n/a",
    "不详",
    "待定",
    "待补充",
    "null",
    "none",
    "nil",
    "暂无",
    "未知",
    "不明",
    "未填",
    "空",
    "…",
    "……",
    "?",
    "??",
    "*",
    "unknown",
    "未提供",
    "tbd",
    "(空)",
    "(null)",
    "<null>",
    "无数据",
    "不清楚",
];
/// Longest of them, in bytes.
const MISSING_BYTES: usize = 12;
/// Days of a spreadsheet's calendar that are taken for a date: 1927 to 2119.
const SERIAL_DAYS: std::ops::RangeInclusive<u32> = 10_000..=80_000;
/// How alike a name must be to be suggested.
const NEAR: f64 = 0.62;

/// A value, and what is worth a word about it.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) value: Value,
    pub(super) notes: Vec<Fault>,
}

impl From<Value> for Reading {
    fn from(value: Value) -> Self {
        Self {
            value,
            notes: Vec::new(),
        }
    }
}

/// A text of a cell without the spaces around it; none where it is empty.
pub(super) fn text(cell: &Cell) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Empty => None,
        Cell::Text(text) => {
            let text = text
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
            (!text.is_empty()).then_some(Cow::Borrowed(text))
        }
        other => other.text().map(Cow::Owned),
    }
}

/// Whether a text says that there is nothing to say.
pub(super) fn is_missing(text: &str) -> bool {
    if text.len() > MISSING_BYTES {
        return false;
    }
    let word = plain(text).to_lowercase();
    MISSING.contains(&word.as_str())
}

/// Reads a cell that is not empty.
///
/// # Errors
/// [`Fault`] with the rule that it breaks.
pub(super) fn read(
    column: &Column,
    binding: &Binding,
    cell: &Cell,
    row_unit: Option<&str>,
    memory: &Memory,
) -> Result<Reading, Fault> {
    // A number that is a number needs no reading.
    if row_unit.is_none() && matches!(column.kind, Kind::Real(..) | Kind::Above(..)) {
        let number = match cell {
            Cell::Real(number) => Some(*number),
            Cell::Whole(number) => Some(*number as f64),
            Cell::Text(text) => text.trim().parse::<f64>().ok(),
            Cell::Empty => None,
        };
        if let Some(number) = number {
            let own = binding.conversion.map_or(number, |c| c.apply(number));
            return column.kind.check(own).map(Reading::from);
        }
    }
    let Some(text) = text(cell) else {
        let is_amount = column.name == "quantity_t" && binding.origin != Origin::Absent;
        let note = || Fault::new("is empty; the grade of its unit stays unknown", "");
        return Ok(Reading {
            value: Value::Null,
            notes: is_amount.then(note).into_iter().collect(),
        });
    };
    if is_missing(&text) && !(matches!(column.kind, Kind::Truth) && plain(&text) == "无") {
        let note = Fault::new("says that nothing is known; the value stays unknown", "");
        return Ok(Reading {
            value: Value::Null,
            notes: vec![note],
        });
    }
    match column.kind {
        Kind::Real(..) | Kind::Above(..) => number(column, binding, &text, row_unit),
        Kind::Whole(..) => whole(column, &text),
        Kind::Word(parse) => match parse(&text) {
            Ok(code) => Ok(Value::Text(code).into()),
            Err(unknown) => {
                let code = words::find(&text, &unknown, parse)?;
                let note = Fault::new(format!("is understood as {code}"), "");
                Ok(Reading {
                    value: Value::Text(code),
                    notes: vec![note],
                })
            }
        },
        Kind::Date => date(column, &text),
        Kind::Truth => truth(&text).map(|yes| Value::Whole(yes.into()).into()),
        Kind::Substance => substance(column, &text, memory),
        Kind::Uscc | Kind::DistrictCode => column.kind.read(&compact(&text)).map(Reading::from),
        Kind::Identifier => column.kind.read(&identifier(&text)).map(Reading::from),
        Kind::Text(_) => {
            if let Some(meant) = garbled::meant(&text) {
                return Err(Fault::new(
                    format!("is garbled (乱码), UTF-8 read as GBK; it seems to say {meant}"),
                    "write it again; where all rows are so, export the file once more from where it came",
                ));
            }
            column.kind.read(&one_line(&text)).map(Reading::from)
        }
        Kind::HazardClass | Kind::Processes => column.kind.read(&plain(&text)).map(Reading::from),
    }
}

/// Line breaks inside a cell are how a sheet wraps a long text.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) {
        let parts: Vec<&str> = text
            .split(['\n', '\r', '\t'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        Cow::Owned(parts.join(" "))
    } else {
        Cow::Borrowed(text)
    }
}

/// A code without spaces, in half-width forms.
fn compact(text: &str) -> String {
    plain(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// An identifier as it is, but for the apostrophe of a spreadsheet, and `.0` of a number that was one.
pub(super) fn identifier(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\'').unwrap_or(text);
    match text.strip_suffix(".0") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            Cow::Borrowed(digits)
        }
        _ if text.chars().any(|c| super::names::half_width(c) != c) => Cow::Owned(plain(text)),
        _ => Cow::Borrowed(text),
    }
}

fn number(
    column: &Column,
    binding: &Binding,
    text: &str,
    row_unit: Option<&str>,
) -> Result<Reading, Fault> {
    if let Some(reading) = in_words(column, text) {
        return Ok(reading);
    }
    let number = numbers::parse(text)?;
    let mut notes: Vec<Fault> = number.note.map(|n| Fault::new(n, "")).into_iter().collect();
    if notes.is_empty() && text.contains(|c| ('０'..='９').contains(&c)) {
        notes.push(Fault::new(
            "is written in full-width digits and read all the same",
            "",
        ));
    }
    let own = units::of_column(column.name);
    let written = match (number.unit.as_str(), row_unit) {
        ("", row_unit) => row_unit,
        (written, _) => Some(written),
    };
    let conversion = match (written, own) {
        (Some(written), Some(own)) => {
            let conversion = units::conversion(written, column.name, own)?;
            if !conversion.is_same() {
                notes.push(Fault::new(
                    format!(
                        "is in {} and is converted to {}",
                        conversion.from.name, own.name
                    ),
                    "",
                ));
            }
            Some(conversion)
        }
        (Some(written), None) if !number.unit.is_empty() => {
            return Err(Fault::new(
                format!("has `{written}` behind the number"),
                "write the number alone",
            ));
        }
        _ => binding.conversion,
    };
    let value = column
        .kind
        .check(conversion.map_or(number.value, |c| c.apply(number.value)))?;
    Ok(Reading { value, notes })
}

/// Conditions that a ledger writes in words: gauge pressure is counted from that of the air, by definition; the
/// temperature of the air is another one each day.
fn in_words(column: &Column, text: &str) -> Option<Reading> {
    let word = plain(text).to_lowercase();
    let (value, rule) = match (column.name, word.as_str()) {
        ("pressure_kpa", "常压" | "常温常压" | "大气压" | "atmospheric") => (
            Value::Real(0.0),
            "is the pressure of the air, 0 kPa (gauge)",
        ),
        ("temperature_c", "常温" | "常温常压" | "室温" | "环境温度" | "ambient") => (
            Value::Null,
            "is the temperature of the air, which changes; the value stays unknown",
        ),
        _ => return None,
    };
    Some(Reading {
        value,
        notes: vec![Fault::new(rule, "")],
    })
}

/// Whole numbers are classes: 二级 and 2级 are 2.
fn whole(column: &Column, text: &str) -> Result<Reading, Fault> {
    let text = plain(text);
    let digits = text
        .trim_start_matches('第')
        .trim_end_matches(['级', '类'])
        .trim();
    if digits == text
        && let Ok(value) = column.kind.read(digits)
    {
        return Ok(value.into());
    }
    let roman = ["I", "II", "III", "IV"].iter().position(|r| *r == digits);
    let value = match roman {
        Some(at) => (at + 1).to_string(),
        None => numbers::parse(digits)
            .ok()
            .filter(|n| n.unit.is_empty())
            .map_or_else(|| digits.to_owned(), |n| n.value.to_string()),
    };
    column.kind.read(&value).map(Reading::from)
}

fn truth(text: &str) -> Result<bool, Fault> {
    match plain(text).to_lowercase().as_str() {
        "有" | "√" | "✓" | "✔" | "☑" | "对" | "t" | "是的" => Ok(true),
        "无" | "没有" | "×" | "✗" | "✘" | "x" | "错" | "f" | "不是" | "☐" => Ok(false),
        other => crate::layer::truth(other),
    }
}

/// Reads yes or no for a row's mark of being invented.
///
/// # Errors
/// [`Fault`] for any other text.
pub(super) fn mark(text: &str) -> Result<bool, Fault> {
    if is_missing(text) && plain(text) != "无" {
        return Ok(false);
    }
    truth(text)
}

fn date(column: &Column, text: &str) -> Result<Reading, Fault> {
    let text = plain(text);
    if let Ok(value) = column.kind.read(&text) {
        return Ok(value.into());
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return column
            .kind
            .read(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
            .map(Reading::from);
    }
    if let Some(days) = text.parse().ok().filter(|d| SERIAL_DAYS.contains(d)) {
        let date = of_serial(days);
        let note = Fault::new(
            format!("is the number of a day in a spreadsheet and is read as {date}"),
            "",
        );
        return Ok(Reading {
            value: Value::Text(date),
            notes: vec![note],
        });
    }
    let dashed: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            if matches!(c, '年' | '月' | '/' | '.') {
                '-'
            } else {
                c
            }
        })
        .filter(|c| !matches!(c, '日' | '号'))
        .collect();
    column
        .kind
        .read(dashed.trim_end_matches('-'))
        .map(Reading::from)
}

/// A day of the spreadsheet's calendar of 1900, in which 1 is 1900-01-01 and a 1900-02-29 is counted.
fn of_serial(days: u32) -> String {
    // Days since 0000-03-01, after Howard Hinnant, "chrono-compatible low-level date algorithms".
    let z = days + 693_899;
    let era = z / 146_097;
    let day_of_era = z % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = era * 400 + year_of_era + u32::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// What was found out about names of substances, so that each is looked up once.
#[derive(Debug, Default)]
pub(super) struct Memory {
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

fn nearest(text: &str) -> Option<String> {
    let word = normal(text);
    if word.is_empty() {
        return None;
    }
    substances::all()
        .iter()
        .flat_map(|s| {
            let word = &word;
            [s.name_zh.as_str(), s.name_en.as_str()]
                .into_iter()
                .chain(s.aliases.iter().map(String::as_str))
                .map(move |name| (likeness(word, &normal(name)), s))
                .collect::<Vec<_>>()
        })
        .filter(|(score, _)| *score >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, s)| match &s.cas {
            Some(cas) => format!("{} ({cas})", s.name_zh),
            None => s.name_zh.clone(),
        })
}

fn substance(column: &Column, text: &str, memory: &Memory) -> Result<Reading, Fault> {
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
    use proptest::prelude::*;

    fn get(layer: Layer, column: &str, text: &str) -> Result<Reading, Fault> {
        let column = &layer.columns()[layer.position(column).unwrap()];
        read(
            column,
            &Binding::default(),
            &Cell::Text(text.into()),
            None,
            &Memory::default(),
        )
    }

    #[test]
    fn conditions_are_read_in_words() {
        for text in ["常压", " 常温常压 ", "Atmospheric"] {
            let reading = get(Layer::Vessels, "pressure_kpa", text).unwrap();
            assert_eq!(reading.value, Value::Real(0.0), "{text}");
            assert_eq!(reading.notes.len(), 1);
        }
        let reading = get(Layer::Vessels, "temperature_c", "常温").unwrap();
        assert_eq!(reading.value, Value::Null);
        assert_eq!(reading.notes.len(), 1);
        // Neither word says anything in the other's column.
        assert!(get(Layer::Vessels, "temperature_c", "常压").is_err());
        assert!(get(Layer::Vessels, "volume_m3", "常压").is_err());
    }

    #[test]
    fn dates_are_read_in_every_writing() {
        for (text, expected) in [
            ("2008年5月1日", "2008-05-01"),
            ("2008年5月", "2008-05"),
            ("2008.5", "2008-05"),
            ("20080501", "2008-05-01"),
            ("39569", "2008-05-01"),
            ("２００８／５／１", "2008-05-01"),
            ("2008年", "2008"),
        ] {
            let got = get(Layer::Facilities, "built_on", text).unwrap().value;
            assert_eq!(got, Value::Text(expected.into()), "{text}");
        }
        assert!(get(Layer::Facilities, "built_on", "2008年13月").is_err());
    }

    #[test]
    fn substances_are_understood_or_told() {
        let get = |text| get(Layer::Vessels, "substance", text);
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

    #[test]
    fn units_in_a_value_are_converted() {
        let get = |text| get(Layer::Vessels, "quantity_t", text).map(|r| r.value);
        assert_eq!(get("500公斤").unwrap(), Value::Real(0.5));
        assert_eq!(get("1.2万吨").unwrap(), Value::Real(12_000.0));
        assert_eq!(get("—").unwrap(), Value::Null);
        assert!(get("12 桶").unwrap_err().fix.contains("kg"));
    }

    #[test]
    fn classes_may_be_words() {
        let get = |text| get(Layer::Targets, "fire_resistance", text).unwrap().value;
        for text in ["二级", "2级", "2", "II", "2.0"] {
            assert_eq!(get(text), Value::Whole(2), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,16}") {
            for layer in Layer::ALL {
                for column in layer.columns() {
                    let _ = get(layer, column.name, &text);
                }
            }
        }

        #[test]
        fn a_serial_day_is_a_date(days in 10_000_u32..=80_000) {
            let date = of_serial(days);
            prop_assert!(Kind::Date.read(&date).is_ok(), "{}", date);
        }
    }
}
