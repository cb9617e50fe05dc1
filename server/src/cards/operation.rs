//! The card of a unit: risk of the post confirmed, and safe operation (岗位安全风险确认和安全操作明白卡).

use analysis::facts::{Monitor, Vessel};
use analysis::standards::supervised;
use maud::{Markup, html};

use super::{both, card, colour, held, help, line, responsible};
use crate::snapshot::Snapshot;
use crate::views::control::ControlRow;

/// The card of a unit of a facility.
pub fn operation(snapshot: &Snapshot, site: usize, unit: usize, control: &ControlRow) -> Markup {
    let of = &snapshot.city.sites[site];
    let own = &of.units[unit];
    let vessels: Vec<&Vessel> = of
        .vessels
        .iter()
        .filter(|(at, _)| *at == unit)
        .map(|(_, v)| v)
        .collect();
    let monitors: Vec<&Monitor> = snapshot
        .city
        .ground
        .monitors
        .iter()
        .filter(|m| vessels.iter().any(|v| v.id == m.vessel_id))
        .collect();
    let processes = own
        .processes
        .iter()
        .filter_map(|no| supervised::process(*no));
    let body = html! {
        table {
            tr {
                th { (both("企业", "enterprise")) }
                td { (of.facility.name) }
                th { (both("单元", "unit")) }
                td { (own.name) " · " (both(own.kind.zh(), own.kind.en())) }
            }
            tr {
                th { (both("风险颜色", "colour of its risk")) }
                td { (colour(control.colour)) div.quiet { (both(&control.colour_from.zh, &control.colour_from.en)) } }
                th { (both("重点监管工艺", "supervised processes")) }
                td {
                    @for process in processes { div { (both(&process.name_zh, &process.name_en)) } }
                    @if own.processes.is_empty() { (both("无登记", "none registered")) }
                }
            }
        }
        h2 { (both("有什么危险", "what is dangerous here")) }
        table {
            tr {
                th { (both("设备", "vessel")) }
                th { (both("物质", "substance")) }
                th { (both("数量与状态", "quantity and state")) }
                th { (both("危险性与象形图", "hazards and pictograms")) }
                th { (both("关键特性", "properties")) }
            }
            @for vessel in &vessels {
                tr {
                    td { (vessel.id) }
                    td { (held::substance(vessel)) }
                    td {
                        (held::tonnes(vessel.quantity_t)) " · " (held::storage(vessel.storage))
                        @if let Some(t) = vessel.temperature_c { div { (t) " °C" } }
                        @if let Some(p) = vessel.pressure_kpa { div { (p) " kPa " (both("表压", "gauge")) } }
                    }
                    td { (held::hazards(vessel)) }
                    td { (held::properties(vessel)) }
                }
            }
            @if vessels.is_empty() {
                tr { td colspan="5" { (both("没有登记储罐或物质", "no vessels or substances are registered")) } }
            }
        }
        h2 { (both("操作限值", "limits of operation")) }
        (limits(&monitors))
        h2 { (both("安全操作要点", "safe operation")) }
        p { (both("本系统未收录有来源的操作步骤，按企业操作规程填写：", "No operating steps with a source are at hand; fill in from the operating rules of the enterprise:")) }
        p { (line()) (line()) (line()) }
        h2 { (both("管控责任", "who answers for it")) }
        (responsible(control))
        h2 { (both("应急", "emergency")) }
        (help::nearest(snapshot, site))
        h2 { (both("岗位确认", "confirmed by the post")) }
        p { (both("我已了解以上风险和操作要求。", "I know the risks and rules above.")) }
        p { (both("姓名", "name")) " " (line()) " " (both("日期", "date")) " " (line()) }
    };
    let title = (
        "岗位安全风险确认和安全操作明白卡",
        "Risk of the post and safe operation",
    );
    card(snapshot, of.facility.provenance.synthetic, title, &body)
}

/// Thresholds of the monitors, as the data have them.
fn limits(monitors: &[&Monitor]) -> Markup {
    let number = |n: Option<f64>| n.map_or_else(|| "—".to_owned(), |n| n.to_string());
    html! {
        table {
            tr {
                th { (both("设备", "vessel")) }
                th { (both("参数", "quantity")) }
                th { (both("低低", "low low")) }
                th { (both("低", "low")) }
                th { (both("高", "high")) }
                th { (both("高高", "high high")) }
            }
            @for m in monitors {
                tr {
                    td { (m.vessel_id) }
                    td { (both(m.quantity.zh(), m.quantity.en())) " (" (m.unit) ")" }
                    td { (number(m.low_low)) }
                    td { (number(m.low)) }
                    td { (number(m.high)) }
                    td { (number(m.high_high)) }
                }
            }
            @if monitors.is_empty() {
                tr { td colspan="6" { (both("没有登记监测点", "no monitors are registered")) } }
            }
        }
    }
}
