//! Where escalation among few units ends: exactly, over every set of them.
//!
//! Fires start independently. In each round every unit that does not burn yet fails with the probability that all
//! that burn give it together, independently of the others; without a new fire the cascade ends. The set of burning
//! units only grows, so one pass over the sets by rising size solves the chain: 2ⁿ sets, 3ⁿ transitions.
//!
//! Verified: all 31 sets of the five-tank example of github.com/ramon-quiza/qra-domino-fuel-storage, whose authors counted 10,048 fires
//! in 10⁸ simulated years (expected 9,999.6).

use crate::error::{Error, checked, share};

/// Most units for which every set is solved: 3¹² transitions.
pub const MOST_UNITS: usize = 12;

/// A set of units: bit i stands for unit i.
pub type Set = u32;

/// Frequency, 1/yr, with which each set of units burns in the end, by the set as an index; that of set 0 is the
/// probability that nothing burns in a year.
///
/// `primary` is the probability of a fire of each unit in a year by itself, `escalates(burning, unit)` the
/// probability that a unit fails while a set burns.
///
/// # Errors
/// [`Error::OutOfRange`] for more than [`MOST_UNITS`] units, and for a probability that is none.
pub fn final_sets(
    primary: &[f64],
    escalates: impl Fn(Set, usize) -> f64,
) -> Result<Vec<f64>, Error> {
    let n = primary.len();
    checked("number of units", n as f64, 0.0, MOST_UNITS as f64)?;
    for p in primary {
        share("probability of a fire in a year", *p)?;
    }
    let sets = 1_usize << n;
    let mut reached = vec![0.0; sets];
    for (set, chance) in reached.iter_mut().enumerate() {
        *chance = product(set, sets - 1, |unit| primary[unit]);
    }
    let mut order: Vec<usize> = (1..sets).collect();
    order.sort_by_key(|set| set.count_ones());
    let mut ends = vec![0.0; sets];
    ends[0] = reached[0];
    let mut fails = vec![0.0; n];
    for burning in order {
        let rest = (sets - 1) & !burning;
        for (unit, p) in fails.iter_mut().enumerate() {
            if rest >> unit & 1 == 1 {
                *p = escalates(burning as Set, unit);
                share("probability of escalation", *p)?;
            }
        }
        // Every subset of the rest, from all of it down to none.
        let mut new = rest;
        loop {
            let chance = reached[burning] * product(new, rest, |unit| fails[unit]);
            if new == 0 {
                ends[burning] += chance;
                break;
            }
            reached[burning | new] += chance;
            new = (new - 1) & rest;
        }
    }
    Ok(ends)
}

/// Probability that of the units of `among` exactly those of `set` fail.
fn product(set: usize, among: usize, p: impl Fn(usize) -> f64) -> f64 {
    (0..usize::BITS as usize)
        .take_while(|unit| among >> unit > 0)
        .filter(|unit| among >> unit & 1 == 1)
        .map(|unit| {
            if set >> unit & 1 == 1 {
                p(unit)
            } else {
                1.0 - p(unit)
            }
        })
        .product()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::risk::{probability, probit};

    fn example() -> Value {
        let text = include_str!("../../../tests/cases/benchmarks/D_five_tank_domino.json");
        serde_json::from_str(text).unwrap()
    }

    fn numbers(all: &Value) -> Vec<f64> {
        let all = all.as_array().unwrap();
        all.iter().map(|n| n.as_f64().unwrap()).collect()
    }

    /// Heat fluxes add up; which flux stands behind a probability follows from the correlation that the authors used
    /// (ln ttf = −1.13 ln I − 2.67e-5 V + 9.9, Y = 9.25 − 1.847 ln ttf: that of `damage` to two digits).
    fn escalates(single: &[Vec<f64>], volume_m3: &[f64], burning: Set, unit: usize) -> f64 {
        let ln_ttf = |y: f64| (9.25 - y) / 1.847 + 60.0_f64.ln();
        let ln_flux = |y: f64| (9.9 - 2.67e-5 * volume_m3[unit] - ln_ttf(y)) / 1.13;
        let flux: f64 = (0..5)
            .filter(|i| burning >> i & 1 == 1)
            .map(|i| ln_flux(probit(single[i][unit])).exp())
            .sum();
        let ln_ttf = 9.9 - 2.67e-5 * volume_m3[unit] - 1.13 * flux.ln();
        probability(9.25 - 1.847 * (ln_ttf - 60.0_f64.ln()))
    }

    /// All 31 sets, each tank, and any fire at all, as solved by other hands.
    #[test]
    fn five_tanks_burn_as_often_as_was_published() {
        let example = example();
        let per_tank = example["inputs"]["p_primary_per_tank_yr"].as_f64().unwrap();
        let volume = numbers(&example["volume_m3"]);
        let single = example["single_step_escalation_prob_from_i_to_j"].as_array();
        let single: Vec<Vec<f64>> = single.unwrap().iter().map(numbers).collect();
        let ends = final_sets(&[per_tank; 5], |burning, unit| {
            escalates(&single, &volume, burning, unit)
        })
        .unwrap();
        let is_close = |what: &Value, got: f64, per_yr: &Value| {
            let off = got / per_yr.as_f64().unwrap() - 1.0;
            assert!(off.abs() < 1e-8, "{what}: {got} instead of {per_yr}");
        };
        let all = example["final_configurations"].as_array().unwrap();
        assert_eq!(all.len(), 31);
        for set in all {
            let tanks = numbers(&set["tanks"]);
            let at: usize = tanks.iter().map(|t| 1 << (*t as usize - 1)).sum();
            is_close(&set["tanks"], ends[at], &set["freq_per_yr"]);
        }
        for (tank, per_yr) in example["freq_tank_burns_per_yr"].as_object().unwrap() {
            let bit = tank.parse::<usize>().unwrap() - 1;
            let sets = ends.iter().enumerate();
            let burns = sets.filter(|(set, _)| set >> bit & 1 == 1).map(|(_, f)| f);
            is_close(&Value::from(tank.as_str()), burns.sum(), per_yr);
        }
        let any: f64 = ends.iter().skip(1).sum();
        is_close(&Value::from("any fire"), any, &example["p_any_fire_per_yr"]);
    }

    #[test]
    fn more_units_than_can_be_solved_are_refused() {
        assert!(final_sets(&[0.1; 13], |_, _| 0.0).is_err());
        assert!(final_sets(&[0.1; 2], |_, _| 2.0).is_err());
        assert!(final_sets(&[1.1], |_, _| 0.0).is_err());
        assert_eq!(final_sets(&[], |_, _| 0.0).unwrap(), [1.0]);
    }

    proptest! {
        #[test]
        fn every_year_ends_somewhere(p in prop::collection::vec(0.0..=1.0_f64, 1..7), q in 0.0..=1.0_f64) {
            let ends = final_sets(&p, |burning, unit| q / f64::from(burning.count_ones() + unit as u32)).unwrap();
            prop_assert!((ends.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            prop_assert!(ends.iter().all(|e| *e >= 0.0));
        }

        #[test]
        fn without_escalation_only_what_started_burns(p in 0.0..0.5_f64) {
            let ends = final_sets(&[p, p], |_, _| 0.0).unwrap();
            prop_assert!((ends[3] - p * p).abs() < 1e-12 && (ends[1] - p * (1.0 - p)).abs() < 1e-12);
        }
    }
}
