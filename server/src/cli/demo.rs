//! `anjie demo`: the demo city, built if the store is empty, assessed and served.

use std::path::PathBuf;

use data::demo::{self, Options, Sources};

use super::{Common, Failure, open, serve};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    serve: serve::ServeArgs,
    /// Size of what there is very much of: 1 is the real city's
    #[arg(long, default_value_t = 0.1)]
    scale: f64,
    /// Seed of all chance: the same seed makes the same city
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Day on which the hidden hazards stand as they do; they were found in the 24 months before
    #[arg(long, default_value = demo::REFERENCE_DATE)]
    reference_date: String,
    /// Folder with the boundary, name and seat packages
    #[arg(long, env = "ANJIE_DEMO_CACHE", default_value = ".cache/demo")]
    sources: PathBuf,
    /// Build and assess only, do not serve
    #[arg(long)]
    no_serve: bool,
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let store = open(common).await?;
    if store.is_empty().await? {
        if !common.quiet {
            eprintln!(
                "anjie: building the demo city (synthetic, seed {}, scale {})",
                args.seed, args.scale
            );
        }
        let options = Options {
            reference_date: args.reference_date.clone(),
            ..Options::new(args.seed, args.scale, &data::now_rfc3339())
        };
        let sources = args.sources.clone();
        let facts = tokio::task::spawn_blocking(move || {
            let sources = Sources::open(&sources)?;
            demo::city(&sources, &options)
        })
        .await
        .map_err(|e| Failure::Failed(e.to_string()))?
        .map_err(|e| Failure::BadInput(e.to_string()))?;
        store.put_facts(&facts).await?;
    }
    if args.no_serve {
        crate::runs::assess_store(&store, !common.quiet).await?;
        store.close().await;
        return Ok(());
    }
    serve::serve(common, &args.serve, store).await
}
