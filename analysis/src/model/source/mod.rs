//! What comes out: outflow, flash, pool, evaporation.

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[];
