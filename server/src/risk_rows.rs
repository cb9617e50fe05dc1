//! The risk of a snapshot as rows of the store.

use std::collections::BTreeSet;

use analysis::risk::run::source::Origin;
use data::Store;
use data::store::{ContourRow, FnCurveRow, LsirGrid, RiskResults, ViolationRow};
use geo::{Area, MapCoords};

use crate::risk::CityRisk;
use crate::routes::fn_curves;
use crate::runs::RunError;
use crate::snapshot::Snapshot;
use crate::views::risk::RiskViolation;

/// Adds the risk of a snapshot to its run, where it is known and the run does not have it yet.
///
/// # Errors
/// [`RunError`].
pub async fn keep(store: &Store, snapshot: &Snapshot) -> Result<(), RunError> {
    let Some(Ok(risk)) = snapshot.risk() else {
        return Ok(());
    };
    let run_id = snapshot.version();
    if store.risk(run_id).await?.is_some() {
        return Ok(());
    }
    let results = RiskResults {
        lsir: grid(run_id, snapshot, risk),
        contours: contours(run_id, snapshot, risk)?,
        fn_curves: curves(run_id, snapshot, risk)?,
    };
    let excesses = excesses(run_id, snapshot, risk)?;
    store.save_risk(&results, &excesses).await?;
    Ok(())
}

fn grid(run_id: &str, snapshot: &Snapshot, risk: &CityRisk) -> LsirGrid {
    LsirGrid {
        run_id: run_id.to_owned(),
        central_meridian_deg: snapshot.city.plane.central_meridian_deg(),
        west_m: risk.grid.west_m,
        south_m: risk.grid.south_m,
        cell_m: risk.grid.cell_m,
        columns: risk.grid.columns,
        rows: risk.grid.rows,
        per_year: risk.lsir.iter().map(|r| *r as f32).collect(),
    }
}

fn contours(
    run_id: &str,
    snapshot: &Snapshot,
    risk: &CityRisk,
) -> Result<Vec<ContourRow>, RunError> {
    let drawn = risk.contours.iter().filter(|c| !c.area.0.is_empty());
    drawn
        .map(|c| {
            let degrees = c
                .area
                .try_map_coords(|at| snapshot.city.plane.to_lon_lat(at))?;
            Ok(ContourRow {
                run_id: run_id.to_owned(),
                per_year: c.per_year,
                area_km2: c.area.unsigned_area() / 1e6,
                geometry: degrees.into(),
            })
        })
        .collect()
}

/// The curves of the city, of each district and park, and of each facility that can release something.
fn curves(run_id: &str, snapshot: &Snapshot, risk: &CityRisk) -> Result<Vec<FnCurveRow>, RunError> {
    let city = &snapshot.city;
    let origins = risk.risk.sources.iter().map(|s| s.origin);
    let sites: BTreeSet<usize> = origins
        .filter_map(|origin| match origin {
            Origin::Vessel { site, .. } => Some(site),
            Origin::Pipeline(_) => None,
        })
        .collect();
    let mut scopes = vec![("city", "all".to_owned())];
    let districts = city.ground.districts.iter();
    scopes.extend(
        districts
            .filter(|d| matches!(d.level.code(), "county" | "town"))
            .map(|d| (d.level.code(), d.code.clone())),
    );
    scopes.extend(city.ground.parks.iter().map(|p| ("park", p.id.clone())));
    let facility = |site: usize| ("facility", city.sites[site].facility.id.clone());
    scopes.extend(sites.into_iter().map(facility));
    scopes.sort();
    scopes
        .into_iter()
        .map(|(scope, id)| {
            let view = fn_curves::of(snapshot, scope, &id)
                .map_err(|problem| RunError::Risk(problem.to_string()))?;
            Ok(FnCurveRow {
                run_id: run_id.to_owned(),
                scope: scope.to_owned(),
                id,
                name: view.name.clone(),
                pll_per_year: view.pll_per_year,
                verdict: view.verdict.to_owned(),
                unknown_vessels: view.unknown_vessels as u64,
                body_json: serde_json::to_string(&view)?,
            })
        })
        .collect()
}

fn excesses(
    run_id: &str,
    snapshot: &Snapshot,
    risk: &CityRisk,
) -> Result<Vec<ViolationRow>, RunError> {
    let views = risk
        .excesses
        .iter()
        .filter_map(|excess| RiskViolation::of(&snapshot.city, excess));
    views
        .map(|view| {
            Ok(ViolationRow {
                id: view.id.clone(),
                run_id: run_id.to_owned(),
                facility_id: view.facility_id.clone(),
                target_id: view.target_id.clone(),
                verdict: view.verdict.to_owned(),
                rule_id: "GB36894-individual-risk".to_owned(),
                required_m: None,
                actual_m: None,
                from_lon: view.from[0],
                from_lat: view.from[1],
                to_lon: view.to[0],
                to_lat: view.to[1],
                body_json: serde_json::to_string(&view)?,
            })
        })
        .collect()
}
