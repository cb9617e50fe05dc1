//! Open hidden hazards in the frequencies: an open one weakens a barrier, and what that barrier guards happens more
//! often.
//!
//! Frequencies enter every sum linearly, so that a factor on them is a factor on what they cause; nothing else of a run
//! changes. Several hazards at one installation multiply, up to the policy's `hidden_hazard_most_factor`.

use crate::risk::run::source::Origin;
use crate::scenario::equipment::Loss;

/// An open hidden hazard as the frequencies see it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenHazard {
    /// Its identifier.
    pub id: String,
    /// Position of the facility.
    pub site: usize,
    /// Position of the vessel in the facility; all of them where none is told.
    pub vessel: Option<usize>,
    /// The barrier that it weakens.
    pub barrier: String,
    /// The losses of containment that the barrier guards against; all of them where none is named.
    pub losses: Vec<Loss>,
    /// By which it multiplies their frequency, 1 or more.
    pub factor: f64,
}

/// The open hidden hazards of a city; none where nobody tells of any.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OpenHazards {
    /// All of them.
    pub all: Vec<OpenHazard>,
}

impl OpenHazards {
    /// Factor on the frequency of a loss of a source; 1 where no hazard is open, `most` at most.
    pub fn factor(&self, origin: Origin, loss: Loss, most: f64) -> f64 {
        let Origin::Vessel { site, vessel } = origin else {
            return 1.0;
        };
        let acting = self.all.iter().filter(|h| {
            h.site == site
                && h.vessel.is_none_or(|v| v == vessel)
                && (h.losses.is_empty() || h.losses.contains(&loss))
        });
        acting
            .map(|h| h.factor)
            .product::<f64>()
            .clamp(1.0, most.max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hazards_multiply_what_their_barrier_guards_up_to_the_most() {
        let hazard = |vessel, losses: &[Loss], factor| OpenHazard {
            id: "H".into(),
            site: 3,
            vessel,
            barrier: "紧急切断阀".into(),
            losses: losses.to_vec(),
            factor,
        };
        let open = OpenHazards {
            all: vec![hazard(None, &[Loss::Hole], 3.0), hazard(Some(1), &[], 5.0)],
        };
        let of = |vessel, loss| open.factor(Origin::Vessel { site: 3, vessel }, loss, 10.0);
        assert!((of(0, Loss::Hole) - 3.0).abs() < 1e-12);
        assert!((of(0, Loss::Instantaneous) - 1.0).abs() < 1e-12);
        assert!((of(1, Loss::Instantaneous) - 5.0).abs() < 1e-12);
        assert!((of(1, Loss::Hole) - 10.0).abs() < 1e-12);
        let other = Origin::Vessel { site: 2, vessel: 1 };
        assert!((open.factor(other, Loss::Hole, 10.0) - 1.0).abs() < 1e-12);
        let none = OpenHazards::default().factor(Origin::Pipeline(0), Loss::Leak, 10.0);
        assert!((none - 1.0).abs() < 1e-12);
    }
}
