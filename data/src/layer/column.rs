//! A column: its names, what it may hold, and how a raw text becomes a value or a fault.

use analysis::facts::UnknownWord;
use analysis::standards::{gb18218, substances};

/// A value of a column, as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Not known.
    Null,
    /// Text, a word of a vocabulary, a date, a list.
    Text(String),
    /// A number with a unit.
    Real(f64),
    /// A small whole number; 1 or 0 for yes or no.
    Whole(i64),
}

/// What a column may hold.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Identifier of a row or of a row of another layer.
    Identifier,
    /// Code of a district, GB/T 2260.
    DistrictCode,
    /// Text of so many characters at most.
    Text(usize),
    /// Unified social credit code (统一社会信用代码).
    Uscc,
    /// CAS number or name of a substance.
    Substance,
    /// Symbol of GB 18218-2018 table 2.
    HazardClass,
    /// A number from the first to the second, both included.
    Real(f64, f64),
    /// A number above the first and up to the second.
    Above(f64, f64),
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// A word of a closed vocabulary; gives the code.
    Word(fn(&str) -> Result<String, UnknownWord>),
    /// A date, ISO 8601, of which day, or month and day, may be absent.
    Date,
    /// Yes or no.
    Truth,
    /// Numbers of supervised processes, 1–18, with commas.
    Processes,
}

/// A column of a layer.
pub struct Column {
    /// Name of the contract, with its unit.
    pub name: &'static str,
    /// Plain Chinese names that are understood on import.
    pub zh: &'static [&'static str],
    /// What it may hold.
    pub kind: Kind,
    /// Whether each row must have it.
    pub required: bool,
}

/// Why a value cannot be taken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The rule that it breaks.
    pub rule: String,
    /// What to do.
    pub fix: String,
}

impl Fault {
    /// A fault from its rule and its fix.
    pub fn new(rule: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            fix: fix.into(),
        }
    }
}

/// Longest identifier, in characters.
const IDENTIFIER_CHARS: usize = 64;
/// Number of supervised hazardous processes (重点监管的危险化工工艺): 首批 15 (安监总管三〔2009〕116号)
/// and 第二批 3 (安监总管三〔2013〕3号).
const PROCESSES: u8 = 18;

impl Kind {
    /// Whether the store holds it as text.
    pub const fn is_text(self) -> bool {
        !matches!(
            self,
            Self::Real(..) | Self::Above(..) | Self::Whole(..) | Self::Truth
        )
    }

    /// A number as a value of this kind, in the unit of the column.
    ///
    /// # Errors
    /// [`Fault`] where it is not finite or out of range.
    pub fn check(self, number: f64) -> Result<Value, Fault> {
        let number = finite(number)?;
        match self {
            Self::Above(min, max) => within(number, min, max, false),
            Self::Real(min, max) => within(number, min, max, true),
            Self::Whole(min, max) => whole_number(number, min, max),
            other => other.read(&number.to_string()),
        }
    }

    /// Reads a raw text that is not empty.
    ///
    /// # Errors
    /// [`Fault`] with the rule that the text breaks.
    pub fn read(self, raw: &str) -> Result<Value, Fault> {
        let text = raw.trim();
        match self {
            Self::Real(min, max) => number(text).and_then(|v| within(v, min, max, true)),
            Self::Above(min, max) => number(text).and_then(|v| within(v, min, max, false)),
            Self::Whole(min, max) => whole(text, min, max),
            Self::Identifier => bounded(text, IDENTIFIER_CHARS).map(Value::Text),
            Self::Text(max) => bounded(text, max).map(Value::Text),
            Self::DistrictCode => district_code(text),
            Self::Uscc => uscc(text),
            Self::Substance => substance(text),
            Self::HazardClass => hazard_class(text),
            Self::Word(parse) => parse(text).map(Value::Text).map_err(|e| {
                Fault::new(
                    format!("not a {}", e.what),
                    format!("write one of: {}", e.allowed),
                )
            }),
            Self::Date => date(text),
            Self::Truth => truth(text).map(|yes| Value::Whole(yes.into())),
            Self::Processes => processes(text),
        }
    }
}

/// Reads yes or no.
///
/// # Errors
/// [`Fault`] for any other text.
pub fn truth(text: &str) -> Result<bool, Fault> {
    match text.trim().to_lowercase().as_str() {
        "false" | "0" | "no" | "n" | "否" => Ok(false),
        "true" | "1" | "yes" | "y" | "是" => Ok(true),
        _ => Err(Fault::new(
            "is neither true nor false",
            "write true or false (是 or 否)",
        )),
    }
}

fn number(text: &str) -> Result<f64, Fault> {
    let value: f64 = text.parse().map_err(|_| {
        Fault::new(
            "not a number",
            "write digits with a decimal point, without unit and without separator of thousands",
        )
    })?;
    finite(value)
}

fn finite(value: f64) -> Result<f64, Fault> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(Fault::new(
            "not a finite number",
            "write the number, or leave the field empty where it is unknown",
        ))
    }
}

fn within(value: f64, min: f64, max: f64, min_included: bool) -> Result<Value, Fault> {
    if value > max || value < min || (!min_included && value <= min) {
        let bound = if min_included { "from" } else { "above" };
        let rule = if value < 0.0 && min >= 0.0 {
            "must not be negative".to_owned()
        } else {
            format!("must be {bound} {min} to {max}")
        };
        return Err(Fault::new(
            rule,
            format!("write a value {bound} {min} to {max} in the unit that the column's name says"),
        ));
    }
    // -0 and 0 are the same quantity; one of them keeps hashes stable.
    Ok(Value::Real(value + 0.0))
}

fn whole(text: &str, min: i64, max: i64) -> Result<Value, Fault> {
    whole_number(number(text)?, min, max)
}

fn whole_number(value: f64, min: i64, max: i64) -> Result<Value, Fault> {
    if value.fract() != 0.0 || value < min as f64 || value > max as f64 {
        return Err(Fault::new(
            format!("must be a whole number from {min} to {max}"),
            format!("write a whole number from {min} to {max}"),
        ));
    }
    Ok(Value::Whole(value as i64))
}

fn bounded(text: &str, max_chars: usize) -> Result<String, Fault> {
    let chars = text.chars().count();
    if chars > max_chars {
        return Err(Fault::new(
            format!("has {chars} characters; at most {max_chars} are taken"),
            "shorten the text",
        ));
    }
    if text.chars().any(char::is_control) {
        return Err(Fault::new(
            "has a control character",
            "remove line breaks, tabs and other control characters",
        ));
    }
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(Fault::new(
            "has characters that could not be decoded",
            "give the encoding of the file: utf-8 or gbk",
        ));
    }
    Ok(text.to_owned())
}

fn district_code(text: &str) -> Result<Value, Fault> {
    if matches!(text.len(), 6 | 9) && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Value::Text(text.to_owned()));
    }
    let fix = if text.len() == 12 && text.is_ascii() {
        format!("write its first 9 digits: {}", &text[..9])
    } else {
        "write the code of GB/T 2260, 6 digits, or 9 digits for a town".to_owned()
    };
    Err(Fault::new("must have 6 or 9 digits", fix))
}

fn uscc(text: &str) -> Result<Value, Fault> {
    let code = text.to_ascii_uppercase();
    if code.len() == 18 && code.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Ok(Value::Text(code));
    }
    Err(Fault::new(
        "must have 18 letters and digits (GB 32100)",
        "write the code as the business licence shows it, or leave the field empty",
    ))
}

fn substance(text: &str) -> Result<Value, Fault> {
    let text = bounded(text, 200)?;
    substances::check_cas(&text).map_err(|e| {
        Fault::new(
            "CAS number has a wrong check digit",
            format!(
                "for these digits {} would be right; look up the number on the safety data sheet",
                e.right
            ),
        )
    })?;
    let plain = substances::normal_name(&text);
    let like_a_number =
        plain.contains('-') && plain.chars().all(|c| c.is_ascii_digit() || c == '-');
    if like_a_number && !substances::looks_like_cas(&plain) {
        return Err(Fault::new(
            "is not a CAS number",
            "write 2 to 7 digits, 2 digits and a check digit with hyphens, such as 7664-41-7, or the name",
        ));
    }
    Ok(Value::Text(text))
}

fn hazard_class(text: &str) -> Result<Value, Fault> {
    let class = gb18218::class(text).ok_or_else(|| {
        Fault::new(
            "is not a symbol of GB 18218-2018 table 2",
            format!("write one of: {}", gb18218::symbols()),
        )
    })?;
    Ok(Value::Text(class.symbol.clone()))
}

fn date(text: &str) -> Result<Value, Fault> {
    let wrong = || {
        Fault::new(
            "is not a date",
            "write the date as 2008-05-01, or 2008-05, or 2008",
        )
    };
    // A spreadsheet writes 2008/5/1; the year first leaves no doubt which is the day.
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let numbers: Vec<u32> = parts
        .iter()
        .map(|p| p.parse().map_err(|_| wrong()))
        .collect::<Result<_, _>>()?;
    if parts[0].len() != 4 || !(1800..=2200).contains(&numbers[0]) {
        return Err(wrong());
    }
    match numbers[..] {
        [y] => Ok(format!("{y:04}")),
        [y, m] if (1..=12).contains(&m) => Ok(format!("{y:04}-{m:02}")),
        [y, m, d] if (1..=12).contains(&m) && (1..=days_in(y, m)).contains(&d) => {
            Ok(format!("{y:04}-{m:02}-{d:02}"))
        }
        _ => Err(wrong()),
    }
    .map(Value::Text)
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

fn processes(text: &str) -> Result<Value, Fault> {
    let mut numbers = Vec::new();
    for word in text
        .trim_matches(|c| matches!(c, '[' | ']' | '(' | ')'))
        .split(|c: char| matches!(c, ',' | ';' | '、' | '，' | '；') || c.is_whitespace())
        .map(|w| w.trim_matches('"'))
        .filter(|w| !w.is_empty())
    {
        match word.parse::<u8>() {
            Ok(n) if (1..=PROCESSES).contains(&n) => numbers.push(n),
            _ => {
                return Err(Fault::new(
                    format!("`{word}` is not the number of a supervised process"),
                    format!("write numbers from 1 to {PROCESSES} with commas, such as 1,9"),
                ));
            }
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    let text: Vec<String> = numbers.iter().map(u8::to_string).collect();
    Ok(Value::Text(text.join(",")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(kind: Kind, text: &str) -> String {
        kind.read(text).unwrap_err().rule
    }

    #[test]
    fn numbers_are_finite_plain_and_in_range() {
        let tonnes = Kind::Real(0.0, 1e7);
        assert_eq!(tonnes.read(" 12.5 "), Ok(Value::Real(12.5)));
        assert_eq!(rule(tonnes, "-3"), "must not be negative");
        assert_eq!(rule(tonnes, "NaN"), "not a finite number");
        assert_eq!(rule(tonnes, "inf"), "not a finite number");
        assert_eq!(rule(tonnes, "1e400"), "not a finite number");
        assert_eq!(rule(tonnes, "1,200"), "not a number");
        assert_eq!(rule(tonnes, "12 t"), "not a number");
        assert_eq!(rule(Kind::Above(0.0, 9.0), "0"), "must be above 0 to 9");
        assert_eq!(
            rule(Kind::Whole(1, 4), "2.5"),
            "must be a whole number from 1 to 4"
        );
    }

    #[test]
    fn a_wrong_check_digit_is_told_with_the_right_one() {
        let fault = Kind::Substance.read("7664-41-8").unwrap_err();
        assert_eq!(fault.rule, "CAS number has a wrong check digit");
        assert!(fault.fix.contains("7664-41-7"), "{}", fault.fix);
        assert!(Kind::Substance.read("7664-41-7").is_ok());
        assert!(Kind::Substance.read("液氨").is_ok());
        assert_eq!(rule(Kind::Substance, "7664-417"), "is not a CAS number");
    }

    #[test]
    fn dates_are_checked_against_the_calendar() {
        assert_eq!(
            Kind::Date.read("2008/5/1"),
            Ok(Value::Text("2008-05-01".into()))
        );
        assert_eq!(Kind::Date.read("2008"), Ok(Value::Text("2008".into())));
        assert_eq!(
            Kind::Date.read("2000-02-29"),
            Ok(Value::Text("2000-02-29".into()))
        );
        for wrong in ["1900-02-29", "2008-13-01", "1.5.2008", "5/1/2008", "soon"] {
            assert_eq!(rule(Kind::Date, wrong), "is not a date", "{wrong}");
        }
    }

    #[test]
    fn lists_of_processes_are_put_in_order() {
        assert_eq!(
            Kind::Processes.read("[9, 1]"),
            Ok(Value::Text("1,9".into()))
        );
        assert_eq!(
            Kind::Processes.read("9、1;9"),
            Ok(Value::Text("1,9".into()))
        );
        assert!(Kind::Processes.read("19").is_err());
    }

    #[test]
    fn a_town_code_of_twelve_digits_is_cut_for_the_user() {
        let fault = Kind::DistrictCode.read("320402001000").unwrap_err();
        assert!(fault.fix.ends_with("320402001"), "{}", fault.fix);
    }
}
