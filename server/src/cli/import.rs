//! `anjie import`: a file into a layer, all of it or nothing.

use std::path::PathBuf;

use data::crs::Crs;
use data::import::{Encoding, Goal, ImportOptions, import};

use super::{Common, Failure, open, say};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// File: GeoJSON, GeoPackage, Shapefile, CSV, or anything else that GDAL reads
    path: PathBuf,
    /// Layer: districts, parks, facilities, units, vessels, targets, population or weather
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
    /// Column of ours that identifies a row where the file has no id, such as name
    #[arg(long)]
    key: Option<String>,
    /// Check and report only, store nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let layer: Goal = args.layer.parse()?;
    let options = ImportOptions {
        layer,
        crs: args.crs.parse::<Crs>()?,
        encoding: args.encoding.parse::<Encoding>()?,
        sheet: args.sheet.clone(),
        mapping: args.mapping.clone(),
        key: args.key.clone(),
        dry_run: args.dry_run,
    };
    let store = open(common).await?;
    let outcome = import(&store, &args.path, &options).await;
    store.close().await;
    let outcome = outcome?;
    if common.json {
        say(outcome.json().map_err(|e| Failure::Failed(e.to_string()))?);
    } else {
        say(&outcome);
    }
    if outcome.is_clean() {
        Ok(())
    } else {
        Err(Failure::RowsRejected)
    }
}
