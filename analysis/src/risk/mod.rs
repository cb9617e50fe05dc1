//! How likely harm is: what a release becomes, who is hurt by it, and whether that may be.
//!
//! | question | file |
//! |---|---|
//! | does it ignite, and when | [`ignition`] |
//! | what does a release become | [`event_tree`] |
//! | how likely is one person at one place killed | [`individual`] |
//! | how likely are many | [`societal`] |
//! | may that be | [`criteria`] |
//! | where does the wind blow, and how often | [`rose`] |
//! | where around a release do people die | [`footprint`] |
//! | over all winds | [`kernel`], summed over the city in [`grid`], drawn in [`contours`] |
//! | how many people does it reach | [`people`] |
//! | all of it for a city | [`run`] |
//!
//! Frequencies are per year; probabilities and shares go from 0 to 1.

pub mod contours;
pub mod criteria;
pub mod event_tree;
pub mod footprint;
pub mod grid;
pub mod ignition;
pub mod individual;
pub mod kernel;
pub mod people;
pub mod rose;
pub mod run;
pub mod societal;

use crate::consequence::error_function::erfc;

/// Sum of terms with the error of each addition carried along (Neumaier 1974).
pub(crate) fn exact_sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for term in terms {
        let next = sum + term;
        lost += if sum.abs() >= term.abs() {
            (sum - next) + term
        } else {
            (term - next) + sum
        };
        sum = next;
    }
    sum + lost
}

/// Probability of a probit: Φ(Y − 5) (Finney 1971).
pub fn probability(probit: f64) -> f64 {
    standard_normal(probit - 5.0)
}

/// Probit of a probability, to 1e-12; −33 and 43 for 0 and 1.
pub fn probit(p: f64) -> f64 {
    let (mut low, mut high) = (-33.0, 43.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if probability(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Φ, the distribution function of the standard normal distribution, to a relative 1e-15.
pub fn standard_normal(x: f64) -> f64 {
    0.5 * erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_normal_distribution_is_that_of_the_tables() {
        // Abramowitz and Stegun, table 26.1 and 26.2.
        for (x, p) in [
            (0.0, 0.5),
            (1.0, 0.841_344_746_068_543),
            (2.0, 0.977_249_868_051_821),
            (3.0, 0.998_650_101_968_370),
        ] {
            assert!((standard_normal(x) - p).abs() < 1e-15);
            assert!((standard_normal(-x) - (1.0 - p)).abs() < 1e-15);
        }
        // Q(5) and Q(10), table 26.2.
        assert!((standard_normal(-5.0) / 2.866_515_718_791_94e-7 - 1.0).abs() < 1e-13);
        assert!((standard_normal(-10.0) / 7.619_853_024_160_53e-24 - 1.0).abs() < 1e-13);
        assert!((probit(0.01) - 2.673_652_125_959_2).abs() < 1e-11);
        assert!(probability(1e9) >= 1.0 && probability(-1e9) <= 0.0);
    }

    #[test]
    fn a_sum_keeps_what_is_small() {
        assert!((exact_sum([1e16, 1.0, -1e16]) - 1.0).abs() < 1e-300);
    }

    proptest! {
        #[test]
        fn probit_and_probability_undo_each_other(p in 1e-6..0.999_999_f64) {
            prop_assert!((probability(probit(p)) / p - 1.0).abs() < 1e-9);
        }

        #[test]
        fn the_distribution_rises(x in -8.0..8.0_f64) {
            prop_assert!(standard_normal(x + 1e-3) >= standard_normal(x));
            prop_assert!((standard_normal(x) + standard_normal(-x) - 1.0).abs() < 1e-15);
        }
    }
}
