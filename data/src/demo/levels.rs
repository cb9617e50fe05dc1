//! How many major hazard installations (重大危险源) the city has, and of which levels.
//!
//! Nobody sets a level. Inventories are drawn, and S and R computed by GB 18218-2018 as for any other
//! plant; where a level is too frequent, the inventory of a facility of that level is drawn again, and
//! the new draw is kept if it falls where one is missing.
//!
//! The aim is an **assumption**: no public source gives the number for Changzhou. 140 facilities, of
//! levels 1 to 4 in shares 8, 12, 38, 42 %, by the most serious unit of each.

use analysis::facts::{Unit, Vessel};
use analysis::grading::major_hazard::{Holding, Verdict, grade};

use super::plants::{MOST_ATTEMPTS, Plants};
use super::sites::{Site, SiteKind};
use super::{DemoError, Scale};

/// Facilities with a major hazard installation at full scale, by level 1–4: 8, 12, 38, 42 % of 140.
const AIM: [usize; 4] = [11, 17, 53, 59];
/// Rounds over all facilities. The aim is mostly met in a handful; where it is not, it is missed by a few.
const ROUNDS: usize = 24;

/// Level of a unit, where it is a major hazard installation.
pub(super) fn level_of_unit(
    unit: &Unit,
    vessels: &[Vessel],
    people_within_500_m: Option<f64>,
) -> Option<u8> {
    let held = vessels.iter().filter(|v| v.unit_id == unit.id);
    let holdings: Vec<Holding<'_>> = held
        .map(|v| Holding {
            id: Some(&v.id),
            substance: v.substance.as_deref(),
            hazard_class: v.hazard_class.as_deref(),
            quantity_t: v.quantity_t,
            temperature_c: v.temperature_c,
        })
        .collect();
    let grade = grade(unit.kind, &holdings, people_within_500_m);
    grade.level.filter(|_| grade.verdict == Verdict::Graded)
}

/// Level of a facility: that of its most serious unit, 0 where none is a major hazard installation.
pub(super) fn level(units: &[Unit], vessels: &[Vessel], people_within_500_m: Option<f64>) -> usize {
    units
        .iter()
        .filter_map(|unit| level_of_unit(unit, vessels, people_within_500_m))
        .min()
        .map_or(0, usize::from)
}

/// Which draw of its inventory each site takes. `people` is what α of each site counts.
pub(super) fn draws(
    plants: &Plants<'_>,
    sites: &[Site],
    people: &[Option<f64>],
    scale: Scale,
) -> Result<Vec<usize>, DemoError> {
    let drawn = |number: usize, attempt: usize| {
        let mut one = Plants::new(plants.ground, plants.territory, plants.origin, plants.seed);
        one.furnish(&sites[number], number, attempt)?;
        Ok::<_, DemoError>(level(&one.units, &one.vessels, people[number]))
    };
    let mut levels: Vec<usize> = (0..sites.len())
        .map(|n| drawn(n, 0))
        .collect::<Result<_, _>>()?;
    let mut kept = vec![0; sites.len()];
    let aim = AIM.map(|n| scale.of_facilities(n));
    let mut missing: [isize; 5] = [0; 5];
    missing[0] = sites.len().cast_signed() - aim.iter().sum::<usize>().cast_signed();
    for (slot, n) in missing[1..].iter_mut().zip(aim) {
        *slot = n.cast_signed();
    }
    for &level in &levels {
        missing[level] -= 1;
    }
    for attempt in 1..=ROUNDS.min(MOST_ATTEMPTS - 1) {
        for (number, site) in sites.iter().enumerate() {
            // A station's tanks are too small for any level, a port's too large for any other.
            if matches!(site.kind, SiteKind::Station | SiteKind::PortFarm)
                || missing[levels[number]] >= 0
            {
                continue;
            }
            let again = drawn(number, attempt)?;
            if missing[again] > 0 {
                missing[levels[number]] += 1;
                missing[again] -= 1;
                (levels[number], kept[number]) = (again, attempt);
            }
        }
    }
    Ok(kept)
}
