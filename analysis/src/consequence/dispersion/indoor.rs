//! How much of a cloud comes into a house.
//!
//! ```text
//! dCi/dt = k (C - Ci)
//! C constant for a passage D:  Ci = C (1 - exp(-k t)), then it falls as exp(-k (t - D))
//! ```
//!
//! Well mixed air, nothing lost on the way. Air changes of 1 to 4 an hour for windows closed or open a little: from
//! memory. Source: the balance of a well-mixed room, derived; indoor share of the lethality 0.1: Purple Book (CPR 18E, 1999)
//! and AQ/T 3046-2013.

use crate::consequence::{Outside, Range};
use crate::error::{Error, checked};

/// Lethality indoors as a share of that outdoors, for toxic clouds: Purple Book (1999), AQ/T 3046-2013 `[S]`.
pub const INDOOR_SHARE: f64 = 0.1;

/// A house with air that changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct House {
    changes_per_s: f64,
}

impl House {
    /// A house by its air changes, 1/h.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] outside of 0 to 100 1/h.
    pub fn new(changes_per_h: f64) -> Result<Self, Error> {
        let changes = checked("air changes (1/h)", changes_per_h, 0.0, 100.0)?;
        Ok(Self {
            changes_per_s: changes / 3600.0,
        })
    }

    /// Concentration indoors, in the unit of that outdoors, a time after a cloud that lasts `passage_s` came.
    pub fn concentration(&self, outdoors: f64, passage_s: f64, t_s: f64) -> f64 {
        let k = self.changes_per_s;
        let inside = t_s.clamp(0.0, passage_s.max(0.0));
        let after = (t_s - passage_s.max(0.0)).max(0.0);
        -outdoors * (-k * inside).exp_m1() * (-k * after).exp()
    }

    /// Concentration indoors a time step on, where that outdoors is constant meanwhile: exact.
    pub fn step(&self, indoors: f64, outdoors: f64, step_s: f64) -> f64 {
        indoors - (outdoors - indoors) * (-self.changes_per_s * step_s).exp_m1()
    }

    /// `int Ci^n dt`, in the unit of the concentration to the n, times s, from the coming of the cloud to a time.
    pub fn load(&self, outdoors: f64, passage_s: f64, until_s: f64, n: f64) -> f64 {
        let until = until_s.max(0.0);
        let passage = passage_s.clamp(0.0, until);
        let value = |t: f64| self.concentration(outdoors, passage_s, t).powf(n);
        simpson(value, 0.0, passage) + simpson(value, passage, until)
    }

    /// What is to be said of an air change for which the model was not made.
    pub fn outside(&self) -> Option<Outside> {
        Range {
            what: "air changes (1/h)",
            min: 0.1,
            max: 10.0,
            source: "houses with closed to open windows, from memory",
        }
        .check(self.changes_per_s * 3600.0)
    }
}

/// Simpson's rule over 64 double steps.
fn simpson(f: impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    const PANELS: i32 = 64;
    let step = (to - from) / f64::from(2 * PANELS);
    let at = |i: i32| f(from + f64::from(i) * step);
    let mut sum = at(0) + at(2 * PANELS);
    for i in 0..PANELS {
        sum += 4.0 * at(2 * i + 1);
        if i > 0 {
            sum += 2.0 * at(2 * i);
        }
    }
    sum * step / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indoors_lags_and_in_the_end_gets_the_same_dose() {
        let house = House::new(2.0).unwrap();
        // After half an hour at 2 changes an hour: 1 - 1/e.
        let c = house.concentration(100.0, 3600.0, 1800.0);
        assert!((c - 100.0 * (1.0 - (-1.0_f64).exp())).abs() < 1e-9);
        // n = 1: over a long time the dose indoors is the dose outdoors.
        let load = house.load(100.0, 1800.0, 40_000.0, 1.0);
        assert!((load / (100.0 * 1800.0) - 1.0).abs() < 1e-3, "{load}");
        // n = 2 favours those indoors.
        assert!(house.load(100.0, 1800.0, 40_000.0, 2.0) < 100.0_f64.powi(2) * 1800.0);
        assert!(House::new(-1.0).is_err());
    }

    #[test]
    fn steps_lead_to_the_closed_form() {
        let house = House::new(3.0).unwrap();
        let mut indoors = 0.0;
        for _ in 0..60 {
            indoors = house.step(indoors, 50.0, 10.0);
        }
        assert!((indoors - house.concentration(50.0, 1e9, 600.0)).abs() < 1e-9);
        let shut = House::new(0.0).unwrap();
        assert!((shut.step(7.0, 50.0, 10.0) - 7.0).abs() < 1e-12);
        assert!(shut.concentration(50.0, 100.0, 50.0) == 0.0);
    }
}
