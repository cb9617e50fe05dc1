//! Published distances, and the search against all ways one by one.

use super::*;

fn profile(words: &[(&'static str, &str)]) -> Profile {
    let mut p = Profile::default();
    for (k, v) in words {
        p.set_or_missing(k, (*v != "?").then_some(*v));
    }
    p
}

const STATION_TANK: &[(&str, &str)] = &[
    ("code", "GB 50156"),
    ("object", "tank"),
    ("placement", "buried"),
    ("station_grade", "二级"),
    ("fuel", "gasoline"),
];

/// standards/cases.md B1: published answer of a fire authority for a grade-2 station.
#[test]
fn a_grade_2_station_keeps_the_published_distances() {
    let tank = profile(STATION_TANK);
    let dispenser = profile(&[
        ("code", "GB 50156"),
        ("object", "dispenser"),
        ("fuel", "gasoline"),
    ]);
    let building = |class: &str| {
        profile(&[
            ("civil", "yes"),
            ("important", "no"),
            ("protection_class", class),
        ])
    };
    let important = profile(&[
        ("civil", "yes"),
        ("important", "yes"),
        ("protection_class", "?"),
    ]);
    let asks = |s: &Profile, o: &Profile| {
        let r = requirement(s, o).unwrap();
        assert!((r.least_m - r.greatest_m).abs() < 1e-12, "{r:?}");
        r.least_m
    };
    assert_eq!(
        (asks(&tank, &important), asks(&dispenser, &important)),
        (35.0, 35.0)
    );
    assert_eq!(
        (
            asks(&tank, &building("1")),
            asks(&dispenser, &building("1"))
        ),
        (14.0, 11.0)
    );
    assert_eq!(
        (
            asks(&tank, &building("2")),
            asks(&dispenser, &building("2"))
        ),
        (11.0, 8.5)
    );
    assert_eq!(
        (
            asks(&tank, &building("3")),
            asks(&dispenser, &building("3"))
        ),
        (8.5, 7.0)
    );
}

#[test]
fn an_unknown_class_bounds_the_distance_and_is_named() {
    let house = profile(&[
        ("civil", "yes"),
        ("important", "no"),
        ("protection_class", "?"),
    ]);
    let r = requirement(&profile(STATION_TANK), &house).unwrap();
    assert_eq!((r.least_m, r.greatest_m), (8.5, 14.0));
    assert_eq!(r.missing, ["protection_class"]);
}

#[test]
fn what_no_rule_speaks_of_asks_nothing() {
    let flare = profile(&[("code", "GB 50160"), ("object", "flare")]);
    let tree = profile(&[("is", "other"), ("civil", "no")]);
    assert!(requirement(&flare, &tree).is_none());
}

#[test]
fn an_unknown_capacity_is_bounded_by_its_bands() {
    let mut tank = profile(&[
        ("code", "GB 50016"),
        ("object", "tank"),
        ("holds", "liquid"),
        ("fire_class", "甲"),
        ("small_buried", "no"),
        ("roof", "floating"),
    ]);
    tank.set_size("total_capacity_m3", None);
    let house = profile(&[("civil", "yes"), ("high_rise", "no"), ("resistance", "2")]);
    let r = requirement(&tank, &house).unwrap();
    // below 1 m³ and from 5 000 m³ on the table has no row
    assert_eq!((r.least_m, r.greatest_m), (0.0, 25.0));
    assert_eq!(r.missing, ["total_capacity_m3"]);
    tank.set_size(
        "total_capacity_m3",
        Some(stand_in("total_capacity_m3", 200.0)),
    );
    assert!((requirement(&tank, &house).unwrap().least_m - 20.0).abs() < 1e-12);
    tank.set_size(
        "total_capacity_m3",
        Some(stand_in("total_capacity_m3", 199.0)),
    );
    assert!((requirement(&tank, &house).unwrap().least_m - 15.0).abs() < 1e-12);
}

/// All ways to fill what is missing, one by one: the oracle of the search.
fn brute_force(subject: &Profile, object: &Profile) -> Option<(f64, f64)> {
    let pair = Pair { subject, object };
    // A rule that known attributes rule out holds in no way.
    let candidates: Vec<&Rule> = rules()
        .iter()
        .filter(|r| pair.fits(r, &Assumed::default()) != Fit::No)
        .collect();
    let mut open = BTreeSet::new();
    for rule in &candidates {
        open.extend(pair.open_attributes(rule, &Assumed::default()));
    }
    let open: Vec<_> = open.into_iter().collect();
    let ways: usize = open.iter().map(|n| values(n).len()).product();
    assert!(ways <= 20_000, "{open:?}");
    let (mut least, mut greatest) = (f64::INFINITY, 0.0f64);
    for mut way in 0..ways {
        let mut assumed = Assumed::default();
        for name in &open {
            let all = values(name);
            match all[way % all.len()] {
                Value::Word(word) => assumed.words.push((name, word)),
                Value::Size(size) => assumed.sizes.push((name, size)),
            }
            way /= all.len();
        }
        let holding = candidates
            .iter()
            .filter(|r| pair.fits(r, &assumed) == Fit::Yes);
        let strictest = holding
            .map(|r| asked(r.distance, object).1)
            .fold(0.0, f64::max);
        least = least.min(strictest);
        greatest = greatest.max(strictest);
    }
    (greatest > 0.0).then_some((least, greatest))
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(3000))]

    #[test]
    fn the_search_finds_what_all_ways_give(pick in proptest::collection::vec(0usize..7, 20)) {
        let mut subject = Profile::default();
        let mut object = Profile::default();
        // the last choice of each list is "missing"; only some attributes may be, or the oracle never ends
        let choose = |n: usize, all: &[&'static str]| all.get(pick[n] % (all.len() + 1)).copied();
        subject.set("code", ["GB 50016", "GB 50160", "GB 50156", "GB 50074"][pick[0] % 4]);
        subject.set("object", ["tank", "warehouse", "factory", "process_unit", "dispenser"][pick[1] % 5]);
        subject.set_or_missing("fire_class", choose(2, &["甲", "乙", "丙", "戊"]));
        subject.set_or_missing("holds", choose(3, &["liquid", "liquefied_hydrocarbon"]));
        subject.set_or_missing("placement", choose(4, &["above_ground", "buried"]));
        subject.set_or_missing("roof", choose(5, &["fixed", "floating"]));
        subject.set("small_buried", ["yes", "no"][pick[6] % 2]);
        subject.set("tank_axis", ["vertical", "horizontal"][pick[7] % 2]);
        subject.set_or_missing("station_grade", choose(8, &["一级", "二级", "三级"]));
        subject.set("oil_depot_grade", ["一级", "五级"][pick[9] % 2]);
        subject.set("fuel", ["gasoline", "diesel"][pick[10] % 2]);
        subject.set("storage_item", ["1", "3", "6"][pick[11] % 3]);
        subject.set_size("storage_t", Some([4.0, 7.0, 12.0][pick[12] % 3]));
        let capacity = [None, Some(30.0), Some(700.0), Some(3000.0)][pick[13] % 4];
        for metric in ["total_capacity_m3", "total_volume_m3", "single_volume_m3"] {
            subject.set_size(metric, Some(capacity.unwrap_or(100.0)));
        }
        if pick[13] % 4 == 0 {
            subject.set_size("total_capacity_m3", None);
        }
        let civil = pick[14] % 3 != 0;
        object.set("is", if civil { "residential" } else { "industry" });
        object.set_flag("civil", civil);
        object.set_flag("industry", !civil);
        object.set_flag("residential", civil);
        object.set_flag_or_missing("important", [Some(true), Some(false), None][pick[15] % 3]);
        object.set_flag_or_missing("high_rise", [Some(true), Some(false), None][pick[16] % 3]);
        object.set_or_missing("resistance", choose(17, &["1", "2", "3", "4"]));
        object.set_or_missing("protection_class", choose(18, &["1", "2", "3"]));
        let found = requirement(&subject, &object).map(|r| (r.least_m, r.greatest_m));
        proptest::prop_assert_eq!(found, brute_force(&subject, &object));
    }
}
