//! `anjie assess`: computes a run and keeps it.

use std::time::Instant;

use super::{Common, Failure, open, say};
use crate::runs::assess_store;

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
    store.close().await;
    Ok(())
}
