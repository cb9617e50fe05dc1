//! How hot it becomes around a fire.
//!
//! | question | file |
//! |---|---|
//! | the air around it, and what it lets through | [`air`], [`transmissivity`] |
//! | how fast a pool burns, how its flame stands, how bright it is | [`burning`], [`pool_flame`], [`emissive_power`] |
//! | how much of the sky a flame fills | [`view_factor`], [`cylinder`], [`sphere`], [`solid`] |
//! | a pool fire | [`pool`] |
//! | how gas or flashing liquid leaves a hole | [`jet_exit`] |
//! | a jet fire: by one point, by Chamberlain's frustum, by many points along its axis | [`jet_point`], [`jet_frustum`], [`jet_axis`] |
//! | a fireball | [`fireball`] |
//! | how far a level of radiation reaches | [`reach`] |

pub mod air;
pub mod burning;
pub mod cylinder;
pub mod emissive_power;
pub mod fireball;
pub mod jet_axis;
pub mod jet_exit;
pub mod jet_frustum;
pub mod jet_point;
pub mod pool;
pub mod pool_flame;
pub mod reach;
pub mod solid;
pub mod sphere;
pub mod transmissivity;
pub mod vector;
pub mod view_factor;
