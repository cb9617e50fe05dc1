//! GDAL's own messages go to the log, not to the terminal.

use std::sync::Once;

static ONCE: Once = Once::new();

/// Sends what GDAL says to the log; what matters comes back as an error of the call.
pub(crate) fn to_log() {
    ONCE.call_once(|| {
        gdal::config::set_error_handler(|class, number, text| {
            tracing::debug!(?class, number, text, "gdal: {text}");
        });
    });
}
