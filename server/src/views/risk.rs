//! Individual and societal risk, as the API shows them.

use analysis::city::City;
use analysis::facts::{Pipeline, TargetCategory};
use analysis::risk::criteria::{ProtectionClass, Verdict, individual_limit_per_yr};
use analysis::risk::run::at::{At, Share};
use analysis::risk::run::source::{Origin, Owner};
use analysis::risk::run::verdicts::{CLAUSE, Excess};
use serde::Serialize;
use utoipa::ToSchema;

use super::{LonLat, lon_lat};
use crate::risk::CityRisk;

/// How sure the limits are.
const LIMITS_CONFIDENCE: &str =
    "数值读自公开页面, 类别凭记忆 (values read on a page, classes from memory)";

/// Limits of a class of targets.
#[derive(Debug, Serialize, ToSchema)]
pub struct Limit {
    /// `first`, `second` or `third`.
    pub class: &'static str,
    /// Class, Chinese.
    pub class_zh: &'static str,
    /// Class, English.
    pub class_en: &'static str,
    /// For new installations, 1/yr.
    pub new_per_year: f64,
    /// For installations in service, 1/yr.
    pub in_service_per_year: f64,
    /// Clause.
    pub clause: &'static str,
    /// How sure it is.
    pub confidence: &'static str,
}

/// The limits of GB 36894-2018.
pub fn limits() -> Vec<Limit> {
    [
        (
            ProtectionClass::First,
            "first",
            "高敏感、重要、一般一类防护目标",
            "highly sensitive, important, general class 1",
        ),
        (
            ProtectionClass::Second,
            "second",
            "一般二类防护目标",
            "general class 2",
        ),
        (
            ProtectionClass::Third,
            "third",
            "一般三类防护目标",
            "general class 3",
        ),
    ]
    .into_iter()
    .map(|(of, class, class_zh, class_en)| Limit {
        class,
        class_zh,
        class_en,
        new_per_year: individual_limit_per_yr(of, true),
        in_service_per_year: individual_limit_per_yr(of, false),
        clause: CLAUSE,
        confidence: LIMITS_CONFIDENCE,
    })
    .collect()
}

/// What a facility or a pipeline adds.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfFacility {
    /// `facility` or `pipeline`.
    pub kind: &'static str,
    /// Facility, or pipeline.
    pub facility_id: String,
    /// Its name.
    pub facility_name: String,
    /// What it adds, 1/yr.
    pub per_year: f64,
    /// Its share of all, 0 to 1.
    pub share: f64,
}

/// What an outcome of a scenario adds.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contributor {
    /// `facility` or `pipeline`.
    pub kind: &'static str,
    /// Facility, or pipeline.
    pub facility_id: String,
    /// Its name.
    pub facility_name: String,
    /// Vessel, or pipeline.
    pub vessel_id: String,
    /// What it holds.
    pub substance: String,
    /// What stands for a mixture in the models, Chinese.
    pub surrogate_zh: Option<&'static str>,
    /// What stands for a mixture in the models, English.
    pub surrogate_en: Option<&'static str>,
    /// Loss of containment: `instantaneous`, `ten_minutes`, `hole_10_mm`, `rupture` or `leak`.
    pub loss: &'static str,
    /// Loss of containment, Chinese.
    pub loss_zh: &'static str,
    /// Loss of containment, English.
    pub loss_en: &'static str,
    /// What becomes of it.
    pub outcome: &'static str,
    /// Outcome, Chinese.
    pub outcome_zh: &'static str,
    /// Outcome, English.
    pub outcome_en: &'static str,
    /// Frequency of the loss of containment, 1/yr; of a pipeline, 1/yr of each metre.
    pub frequency_per_year: f64,
    /// Where that stands.
    pub frequency_source: String,
    /// How sure it is.
    pub frequency_confidence: String,
    /// What it adds here, 1/yr.
    pub per_year: f64,
    /// Its share of all here, 0 to 1.
    pub share: f64,
}

/// Individual risk at a point.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskAt {
    /// The point.
    #[schema(value_type = Vec<f64>)]
    pub at: LonLat,
    /// Location-specific individual risk, 1/yr: of one who is always there, outdoors, unprotected.
    pub lsir_per_year: f64,
    /// County.
    pub county: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// Limits.
    pub limits: Vec<Limit>,
    /// What each facility and pipeline adds, the greatest first.
    pub by_facility: Vec<OfFacility>,
    /// What each outcome of each scenario adds, the greatest 50.
    pub contributors: Vec<Contributor>,
    /// How many add something.
    pub contributors_total: usize,
    /// Vessels of the city whose risk is not known and not in the sum.
    pub unknown_vessels: usize,
    /// Pipelines of the city whose risk is not known and not in the sum.
    pub unknown_pipelines: usize,
    /// Vessels and pipelines of the city that have no risk by a rule of the event tree.
    pub without_risk: usize,
    /// Run.
    pub run: String,
    /// Whether it is made of invented facts.
    pub synthetic: bool,
}

/// Kind, identifier and name of an owner.
fn named(city: &City, owner: Owner) -> (&'static str, String, String) {
    match owner {
        Owner::Site(site) => {
            let facility = &city.sites[site].facility;
            ("facility", facility.id.clone(), facility.name.clone())
        }
        Owner::Pipeline(number) => {
            let line = &city.ground.pipelines[number];
            ("pipeline", line.id.clone(), pipeline_name(line))
        }
    }
}

/// What a pipeline is called: its identifier, and who runs it.
fn pipeline_name(line: &Pipeline) -> String {
    let operator = line.operator.as_deref().unwrap_or_default();
    format!("管道 {} {operator}", line.id).trim_end().to_owned()
}

/// What a share is of.
pub fn contributor(city: &City, risk: &CityRisk, share: &Share, total: f64) -> Contributor {
    let source = &risk.risk.sources[share.source];
    let scenario = &source.scenarios[share.scenario];
    let (kind, facility_id, facility_name) = named(city, source.origin.owner());
    let row = scenario.loss.row;
    let table = risk.risk.tables.table(scenario.table);
    let contents = table.map(|t| &t.contents);
    let mixture = contents.and_then(|c| c.stands_for);
    Contributor {
        kind,
        vessel_id: match source.origin {
            Origin::Vessel { site, vessel } => city.sites[site].vessels[vessel].1.id.clone(),
            Origin::Pipeline(_) => facility_id.clone(),
        },
        facility_id,
        facility_name,
        substance: contents.map_or_else(String::new, |c| {
            c.stands_for
                .map_or(&c.chemical.name_zh, |s| &s.name_zh)
                .clone()
        }),
        surrogate_zh: mixture.map(|s| s.rule_zh.as_str()),
        surrogate_en: mixture.map(|s| s.rule_en.as_str()),
        loss: scenario.loss.loss.code(),
        loss_zh: scenario.loss.loss.zh(),
        loss_en: scenario.loss.loss.en(),
        outcome: share.kind.code(),
        outcome_zh: share.kind.zh(),
        outcome_en: share.kind.en(),
        frequency_per_year: scenario.per_year,
        frequency_source: format!("{}, {}: {}, {}", row.source, row.table, row.item, row.event),
        frequency_confidence: row.confidence.clone(),
        per_year: share.per_year,
        share: of(share.per_year, total),
    }
}

fn of(part: f64, total: f64) -> f64 {
    if total > 0.0 { part / total } else { 0.0 }
}

/// What each facility and pipeline adds at a point.
pub fn by_facility(city: &City, risk: &CityRisk, at: &At) -> Vec<OfFacility> {
    let mut sums: std::collections::BTreeMap<Owner, f64> = std::collections::BTreeMap::new();
    for share in &at.shares {
        let owner = risk.risk.sources[share.source].origin.owner();
        *sums.entry(owner).or_default() += share.per_year;
    }
    facilities(city, sums, at.lsir_per_year)
}

/// Facilities and pipelines with what they add, the greatest first.
fn facilities(
    city: &City,
    sums: impl IntoIterator<Item = (Owner, f64)>,
    total: f64,
) -> Vec<OfFacility> {
    let mut all: Vec<OfFacility> = sums
        .into_iter()
        .map(|(owner, per_year)| {
            let (kind, facility_id, facility_name) = named(city, owner);
            OfFacility {
                kind,
                facility_id,
                facility_name,
                per_year,
                share: of(per_year, total),
            }
        })
        .collect();
    all.sort_by(|a, b| b.per_year.total_cmp(&a.per_year));
    all
}

/// A target that bears more individual risk than it may.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskViolation {
    /// Identifier.
    pub id: String,
    /// `individual_risk`.
    pub basis: &'static str,
    /// `violation`.
    pub verdict: &'static str,
    /// `facility` or `pipeline`: what adds most.
    pub facility_kind: &'static str,
    /// Facility, or pipeline, that adds most.
    pub facility_id: String,
    /// Its name.
    pub facility_name: String,
    /// Target.
    pub target_id: String,
    /// `target`.
    pub target_kind: &'static str,
    /// Its name.
    pub target_name: String,
    /// Category of GB 36894-2018.
    pub target_category: Option<&'static str>,
    /// Category, Chinese.
    pub target_category_zh: Option<&'static str>,
    /// Category, English.
    pub target_category_en: Option<&'static str>,
    /// Standard.
    pub standard: &'static str,
    /// Clause.
    pub clause: &'static str,
    /// How sure the limit is.
    pub confidence: &'static str,
    /// What it may bear, 1/yr.
    pub required: f64,
    /// What it bears, 1/yr.
    pub actual: f64,
    /// `1/yr`.
    pub unit: &'static str,
    /// Decades over the limit.
    pub decades_over: f64,
    /// Whether the limit is that for a new installation.
    pub is_new: bool,
    /// Middle of the facility that adds most; of a pipeline, its point that is nearest to the target.
    #[schema(value_type = Vec<f64>)]
    pub from: LonLat,
    /// Where the target bears most.
    #[schema(value_type = Vec<f64>)]
    pub to: LonLat,
    /// County of the target.
    pub district_code: Option<String>,
    /// Town of the target.
    pub town_code: Option<String>,
    /// Name of the town.
    pub town_name: Option<String>,
    /// The finding as a sentence, Chinese.
    pub sentence_zh: String,
    /// The finding as a sentence, English.
    pub sentence_en: String,
    /// What each facility and pipeline adds, the greatest first.
    pub by_facility: Vec<OfFacility>,
    /// Whether target or facility is invented.
    pub synthetic: bool,
}

impl RiskViolation {
    /// The view of an excess; none where a place cannot be projected.
    pub fn of(city: &City, excess: &Excess) -> Option<Self> {
        let target = &city.ground.targets[excess.target];
        let owner = excess.by_owner.first()?.0;
        let (facility_kind, facility_id, facility_name) = named(city, owner);
        let to = city.plane.to_lon_lat(excess.at).ok()?;
        let place = city.place_names(to);
        let (zh, en) = if excess.is_new {
            ("新建", "new")
        } else {
            ("在役", "in-service")
        };
        let (name, plant) = (&target.name, &facility_name);
        let (from, is_invented) = match owner {
            Owner::Site(site) => {
                let main = &city.sites[site];
                let middle = super::facility::centre(city, main);
                (middle, main.facility.provenance.synthetic)
            }
            Owner::Pipeline(number) => {
                let line = &city.ground.pipelines[number];
                let nearest = nearest(city, &line.geometry, excess.at)?;
                (nearest, line.provenance.synthetic)
            }
        };
        let (actual, limit) = (excess.lsir_per_year, excess.limit_per_year);
        let category = target.category;
        let all = facilities(city, excess.by_owner.iter().copied(), actual);
        let share = 100.0 * all.first().map_or(0.0, |f| f.share);
        Some(Self {
            id: format!("{facility_id}~{}~individual_risk", target.id),
            basis: "individual_risk",
            verdict: "violation",
            facility_kind,
            target_id: target.id.clone(),
            target_kind: "target",
            target_name: name.clone(),
            target_category: category.map(TargetCategory::code),
            target_category_zh: category.map(TargetCategory::zh),
            target_category_en: category.map(TargetCategory::en),
            standard: "GB 36894-2018",
            clause: CLAUSE,
            confidence: LIMITS_CONFIDENCE,
            required: limit,
            actual,
            unit: "1/yr",
            decades_over: excess.decades_over,
            is_new: excess.is_new,
            from: lon_lat(from),
            to: lon_lat(to),
            district_code: place.county.map(|d| d.code.clone()),
            town_code: place.town.map(|d| d.code.clone()),
            town_name: place.town.map(|d| d.name.clone()),
            sentence_zh: format!(
                "{name}处的个人风险为 {actual:.1e} /年, 超过 GB 36894-2018 对{}({zh}装置)的限值 {limit:.0e} /年; 主要来自{plant} ({share:.0}%)",
                category.map_or("该目标", |c| c.zh()),
            ),
            sentence_en: format!(
                "individual risk at {name} is {actual:.1e} a year, above the {limit:.0e} a year of GB 36894-2018 for {} targets by {en} installations; mostly from {plant} ({share:.0} %)",
                category.map_or("such", |c| c.en()),
            ),
            by_facility: all,
            synthetic: target.provenance.synthetic || is_invented,
            facility_id,
            facility_name,
        })
    }
}

/// The point of a line (degrees) that is nearest to a place (metres); none where it cannot be projected.
fn nearest(
    city: &City,
    line: &geo_types::Geometry<f64>,
    to: geo_types::Coord<f64>,
) -> Option<geo_types::Coord<f64>> {
    use geo::{Closest, ClosestPoint};
    let metres = city.plane.geometry_to_metres(line).ok()?;
    match metres.closest_point(&geo_types::Point::from(to)) {
        Closest::Intersection(p) | Closest::SinglePoint(p) => city.plane.to_lon_lat(p.0).ok(),
        Closest::Indeterminate => None,
    }
}

/// Code and names of a verdict on societal risk.
pub const fn societal(verdict: Verdict) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Acceptable => ("acceptable", "可接受", "acceptable"),
        Verdict::Alarp => (
            "alarp",
            "尽可能降低区(ALARP)",
            "to be reduced as far as reasonably practicable (ALARP)",
        ),
        Verdict::Unacceptable => ("unacceptable", "不可接受", "unacceptable"),
    }
}
