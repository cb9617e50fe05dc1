//! A cell as a value of its column, whatever the clerk's hand made of it.

mod date;
mod substance;

use std::borrow::Cow;

use self::date::date;
pub(super) use self::substance::Memory;
use self::substance::substance;
use super::columns::{Binding, Origin};
use super::names::plain;
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
    }
}
