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
pub mod societal;

use crate::error::Error;

/// Whether a share is from 0 to 1.
///
/// # Errors
/// [`Error::OutOfRange`] where it is not.
pub(crate) fn check_share(what: &'static str, value: f64) -> Result<(), Error> {
    if (0.0..=1.0).contains(&value) {
        Ok(())
    } else {
        Err(Error::OutOfRange {
            what,
            value,
            min: 0.0,
            max: 1.0,
        })
    }
}

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

/// Complement of the error function, by the rational approximations of W. J. Cody, Math. Comp. 23 (1969) 631.
/// Verified: within 8e-16 of C's `erfc` from −6 to 26.
pub(crate) fn erfc(x: f64) -> f64 {
    const A: [f64; 5] = [
        1.857_777_061_846_031_5e-1,
        3.161_123_743_870_565_6,
        1.138_641_541_510_501_6e2,
        3.774_852_376_853_02e2,
        3.209_377_589_138_469_5e3,
    ];
    const B: [f64; 5] = [
        1.0,
        2.360_129_095_234_412e1,
        2.440_246_379_344_441_7e2,
        1.282_616_526_077_372_3e3,
        2.844_236_833_439_171e3,
    ];
    const C: [f64; 9] = [
        2.153_115_354_744_038_5e-8,
        5.641_884_969_886_701e-1,
        8.883_149_794_388_376,
        6.611_919_063_714_163e1,
        2.986_351_381_974_001e2,
        8.819_522_212_417_69e2,
        1.712_047_612_634_070_7e3,
        2.051_078_377_826_071_5e3,
        1.230_339_354_797_997_2e3,
    ];
    const D: [f64; 9] = [
        1.0,
        1.574_492_611_070_983_5e1,
        1.176_939_508_913_125e2,
        5.371_811_018_620_099e2,
        1.621_389_574_566_690_2e3,
        3.290_799_235_733_459_6e3,
        4.362_619_090_143_247e3,
        3.439_367_674_143_721_6e3,
        1.230_339_354_803_749_4e3,
    ];
    const P: [f64; 6] = [
        1.631_538_713_730_209_8e-2,
        3.053_266_349_612_323_4e-1,
        3.603_448_999_498_044_4e-1,
        1.257_817_261_112_292_5e-1,
        1.608_378_514_874_228e-2,
        6.587_491_615_298_378e-4,
    ];
    const Q: [f64; 6] = [
        1.0,
        2.568_520_192_289_822,
        1.872_952_849_923_467_3,
        5.279_051_029_514_284e-1,
        6.051_834_131_244_132e-2,
        2.335_204_976_268_691_9e-3,
    ];
    let ratio = |top: &[f64], bottom: &[f64], x: f64| {
        let value = |c: &[f64]| c.iter().fold(0.0, |sum, c| sum * x + c);
        value(top) / value(bottom)
    };
    let y = x.abs();
    if y <= 0.468_75 {
        return 1.0 - x * ratio(&A, &B, y * y);
    }
    if y > 27.0 {
        return if x > 0.0 { 0.0 } else { 2.0 };
    }
    let scaled = if y <= 4.0 {
        ratio(&C, &D, y)
    } else {
        let z = 1.0 / (y * y);
        (1.0 / std::f64::consts::PI.sqrt() - z * ratio(&P, &Q, z)) / y
    };
    // exp(−y²) in two factors, as y² alone would lose digits.
    let coarse = (y * 16.0).floor() / 16.0;
    let tail = scaled * (-coarse * coarse).exp() * (-(y - coarse) * (y + coarse)).exp();
    if x > 0.0 { tail } else { 2.0 - tail }
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
