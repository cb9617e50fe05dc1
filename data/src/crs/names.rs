//! The ways in which people write the name of a coordinate reference system.

use super::Crs;

/// First and last EPSG code, central meridian of the first, step, of one family of CGCS2000 /
/// Gauss-Kruger. Source: EPSG registry.
struct Family {
    words: [&'static str; 2],
    first_code: u32,
    last_code: u32,
    first: u32,
    step: u32,
}

/// By central meridian (no zone number before the easting), then by zone (with the number).
const FAMILIES: [Family; 4] = [
    Family {
        words: ["cgcs2000-gk3-", "cgcs2000-3-"],
        first_code: 4534,
        last_code: 4554,
        first: 75,
        step: 3,
    },
    Family {
        words: ["cgcs2000-gk6-", "cgcs2000-6-"],
        first_code: 4502,
        last_code: 4512,
        first: 75,
        step: 6,
    },
    Family {
        words: ["cgcs2000-gk3-zone", "cgcs2000-3-zone"],
        first_code: 4513,
        last_code: 4533,
        first: 25,
        step: 1,
    },
    Family {
        words: ["cgcs2000-gk6-zone", "cgcs2000-6-zone"],
        first_code: 4491,
        last_code: 4501,
        first: 13,
        step: 1,
    },
];

/// The system that a text names.
pub(super) fn parse(text: &str) -> Option<Crs> {
    let word: String = text
        .trim()
        .to_lowercase()
        .chars()
        .map(|c| if c == '_' || c == ' ' { '-' } else { c })
        .collect();
    match word.as_str() {
        "wgs84" | "wgs-84" => Some(Crs::Wgs84),
        "cgcs2000" | "天地图" => Some(Crs::Cgcs2000),
        "gcj02" | "gcj-02" | "高德" | "腾讯" | "火星" => Some(Crs::Gcj02),
        "bd09" | "bd-09" | "百度" => Some(Crs::Bd09),
        "gcj02-3857" | "gcj-02-3857" => Some(Crs::Gcj02Mercator),
        "auto" => Some(Crs::Auto),
        other => epsg(other)
            .or_else(|| utm(other))
            .or_else(|| gauss_kruger(other)),
    }
}

fn epsg(word: &str) -> Option<Crs> {
    let digits = word
        .strip_prefix("epsg")
        .map_or(word, |rest| rest.trim_start_matches([':', '-']));
    digits.parse().ok().map(Crs::from_epsg)
}

/// UTM on WGS 84, north: EPSG:32601 to 32660.
fn utm(word: &str) -> Option<Crs> {
    let zone = word
        .strip_prefix("utm")?
        .trim_start_matches('-')
        .strip_suffix('n')?;
    let zone: u32 = zone.parse().ok()?;
    (1..=60).contains(&zone).then_some(Crs::Epsg(32_600 + zone))
}

fn gauss_kruger(word: &str) -> Option<Crs> {
    FAMILIES.iter().find_map(|family| {
        let number: u32 = family
            .words
            .iter()
            .find_map(|w| word.strip_prefix(w)?.trim_start_matches('-').parse().ok())?;
        let steps = number.checked_sub(family.first)?;
        let code = family.first_code + steps / family.step;
        (steps % family.step == 0 && code <= family.last_code).then_some(Crs::Epsg(code))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_known_by_the_names_that_people_write() {
        for (text, crs) in [
            ("4549", Crs::Epsg(4549)),
            ("EPSG:4490", Crs::Cgcs2000),
            ("epsg 4326", Crs::Wgs84),
            ("cgcs2000-gk3-120", Crs::Epsg(4549)),
            ("CGCS2000_GK3_zone40", Crs::Epsg(4528)),
            ("cgcs2000-gk6-117", Crs::Epsg(4509)),
            ("cgcs2000-gk6-zone20", Crs::Epsg(4498)),
            ("utm50n", Crs::Epsg(32_650)),
            ("高德", Crs::Gcj02),
            ("GCJ-02", Crs::Gcj02),
            ("gcj02-3857", Crs::Gcj02Mercator),
        ] {
            assert_eq!(parse(text), Some(crs), "{text}");
        }
        for text in [
            "cgcs2000-gk3-121",
            "cgcs2000-gk3-200",
            "utm61n",
            "utm50s",
            "mars",
            "",
            "-5",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
