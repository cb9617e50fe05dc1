//! One file into one layer, all or nothing.
//!
//! ```text
//! table      vector (GDAL) or delimited (CSV): columns, rows, geometry as the file has them
//! columns    which column of the file is which column of the layer
//! place      which coordinate reference system, and the way to CGCS2000
//! rows       every value and geometry checked; every issue of every row is kept
//! across     keys, references and sums over all rows
//! store      only when there is no issue
//! ```
//!
//! A row whose key is in the store already updates it. Weather is replaced as a whole.

mod across;
pub mod annotated;
mod columns;
mod delimited;
mod encoding;
mod goal;
mod mapping;
mod messages;
mod place;
mod preview;
mod report;
mod rows;
mod table;
mod validity;
mod vector;

use std::path::{Path, PathBuf};

use analysis::facts::Facts;

pub use encoding::Encoding;
pub use goal::Goal;
pub use place::EvidenceLine;
pub use preview::{Preview, PreviewColumn, preview};
pub use report::{ColumnUse, How, Issue, Language, Outcome, Report, RowPlace};

use crate::crs::Crs;
use crate::layer::{Record, Row};
use crate::store::Store;
use crate::{Error, Layer, Result, now_rfc3339};
use across::InStore;
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
    let Goal::Layer(layer) = options.layer else {
        return Err(Error::UnknownLayer {
            got: options.layer.to_string(),
            allowed: Layer::ALL.map(Layer::name).join(", "),
        });
    };
    let in_store = InStore {
        keys: store.keys(layer).await?,
        parents: match layer.parent() {
            Some((_, parent)) => store.keys(parent).await?,
            None => std::collections::BTreeSet::new(),
        },
    };
    let evidence = place::Evidence::of(store, layer).await?;
    let (path, options) = (path.to_owned(), options.clone());
    let dry_run = options.dry_run;
    // Reading and checking block; the store does not.
    let checked =
        tokio::task::spawn_blocking(move || check(&path, layer, &options, &in_store, &evidence))
            .await??;
    let mut outcome = Outcome {
        reports: vec![checked.report],
        stored: false,
        import_id: None,
    };
    if outcome.is_clean() && !dry_run {
        store.put_facts(&facts(layer, checked.records)?).await?;
        outcome.stored = true;
        for report in &mut outcome.reports {
            report.stored = true;
        }
    }
    Ok(outcome)
}

struct Checked {
    records: Vec<Record>,
    report: Report,
}

fn check(
    path: &Path,
    layer: Layer,
    options: &ImportOptions,
    in_store: &InStore,
    evidence: &place::Evidence,
) -> Result<Checked> {
    let mapping = options.mapping.as_deref().map(mapping::read).transpose()?;
    let table = read(path, options)?;
    if table.rows.is_empty() {
        return Err(Error::NoRows { file: table.file });
    }
    let assignment = columns::assign(&table, layer, mapping.as_ref())?;
    let sourced = rows::geometries(&table, &assignment, layer);
    let place = place::decide(&table, &assignment, &sourced, options.crs, layer, evidence)?;
    let at = now_rfc3339();
    let mut rows = rows::check(&table, sourced, &assignment, &place, layer, &at);
    let notes = remark(&mut rows, &table, &place, layer, evidence);
    across::check(&mut rows, layer, in_store);

    let mut report = Report {
        layer: layer.into(),
        file: table.file,
        part: table.part,
        crs_used: place.name().to_owned(),
        crs_reason: place.reason().to_owned(),
        crs_confidence: Some(place.confidence()),
        crs_evidence: place.evidence().to_vec(),
        encoding_used: table.encoding,
        columns: Vec::new(),
        ignored_columns: assignment.ignored,
        rows_read: table.rows.len() as u64,
        rows_taken: 0,
        rows_rejected: 0,
        rows_updating: 0,
        issues: Vec::new(),
        notes,
        places: Vec::new(),
        dry_run: options.dry_run,
        stored: false,
    };
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        report.places.extend(RowPlace::of(&row));
        if row.issues.is_empty() {
            report.rows_taken += 1;
            report.rows_updating += u64::from(row.updates);
            records.push(row.record);
        } else {
            report.rows_rejected += u64::from(row.number > 0);
            report.issues.extend(row.issues);
        }
    }
    Ok(Checked { records, report })
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
        let issue = Issue::new(&table.file, number, rows::GEOMETRY, &value, remark.fault);
        match remark.at {
            Some(at) if remark.rejects => rows[at].issues.push(issue),
            _ => notes.push(issue),
        }
    }
    notes
}

fn read(path: &Path, options: &ImportOptions) -> Result<Table> {
    let about = std::fs::metadata(path).map_err(Error::io(path))?;
    if about.is_file() && about.len() == 0 {
        return Err(Error::NoRows {
            file: table::file_name(path),
        });
    }
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    if ["csv", "tsv", "txt"].iter().any(|e| extension == *e) {
        delimited::read(path, options.encoding)
    } else {
        vector::read(path, options)
    }
}

fn facts(layer: Layer, records: Vec<Record>) -> Result<Facts> {
    fn typed<T: Row>(records: Vec<Record>) -> Result<Vec<T>> {
        records.into_iter().map(T::from_record).collect()
    }
    let mut facts = Facts::default();
    match layer {
        Layer::Districts => facts.districts = typed(records)?,
        Layer::Parks => facts.parks = typed(records)?,
        Layer::Zones => facts.zones = typed(records)?,
        Layer::Facilities => facts.facilities = typed(records)?,
        Layer::Units => facts.units = typed(records)?,
        Layer::Vessels => facts.vessels = typed(records)?,
        Layer::Pipelines => facts.pipelines = typed(records)?,
        Layer::Targets => facts.targets = typed(records)?,
        Layer::Population => facts.population = typed(records)?,
        Layer::HiddenHazards => facts.hidden_hazards = typed(records)?,
        Layer::Resources => facts.resources = typed(records)?,
        Layer::Monitors => facts.monitors = typed(records)?,
        Layer::Weather => facts.weather = typed(records)?,
    }
    Ok(facts)
}
