//! Location-specific individual risk (LSIR) on a grid: the kernels of all places, summed at the middle of every
//! cell.
//!
//! Each row is one thread's work, and takes the places in their order: equal inputs give equal bytes, however
//! many threads there are.

use rayon::prelude::*;

use super::footprint::Radii;
use super::kernel::Kernel;

/// Nearer to a place than so many cells, a cell is the mean of 4 × 4 points in it.
const NEAR_CELLS: f64 = 3.0;
/// Points of such a cell in each direction.
const POINTS: usize = 4;
/// Cells of a row that are worked on together.
const LANES: usize = 16;

/// A grid in the plane of the city.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// Easting of the west edge, m.
    pub west_m: f64,
    /// Northing of the south edge, m.
    pub south_m: f64,
    /// Side of a cell, m.
    pub cell_m: f64,
    /// Cells from west to east.
    pub columns: usize,
    /// Cells from south to north.
    pub rows: usize,
}

impl Grid {
    /// The grid of whole cells around a box, its edges at multiples of the cell.
    pub fn around(west_m: f64, south_m: f64, east_m: f64, north_m: f64, cell_m: f64) -> Self {
        let (west, south) = ((west_m / cell_m).floor(), (south_m / cell_m).floor());
        let cells = |from: f64, to_m: f64| ((to_m / cell_m).ceil() - from).max(1.0) as usize;
        Self {
            west_m: west * cell_m,
            south_m: south * cell_m,
            cell_m,
            columns: cells(west, east_m),
            rows: cells(south, north_m),
        }
    }

    /// Middle of a cell, m.
    pub fn centre_m(&self, column: usize, row: usize) -> (f64, f64) {
        (
            self.west_m + (column as f64 + 0.5) * self.cell_m,
            self.south_m + (row as f64 + 0.5) * self.cell_m,
        )
    }

    /// Cells.
    pub const fn len(&self) -> usize {
        self.columns * self.rows
    }

    /// Whether there is no cell.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A place and what happens around it.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Easting, m.
    pub x_m: f64,
    /// Northing, m.
    pub y_m: f64,
    /// Its kernel.
    pub kernel: &'a Kernel,
    /// How often the kernel counts: 1, or the metres of a piece of a line.
    pub weight: f64,
}

/// Sums the kernels of all places on the rows of a grid, south to north, each from west to east; per year.
pub fn lsir(grid: &Grid, radii: &Radii, places: &[Place<'_>]) -> Vec<f64> {
    let mut sums = vec![0.0; grid.len()];
    let reaches: Vec<f64> = places
        .iter()
        .map(|p| {
            p.kernel
                .rings()
                .checked_sub(1)
                .map_or(0.0, |k| radii.node_m(k + 1))
        })
        .collect();
    sums.par_chunks_mut(grid.columns.max(1))
        .enumerate()
        .for_each(|(row, out)| {
            let (_, y) = grid.centre_m(0, row);
            for (place, reach) in places.iter().zip(&reaches) {
                add_row(grid, radii, place, *reach, y, out);
            }
        });
    sums
}

/// Adds one place to one row.
fn add_row(grid: &Grid, radii: &Radii, place: &Place<'_>, reach_m: f64, y_m: f64, out: &mut [f64]) {
    let dy = y_m - place.y_m;
    let half = reach_m * reach_m - dy * dy;
    if half <= 0.0 {
        return;
    }
    let half = half.sqrt();
    let column = |x: f64| ((x - grid.west_m) / grid.cell_m - 0.5).max(0.0);
    let from = column(place.x_m - half).ceil() as usize;
    let to = ((place.x_m + half - grid.west_m) / grid.cell_m - 0.5).floor();
    if to < from as f64 {
        return;
    }
    let to = (to as usize + 1).min(out.len());
    if from >= to {
        return;
    }
    let first_dx = grid.centre_m(from, 0).0 - place.x_m;
    let look = Look::new(radii, place.kernel);
    let near = NEAR_CELLS * grid.cell_m;
    for (chunk, cells) in out[from..to].chunks_mut(LANES).enumerate() {
        let start = first_dx + (chunk * LANES) as f64 * grid.cell_m;
        let mut risk = [0.0_f32; LANES];
        look.lanes(start as f32, grid.cell_m as f32, dy as f32, &mut risk);
        for (lane, (cell, risk)) in cells.iter_mut().zip(risk).enumerate() {
            let dx = start + lane as f64 * grid.cell_m;
            if dx * dx + dy * dy < near * near {
                *cell += place.weight * look.mean(dx, dy, grid.cell_m);
            } else {
                *cell += place.weight * f64::from(risk);
            }
        }
    }
}

/// Fast reading of a kernel.
struct Look<'a> {
    kernel: &'a Kernel,
    /// Steps of rings by an octave of r².
    per_octave: f32,
    /// Log₂ of the square of the first radius.
    first: f32,
    /// [`Radii::bend`].
    bend: f32,
    /// Steps of angle by a radian.
    per_rad: f32,
}

impl<'a> Look<'a> {
    fn new(radii: &Radii, kernel: &'a Kernel) -> Self {
        Self {
            kernel,
            per_octave: 0.5 * radii.per_octave as f32,
            first: (2.0 * radii.first_m.log2()) as f32,
            bend: radii.bend() as f32,
            per_rad: kernel.angles as f32 / std::f32::consts::TAU,
        }
    }

    /// Risk at cells in a row.
    fn lanes(&self, dx: f32, step: f32, dy: f32, out: &mut [f32; LANES]) {
        let mut ring = [0.0_f32; LANES];
        let mut angle = [0.0_f32; LANES];
        for i in 0..LANES {
            let x = dx + i as f32 * step;
            ring[i] = ((log2(x * x + dy * dy) - self.first) * self.per_octave).max(0.0);
            angle[i] = clockwise(x, dy) * self.per_rad;
        }
        for i in 0..LANES {
            out[i] = self.node(ring[i], angle[i]);
        }
    }

    /// Between the nodes around a place in the table, as [`Radii::place`] has it.
    fn node(&self, ring: f32, angle: f32) -> f32 {
        let angles = self.kernel.angles;
        let (k, m) = (ring as usize, (angle as usize).min(angles - 1));
        let (u, v) = (ring - k as f32, angle - m as f32);
        let u = u + self.bend * u * (1.0 - u);
        let next = if m + 1 == angles { 0 } else { m + 1 };
        let at = k * angles;
        let table = &self.kernel.per_year;
        let read = |i: usize| table.get(i).copied().unwrap_or(0.0);
        let inner = read(at + m) * (1.0 - v) + read(at + next) * v;
        let outer = read(at + angles + m) * (1.0 - v) + read(at + angles + next) * v;
        inner * (1.0 - u) + outer * u
    }

    /// Mean over a cell.
    fn mean(&self, dx: f64, dy: f64, cell_m: f64) -> f64 {
        let offset = |i: usize| ((i as f64 + 0.5) / POINTS as f64 - 0.5) * cell_m;
        let mut sum = 0.0;
        for i in 0..POINTS {
            for j in 0..POINTS {
                let (x, y) = ((dx + offset(i)) as f32, (dy + offset(j)) as f32);
                let ring = ((log2(x * x + y * y) - self.first) * self.per_octave).max(0.0);
                sum += f64::from(self.node(ring, clockwise(x, y) * self.per_rad));
            }
        }
        sum / (POINTS * POINTS) as f64
    }
}

/// Logarithm to the base 2 of a positive number, to 1e-7: M. Abramowitz and I. A. Stegun, *Handbook of
/// Mathematical Functions*, 1964, eq. 4.1.44 for ln(1 + x), 0 ≤ x ≤ 1.
#[inline]
fn log2(number: f32) -> f32 {
    let bits = number.max(f32::MIN_POSITIVE).to_bits();
    let exponent = (bits >> 23).cast_signed() - 127;
    let x = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000) - 1.0;
    let ln = x
        * (0.999_996_4
            + x * (-0.499_874_12
                + x * (0.331_799_03
                    + x * (-0.240_733_8
                        + x * (0.167_654_07
                            + x * (-0.095_329_39 + x * (0.036_088_494 - x * 0.006_453_544)))))));
    exponent as f32 + ln * std::f32::consts::LOG2_E
}

/// Angle of (east, north) clockwise from north, 0 to 2π, to 1e-6: ibid., eq. 4.4.49 for arctan x, 0 ≤ x ≤ 1.
#[inline]
fn clockwise(x: f32, y: f32) -> f32 {
    use std::f32::consts::{FRAC_PI_2, PI, TAU};
    let (ax, ay) = (x.abs(), y.abs());
    let t = ax.min(ay) / ax.max(ay).max(f32::MIN_POSITIVE);
    let s = t * t;
    let arc = t
        * (1.0
            + s * (-0.333_331_45
                + s * (0.199_935_5
                    + s * (-0.142_089
                        + s * (0.106_562_64
                            + s * (-0.075_289_64
                                + s * (0.042_909_615
                                    + s * (-0.016_165_737 + s * 0.002_866_225_7))))))));
    // From north to east, in the first quadrant.
    let first = if ax > ay { FRAC_PI_2 - arc } else { arc };
    let half = if y < 0.0 { PI - first } else { first };
    if x < 0.0 { TAU - half } else { half }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Period, Stability};
    use crate::risk::footprint::{Footprint, Ring};
    use crate::risk::kernel::Still;
    use crate::risk::rose::{Rose, WeatherClass};

    #[test]
    fn fast_functions_are_near_enough() {
        for i in 1..2000_i16 {
            let x = f32::from(i) * 37.7;
            assert!((log2(x) - x.log2()).abs() < 3e-6, "{x}");
            let (a, b) = (
                (f32::from(i) * 0.7).sin() * 300.0,
                (f32::from(i) * 1.3).cos() * 300.0,
            );
            let exact = a.atan2(b).rem_euclid(std::f32::consts::TAU);
            let off = (clockwise(a, b) - exact).abs();
            assert!(off.min(std::f32::consts::TAU - off) < 3e-6, "{a} {b}");
        }
        assert!(clockwise(0.0, 1.0).abs() < 1e-6);
        assert!((clockwise(1.0, 0.0) - std::f32::consts::FRAC_PI_2).abs() < 1e-6);
        assert!(clockwise(0.0, 0.0).is_finite() && log2(0.0).is_finite());
    }

    fn rose() -> Rose {
        let toward: Vec<f64> = (1..=16).map(|i| f64::from(i) / 136.0).collect();
        Rose {
            first_deg: 0.0,
            sectors: 16,
            least_angles: crate::risk::rose::LEAST_ANGLES,
            classes: vec![WeatherClass {
                stability: Stability::D,
                speed_m_s: 5.0,
                period: Period::Day,
                probability: 1.0,
                toward,
            }],
        }
    }

    fn plume_kernel(radii: &Radii) -> Kernel {
        let rose = rose();
        let plume = Footprint::plume(radii, 1.0, 0.0, 1500.0, |r| 0.08 * r);
        let mut kernel = Kernel::new(radii, &rose);
        let mut still = Still::new(radii, &rose);
        still.add(&plume, 1e-4);
        kernel.turn(&still, &rose, &rose.classes[0]);
        kernel
    }

    #[test]
    fn the_grid_has_what_the_kernel_says() {
        let radii = Radii::default();
        let kernel = plume_kernel(&radii);
        let grid = Grid::around(-2000.0, -2000.0, 2000.0, 2000.0, 50.0);
        let place = Place {
            x_m: 13.0,
            y_m: -7.0,
            kernel: &kernel,
            weight: 1.0,
        };
        let sums = lsir(&grid, &radii, &[place]);
        let mut seen = 0;
        for row in 0..grid.rows {
            for column in 0..grid.columns {
                let (x, y) = grid.centre_m(column, row);
                let (dx, dy) = (x - 13.0, y + 7.0);
                let r = f64::hypot(dx, dy);
                if r > 200.0 {
                    let want = kernel.at(radii.place(r), dx.atan2(dy).to_degrees());
                    let got = sums[row * grid.columns + column];
                    assert!(
                        (got - want).abs() < 1e-3 * want + 1e-11,
                        "{x} {y}: {got} {want}"
                    );
                    seen += usize::from(want > 0.0);
                }
            }
        }
        assert!(seen > 1000);
        // ∫ IR dA = f ∫ V dA, the year's winds being all there are.
        let sum: f64 = sums.iter().sum::<f64>() * 2500.0;
        let plume = Footprint::plume(&radii, 1.0, 0.0, 1500.0, |r| 0.08 * r);
        assert!(
            (sum / (1e-4 * plume.area_m2(&radii)) - 1.0).abs() < 5e-3,
            "{sum}"
        );
    }

    /// A disc of certain death keeps its area, wherever its edge lies between two nodes.
    #[test]
    fn a_disc_keeps_its_area_on_the_grid() {
        let (radii, rose) = (Radii::default(), rose());
        let mut mean = 0.0;
        let discs = 24_u32;
        for i in 0..discs {
            let disc_m = 300.0 * (f64::from(i) / f64::from(discs)).exp2();
            let mut kernel = Kernel::new(&radii, &rose);
            let mut still = Still::new(&radii, &rose);
            still.add(&Footprint::disc(&radii, 1.0, 0.0, disc_m), 1e-4);
            kernel.turn(&still, &rose, &rose.classes[0]);
            let grid = Grid::around(-700.0, -700.0, 700.0, 700.0, 10.0);
            let place = Place {
                x_m: 0.0,
                y_m: 0.0,
                kernel: &kernel,
                weight: 1.0,
            };
            let area: f64 = lsir(&grid, &radii, &[place]).iter().sum::<f64>() * 100.0 / 1e-4;
            let off = area / (std::f64::consts::PI * disc_m * disc_m) - 1.0;
            assert!(off.abs() < 0.03, "{disc_m}: {off}");
            mean += off / f64::from(discs);
        }
        assert!(mean.abs() < 5e-3, "{mean}");
    }

    #[test]
    fn threads_and_doubling_change_nothing_but_the_double() {
        let radii = Radii::default();
        let kernel = plume_kernel(&radii);
        let grid = Grid::around(0.0, 0.0, 3000.0, 2000.0, 50.0);
        let places: Vec<Place<'_>> = (0..7)
            .map(|i| Place {
                x_m: 400.0 * f64::from(i),
                y_m: 300.0 * f64::from(i),
                kernel: &kernel,
                weight: 1.0,
            })
            .collect();
        let in_pool = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| lsir(&grid, &radii, &places))
        };
        let one = in_pool(1);
        assert_eq!(one, in_pool(3));
        let mut doubled = kernel.clone();
        doubled.per_year.iter_mut().for_each(|v| *v *= 2.0);
        let twice: Vec<Place<'_>> = places
            .iter()
            .map(|p| Place {
                kernel: &doubled,
                ..*p
            })
            .collect();
        let two = lsir(&grid, &radii, &twice);
        assert!(
            one.iter()
                .zip(&two)
                .all(|(a, b)| (2.0 * a - b).abs() < 1e-18)
        );
    }

    #[test]
    fn nobody_dies_beyond_the_reach() {
        let radii = Radii::default();
        let rose = rose();
        let mut kernel = Kernel::new(&radii, &rose);
        let mut still = Still::new(&radii, &rose);
        still.add(&Footprint::new(vec![Ring::all_around(1.0); 10]), 1.0);
        kernel.turn(&still, &rose, &rose.classes[0]);
        let grid = Grid::around(-500.0, -500.0, 500.0, 500.0, 5.0);
        let sums = lsir(
            &grid,
            &radii,
            &[Place {
                x_m: 0.0,
                y_m: 0.0,
                kernel: &kernel,
                weight: 1.0,
            }],
        );
        let reach = radii.node_m(10);
        for row in 0..grid.rows {
            for column in 0..grid.columns {
                let (x, y) = grid.centre_m(column, row);
                if x.hypot(y) > reach + 8.0 {
                    assert!(sums[row * grid.columns + column].abs() < 1e-300);
                }
            }
        }
        assert!((sums[100 * grid.columns + 100] - 1.0).abs() < 1e-5);
    }
}
