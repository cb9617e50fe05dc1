//! The rows of each layer.

use std::sync::Arc;

use geo_types::{Geometry, MultiPolygon};
use serde::Serialize;

use super::{
    DistrictLevel, FacilityKind, FacilityStatus, FireClass, HazardLevel, HazardState,
    MonitorQuantity, ParkKind, Period, Placement, ResourceKind, Roof, Stability, Storage, Subtype,
    TargetCategory, UnitKind, ZoneKind,
};

/// Where a row came from. Every row keeps it; results show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// File that the row was read from, or the name of the generator.
    pub source_file: Arc<str>,
    /// Row in that file, counted from 1 without the header.
    pub source_row: u64,
    /// When it was stored, RFC 3339.
    pub imported_at: Arc<str>,
    /// True for an invented row (合成数据).
    pub synthetic: bool,
}

/// An administrative district (行政区划).
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// GB/T 2260 code, 6 digits for counties and up, 9 for towns.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// Level.
    pub level: DistrictLevel,
    /// Code of the district above.
    pub parent_code: Option<String>,
    /// Outline.
    pub geometry: MultiPolygon<f64>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A chemical park or industrial zone (化工园区, 工业集中区).
#[derive(Debug, Clone, PartialEq)]
pub struct Park {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: ParkKind,
    /// Outline.
    pub geometry: MultiPolygon<f64>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A plant or other site with hazardous chemicals (企业).
#[derive(Debug, Clone, PartialEq)]
pub struct Facility {
    /// Identifier.
    pub id: String,
    /// Unified social credit code (统一社会信用代码, GB 32100).
    pub uscc: Option<String>,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: FacilityKind,
    /// Status.
    pub status: FacilityStatus,
    /// Date of construction, ISO 8601.
    pub built_on: Option<String>,
    /// Fire hazard class of the plant as a whole.
    pub fire_class: Option<FireClass>,
    /// Design code that governs its distances, such as `GB 50160`; by kind where absent.
    pub design_code: Option<String>,
    /// Total tank capacity, m³; the sum over its vessels where absent.
    pub capacity_m3: Option<f64>,
    /// Plant boundary (厂区边界), or a point.
    pub geometry: Geometry<f64>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A production or storage unit (单元) of GB 18218-2018.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Identifier.
    pub id: String,
    /// Facility that it belongs to.
    pub facility_id: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: UnitKind,
    /// Numbers of the supervised processes that run in it, 1–18.
    pub processes: Vec<u8>,
    /// Fire hazard class; the facility's where absent.
    pub fire_class: Option<FireClass>,
    /// Outline of the installation or of the dike; the facility's where absent.
    pub geometry: Option<Geometry<f64>>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A tank, reactor or stack of packages that holds a substance.
#[derive(Debug, Clone, PartialEq)]
pub struct Vessel {
    /// Identifier.
    pub id: String,
    /// Unit that it belongs to.
    pub unit_id: String,
    /// CAS number or name.
    pub substance: Option<String>,
    /// Symbol of a hazard class of GB 18218-2018 table 2, for what table 1 does not name (`W5.3`).
    pub hazard_class: Option<String>,
    /// Design maximum quantity, t.
    pub quantity_t: Option<f64>,
    /// How it is held.
    pub storage: Option<Storage>,
    /// Above ground, covered or buried; above ground where absent.
    pub placement: Option<Placement>,
    /// Temperature, °C.
    pub temperature_c: Option<f64>,
    /// Gauge pressure, kPa.
    pub pressure_kpa: Option<f64>,
    /// Volume, m³.
    pub volume_m3: Option<f64>,
    /// Outer diameter, m, for a vessel that is given as a point.
    pub diameter_m: Option<f64>,
    /// Fixed or floating roof, for an atmospheric tank.
    pub roof: Option<Roof>,
    /// Area inside its dike, m².
    pub bund_area_m2: Option<f64>,
    /// Key of the frequency table.
    pub equipment: Option<String>,
    /// Fire hazard class of what it holds; by the substance where absent.
    pub fire_class: Option<FireClass>,
    /// Centre, or outline of the outer wall.
    pub geometry: Geometry<f64>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A protection target (防护目标), or something else that a distance is measured to.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Category of GB 36894-2018; `None` for what is no protection target (roads, railways, lines).
    pub category: Option<TargetCategory>,
    /// What it is.
    pub subtype: Subtype,
    /// People there by day.
    pub people_day: Option<f64>,
    /// People there by night.
    pub people_night: Option<f64>,
    /// Height of the building, m.
    pub height_m: Option<f64>,
    /// Fire resistance rating of the building (耐火等级), 1–4.
    pub fire_resistance: Option<u8>,
    /// Class of the building by GB 50156-2021 appendix B (民用建筑物保护类别), 1–3.
    pub protection_class: Option<u8>,
    /// Gross floor area, m².
    pub floor_area_m2: Option<f64>,
    /// Beds of a hospital, care home or hotel.
    pub beds: Option<f64>,
    /// Height of the towers of an overhead line, m.
    pub tower_height_m: Option<f64>,
    /// Where it is.
    pub geometry: Geometry<f64>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A cell of the population grid.
#[derive(Debug, Clone, PartialEq)]
pub struct PopulationCell {
    /// Identifier.
    pub id: String,
    /// People by day.
    pub people_day: f64,
    /// People by night.
    pub people_night: f64,
    /// Where the numbers come from.
    pub source: String,
    /// Outline of the cell.
    pub geometry: MultiPolygon<f64>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// One row of the joint frequency of wind and stability.
#[derive(Debug, Clone, PartialEq)]
pub struct WeatherRow {
    /// Direction that the wind comes from, degrees clockwise from north.
    pub direction_deg_cw_north: f64,
    /// Wind speed at 10 m, m/s.
    pub speed_m_s: f64,
    /// Pasquill class.
    pub stability: Stability,
    /// Day or night.
    pub period: Period,
    /// Share of the whole year, 0–1; all rows sum to 1.
    pub probability: f64,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// An area with a rule of its own: the main urban area, an ecological red line.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: Option<String>,
    /// Kind.
    pub kind: ZoneKind,
    /// Outline.
    pub geometry: MultiPolygon<f64>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A pipeline that carries a hazardous substance (危险化学品输送管道).
#[derive(Debug, Clone, PartialEq)]
pub struct Pipeline {
    /// Identifier.
    pub id: String,
    /// Who runs it.
    pub operator: Option<String>,
    /// CAS number or name.
    pub substance: Option<String>,
    /// Outer diameter, mm.
    pub diameter_mm: Option<f64>,
    /// Gauge pressure, kPa.
    pub pressure_kpa: Option<f64>,
    /// Whether it runs above ground.
    pub above_ground: Option<bool>,
    /// Its course.
    pub geometry: Geometry<f64>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A hidden hazard (事故隐患) and its state in the closed loop.
#[derive(Debug, Clone, PartialEq)]
pub struct HiddenHazard {
    /// Identifier.
    pub id: String,
    /// Facility where it was found.
    pub facility_id: String,
    /// Level.
    pub level: HazardLevel,
    /// Day on which it was found, ISO 8601.
    pub found_on: String,
    /// Who or what found it.
    pub source: Option<String>,
    /// Clause that it breaks.
    pub clause: Option<String>,
    /// What is wrong.
    pub description: String,
    /// Day until which it must be put right.
    pub due_on: Option<String>,
    /// Day on which it was closed.
    pub closed_on: Option<String>,
    /// State.
    pub state: HazardState,
    /// Barrier that it weakens.
    pub barrier: Option<String>,
    /// Where it is; its facility's place where absent.
    pub geometry: Option<Geometry<f64>>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// Something or somebody that helps in an emergency (应急资源).
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Identifier.
    pub id: String,
    /// Kind.
    pub kind: ResourceKind,
    /// Name.
    pub name: String,
    /// What it can do, what it holds.
    pub capabilities: Option<String>,
    /// Who holds it.
    pub holder: Option<String>,
    /// Telephone of the duty desk.
    pub phone: Option<String>,
    /// Where it is.
    pub geometry: Geometry<f64>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// A monitor of a vessel with its thresholds (监测点).
#[derive(Debug, Clone, PartialEq)]
pub struct Monitor {
    /// Identifier.
    pub id: String,
    /// Vessel that it watches.
    pub vessel_id: String,
    /// What it measures.
    pub quantity: MonitorQuantity,
    /// Unit of its readings and thresholds.
    pub unit: String,
    /// Low-low threshold.
    pub low_low: Option<f64>,
    /// Low threshold.
    pub low: Option<f64>,
    /// High threshold.
    pub high: Option<f64>,
    /// High-high threshold.
    pub high_high: Option<f64>,
    /// Where it is; its vessel's place where absent.
    pub geometry: Option<Geometry<f64>>,
    /// Where the row came from.
    pub provenance: Provenance,
}

/// Everything that a store holds: the input of [`City`](crate::city::City).
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Districts.
    pub districts: Vec<District>,
    /// Parks.
    pub parks: Vec<Park>,
    /// Zones.
    pub zones: Vec<Zone>,
    /// Facilities.
    pub facilities: Vec<Facility>,
    /// Units.
    pub units: Vec<Unit>,
    /// Vessels.
    pub vessels: Vec<Vessel>,
    /// Pipelines.
    pub pipelines: Vec<Pipeline>,
    /// Targets.
    pub targets: Vec<Target>,
    /// Population cells.
    pub population: Vec<PopulationCell>,
    /// Hidden hazards.
    pub hidden_hazards: Vec<HiddenHazard>,
    /// Emergency resources.
    pub resources: Vec<Resource>,
    /// Monitors.
    pub monitors: Vec<Monitor>,
    /// Weather.
    pub weather: Vec<WeatherRow>,
}
