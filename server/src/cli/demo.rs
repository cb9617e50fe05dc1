//! `anjie demo`: the demo city, built if the store is empty, assessed and served.

use std::path::{Path, PathBuf};

use analysis::facts::Facts;
use data::demo::{self, Options, Sources, defects};

use super::{Common, Failure, open, serve};

#[derive(Debug, Clone, clap::Args)]
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
    /// Put defects into the city on purpose: places in another datum, twins, kilograms for tonnes
    #[arg(long)]
    defects: bool,
    /// List every defect of the city in this JSON file
    #[arg(long, value_name = "FILE", requires = "defects")]
    defects_manifest: Option<PathBuf>,
    /// Only write a folder of dirty source files to try the import on, with their manifest.json
    #[arg(long, value_name = "DIR", conflicts_with_all = ["defects", "no_serve"])]
    export_dirty: Option<PathBuf>,
    /// Build and assess only, do not serve
    #[arg(long)]
    no_serve: bool,
}

/// The city that the arguments name, with its defects if it is to have any.
fn build(args: &Args) -> Result<Facts, Failure> {
    let options = Options {
        reference_date: args.reference_date.clone(),
        ..Options::new(args.seed, args.scale, &data::now_rfc3339())
    };
    let bad = |e: demo::DemoError| Failure::BadInput(e.to_string());
    let sources = Sources::open(&args.sources).map_err(bad)?;
    let mut facts = demo::city(&sources, &options).map_err(bad)?;
    if let Some(dir) = &args.export_dirty {
        let manifest = defects::export_dirty(&facts, args.seed, dir)
            .map_err(|e| Failure::Failed(e.to_string()))?;
        write(&manifest, &dir.join("manifest.json"))?;
    } else if args.defects {
        let manifest = defects::spoil(&mut facts, args.seed);
        if let Some(path) = &args.defects_manifest {
            write(&manifest, path)?;
        }
    }
    Ok(facts)
}

fn write(manifest: &defects::Manifest, path: &Path) -> Result<(), Failure> {
    let text = manifest
        .to_json()
        .map_err(|e| Failure::Failed(e.to_string()))?;
    std::fs::write(path, text).map_err(|e| {
        Failure::Failed(format!(
            "{} cannot be written ({e}); name a file in a folder that exists",
            path.display()
        ))
    })
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let say = |what: &str| {
        if !common.quiet {
            eprintln!(
                "anjie: {what} (synthetic, seed {}, scale {})",
                args.seed, args.scale
            );
        }
    };
    let built = |args: &Args| {
        let args = args.clone();
        tokio::task::spawn_blocking(move || build(&args))
    };
    if args.export_dirty.is_some() {
        say("writing dirty files made from the demo city");
        built(args)
            .await
            .map_err(|e| Failure::Failed(e.to_string()))??;
        return Ok(());
    }
    let store = open(common).await?;
    if store.is_empty().await? {
        say("building the demo city");
        let facts = built(args)
            .await
            .map_err(|e| Failure::Failed(e.to_string()))??;
        store.put_facts(&facts).await?;
    } else if args.defects {
        return Err(Failure::BadInput(
            "the store holds a city already, and defects go into a new one; name another store"
                .to_owned(),
        ));
    }
    if args.no_serve {
        crate::runs::assess_store(&store, &common.file()?.risk, !common.quiet, None).await?;
        store.close().await;
        return Ok(());
    }
    serve::serve(common, &args.serve, store).await
}
