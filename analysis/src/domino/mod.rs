//! What one accident sets off: escalation from unit to unit.
//!
//! | question | file |
//! |---|---|
//! | does a fire or a blast bring down a unit | [`damage`] |
//! | which units at once, and how often | [`combination`] |
//! | where does it end, unit by unit | [`cascade`] |

pub mod cascade;
pub mod combination;
pub mod damage;

/// Domino index of a unit: how often it is hit by others over how often it fails by itself; none for a unit that
/// never does.
pub fn index(escalations_per_yr: f64, own_per_yr: f64) -> Option<f64> {
    (own_per_yr > 0.0).then(|| escalations_per_yr / own_per_yr)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_a_ratio() {
        assert_eq!(index(2e-5, 1e-5), Some(2.0));
        assert_eq!(index(1e-5, 0.0), None);
    }
}
