//! Where a cloud goes and how thin it becomes.
//!
//! | question | file |
//! |---|---|
//! | how stable is the air | [`stability`] |
//! | how fast does a cloud spread | [`sigma`] |
//! | how fast is the wind, up to where does it mix | [`wind`] |
//! | a steady release that goes with the wind | [`plume`] |
//! | one of finite duration | [`finite_release`] |
//! | a sudden release that goes with the wind | [`puff`] |
//! | how far is it to a concentration | [`distance`] |
//! | is the cloud dense enough to flow by its own weight | [`dense_criterion`] |
//! | a dense cloud, by the curves of Britter and McQuaid | [`britter_mcquaid`] |
//! | the same cloud, followed by its balances (SLAB) | [`slab`] |
//! | what comes out of a hole under pressure | [`jet`], [`jet_in_wind`] |
//! | how far is it to the lower flammable limit | [`flash_envelope`] |
//! | how much of it comes into a house | [`indoor`] |
//!
//! The frame is that of the wind: x downwind of the release, y across, z up from the ground, all in metres.
//! Values are small and `Copy`; what is asked of them often takes numbers and gives numbers, and allocates nothing.

pub mod britter_mcquaid;
pub mod dense_criterion;
pub mod distance;
pub mod finite_release;
pub mod flash_envelope;
pub mod indoor;
pub mod jet;
pub mod jet_in_wind;
pub mod plume;
pub mod puff;
pub mod sigma;
pub mod slab;
pub mod stability;
pub mod wind;
