//! The log of hidden hazards as a chain: each entry holds the hash of the entry before it.
//!
//! ```text
//! text  = canonical JSON of {number, previous, entry}
//! hash  = SHA-256(text)
//! head  = {count, hash of the last entry}
//! ```
//!
//! Canonical JSON is that of RFC 8785 for what is in an entry: texts, whole numbers, truths, nulls, lists and objects;
//! keys in order, no spaces, no fractions.
//!
//! Whoever changes, removes, adds or moves an entry breaks the chain at that place; whoever cuts its end off breaks the
//! head. **What it cannot show:** somebody who can write into the store may cut the end off and put a head to match, or
//! may write the whole log anew from some entry on. Only a head that was kept elsewhere shows that: publish it, for
//! example with each report; every answer about hazards names it.

use analysis::hazard::state::{Entry, Unsound, replay};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use thiserror::Error;

/// What the first entry holds in the place of a hash.
pub const NOTHING_BEFORE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Where a log ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// Number of entries.
    pub count: u64,
    /// Hash of the last one, hexadecimal; [`NOTHING_BEFORE`] of an empty log.
    pub sha256: String,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            count: 0,
            sha256: NOTHING_BEFORE.to_owned(),
        }
    }
}

/// An entry with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Linked {
    /// Number in the log, from 1.
    pub number: u64,
    /// Hash of the entry before.
    pub previous: String,
    /// What it says.
    pub entry: Entry,
}

/// An entry as it is kept: its text, and the hash of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Number in the log, as the store has it.
    pub number: u64,
    /// Hazard, as the store has it.
    pub hazard_id: String,
    /// Number among those of the hazard, as the store has it.
    pub entry: u64,
    /// Canonical JSON.
    pub text: String,
    /// SHA-256 of it, hexadecimal.
    pub sha256: String,
}

/// The first thing that is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("entry {number} of the log of hidden hazards: {why}")]
pub struct Fault {
    /// Number of the first entry that is not as it was written.
    pub number: u64,
    /// What is wrong.
    pub why: String,
}

/// Adds an entry to the end of a log.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn link(head: &Head, entry: Entry) -> Result<(Kept, Head), serde_json::Error> {
    let number = head.count + 1;
    let (hazard_id, of_hazard) = (entry.hazard_id.clone(), entry.entry);
    let linked = Linked {
        number,
        previous: head.sha256.clone(),
        entry,
    };
    let text = canonical(&serde_json::to_value(&linked)?);
    let sha256 = hash(&text);
    let head = Head {
        count: number,
        sha256: sha256.clone(),
    };
    let kept = Kept {
        number,
        hazard_id,
        entry: of_hazard,
        text,
        sha256,
    };
    Ok((kept, head))
}

/// Reads an entry.
///
/// # Errors
/// Where it is no JSON of an entry.
pub fn read(text: &str) -> Result<Linked, serde_json::Error> {
    serde_json::from_str(text)
}

/// Checks a whole log: each text against its hash, each hash against the next text, the end against the head, and each
/// hazard by taking its steps anew. Gives the entries.
///
/// # Errors
/// [`Fault`] for the first entry that is not as it was written.
pub fn check(log: &[Kept], head: &Head) -> Result<Vec<Linked>, Fault> {
    let mut previous = NOTHING_BEFORE.to_owned();
    let mut all = Vec::with_capacity(log.len());
    let mut of_hazard: BTreeMap<&str, Vec<(u64, Entry)>> = BTreeMap::new();
    for (kept, number) in log.iter().zip(1_u64..) {
        let fault = |why: String| Fault { number, why };
        if kept.number != number {
            return Err(fault(format!(
                "the store has the number {} in its place; an entry was removed, added or moved",
                kept.number
            )));
        }
        if hash(&kept.text) != kept.sha256 {
            return Err(fault(
                "its text does not have its hash; it was changed".into(),
            ));
        }
        let json: Json =
            serde_json::from_str(&kept.text).map_err(|e| fault(format!("it is no JSON ({e})")))?;
        let linked = read(&kept.text).map_err(|e| fault(format!("it is no entry ({e})")))?;
        if canonical(&json) != kept.text {
            return Err(fault("it is not written in the canonical way".into()));
        }
        if linked.previous != previous {
            return Err(fault(
                "it does not follow the entry before it; one of them was changed, removed, added or moved".into(),
            ));
        }
        let is_same = linked.number == number
            && linked.entry.hazard_id == kept.hazard_id
            && linked.entry.entry == kept.entry;
        if !is_same {
            return Err(fault(
                "the store has it under another hazard or number".into(),
            ));
        }
        previous.clone_from(&kept.sha256);
        let of = of_hazard.entry(&kept.hazard_id).or_default();
        of.push((number, linked.entry.clone()));
        all.push(linked);
    }
    let count = log.len() as u64;
    if head.count != count {
        return Err(Fault {
            number: count.min(head.count) + 1,
            why: format!("the log has {count} entries, its head says {}", head.count),
        });
    }
    if head.sha256 != previous {
        return Err(Fault {
            number: count,
            why: "the last entry is not the one that the head names".into(),
        });
    }
    for entries in of_hazard.into_values() {
        let (numbers, entries): (Vec<u64>, Vec<Entry>) = entries.into_iter().unzip();
        if let Err(Unsound { entry, why, .. }) = replay(&entries) {
            let at = usize::try_from(entry.saturating_sub(1)).unwrap_or(0);
            return Err(Fault {
                number: numbers.get(at).or(numbers.last()).copied().unwrap_or(count),
                why,
            });
        }
    }
    Ok(all)
}

fn hash(text: &str) -> String {
    format!("{:x}", Sha256::digest(text.as_bytes()))
}

/// The one way to write a value.
fn canonical(value: &Json) -> String {
    match value {
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Json::Object(fields) => {
            // By UTF-16 as RFC 8785 says; of ASCII names that is by bytes.
            let mut fields: Vec<(&String, &Json)> = fields.iter().collect();
            fields.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
            let fields: Vec<String> = fields
                .into_iter()
                .map(|(name, value)| format!("{}:{}", Json::from(name.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        // Texts with the fewest escapes, whole numbers in decimal digits.
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use analysis::facts::HazardState;
    use analysis::hazard::state::Event;
    use analysis::hazard::{Person, Report, Role, Step, report, take};
    use proptest::prelude::*;

    use super::*;

    const AT: &str = "2026-11-28T09:00:00+08:00";

    fn li() -> Person {
        Person {
            name: "李明".into(),
            role: Role::EnterpriseSafety,
            organisation: None,
        }
    }

    /// A log in which hazards are reported and registered.
    fn log(hazards: &[bool]) -> (Vec<Kept>, Head) {
        let (mut all, mut head) = (Vec::new(), Head::default());
        let mut add = |head: &mut Head, entry: Entry| {
            let (kept, next) = link(head, entry).unwrap();
            *head = next;
            all.push(kept);
        };
        for (i, is_registered) in hazards.iter().enumerate() {
            let told = Report {
                facility_id: "F1".into(),
                description: format!("渗漏 \"{i}\"\n"),
                found_on: "2026-11-27".into(),
                source: None,
                criterion: None,
                clause: None,
                barrier: None,
            };
            let id = format!("H{i}");
            let hazard = report(&id, &told, &li(), AT).unwrap();
            let mut entry = Entry {
                hazard_id: id,
                entry: 1,
                at: AT.into(),
                by: Some(li()),
                event: Event::Report { report: told },
                note: None,
                before: None,
                after: HazardState::Reported,
            };
            add(&mut head, entry.clone());
            if *is_registered {
                let step = Step::Register {
                    criterion: None,
                    clause: None,
                    barrier: None,
                    due_on: "2026-12-20".into(),
                };
                take(&hazard, &step, &li(), AT).unwrap();
                entry.entry = 2;
                entry.event = Event::Step { step };
                entry.before = Some(HazardState::Reported);
                entry.after = HazardState::Registered;
                add(&mut head, entry);
            }
        }
        (all, head)
    }

    #[test]
    fn the_text_of_an_entry_is_canonical_and_its_hash_does_not_change() {
        let (log, head) = log(&[true]);
        assert!(
            log[0]
                .text
                .starts_with("{\"entry\":{\"after\":\"reported\",\"at\":\""),
            "{}",
            log[0].text
        );
        assert_eq!(check(&log, &head).unwrap().len(), 2);
        let json: Json = serde_json::json!({"b": [1, true, null], "a": {"é": "\u{1}", "z": "中"}});
        assert_eq!(
            canonical(&json),
            "{\"a\":{\"z\":\"中\",\"é\":\"\\u0001\"},\"b\":[1,true,null]}"
        );
    }

    /// What somebody does to a log.
    #[derive(Debug, Clone)]
    enum Edit {
        Letter(usize, usize, u8),
        Hash(usize),
        Both(usize, usize, u8),
        Remove(usize),
        Again(usize, usize),
        Swap(usize, usize),
        Cut(usize),
        Rename(usize),
        HeadCount(u64),
        HeadHash,
    }

    fn edit() -> impl Strategy<Value = Edit> {
        let at = 0usize..1000;
        prop_oneof![
            (at.clone(), at.clone(), any::<u8>()).prop_map(|(i, j, b)| Edit::Letter(i, j, b)),
            at.clone().prop_map(Edit::Hash),
            (at.clone(), at.clone(), any::<u8>()).prop_map(|(i, j, b)| Edit::Both(i, j, b)),
            at.clone().prop_map(Edit::Remove),
            (at.clone(), at.clone()).prop_map(|(i, j)| Edit::Again(i, j)),
            (at.clone(), at.clone()).prop_map(|(i, j)| Edit::Swap(i, j)),
            at.clone().prop_map(Edit::Cut),
            at.prop_map(Edit::Rename),
            (0u64..40).prop_map(Edit::HeadCount),
            Just(Edit::HeadHash),
        ]
    }

    fn change_letter(text: &mut String, at: usize, by: u8) {
        let mut letters: Vec<char> = text.chars().collect();
        let at = at % letters.len();
        letters[at] = char::from(b'!' + by % 90);
        *text = letters.into_iter().collect();
    }

    /// Carries it out; renumbers the rows where `hides`, as somebody would who wants to hide it.
    fn carry_out(log: &mut Vec<Kept>, head: &mut Head, edit: &Edit, hides: bool) {
        let n = log.len();
        match edit {
            Edit::Letter(i, j, by) => change_letter(&mut log[i % n].text, *j, *by),
            Edit::Hash(i) => log[i % n].sha256 = hash("x"),
            Edit::Both(i, j, by) => {
                let kept = &mut log[i % n];
                change_letter(&mut kept.text, *j, *by);
                kept.sha256 = hash(&kept.text);
            }
            Edit::Remove(i) => {
                log.remove(i % n);
            }
            Edit::Again(i, j) => {
                let copy = log[i % n].clone();
                log.insert(j % (n + 1), copy);
            }
            Edit::Swap(i, j) => log.swap(i % n, j % n),
            Edit::Cut(i) => log.truncate(i % n),
            Edit::Rename(i) => log[i % n].hazard_id.push('x'),
            Edit::HeadCount(count) => head.count = *count,
            Edit::HeadHash => head.sha256 = hash("y"),
        }
        if hides {
            for (kept, number) in log.iter_mut().zip(1..) {
                kept.number = number;
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5000))]

        #[test]
        fn no_edit_goes_unnoticed(
            hazards in prop::collection::vec(any::<bool>(), 1..12),
            edits in prop::collection::vec(edit(), 1..4),
            hides in any::<bool>(),
        ) {
            let (log, head) = log(&hazards);
            prop_assert!(check(&log, &head).is_ok());
            let (mut edited, mut edited_head) = (log.clone(), head.clone());
            for edit in &edits {
                if !edited.is_empty() {
                    carry_out(&mut edited, &mut edited_head, edit, hides);
                }
            }
            let found = check(&edited, &edited_head);
            if (&edited, &edited_head) == (&log, &head) {
                prop_assert!(found.is_ok());
            } else {
                let fault = found.unwrap_err();
                prop_assert!(fault.number <= (log.len().max(edited.len()) + 1) as u64);
            }
        }
    }
}
