//! What came of an import.

use std::collections::BTreeMap;
use std::fmt;

use geo::BoundingRect;
use serde::Serialize;

use super::Goal;
use super::messages;
use super::place::EvidenceLine;
use super::rows::Checked;
use crate::layer::Fault;
use crate::store::Changes;

/// Why a value could not be taken, or how it was understood, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// Name of the file.
    pub file: String,
    /// Sheet or layer inside the file, where it has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Row: that of the sheet in a workbook, else counted from 1 without the header; 0 for the file as a
    /// whole.
    pub row: u64,
    /// Cell as a spreadsheet program names it (`C7`), for what such a program opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Column, or `geometry`.
    pub field: String,
    /// The value as the file has it, cut where it is long.
    pub value: String,
    /// The rule that it breaks.
    pub rule: String,
    /// What to do.
    pub fix: String,
    /// The rule in Chinese.
    pub rule_zh: String,
    /// What to do, in Chinese.
    pub fix_zh: String,
}

/// Longest value that is repeated in an issue, in characters.
const VALUE_CHARS: usize = 80;
/// Issues of a table that the text report shows one by one.
const SHOWN: usize = 200;
/// Rows that a summary of equal notes names.
const ROWS_NAMED: usize = 5;

impl Issue {
    pub(super) fn new(file: &str, row: u64, field: &str, value: &str, fault: Fault) -> Self {
        let mut shown: String = value
            .chars()
            .take(VALUE_CHARS)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        if value.chars().count() > VALUE_CHARS {
            shown.push('…');
        }
        Self {
            file: file.to_owned(),
            part: None,
            row,
            cell: None,
            field: field.to_owned(),
            value: shown,
            rule_zh: messages::zh(&fault.rule),
            fix_zh: messages::zh(&fault.fix),
            rule: fault.rule,
            fix: fault.fix,
        }
    }

    /// One line in Chinese, as [`Display`](fmt::Display) gives one in English.
    pub fn zh(&self) -> String {
        let cell = match self.shown_cell() {
            Some(cell) => format!("（单元格 {cell}）"),
            None => String::new(),
        };
        format!("{}: {}；{}{cell}", self.head(), self.rule_zh, self.fix_zh)
    }

    /// Where a spreadsheet program shows a value of text, whose rows are counted without the header.
    fn shown_cell(&self) -> Option<&str> {
        self.cell.as_deref().filter(|_| self.part.is_none())
    }

    fn head(&self) -> String {
        let place = match (&self.part, &self.cell) {
            (None, _) => String::new(),
            (part, cell) => {
                let words: Vec<&str> = [part, cell]
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect();
                format!(" [{}]", words.join(" "))
            }
        };
        format!(
            "{}:{}{place} {}={}",
            self.file, self.row, self.field, self.value
        )
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.head(), self.rule, self.fix)?;
        match self.shown_cell() {
            Some(cell) => write!(f, " (cell {cell})"),
            None => Ok(()),
        }
    }
}

/// Where a row lies, for a map of what was read.
#[derive(Debug, Clone, PartialEq)]
pub struct RowPlace {
    /// Row, as its issues name it.
    pub row: u64,
    /// Longitude and latitude of the middle of its box, CGCS2000; `None` where it has no place, or none
    /// that could be read.
    pub at: Option<[f64; 2]>,
    /// Whether it can be taken.
    pub is_taken: bool,
    /// Whether its key is in the store already.
    pub updates: bool,
}

impl RowPlace {
    /// Of a checked row; none for what is said of the file as a whole.
    pub(super) fn of(row: &Checked) -> Option<Self> {
        let middle = row
            .record
            .geometry
            .as_ref()
            .and_then(BoundingRect::bounding_rect)
            .map(geo_types::Rect::center);
        (row.number > 0).then(|| Self {
            row: row.number,
            at: middle.map(|c| [c.x, c.y]),
            is_taken: row.issues.is_empty(),
            updates: row.updates,
        })
    }
}

/// How a column of the file was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It has the name of our column.
    Exact,
    /// It has another name that our column is known by.
    Alias,
    /// The mapping file says so.
    Mapping,
    /// A mapping says so that was saved by an earlier import.
    SavedMapping,
    /// The mapping gives one value for all rows.
    Constant,
    /// It is not used.
    Unused,
}

/// A column of the file, and what was made of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnUse {
    /// Name in the file; empty for a constant.
    pub theirs: String,
    /// Our column, where it is used.
    pub ours: Option<String>,
    /// Unit that its numbers are read in, where it is another one than ours.
    pub unit: Option<String>,
    /// How it was recognised.
    pub how: How,
    /// Our column that may be meant, where it is not used.
    pub suggestion: Option<String>,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
}

/// What came of one table: one line an issue, and a summary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Where the rows were meant to go.
    pub layer: Goal,
    /// Name of the file.
    pub file: String,
    /// Sheet or layer inside the file, where it has several.
    pub part: Option<String>,
    /// Coordinate reference system that the file was read in.
    pub crs_used: String,
    /// Why that one.
    pub crs_reason: String,
    /// How sure that is, from 0 to 1, where it was found out.
    pub crs_confidence: Option<f64>,
    /// What speaks for it and against it.
    pub crs_evidence: Vec<EvidenceLine>,
    /// Encoding that its text was read in, where it was found out.
    pub encoding_used: Option<&'static str>,
    /// Every column of the file, and what was made of it.
    pub columns: Vec<ColumnUse>,
    /// Columns of the file that were not used.
    pub ignored_columns: Vec<String>,
    /// Rows in the file.
    pub rows_read: u64,
    /// Rows without issue.
    pub rows_taken: u64,
    /// Rows with an issue.
    pub rows_rejected: u64,
    /// Rows without issue whose key is in the store already.
    pub rows_updating: u64,
    /// Every issue of every row.
    pub issues: Vec<Issue>,
    /// How values were understood, and what looks odd; rejects nothing.
    pub notes: Vec<Issue>,
    /// Where each row lies.
    #[serde(skip)]
    pub places: Vec<RowPlace>,
    /// Whether it was to be checked only.
    pub dry_run: bool,
    /// Whether the rows were stored: all of them, or none.
    pub stored: bool,
}

/// What came of an import: a report for each table that was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// In the order in which the layers are filled.
    pub reports: Vec<Report>,
    /// Whether the rows were stored: those of all tables, or none.
    pub stored: bool,
    /// Identifier in the history of imports, where they were stored.
    pub import_id: Option<String>,
    /// What the rows change in the store, or would change; none where rows were rejected.
    pub changes: Option<Changes>,
}

/// Language of a text report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese, for a report that goes to a plant.
    Chinese,
}

impl Outcome {
    /// Whether no row of any table was rejected.
    pub fn is_clean(&self) -> bool {
        self.reports.iter().all(|r| r.issues.is_empty())
    }

    /// As JSON: the report itself where there is one, else `{"reports": […]}`.
    ///
    /// # Errors
    /// Where a number is not finite, which no report holds.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        match &self.reports[..] {
            [report] => {
                let mut value = serde_json::to_value(report)?;
                if let Some(object) = value.as_object_mut() {
                    object.insert("import_id".into(), serde_json::to_value(&self.import_id)?);
                    object.insert("changes".into(), serde_json::to_value(&self.changes)?);
                }
                serde_json::to_string(&value)
            }
            _ => serde_json::to_string(self),
        }
    }

    /// As text, with so many issues of each table at most.
    pub fn text(&self, language: Language, most: usize) -> String {
        let texts: Vec<String> = self
            .reports
            .iter()
            .map(|r| r.text(language, most))
            .collect();
        texts.join("\n")
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English, SHOWN))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English, SHOWN))
    }
}

impl Report {
    /// As text, with so many issues at most.
    pub fn text(&self, language: Language, most: usize) -> String {
        let is_zh = language == Language::Chinese;
        let mut lines: Vec<String> = self
            .issues
            .iter()
            .take(most)
            .map(|i| if is_zh { i.zh() } else { i.to_string() })
            .collect();
        let place = match &self.part {
            Some(part) => format!("{} [{part}]", self.file),
            None => self.file.clone(),
        };
        let mut say = |en: String, zh: String| {
            lines.push(format!("{place}: {}", if is_zh { zh } else { en }));
        };
        let more = self.issues.len().saturating_sub(most);
        if more > 0 {
            say(
                format!(
                    "{more} more issues are not shown here; --report FILE.txt or FILE.json holds all"
                ),
                format!("另有 {more} 个问题未在此列出；用 --report 文件.txt 或 文件.json 可得全部"),
            );
        }
        let has_sheet_rows = self.part.is_some() && self.issues.iter().any(|i| i.cell.is_some());
        if !has_sheet_rows && self.issues.iter().any(|i| i.row > 0) {
            say(
                "rows are counted from 1, without the header".into(),
                "行号从 1 数起，不含表头".into(),
            );
        }
        for (en, zh) in self.column_lines() {
            say(en, zh);
        }
        for (en, zh) in self.note_lines() {
            say(en, zh);
        }
        let reason_zh = match messages::zh(&self.crs_reason) {
            // What was weighed is told in English alone.
            same if same == self.crs_reason => String::new(),
            zh => format!("：{zh}"),
        };
        if !self.crs_used.is_empty() {
            say(
                format!("read in {}: {}", self.crs_used, self.crs_reason),
                format!("坐标系 {}{reason_zh}", self.crs_used),
            );
        }
        let (en, zh) = match (self.stored, self.issues.is_empty()) {
            (true, _) => ("stored", "已入库"),
            (false, true) => ("checked only, nothing stored", "仅检查，未入库"),
            (false, false) => ("nothing stored", "未入库"),
        };
        let new = self.rows_taken - self.rows_updating;
        say(
            format!(
                "{} rows of {}, {} without issue ({new} new, {} updating), {} rejected; {en}",
                self.rows_read, self.layer, self.rows_taken, self.rows_updating, self.rows_rejected,
            ),
            format!(
                "{}共 {} 行，{} 行无误（新增 {new}，更新 {}），{} 行有误；{zh}",
                self.layer.zh(),
                self.rows_read,
                self.rows_taken,
                self.rows_updating,
                self.rows_rejected,
            ),
        );
        lines.join("\n")
    }

    fn column_lines(&self) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        if !self.ignored_columns.is_empty() {
            let names = self.ignored_columns.join(", ");
            lines.push((
                format!("columns not used: {names}"),
                format!("未使用的列：{names}"),
            ));
        }
        let suggested: Vec<(&str, &str)> = self
            .columns
            .iter()
            .filter_map(|c| Some((c.theirs.as_str(), c.suggestion.as_deref()?)))
            .collect();
        for (theirs, ours) in &suggested {
            lines.push((
                format!("`{theirs}` is not used; if it means {ours}, write in a mapping file: \"{theirs}\" = \"{ours}\""),
                format!("未使用“{theirs}”；若它就是 {ours}，请在映射文件中写：\"{theirs}\" = \"{ours}\""),
            ));
        }
        if !suggested.is_empty() {
            lines.push((
                "a mapping file is a text file that begins with the line [columns]; give it with --mapping FILE.toml".into(),
                "映射文件是首行为 [columns] 的文本文件；用 --mapping 文件.toml 指定".into(),
            ));
        }
        lines
    }

    /// Equal notes of several rows in one line.
    fn note_lines(&self) -> Vec<(String, String)> {
        let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut groups: Vec<(&Issue, Vec<u64>)> = Vec::new();
        for note in &self.notes {
            let at = *places
                .entry((&note.field, &note.rule))
                .or_insert(groups.len());
            match groups.get_mut(at) {
                Some((_, rows)) => rows.push(note.row),
                None => groups.push((note, vec![note.row])),
            }
        }
        groups
            .iter()
            .map(|(note, rows)| {
                let named: Vec<String> = rows
                    .iter()
                    .filter(|r| **r > 0)
                    .take(ROWS_NAMED)
                    .map(u64::to_string)
                    .collect();
                let more = rows.len().saturating_sub(ROWS_NAMED);
                let (en, zh) = match (named.is_empty(), more) {
                    (true, _) => (String::new(), String::new()),
                    (false, 0) => (
                        format!(" (row {})", named.join(", ")),
                        format!("（第 {} 行）", named.join("、")),
                    ),
                    (false, more) => (
                        format!(" (row {} and {more} more)", named.join(", ")),
                        format!("（第 {} 行等 {} 行）", named.join("、"), rows.len()),
                    ),
                };
                let value = match note.value.as_str() {
                    "" => String::new(),
                    value => format!("={value}"),
                };
                let head = format!("{}{value}", note.field);
                let told = |rule: &str, fix: &str, between: &str| match fix {
                    "" => rule.to_owned(),
                    fix => format!("{rule}{between}{fix}"),
                };
                (
                    format!("note: {head}{en}: {}", told(&note.rule, &note.fix, "; ")),
                    format!(
                        "提示：{head}{zh}：{}",
                        told(&note.rule_zh, &note.fix_zh, "；")
                    ),
                )
            })
            .collect()
    }
}
