//! What one protection target bears, of whom, and how far that may be off.

use std::collections::BTreeMap;

use geo_types::Coord;

use super::measure::Run;
use super::measured::LOSSES;
use crate::facts::FacilityStatus;
use crate::risk::criteria::{ProtectionClass, individual_limit_per_yr};
use crate::risk::exact_sum;
use crate::risk::run::borne::{Reader, Term};
use crate::risk::run::doubt::Groups;
use crate::risk::run::source::Owner;
use crate::risk::run::verdicts::{class, is_judged_as_new};
use crate::scenario::equipment::Loss;
use crate::standards::subtypes::properties;

/// Risk from which a target is looked at, 1/yr: a decade below the lowest line of the colours, 1.5 decades below 3e-7.
const LOOK_FROM_PER_YEAR: f64 = 1e-9;

/// A target with a limit that bears risk.
pub(super) struct Found {
    /// Number of the target.
    pub(super) target: usize,
    /// Where it bears most, m.
    pub(super) at: Coord<f64>,
    /// Its class.
    pub(super) class: ProtectionClass,
    /// Whether the limit is that for new installations.
    pub(super) is_new: bool,
    /// What it bears, 1/yr.
    pub(super) per_year: f64,
    /// What each facility adds, 1/yr, the greatest first.
    pub(super) by_site: Vec<(usize, f64)>,
    /// What it bears by step of effect distance and kind of loss.
    pub(super) steps: Vec<[f64; LOSSES]>,
}

/// What is found of a target.
pub(super) enum Looked {
    /// It does not count, or bears nothing.
    Nothing,
    /// Its category is not known, and it would be over the strictest limit.
    Open,
    /// It counts.
    Found(Box<Found>),
}

/// Looks at the targets of a run.
pub(super) struct Looker<'a> {
    run: Run<'a>,
    reader: Reader<'a>,
    losses: Vec<Loss>,
    effects: &'a [f64],
    farthest: f64,
}

impl<'a> Looker<'a> {
    /// With the steps of effect distance of the runs of doubt.
    pub(super) fn new(run: Run<'a>, groups: &Groups, effects: &'a [f64]) -> Self {
        Self {
            run,
            reader: Reader::new(run.risk, groups),
            losses: groups.losses(),
            effects,
            farthest: effects.iter().copied().fold(1.0, f64::max),
        }
    }

    fn factor(&self, term: &Term) -> f64 {
        self.run.factor(term.source, self.losses[term.group])
    }

    /// What some sources add at a point, by step of effect distance and kind of loss.
    pub(super) fn steps(&self, sources: &[usize], at: Coord<f64>) -> Vec<[f64; LOSSES]> {
        let sum = |terms: &[Term]| {
            let mut by_loss = [0.0; LOSSES];
            for term in terms {
                by_loss[term.group] += term.per_year * self.factor(term);
            }
            by_loss
        };
        let effects = self.effects.iter();
        effects
            .map(|effect| sum(&self.reader.terms(sources, at, *effect)))
            .collect()
    }

    /// Looks at a target.
    pub(super) fn look(&self, target: usize) -> Looked {
        let ground = &self.run.city.ground;
        let kind = properties(ground.targets[target].subtype);
        let category = ground.targets[target].category.or(kind.default_category);
        let may_be_one = kind.tags.iter().any(|t| t == "civil" || t == "industry");
        if category.is_none() && !may_be_one {
            return Looked::Nothing;
        }
        let footprint = &ground.target_footprints[target];
        let centre = footprint.centre();
        let corners: Vec<Coord<f64>> = footprint
            .chains()
            .iter()
            .flat_map(|c| c.vertices.iter().copied())
            .collect();
        let far = corners
            .iter()
            .map(|c| (c.x - centre.x).hypot(c.y - centre.y))
            .fold(0.0, f64::max);
        let acting = self.reader.acting(centre, far, self.farthest);
        if acting.is_empty() {
            return Looked::Nothing;
        }
        let worst = std::iter::once(centre)
            .chain(corners)
            .map(|p| (p, self.reader.sum(&acting, p)))
            .reduce(|a, b| if b.1 > a.1 { b } else { a });
        let Some((at, _)) = worst else {
            return Looked::Nothing;
        };
        let by_site = self.by_site(&acting, at);
        let per_year = exact_sum(by_site.iter().map(|(_, added)| *added));
        let Some(category) = category else {
            let sites = &self.run.city.sites;
            let is_new = by_site
                .iter()
                .any(|(s, _)| sites[*s].facility.status == FacilityStatus::New);
            let strictest = individual_limit_per_yr(ProtectionClass::First, is_new);
            return if per_year >= strictest {
                Looked::Open
            } else {
                Looked::Nothing
            };
        };
        if per_year < LOOK_FROM_PER_YEAR {
            return Looked::Nothing;
        }
        let class = class(category);
        let by_owner: Vec<(Owner, f64)> = by_site
            .iter()
            .map(|(s, added)| (Owner::Site(*s), *added))
            .collect();
        Looked::Found(Box::new(Found {
            target,
            at,
            class,
            is_new: is_judged_as_new(self.run.city, class, &by_owner),
            per_year,
            by_site,
            steps: self.steps(&acting, at),
        }))
    }

    /// What each facility adds at a point, the greatest first.
    fn by_site(&self, acting: &[usize], at: Coord<f64>) -> Vec<(usize, f64)> {
        let mut of_site: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for term in self.reader.terms(acting, at, 1.0) {
            if let Owner::Site(site) = self.run.risk.sources[term.source].origin.owner() {
                let added = term.per_year * self.factor(&term);
                of_site.entry(site).or_default().push(added);
            }
        }
        let mut by_site: Vec<(usize, f64)> = of_site
            .into_iter()
            .map(|(site, parts)| (site, exact_sum(parts)))
            .collect();
        by_site.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        by_site
    }
}
