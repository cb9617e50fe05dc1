//! `anjie assess`: computes a run and keeps it.

use std::time::Instant;

use analysis::risk::run::society::Toll;
use analysis::siting::separation::Verdict;

use super::{Common, Failure, open, say};
use crate::routes::{fn_curves, members};
use crate::runs::{assess_store, bar};
use crate::snapshot::Snapshot;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Of what to tell: city, park:ID or facility:ID. Risks add up across the city, so that the run is always its
    #[arg(long, default_value = "city")]
    scope: String,
}

/// Kind and identifier of a scope; none for the city.
fn scope(text: &str) -> Result<Option<(&str, &str)>, Failure> {
    match text.split_once(':') {
        None if text == "city" => Ok(None),
        Some((kind @ ("park" | "facility"), id)) if !id.is_empty() => Ok(Some((kind, id))),
        _ => Err(Failure::BadInput(format!(
            "--scope {text}: write city, park:ID or facility:ID"
        ))),
    }
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let scope = scope(&args.scope)?;
    let store = open(common).await?;
    let started = Instant::now();
    let (snapshot, _) = assess_store(&store, &common.file()?.risk, !common.quiet, None).await?;
    let part = scope
        .map(|(kind, id)| members::sites(&snapshot, kind, id))
        .transpose()
        .map_err(|e| Failure::BadInput(format!("--scope {}: {e}", args.scope)))?;
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
    crate::risk_rows::keep(&store, &snapshot).await?;
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
    if let (Some((kind, id)), Some((name, sites))) = (scope, part) {
        tell(&snapshot, kind, id, &name, &sites);
    }
    store.close().await;
    Ok(())
}

/// Says what a part of the city is like.
fn tell(snapshot: &Snapshot, kind: &str, id: &str, name: &str, sites: &[usize]) {
    let of = |verdict| -> usize {
        let results = sites.iter().map(|s| &snapshot.results[*s]);
        results.map(|r| r.count(verdict)).sum()
    };
    let risk = match fn_curves::of(snapshot, kind, id) {
        Ok(curve) => format!(
            "expected deaths {:.2e} a year, societal risk {} ({}), {} vessels of unknown risk",
            curve.pll_per_year, curve.verdict_zh, curve.verdict_en, curve.unknown_vessels
        ),
        Err(why) => why.to_string(),
    };
    say(format_args!(
        "{kind} {id} {name}: {} facilities; {} distance violations, {} distances unknown; {risk}",
        sites.len(),
        of(Verdict::Violation),
        of(Verdict::Unknown),
    ));
}
