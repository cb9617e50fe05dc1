//! Pipes and loading of a vessel, as the analyst assumes them.
//!
//! The facts know neither the pipes of a vessel nor how often it is loaded. Nothing is assumed unless the analyst does:
//! so many metres of pipe of a diameter at each vessel, so many hours a year of an arm or a hose.
//!
//! | what | how often | source |
//! |---|---|---|
//! | rupture, leak of a pipe | by metre, as 10 m at least | CPR 18E table 3.7, or HJ 169-2018 E.1; from memory |
//! | rupture, leak of an arm or a hose | by hour of loading | CPR 18E tables 3.18–3.20, or HJ 169-2018 E.1; from memory |
//!
//! Each ends with what the vessel holds. A pipe is torn in its middle, and the vessel alone feeds it: what else is at its
//! other end is not known, to the unsafe side; the road tanker at an arm is not followed either.

use super::contents::{Contents, Pipe};
use super::equipment::{FrequencySet, Loss, LossOfContainment};
use super::outflow::HEAD_M;
use super::pipeline::{Lies, leak_m, rows};
use crate::Error;
use crate::consequence::source::duration::LONGEST_S;
use crate::consequence::source::nonequilibrium::EQUILIBRIUM_LENGTH_M;
use crate::standards::frequencies::{self, Use};

/// Shortest pipe that is counted, m: note of CPR 18E table 3.7, from memory.
const SHORTEST_PIPE_M: f64 = 10.0;
/// Hours of a year.
const YEAR_H: f64 = 8_766.0;

/// Pipes that each vessel is assumed to have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piping {
    length_m: f64,
    bore_m: f64,
}

/// What a vessel is loaded with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A loading arm (装卸臂).
    Arm,
    /// A loading hose (装卸软管).
    Hose,
}

/// Loading that each vessel is assumed to have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loading {
    by: By,
    hours_per_year: f64,
    bore_m: f64,
}

fn checked(what: &'static str, value: f64, max: f64) -> Result<f64, Error> {
    if value > 0.0 && value <= max {
        Ok(value)
    } else {
        Err(Error::OutOfRange {
            what,
            value,
            min: f64::MIN_POSITIVE,
            max,
        })
    }
}

impl Piping {
    /// Metres of pipe of an inner diameter, mm.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a length or diameter that is none.
    pub fn new(length_m: f64, diameter_mm: f64) -> Result<Self, Error> {
        Ok(Self {
            length_m: checked("length of pipe, m", length_m, 1e5)?,
            bore_m: checked("diameter of the pipe, mm", diameter_mm, 5e3)? * 1e-3,
        })
    }
}

impl Loading {
    /// Hours a year by an arm or hose of an inner diameter, mm.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a time or diameter that is none.
    pub fn new(by: By, hours_per_year: f64, diameter_mm: f64) -> Result<Self, Error> {
        Ok(Self {
            by,
            hours_per_year: checked("hours of loading a year", hours_per_year, YEAR_H)?,
            bore_m: checked("diameter of the arm or hose, mm", diameter_mm, 5e3)? * 1e-3,
        })
    }
}

/// The losses of what is connected to a vessel, in the order of the tables.
pub(super) fn losses(
    contents: &Contents,
    piping: Option<Piping>,
    loading: Option<Loading>,
    set: FrequencySet,
) -> Vec<(Contents, LossOfContainment)> {
    let with = |loss: LossOfContainment, bore_m: f64, side_m: f64| {
        let pipe = Pipe {
            bore_m,
            leak_m: leak_m(&loss.row.event, bore_m),
            side_m,
            sides: 1,
            head_m: HEAD_M,
            open_s: LONGEST_S,
        };
        let contents = Contents {
            pipe: Some(pipe),
            ..*contents
        };
        (contents, loss)
    };
    let mut all = Vec::new();
    if let Some(of) = piping {
        let metres = of.length_m.max(SHORTEST_PIPE_M);
        all.extend(rows(of.bore_m, Lies::Above, set).map(|loss| {
            let loss = LossOfContainment {
                per_year: loss.per_year * metres,
                ..loss
            };
            with(loss, of.bore_m, 0.5 * of.length_m)
        }));
    }
    if let Some(of) = loading {
        all.extend(loading_rows(&of, set).map(|loss| with(loss, of.bore_m, EQUILIBRIUM_LENGTH_M)));
    }
    all
}

/// Rows of the tables for an arm or a hose in use.
fn loading_rows(of: &Loading, set: FrequencySet) -> impl Iterator<Item = LossOfContainment> {
    let (source, item) = match (set, of.by) {
        (FrequencySet::PurpleBook, By::Arm) => ("Purple Book", "loading/unloading arm"),
        (FrequencySet::PurpleBook, By::Hose) => ("Purple Book", "loading/unloading hose"),
        (FrequencySet::Hj169, By::Arm) => ("HJ 169", "装卸臂"),
        (FrequencySet::Hj169, By::Hose) => ("HJ 169", "装卸软管"),
    };
    let in_use = Use {
        hours_per_yr: of.hours_per_year,
        ..Use::default()
    };
    frequencies::all()
        .iter()
        .filter(move |f| f.source.contains(source) && f.item == item)
        .filter_map(move |row| {
            Some(LossOfContainment {
                loss: Loss::of(&row.event).filter(|l| matches!(l, Loss::Rupture | Loss::Leak))?,
                per_year: row.per_yr(&in_use)?,
                is_contained: false,
                row,
            })
        })
}

#[cfg(test)]
mod tests {
    use super::super::contents::tests::vessel;
    use super::*;
    use crate::facts::Storage;

    fn of(piping: Option<Piping>, loading: Option<Loading>, set: FrequencySet) -> Vec<(Loss, f64)> {
        let v = vessel("propane", Storage::PressurisedLiquefied, 50.0);
        let contents = Contents::of(&v, 293.15).unwrap();
        let all = losses(&contents, piping, loading, set);
        assert!(
            all.iter()
                .all(|(c, _)| c.pipe.is_some_and(|p| p.sides == 1))
        );
        all.iter().map(|(_, l)| (l.loss, l.per_year)).collect()
    }

    #[test]
    fn frequencies_are_those_of_the_metres_and_hours() {
        let piping = Piping::new(40.0, 100.0).ok();
        let near = |got: &[(Loss, f64)], want: [(Loss, f64); 2]| {
            assert_eq!(got.len(), 2);
            for (g, w) in got.iter().zip(want) {
                assert!(g.0 == w.0 && (g.1 / w.1 - 1.0).abs() < 1e-12, "{got:?}");
            }
        };
        for set in [FrequencySet::PurpleBook, FrequencySet::Hj169] {
            // 40 m of 3e-7 and 2e-6; both tables have the same numbers for this size.
            let mut found = of(piping, None, set);
            found.sort_by_key(|l| l.0);
            near(&found, [(Loss::Rupture, 1.2e-5), (Loss::Leak, 8e-5)]);
            let loading = Loading::new(By::Arm, 500.0, 80.0).ok();
            let mut found = of(None, loading, set);
            found.sort_by_key(|l| l.0);
            near(&found, [(Loss::Rupture, 1.5e-5), (Loss::Leak, 1.5e-4)]);
            let hose = Loading::new(By::Hose, 500.0, 80.0).ok();
            assert!(of(None, hose, set)[0].1 > 1e-3);
        }
        let short = of(Piping::new(2.0, 100.0).ok(), None, FrequencySet::PurpleBook);
        near(&short, [(Loss::Rupture, 3e-6), (Loss::Leak, 2e-5)]);
        assert!(of(None, None, FrequencySet::PurpleBook).is_empty());
    }

    #[test]
    fn what_is_no_length_or_time_is_refused() {
        assert!(Piping::new(0.0, 100.0).is_err() && Piping::new(10.0, f64::NAN).is_err());
        assert!(Loading::new(By::Arm, 9_000.0, 100.0).is_err());
        assert!(Loading::new(By::Hose, 100.0, -1.0).is_err());
    }
}
