//! Tanks that overlap: two things cannot stand in one place.

use super::{Finding, Found, Severity, Subject};
use crate::place::index::Bounds;
use crate::place::{BoxIndex, Footprint, clearance};

/// Depth from which two tanks overlap, m: less is drawing.
const DEPTH_M: f64 = 0.3;
/// Side of a cell of the index, m.
const CELL_M: f64 = 100.0;

/// Judges all vessels of the city against each other.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    let all: Vec<(&str, &Footprint)> = of
        .city
        .sites
        .iter()
        .flat_map(|s| {
            s.vessels
                .iter()
                .zip(&s.vessel_footprints)
                .map(|((_, v), f)| (v.id.as_str(), f))
        })
        .collect();
    let boxes: Vec<Bounds> = all.iter().map(|(_, f)| f.bounds()).collect();
    let index = BoxIndex::build(&boxes, CELL_M);
    found.checked("overlap", all.iter().filter(|(_, f)| has_size(f)).count());
    for (a, (id, footprint)) in all.iter().enumerate().filter(|(_, (_, f))| has_size(f)) {
        for b in index
            .within(footprint.bounds(), 0.0)
            .into_iter()
            .map(|b| b as usize)
            .filter(|b| *b > a)
        {
            let (other_id, other) = all[b];
            let Some(depth_m) = depth(footprint, other).filter(|d| *d > DEPTH_M) else {
                continue;
            };
            found.findings.push(
                Finding::new(
                    "overlap",
                    Severity::Warning,
                    ("vessels", other_id),
                    ("diameter_m", format!("{depth_m:.1} m")),
                )
                .says(
                    format!("与储罐 {id} 重叠 {depth_m:.1} 米"),
                    format!("overlaps the vessel {id} by {depth_m:.1} m"),
                )
                .fix(
                    "核对两罐的坐标和直径",
                    "check the coordinates and the diameters of both",
                )
                .at(of.city.plane.to_lon_lat(other.centre()).ok())
                .about([(*id).to_owned()]),
            );
        }
    }
}

fn has_size(f: &Footprint) -> bool {
    f.radius_m() > 0.0 || f.has_area()
}

/// How deep two vessels overlap; for outlines, half the smaller side of what their boxes share.
fn depth(a: &Footprint, b: &Footprint) -> Option<f64> {
    if !has_size(b) {
        return None;
    }
    if a.radius_m() > 0.0 && b.radius_m() > 0.0 {
        let (p, q) = (a.centre(), b.centre());
        return Some(a.radius_m() + b.radius_m() - (p.x - q.x).hypot(p.y - q.y));
    }
    if clearance(a, b).planar_m > 0.0 {
        return None;
    }
    let ((a0, a1), (b0, b1)) = (a.bounds(), b.bounds());
    let width = a1.x.min(b1.x) - a0.x.max(b0.x);
    let height = a1.y.min(b1.y) - a0.y.max(b0.y);
    Some(width.min(height) / 2.0)
}
