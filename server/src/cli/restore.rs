//! `anjie restore`: a backup into the store, all of it or nothing.

use std::path::PathBuf;

use super::{Common, Failure, open, say};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Backup that `anjie backup` wrote; it is not changed
    backup: PathBuf,
    /// Delete what the store holds first, in the same transaction
    #[arg(long)]
    replace: bool,
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let store = open(common).await?;
    let outcome = store.restore(&args.backup, args.replace).await;
    store.close().await;
    let contents = outcome?;
    if common.json {
        say(format_args!(
            "{}",
            serde_json::to_string(&contents).map_err(|e| Failure::Failed(e.to_string()))?
        ));
    } else if !common.quiet {
        say(format_args!(
            "{} rows of facts, {} runs, {} imports and {} mappings restored from {}",
            contents.facts,
            contents.runs,
            contents.imports,
            contents.mappings,
            args.backup.display()
        ));
    }
    Ok(())
}
