//! Dates in every writing, and the day numbers of a spreadsheet.

use super::super::names::plain;
use super::Reading;
use crate::layer::{Column, Fault, Value};

/// Days of a spreadsheet's calendar that are taken for a date: 1927 to 2119.
const SERIAL_DAYS: std::ops::RangeInclusive<u32> = 10_000..=80_000;
/// Reads a date.
pub(super) fn date(column: &Column, text: &str) -> Result<Reading, Fault> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Layer;
    use crate::layer::Kind;
    use proptest::prelude::*;

    fn get(text: &str) -> Result<Reading, Fault> {
        let layer = Layer::Facilities;
        date(&layer.columns()[layer.position("built_on").unwrap()], text)
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
            let got = get(text).unwrap().value;
            assert_eq!(got, Value::Text(expected.into()), "{text}");
        }
        assert!(get("2008年13月").is_err());
    }

    proptest! {
        #[test]
        fn a_serial_day_is_a_date(days in 10_000_u32..=80_000) {
            let date = of_serial(days);
            prop_assert!(Kind::Date.read(&date).is_ok(), "{}", date);
        }
    }
}
