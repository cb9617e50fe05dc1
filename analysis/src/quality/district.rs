//! Places against districts: outside of all of them, or in another one than the name or the code says.

use geo::BoundingRect;
use geo_types::{Coord, Geometry, Rect};

use super::sift::reason;
use super::{Finding, Found, Severity, Subject};
use crate::city::Area;
use crate::facts::{District, DistrictLevel};
use crate::standards::divisions::division;

/// Judges facilities, targets and resources.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    let ground = &of.city.ground;
    let counties: Vec<(&District, Area)> = ground
        .districts
        .iter()
        .filter(|d| d.level == DistrictLevel::County)
        .map(|d| (d, Area::new(&d.geometry)))
        .collect();
    let Some(extent) = counties
        .iter()
        .filter_map(|(d, _)| d.geometry.bounding_rect())
        .reduce(|a, b| {
            Rect::new(
                (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
                (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
            )
        })
    else {
        return;
    };
    let facilities = of
        .city
        .sites
        .iter()
        .map(|s| ("facilities", &s.facility.id, &s.facility.geometry));
    let targets = ground
        .targets
        .iter()
        .map(|t| ("targets", &t.id, &t.geometry));
    let resources = ground
        .resources
        .iter()
        .map(|r| ("resources", &r.id, &r.geometry));
    let mut checked = 0;
    for (layer, id, geometry) in facilities.chain(resources).chain(targets) {
        checked += 1;
        // A road may leave the city; what is no point or area is not judged by its middle.
        let Some(at) = middle(geometry) else { continue };
        if counties.iter().any(|(_, area)| area.covers(at)) {
            continue;
        }
        let (zh, en, fix_zh, fix_en) = reason(at, extent);
        let severity = if layer == "targets" {
            Severity::Notice
        } else {
            Severity::Warning
        };
        found.findings.push(
            Finding::new(
                "outside",
                severity,
                (layer, id),
                ("geometry", format!("{} {}", at.x, at.y)),
            )
            .says(
                format!("不在任何区县之内, {zh}"),
                format!("lies in no district: {en}"),
            )
            .fix(fix_zh, fix_en)
            .at(Some(at)),
        );
    }
    found.checked("outside", checked);
    named_elsewhere(of, &counties, found);
}

/// Facilities in another district than their name or their code says.
fn named_elsewhere(of: &Subject<'_>, counties: &[(&District, Area)], found: &mut Found) {
    found.checked("district", of.city.sites.len());
    for site in &of.city.sites {
        let facility = &site.facility;
        let Some(at) = middle(&facility.geometry) else {
            continue;
        };
        let Some((here, _)) = counties.iter().find(|(_, area)| area.covers(at)) else {
            continue;
        };
        let named = counties.iter().map(|(d, _)| *d).find(|d| {
            d.code != here.code
                && facility.name.contains(short(&d.name))
                && !facility.name.contains(short(&here.name))
        });
        if let Some(named) = named {
            found.findings.push(finding(
                &facility.id,
                ("name", facility.name.clone()),
                Severity::Warning,
                here,
                &named.name,
                at,
            ));
            continue;
        }
        let coded = facility
            .uscc
            .as_deref()
            .and_then(|u| u.get(2..8))
            .map(current);
        if let Some(named) =
            coded.and_then(|code| counties.iter().map(|(d, _)| *d).find(|d| d.code == code))
            && named.code != here.code
        {
            let code = facility.uscc.clone().unwrap_or_default();
            found.findings.push(finding(
                &facility.id,
                ("uscc", code),
                Severity::Notice,
                here,
                &named.name,
                at,
            ));
        }
    }
}

fn finding(
    id: &str,
    cell: (&'static str, String),
    severity: Severity,
    here: &District,
    named: &str,
    at: Coord<f64>,
) -> Finding {
    let (zh, en) = if cell.0 == "uscc" {
        (
            "统一社会信用代码的登记地",
            "its social credit code was issued in",
        )
    } else {
        ("名称指", "its name says")
    };
    Finding::new("district", severity, ("facilities", id), cell)
        .says(
            format!("位于{}, 而{zh}{named}", here.name),
            format!("lies in {}, but {en} {named}", here.name),
        )
        .fix(
            "核对坐标; 登记地与生产地不同属正常情况",
            "check the coordinates; a plant may be registered in one district and stand in another",
        )
        .at(Some(at))
}

/// The code that is valid today.
fn current(code: &str) -> &str {
    division(code)
        .and_then(|d| d.successor.as_deref())
        .unwrap_or(code)
}

/// 天宁区 → 天宁.
fn short(name: &str) -> &str {
    let cut = name.strip_suffix(['区', '市', '县']).unwrap_or(name);
    if cut.chars().count() < 2 { name } else { cut }
}

pub(super) fn middle(geometry: &Geometry<f64>) -> Option<Coord<f64>> {
    match geometry {
        Geometry::Point(p) => Some(p.0),
        Geometry::Polygon(_) | Geometry::MultiPolygon(_) => {
            geometry.bounding_rect().map(Rect::center)
        }
        _ => None,
    }
}
