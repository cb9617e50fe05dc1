//! For how long a release goes on, and how much comes out.
//!
//! ```text
//! t_empty = m/(q - f)            q > f and that is before the isolation
//!           (m + f t_i)/q        else
//! t = min(t_empty, cap),  released = q t
//! ```
//! with the inventory m, the mass rate q, the feed f that goes on until the isolation at t_i.
//!
//! Caps: 30 min, TNO Purple Book CPR 18E (1999) section 4.6 (and AQ/T 3046-2013); a loss of containment "in
//! 10 minutes" lasts 600 s by its definition (table 3.1). Sections from memory.

use crate::error::{Error, checked};

/// Longest release of a risk analysis, s: Purple Book CPR 18E section 4.6.
pub const LONGEST_S: f64 = 1800.0;
/// Duration of the loss of the whole inventory in a continuous release, s: Purple Book CPR 18E table 3.1.
pub const TEN_MINUTES_S: f64 = 600.0;

/// What limits a release.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// What can run out without feed, kg: the contents above the hole.
    pub inventory_kg: f64,
    /// Feed from elsewhere, kg/s.
    pub feed_kg_s: f64,
    /// When the feed is closed off, s.
    pub isolation_s: f64,
    /// Longest duration, s.
    pub longest_s: f64,
}

/// A release with an end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Release {
    /// Mass rate, kg/s.
    pub rate_kg_s: f64,
    /// Duration, s.
    pub duration_s: f64,
    /// Mass, kg.
    pub mass_kg: f64,
}

/// A release of constant rate within its limits.
///
/// # Errors
/// [`Error::OutOfRange`] for anything below zero.
pub fn limited(rate_kg_s: f64, limits: &Limits) -> Result<Release, Error> {
    for (what, value) in [
        ("mass rate, kg/s", rate_kg_s),
        ("inventory, kg", limits.inventory_kg),
        ("feed, kg/s", limits.feed_kg_s),
        ("time to isolation, s", limits.isolation_s),
        ("longest duration, s", limits.longest_s),
    ] {
        checked(what, value, 0.0, f64::INFINITY)?;
    }
    let net = rate_kg_s - limits.feed_kg_s;
    let fed = limits.inventory_kg / net;
    let empty = if rate_kg_s <= 0.0 {
        0.0
    } else if net > 0.0 && fed <= limits.isolation_s {
        fed
    } else {
        (limits.inventory_kg + limits.feed_kg_s * limits.isolation_s) / rate_kg_s
    };
    let duration_s = empty.min(limits.longest_s);
    Ok(Release {
        rate_kg_s,
        duration_s,
        mass_kg: rate_kg_s * duration_s,
    })
}

/// The loss of the whole inventory in ten minutes at a constant rate.
pub fn in_ten_minutes(inventory_kg: f64) -> Release {
    Release {
        rate_kg_s: inventory_kg / TEN_MINUTES_S,
        duration_s: TEN_MINUTES_S,
        mass_kg: inventory_kg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn feed_lengthens_a_release_until_it_is_closed_off() {
        let of = |feed_kg_s, isolation_s| {
            let limits = Limits {
                inventory_kg: 1000.0,
                feed_kg_s,
                isolation_s,
                longest_s: LONGEST_S,
            };
            limited(10.0, &limits).unwrap().duration_s
        };
        assert!((of(0.0, 0.0) - 100.0).abs() < 1e-9);
        assert!((of(5.0, 600.0) - 200.0).abs() < 1e-9);
        assert!((of(5.0, 60.0) - 130.0).abs() < 1e-9);
        assert!((of(10.0, 1e5) - 1800.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn no_more_comes_out_than_there_was(
            q in 0.0..1e3_f64, m in 0.0..1e6_f64, f in 0.0..1e3_f64, t in 0.0..1e4_f64,
        ) {
            let limits = Limits { inventory_kg: m, feed_kg_s: f, isolation_s: t, longest_s: LONGEST_S };
            let release = limited(q, &limits).unwrap();
            prop_assert!(release.mass_kg <= (m + f * t) * (1.0 + 1e-9) + 1e-9);
            prop_assert!(release.duration_s <= LONGEST_S && release.mass_kg >= 0.0);
            prop_assert!((release.mass_kg - release.rate_kg_s * release.duration_s).abs() < 1e-6);
            // Continuous where the feed ends just when the vessel is empty.
            let later = limited(q, &Limits { isolation_s: t * 1.001, ..limits }).unwrap();
            prop_assert!(later.mass_kg <= release.mass_kg * 1.05 + 1e-9 || release.duration_s < 1e-3);
        }
    }
}
