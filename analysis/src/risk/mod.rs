//! How likely it is to be hurt: location-specific individual risk (LSIR), societal risk (F-N), and what must hold.

pub mod contours;
pub mod footprint;
pub mod grid;
pub mod kernel;
pub mod people;
pub mod rose;
