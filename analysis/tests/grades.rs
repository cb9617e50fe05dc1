//! Benchmarks of the grading in `tests/cases/benchmarks`: worked grades (G), an F-N set with ties (B), a split change (J).

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use analysis::model::model;
use serde_json::{Value, json};

fn benchmark(file: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/benchmarks");
    serde_json::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap()
}

fn run(name: &str, input: &Value) -> Value {
    (model(name).unwrap().run)(input).unwrap()
}

fn told(name: &str, input: &Value) -> String {
    (model(name).unwrap().run)(input).unwrap_err().to_string()
}

/// Every value that is expected is there: numbers to 1e-12, the rest as it stands.
fn holds(expected: &Value, got: &Value, at: &str) {
    match expected {
        Value::Object(fields) => {
            for (name, value) in fields {
                holds(value, &got[name], &format!("{at}/{name}"));
            }
        }
        Value::Array(all) => {
            let list = got.as_array().unwrap_or_else(|| panic!("{at}: {got}"));
            assert_eq!(list.len(), all.len(), "{at}");
            for (i, value) in all.iter().enumerate() {
                holds(value, &list[i], &format!("{at}/{i}"));
            }
        }
        Value::Number(number) => {
            let (e, g) = (number.as_f64().unwrap(), got.as_f64());
            let is = g.is_some_and(|g| (g - e).abs() <= 1e-12 * e.abs().max(1e-9));
            assert!(is, "{at}: {got} instead of {e}");
        }
        other => assert_eq!(other, got, "{at}"),
    }
}

#[test]
fn worked_grades_of_towns_and_their_county() {
    let all = benchmark("G_worked_grades.json");
    for input in [
        all["inputs"].clone(),
        json!({"inputs": all["inputs"]}),
        json!({"units": all["inputs"], "union": "county"}),
        all.clone(),
    ] {
        let answer = run("regional_grade", &input);
        holds(&all["results"], &answer["results"], "/results");
        assert_eq!(answer["ruleset"], "anjie-regional-2026.1");
        assert_eq!(answer["notes"], json!([]));
        assert_eq!(answer["results"][3]["red_children"], json!(["B"]));
    }
    for (i, unit) in all["inputs"].as_array().unwrap().iter().enumerate() {
        let answer = run("regional_grade", unit);
        holds(&all["results"][i], &answer, "");
        holds(&all["results"][i], &answer["results"][0], "/results/0");
    }
}

/// The sentence of the design for town A: what decides, and what yellow needs.
#[test]
fn town_a_says_what_yellow_needs() {
    let all = benchmark("G_worked_grades.json");
    let answer = run("regional_grade", &all["inputs"][0]);
    let explained = &answer["explanation"];
    let en = explained["sentence_en"].as_str().unwrap();
    assert!(
        en.contains("E1 is 0.40 decades below the line at N = 50"),
        "{en}"
    );
    assert!(en.contains("40 persons are over their limit"), "{en}");
    let better = &explained["better"];
    assert_eq!(better["grade"], "yellow");
    let of: Vec<(&str, f64)> = better["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| (a["id"].as_str().unwrap(), a["factor"].as_f64().unwrap()))
        .collect();
    // The school below half a decade, the housing under its limit, the firm by 1.27: 10^(0.5 - 0.39794).
    let near = |at: usize, id: &str, factor: f64| {
        assert!(
            of[at].0 == id && (of[at].1 / factor - 1.0).abs() < 1e-9,
            "{of:?}"
        );
    };
    assert_eq!(of.len(), 3);
    near(0, "A1", 10_f64.powf(0.5) * 1.1 / 3.0);
    near(1, "A2", 1.2);
    near(2, "E1", 10_f64.powf(0.5) * 0.4);
    assert!(
        better["sentence_en"]
            .as_str()
            .unwrap()
            .contains("factor of 1.27 or more")
    );
    // Nearest to red: the firm, 0.398 below its line; the 40 and the school make 100 persons only at 0.436.
    let worse = &explained["worse"][0];
    assert_eq!(
        (&worse["index"], &worse["grade"]),
        (&json!("SOC"), &json!("red"))
    );
}

#[test]
fn a_sensitive_place_makes_red_only_after_its_date() {
    let unit = json!({"name": "s", "pop": 50_000, "PLL": 0, "FN": [], "overdue_major_hazards": 0, "targets": [
        {"id": "k", "kind": "kindergarten", "limit": 3e-6, "IR": 3e-6, "persons": 60, "correct_by": "2026-06-30"}]});
    let colour = |day: Option<&str>| {
        let answer = run("regional_grade", &json!({"units": [unit], "date": day}));
        assert_eq!(answer["results"][0]["badge"], true);
        answer["results"][0]["grade"].as_str().unwrap().to_owned()
    };
    assert_eq!(colour(None), "orange");
    assert_eq!(colour(Some("2026-06-30")), "orange");
    assert_eq!(colour(Some("2026-07-01")), "red");
}

#[test]
fn odd_worlds_have_an_answer() {
    let base = json!({"name": "u", "pop": 0, "PLL": 0, "targets": [], "FN": [], "overdue_major_hazards": 0});
    let none = run("regional_grade", &base);
    assert_eq!(none["grade"], "blue");
    assert_eq!(none["determined_by"], json!(["IND", "SOC", "EXP", "FLOOR"]));
    assert!(none["EXP"]["mean_IR"].is_null() && none["IND"]["worst"].is_null());
    let with = |field: &str, value: Value| {
        let mut unit = base.clone();
        unit[field] = value;
        unit
    };
    // Points in any order, twice at one N, without deaths.
    let curve = |points: Value, share: f64| json!([{"enterprise": "E", "FN": points, "share_in_unit": share}]);
    let soc = |fn_: Value| run("regional_grade", &with("FN", fn_))["SOC"].clone();
    let points = json!([
        [50, 8e-6],
        [0, 1.0],
        [1, 6e-5],
        [50, 7e-6],
        [10, 3e-5],
        [200, 0]
    ]);
    assert!(
        (soc(curve(points.clone(), 0.1))["decades"].as_f64().unwrap() - 0.4_f64.log10()).abs()
            < 1e-12
    );
    assert!(soc(curve(points, 0.099_999))["decades"].is_null());
    assert!(soc(curve(json!([]), 1.0))["enterprise"].is_null());
    // Of two at the same distance the first.
    let tie = json!([{"enterprise": "E", "FN": [[1, 1e-5]], "share_in_unit": 1}, {"enterprise": "F", "FN": [[10, 1e-6]], "share_in_unit": 1}]);
    assert_eq!(soc(tie)["enterprise"], "E");
    // Nobody bears anything.
    let safe = json!([{"id": "t", "kind": "school", "limit": 3e-6, "IR": 0, "persons": 10}]);
    let safe = run("regional_grade", &with("targets", safe));
    assert!(safe["IND"]["worst"].is_null() && safe["grade"] == "blue");
    // Shares of a firm add up in the union: 6 % and 6 % of its deaths are 12 % of them.
    let mut half = with("FN", curve(json!([[10, 1e-3]]), 0.06));
    half["pop"] = json!(10);
    let both = run("regional_grade", &json!([half, half]));
    assert_eq!(both["results"][0]["SOC"]["grade"], "blue");
    assert_eq!(both["results"][2]["SOC"]["grade"], "red");
}

#[test]
fn what_is_wrong_is_named_at_its_place() {
    let all = benchmark("G_worked_grades.json");
    let spoilt = |at: &str, value: Option<Value>| {
        let mut list = all["inputs"].clone();
        let (parent, name) = at.rsplit_once('/').unwrap();
        let parent = list.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        match value {
            Some(value) => parent.insert(name.to_owned(), value),
            None => parent.remove(name),
        };
        told("regional_grade", &list)
    };
    for field in [
        "name",
        "pop",
        "PLL",
        "targets",
        "FN",
        "overdue_major_hazards",
    ] {
        let at = format!("/1/{field}");
        assert!(
            spoilt(&at, None).starts_with(&format!("{at}: is missing")),
            "{at}"
        );
    }
    for field in ["id", "kind", "limit", "IR", "persons"] {
        let at = format!("/0/targets/1/{field}");
        assert!(
            spoilt(&at, None).starts_with(&format!("{at}: is missing")),
            "{at}"
        );
    }
    for field in ["enterprise", "FN", "share_in_unit"] {
        let at = format!("/1/FN/1/{field}");
        assert!(
            spoilt(&at, None).starts_with(&format!("{at}: is missing")),
            "{at}"
        );
    }
    for (at, value) in [
        ("/0/pop", json!(-1)),
        ("/0/PLL", json!(-1e-9)),
        ("/0/PLL", json!("many")),
        ("/0/targets/0/limit", json!(0)),
        ("/0/targets/0/IR", json!(-1e-7)),
        ("/0/targets/0/IR", json!([1e-7])),
        ("/0/targets/0/persons", json!(true)),
        ("/0/FN/0/share_in_unit", json!(1.2)),
        ("/0/FN/0/share_in_unit", json!(-0.1)),
        ("/2/overdue_major_hazards", json!(1.5)),
        ("/2/overdue_major_hazards", json!(-1)),
        ("/2/overdue_major_hazard", json!(1)),
        ("/1/FN", json!({})),
        ("/1/targets", json!("none")),
    ] {
        let got = spoilt(at, Some(value.clone()));
        assert!(
            got.starts_with(&format!("{at}: is ")),
            "{at} {value}: {got}"
        );
    }
    assert!(
        spoilt("/0/FN/0/FN", Some(json!([[1, -1e-5]]))).starts_with("/0/FN/0/FN/0/1: is -0.00001")
    );
    assert!(
        spoilt("/0/FN/0/FN", Some(json!([[1, 1e-5], [9, 2e-5]]))).contains("does not rise with N")
    );
    assert!(spoilt("/0/pop", Some(json!(0))).starts_with("/0/PLL: is 0.0012 where pop is 0"));
    assert!(told("regional_grade", &json!([])).starts_with("/: is empty"));
    assert!(told("regional_grade", &json!({"inputs": []})).starts_with("/inputs: is empty"));
    assert!(told("regional_grade", &json!(3)).starts_with("/: is 3"));
    assert!(
        told("regional_grade", &json!({"units": [], "date": "tomorrow"})).starts_with("/date: ")
    );
}

#[test]
fn an_fn_set_with_ties_a_zero_and_a_broken_number() {
    let b = benchmark("B_fn_set.json");
    let mut expected = b.clone();
    expected.as_object_mut().unwrap().remove("note");
    expected.as_object_mut().unwrap().remove("scenarios");
    for input in [
        b.clone(),
        json!({"scenarios": b["scenarios"]}),
        b["scenarios"].clone(),
    ] {
        holds(&expected, &run("fn_curve", &input), "");
    }
}

#[test]
fn a_change_is_split_without_residue() {
    let j = benchmark("J_change_attribution.json");
    let mut expected = j.clone();
    let fields = expected.as_object_mut().unwrap();
    fields.remove("old");
    fields.remove("new");
    for input in [j.clone(), json!({"old": j["old"], "new": j["new"]})] {
        holds(&expected, &run("change_attribution", &input), "");
    }
}
