//! How much of a flashing release stays in the air: the rule of the Purple Book.
//!
//! ```text
//! f = 2 x                     x < 0.1
//!     (0.8 x - 0.028)/0.26    0.1 <= x < 0.36
//!     1                       x >= 0.36
//! ```
//! x is the share that flashes adiabatically. What does not stay in the air rains out into a pool.
//!
//! Source: TNO Purple Book CPR 18E (1999) section 4.3, for the instantaneous release of a pressurised liquefied gas;
//! from memory (continuous at both ends). AQ/T 3046-2013 uses it too.

/// Share of the mass that stays in the air, from the share that flashes.
pub fn purple_book(flash_share: f64) -> f64 {
    let x = flash_share;
    if x < 0.1 {
        (2.0 * x).max(0.0)
    } else if x < 0.36 {
        (0.8 * x - 0.028) / 0.26
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::purple_book;
    use proptest::prelude::*;

    #[test]
    fn the_rule_joins_at_both_ends() {
        for (x, f) in [
            (0.0, 0.0),
            (0.1, 0.2),
            (0.2, 0.132 / 0.26),
            (0.36, 1.0),
            (0.9, 1.0),
        ] {
            assert!((purple_book(x) - f).abs() < 1e-12, "{x}");
        }
    }

    proptest! {
        #[test]
        fn more_flash_leaves_more_in_the_air(x in 0.0..1.0_f64) {
            prop_assert!(purple_book(x) >= x && purple_book(x) <= 1.0);
            prop_assert!(purple_book(x + 1e-3) >= purple_book(x));
            prop_assert!(purple_book(x + 1e-3) - purple_book(x) < 0.01);
        }
    }
}
