//! Where it goes: plume, puff, dense gas, jet.

mod slab_degadis;

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[slab_degadis::MODEL];
