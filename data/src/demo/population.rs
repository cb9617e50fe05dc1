//! The population grid: invented cells whose sums are the census totals of the counties, to the person.

use analysis::facts::{ParkKind, PopulationCell};

use super::census::CENSUS;
use super::districts::Territory;
use super::parks::Ward;
use super::shape::{P, distance, p};
use super::{DemoError, Ground, Origin, Scale};

/// Whole numbers in proportion to `weights` that add up to `total` (largest remainder method; ties
/// go to the first).
pub(super) fn largest_remainder(weights: &[f64], total: u64) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|w| w / sum * total as f64).collect();
    let mut whole: Vec<u64> = exact.iter().map(|x| x.floor() as u64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&i, &j| (exact[j] - exact[j].floor()).total_cmp(&(exact[i] - exact[i].floor())));
    let left = total.saturating_sub(whole.iter().sum());
    for &i in order.iter().cycle().take(left as usize) {
        whole[i] += 1;
    }
    whole
}

/// A square of the grid: column and row are its lower left corner in half kilometres.
struct Square {
    column: i64,
    row: i64,
    middle: P,
}

/// Cells of the layer `population`.
pub(super) fn cells(
    territory: &Territory,
    wards: &[Ward],
    ground: &Ground,
    origin: &Origin,
    scale: Scale,
) -> Result<Vec<PopulationCell>, DemoError> {
    let halves = scale.grid_halves();
    let mut cells = Vec::new();
    for census in &CENSUS {
        let squares = squares(territory, census.code, halves);
        if squares.is_empty() {
            return Err(DemoError::NoRoom {
                what: "the population of a county",
            });
        }
        let night: Vec<f64> = squares
            .iter()
            .map(|s| by_night(territory, wards, s.middle))
            .collect();
        let day: Vec<f64> = squares
            .iter()
            .zip(&night)
            .map(|(s, n)| by_day(territory, wards, s.middle, *n))
            .collect();
        let night = largest_remainder(&night, census.persons);
        let day = largest_remainder(&day, census.persons);
        for ((square, night), day) in squares.iter().zip(night).zip(day) {
            let side_m = 500.0 * halves as f64;
            let corner = p(
                square.middle.x - side_m / 2.0,
                square.middle.y - side_m / 2.0,
            );
            let ring = [
                corner,
                p(corner.x + side_m, corner.y),
                p(corner.x + side_m, corner.y + side_m),
                p(corner.x, corner.y + side_m),
            ];
            cells.push(PopulationCell {
                id: format!("C{}-{:04}-{:04}", census.code, square.column, square.row),
                people_day: day as f64,
                people_night: night as f64,
                source: census.source.to_owned(),
                geometry: ground.multi_polygon(&ring)?,
                provenance: origin.demo(cells.len() + 1),
            });
        }
    }
    Ok(cells)
}

/// Squares whose middle lies in a county, by column and row.
fn squares(territory: &Territory, code: &str, halves: i64) -> Vec<Square> {
    let Some(county) = territory.counties.iter().find(|c| c.code == code) else {
        return Vec::new();
    };
    let bounds = county.region.bounds;
    let first = |v: f64| (v / 500.0).floor() as i64 / halves * halves;
    let steps =
        |low: f64, high: f64| (first(low)..=(high / 500.0).ceil() as i64).step_by(halves as usize);
    let mut found = Vec::new();
    for column in steps(bounds.min().x, bounds.max().x) {
        for row in steps(bounds.min().y, bounds.max().y) {
            let half_m = 250.0 * halves as f64;
            let middle = p(column as f64 * 500.0 + half_m, row as f64 * 500.0 + half_m);
            if county.region.holds(middle) {
                found.push(Square {
                    column,
                    row,
                    middle,
                });
            }
        }
    }
    found
}

/// Weight by night: where people live. Few live inside a park or zone.
fn by_night(territory: &Territory, wards: &[Ward], q: P) -> f64 {
    let density = territory.density(q);
    if wards.iter().any(|w| w.holds(q)) {
        density.min(0.000_4)
    } else {
        density
    }
}

/// Weight by day: part of the people stay at home, part go to where work is (centre, parks and zones).
fn by_day(territory: &Territory, wards: &[Ward], q: P, night: f64) -> f64 {
    let centre = libm::exp(-distance(q, territory.centre) / 2_500.0);
    let at_work = wards
        .iter()
        .find(|w| w.holds(q))
        .map_or(0.0, |w| match w.kind {
            // Many workshops in a zone, few people on the wide plots of a chemical park.
            ParkKind::IndustrialZone => 0.12,
            ParkKind::ChemicalPark => 0.002,
        });
    0.7 * night + 0.9 * centre * night + at_work
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_the_total_whatever_the_weights() {
        assert_eq!(largest_remainder(&[1.0, 1.0, 1.0], 10), [4, 3, 3]);
        assert_eq!(largest_remainder(&[0.5, 2.5, 7.0], 10), [1, 2, 7]);
        let mut stream = super::super::stream::Stream::of(1, "weights", 0);
        let weights: Vec<f64> = (0..997).map(|_| stream.exponential(1.0)).collect();
        assert_eq!(
            largest_remainder(&weights, 668_906).iter().sum::<u64>(),
            668_906
        );
    }
}
