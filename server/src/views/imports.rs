//! An import as the API shows it.

use data::crs::CrsChoice;
use data::import::{ColumnUse, EvidenceLine, How, Issue, Preview, Report, in_chinese};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::history::{ChangeCounts, StoredImport};
use super::{Page, Text, round};
use crate::uploads::{Asked, Checked, Upload};

/// Issues that an answer holds; the files of the report hold all.
pub const MOST_ISSUES: usize = 2_000;
/// Rows that are given for the map.
const MOST_ROWS: usize = 20_000;

/// What the importer says, in both languages.
pub fn both(en: &str) -> Text {
    Text {
        zh: in_chinese(en),
        en: en.to_owned(),
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Every row can be taken; nothing is stored yet.
    Checked,
    /// Rows have issues; nothing is stored.
    Rejected,
    /// All rows are stored.
    Stored,
    /// The coordinate reference system must be told.
    NeedsCrs,
    /// Columns must be named.
    NeedsColumns,
    /// A sheet must be chosen.
    NeedsSheet,
    /// It must be told what the rows are: a layer, or a register.
    NeedsLayer,
    /// No reader understands the file.
    Unreadable,
}

/// The files of an import and how to read them.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "it describes a form, which is read part by part")]
pub struct ImportForm {
    /// One file, several that belong together (.shp, .dbf, .shx, .prj, .cpg), or a .zip of them.
    #[schema(value_type = Vec<String>, format = Binary)]
    pub file: Vec<Vec<u8>>,
    /// Layer that the rows go to.
    pub layer: String,
    /// auto, wgs84, cgcs2000, gcj02, bd09 or EPSG:n.
    pub crs: Option<String>,
    /// auto, utf-8 or gbk.
    pub encoding: Option<String>,
    /// Sheet or layer of the file.
    pub sheet: Option<String>,
    /// Text of a mapping file, TOML.
    pub mapping: Option<String>,
    /// Whether to check only; true where it is absent.
    pub dry_run: Option<bool>,
}

/// Another way to read the files of an upload; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportOptionsView {
    /// Layer that the rows go to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// auto, wgs84, cgcs2000, gcj02, bd09 or EPSG:n.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// auto, utf-8 or gbk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Sheet or layer of the file; an empty text for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Text of a mapping file, TOML; an empty text for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<String>,
}

impl ImportOptionsView {
    /// Changes what is asked; says whether anything changed.
    pub fn apply(self, asked: &mut Asked) -> bool {
        let before = asked.clone();
        let set = |slot: &mut Option<String>, given: Option<String>| {
            if let Some(text) = given {
                *slot = (!text.trim().is_empty()).then_some(text);
            }
        };
        set(&mut asked.layer, self.layer);
        set(&mut asked.crs, self.crs);
        set(&mut asked.encoding, self.encoding);
        set(&mut asked.sheet, self.sheet);
        set(&mut asked.mapping, self.mapping);
        *asked != before
    }
}

impl From<&Asked> for ImportOptionsView {
    fn from(asked: &Asked) -> Self {
        Self {
            layer: asked.layer.clone(),
            crs: asked.crs.clone(),
            encoding: asked.encoding.clone(),
            sheet: asked.sheet.clone(),
            mapping: asked.mapping.clone(),
        }
    }
}

/// A column of a file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportColumn {
    /// Its name in the file.
    pub theirs: String,
    /// The first values that differ.
    pub samples: Vec<String>,
    /// The column of the layer that it is read as.
    pub ours: Option<String>,
    /// `exact`, `alias`, `mapping`, `saved_mapping` or `unused`.
    pub how: &'static str,
    /// The column of the layer that it may be, where it is not read.
    pub suggestion: Option<String>,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
}

/// A table of a file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportTable {
    /// Sheet or layer, where the file has several.
    pub part: Option<String>,
    /// Layer that its rows go to, or `register`; null where several fit alike, or nothing does.
    pub layer: Option<String>,
    /// Its rows.
    pub rows: u64,
    /// Encoding of its text.
    pub encoding: Option<String>,
    /// Its columns.
    pub columns: Vec<ImportColumn>,
}

impl From<&Preview> for ImportTable {
    fn from(preview: &Preview) -> Self {
        let columns = preview.columns.iter().map(|c| ImportColumn {
            theirs: c.theirs.clone(),
            samples: c.samples.clone(),
            ours: c.ours.clone(),
            how: how(c.how),
            suggestion: c.suggestion.clone(),
            confidence: round(c.confidence, 1e3),
        });
        Self {
            part: preview.part.clone(),
            layer: preview.goal.map(|g| g.name().to_owned()),
            rows: preview.rows,
            encoding: preview.encoding.map(str::to_owned),
            columns: columns.collect(),
        }
    }
}

/// What an import needs before it can go on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportNeeds {
    /// The upload, which is kept.
    pub id: String,
    /// What is missing.
    pub state: ImportState,
    /// Why, and what to do.
    pub words: Text,
    /// The choices: coordinate reference systems, sheets, or layers, the likeliest first.
    pub choices: Vec<String>,
    /// The likely coordinate reference systems, the likeliest first.
    pub ranked: Vec<ImportCrs>,
    /// Tables of the file, as far as they can be read.
    pub tables: Vec<ImportTable>,
    /// When the upload is dropped.
    pub expires_at: String,
}

/// A coordinate reference system that the file may be in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportCrs {
    /// What to give as `crs`.
    pub crs: String,
    /// How likely it is among the choices, from 0 to 1.
    pub confidence: f64,
    /// What it would mean, from the rows.
    pub words: Text,
}

impl From<&CrsChoice> for ImportCrs {
    fn from(choice: &CrsChoice) -> Self {
        Self {
            crs: choice.crs.clone(),
            confidence: round(choice.confidence, 1e3),
            words: both(&choice.words),
        }
    }
}

/// Why a row cannot be taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportIssue {
    /// File.
    pub file: String,
    /// Sheet or layer.
    pub part: Option<String>,
    /// Row; 0 for the file as a whole.
    pub row: u64,
    /// Cell of a workbook, such as C7.
    pub cell: Option<String>,
    /// Column, or `geometry`.
    pub field: String,
    /// The value as the file has it.
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

impl From<&Issue> for ImportIssue {
    fn from(issue: &Issue) -> Self {
        Self {
            file: issue.file.clone(),
            part: issue.part.clone(),
            row: issue.row,
            cell: issue.cell.clone(),
            field: issue.field.clone(),
            value: issue.value.clone(),
            rule: issue.rule.clone(),
            fix: issue.fix.clone(),
            rule_zh: issue.rule_zh.clone(),
            fix_zh: issue.fix_zh.clone(),
        }
    }
}

/// What came of a table.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportReport {
    /// Layer.
    pub layer: String,
    /// File.
    pub file: String,
    /// Coordinate reference system that it was read in.
    pub crs_used: String,
    /// Why that one.
    pub crs_reason: Text,
    /// Encoding that its text was read in.
    pub encoding_used: Option<String>,
    /// Columns that were not used.
    pub ignored_columns: Vec<String>,
    /// Rows.
    pub rows_read: u64,
    /// Rows without issue.
    pub rows_taken: u64,
    /// Rows with an issue.
    pub rows_rejected: u64,
    /// Rows without issue whose key is in the store already.
    pub rows_updating: u64,
    /// The first issues.
    pub issues: Vec<ImportIssue>,
    /// Number of all issues.
    pub issues_total: usize,
    /// Sheet or layer of the file, where it has several.
    pub part: Option<String>,
    /// How sure the coordinate reference system is, from 0 to 1, where it was found out.
    pub crs_confidence: Option<f64>,
    /// What speaks for it and against it.
    pub crs_evidence: Vec<ImportEvidence>,
    /// Columns of the file, and what was made of them.
    pub columns: Vec<ImportColumnUse>,
    /// The first remarks: how values were understood, what looks odd.
    pub notes: Vec<ImportIssue>,
    /// Number of all remarks.
    pub notes_total: usize,
}

/// A piece of evidence for a coordinate reference system.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportEvidence {
    /// The system that it speaks for.
    pub speaks_for: String,
    /// How much it weighs.
    pub weight: f64,
    /// In words.
    pub words: Text,
}

impl From<&EvidenceLine> for ImportEvidence {
    fn from(line: &EvidenceLine) -> Self {
        Self {
            speaks_for: line.about.clone(),
            weight: round(line.weight, 1e3),
            words: both(&line.words),
        }
    }
}

/// A column of the file, and what was made of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportColumnUse {
    /// Name in the file; empty for a constant.
    pub theirs: String,
    /// Our column, where it is used.
    pub ours: Option<String>,
    /// Unit that its numbers are read in, where it is another one than ours.
    pub unit: Option<String>,
    /// `exact`, `alias`, `mapping`, `saved_mapping`, `constant` or `unused`.
    pub how: &'static str,
    /// Our column that may be meant, where it is not used.
    pub suggestion: Option<String>,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
}

const fn how(how: How) -> &'static str {
    match how {
        How::Exact => "exact",
        How::Alias => "alias",
        How::Mapping => "mapping",
        How::SavedMapping => "saved_mapping",
        How::Constant => "constant",
        How::Unused => "unused",
    }
}

impl From<&ColumnUse> for ImportColumnUse {
    fn from(used: &ColumnUse) -> Self {
        Self {
            theirs: used.theirs.clone(),
            ours: used.ours.clone(),
            unit: used.unit.clone(),
            how: how(used.how),
            suggestion: used.suggestion.clone(),
            confidence: round(used.confidence, 1e3),
        }
    }
}

impl From<&Report> for ImportReport {
    fn from(report: &Report) -> Self {
        Self {
            layer: report.layer.to_string(),
            file: report.file.clone(),
            crs_used: report.crs_used.clone(),
            crs_reason: both(&report.crs_reason),
            encoding_used: report.encoding_used.map(str::to_owned),
            ignored_columns: report.ignored_columns.clone(),
            rows_read: report.rows_read,
            rows_taken: report.rows_taken,
            rows_rejected: report.rows_rejected,
            rows_updating: report.rows_updating,
            issues: report
                .issues
                .iter()
                .take(MOST_ISSUES)
                .map(Into::into)
                .collect(),
            issues_total: report.issues.len(),
            part: report.part.clone(),
            crs_confidence: report.crs_confidence.map(|c| round(c, 1e3)),
            crs_evidence: report.crs_evidence.iter().map(Into::into).collect(),
            columns: report.columns.iter().map(Into::into).collect(),
            notes: report
                .notes
                .iter()
                .take(MOST_ISSUES)
                .map(Into::into)
                .collect(),
            notes_total: report.notes.len(),
        }
    }
}

/// An import.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportView {
    /// Its identifier.
    pub id: String,
    /// How far it is.
    pub state: ImportState,
    /// Name of the file that was opened.
    pub file: String,
    /// Names of all files.
    pub files: Vec<String>,
    /// How it was read.
    pub options: ImportOptionsView,
    /// Reports, one for each table.
    pub reports: Vec<ImportReport>,
    /// Tables as the file has them.
    pub tables: Vec<ImportTable>,
    /// When the upload is dropped.
    pub expires_at: String,
    /// Whether the city that is shown has its rows.
    pub is_shown: bool,
    /// Its identifier in the store's history, once it is stored.
    pub import_id: Option<String>,
    /// What it changes, or would change; null while rows have issues.
    pub changes: Option<ChangeCounts>,
}

impl ImportView {
    /// Of what a check or a commit found.
    pub fn of(upload: &Upload, asked: &Asked, checked: &Checked, shown: u64) -> Self {
        Self {
            id: upload.id.clone(),
            state: state(checked),
            file: upload.file(),
            files: upload.files.clone(),
            options: asked.into(),
            reports: checked.outcome.reports.iter().map(Into::into).collect(),
            tables: checked.tables.iter().map(Into::into).collect(),
            expires_at: upload.expires_at.clone(),
            is_shown: checked.stored.is_some_and(|version| version <= shown),
            import_id: checked.outcome.import_id.clone(),
            changes: checked.outcome.changes.as_ref().map(Into::into),
        }
    }
}

/// How far an import is.
pub fn state(checked: &Checked) -> ImportState {
    if checked.stored.is_some() {
        ImportState::Stored
    } else if checked.outcome.reports.iter().all(|r| r.issues.is_empty()) {
        ImportState::Checked
    } else {
        ImportState::Rejected
    }
}

/// An import in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportSummary {
    /// Its identifier.
    pub id: String,
    /// How far it is; none where it could not be read as it was asked.
    pub state: Option<ImportState>,
    /// Name of the file.
    pub file: String,
    /// Layer that was asked for.
    pub layer: Option<String>,
    /// Rows.
    pub rows: u64,
    /// Issues.
    pub issues: usize,
    /// When the upload is dropped.
    pub expires_at: String,
}

/// Uploads, and the imports that the store holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportList {
    /// Uploads that wait for their decision, and those that were stored and are still kept.
    pub items: Vec<ImportSummary>,
    /// All imports that were ever stored, the newest first.
    pub history: Page<StoredImport>,
}

/// Rows for the map, those with issues first: a GeoJSON feature collection; rows without a place stand in
/// `without_place`.
pub fn rows(checked: &Checked) -> Value {
    let (mut features, mut without) = (Vec::new(), Vec::new());
    let (mut total, mut is_cut) = (0, false);
    for report in &checked.outcome.reports {
        let mut issues = std::collections::BTreeMap::<u64, Vec<&Issue>>::new();
        for issue in &report.issues {
            issues.entry(issue.row).or_default().push(issue);
        }
        total += report.places.len();
        let (good, bad): (Vec<_>, Vec<_>) = report.places.iter().partition(|p| p.is_taken);
        for place in bad.into_iter().chain(good) {
            if features.len() + without.len() >= MOST_ROWS {
                is_cut = true;
                break;
            }
            let said: Vec<&str> = issues
                .get(&place.row)
                .map(|list| list.iter().map(|i| i.rule.as_str()).collect())
                .unwrap_or_default();
            let about = json!({
                "layer": report.layer.to_string(),
                "row": place.row,
                "ok": place.is_taken,
                "updates": place.updates,
                "issues": said,
            });
            match place.at {
                Some([x, y]) => features.push(json!({
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": [round(x, 1e7), round(y, 1e7)]},
                    "properties": about,
                })),
                None => without.push(about),
            }
        }
    }
    json!({
        "type": "FeatureCollection",
        "features": features,
        "without_place": without,
        "total": total,
        "is_cut": is_cut,
    })
}
