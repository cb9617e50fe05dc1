//! Where the rows of nested things stand: units and vessels in their plants, findings in their results, cells
//! in the grid of the risk.

use analysis::assessment::SiteResult;
use analysis::city::City;

use crate::risk::CityRisk;

/// Risk below which a cell is not drawn, 1/yr.
pub const CELLS_FROM_PER_YEAR: f64 = 1e-8;

/// Positions of nested rows: the facility, then the position in it.
#[derive(Debug, Default)]
pub struct Rows {
    pub(super) units: Vec<(u32, u32)>,
    pub(super) vessels: Vec<(u32, u32)>,
    pub(super) findings: Vec<(u32, u32)>,
}

impl Rows {
    /// Of an assessed city.
    pub fn of(city: &City, results: &[SiteResult]) -> Self {
        let nested = |counts: &mut dyn Iterator<Item = usize>| {
            (0..)
                .zip(counts)
                .flat_map(|(site, n)| (0..n).map(move |at| (site, at as u32)))
                .collect()
        };
        Self {
            units: nested(&mut city.sites.iter().map(|s| s.units.len())),
            vessels: nested(&mut city.sites.iter().map(|s| s.vessels.len())),
            findings: nested(&mut results.iter().map(|r| r.findings.len())),
        }
    }
}

/// Positions of the rows of the risk.
#[derive(Debug, Default)]
pub struct RiskRows {
    /// Cells of the grid that are worth a feature.
    pub(super) cells: Vec<u32>,
    /// Whether what the risk is made of is invented.
    pub(super) is_synthetic: bool,
}

impl RiskRows {
    /// Of the risk of a city.
    pub fn of(city: &City, risk: &CityRisk) -> Self {
        let mut sites = city.sites.iter();
        let mut weather = city.ground.weather.iter();
        let worth = (0..)
            .zip(&risk.lsir)
            .filter(|(_, per_year)| **per_year >= CELLS_FROM_PER_YEAR);
        Self {
            cells: worth.map(|(i, _)| i).collect(),
            is_synthetic: sites.any(|s| s.facility.provenance.synthetic)
                || weather.any(|w| w.provenance.synthetic),
        }
    }
}
