//! How hard it hits: TNT, vapour cloud, vessel burst.

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[];
