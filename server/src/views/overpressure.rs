//! A protection target too near to explosives, as the API shows it.

use analysis::city::City;
use analysis::facts::TargetCategory;
use analysis::siting::external::overpressure::Overpressure;
use analysis::siting::external::sentence;
use analysis::siting::separation::{Object, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

use super::violation::{Violation, approximate, met, verdict};
use super::{lon_lat, metres};

/// A target that stands nearer to explosives than is safe, or may.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OverpressureViolation {
    /// As a distance: `required`, `actual` and `shortfall_m` in m.
    #[serde(flatten)]
    pub of: Violation,
    /// Overpressure at the target, kPa.
    pub overpressure_kpa: f64,
    /// Overpressure that is safe there, kPa: the greatest that its category can be; null where it may be no target.
    pub limit_kpa: Option<f64>,
    /// The least that it can be, kPa.
    pub strictest_kpa: f64,
    /// Decades over the limit, at least; null where it is unknown whether it is over.
    pub decades_over: Option<f64>,
    /// Explosives of the unit, kg of TNT.
    pub tnt_kg: f64,
    /// Whether that is a lower bound.
    pub tnt_is_least: bool,
    /// Whether some of it counts as TNT for want of an equivalent.
    pub equivalent_assumed: bool,
}

/// What is to be known of every such distance.
const NOTE: &str = "要求距离的比例距离约 16–60 m/kg^(1/3), 超出公式适用范围 1–15 (凭记忆) / beyond the range of the formula (from memory)";
/// Where the table of equivalents has none.
const NOTE_ASSUMED: &str =
    "部分爆炸物没有 TNT 当量, 按 1.0 计 / explosives without a TNT equivalent count as TNT";

impl OverpressureViolation {
    /// The view of a finding with its verdict.
    pub fn of(city: &City, finding: &Overpressure, of: Verdict) -> Self {
        let limit_kpa = Some(finding.limit_kpa).filter(|l| l.is_finite());
        let over = (of == Verdict::Violation).then(|| finding.decades_over());
        Self {
            of: distance(city, finding, of),
            overpressure_kpa: finding.overpressure_kpa,
            limit_kpa,
            strictest_kpa: finding.strictest_kpa,
            decades_over: over,
            tnt_kg: finding.charge.tnt_kg,
            tnt_is_least: finding.charge.is_least(),
            equivalent_assumed: finding.charge.is_assumed(),
        }
    }
}

/// The finding as a distance.
fn distance(city: &City, finding: &Overpressure, of: Verdict) -> Violation {
    let site = &city.sites[finding.site];
    let unit = &site.units[finding.charge.unit];
    let target = &city.ground.targets[finding.target];
    let met = met(city, Object::Target(finding.target));
    let place = city.place_names(finding.to);
    let (start, end) = (finding.start_is_approximate, finding.end_is_approximate);
    let assumed = finding.charge.is_assumed();
    let shortfall_m = finding.required_m - finding.actual_m;
    Violation {
        id: format!(
            "{}~{}~{}~{}",
            site.facility.id,
            unit.id,
            target.id,
            sentence::RULE
        ),
        facility_id: site.facility.id.clone(),
        facility_name: site.facility.name.clone(),
        unit_id: Some(unit.id.clone()),
        vessel_id: Some(site.vessels[finding.vessel].1.id.clone()),
        subject_zh: "爆炸物单元".to_owned(),
        subject_en: "explosives".to_owned(),
        target_id: target.id.clone(),
        target_kind: met.kind,
        target_name: target.name.clone(),
        target_category: finding.category.map(|c| TargetCategory::code(c).to_owned()),
        target_category_zh: finding.category.map(|c| c.zh().to_owned()),
        target_category_en: finding.category.map(|c| c.en().to_owned()),
        target_subtype: met.subtype.0,
        target_subtype_zh: met.subtype.1,
        target_subtype_en: met.subtype.2,
        basis: "overpressure",
        verdict: verdict(of),
        rule_id: sentence::RULE.to_owned(),
        standard: sentence::NUMBER.to_owned(),
        clause: sentence::CLAUSE.to_owned(),
        edition: sentence::EDITION.to_owned(),
        confidence: finding.confidence.to_owned(),
        required: metres(finding.required_m),
        required_max: metres(finding.required_max_m),
        actual: metres(finding.actual_m).unwrap_or(0.0),
        unit: "m",
        shortfall_m: metres(shortfall_m).filter(|_| of == Verdict::Violation),
        missing: finding.missing.clone(),
        from: lon_lat(finding.from),
        to: lon_lat(finding.to),
        measured_from_zh: approximate("储罐或货堆外缘", start, true),
        measured_from_en: approximate("outer edge of the vessel or stack", start, false),
        measured_to_zh: approximate("目标外缘", end, true),
        measured_to_en: approximate("outer edge of the target", end, false),
        district_code: place.county.map(|d| d.code.clone()),
        town_code: place.town.map(|d| d.code.clone()),
        town_name: place.town.map(|d| d.name.clone()),
        sentence_zh: sentence::zh(city, finding),
        sentence_en: sentence::en(city, finding),
        note: Some(if assumed {
            format!("{NOTE}; {NOTE_ASSUMED}")
        } else {
            NOTE.to_owned()
        }),
        synthetic: site.facility.provenance.synthetic || met.synthetic,
    }
}
