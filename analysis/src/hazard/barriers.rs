//! What an open hidden hazard does to frequencies: a factor by the barrier that it weakens. Expert judgement.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::facts::{HazardState, HiddenHazard};
use crate::grading::city::{OpenHazard, OpenHazards};
use crate::scenario::equipment::Loss;

const TABLE: &str = include_str!("../standards/tables/hidden_hazard_barriers.toml");
/// Greatest factor of a barrier.
pub const MOST: u32 = 10;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    confidence: String,
    source: String,
    barrier: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    names: Vec<String>,
    en: String,
    losses: Vec<String>,
    factor: u32,
    why_zh: String,
    why_en: String,
}

/// A barrier, and what happens more often where it is weakened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barrier {
    /// Its names; the first is the usual one.
    pub names: Vec<String>,
    /// English name.
    pub en: String,
    /// The losses of containment that it guards against.
    pub losses: Vec<Loss>,
    /// By which an open hazard multiplies their frequency, 1 to [`MOST`]: whole, so that sums stay exact.
    pub factor: u32,
    /// Why, Chinese.
    pub why_zh: String,
    /// Why, English.
    pub why_en: String,
}

/// The table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barriers {
    /// How sure the factors are.
    pub confidence: String,
    /// Where they come from.
    pub source: String,
    /// The barriers.
    pub all: Vec<Barrier>,
}

/// Losses of equipment, those that a facility can have.
const OF_EQUIPMENT: [Loss; 3] = [Loss::Instantaneous, Loss::TenMinutes, Loss::Hole];

/// The table of the program.
///
/// # Panics
/// Where it is defective, which its test finds.
pub fn table() -> &'static Barriers {
    static ALL: LazyLock<Barriers> =
        LazyLock::new(|| read(TABLE).expect("the table of barriers is part of the program"));
    &ALL
}

fn read(text: &str) -> Result<Barriers, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let loss = |code: &String| {
        let known = OF_EQUIPMENT.into_iter().find(|l| l.code() == code);
        known.ok_or_else(|| format!("`{code}` is no loss of equipment"))
    };
    let barrier = |row: Row| {
        if !(1..=MOST).contains(&row.factor) {
            return Err(format!("factor {} is not 1 to {MOST}", row.factor));
        }
        let losses = if row.losses.is_empty() {
            OF_EQUIPMENT.to_vec()
        } else {
            row.losses.iter().map(loss).collect::<Result<_, _>>()?
        };
        Ok(Barrier {
            names: row.names,
            en: row.en,
            losses,
            factor: row.factor,
            why_zh: row.why_zh,
            why_en: row.why_en,
        })
    };
    Ok(Barriers {
        confidence: file.confidence,
        source: file.source,
        all: file
            .barrier
            .into_iter()
            .map(barrier)
            .collect::<Result<_, _>>()?,
    })
}

/// A barrier by one of its names.
pub fn barrier(name: &str) -> Option<&'static Barrier> {
    let name = name.trim();
    table()
        .all
        .iter()
        .find(|b| b.names.iter().any(|n| n == name))
}

/// Whether a hazard in a state raises frequencies: from its registration on until it is closed. A report that nobody has
/// looked at yet does not, so that the public cannot colour a map.
pub const fn counts(state: HazardState) -> bool {
    matches!(
        state,
        HazardState::Registered | HazardState::Rectifying | HazardState::AwaitingAcceptance
    )
}

/// The open hazards of a city as frequencies see them; `site` gives the position of a facility. A hazard whose barrier is
/// not in the table raises nothing.
pub fn open_hazards(hazards: &[HiddenHazard], site: impl Fn(&str) -> Option<usize>) -> OpenHazards {
    let open = hazards.iter().filter(|h| counts(h.state));
    let all = open.filter_map(|hazard| {
        let barrier = barrier(hazard.barrier.as_deref()?)?;
        (barrier.factor > 1).then_some(())?;
        Some(OpenHazard {
            id: hazard.id.clone(),
            site: site(&hazard.facility_id)?,
            barrier: barrier.names[0].clone(),
            losses: barrier.losses.clone(),
            factor: barrier.factor,
        })
    });
    OpenHazards::new(all.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let of = table();
        assert_eq!(of.confidence, "expert");
        let mut names: Vec<&str> = of
            .all
            .iter()
            .flat_map(|b| &b.names)
            .map(String::as_str)
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "a name is there twice");
        assert!(
            of.all
                .iter()
                .all(|b| !b.names.is_empty() && !b.losses.is_empty())
        );
        assert!(read("confidence = \"x\"\nsource = \"y\"\n[[barrier]]\nnames = [\"a\"]\nen = \"a\"\nlosses = []\nfactor = 11\nwhy_zh = \"\"\nwhy_en = \"\"\n").is_err());
    }
}
