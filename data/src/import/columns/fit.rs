//! Whether the name of a column of the file is one of a wanted column.

use super::vocabulary::EXPLAINS;
use super::{Binding, Origin};
use crate::import::names::{likeness, normal};
use crate::import::report::{ColumnUse, How};
use crate::import::table::Table;
use crate::import::units;
use crate::layer::Column;

/// Width of a column's name in a Shapefile, bytes.
const SHORT: usize = 10;
/// The same in characters of Chinese in GBK.
const SHORT_ZH: usize = 5;
/// How alike a name must be to be suggested.
const NEAR: f64 = 0.5;

/// A column that is looked for.
pub(super) struct Wanted {
    pub(super) name: &'static str,
    pub(super) aliases: Vec<String>,
    pub(super) column: Option<&'static Column>,
}

impl Wanted {
    pub(super) fn of(column: &'static Column) -> Self {
        let mut aliases = vec![normal(column.name)];
        aliases.extend(column.zh.iter().map(|n| normal(n)));
        Self {
            name: column.name,
            aliases,
            column: Some(column),
        }
    }

    pub(super) fn extra(names: &'static [&'static str]) -> Self {
        Self {
            name: names[0],
            aliases: names.iter().map(|n| normal(n)).collect(),
            column: None,
        }
    }

    pub(super) fn is_place(&self) -> bool {
        self.column.is_none()
    }
}

/// How a name of the file fits a wanted column.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) how: How,
    /// Unit that stands behind the name.
    pub(super) unit: Option<String>,
    /// The better first.
    pub(super) rank: u8,
}

/// Of several columns that fit, keeps those that hold something: programs that make maps add columns of
/// their own (`Name`, `description`) and leave them empty.
pub(super) fn keep_filled(fits: &mut Vec<(usize, Fit)>, table: &Table) {
    let is_filled = |i: usize| {
        let mut cells = table.rows.iter().filter_map(|r| r.cells.get(i));
        cells.any(|c| !c.is_empty())
    };
    if fits.len() > 1 && fits.iter().any(|(i, _)| is_filled(*i)) {
        fits.retain(|(i, _)| is_filled(*i));
    }
}

/// The unit in brackets at the end of a plain name.
pub(super) fn unit_behind(name: &str) -> Option<String> {
    let inner = name.strip_suffix(')')?.rsplit_once('(')?.1;
    units::is_unit(inner).then(|| inner.to_owned())
}

/// Whether a plain name is one of a wanted column, and what stands behind it.
pub(super) fn fit(wanted: &Wanted, name: &str, has_short_names: bool) -> Option<Fit> {
    if name.is_empty() {
        return None;
    }
    let found = |alias: &str, unit| Fit {
        how: if alias == wanted.aliases[0] {
            How::Exact
        } else {
            How::Alias
        },
        unit,
        rank: rank(wanted.name, name),
    };
    if let Some(alias) = wanted.aliases.iter().find(|a| *a == name) {
        return Some(found(alias, None));
    }
    if has_short_names
        && let Some(alias) = wanted.aliases.iter().find(|a| is_cut(a, name, wanted.name))
    {
        return Some(found(alias, None));
    }
    let own = units::of_column(wanted.name);
    let mut aliases: Vec<&String> = wanted
        .aliases
        .iter()
        .filter(|a| name.starts_with(a.as_str()))
        .collect();
    aliases.sort_by_key(|a| std::cmp::Reverse(a.len()));
    for alias in aliases {
        let rest = &name[alias.len()..];
        let inner = rest
            .trim_matches(|c| matches!(c, '(' | ')' | '/' | ',' | ':' | '、'))
            .trim_start_matches("单位")
            .trim_start_matches([':', '为']);
        // kPa(g): the last bracket belongs to the unit.
        let with_bracket = rest
            .trim_start_matches(['(', '/', ','])
            .trim_end_matches(')')
            .to_owned()
            + ")";
        if let Some(own) = own {
            if units::find(&with_bracket, own.dimension).is_some() {
                return Some(found(alias, Some(with_bracket)));
            }
            if units::find(inner, own.dimension).is_some() {
                return Some(found(alias, Some(inner.to_owned())));
            }
        }
        let is_apart = rest.starts_with(['(', '/', ',', ':']);
        if EXPLAINS.contains(&inner) && (is_apart || wanted.is_place()) {
            return Some(found(alias, None));
        }
        // A bracket behind a number's name is a unit, and one that is not known must be told.
        if own.is_some() && rest.starts_with('(') && rest.ends_with(')') {
            return Some(found(alias, Some(inner.to_owned())));
        }
    }
    None
}

/// Whether a name is an alias cut to the width of a Shapefile's names.
pub(super) fn is_cut(alias: &str, name: &str, ours: &str) -> bool {
    if name.is_ascii() {
        // The cut is in the name as written, of which plain names lost the underscores.
        ours.len() > SHORT && alias == normal(ours) && normal(&ours[..SHORT]) == name
    } else {
        name.chars().count() >= SHORT_ZH - 2
            && name.len() < alias.len()
            && alias.starts_with(name)
            && (name.chars().count() == SHORT_ZH || name.len() == 9)
    }
}

/// Which of several columns that mean the same is the better one: GB 18218-2018 4.2.2 counts the largest
/// amount of the design; a CAS number says more than a name.
pub(super) fn rank(ours: &str, name: &str) -> u8 {
    let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
    match ours {
        "quantity_t" if has(&["设计", "最大", "max", "design", "quantityt"]) => {
            u8::from(has(&["实际", "在线", "现"]))
        }
        "quantity_t"
            if has(&[
                "实际", "现有", "现存", "在线", "日常", "平均", "actual", "current",
            ]) =>
        {
            3
        }
        "quantity_t" => 2,
        "substance" if has(&["cas", "substance"]) => 0,
        "substance" => 1,
        "lon" | "lat" => u8::from(!has(&["lon", "lng", "lat", "经", "纬"])),
        _ => 0,
    }
}

/// Name of a column with its Chinese one.
pub(super) fn called(wanted: &Wanted) -> String {
    match wanted.column.and_then(|c| c.zh.first()) {
        Some(zh) => format!("{} ({zh})", wanted.name),
        None => wanted.name.to_owned(),
    }
}

/// Suggests what an unused column may be, among what is not bound yet.
pub(super) fn suggest(
    uses: &mut [ColumnUse],
    wanted: &[Wanted],
    bindings: &[Binding],
    names: &[String],
) {
    for (used, name) in uses
        .iter_mut()
        .zip(names)
        .filter(|(u, _)| u.how == How::Unused)
    {
        let base = name.split_once('(').map_or(name.as_str(), |(base, _)| base);
        let best = wanted
            .iter()
            .zip(bindings)
            .filter(|(_, b)| b.origin == Origin::Absent)
            .flat_map(|(w, _)| w.aliases.iter().map(move |a| (likeness(base, a), w.name)))
            .filter(|(score, _)| *score >= NEAR)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((score, ours)) = best {
            used.suggestion = Some(ours.to_owned());
            used.confidence = (score * 100.0).round() / 100.0;
        }
    }
}
