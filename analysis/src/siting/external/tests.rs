//! Each way to a method, and distances against an inversion made otherwise.

use geo_types::{Coord, Point};
use proptest::prelude::*;

use super::choice::Method;
use super::contents::{self, Answer};
use super::overpressure::{distance_m, overpressure_kpa};
use super::*;
use crate::facts::{
    Facility, FacilityKind, FacilityStatus, Facts, Provenance, Storage, Subtype, Target,
    TargetCategory, Unit, UnitKind, Vessel,
};
use crate::scenario::contents::tests::vessel;
use crate::siting::separation::Verdict;

const MIDDLE: Coord<f64> = Coord { x: 119.95, y: 31.8 };

/// A place so many metres east of the middle, to some centimetres in a kilometre.
fn east(m: f64) -> Point<f64> {
    Point::new(
        MIDDLE.x + m / (111_320.0 * MIDDLE.y.to_radians().cos()),
        MIDDLE.y,
    )
}

fn provenance() -> Provenance {
    vessel("", Storage::Solid, 0.0).provenance
}

/// A plant with one unit for each list of vessels.
fn plant(units: &[&[Vessel]]) -> Facts {
    let mut facts = Facts::default();
    facts.facilities.push(Facility {
        id: "P".into(),
        uscc: None,
        name: "厂".into(),
        kind: FacilityKind::Storage,
        status: FacilityStatus::InService,
        built_on: None,
        fire_class: None,
        design_code: None,
        capacity_m3: None,
        geometry: east(0.0).into(),
        provenance: provenance(),
    });
    for (u, vessels) in units.iter().enumerate() {
        facts.units.push(Unit {
            id: format!("U{u}"),
            facility_id: "P".into(),
            name: format!("单元{u}"),
            kind: UnitKind::Storage,
            processes: Vec::new(),
            fire_class: None,
            geometry: None,
            provenance: provenance(),
        });
        for (v, of) in vessels.iter().enumerate() {
            facts.vessels.push(Vessel {
                id: format!("V{u}.{v}"),
                unit_id: format!("U{u}"),
                geometry: east(10.0 * v as f64).into(),
                ..of.clone()
            });
        }
    }
    facts
}

fn target(id: &str, category: Option<TargetCategory>, subtype: Subtype, east_m: f64) -> Target {
    Target {
        id: id.into(),
        name: id.into(),
        category,
        subtype,
        people_day: None,
        people_night: None,
        height_m: None,
        fire_resistance: None,
        protection_class: None,
        floor_area_m2: None,
        beds: None,
        tower_height_m: None,
        geometry: east(east_m).into(),
        provenance: provenance(),
    }
}

fn judged(facts: Facts) -> External {
    let city = City::build(facts).unwrap();
    let (_, grades) = city.grades(0);
    external(&city, 0, &grades).unwrap()
}

fn of(units: &[&[Vessel]]) -> External {
    judged(plant(units))
}

fn gas(substance: &str, tonnes: f64) -> Vessel {
    vessel(substance, Storage::PressurisedLiquefied, tonnes)
}

fn tnt(tonnes: f64) -> Vessel {
    vessel("118-96-7", Storage::Solid, tonnes)
}

fn liquid(substance: &str, tonnes: f64) -> Vessel {
    vessel(substance, Storage::AtmosphericLiquid, tonnes)
}

#[test]
fn explosives_go_by_their_consequence_before_all_else() {
    let found = of(&[&[tnt(0.5)], &[gas("氯", 50.0)]]).choice;
    assert_eq!(found.method, Method::Consequence);
    assert_eq!(
        (found.unit, found.also.as_slice()),
        (Some(0), &[Method::Risk][..])
    );
    assert_eq!(found.clause, "GB/T 37243-2019 4; 5");
    assert_eq!(found.confidence, "memory", "its class is from memory");
    let by_class = Vessel {
        hazard_class: Some("W1.2".into()),
        ..vessel("某起爆药", Storage::Solid, 0.1)
    };
    assert_eq!(of(&[&[by_class]]).choice.method, Method::Consequence);
    // Nothing else is open once there are explosives in the unit.
    let mixed = of(&[&[tnt(0.5), liquid("某物", 1.0)]]).choice;
    assert_eq!(
        (mixed.method, mixed.lacking.len()),
        (Method::Consequence, 0)
    );
}

#[test]
fn gases_from_the_threshold_on_go_by_risk() {
    // Q of chlorine is 5 t.
    let at = of(&[&[gas("氯", 5.0)]]).choice;
    assert_eq!((at.method, at.sum_q_over_q), (Method::Risk, Some(1.0)));
    assert!(at.why.zh.contains("凭记忆") && at.why.en.contains("from memory"));
    let below = of(&[&[gas("氯", 4.9)]]).choice;
    assert_eq!(below.method, Method::FixedDistance);
    // 2.5/5 + 5/10: chlorine and ammonia together.
    let sum = of(&[&[gas("氯", 2.5), gas("氨", 5.0)]]).choice;
    assert_eq!((sum.method, sum.sum_q_over_q), (Method::Risk, Some(1.0)));
    // Propane has no class of its own and is filed under LPG: Q = 50 t.
    assert_eq!(of(&[&[gas("丙烷", 50.0)]]).choice.method, Method::Risk);
    // Table 3 of GB 18218 has hydrogen fluoride (Q = 1 t) among the toxic gases, though it boils at 20 °C.
    assert_eq!(of(&[&[liquid("氟化氢", 1.0)]]).choice.method, Method::Risk);
}

#[test]
fn what_is_no_such_gas_does_not_count() {
    // Methanol: a major hazard installation of S = 4, but no gas.
    let found = of(&[&[liquid("甲醇", 2000.0), gas("氧", 500.0)]]).choice;
    assert_eq!(
        (found.method, found.sum_q_over_q),
        (Method::FixedDistance, None)
    );
    assert!(found.lacking.is_empty());
}

#[test]
fn the_sum_is_of_one_unit_and_the_enterprise_is_told() {
    let found = of(&[&[gas("氯", 3.0)], &[gas("氯", 3.0)]]).choice;
    assert_eq!(found.method, Method::FixedDistance);
    assert_eq!(found.sum_q_over_q, Some(0.6));
    assert!((found.enterprise_sum_q_over_q.unwrap() - 1.2).abs() < 1e-12);
    assert!(found.why.zh.contains("1.20") && found.why.zh.contains("整个企业"));
}

#[test]
fn what_is_missing_is_named_and_never_guessed() {
    let lacking = |units: &[&[Vessel]]| {
        let found = of(units).choice;
        assert_eq!(found.method, Method::Unknown, "{found:?}");
        let first = found.lacking[0].clone();
        (first.field, first.could_be)
    };
    let unmeasured = Vessel {
        quantity_t: None,
        ..gas("氯", 0.0)
    };
    assert_eq!(
        lacking(&[std::slice::from_ref(&unmeasured)]),
        ("quantity_t", vec![Method::Risk, Method::FixedDistance])
    );
    let nameless = Vessel {
        substance: None,
        ..liquid("", 1.0)
    };
    assert_eq!(
        lacking(&[&[nameless]]),
        (
            "substance",
            vec![Method::Consequence, Method::FixedDistance]
        )
    );
    // A gas that no table knows is no explosive, a solid no gas.
    assert_eq!(
        lacking(&[&[gas("某气体", 1.0)]]),
        ("hazard_class", vec![Method::Risk, Method::FixedDistance])
    );
    assert_eq!(
        lacking(&[&[vessel("某固体", Storage::Solid, 1.0)]]).1,
        [Method::Consequence, Method::FixedDistance]
    );
    // Ammonium nitrate: one of its forms is an explosive.
    assert_eq!(
        lacking(&[&[vessel("6484-52-2", Storage::Solid, 1.0)]]).0,
        "substance"
    );
    assert_eq!(lacking(&[&[]]).0, "vessels");
    assert_eq!(lacking(&[]).0, "units");
    // Enough chlorine, and a liquid beside it that may be an explosive: one or the other.
    assert_eq!(
        lacking(&[&[gas("氯", 50.0), liquid("某物", 1.0)]]).1,
        [Method::Consequence, Method::Risk]
    );
    // With enough chlorine beside it the quantity does not matter.
    let certain = of(&[&[gas("氯", 6.0), unmeasured]]).choice;
    assert_eq!(
        (certain.method, certain.sum_is_least, certain.lacking.len()),
        (Method::Risk, true, 0)
    );
    assert!(certain.why.zh.contains("至少"));
}

#[test]
fn a_method_that_is_certain_for_one_unit_stays_and_names_what_is_open() {
    let found = of(&[&[gas("氯", 50.0)], &[liquid("某物", 1.0)]]).choice;
    assert_eq!(found.method, Method::Risk);
    assert_eq!(found.lacking.len(), 1);
    assert_eq!(found.lacking[0].unit, Some(1));
    assert!(found.why.zh.contains("V1.0") && found.why.en.contains("V1.0"));
}

#[test]
fn a_class_settles_what_a_name_does_not() {
    let with = |class: &str, substance: &str, storage| {
        contents::of(&Vessel {
            hazard_class: Some(class.into()),
            ..vessel(substance, storage, 1.0)
        })
    };
    let solid = with("W10", "9004-70-0", Storage::Solid);
    assert_eq!(
        (solid.explosive, solid.gas, solid.field),
        (Answer::No, Answer::No, None)
    );
    let unknown = with("J3;W2", "某气体", Storage::CompressedGas);
    assert_eq!((unknown.explosive, unknown.gas), (Answer::No, Answer::Yes));
    // A word that is no class settles nothing.
    let wrong = with("W99", "某物", Storage::AtmosphericLiquid);
    assert_eq!(
        (wrong.explosive, wrong.field),
        (Answer::Perhaps, Some("hazard_class"))
    );
    // What the tables know is not talked away by another class.
    assert_eq!(
        with("W10", "118-96-7", Storage::Solid).explosive,
        Answer::Yes
    );
}

#[test]
fn what_has_its_own_standard_is_out_of_scope() {
    let with = |kind, code: Option<&str>, status| {
        let mut facts = plant(&[&[gas("氯", 50.0)]]);
        facts.facilities[0].kind = kind;
        facts.facilities[0].design_code = code.map(str::to_owned);
        facts.facilities[0].status = status;
        judged(facts).choice
    };
    let in_service = FacilityStatus::InService;
    for (kind, code, standard) in [
        (FacilityKind::FillingStation, None, "GB 50156"),
        (FacilityKind::Fireworks, None, "GB 50161"),
        (FacilityKind::Storage, Some("GB 50089-2018"), "GB 50089"),
        (FacilityKind::Other, Some("GB50028"), "GB 50028"),
    ] {
        let found = with(kind, code, in_service);
        assert_eq!(
            (found.method, found.own_standard),
            (Method::OutOfScope, Some(standard))
        );
        assert!(found.why.zh.contains(standard) && found.lacking.is_empty());
        assert_eq!(found.clause, "GB/T 37243-2019 1");
    }
    let own = with(FacilityKind::Production, Some("GB 50160"), in_service);
    assert_eq!(own.method, Method::Risk);
    let closed = with(FacilityKind::Production, None, FacilityStatus::Closed);
    assert_eq!(closed.method, Method::NotJudged);
}

/// Solves 14 x³ + 4.3 x² + 1.1 x = p (in bar) for x = 1/Z by Newton's rule: not the bisection that is under test.
fn scaled_distance_by_newton(kpa: f64) -> f64 {
    let p = kpa / 100.0;
    let mut x = p / 1.1;
    for _ in 0..50 {
        let f = ((14.0 * x + 4.3) * x + 1.1) * x - p;
        x -= f / ((42.0 * x + 8.6) * x + 1.1);
    }
    1.0 / x
}

#[test]
fn distances_are_those_of_the_formula() {
    for kpa in [2.0, 5.0, 9.0] {
        for tnt_kg in [1.0_f64, 40.0, 5_000.0, 2e5] {
            let expected = scaled_distance_by_newton(kpa) * tnt_kg.powf(1.0 / 3.0);
            let got = distance_m(tnt_kg, kpa);
            assert!((got / expected - 1.0).abs() < 1e-9, "{kpa} {tnt_kg}: {got}");
            assert!((overpressure_kpa(tnt_kg, got) / kpa - 1.0).abs() < 1e-9);
        }
    }
    // By hand: Z = 50 has 0.022 + 0.00172 + 0.000112 bar.
    assert!((overpressure_kpa(1.0, 50.0) - 2.3832).abs() < 1e-9);
}

proptest! {
    #[test]
    fn more_explosives_ask_for_more_distance(
        log_kg in -1.0..6.0_f64, more in 1.001..50.0_f64, kpa in 1.0..20.0_f64,
    ) {
        let kg = 10_f64.powf(log_kg);
        prop_assert!(distance_m(kg * more, kpa) > distance_m(kg, kpa));
        prop_assert!(distance_m(kg, kpa * 1.01) < distance_m(kg, kpa));
        let at = distance_m(kg, kpa) + 10.0;
        prop_assert!(overpressure_kpa(kg * more, at) > overpressure_kpa(kg, at));
    }
}

/// The unit of 4 t of TNT and 1 t of nitroglycerin, with targets to the east of it.
fn store(targets: &[(&str, Option<TargetCategory>, Subtype, f64)]) -> External {
    let mut facts = plant(&[&[tnt(4.0), liquid("硝化甘油", 1.0)]]);
    for (id, category, subtype, east_m) in targets {
        facts.targets.push(target(id, *category, *subtype, *east_m));
    }
    judged(facts)
}

#[test]
fn a_target_within_the_distance_of_its_category_is_a_violation() {
    let w = 4_000.0 + 1.5 * 1_000.0;
    let found = store(&[
        (
            "school",
            Some(TargetCategory::HighSensitivity),
            Subtype::School,
            700.0,
        ),
        (
            "office",
            Some(TargetCategory::General2),
            Subtype::Office,
            700.0,
        ),
        (
            "shop",
            Some(TargetCategory::General3),
            Subtype::Retail,
            200.0,
        ),
        ("road", None, Subtype::Road, 50.0),
    ]);
    assert!((found.charges[0].tnt_kg - w).abs() < 1e-9);
    assert!((found.charges[0].mass_kg - 5_000.0).abs() < 1e-9);
    // 2 kPa reach 1,039 m, 5 kPa 455 m, 9 kPa 280 m: the office keeps its distance, the road is no target.
    let ids: Vec<usize> = found.findings.iter().map(|f| f.target).collect();
    assert_eq!(ids, [0, 2]);
    let school = &found.findings[0];
    assert_eq!(
        (school.verdict, school.vessel),
        (Some(Verdict::Violation), 1)
    );
    let expected = scaled_distance_by_newton(2.0) * w.cbrt();
    assert!((school.required_m - expected).abs() < 1e-6);
    // The nearer vessel stands 10 m to the east.
    assert!((school.actual_m - 690.0).abs() < 2.0, "{}", school.actual_m);
    let there = overpressure_kpa(w, school.actual_m);
    assert!((school.overpressure_kpa - there).abs() < 1e-12);
    assert!((school.decades_over() - (there / 2.0).log10()).abs() < 1e-12);
    assert!(school.decades_over() > 0.0 && school.missing.is_empty());
    // The shop at 190 m has some 17 kPa: more decades over 9 than the school over 2.
    let worst = found.worst.unwrap();
    let most = found
        .findings
        .iter()
        .map(Overpressure::decades_over)
        .fold(f64::NEG_INFINITY, f64::max);
    assert!((worst.decades_over() - most).abs() < 1e-15);
}

#[test]
fn an_unknown_category_is_bounded_by_the_least_and_the_greatest() {
    let found = store(&[
        ("near", None, Subtype::Residential, 200.0),
        ("middle", None, Subtype::Residential, 700.0),
        ("far", None, Subtype::Residential, 1_200.0),
        ("something", None, Subtype::Other, 200.0),
    ]);
    let verdicts: Vec<_> = found
        .findings
        .iter()
        .map(|f| (f.target, f.verdict))
        .collect();
    let (violation, unknown) = (Some(Verdict::Violation), Some(Verdict::Unknown));
    assert_eq!(verdicts, [(0, violation), (1, unknown), (3, unknown)]);
    assert_eq!(found.findings[1].missing, ["category"]);
    let (least, most) = (distance_m(5_500.0, 9.0), distance_m(5_500.0, 2.0));
    assert!((found.findings[0].required_m - least).abs() < 1e-9);
    assert!((found.findings[1].required_max_m - most).abs() < 1e-9);
    assert!(found.findings[2].required_m.abs() < 1e-300);
}

#[test]
fn a_quantity_that_is_missing_leaves_a_lower_bound() {
    let unmeasured = Vessel {
        quantity_t: None,
        ..tnt(0.0)
    };
    let mut facts = plant(&[&[tnt(1.0), unmeasured.clone()]]);
    let school = Some(TargetCategory::HighSensitivity);
    facts
        .targets
        .push(target("T", school, Subtype::School, 300.0));
    facts
        .targets
        .push(target("F", school, Subtype::School, 1_100.0));
    let found = judged(facts);
    assert!(found.charges[0].is_least());
    assert_eq!(found.charges[0].missing, ["quantity_t"]);
    assert_eq!(
        found.findings.len(),
        1,
        "far away nothing is certain, nor listed"
    );
    assert!(found.findings[0].required_max_m.is_infinite());
    // With nothing measured there is no distance, and no verdict.
    let mut facts = plant(&[&[unmeasured]]);
    facts
        .targets
        .push(target("T", school, Subtype::School, 30.0));
    let none = judged(facts);
    assert_eq!(none.choice.method, Method::Consequence);
    assert!(none.findings.is_empty() && none.worst.is_none() && none.charges[0].is_least());
}

#[test]
fn what_has_no_equivalent_counts_as_tnt_and_says_so() {
    let azide = of(&[&[vessel("叠氮化铅", Storage::Solid, 0.2)]]);
    assert!(azide.charges[0].is_assumed());
    assert!((azide.charges[0].tnt_kg - 200.0).abs() < 1e-9);
    let tnt = of(&[&[tnt(0.2)]]);
    assert!(!tnt.charges[0].is_assumed());
}

#[test]
fn a_target_that_keeps_its_distance_is_the_nearest_to_its_limit() {
    let found = store(&[
        (
            "a",
            Some(TargetCategory::HighSensitivity),
            Subtype::School,
            1_500.0,
        ),
        (
            "b",
            Some(TargetCategory::HighSensitivity),
            Subtype::School,
            1_200.0,
        ),
    ]);
    assert!(found.findings.is_empty());
    let worst = found.worst.unwrap();
    assert_eq!((worst.target, worst.verdict), (1, None));
    assert!(worst.decades_over() < 0.0 && worst.decades_over() > -0.3);
}
