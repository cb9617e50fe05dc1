//! Vessels and units against the facility that they belong to: far from it, or beside it by exactly
//! the offset of a datum.

use super::datum::Offsets;
use super::{Finding, Found, Severity, Subject};
use crate::place::{Footprint, clearance};

/// Distance from a facility's outline up to which a member may stand.
const FROM_OUTLINE_M: f64 = 50.0;
/// Distance from a facility's point up to which a member may stand.
const FROM_POINT_M: f64 = 1000.0;

/// Judges all members of all facilities.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    for site in &of.city.sites {
        let facility = &site.facility;
        let allowed_m = if site.footprint.has_area() {
            FROM_OUTLINE_M
        } else {
            FROM_POINT_M
        };
        let units = site
            .units
            .iter()
            .zip(&site.unit_footprints)
            .filter_map(|(u, f)| f.as_ref().map(|f| ("units", &u.id, f)));
        let vessels = site
            .vessels
            .iter()
            .zip(&site.vessel_footprints)
            .map(|((_, v), f)| ("vessels", &v.id, f));
        for (layer, id, footprint) in units.chain(vessels) {
            found.checked("parent", 1);
            if site.footprint.has_area() {
                found.checked("datum", 1);
            }
            let apart = clearance(&site.footprint, footprint);
            let distance_m = of.city.plane.ground_distance_m(apart.from, apart.to);
            if distance_m <= allowed_m {
                continue;
            }
            let at = of.city.plane.to_lon_lat(footprint.centre()).ok();
            if let Some((datum, is_member)) = shifted(of, &site.footprint, footprint) {
                let (zh, en) = if is_member {
                    (
                        format!(
                            "按 {datum} 还原后正好位于 {} 厂区内: 该坐标是 {datum}",
                            facility.name
                        ),
                        format!(
                            "taken as {datum} it lies inside {}: its coordinates are in {datum}",
                            facility.name
                        ),
                    )
                } else {
                    (
                        format!(
                            "企业 {} 的厂界按 {datum} 还原后正好包含它: 厂界坐标是 {datum}",
                            facility.name
                        ),
                        format!(
                            "the outline of {} taken as {datum} encloses it: the outline is in {datum}",
                            facility.name
                        ),
                    )
                };
                let fix = if is_member {
                    id.as_str()
                } else {
                    facility.id.as_str()
                };
                found.findings.push(
                    Finding::new(
                        "datum",
                        Severity::Error,
                        (layer, id),
                        ("geometry", format!("{distance_m:.0} m")),
                    )
                    .says(zh, en)
                    .fix(
                        format!("以 --crs {} 重新导入 {fix}", flag(datum)),
                        format!("import {fix} again with --crs {}", flag(datum)),
                    )
                    .at(at)
                    .about([facility.id.clone()]),
                );
            } else {
                found.findings.push(
                    Finding::new("parent", Severity::Error, (layer, id), ("geometry", format!("{distance_m:.0} m")))
                        .says(
                            format!("距所属企业 {} 的厂界 {distance_m:.0} 米, 允许 {allowed_m:.0} 米", facility.name),
                            format!("stands {distance_m:.0} m from its facility {}; up to {allowed_m:.0} m is plausible", facility.name),
                        )
                        .fix("核对坐标, 或更正所属企业", "check the coordinates, or the facility that it belongs to")
                        .at(at)
                        .about([facility.id.clone()]),
                );
            }
        }
    }
}

pub(super) fn flag(datum: &str) -> &'static str {
    if datum == "GCJ-02" { "gcj02" } else { "bd09" }
}

/// The datum that explains why a member is outside an outline, and whether the member is in it.
fn shifted(
    of: &Subject<'_>,
    outline: &Footprint,
    member: &Footprint,
) -> Option<(&'static str, bool)> {
    if !outline.has_area() {
        return None;
    }
    let plane = &of.city.plane;
    let shown = plane.to_lon_lat(member.centre()).ok()?;
    for (name, forward) in of.offsets.all() {
        let back = plane.to_metres(Offsets::back(forward, shown)).ok()?;
        if outline.covers(back) {
            return Some((name, true));
        }
        let (x, y) = forward(shown.x, shown.y);
        let there = plane.to_metres(geo_types::Coord { x, y }).ok()?;
        if outline.covers(there) {
            return Some((name, false));
        }
    }
    None
}
