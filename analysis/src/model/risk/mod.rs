//! How likely: event tree, individual and societal risk, escalation.

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[];
