//! The functional core of Anjie (安界): facts in, verdicts out.
//!
//! Pure: no files, sockets, clocks, async, environment or unseeded chance. By question:
//!
//! | question | module |
//! |---|---|
//! | what is there | [`facts`], indexed in [`city`] |
//! | where | [`place`] |
//! | what must hold | [`standards`] |
//! | what must move, what may be built | [`siting`] |
//! | what in the data cannot be right | [`quality`] |
//! | what a release does | [`consequence`] |
//! | how likely, and how bad for people | [`risk`] |
//! | what each vessel can let out, how often, what becomes of it | [`scenario`] |
//! | what one accident sets off | [`domino`] |
//! | how bad | [`grading`] |
//! | hidden hazards from report to closure | [`hazard`] |
//! | all of it for a city | [`assessment`] |
//! | one model alone, JSON in and out | [`model`] |

pub mod assessment;
pub mod city;
pub mod consequence;
pub mod domino;
pub mod error;
pub mod facts;
pub mod grading;
pub mod hazard;
pub mod model;
pub mod place;
pub mod quality;
pub mod risk;
pub mod scenario;
pub mod siting;
pub mod standards;

pub use error::Error;
