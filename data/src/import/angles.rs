//! Longitude and latitude as people write them: decimal degrees, degrees-minutes-seconds, both in one cell.

use super::names::plain;
use crate::layer::Fault;

/// Which way a hemisphere letter points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Lon,
    Lat,
}

/// A coordinate as decimal degrees, or a projected coordinate as it is.
///
/// # Errors
/// [`Fault`] that says how to write it.
pub(super) fn parse(text: &str) -> Result<f64, Fault> {
    read(text).map(|(value, _)| value)
}

/// Both coordinates from one cell, longitude first; whether they stood the other way round.
///
/// # Errors
/// [`Fault`] that says how to write them.
pub(super) fn pair(text: &str) -> Result<(f64, f64, bool), Fault> {
    let text = plain(text);
    let text = text.trim_matches(['(', ')', ' ']);
    let parts: Vec<&str> = {
        let by_sign: Vec<&str> = text
            .split([',', ';', '、', '/', '|', '\n'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect();
        if by_sign.len() == 2 {
            by_sign
        } else {
            text.split_whitespace().collect()
        }
    };
    let [first, second] = parts[..] else {
        return Err(not_a_pair());
    };
    let (a, axis_a) = read(first)?;
    let (b, axis_b) = read(second)?;
    let is_swapped = match (axis_a, axis_b) {
        (Some(Axis::Lat), _) | (_, Some(Axis::Lon)) => true,
        (Some(Axis::Lon), _) | (_, Some(Axis::Lat)) => false,
        // Only a longitude can be above 90.
        _ => a.abs() <= 90.0 && b.abs() > 90.0 && b.abs() <= 180.0,
    };
    Ok(if is_swapped {
        (b, a, true)
    } else {
        (a, b, false)
    })
}

fn not_a_pair() -> Fault {
    Fault::new(
        "is no pair of coordinates",
        "write longitude and latitude as decimal degrees with a comma, such as 119.97,31.81",
    )
}

fn wrong() -> Fault {
    Fault::new(
        "is no coordinate",
        "write decimal degrees such as 119.97, or degrees, minutes and seconds such as 119°58′12.5″",
    )
}

fn read(text: &str) -> Result<(f64, Option<Axis>), Fault> {
    let text = plain(text);
    if let Ok(value) = text.parse::<f64>() {
        return Ok((value, None));
    }
    let (rest, axis, is_negative) = hemisphere(&text);
    let (sign, rest) = match rest.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, rest),
    };
    let sign = if is_negative { -1.0 } else { sign };
    if let Ok(value) = rest.trim().parse::<f64>() {
        return Ok((sign * value, axis));
    }
    // Digits and signs between them.
    let mut numbers: Vec<f64> = Vec::new();
    let mut marks: Vec<String> = Vec::new();
    let mut rest = rest.trim();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(rest.len());
        let number: f64 = rest[..end].parse().map_err(|_| wrong())?;
        rest = &rest[end..];
        let next = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        numbers.push(number);
        marks.push(rest[..next].split_whitespace().collect());
        rest = &rest[next..];
    }
    if numbers.is_empty() || numbers.len() > 3 {
        return Err(wrong());
    }
    let degrees = ["°", "º", "度", "d", "D", "˚", "", ":", "-"];
    let minutes = ["′", "'", "’", "‘", "分", "m", "M", "", ":", "-", "`", "´"];
    let seconds = ["″", "\"", "”", "“", "秒", "s", "S", "", "''", "′′", "’’"];
    let fits = marks
        .iter()
        .zip([&degrees[..], &minutes[..], &seconds[..]])
        .all(|(mark, known)| known.contains(&mark.as_str()));
    // Two bare numbers are a pair, and no degrees and minutes.
    let is_bare = numbers.len() == 2 && marks[0].is_empty();
    if !fits || is_bare {
        return Err(wrong());
    }
    let part = |i: usize| numbers.get(i).copied().unwrap_or(0.0);
    for (value, name) in [(part(1), "minutes"), (part(2), "seconds")] {
        if value >= 60.0 {
            return Err(Fault::new(
                format!("has {value} {name}, and there are 60 in all"),
                "write degrees, minutes and seconds below 60, or decimal degrees such as 119.97",
            ));
        }
    }
    let whole_before = |i: usize| numbers.len() <= i || part(i - 1).fract() == 0.0;
    if !(whole_before(1) && whole_before(2)) {
        return Err(wrong());
    }
    Ok((sign * (part(0) + part(1) / 60.0 + part(2) / 3600.0), axis))
}

/// A text without the words of its hemisphere, which axis they name, and whether it is west or south.
fn hemisphere(text: &str) -> (&str, Option<Axis>, bool) {
    let words = [
        ("东经", Axis::Lon, false),
        ("西经", Axis::Lon, true),
        ("北纬", Axis::Lat, false),
        ("南纬", Axis::Lat, true),
        ("经度", Axis::Lon, false),
        ("纬度", Axis::Lat, false),
        ("E", Axis::Lon, false),
        ("W", Axis::Lon, true),
        ("N", Axis::Lat, false),
        ("S", Axis::Lat, true),
        ("e", Axis::Lon, false),
        ("w", Axis::Lon, true),
        ("n", Axis::Lat, false),
        ("东", Axis::Lon, false),
        ("北", Axis::Lat, false),
    ];
    for (word, axis, is_negative) in words {
        if let Some(rest) = text.strip_prefix(word) {
            return (rest.trim_start_matches([':', ' ']), Some(axis), is_negative);
        }
        if let Some(rest) = text.strip_suffix(word) {
            return (rest.trim_end(), Some(axis), is_negative);
        }
    }
    (text, None, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_usual_writings_are_read() {
        let expected = 119.0 + 58.0 / 60.0 + 12.5 / 3600.0;
        for text in [
            "119°58′12.5″E",
            "119°58'12.5\"",
            "119度58分12.5秒",
            "东经119°58′12.5″",
            "119 58 12.5",
            "１１９°５８′１２．５″",
            "E119°58’12.5”",
            "119:58:12.5",
            "119° 58′ 12.5″ E",
        ] {
            let got = parse(text).unwrap_or_else(|f| panic!("{text}: {}", f.rule));
            assert!((got - expected).abs() < 1e-12, "{text}: {got}");
        }
        assert_eq!(parse("E119.97"), Ok(119.97));
        assert_eq!(parse("119.97°"), Ok(119.97));
        assert_eq!(parse("3521000.5"), Ok(3_521_000.5));
        assert_eq!(parse("S33.5"), Ok(-33.5));
    }

    #[test]
    fn what_is_none_is_told() {
        assert!(parse("119°61′00″").unwrap_err().rule.contains("61 minutes"));
        for text in ["", "abc", "119 58", "1 2 3 4", "119.5°30′"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_cell_may_hold_both() {
        assert_eq!(pair("119.97,31.81"), Ok((119.97, 31.81, false)));
        assert_eq!(pair("31.81 119.97"), Ok((119.97, 31.81, true)));
        assert_eq!(pair("（119.97，31.81）"), Ok((119.97, 31.81, false)));
        assert_eq!(pair("N31.81, E119.97"), Ok((119.97, 31.81, true)));
        assert!(pair("119.97").is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            let _ = parse(&text);
            let _ = pair(&text);
        }

        #[test]
        fn degrees_minutes_and_seconds_come_back(d in 0..180_u32, m in 0..60_u32, s in 0..60_000_u32) {
            let seconds = f64::from(s) / 1000.0;
            let got = parse(&format!("{d}°{m}′{seconds}″")).unwrap();
            let expected = f64::from(d) + f64::from(m) / 60.0 + seconds / 3600.0;
            prop_assert!((got - expected).abs() < 1e-12);
        }
    }
}
