//! Vessels and units against the facility that they belong to: far from it, or beside it by exactly
//! the offset of a datum.

use geo_types::Coord;

use super::datum::Offsets;
use super::{Finding, Found, Severity, Subject};
use crate::city::Site;
use crate::facts::Facility;
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
            .filter_map(|(u, f)| f.as_ref().map(|f| ("units", u.id.as_str(), f)));
        let vessels = site
            .vessels
            .iter()
            .zip(&site.vessel_footprints)
            .map(|((_, v), f)| ("vessels", v.id.as_str(), f));
        let mut members = 0;
        let mut astray = Vec::new();
        for (layer, id, footprint) in units.chain(vessels) {
            members += 1;
            found.checked("parent", 1);
            if site.footprint.has_area() {
                found.checked("datum", 1);
            }
            let apart = clearance(&site.footprint, footprint);
            let distance_m = of.city.plane.ground_distance_m(apart.from, apart.to);
            if distance_m > allowed_m {
                astray.push(Astray {
                    layer,
                    id,
                    distance_m,
                    at: of.city.plane.to_lon_lat(footprint.centre()).ok(),
                    shift: shifted(of, &site.footprint, footprint),
                });
            }
        }
        // One that is out may be wrong itself; where most members say the same of the outline, it is.
        let outline = of
            .offsets
            .all()
            .into_iter()
            .map(|(datum, _)| datum)
            .find(|d| {
                let agree = astray.iter().filter(|a| a.shift == Some((d, false)));
                2 * agree.count() > members
            });
        if let Some(datum) = outline {
            found
                .findings
                .push(outline_shifted(of, site, datum, &astray));
        }
        for one in astray {
            match one.shift {
                Some((datum, false)) if Some(datum) == outline => {}
                Some((datum, true)) => found.findings.push(member_shifted(facility, &one, datum)),
                _ => found.findings.push(far(facility, &one, allowed_m)),
            }
        }
    }
}

/// A member that stands outside of its facility.
struct Astray<'a> {
    layer: &'static str,
    id: &'a str,
    distance_m: f64,
    at: Option<Coord<f64>>,
    /// The datum that explains it, and whether it is the member that is in it.
    shift: Option<(&'static str, bool)>,
}

impl Astray<'_> {
    fn finding(&self, rule: &'static str) -> Finding {
        let value = format!("{:.0} m", self.distance_m);
        Finding::new(
            rule,
            Severity::Error,
            (self.layer, self.id),
            ("geometry", value),
        )
        .at(self.at)
    }
}

fn member_shifted(facility: &Facility, one: &Astray<'_>, datum: &str) -> Finding {
    let (id, name, flag) = (one.id, &facility.name, flag(datum));
    one.finding("datum")
        .says(
            format!("按 {datum} 还原后正好位于 {name} 厂区内: 该坐标是 {datum}"),
            format!("taken as {datum} it lies inside {name}: its coordinates are in {datum}"),
        )
        .fix(
            format!("以 --crs {flag} 重新导入 {id}"),
            format!("import {id} again with --crs {flag}"),
        )
        .about([facility.id.clone()])
}

/// The outline itself is in a datum, as its units and vessels say.
fn outline_shifted(
    of: &Subject<'_>,
    site: &Site,
    datum: &'static str,
    astray: &[Astray<'_>],
) -> Finding {
    let id = site.facility.id.as_str();
    let agree: Vec<&Astray<'_>> = astray
        .iter()
        .filter(|a| a.shift == Some((datum, false)))
        .collect();
    let farthest_m = agree.iter().map(|a| a.distance_m).fold(0.0, f64::max);
    let cell = ("geometry", format!("{farthest_m:.0} m"));
    Finding::new("datum", Severity::Error, ("facilities", id), cell)
        .says(
            format!("厂界按 {datum} 还原后正好包含其 {} 个单元和设备: 厂界坐标是 {datum}", agree.len()),
            format!("taken as {datum} the outline encloses {} of its units and vessels: the outline is in {datum}", agree.len()),
        )
        .fix(
            format!("以 --crs {} 重新导入 {id}", flag(datum)),
            format!("import {id} again with --crs {}", flag(datum)),
        )
        .at(of.city.plane.to_lon_lat(site.footprint.centre()).ok())
        .about(agree.iter().take(20).map(|a| a.id.to_owned()))
}

fn far(facility: &Facility, one: &Astray<'_>, allowed_m: f64) -> Finding {
    let (name, distance_m) = (&facility.name, one.distance_m);
    one.finding("parent")
        .says(
            format!("距所属企业 {name} 的厂界 {distance_m:.0} 米, 允许 {allowed_m:.0} 米"),
            format!("stands {distance_m:.0} m from its facility {name}; up to {allowed_m:.0} m is plausible"),
        )
        .fix("核对坐标, 或更正所属企业", "check the coordinates, or the facility that it belongs to")
        .about([facility.id.clone()])
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
        let there = plane.to_metres(Coord { x, y }).ok()?;
        if outline.covers(there) {
            return Some((name, false));
        }
    }
    None
}
