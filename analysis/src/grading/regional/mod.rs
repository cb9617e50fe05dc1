//! Regional grading in four colours: how far a unit (enterprise, park, town, county, city, cell) is from legal lines.
//!
//! ```text
//! IND    d = log10(IR / L) of each target, L by GB 36894-2018; X(d) = persons in targets at d or above
//!        T = max(100, 0.1 % of the unit's people)
//!        red     X(0) ≥ T, or a sensitive target at d ≥ 0 past its date
//!        orange  X(0) > 0, or X(−0.5) ≥ T, or a sensitive target at d ≥ −0.5
//!        yellow  X(−1.5) ≥ T, or a sensitive target at d ≥ −1.5
//! SOC    d = max over N of log10(F(N) / (1e-3/N)) of the firms and parks with 10 % of their deaths in the unit
//!        red from 0, orange from −0.5, yellow from −1.5
//! EXP    d = log10((PLL / people) / 3e-6); red from 0, orange from −1, yellow from −2
//! FLOOR  an overdue major hidden hazard at an installation of level 1 or 2: orange at least
//! colour = the worst of the four
//! ```
//!
//! Lines first, sums second, weights nowhere. Each level is graded from its own sums, never from the colours of its
//! parts: red parts are a count and a badge. For a firm IND is the strict worst of its targets ([`Rule::Strict`]).
//! What is policy in it (thresholds, bands, dates) is a [`Policy`].
//!
//! | question | file |
//! |---|---|
//! | which numbers are policy, from when to when | `policy` |
//! | which of several rulesets holds on a day | `policies` |
//! | what is measured of a unit; a union of units | `unit` |
//! | the four indices | `indices` |
//! | the colour, and what decides it | `grade` |
//! | the fewest actions that make it better | `better` |
//! | the least change that makes it worse | `worse` |
//! | the same in sentences | `sentence` |
//!
//! Method: documented house rule; no national formula for the colour of an area was found. GB 36894-2018 for lines.

mod better;
mod grade;
mod indices;
mod policies;
mod policy;
mod sentence;
mod unit;
mod worse;

use serde::Serialize;

pub use better::{Action, Better, Object, better};
pub use grade::{Grade, grade};
pub use indices::{
    Bearing, Individual, Mean, Societal, exposure, individual, individual_of, persons_at, societal,
};
pub use policies::Policies;
pub use policy::is_day;
pub use policy::{Bands, Policy, Setting};
pub use sentence::{Sentence, actions, of_grade, of_worse};
pub use unit::{Society, Target, Unit, union};
pub use worse::{Worse, worse};

/// A colour, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Low risk (低风险).
    Blue,
    /// General risk (一般风险).
    Yellow,
    /// Considerable risk (较大风险).
    Orange,
    /// Major risk (重大风险).
    Red,
}

impl Colour {
    /// Every colour, the least first.
    pub const ALL: [Self; 4] = [Self::Blue, Self::Yellow, Self::Orange, Self::Red];

    /// Code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Orange => "orange",
            Self::Red => "red",
        }
    }

    /// Name, Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Blue => "蓝色",
            Self::Yellow => "黄色",
            Self::Orange => "橙色",
            Self::Red => "红色",
        }
    }

    /// The next better colour; none below blue.
    pub const fn better(self) -> Option<Self> {
        match self {
            Self::Blue => None,
            Self::Yellow => Some(Self::Blue),
            Self::Orange => Some(Self::Yellow),
            Self::Red => Some(Self::Orange),
        }
    }

    /// The next worse colour; none above red.
    pub const fn worse(self) -> Option<Self> {
        match self {
            Self::Blue => Some(Self::Yellow),
            Self::Yellow => Some(Self::Orange),
            Self::Orange => Some(Self::Red),
            Self::Red => None,
        }
    }
}

/// An index that can decide a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Index {
    /// Individual risk of targets against their limits.
    #[serde(rename = "IND")]
    Individual,
    /// Societal risk of firms and parks against the line.
    #[serde(rename = "SOC")]
    Societal,
    /// Mean risk of the unit's people.
    #[serde(rename = "EXP")]
    Exposure,
    /// Overdue major hidden hazards.
    #[serde(rename = "FLOOR")]
    Floor,
}

impl Index {
    /// Every index, in the order in which they are told.
    pub const ALL: [Self; 4] = [
        Self::Individual,
        Self::Societal,
        Self::Exposure,
        Self::Floor,
    ];

    /// Code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Individual => "IND",
            Self::Societal => "SOC",
            Self::Exposure => "EXP",
            Self::Floor => "FLOOR",
        }
    }

    /// Word in tiles.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Societal => "societal",
            Self::Exposure => "exposure",
            Self::Floor => "floor",
        }
    }
}

/// How the targets of a unit make its index of individual risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// By persons, for what has many targets: park, town, county, city, cell.
    Material,
    /// The worst target decides: enterprise.
    Strict,
}

#[cfg(test)]
mod tests;
