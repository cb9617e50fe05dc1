//! The answer of a relocation check.

use std::collections::BTreeMap;

use analysis::city::City;
use analysis::siting::separation::{Separation, Verdict};
use analysis::siting::situation::Situation;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::violation::Violation;
use super::{LonLat, grade, lon_lat, round};

/// What to try.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SituationRequest {
    /// Changes, all at once.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Moves a plant with everything in it.
    Move(Move),
}

/// A move.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Plant.
    pub facility_id: String,
    /// Where the centre of its boundary comes to lie.
    #[schema(value_type = Vec<f64>)]
    pub to: LonLat,
}

/// Where a plant comes to lie.
#[derive(Debug, Serialize, ToSchema)]
pub struct Destination {
    /// Park.
    pub park_id: Option<String>,
    /// Name of the park.
    pub park_name: Option<String>,
    /// District.
    pub district_code: Option<String>,
    /// Name of the district.
    pub district_name: Option<String>,
    /// Town.
    pub town_code: Option<String>,
    /// Name of the town.
    pub town_name: Option<String>,
}

/// Findings before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct Difference {
    /// There before, not after.
    pub vanish: Vec<Violation>,
    /// Not before, there after.
    pub new: Vec<Violation>,
    /// There before and after, as after.
    pub stay: Vec<Violation>,
}

/// Counts for one target.
#[derive(Debug, Serialize, ToSchema)]
pub struct ByTarget {
    /// Target or facility.
    pub target_id: String,
    /// `target` or `facility`.
    pub target_kind: &'static str,
    /// Name.
    pub target_name: String,
    /// Category of GB 36894-2018.
    pub target_category: Option<String>,
    /// Category, Chinese.
    pub target_category_zh: Option<String>,
    /// Town.
    pub town_code: Option<String>,
    /// Name of the town.
    pub town_name: Option<String>,
    /// Violations that vanish.
    pub vanish: usize,
    /// New violations.
    pub new: usize,
    /// Violations that stay.
    pub stay: usize,
}

/// Counts for one town.
#[derive(Debug, Serialize, ToSchema)]
pub struct ByTown {
    /// Town; null outside of all.
    pub code: Option<String>,
    /// Name of the town.
    pub name: Option<String>,
    /// Violations that vanish.
    pub vanish: usize,
    /// New violations.
    pub new: usize,
    /// Violations that stay.
    pub stay: usize,
}

/// Grade of a unit on one side of a change.
#[derive(Debug, Serialize, ToSchema)]
pub struct GradeSide {
    /// S.
    pub s: Option<f64>,
    /// R.
    pub r: Option<f64>,
    /// α.
    pub alpha: Option<f64>,
    /// People within 500 m.
    pub people_within_500_m: Option<f64>,
    /// Level.
    pub level: Option<u8>,
    /// Verdict.
    pub verdict: &'static str,
}

/// Grade of a unit before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct GradeChange {
    /// Facility.
    pub facility_id: String,
    /// Unit.
    pub unit_id: String,
    /// Name of the unit.
    pub unit_name: String,
    /// Before.
    pub before: GradeSide,
    /// After.
    pub after: GradeSide,
}

/// The whole answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct SituationView {
    /// Identifier: the same for the same changes to the same run.
    pub id: String,
    /// Run that it is compared with.
    pub base_run: String,
    /// Changes as understood.
    pub changes: Vec<Change>,
    /// Where the first moved plant comes to lie.
    pub destination: Destination,
    /// Violations.
    pub violations: Difference,
    /// Distances that cannot be judged.
    pub unknown: Difference,
    /// By target, most changes first.
    pub by_target: Vec<ByTarget>,
    /// By town, most changes first.
    pub by_town: Vec<ByTown>,
    /// Units of the moved plants.
    pub grades: Vec<GradeChange>,
}

impl SituationView {
    /// The view of a situation against the city `before` it.
    pub fn of(
        id: String,
        base_run: String,
        changes: Vec<Change>,
        before: &City,
        situation: &Situation,
    ) -> Self {
        let after = &situation.city;
        let part = |verdict: Verdict| {
            let views = |city: &City, findings: &[Separation]| -> Vec<Violation> {
                findings
                    .iter()
                    .filter(|f| f.verdict == verdict)
                    .map(|f| Violation::of(city, f))
                    .collect()
            };
            Difference {
                vanish: views(before, &situation.vanish),
                new: views(after, &situation.new),
                stay: views(after, &situation.stay),
            }
        };
        let violations = part(Verdict::Violation);
        Self {
            id,
            base_run,
            changes,
            destination: destination(after, situation.moved.first().copied()),
            by_target: by_target(&violations),
            by_town: by_town(&violations),
            violations,
            unknown: part(Verdict::Unknown),
            grades: grades(after, situation),
        }
    }
}

fn destination(city: &City, site: Option<usize>) -> Destination {
    let place = site.map(|s| city.place_names(super::facility::centre(city, &city.sites[s])));
    let (county, town, park) = (
        place.and_then(|p| p.county),
        place.and_then(|p| p.town),
        place.and_then(|p| p.park),
    );
    Destination {
        park_id: park.map(|p| p.id.clone()),
        park_name: park.map(|p| p.name.clone()),
        district_code: county.map(|d| d.code.clone()),
        district_name: county.map(|d| d.name.clone()),
        town_code: town.map(|d| d.code.clone()),
        town_name: town.map(|d| d.name.clone()),
    }
}

/// Violations with the list that they are in: 0 vanish, 1 new, 2 stay.
fn listed(d: &Difference) -> impl Iterator<Item = (usize, &Violation)> {
    [&d.vanish, &d.new, &d.stay]
        .into_iter()
        .enumerate()
        .flat_map(|(i, list)| list.iter().map(move |v| (i, v)))
}

fn by_target(difference: &Difference) -> Vec<ByTarget> {
    let mut rows: BTreeMap<(&str, &str), (&Violation, [usize; 3])> = BTreeMap::new();
    for (list, v) in listed(difference) {
        rows.entry((v.target_kind, &v.target_id))
            .or_insert((v, [0; 3]))
            .1[list] += 1;
    }
    let mut rows: Vec<ByTarget> = rows
        .into_values()
        .map(|(v, [vanish, new, stay])| ByTarget {
            target_id: v.target_id.clone(),
            target_kind: v.target_kind,
            target_name: v.target_name.clone(),
            target_category: v.target_category.clone(),
            target_category_zh: v.target_category_zh.clone(),
            town_code: v.town_code.clone(),
            town_name: v.town_name.clone(),
            vanish,
            new,
            stay,
        })
        .collect();
    rows.sort_by_key(|r| std::cmp::Reverse((r.new, r.vanish, r.stay)));
    rows
}

fn by_town(difference: &Difference) -> Vec<ByTown> {
    let mut rows: BTreeMap<Option<&str>, (&Violation, [usize; 3])> = BTreeMap::new();
    for (list, v) in listed(difference) {
        rows.entry(v.town_code.as_deref()).or_insert((v, [0; 3])).1[list] += 1;
    }
    let mut rows: Vec<ByTown> = rows
        .into_values()
        .map(|(v, [vanish, new, stay])| ByTown {
            code: v.town_code.clone(),
            name: v.town_name.clone(),
            vanish,
            new,
            stay,
        })
        .collect();
    rows.sort_by_key(|r| std::cmp::Reverse((r.new, r.vanish, r.stay)));
    rows
}

fn grades(city: &City, situation: &Situation) -> Vec<GradeChange> {
    let side = |(exposure, grades): &analysis::siting::situation::GradeOf, unit: usize| {
        let g = &grades[unit];
        GradeSide {
            s: g.s,
            r: g.r,
            alpha: g.alpha,
            people_within_500_m: exposure.counted().map(|p| round(p, 10.0)),
            level: g.level,
            verdict: grade::verdict(g.verdict),
        }
    };
    let mut rows = Vec::new();
    for (site, (before, after)) in situation.moved.iter().zip(&situation.grades) {
        for (index, unit) in city.sites[*site].units.iter().enumerate() {
            rows.push(GradeChange {
                facility_id: city.sites[*site].facility.id.clone(),
                unit_id: unit.id.clone(),
                unit_name: unit.name.clone(),
                before: side(before, index),
                after: side(after, index),
            });
        }
    }
    rows
}

/// The place of a move, checked.
///
/// # Errors
/// A sentence that says what would be right.
pub fn place(to: LonLat) -> Result<geo_types::Coord<f64>, String> {
    let [lon, lat] = to;
    if lon.abs() <= 180.0 && lat.abs() <= 90.0 {
        let at = geo_types::Coord { x: lon, y: lat };
        let [x, y] = lon_lat(at);
        return Ok(geo_types::Coord { x, y });
    }
    let swapped = if lon.abs() <= 90.0 && lat.abs() <= 180.0 {
        "; longitude comes first"
    } else {
        ""
    };
    Err(format!(
        "[{lon}, {lat}] is no longitude and latitude in degrees{swapped}"
    ))
}
