//! How hot it is: pool fire, jet fire, fireball.

use super::Model;

mod fire_fireball_bleve;
mod fire_jet;
mod fire_pool;
mod fire_transmissivity;
mod fuel;
mod levels;
mod surroundings;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[
    fire_pool::MODEL,
    fire_transmissivity::MODEL,
    fire_jet::MODEL,
    fire_fireball_bleve::MODEL,
];
