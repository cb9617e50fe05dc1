//! What comes out: outflow, flash, pool, evaporation; and the properties behind them.

mod given;
mod properties;
mod source_flash_pool_evaporation;
mod source_gas_outflow;
mod source_liquid_outflow;

use super::Model;

/// The models of this kind.
pub(super) const MODELS: &[Model] = &[
    source_liquid_outflow::MODEL,
    source_gas_outflow::MODEL,
    source_flash_pool_evaporation::MODEL,
    properties::MODEL,
];
