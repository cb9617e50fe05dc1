//! What is there: plain structs of the layers that a bureau brings.
//!
//! Geometry is longitude and latitude in degrees, CGCS2000 (EPSG:4490). A missing attribute is
//! `None`, never a default: what depends on it becomes "unknown".

mod layers;
mod subtype;
mod vocabulary;

pub use layers::{
    District, Facility, Facts, HiddenHazard, Monitor, Park, Pipeline, PopulationCell, Provenance,
    Resource, Target, Unit, Vessel, WeatherRow, Zone,
};
pub use subtype::Subtype;
pub use vocabulary::{
    DistrictLevel, FacilityKind, FacilityStatus, FireClass, HazardLevel, HazardState,
    MonitorQuantity, ParkKind, Period, Placement, ResourceKind, Roof, Stability, Storage,
    TargetCategory, UnitKind, UnknownWord, ZoneKind,
};
