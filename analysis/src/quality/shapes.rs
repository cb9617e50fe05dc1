//! Geometry that is no valid one (OGC Simple Features): edited by hand, as the importer takes none.

use geo::Validation;
use geo_types::Geometry;
use rayon::prelude::*;

use super::district::middle;
use super::{Finding, Found, Severity, Subject};

/// Judges every outline.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    let ground = &of.city.ground;
    let mut rows: Vec<(&'static str, &str, &Geometry<f64>)> = Vec::new();
    for site in &of.city.sites {
        rows.push(("facilities", &site.facility.id, &site.facility.geometry));
        rows.extend(
            site.units
                .iter()
                .filter_map(|u| Some(("units", u.id.as_str(), u.geometry.as_ref()?))),
        );
        rows.extend(
            site.vessels
                .iter()
                .map(|(_, v)| ("vessels", v.id.as_str(), &v.geometry)),
        );
    }
    rows.extend(
        ground
            .targets
            .iter()
            .map(|t| ("targets", t.id.as_str(), &t.geometry)),
    );
    found.checked("shape", rows.len());
    let invalid: Vec<Finding> = rows
        .into_par_iter()
        .filter_map(|(layer, id, geometry)| {
            let problem = geometry.check_validation().err()?.to_string();
            Some(
                Finding::new(
                    "shape",
                    Severity::Error,
                    (layer, id),
                    ("geometry", problem.clone()),
                )
                .says(
                    format!("几何无效: {problem}"),
                    format!("its geometry is invalid: {problem}"),
                )
                .fix(
                    "在 QGIS 中用“修复几何图形”处理后保存",
                    "repair it in QGIS (Fix geometries) and save",
                )
                .at(middle(geometry)),
            )
        })
        .collect();
    found.findings.extend(invalid);
}
