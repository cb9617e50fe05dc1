//! The risk announcement card of an enterprise (安全风险公告).

use analysis::standards::diagnosis::rules;
use maud::{Markup, html};

use super::{both, card, colour, held, help, responsible};
use crate::diagnosis::Diagnosis;
use crate::snapshot::Snapshot;
use crate::views::control::ControlRow;
use crate::views::diagnosis::ScoreView;
use crate::views::facility::FacilitySummary;

/// Whether something is the case, or unknown.
fn flag(is: Option<bool>) -> Markup {
    match is {
        Some(true) => both("有", "yes"),
        Some(false) => both("无", "no"),
        None => both("未知", "unknown"),
    }
}

/// The card of a facility.
pub fn announcement(
    snapshot: &Snapshot,
    site: usize,
    control: &ControlRow,
    diagnosis: &Diagnosis,
) -> Markup {
    let of = &snapshot.city.sites[site];
    let result = &snapshot.results[site];
    let summary = FacilitySummary::of(&snapshot.city, of, result);
    let score = ScoreView::from(&diagnosis.score);
    let place: Vec<&str> = [
        &summary.district_name,
        &summary.town_name,
        &summary.park_name,
    ]
    .into_iter()
    .filter_map(|n| n.as_deref())
    .collect();
    let level = &summary.major_hazard;
    let flags = &summary.two_key_one_major;
    let body = html! {
        table {
            tr {
                th { (both("企业", "enterprise")) }
                td { (summary.name) }
                th { (both("统一社会信用代码", "credit code")) }
                td { (summary.uscc.as_deref().unwrap_or("—")) }
            }
            tr {
                th { (both("类型、状态", "kind, status")) }
                td { (both(summary.kind_zh, summary.kind_en)) " · " (both(summary.status_zh, summary.status_en)) }
                th { (both("所在地", "place")) }
                td { (place.join(" ")) }
            }
            tr {
                th { (both("风险颜色", "colour of its risk")) }
                td { (colour(control.colour)) div.quiet { (both(&control.colour_from.zh, &control.colour_from.en)) } }
                th { (both("重大危险源", "major hazard installation")) }
                td {
                    @match (level.verdict, level.level) {
                        ("graded", Some(n)) => (both(&format!("{n} 级"), &format!("level {n}"))),
                        ("not_major_hazard", _) => (both("不构成", "none")),
                        _ => (both("未知", "unknown")),
                    }
                }
            }
            tr {
                th { (both("重点监管危险化学品", "chemicals under key supervision")) }
                td { (flag(flags.supervised_chemicals)) }
                th { (both("重点监管危险化工工艺", "processes under key supervision")) }
                td { (flag(flags.supervised_processes)) }
            }
        }
        h2 { (both("安全风险评估诊断", "safety risk diagnosis")) }
        p { (score.sentence.zh) " " span.en lang="en" { (score.sentence.en) } }
        p.quiet { (rules().document) }
        h2 { (both("主要危险", "main hazards")) }
        table {
            tr {
                th { (both("单元", "unit")) }
                th { (both("物质", "substance")) }
                th { (both("设计最大量", "design maximum")) }
                th { (both("储存方式", "held as")) }
                th { (both("危险性与象形图", "hazards and pictograms")) }
            }
            @for (unit, vessel) in &of.vessels {
                tr {
                    td { (of.units[*unit].name) }
                    td { (held::substance(vessel)) }
                    td { (held::tonnes(vessel.quantity_t)) }
                    td { (held::storage(vessel.storage)) }
                    td { (held::hazards(vessel)) }
                }
            }
            @if of.vessels.is_empty() {
                tr { td colspan="5" { (both("没有登记储罐或物质", "no vessels or substances are registered")) } }
            }
        }
        p.quiet { (both("象形图按 GB 18218 类别推得（凭记忆），不含健康、腐蚀和环境危害；以安全标签为准", "pictograms follow from the classes of GB 18218 (from memory) and leave out health, corrosion and environment; the safety label holds")) }
        h2 { (both("管控责任", "who answers for it")) }
        (responsible(control))
        h2 { (both("应急", "emergency")) }
        (help::nearest(snapshot, site))
    };
    let title = ("安全风险公告", "Risk announcement");
    card(snapshot, summary.synthetic, title, &body)
}
