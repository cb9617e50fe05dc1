//! How the risk that one facility causes alone stands to the limits of the targets around it.
//!
//! GB/T 37243-2019 judges an enterprise by its own risk; [`verdicts`](super::verdicts) holds that of all plants together
//! against the same limits. The limit is that of GB 36894-2018 table 1 for the facility's own status.

use std::collections::BTreeSet;

use geo_types::Coord;

use super::Risk;
use super::source::{Origin, Owner, Source};
use super::verdicts::class;
use crate::city::City;
use crate::facts::FacilityStatus;
use crate::risk::criteria::{ProtectionClass, individual_limit_per_yr};
use crate::risk::exact_sum;
use crate::standards::subtypes::properties;

/// Risk below which a target is not looked at for how near it comes to its limit, 1/yr: one and a half decades below
/// the strictest limit.
const LOOK_FROM_PER_YEAR: f64 = 1e-8;

/// The risk of one facility alone, at the target where it comes nearest to the limit or goes farthest beyond it.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// Number of the target.
    pub target: usize,
    /// Where it bears most, m.
    pub at: Coord<f64>,
    /// What the facility adds there, 1/yr.
    pub per_year: f64,
    /// What the target may bear, 1/yr.
    pub limit_per_year: f64,
    /// Decades over the limit; below zero where it is kept.
    pub decades_over: f64,
    /// The vessel that adds most there, by its position in the facility, and its share.
    pub main: Option<(usize, f64)>,
}

/// What the risk of one facility alone comes to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Own {
    /// The target nearest to its limit, or farthest beyond it; `None` where no target bears 1e-8 a year.
    pub margin: Option<Margin>,
    /// Targets whose category is not known, which would be over the strictest limit.
    pub open_targets: usize,
}

/// The risk of a facility alone at the targets around it. A target without a category has that of its subtype.
pub fn own(city: &City, risk: &Risk, site: usize) -> Own {
    let sources: Vec<&Source> = risk
        .sources
        .iter()
        .filter(|s| s.origin.owner() == Owner::Site(site))
        .collect();
    let mut near = BTreeSet::new();
    for source in &sources {
        let rings = risk.kernels[source.kernel].rings_above(LOOK_FROM_PER_YEAR);
        if rings > 0 {
            let reach_m = risk.tables.radii.node_m(rings);
            for spot in source.spots() {
                let around = (spot.at, spot.at);
                near.extend(city.ground.target_index.within(around, reach_m));
            }
        }
    }
    let is_new = city.sites[site].facility.status == FacilityStatus::New;
    let strictest = individual_limit_per_yr(ProtectionClass::First, is_new);
    let mut own = Own::default();
    for target in near {
        let target = target as usize;
        let of = &city.ground.targets[target];
        let kind = properties(of.subtype);
        let category = of.category.or(kind.default_category);
        let may_be_one = kind.tags.iter().any(|t| t == "civil" || t == "industry");
        if category.is_none() && !may_be_one {
            continue;
        }
        let footprint = &city.ground.target_footprints[target];
        let corners = footprint.chains().iter().flat_map(|c| c.vertices.iter());
        let worst = std::iter::once(footprint.centre())
            .chain(corners.copied())
            .map(|p| (p, exact_sum(sources.iter().map(|s| risk.of_source(s, p)))))
            .reduce(|a, b| if b.1 > a.1 { b } else { a });
        let Some((at, per_year)) = worst.filter(|w| w.1 >= LOOK_FROM_PER_YEAR) else {
            continue;
        };
        let Some(category) = category else {
            own.open_targets += usize::from(per_year > strictest);
            continue;
        };
        let limit_per_year = individual_limit_per_yr(class(category), is_new);
        let decades_over = (per_year / limit_per_year).log10();
        if own
            .margin
            .as_ref()
            .is_none_or(|m| decades_over > m.decades_over)
        {
            own.margin = Some(Margin {
                target,
                at,
                per_year,
                limit_per_year,
                decades_over,
                main: main_vessel(risk, &sources, at, per_year),
            });
        }
    }
    own
}

/// The vessel that adds most at a point, and its share.
fn main_vessel(risk: &Risk, sources: &[&Source], at: Coord<f64>, all: f64) -> Option<(usize, f64)> {
    sources
        .iter()
        .filter_map(|s| match s.origin {
            Origin::Vessel { vessel, .. } => Some((vessel, risk.of_source(s, at))),
            Origin::Pipeline(_) => None,
        })
        .reduce(|a, b| if b.1 > a.1 { b } else { a })
        .map(|(vessel, added)| (vessel, added / all))
}
