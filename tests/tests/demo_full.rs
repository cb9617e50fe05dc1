//! The demo city at full size, held against what it promises: counts, quotas, places, order.
//!
//! Made once for all tests here; where the sources are not there, each test says so and passes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use analysis::city::City;
use analysis::facts::{
    Facility, FacilityKind, Facts, HazardLevel, HazardState, ParkKind, Provenance, ResourceKind,
    Storage, Subtype, UnitKind, ZoneKind,
};
use analysis::grading::major_hazard::Verdict;
use analysis::place::{Footprint, Plane, clearance};
use data::demo::{Options, Sources, city};
use geo::{Centroid, Contains, Haversine, Intersects, Length, Validation};
use geo_types::{Coord, Geometry, Point};

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

fn options() -> Options {
    Options::new(1, 1.0, "2026-01-01T00:00:00+08:00")
}

/// The city at scale 1.
fn full() -> Option<&'static Facts> {
    static CITY: OnceLock<Option<Facts>> = OnceLock::new();
    CITY.get_or_init(|| Some(city(sources()?, &options()).unwrap()))
        .as_ref()
}

fn plane() -> Plane {
    Plane::around(Coord {
        x: 119.95,
        y: 31.77,
    })
    .unwrap()
}

fn of(facts: &Facts, subtype: Subtype) -> usize {
    facts
        .targets
        .iter()
        .filter(|t| t.subtype == subtype)
        .count()
}

/// Whether `got` is within a share of `aim`.
fn near(what: &str, got: usize, aim: usize, share: f64) {
    let off = (got as f64 - aim as f64).abs() / aim as f64;
    assert!(
        off <= share,
        "{what}: {got}, not {aim} ± {} %",
        100.0 * share
    );
}

fn middle(facility: &Facility) -> Point<f64> {
    facility.geometry.centroid().unwrap()
}

#[test]
fn there_is_as_much_of_everything_as_the_table_says() {
    let Some(facts) = full() else { return };
    let buildings = facts.targets.iter().filter(|t| {
        t.floor_area_m2.is_some() && !matches!(t.subtype, Subtype::Park | Subtype::Village)
    });
    assert_eq!(buildings.count(), 450_000);
    assert_eq!(of(facts, Subtype::Village), 10_000);
    for (subtype, aim) in [
        (Subtype::Hospital, 110),
        (Subtype::HealthCentre, 64),
        (Subtype::School, 430),
        (Subtype::Kindergarten, 480),
        (Subtype::CareHome, 45),
    ] {
        near(subtype.code(), of(facts, subtype), aim, 0.05);
    }
    let crowded = of(facts, Subtype::Market) + of(facts, Subtype::TransportHub);
    assert_eq!(crowded, 25, "markets and stations");

    let kind = |kind: FacilityKind| facts.facilities.iter().filter(|f| f.kind == kind).count();
    assert_eq!(kind(FacilityKind::Production), 240);
    assert_eq!(kind(FacilityKind::FillingStation), 280);
    assert_eq!(kind(FacilityKind::OilDepot), 6, "tank farms of the port");
    assert_eq!(
        kind(FacilityKind::Use),
        35 + 8,
        "cold stores and water works"
    );
    assert_eq!(
        kind(FacilityKind::Storage),
        30 + 40,
        "gas depots and warehouses"
    );

    let stores: BTreeSet<&str> = facts
        .units
        .iter()
        .filter(|u| u.kind == UnitKind::Storage)
        .map(|u| u.id.as_str())
        .collect();
    let tanks = facts.vessels.iter().filter(|v| {
        stores.contains(v.unit_id.as_str())
            && v.equipment.as_deref() != Some("in-ground tank")
            && v.storage != Some(Storage::Solid)
    });
    near("tanks above ground", tanks.count(), 2_600, 0.10);

    let roads_km: f64 = facts
        .targets
        .iter()
        .filter(|t| {
            matches!(
                t.subtype,
                Subtype::Expressway
                    | Subtype::ClassOneRoad
                    | Subtype::ClassTwoRoad
                    | Subtype::Road
                    | Subtype::UrbanTrunkRoad
                    | Subtype::UrbanBranchRoad
            )
        })
        .map(|t| match &t.geometry {
            Geometry::LineString(line) => Haversine.length(line) / 1_000.0,
            _ => 0.0,
        })
        .sum();
    near("km of roads", roads_km.round() as usize, 9_000, 0.10);
}

#[test]
fn the_people_of_each_county_are_the_census_to_the_person() {
    let Some(facts) = full() else { return };
    // Recalled, and 38 more than the sourced total: module `census` of the generator says so.
    let census = [
        ("320402", 668_906.0),
        ("320404", 658_100.0),
        ("320411", 883_600.0),
        ("320412", 1_697_380.0),
        ("320413", 585_081.0),
        ("320481", 785_092.0),
    ];
    let mut total = 0.0;
    for (code, persons) in census {
        let night: f64 = facts
            .population
            .iter()
            .filter(|c| c.id[1..7] == *code)
            .map(|c| c.people_night)
            .sum();
        assert_eq!(night, persons, "{code}");
        total += night;
    }
    assert_eq!(total, 5_278_121.0 + 38.0);
}

#[test]
fn producers_are_where_the_table_says() {
    let Some(facts) = full() else { return };
    let producers: Vec<&Facility> = facts
        .facilities
        .iter()
        .filter(|f| f.kind == FacilityKind::Production)
        .collect();
    for (park, share) in [("P01", 0.40), ("P02", 0.15), ("P03", 0.08)] {
        let outline = &facts.parks.iter().find(|p| p.id == park).unwrap().geometry;
        let inside = producers.iter().filter(|f| outline.contains(&middle(f)));
        near(park, inside.count(), (240.0 * share) as usize, 0.10);
    }
    let parks = || {
        facts
            .parks
            .iter()
            .filter(|p| p.kind == ParkKind::ChemicalPark)
    };
    let outside: Vec<_> = producers
        .iter()
        .filter(|f| !parks().any(|p| p.geometry.contains(&middle(f))))
        .collect();
    // Closed producers of 2008, 戚墅堰 being a part of 武进 now: the weights of the rest.
    for (code, closed) in [
        ("320402", 10.0),
        ("320404", 36.0),
        ("320411", 22.0),
        ("320412", 104.0 + 11.0),
        ("320413", 27.0),
        ("320481", 8.0),
    ] {
        let county = facts.districts.iter().find(|d| d.code == code).unwrap();
        let inside = outside
            .iter()
            .filter(|f| county.geometry.contains(&middle(f)))
            .count();
        let aim = outside.len() as f64 * closed / 218.0;
        // Ten per cent, or the one plant that rounding makes.
        let allowed = (0.10 * aim).max(1.0);
        assert!(
            (inside as f64 - aim).abs() <= allowed,
            "{code}: {inside}, not {aim:.1}"
        );
    }
}

#[test]
fn major_hazards_have_the_levels_of_the_table() {
    let Some(facts) = full() else { return };
    let assessed = City::build(facts.clone()).unwrap();
    let mut levels = [0_usize; 5];
    for site in 0..assessed.sites.len() {
        let (_, grades) = assessed.grades(site);
        let graded = grades.iter().filter(|g| g.verdict == Verdict::Graded);
        levels[graded.filter_map(|g| g.level).min().map_or(0, usize::from)] += 1;
    }
    let total: usize = levels[1..].iter().sum();
    assert!(
        (125..=155).contains(&total),
        "140 ± 15 major hazards: {levels:?}"
    );
    for (level, share) in [0.08, 0.12, 0.38, 0.42].into_iter().enumerate() {
        let got = levels[level + 1] as f64 / total as f64;
        assert!(
            (got - share).abs() <= 0.03,
            "level {}: {got}, not {share}",
            level + 1
        );
    }
}

#[test]
fn no_tank_stands_in_another() {
    let Some(facts) = full() else { return };
    let plane = plane();
    let facility_of: BTreeMap<&str, &str> = facts
        .units
        .iter()
        .map(|u| (u.id.as_str(), u.facility_id.as_str()))
        .collect();
    let mut of_facility: BTreeMap<&str, Vec<Footprint>> = BTreeMap::new();
    for vessel in &facts.vessels {
        let radius_m = vessel.diameter_m.unwrap_or(0.0) / 2.0;
        let shell = Footprint::of(&vessel.geometry, &plane, radius_m).unwrap();
        let facility = facility_of[vessel.unit_id.as_str()];
        of_facility.entry(facility).or_default().push(shell);
    }
    let mut pairs = 0;
    for (facility, shells) in &of_facility {
        for (i, a) in shells.iter().enumerate() {
            for b in &shells[..i] {
                assert!(
                    clearance(a, b).planar_m > 0.05,
                    "{facility}: two vessels meet"
                );
                pairs += 1;
            }
        }
    }
    assert!(pairs > 10_000, "{pairs} pairs were measured");
}

#[test]
fn nothing_is_built_in_water() {
    let Some(facts) = full() else { return };
    let waters: Vec<_> = facts
        .zones
        .iter()
        .filter(|z| z.name.as_ref().is_some_and(|n| n.contains("水域")))
        .map(|z| {
            (
                geo::BoundingRect::bounding_rect(&z.geometry).unwrap(),
                &z.geometry,
            )
        })
        .collect();
    assert_eq!(waters.len(), 4, "three lakes and the Yangtze");
    let is_wet = |c: Coord<f64>| {
        waters
            .iter()
            .any(|(bounds, water)| bounds.intersects(&c) && water.contains(&Point(c)))
    };
    let mut looked_at = 0;
    for target in facts.targets.iter().filter(|t| t.floor_area_m2.is_some()) {
        let Geometry::Polygon(outline) = &target.geometry else {
            panic!("{} is no area", target.id)
        };
        assert!(
            !outline.exterior().coords().any(|&c| is_wet(c)),
            "{} stands in water",
            target.id
        );
        looked_at += 1;
    }
    assert!(looked_at > 450_000);
    for facility in &facts.facilities {
        assert!(
            !is_wet(middle(facility).0),
            "{} stands in water",
            facility.id
        );
    }
}

#[test]
fn no_producer_is_within_a_kilometre_of_the_yangtze() {
    let Some(facts) = full() else { return };
    let plane = plane();
    let on_map = |g: &Geometry<f64>| Footprint::of(g, &plane, 0.0).unwrap();
    let banks: Vec<Footprint> = facts
        .targets
        .iter()
        .filter(|t| t.subtype == Subtype::RiverBank)
        .map(|t| on_map(&t.geometry))
        .collect();
    assert!(!banks.is_empty());
    let belt = facts
        .zones
        .iter()
        .find(|z| {
            z.kind == ZoneKind::Ecological && z.name.as_ref().is_some_and(|n| n.contains("一公里"))
        })
        .unwrap();
    for facility in facts
        .facilities
        .iter()
        .filter(|f| f.kind == FacilityKind::Production)
    {
        let plant = on_map(&facility.geometry);
        assert!(
            banks
                .iter()
                .all(|b| clearance(&plant, b).planar_m > 1_000.0),
            "{}",
            facility.id
        );
        assert!(
            !belt.geometry.intersects(&facility.geometry),
            "{}",
            facility.id
        );
    }
}

/// Identifier, provenance and geometry of every row that has them.
fn rows(facts: &Facts) -> Vec<(&'static str, &str, &Provenance, Option<Geometry<f64>>)> {
    let mut all = Vec::new();
    for r in &facts.districts {
        all.push((
            "districts",
            r.code.as_str(),
            &r.provenance,
            Some(r.geometry.clone().into()),
        ));
    }
    for r in &facts.parks {
        all.push((
            "parks",
            r.id.as_str(),
            &r.provenance,
            Some(r.geometry.clone().into()),
        ));
    }
    for r in &facts.zones {
        all.push((
            "zones",
            r.id.as_str(),
            &r.provenance,
            Some(r.geometry.clone().into()),
        ));
    }
    for r in &facts.facilities {
        all.push((
            "facilities",
            r.id.as_str(),
            &r.provenance,
            Some(r.geometry.clone()),
        ));
    }
    for r in &facts.units {
        all.push(("units", r.id.as_str(), &r.provenance, r.geometry.clone()));
    }
    for r in &facts.vessels {
        all.push((
            "vessels",
            r.id.as_str(),
            &r.provenance,
            Some(r.geometry.clone()),
        ));
    }
    for r in &facts.pipelines {
        all.push((
            "pipelines",
            r.id.as_str(),
            &r.provenance,
            Some(r.geometry.clone()),
        ));
    }
    for r in &facts.targets {
        all.push((
            "targets",
            r.id.as_str(),
            &r.provenance,
            Some(r.geometry.clone()),
        ));
    }
    for r in &facts.population {
        all.push((
            "population",
            r.id.as_str(),
            &r.provenance,
            Some(r.geometry.clone().into()),
        ));
    }
    for r in &facts.hidden_hazards {
        all.push((
            "hidden_hazards",
            r.id.as_str(),
            &r.provenance,
            r.geometry.clone(),
        ));
    }
    for r in &facts.resources {
        all.push((
            "resources",
            r.id.as_str(),
            &r.provenance,
            Some(r.geometry.clone()),
        ));
    }
    for r in &facts.monitors {
        all.push(("monitors", r.id.as_str(), &r.provenance, r.geometry.clone()));
    }
    all
}

#[test]
fn every_row_is_unique_valid_and_says_where_it_came_from() {
    let Some(facts) = full() else { return };
    let mut seen = BTreeSet::new();
    for (layer, id, provenance, geometry) in rows(facts) {
        assert!(seen.insert((layer, id)), "{layer} {id} is there twice");
        let is_attributed = provenance.source_file.contains("GS(2024)0650");
        assert!(
            provenance.synthetic || is_attributed,
            "{layer} {id} does not say where it is from"
        );
        if let Some(geometry) = geometry {
            assert!(
                geometry.is_valid(),
                "{layer} {id}: {:?}",
                geometry.check_validation()
            );
        }
    }
    assert!(seen.len() > 480_000);
}

#[test]
fn references_lead_somewhere() {
    let Some(facts) = full() else { return };
    let facilities: BTreeSet<&str> = facts.facilities.iter().map(|f| f.id.as_str()).collect();
    let units: BTreeSet<&str> = facts.units.iter().map(|u| u.id.as_str()).collect();
    let vessels: BTreeSet<&str> = facts.vessels.iter().map(|v| v.id.as_str()).collect();
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
    assert!(
        facts
            .hidden_hazards
            .iter()
            .all(|h| facilities.contains(h.facility_id.as_str()))
    );
    assert!(
        facts
            .monitors
            .iter()
            .all(|m| vessels.contains(m.vessel_id.as_str()))
    );
    for known in facts
        .pipelines
        .iter()
        .filter_map(|p| p.substance.as_deref())
    {
        assert!(
            !analysis::standards::substances::find(known).is_empty(),
            "{known}"
        );
    }
}

#[test]
fn resources_cover_towns_and_parks() {
    let Some(facts) = full() else { return };
    let plane = plane();
    let at = |g: &Geometry<f64>| plane.to_metres(g.centroid().unwrap().0).unwrap();
    let of = |kind: ResourceKind| facts.resources.iter().filter(move |r| r.kind == kind);
    assert_eq!(of(ResourceKind::FireStation).count(), 55);
    assert_eq!(of(ResourceKind::Depot).count(), 65 + 3);
    assert_eq!(of(ResourceKind::Shelter).count(), 65);
    assert!(of(ResourceKind::Hospital).count() > 50);
    assert!(facts.resources.iter().all(|r| {
        r.phone
            .as_ref()
            .is_some_and(|p| p.starts_with("0519-0000") && p.len() == 13)
    }));
    let stations: Vec<Coord<f64>> = of(ResourceKind::FireStation)
        .map(|r| at(&r.geometry))
        .collect();
    let nearest_m = |q: Coord<f64>| {
        stations
            .iter()
            .map(|s| (s.x - q.x).hypot(s.y - q.y))
            .fold(f64::INFINITY, f64::min)
    };
    // Five minutes at 60 km/h on a way 1.3 times as long as the straight one.
    let reach_m = 5.0 * 1_000.0 / 1.3;
    for park in facts
        .parks
        .iter()
        .filter(|p| p.kind == ParkKind::ChemicalPark)
    {
        for facility in &facts.facilities {
            if park.geometry.contains(&middle(facility)) {
                assert!(
                    nearest_m(at(&facility.geometry)) < reach_m,
                    "{}",
                    facility.id
                );
            }
        }
    }
    let (mut people, mut metres) = (0.0, 0.0);
    for cell in &facts.population {
        people += cell.people_night;
        metres += cell.people_night * nearest_m(at(&cell.geometry.clone().into()));
    }
    assert!(
        metres / people < 2_500.0,
        "a station is {} m away on the mean",
        metres / people
    );
}

#[test]
fn hidden_hazards_are_as_many_as_late_and_as_seasonal_as_said() {
    let Some(facts) = full() else { return };
    let all = &facts.hidden_hazards;
    near("hidden hazards", all.len(), 18_000, 0.03);
    let major = all.iter().filter(|h| h.level == HazardLevel::Major).count();
    let share = major as f64 / all.len() as f64;
    assert!((share - 0.015).abs() < 0.004, "{share} are major");
    assert!(
        all.iter()
            .filter(|h| h.level == HazardLevel::Major)
            .all(|h| {
                h.clause
                    .as_ref()
                    .is_some_and(|c| c.starts_with("安监总管三〔2017〕121号 第"))
            })
    );
    let days = |text: &str| -> i64 {
        let part = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
        let (y, m, d) = (part(0..4), part(5..7), part(8..10));
        // Days from a March-based year, good for differences.
        let (y, m) = if m < 3 { (y - 1, m + 9) } else { (y, m - 3) };
        365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + d
    };
    let today = days("2026-09-30");
    let (mut took, mut late, mut summer) = (Vec::new(), 0, 0);
    for hazard in all {
        let found = days(&hazard.found_on);
        let due = days(hazard.due_on.as_ref().unwrap());
        assert!((today - 730..=today).contains(&found), "{}", hazard.id);
        assert_eq!(
            hazard.closed_on.is_some(),
            hazard.state == HazardState::Closed,
            "{}",
            hazard.id
        );
        let closed = hazard.closed_on.as_deref().map(days);
        if let Some(closed) = closed {
            assert!(closed > found && closed <= today, "{}", hazard.id);
            took.push(closed - found);
        }
        late += usize::from(closed.unwrap_or(today) > due);
        summer += usize::from(matches!(&hazard.found_on[5..7], "06" | "07" | "08"));
    }
    took.sort_unstable();
    let median = took[took.len() / 2];
    assert!((11..=13).contains(&median), "closed after {median} days");
    let late = late as f64 / all.len() as f64;
    assert!((0.045..0.075).contains(&late), "{late} are late");
    let a_day = |n: usize, days: f64| n as f64 / days;
    let more = a_day(summer, 184.0) / a_day(all.len() - summer, 546.0);
    assert!(
        (1.19..1.31).contains(&more),
        "summer has {more} times as many"
    );
}

#[test]
fn monitors_watch_the_vessels_of_major_hazards() {
    let Some(facts) = full() else { return };
    assert!(facts.monitors.len() > 2_000);
    for m in &facts.monitors {
        let known: Vec<f64> = [m.low_low, m.low, m.high, m.high_high]
            .into_iter()
            .flatten()
            .collect();
        assert!(
            known.windows(2).all(|w| w[0] <= w[1]),
            "{}: {known:?}",
            m.id
        );
    }
    assert!(
        facts.monitors.iter().any(|m| m.high.is_none()),
        "what a vessel lacks is not made up"
    );
}

#[test]
fn equal_seeds_give_equal_cities_whatever_the_thread_count() {
    let Some(facts) = full() else { return };
    let again = city(sources().unwrap(), &options()).unwrap();
    let hash = |f: &Facts| data::store::facts_hash(f).unwrap();
    assert_eq!(hash(facts), hash(&again));
}
