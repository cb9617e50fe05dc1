//! Bands of the risk of a snapshot, computed when they are first asked for: they take longer than the risk itself.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use analysis::risk::run::bands::{FnBand, LevelBand, fn_band, level_bands};

use crate::risk::{CityRisk, LEVELS};

/// Side of a cell of the grid, m. Contours stand to a fraction of it, a factor 2 of distance is far more.
const CELL_M: f64 = 100.0;

/// Bands by what they are of.
#[derive(Default)]
pub struct Bands {
    levels: OnceLock<Result<Vec<LevelBand>, String>>,
    curves: Mutex<BTreeMap<String, Arc<FnBand>>>,
}

impl Bands {
    /// The bands of the contours at [`LEVELS`].
    ///
    /// # Errors
    /// Why there are none.
    pub fn levels(&self, risk: &CityRisk) -> Result<&[LevelBand], &str> {
        let computed = self
            .levels
            .get_or_init(|| level_bands(&risk.risk, &LEVELS, CELL_M).map_err(|e| e.to_string()));
        computed.as_deref().map_err(String::as_str)
    }

    /// The band of the F-N curve of some sources, kept under a name. One is computed at a time.
    pub fn curve(&self, name: &str, risk: &CityRisk, sources: &[usize]) -> Arc<FnBand> {
        let mut known = self.curves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(band) = known.get(name) {
            return Arc::clone(band);
        }
        let band = Arc::new(fn_band(&risk.risk, &risk.crowd, sources));
        known.insert(name.to_owned(), Arc::clone(&band));
        band
    }
}
