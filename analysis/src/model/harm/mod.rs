//! Whom it hurts: toxic load, heat, blast.

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[];
