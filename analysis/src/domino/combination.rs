//! Which units an accident brings down together, and how often.
//!
//! ```text
//! f(J) = f Π_{i∈J} Pᵢ Π_{i∉J} (1 − Pᵢ)          exactly the units J
//! V    = min(1, V_p + Σ V_s)                     vulnerability under the primary and the secondary events
//! ```
//!
//! Of n targets there are 2ⁿ sets. What is unlikely is left out: a target below 1e-3 does not fail, one above 1 − 1e-3
//! always does, and of the others at most two fail together. How often more would is told, so that nothing is lost
//! ([`Combinations::left_out_per_yr`]).
//!
//! Source: Cozzani, Gubinelli, Antonioni, Spadoni, Zanelli, J. Hazard. Mater. A127 (2005) 14, from memory. The
//! truncation is ours.

use crate::error::{Error, checked, share};

/// A target less likely to fail than this does not; the counterpart for what is nearly certain.
pub const LEAST_PROBABILITY: f64 = 1e-3;
/// At most so many uncertain targets fail together.
pub const MOST_TOGETHER: usize = 2;

/// One set of units that fail together.
#[derive(Debug, Clone, PartialEq)]
pub struct Combination {
    /// Their places in the list of targets, rising.
    pub targets: Vec<usize>,
    /// Frequency of exactly these, 1/yr.
    pub per_yr: f64,
}

/// What an accident brings down.
#[derive(Debug, Clone, PartialEq)]
pub struct Combinations {
    /// The sets, the one without any uncertain target first.
    pub sets: Vec<Combination>,
    /// Frequency of the sets that were left out, 1/yr.
    pub left_out_per_yr: f64,
}

/// The sets of targets that an accident brings down, by the probability of each.
///
/// # Errors
/// [`Error::OutOfRange`] for a negative frequency, and for a probability that is none.
pub fn combinations(per_yr: f64, probabilities: &[f64]) -> Result<Combinations, Error> {
    checked("frequency of the primary event, 1/yr", per_yr, 0.0, 1e9)?;
    for p in probabilities {
        share("probability of escalation", *p)?;
    }
    let certain: Vec<usize> = positions(probabilities, |p| p > 1.0 - LEAST_PROBABILITY);
    let open: Vec<usize> = positions(probabilities, |p| {
        (LEAST_PROBABILITY..=1.0 - LEAST_PROBABILITY).contains(&p)
    });
    // Odds of each open target; the probability that none of them fails is above 0.
    let odds: Vec<(usize, f64)> = open
        .iter()
        .filter_map(|i| probabilities.get(*i).map(|p| (*i, p / (1.0 - p))))
        .collect();
    let none: f64 = per_yr * odds.iter().map(|(_, o)| 1.0 / (1.0 + o)).product::<f64>();
    let set = |failing: &[usize], per_yr: f64| {
        let mut targets = certain.clone();
        targets.extend_from_slice(failing);
        targets.sort_unstable();
        Combination { targets, per_yr }
    };
    let mut sets = vec![set(&[], none)];
    for (i, odds_i) in &odds {
        sets.push(set(&[*i], none * odds_i));
    }
    for (at, (i, odds_i)) in odds.iter().enumerate() {
        for (j, odds_j) in odds.iter().skip(at + 1) {
            sets.push(set(&[*i, *j], none * odds_i * odds_j));
        }
    }
    let kept: f64 = sets.iter().map(|s| s.per_yr).sum();
    let left_out_per_yr = if odds.len() > MOST_TOGETHER {
        (per_yr - kept).max(0.0)
    } else {
        0.0
    };
    Ok(Combinations {
        sets,
        left_out_per_yr,
    })
}

fn positions(probabilities: &[f64], is_meant: impl Fn(f64) -> bool) -> Vec<usize> {
    let all = probabilities.iter().enumerate();
    all.filter(|(_, p)| is_meant(**p)).map(|(i, _)| i).collect()
}

/// Probability of death under the primary and the secondary events together.
pub fn combined_vulnerability(primary: f64, secondary: impl IntoIterator<Item = f64>) -> f64 {
    secondary
        .into_iter()
        .fold(primary, |sum, v| sum + v)
        .min(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_targets_have_four_sets() {
        let c = combinations(1e-5, &[0.2, 0.0005, 0.5]).unwrap();
        let told: Vec<_> = c.sets.iter().map(|s| s.targets.as_slice()).collect();
        assert_eq!(told, [&[][..], &[0], &[2], &[0, 2]]);
        for (set, per_yr) in c.sets.iter().zip([4e-6, 1e-6, 4e-6, 1e-6]) {
            assert!((set.per_yr / per_yr - 1.0).abs() < 1e-12);
        }
        assert!(c.left_out_per_yr < 1e-300);
    }

    #[test]
    fn what_is_certain_is_in_every_set() {
        let c = combinations(1.0, &[1.0, 0.5, 1.0, 1.0]).unwrap();
        assert!(c.sets.iter().all(|s| s.targets.len() >= 3));
        assert_eq!(c.sets[1].targets, [0, 1, 2, 3]);
        assert!((c.sets[1].per_yr - 0.5).abs() < 1e-12);
        assert!(combinations(1.0, &[1.5]).is_err() && combinations(-1.0, &[]).is_err());
        assert!((combined_vulnerability(0.4, [0.3, 0.5]) - 1.0).abs() < 1e-15);
        assert!((combined_vulnerability(0.4, [0.3]) - 0.7).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn no_frequency_is_lost(f in 1e-9..1e-3_f64, p in prop::collection::vec(0.0..=1.0_f64, 0..12)) {
            let c = combinations(f, &p).unwrap();
            let told: f64 = c.sets.iter().map(|s| s.per_yr).sum();
            prop_assert!(((told + c.left_out_per_yr) / f - 1.0).abs() < 1e-12);
            prop_assert!(c.sets.iter().all(|s| s.per_yr >= 0.0 && s.targets.is_sorted()));
        }

        #[test]
        fn of_two_targets_each_fails_as_often_as_it_should(p in 0.01..0.99_f64, q in 0.01..0.99_f64) {
            let c = combinations(1.0, &[p, q]).unwrap();
            let fails = |i: usize| c.sets.iter().filter(|s| s.targets.contains(&i)).map(|s| s.per_yr).sum::<f64>();
            prop_assert!((fails(0) - p).abs() < 1e-12 && (fails(1) - q).abs() < 1e-12);
        }
    }
}
