//! Zones with rules of their own: the main urban area, densely populated areas, ecological protection.
//!
//! All outlines are drawn. Urban ones follow the density of people that the generator builds the city
//! from, as the classes of GHSL's degree of urbanisation follow the real one; the ecological ones are
//! the lakes, the river and the kilometre behind the bank of the Yangtze (沿江一公里), in which no
//! chemical plant may be built.

use analysis::facts::{Zone, ZoneKind};
use geo::BooleanOps;
use geo_types::{LineString, MultiPolygon, Polygon};

use super::districts::Territory;
use super::names::MARK;
use super::shape::{P, distance, p};
use super::{DemoError, Ground, Origin, Sources};

/// Density from which the city is urban, and from which people are dense.
const URBAN: f64 = 0.25;
const DENSE: f64 = 1.3;
const RAYS: u32 = 72;
const STEP_M: f64 = 100.0;
/// The belt behind the bank, m.
const BELT_M: f64 = 1_000.0;

/// Rows of the layer `zones`.
pub(super) fn rows(
    territory: &Territory,
    sources: &Sources,
    ground: &Ground,
    origin: &Origin,
) -> Result<Vec<Zone>, DemoError> {
    let city = ground.area_in_metres(&sources.city.geometry)?;
    let mut rows = Vec::new();
    let mut push = |name: String, kind: ZoneKind, area: &MultiPolygon<f64>| {
        let number = rows.len() + 1;
        rows.push(Zone {
            id: format!("Z{number:02}"),
            name: Some(name),
            kind,
            geometry: ground.area(area)?,
            provenance: origin.demo(number),
        });
        Ok::<_, DemoError>(())
    };
    let urban = around(territory, territory.centre, URBAN);
    push(
        format!("{MARK}主城区(示例轮廓)"),
        ZoneKind::MainUrban,
        &area(urban).intersection(&city),
    )?;
    let dense = std::iter::once((territory.centre, "市中心".to_owned())).chain(
        territory
            .towns
            .iter()
            .filter(|t| t.weight > 0.9 && distance(t.seat, territory.centre) > 9_000.0)
            .map(|t| (t.seat, t.name.clone())),
    );
    for (seat, name) in dense {
        let ring = around(territory, seat, DENSE.min(0.8 * territory.density(seat)));
        push(
            format!("{MARK}{name}人口密集区(示例轮廓)"),
            ZoneKind::DensePopulation,
            &area(ring).intersection(&city),
        )?;
    }
    let names = ["滆湖", "长荡湖", "太湖"];
    for (name, ring) in names.iter().zip(territory.lake_rings()) {
        push(
            format!("{name}水域(示例轮廓)"),
            ZoneKind::Ecological,
            &area(ring).intersection(&city),
        )?;
    }
    push(
        "长江水域(示例轮廓)".to_owned(),
        ZoneKind::Ecological,
        &area(territory.river().to_vec()).intersection(&city),
    )?;
    push(
        format!("{MARK}长江沿岸一公里生态带(示例轮廓)"),
        ZoneKind::Ecological,
        &area(belt(&territory.shore)).intersection(&city),
    )?;
    Ok(rows)
}

fn area(mut ring: Vec<P>) -> MultiPolygon<f64> {
    ring.extend(ring.first().copied());
    MultiPolygon(vec![Polygon::new(LineString(ring), Vec::new())])
}

/// What can be seen from a place without leaving where density is at least `least`.
fn around(territory: &Territory, from: P, least: f64) -> Vec<P> {
    (0..RAYS)
        .map(|ray| {
            let angle = std::f64::consts::TAU * f64::from(ray) / f64::from(RAYS);
            let (sin, cos) = libm::sincos(angle);
            let at = |k: u32| {
                let r = STEP_M * f64::from(k);
                p(from.x + r * cos, from.y + r * sin)
            };
            let end = (2..200)
                .find(|&k| territory.density(at(k)) < least || territory.county_at(at(k)).is_none())
                .unwrap_or(200);
            at(end - 1)
        })
        .collect()
}

/// The strip between the bank and a line a kilometre landward of it, which is on its right.
fn belt(shore: &[P]) -> Vec<P> {
    let normal = |a: P, b: P| {
        let length = distance(a, b).max(1e-9);
        p((b.y - a.y) / length, (a.x - b.x) / length)
    };
    let mut ring = shore.to_vec();
    for i in (0..shore.len()).rev() {
        let before = (i > 0).then(|| normal(shore[i - 1], shore[i]));
        let after = (i + 1 < shore.len()).then(|| normal(shore[i], shore[i + 1]));
        let (n, m) = (
            before.or(after).unwrap_or(p(0.0, -1.0)),
            after.or(before).unwrap_or(p(0.0, -1.0)),
        );
        // The mitre: as far along the mean direction as makes both sides a kilometre.
        let sum = p(n.x + m.x, n.y + m.y);
        let scale = 2.0 / (sum.x * sum.x + sum.y * sum.y).max(0.5);
        ring.push(p(
            shore[i].x + BELT_M * scale * sum.x,
            shore[i].y + BELT_M * scale * sum.y,
        ));
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_belt_behind_a_straight_bank_is_a_kilometre_deep() {
        let ring = belt(&[p(0.0, 0.0), p(3_000.0, 0.0), p(6_000.0, 0.0)]);
        assert_eq!(ring.len(), 6);
        assert!(
            ring[3..].iter().all(|q| (q.y + 1_000.0).abs() < 1e-9),
            "{ring:?}"
        );
    }
}
