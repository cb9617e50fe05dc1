//! Which protection target bears more individual risk than GB 36894-2018 allows.
//!
//! The risk is that of all plants together; the limit is that for the class of the target and for new or in-service
//! installations: the one for new ones where the plant that adds most is new, or where a new one adds more than that
//! limit by itself; the standard speaks of the installation that is judged. Pipelines do not count: the standard is
//! for production units and stores (from memory), and GB/T 37243-2019 leaves pipelines out by name. What they add at a
//! place is told there.
//! Classes of the standard's table 1, from memory: highly sensitive, important and general class 1 share a row. A
//! target with an outline is judged where its outline bears most.

use geo_types::Coord;
use rayon::prelude::*;

use super::Risk;
use super::source::{Owner, Source};
use crate::city::City;
use crate::facts::{FacilityStatus, TargetCategory};
use crate::risk::criteria::{ProtectionClass, individual_limit_per_yr};
use crate::risk::exact_sum;
use crate::risk::grid::Grid;

/// Clause of the limits.
pub const CLAUSE: &str = "GB 36894-2018 表1 (table 1)";

/// A target that bears more than it may.
#[derive(Debug, Clone, PartialEq)]
pub struct Excess {
    /// Number of the target.
    pub target: usize,
    /// Where it bears most, m.
    pub at: Coord<f64>,
    /// Individual risk there by plants, 1/yr.
    pub lsir_per_year: f64,
    /// What it may bear, 1/yr.
    pub limit_per_year: f64,
    /// Whether the limit is that for a new installation.
    pub is_new: bool,
    /// Decades over the limit.
    pub decades_over: f64,
    /// What each facility adds, 1/yr: the greatest first.
    pub by_owner: Vec<(Owner, f64)>,
}

/// Class of a category.
pub const fn class(category: TargetCategory) -> ProtectionClass {
    match category {
        TargetCategory::HighSensitivity | TargetCategory::Important | TargetCategory::General1 => {
            ProtectionClass::First
        }
        TargetCategory::General2 => ProtectionClass::Second,
        TargetCategory::General3 => ProtectionClass::Third,
    }
}

/// The targets that bear more than they may, in their order. `lsir` is the risk on a grid that holds all risk; it
/// tells where it is worth to look.
pub fn excesses(city: &City, risk: &Risk, grid: &Grid, lsir: &[f64]) -> Vec<Excess> {
    let ground = &city.ground;
    let plants: Vec<&Source> = risk
        .sources
        .iter()
        .filter(|s| matches!(s.origin.owner(), Owner::Site(_)))
        .collect();
    let sum = |point: Coord<f64>| exact_sum(plants.iter().map(|s| risk.of_source(s, point)));
    (0..ground.targets.len())
        .into_par_iter()
        .filter_map(|target| {
            let class = class(ground.targets[target].category?);
            let least = individual_limit_per_yr(class, true);
            let footprint = &ground.target_footprints[target];
            let corners = footprint.chains().iter().flat_map(|c| c.vertices.iter());
            let points: Vec<Coord<f64>> = std::iter::once(footprint.centre())
                .chain(corners.copied())
                .filter(|p| around(grid, lsir, *p) >= 0.5 * least)
                .collect();
            let (at, worst) = points
                .into_iter()
                .map(|p| (p, sum(p)))
                .reduce(|a, b| if b.1 > a.1 { b } else { a })?;
            if worst < least {
                return None;
            }
            let by_owner = by_owner(risk, &plants, at);
            let is_new = is_judged_as_new(city, class, &by_owner);
            by_owner.first()?;
            let limit = individual_limit_per_yr(class, is_new);
            (worst > limit).then(|| Excess {
                target,
                at,
                lsir_per_year: worst,
                limit_per_year: limit,
                is_new,
                decades_over: (worst / limit).log10(),
                by_owner,
            })
        })
        .collect()
}

/// Whether a target of a class has the limit for new installations: where what adds most is new, or where a new one
/// alone adds more than that limit. `by_owner` has the greatest first.
pub fn is_judged_as_new(city: &City, class: ProtectionClass, by_owner: &[(Owner, f64)]) -> bool {
    let Some((main, _)) = by_owner.first() else {
        return false;
    };
    by_owner.iter().any(|(owner, added)| {
        let alone = *added > individual_limit_per_yr(class, true);
        let is_new = match owner {
            Owner::Site(site) => city.sites[*site].facility.status == FacilityStatus::New,
            Owner::Pipeline(_) => false,
        };
        is_new && (owner == main || alone)
    })
}

/// What each facility adds at a point, the greatest first.
fn by_owner(risk: &Risk, plants: &[&Source], at: Coord<f64>) -> Vec<(Owner, f64)> {
    let mut all: std::collections::BTreeMap<Owner, Vec<f64>> = std::collections::BTreeMap::new();
    for source in plants {
        let added = risk.of_source(source, at);
        if added > 0.0 {
            all.entry(source.origin.owner()).or_default().push(added);
        }
    }
    let mut all: Vec<(Owner, f64)> = all
        .into_iter()
        .map(|(owner, added)| (owner, exact_sum(added)))
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

/// The greatest risk of the cells around a point; none beyond the grid.
fn around(grid: &Grid, lsir: &[f64], point: Coord<f64>) -> f64 {
    let place = |v: f64, from: f64| ((v - from) / grid.cell_m).floor() as i64;
    let (column, row) = (place(point.x, grid.west_m), place(point.y, grid.south_m));
    let mut greatest = 0.0_f64;
    for r in row - 1..=row + 1 {
        for c in column - 1..=column + 1 {
            let (Ok(c), Ok(r)) = (usize::try_from(c), usize::try_from(r)) else {
                continue;
            };
            if c < grid.columns && r < grid.rows {
                greatest = greatest.max(lsir.get(r * grid.columns + c).copied().unwrap_or(0.0));
            }
        }
    }
    greatest
}
