//! Contours of individual risk: where it reaches a level, as polygons with holes.
//!
//! Marching squares on the logarithm of the risk, as risk falls by decades: between two cells of 1e-5 and 1e-7
//! the line of 1e-6 lies half way.

use contour::ContourBuilder;
use geo_types::MultiPolygon;

use super::grid::Grid;
use crate::error::{Error, above_zero};

/// So far below a level a cell without risk is set, decades: the line runs close to the last cell that has any.
const BELOW_DECADES: f64 = 3.0;

/// Where the risk reaches a level.
#[derive(Debug, Clone, PartialEq)]
pub struct Contour {
    /// The level, per year.
    pub per_year: f64,
    /// The area, in the plane of the grid, m; the middle of a cell is where its risk stands.
    pub area: MultiPolygon<f64>,
}

/// The contours of a grid at levels above 0.
///
/// # Errors
/// [`Error::OutOfRange`] for a level that is not above 0; [`Error::Input`] where the numbers do not fit the grid.
pub fn contours(grid: &Grid, per_year: &[f64], levels: &[f64]) -> Result<Vec<Contour>, Error> {
    if per_year.len() != grid.len() {
        return Err(Error::Input {
            pointer: "/lsir".to_owned(),
            detail: format!(
                "{} numbers do not fill {} cells",
                per_year.len(),
                grid.len()
            ),
        });
    }
    levels
        .iter()
        .map(|level| contour(grid, per_year, *level))
        .collect()
}

fn contour(grid: &Grid, per_year: &[f64], level: f64) -> Result<Contour, Error> {
    above_zero("level of a risk contour, 1/year", level)?;
    let nothing = Contour {
        per_year: level,
        area: MultiPolygon(Vec::new()),
    };
    let Some(window) = Window::around(grid, per_year, level) else {
        return Ok(nothing);
    };
    let decades: Vec<f64> = (0..window.rows)
        .flat_map(|row| (0..window.columns).map(move |column| (row, column)))
        .map(|(row, column)| {
            let found = window.cell(grid, column, row).and_then(|i| per_year.get(i));
            (found.copied().unwrap_or(0.0) / level)
                .log10()
                .max(-BELOW_DECADES)
        })
        .collect();
    // Its points are corners of pixels; a number of ours stands in the middle of one.
    let builder = ContourBuilder::new(window.columns, window.rows, true)
        .x_origin(grid.west_m + (window.west as f64 - 1.0) * grid.cell_m)
        .y_origin(grid.south_m + (window.south as f64 - 1.0) * grid.cell_m)
        .x_step(grid.cell_m)
        .y_step(grid.cell_m);
    let found = builder
        .contours(&decades, &[0.0])
        .map_err(|e| Error::Input {
            pointer: "/lsir".to_owned(),
            detail: e.to_string(),
        })?;
    let area = found.into_iter().next().map(|c| c.into_inner().0);
    Ok(Contour {
        per_year: level,
        area: area.unwrap_or(MultiPolygon(Vec::new())),
    })
}

/// The cells at or above a level with one more all around, so that every line closes.
struct Window {
    /// First column and row of such a cell; the window begins one before.
    west: usize,
    south: usize,
    columns: usize,
    rows: usize,
}

impl Window {
    fn around(grid: &Grid, per_year: &[f64], level: f64) -> Option<Self> {
        let (mut west, mut east, mut south, mut north) = (usize::MAX, 0, usize::MAX, 0);
        for (row, cells) in per_year.chunks(grid.columns.max(1)).enumerate() {
            let Some(first) = cells.iter().position(|v| *v >= level) else {
                continue;
            };
            let last = cells.iter().rposition(|v| *v >= level).unwrap_or(first);
            west = west.min(first);
            east = east.max(last);
            south = south.min(row);
            north = row;
        }
        (west <= east).then(|| Self {
            west,
            south,
            columns: east - west + 3,
            rows: north - south + 3,
        })
    }

    /// Number of a cell of the window in the grid; none beside it.
    fn cell(&self, grid: &Grid, column: usize, row: usize) -> Option<usize> {
        let column = (self.west + column).checked_sub(1)?;
        let row = (self.south + row).checked_sub(1)?;
        (column < grid.columns && row < grid.rows).then(|| row * grid.columns + column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, BoundingRect, Contains, Validation};
    use geo_types::Point;

    fn round(grid: &Grid) -> Vec<f64> {
        (0..grid.rows)
            .flat_map(|row| (0..grid.columns).map(move |column| (column, row)))
            .map(|(column, row)| {
                let (x, y) = grid.centre_m(column, row);
                // One decade each 300 m.
                1e-4 * 10_f64.powf(-x.hypot(y) / 300.0)
            })
            .collect()
    }

    #[test]
    fn a_round_risk_has_round_contours() {
        let grid = Grid::around(-2000.0, -2000.0, 2000.0, 2000.0, 50.0);
        let all = contours(&grid, &round(&grid), &[1e-5, 1e-6, 1e-8, 1e-3]).unwrap();
        for (contour, radius) in all.iter().zip([300.0, 600.0, 1200.0]) {
            let exact = std::f64::consts::PI * radius * radius;
            assert!(
                (contour.area.unsigned_area() / exact - 1.0).abs() < 0.01,
                "{radius}"
            );
            assert!(contour.area.is_valid());
            let at = contour.area.bounding_rect().unwrap();
            assert!(
                (at.min().x + radius).abs() < 5.0 && (at.max().y - radius).abs() < 5.0,
                "{at:?}"
            );
        }
        assert!(all[3].area.0.is_empty());
        assert!(contours(&grid, &round(&grid), &[0.0]).is_err());
        assert!(contours(&grid, &[1.0], &[1e-6]).is_err());
    }

    #[test]
    fn a_ring_has_a_hole_and_the_edge_of_the_grid_closes() {
        let grid = Grid::around(0.0, -1000.0, 2000.0, 1000.0, 50.0);
        let ring: Vec<f64> = round(&grid)
            .into_iter()
            .map(|v| {
                if (1e-6..1e-5).contains(&v) {
                    1e-6
                } else {
                    1e-9
                }
            })
            .collect();
        let all = contours(&grid, &ring, &[1e-7]).unwrap();
        assert!(all[0].area.is_valid());
        assert!(all[0].area.contains(&Point::new(450.0, 20.0)));
        assert!(!all[0].area.contains(&Point::new(100.0, 20.0)));
    }
}
