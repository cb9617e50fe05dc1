//! How well an enterprise is managed, as a factor on how often it lets something out.
//!
//! ```text
//! k = clamp(10^((75 − S) / 50), 0.5, 3.2)        S the score of the diagnosis
//! ```
//!
//! Only a score that is complete, or nearly so, is taken, and then at its worst end: an open form must neither favour
//! nor burden anybody. Who is directly red, or may be, gets no factor below 1.
//!
//! Source: design of the grading (a proposal); the form is that of the management factor of API 581, from memory.

use super::score::{Score, points};
use crate::grading::regional::Policy;
use crate::standards::diagnosis::rules;

/// Why the factor is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Too much is open: frequencies stay as they are.
    Open,
    /// The score is known.
    Known,
    /// A few points are open; the worst score was taken.
    NearlyKnown,
    /// Red at once, or perhaps: no credit is given.
    DirectRed,
}

impl Why {
    /// Code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Known => "known",
            Self::NearlyKnown => "nearly_known",
            Self::DirectRed => "direct_red",
        }
    }
}

/// The factor of an enterprise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Management {
    /// On its frequencies; 1 where nothing is known.
    pub factor: f64,
    /// The score that was taken.
    pub points: Option<f64>,
    /// Why.
    pub why: Why,
}

/// The factor of a score under a ruleset.
pub fn management(policy: &Policy, of: &Score) -> Management {
    let rules = &rules().management;
    if of.open_points() > rules.most_open_points {
        return Management {
            factor: 1.0,
            points: None,
            why: Why::Open,
        };
    }
    let taken = points(of.range.least);
    let factor = policy.management_factor(taken);
    let may_be_red = !(of.directly_red.is_empty() && of.directly_red_open.is_empty());
    if may_be_red && factor < rules.direct_red_least_factor {
        return Management {
            factor: rules.direct_red_least_factor,
            points: Some(taken),
            why: Why::DirectRed,
        };
    }
    Management {
        factor,
        points: Some(taken),
        why: if of.open_points() == 0 {
            Why::Known
        } else {
            Why::NearlyKnown
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::answers::Answers;
    use super::super::score::{Caps, score};
    use super::*;
    use crate::standards::diagnosis::{Item, items};

    fn of(changes: &[(&str, Option<u32>)]) -> Management {
        let mut all: Answers = items().iter().map(Item::code).map(|c| (c, 0)).collect();
        all.extend(rules().direct_red.iter().map(|d| (d.code(), 0)));
        for (code, count) in changes {
            match count {
                Some(count) => all.insert((*code).to_owned(), *count),
                None => all.remove(*code),
            };
        }
        management(&Policy::built_in(), &score(&all, Caps::Guideline))
    }

    #[test]
    fn the_factor_follows_a_score_that_is_known_and_nothing_else() {
        // 100 points: 10^(−0.5) = 0.316, not below 0.5.
        let best = of(&[]);
        assert_eq!((best.why, best.points), (Why::Known, Some(100.0)));
        assert!((best.factor - 0.5).abs() < 1e-12);
        // Persons −15, control −10: 75 points are neutral.
        let neutral = of(&[("27", Some(3)), ("20", Some(1))]);
        assert!((neutral.factor - 1.0).abs() < 1e-12 && neutral.points == Some(75.0));
        // Design −10 and distance −10 as well: 55 points, 10^0.4.
        let worse = of(&[
            ("27", Some(3)),
            ("20", Some(1)),
            ("15", Some(1)),
            ("13", Some(1)),
        ]);
        assert!((worse.factor - 10_f64.powf(0.4)).abs() < 1e-12);
        // Whether there is an own team (3 points) is open: without it.
        let nearly = of(&[("35", None)]);
        assert_eq!((nearly.why, nearly.points), (Why::NearlyKnown, Some(100.0)));
        // Fifteen points open: neutral, and said so.
        let open = of(&[("27", None)]);
        assert_eq!((open.why, open.points), (Why::Open, None));
        assert!((open.factor - 1.0).abs() < 1e-12);
    }

    #[test]
    fn who_may_be_red_at_once_gets_no_credit() {
        for red in [Some(1), None] {
            let of = of(&[("R1", red)]);
            assert_eq!(of.why, Why::DirectRed);
            assert!((of.factor - 1.0).abs() < 1e-12);
        }
        // A burden stays.
        let of = of(&[
            ("R1", Some(1)),
            ("27", Some(3)),
            ("20", Some(1)),
            ("15", Some(1)),
        ]);
        assert!(of.factor > 1.0 && of.why == Why::Known);
    }
}
