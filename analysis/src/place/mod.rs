//! Where things are: the plane of metres, footprints, least distances, spatial index.

pub mod clearance;
pub mod footprint;
pub mod index;
pub mod plane;

pub use clearance::{Clearance, clearance};
pub use footprint::Footprint;
pub use index::BoxIndex;
pub use plane::Plane;
