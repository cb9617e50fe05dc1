//! Dates and times of RFC 3339, as microseconds since 1970 in UTC.

use super::FilterError;
use super::error::short;

/// A stretch of time, both ends included: a moment, a day, or an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Beginning, µs; the least number for one that is open.
    pub start: i64,
    /// End, µs; the greatest number for one that is open.
    pub end: i64,
}

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

impl Span {
    /// All of time.
    pub const ALWAYS: Self = Self {
        start: i64::MIN,
        end: i64::MAX,
    };

    /// Whether two have a moment in common.
    pub const fn meets(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}

/// A day: `2026-01-31`.
pub(super) fn date(text: &str) -> Result<Span, FilterError> {
    let start = day(text).ok_or_else(|| FilterError::Time(short(text)))? * DAY;
    Ok(Span {
        start,
        end: start + DAY - 1,
    })
}

/// A moment: `2026-01-31T08:00:00Z`, with any offset.
pub(super) fn timestamp(text: &str) -> Result<Span, FilterError> {
    let at = moment(text).ok_or_else(|| FilterError::Time(short(text)))?;
    Ok(Span { start: at, end: at })
}

/// A day or a moment.
pub(super) fn either(text: &str) -> Result<Span, FilterError> {
    date(text).or_else(|_| timestamp(text))
}

/// `datetime` of a request: a date, a time, or two with a slash between, of which one may be open.
///
/// # Errors
/// [`FilterError::Time`] for what is none, and for an interval that ends before it begins.
pub fn interval(text: &str) -> Result<Span, FilterError> {
    let Some((from, to)) = text.split_once('/') else {
        return either(text);
    };
    let open = |end: &str| matches!(end, "" | "..");
    let start = if open(from) {
        i64::MIN
    } else {
        either(from)?.start
    };
    let end = if open(to) { i64::MAX } else { either(to)?.end };
    if start > end || (open(from) && open(to)) {
        return Err(FilterError::Time(short(text)));
    }
    Ok(Span { start, end })
}

/// Two digits and more, and nothing else.
fn number(text: &str, digits: usize, most: i64) -> Option<i64> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    let n: i64 = plain.then(|| text.parse().ok())??;
    (n <= most).then_some(n)
}

/// Days since 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
fn day(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4, 9999)?;
    let month = number(parts.next()?, 2, 12)?;
    let day = number(parts.next()?, 2, 31)?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if parts.next().is_some() || month == 0 || day == 0 || day > days {
        return None;
    }
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y - era * 400;
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let in_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(era * 146_097 + in_era - 719_468)
}

fn moment(text: &str) -> Option<i64> {
    let at = text.find(['T', 't', ' '])?;
    let (of_day, rest) = (text.get(..at)?, text.get(at + 1..)?);
    let zone = rest.find(['Z', 'z', '+', '-'])?;
    let (clock, offset) = (rest.get(..zone)?, rest.get(zone..)?);
    let (whole, part) = clock.split_once('.').unwrap_or((clock, ""));
    let mut hms = whole.split(':');
    let hours = number(hms.next()?, 2, 23)?;
    let minutes = number(hms.next()?, 2, 59)?;
    let seconds = number(hms.next()?, 2, 60)?;
    if hms.next().is_some() || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let micros: String = part.chars().chain("000000".chars()).take(6).collect();
    let shift = match offset {
        "Z" | "z" => 0,
        _ => {
            let (h, m) = offset.get(1..)?.split_once(':')?;
            let shift = number(h, 2, 23)? * 60 + number(m, 2, 59)?;
            if offset.starts_with('-') {
                -shift
            } else {
                shift
            }
        }
    };
    let of_clock = ((hours * 60 + minutes - shift) * 60 + seconds) * SECOND;
    Some(day(of_day)? * DAY + of_clock + number(&micros, 6, SECOND)?)
}
