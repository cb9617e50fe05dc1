//! Which protection targets stand nearer to explosives than is safe.
//!
//! ```text
//! R = Z(Δp) W^(1/3)
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | R | distance asked | m |
//! | Δp | overpressure that is safe for the category: 2, 5 or 9 kPa | Pa |
//! | W | charge | kg of TNT |
//! | Z | scaled distance, inverse of `gbt37243::overpressure_pa` | m/kg^(1/3) |
//!
//! The distance there is goes from the outer wall of the nearest vessel with explosives to the target, exactly as in
//! [`separation`](crate::siting::separation); that the whole charge stands at that wall is to the safe side. A target
//! whose category depends on a size that the facts do not hold has some category: 9 kPa bounds what is asked from
//! below, 2 kPa from above, and between them the verdict is unknown.
//!
//! All of these distances lie at Z of 16 to 60, beyond the range of 1 to 15 for which Sadovsky's formula was made
//! (from memory); the standard's own use of it is followed.
//!
//! Source: GB/T 37243-2019 5.4, `gbt37243_overpressure.csv`, from memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo_types::Coord;

use super::charge::Charge;
use crate::city::City;
use crate::consequence::explosion::gbt37243::{overpressure_pa, scaled_distance};
use crate::error::Error;
use crate::facts::{Subtype, Target, TargetCategory};
use crate::grading::major_hazard::weaker;
use crate::place::clearance;
use crate::siting::separation::{ROUNDING_M, STRETCH, Verdict};
use crate::standards::gbt37243::{safe_overpressure, safe_overpressure_range_kpa};
use crate::standards::subtypes::properties;

const PA_PER_KPA: f64 = 1e3;
/// Where no target breaks its limit, the nearest one is looked for this many times as far as any limit asks: a choice.
const SEARCH: f64 = 2.0;

/// A protection target and the explosives of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Overpressure {
    /// Position of the facility.
    pub site: usize,
    /// The explosives, of one of its units.
    pub charge: Arc<Charge>,
    /// Position of its nearest vessel with explosives.
    pub vessel: usize,
    /// Position of the target.
    pub target: usize,
    /// What it came to; `None` where the distance is kept.
    pub verdict: Option<Verdict>,
    /// Its category, where that is known.
    pub category: Option<TargetCategory>,
    /// Overpressure that is safe, kPa: the greatest that the category can be.
    pub limit_kpa: f64,
    /// The least that it can be, kPa.
    pub strictest_kpa: f64,
    /// Overpressure at the target, kPa.
    pub overpressure_kpa: f64,
    /// Distance asked whatever is missing, m.
    pub required_m: f64,
    /// Distance asked in the strictest case, m; infinite where the charge is a lower bound.
    pub required_max_m: f64,
    /// Distance there is, m.
    pub actual_m: f64,
    /// Attributes on which it depends.
    pub missing: Vec<&'static str>,
    /// End at the vessel, longitude and latitude.
    pub from: Coord<f64>,
    /// End at the target, longitude and latitude.
    pub to: Coord<f64>,
    /// Whether the start stands in for an outline that is missing.
    pub start_is_approximate: bool,
    /// Whether the end stands in for an outline that is missing.
    pub end_is_approximate: bool,
    /// How sure limit and charge are.
    pub confidence: &'static str,
}

impl Overpressure {
    /// Decades over the limit, at least; below zero where it is kept.
    pub fn decades_over(&self) -> f64 {
        (self.overpressure_kpa / self.limit_kpa).log10()
    }

    /// Decades over the limit in the strictest case.
    pub fn most_decades_over(&self) -> f64 {
        (self.overpressure_kpa / self.strictest_kpa).log10()
    }
}

/// Distance, m, up to which a charge of `tnt_kg` has at least `overpressure_kpa`.
pub fn distance_m(tnt_kg: f64, overpressure_kpa: f64) -> f64 {
    scaled_distance(overpressure_kpa * PA_PER_KPA) * tnt_kg.cbrt()
}

/// Overpressure, kPa, of a charge of `tnt_kg` at a distance.
pub fn overpressure_kpa(tnt_kg: f64, distance_m: f64) -> f64 {
    if tnt_kg > 0.0 {
        overpressure_pa(distance_m / tnt_kg.cbrt()) / PA_PER_KPA
    } else {
        0.0
    }
}

/// What is known of what a target may bear.
struct Limits {
    category: Option<TargetCategory>,
    greatest_kpa: f64,
    strictest_kpa: f64,
    confidence: &'static str,
}

/// `None` for what is no protection target: roads, railways, lines.
fn limits(target: &Target) -> Option<Limits> {
    let of = properties(target.subtype);
    if let Some(category) = target.category.or(of.default_category) {
        let safe = safe_overpressure(category);
        return Some(Limits {
            category: Some(category),
            greatest_kpa: safe.overpressure_kpa,
            strictest_kpa: safe.overpressure_kpa,
            confidence: &safe.confidence,
        });
    }
    let is_built = of.tags.iter().any(|t| t == "civil" || t == "industry");
    let has_some = is_built || target.subtype == Subtype::Park;
    let may_be_none = target.subtype == Subtype::Other;
    let (strictest_kpa, greatest_kpa) = safe_overpressure_range_kpa();
    (has_some || may_be_none).then_some(Limits {
        category: None,
        greatest_kpa: if may_be_none {
            f64::INFINITY
        } else {
            greatest_kpa
        },
        strictest_kpa,
        confidence: "memory",
    })
}

/// Least distance from a charge to a target.
struct Near {
    vessel: usize,
    actual_m: f64,
    from: Coord<f64>,
    to: Coord<f64>,
}

/// The targets that stand nearer to the charges of a facility than is safe, or may, by unit and target; and the one
/// that comes nearest to its limit.
///
/// # Errors
/// [`Error::Projection`] where an end cannot be given in degrees.
pub fn judge(
    city: &City,
    site: usize,
    charges: &[Arc<Charge>],
) -> Result<(Vec<Overpressure>, Option<Overpressure>), Error> {
    let (mut findings, mut worst) = (Vec::new(), None);
    for charge in charges.iter().filter(|c| c.tnt_kg > 0.0) {
        for (target, near) in within_reach(city, site, charge) {
            let Some(found) = compare(city, site, charge, target, &near)? else {
                continue;
            };
            if worst.as_ref().is_none_or(|w| rank(&found) > rank(w)) {
                worst = Some(found.clone());
            }
            if found.verdict.is_some() {
                findings.push(found);
            }
        }
    }
    Ok((findings, worst))
}

/// A violation before what is unknown before what is kept, then by decades.
fn rank(of: &Overpressure) -> (u8, f64) {
    match of.verdict {
        Some(Verdict::Violation) => (2, of.decades_over()),
        Some(Verdict::Unknown) => (1, of.most_decades_over()),
        None => (0, of.most_decades_over()),
    }
}

/// Targets with their nearest vessel of the charge, by position.
fn within_reach(city: &City, site: usize, charge: &Charge) -> BTreeMap<usize, Near> {
    let strictest_kpa = safe_overpressure_range_kpa().0;
    let reach_m = SEARCH * distance_m(charge.tnt_kg, strictest_kpa) * STRETCH;
    let mut nearest: BTreeMap<usize, Near> = BTreeMap::new();
    for part in &charge.parts {
        let start = &city.sites[site].vessel_footprints[part.vessel];
        for target in city.ground.target_index.within(start.bounds(), reach_m) {
            let target = target as usize;
            let least = clearance(start, &city.ground.target_footprints[target]);
            let near = Near {
                vessel: part.vessel,
                actual_m: city.plane.ground_distance_m(least.from, least.to),
                from: least.from,
                to: least.to,
            };
            match nearest.get(&target) {
                Some(best) if best.actual_m <= near.actual_m => {}
                _ => {
                    nearest.insert(target, near);
                }
            }
        }
    }
    nearest
}

fn compare(
    city: &City,
    site: usize,
    charge: &Arc<Charge>,
    target: usize,
    near: &Near,
) -> Result<Option<Overpressure>, Error> {
    let Some(limits) = limits(&city.ground.targets[target]) else {
        return Ok(None);
    };
    let required_m = if limits.greatest_kpa.is_finite() {
        distance_m(charge.tnt_kg, limits.greatest_kpa)
    } else {
        0.0
    };
    let strictest_m = distance_m(charge.tnt_kg, limits.strictest_kpa);
    let verdict = if near.actual_m + ROUNDING_M < required_m {
        Some(Verdict::Violation)
    } else if near.actual_m + ROUNDING_M < strictest_m {
        Some(Verdict::Unknown)
    } else {
        None
    };
    let mut missing = charge.missing.clone();
    if limits.category.is_none() {
        missing.insert(0, "category");
    }
    Ok(Some(Overpressure {
        site,
        charge: Arc::clone(charge),
        vessel: near.vessel,
        target,
        verdict,
        category: limits.category,
        limit_kpa: limits.greatest_kpa,
        strictest_kpa: limits.strictest_kpa,
        overpressure_kpa: overpressure_kpa(charge.tnt_kg, near.actual_m),
        required_m,
        required_max_m: if charge.is_least() {
            f64::INFINITY
        } else {
            strictest_m
        },
        actual_m: near.actual_m,
        missing,
        from: city.plane.to_lon_lat(near.from)?,
        to: city.plane.to_lon_lat(near.to)?,
        start_is_approximate: city.sites[site].vessel_footprints[near.vessel].is_point(),
        end_is_approximate: city.ground.target_footprints[target].is_point(),
        confidence: weaker(limits.confidence, charge.confidence),
    }))
}
