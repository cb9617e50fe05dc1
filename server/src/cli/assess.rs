//! `anjie assess`: computes a run and keeps it.

use std::time::Instant;

use analysis::risk::run::society::Toll;

use super::{Common, Failure, open, say};
use crate::runs::{assess_store, bar};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to assess; the whole city is what there is so far
    #[arg(long, default_value = "city")]
    scope: String,
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    if args.scope != "city" {
        let why = format!("--scope {}: only `city` can be assessed so far", args.scope);
        return Err(Failure::BadInput(why));
    }
    let store = open(common).await?;
    let started = Instant::now();
    let (snapshot, _) = assess_store(&store, !common.quiet).await?;
    let bar = bar(!common.quiet, "风险 risk");
    let progress = bar.clone();
    let computed = tokio::task::spawn_blocking(move || {
        snapshot.compute_risk(|done, of| {
            progress.set_length(of);
            progress.set_position(done);
        });
        snapshot
    });
    let snapshot = computed.await.map_err(crate::runs::RunError::from)?;
    bar.finish_and_clear();
    let s = &snapshot.summary;
    let i = &s.installations;
    say(format_args!(
        "{}: {} facilities; major hazard installations of level 1/2/3/4: {}/{}/{}/{}, none {}, unknown {}; {} distance violations, {} distances unknown; {:.1} s",
        s.run.id,
        s.counts.facilities,
        i.level_1,
        i.level_2,
        i.level_3,
        i.level_4,
        i.not_major_hazard,
        i.unknown,
        s.violations,
        s.unknown_verdicts,
        started.elapsed().as_secs_f64(),
    ));
    match snapshot.risk() {
        Some(Ok(risk)) => {
            let (vessels, pipelines) = risk.counts();
            let pll: f64 = risk.tolls.iter().map(Toll::pll_per_year).sum();
            say(format_args!(
                "risk: {vessels} vessels and {pipelines} pipelines, {} and {} of unknown risk, {} without risk by rule; {} targets over their limit of individual risk (GB 36894-2018); expected deaths {pll:.2e} a year",
                risk.risk.unknown.len() - risk.unknown_pipelines(),
                risk.unknown_pipelines(),
                risk.risk.without_risk.len(),
                risk.excesses.len(),
            ));
        }
        Some(Err(why)) => say(format_args!("risk: not known: {why}")),
        None => {}
    }
    store.close().await;
    Ok(())
}
