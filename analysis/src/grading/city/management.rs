//! Management in the frequencies: a factor on everything that an enterprise may let out, by its diagnosis.

use std::collections::BTreeMap;

use crate::risk::run::source::{Origin, Owner};

/// Factors by position of the facility in the city; 1 for the others and for pipelines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ManagementFactors {
    /// By position of the facility.
    pub by_site: BTreeMap<usize, f64>,
}

impl ManagementFactors {
    /// The factor of a source.
    pub fn factor(&self, origin: Origin) -> f64 {
        match origin.owner() {
            Owner::Site(site) => self.of_site(site),
            Owner::Pipeline(_) => 1.0,
        }
    }

    /// The factor of a facility.
    pub fn of_site(&self, site: usize) -> f64 {
        self.by_site.get(&site).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_of_its_facility_and_of_no_other() {
        let of = ManagementFactors {
            by_site: [(2, 0.5)].into(),
        };
        let vessel = |site| Origin::Vessel { site, vessel: 0 };
        assert!((of.factor(vessel(2)) - 0.5).abs() < 1e-12);
        assert!((of.factor(vessel(1)) - 1.0).abs() < 1e-12);
        assert!((of.factor(Origin::Pipeline(2)) - 1.0).abs() < 1e-12);
    }
}
