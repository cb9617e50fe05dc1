//! What one protection target bears, of whom, and how far that may be off: without any hidden hazard.

use std::collections::BTreeMap;

use geo_types::Coord;

use super::measure::Run;
use super::measured::LOSSES;
use super::parts::{Adds, LOOK_FROM_PER_YEAR, Touched};
use crate::risk::exact_sum;
use crate::risk::run::borne::{Reader, Term};
use crate::risk::run::doubt::Groups;
use crate::risk::run::source::Owner;
use crate::risk::run::verdicts::class;
use crate::standards::subtypes::properties;

/// Looks at the targets of a run.
pub(super) struct Looker<'a> {
    run: Run<'a>,
    reader: Reader<'a>,
    effects: &'a [f64],
    farthest: f64,
}

impl<'a> Looker<'a> {
    /// With the steps of effect distance of the runs of doubt.
    pub(super) fn new(run: Run<'a>, groups: &Groups, effects: &'a [f64]) -> Self {
        Self {
            run,
            reader: Reader::new(run.risk, groups),
            effects,
            farthest: effects.iter().copied().fold(1.0, f64::max),
        }
    }

    /// Looks at a target: nothing where it does not count, or would bear next to nothing even with hazards open.
    pub(super) fn look(&self, target: usize) -> Option<Touched> {
        let ground = &self.run.city.ground;
        let kind = properties(ground.targets[target].subtype);
        let category = ground.targets[target].category.or(kind.default_category);
        let may_be_one = kind.tags.iter().any(|t| t == "civil" || t == "industry");
        if category.is_none() && !may_be_one {
            return None;
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
            return None;
        }
        let worst = std::iter::once(centre)
            .chain(corners)
            .map(|p| (p, self.reader.sum(&acting, p)))
            .reduce(|a, b| if b.1 > a.1 { b } else { a });
        let (at, _) = worst?;
        let by_site = self.by_site(&acting, at);
        let per_year = exact_sum(by_site.iter().flat_map(|a| a.by_loss));
        let most = f64::from(self.run.most_factor.max(1));
        (per_year * most >= LOOK_FROM_PER_YEAR).then(|| Touched {
            target,
            at,
            class: category.map(class),
            per_year,
            by_site,
            within: Vec::new(),
        })
    }

    /// What each facility adds at a point by kind of loss, as computed and by step of effect distance, in the order of
    /// the facilities.
    fn by_site(&self, acting: &[usize], at: Coord<f64>) -> Vec<Adds> {
        let of_term = |term: &Term| match self.run.risk.sources[term.source].origin.owner() {
            Owner::Site(site) => Some(site),
            Owner::Pipeline(_) => None,
        };
        let mut parts: BTreeMap<usize, [Vec<f64>; LOSSES]> = BTreeMap::new();
        for term in self.reader.terms(acting, at, 1.0) {
            if let Some(site) = of_term(&term) {
                let per_year = term.per_year * self.run.management.of_site(site);
                parts.entry(site).or_default()[term.group].push(per_year);
            }
        }
        let mut of_site: BTreeMap<usize, Adds> = parts
            .into_iter()
            .map(|(site, parts)| {
                (
                    site,
                    Adds::new(site, parts.map(exact_sum), self.effects.len()),
                )
            })
            .collect();
        for (step, effect) in self.effects.iter().enumerate() {
            for term in self.reader.terms(acting, at, *effect) {
                let Some(site) = of_term(&term) else { continue };
                let adds = of_site
                    .entry(site)
                    .or_insert_with(|| Adds::new(site, [0.0; LOSSES], self.effects.len()));
                adds.steps[step][term.group] += term.per_year * self.run.management.of_site(site);
            }
        }
        of_site.into_values().collect()
    }
}
