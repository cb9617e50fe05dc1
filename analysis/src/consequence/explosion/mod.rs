//! How hard a blast hits.
//!
//! | what explodes | file |
//! |---|---|
//! | an explosive, or a charge that stands for it | [`tnt`], with the curves [`kinney_graham`], [`kingery_bulmash`], [`gbt37243`], [`epa`] behind one [`curve`] |
//! | a vapour cloud | [`multi_energy`], [`bst`] with its [`flame_speed`]; energies in [`cloud`] |
//! | a vessel | [`vessel`] |
//!
//! Overpressures fall with distance, so each curve also tells how far an overpressure reaches.

pub mod bst;
pub mod cloud;
pub mod curve;
pub mod epa;
mod falling;
pub mod flame_speed;
pub mod gbt37243;
pub mod kingery_bulmash;
pub mod kinney_graham;
pub mod multi_energy;
pub mod tnt;
pub mod vessel;
