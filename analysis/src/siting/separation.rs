//! Safety-distance violations (安全距离违规): every pair that stands nearer than its rule asks.
//!
//! Candidates come from the index by the rule's reach; the least distance between footprints is
//! exact; several tanks of one unit that break the same rule towards the same thing are one
//! violation, shown at the nearest tank.

use std::collections::BTreeMap;

use geo_types::Coord;

use super::requirement::Requirement;
use super::subject::Start;
use crate::city::City;
use crate::error::Error;
use crate::place::{Footprint, clearance};
use crate::standards::distance::{Rule, rules};

/// What a distance ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    /// The target at this position.
    Target(usize),
    /// The facility at this position.
    Site(usize),
}

/// What the comparison came to; a pair that keeps its distance is not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nearer than asked, whatever the missing attributes are.
    Violation,
    /// It depends on an attribute that is missing.
    Unknown,
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Separation {
    /// Position of the facility that has to keep the distance.
    pub site: usize,
    /// Position of its unit.
    pub unit: Option<usize>,
    /// Where it is measured from.
    pub start: Start,
    /// What it is measured to.
    pub object: Object,
    /// What it came to.
    pub verdict: Verdict,
    /// What is asked.
    pub requirement: Requirement,
    /// Least distance, m on the ellipsoid.
    pub actual_m: f64,
    /// End at the facility, longitude and latitude.
    pub from: Coord<f64>,
    /// End at the object, longitude and latitude.
    pub to: Coord<f64>,
    /// Whether the start stands in for an outline that is missing.
    pub start_is_approximate: bool,
    /// Whether the end stands in for an outline that is missing.
    pub end_is_approximate: bool,
}

impl Separation {
    /// The rule that asks.
    pub fn rule(&self) -> &'static Rule {
        &rules()[self.requirement.rule]
    }
}

/// A clearance that equals what is asked is kept; a micrometre is rounding.
pub(super) const ROUNDING_M: f64 = 1e-6;
/// The plane stretches by at most this much near its zone.
pub(super) const STRETCH: f64 = 1.001;

/// All findings that start from a facility, ordered by unit, object and rule.
///
/// # Errors
/// [`Error::Projection`] where an end cannot be given in degrees.
pub fn violations(city: &City, site: usize) -> Result<Vec<Separation>, Error> {
    let mut found = Found::default();
    for (index, (subject, profile)) in city.sites[site].subjects.iter().enumerate() {
        let reach_m = city.profiles.reach_m(*profile) * STRETCH;
        if reach_m <= 0.0 {
            continue;
        }
        let (start, _) = city.sites[site].start(subject.start);
        for target in city.ground.target_index.within(start.bounds(), reach_m) {
            let target = target as usize;
            let object = Object::Target(target);
            compare(
                city,
                site,
                index,
                object,
                city.ground.target_profiles[target],
                &mut found,
            );
        }
        for other in city.sites_within(start.bounds(), reach_m) {
            if let Some(object_profile) = city.sites[other].object_profile.filter(|_| other != site)
            {
                compare(
                    city,
                    site,
                    index,
                    Object::Site(other),
                    object_profile,
                    &mut found,
                );
            }
        }
    }
    found.finish(city)
}

/// Findings of a facility towards one other facility.
///
/// # Errors
/// As [`violations`].
pub fn towards(city: &City, site: usize, other: usize) -> Result<Vec<Separation>, Error> {
    let mut found = Found::default();
    if let Some(object_profile) = city.sites[other].object_profile {
        for index in 0..city.sites[site].subjects.len() {
            compare(
                city,
                site,
                index,
                Object::Site(other),
                object_profile,
                &mut found,
            );
        }
    }
    found.finish(city)
}

fn object_footprint(city: &City, object: Object) -> &Footprint {
    match object {
        Object::Target(t) => &city.ground.target_footprints[t],
        Object::Site(s) => &city.sites[s].footprint,
    }
}

/// Nearest finding by unit, object and rule.
#[derive(Default)]
struct Found(BTreeMap<(Option<usize>, Object, usize), Near>);

struct Near {
    site: usize,
    subject: usize,
    verdict: Verdict,
    requirement: Requirement,
    actual_m: f64,
    from: Coord<f64>,
    to: Coord<f64>,
}

fn compare(
    city: &City,
    site: usize,
    index: usize,
    object: Object,
    object_profile: u32,
    found: &mut Found,
) {
    let (subject, profile) = &city.sites[site].subjects[index];
    let Some(asked) = city.profiles.asked(*profile, object_profile) else {
        return;
    };
    let (start, _) = city.sites[site].start(subject.start);
    let least = clearance(start, object_footprint(city, object));
    let actual_m = city.plane.ground_distance_m(least.from, least.to);
    let verdict = if actual_m + ROUNDING_M < asked.least_m {
        Verdict::Violation
    } else if actual_m + ROUNDING_M < asked.greatest_m {
        Verdict::Unknown
    } else {
        return;
    };
    let near = Near {
        site,
        subject: index,
        verdict,
        requirement: asked.clone(),
        actual_m,
        from: least.from,
        to: least.to,
    };
    let key = (subject.unit, object, asked.rule);
    match found.0.get(&key) {
        Some(best) if (best.verdict, best.actual_m) <= (near.verdict, near.actual_m) => {}
        _ => {
            found.0.insert(key, near);
        }
    }
}

impl Found {
    fn finish(self, city: &City) -> Result<Vec<Separation>, Error> {
        self.0
            .into_iter()
            .map(|((unit, object, _), near)| {
                let of = &city.sites[near.site];
                let start = of.subjects[near.subject].0.start;
                Ok(Separation {
                    site: near.site,
                    unit,
                    start,
                    object,
                    verdict: near.verdict,
                    requirement: near.requirement,
                    actual_m: near.actual_m,
                    from: city.plane.to_lon_lat(near.from)?,
                    to: city.plane.to_lon_lat(near.to)?,
                    start_is_approximate: of.start(start).1,
                    end_is_approximate: object_footprint(city, object).is_point(),
                })
            })
            .collect()
    }
}
