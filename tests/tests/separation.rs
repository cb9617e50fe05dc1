//! Safety distances on scenes whose distances are known by construction.

use analysis::assessment::assess;
use analysis::city::City;
use analysis::facts::{FacilityKind, FireClass, Placement, Storage, Subtype, UnitKind};
use analysis::siting::separation::{Object, Separation, Verdict, violations};
use analysis::siting::situation::{relocate, relocate_while};
use geo_types::Coord;
use proptest::prelude::*;
use tests::scene::Scene;

fn findings(scene: Scene) -> Vec<Separation> {
    let city = City::build(scene.facts).unwrap();
    violations(&city, 0).unwrap()
}

/// A methanol tank of 10 m at (0, 0) in a production plant.
fn plant(scene: &mut Scene) {
    let boundary = scene.rect(-100.0, -100.0, 200.0, 200.0);
    scene.facility("F1", FacilityKind::Production, boundary);
    scene.unit("U1", "F1", UnitKind::Storage, None);
    scene.tank("V1", "U1", "甲醇", 50.0, (0.0, 0.0), 10.0);
}

#[test]
fn a_tank_beside_a_school_breaks_its_rule_by_what_is_lacking() {
    let mut scene = Scene::default();
    plant(&mut scene);
    let school = scene.rect(60.0, -10.0, 40.0, 20.0);
    scene.target("T1", Subtype::School, school);
    let found = findings(scene);
    assert_eq!(found.len(), 1);
    let v = &found[0];
    assert_eq!(v.verdict, Verdict::Violation);
    // GB 50160-2008 (2018) 4.1.9: class A/B liquid tank group to public welfare facilities, 100 m
    assert_eq!(
        (v.rule().standard.as_str(), v.rule().clause.as_str()),
        ("GB 50160", "4.1.9")
    );
    assert!((v.requirement.least_m - 100.0).abs() < 1e-9);
    // from the shell at 5 m to the wall at 60 m; 1e-7 is what the plane stretches at 3 km from its meridian
    assert!((v.actual_m - 55.0).abs() < 1e-3, "{}", v.actual_m);
    assert_eq!(v.object, Object::Target(0));
}

#[test]
fn what_keeps_its_distance_is_not_listed() {
    let mut scene = Scene::default();
    plant(&mut scene);
    let far = scene.rect(105.1, -10.0, 40.0, 20.0);
    scene.target("T1", Subtype::School, far);
    assert!(findings(scene).is_empty());
}

#[test]
fn several_tanks_of_a_unit_are_one_finding_at_the_nearest() {
    let mut scene = Scene::default();
    plant(&mut scene);
    scene.tank("V2", "U1", "甲醇", 50.0, (20.0, 0.0), 10.0);
    let school = scene.rect(60.0, -10.0, 40.0, 20.0);
    scene.target("T1", Subtype::School, school);
    let found = findings(scene);
    assert_eq!(found.len(), 1);
    assert!((found[0].actual_m - 35.0).abs() < 1e-3);
}

#[test]
fn a_missing_fire_class_makes_the_verdict_unknown_and_is_named() {
    let mut scene = Scene::default();
    plant(&mut scene);
    scene.facts.vessels[0].substance = Some("某混合物".into());
    let school = scene.rect(60.0, -10.0, 40.0, 20.0);
    scene.target("T1", Subtype::School, school);
    let found = findings(scene);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].verdict, Verdict::Unknown);
    assert_eq!(found[0].requirement.missing, ["fire_class"]);
}

#[test]
fn closed_plants_and_safe_goods_have_no_distances() {
    let mut scene = Scene::default();
    plant(&mut scene);
    let school = scene.rect(60.0, -10.0, 40.0, 20.0);
    scene.target("T1", Subtype::School, school);
    scene.facts.vessels[0].fire_class = Some(FireClass::E);
    assert!(findings(scene).is_empty());
}

/// standards/cases.md B3: class-A warehouse, items 1, 2, 5, 6: 12 t to a multi-storey civil building 30 m, 8 t 25 m;
/// to an important public building 50 m.
#[test]
fn a_class_a_warehouse_keeps_the_published_distances() {
    let required = |quantity_t: f64, subtype: Subtype| {
        let mut scene = Scene::default();
        let boundary = scene.rect(-50.0, -50.0, 100.0, 100.0);
        scene.facility("F1", FacilityKind::Storage, boundary);
        let building = scene.rect(-10.0, -10.0, 20.0, 20.0);
        scene.unit("U1", "F1", UnitKind::Storage, Some(building));
        let v = scene.tank("V1", "U1", "丙酮", quantity_t, (0.0, 0.0), 0.0);
        v.storage = Some(Storage::Solid);
        v.diameter_m = None;
        let wall = scene.rect(15.0, -10.0, 20.0, 20.0);
        let t = scene.target("T1", subtype, wall);
        t.people_day = Some(900.0);
        let found = findings(scene);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rule().clause, "3.5.1");
        assert!((found[0].actual_m - 5.0).abs() < 1e-3);
        found[0].requirement.least_m
    };
    assert!((required(12.0, Subtype::Residential) - 30.0).abs() < 1e-9);
    assert!((required(8.0, Subtype::Residential) - 25.0).abs() < 1e-9);
    assert!((required(8.0, Subtype::School) - 50.0).abs() < 1e-9);
}

/// standards/cases.md B4: grade-3 oil depot, class A_B/B above-ground tank farm: to a residential area 80 m,
/// to a national railway 50 m, to a road 15 m.
#[test]
fn a_grade_3_oil_depot_keeps_the_published_distances() {
    let required = |subtype: Subtype| {
        let mut scene = Scene::default();
        let boundary = scene.rect(-50.0, -50.0, 100.0, 100.0);
        scene
            .facility("F1", FacilityKind::OilDepot, boundary)
            .capacity_m3 = Some(20_000.0);
        let dike = scene.rect(-20.0, -20.0, 40.0, 40.0);
        scene.unit("U1", "F1", UnitKind::Storage, Some(dike));
        scene
            .tank("V1", "U1", "汽油", 5000.0, (0.0, 0.0), 20.0)
            .placement = Some(Placement::AboveGround);
        let shape = scene.rect(30.0, -10.0, 20.0, 20.0);
        scene.target("T1", subtype, shape);
        let found = findings(scene);
        assert_eq!(found.len(), 1, "{subtype}");
        // from the dike's outline, not from the tank
        assert!((found[0].actual_m - 10.0).abs() < 1e-3);
        found[0].requirement.least_m
    };
    assert!((required(Subtype::Residential) - 80.0).abs() < 1e-9);
    assert!((required(Subtype::NationalRailway) - 50.0).abs() < 1e-9);
    assert!((required(Subtype::Road) - 15.0).abs() < 1e-9);
}

#[test]
fn people_are_counted_within_500_m_of_the_boundary() {
    let mut scene = Scene::default();
    plant(&mut scene);
    // a cell of 100 m × 100 m whose nearer half lies within 500 m of the boundary at x = 100
    let cell = scene.rect(550.0, -50.0, 100.0, 100.0);
    scene.people("P1", cell, 10.0, 80.0);
    // makes the layer's extent cover the plant
    let empty = scene.rect(-900.0, -900.0, 1.0, 1.0);
    scene.people("P2", empty, 0.0, 0.0);
    let more = scene.rect(800.0, 800.0, 1.0, 1.0);
    scene.people("P3", more, 0.0, 0.0);
    let school = scene.rect(300.0, 0.0, 10.0, 10.0);
    scene.target("T1", Subtype::School, school).people_day = Some(5.0);
    let house = scene.rect(300.0, 40.0, 10.0, 10.0);
    scene.target("T2", Subtype::Residential, house).people_night = Some(500.0);
    let city = City::build(scene.facts).unwrap();
    let exposure = city.exposure(0);
    assert!((exposure.in_cells - 40.0).abs() < 0.05, "{exposure:?}");
    // the school counts; the housing stands on a population cell's layer and is in the cells already
    assert!((exposure.at_targets - 5.0).abs() < 1e-9, "{exposure:?}");
    assert_eq!(exposure.counted(), Some(exposure.people));
}

#[test]
fn where_nobody_counted_people_alpha_is_unknown() {
    let mut scene = Scene::default();
    plant(&mut scene);
    scene.facts.vessels[0].quantity_t = Some(5000.0);
    let city = City::build(scene.facts).unwrap();
    let (exposure, grades) = city.grades(0);
    assert_eq!(exposure.counted(), None);
    assert_eq!(grades[0].level, None);
    assert!(grades[0].reasons.iter().any(|r| r.en.contains("α may be")));
}

#[test]
fn a_target_far_away_is_no_count_of_people() {
    let people_of = |x: f64| {
        let mut scene = Scene::default();
        plant(&mut scene);
        let school = scene.rect(x, 0.0, 10.0, 10.0);
        scene.target("T1", Subtype::School, school).people_day = Some(20.0);
        City::build(scene.facts).unwrap().exposure(0).counted()
    };
    assert_eq!(people_of(300.0), Some(20.0), "somebody counted here");
    assert_eq!(
        people_of(5000.0),
        None,
        "nobody counted here, and nobody is not zero"
    );
}

fn town(seed: &[(f64, f64)]) -> Scene {
    let mut scene = Scene::default();
    for (i, (x, y)) in seed.iter().enumerate() {
        let f = format!("F{i:02}");
        let u = format!("U{i:02}");
        let boundary = scene.rect(x - 40.0, y - 40.0, 80.0, 80.0);
        let kind = if i % 3 == 0 {
            FacilityKind::Storage
        } else {
            FacilityKind::Production
        };
        scene.facility(&f, kind, boundary);
        scene.unit(&u, &f, UnitKind::Storage, None);
        scene.tank(&format!("V{i:02}"), &u, "甲苯", 600.0, (*x, *y), 12.0);
        let home = scene.rect(x + 60.0, y - 20.0, 30.0, 30.0);
        scene.target(&format!("T{i:02}"), Subtype::Residential, home);
    }
    scene
}

fn keys(city: &City) -> Vec<(String, usize, Object, Verdict)> {
    let mut keys: Vec<_> = assess(city, || {})
        .unwrap()
        .iter()
        .flat_map(|r| &r.findings)
        .map(|f| (f.rule().id.clone(), f.site, f.object, f.verdict))
        .collect();
    keys.sort();
    keys
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// A relocation check equals the difference of two full runs; moving back restores every byte.
    #[test]
    fn a_relocation_check_equals_two_full_runs(
        seed in prop::collection::vec((-600.0..600.0f64, -600.0..600.0f64), 2..8),
        to in (-700.0..700.0f64, -700.0..700.0f64),
    ) {
        let scene = town(&seed);
        let place = scene.at(to.0, to.1);
        let city = City::build(scene.facts).unwrap();
        let situation = relocate(&city, &[(0, place)]).unwrap();
        let key = |f: &Separation| (f.rule().id.clone(), f.site, f.object, f.verdict);
        let (before, after) = (keys(&city), keys(&situation.city));
        let mut expected: Vec<_> = before.clone();
        for f in &situation.vanish {
            let at = expected.iter().position(|k| *k == key(f));
            prop_assert!(at.is_some(), "vanishes but was not there");
            expected.remove(at.unwrap());
        }
        for f in &situation.new {
            prop_assert!(!before.contains(&key(f)), "new but was there");
            expected.push(key(f));
        }
        expected.sort();
        prop_assert_eq!(expected, after);
    }

    /// Least distance is symmetric in effect: what is found does not depend on the order of the facts.
    #[test]
    fn the_order_of_facts_does_not_matter(seed in prop::collection::vec((-500.0..500.0f64, -500.0..500.0f64), 2..6)) {
        let scene = town(&seed);
        let mut turned = scene.facts.clone();
        turned.targets.reverse();
        turned.vessels.reverse();
        let name = |city: &City, f: &Separation| {
            let object = match f.object {
                Object::Target(t) => city.ground.targets[t].id.clone(),
                Object::Site(s) => city.sites[s].facility.id.clone(),
            };
            (city.sites[f.site].facility.id.clone(), object, f.rule().id.clone(), format!("{:.9}", f.actual_m))
        };
        let all = |city: &City| {
            let mut rows: Vec<_> = assess(city, || {}).unwrap().iter().flat_map(|r| &r.findings).map(|f| name(city, f)).collect();
            rows.sort();
            rows
        };
        let (a, b) = (City::build(scene.facts).unwrap(), City::build(turned).unwrap());
        prop_assert_eq!(all(&a), all(&b));
    }
}

#[test]
fn moving_there_and_back_changes_nothing() {
    let scene = town(&[(0.0, 0.0), (150.0, 0.0)]);
    let city = City::build(scene.facts).unwrap();
    // the second one is a production plant whose tank stands 54 m from housing: GB 50160 asks for 100 m
    let home = city
        .plane
        .to_lon_lat(city.sites[1].footprint.centre())
        .unwrap();
    let situation = relocate(&city, &[(1, home)]).unwrap();
    assert!(situation.vanish.is_empty() && situation.new.is_empty());
    assert!(!situation.stay.is_empty());
    let away = relocate(&city, &[(1, Coord { x: 119.5, y: 31.5 })]).unwrap();
    assert!(away.stay.is_empty());
    assert!(!away.vanish.is_empty());
}

#[test]
fn a_check_that_nobody_waits_for_stops_at_the_next_plant() {
    let scene = town(&[(0.0, 0.0), (150.0, 0.0), (300.0, 0.0)]);
    let city = City::build(scene.facts).unwrap();
    let moves: Vec<_> = (0..city.sites.len())
        .map(|s| (s, Coord { x: 119.5, y: 31.5 }))
        .collect();
    let asked = |stop_at: usize| {
        let steps = std::cell::Cell::new(0);
        let is_wanted = || {
            steps.set(steps.get() + 1);
            steps.get() < stop_at
        };
        let found = relocate_while(&city, &moves, &is_wanted).unwrap();
        (found.is_some(), steps.get())
    };
    let (is_done, steps) = asked(usize::MAX);
    assert!(
        is_done && steps >= 2 * city.sites.len(),
        "it is asked between plants: {steps}"
    );
    for stop_at in 1..=steps {
        assert_eq!(asked(stop_at), (false, stop_at), "it does no more steps");
    }
}

#[test]
fn a_filling_station_is_judged_with_the_columns_that_everybody_has() {
    let mut scene = Scene::default();
    let boundary = scene.rect(-20.0, -20.0, 40.0, 40.0);
    scene.facility("F1", FacilityKind::FillingStation, boundary);
    scene.unit("U1", "F1", UnitKind::Storage, None);
    // one tank of 30 m³: a grade-3 station; placement and protection class are not given
    let tank = scene.tank("V1", "U1", "汽油", 22.0, (0.0, 0.0), 2.0);
    tank.volume_m3 = Some(30.0);
    let near = scene.rect(6.0, -5.0, 10.0, 10.0);
    scene.target("T1", Subtype::Hotel, near);
    let far = scene.rect(-20.0, -5.0, 10.0, 10.0);
    scene.target("T2", Subtype::Hotel, far);
    let found = findings(scene);
    // 5 m: below class 3 (7 m), a violation of any class; 9 m: between class 3 (7 m) and class 1 (11 m)
    let verdicts: Vec<_> = found
        .iter()
        .map(|f| (f.object, f.verdict, f.requirement.least_m))
        .collect();
    assert_eq!(
        verdicts,
        [
            (Object::Target(0), Verdict::Violation, 7.0),
            (Object::Target(1), Verdict::Unknown, 7.0)
        ]
    );
    assert_eq!(found[1].requirement.missing, ["protection_class"]);
}
