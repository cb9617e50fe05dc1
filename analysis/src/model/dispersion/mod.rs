//! Where it goes: plume, puff, dense gas, jet.

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[];
