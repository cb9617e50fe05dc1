//! What must be taken out before there can be a city: rows without their parent, and places that no
//! city can have.

use std::collections::BTreeSet;

use geo::{BoundingRect, Intersects};
use geo_types::{Coord, Geometry, Rect};

use super::{Finding, Severity};
use crate::facts::{DistrictLevel, Facts};

/// Degrees beyond the districts from which a place cannot be of this city, and is not drawn into it.
const FAR_DEG: f64 = 2.0;

/// Takes rows out of the facts that no city can be built with, and says which.
pub fn sift(facts: &mut Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(extent) = extent(facts) {
        places(facts, extent, &mut found);
    }
    orphans(facts, &mut found);
    found
}

fn extent(facts: &Facts) -> Option<Rect<f64>> {
    facts
        .districts
        .iter()
        .filter(|d| d.level != DistrictLevel::Province)
        .filter_map(|d| d.geometry.bounding_rect())
        .reduce(|a, b| {
            Rect::new(
                (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
                (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
            )
        })
}

fn places(facts: &mut Facts, extent: Rect<f64>, found: &mut Vec<Finding>) {
    let wide = Rect::new(
        (extent.min().x - FAR_DEG, extent.min().y - FAR_DEG),
        (extent.max().x + FAR_DEG, extent.max().y + FAR_DEG),
    );
    let mut keep = |layer: &'static str, id: &str, geometry: Option<&Geometry<f64>>| {
        let Some(bounds) = geometry.and_then(BoundingRect::bounding_rect) else {
            return true;
        };
        if wide.intersects(&bounds.min()) && wide.intersects(&bounds.max()) {
            return true;
        }
        let centre = bounds.center();
        let (zh, en, fix_zh, fix_en) = reason(centre, extent);
        found.push(
            Finding::new(
                "outside",
                Severity::Error,
                (layer, id),
                ("geometry", format!("{} {}", centre.x, centre.y)),
            )
            .says(
                format!("位于 ({}, {}), {zh}", centre.x, centre.y),
                format!("lies at ({}, {}): {en}", centre.x, centre.y),
            )
            .fix(fix_zh, fix_en)
            .at(Some(centre)),
        );
        false
    };
    facts
        .facilities
        .retain(|r| keep("facilities", &r.id, Some(&r.geometry)));
    facts
        .units
        .retain(|r| keep("units", &r.id, r.geometry.as_ref()));
    facts
        .vessels
        .retain(|r| keep("vessels", &r.id, Some(&r.geometry)));
    facts
        .targets
        .retain(|r| keep("targets", &r.id, Some(&r.geometry)));
    facts
        .resources
        .retain(|r| keep("resources", &r.id, Some(&r.geometry)));
}

/// Why a place is outside, and what to do: in both languages.
pub(super) fn reason(
    at: Coord<f64>,
    extent: Rect<f64>,
) -> (&'static str, &'static str, &'static str, &'static str) {
    let swapped = Coord { x: at.y, y: at.x };
    if at.x.abs() < 0.01 && at.y.abs() < 0.01 {
        (
            "坐标为零",
            "the coordinates are zero",
            "填写实际经纬度; 未知时请先核实, 不要填 0",
            "write the real longitude and latitude; zero is not unknown",
        )
    } else if extent.intersects(&swapped) {
        (
            "经纬度对调",
            "longitude and latitude are swapped",
            "对调经度和纬度两列后重新导入",
            "swap the columns of longitude and latitude and import again",
        )
    } else {
        (
            "在辖区范围之外",
            "outside the districts",
            "核对坐标、坐标系和投影带号; 如确在辖区之外, 删除该记录",
            "check the coordinates, their system and zone; delete the row if it belongs to another city",
        )
    }
}

fn orphans(facts: &mut Facts, found: &mut Vec<Finding>) {
    let mut orphan = |layer: &'static str,
                      id: &str,
                      field: &'static str,
                      parent: &str,
                      what_zh: &str,
                      what_en: &str| {
        found.push(
            Finding::new(
                "orphan",
                Severity::Error,
                (layer, id),
                (field, parent.to_owned()),
            )
            .says(
                format!("所属{what_zh} {parent} 不在库中或位置无效"),
                format!("its {what_en} {parent} is not in the store, or has no usable place"),
            )
            .fix(
                format!("先补充{what_zh} {parent}, 或更正 {field}"),
                format!("add the {what_en} {parent} first, or correct {field}"),
            )
            .about([parent.to_owned()]),
        );
    };
    let known: BTreeSet<String> = facts.facilities.iter().map(|f| f.id.clone()).collect();
    facts.units.retain(|u| {
        let is_known = known.contains(&u.facility_id);
        if !is_known {
            orphan(
                "units",
                &u.id,
                "facility_id",
                &u.facility_id,
                "企业",
                "facility",
            );
        }
        is_known
    });
    facts.hidden_hazards.retain(|h| {
        let is_known = known.contains(&h.facility_id);
        if !is_known {
            orphan(
                "hidden_hazards",
                &h.id,
                "facility_id",
                &h.facility_id,
                "企业",
                "facility",
            );
        }
        is_known
    });
    let known: BTreeSet<String> = facts.units.iter().map(|u| u.id.clone()).collect();
    facts.vessels.retain(|v| {
        let is_known = known.contains(&v.unit_id);
        if !is_known {
            orphan("vessels", &v.id, "unit_id", &v.unit_id, "单元", "unit");
        }
        is_known
    });
    let known: BTreeSet<String> = facts.vessels.iter().map(|v| v.id.clone()).collect();
    facts.monitors.retain(|m| {
        let is_known = known.contains(&m.vessel_id);
        if !is_known {
            orphan(
                "monitors",
                &m.id,
                "vessel_id",
                &m.vessel_id,
                "储罐",
                "vessel",
            );
        }
        is_known
    });
}
