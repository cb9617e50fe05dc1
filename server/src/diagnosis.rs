//! The diagnosis of an enterprise: what the facts propose, what was answered, what both come to.

use std::collections::BTreeMap;

use analysis::grading::city::ManagementFactors;
use analysis::grading::enterprise::{
    Answers, Caps, External, Management, Proposal, Score, management, proposals, score,
};
use analysis::grading::regional::Policy;

use crate::forms::{DIAGNOSIS, Last};
use crate::snapshot::Snapshot;
use crate::views::external_verdict::{ExternalVerdict, verdicts};

/// A diagnosis.
pub struct Diagnosis {
    /// What the facts answer, by code of the item.
    pub proposed: BTreeMap<&'static str, Proposal>,
    /// What holds: the answer, else what the facts say.
    pub in_force: Answers,
    /// What it comes to.
    pub score: Score,
    /// The same by the caps of the other source.
    pub other: Score,
    /// What it means for frequencies.
    pub management: Management,
}

/// The number of an answer; none of one that was taken back.
pub fn count(last: &Last, code: &str) -> Option<u32> {
    last.get(code)?.value.as_deref()?.parse().ok()
}

/// The diagnosis of a facility with the last answers of now.
pub fn diagnosis(snapshot: &Snapshot, site: usize, last: &Last) -> Diagnosis {
    let result = &snapshot.results[site];
    let external = external(&verdicts(snapshot, site));
    let proposed: BTreeMap<&str, Proposal> = proposals(&snapshot.city, site, result, external)
        .into_iter()
        .map(|p| (p.code, p))
        .collect();
    let mut in_force: Answers = proposed
        .iter()
        .map(|(code, p)| ((*code).to_owned(), p.count))
        .collect();
    for code in last.keys() {
        if let Some(count) = count(last, code) {
            in_force.insert(code.clone(), count);
        }
    }
    let of = score(&in_force, Caps::Guideline);
    Diagnosis {
        management: management(&Policy::built_in(), &of),
        other: score(&in_force, Caps::Other),
        score: of,
        proposed,
        in_force,
    }
}

/// Whether the external safety distance is kept: broken where one method says so, kept where all do.
fn external(verdicts: &[ExternalVerdict]) -> Option<External> {
    let broken = verdicts.iter().find(|v| v.verdict == "violation");
    if let Some(of) = broken {
        return Some(External {
            is_kept: false,
            zh: of.sentence_zh.clone(),
            en: of.sentence_en.clone(),
        });
    }
    let are_all_kept = !verdicts.is_empty()
        && verdicts
            .iter()
            .all(|v| matches!(v.verdict, "kept" | "alarp"));
    are_all_kept.then(|| {
        let bases: Vec<&str> = verdicts.iter().map(|v| v.clause.as_str()).collect();
        External {
            is_kept: true,
            zh: format!("按 {} 判定均满足", bases.join("、")),
            en: format!("kept by {}", bases.join(", ")),
        }
    })
}

/// Factors of management of all enterprises whose diagnosis was begun.
pub fn factors(snapshot: &Snapshot) -> ManagementFactors {
    let begun = snapshot.forms().subjects(DIAGNOSIS);
    let known = begun.filter_map(|(id, last)| Some((snapshot.site(id)?, last)));
    let by_site = known
        .map(|(site, last)| (site, diagnosis(snapshot, site, last).management.factor))
        .filter(|(_, factor)| (factor - 1.0).abs() > f64::EPSILON);
    ManagementFactors {
        by_site: by_site.collect(),
    }
}
