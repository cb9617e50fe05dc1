//! Why a method was chosen, in Chinese and English.

use super::choice::{Choice, Lacking, Method};
use crate::city::Site;
use crate::grading::major_hazard::Reason;
use crate::standards::gbt37243::{self, threshold_q_over_q};

/// Names of an attribute that would settle a method, Chinese and English.
pub fn field(name: &'static str) -> (&'static str, &'static str) {
    match name {
        "substance" => ("物质", "the substance"),
        "hazard_class" => ("危险性类别", "the hazard class"),
        "quantity_t" => ("储量", "the quantity"),
        "units" => ("单元", "the units"),
        "vessels" => ("储罐或物质", "the vessels"),
        other => (other, other),
    }
}

/// Why.
pub(super) fn why(site: &Site, of: &Choice) -> Reason {
    let first = match of.method {
        Method::NotJudged => Reason::new("企业已关闭", "the facility is closed"),
        Method::OutOfScope => out_of_scope(site),
        Method::Consequence => consequence(site, of),
        Method::Risk => risk(site, of),
        Method::FixedDistance => fixed_distance(of),
        Method::Unknown => return unknown(site, of),
    };
    if of.lacking.is_empty() {
        return first;
    }
    let more = named(site, &of.lacking);
    Reason::new(
        format!("{}。仍待补充: {}", first.zh, more.zh),
        format!("{}. Still open: {}", first.en, more.en),
    )
}

fn out_of_scope(site: &Site) -> Reason {
    gbt37243::excluded(&site.facility).map_or_else(
        || Reason::new("不在标准范围内", "out of the scope of the standard"),
        |e| {
            Reason::new(
                format!("{}不在本标准范围内, 执行 {}", e.what_zh, e.own_standard),
                format!(
                    "{} are out of the scope of this standard; {} is theirs",
                    e.what_en, e.own_standard
                ),
            )
        },
    )
}

fn unit_name(site: &Site, unit: Option<usize>) -> &str {
    unit.and_then(|u| site.units.get(u))
        .map_or("", |u| u.name.as_str())
}

fn consequence(site: &Site, of: &Choice) -> Reason {
    let unit = unit_name(site, of.unit);
    let (zh, en) = match of.also.first() {
        Some(Method::Risk) => (
            "; 另有单元的有毒、易燃气体 Σq/Q ≥ 1, 整个企业还须定量风险评价",
            "; another unit has toxic or flammable gases with Σ q/Q ≥ 1, so that the risk of the whole enterprise is assessed too",
        ),
        Some(_) => (
            "; 其余单元执行相关标准的距离",
            "; for its other units the distances of the governing codes",
        ),
        None => ("", ""),
    };
    Reason::new(
        format!("“{unit}”涉及爆炸物{zh}"),
        format!("`{unit}` has explosives{en}"),
    )
}

/// A ratio with three digits.
fn ratio(value: f64) -> String {
    let digits = if value >= 100.0 {
        0
    } else if value >= 10.0 {
        1
    } else {
        2
    };
    format!("{value:.digits$}")
}

fn risk(site: &Site, of: &Choice) -> Reason {
    let unit = unit_name(site, of.unit);
    let sum = of.unit.map_or(0.0, |u| of.units[u].sum_q_over_q);
    let least = if of.unit.is_some_and(|u| of.units[u].gas_is_open) {
        ("至少", "at least ")
    } else {
        ("", "")
    };
    let (sum, limit) = (ratio(sum), ratio(threshold_q_over_q()));
    Reason::new(
        format!(
            "“{unit}”的有毒、易燃气体 Σq/Q {}为 {sum}, 不小于 {limit}(求和及限值凭记忆); 整个企业一并评价",
            least.0
        ),
        format!(
            "toxic and flammable gases of `{unit}` have Σ q/Q of {}{sum}, not below {limit} (sum and limit from memory); the whole enterprise is assessed",
            least.1
        ),
    )
}

fn fixed_distance(of: &Choice) -> Reason {
    let limit = threshold_q_over_q();
    let Some(sum) = of.sum_q_over_q else {
        return Reason::new(
            "没有爆炸物, 也没有有毒或易燃气体",
            "no explosives, no toxic or flammable gases",
        );
    };
    let all = of.enterprise_sum_q_over_q.unwrap_or(sum);
    let together = if all >= limit {
        (
            format!(
                "; 注意: 各单元合计为 {}, 若按整个企业求和则须定量风险评价(凭记忆, 原文按装置和设施)",
                ratio(all)
            ),
            format!(
                "; note: over all units it is {}, and risk would be assessed if the whole enterprise were summed up (from memory: the standard speaks of the installation)",
                ratio(all)
            ),
        )
    } else {
        (String::new(), String::new())
    };
    Reason::new(
        format!(
            "没有爆炸物; 各单元有毒、易燃气体 Σq/Q 最大为 {}, 小于 {}(求和及限值凭记忆){}",
            ratio(sum),
            ratio(limit),
            together.0
        ),
        format!(
            "no explosives; toxic and flammable gases of a unit have Σ q/Q of {} at most, below {} (sum and limit from memory){}",
            ratio(sum),
            ratio(limit),
            together.1
        ),
    )
}

fn unknown(site: &Site, of: &Choice) -> Reason {
    let more = named(site, &of.lacking);
    Reason::new(
        format!("方法取决于缺少的信息: {}", more.zh),
        format!("the method depends on what is missing: {}", more.en),
    )
}

/// Vessels that are named one by one; more than this are counted.
const MOST_NAMED: usize = 3;

/// What is missing, and what it could lead to.
fn named(site: &Site, lacking: &[Lacking]) -> Reason {
    let mut zh: Vec<String> = Vec::new();
    let mut en: Vec<String> = Vec::new();
    for of in lacking.iter().take(MOST_NAMED) {
        let (field_zh, field_en) = field(of.field);
        let place = match (of.vessel, of.unit) {
            (Some(v), _) => site.vessels[v].1.id.as_str(),
            (None, Some(u)) => site.units[u].name.as_str(),
            (None, None) => site.facility.name.as_str(),
        };
        let join = |which: fn(&(&'static str, &'static str)) -> &'static str, comma: &str| {
            of.could_be
                .iter()
                .map(|m| which(&m.names()))
                .collect::<Vec<_>>()
                .join(comma)
        };
        zh.push(format!("{place} 的{field_zh}(可为{})", join(|n| n.0, "或")));
        en.push(format!(
            "{field_en} of {place} ({})",
            join(|n| n.1, ", or ")
        ));
    }
    let more = lacking.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        zh.push(format!("及其他 {more} 处"));
        en.push(format!("and {more} more"));
    }
    Reason::new(zh.join("; "), en.join("; "))
}
