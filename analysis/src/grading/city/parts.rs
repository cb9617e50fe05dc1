//! What a run of the risk says of a city without any hidden hazard, kept in parts, and the same city with some open.
//!
//! A hazard multiplies frequencies by a whole number, and everything that grades look at is a sum over frequencies. So a
//! step of a hazard does not ask for the risk anew: the parts are added up again with other multipliers. That is a
//! function of the parts and of the open hazards and of nothing else; once a hazard is closed, the same bits come out as
//! before it was found.

use std::collections::BTreeMap;

use geo_types::Coord;
use rayon::prelude::*;

use super::measured::{Bearer, Firm, LOSSES, MajorHazard, Measured, OwnTarget, Strand};
use super::tally::Tally;
use super::{Layout, OpenHazards, Pll};
use crate::city::City;
use crate::facts::{FacilityStatus, HazardLevel, HazardState, HiddenHazard};
use crate::risk::criteria::{ProtectionClass, individual_limit_per_yr};
use crate::risk::exact_sum;
use crate::risk::run::source::Owner;
use crate::risk::run::verdicts::is_judged_as_new;
use crate::scenario::equipment::Loss;

/// Risk from which a target is looked at, 1/yr: a decade below the lowest line of the colours, 1.5 decades below 3e-7.
pub(super) const LOOK_FROM_PER_YEAR: f64 = 1e-9;
/// Targets of each firm that are followed in the runs of doubt.
const OWN_TARGETS: usize = 8;
/// Risk of one firm over the limit from which a target is kept for it: three decades below.
const OWN_FROM: f64 = 1e-3;

/// What one facility adds at a target, 1/yr.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Adds {
    /// Position of the facility.
    pub(super) site: usize,
    /// By kind of loss, as computed.
    pub(super) by_loss: [f64; LOSSES],
    /// By step of effect distance of the runs of doubt, and kind of loss.
    pub(super) steps: Box<[[f64; LOSSES]]>,
}

impl Adds {
    pub(super) fn new(site: usize, by_loss: [f64; LOSSES], steps: usize) -> Self {
        Self {
            site,
            by_loss,
            steps: vec![[0.0; LOSSES]; steps].into(),
        }
    }
}

/// A target that bears risk.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Touched {
    /// Number of the target.
    pub(super) target: usize,
    /// Where it bears most, m.
    pub(super) at: Coord<f64>,
    /// Its class; none where its category is not known.
    pub(super) class: Option<ProtectionClass>,
    /// What it bears without hazards, 1/yr.
    pub(super) per_year: f64,
    /// What each facility adds.
    pub(super) by_site: Vec<Adds>,
    /// The units of land in which it lies.
    pub(super) within: Vec<usize>,
}

/// A city in parts.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    pub(super) layout: Layout,
    pub(super) tally: Tally,
    /// Every facility as a firm, without hazards, in the order of the facilities; whether it can release something or has
    /// vessels whose risk is not known.
    pub(super) firms: Vec<(Firm, bool)>,
    pub(super) targets: Vec<Touched>,
    pub(super) strands: Vec<Strand>,
    pub(super) losses: Vec<Loss>,
    pub(super) effects: Vec<f64>,
    pub(super) unknown_pipelines: usize,
}

/// What an enterprise can lose, and how often.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frequency {
    /// How.
    pub loss: Loss,
    /// Accidents that kill somebody, without hazards, 1/yr.
    pub base_per_year: f64,
    /// By which open hazards multiply it.
    pub factor: u32,
}

impl Parts {
    /// The city with these hidden hazards: `open` are those that raise frequencies, up to `most` times; open major ones
    /// of `hazards` count for the floor.
    pub fn under(
        &self,
        city: &City,
        hazards: &[HiddenHazard],
        open: &OpenHazards,
        most: u32,
    ) -> Measured {
        let mut of = Measured {
            firms: self.firms_with(hazards, open, most),
            strands: self.strands.clone(),
            losses: self.losses.clone(),
            effects: self.effects.clone(),
            unknown_pipelines: self.unknown_pipelines,
            ..Measured::default()
        };
        let without_class = self.bearers(city, open, most, &mut of);
        let factor = |s: &Strand| open.factor_of(s.origin, s.loss, most);
        self.tally.write(&self.layout, factor, &mut of);
        for place in without_class {
            of.lands[place].open_targets += 1;
        }
        of
    }

    /// What the city has to expect where no hazard is open.
    pub fn pll_without_hazards(&self) -> Pll {
        self.tally.all()
    }

    /// How often a facility loses containment so that somebody dies, by kind of loss.
    pub fn frequencies(&self, site: usize, open: &OpenHazards, most: u32) -> Vec<Frequency> {
        let Some((firm, _)) = self.firms.get(site) else {
            return Vec::new();
        };
        let mut all: BTreeMap<Loss, Vec<f64>> = BTreeMap::new();
        for (loss, per_year, _) in &firm.accidents {
            all.entry(*loss).or_default().push(*per_year);
        }
        all.into_iter()
            .map(|(loss, parts)| Frequency {
                loss,
                base_per_year: exact_sum(parts),
                factor: open.factor(site, loss, most),
            })
            .collect()
    }

    fn firms_with(&self, hazards: &[HiddenHazard], open: &OpenHazards, most: u32) -> Vec<Firm> {
        let mut major: BTreeMap<&str, Vec<MajorHazard>> = BTreeMap::new();
        let is_open =
            |h: &&HiddenHazard| h.level == HazardLevel::Major && h.state != HazardState::Closed;
        for hazard in hazards.iter().filter(is_open) {
            let of = major.entry(hazard.facility_id.as_str()).or_default();
            of.push(MajorHazard {
                id: hazard.id.clone(),
                due_on: hazard.due_on.clone(),
            });
        }
        let firms = self.firms.iter().filter_map(|(firm, can_release)| {
            let major_hazards = major.remove(firm.id.as_str()).unwrap_or_default();
            if !can_release && major_hazards.is_empty() {
                return None;
            }
            let mut firm = firm.clone();
            firm.major_hazards = major_hazards;
            for (loss, per_year, _) in &mut firm.accidents {
                *per_year *= f64::from(open.factor(firm.site, *loss, most));
            }
            Some(firm)
        });
        firms.collect()
    }

    /// The targets, and for each firm those that it stands nearest to the limit of; gives the units of the targets whose
    /// category is not known and which would be over the strictest limit.
    fn bearers(&self, city: &City, open: &OpenHazards, most: u32, of: &mut Measured) -> Vec<usize> {
        let firms = of.firms.iter().enumerate();
        let firm_of: BTreeMap<usize, usize> = firms.map(|(i, f)| (f.site, i)).collect();
        let looked: Vec<Looked> = self
            .targets
            .par_iter()
            .map(|touched| self.look(city, touched, open, most))
            .collect();
        let mut without_class = Vec::new();
        // Position of the part of each target.
        let mut touched_of: Vec<usize> = Vec::new();
        for (part, (touched, looked)) in self.targets.iter().zip(looked).enumerate() {
            let (mut bearer, class, by_site) = match looked {
                Looked::Nothing => continue,
                Looked::WithoutClass => {
                    without_class.extend(&touched.within);
                    continue;
                }
                Looked::Found(found) => *found,
            };
            let number = of.targets.len();
            for (site, added) in &by_site {
                let Some(firm) = firm_of.get(site) else {
                    continue;
                };
                bearer.by_firm.push((*firm, *added));
                let is_new = city.sites[*site].facility.status == FacilityStatus::New;
                of.firms[*firm].own.push(OwnTarget {
                    target: number,
                    limit_per_year: individual_limit_per_yr(class, is_new),
                    per_year: *added,
                    steps: Vec::new(),
                });
            }
            of.targets.push(bearer);
            touched_of.push(part);
        }
        of.firms.par_iter_mut().for_each(|firm| {
            let ratio = |t: &OwnTarget| t.per_year / t.limit_per_year;
            firm.own
                .sort_by(|a, b| ratio(b).total_cmp(&ratio(a)).then(a.target.cmp(&b.target)));
            let worth = firm.own.partition_point(|t| ratio(t) >= OWN_FROM);
            firm.own.truncate(worth.max(OWN_TARGETS));
            for own in firm.own.iter_mut().take(OWN_TARGETS) {
                let touched = &self.targets[touched_of[own.target]];
                let mut adds = touched.by_site.iter().filter(|a| a.site == firm.site);
                let factors = self.factors(firm.site, open, most);
                own.steps = adds.next().map_or_else(Vec::new, |a| {
                    a.steps.iter().map(|step| times(step, &factors)).collect()
                });
            }
        });
        without_class
    }

    /// By which hazards multiply what a facility loses, by number of the kind of loss.
    fn factors(&self, site: usize, open: &OpenHazards, most: u32) -> [f64; LOSSES] {
        let mut factors = [1.0; LOSSES];
        for (factor, loss) in factors.iter_mut().zip(&self.losses) {
            *factor = f64::from(open.factor(site, *loss, most));
        }
        factors
    }

    fn look(&self, city: &City, touched: &Touched, open: &OpenHazards, most: u32) -> Looked {
        let mut steps = vec![[0.0; LOSSES]; self.effects.len()];
        let mut by_site: Vec<(usize, f64)> = Vec::new();
        for adds in &touched.by_site {
            let factors = self.factors(adds.site, open, most);
            let added = exact_sum(times(&adds.by_loss, &factors));
            if added > 0.0 {
                by_site.push((adds.site, added));
            }
            for (sum, step) in steps.iter_mut().zip(&adds.steps) {
                for (sum, part) in sum.iter_mut().zip(times(step, &factors)) {
                    *sum += part;
                }
            }
        }
        by_site.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let per_year = exact_sum(by_site.iter().map(|(_, added)| *added));
        let Some(class) = touched.class else {
            let mut sites = by_site.iter().map(|(s, _)| &city.sites[*s].facility);
            let is_new = sites.any(|f| f.status == FacilityStatus::New);
            let strictest = individual_limit_per_yr(ProtectionClass::First, is_new);
            return if per_year >= strictest {
                Looked::WithoutClass
            } else {
                Looked::Nothing
            };
        };
        if per_year < LOOK_FROM_PER_YEAR {
            return Looked::Nothing;
        }
        let owners: Vec<(Owner, f64)> = by_site
            .iter()
            .map(|(s, added)| (Owner::Site(*s), *added))
            .collect();
        let is_new = is_judged_as_new(city, class, &owners);
        let target = &city.ground.targets[touched.target];
        let persons = [target.people_day, target.people_night];
        let most_persons = persons.into_iter().flatten().reduce(f64::max);
        let Ok(at) = city.plane.to_lon_lat(touched.at) else {
            // It was projected when the parts were made.
            return Looked::Nothing;
        };
        let bearer = Bearer {
            id: target.id.clone(),
            name: target.name.clone(),
            kind: target.subtype.code().to_owned(),
            at,
            persons: most_persons.unwrap_or(0.0),
            are_persons_known: most_persons.is_some(),
            limit_per_year: individual_limit_per_yr(class, is_new),
            is_new,
            per_year,
            by_firm: Vec::new(),
            steps,
            within: touched.within.clone(),
        };
        Looked::Found(Box::new((bearer, class, by_site)))
    }
}

/// A target that counts: as it is told, its class, and what each facility adds, 1/yr.
type Counted = (Bearer, ProtectionClass, Vec<(usize, f64)>);

/// What is found of a target.
enum Looked {
    /// It bears next to nothing.
    Nothing,
    /// Its category is not known, and it would be over the strictest limit.
    WithoutClass,
    /// It counts.
    Found(Box<Counted>),
}

fn times(parts: &[f64; LOSSES], factors: &[f64; LOSSES]) -> [f64; LOSSES] {
    let mut product = *parts;
    for (part, factor) in product.iter_mut().zip(factors) {
        *part *= factor;
    }
    product
}
