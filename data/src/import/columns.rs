//! Which column of a file is which column of a layer, and in which unit.
//!
//! A column is taken where its plain name is one that we know, with or without a unit behind it; a mapping
//! file goes before that. What is merely alike is suggested and never taken. Where two columns hold the same
//! in two strengths (design and actual amount, CAS number and name) the better one is taken and the other
//! one is noted.

use std::collections::BTreeSet;

use super::Goal;
use super::mapping::Mapping;
use super::names::{likeness, normal};
use super::report::{ColumnUse, How};
use super::table::Table;
use super::units::{self, Conversion};
use crate::layer::{Column, Fault, Kind, Shape};
use crate::{Error, Result};

/// Where the value of a column comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// Nowhere.
    #[default]
    Absent,
    /// A column of the file.
    Column(usize),
    /// The mapping file.
    Constant(String),
}

/// A column of the layer, bound to the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Binding {
    /// Where its value comes from.
    pub(super) origin: Origin,
    /// Another column of the file, for a row where the first has nothing.
    pub(super) fallback: Option<usize>,
    /// The way from the file's unit.
    pub(super) conversion: Option<Conversion>,
}

/// Something to say about a column as a whole.
#[derive(Debug, Clone)]
pub(super) struct Remark {
    pub(super) field: String,
    pub(super) value: String,
    pub(super) fault: Fault,
}

/// Columns of a file, by what they mean.
#[derive(Debug, Clone)]
pub(super) struct Assignment {
    /// In the order of the layer's columns.
    pub(super) bindings: Vec<Binding>,
    /// Whether a row is invented.
    pub(super) synthetic: Origin,
    /// Longitude or easting, for a file without geometry.
    pub(super) lon: Origin,
    /// Latitude or northing, for a file without geometry.
    pub(super) lat: Origin,
    /// Both in one cell.
    pub(super) pair: Origin,
    /// Geometry as well-known text, for a file without geometry.
    pub(super) wkt: Origin,
    /// Columns in which well-known text that is too long for one cell goes on: `wkt_2`, `wkt_3`, …
    pub(super) wkt_rest: Vec<usize>,
    /// Unit of the amount, row by row.
    pub(super) unit: Origin,
    /// Every column of the file.
    pub(super) uses: Vec<ColumnUse>,
    /// Columns that mean nothing here.
    pub(super) ignored: Vec<String>,
    /// What is wrong with columns.
    pub(super) faults: Vec<Remark>,
    /// What was decided about columns.
    pub(super) notes: Vec<Remark>,
}

const SYNTHETIC: &[&str] = &["synthetic", "合成数据", "是否合成", "虚构"];
const LON: &[&str] = &[
    "lon",
    "lng",
    "long",
    "longitude",
    "经度",
    "东经",
    "企业经度",
    "经度坐标",
    "中心经度",
    "gps经度",
    "x",
    "x坐标",
    "横坐标",
    "东坐标",
    "easting",
    "坐标x",
    "pointx",
    "e",
];
const LAT: &[&str] = &[
    "lat",
    "latitude",
    "纬度",
    "北纬",
    "企业纬度",
    "纬度坐标",
    "中心纬度",
    "gps纬度",
    "y",
    "y坐标",
    "纵坐标",
    "北坐标",
    "northing",
    "坐标y",
    "pointy",
    "n",
];
const PAIR: &[&str] = &[
    "lonlat",
    "经纬度",
    "坐标",
    "经纬度坐标",
    "位置坐标",
    "地理坐标",
    "中心坐标",
    "企业经纬度",
    "gps坐标",
    "coordinates",
    "latlon",
    "经度纬度",
    "经度,纬度",
    "经度/纬度",
    "经度、纬度",
];
const WKT: &[&str] = &["wkt", "geometry", "geom", "几何", "空间数据", "图形"];
const UNIT: &[&str] = &[
    "unit of quantity",
    "单位",
    "计量单位",
    "数量单位",
    "储量单位",
    "uom",
];
/// What may stand in brackets behind a name and changes nothing.
const EXPLAINS: &[&str] = &[
    "全称",
    "必填",
    "选填",
    "可选",
    "如有",
    "公章",
    "规范名称",
    "设计",
    "最大",
    "设计最大",
    "十进制",
    "小数",
    "度",
    "°",
    "度分秒",
    "十进制度",
    "小数度",
    "wgs84",
    "cgcs2000",
    "gcj02",
    "bd09",
    "高德",
    "百度",
    "天地图",
    "国测局",
    "火星",
    "2000",
    "84",
    "国家2000",
    "大地2000",
    "m",
    "米",
    "decimal",
    "deg",
    "东经",
    "北纬",
    "是/否",
    "有/无",
    "yyyymmdd",
    "年/月/日",
    "年月日",
    "中文",
    "盖章",
];
/// Width of a column's name in a Shapefile, bytes.
const SHORT: usize = 10;
/// The same in characters of Chinese in GBK.
const SHORT_ZH: usize = 5;
/// How alike a name must be to be suggested.
const NEAR: f64 = 0.5;
/// Rows whose words tell what a column holds.
const LOOKED_AT: usize = 50;

/// A column that is looked for.
struct Wanted {
    name: &'static str,
    aliases: Vec<String>,
    column: Option<&'static Column>,
}

impl Wanted {
    fn of(column: &'static Column) -> Self {
        let mut aliases = vec![normal(column.name)];
        aliases.extend(column.zh.iter().map(|n| normal(n)));
        Self {
            name: column.name,
            aliases,
            column: Some(column),
        }
    }

    fn extra(names: &'static [&'static str]) -> Self {
        Self {
            name: names[0],
            aliases: names.iter().map(|n| normal(n)).collect(),
            column: None,
        }
    }

    fn is_place(&self) -> bool {
        self.column.is_none()
    }
}

/// How a name of the file fits a wanted column.
#[derive(Debug, Clone)]
struct Fit {
    how: How,
    /// Unit that stands behind the name.
    unit: Option<String>,
    /// The better first.
    rank: u8,
}

/// Finds the columns of a layer in a file; all that it needs must be there.
pub(super) fn assign(
    table: &Table,
    goal: Goal,
    columns: &'static [Column],
    shape: Shape,
    mapping: Option<&Mapping>,
    unit_row: &[Option<String>],
    key: Option<&str>,
) -> Result<Assignment> {
    let assignment = find(table, columns, shape, mapping, unit_row, key)?;
    let needs_place = !table.has_geometry && shape != Shape::None && !shape.is_optional();
    check_complete(&assignment, table, goal, columns, needs_place)?;
    Ok(assignment)
}

/// Finds the columns of a layer in a file, as many as there are.
pub(super) fn find(
    table: &Table,
    columns: &'static [Column],
    shape: Shape,
    mapping: Option<&Mapping>,
    unit_row: &[Option<String>],
    key: Option<&str>,
) -> Result<Assignment> {
    let mut wanted: Vec<Wanted> = columns.iter().map(Wanted::of).collect();
    let with_places = !table.has_geometry && shape != Shape::None;
    wanted.push(Wanted::extra(SYNTHETIC));
    if with_places {
        wanted.extend([LON, LAT, PAIR, WKT].map(Wanted::extra));
    }
    let has_amount = columns.iter().any(|c| c.name == "quantity_t");
    if has_amount {
        wanted.push(Wanted::extra(UNIT));
    }
    if let Some(mapping) = mapping {
        check_mapping(mapping, &wanted, table)?;
    }
    let names: Vec<String> = table.columns.iter().map(|c| normal(c)).collect();
    let mut found = Found {
        bindings: Vec::new(),
        uses: unused(table),
        faults: Vec::new(),
        notes: Vec::new(),
    };
    for one in &wanted {
        let binding = found.bind(one, table, &names, mapping, unit_row)?;
        found.bindings.push(binding);
    }
    let wkt_rest = match wanted.iter().position(|w| w.name == WKT[0]) {
        Some(wkt) => found.continue_text(wkt, &names),
        None => Vec::new(),
    };
    found.take_subtype(columns, table);
    suggest(&mut found.uses, &wanted, &found.bindings, &names);
    let mut rest = found
        .bindings
        .split_off(columns.len())
        .into_iter()
        .map(|b| b.origin);
    let mut next = || rest.next().unwrap_or_default();
    let synthetic = next();
    let [lon, lat, pair, wkt] = if with_places {
        [next(), next(), next(), next()]
    } else {
        Default::default()
    };
    let unit = if has_amount { next() } else { Origin::Absent };
    let mut assignment = Assignment {
        bindings: found.bindings,
        synthetic,
        lon,
        lat,
        pair,
        wkt,
        wkt_rest,
        unit,
        ignored: found
            .uses
            .iter()
            .filter(|u| u.how == How::Unused)
            .map(|u| u.theirs.clone())
            .collect(),
        uses: found.uses,
        faults: found.faults,
        notes: found.notes,
    };
    if let Some(mapping) = mapping.filter(|m| m.is_saved) {
        assignment.notes.push(Remark {
            field: "columns".to_owned(),
            value: String::new(),
            fault: Fault::new(
                format!(
                    "are read by the mapping {} of an earlier import",
                    mapping.file
                ),
                "give another --mapping, or --no-saved-mapping, where that is wrong",
            ),
        });
    }
    assignment.take_key(
        columns,
        key.or(mapping.and_then(|m| m.key.as_deref())),
        table,
    )?;
    Ok(assignment)
}

/// How many columns of a table a goal's columns would use, and whether all that it needs are there.
pub(super) fn score(table: &Table, columns: &'static [Column]) -> (usize, usize) {
    let names: Vec<String> = table.columns.iter().map(|c| normal(c)).collect();
    let mut used = BTreeSet::new();
    let mut missing = 0;
    for wanted in columns.iter().map(Wanted::of) {
        let found =
            (0..names.len()).find(|i| fit(&wanted, &names[*i], table.has_short_names).is_some());
        match found {
            Some(i) => {
                used.insert(i);
            }
            None => missing += usize::from(wanted.column.is_some_and(|c| c.required)),
        }
    }
    (used.len(), missing)
}

fn unused(table: &Table) -> Vec<ColumnUse> {
    table
        .columns
        .iter()
        .map(|theirs| ColumnUse {
            theirs: theirs.clone(),
            ours: None,
            unit: None,
            how: How::Unused,
            suggestion: None,
            confidence: 0.0,
        })
        .collect()
}

struct Found {
    bindings: Vec<Binding>,
    uses: Vec<ColumnUse>,
    faults: Vec<Remark>,
    notes: Vec<Remark>,
}

impl Found {
    fn bind(
        &mut self,
        wanted: &Wanted,
        table: &Table,
        names: &[String],
        mapping: Option<&Mapping>,
        unit_row: &[Option<String>],
    ) -> Result<Binding> {
        if let Some(value) = mapping.and_then(|m| m.constants.get(wanted.name)) {
            self.uses.push(ColumnUse {
                theirs: String::new(),
                ours: Some(wanted.name.to_owned()),
                unit: None,
                how: How::Constant,
                suggestion: None,
                confidence: 1.0,
            });
            return Ok(Binding {
                origin: Origin::Constant(value.clone()),
                ..Binding::default()
            });
        }
        let is_mapped = |i: &usize| {
            mapping.is_some_and(|m| m.columns.keys().any(|theirs| normal(theirs) == names[*i]))
        };
        let told = mapping.and_then(|m| m.columns.iter().find(|(_, ours)| *ours == wanted.name));
        let mut fits: Vec<(usize, Fit)> = match told {
            Some((theirs, _)) => {
                let theirs = normal(theirs);
                let how = if mapping.is_some_and(|m| m.is_saved) {
                    How::SavedMapping
                } else {
                    How::Mapping
                };
                let at = names.iter().position(|n| *n == theirs);
                at.map(|i| {
                    (
                        i,
                        Fit {
                            how,
                            unit: unit_behind(&names[i]),
                            rank: 0,
                        },
                    )
                })
                .into_iter()
                .collect()
            }
            None => (0..names.len())
                .filter(|i| !is_mapped(i))
                .filter_map(|i| Some((i, fit(wanted, &names[i], table.has_short_names)?)))
                .collect(),
        };
        keep_filled(&mut fits, table);
        fits.sort_by_key(|(_, fit)| fit.rank);
        let Some((at, best)) = fits.first().cloned() else {
            return Ok(Binding::default());
        };
        if let Some((second, _)) = fits.get(1).filter(|(_, other)| other.rank == best.rank) {
            return Err(Error::DoubleColumn {
                file: table.file.clone(),
                column: called(wanted),
                first: table.columns[at].clone(),
                second: table.columns[*second].clone(),
            });
        }
        let is_substance = wanted
            .column
            .is_some_and(|c| matches!(c.kind, Kind::Substance));
        let fallback = fits.get(1).filter(|_| is_substance).map(|(i, _)| *i);
        for (other, _) in &fits[1..] {
            let fault = if Some(*other) == fallback {
                self.mark(*other, wanted, How::Alias, None);
                Fault::new(
                    format!("is read where `{}` is empty", table.columns[at]),
                    "",
                )
            } else {
                Fault::new(
                    format!(
                        "is not used, as `{}` is taken for {}",
                        table.columns[at], wanted.name
                    ),
                    "",
                )
            };
            self.notes.push(Remark {
                field: wanted.name.to_owned(),
                value: table.columns[*other].clone(),
                fault,
            });
        }
        let conversion = self.conversion(wanted, &best, at, table, mapping, unit_row);
        self.mark(
            at,
            wanted,
            best.how,
            conversion.filter(|c| !c.is_same()).map(|c| c.from.name),
        );
        Ok(Binding {
            origin: Origin::Column(at),
            fallback,
            conversion,
        })
    }

    /// The columns in which the text of a column goes on, in order: a cell of a workbook takes 32 767
    /// characters, and an outline may have more.
    fn continue_text(&mut self, at: usize, names: &[String]) -> Vec<usize> {
        let Origin::Column(first) = self.bindings[at].origin else {
            return Vec::new();
        };
        let next = |part: usize| {
            let name = format!("{}{part}", names[first]);
            names.iter().position(|n| *n == name)
        };
        let rest: Vec<usize> = (2..).map_while(next).collect();
        for &column in &rest {
            // No column of ours: a mapping that is made of these uses must name each once.
            self.uses[column].how = How::Alias;
            self.uses[column].confidence = 1.0;
        }
        if let Some(last) = rest.last() {
            let (first, last) = (&self.uses[first].theirs, &self.uses[*last].theirs);
            self.notes.push(Remark {
                field: WKT[0].to_owned(),
                value: first.clone(),
                fault: Fault::new(format!("goes on in the columns up to `{last}`"), ""),
            });
        }
        rest
    }

    /// 类别 says in many lists what a place is (小学), not how well it is to be protected (高敏感): the words
    /// below it decide, where no other column says what it is.
    fn take_subtype(&mut self, columns: &'static [Column], table: &Table) {
        let position = |name| columns.iter().position(|c| c.name == name);
        let (Some(category), Some(subtype)) = (position("category"), position("subtype")) else {
            return;
        };
        let Origin::Column(at) = self.bindings[category].origin else {
            return;
        };
        if self.bindings[subtype].origin != Origin::Absent {
            return;
        }
        let memory = super::values::Memory::default();
        let read = |column: usize| {
            let cells = table.rows.iter().filter_map(|r| r.cells.get(at));
            let binding = &self.bindings[category];
            cells
                .filter(|c| !c.is_empty())
                .take(LOOKED_AT)
                .filter(|c| {
                    super::values::read(&columns[column], binding, c, None, &memory).is_ok()
                })
                .count()
        };
        if read(subtype) > read(category) {
            self.bindings.swap(category, subtype);
            self.uses[at].ours = Some(columns[subtype].name.to_owned());
            self.notes.push(Remark {
                field: columns[subtype].name.to_owned(),
                value: table.columns[at].clone(),
                fault: Fault::new("says what each place is, and is read so", ""),
            });
        }
    }

    fn mark(&mut self, at: usize, wanted: &Wanted, how: How, unit: Option<&str>) {
        let used = &mut self.uses[at];
        used.ours = Some(wanted.name.to_owned());
        used.how = how;
        used.unit = unit.map(str::to_owned);
        used.confidence = 1.0;
    }

    /// The conversion that the mapping, the header or the row of units asks for.
    fn conversion(
        &mut self,
        wanted: &Wanted,
        fit: &Fit,
        at: usize,
        table: &Table,
        mapping: Option<&Mapping>,
        unit_row: &[Option<String>],
    ) -> Option<Conversion> {
        let own = units::of_column(wanted.name)?;
        let told = mapping.and_then(|m| m.units.get(wanted.name)).cloned();
        let written = told
            .or_else(|| fit.unit.clone())
            .or_else(|| unit_row.get(at).cloned().flatten())?;
        let remark = |fault| Remark {
            field: wanted.name.to_owned(),
            value: table.columns[at].clone(),
            fault,
        };
        match units::conversion(&written, wanted.name, own) {
            Ok(conversion) => {
                if !conversion.is_same() {
                    self.notes.push(remark(Fault::new(conversion.words(), "")));
                } else if wanted.name == "pressure_kpa" {
                    self.notes.push(remark(Fault::new(
                        "pressures are read as gauge pressures (表压)",
                        "",
                    )));
                }
                Some(conversion)
            }
            Err(fault) => {
                self.faults.push(remark(fault));
                None
            }
        }
    }
}

/// Of several columns that fit, keeps those that hold something: programs that make maps add columns of
/// their own (`Name`, `description`) and leave them empty.
fn keep_filled(fits: &mut Vec<(usize, Fit)>, table: &Table) {
    let is_filled = |i: usize| {
        let mut cells = table.rows.iter().filter_map(|r| r.cells.get(i));
        cells.any(|c| !c.is_empty())
    };
    if fits.len() > 1 && fits.iter().any(|(i, _)| is_filled(*i)) {
        fits.retain(|(i, _)| is_filled(*i));
    }
}

/// The unit in brackets at the end of a plain name.
fn unit_behind(name: &str) -> Option<String> {
    let inner = name.strip_suffix(')')?.rsplit_once('(')?.1;
    units::is_unit(inner).then(|| inner.to_owned())
}

/// Whether a plain name is one of a wanted column, and what stands behind it.
fn fit(wanted: &Wanted, name: &str, has_short_names: bool) -> Option<Fit> {
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
fn is_cut(alias: &str, name: &str, ours: &str) -> bool {
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
fn rank(ours: &str, name: &str) -> u8 {
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
fn called(wanted: &Wanted) -> String {
    match wanted.column.and_then(|c| c.zh.first()) {
        Some(zh) => format!("{} ({zh})", wanted.name),
        None => wanted.name.to_owned(),
    }
}

/// Suggests what an unused column may be, among what is not bound yet.
fn suggest(uses: &mut [ColumnUse], wanted: &[Wanted], bindings: &[Binding], names: &[String]) {
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

impl Assignment {
    /// What identifies a row: the column that the user named, else the id, else the credit code.
    fn take_key(&mut self, columns: &[Column], key: Option<&str>, table: &Table) -> Result<()> {
        let Some(id) = columns.iter().position(|c| c.name == "id") else {
            return Ok(());
        };
        let from = match key {
            Some(key) => Some(columns.iter().position(|c| c.name == key).ok_or_else(|| Error::Mapping {
                file: table.file.clone(),
                reason: format!("`{key}` is no column that can be a key; write the name of one of our columns, such as uscc or name"),
            })?),
            None => columns.iter().position(|c| c.name == "uscc"),
        };
        let Some(from) =
            from.filter(|_| key.is_some() || self.bindings[id].origin == Origin::Absent)
        else {
            return Ok(());
        };
        if self.bindings[from].origin != Origin::Absent && from != id {
            self.bindings[id] = self.bindings[from].clone();
            self.notes.push(Remark {
                field: "id".to_owned(),
                value: String::new(),
                fault: Fault::new(
                    format!("rows are identified by their {}", columns[from].name),
                    "",
                ),
            });
        }
        Ok(())
    }

    /// Whether there is a place in columns.
    pub(super) fn has_place(&self) -> bool {
        self.wkt != Origin::Absent
            || self.pair != Origin::Absent
            || (self.lon != Origin::Absent && self.lat != Origin::Absent)
    }
}

fn check_mapping(mapping: &Mapping, wanted: &[Wanted], table: &Table) -> Result<()> {
    let known = |name: &str| wanted.iter().any(|w| w.name == name);
    let names = || wanted.iter().map(|w| w.name).collect::<Vec<_>>().join(", ");
    for (theirs, ours) in &mapping.columns {
        if !known(ours) {
            return Err(mapping.wrong(format!(
                "`{ours}` is no column here; known are: {}",
                names()
            )));
        }
        let theirs_plain = normal(theirs);
        if !table.columns.iter().any(|c| normal(c) == theirs_plain) {
            return Err(mapping.wrong(format!(
                "{} has no column `{theirs}`; it has: {}",
                table.file,
                table.columns.join(", ")
            )));
        }
        let twice = mapping.columns.values().filter(|o| *o == ours).count() > 1;
        if twice || mapping.constants.contains_key(ours) {
            return Err(mapping.wrong(format!("`{ours}` is given twice; keep one of them")));
        }
    }
    match mapping
        .constants
        .keys()
        .chain(mapping.units.keys())
        .find(|c| !known(c))
    {
        Some(ours) => Err(mapping.wrong(format!(
            "`{ours}` is no column here; known are: {}",
            names()
        ))),
        None => Ok(()),
    }
}

fn check_complete(
    assignment: &Assignment,
    table: &Table,
    goal: Goal,
    columns: &[Column],
    needs_place: bool,
) -> Result<()> {
    let found = || table.columns.join(", ");
    let is_known = assignment
        .bindings
        .iter()
        .any(|b| matches!(b.origin, Origin::Column(_)));
    if !is_known {
        return Err(Error::NoKnownColumn {
            file: table.file.clone(),
            layer: goal,
            found: found(),
            known: columns
                .iter()
                .map(|c| match c.zh.first() {
                    Some(zh) => format!("{} ({zh})", c.name),
                    None => c.name.to_owned(),
                })
                .collect::<Vec<_>>()
                .join(", "),
        });
    }
    let may_be = |ours: &str| {
        assignment
            .uses
            .iter()
            .find(|u| u.suggestion.as_deref() == Some(ours))
            .map(|u| format!("; is it `{}`?", u.theirs))
            .unwrap_or_default()
    };
    let mut missing: Vec<String> = columns
        .iter()
        .zip(&assignment.bindings)
        .filter(|(c, b)| c.required && b.origin == Origin::Absent)
        .map(|(c, _)| {
            let zh = c.zh.first().copied().unwrap_or_default();
            let by_name = match c.name {
                "id" if columns.iter().any(|c| c.name == "name") => {
                    "; or say --key name if no two rows have one name"
                }
                "unit_id" => {
                    "; a sheet of enterprises and their tanks is imported with --layer register"
                }
                _ => "",
            };
            format!("{} ({zh}{}{by_name})", c.name, may_be(c.name))
        })
        .collect();
    if needs_place && !table.has_geometry && !assignment.has_place() {
        missing.push("lon and lat (经度, 纬度; or wkt)".to_owned());
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::MissingColumns {
        file: table.file.clone(),
        layer: goal,
        missing: missing.join(", "),
        found: found(),
    })
}

/// Takes the row of units that some forms have below the header out of a table.
pub(super) fn take_unit_row(table: &mut Table) -> Vec<Option<String>> {
    let is_one = table.rows.len() > 1
        && table.rows.first().is_some_and(|row| {
            let mut texts = row.cells.iter().filter_map(super::values::text).peekable();
            texts.peek().is_some() && texts.all(|t| units::is_unit(&t))
        });
    if !is_one {
        return Vec::new();
    }
    let row = table.rows.remove(0);
    row.cells
        .iter()
        .map(|c| super::values::text(c).map(std::borrow::Cow::into_owned))
        .map(|t| t.map(|t| t.trim_matches(['(', ')', '（', '）']).to_owned()))
        .collect()
}
