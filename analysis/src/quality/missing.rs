//! Attributes that are missing and leave a verdict open, each with the verdicts that it would settle.
//!
//! An unknown verdict names what it depends on. Where that is one cell of one row, filling the cell
//! settles it; where it is several, each of them helps. A value may bring a rule into play that asks for one
//! more attribute, so that the count is the most that a fix settles.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Found, Severity, Subject};
use crate::city::{City, Site};
use crate::facts::Target;
use crate::grading::major_hazard::Verdict as GradeVerdict;
use crate::place::Footprint;
use crate::siting::separation::{Object, Separation, Verdict};
use crate::siting::subject::Start;
use crate::standards::subtypes::{Importance, properties};

/// A cell: layer, key, column.
type Cell = (&'static str, String, &'static str);

#[derive(Default)]
struct Open {
    settled: usize,
    helped: usize,
    place: Option<geo_types::Coord<f64>>,
    related: BTreeSet<String>,
}

/// Verdicts of the assessment that are unknown.
pub(super) fn unknown_verdicts(of: &Subject<'_>) -> usize {
    let distances: usize = of.results.iter().map(|r| r.count(Verdict::Unknown)).sum();
    let grades = of.results.iter().flat_map(|r| &r.grades);
    distances
        + grades
            .filter(|g| g.verdict == GradeVerdict::Unknown)
            .count()
}

/// Judges what the verdicts lack.
pub(super) fn judge(of: &Subject<'_>, found: &mut Found) {
    let mut open: BTreeMap<Cell, Open> = BTreeMap::new();
    for (site, result) in of.city.sites.iter().zip(of.results) {
        for finding in result
            .findings
            .iter()
            .filter(|f| f.verdict == Verdict::Unknown)
        {
            let (cells, is_complete) = cells_of(of.city, site, finding);
            note(&mut open, cells, is_complete, &site.facility.id, of.city);
        }
        for grade in result
            .grades
            .iter()
            .filter(|g| g.verdict == GradeVerdict::Unknown)
        {
            let mut cells = BTreeSet::new();
            for item in &grade.items {
                let Some(vessel) = &item.vessel_id else {
                    continue;
                };
                if item.quantity_t.is_none() {
                    cells.insert(("vessels", vessel.clone(), "quantity_t"));
                }
                if item.critical_quantity_t.is_none() {
                    cells.insert(("vessels", vessel.clone(), "substance"));
                }
            }
            // People that nobody counted leave a grade open too, and are no cell of a vessel.
            let is_complete = result.exposure.counted().is_some();
            note(&mut open, cells, is_complete, &site.facility.id, of.city);
        }
    }
    found.checked("missing", rows(of));
    for ((layer, id, column), of_cell) in open {
        let (settled, helped) = (of_cell.settled, of_cell.helped);
        let place = of_cell.place.and_then(|p| of.city.plane.to_lon_lat(p).ok());
        found.findings.push(Finding {
            verdicts_settled: settled,
            verdicts_helped: helped,
            ..Finding::new("missing", Severity::Warning, (layer, &id), (column, String::new()))
                .says(
                    format!("缺少 {column}: 补上最多可确定 {settled} 项判定, 另有 {helped} 项还需其他属性"),
                    format!("{column} is missing: it would settle up to {settled} verdicts, and {helped} more with other attributes"),
                )
                .fix(format!("补充 {column}"), format!("find out {column} and write it down"))
                .at(place)
                .about(of_cell.related.into_iter().take(20))
        });
    }
}

fn rows(of: &Subject<'_>) -> usize {
    let members: usize = of
        .city
        .sites
        .iter()
        .map(|s| 1 + s.units.len() + s.vessels.len())
        .sum();
    members + of.city.ground.targets.len()
}

fn note(
    open: &mut BTreeMap<Cell, Open>,
    cells: BTreeSet<Cell>,
    is_complete: bool,
    facility: &str,
    city: &City,
) {
    let settles = cells.len() == 1 && is_complete;
    for cell in cells {
        let entry = open.entry(cell.clone()).or_insert_with(|| Open {
            place: place(city, &cell),
            ..Open::default()
        });
        if settles {
            entry.settled += 1;
        } else {
            entry.helped += 1;
        }
        entry.related.insert(facility.to_owned());
    }
}

/// Cells that an unknown distance depends on, and whether that is all of it: some attributes of the
/// standards are in no column.
fn cells_of(city: &City, site: &Site, finding: &Separation) -> (BTreeSet<Cell>, bool) {
    let mut is_complete = true;
    let cells = finding
        .requirement
        .missing
        .iter()
        .filter_map(|attribute| {
            let cell = object_cell(city, finding.object, attribute)
                .or_else(|| subject_cell(site, finding, attribute));
            is_complete &= cell.is_some();
            cell
        })
        .collect();
    (cells, is_complete)
}

fn object_cell(city: &City, object: Object, attribute: &str) -> Option<Cell> {
    let Object::Target(target) = object else {
        return None;
    };
    let target = &city.ground.targets[target];
    let column = match attribute {
        "important" => importance_column(target)?,
        "high_rise" => "height_m",
        "protection_class" => "protection_class",
        "resistance" => "fire_resistance",
        "tower_height_m" => "tower_height_m",
        _ => return None,
    };
    Some(("targets", target.id.clone(), column))
}

fn importance_column(target: &Target) -> Option<&'static str> {
    match properties(target.subtype).importance {
        Importance::PeopleOver(_) => Some("people_day"),
        Importance::BedsFrom(_) => Some("beds"),
        Importance::FloorAreaOver(_) => Some("floor_area_m2"),
        _ => None,
    }
}

fn subject_cell(site: &Site, finding: &Separation, attribute: &str) -> Option<Cell> {
    let vessel = |column| match finding.start {
        Start::Vessel(v) => Some(("vessels", site.vessels[v].1.id.clone(), column)),
        _ => None,
    };
    let facility = |column| Some(("facilities", site.facility.id.clone(), column));
    match attribute {
        "fire_class" => vessel("fire_class").or_else(|| match finding.unit {
            Some(unit) => Some(("units", site.units[unit].id.clone(), "fire_class")),
            None => facility("fire_class"),
        }),
        "placement" => vessel("placement"),
        "roof" => vessel("roof"),
        "holds" => vessel("storage"),
        "fuel" => vessel("substance"),
        "single_volume_m3" => vessel("volume_m3"),
        "oil_depot_grade" => facility("capacity_m3"),
        "total_capacity_m3" | "total_volume_m3" | "station_grade" => {
            one_without_volume(site, finding.unit).or_else(|| {
                if site.vessels.is_empty() {
                    facility("capacity_m3")
                } else {
                    None
                }
            })
        }
        _ => None,
    }
}

/// The vessel whose volume a sum lacks, where it is one.
fn one_without_volume(site: &Site, unit: Option<usize>) -> Option<Cell> {
    let mut without = site
        .vessels
        .iter()
        .filter(|(u, v)| v.volume_m3.is_none() && unit.is_none_or(|unit| unit == *u));
    let first = without.next()?;
    without
        .next()
        .is_none()
        .then(|| ("vessels", first.1.id.clone(), "volume_m3"))
}

fn place(city: &City, (layer, id, _): &Cell) -> Option<geo_types::Coord<f64>> {
    let footprint: &Footprint = match *layer {
        "targets" => {
            // Targets come in the order of their keys from the store; others are found all the same.
            let targets = &city.ground.targets;
            let at = targets
                .binary_search_by(|t| t.id.as_str().cmp(id))
                .ok()
                .or_else(|| targets.iter().position(|t| t.id == *id))?;
            &city.ground.target_footprints[at]
        }
        "vessels" => city.sites.iter().find_map(|s| {
            let at = s.vessels.iter().position(|(_, v)| v.id == *id)?;
            Some(&s.vessel_footprints[at])
        })?,
        "units" => city.sites.iter().find_map(|s| {
            let at = s.units.iter().position(|u| u.id == *id)?;
            Some(s.unit_footprints[at].as_ref().unwrap_or(&s.footprint))
        })?,
        _ => &city.sites.iter().find(|s| s.facility.id == *id)?.footprint,
    };
    Some(footprint.centre())
}
