//! `anjie verify`: whether the log of hidden hazards is as it was written.

use analysis::facts::HiddenHazard;
use analysis::hazard::state::{Entry, Imported, replay};
use data::hazard_log::{Linked, check};
use std::collections::BTreeMap;

use super::{Common, Failure, open, say};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Head that was kept elsewhere, ENTRIES:SHA256 as the service tells it: shows a log that was cut together with its
    /// own head
    #[arg(long, value_name = "ENTRIES:SHA256")]
    head: Option<String>,
}

pub(super) async fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    let known = args.head.as_deref().map(head).transpose()?;
    let store = open(common).await?;
    let log = store.hazard_log().await;
    let facts = store.load_facts().await;
    store.close().await;
    let ((log, head), facts) = (log?, facts?);
    let entries = check(&log, &head).map_err(|fault| {
        Failure::Failed(format!(
            "隐患日志被改动 the log of hidden hazards was changed: {fault}"
        ))
    })?;
    if let Some((count, sha256)) = known {
        let at = usize::try_from(count).ok().and_then(|n| n.checked_sub(1));
        let there = at.and_then(|at| log.get(at));
        let agrees = count == 0 || there.is_some_and(|kept| kept.sha256 == sha256);
        if !agrees {
            return Err(Failure::Failed(format!(
                "隐患日志与保存的末端不符 the log has {} entries and none with the number {count} and the hash {sha256}: it was cut or written anew",
                head.count
            )));
        }
    }
    let differ = outside(&entries, &facts.hidden_hazards);
    if !common.quiet {
        say(format_args!(
            "隐患日志完好 the log of hidden hazards is as it was written: {} entries, head {}:{}",
            head.count, head.count, head.sha256
        ));
        for id in &differ {
            say(format_args!(
                "note: the row of hidden hazard {id} was changed by an import or by hand since its last entry; its next step notes that"
            ));
        }
        say(
            "note: a log that was cut together with its head looks whole; compare with a head that was kept elsewhere (--head)",
        );
    }
    Ok(())
}

fn head(text: &str) -> Result<(u64, String), Failure> {
    let wrong = || Failure::BadInput(format!("--head is `{text}`; write ENTRIES:SHA256"));
    let (count, sha256) = text.split_once(':').ok_or_else(wrong)?;
    let count = count.trim().parse().map_err(|_| wrong())?;
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
    if is_hash {
        Ok((count, sha256.to_ascii_lowercase()))
    } else {
        Err(wrong())
    }
}

/// Hazards whose row is not what their log says.
fn outside(entries: &[Linked], rows: &[HiddenHazard]) -> Vec<String> {
    let mut of: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for linked in entries {
        of.entry(&linked.entry.hazard_id)
            .or_default()
            .push(linked.entry.clone());
    }
    let rows: BTreeMap<&str, &HiddenHazard> = rows.iter().map(|r| (r.id.as_str(), r)).collect();
    of.into_iter()
        .filter(|(id, entries)| {
            let known = replay(entries).ok().flatten();
            let row = rows.get(id).map(|row| Imported::of(row));
            known.map(|h| h.row) != row
        })
        .map(|(id, _)| id.to_owned())
        .collect()
}
