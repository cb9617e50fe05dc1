//! Days, counted from 1970-01-01: what hidden hazards need of a calendar.

use std::fmt;

use crate::clock::civil;

use super::DemoError;

/// A day of the Gregorian calendar, 1970-01-01 being 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub u64);

impl Day {
    /// Reads `2026-09-30`.
    pub fn parse(text: &str) -> Result<Self, DemoError> {
        let wrong = || DemoError::Date(text.to_owned());
        let parts: Vec<u64> = text
            .split('-')
            .map(|part| part.parse().map_err(|_| wrong()))
            .collect::<Result<_, _>>()?;
        let [year, month, day] = parts[..] else {
            return Err(wrong());
        };
        // Two years of hazards must lie behind it; the calendar has no end, but a typing error has.
        if !(1990..=2200).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return Err(wrong());
        }
        let found = Self(before_year(year) + before_month(year, month) + day - 1);
        // The 30th of February comes out as a day of March.
        if found.to_string() == text {
            Ok(found)
        } else {
            Err(wrong())
        }
    }

    /// Month, 1–12.
    pub fn month(self) -> u64 {
        civil(self.0).1
    }

    pub fn after(self, days: u64) -> Self {
        Self(self.0 + days)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Days from 1970-01-01 to the first day of a year.
fn before_year(year: u64) -> u64 {
    let leap_days = |y: u64| (y - 1) / 4 - (y - 1) / 100 + (y - 1) / 400;
    365 * (year - 1970) + leap_days(year) - leap_days(1970)
}

/// Days of a year before a month.
fn before_month(year: u64, month: u64) -> u64 {
    const DAYS: [u64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let passed: u64 = DAYS[..(month - 1) as usize].iter().sum();
    passed + u64::from(month > 2 && is_leap(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_it_was_read() {
        for text in ["1990-01-01", "2024-02-29", "2026-09-30", "2000-12-31"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
        // `date -u -d 2026-09-30 +%s` over 86 400
        assert_eq!(Day::parse("2026-09-30").unwrap().0, 20_726);
        assert_eq!(Day::parse("2026-09-30").unwrap().after(31).month(), 10);
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-9-30",
            "30.09.2026",
            "",
            "2026-09",
        ] {
            assert!(Day::parse(text).is_err(), "{text}");
        }
    }
}
