//! The relocation check (搬迁推演): what changes for whom if plants move.
//!
//! Computed on a city derived from the snapshot; only the moved plants and their old and new
//! neighbours are judged again. The answer equals the difference of two full runs.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::Coord;

use super::separation::{Object, STRETCH, Separation, Verdict, towards, violations};
use crate::city::{City, Exposure};
use crate::error::Error;
use crate::grading::major_hazard::Grade;

/// What a set of moves changes.
#[derive(Debug, Clone)]
pub struct Situation {
    /// The city after the moves.
    pub city: City,
    /// Facilities that moved, in the order given.
    pub moved: Vec<usize>,
    /// Findings that are there before and not after, as they are before.
    pub vanish: Vec<Separation>,
    /// Findings that are there after and not before.
    pub new: Vec<Separation>,
    /// Findings that are there before and after, as they are after.
    pub stay: Vec<Separation>,
    /// People near and grades of each moved facility's units, before and after.
    pub grades: Vec<(GradeOf, GradeOf)>,
}

/// People near a facility and the grades of its units.
pub type GradeOf = (Exposure, Vec<Grade>);

/// Works out what changes if each facility moves to its place (longitude, latitude).
///
/// # Errors
/// [`Error::Projection`] for a place that cannot be projected.
pub fn relocate(city: &City, moves: &[(usize, Coord<f64>)]) -> Result<Situation, Error> {
    let situation = relocate_while(city, moves, &|| true)?;
    Ok(situation.expect("it is wanted to the end"))
}

/// The same for as long as `is_wanted`, which is asked between one plant and the next; nothing once it is not.
///
/// # Errors
/// As [`relocate`].
pub fn relocate_while(
    city: &City,
    moves: &[(usize, Coord<f64>)],
    is_wanted: &dyn Fn() -> bool,
) -> Result<Option<Situation>, Error> {
    let after = city.with_moves(moves)?;
    let moved: Vec<usize> = moves.iter().map(|(site, _)| *site).collect();
    let Some(old) = concerned(city, &moved, is_wanted)? else {
        return Ok(None);
    };
    let Some(mut fresh) = concerned(&after, &moved, is_wanted)? else {
        return Ok(None);
    };
    let (mut vanish, mut stay) = (Vec::new(), Vec::new());
    for (key, finding) in old {
        match fresh.remove(&key) {
            Some(now) => stay.push(now),
            None => vanish.push(finding),
        }
    }
    let grades = moved
        .iter()
        .map(|site| (city.grades(*site), after.grades(*site)))
        .collect();
    Ok(Some(Situation {
        city: after,
        moved,
        vanish,
        new: fresh.into_values().collect(),
        stay,
        grades,
    }))
}

/// What makes two findings of different cities the same one.
type Key = (usize, Option<usize>, Object, usize, Verdict);

/// All findings in which a moved facility takes part, on either side; nothing once they are not wanted any more.
fn concerned(
    city: &City,
    moved: &[usize],
    is_wanted: &dyn Fn() -> bool,
) -> Result<Option<BTreeMap<Key, Separation>>, Error> {
    let mut findings = Vec::new();
    for site in moved {
        if !is_wanted() {
            return Ok(None);
        }
        findings.extend(violations(city, *site)?);
    }
    // As far as any rule can ask in this city; the plane stretches lengths by less than a thousandth.
    let reach_m = city.profiles.farthest_m() * STRETCH;
    let mut neighbours = BTreeSet::new();
    for site in moved {
        for other in city.sites_within(city.sites[*site].footprint.bounds(), reach_m) {
            if !moved.contains(&other) {
                neighbours.insert((other, *site));
            }
        }
    }
    for (other, site) in neighbours {
        if !is_wanted() {
            return Ok(None);
        }
        findings.extend(towards(city, other, site)?);
    }
    let keyed = findings
        .into_iter()
        .map(|f| ((f.site, f.unit, f.object, f.requirement.rule, f.verdict), f));
    Ok(Some(keyed.collect()))
}
