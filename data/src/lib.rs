//! Facts in and facts out: from files and the store to [`analysis::facts`], and back.
//!
//! ```text
//! file ──► import ──► store ──► Facts ──► (analysis) ──► results ──► store ──► export ──► file
//!            │
//!           crs      past here every coordinate is CGCS2000 longitude and latitude
//! ```
//!
//! * [`layer`]: what a row of each layer consists of; import, store and export follow it.
//! * [`crs`]: coordinate reference systems, with the Chinese offset datums GCJ-02 and BD-09.
//! * [`import`]: one file into one layer, all or nothing, with every issue of every row.
//! * [`store`]: a GeoPackage that QGIS opens as it is.
//! * [`export`]: a layer or the results into a file.
//! * [`hazard_log`], [`evidence`]: the log of hidden hazards as a chain of hashes, and the files that it names.
//! * [`demo`]: the invented city.

mod clock;
pub mod crs;
pub mod demo;
mod error;
pub mod evidence;
pub mod export;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod gdal_errors;
pub mod hazard_log;
pub mod import;
pub mod layer;
pub mod store;

pub use clock::{now_rfc3339, rfc3339_in};
pub use error::{Error, Result};
pub use import::foreign;
pub use layer::Layer;
pub use store::Store;
