//! The demo city: a deterministic, synthetic but plausible Changzhou (常州).
//!
//! Real, with attribution: outlines of city and counties, codes and names, seats of towns. Everything
//! else is invented and says so in every row (`synthetic`): towns' cells, parks' outlines, facilities,
//! tanks, inventories, buildings, roads, the population grid, the weather. Names carry the mark
//! 「示例·」, credit codes have a wrong check character, and no telephone is given.
//!
//! ```no_run
//! use data::demo::{Options, Sources, city};
//!
//! let sources = Sources::open(std::path::Path::new(".cache/demo"))?;
//! let options = Options { seed: 1, scale: 0.1, imported_at: "2026-01-01T00:00:00+08:00".into() };
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
//! 450 000 × scale. Below 0.1 facilities shrink in proportion too. Districts' people are the census
//! totals at every scale.

use std::path::PathBuf;
use std::sync::Arc;

use analysis::city::City;
use analysis::facts::{Facility, FacilityKind, Facts, Provenance};
use thiserror::Error;

mod census;
mod districts;
mod ground;
mod housing;
mod inventory;
mod levels;
mod names;
mod parks;
mod plants;
mod population;
mod power;
mod producers;
mod producing;
mod public;
mod region;
mod roads;
mod shape;
mod sites;
mod sources;
mod stream;
mod stuff;
mod tanks;
mod targets;
mod using;
mod weather;
mod wheel;
mod yard;

#[cfg(test)]
mod tests;

use ground::Ground;
pub use sources::{ATTRIBUTIONS, Sources};

/// Version of the generator: equal version, sources and options give equal facts.
pub const GENERATOR_VERSION: u32 = 1;

/// What city to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Seed of all chance.
    pub seed: u64,
    /// Scale of what there is very much of, 0.001 to 2; 0.1 is the usual one, 1 the size of the real city.
    pub scale: f64,
    /// When the rows are stored, RFC 3339; goes into their provenance.
    pub imported_at: String,
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
        Self::new(&Options {
            seed: 1,
            scale: 0.01,
            imported_at: "2026-01-01T00:00:00+08:00".into(),
        })
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
const HOUSING_SHARE: f64 = 0.80;
const WORKS_SHARE: f64 = 0.15;
const VILLAGES: usize = 10_000;

/// Makes the demo city.
///
/// # Errors
/// [`DemoError::Scale`] for a scale out of range; the others where the sources are not those of
/// `demo/fetch.sh`.
pub fn city(sources: &Sources, options: &Options) -> Result<Facts, DemoError> {
    let scale = Scale::new(options.scale)?;
    let seed = options.seed;
    let origin = Origin::new(options);
    let ground = Ground::new(sources.centre)?;
    let territory = districts::Territory::new(sources, &ground, seed)?;
    let wards = parks::wards(&ground)?;
    let network = roads::Network::new(&territory, &ground, seed)?;
    let land = sites::Land {
        territory: &territory,
        wards: &wards,
        network: &network,
        seed,
    };
    let sites = sites::Sites::new(&land, scale)?;

    let mut targets = targets::Targets::new(&land, &sites, &ground, &origin);
    targets.lay_lines()?;
    targets.build_utilities()?;
    targets.build_beside_old_sites()?;
    targets.build_public(scale)?;
    targets.build_works(scale.of_buildings((BUILDINGS * WORKS_SHARE) as usize))?;
    targets.build_compounds(scale.of_buildings((BUILDINGS * HOUSING_SHARE) as usize))?;
    targets.build_villages(scale.of_buildings(VILLAGES))?;
    let residents: u64 = census::CENSUS.iter().map(|c| c.persons).sum();
    targets.fit_to_census(residents as f64);
    let mut facts = Facts {
        districts: territory.rows(sources, &ground, &origin)?,
        parks: parks::rows(&wards, &ground, &origin)?,
        population: population::cells(&territory, &wards, &ground, &origin, scale)?,
        weather: weather::rows(&origin),
        targets: std::mem::take(&mut targets.rows),
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
    Ok(facts)
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
