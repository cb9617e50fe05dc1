//! Bands on contours and F-N curves: where a level is reached, and how often so many die, in 5 % and in 95 % of the sets
//! of multipliers of [`doubt`](super::doubt).

use geo_types::MultiPolygon;
use rayon::prelude::*;

use super::bins::{Bins, Packed};
use super::doubt::{BAND, Groups, RUNS, Step, sets};
use super::society::{Crowd, accidents, by_direction};
use super::{Risk, Weigh, kernel};
use crate::error::Error;
use crate::risk::contours::contours;
use crate::risk::footprint::Radii;
use crate::risk::grid::{Place, lsir};
use crate::risk::kernel::Kernel;

/// Steps of effect distance for contours.
const STEPS: u32 = 20;
/// Steps of effect distance for F-N curves.
const FN_STEPS: u32 = 8;
/// Directions of the wind for the bands of F-N curves.
const FN_DIRECTIONS: usize = 24;
/// Points of a band by a decade of deaths.
const FN_PER_DECADE: u32 = 10;
/// Decades of deaths of a band.
const FN_DECADES: u32 = 6;
/// Cells that one thread works on at a time.
const CELLS: usize = 4096;

/// A contour with its doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelBand {
    /// The level, 1/yr.
    pub per_year: f64,
    /// Where at least 95 % of the sets reach it, m.
    pub sure: MultiPolygon<f64>,
    /// Where at least 5 % of the sets reach it, m.
    pub possible: MultiPolygon<f64>,
}

/// The bands of contours on a grid of `cell_m`.
///
/// # Errors
/// As [`contours`].
pub fn level_bands(risk: &Risk, levels: &[f64], cell_m: f64) -> Result<Vec<LevelBand>, Error> {
    let groups = Groups::of(risk);
    let steps = sets(&groups, STEPS);
    let kernels = by_group(risk, &groups);
    let farthest = steps.iter().map(|s| s.effect).fold(1.0, f64::max);
    let grid = risk.grid_of(&scaled(&risk.tables.radii, farthest), cell_m);
    let lowest = levels.iter().copied().fold(f64::INFINITY, f64::min);
    let mut reached = vec![0_u16; grid.len() * levels.len()];
    for step in &steps {
        let radii = scaled(&risk.tables.radii, step.effect);
        let risks: Vec<Vec<f32>> = kernels
            .iter()
            .map(|of_group| {
                let places: Vec<Place<'_>> = risk
                    .sources
                    .iter()
                    .filter(|s| of_group[s.kernel].rings() > 0)
                    .flat_map(|s| {
                        let kernel = &of_group[s.kernel];
                        s.spots().map(move |spot| Place {
                            x_m: spot.at.x,
                            y_m: spot.at.y,
                            kernel,
                            weight: spot.weight,
                        })
                    })
                    .collect();
                let risks = lsir(&grid, &radii, &places);
                risks.into_iter().map(|r| r as f32).collect()
            })
            .collect();
        count(step, &risks, levels, lowest, &mut reached);
    }
    let share = |level: usize| -> Vec<f64> {
        reached
            .chunks_exact(levels.len().max(1))
            .map(|counts| f64::from(counts[level]) / f64::from(RUNS))
            .collect()
    };
    levels
        .iter()
        .enumerate()
        .map(|(i, per_year)| {
            let mut areas = contours(&grid, &share(i), &BAND)?.into_iter();
            let mut next = || areas.next().map_or(MultiPolygon(Vec::new()), |c| c.area);
            let (possible, sure) = (next(), next());
            Ok(LevelBand {
                per_year: *per_year,
                sure,
                possible,
            })
        })
        .collect()
}

/// Adds the sets of a step that reach each level in each cell.
fn count(step: &Step, risks: &[Vec<f32>], levels: &[f64], lowest: f64, reached: &mut [u16]) {
    // 1 % less than the lowest level: what is left out cannot reach it by rounding.
    let most: Vec<f32> = (0..risks.len())
        .map(|g| {
            let all = step.sets.iter().map(|s| s.frequency[g]);
            (all.fold(0.0, f64::max) * 1.01) as f32
        })
        .collect();
    let sets: Vec<Vec<f32>> = step
        .sets
        .iter()
        .map(|s| s.frequency.iter().map(|f| *f as f32).collect())
        .collect();
    let levels: Vec<f32> = levels.iter().map(|l| *l as f32).collect();
    let lowest = lowest as f32;
    reached
        .par_chunks_mut(CELLS * levels.len().max(1))
        .enumerate()
        .for_each(|(chunk, counts)| {
            let mut here = vec![0.0_f32; risks.len()];
            for (i, counts) in counts.chunks_exact_mut(levels.len().max(1)).enumerate() {
                for (h, risk) in here.iter_mut().zip(risks) {
                    *h = risk[chunk * CELLS + i];
                }
                let sum =
                    |weights: &[f32]| -> f32 { here.iter().zip(weights).map(|(h, w)| h * w).sum() };
                if sum(&most) < lowest {
                    continue;
                }
                for set in &sets {
                    let total = sum(set);
                    for (count, level) in counts.iter_mut().zip(&levels) {
                        *count += u16::from(total >= *level);
                    }
                }
            }
        });
}

/// Kernels of the scenarios of each group, by group and number of kernel.
pub(super) fn by_group(risk: &Risk, groups: &Groups) -> Vec<Vec<Kernel>> {
    let mut of: Vec<Option<usize>> = vec![None; risk.kernels.len()];
    for (i, source) in risk.sources.iter().enumerate() {
        of[source.kernel].get_or_insert(i);
    }
    (0..groups.len())
        .map(|group| {
            of.par_iter()
                .map(|source| {
                    let all = source.map_or(&[][..], |i| &risk.sources[i].scenarios);
                    let of_group: Vec<_> = all
                        .iter()
                        .filter(|s| groups.number(s.loss.loss) == Some(group))
                        .copied()
                        .collect();
                    let individual = |_: &_| Some(Weigh::Individual);
                    kernel(&risk.tables, &risk.rose, &of_group, individual)
                })
                .collect()
        })
        .collect()
}

/// Radii at which the same happens where effects reach `effect` times as far.
fn scaled(radii: &Radii, effect: f64) -> Radii {
    Radii {
        first_m: radii.first_m * effect,
        ..*radii
    }
}

/// Frequencies of so many deaths or more, in 5 %, half and 95 % of the sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FnBandPoint {
    /// Deaths.
    pub deaths: f64,
    /// 5 % of the sets are below, 1/yr.
    pub low_per_year: f64,
    /// Half of the sets are below, 1/yr.
    pub median_per_year: f64,
    /// 95 % of the sets are below, 1/yr.
    pub high_per_year: f64,
}

/// The band of an F-N curve.
#[derive(Debug, Clone, PartialEq)]
pub struct FnBand {
    /// By rising number of deaths.
    pub points: Vec<FnBandPoint>,
    /// Expected deaths a year in 5 %, half and 95 % of the sets.
    pub pll_per_year: [f64; 3],
}

/// The band of what some sources cause together.
pub fn fn_band(risk: &Risk, crowd: &Crowd, sources: &[usize]) -> FnBand {
    let groups = Groups::of(risk);
    let deaths: Vec<f64> = (0..=FN_DECADES * FN_PER_DECADE)
        .map(|i| 10_f64.powf(f64::from(i) / f64::from(FN_PER_DECADE)))
        .collect();
    let mut curves: Vec<Vec<f64>> = vec![Vec::new(); deaths.len()];
    let mut plls = Vec::new();
    for step in sets(&groups, FN_STEPS) {
        let of_groups = accidents_by_group(risk, crowd, sources, &groups, step.effect);
        // From the greatest number of deaths on: frequency of as many or more.
        let falling: Vec<Vec<(f64, f64)>> = of_groups
            .iter()
            .map(|bins| {
                let mut sum = 0.0;
                let as_many = bins.accidents().rev().map(|(f, n)| {
                    sum += f;
                    (n, sum)
                });
                as_many.collect()
            })
            .collect();
        for set in &step.sets {
            for (n, values) in deaths.iter().zip(&mut curves) {
                let wanted = n / set.people;
                let sum = falling.iter().zip(&set.frequency).map(|(curve, m)| {
                    let as_many = curve.partition_point(|(deaths, _)| *deaths >= wanted);
                    m * as_many.checked_sub(1).map_or(0.0, |i| curve[i].1)
                });
                values.push(sum.sum());
            }
            let pll = of_groups
                .iter()
                .zip(&set.frequency)
                .map(|(bins, m)| m * set.people * bins.pll_per_year());
            plls.push(pll.sum());
        }
    }
    let points = deaths.iter().zip(curves).map(|(deaths, mut values)| {
        let [low_per_year, median_per_year, high_per_year] = quantiles(&mut values);
        FnBandPoint {
            deaths: *deaths,
            low_per_year,
            median_per_year,
            high_per_year,
        }
    });
    FnBand {
        points: points.filter(|p| p.high_per_year > 0.0).collect(),
        pll_per_year: quantiles(&mut plls),
    }
}

fn accidents_by_group(
    risk: &Risk,
    crowd: &Crowd,
    sources: &[usize],
    groups: &Groups,
    effect: f64,
) -> Vec<Packed> {
    let classes = &risk.rose.classes;
    let winds: Vec<Vec<f64>> = classes
        .iter()
        .map(|class| by_direction(&risk.rose, class, FN_DIRECTIONS))
        .collect();
    let of_sources: Vec<Vec<Packed>> = sources
        .par_iter()
        .map(|number| {
            let source = &risk.sources[*number];
            let mut bins = vec![Bins::default(); groups.len()];
            let rings = risk.kernels[source.kernel].rings();
            if rings == 0 {
                return vec![Packed::default(); groups.len()];
            }
            let reach = risk.tables.radii.ring_m(rings).1 * effect;
            for piece in &source.pieces {
                let near = crowd.near(piece.at, reach);
                accidents(
                    risk,
                    &near,
                    source,
                    piece,
                    &winds,
                    effect,
                    |scenario, f, n| {
                        if let Some(group) = groups.number(scenario.loss.loss) {
                            bins[group].add(f, n);
                        }
                    },
                );
            }
            bins.iter().map(Bins::packed).collect()
        })
        .collect();
    let mut all = vec![Bins::default(); groups.len()];
    for of_source in of_sources {
        for (sum, bins) in all.iter_mut().zip(&of_source) {
            sum.merge(bins);
        }
    }
    all.iter().map(Bins::packed).collect()
}

/// The values below which 5 %, half and 95 % lie; 0 where there is none.
fn quantiles(values: &mut [f64]) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = share * values.len().saturating_sub(1) as f64;
        values.get(place.round() as usize).copied().unwrap_or(0.0)
    };
    [at(BAND[0]), at(0.5), at(BAND[1])]
}

#[cfg(test)]
mod tests {
    use geo::{Area, Contains};
    use geo_types::{Coord, Point};

    use super::super::society::{curve, tolls};
    use super::super::tests::{TWO_PLANTS, town};
    use super::super::{Fineness, Risk};
    use super::*;
    use crate::facts::{FacilityStatus, Storage};
    use crate::scenario::Settings;

    fn risk() -> (crate::city::City, Risk) {
        let city = town(TWO_PLANTS);
        let settings = Settings::default();
        let risk = Risk::of(&city, &settings, Fineness::default(), |_, _| {}).unwrap();
        (city, risk)
    }

    #[test]
    fn a_contour_lies_within_its_band() {
        let (_, risk) = risk();
        let cell_m = 50.0;
        let levels = [3e-7, 1e-5];
        let bands = level_bands(&risk, &levels, cell_m).unwrap();
        let grid = risk.grid(cell_m);
        let best = contours(&grid, &risk.lsir(&grid), &levels).unwrap();
        for (band, best) in bands.iter().zip(&best) {
            let areas = [&band.sure, &best.area, &band.possible].map(Area::unsigned_area);
            assert!(areas[0] < areas[1] && areas[1] < areas[2], "{areas:?}");
            assert!(areas[2] > 4.0 * areas[0], "factor 2 of distance: {areas:?}");
        }
    }

    /// One source, so that the risk at a place is its kernel read nearer or farther: no grid, no sum over groups.
    #[test]
    fn the_edge_of_a_band_is_where_the_twentieth_set_reaches() {
        let chlorine = ("氯", Storage::PressurisedLiquefied, 25.0);
        let city = town(&[(0.0, 0.0, FacilityStatus::InService, &[chlorine])]);
        let settings = Settings::default();
        let risk = Risk::of(&city, &settings, Fineness::default(), |_, _| {}).unwrap();
        assert_eq!(risk.sources.len(), 1);
        let level = 1e-6;
        let cell_m = 25.0;
        let band = &level_bands(&risk, &[level], cell_m).unwrap()[0];
        let groups = Groups::of(&risk);
        let steps = sets(&groups, STEPS);
        let source = &risk.sources[0];
        let alone: Vec<(usize, Kernel)> = source
            .scenarios
            .iter()
            .map(|s| {
                let individual = |_: &_| Some(Weigh::Individual);
                let kernel = kernel(&risk.tables, &risk.rose, &[*s], individual);
                (groups.number(s.loss.loss).unwrap(), kernel)
            })
            .collect();
        let share = |r: f64, angle_deg: f64| -> f64 {
            let mut reached = 0;
            for step in &steps {
                let place = risk.tables.radii.place(r / step.effect);
                let mut of_groups = vec![0.0; groups.len()];
                for (group, kernel) in &alone {
                    of_groups[*group] += kernel.at(place, angle_deg);
                }
                for set in &step.sets {
                    let parts = of_groups.iter().zip(&set.frequency);
                    reached += u32::from(parts.map(|(r, f)| r * f).sum::<f64>() >= level);
                }
            }
            f64::from(reached) / f64::from(RUNS)
        };
        for angle_deg in [20.0_f64, 110.0, 250.0] {
            let at = |r: f64| {
                let (sin, cos) = angle_deg.to_radians().sin_cos();
                Point::from(Coord {
                    x: source.pieces[0].at.x + r * sin,
                    y: source.pieces[0].at.y + r * cos,
                })
            };
            for (area, wanted) in [(&band.possible, BAND[0]), (&band.sure, BAND[1])] {
                let (mut near, mut far) = (0.0, 10_000.0);
                while far - near > 1.0 {
                    let middle = f64::midpoint(near, far);
                    if share(middle, angle_deg) >= wanted {
                        near = middle;
                    } else {
                        far = middle;
                    }
                }
                if near > 4.0 * cell_m {
                    let slack = 2.0 * cell_m + 0.05 * near;
                    assert!(area.contains(&at(near - slack)), "{wanted} {near}");
                    assert!(!area.contains(&at(near + slack)), "{wanted} {near}");
                }
            }
        }
    }

    #[test]
    fn a_curve_lies_within_its_band() {
        let (city, risk) = risk();
        let crowd = Crowd::of(&city).unwrap();
        let all = tolls(&risk, &crowd, || {});
        let best = curve(all.iter()).unwrap();
        let every: Vec<usize> = (0..risk.sources.len()).collect();
        let band = fn_band(&risk, &crowd, &every);
        assert!(band.points.len() > 10);
        for pair in band.points.windows(2) {
            assert!(pair[1].high_per_year <= pair[0].high_per_year);
            assert!(pair[1].low_per_year <= pair[0].low_per_year);
        }
        for p in band.points.iter().filter(|p| best.at(p.deaths) > 0.0) {
            let best = best.at(p.deaths);
            assert!(
                p.low_per_year <= best && best <= p.high_per_year,
                "{p:?} {best}"
            );
        }
        let [low, _, high] = band.pll_per_year;
        assert!(low < best.pll_per_yr() && best.pll_per_yr() < high);
    }

    #[test]
    fn effects_as_computed_give_the_same_accidents() {
        let (city, risk) = risk();
        let crowd = Crowd::of(&city).unwrap();
        let every: Vec<usize> = (0..risk.sources.len()).collect();
        let groups = Groups::of(&risk);
        let of_groups = accidents_by_group(&risk, &crowd, &every, &groups, 1.0);
        let sum: f64 = of_groups.iter().map(Packed::pll_per_year).sum();
        let exact = curve(tolls(&risk, &crowd, || {}).iter()).unwrap();
        let off = sum / exact.pll_per_yr() - 1.0;
        assert!(off.abs() < 0.02, "24 winds instead of 72: {off}");
    }
}
