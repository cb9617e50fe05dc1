//! A facility in the registry, and its card.

use analysis::assessment::SiteResult;
use analysis::city::{City, Site};
use analysis::facts::{Unit, Vessel};
use analysis::grading::major_hazard::{Grade, Verdict as GradeVerdict};
use analysis::siting::separation::Verdict;
use analysis::siting::subject;
use analysis::standards::{substances, supervised};
use geozero::ToJson;
use serde::Serialize;
use utoipa::ToSchema;

use super::external::ExternalDistance;
use super::external_verdict::ExternalVerdict;
use super::grade::{GradeView, colour, verdict};
use super::{LonLat, Text, lon_lat, round};

/// Grade of a facility: its worst unit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MajorHazard {
    /// `graded`, `not_major_hazard` or `unknown`.
    pub verdict: &'static str,
    /// Level 1–4.
    pub level: Option<u8>,
    /// red, orange, yellow, blue, grey or none.
    pub colour: &'static str,
    /// Why it is unknown.
    pub reasons: Vec<Text>,
}

/// The flags 两重点一重大; null where the facts do not decide.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FlagsView {
    /// Holds chemicals under key supervision.
    pub supervised_chemicals: Option<bool>,
    /// Runs processes under key supervision.
    pub supervised_processes: Option<bool>,
    /// Has a major hazard installation.
    pub major_hazard: Option<bool>,
}

/// A facility in the registry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FacilitySummary {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Unified social credit code.
    pub uscc: Option<String>,
    /// Kind.
    pub kind: &'static str,
    /// Kind, Chinese.
    pub kind_zh: &'static str,
    /// Kind, English.
    pub kind_en: &'static str,
    /// Status.
    pub status: &'static str,
    /// Status, Chinese.
    pub status_zh: &'static str,
    /// Status, English.
    pub status_en: &'static str,
    /// Fire hazard class.
    pub fire_class: Option<&'static str>,
    /// Park that it lies in.
    pub park_id: Option<String>,
    /// Name of the park.
    pub park_name: Option<String>,
    /// District that it lies in.
    pub district_code: Option<String>,
    /// Name of the district.
    pub district_name: Option<String>,
    /// Town that it lies in.
    pub town_code: Option<String>,
    /// Name of the town.
    pub town_name: Option<String>,
    /// Centre.
    #[schema(value_type = Vec<f64>)]
    pub location: LonLat,
    /// Grade of its worst unit.
    pub major_hazard: MajorHazard,
    /// Flags.
    pub two_key_one_major: FlagsView,
    /// Distance violations that start from it.
    pub violations: usize,
    /// Distances that could not be judged.
    pub unknown_verdicts: usize,
    /// Whether it is invented.
    pub synthetic: bool,
}

/// A supervised process.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProcessView {
    /// Number in the lists, 1–18.
    pub no: u8,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
}

/// A vessel.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VesselView {
    /// Identifier.
    pub id: String,
    /// Substance as given.
    pub substance: Option<String>,
    /// Chinese name, where the tables know it.
    pub name_zh: Option<String>,
    /// English name, where the tables know it.
    pub name_en: Option<String>,
    /// Quantity, t.
    pub quantity_t: Option<f64>,
    /// Way of storage.
    pub storage: Option<&'static str>,
    /// Way of storage, Chinese.
    pub storage_zh: Option<&'static str>,
    /// Way of storage, English.
    pub storage_en: Option<&'static str>,
    /// Temperature, °C.
    pub temperature_c: Option<f64>,
    /// Gauge pressure, kPa.
    pub pressure_kpa: Option<f64>,
    /// Volume, m³.
    pub volume_m3: Option<f64>,
    /// Diameter, m.
    pub diameter_m: Option<f64>,
    /// Fire hazard class.
    pub fire_class: Option<&'static str>,
    /// Centre.
    #[schema(value_type = Vec<f64>)]
    pub location: LonLat,
}

/// A unit with its grade and vessels.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnitView {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: &'static str,
    /// Kind, Chinese.
    pub kind_zh: &'static str,
    /// Kind, English.
    pub kind_en: &'static str,
    /// Supervised processes.
    pub processes: Vec<ProcessView>,
    /// Grade.
    pub grade: GradeView,
    /// Vessels.
    pub vessels: Vec<VesselView>,
}

/// Where a row came from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProvenanceView {
    /// File or generator.
    pub source_file: String,
    /// Row.
    pub source_row: u64,
    /// When it was stored.
    pub imported_at: String,
    /// Whether it is invented.
    pub synthetic: bool,
}

/// The card of a facility.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacilityCard {
    /// As in the registry.
    #[serde(flatten)]
    pub summary: FacilitySummary,
    /// Boundary or point, GeoJSON.
    #[schema(value_type = Object)]
    pub geometry: serde_json::Value,
    /// Date of construction.
    pub built_on: Option<String>,
    /// Design code that governs its distances.
    pub design_code: Option<String>,
    /// Whether that was assumed from its kind.
    pub design_code_assumed: bool,
    /// People within 500 m of the boundary.
    pub people_within_500_m: Option<f64>,
    /// α.
    pub alpha: Option<f64>,
    /// `polygon` or `point`.
    pub boundary: &'static str,
    /// Units.
    pub units: Vec<UnitView>,
    /// External safety distance by GB/T 37243-2019.
    pub external_distance: ExternalDistance,
    /// What the tables do not cover here.
    pub gaps: Vec<Text>,
    /// Where the row came from.
    pub provenance: ProvenanceView,
}

impl FacilitySummary {
    /// The view of a facility with its results.
    pub fn of(city: &City, site: &Site, result: &SiteResult) -> Self {
        let f = &site.facility;
        let location = centre(city, site);
        let place = city.place_names(location);
        let worst = result.worst();
        Self {
            id: f.id.clone(),
            name: f.name.clone(),
            uscc: f.uscc.clone(),
            kind: f.kind.code(),
            kind_zh: f.kind.zh(),
            kind_en: f.kind.en(),
            status: f.status.code(),
            status_zh: f.status.zh(),
            status_en: f.status.en(),
            fire_class: f.fire_class.map(analysis::facts::FireClass::code),
            park_id: place.park.map(|p| p.id.clone()),
            park_name: place.park.map(|p| p.name.clone()),
            district_code: place.county.map(|d| d.code.clone()),
            district_name: place.county.map(|d| d.name.clone()),
            town_code: place.town.map(|d| d.code.clone()),
            town_name: place.town.map(|d| d.name.clone()),
            location: lon_lat(location),
            major_hazard: worst.map_or_else(
                || MajorHazard {
                    verdict: "unknown",
                    level: None,
                    colour: "grey",
                    reasons: vec![Text {
                        zh: "没有登记单元".into(),
                        en: "no units are registered".into(),
                    }],
                },
                |g| MajorHazard {
                    verdict: verdict(g.verdict),
                    level: g.level,
                    colour: colour(g.verdict, g.level),
                    reasons: reasons(site, result),
                },
            ),
            two_key_one_major: FlagsView {
                supervised_chemicals: result.flags.supervised_chemicals,
                supervised_processes: result.flags.supervised_processes,
                major_hazard: result.flags.major_hazard,
            },
            violations: result.count(Verdict::Violation),
            unknown_verdicts: result.count(Verdict::Unknown),
            synthetic: f.provenance.synthetic,
        }
    }
}

/// Why units are unknown: a graded unit must not hide an unknown one that may be worse.
fn reasons(site: &Site, result: &SiteResult) -> Vec<Text> {
    let of_unit = |(unit, grade): (&Unit, &Grade)| -> Vec<Text> {
        let unknown = grade.verdict == GradeVerdict::Unknown;
        let texts = grade.reasons.iter().filter(|_| unknown);
        texts
            .map(|r| Text {
                zh: format!("{}: {}", unit.name, r.zh),
                en: format!("{}: {}", unit.name, r.en),
            })
            .collect()
    };
    site.units
        .iter()
        .zip(&result.grades)
        .flat_map(of_unit)
        .collect()
}

/// Centre of a facility's boundary, degrees.
pub fn centre(city: &City, site: &Site) -> geo_types::Coord<f64> {
    city.plane
        .to_lon_lat(site.footprint.centre())
        .expect("what was projected into the plane can be brought back")
}

impl FacilityCard {
    /// The card of a facility with its results and the verdicts of GB/T 37243-2019.
    pub fn of(
        city: &City,
        site: &Site,
        result: &SiteResult,
        verdicts: Vec<ExternalVerdict>,
    ) -> Self {
        let f = &site.facility;
        let code = subject::design_code(f);
        let people = result.exposure.counted();
        let geometry = f
            .geometry
            .to_json()
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok());
        Self {
            summary: FacilitySummary::of(city, site, result),
            geometry: geometry.unwrap_or(serde_json::Value::Null),
            built_on: f.built_on.clone(),
            design_code: code.map(|(c, _)| c.to_owned()),
            design_code_assumed: code.is_some_and(|(_, assumed)| assumed),
            people_within_500_m: people.map(|p| round(p, 10.0)),
            alpha: people.map(analysis::standards::gb18218::alpha),
            boundary: if result.exposure.has_boundary {
                "polygon"
            } else {
                "point"
            },
            units: site
                .units
                .iter()
                .enumerate()
                .map(|(i, u)| unit(city, site, i, u, result))
                .collect(),
            external_distance: ExternalDistance::of(site, &result.external, verdicts),
            gaps: result.gaps.iter().map(Text::from).collect(),
            provenance: ProvenanceView {
                source_file: f.provenance.source_file.to_string(),
                source_row: f.provenance.source_row,
                imported_at: f.provenance.imported_at.to_string(),
                synthetic: f.provenance.synthetic,
            },
        }
    }
}

fn unit(city: &City, site: &Site, index: usize, unit: &Unit, result: &SiteResult) -> UnitView {
    let process = |no: &u8| {
        supervised::process(*no).map(|p| ProcessView {
            no: p.no,
            name_zh: p.name_zh.clone(),
            name_en: p.name_en.clone(),
        })
    };
    let vessels = site
        .vessels
        .iter()
        .zip(&site.vessel_footprints)
        .filter(|((u, _), _)| *u == index);
    UnitView {
        id: unit.id.clone(),
        name: unit.name.clone(),
        kind: unit.kind.code(),
        kind_zh: unit.kind.zh(),
        kind_en: unit.kind.en(),
        processes: unit.processes.iter().filter_map(process).collect(),
        grade: GradeView::from(&result.grades[index]),
        vessels: vessels
            .map(|((_, v), footprint)| {
                let at = city
                    .plane
                    .to_lon_lat(footprint.centre())
                    .expect("what was projected can be brought back");
                vessel(v, at)
            })
            .collect(),
    }
}

fn vessel(v: &Vessel, at: geo_types::Coord<f64>) -> VesselView {
    let known = v
        .substance
        .as_deref()
        .and_then(|s| substances::find(s).first().copied());
    VesselView {
        id: v.id.clone(),
        substance: v.substance.clone(),
        name_zh: known.map(|s| s.name_zh.clone()),
        name_en: known.map(|s| s.name_en.clone()),
        quantity_t: v.quantity_t,
        storage: v.storage.map(analysis::facts::Storage::code),
        storage_zh: v.storage.map(analysis::facts::Storage::zh),
        storage_en: v.storage.map(analysis::facts::Storage::en),
        temperature_c: v.temperature_c,
        pressure_kpa: v.pressure_kpa,
        volume_m3: v.volume_m3,
        diameter_m: v.diameter_m,
        fire_class: subject::fire_class(v).map(analysis::facts::FireClass::code),
        location: lon_lat(at),
    }
}
