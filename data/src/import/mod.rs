//! A file into the store, all of it or nothing.
//!
//! ```text
//! source     workbook, text, vector (GDAL) or Parquet: columns, rows, geometry as the file has them
//! plan       which table goes to which layer; register: a sheet of plants and tanks in one
//! columns    which column of the file is which column of the layer, in which unit
//! place      which coordinate reference system, and the way to CGCS2000
//! rows       every value and geometry checked; every issue of every row is kept
//! │ values     a cell as a value: numbers, units, words, angles
//! across     keys, references and sums over all rows
//! report     issues and notes, in English and Chinese (messages)
//! store      only when there is no issue in any table
//! ```
//!
//! A row whose key is in the store already updates it. Weather is replaced as a whole.

mod across;
mod angles;
pub mod annotated;
mod columns;
mod encoding;
#[cfg(feature = "fuzzing")]
pub(crate) mod fuzzing;
mod garbled;
mod goal;
mod history;
mod mapping;
mod messages;
mod names;
mod numbers;
mod place;
mod plan;
mod preview;
mod register;
mod report;
mod rows;
mod source;
pub use source::foreign;
mod table;
mod units;
mod validity;
mod values;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use analysis::facts::Facts;
use rayon::prelude::*;

pub use encoding::Encoding;
pub use goal::Goal;
pub use messages::zh as in_chinese;
pub use place::EvidenceLine;
pub use preview::{Preview, PreviewColumn, columns_of, preview};
pub use report::{ColumnUse, How, Issue, Language, Outcome, Report, RowPlace};

use crate::crs::Crs;
use crate::layer::{Fault, Record, Row};
use crate::store::Store;
use crate::{Error, Layer, Result, now_rfc3339};
use across::Known;
use plan::Part;
use table::Table;

/// What to import, and how.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// Where the rows go.
    pub layer: Goal,
    /// Coordinate reference system of the file.
    pub crs: Crs,
    /// Encoding of its text.
    pub encoding: Encoding,
    /// Layer or sheet of the file, where it has several.
    pub sheet: Option<String>,
    /// TOML file that names its columns: `[columns]` from theirs to ours, `[constants]` for what it lacks.
    pub mapping: Option<PathBuf>,
    /// Whether to leave a mapping aside that was saved by an earlier import of the same header.
    pub no_saved_mapping: bool,
    /// Column of ours that identifies a row, where the file has no id: `uscc` is taken of itself, `name`
    /// must be asked for, as two plants may have one name.
    pub key: Option<String>,
    /// Whether to check only, and store nothing.
    pub dry_run: bool,
}

impl ImportOptions {
    /// Everything found out from the file itself.
    pub fn new(layer: impl Into<Goal>) -> Self {
        Self {
            layer: layer.into(),
            crs: Crs::Auto,
            encoding: Encoding::Auto,
            sheet: None,
            mapping: None,
            no_saved_mapping: false,
            key: None,
            dry_run: false,
        }
    }
}

/// Imports a file. Rows that cannot be taken stand in the report, and nothing is stored then.
///
/// # Errors
/// An [`Error`] where the file as a whole cannot be read: it is missing, empty, no dataset, has no
/// known column, or its coordinate reference system must be told.
pub async fn import(store: &Store, path: &Path, options: &ImportOptions) -> Result<Outcome> {
    let source = path.to_owned();
    let (path, options) = (path.to_owned(), options.clone());
    let saved = if options.no_saved_mapping || options.mapping.is_some() {
        Vec::new()
    } else {
        store.mappings().await?
    };
    // Reading and checking block; the store does not.
    let (parts, left_out, to_save, options) = tokio::task::spawn_blocking(move || {
        let mapping = options.mapping.as_deref().map(mapping::read).transpose()?;
        let tables = read(&path, &options)?;
        let wishes = plan::Wishes {
            goal: options.layer,
            mapping: mapping.as_ref(),
            saved: &saved,
            key: options.key.as_deref(),
        };
        let (parts, left_out) = plan::plan(tables, &wishes)?;
        let to_save = match &options.mapping {
            Some(path) => history::to_save(&parts, path)?,
            None => Vec::new(),
        };
        Ok::<_, Error>((parts, left_out, to_save, options))
    })
    .await??;
    let known = known(store, &parts).await?;
    let mut layers: Vec<Layer> = parts.iter().flat_map(|p| layers_of(p.goal)).collect();
    layers.sort_unstable();
    layers.dedup();
    let mut evidence = BTreeMap::new();
    for layer in &layers {
        evidence.insert(*layer, place::Evidence::of(store, *layer).await?);
    }
    let dry_run = options.dry_run;
    let checked =
        tokio::task::spawn_blocking(move || check(parts, &left_out, &options, known, &evidence))
            .await??;
    let mut outcome = Outcome {
        reports: checked.reports,
        stored: false,
        import_id: None,
        changes: None,
    };
    if !outcome.is_clean() {
        return Ok(outcome);
    }
    if dry_run {
        outcome.changes = Some(store.preview_changes(&checked.facts).await?);
        return Ok(outcome);
    }
    outcome.stored = true;
    for report in &mut outcome.reports {
        report.stored = true;
    }
    let hashed = source.clone();
    let sha256 = tokio::task::spawn_blocking(move || history::sha256(&hashed)).await??;
    let entry = history::entry(&source, sha256, &outcome, layers);
    outcome.changes = Some(store.commit_import(&checked.facts, &entry).await?);
    outcome.import_id = store
        .imports()
        .await?
        .into_iter()
        .find(|i| i.entry == entry)
        .map(|i| i.id);
    history::save(store, &to_save).await?;
    Ok(outcome)
}

/// The layers that a goal fills.
fn layers_of(goal: Goal) -> Vec<Layer> {
    match goal {
        Goal::Layer(layer) => vec![layer],
        Goal::Register | Goal::Auto => vec![Layer::Facilities, Layer::Units, Layer::Vessels],
    }
}

/// What the store knows of the layers that rows go to, and of those that they point to.
async fn known(store: &Store, parts: &[Part]) -> Result<Known> {
    let mut known = Known::default();
    for part in parts {
        for layer in layers_of(part.goal) {
            known.keys.entry(layer).or_default().stored = store.keys(layer).await?;
            if layer == Layer::Facilities {
                let records = store.records(layer).await?;
                let keys = known.keys.entry(layer).or_default();
                keys.learn(layer, records.iter());
            }
            if let Some((_, parent)) = layer.parent() {
                let records = store.records(parent).await?;
                let keys = known.keys.entry(parent).or_default();
                keys.stored = store.keys(parent).await?;
                keys.learn(parent, records.iter());
            }
        }
    }
    Ok(known)
}

struct Checked {
    facts: Facts,
    reports: Vec<Report>,
}

fn check(
    parts: Vec<Part>,
    left_out: &[String],
    options: &ImportOptions,
    mut known: Known,
    evidence: &BTreeMap<Layer, place::Evidence>,
) -> Result<Checked> {
    let at = now_rfc3339();
    let mut checked = Checked {
        facts: Facts::default(),
        reports: Vec::new(),
    };
    for part in parts {
        let part_goal = part.goal;
        let mut report = report(&part, options);
        let tables = match part.goal {
            Goal::Layer(layer) => vec![(layer, part.table, part.assignment)],
            Goal::Register | Goal::Auto => {
                let stored = known.keys.entry(Layer::Facilities).or_default();
                let divided = register::divide(part.table, &part.assignment, stored);
                report.issues.extend(divided.issues);
                report.notes.extend(divided.notes);
                divided.parts
            }
        };
        let mut rejected: BTreeSet<u64> = report.issues.iter().map(|i| i.row).collect();
        let mut updating: BTreeSet<u64> = BTreeSet::new();
        let mut decided = None;
        for (layer, mut table, assignment) in tables {
            if table.rows.is_empty() {
                continue;
            }
            let sourced = rows::geometries(&mut table, &assignment, layer);
            // All rows of a table are in one system: that of its enterprises, of which the store may know.
            let is_first = decided.is_none();
            let given: Vec<bool> = sourced.iter().map(rows::Sourced::is_given).collect();
            let has_places = given.contains(&true);
            let place = match decided.take() {
                Some(place) => place,
                None => place::decide(
                    &table,
                    &assignment,
                    &sourced,
                    options.crs,
                    layer,
                    &evidence[&layer],
                )?,
            };
            if is_first && (has_places || report.crs_used.is_empty()) {
                place.name().clone_into(&mut report.crs_used);
                place.reason().clone_into(&mut report.crs_reason);
                report.crs_confidence = Some(place.confidence());
                report.crs_evidence = place.evidence().to_vec();
            }
            let stands_with_plants = part_goal == Goal::Register && layer == Layer::Vessels;
            let named = stands_with_plants.then(|| register::plants_named(&table));
            let given_away = std::mem::take(&mut table.rows);
            let mut rows =
                rows::check(&table, given_away, sourced, &assignment, &place, layer, &at);
            if is_first {
                report
                    .notes
                    .extend(remark(&mut rows, &table, &place, layer, &evidence[&layer]));
            }
            if let Some(named) = named {
                let plants = known.keys.entry(Layer::Facilities).or_default();
                register::stand_with_plants(&mut rows, named, &given, plants);
            }
            // Units of a register have no places; what was decided of them decides nothing.
            if has_places || !is_first {
                decided = Some(place);
            }
            across::check(&mut rows, &table, &assignment, layer, &mut known);
            let records = tell(rows, &mut report, &mut rejected, &mut updating);
            if report.issues.is_empty() {
                add(&mut checked.facts, layer, records)?;
            }
        }
        rejected.remove(&0);
        if part_goal == Goal::Register {
            // It says the same of a facility and of its tank.
            once(&mut report.issues);
            once(&mut report.notes);
        }
        report.issues.sort_by_key(|i| i.row);
        report.rows_rejected = rejected.len() as u64;
        report.rows_taken = report.rows_read - report.rows_rejected.min(report.rows_read);
        report.rows_updating = updating.difference(&rejected).count() as u64;
        checked.reports.push(report);
    }
    if let (Some((names, rule)), Some(first)) = (
        plan::left_out(left_out, options.layer),
        checked.reports.first_mut(),
    ) {
        let fault = Fault::new(
            rule,
            "choose it with --sheet and another --layer if it holds facts",
        );
        first
            .notes
            .push(Issue::new(&first.file, 0, "sheet", &names, fault));
    }
    Ok(checked)
}

/// Puts what was found about rows into the report; gives the rows themselves.
fn tell(
    rows: Vec<rows::Checked>,
    report: &mut Report,
    rejected: &mut BTreeSet<u64>,
    updating: &mut BTreeSet<u64>,
) -> Vec<Record> {
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        report.places.extend(RowPlace::of(&row));
        if !row.issues.is_empty() {
            rejected.insert(row.number);
        }
        if row.updates {
            updating.insert(row.number);
        }
        report.issues.extend(row.issues);
        report.notes.extend(row.notes);
        if row.number > 0 {
            records.push(row.record);
        }
    }
    records
}

/// Keeps the first of equal issues.
fn once(issues: &mut Vec<Issue>) {
    let mut said = BTreeSet::new();
    issues.retain(|i| said.insert((i.row, i.field.clone(), i.value.clone(), i.rule.clone())));
}

/// A report with what is known before the rows are.
fn report(part: &Part, options: &ImportOptions) -> Report {
    let (table, assignment) = (&part.table, &part.assignment);
    let issue = |remark: &columns::Remark| {
        let mut issue = Issue::new(
            &table.file,
            0,
            &remark.field,
            &remark.value,
            remark.fault.clone(),
        );
        issue.part.clone_from(&table.part);
        issue
    };
    Report {
        layer: part.goal,
        file: table.file.clone(),
        part: table.part.clone(),
        crs_used: String::new(),
        crs_reason: String::new(),
        crs_confidence: None,
        crs_evidence: Vec::new(),
        encoding_used: table.encoding,
        columns: assignment.uses.clone(),
        ignored_columns: assignment.ignored.clone(),
        rows_read: table.rows.len() as u64,
        rows_taken: 0,
        rows_rejected: 0,
        rows_updating: 0,
        issues: assignment.faults.iter().map(issue).collect(),
        notes: table
            .notes
            .iter()
            .map(|note| {
                let mut said = Issue::new(&table.file, 0, "table", "", note.clone());
                said.part.clone_from(&table.part);
                said
            })
            .chain(assignment.notes.iter().map(issue))
            .collect(),
        places: Vec::new(),
        dry_run: options.dry_run,
        stored: false,
    }
}

/// Adds what is odd about the places of rows: as issues what cannot be, as notes the rest.
fn remark(
    rows: &mut [rows::Checked],
    table: &Table,
    place: &place::Place,
    layer: Layer,
    evidence: &place::Evidence,
) -> Vec<Issue> {
    let placed: Vec<_> = rows.iter().map(|r| r.record.geometry.as_ref()).collect();
    let numbers: Vec<u64> = rows.iter().map(|r| r.number).collect();
    let mut notes = Vec::new();
    for remark in place::remarks(place, &placed, &numbers, layer, evidence) {
        let number = remark.at.map_or(0, |at| numbers[at]);
        let value = remark.at.map(|at| place.given(at)).unwrap_or_default();
        let mut issue = Issue::new(&table.file, number, rows::GEOMETRY, &value, remark.fault);
        issue.part.clone_from(&table.part);
        match remark.at {
            Some(at) if remark.rejects => rows[at].issues.push(issue),
            _ => notes.push(issue),
        }
    }
    notes
}

/// The tables of a file that have rows; where one is named as the chosen layer, that one.
fn read(path: &Path, options: &ImportOptions) -> Result<Vec<Table>> {
    let mut tables = source::read(path, options)?;
    let is_named = |t: &Table| match (options.layer, t.part.as_deref()) {
        (Goal::Layer(layer), Some(part)) => part.trim().eq_ignore_ascii_case(layer.name()),
        _ => false,
    };
    if tables.iter().any(is_named) {
        tables.retain(is_named);
    }
    Ok(tables)
}

/// Adds rows to the facts of their layer.
fn add(facts: &mut Facts, layer: Layer, records: Vec<Record>) -> Result<()> {
    fn typed<T: Row + Send>(to: &mut Vec<T>, records: Vec<Record>) -> Result<()> {
        let rows: Vec<T> = records
            .into_par_iter()
            .map(T::from_record)
            .collect::<Result<_>>()?;
        to.extend(rows);
        Ok(())
    }
    match layer {
        Layer::Districts => typed(&mut facts.districts, records),
        Layer::Parks => typed(&mut facts.parks, records),
        Layer::Zones => typed(&mut facts.zones, records),
        Layer::Facilities => typed(&mut facts.facilities, records),
        Layer::Units => typed(&mut facts.units, records),
        Layer::Vessels => typed(&mut facts.vessels, records),
        Layer::Pipelines => typed(&mut facts.pipelines, records),
        Layer::Targets => typed(&mut facts.targets, records),
        Layer::Population => typed(&mut facts.population, records),
        Layer::HiddenHazards => typed(&mut facts.hidden_hazards, records),
        Layer::Resources => typed(&mut facts.resources, records),
        Layer::Monitors => typed(&mut facts.monitors, records),
        Layer::Weather => typed(&mut facts.weather, records),
    }
}
