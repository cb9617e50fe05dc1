//! The demo city: a deterministic, synthetic but plausible Changzhou (常州).
//!
//! Real, with attribution: outlines of city and counties, codes and names, seats of towns. Everything
//! else is invented and says so in every row (`synthetic`): towns' cells, parks' outlines, facilities,
//! tanks, inventories, buildings, roads, the population grid, the weather. Names carry the mark
//! 「示例·」, credit codes have a wrong check character, telephones are of a block that nobody has.
//!
//! ```no_run
//! use data::demo::{Options, Sources, city};
//!
//! let sources = Sources::open(std::path::Path::new(".cache/demo"))?;
//! let options = Options::new(1, 0.1, "2026-01-01T00:00:00+08:00");
//! let facts = city(&sources, &options)?;
//! assert!(facts.facilities.len() > 600);
//! # Ok::<(), data::demo::DemoError>(())
//! ```
//!
//! # Determinism
//! Equal sources and options give equal facts: every entity draws from a stream of its own (module
//! `stream`), nothing iterates over a hash map, elementary functions come from `libm`, and results are
//! rounded (1e-7° for what stands in a plant, 1e-6° else, 0.1 t).
//!
//! # Scale
//! Producers, users, parks, roads and districts are whole from scale 0.1 on; buildings are
//! 450 000 × scale (and 10 000 × scale villages), hidden hazards about 18 000 × scale. Below 0.1
//! facilities shrink in proportion too. Districts' people are the census totals at every scale: they
//! add up to 5 278 159, 38 more than the sourced total of the city (module `census` says why).

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use analysis::city::City;
use analysis::facts::{Facility, FacilityKind, Facts, Provenance};
use thiserror::Error;

mod calendar;
mod census;
mod criteria;
pub mod defects;
mod districts;
mod ground;
mod hazards;
mod housing;
mod inventory;
mod lanes;
mod levels;
mod monitors;
mod names;
mod parks;
mod pipelines;
mod plants;
mod population;
mod power;
mod producers;
mod producing;
mod public;
mod region;
mod resources;
mod roads;
mod shape;
mod sites;
mod sources;
mod stations;
mod stream;
mod stuff;
mod tanks;
mod targets;
mod using;
mod weather;
mod wheel;
mod yard;
mod zones;

#[cfg(test)]
mod tests;

use ground::Ground;
pub use sources::{ATTRIBUTIONS, Sources};

/// Version of the generator: equal version, sources and options give equal facts.
pub const GENERATOR_VERSION: u32 = 2;

/// The day that hidden hazards are told of where nobody names another one.
pub const REFERENCE_DATE: &str = "2026-09-30";

/// What city to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Seed of all chance.
    pub seed: u64,
    /// Scale of what there is very much of, 0.001 to 2; 0.1 is the usual one, 1 the size of the real city.
    pub scale: f64,
    /// When the rows are stored, RFC 3339; goes into their provenance.
    pub imported_at: String,
    /// The day on which hidden hazards stand as they do, ISO 8601; they were found in the 24 months before.
    pub reference_date: String,
}

impl Options {
    /// A city as it stands on [`REFERENCE_DATE`].
    pub fn new(seed: u64, scale: f64, imported_at: &str) -> Self {
        Self {
            seed,
            scale,
            imported_at: imported_at.to_owned(),
            reference_date: REFERENCE_DATE.to_owned(),
        }
    }
}

/// Why there is no demo city.
#[derive(Debug, Error)]
pub enum DemoError {
    /// A source file that is not there.
    #[error("{} cannot be read ({source}); run data/demo/fetch.sh first", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A source file that is not what it should be.
    #[error("{}: {detail}; remove the file and run data/demo/fetch.sh again", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// GDAL cannot read a boundary.
    #[error("a boundary cannot be read: {0}; run data/demo/fetch.sh again")]
    Gdal(#[from] gdal::errors::GdalError),
    /// A coordinate that the plane of the city cannot take.
    #[error("a coordinate cannot be projected: {0}; check that the sources are of Changzhou")]
    Projection(String),
    /// A scale outside its range.
    #[error("the scale is {0}; give one from 0.001 to 2")]
    Scale(f64),
    /// A day that is none.
    #[error("`{0}` is no day; write it like 2026-09-30")]
    Date(String),
    /// Something found no room in the city.
    #[error("there is no room for {what}; try another seed or a smaller scale")]
    NoRoom {
        /// What it was.
        what: &'static str,
    },
}

/// The scale of a city, in its range.
#[derive(Debug, Clone, Copy)]
struct Scale(f64);

impl Scale {
    fn new(scale: f64) -> Result<Self, DemoError> {
        if (0.001..=2.0).contains(&scale) {
            Ok(Self(scale))
        } else {
            Err(DemoError::Scale(scale))
        }
    }

    /// Facilities are whole from 0.1 on.
    fn of_facilities(self, whole: usize) -> usize {
        ((whole as f64 * (10.0 * self.0).min(1.0)).round() as usize).max(1)
    }

    fn of_buildings(self, whole: usize) -> usize {
        (whole as f64 * self.0).round() as usize
    }

    /// Side of a population cell in half kilometres.
    fn grid_halves(self) -> i64 {
        if self.0 > 0.1 { 1 } else { 2 }
    }
}

/// Where the rows of a city come from.
struct Origin {
    imported_at: Arc<str>,
    generator: Arc<str>,
}

impl Origin {
    fn new(options: &Options) -> Self {
        let generator = format!(
            "demo generator {GENERATOR_VERSION}, seed {}, scale {}",
            options.seed, options.scale
        );
        Self {
            imported_at: options.imported_at.as_str().into(),
            generator: generator.into(),
        }
    }

    #[cfg(test)]
    fn test() -> Self {
        Self::new(&Options::new(1, 0.01, "2026-01-01T00:00:00+08:00"))
    }

    fn row(&self, source_file: Arc<str>, row: usize, synthetic: bool) -> Provenance {
        Provenance {
            source_file,
            source_row: row as u64,
            imported_at: self.imported_at.clone(),
            synthetic,
        }
    }

    /// A row of a real source.
    fn real(&self, source: &str, row: usize) -> Provenance {
        self.row(source.into(), row, false)
    }

    /// A row that the generator invented.
    fn demo(&self, row: usize) -> Provenance {
        self.row(self.generator.clone(), row, true)
    }

    /// An invented row with something to say about how.
    fn invented(&self, source: &str, row: usize) -> Provenance {
        self.row(source.into(), row, true)
    }
}

/// Buildings at full scale: 251 per km² measured in 无锡新吴 on 2 090 km² built up, times 0.6.
const BUILDINGS: f64 = 450_000.0;
const WORKS_SHARE: f64 = 0.15;
const VILLAGES: usize = 10_000;

/// Makes the demo city.
///
/// # Errors
/// [`DemoError::Scale`] for a scale out of range; the others where the sources are not those of
/// `demo/fetch.sh`.
pub fn city(sources: &Sources, options: &Options) -> Result<Facts, DemoError> {
    let scale = Scale::new(options.scale)?;
    let today = calendar::Day::parse(&options.reference_date)?;
    let seed = options.seed;
    let origin = Origin::new(options);
    let ground = Ground::new(sources.centre)?;
    let territory = districts::Territory::new(sources, &ground, seed)?;
    let wards = parks::wards(&ground)?;
    let mut network = roads::Network::new(&territory, &ground, seed)?;
    let sites = {
        let land = sites::Land {
            territory: &territory,
            wards: &wards,
            network: &network,
            seed,
        };
        sites::Sites::new(&land, scale)?
    };
    network.lay_lanes(&territory, &sites, seed);
    let courses = pipelines::courses(&territory, &wards, &sites, &mut network);
    let land = sites::Land {
        territory: &territory,
        wards: &wards,
        network: &network,
        seed,
    };
    let population = population::cells(&territory, &wards, &ground, &origin, scale)?;
    let mut targets = targets::Targets::new(&land, &sites, &ground, &origin);
    targets.lay_lines()?;
    targets.build_utilities()?;
    let places = resources::reserve(&mut targets, &population, scale)?;
    targets.build_beside_old_sites()?;
    targets.build_public(scale)?;
    targets.build_works(scale.of_buildings((BUILDINGS * WORKS_SHARE) as usize))?;
    let housing = scale
        .of_buildings(BUILDINGS as usize)
        .saturating_sub(targets.buildings());
    targets.build_compounds(housing)?;
    targets.build_villages(scale.of_buildings(VILLAGES))?;
    let residents: u64 = census::CENSUS.iter().map(|c| c.persons).sum();
    targets.fit_to_census(residents as f64);
    let targets = std::mem::take(&mut targets.rows);
    let mut facts = Facts {
        districts: territory.rows(sources, &ground, &origin)?,
        parks: parks::rows(&wards, &ground, &origin)?,
        zones: zones::rows(&territory, sources, &ground, &origin)?,
        pipelines: pipelines::rows(&courses, &ground, &origin, seed)?,
        resources: resources::rows(
            &places, &territory, &wards, &targets, &ground, &origin, seed,
        )?,
        population,
        weather: weather::rows(&origin),
        targets,
        ..Facts::default()
    };

    let furnish = |draws: &[usize]| -> Result<plants::Plants<'_>, DemoError> {
        let mut plants = plants::Plants::new(&ground, &territory, &origin, seed);
        for (number, site) in sites.all.iter().enumerate() {
            plants.furnish(site, number, draws[number])?;
        }
        Ok(plants)
    };
    let first = furnish(&vec![0; sites.all.len()])?;
    let people = exposures(&facts, &first.facilities)?;
    let plants = furnish(&levels::draws(&first, &sites.all, &people, scale)?)?;
    (facts.facilities, facts.units, facts.vessels) =
        (plants.facilities, plants.units, plants.vessels);
    watch(&mut facts, &people, today, scale, &origin, seed)?;
    Ok(facts)
}

/// What is watched and found at the plants: monitors and hidden hazards.
fn watch(
    facts: &mut Facts,
    people: &[Option<f64>],
    today: calendar::Day,
    scale: Scale,
    origin: &Origin,
    seed: u64,
) -> Result<(), DemoError> {
    let mut graded = BTreeSet::new();
    let mut plants = Vec::new();
    // Units follow the order of their facilities, vessels that of their units.
    let mut units = &facts.units[..];
    let mut vessels = &facts.vessels[..];
    for (facility, &people) in facts.facilities.iter().zip(people) {
        let count = units
            .iter()
            .take_while(|u| u.facility_id == facility.id)
            .count();
        let (own_units, rest) = units.split_at(count);
        units = rest;
        let is_own = |v: &&analysis::facts::Vessel| own_units.iter().any(|u| u.id == v.unit_id);
        let (own_vessels, rest) = vessels.split_at(vessels.iter().take_while(is_own).count());
        vessels = rest;
        let mut level = 0;
        for unit in own_units {
            if let Some(found) = levels::level_of_unit(unit, own_vessels, people) {
                graded.insert(unit.id.clone());
                let found = usize::from(found);
                level = if level == 0 { found } else { found.min(level) };
            }
        }
        plants.push(hazards::Plant {
            facility,
            units: own_units,
            vessels: own_vessels,
            level,
        });
    }
    let criteria = criteria::criteria()?;
    let hidden_hazards = hazards::rows(&plants, &criteria, today, scale, origin, seed);
    facts.monitors = monitors::rows(&facts.vessels, &graded, origin);
    facts.hidden_hazards = hidden_hazards;
    Ok(())
}

/// People within 500 m of each facility, as α of GB 18218 counts them.
fn exposures(facts: &Facts, facilities: &[Facility]) -> Result<Vec<Option<f64>>, DemoError> {
    let mut bare = Facts {
        facilities: facilities.to_vec(),
        ..facts.clone()
    };
    for facility in &mut bare.facilities {
        // Nothing is asked of distances here: without a kind and a code no rule is looked up.
        facility.kind = FacilityKind::Other;
        facility.design_code = None;
    }
    let city = City::build(bare).map_err(|e| DemoError::Projection(e.to_string()))?;
    Ok(city.for_all_sites(|site| city.exposure(site).counted()))
}
