//! Tags of OpenStreetMap that have no column of their own: `"key"=>"value"` pairs in one.

use std::collections::BTreeMap;

use super::super::table::{Cell, SourceRow};
use super::names;

/// Column of GDAL's OSM driver that holds them.
const COLUMN: &str = "other_tags";
/// Tags that say what a place is, besides those that are named as a column of a layer.
const TAGS: &[&str] = &[
    "amenity",
    "building",
    "industrial",
    "landuse",
    "man_made",
    "name:en",
    "name:zh",
    "operator",
    "capacity",
    "beds",
    "height",
    "building:levels",
    "substance",
    "content",
    "addr:full",
    "healthcare",
    "power",
    "railway",
    "highway",
    "leisure",
    "shop",
    "tourism",
];

/// Gives tags that mean something here a column of their own, after the others; the rest stays as it is.
pub(super) fn expand(columns: &mut Vec<String>, rows: &mut [SourceRow]) {
    let Some(at) = columns.iter().position(|c| c == COLUMN) else {
        return;
    };
    let tags: Vec<BTreeMap<String, String>> = rows
        .iter()
        .map(|row| match row.cells.get(at) {
            Some(Cell::Text(text)) => parse(text),
            _ => BTreeMap::new(),
        })
        .collect();
    let mut keys: Vec<&String> = tags.iter().flat_map(BTreeMap::keys).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| {
        !columns.contains(key) && (TAGS.contains(&key.as_str()) || names::is_known(key))
    });
    for (row, tags) in rows.iter_mut().zip(&tags) {
        row.cells.extend(keys.iter().map(|key| {
            tags.get(*key)
                .map_or(Cell::Empty, |v| Cell::Text(v.clone()))
        }));
    }
    columns.extend(keys.into_iter().cloned());
}

/// Pairs of the text form of hstore; what is not of that form is passed over.
fn parse(text: &str) -> BTreeMap<String, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut escaped = false;
    for c in text.chars() {
        match (&mut word, c) {
            (Some(inside), _) if escaped => {
                inside.push(c);
                escaped = false;
            }
            (Some(_), '\\') => escaped = true,
            (Some(_), '"') => words.extend(word.take()),
            (Some(inside), _) => inside.push(c),
            (None, '"') => word = Some(String::new()),
            (None, _) => {}
        }
    }
    words
        .chunks_exact(2)
        .map(|pair| (pair[0].clone(), pair[1].clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_with_their_escapes() {
        let tags = parse(r#""a"=>"1, \"x\"","name:zh"=>"常州""#);
        assert_eq!(tags["a"], "1, \"x\"");
        assert_eq!(tags["name:zh"], "常州");
        assert!(parse("nonsense").is_empty());
    }
}
