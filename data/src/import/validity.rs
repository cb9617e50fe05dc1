//! Whether a geometry is valid in the sense of OGC Simple Features (OGC 06-103r4, 6.1.11), and where
//! it is not.

use geo::coordinate_position::CoordPos;
use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{CoordinatePosition, RemoveRepeatedPoints};
use geo_types::{Coord, Geometry, Line, LineString, MultiPolygon, Polygon};

use crate::layer::Fault;

/// Vertices of a ring that are tried for being inside another one.
const PROBES: usize = 64;

/// Checks a geometry in longitude and latitude.
pub(super) fn check(geometry: &Geometry<f64>) -> Result<(), Fault> {
    match geometry {
        Geometry::LineString(line) => check_line(line),
        Geometry::MultiLineString(lines) => lines.0.iter().try_for_each(check_line),
        Geometry::Polygon(polygon) => check_polygons(std::slice::from_ref(polygon)),
        Geometry::MultiPolygon(MultiPolygon(polygons)) => check_polygons(polygons),
        _ => Ok(()),
    }
}

fn check_line(line: &LineString<f64>) -> Result<(), Fault> {
    if line.remove_repeated_points().0.len() < 2 {
        return Err(Fault::new(
            "line has fewer than two different points",
            "draw the line again",
        ));
    }
    Ok(())
}

/// A ring's segment: which polygon, which ring of all, which place in the ring.
struct Segment {
    ring: usize,
    at: usize,
    line: Line<f64>,
}

fn check_polygons(polygons: &[Polygon<f64>]) -> Result<(), Fault> {
    let mut rings = Vec::new();
    for polygon in polygons {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            let plain = ring.remove_repeated_points();
            if plain.0.len() < 4 {
                return Err(Fault::new(
                    format!(
                        "polygon has a ring of fewer than three different points{}",
                        near(ring)
                    ),
                    "draw the polygon again, or remove the ring",
                ));
            }
            rings.push(plain);
        }
    }
    // Before the sweep, which would tell a spike by the point where it leaves the outline.
    if let Some(fault) = rings
        .iter()
        .find_map(spike)
        .or_else(|| first_crossing(&rings))
    {
        return Err(fault);
    }
    check_nesting(polygons)
}

fn near(ring: &LineString<f64>) -> String {
    ring.0
        .first()
        .map(|c| format!(" at {}", shown(*c)))
        .unwrap_or_default()
}

fn shown(c: Coord<f64>) -> String {
    format!("({:.7}, {:.7})", c.x, c.y)
}

/// Two segments, one after the other, that lie on each other.
fn spike(ring: &LineString<f64>) -> Option<Fault> {
    let following = ring.lines().skip(1).chain(ring.lines().take(1));
    ring.lines()
        .zip(following)
        .find_map(|(a, b)| match line_intersection(a, b) {
            Some(LineIntersection::Collinear { intersection }) if has_length(intersection) => {
                Some(runs_back(intersection))
            }
            _ => None,
        })
}

fn runs_back(along: Line<f64>) -> Fault {
    Fault::new(
        format!(
            "polygon runs back along its own edge at {}",
            shown(along.start)
        ),
        "remove the spike",
    )
}

/// Sweeps all segments from west to east, and compares those that overlap in longitude and latitude.
fn first_crossing(rings: &[LineString<f64>]) -> Option<Fault> {
    let mut segments: Vec<Segment> = rings
        .iter()
        .enumerate()
        .flat_map(|(ring, points)| {
            points
                .lines()
                .enumerate()
                .map(move |(at, line)| Segment { ring, at, line })
        })
        .collect();
    segments.sort_by(|a, b| west(a).total_cmp(&west(b)));
    let mut open: Vec<&Segment> = Vec::new();
    for segment in &segments {
        open.retain(|other| east(other) >= west(segment));
        for other in &open {
            if south(other) <= north(segment)
                && south(segment) <= north(other)
                && let Some(fault) = crossing(segment, other, rings)
            {
                return Some(fault);
            }
        }
        open.push(segment);
    }
    None
}

fn west(s: &Segment) -> f64 {
    s.line.start.x.min(s.line.end.x)
}

fn east(s: &Segment) -> f64 {
    s.line.start.x.max(s.line.end.x)
}

fn south(s: &Segment) -> f64 {
    s.line.start.y.min(s.line.end.y)
}

fn north(s: &Segment) -> f64 {
    s.line.start.y.max(s.line.end.y)
}

fn crossing(a: &Segment, b: &Segment, rings: &[LineString<f64>]) -> Option<Fault> {
    let met = line_intersection(a.line, b.line)?;
    if a.ring != b.ring {
        return match met {
            LineIntersection::SinglePoint {
                intersection,
                is_proper: true,
            } => Some(Fault::new(
                format!("rings of the polygon cross at {}", shown(intersection)),
                "redraw the rings so that a hole lies inside its polygon and parts lie apart",
            )),
            LineIntersection::Collinear { intersection } if has_length(intersection) => {
                Some(Fault::new(
                    format!(
                        "rings of the polygon share an edge at {}",
                        shown(intersection.start)
                    ),
                    "merge the parts, or move the edge",
                ))
            }
            _ => None,
        };
    }
    let count = rings[a.ring].0.len() - 1;
    let (first, last) = (a.at.min(b.at), a.at.max(b.at));
    let are_neighbours = last - first == 1 || (first == 0 && last == count - 1);
    match met {
        LineIntersection::Collinear { intersection } if has_length(intersection) => {
            Some(runs_back(intersection))
        }
        LineIntersection::SinglePoint { intersection, .. } if !are_neighbours => Some(Fault::new(
            format!(
                "polygon crosses or touches itself at {}",
                shown(intersection)
            ),
            "redraw the outline around that point, or split the polygon there",
        )),
        _ => None,
    }
}

fn has_length(line: Line<f64>) -> bool {
    line.start != line.end
}

/// Rings do not cross here: a hole lies inside or outside as a whole, and so does a part.
fn check_nesting(polygons: &[Polygon<f64>]) -> Result<(), Fault> {
    for (i, polygon) in polygons.iter().enumerate() {
        let shell = Polygon::new(polygon.exterior().clone(), Vec::new());
        for (h, hole) in polygon.interiors().iter().enumerate() {
            if let Some(c) = probe(hole, &shell, CoordPos::Outside) {
                return Err(Fault::new(
                    format!("hole of the polygon lies outside it at {}", shown(c)),
                    "remove the hole, or make it a part of its own",
                ));
            }
            let hole = Polygon::new(hole.clone(), Vec::new());
            for other in polygon.interiors().iter().skip(h + 1) {
                let other_area = Polygon::new(other.clone(), Vec::new());
                if let Some(c) = probe(other, &hole, CoordPos::Inside)
                    .or_else(|| probe(hole.exterior(), &other_area, CoordPos::Inside))
                {
                    return Err(Fault::new(
                        format!("holes of the polygon overlap at {}", shown(c)),
                        "remove the inner hole",
                    ));
                }
            }
        }
        for other in &polygons[i + 1..] {
            if let Some(c) = probe(other.exterior(), polygon, CoordPos::Inside)
                .or_else(|| probe(polygon.exterior(), other, CoordPos::Inside))
            {
                return Err(Fault::new(
                    format!("parts of the multipolygon overlap at {}", shown(c)),
                    "merge the parts",
                ));
            }
        }
    }
    Ok(())
}

fn probe(ring: &LineString<f64>, area: &Polygon<f64>, position: CoordPos) -> Option<Coord<f64>> {
    let step = ring.0.len().div_ceil(PROBES);
    ring.0
        .iter()
        .step_by(step)
        .find(|c| area.coordinate_position(c) == position)
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geozero::ToGeo;
    use geozero::wkt::Wkt;

    fn rule(wkt: &str) -> String {
        match check(&Wkt(wkt).to_geo().unwrap()) {
            Ok(()) => "valid".to_owned(),
            Err(fault) => fault.rule,
        }
    }

    #[test]
    fn what_is_valid_is_taken() {
        for wkt in [
            "POLYGON((0 0,4 0,4 4,0 4,0 0))",
            "POLYGON((0 0,2 0,4 0,4 4,0 4,0 0))",
            "POLYGON((0 0,4 0,4 0,4 4,0 4,0 0))",
            "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,2 1,2 2,1 2,1 1))",
            "POLYGON((0 0,4 0,4 4,0 4,0 0),(0 2,1 1,2 2,1 3,0 2))",
            "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((1 1,2 1,2 2,1 2,1 1)))",
            "LINESTRING(0 0,1 1,0 1,1 0)",
            "POINT(1 1)",
        ] {
            assert_eq!(rule(wkt), "valid", "{wkt}");
        }
    }

    #[test]
    fn what_is_not_is_told_with_the_place() {
        for (wkt, told) in [
            (
                "POLYGON((0 0,4 4,4 0,0 4,0 0))",
                "polygon crosses or touches itself at (2.0000000, 2.0000000)",
            ),
            (
                "POLYGON((0 0,4 0,2 2,4 4,0 4,2 2,0 0))",
                "polygon crosses or touches itself at (2.0000000, 2.0000000)",
            ),
            (
                "POLYGON((0 0,4 0,4 4,2 4,2 6,2 4,0 4,0 0))",
                "polygon runs back along its own edge at",
            ),
            (
                "POLYGON((0 0,1 1,0 0))",
                "polygon has a ring of fewer than three different points",
            ),
            (
                "POLYGON((0 0,4 0,4 4,0 4,0 0),(3 1,5 1,5 2,3 2,3 1))",
                "rings of the polygon cross at (4.0000000, ",
            ),
            (
                "POLYGON((0 0,4 0,4 4,0 4,0 0),(5 1,6 1,6 2,5 2,5 1))",
                "hole of the polygon lies outside it at",
            ),
            (
                "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,8 1,8 8,1 8,1 1),(2 2,3 2,3 3,2 3,2 2))",
                "holes of the polygon overlap at",
            ),
            (
                "MULTIPOLYGON(((0 0,9 0,9 9,0 9,0 0)),((1 1,2 1,2 2,1 2,1 1)))",
                "parts of the multipolygon overlap at",
            ),
            (
                "MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)),((1 0,2 0,2 1,1 1,1 0)))",
                "rings of the polygon share an edge at",
            ),
            (
                "LINESTRING(1 1,1 1)",
                "line has fewer than two different points",
            ),
        ] {
            assert!(rule(wkt).starts_with(told), "{wkt}: {}", rule(wkt));
        }
    }
}
