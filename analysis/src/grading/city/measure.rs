//! Reads what grades need from a run of the risk.
//!
//! * Deaths: each loss of each source on each plot, once rounded to 2^−48 a year ([`fixed`](super::fixed)).
//! * Targets: with a category of GB 36894-2018, of their own or that of their subtype; risk of all firms together, where
//!   the outline bears most, from 1e-9 a year on. Pipelines do not count, as in the verdicts.
//! * Firms: those that can release something, or have an open major hidden hazard.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::bearers::Looker;
use super::layout::Surveyor;
use super::measured::{Firm, Measured, Strand};
use super::parts::{LOOK_FROM_PER_YEAR, Parts, Touched};
use super::tally::Tally;
use super::{ManagementFactors, OpenHazards, Pll};
use crate::city::City;
use crate::error::Error;
use crate::facts::{FacilityStatus, Period};
use crate::risk::criteria::{ProtectionClass, individual_limit_per_yr};
use crate::risk::exact_sum;
use crate::risk::run::Risk;
use crate::risk::run::borne::on_plots;
use crate::risk::run::doubt::{Groups, sets};
use crate::risk::run::society::{Crowd, Toll};
use crate::risk::run::source::{Origin, Owner};

/// Steps of effect distance in the runs of doubt.
pub const STEPS: u32 = 8;

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
    /// Most by which open hidden hazards raise frequencies.
    pub most_factor: u32,
    /// How well enterprises are managed.
    pub management: &'a ManagementFactors,
}

/// Measures a city with its open hidden hazards.
///
/// # Errors
/// As [`parts`].
pub fn measure(run: Run<'_>, open: &OpenHazards) -> Result<Measured, Error> {
    let hazards = &run.city.hidden_hazards;
    Ok(parts(run)?.under(run.city, hazards, open, run.most_factor))
}

/// Measures a city without hazards, in parts.
///
/// # Errors
/// [`Error::Projection`].
pub fn parts(run: Run<'_>) -> Result<Parts, Error> {
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
    let firms = firms(run, &mut surveyor)?;
    let targets = targets(run, &groups, &effects, &mut surveyor)?;
    let layout = surveyor.finish();
    let tallies = on_plots(
        run.risk,
        run.crowd,
        &groups,
        &plot_of,
        layout.plots.len(),
        Tally::default,
        |tally, source, group, found| {
            let managed = run.management.factor(run.risk.sources[source].origin);
            let parts = found
                .iter()
                .map(|(plot, deaths)| (*plot as usize, Pll::of(deaths * managed)));
            tally.add(&layout, strand_of[&(source, group)], parts);
        },
    );
    let mut tally = Tally::default();
    for of in tallies {
        tally.merge(of);
    }
    tally.settle();
    let unknown = run.risk.unknown.iter();
    let unknown_pipelines = unknown.filter(|u| matches!(u.origin, Origin::Pipeline(_)));
    Ok(Parts {
        unknown_pipelines: unknown_pipelines.count(),
        layout,
        tally,
        firms,
        targets,
        strands,
        losses,
        effects,
    })
}

/// Shares of day and night in the year, as the weather has them.
fn shares(risk: &Risk) -> (f64, f64) {
    let of = |period| {
        let classes = risk.rose.classes.iter().filter(|c| c.period == period);
        exact_sum(classes.map(|c| c.probability))
    };
    (of(Period::Day), of(Period::Night))
}

fn firms(run: Run<'_>, surveyor: &mut Surveyor<'_>) -> Result<Vec<(Firm, bool)>, Error> {
    let mut accidents: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for (source, toll) in run.risk.sources.iter().zip(run.tolls) {
        let Owner::Site(site) = source.origin.owner() else {
            continue;
        };
        let of = accidents.entry(site).or_default();
        let managed = run.management.of_site(site);
        for (loss, bins) in toll.by_loss() {
            of.extend(bins.accidents().map(|(f, n)| (*loss, f * managed, n)));
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
        let accidents = accidents.remove(&site);
        let unknown_vessels = unknown.get(&site).copied().unwrap_or(0);
        let can_release = accidents.is_some() || unknown_vessels > 0;
        let centre = of.footprint.centre();
        let lies = surveyor.find(centre)?;
        // Its cell is graded by who lives there.
        let within = if can_release {
            let mut within = surveyor.within(&lies);
            within.pop();
            within
        } else {
            surveyor.known_land(&lies)
        };
        let firm = Firm {
            site,
            id: of.facility.id.clone(),
            name: of.facility.name.clone(),
            at: run.city.plane.to_lon_lat(centre)?,
            within,
            installation_level: run.installation_levels.get(site).copied().flatten(),
            unknown_vessels,
            accidents: accidents.unwrap_or_default(),
            ..Firm::default()
        };
        found.push((firm, can_release));
    }
    Ok(found)
}

/// The targets that bear risk, or would with hazards open.
fn targets(
    run: Run<'_>,
    groups: &Groups,
    effects: &[f64],
    surveyor: &mut Surveyor<'_>,
) -> Result<Vec<Touched>, Error> {
    let ground = &run.city.ground;
    let looker = Looker::new(run, groups, effects);
    let looked: Vec<Option<Touched>> = (0..ground.targets.len())
        .into_par_iter()
        .map(|target| looker.look(target))
        .collect();
    let mut found = Vec::new();
    for mut touched in looked.into_iter().flatten() {
        let lies = surveyor.find(ground.target_footprints[touched.target].centre())?;
        // What counts only with hazards makes no unit of its own.
        let counts = if touched.class.is_some() {
            touched.per_year >= LOOK_FROM_PER_YEAR
        } else {
            let acting = touched
                .by_site
                .iter()
                .filter(|a| a.by_loss.iter().any(|f| *f > 0.0));
            let mut sites = acting.map(|a| &run.city.sites[a.site].facility);
            let is_new = sites.any(|f| f.status == FacilityStatus::New);
            touched.per_year >= individual_limit_per_yr(ProtectionClass::First, is_new)
        };
        touched.within = if counts {
            surveyor.within(&lies)
        } else {
            surveyor.known(&lies)
        };
        run.city.plane.to_lon_lat(touched.at)?;
        found.push(touched);
    }
    Ok(found)
}
