//! Reads what grades need from a run of the risk.
//!
//! * Deaths: each loss of each source on each plot, once rounded to 2^−48 a year ([`fixed`](super::fixed)).
//! * Targets: with a category of GB 36894-2018, of their own or that of their subtype; risk of all firms together, where
//!   the outline bears most, from 1e-9 a year on. Pipelines do not count, as in the verdicts.
//! * Firms: those that can release something, or have an open major hidden hazard.

use std::collections::BTreeMap;

use geo_types::Coord;
use rayon::prelude::*;

use super::bearers::{Looked, Looker};
use super::layout::Surveyor;
use super::measured::{Bearer, Firm, MajorHazard, Measured, OwnTarget, Strand, Tally};
use super::{ManagementFactors, OpenHazards, Pll};
use crate::city::City;
use crate::error::Error;
use crate::facts::{FacilityStatus, HazardLevel, HazardState, Period};
use crate::risk::criteria::individual_limit_per_yr;
use crate::risk::exact_sum;
use crate::risk::run::Risk;
use crate::risk::run::borne::on_plots;
use crate::risk::run::doubt::{Groups, sets};
use crate::risk::run::society::{Crowd, Toll};
use crate::risk::run::source::{Origin, Owner};
use crate::scenario::equipment::Loss;

/// Steps of effect distance in the runs of doubt.
pub const STEPS: u32 = 8;
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
    /// How well enterprises are managed.
    pub management: &'a ManagementFactors,
}

impl Run<'_> {
    pub(super) fn factor(&self, source: usize, loss: Loss) -> f64 {
        let origin = self.risk.sources[source].origin;
        self.open_hazards.factor(origin, loss, self.most_factor) * self.management.factor(origin)
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
    let looker = Looker::new(run, groups, effects);
    let looked: Vec<Looked> = (0..ground.targets.len())
        .into_par_iter()
        .map(|target| looker.look(target))
        .collect();
    let firm_of: BTreeMap<usize, usize> = of
        .firms
        .iter()
        .enumerate()
        .map(|(i, f)| (f.site, i))
        .collect();
    let mut open = Vec::new();
    let mut places: Vec<Coord<f64>> = Vec::new();
    for (number, looked) in looked.into_iter().enumerate() {
        let found = match looked {
            Looked::Nothing => continue,
            Looked::Open => {
                let centre = ground.target_footprints[number].centre();
                let lies = surveyor.find(centre)?;
                open.extend(surveyor.within(&lies));
                continue;
            }
            Looked::Found(found) => found,
        };
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
            own.steps = looker.steps(sources, at);
        }
    });
    Ok(open)
}
