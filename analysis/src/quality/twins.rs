//! One thing that is registered twice: the same name or code some hundred metres apart, or a namesake
//! exactly where the offset of a datum would put it.

use std::collections::BTreeMap;

use geo_types::{Coord, Geometry};

use super::datum::SAME_M;
use super::family::flag;
use super::{Finding, Found, Severity, Subject};
use crate::facts::Subtype;
use crate::standards::substances::normal_name;
use crate::standards::subtypes::properties;

/// Distances between which two registrations of one plant are suspected: nearer ones are copies, and
/// farther ones are two sites of one company.
const APART_M: (f64, f64) = (20.0, 2000.0);

/// A name that more targets of a kind have is no name of one thing: 社区幼儿园.
const NAMESAKES: usize = 3;
/// Tag of the subtypes whose names are those of institutions: houses of two estates may have one name.
const INSTITUTION: &str = "welfare";

/// Judges facilities by name and code, targets by name, subtype and offset.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    facilities(of, found);
    targets(of, found);
    namesakes(of, found);
}

fn facilities(of: &Subject<'_>, found: &mut Found) {
    let sites = &of.city.sites;
    found.checked("twin", sites.len());
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, site) in sites.iter().enumerate() {
        let name = normal_name(&site.facility.name);
        same.entry(format!("n{name}")).or_default().push(at);
        if let Some(code) = &site.facility.uscc {
            same.entry(format!("u{code}")).or_default().push(at);
        }
    }
    let mut pairs: Vec<(usize, usize)> = same
        .values()
        .flat_map(|group| {
            group
                .iter()
                .enumerate()
                .flat_map(move |(i, a)| group[i + 1..].iter().map(move |b| (*a, *b)))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    for (a, b) in pairs {
        let (one, two) = (&sites[a], &sites[b]);
        let apart_m = of
            .city
            .plane
            .ground_distance_m(one.footprint.centre(), two.footprint.centre());
        if !(APART_M.0..=APART_M.1).contains(&apart_m) {
            continue;
        }
        let plane = &of.city.plane;
        let (Ok(p), Ok(q)) = (
            plane.to_lon_lat(one.footprint.centre()),
            plane.to_lon_lat(two.footprint.centre()),
        ) else {
            continue;
        };
        let shift = of
            .offsets
            .datum(plane, p, q)
            .map(|d| (d, b, a))
            .or_else(|| of.offsets.datum(plane, q, p).map(|d| (d, a, b)));
        match shift {
            Some((datum, wrong, right)) => {
                let (wrong, right) = (&sites[wrong].facility, &sites[right].facility);
                let at = if wrong.id == two.facility.id { q } else { p };
                found.findings.push(shifted(
                    "facilities",
                    &wrong.id,
                    &right.id,
                    &wrong.name,
                    datum,
                    apart_m,
                    at,
                ));
            }
            None => found.findings.push(
                Finding::new(
                    "twin",
                    Severity::Warning,
                    ("facilities", &two.facility.id),
                    ("name", two.facility.name.clone()),
                )
                .says(
                    format!("与 {} 同名或同代码, 相距 {apart_m:.0} 米", one.facility.id),
                    format!(
                        "has the name or code of {} and lies {apart_m:.0} m from it",
                        one.facility.id
                    ),
                )
                .fix(
                    "确认是否同一企业; 若是, 删除位置有误的一条",
                    "if they are one plant, delete the one whose place is wrong",
                )
                .at(Some(q))
                .about([one.facility.id.clone()]),
            ),
        }
    }
}

fn shifted(
    layer: &'static str,
    wrong: &str,
    right: &str,
    name: &str,
    datum: &str,
    apart_m: f64,
    at: Coord<f64>,
) -> Finding {
    Finding::new("datum", Severity::Error, (layer, wrong), ("geometry", format!("{apart_m:.0} m")))
        .says(
            format!("“{name}”与 {right} 相距 {apart_m:.0} 米, 正好是 {datum} 在此处的偏移: 这一条是 {datum}"),
            format!("`{name}` lies {apart_m:.0} m from {right}, which is exactly the offset of {datum} here: this one is in {datum}"),
        )
        .fix(
            format!("删除这一条, 或以 --crs {} 重新导入其来源文件", flag(datum)),
            format!("delete this one, or import its file again with --crs {}", flag(datum)),
        )
        .at(Some(at))
        .about([right.to_owned()])
}

/// The place where a target would be shown in a datum, and a target of the same name there.
fn targets(of: &Subject<'_>, found: &mut Found) {
    let ground = &of.city.ground;
    let plane = &of.city.plane;
    found.checked("twin", ground.targets.len());
    let mut named: BTreeMap<(&str, Subtype), usize> = BTreeMap::new();
    for target in &ground.targets {
        *named.entry((&target.name, target.subtype)).or_default() += 1;
    }
    for (target, footprint) in ground.targets.iter().zip(&ground.target_footprints) {
        // A road or a line has many rows of one name.
        if is_line(&target.geometry) {
            continue;
        }
        // In a large city two of very many namesakes are so far apart by chance.
        let namesakes = named.get(&(target.name.as_str(), target.subtype));
        if !namesakes.is_some_and(|n| (2..=NAMESAKES).contains(n)) {
            continue;
        }
        let Ok(here) = plane.to_lon_lat(footprint.centre()) else {
            continue;
        };
        for (datum, forward) in of.offsets.all() {
            let (x, y) = forward(here.x, here.y);
            if (x, y) == (here.x, here.y) {
                continue;
            }
            let Ok(there) = plane.to_metres(Coord { x, y }) else {
                continue;
            };
            for other in ground.target_index.within((there, there), SAME_M) {
                let other = other as usize;
                let twin = &ground.targets[other];
                let centre = ground.target_footprints[other].centre();
                let is_there = (centre.x - there.x).hypot(centre.y - there.y) <= SAME_M;
                if is_there
                    && twin.id != target.id
                    && twin.name == target.name
                    && twin.subtype == target.subtype
                    && !is_line(&twin.geometry)
                {
                    let apart_m = plane.ground_distance_m(footprint.centre(), centre);
                    found.findings.push(shifted(
                        "targets",
                        &twin.id,
                        &target.id,
                        &twin.name,
                        datum,
                        apart_m,
                        Coord { x, y },
                    ));
                }
            }
        }
    }
}

fn is_line(geometry: &Geometry<f64>) -> bool {
    matches!(
        geometry,
        Geometry::LineString(_) | Geometry::MultiLineString(_)
    )
}

/// Targets of one kind and one name some hundred metres apart, other than by the offset of a datum.
fn namesakes(of: &Subject<'_>, found: &mut Found) {
    let ground = &of.city.ground;
    let plane = &of.city.plane;
    let mut same: BTreeMap<(&str, Subtype), Vec<usize>> = BTreeMap::new();
    for (at, target) in ground.targets.iter().enumerate() {
        let is_institution = || {
            let tags = &properties(target.subtype).tags;
            tags.iter().any(|tag| tag == INSTITUTION)
        };
        if !target.name.is_empty() && is_institution() {
            same.entry((target.name.as_str(), target.subtype))
                .or_default()
                .push(at);
        }
    }
    let pairs = same
        .values()
        .filter(|group| (2..=NAMESAKES).contains(&group.len()))
        .flat_map(|group| {
            group
                .iter()
                .enumerate()
                .flat_map(move |(i, a)| group[i + 1..].iter().map(move |b| (*a, *b)))
        });
    for (a, b) in pairs {
        let centre = |at: usize| ground.target_footprints[at].centre();
        let apart_m = plane.ground_distance_m(centre(a), centre(b));
        if !(APART_M.0..=APART_M.1).contains(&apart_m) {
            continue;
        }
        let (Ok(p), Ok(q)) = (plane.to_lon_lat(centre(a)), plane.to_lon_lat(centre(b))) else {
            continue;
        };
        let is_shift = of
            .offsets
            .datum(plane, p, q)
            .or(of.offsets.datum(plane, q, p));
        if is_shift.is_some() {
            continue;
        }
        let (one, two) = (&ground.targets[a], &ground.targets[b]);
        found.findings.push(
            Finding::new(
                "twin",
                Severity::Warning,
                ("targets", &two.id),
                ("name", two.name.clone()),
            )
            .says(
                format!("与 {} 同名同类, 相距 {apart_m:.0} 米", one.id),
                format!(
                    "has the name and kind of {} and lies {apart_m:.0} m from it",
                    one.id
                ),
            )
            .fix(
                "确认是否同一场所; 若是, 删除位置有误的一条, 否则人数会重复计算",
                "if they are one place, delete the one that is wrong: its people count twice",
            )
            .at(Some(q))
            .about([one.id.clone()]),
        );
    }
}
