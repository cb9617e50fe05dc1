//! `anjie import`: a file into a layer, all of it or nothing.

use std::path::{Path, PathBuf};

use data::crs::Crs;
use data::import::{Encoding, Goal, ImportOptions, Language, Outcome, annotated, import};

use super::{Common, Failure, open, say};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// File: GeoJSON, GeoPackage, Shapefile, CSV, or anything else that GDAL reads
    path: PathBuf,
    /// Layer: districts, parks, zones, facilities, units, vessels, pipelines, targets, population,
    /// hidden_hazards, resources, monitors or weather; register for a sheet of plants with their tanks
    /// (危化品登记表); auto to find out
    #[arg(long)]
    layer: String,
    /// Coordinates: auto (by evidence), wgs84, cgcs2000, gcj02, bd09, gcj02-3857, EPSG:n or a name such as cgcs2000-gk3-120
    #[arg(long, default_value = "auto")]
    crs: String,
    /// Text: auto, utf-8 or gbk
    #[arg(long, default_value = "auto")]
    encoding: String,
    /// Sheet or layer of the file, where it has several
    #[arg(long)]
    sheet: Option<String>,
    /// TOML file that says which column of the file is which of ours
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// Leave aside the mapping that an earlier import of the same header was given
    #[arg(long)]
    no_saved_mapping: bool,
    /// Column of ours that identifies a row where the file has no id, such as name
    #[arg(long)]
    key: Option<String>,
    /// Language of the report: en, or zh for one that goes to a plant; that of the terminal if it is not given
    #[arg(long, default_value = terminal_language(), value_parser = language)]
    lang: Language,
    /// Whole report into a file: .json, .txt, or .xlsx with the cells marked that are to be mended
    #[arg(long)]
    report: Option<PathBuf>,
    /// Check and report only, store nothing
    #[arg(long)]
    dry_run: bool,
}

/// Issues of a table that a terminal is shown; a file holds all.
const SHOWN: usize = 200;

/// Chinese where the terminal is (`LANG=zh_CN.UTF-8`), else English.
fn terminal_language() -> &'static str {
    // The order of POSIX: the first of them that says something counts.
    let told = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    match told {
        Some(value) if value.starts_with("zh") => "zh",
        _ => "en",
    }
}

fn language(word: &str) -> Result<Language, String> {
    match word {
        "en" => Ok(Language::English),
        "zh" => Ok(Language::Chinese),
        _ => Err("write en or zh".to_owned()),
    }
}

/// Which form a report has, by the extension of its file.
#[derive(Clone, Copy)]
enum Form {
    Json,
    Text,
    Workbook,
}

fn form(path: &Path) -> Result<Form, Failure> {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    match extension.to_str() {
        Some("json") => Ok(Form::Json),
        Some("txt") => Ok(Form::Text),
        Some("xlsx") => Ok(Form::Workbook),
        _ => Err(Failure::BadInput(format!(
            "{}: choose one of the extensions .json, .txt, .xlsx for the report",
            path.display()
        ))),
    }
}

fn json(outcome: &Outcome) -> Result<String, Failure> {
    outcome.json().map_err(|e| Failure::Failed(e.to_string()))
}

/// Writes the whole report into a file.
fn write(
    (path, form): (&Path, Form),
    outcome: &Outcome,
    args: &Args,
    options: &ImportOptions,
) -> Result<(), Failure> {
    let text = match form {
        Form::Workbook => {
            return Ok(annotated::write(
                &args.path,
                options,
                &outcome.reports,
                path,
            )?);
        }
        Form::Json => json(outcome)?,
        Form::Text => outcome.text(args.lang, usize::MAX),
    };
    std::fs::write(path, text + "\n")
        .map_err(|e| Failure::Failed(format!("{}: {e}", path.display())))
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let told = |error: data::Error| Failure::told(&error, args.lang);
    let layer: Goal = args.layer.parse().map_err(told)?;
    let options = ImportOptions {
        layer,
        crs: args.crs.parse::<Crs>().map_err(told)?,
        encoding: args.encoding.parse::<Encoding>().map_err(told)?,
        sheet: args.sheet.clone(),
        mapping: args.mapping.clone(),
        no_saved_mapping: args.no_saved_mapping,
        key: args.key.clone(),
        dry_run: args.dry_run,
    };
    let report = match &args.report {
        Some(path) => Some((path.as_path(), form(path)?)),
        None => None,
    };
    let store = open(common).await?;
    let outcome = import(&store, &args.path, &options).await;
    store.close().await;
    let outcome = outcome.map_err(told)?;
    if let Some(report) = report {
        write(report, &outcome, args, &options)?;
    }
    if common.json {
        say(json(&outcome)?);
    } else {
        say(outcome.text(args.lang, SHOWN));
    }
    if outcome.is_clean() {
        Ok(())
    } else {
        Err(Failure::RowsRejected(args.lang))
    }
}
