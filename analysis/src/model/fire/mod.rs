//! How hot it is: pool fire, jet fire, fireball.

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[];
