//! One file into one layer, all or nothing.
//!
//! ```text
//! source     workbook, text, vector (GDAL) or Parquet: columns, rows, geometry as the file has them
//! columns    which column of the file is which column of the layer
//! place      which coordinate reference system, and the way to CGCS2000
//! rows       every value and geometry checked; every issue of every row is kept
//! across     keys, references and sums over all rows
//! store      only when there is no issue
//! ```
//!
//! A row whose key is in the store already updates it. Weather is replaced as a whole.

mod across;
mod columns;
mod encoding;
mod goal;
mod mapping;
mod messages;
mod place;
mod report;
mod rows;
mod source;
mod table;
mod validity;

use std::path::{Path, PathBuf};

use analysis::facts::Facts;

pub use encoding::Encoding;
pub use goal::Goal;
pub use report::{ColumnUse, EvidenceLine, How, Issue, Language, Outcome, Report};

use crate::crs::Crs;
use crate::layer::{Fault, Record, Row};
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
        extent: store.districts_extent().await?,
        keys: store.keys(layer).await?,
        parents: match layer.parent() {
            Some((_, parent)) => store.keys(parent).await?,
            None => std::collections::BTreeSet::new(),
        },
    };
    let (path, options) = (path.to_owned(), options.clone());
    let dry_run = options.dry_run;
    // Reading and checking block; the store does not.
    let checked =
        tokio::task::spawn_blocking(move || check(&path, layer, &options, &in_store)).await??;
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
) -> Result<Checked> {
    let mapping = options.mapping.as_deref().map(mapping::read).transpose()?;
    let table = read(path, layer, options)?;
    if table.rows.is_empty() {
        return Err(Error::NoRows { file: table.file });
    }
    let assignment = columns::assign(&table, layer, mapping.as_ref())?;
    let sourced = rows::geometries(&table, &assignment, layer);
    let place = place::decide(&table, &sourced, options.crs, layer, in_store.extent)?;
    let at = now_rfc3339();
    let mut rows = rows::check(&table, sourced, &assignment, &place, layer, &at);
    across::check(&mut rows, layer, in_store);

    let file = table.file.clone();
    let mut report = Report {
        layer: layer.into(),
        file: file.clone(),
        part: table.part,
        crs_used: place.name().to_owned(),
        crs_reason: place.reason().to_owned(),
        crs_confidence: None,
        crs_evidence: Vec::new(),
        encoding_used: table.encoding,
        columns: Vec::new(),
        ignored_columns: assignment.ignored,
        rows_read: table.rows.len() as u64,
        rows_taken: 0,
        rows_rejected: 0,
        rows_updating: 0,
        issues: Vec::new(),
        notes: table
            .notes
            .iter()
            .map(|note| Issue::new(&file, 0, "table", "", Fault::new(note.clone(), "")))
            .collect(),
        dry_run: options.dry_run,
        stored: false,
    };
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
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

/// The table of a file for a layer: the one named as it, else the only one, else the only one whose
/// header fits.
fn read(path: &Path, layer: Layer, options: &ImportOptions) -> Result<Table> {
    let mut tables = source::read(path, options)?;
    let named = |t: &Table| {
        t.part
            .as_deref()
            .is_some_and(|part| part.trim().eq_ignore_ascii_case(layer.name()))
    };
    let at = if tables.len() == 1 {
        Some(0)
    } else {
        tables.iter().position(named).or_else(|| {
            let mut fitting =
                (0..tables.len()).filter(|i| columns::assign(&tables[*i], layer, None).is_ok());
            fitting.next().filter(|_| fitting.next().is_none())
        })
    };
    match at {
        Some(at) => Ok(tables.swap_remove(at)),
        None => Err(Error::ChooseSheet {
            file: table::file_name(path),
            found: tables
                .iter()
                .filter_map(|t| t.part.as_deref())
                .collect::<Vec<_>>()
                .join(", "),
        }),
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
