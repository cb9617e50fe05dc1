//! What is odd about single rows once the file's system is known.

use geo_types::{Coord, Geometry};

use super::Place;
use super::candidates::{holds, widened};
use super::evidence::{Evidence, representative};
use super::ground::{length, way};
use super::tally::{AGREES_M, BORDER_M};
use crate::Layer;
use crate::crs::{Converter, Crs};
use crate::layer::Fault;

/// A row farther outside the district that it names cannot be there, m.
const FAR_OUTSIDE_M: f64 = 5_000.0;
/// Nearer than this outside, the outline may be wrong, m.
const OUTSIDE_M: f64 = 300.0;
/// A known thing that moves farther is told: a safety distance is 50 m.
const MOVED_M: f64 = 50.0;
/// So many different things at one point stand at the town hall, not at their places.
const SAME_PLACE: usize = 3;
/// Degrees with fewer decimals are no better than 10 m.
const DECIMALS: usize = 4;
/// How far outside the districts' box a row is told, degrees.
const AWAY_DEG: f64 = 0.5;
/// More rows with the same remark are told in one line, unless they are a small part of the file: then
/// each of them is a mistake of its own.
const ONE_BY_ONE: usize = 20;
/// That small part: one row in so many, and so many rows at most.
const SMALL_PART: (usize, usize) = (10, 1_000);

/// A remark about a row.
#[derive(Debug)]
pub(in crate::import) struct Remark {
    /// Place of the row in the file, from 0; none for the file as a whole.
    pub(in crate::import) at: Option<usize>,
    /// What is odd, and what to do.
    pub(in crate::import) fault: Fault,
    /// Whether the row cannot be taken so.
    pub(in crate::import) rejects: bool,
}

/// Remarks about rows, from their geometry in CGCS2000; `numbers` are those that reports name rows by.
pub(in crate::import) fn remarks(
    place: &Place,
    placed: &[Option<&Geometry<f64>>],
    numbers: &[u64],
    layer: Layer,
    evidence: &Evidence,
) -> Vec<Remark> {
    let points: Vec<Option<Coord<f64>>> =
        placed.iter().map(|g| g.and_then(representative)).collect();
    let mut remarks = Vec::new();
    for (at, p) in points.iter().enumerate() {
        let Some(p) = p else {
            continue;
        };
        remarks.extend(district(place, at, *p, evidence));
        remarks.extend(away(at, *p, evidence));
    }
    let moved: Vec<Remark> = points
        .iter()
        .enumerate()
        .filter_map(|(at, p)| moved(place, at, (*p)?))
        .collect();
    remarks.extend(grouped(
        moved,
        numbers,
        "rows move by more than 50 m against the store",
    ));
    remarks.extend(grouped(
        coarse(place),
        numbers,
        "rows have fewer than four decimals, so are no better than 10–100 m",
    ));
    if matches!(layer, Layer::Facilities | Layer::Targets | Layer::Resources) {
        remarks.extend(together(placed, numbers));
    }
    remarks
}

/// A row outside the district that it names.
fn district(place: &Place, at: usize, p: Coord<f64>, evidence: &Evidence) -> Option<Remark> {
    let named = &evidence.districts[(*place.seen.named.get(at)?)?];
    if named.outline.depth_m(p) > -OUTSIDE_M.max(BORDER_M) {
        return None;
    }
    let distance_m = named.outline.distance_m(p);
    let there = evidence
        .districts
        .iter()
        .find(|d| d.code.len() == named.code.len() && d.outline.holds(p))
        .map(|d| format!(", in {}", d.name))
        .unwrap_or_default();
    Some(Remark {
        at: Some(at),
        fault: Fault::new(
            format!(
                "lies {} outside {}, which the row names{there}",
                length(distance_m),
                named.name
            ),
            "correct the coordinates or the district; one digit of a coordinate is often mistyped",
        ),
        rejects: distance_m > FAR_OUTSIDE_M,
    })
}

/// A row far from all districts of the store.
fn away(at: usize, p: Coord<f64>, evidence: &Evidence) -> Option<Remark> {
    let extent = evidence.extent?;
    if holds(widened(extent, AWAY_DEG), p) {
        return None;
    }
    let nearest = Coord {
        x: p.x.clamp(extent.min().x, extent.max().x),
        y: p.y.clamp(extent.min().y, extent.max().y),
    };
    Some(Remark {
        at: Some(at),
        fault: Fault::new(
            format!(
                "lies {} from the districts of the store",
                way(nearest, p).words()
            ),
            "check its coordinates: one digit is often mistyped",
        ),
        rejects: false,
    })
}

/// A known thing at another place than before.
fn moved(place: &Place, at: usize, p: Coord<f64>) -> Option<Remark> {
    let known = (*place.seen.known.get(at)?)?;
    let move_by = way(known, p);
    if move_by.length_m() <= MOVED_M {
        return None;
    }
    let other = other_system(place, at, known)
        .map(|name| format!("; read as {name} it would stay"))
        .unwrap_or_default();
    Some(Remark {
        at: Some(at),
        fault: Fault::new(
            format!("moves by {} against the store{other}", move_by.words()),
            "check which of the two places is right; dry-run shows what would change",
        ),
        rejects: false,
    })
}

/// A web map's system under which a single row would stand where the store has it.
fn other_system(place: &Place, at: usize, known: Coord<f64>) -> Option<&'static str> {
    let given = (*place.seen.points.get(at)?)?;
    if !place.converter.is_geographic() {
        return None;
    }
    [
        (Crs::Cgcs2000, "cgcs2000"),
        (Crs::Gcj02, "gcj02"),
        (Crs::Bd09, "bd09"),
    ]
    .into_iter()
    .filter(|(_, name)| *name != place.name())
    .find(|(crs, _)| {
        Converter::new(*crs)
            .and_then(|c| c.lonlat(given.x, given.y))
            .is_ok_and(|(x, y)| way(known, Coord { x, y }).length_m() < AGREES_M)
    })
    .map(|(_, name)| name)
}

/// Degrees with few decimals.
fn coarse(place: &Place) -> Vec<Remark> {
    if !place.converter.is_geographic() {
        return Vec::new();
    }
    // A number is written in full only where it may be short: there are a million rows.
    let is_short = |v: f64| ((v * 1e3).round() / 1e3 - v).abs() < 1e-12;
    let decimals = |v: f64| v.to_string().split_once('.').map_or(0, |(_, d)| d.len());
    let points = place.seen.points.iter().enumerate();
    points
        .filter_map(|(at, p)| Some((at, (*p)?)))
        .filter(|(_, p)| is_short(p.x) && is_short(p.y))
        .map(|(at, p)| (at, decimals(p.x).max(decimals(p.y))))
        .filter(|(_, d)| *d < DECIMALS)
        .map(|(at, d)| {
            let good_to = match d {
                0 => "100 km",
                1 => "10 km",
                2 => "1 km",
                _ => "100 m",
            };
            Remark {
                at: Some(at),
                fault: Fault::new(
                    format!("has {d} decimals, which is good to {good_to} only"),
                    "give degrees with six decimals; safety distances start at 50 m or less",
                ),
                rejects: false,
            }
        })
        .collect()
}

/// Different things at one and the same point.
fn together(placed: &[Option<&Geometry<f64>>], numbers: &[u64]) -> Vec<Remark> {
    let mut at: Vec<(u64, u64, usize)> = placed
        .iter()
        .enumerate()
        .filter_map(|(i, geometry)| match geometry {
            Some(Geometry::Point(p)) => Some((p.x().to_bits(), p.y().to_bits(), i)),
            _ => None,
        })
        .collect();
    at.sort_unstable();
    let mut groups: Vec<Vec<usize>> = at
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter(|rows| rows.len() >= SAME_PLACE)
        .map(|rows| rows.iter().map(|r| r.2).collect())
        .collect();
    groups.sort();
    groups
        .into_iter()
        .map(|rows| Remark {
            at: rows.first().copied(),
            fault: Fault::new(
                format!(
                    "stands at the very same point as {} others (rows {})",
                    rows.len() - 1,
                    listed(&rows[1..], numbers)
                ),
                "give each its own place: the point of a town hall or a park's gate is none",
            ),
            rejects: false,
        })
        .collect()
}

/// Remarks one by one, or one for all where there are many.
fn grouped(remarks: Vec<Remark>, numbers: &[u64], what: &str) -> Vec<Remark> {
    let few = (numbers.len() / SMALL_PART.0).clamp(ONE_BY_ONE, SMALL_PART.1);
    if remarks.len() <= few {
        return remarks;
    }
    let rows: Vec<usize> = remarks.iter().filter_map(|r| r.at).collect();
    let first = remarks.into_iter().next();
    first
        .into_iter()
        .map(|first| Remark {
            at: None,
            fault: Fault::new(
                format!(
                    "{} {what} (rows {}; the first {})",
                    rows.len(),
                    listed(&rows, numbers),
                    first.fault.rule
                ),
                first.fault.fix,
            ),
            rejects: false,
        })
        .collect()
}

fn listed(rows: &[usize], numbers: &[u64]) -> String {
    const SHOWN: usize = 5;
    let mut text = rows
        .iter()
        .take(SHOWN)
        .map(|i| numbers.get(*i).copied().unwrap_or_default().to_string())
        .collect::<Vec<_>>()
        .join(", ");
    if rows.len() > SHOWN {
        text.push_str(", …");
    }
    text
}
