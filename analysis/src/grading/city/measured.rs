//! What is measured of a city's units, whatever the ruleset: people, expected deaths by what causes them, risk of
//! targets, curves of firms and parks. Everything is a sum over frequencies.

use geo_types::Coord;

use super::{Level, People, Place, Pll};
use crate::risk::run::source::Origin;
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
