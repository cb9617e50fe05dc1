//! What people wrote: the names of coordinate columns, of the file and of the sheet, a column 坐标系.

use crate::crs::Crs;
use crate::import::columns::{Assignment, Origin};
use crate::import::table::Table;

/// What a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// A system that can be read.
    Crs(Crs),
    /// A datum that cannot be: its parameters to CGCS2000 are not public.
    Old(&'static str),
}

/// A label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub(super) says: Says,
    /// Whether it is written on the coordinates themselves, not on the file around them.
    pub(super) is_on_coordinates: bool,
    pub(super) words: String,
}

const GCJ02: &[&str] = &["高德", "腾讯", "火星", "gcj", "amap", "autonavi", "tencent"];
const BD09: &[&str] = &[
    "百度", "baidu", "bd09", "bd-09", "bd_", "_bd", "bdlng", "bdlat",
];
const CGCS2000: &[&str] = &[
    "cgcs",
    "国家大地",
    "天地图",
    "tianditu",
    "2000坐标",
    "(2000)",
    "（2000）",
    "国家2000",
];
const WGS84: &[&str] = &["wgs", "gps坐标", "gps经", "gps纬", "gps_l"];
const BEIJING_54: &[&str] = &[
    "北京54",
    "beijing54",
    "beijing_54",
    "beijing 54",
    "bj54",
    "54坐标",
    "北京1954",
];
const XIAN_80: &[&str] = &[
    "西安80",
    "xian80",
    "xian_80",
    "xian 80",
    "80坐标",
    "西安1980",
];
/// Words of a heading of a column that names the system.
const SYSTEM: &[&str] = &["坐标系", "crs", "datum", "坐标基准"];

/// All labels of a file.
pub(super) fn of(table: &Table, assignment: &Assignment) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut add = |text: &str, is_on_coordinates: bool, words: String| {
        if let Some(says) = read(text) {
            let label = Label {
                says,
                is_on_coordinates,
                words,
            };
            if !labels
                .iter()
                .any(|l: &Label| l.says == label.says && l.is_on_coordinates)
            {
                labels.push(label);
            }
        }
    };
    if !table.has_geometry {
        for origin in [
            &assignment.lon,
            &assignment.lat,
            &assignment.pair,
            &assignment.wkt,
        ] {
            if let Origin::Column(i) = origin
                && let Some(heading) = table.columns.get(*i)
            {
                add(heading, true, format!("the column is called `{heading}`"));
            }
        }
    }
    for (i, heading) in table.columns.iter().enumerate() {
        let lower = heading.to_lowercase();
        if SYSTEM.iter().any(|word| lower.contains(word))
            && let Some(value) = only_value(table, i)
        {
            add(&value, true, format!("the column `{heading}` says {value}"));
        }
    }
    add(
        &table.file,
        false,
        format!("the file is called `{}`", table.file),
    );
    if let Some(part) = &table.part {
        add(part, false, format!("the sheet is called `{part}`"));
    }
    labels
}

/// The value of a column that has only one.
fn only_value(table: &Table, column: usize) -> Option<String> {
    let mut values = table
        .rows
        .iter()
        .filter_map(|r| r.cells.get(column)?.text());
    let first = values.next()?;
    values.all(|v| v == first).then_some(first)
}

fn read(text: &str) -> Option<Says> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let by_word = [
        (BEIJING_54, Says::Old("Beijing 1954 (北京54)")),
        (XIAN_80, Says::Old("Xi'an 1980 (西安80)")),
        (BD09, Says::Crs(Crs::Bd09)),
        (GCJ02, Says::Crs(Crs::Gcj02)),
        (CGCS2000, Says::Crs(Crs::Cgcs2000)),
        (WGS84, Says::Crs(Crs::Wgs84)),
    ];
    let mut found: Vec<Says> = epsg(&text).into_iter().collect();
    found.extend(
        by_word
            .iter()
            .filter(|(words, _)| has(words))
            .map(|(_, says)| *says),
    );
    match found.as_slice() {
        [] => None,
        // A text that names two says nothing: `高德转wgs84.csv`.
        [first, rest @ ..] => rest.is_empty().then_some(*first),
    }
}

/// The code after `epsg`.
fn epsg(text: &str) -> Option<Says> {
    let after = &text[text.find("epsg")? + "epsg".len()..];
    let digits: String = after
        .trim_start_matches([':', '-', '_', ' ', '：'])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    Some(Says::Crs(Crs::from_epsg(digits.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_people_write_them() {
        for (text, says) in [
            ("经度_高德", Some(Says::Crs(Crs::Gcj02))),
            ("bd_lng", Some(Says::Crs(Crs::Bd09))),
            ("gcj_lon", Some(Says::Crs(Crs::Gcj02))),
            ("X坐标(2000)", Some(Says::Crs(Crs::Cgcs2000))),
            ("企业 EPSG 4549.csv", Some(Says::Crs(Crs::Epsg(4549)))),
            ("加油站_西安80.xls", Some(Says::Old("Xi'an 1980 (西安80)"))),
            ("高德转wgs84.csv", None),
            ("企业.csv", None),
            ("epsg", None),
        ] {
            assert_eq!(read(text), says, "{text}");
        }
    }
}
