//! Risk of a run: individual risk on a grid, its contours, F-N curves, targets that bear too much. Computed after
//! the rest of the run, added to it once and never changed.

use std::io::{Read, Write};

use analysis::place::Plane;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use geo_types::{Coord, Geometry};
use serde::Serialize;

use super::Store;
use super::backend::{Cell, Holds, Table, Tx};
use super::geometry::{self, Encoding};
use super::results::{ViolationRow, violation_cells, violations_table};
use crate::{Error, Result};

/// Individual risk on the grid of a run (LSIR).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LsirGrid {
    /// Its run.
    pub run_id: String,
    /// Central meridian of the Gauss–Krüger plane in which the grid lies, degrees east.
    pub central_meridian_deg: f64,
    /// Easting of its west edge, m.
    pub west_m: f64,
    /// Northing of its south edge, m.
    pub south_m: f64,
    /// Side of a cell, m.
    pub cell_m: f64,
    /// Cells from west to east.
    pub columns: usize,
    /// Cells from south to north.
    pub rows: usize,
    /// Individual risk of each cell, 1/yr: rows from south to north, each from west to east.
    pub per_year: Vec<f32>,
}

impl LsirGrid {
    /// The middles of the cells that bear at least so much, 1/yr: longitude, latitude and risk.
    ///
    /// # Errors
    /// [`Error::Geometry`] for a grid outside its projection.
    pub fn points(&self, at_least_per_year: f32) -> Result<Vec<(Coord<f64>, f32)>> {
        let failed = |e: analysis::Error| Error::Geometry(e.to_string());
        let meridian = Coord {
            x: self.central_meridian_deg,
            y: 0.0,
        };
        let plane = Plane::around(meridian).map_err(failed)?;
        let mut points = Vec::new();
        for (i, risk) in self.per_year.iter().enumerate() {
            if *risk >= at_least_per_year {
                let (column, row) = (i % self.columns, i / self.columns);
                let middle = Coord {
                    x: self.west_m + (column as f64 + 0.5) * self.cell_m,
                    y: self.south_m + (row as f64 + 0.5) * self.cell_m,
                };
                points.push((plane.to_lon_lat(middle).map_err(failed)?, *risk));
            }
        }
        Ok(points)
    }
}

/// A contour of individual risk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContourRow {
    /// Its run.
    pub run_id: String,
    /// The level, 1/yr.
    pub per_year: f64,
    /// Area inside, km².
    pub area_km2: f64,
    /// Where the risk reaches the level, degrees.
    #[serde(skip)]
    pub geometry: Geometry<f64>,
}

/// An F-N curve with its verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FnCurveRow {
    /// Its run.
    pub run_id: String,
    /// `city`, `county`, `town`, `park` or `facility`.
    pub scope: String,
    /// Identifier or code; `all` for the city.
    pub id: String,
    /// Name.
    pub name: String,
    /// Expected deaths a year (PLL).
    pub pll_per_year: f64,
    /// Verdict.
    pub verdict: String,
    /// Vessels in scope whose risk is not known.
    pub unknown_vessels: u64,
    /// Everything that is shown, JSON.
    pub body_json: String,
}

/// The risk of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskResults {
    /// Individual risk.
    pub lsir: LsirGrid,
    /// Contours, by rising level.
    pub contours: Vec<ContourRow>,
    /// F-N curves, in the order of scope and identifier.
    pub fn_curves: Vec<FnCurveRow>,
}

impl Store {
    /// Adds its risk to a run, with the targets that bear more than they may, in one transaction. Says whether it
    /// did: a run that has it keeps what it has, and one that was pruned in the meantime stays away.
    ///
    /// # Errors
    /// [`Error::ForeignRow`] where a row names another run, [`Error::Database`].
    pub async fn save_risk(&self, risk: &RiskResults, excesses: &[ViolationRow]) -> Result<bool> {
        let run = &risk.lsir.run_id;
        let contours = risk.contours.iter().map(|c| &c.run_id);
        let curves = risk.fn_curves.iter().map(|c| &c.run_id);
        let others = excesses.iter().map(|v| &v.run_id);
        if let Some(other) = contours.chain(curves).chain(others).find(|id| *id != run) {
            return Err(Error::ForeignRow {
                run: run.clone(),
                other: other.clone(),
            });
        }
        let mut tx = self.write().await?;
        let wanted = [Cell::Text(run.clone())];
        let count = [Holds::Whole];
        let mut is_there = async |sql: &str| -> Result<bool> {
            let rows = tx.fetch(sql, &wanted, &count).await?;
            Ok(rows.first().and_then(|r| r.first()?.whole()) > Some(0))
        };
        let is_new = is_there("SELECT COUNT(*) FROM runs WHERE id = $1").await?
            && !is_there("SELECT COUNT(*) FROM lsir WHERE run_id = $1").await?;
        if is_new {
            let grid = [&risk.lsir];
            tx.insert(&lsir_table(), &grid, |g, _| lsir_cells(g))
                .await?;
            tx.insert(&contours_table(), &risk.contours, contour_cells)
                .await?;
            tx.insert(&fn_curves_table(), &risk.fn_curves, |c, _| fn_cells(c))
                .await?;
            tx.insert(&violations_table(), excesses, violation_cells)
                .await?;
            tx.commit().await?;
        }
        Ok(is_new)
    }

    /// The risk of a run, where it has any.
    ///
    /// # Errors
    /// [`Error::Database`]; [`Error::CorruptResult`] for a grid that cannot be read.
    pub async fn risk(&self, run_id: &str) -> Result<Option<RiskResults>> {
        let mut snapshot = self.read().await?;
        let risk = risk_of(&mut snapshot, run_id).await?;
        snapshot.commit().await?;
        Ok(risk)
    }
}

/// The table of the grids.
pub(super) fn lsir_table() -> Table {
    Table {
        name: "lsir",
        key: None,
        columns: vec![
            ("run_id", Holds::Text),
            ("central_meridian_deg", Holds::Real),
            ("west_m", Holds::Real),
            ("south_m", Holds::Real),
            ("cell_m", Holds::Real),
            ("columns", Holds::Whole),
            ("rows", Holds::Whole),
            ("per_year", Holds::Text),
        ],
    }
}

/// The table of the contours.
pub(super) fn contours_table() -> Table {
    Table {
        name: "contours",
        key: None,
        columns: vec![
            ("run_id", Holds::Text),
            ("per_year", Holds::Real),
            ("area_km2", Holds::Real),
            ("geom", Holds::Geometry),
        ],
    }
}

/// The table of the F-N curves.
pub(super) fn fn_curves_table() -> Table {
    Table {
        name: "fn_curves",
        key: None,
        columns: vec![
            ("run_id", Holds::Text),
            ("scope", Holds::Text),
            ("id", Holds::Text),
            ("name", Holds::Text),
            ("pll_per_year", Holds::Real),
            ("verdict", Holds::Text),
            ("unknown_vessels", Holds::Whole),
            ("body", Holds::Text),
        ],
    }
}

fn whole(number: u64) -> Result<Cell> {
    i64::try_from(number)
        .map(Cell::Whole)
        .map_err(|_| Error::CorruptResult(format!("{number} is more than a store can count")))
}

fn lsir_cells(grid: &LsirGrid) -> Result<Vec<Cell>> {
    Ok(vec![
        Cell::Text(grid.run_id.clone()),
        Cell::Real(grid.central_meridian_deg),
        Cell::Real(grid.west_m),
        Cell::Real(grid.south_m),
        Cell::Real(grid.cell_m),
        whole(grid.columns as u64)?,
        whole(grid.rows as u64)?,
        Cell::Text(packed(&grid.per_year)?),
    ])
}

fn contour_cells(contour: &ContourRow, encoding: Encoding) -> Result<Vec<Cell>> {
    Ok(vec![
        Cell::Text(contour.run_id.clone()),
        Cell::Real(contour.per_year),
        Cell::Real(contour.area_km2),
        Cell::shape(Some(&contour.geometry), encoding)?,
    ])
}

fn fn_cells(curve: &FnCurveRow) -> Result<Vec<Cell>> {
    Ok(vec![
        Cell::Text(curve.run_id.clone()),
        Cell::Text(curve.scope.clone()),
        Cell::Text(curve.id.clone()),
        Cell::Text(curve.name.clone()),
        Cell::Real(curve.pll_per_year),
        Cell::Text(curve.verdict.clone()),
        whole(curve.unknown_vessels)?,
        Cell::Text(curve.body_json.clone()),
    ])
}

async fn risk_of(tx: &mut Tx, run_id: &str) -> Result<Option<RiskResults>> {
    let wanted = [Cell::Text(run_id.to_owned())];
    let all = |table: &Table, order: &str| {
        let names = table.names();
        format!(
            "SELECT {names} FROM {} WHERE run_id = $1 ORDER BY {order}",
            table.name
        )
    };
    let table = lsir_table();
    let mut grids = tx
        .fetch(&all(&table, "fid"), &wanted, &table.holds())
        .await?;
    let Some(grid) = grids.pop() else {
        return Ok(None);
    };
    let lsir = lsir(grid)?;
    let table = contours_table();
    let rows = tx
        .fetch(&all(&table, "per_year"), &wanted, &table.holds())
        .await?;
    let encoding = tx.encoding();
    let contours = rows
        .into_iter()
        .map(|row| contour(row, encoding))
        .collect::<Result<_>>()?;
    let table = fn_curves_table();
    let rows = tx
        .fetch(&all(&table, "scope, id"), &wanted, &table.holds())
        .await?;
    let fn_curves = rows.into_iter().map(fn_curve).collect::<Result<_>>()?;
    Ok(Some(RiskResults {
        lsir,
        contours,
        fn_curves,
    }))
}

/// A number that its table declares as never null.
fn real(cell: &Cell) -> Result<f64> {
    cell.real()
        .ok_or_else(|| Error::CorruptResult("a number of a result is missing".to_owned()))
}

fn count(cell: &Cell) -> Result<usize> {
    cell.whole()
        .and_then(|n| usize::try_from(n).ok())
        .ok_or_else(|| Error::CorruptResult("a count of a result is missing".to_owned()))
}

fn lsir(row: Vec<Cell>) -> Result<LsirGrid> {
    let mut cells = row.into_iter();
    let mut next = || cells.next().unwrap_or(Cell::Null);
    let run_id = next().into_text();
    let (central_meridian_deg, west_m) = (real(&next())?, real(&next())?);
    let (south_m, cell_m) = (real(&next())?, real(&next())?);
    let (columns, rows) = (count(&next())?, count(&next())?);
    let per_year = unpacked(&next().into_text())?;
    if columns == 0 || columns.checked_mul(rows) != Some(per_year.len()) {
        return Err(Error::CorruptResult(format!(
            "the grid of {run_id} has {} cells, not {columns} × {rows}",
            per_year.len()
        )));
    }
    Ok(LsirGrid {
        run_id,
        central_meridian_deg,
        west_m,
        south_m,
        cell_m,
        columns,
        rows,
        per_year,
    })
}

fn contour(mut row: Vec<Cell>, encoding: Encoding) -> Result<ContourRow> {
    let Some(Cell::Geometry(bytes)) = row.pop() else {
        return Err(Error::Geometry("a contour has no area".to_owned()));
    };
    let mut cells = row.into_iter();
    let mut next = || cells.next().unwrap_or(Cell::Null);
    Ok(ContourRow {
        run_id: next().into_text(),
        per_year: real(&next())?,
        area_km2: real(&next())?,
        geometry: geometry::decode(&bytes, encoding)?,
    })
}

fn fn_curve(row: Vec<Cell>) -> Result<FnCurveRow> {
    let mut cells = row.into_iter();
    let mut next = || cells.next().unwrap_or(Cell::Null);
    Ok(FnCurveRow {
        run_id: next().into_text(),
        scope: next().into_text(),
        id: next().into_text(),
        name: next().into_text(),
        pll_per_year: real(&next())?,
        verdict: next().into_text(),
        unknown_vessels: count(&next())? as u64,
        body_json: next().into_text(),
    })
}

/// Numbers as text that both kinds of store keep alike: their bytes, all first ones, then all second ones and so
/// on, as neighbours are alike; zlib; base 64.
fn packed(numbers: &[f32]) -> Result<String> {
    let mut planes = vec![0_u8; 4 * numbers.len()];
    for (i, number) in numbers.iter().enumerate() {
        for (plane, byte) in number.to_le_bytes().into_iter().enumerate() {
            planes[plane * numbers.len() + i] = byte;
        }
    }
    let failed = |e: std::io::Error| Error::CorruptResult(e.to_string());
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&planes).map_err(failed)?;
    Ok(STANDARD.encode(encoder.finish().map_err(failed)?))
}

fn unpacked(text: &str) -> Result<Vec<f32>> {
    let damaged = |e: &dyn std::fmt::Display| {
        Error::CorruptResult(format!("a grid of individual risk cannot be read: {e}"))
    };
    let bytes = STANDARD.decode(text).map_err(|e| damaged(&e))?;
    let mut planes = Vec::new();
    ZlibDecoder::new(bytes.as_slice())
        .read_to_end(&mut planes)
        .map_err(|e| damaged(&e))?;
    if !planes.len().is_multiple_of(4) {
        return Err(damaged(&"its length is odd"));
    }
    let count = planes.len() / 4;
    let byte = |plane: usize, i: usize| planes[plane * count + i];
    Ok((0..count)
        .map(|i| f32::from_le_bytes([byte(0, i), byte(1, i), byte(2, i), byte(3, i)]))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were() {
        let numbers = [0.0, 1e-9, 3.4e-7, f32::MIN_POSITIVE, 2e-3];
        assert_eq!(unpacked(&packed(&numbers).unwrap()).unwrap(), numbers);
        assert_eq!(unpacked(&packed(&[]).unwrap()).unwrap(), [0.0; 0]);
        let whole = packed(&numbers).unwrap();
        for broken in ["", "?", &whole[..8], &whole[4..]] {
            assert!(unpacked(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn cells_have_their_place() {
        let grid = LsirGrid {
            run_id: "R".to_owned(),
            central_meridian_deg: 120.0,
            west_m: 500_000.0,
            south_m: 3_500_000.0,
            cell_m: 50.0,
            columns: 2,
            rows: 2,
            per_year: vec![1e-10, 0.0, 1e-6, 2e-6],
        };
        let points = grid.points(1e-9).unwrap();
        assert_eq!(points.len(), 2);
        // The third cell is the first of the upper row: 25 m east of the meridian, 75 m north of the edge.
        let (at, risk) = points[0];
        assert_eq!(risk.to_bits(), 1e-6_f32.to_bits());
        let plane = Plane::around(Coord { x: 120.0, y: 31.8 }).unwrap();
        let back = plane.to_metres(at).unwrap();
        assert!((back.x - 500_025.0).abs() < 1e-3 && (back.y - 3_500_075.0).abs() < 1e-3);
    }
}
