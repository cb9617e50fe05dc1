//! Where fire stations stand: the p-median of the people, and one in each chemical park.
//!
//! ```text
//! min Σ_i w_i · min_{j ∈ S} d_ij,  |S| = p
//! ```
//!
//! w people by night, d straight distance, S the stations. Greedy choice, then each station moves to
//! the best place for those it serves until none moves (F. E. Maranzana, *Operational Research
//! Quarterly* 15 (1964) 261–270). 52 + 3 stations are an assumption: none is published for Changzhou.

use std::collections::BTreeMap;

use geo::Centroid;

use super::districts::Territory;
use super::shape::{P, distance, p};
use super::stream::Stream;
use super::{DemoError, Ground};
use analysis::facts::PopulationCell;

/// People are gathered in squares of this side, m.
const SQUARE_M: f64 = 2_000.0;
const CANDIDATES: usize = 320;
/// Moves after which it is good enough; a few are all it takes.
const ROUNDS: usize = 20;

/// A place with people.
struct Demand {
    at: P,
    people: f64,
}

/// Places for `count` stations.
pub(super) fn places(
    territory: &Territory,
    population: &[PopulationCell],
    ground: &Ground,
    count: usize,
    seed: u64,
) -> Result<Vec<P>, DemoError> {
    let demand = demand(population, ground)?;
    let mut candidates: Vec<P> = territory.towns.iter().map(|t| t.seat).collect();
    candidates.extend(
        (0..CANDIDATES).map(|n| territory.draw(&mut Stream::of(seed, "station place", n)).1),
    );
    let mut chosen = greedy(&demand, &candidates, count);
    for _ in 0..ROUNDS {
        let moved = settle(&demand, &candidates, &chosen);
        if moved == chosen {
            break;
        }
        chosen = moved;
    }
    Ok(chosen.into_iter().map(|n| candidates[n]).collect())
}

fn demand(population: &[PopulationCell], ground: &Ground) -> Result<Vec<Demand>, DemoError> {
    let mut squares: BTreeMap<(i64, i64), (f64, P)> = BTreeMap::new();
    for cell in population.iter().filter(|c| c.people_night > 0.0) {
        let Some(middle) = cell.geometry.centroid() else {
            continue;
        };
        let q = ground.metres(middle.0)?;
        let key = (
            (q.x / SQUARE_M).floor() as i64,
            (q.y / SQUARE_M).floor() as i64,
        );
        let (people, sum) = squares.entry(key).or_insert((0.0, p(0.0, 0.0)));
        *people += cell.people_night;
        *sum = p(
            sum.x + q.x * cell.people_night,
            sum.y + q.y * cell.people_night,
        );
    }
    Ok(squares
        .into_values()
        .map(|(people, sum)| Demand {
            at: p(sum.x / people, sum.y / people),
            people,
        })
        .collect())
}

/// Adds the place that helps most, again and again.
fn greedy(demand: &[Demand], candidates: &[P], count: usize) -> Vec<usize> {
    let mut nearest = vec![f64::INFINITY; demand.len()];
    let mut chosen = Vec::new();
    for _ in 0..count.min(candidates.len()) {
        let cost = |&n: &usize| -> f64 {
            demand
                .iter()
                .zip(&nearest)
                .map(|(d, &near)| d.people * near.min(distance(candidates[n], d.at)))
                .sum()
        };
        let best = (0..candidates.len())
            .filter(|n| !chosen.contains(n))
            .map(|n| (n, cost(&n)))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        let Some((best, _)) = best else { break };
        chosen.push(best);
        for (d, near) in demand.iter().zip(&mut nearest) {
            *near = near.min(distance(candidates[best], d.at));
        }
    }
    chosen
}

/// Moves each station to the best free place for those it serves.
fn settle(demand: &[Demand], candidates: &[P], chosen: &[usize]) -> Vec<usize> {
    let mut served: Vec<Vec<&Demand>> = chosen.iter().map(|_| Vec::new()).collect();
    for d in demand {
        let nearest = (0..chosen.len()).min_by(|&a, &b| {
            let away = |k: usize| distance(candidates[chosen[k]], d.at);
            away(a).total_cmp(&away(b))
        });
        if let Some(k) = nearest {
            served[k].push(d);
        }
    }
    let mut moved = chosen.to_vec();
    for (k, of_station) in served.iter().enumerate() {
        let cost = |n: usize| -> f64 {
            of_station
                .iter()
                .map(|d| d.people * distance(candidates[n], d.at))
                .sum()
        };
        let mut best = (moved[k], cost(moved[k]));
        for n in 0..candidates.len() {
            let c = cost(n);
            if c < best.1 && !moved.contains(&n) {
                best = (n, c);
            }
        }
        moved[k] = best.0;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_towns_get_a_station_each_in_their_middle() {
        let at = |x: f64| Demand {
            at: p(x, 0.0),
            people: 1.0,
        };
        let demand = [at(0.0), at(1.0), at(2.0), at(100.0), at(101.0), at(102.0)];
        let candidates: Vec<P> = (0..=102).map(|x| p(f64::from(x), 0.0)).collect();
        let mut chosen = greedy(&demand, &candidates, 2);
        for _ in 0..ROUNDS {
            chosen = settle(&demand, &candidates, &chosen);
        }
        chosen.sort_unstable();
        assert_eq!(chosen, [1, 101]);
    }
}
