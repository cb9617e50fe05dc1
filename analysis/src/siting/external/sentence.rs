//! A finding by overpressure as a sentence, in Chinese and English.

use super::overpressure::Overpressure;
use crate::city::City;
use crate::siting::separation::Verdict;
use crate::standards::gbt37243::STANDARD;

/// Number of the standard.
pub const NUMBER: &str = "GB/T 37243";

/// Its edition.
pub const EDITION: &str = "2019";

/// Clause of the limits.
pub const CLAUSE: &str = "5.4";

/// Identifier of the rule.
pub const RULE: &str = "GBT37243-overpressure";

/// Metres with one decimal, rounded down.
fn metres(m: f64) -> String {
    format!("{:.1}", (m * 10.0).floor() / 10.0)
}

fn metres_up(m: f64) -> String {
    format!("{:.1}", (m * 10.0).ceil() / 10.0)
}

/// Kilopascals; a limit reads as it stands in the table.
fn limit(kpa: f64) -> String {
    if kpa.is_finite() {
        format!("{kpa}")
    } else {
        "–".to_owned()
    }
}

/// The finding as a Chinese sentence.
pub fn zh(city: &City, of: &Overpressure) -> String {
    let site = &city.sites[of.site];
    let target = &city.ground.targets[of.target];
    let least = if of.charge.is_least() { "至少 " } else { "" };
    let head = format!(
        "{}的“{}”爆炸物折合 TNT {least}{:.0} kg, 最近的储罐 {} 距{} {} m, 该处超压{} {:.2} kPa",
        site.facility.name,
        site.units[of.charge.unit].name,
        of.charge.tnt_kg,
        site.vessels[of.vessel].1.id,
        target.name,
        metres(of.actual_m),
        if of.charge.is_least() {
            "不低于"
        } else {
            "为"
        },
        of.overpressure_kpa,
    );
    match of.verdict {
        Some(Verdict::Violation) => format!(
            "{head}, 超过 {STANDARD} {CLAUSE} 的{} {} kPa; 要求距离{least}{} m, 差 {} m。",
            if of.category.is_some() {
                "安全值"
            } else {
                "最宽安全值"
            },
            limit(of.limit_kpa),
            metres_up(of.required_m),
            metres_up(of.required_m - of.actual_m),
        ),
        Some(Verdict::Unknown) => format!(
            "{head}; 防护目标类别未知, {STANDARD} {CLAUSE} 的安全值可为 {} 至 {} kPa, 不能判定。",
            limit(of.strictest_kpa),
            limit(of.limit_kpa),
        ),
        None => format!(
            "{head}, 未超过 {STANDARD} {CLAUSE} 的安全值 {} kPa。",
            limit(of.strictest_kpa),
        ),
    }
}

/// The finding as an English sentence.
pub fn en(city: &City, of: &Overpressure) -> String {
    let site = &city.sites[of.site];
    let target = &city.ground.targets[of.target];
    let least = if of.charge.is_least() {
        "at least "
    } else {
        ""
    };
    let head = format!(
        "the explosives of {} ({}) stand for {least}{:.0} kg of TNT; vessel {} stands {} m from {}, where the overpressure is {least}{:.2} kPa",
        site.facility.name,
        site.units[of.charge.unit].name,
        of.charge.tnt_kg,
        site.vessels[of.vessel].1.id,
        metres(of.actual_m),
        target.name,
        of.overpressure_kpa,
    );
    match of.verdict {
        Some(Verdict::Violation) => format!(
            "{head}, above {}the {} kPa of {STANDARD} {CLAUSE}, which asks for {least}{} m: {} m too near.",
            if of.category.is_some() {
                ""
            } else {
                "even the widest limit, "
            },
            limit(of.limit_kpa),
            metres_up(of.required_m),
            metres_up(of.required_m - of.actual_m),
        ),
        Some(Verdict::Unknown) => format!(
            "{head}; the category of the target is not known, {STANDARD} {CLAUSE} allows {} to {} kPa: it cannot be judged.",
            limit(of.strictest_kpa),
            limit(of.limit_kpa),
        ),
        None => format!(
            "{head}, within the {} kPa of {STANDARD} {CLAUSE}.",
            limit(of.strictest_kpa),
        ),
    }
}
