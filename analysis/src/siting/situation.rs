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
    let after = city.with_moves(moves)?;
    let moved: Vec<usize> = moves.iter().map(|(site, _)| *site).collect();
    let old = concerned(city, &moved)?;
    let mut fresh = concerned(&after, &moved)?;
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
    Ok(Situation {
        city: after,
        moved,
        vanish,
        new: fresh.into_values().collect(),
        stay,
        grades,
    })
}

/// What makes two findings of different cities the same one.
type Key = (usize, Option<usize>, Object, usize, Verdict);

/// All findings in which a moved facility takes part, on either side.
fn concerned(city: &City, moved: &[usize]) -> Result<BTreeMap<Key, Separation>, Error> {
    let mut findings = Vec::new();
    for site in moved {
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
        findings.extend(towards(city, other, site)?);
    }
    Ok(findings
        .into_iter()
        .map(|f| ((f.site, f.unit, f.object, f.requirement.rule, f.verdict), f))
        .collect())
}
