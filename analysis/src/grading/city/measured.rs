//! What is measured of a city's units, whatever the ruleset: people, expected deaths by what causes them, risk of
//! targets, curves of firms and parks. Everything is a sum over frequencies.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::Coord;

use super::{Layout, Level, People, Place, Pll};
use crate::risk::run::source::{Origin, Owner};
use crate::scenario::equipment::Loss;

/// Kinds of loss of containment, whose frequencies move together in the runs of doubt.
pub const LOSSES: usize = Loss::ALL.len();

/// One loss of containment of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Strand {
    /// What releases it.
    pub origin: Origin,
    /// How.
    pub loss: Loss,
}

/// Who causes: a firm of [`Measured::firms`], or a pipeline by its position in the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Causer {
    /// A firm.
    Firm(usize),
    /// A pipeline.
    Pipeline(usize),
}

/// Expected deaths by loss of containment: of firms, and of pipelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ByLoss {
    /// Of firms.
    pub firms: [Pll; LOSSES],
    /// Of pipelines.
    pub lines: [Pll; LOSSES],
}

impl ByLoss {
    /// What firms cause.
    pub fn of_firms(&self) -> Pll {
        self.firms.iter().copied().sum()
    }

    /// What pipelines cause.
    pub fn of_lines(&self) -> Pll {
        self.lines.iter().copied().sum()
    }

    /// All.
    pub fn all(&self) -> Pll {
        self.of_firms() + self.of_lines()
    }
}

/// Expected deaths a year that are borne somewhere, or caused by somebody, by who and what causes them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Deaths {
    /// By strand; empty for a cell, where only the causers are kept.
    pub by_strand: Vec<(u32, Pll)>,
    /// By causer.
    pub by_causer: Vec<(Causer, Pll)>,
    /// By kind of loss.
    pub by_loss: ByLoss,
}

/// An overdue or open major hidden hazard that may count for the floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MajorHazard {
    /// Its identifier.
    pub id: String,
    /// Day until which it is to be put right.
    pub due_on: Option<String>,
}

/// An enterprise.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Firm {
    /// Position of the facility in the city.
    pub site: usize,
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Where it is, longitude and latitude.
    pub at: Coord<f64>,
    /// Positions of the units of land in which it lies, without its cell.
    pub within: Vec<usize>,
    /// Level of its worst installation, 1 the worst (GB 18218); none where it has none or it is not known.
    pub installation_level: Option<u8>,
    /// Open major hidden hazards.
    pub major_hazards: Vec<MajorHazard>,
    /// Vessels whose risk is not known and in no sum.
    pub unknown_vessels: usize,
    /// Its accidents by kind of loss: frequency (1/yr) and deaths.
    pub accidents: Vec<(Loss, f64, f64)>,
    /// What it causes.
    pub causes: Deaths,
    /// The targets that bear most of it, the nearest to its limit first; the first few have their steps of doubt.
    pub own: Vec<OwnTarget>,
}

/// A target as one firm alone stands to it.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnTarget {
    /// Position among the targets.
    pub target: usize,
    /// The limit for this firm's status, 1/yr.
    pub limit_per_year: f64,
    /// What the firm adds, 1/yr.
    pub per_year: f64,
    /// The same by step of effect distance of the runs of doubt and by kind of loss; none where it is not followed.
    pub steps: Vec<[f64; LOSSES]>,
}

/// A protection target.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bearer {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Code of its subtype, such as `school`.
    pub kind: String,
    /// Where it bears most, longitude and latitude.
    pub at: Coord<f64>,
    /// Persons: the greater of day and night; nought where neither is known.
    pub persons: f64,
    /// Whether the number of persons is known.
    pub are_persons_known: bool,
    /// What it may bear, 1/yr.
    pub limit_per_year: f64,
    /// Whether that is the limit for new installations.
    pub is_new: bool,
    /// What it bears of all firms, 1/yr.
    pub per_year: f64,
    /// The firms that add to it, the greatest first: 1/yr.
    pub by_firm: Vec<(usize, f64)>,
    /// What it bears by step of effect distance of the runs of doubt and by kind of loss.
    pub steps: Vec<[f64; LOSSES]>,
    /// The units of land in which it lies.
    pub within: Vec<usize>,
}

/// What is measured of a unit of land.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Land {
    /// People, as a mean of day and night.
    pub people: People,
    /// Deaths that are borne there.
    pub bears: Deaths,
    /// Targets there.
    pub targets: Vec<usize>,
    /// Firms there.
    pub firms: Vec<usize>,
    /// Targets there whose category is not known and which would be over the strictest limit.
    pub open_targets: usize,
}

/// What is measured of a city.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// The units of land.
    pub places: Vec<Place>,
    /// What is measured of each of them.
    pub lands: Vec<Land>,
    /// The enterprises that can release something.
    pub firms: Vec<Firm>,
    /// The targets with a limit that bear any risk.
    pub targets: Vec<Bearer>,
    /// Every loss of every source.
    pub strands: Vec<Strand>,
    /// The kinds of loss, by number of their group of doubt.
    pub losses: Vec<Loss>,
    /// Pipelines whose risk is not known and in no sum.
    pub unknown_pipelines: usize,
    /// Steps of effect distance.
    pub effects: Vec<f64>,
}

impl Measured {
    /// All that is expected to die in a year.
    pub fn pll(&self) -> Pll {
        self.lands
            .first()
            .map_or(Pll::ZERO, |l| l.bears.by_loss.all())
    }

    /// Position of a unit of land.
    pub fn place(&self, level: Level, id: &str) -> Option<usize> {
        let mut all = self.places.iter();
        all.position(|p| p.level == level && p.id == id)
    }

    /// Position of a firm.
    pub fn firm(&self, id: &str) -> Option<usize> {
        self.firms.iter().position(|f| f.id == id)
    }

    /// The firms of a park.
    pub fn firms_of(&self, place: usize) -> &[usize] {
        &self.lands[place].firms
    }
}

/// Adds up deaths on a layout: whole numbers, so that the order of what comes in does not matter.
#[derive(Debug, Default)]
pub struct Tally {
    /// By place (no cell) and strand.
    by_strand: BTreeMap<(u32, u32), Pll>,
    /// By cell, strand's causer and loss.
    cells: Vec<(u32, u32, Pll)>,
    /// By strand.
    caused: BTreeMap<u32, Pll>,
}

impl Tally {
    /// Adds what a strand does on some plots.
    pub fn add(
        &mut self,
        layout: &Layout,
        strand: u32,
        found: impl IntoIterator<Item = (usize, Pll)>,
    ) {
        let mut of_places: BTreeMap<usize, Pll> = BTreeMap::new();
        let mut all = Pll::ZERO;
        for (plot, deaths) in found {
            if deaths.is_zero() {
                continue;
            }
            all += deaths;
            for place in &layout.plots[plot].within {
                if layout.places[*place].level == Level::Cell {
                    self.cells.push((*place as u32, strand, deaths));
                } else {
                    *of_places.entry(*place).or_default() += deaths;
                }
            }
        }
        for (place, deaths) in of_places {
            *self.by_strand.entry((place as u32, strand)).or_default() += deaths;
        }
        if !all.is_zero() {
            *self.caused.entry(strand).or_default() += all;
        }
    }

    /// Takes over what another one has.
    pub fn merge(&mut self, other: Self) {
        for (key, deaths) in other.by_strand {
            *self.by_strand.entry(key).or_default() += deaths;
        }
        for (strand, deaths) in other.caused {
            *self.caused.entry(strand).or_default() += deaths;
        }
        self.cells.extend(other.cells);
    }

    /// Writes the sums into what is measured: `people` of each place, deaths borne and caused.
    pub fn finish(self, layout: Layout, of: &mut Measured) {
        let firm_of: BTreeMap<usize, usize> = of
            .firms
            .iter()
            .enumerate()
            .map(|(i, f)| (f.site, i))
            .collect();
        let causers: Vec<Option<Causer>> = of
            .strands
            .iter()
            .map(|s| match s.origin.owner() {
                Owner::Site(site) => firm_of.get(&site).map(|f| Causer::Firm(*f)),
                Owner::Pipeline(number) => Some(Causer::Pipeline(number)),
            })
            .collect();
        let groups: Vec<usize> = of
            .strands
            .iter()
            .map(|s| of.losses.iter().position(|l| *l == s.loss).unwrap_or(0))
            .collect();
        let deaths = |strands: &[(u32, Pll)]| -> Deaths {
            let mut by_causer: BTreeMap<Causer, Pll> = BTreeMap::new();
            let mut by_loss = ByLoss::default();
            for (strand, deaths) in strands {
                let Some(causer) = causers[*strand as usize] else {
                    continue;
                };
                *by_causer.entry(causer).or_default() += *deaths;
                let of = match causer {
                    Causer::Firm(_) => &mut by_loss.firms,
                    Causer::Pipeline(_) => &mut by_loss.lines,
                };
                of[groups[*strand as usize]] += *deaths;
            }
            let mut by_causer: Vec<(Causer, Pll)> = by_causer.into_iter().collect();
            by_causer.sort_by_key(|(causer, pll)| (std::cmp::Reverse(*pll), *causer));
            Deaths {
                by_strand: Vec::new(),
                by_causer,
                by_loss,
            }
        };
        let mut lands = vec![Land::default(); layout.places.len()];
        for plot in &layout.plots {
            for place in &plot.within {
                lands[*place].people += plot.people;
            }
        }
        let mut of_place: Vec<Vec<(u32, Pll)>> = vec![Vec::new(); layout.places.len()];
        for ((place, strand), pll) in self.by_strand {
            of_place[place as usize].push((strand, pll));
        }
        for (land, strands) in lands.iter_mut().zip(of_place) {
            land.bears = Deaths {
                by_strand: strands.clone(),
                ..deaths(&strands)
            };
        }
        let mut cells = self.cells;
        cells.sort_unstable();
        for chunk in cells.chunk_by(|a, b| a.0 == b.0) {
            let strands: Vec<(u32, Pll)> = chunk.iter().map(|c| (c.1, c.2)).collect();
            lands[chunk[0].0 as usize].bears = deaths(&strands);
        }
        let mut of_firm: BTreeMap<usize, Vec<(u32, Pll)>> = BTreeMap::new();
        for (strand, pll) in self.caused {
            if let Some(Causer::Firm(firm)) = causers[strand as usize] {
                of_firm.entry(firm).or_default().push((strand, pll));
            }
        }
        for (firm, strands) in of_firm {
            of.firms[firm].causes = Deaths {
                by_strand: strands.clone(),
                ..deaths(&strands)
            };
        }
        for (i, target) in of.targets.iter().enumerate() {
            for place in &target.within {
                lands[*place].targets.push(i);
            }
        }
        for (i, firm) in of.firms.iter().enumerate() {
            let unique: BTreeSet<usize> = firm.within.iter().copied().collect();
            for place in unique {
                lands[place].firms.push(i);
            }
        }
        of.places = layout.places;
        of.lands = lands;
    }
}
