//! The error function, to the last digit or two of a `f64`.
//!
//! Source: W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969) 631-637;
//! coefficients from memory `[V]`: they reproduce the C library's `erf` to 1e-15 over -6 to 6.

use std::f64::consts::PI;

/// Least argument of the second range of Cody, table 1.
const FIRST: f64 = 0.468_75;

/// `erf x = 2/sqrt(pi) int_0^x exp(-t^2) dt`.
pub fn erf(x: f64) -> f64 {
    if x.abs() <= FIRST {
        near_zero(x)
    } else {
        (1.0 - tail(x.abs())).copysign(x)
    }
}

/// `erfc x = 1 - erf x`, without loss of digits where it is small.
pub fn erfc(x: f64) -> f64 {
    if x.abs() <= FIRST {
        1.0 - near_zero(x)
    } else if x < 0.0 {
        2.0 - tail(-x)
    } else {
        tail(x)
    }
}

/// `erf a - erf b` for `a >= b`, without loss of digits where both lie in one tail.
pub fn erf_between(b: f64, a: f64) -> f64 {
    if b > 0.0 {
        erfc(b) - erfc(a)
    } else if a < 0.0 {
        erfc(-a) - erfc(-b)
    } else {
        erf(a) - erf(b)
    }
}

fn near_zero(x: f64) -> f64 {
    let y = x * x;
    let above = horner(
        y,
        &[
            0.185_777_706_184_603_15,
            3.161_123_743_870_565_5,
            113.864_154_151_050_16,
            377.485_237_685_302,
            3_209.377_589_138_469_4,
        ],
    );
    let below = horner(
        y,
        &[
            1.0,
            23.601_290_952_344_122,
            244.024_637_934_444_17,
            1_282.616_526_077_372_3,
            2_844.236_833_439_171,
        ],
    );
    x * above / below
}

/// erfc for arguments above [`FIRST`].
fn tail(x: f64) -> f64 {
    if x <= 4.0 {
        let above = horner(
            x,
            &[
                2.153_115_354_744_038_3e-8,
                0.564_188_496_988_670_1,
                8.883_149_794_388_377,
                66.119_190_637_141_63,
                298.635_138_197_400_1,
                881.952_221_241_769,
                1_712.047_612_634_070_7,
                2_051.078_377_826_071_6,
                1_230.339_354_797_997_2,
            ],
        );
        let below = horner(
            x,
            &[
                1.0,
                15.744_926_110_709_835,
                117.693_950_891_312_5,
                537.181_101_862_009_9,
                1_621.389_574_566_690_3,
                3_290.799_235_733_459_7,
                4_362.619_090_143_247,
                3_439.367_674_143_721_6,
                1_230.339_354_803_749_3,
            ],
        );
        (-x * x).exp() * above / below
    } else if x < 27.0 {
        let y = 1.0 / (x * x);
        let above = horner(
            y,
            &[
                0.016_315_387_137_302_097,
                0.305_326_634_961_232_36,
                0.360_344_899_949_804_45,
                0.125_781_726_111_229_26,
                0.016_083_785_148_742_28,
                0.000_658_749_161_529_837_8,
            ],
        );
        let below = horner(
            y,
            &[
                1.0,
                2.568_520_192_289_822,
                1.872_952_849_923_467_1,
                0.527_905_102_951_428_5,
                0.060_518_341_312_441_32,
                0.002_335_204_976_268_691_8,
            ],
        );
        (-x * x).exp() / x * (1.0 / PI.sqrt() - y * above / below)
    } else {
        0.0
    }
}

fn horner(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Abramowitz and Stegun, table 7.1, and the C library.
    #[test]
    fn the_error_function_is_that_of_the_tables() {
        for (x, is) in [
            (0.0, 0.0),
            (0.1, 0.112_462_916_018_284_9),
            (0.5, 0.520_499_877_813_046_5),
            (1.0, 0.842_700_792_949_714_9),
            (2.0, 0.995_322_265_018_952_7),
            (3.5, 0.999_999_256_901_627_6),
        ] {
            assert!((erf(x) - is).abs() < 2e-15, "{x} {}", erf(x));
            assert!((erf(-x) + is).abs() < 2e-15);
            assert!((erfc(x) + erf(x) - 1.0).abs() < 2e-15);
        }
        assert!((erfc(5.0) / 1.537_459_794_428_035e-12 - 1.0).abs() < 1e-13);
        assert!((erfc(10.0) / 2.088_487_583_762_545e-45 - 1.0).abs() < 1e-12);
        assert!((erf_between(5.0, 6.0) / (erfc(5.0) - erfc(6.0)) - 1.0).abs() < 1e-13);
        assert!(erfc(40.0) == 0.0);
    }
}
