//! Days as the layers write them, `2026-11-28`.

use crate::grading::regional::is_day;

/// Days since 1970-01-01; none of what is no day.
pub fn number(day: &str) -> Option<i64> {
    if !is_day(day) {
        return None;
    }
    let mut parts = day.split('-').map(str::parse::<i64>);
    let mut next = || parts.next()?.ok();
    let (year, month, day) = (next()?, next()?, next()?);
    // Years that begin in March, so that a leap day is the last one (H. Hinnant, days_from_civil).
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// The day of a number of days since 1970-01-01.
pub fn of_number(number: i64) -> String {
    let days = number + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era =
        (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096).div_euclid(365);
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days from one day to a later one; below nought to an earlier one, none where one of them is no day.
pub fn between(from: &str, to: &str) -> Option<i64> {
    Some(number(to)? - number(from)?)
}

/// The day of a moment (RFC 3339), as it is written there.
pub fn of_moment(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_counted_as_in_the_calendar() {
        assert_eq!(number("1970-01-01"), Some(0));
        assert_eq!(number("2000-02-29"), Some(11_016));
        assert_eq!(between("2026-02-28", "2026-03-01"), Some(1));
        assert_eq!(between("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(number("2026-02-29"), None);
        assert_eq!(between("x", "2026-01-01"), None);
    }

    proptest! {
        #[test]
        fn a_number_and_its_day_are_the_same(n in -200_000_i64..200_000) {
            prop_assert_eq!(number(&of_number(n)), Some(n));
        }
    }
}
