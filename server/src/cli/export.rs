//! `anjie export`: a layer or results into a file, or tiles into one.

use std::path::PathBuf;
use std::sync::Arc;

use data::export::{ExportLayer, export, export_all};
use indicatif::ProgressBar;

use super::{Common, Failure, open, say};
use crate::app::today;
use crate::archive::{self, ArchiveError, Format, Plan, PlanError, Progress, Shown, plan};
use crate::config::File;
use crate::foreign_layers::ForeignLayers;
use crate::runs::{RunError, assess_store, bar};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Layer: one of the imported ones, violations, grades or runs; `all` of them into .gpkg or .xlsx. Into .pmtiles
    /// or .mbtiles: tile layers with commas, or `map` for all
    layer: String,
    /// File; its extension says the format: .geojson .gpkg .fgb .parquet .csv .xlsx, tiles .pmtiles .mbtiles
    out: PathBuf,
    /// Tiles: first zoom [default: that of the layers]
    #[arg(long, value_name = "ZOOM")]
    min_zoom: Option<u8>,
    /// Tiles: last zoom [default: that of the layers]
    #[arg(long, value_name = "ZOOM")]
    max_zoom: Option<u8>,
    /// Tiles: only what lies in west,south,east,north, degrees
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    bbox: Option<String>,
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Plan(_) | ArchiveError::Empty { .. } | ArchiveError::Busy { .. } => {
                Self::BadInput(error.to_string())
            }
            ArchiveError::Io { .. } | ArchiveError::PmTiles(_) | ArchiveError::MbTiles(_) => {
                Self::Failed(error.to_string())
            }
        }
    }
}

impl From<PlanError> for Failure {
    fn from(error: PlanError) -> Self {
        Self::BadInput(error.to_string())
    }
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    if let Some(format) = Format::of(&args.out) {
        return tiles(common, args, format).await;
    }
    if args.min_zoom.is_some() || args.max_zoom.is_some() || args.bbox.is_some() {
        return Err(Failure::BadInput(
            "--min-zoom, --max-zoom and --bbox are for tiles; name a file .pmtiles or .mbtiles"
                .to_owned(),
        ));
    }
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

/// Writes tiles: the city is built from the store as the service does.
async fn tiles(common: &Common, args: &Args, format: Format) -> Result<(), Failure> {
    let bbox = args.bbox.as_deref().map(plan::bbox).transpose()?;
    if let (Some(min), Some(max)) = (args.min_zoom, args.max_zoom)
        && min > max
    {
        return Err(PlanError::Zooms { min, max }.into());
    }
    let store = open(common).await?;
    let file = common.file()?;
    let policies = file.grading.policies()?;
    let assessed = assess_store(&store, &file.risk, !common.quiet, None).await;
    store.close().await;
    let (mut snapshot, _) = assessed?;
    let foreign = foreign(&file, &args.layer).await?;
    let needs_grades = plan::needs_grades(&args.layer);
    if needs_grades || plan::needs_risk(&args.layer) {
        let bar = bar(!common.quiet, "风险 risk");
        let progress = bar.clone();
        let computed = tokio::task::spawn_blocking(move || {
            snapshot.compute_risk(|done, of| {
                progress.set_length(of);
                progress.set_position(done);
            });
            if needs_grades {
                snapshot = snapshot.graded_under(Arc::new(policies));
                snapshot.draw_grades(&today());
            }
            snapshot
        });
        snapshot = computed.await.map_err(RunError::from)?;
        bar.finish_and_clear();
    }
    let names = plan::names(&args.layer, &snapshot);
    let shown = Shown {
        snapshot: &snapshot,
        foreign: &foreign,
    };
    let plan = Plan::new(shown, names, args.min_zoom, args.max_zoom, bbox, format)?;
    let bar = bar(!common.quiet, "瓦片 tiles");
    let told = |progress| tell(common.quiet, &bar, args, progress);
    let written = archive::write(shown, &plan, &args.out, told).await;
    bar.finish_and_clear();
    let written = written?;
    if !common.quiet {
        say(format_args!(
            "{} tiles of {} written to {} ({:.1} MB, zooms {} to {})",
            written.tiles,
            plan.names().join(","),
            args.out.display(),
            written.bytes as f64 / 1e6,
            plan.zooms().start(),
            plan.zooms().end(),
        ));
    }
    Ok(())
}

/// The layers of others that are asked for.
async fn foreign(file: &File, asked: &str) -> Result<ForeignLayers, Failure> {
    let is_asked = |name: &str| asked.split(',').any(|n| n.trim() == name);
    let specs = file.layers.iter().filter(|l| is_asked(&l.name));
    let foreign = ForeignLayers::new(specs.cloned().collect())
        .map_err(|e| Failure::BadInput(format!("the settings cannot be taken: {e}")))?;
    let read = tokio::task::spawn_blocking(move || {
        foreign.refresh();
        foreign
    });
    Ok(read.await.map_err(RunError::from)?)
}

/// Shows how far an export is.
fn tell(quiet: bool, bar: &ProgressBar, args: &Args, progress: Progress) {
    let out = args.out.display();
    match progress {
        Progress::Places(all) => bar.set_length(all),
        Progress::Done(more) => bar.inc(more),
        Progress::Resumed(_) | Progress::Restarted if quiet => {}
        Progress::Resumed(tiles) => eprintln!(
            "anjie: 续导 {out}.part 已有 {tiles} 个瓦片 going on from the {tiles} tiles of {out}.part"
        ),
        Progress::Restarted => eprintln!(
            "anjie: {out}.part 属于另一次导出，重新开始 {out}.part is of another export (data, layers, zooms or box); starting anew"
        ),
    }
}
