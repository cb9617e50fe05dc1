//! `anjie export`: a layer or results into a file.

use std::path::PathBuf;

use data::export::{ExportLayer, export};

use super::{Common, Failure, open, say};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Layer: one of the imported ones, violations or grades
    layer: String,
    /// File; its extension says the format: .geojson .gpkg .fgb .csv
    out: PathBuf,
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let layer: ExportLayer = args.layer.parse()?;
    let store = open(common).await?;
    let outcome = export(&store, layer, &args.out).await;
    store.close().await;
    let rows = outcome?;
    if !common.quiet {
        say(format_args!(
            "{rows} rows of {} written to {}",
            args.layer,
            args.out.display()
        ));
    }
    Ok(())
}
