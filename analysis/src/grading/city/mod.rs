//! Grades of a whole city: enterprises, parks, towns, counties, the city and cells of 250 m, from one run of the risk.
//!
//! | question | file |
//! |---|---|
//! | how sums stay exact | [`fixed`] |
//! | which units there are, and which plot of land lies in which | [`layout`] |
//! | what is measured of them, whatever the ruleset | [`measured`] |
//! | how it is read from a run of the risk | [`measure`], of targets in `bearers`; added up in [`tally`] |
//! | how open hidden hazards raise frequencies | [`hazards`] |
//! | how a step of a hazard changes it without the risk anew | [`parts`] |
//! | how management raises or lowers them | [`management`] |
//! | the colour of every unit under a ruleset, red children | [`graded`] |
//! | how many of 500 runs of doubt agree | [`mod@doubt`] |
//! | why a unit differs from an earlier run | [`kept`] |
//! | one unit opened: objects, actions, shares, sentences | [`opened`] |
//!
//! The method is that of [`regional`](super::regional). Each unit is graded from its own sums, never from the colours of
//! its parts. Expected deaths are whole multiples of 2^−48 a year, so that each level adds up to the last digit.
//!
//! Of an area: IND by its targets, SOC by firms and parks with a tenth of their deaths in it, EXP by its people, FLOOR by
//! installations in it. A park is judged by its own curve too. Of an enterprise: IND by the targets that it alone puts
//! near their limit (strict), SOC by its own curve, FLOOR by its own hazards; it has no people, so that EXP does not
//! speak of it.

mod bearers;
pub mod doubt;
pub mod fixed;
pub mod graded;
pub mod hazards;
pub mod kept;
pub mod layout;
pub mod management;
pub mod measure;
pub mod measured;
pub mod opened;
pub mod parts;
pub mod tally;

use serde::Serialize;

pub use doubt::{Doubt, doubt};
pub use fixed::{Fixed, People, Pll};
pub use graded::{Graded, GradedUnit, Which};
pub use hazards::{OpenHazard, OpenHazards};
pub use layout::{Layout, Place, Plot};
pub use management::ManagementFactors;
pub use measured::{Causer, Measured};
pub use opened::{Opened, open};
pub use parts::{Frequency, Parts};

/// Level of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The whole city.
    City,
    /// A county or district (区县).
    County,
    /// A town or sub-district (镇街).
    Town,
    /// A park (园区).
    Park,
    /// An enterprise.
    Enterprise,
    /// A cell of 250 m.
    Cell,
}

impl Level {
    /// Every level, from the top.
    pub const ALL: [Self; 6] = [
        Self::City,
        Self::County,
        Self::Town,
        Self::Park,
        Self::Enterprise,
        Self::Cell,
    ];

    /// Code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::County => "county",
            Self::Town => "town",
            Self::Park => "park",
            Self::Enterprise => "enterprise",
            Self::Cell => "cell",
        }
    }

    /// The level of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

#[cfg(test)]
mod tests;
