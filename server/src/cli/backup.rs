//! `anjie backup`: everything of the store into one GeoPackage.

use std::path::PathBuf;

use super::{Common, Failure, open, say};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// File to write, .gpkg; it must not be there yet
    out: PathBuf,
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let store = open(common).await?;
    let outcome = store.backup(&args.out).await;
    store.close().await;
    let contents = outcome?;
    if common.json {
        say(format_args!(
            "{}",
            serde_json::to_string(&contents).map_err(|e| Failure::Failed(e.to_string()))?
        ));
    } else if !common.quiet {
        say(format_args!(
            "{} rows of facts, {} runs, {} imports and {} mappings written to {}",
            contents.facts,
            contents.runs,
            contents.imports,
            contents.mappings,
            args.out.display()
        ));
    }
    Ok(())
}
