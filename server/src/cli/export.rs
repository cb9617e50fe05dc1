//! `anjie export`: a layer or results into a file.

use std::path::PathBuf;

use data::export::{ExportLayer, export, export_all};

use super::{Common, Failure, open, say};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Layer: one of the imported ones, violations, grades or runs; `all` of them into .gpkg or .xlsx
    layer: String,
    /// File; its extension says the format: .geojson .gpkg .fgb .parquet .csv .xlsx
    out: PathBuf,
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let is_all = args.layer.trim().eq_ignore_ascii_case("all");
    let layer = if is_all {
        None
    } else {
        Some(args.layer.parse::<ExportLayer>()?)
    };
    let store = open(common).await?;
    let outcome = match layer {
        Some(layer) => export(&store, layer, &args.out)
            .await
            .map(|rows| vec![(layer, rows)]),
        None => export_all(&store, &args.out).await,
    };
    store.close().await;
    for (layer, rows) in outcome? {
        if !common.quiet {
            say(format_args!(
                "{rows} rows of {layer} written to {}",
                args.out.display()
            ));
        }
    }
    Ok(())
}
