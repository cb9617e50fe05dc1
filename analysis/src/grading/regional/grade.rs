//! The colour of a unit, and which index decides it.

use super::{
    Colour, Index, Individual, Mean, Policy, Rule, Societal, Unit, exposure, individual, societal,
};

/// The grade of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Grade {
    /// Colour: the worst of the four.
    pub colour: Colour,
    /// Individual risk.
    pub individual: Individual,
    /// Societal risk.
    pub societal: Societal,
    /// Mean risk.
    pub exposure: Mean,
    /// Overdue major hidden hazards: orange with any, else blue.
    pub floor: Colour,
}

/// Grades a unit.
pub fn grade(policy: &Policy, rule: Rule, unit: &Unit) -> Grade {
    let individual = individual(policy, rule, unit.people, &unit.targets);
    let societal = societal(policy, &unit.societies);
    let exposure = exposure(policy, unit.people, unit.pll_per_year);
    let floor = if unit.overdue_major_hazards > 0 {
        Colour::Orange
    } else {
        Colour::Blue
    };
    Grade {
        colour: individual
            .colour
            .max(societal.colour)
            .max(exposure.colour)
            .max(floor),
        individual,
        societal,
        exposure,
        floor,
    }
}

impl Grade {
    /// Colour of an index.
    pub const fn of(&self, index: Index) -> Colour {
        match index {
            Index::Individual => self.individual.colour,
            Index::Societal => self.societal.colour,
            Index::Exposure => self.exposure.colour,
            Index::Floor => self.floor,
        }
    }

    /// Decades over the line of an index; none where there is no number.
    pub fn decades(&self, index: Index) -> Option<f64> {
        match index {
            Index::Individual => self.individual.worst.map(|w| w.1),
            Index::Societal => self.societal.worst.map(|w| w.1),
            Index::Exposure => self.exposure.decades,
            Index::Floor => None,
        }
    }

    /// The indices that have the colour of the unit; all four where all are blue.
    pub fn decided_by(&self) -> Vec<Index> {
        let all = Index::ALL.into_iter();
        all.filter(|i| self.of(*i) == self.colour).collect()
    }
}
