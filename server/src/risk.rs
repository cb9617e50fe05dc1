//! The risk of a city, ready to be shown: on a grid, as contours, by place and by plant.

use std::collections::BTreeSet;
use std::time::Instant;

use analysis::city::City;
use analysis::risk::contours::{Contour, contours};
use analysis::risk::grid::Grid;
use analysis::risk::run::society::{Crowd, Toll, tolls};
use analysis::risk::run::source::{Origin, Source};
use analysis::risk::run::verdicts::{Excess, excesses};
use analysis::risk::run::{Fineness, Risk, Unscored};
use analysis::scenario::Settings;

use crate::bands::Bands;

/// Side of a cell of the grid, m.
const CELL_M: f64 = 50.0;
/// Levels that are drawn where nothing else is asked for, 1/yr: the limits of GB 36894-2018.
pub const LEVELS: [f64; 5] = [3e-7, 1e-6, 3e-6, 1e-5, 3e-5];

/// The risk of a city.
pub struct CityRisk {
    /// Scenarios and kernels.
    pub risk: Risk,
    /// Where risk is worth a contour.
    pub grid: Grid,
    /// Individual risk on it, 1/yr.
    pub lsir: Vec<f64>,
    /// Contours at [`LEVELS`], in the plane.
    pub contours: Vec<Contour>,
    /// The people.
    pub crowd: Crowd,
    /// What each source does to them.
    pub tolls: Vec<Toll>,
    /// Targets that bear more than they may.
    pub excesses: Vec<Excess>,
    /// How far contours and curves may be off.
    pub bands: Bands,
}

impl CityRisk {
    /// How many vessels and how many pipelines can release something.
    pub fn counts(&self) -> (usize, usize) {
        let all: BTreeSet<Origin> = self.risk.sources.iter().map(|s| s.origin).collect();
        let lines = all.iter().filter(|o| matches!(o, Origin::Pipeline(_)));
        let lines = lines.count();
        (all.len() - lines, lines)
    }

    /// How many pipelines have a risk that is not known.
    pub fn unknown_pipelines(&self) -> usize {
        let is_line = |u: &&Unscored| matches!(u.origin, Origin::Pipeline(_));
        self.risk.unknown.iter().filter(is_line).count()
    }

    /// Computes the risk of a city; `done` is called with how many steps of how many are done.
    ///
    /// # Errors
    /// [`analysis::Error`] where the weather is missing or wrong.
    pub fn of(
        city: &City,
        settings: &Settings,
        done: impl Fn(u64, u64) + Sync,
    ) -> Result<Self, analysis::Error> {
        let started = Instant::now();
        let passed = |what: &'static str| {
            tracing::info!(what, seconds = started.elapsed().as_secs_f64(), "risk");
        };
        let risk = Risk::of(city, settings, Fineness::default(), |n, of| {
            done(n as u64, of as u64);
        })?;
        passed("kernels");
        let grid = risk.grid(CELL_M);
        let lsir = risk.lsir(&grid);
        passed("grid");
        let contours = contours(&grid, &lsir, &LEVELS)?;
        passed("contours");
        let crowd = Crowd::of(city)?;
        passed("people");
        let tolls = tolls(&risk, &crowd, || {});
        passed("society");
        let excesses = excesses(city, &risk, &grid, &lsir);
        passed("verdicts");
        tracing::info!(
            sources = risk.sources.len(),
            points = risk.sources.iter().flat_map(Source::spots).count(),
            unknown = risk.unknown.len(),
            without_risk = risk.without_risk.len(),
            tables = risk.tables.tables.len(),
            kernels = risk.kernels.len(),
            cells = grid.len(),
            excesses = excesses.len(),
            "risk is ready"
        );
        Ok(Self {
            risk,
            grid,
            lsir,
            contours,
            crowd,
            tolls,
            excesses,
            bands: Bands::default(),
        })
    }
}
