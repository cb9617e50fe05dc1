//! Where it goes: plume, puff, dense gas, jet.

mod britter_mcquaid;
mod flash_fire_envelope;
mod gaussian_plume;
mod gaussian_puff;
mod sigma_wind;
mod slab_degadis;
#[cfg(test)]
mod tests;
mod words;

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[
    sigma_wind::MODEL,
    gaussian_plume::MODEL,
    gaussian_puff::MODEL,
    britter_mcquaid::MODEL,
    slab_degadis::MODEL,
    flash_fire_envelope::MODEL,
];
