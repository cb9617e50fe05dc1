//! Reads what grades need from a run of the risk.
//!
//! * Deaths: each loss of each source on each plot, once rounded to 2^−48 a year ([`fixed`](super::fixed)).
//! * Targets: with a category of GB 36894-2018, of their own or that of their subtype; risk of all firms together, where
//!   the outline bears most, from [`LOOK_FROM_PER_YEAR`] on. Pipelines do not count, as in the verdicts.
//! * Firms: those that can release something, or have an open major hidden hazard.

use std::collections::BTreeMap;

use geo_types::Coord;
use rayon::prelude::*;

use super::layout::Surveyor;
use super::measured::{Bearer, Firm, LOSSES, MajorHazard, Measured, OwnTarget, Strand, Tally};
use super::{OpenHazards, Pll};
use crate::city::City;
use crate::error::Error;
use crate::facts::{FacilityStatus, HazardLevel, HazardState, Period};
use crate::risk::criteria::{ProtectionClass, individual_limit_per_yr};
use crate::risk::exact_sum;
use crate::risk::run::Risk;
use crate::risk::run::borne::{Reader, Term, on_plots};
use crate::risk::run::doubt::{Groups, sets};
use crate::risk::run::society::{Crowd, Toll};
use crate::risk::run::source::{Origin, Owner};
use crate::risk::run::verdicts::{class, is_judged_as_new};
use crate::standards::subtypes::properties;

/// Steps of effect distance in the runs of doubt.
pub const STEPS: u32 = 8;
/// Risk from which a target is looked at, 1/yr: a decade below the lowest line of the colours, 1.5 decades below 3e-7.
const LOOK_FROM_PER_YEAR: f64 = 1e-9;
/// Targets of each firm that are followed in the runs of doubt.
const OWN_TARGETS: usize = 8;
/// Risk of one firm over the limit from which a target is kept for it: three decades below.
const OWN_FROM: f64 = 1e-3;

/// What a run of the risk knows, and what stands beside it.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The facts.
    pub city: &'a City,
    /// Scenarios and kernels.
    pub risk: &'a Risk,
    /// The people.
    pub crowd: &'a Crowd,
    /// What each source does to them, in the order of the sources.
    pub tolls: &'a [Toll],
    /// Level of the worst installation of each facility (GB 18218), where it is known.
    pub installation_levels: &'a [Option<u8>],
    /// Open hidden hazards that raise frequencies.
    pub open_hazards: &'a OpenHazards,
    /// Most by which they do.
    pub most_factor: f64,
}

impl Run<'_> {
    fn factor(&self, source: usize, loss: crate::scenario::equipment::Loss) -> f64 {
        let origin = self.risk.sources[source].origin;
        self.open_hazards.factor(origin, loss, self.most_factor)
    }
}

/// Measures a city.
///
/// # Errors
/// [`Error::Projection`].
pub fn measure(run: Run<'_>) -> Result<Measured, Error> {
    let groups = Groups::of(run.risk);
    let losses = groups.losses();
    let effects: Vec<f64> = sets(&groups, STEPS).iter().map(|s| s.effect).collect();
    let mut surveyor = Surveyor::new(run.city);
    let plot_of = surveyor.settle(run.crowd, shares(run.risk))?;
    let mut strand_of: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut strands = Vec::new();
    for (source, of) in run.risk.sources.iter().enumerate() {
        for scenario in &of.scenarios {
            let loss = scenario.loss.loss;
            let Some(group) = groups.number(loss) else {
                continue;
            };
            strand_of.entry((source, group)).or_insert_with(|| {
                strands.push(Strand {
                    origin: of.origin,
                    loss,
                });
                strands.len() as u32 - 1
            });
        }
    }
    let mut of = Measured {
        firms: firms(run, &mut surveyor)?,
        strands,
        losses: losses.clone(),
        effects: effects.clone(),
        unknown_pipelines: run
            .risk
            .unknown
            .iter()
            .filter(|u| matches!(u.origin, Origin::Pipeline(_)))
            .count(),
        ..Measured::default()
    };
    let open = targets(run, &groups, &effects, &mut surveyor, &mut of)?;
    let layout = surveyor.finish();
    let tallies = on_plots(
        run.risk,
        run.crowd,
        &groups,
        &plot_of,
        layout.plots.len(),
        Tally::default,
        |tally, source, group, found| {
            let factor = run.factor(source, losses[group]);
            let parts = found
                .iter()
                .map(|(plot, deaths)| (*plot as usize, Pll::of(deaths * factor)));
            tally.add(&layout, strand_of[&(source, group)], parts);
        },
    );
    let mut all = Tally::default();
    for tally in tallies {
        all.merge(tally);
    }
    all.finish(layout, &mut of);
    for place in open {
        of.lands[place].open_targets += 1;
    }
    Ok(of)
}

/// Shares of day and night in the year, as the weather has them.
fn shares(risk: &Risk) -> (f64, f64) {
    let of = |period| {
        let classes = risk.rose.classes.iter().filter(|c| c.period == period);
        exact_sum(classes.map(|c| c.probability))
    };
    (of(Period::Day), of(Period::Night))
}

fn firms(run: Run<'_>, surveyor: &mut Surveyor<'_>) -> Result<Vec<Firm>, Error> {
    let mut accidents: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for (i, (source, toll)) in run.risk.sources.iter().zip(run.tolls).enumerate() {
        let Owner::Site(site) = source.origin.owner() else {
            continue;
        };
        let of = accidents.entry(site).or_default();
        for (loss, bins) in toll.by_loss() {
            let factor = run.factor(i, *loss);
            of.extend(bins.accidents().map(|(f, n)| (*loss, f * factor, n)));
        }
    }
    let mut unknown: BTreeMap<usize, usize> = BTreeMap::new();
    for unscored in &run.risk.unknown {
        if let Owner::Site(site) = unscored.origin.owner() {
            *unknown.entry(site).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for (site, of) in run.city.sites.iter().enumerate() {
        let id = &of.facility.id;
        let hazards = run.city.ground.hidden_hazards.iter().filter(|h| {
            h.facility_id == *id && h.level == HazardLevel::Major && h.state != HazardState::Closed
        });
        let major_hazards: Vec<MajorHazard> = hazards
            .map(|h| MajorHazard {
                id: h.id.clone(),
                due_on: h.due_on.clone(),
            })
            .collect();
        let accidents = accidents.remove(&site);
        let unknown_vessels = unknown.get(&site).copied().unwrap_or(0);
        if accidents.is_none() && major_hazards.is_empty() && unknown_vessels == 0 {
            continue;
        }
        let centre = of.footprint.centre();
        let lies = surveyor.find(centre)?;
        let mut within = surveyor.within(&lies);
        // Its cell is graded by who lives there.
        within.pop();
        found.push(Firm {
            site,
            id: id.clone(),
            name: of.facility.name.clone(),
            at: run.city.plane.to_lon_lat(centre)?,
            within,
            installation_level: run.installation_levels.get(site).copied().flatten(),
            major_hazards,
            unknown_vessels,
            accidents: accidents.unwrap_or_default(),
            ..Firm::default()
        });
    }
    Ok(found)
}

/// A target before it is laid on the layout.
struct Found {
    target: usize,
    at: Coord<f64>,
    class: ProtectionClass,
    is_new: bool,
    per_year: f64,
    by_site: Vec<(usize, f64)>,
    steps: Vec<[f64; LOSSES]>,
}

/// The targets that bear risk, and for each firm those that it stands nearest to the limit of; gives the units of the
/// targets whose category is not known and which would be over the strictest limit.
fn targets(
    run: Run<'_>,
    groups: &Groups,
    effects: &[f64],
    surveyor: &mut Surveyor<'_>,
    of: &mut Measured,
) -> Result<Vec<usize>, Error> {
    let ground = &run.city.ground;
    let reader = Reader::new(run.risk, groups);
    let losses = groups.losses();
    let farthest = effects.iter().copied().fold(1.0, f64::max);
    let sum = |terms: &[Term]| -> [f64; LOSSES] {
        let mut by_loss = [0.0; LOSSES];
        for term in terms {
            by_loss[term.group] += term.per_year * run.factor(term.source, losses[term.group]);
        }
        by_loss
    };
    let site_of = |source: usize| match run.risk.sources[source].origin.owner() {
        Owner::Site(site) => Some(site),
        Owner::Pipeline(_) => None,
    };
    let found: Vec<(Option<Found>, bool)> = (0..ground.targets.len())
        .into_par_iter()
        .map(|target| {
            let kind = properties(ground.targets[target].subtype);
            let category = ground.targets[target].category.or(kind.default_category);
            let may_be_one = kind.tags.iter().any(|t| t == "civil" || t == "industry");
            if category.is_none() && !may_be_one {
                return (None, false);
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
            let acting = reader.acting(centre, far, farthest);
            if acting.is_empty() {
                return (None, false);
            }
            let worst = std::iter::once(centre)
                .chain(corners)
                .map(|p| (p, reader.sum(&acting, p)))
                .reduce(|a, b| if b.1 > a.1 { b } else { a });
            let Some((at, _)) = worst else {
                return (None, false);
            };
            let terms = reader.terms(&acting, at, 1.0);
            let mut of_site: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
            for term in &terms {
                if let Some(site) = site_of(term.source) {
                    let added = term.per_year * run.factor(term.source, losses[term.group]);
                    of_site.entry(site).or_default().push(added);
                }
            }
            let mut by_site: Vec<(usize, f64)> = of_site
                .into_iter()
                .map(|(site, parts)| (site, exact_sum(parts)))
                .collect();
            by_site.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let per_year = exact_sum(by_site.iter().map(|(_, added)| *added));
            let Some(category) = category else {
                let is_new = by_site
                    .iter()
                    .any(|(s, _)| run.city.sites[*s].facility.status == FacilityStatus::New);
                let strictest = individual_limit_per_yr(ProtectionClass::First, is_new);
                return (None, per_year >= strictest);
            };
            if per_year < LOOK_FROM_PER_YEAR {
                return (None, false);
            }
            let class = class(category);
            let by_owner: Vec<(Owner, f64)> = by_site
                .iter()
                .map(|(s, added)| (Owner::Site(*s), *added))
                .collect();
            let steps = effects
                .iter()
                .map(|effect| sum(&reader.terms(&acting, at, *effect)))
                .collect();
            let found = Found {
                target,
                at,
                class,
                is_new: is_judged_as_new(run.city, class, &by_owner),
                per_year,
                by_site,
                steps,
            };
            (Some(found), false)
        })
        .collect();
    let firm_of: BTreeMap<usize, usize> = of
        .firms
        .iter()
        .enumerate()
        .map(|(i, f)| (f.site, i))
        .collect();
    let mut open = Vec::new();
    let mut places: Vec<Coord<f64>> = Vec::new();
    for (number, (found, is_open)) in found.into_iter().enumerate() {
        if is_open {
            let centre = ground.target_footprints[number].centre();
            let lies = surveyor.find(centre)?;
            open.extend(surveyor.within(&lies));
        }
        let Some(found) = found else { continue };
        let target = &ground.targets[found.target];
        let lies = surveyor.find(ground.target_footprints[found.target].centre())?;
        let persons = [target.people_day, target.people_night];
        let most = persons.into_iter().flatten().reduce(f64::max);
        places.push(found.at);
        of.targets.push(Bearer {
            id: target.id.clone(),
            name: target.name.clone(),
            kind: target.subtype.code().to_owned(),
            at: run.city.plane.to_lon_lat(found.at)?,
            persons: most.unwrap_or(0.0),
            are_persons_known: most.is_some(),
            limit_per_year: individual_limit_per_yr(found.class, found.is_new),
            is_new: found.is_new,
            per_year: found.per_year,
            by_firm: found
                .by_site
                .iter()
                .filter_map(|(site, added)| Some((*firm_of.get(site)?, *added)))
                .collect(),
            steps: found.steps,
            within: surveyor.within(&lies),
        });
        let number = of.targets.len() - 1;
        for (site, added) in &found.by_site {
            let Some(firm) = firm_of.get(site) else {
                continue;
            };
            let is_new = run.city.sites[*site].facility.status == FacilityStatus::New;
            let own = OwnTarget {
                target: number,
                limit_per_year: individual_limit_per_yr(found.class, is_new),
                per_year: *added,
                steps: Vec::new(),
            };
            of.firms[*firm].own.push(own);
        }
    }
    // What each firm alone does there, as far as effects may reach.
    let mut of_site: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, source) in run.risk.sources.iter().enumerate() {
        if let Owner::Site(site) = source.origin.owner() {
            of_site.entry(site).or_default().push(i);
        }
    }
    of.firms.par_iter_mut().for_each(|firm| {
        let sources = of_site.get(&firm.site).map_or(&[][..], Vec::as_slice);
        let ratio = |t: &OwnTarget| t.per_year / t.limit_per_year;
        firm.own
            .sort_by(|a, b| ratio(b).total_cmp(&ratio(a)).then(a.target.cmp(&b.target)));
        let worth = firm.own.partition_point(|t| ratio(t) >= OWN_FROM);
        firm.own.truncate(worth.max(OWN_TARGETS));
        for own in firm.own.iter_mut().take(OWN_TARGETS) {
            let at = places[own.target];
            own.steps = effects
                .iter()
                .map(|effect| sum(&reader.terms(sources, at, *effect)))
                .collect();
        }
    });
    Ok(open)
}
