//! Why a sum changed: split into causes without residue.
//!
//! ```text
//! ΔPLL = Σ_s (Δf n̄ + f̄ Δn)        f frequency, n deaths of an accident; midpoints
//! ```
//!
//! is exact for every source. Causes that are no factors of a product (weather, method, rules, corrected data) are changed
//! one at a time, in a fixed order and in the reverse one, and averaged: [`two_orders`]. A source that is there at one of
//! the two dates alone has its other frequency at nought and the same deaths.
//!
//! Closed forms; the benchmark J of the design of the grading.

use std::collections::BTreeMap;

use crate::risk::exact_sum;

/// What one source adds to a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// By its frequency, or by coming and going.
    pub frequency: f64,
    /// By the deaths of its accidents.
    pub consequence: f64,
}

/// A change of a sum of frequency times consequence.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// By source.
    pub parts: BTreeMap<String, Part>,
    /// Sum of all parts.
    pub sum: f64,
    /// The new sum less the old one.
    pub delta: f64,
}

impl Change {
    /// Whether the parts are the whole change, to the rounding of the numbers that go in.
    pub fn is_exact(&self, scale: f64) -> bool {
        (self.sum - self.delta).abs() <= 1e-12 * scale.max(f64::MIN_POSITIVE)
    }
}

/// Frequency (1/yr) and consequence by source.
pub type Sources = BTreeMap<String, (f64, f64)>;

/// Splits the change of Σ f n between two dates.
pub fn split(old: &Sources, new: &Sources) -> Change {
    let mut parts = BTreeMap::new();
    for name in old.keys().chain(new.keys()) {
        let (was, is) = match (old.get(name), new.get(name)) {
            (Some(was), Some(is)) => (*was, *is),
            (Some(was), None) => (*was, (0.0, was.1)),
            (None, Some(is)) => ((0.0, is.1), *is),
            (None, None) => continue,
        };
        let part = Part {
            frequency: (is.0 - was.0) * f64::midpoint(was.1, is.1),
            consequence: f64::midpoint(was.0, is.0) * (is.1 - was.1),
        };
        parts.insert(name.clone(), part);
    }
    let products =
        |of: &Sources, sign: f64| -> Vec<f64> { of.values().map(|(f, n)| sign * f * n).collect() };
    let delta = products(new, 1.0).into_iter().chain(products(old, -1.0));
    Change {
        sum: exact_sum(parts.values().flat_map(|p| [p.frequency, p.consequence])),
        delta: exact_sum(delta),
        parts,
    }
}

/// Splits the change of a value into `causes` parts: each cause is taken from old to new one at a time, in order and in
/// reverse, and averaged. `value` says what comes out when the causes marked true are new. The parts add up to the
/// change of the value, whatever the value is.
///
/// # Errors
/// Those of `value`.
pub fn two_orders<E>(
    causes: usize,
    mut value: impl FnMut(&[bool]) -> Result<f64, E>,
) -> Result<Vec<f64>, E> {
    let mut parts = vec![0.0; causes];
    let mut walk = |order: &mut dyn Iterator<Item = usize>| -> Result<(), E> {
        let mut is_new = vec![false; causes];
        let mut before = value(&is_new)?;
        for cause in order {
            is_new[cause] = true;
            let after = value(&is_new)?;
            parts[cause] += 0.5 * (after - before);
            before = after;
        }
        Ok(())
    };
    walk(&mut (0..causes))?;
    walk(&mut (0..causes).rev())?;
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sources() -> impl Strategy<Value = Sources> {
        prop::collection::btree_map("[a-e]", (0.0..1e-3_f64, 0.0..1e3_f64), 0..5)
    }

    proptest! {
        #[test]
        fn there_is_no_residue(old in sources(), new in sources()) {
            let change = split(&old, &new);
            let total: f64 = old.values().chain(new.values()).map(|(f, n)| f * n).sum();
            prop_assert!(change.is_exact(total), "{:?}", change);
            let back = split(&new, &old);
            prop_assert!((back.sum + change.sum).abs() <= 1e-12 * total);
        }

        #[test]
        fn causes_of_any_value_add_up(table in prop::collection::vec(-1.0..1.0_f64, 16)) {
            let value = |is_new: &[bool]| -> Result<f64, ()> {
                let at: usize = is_new.iter().enumerate().map(|(i, b)| usize::from(*b) << i).sum();
                Ok(table[at])
            };
            let parts = two_orders(4, value).unwrap();
            let sum: f64 = parts.iter().sum();
            prop_assert!((sum - (table[15] - table[0])).abs() < 1e-12);
        }
    }

    #[test]
    fn of_a_product_both_orders_are_the_midpoint() {
        let (old, new) = ([2.0, 5.0], [3.0, 9.0]);
        let value = |is_new: &[bool]| -> Result<f64, ()> {
            Ok(is_new
                .iter()
                .enumerate()
                .map(|(i, b)| if *b { new[i] } else { old[i] })
                .product())
        };
        let parts = two_orders(2, value).unwrap();
        assert_eq!(parts, [7.0, 10.0]);
    }
}
