//! Numbers that add up to the last digit: whole multiples of a power of two.
//!
//! A part is rounded once, when it is made. From then on sums are sums of whole numbers: the same in any order and
//! however they are grouped, so that a city is the sum of its counties, towns, cells and enterprises exactly. As
//! `f64` such a number is exact below 2^53 of its steps, so that whoever adds up what is told gets the same digits.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// A whole multiple of 2^−BITS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Fixed<const BITS: u32>(i64);

/// Expected deaths a year, in steps of 3.6e-15; as `f64` exact up to 32 a year.
pub type Pll = Fixed<48>;
/// People, in steps of a millionth of a person; as `f64` exact up to 8e9.
pub type People = Fixed<20>;

impl<const BITS: u32> Fixed<BITS> {
    /// Nought.
    pub const ZERO: Self = Self(0);

    /// The nearest multiple; what is not finite or too large is taken to the end of the range.
    pub fn of(value: f64) -> Self {
        Self((value * (1_u64 << BITS) as f64).round() as i64)
    }

    /// As a number.
    pub fn value(self) -> f64 {
        self.0 as f64 / (1_u64 << BITS) as f64
    }

    /// A whole number of times as much.
    #[must_use]
    pub const fn times(self, number: u32) -> Self {
        Self(self.0.saturating_mul(number as i64))
    }

    /// What is [`times`](Self::times) a number as much as nothing is rounded for.
    #[must_use]
    pub const fn over(self, number: u32) -> Self {
        if number == 0 {
            self
        } else {
            Self(self.0 / number as i64)
        }
    }

    /// Whether it is nought.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Share of another; 0 of nought.
    pub fn share_of(self, whole: Self) -> f64 {
        if whole.0 == 0 {
            0.0
        } else {
            self.0 as f64 / whole.0 as f64
        }
    }
}

impl<const BITS: u32> Add for Fixed<BITS> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl<const BITS: u32> Sub for Fixed<BITS> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl<const BITS: u32> AddAssign for Fixed<BITS> {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl<const BITS: u32> Sum for Fixed<BITS> {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_add_up_to_the_last_digit_in_any_order(parts in prop::collection::vec(0.0..1e-2_f64, 0..200)) {
            let fixed: Vec<Pll> = parts.iter().map(|p| Pll::of(*p)).collect();
            let sum: Pll = fixed.iter().copied().sum();
            // Of nothing a sum of `f64` is minus nought.
            let forward = 0.0 + fixed.iter().map(|p| p.value()).sum::<f64>();
            let backward = 0.0 + fixed.iter().rev().map(|p| p.value()).sum::<f64>();
            prop_assert_eq!(sum.value().to_bits(), forward.to_bits());
            prop_assert_eq!(sum.value().to_bits(), backward.to_bits());
            let exact: f64 = parts.iter().sum();
            prop_assert!((exact - sum.value()).abs() <= 1e-12);
        }
    }
}
