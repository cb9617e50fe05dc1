//! Valves that close when something flows out of a pipe.
//!
//! ```text
//! release ─┬─ they close     1 − PFD    flows until they have closed    own event tree
//!          └─ they do not    PFD        flows for half an hour at most  own event tree
//! ```
//!
//! They shut off what flows through a pipe: its rupture, its leak, and those of arms and hoses. A hole in the wall of a
//! vessel, or its burst, no valve shuts off. What is left between the valves is not followed: to the unsafe side; give
//! a longer time for it.
//!
//! There is no default. CPR 18E (1999) 4.2 and GB/T 37243-2019 annex E tell automatic, remote and hand-operated systems
//! apart; their numbers were not at hand, so that the analyst gives the probability of failure and the time.

use crate::Error;
use crate::consequence::source::duration::LONGEST_S;
use crate::risk::event_tree;

/// How the valves are worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// By a detector, without anybody.
    Automatic,
    /// By an operator from the control room.
    Remote,
    /// By hand, at the valve.
    Hand,
}

impl System {
    /// Code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Remote => "remote",
            Self::Hand => "hand",
        }
    }

    /// Chinese name.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Automatic => "自动切断",
            Self::Remote => "远程切断",
            Self::Hand => "手动切断",
        }
    }

    /// English name.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Remote => "remote-controlled",
            Self::Hand => "hand-operated",
        }
    }
}

/// Valves as the analyst knows them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Isolation {
    system: System,
    failure_on_demand: f64,
    closes_s: f64,
}

/// A branch of the release: for how long it flows at most, and how likely that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Branch {
    /// Longest outflow, s.
    pub open_s: f64,
    /// Probability.
    pub probability: f64,
    /// Whether the valves have closed.
    pub is_isolated: bool,
}

impl Branch {
    /// Nobody closes anything.
    pub const OPEN: Self = Self {
        open_s: LONGEST_S,
        probability: 1.0,
        is_isolated: false,
    };
}

impl Isolation {
    /// Valves that fail with a probability on demand, and else have closed after `closes_s`.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a probability that is none, or a time below zero.
    pub fn new(system: System, failure_on_demand: f64, closes_s: f64) -> Result<Self, Error> {
        event_tree::isolation(failure_on_demand)?;
        if !(closes_s >= 0.0 && closes_s.is_finite()) {
            return Err(Error::OutOfRange {
                what: "time until the valves have closed, s",
                value: closes_s,
                min: 0.0,
                max: f64::MAX,
            });
        }
        Ok(Self {
            system,
            failure_on_demand,
            closes_s,
        })
    }

    /// How they are worked.
    pub const fn system(&self) -> System {
        self.system
    }

    /// The branches of a release; their probabilities add up to 1 to the last bit.
    ///
    /// # Errors
    /// [`Error::OutOfRange`], never for one that [`Isolation::new`] made.
    pub fn branches(&self) -> Result<[Branch; 2], Error> {
        let [open, closed] = event_tree::isolation(self.failure_on_demand)?;
        Ok([
            Branch {
                probability: open,
                ..Branch::OPEN
            },
            Branch {
                open_s: self.closes_s.min(LONGEST_S),
                probability: closed,
                is_isolated: true,
            },
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_branches_add_up_to_one() {
        for p in [0.0, 1e-9, 1e-3, 0.01, 0.1, 0.3, 0.5, 0.7, 1.0] {
            let valves = Isolation::new(System::Remote, p, 600.0).unwrap();
            let [open, closed] = valves.branches().unwrap();
            let sum = open.probability + closed.probability;
            assert_eq!(sum.to_bits(), 1.0_f64.to_bits(), "{p}");
            assert!((open.probability - p).abs() < 1e-300);
            assert!(open.open_s > closed.open_s && closed.is_isolated);
        }
    }

    #[test]
    fn what_is_no_probability_or_time_is_refused() {
        for (p, s) in [
            (-0.1, 60.0),
            (1.1, 60.0),
            (f64::NAN, 60.0),
            (0.1, -1.0),
            (0.1, f64::NAN),
        ] {
            assert!(Isolation::new(System::Hand, p, s).is_err());
        }
    }
}
