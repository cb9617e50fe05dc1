//! A finding of the safety-distance rules.

use analysis::city::City;
use analysis::siting::sentence;
use analysis::siting::separation::{Object, Separation, Verdict};
use analysis::siting::subject::Start;
use analysis::standards::subtypes;
use serde::Serialize;
use utoipa::ToSchema;

use super::{LonLat, lon_lat, metres};

/// A pair that stands nearer than its rule asks, or may.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Violation {
    /// Identifier, the same as long as facility, unit, target and rule are.
    pub id: String,
    /// Facility that has to keep the distance.
    pub facility_id: String,
    /// Its name.
    pub facility_name: String,
    /// Its unit.
    pub unit_id: Option<String>,
    /// Its nearest vessel.
    pub vessel_id: Option<String>,
    /// What the rule calls it, Chinese.
    pub subject_zh: String,
    /// What the rule calls it, English.
    pub subject_en: String,
    /// What it is too near to.
    pub target_id: String,
    /// `target` or `facility`.
    pub target_kind: &'static str,
    /// Its name.
    pub target_name: String,
    /// Category of GB 36894-2018.
    pub target_category: Option<String>,
    /// Category, Chinese.
    pub target_category_zh: Option<String>,
    /// Category, English.
    pub target_category_en: Option<String>,
    /// Subtype.
    pub target_subtype: String,
    /// Subtype, Chinese.
    pub target_subtype_zh: String,
    /// Subtype, English.
    pub target_subtype_en: String,
    /// `distance`, or `overpressure`.
    pub basis: &'static str,
    /// `violation` or `unknown`.
    pub verdict: &'static str,
    /// Rule of the table.
    pub rule_id: String,
    /// Standard.
    pub standard: String,
    /// Clause.
    pub clause: String,
    /// Edition.
    pub edition: String,
    /// Confidence of the number.
    pub confidence: String,
    /// Distance asked whatever is missing, m.
    pub required: Option<f64>,
    /// Distance asked in the strictest case, m; null without a bound.
    pub required_max: Option<f64>,
    /// Least distance, m.
    pub actual: f64,
    /// `m`.
    pub unit: &'static str,
    /// How much is lacking, m; null where it is unknown whether anything is.
    pub shortfall_m: Option<f64>,
    /// Attributes on which it depends.
    pub missing: Vec<&'static str>,
    /// End at the facility.
    #[schema(value_type = Vec<f64>)]
    pub from: LonLat,
    /// End at the target.
    #[schema(value_type = Vec<f64>)]
    pub to: LonLat,
    /// Where it is measured from, Chinese.
    pub measured_from_zh: String,
    /// Where it is measured from, English.
    pub measured_from_en: String,
    /// Where it is measured to, Chinese.
    pub measured_to_zh: String,
    /// Where it is measured to, English.
    pub measured_to_en: String,
    /// District of the target.
    pub district_code: Option<String>,
    /// Town of the target.
    pub town_code: Option<String>,
    /// Name of the town.
    pub town_name: Option<String>,
    /// The finding as a sentence, Chinese.
    pub sentence_zh: String,
    /// The finding as a sentence, English.
    pub sentence_en: String,
    /// Note of the table's row.
    pub note: Option<String>,
    /// Whether facility or target is invented.
    pub synthetic: bool,
}

/// Identifier of a finding.
pub fn id(city: &City, finding: &Separation) -> String {
    let site = &city.sites[finding.site];
    let unit = finding.unit.map_or("-", |u| site.units[u].id.as_str());
    format!(
        "{}~{unit}~{}~{}",
        site.facility.id,
        object_id(city, finding.object),
        finding.rule().id
    )
}

/// Identifier of what a finding is measured to.
pub fn object_id(city: &City, object: Object) -> &str {
    match object {
        Object::Target(t) => &city.ground.targets[t].id,
        Object::Site(s) => &city.sites[s].facility.id,
    }
}

/// `violation` or `unknown`.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Violation => "violation",
        Verdict::Unknown => "unknown",
    }
}

/// What a finding is measured to.
pub(super) struct Met {
    pub(super) kind: &'static str,
    pub(super) category: Option<analysis::facts::TargetCategory>,
    pub(super) subtype: (String, String, String),
    pub(super) synthetic: bool,
}

pub(super) fn met(city: &City, object: Object) -> Met {
    match object {
        Object::Target(t) => {
            let target = &city.ground.targets[t];
            let of = subtypes::properties(target.subtype);
            Met {
                kind: "target",
                category: target.category.or(of.default_category),
                subtype: (
                    target.subtype.code().to_owned(),
                    of.zh.clone(),
                    of.en.clone(),
                ),
                synthetic: target.provenance.synthetic,
            }
        }
        Object::Site(s) => {
            let facility = &city.sites[s].facility;
            Met {
                kind: "facility",
                category: None,
                subtype: (
                    "facility".into(),
                    "相邻企业".into(),
                    "neighbouring enterprise".into(),
                ),
                synthetic: facility.provenance.synthetic,
            }
        }
    }
}

/// Where it is measured, and that an outline is missing there.
pub(super) fn approximate(measured: &str, is: bool, zh: bool) -> String {
    match (is, zh) {
        (false, _) => measured.to_owned(),
        (true, true) => format!("点位(缺少轮廓; 标准为{measured})"),
        (true, false) => {
            format!("point or plant boundary (outline missing; the standard says {measured})")
        }
    }
}

impl Violation {
    /// The view of a finding.
    pub fn of(city: &City, finding: &Separation) -> Self {
        let site = &city.sites[finding.site];
        let rule = finding.rule();
        let met = met(city, finding.object);
        let place = city.place_names(finding.to);
        let certain = finding.verdict == Verdict::Violation;
        let asked = &finding.requirement;
        Self {
            id: id(city, finding),
            facility_id: site.facility.id.clone(),
            facility_name: site.facility.name.clone(),
            unit_id: finding.unit.map(|u| site.units[u].id.clone()),
            vessel_id: if let Start::Vessel(v) = finding.start {
                Some(site.vessels[v].1.id.clone())
            } else {
                None
            },
            subject_zh: rule.subject.zh.clone(),
            subject_en: rule.subject.en.clone(),
            target_id: object_id(city, finding.object).to_owned(),
            target_kind: met.kind,
            target_name: sentence::object_name(city, finding.object).to_owned(),
            target_category: met.category.map(|c| c.code().to_owned()),
            target_category_zh: met.category.map(|c| c.zh().to_owned()),
            target_category_en: met.category.map(|c| c.en().to_owned()),
            target_subtype: met.subtype.0,
            target_subtype_zh: met.subtype.1,
            target_subtype_en: met.subtype.2,
            basis: "distance",
            verdict: verdict(finding.verdict),
            rule_id: rule.id.clone(),
            standard: rule.standard.clone(),
            clause: rule.clause.clone(),
            edition: rule.edition.clone(),
            confidence: rule.confidence.clone(),
            required: metres(asked.least_m),
            required_max: metres(asked.greatest_m),
            actual: metres(finding.actual_m).unwrap_or(0.0),
            unit: "m",
            shortfall_m: if certain {
                metres(asked.least_m - finding.actual_m)
            } else {
                None
            },
            missing: asked.missing.clone(),
            from: lon_lat(finding.from),
            to: lon_lat(finding.to),
            measured_from_zh: approximate(
                &rule.subject.measured_zh,
                finding.start_is_approximate,
                true,
            ),
            measured_from_en: approximate(
                &rule.subject.measured_en,
                finding.start_is_approximate,
                false,
            ),
            measured_to_zh: approximate(&rule.object.measured_zh, finding.end_is_approximate, true),
            measured_to_en: approximate(
                &rule.object.measured_en,
                finding.end_is_approximate,
                false,
            ),
            district_code: place.county.map(|d| d.code.clone()),
            town_code: place.town.map(|d| d.code.clone()),
            town_name: place.town.map(|d| d.name.clone()),
            sentence_zh: sentence::zh(city, finding),
            sentence_en: sentence::en(city, finding),
            note: Some(rule.note.clone()).filter(|n| !n.is_empty()),
            synthetic: site.facility.provenance.synthetic || met.synthetic,
        }
    }
}
