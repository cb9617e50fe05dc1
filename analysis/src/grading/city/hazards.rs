//! Open hidden hazards in the frequencies: an open one weakens a barrier, and what that barrier guards happens more
//! often.
//!
//! Frequencies enter every sum linearly, so that a factor on them is a factor on what they cause; nothing else of a run
//! changes. Factors are whole numbers: whole multiples of 2^−48 times a whole number are whole multiples again, so that
//! a sum with hazards is as exact as one without, and what a hazard adds is a difference without residue. Several
//! hazards at one enterprise multiply, up to the policy's `hidden_hazard_most_factor`. The layer does not say which
//! vessel a hazard is at: it counts for all of the enterprise, which is to the safe side.

use std::collections::BTreeMap;

use super::{Measured, Pll};
use crate::risk::run::source::{Origin, Owner};
use crate::scenario::equipment::Loss;

/// An open hidden hazard as the frequencies see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenHazard {
    /// Its identifier.
    pub id: String,
    /// Position of the facility.
    pub site: usize,
    /// The barrier that it weakens.
    pub barrier: String,
    /// The losses of containment that the barrier guards against; all of them where none is named.
    pub losses: Vec<Loss>,
    /// By which it multiplies their frequency, 1 or more.
    pub factor: u32,
}

impl OpenHazard {
    fn guards(&self, loss: Loss) -> bool {
        self.losses.is_empty() || self.losses.contains(&loss)
    }
}

/// The open hidden hazards of a city; none where nobody tells of any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpenHazards {
    all: Vec<OpenHazard>,
    of_site: BTreeMap<usize, Vec<usize>>,
}

impl OpenHazards {
    /// Of these.
    pub fn new(all: Vec<OpenHazard>) -> Self {
        let mut of_site: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, hazard) in all.iter().enumerate() {
            of_site.entry(hazard.site).or_default().push(i);
        }
        Self { all, of_site }
    }

    /// All of them.
    pub fn all(&self) -> &[OpenHazard] {
        &self.all
    }

    /// Factor on the frequency of a loss at a facility; 1 where no hazard is open, `most` at most.
    pub fn factor(&self, site: usize, loss: Loss, most: u32) -> u32 {
        self.without(site, loss, most, None)
    }

    /// The same of a source; 1 of a pipeline.
    pub fn factor_of(&self, origin: Origin, loss: Loss, most: u32) -> u32 {
        match origin.owner() {
            Owner::Site(site) => self.factor(site, loss, most),
            Owner::Pipeline(_) => 1,
        }
    }

    fn without(&self, site: usize, loss: Loss, most: u32, left_out: Option<&str>) -> u32 {
        let at = self.of_site.get(&site).map_or(&[][..], Vec::as_slice);
        let acting = at.iter().map(|i| &self.all[*i]);
        acting
            .filter(|h| h.guards(loss) && left_out != Some(h.id.as_str()))
            .fold(1_u32, |product, h| product.saturating_mul(h.factor.max(1)))
            .clamp(1, most.max(1))
    }

    /// What a hazard adds: what the city has to expect with it less what it would without it, all others being as they
    /// are. Exact. `measured` is measured under these hazards.
    pub fn added(&self, measured: &Measured, id: &str, most: u32) -> Pll {
        let Some(hazard) = self.all.iter().find(|h| h.id == id) else {
            return Pll::ZERO;
        };
        let mut firms = measured.firms.iter();
        let Some(firm) = firms.find(|f| f.site == hazard.site) else {
            return Pll::ZERO;
        };
        let strands = firm.causes.by_strand.iter();
        let parts = strands.map(|(strand, now)| {
            let loss = measured.strands[*strand as usize].loss;
            let with = self.factor(hazard.site, loss, most);
            let less = self.without(hazard.site, loss, most, Some(id));
            let base = now.over(with);
            base.times(with) - base.times(less)
        });
        parts.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hazard(id: &str, losses: &[Loss], factor: u32) -> OpenHazard {
        OpenHazard {
            id: id.into(),
            site: 3,
            barrier: "紧急切断".into(),
            losses: losses.to_vec(),
            factor,
        }
    }

    #[test]
    fn hazards_multiply_what_their_barrier_guards_up_to_the_most() {
        let open = OpenHazards::new(vec![
            hazard("a", &[Loss::Hole], 3),
            hazard("b", &[Loss::Hole, Loss::TenMinutes], 2),
        ]);
        assert_eq!(open.factor(3, Loss::Hole, 10), 6);
        assert_eq!(open.factor(3, Loss::Hole, 5), 5);
        assert_eq!(open.factor(3, Loss::TenMinutes, 10), 2);
        assert_eq!(open.factor(3, Loss::Instantaneous, 10), 1);
        assert_eq!(open.factor(2, Loss::Hole, 10), 1);
        let none = OpenHazards::default();
        assert_eq!(none.factor_of(Origin::Pipeline(0), Loss::Leak, 10), 1);
    }
}
