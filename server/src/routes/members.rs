//! What belongs to a unit, a facility, a park or a district, and where a vessel is.

use crate::problem::Problem;
use crate::snapshot::Snapshot;
use crate::views::facility::centre;

/// Positions of a vessel: its facility's, and its own there.
///
/// # Errors
/// 404.
pub fn vessel(snapshot: &Snapshot, id: &str) -> Result<(usize, usize), Problem> {
    snapshot
        .city
        .sites
        .iter()
        .enumerate()
        .find_map(|(s, site)| {
            let at = site.vessels.iter().position(|(_, v)| v.id == id)?;
            Some((s, at))
        })
        .ok_or_else(|| Problem::not_found("vessel", id))
}

/// Position of a pipeline.
///
/// # Errors
/// 404.
pub fn pipeline(snapshot: &Snapshot, id: &str) -> Result<usize, Problem> {
    let lines = &snapshot.city.ground.pipelines;
    let found = lines.iter().position(|l| l.id == id);
    found.ok_or_else(|| Problem::not_found("pipeline", id))
}

/// Positions of a unit: its facility's, and its own there.
///
/// # Errors
/// 404.
pub fn unit(snapshot: &Snapshot, id: &str) -> Result<(usize, usize), Problem> {
    snapshot
        .city
        .sites
        .iter()
        .enumerate()
        .find_map(|(s, site)| site.units.iter().position(|u| u.id == id).map(|u| (s, u)))
        .ok_or_else(|| Problem::not_found("unit", id))
}

/// Name of a `unit`, `facility`, `park` or `district`, and the facilities that belong to it.
///
/// # Errors
/// 404.
pub fn sites(snapshot: &Snapshot, level: &str, id: &str) -> Result<(String, Vec<usize>), Problem> {
    let city = &snapshot.city;
    let within = |is: &dyn Fn(&analysis::city::PlaceNames<'_>) -> bool| {
        (0..city.sites.len())
            .filter(|s| is(&city.place_names(centre(city, &city.sites[*s]))))
            .collect()
    };
    match level {
        "unit" => {
            let (site, unit) = unit(snapshot, id)?;
            Ok((city.sites[site].units[unit].name.clone(), vec![site]))
        }
        "facility" => {
            let site = snapshot
                .site(id)
                .ok_or_else(|| Problem::not_found("facility", id))?;
            Ok((city.sites[site].facility.name.clone(), vec![site]))
        }
        "park" => {
            let park = city
                .ground
                .parks
                .iter()
                .find(|p| p.id == id)
                .ok_or_else(|| Problem::not_found("park", id))?;
            Ok((
                park.name.clone(),
                within(&|p| p.park.is_some_and(|p| p.id == id)),
            ))
        }
        _ => {
            let district = city
                .ground
                .districts
                .iter()
                .find(|d| d.code == id)
                .ok_or_else(|| Problem::not_found("district", id))?;
            let all = || (0..city.sites.len()).collect();
            let sites = match district.level {
                analysis::facts::DistrictLevel::Province | analysis::facts::DistrictLevel::City => {
                    all()
                }
                _ => within(&|p| {
                    [p.county, p.town]
                        .into_iter()
                        .flatten()
                        .any(|d| d.code == id)
                }),
            };
            Ok((district.name.clone(), sites))
        }
    }
}
