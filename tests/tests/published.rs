//! Cases with published or registered answers: `standards/cases.md` A, B and F. What each one rests on
//! stands beside it. B3 and B4 are scenes in `separation.rs`, the rest is here.

use analysis::facts::UnitKind;
use analysis::grading::major_hazard::{Grade, Holding, Verdict, grade};
use analysis::place::Plane;
use analysis::siting::condition::Profile;
use analysis::siting::requirement::requirement;
use analysis::standards::divisions::division;
use analysis::standards::gb18218::{alpha, level};
use analysis::standards::uscc::{WrongUscc, check_uscc};
use data::crs::{Converter, Crs, wgs84_to_gcj02};
use geo_types::Coord;

fn storage(people: f64, substances: &[(&str, f64)]) -> Grade {
    let holdings: Vec<Holding<'_>> = substances
        .iter()
        .map(|(name, t)| Holding {
            id: None,
            substance: Some(name),
            hazard_class: None,
            quantity_t: Some(*t),
            temperature_c: None,
        })
        .collect();
    grade(UnitKind::Storage, &holdings, Some(people))
}

/// A2, derived from GB 18218-2018 tables 5 and 6.
#[test]
fn a2_alpha_and_level_change_at_their_borders() {
    let alphas = [
        (0.0, 0.5),
        (1.0, 1.0),
        (29.0, 1.0),
        (30.0, 1.2),
        (49.0, 1.2),
        (50.0, 1.5),
        (99.0, 1.5),
        (100.0, 2.0),
    ];
    for (people, expected) in alphas {
        assert!((alpha(people) - expected).abs() < 1e-12, "{people}");
    }
    for (r, expected) in [
        (9.999, 4),
        (10.0, 3),
        (49.999, 3),
        (50.0, 2),
        (99.999, 2),
        (100.0, 1),
    ] {
        assert_eq!(level(r), expected, "{r}");
    }
}

/// A2, chlorine, ammonia, methanol with gasoline.
#[test]
fn a2_units_are_graded() {
    let chlorine = storage(120.0, &[("氯", 20.0)]);
    assert_eq!(
        (chlorine.s, chlorine.r, chlorine.level),
        (Some(4.0), Some(32.0), Some(3))
    );
    let ammonia = storage(0.0, &[("ammonia", 60.0)]);
    assert_eq!(
        (ammonia.s, ammonia.r, ammonia.level),
        (Some(6.0), Some(6.0), Some(4))
    );
    let methanol = storage(0.0, &[("67-56-1", 400.0)]);
    assert_eq!(
        (methanol.s, methanol.verdict),
        (Some(0.8), Verdict::NotMajorHazard)
    );
    let mixed = storage(0.0, &[("甲醇", 400.0), ("汽油", 50.0)]);
    assert!((mixed.s.unwrap() - 1.05).abs() < 1e-12);
    assert_eq!(mixed.verdict, Verdict::Graded);
}

fn station(grade: &str, object: &str) -> Profile {
    let mut p = Profile::default();
    p.set("code", "GB 50156");
    p.set("object", object);
    p.set("placement", "buried");
    p.set("station_grade", grade);
    p.set("fuel", "gasoline");
    p
}

fn asked(subject: &Profile, words: &[(&'static str, &str)]) -> f64 {
    let mut object = Profile::default();
    for (key, value) in words {
        object.set(key, *value);
    }
    let r = requirement(subject, &object).unwrap();
    assert!(r.missing.is_empty(), "{r:?}");
    r.least_m
}

fn class(subject: &Profile, class: &str) -> f64 {
    asked(
        subject,
        &[
            ("civil", "yes"),
            ("important", "no"),
            ("protection_class", class),
        ],
    )
}

/// B1, answer of a fire authority (sunline.sun0769.com, id 46181), grade-2 station: tank / dispenser.
#[test]
fn b1_a_grade_2_filling_station() {
    let (tank, dispenser) = (station("二级", "tank"), station("二级", "dispenser"));
    let both = |words: &[(&'static str, &str)]| [asked(&tank, words), asked(&dispenser, words)];
    let important = [
        ("civil", "yes"),
        ("important", "yes"),
        ("protection_class", "1"),
    ];
    assert_eq!(both(&important), [35.0, 35.0]);
    assert_eq!([class(&tank, "1"), class(&dispenser, "1")], [14.0, 11.0]);
    assert_eq!([class(&tank, "2"), class(&dispenser, "2")], [11.0, 8.5]);
    assert_eq!([class(&tank, "3"), class(&dispenser, "3")], [8.5, 7.0]);
}

/// B2, the superseded table (m.taowenge.com p-14249739) × 0.7, rounded to half a metre.
#[test]
fn b2_the_older_table_less_thirty_per_cent() {
    let rounded = |m: f64| (m * 0.7 * 2.0).round() / 2.0;
    let older = [
        ("1", [25.0, 20.0, 16.0]),
        ("2", [20.0, 16.0, 12.0]),
        ("3", [16.0, 12.0, 10.0]),
    ];
    for (protection, distances) in older {
        for (grade, old_m) in ["一级", "二级", "三级"].into_iter().zip(distances) {
            let now = class(&station(grade, "tank"), protection);
            assert!(
                (now - rounded(old_m)).abs() < 1e-9,
                "class {protection}, {grade}: {now}"
            );
        }
    }
    for (grade, old_m) in [("一级", 30.0), ("二级", 25.0), ("三级", 18.0)] {
        assert!(
            (asked(&station(grade, "tank"), &[("is", "open_flame")]) - rounded(old_m)).abs() < 1e-9,
            "{grade}"
        );
        assert!(
            (asked(&station(grade, "tank"), &[("is", "national_railway")]) - rounded(22.0)).abs()
                < 1e-9
        );
    }
}

/// F1, unified social credit codes with right and wrong check characters (GB 32100).
#[test]
fn f1_check_characters() {
    for right in [
        "91110000802100433B",
        "914403001922038216",
        "9144030071526726XG",
        "91330100799655058B",
    ] {
        assert_eq!(check_uscc(right), Ok(()), "{right}");
    }
    assert_eq!(
        check_uscc("91110000802100433C"),
        Err(WrongUscc::CheckCharacter { right: 'B' })
    );
}

/// F2, made with pyproj 3.7.2: EPSG:4490 (119.97, 31.81) in EPSG:4549, and in EPSG:4528 with its zone prefix;
/// by PROJ on import and by our own plane.
#[test]
fn f2_gauss_krueger() {
    let (e, n) = (497_159.375_525, 3_520_784.647_888);
    for (code, easting) in [(4549, e), (4528, e + 40_000_000.0)] {
        let (lon, lat) = Converter::new(Crs::from_epsg(code))
            .unwrap()
            .lonlat(easting, n)
            .unwrap();
        assert!(
            (lon - 119.97).abs() < 1e-9 && (lat - 31.81).abs() < 1e-9,
            "EPSG:{code}: {lon} {lat}"
        );
    }
    let at = Coord {
        x: 119.97,
        y: 31.81,
    };
    let plane = Plane::around(at).unwrap().to_metres(at).unwrap();
    assert!(
        (plane.x - e).abs() < 1e-4 && (plane.y - n).abs() < 1e-4,
        "{plane:?}"
    );
}

/// F3, derived with the public formula.
#[test]
fn f3_gcj02() {
    let (lon, lat) = wgs84_to_gcj02(119.97, 31.81);
    assert!(
        (lon - 119.974_740_854).abs() < 1e-9 && (lat - 31.807_948_308).abs() < 1e-9,
        "{lon} {lat}"
    );
    let (back_lon, back_lat) = Converter::new(Crs::Gcj02)
        .unwrap()
        .lonlat(lon, lat)
        .unwrap();
    assert!(
        (back_lon - 119.97).abs() < 1e-8 && (back_lat - 31.81).abs() < 1e-8,
        "{back_lon} {back_lat}"
    );
}

/// F4, monthly lists of the ministry of civil affairs (cn/GB2260).
#[test]
fn f4_codes_and_their_months() {
    let valid = |code: &str, month: &str| division(code).unwrap().is_valid_in(month);
    for old in ["320405", "320482"] {
        assert!(valid(old, "2015-05") && !valid(old, "2015-06"), "{old}");
    }
    assert!(!valid("320413", "2015-05") && valid("320413", "2015-06"));
    assert_eq!(
        division("320482").unwrap().successor.as_deref(),
        Some("320413")
    );
}
