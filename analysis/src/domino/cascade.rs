//! Where escalation among few units ends: exactly, over every set of them.
//!
//! Fires start independently. In each round every unit that does not burn yet fails with the probability that all
//! that burn give it together, independently of the others; without a new fire the cascade ends. The set of burning
//! units only grows, so one pass over the sets by rising size solves the chain: 2ⁿ sets, 3ⁿ transitions.
//!
//! Verified: the five-tank example of github.com/ramon-quiza/qra-domino-fuel-storage, whose authors counted 10,048 fires
//! in 10⁸ simulated years (expected 9,999.6).

use crate::error::Error;
use crate::risk::check_share;

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
    if n > MOST_UNITS {
        return Err(Error::OutOfRange {
            what: "number of units",
            value: n as f64,
            min: 0.0,
            max: MOST_UNITS as f64,
        });
    }
    for p in primary {
        check_share("probability of a fire in a year", *p)?;
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
                check_share("probability of escalation", *p)?;
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

    use super::*;
    use crate::risk::{probability, probit};

    /// The five-tank example: escalation from tank i to tank j alone.
    const SINGLE: [[f64; 5]; 5] = [
        [
            0.0,
            0.000_339_280_227_190_839_8,
            0.328_317_530_814_540_57,
            1.931_285_091_467_481_2e-5,
            1.131_658_955_453_758_7e-7,
        ],
        [
            4.857_327_651_846_497e-7,
            0.0,
            0.000_162_866_500_222_629_52,
            1.306_743_529_632_091_3e-11,
            3.019_918_466_412_656_3e-9,
        ],
        [
            0.037_260_053_197_172_974,
            0.000_158_093_934_057_889_05,
            0.0,
            2.063_784_191_284_373_4e-5,
            5.447_138_411_385_544e-7,
        ],
        [
            0.000_111_595_129_340_653_28,
            1.669_802_087_271_151_3e-6,
            0.011_430_985_698_489_885,
            0.0,
            0.225_169_866_211_270_8,
        ],
        [
            1.225_403_045_719_127_5e-6,
            5.845_397_953_561_750_5e-5,
            0.001_454_219_468_860_224,
            0.225_169_866_211_270_8,
            0.0,
        ],
    ];
    /// Volumes of the tanks.
    const VOLUME_M3: [f64; 5] = [
        2120.575,
        628.318_530_7,
        785.398_163_4,
        4_561.592_533,
        4_561.592_533,
    ];

    /// Heat fluxes add up; which flux stands behind a probability follows from the correlation that the authors used
    /// (ln ttf = −1.13 ln I − 2.67e-5 V + 9.9, Y = 9.25 − 1.847 ln ttf: that of `damage` to two digits).
    fn escalates(burning: Set, unit: usize) -> f64 {
        let ln_ttf = |y: f64| (9.25 - y) / 1.847 + 60.0_f64.ln();
        let ln_flux = |y: f64| (9.9 - 2.67e-5 * VOLUME_M3[unit] - ln_ttf(y)) / 1.13;
        let flux: f64 = (0..5)
            .filter(|i| burning >> i & 1 == 1)
            .map(|i| ln_flux(probit(SINGLE[i][unit])).exp())
            .sum();
        let ln_ttf = 9.9 - 2.67e-5 * VOLUME_M3[unit] - 1.13 * flux.ln();
        probability(9.25 - 1.847 * (ln_ttf - 60.0_f64.ln()))
    }

    #[test]
    fn five_tanks_burn_as_often_as_was_published() {
        let ends = final_sets(&[2e-5; 5], escalates).unwrap();
        let of = |tanks: &[u32]| ends[tanks.iter().map(|t| 1 << (t - 1)).sum::<usize>()];
        for (tanks, per_yr) in [
            (&[2][..], 1.999_513_320_563_244e-5),
            (&[3], 1.924_980_700_642_596_7e-5),
            (&[5], 1.547_190_591_842_973e-5),
            (&[4], 1.531_650_069_601_716_6e-5),
            (&[1], 1.342_775_646_413_392_3e-5),
            (&[4, 5], 7.779_637_251_829_577e-6),
            (&[1, 3], 7.132_488_906_150_607e-6),
            (&[3, 4, 5], 9.015_970_375_088_235e-7),
            (&[1, 3, 4, 5], 2.629_171_799_449_316e-7),
            (&[1, 2, 3, 4, 5], 9.057_019_960_411_33e-8),
            (&[1, 2, 5], 4.772_613_144_554_477e-13),
        ] {
            let got = of(tanks);
            assert!(
                (got / per_yr - 1.0).abs() < 1e-6,
                "{tanks:?}: {got} {per_yr}"
            );
        }
        let any: f64 = ends.iter().skip(1).sum();
        assert!((any / 9.999_600_008_014_92e-5 - 1.0).abs() < 1e-9);
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
