//! The nearest emergency resources of the city's own data.

use analysis::facts::{Resource, ResourceKind};
use geo::Centroid;
use maud::{Markup, html};

use super::both;
use crate::snapshot::Snapshot;

/// Kinds that a card names, one of each.
const KINDS: [ResourceKind; 3] = [
    ResourceKind::FireStation,
    ResourceKind::RescueTeam,
    ResourceKind::Hospital,
];

/// The nearest resource of each kind, by the straight line, with its telephone.
pub fn nearest(snapshot: &Snapshot, site: usize) -> Markup {
    let city = &snapshot.city;
    let from = city.sites[site].footprint.centre();
    let distance = |of: &Resource| -> Option<f64> {
        let at = of.geometry.centroid()?;
        let at = city.plane.to_metres(at.into()).ok()?;
        Some(city.plane.ground_distance_m(from, at))
    };
    let found: Vec<(&Resource, f64)> = KINDS
        .into_iter()
        .filter_map(|kind| {
            let all = city.ground.resources.iter().filter(|r| r.kind == kind);
            all.filter_map(|r| Some((r, distance(r)?)))
                .min_by(|a, b| a.1.total_cmp(&b.1))
        })
        .collect();
    html! {
        table {
            tr {
                th { (both("应急力量", "resource")) }
                th { (both("名称", "name")) }
                th { (both("直线距离", "straight line")) }
                th { (both("值班电话", "telephone")) }
            }
            @for (of, distance_m) in &found {
                tr {
                    td { (both(of.kind.zh(), of.kind.en())) }
                    td { (of.name) @if let Some(holder) = &of.holder { " (" (holder) ")" } }
                    td { (format!("{:.1} km", distance_m / 1000.0)) }
                    td { (of.phone.as_deref().unwrap_or("—")) }
                }
            }
            @if found.is_empty() {
                tr { td colspan="4" { (both("库内没有应急资源数据", "there are no emergency resources in the data")) } }
            }
        }
        p {
            (both("应急处置措施：本系统未收录有来源的措施，按企业应急预案填写：", "Emergency measures: none with a source is at hand; fill in from the plan of the enterprise:"))
        }
        p { (super::line()) (super::line()) (super::line()) }
    }
}
