//! Copies: rows of a layer with equal place and equal name.

use std::collections::BTreeMap;

use geo::CoordsIter;
use geo_types::Geometry;

use super::district::middle;
use super::{Finding, Found, Severity, Subject};

/// Judges facilities, targets and vessels.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    let facilities = of.city.sites.iter().map(|s| {
        (
            s.facility.id.as_str(),
            s.facility.name.as_str(),
            &s.facility.geometry,
        )
    });
    layer("facilities", facilities, found);
    let targets = of
        .city
        .ground
        .targets
        .iter()
        .map(|t| (t.id.as_str(), t.name.as_str(), &t.geometry));
    layer("targets", targets, found);
    let vessels = of.city.sites.iter().flat_map(|s| {
        s.vessels.iter().map(|(_, v)| {
            (
                v.id.as_str(),
                v.substance.as_deref().unwrap_or(""),
                &v.geometry,
            )
        })
    });
    layer("vessels", vessels, found);
}

/// First coordinate, to the bit, and name.
type Alike<'a> = (u64, u64, &'a str);

fn layer<'a>(
    name: &'static str,
    rows: impl Iterator<Item = (&'a str, &'a str, &'a Geometry<f64>)>,
    found: &mut Found,
) {
    let mut seen: BTreeMap<Alike<'_>, Vec<(&str, &Geometry<f64>)>> = BTreeMap::new();
    let mut checked = 0;
    for (id, called, geometry) in rows {
        checked += 1;
        let Some(first) = geometry.coords_iter().next() else {
            continue;
        };
        let alike = seen
            .entry((first.x.to_bits(), first.y.to_bits(), called))
            .or_default();
        if let Some((other, _)) = alike.iter().find(|(_, g)| *g == geometry) {
            found.findings.push(
                Finding::new("copy", Severity::Warning, (name, id), ("id", id.to_owned()))
                    .says(
                        format!("与 {other} 位置和名称完全相同"),
                        format!("has the place and the name of {other}"),
                    )
                    .fix(
                        "若为同一对象, 删除其中一条",
                        "if they are one thing, delete one of them",
                    )
                    .at(middle(geometry))
                    .about([(*other).to_owned()]),
            );
        }
        alike.push((id, geometry));
    }
    found.checked("copy", checked);
}
