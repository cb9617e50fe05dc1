//! A finding as a sentence, in Chinese and English.

use super::separation::{Object, Separation, Verdict};
use super::subject::Start;
use crate::city::City;

/// Chinese and English names of the attributes that can be missing.
const ATTRIBUTES: &[(&str, &str, &str)] = &[
    ("fire_class", "火灾危险性类别", "fire hazard class"),
    (
        "flammable_release",
        "是否散发可燃气体、蒸气",
        "whether flammable gas or vapour is released",
    ),
    ("fuel", "油品", "fuel"),
    ("high_rise", "建筑高度", "height of the building"),
    ("holds", "物质或储存方式", "substance or way of storage"),
    (
        "important",
        "是否重要公共建筑(人数、床位或面积)",
        "people, beds or floor area (important public building)",
    ),
    ("object", "储罐或仓库", "tank or warehouse"),
    ("oil_depot_grade", "油库总容量", "capacity of the oil depot"),
    (
        "own_fire_resistance",
        "厂房耐火等级",
        "fire resistance of the factory building",
    ),
    (
        "placement",
        "地上、覆土或埋地",
        "above ground, covered or buried",
    ),
    (
        "protection_class",
        "民用建筑物保护类别",
        "protection class of the building (GB 50156 appendix B)",
    ),
    ("resistance", "耐火等级", "fire resistance rating"),
    ("roof", "固定顶或浮顶", "fixed or floating roof"),
    ("single_volume_m3", "单罐容积", "volume of the tank"),
    ("small_buried", "埋地罐容积", "volumes of the buried tanks"),
    ("station_grade", "加油站总容积", "capacity of the station"),
    ("storage_item", "甲类物品项别", "item of the class-甲 goods"),
    ("storage_t", "储量", "quantity stored"),
    ("tank_axis", "立式或卧式", "vertical or horizontal tank"),
    (
        "total_capacity_m3",
        "罐区总容量",
        "total capacity of the tank farm",
    ),
    ("total_volume_m3", "储罐总容积", "total volume of the tanks"),
    ("tower_height_m", "杆塔高度", "height of the towers"),
];

/// Names of an attribute, Chinese and English.
pub fn attribute(name: &str) -> (&str, &str) {
    ATTRIBUTES
        .iter()
        .find(|(n, ..)| *n == name)
        .map_or((name, name), |(_, zh, en)| (zh, en))
}

/// Name of what a finding is measured to.
pub fn object_name(city: &City, object: Object) -> &str {
    match object {
        Object::Target(t) => &city.ground.targets[t].name,
        Object::Site(s) => &city.sites[s].facility.name,
    }
}

/// Metres with one decimal, rounded down so that "less than required" never reads "equal".
fn metres(m: f64) -> String {
    if m.is_finite() {
        format!("{:.1}", (m * 10.0).floor() / 10.0)
    } else {
        "?".to_owned()
    }
}

fn required(m: f64) -> String {
    let text = format!("{m:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The finding as a Chinese sentence.
pub fn zh(city: &City, finding: &Separation) -> String {
    let site = &city.sites[finding.site];
    let rule = finding.rule();
    let from = match finding.start {
        Start::Vessel(v) => format!("(储罐 {})", site.vessels[v].1.id),
        Start::Unit(u) => format!("({})", site.units[u].name),
        Start::Facility => String::new(),
    };
    let head = format!(
        "{}的{}{from}距{} {} m",
        site.facility.name,
        rule.subject.zh,
        object_name(city, finding.object),
        metres(finding.actual_m),
    );
    let clause = format!("{}-{} {}", rule.standard, rule.edition, rule.clause);
    match finding.verdict {
        Verdict::Violation if finding.requirement.missing.is_empty() => format!(
            "{head}, 小于{clause}要求的 {} m, 差 {} m。",
            required(finding.requirement.least_m),
            metres_up(finding.requirement.least_m - finding.actual_m),
        ),
        Verdict::Violation => format!(
            "{head}, 小于{clause}至少要求的 {} m(缺少{}, 要求可达 {} m)。",
            required(finding.requirement.least_m),
            names(finding, |n| attribute(n).0, "、"),
            upper(finding.requirement.greatest_m),
        ),
        Verdict::Unknown => format!(
            "{head}; 缺少{}, {clause}的要求在 {}–{} m 之间, 不能判定。",
            names(finding, |n| attribute(n).0, "、"),
            required(finding.requirement.least_m),
            upper(finding.requirement.greatest_m),
        ),
    }
}

/// The finding as an English sentence.
pub fn en(city: &City, finding: &Separation) -> String {
    let site = &city.sites[finding.site];
    let rule = finding.rule();
    let from = match finding.start {
        Start::Vessel(v) => format!(" (vessel {})", site.vessels[v].1.id),
        Start::Unit(u) => format!(" ({})", site.units[u].name),
        Start::Facility => String::new(),
    };
    let head = format!(
        "{} of {}{from} stands {} m from {}",
        rule.subject.en,
        site.facility.name,
        metres(finding.actual_m),
        object_name(city, finding.object),
    );
    let clause = format!("{}-{} {}", rule.standard, rule.edition, rule.clause);
    match finding.verdict {
        Verdict::Violation if finding.requirement.missing.is_empty() => format!(
            "{head}; {clause} asks for {} m: {} m too near.",
            required(finding.requirement.least_m),
            metres_up(finding.requirement.least_m - finding.actual_m),
        ),
        Verdict::Violation => format!(
            "{head}; {clause} asks for at least {} m (up to {} m, by the missing {}).",
            required(finding.requirement.least_m),
            upper(finding.requirement.greatest_m),
            names(finding, |n| attribute(n).1, ", "),
        ),
        Verdict::Unknown => format!(
            "{head}; {clause} asks for {} to {} m: it depends on the missing {}.",
            required(finding.requirement.least_m),
            upper(finding.requirement.greatest_m),
            names(finding, |n| attribute(n).1, ", "),
        ),
    }
}

fn upper(m: f64) -> String {
    if m.is_finite() {
        required(m)
    } else {
        "1.5 H".to_owned()
    }
}

fn metres_up(m: f64) -> String {
    format!("{:.1}", (m * 10.0).ceil() / 10.0)
}

fn names(finding: &Separation, name: impl Fn(&'static str) -> &'static str, comma: &str) -> String {
    finding
        .requirement
        .missing
        .iter()
        .map(|n| name(n))
        .collect::<Vec<_>>()
        .join(comma)
}
