//! `regional_grade`: the colour of one unit, or of several and their union, with what decides and what would change it.

use serde_json::{Map, Value, json};

use super::super::Model;
use super::given::Given;
use super::regional_inputs::{Read, unit};
use crate::error::Error;
use crate::grading::regional::{
    Action, Colour, Grade, Index, Object, Policy, Rule, Unit, actions, better, grade, is_day,
    of_grade, of_worse, union, worse,
};

/// Description of the model.
pub(super) const MODEL: Model = Model {
    name: "regional_grade",
    title_zh: "区域安全风险四色分级",
    title_en: "grade of a unit in four colours: enterprise, park, town, county, city, cell",
    source: "lines of GB 36894-2018 (secondary source); house rule, as no national formula for an area was found; ruleset in standards/tables/regional_grading.toml",
    range: "one unit as an object; several as a list, or as units or inputs of an object, which are also graded as one",
    confidence: "lines secondary, thresholds and bands policy: each number says so in the ruleset",
    inputs: &[
        ("name", "", "name of a unit"),
        ("pop", "persons", "its people"),
        ("PLL", "1/yr", "expected deaths among them"),
        (
            "targets",
            "",
            "list of {id, kind, limit (1/yr), IR (1/yr), persons}; correct_by, a day, for a sensitive place",
        ),
        (
            "FN",
            "",
            "list of {enterprise or park, FN: list of [N, F] in any order, share_in_unit: share of its deaths here}",
        ),
        (
            "overdue_major_hazards",
            "",
            "overdue major hidden hazards at installations of level 1 or 2",
        ),
        (
            "level",
            "",
            "enterprise: the worst target decides, not the number of persons",
        ),
        (
            "units",
            "",
            "list of units in place of one; likewise inputs",
        ),
        ("inputs", "", "list of units, or one"),
        (
            "union",
            "",
            "name of all units as one; county where left out",
        ),
        (
            "date",
            "",
            "day of the grading, 2026-11-28; without it no date has passed",
        ),
        (
            "ruleset",
            "",
            "id of the ruleset; that of the program where left out",
        ),
    ],
    outputs: &[
        (
            "results",
            "",
            "of each unit, and then of their union: name, IND, SOC, EXP, FLOOR, grade, determined_by, badge, red_children, explanation; a unit that is given alone has its fields beside results too",
        ),
        ("ruleset", "", "id of the ruleset"),
        ("notes", "", "remarks on the inputs"),
    ],
    run,
};

/// Name of the union where none is given.
const UNION: &str = "county";

fn run(value: &Value) -> Result<Value, Error> {
    let document = Given::document(value);
    let inner = ["inputs", "units"]
        .into_iter()
        .find_map(|n| document.field(n));
    let mut day = None;
    let mut name = UNION;
    let policy = Policy::built_in();
    if let Some(inner) = &inner {
        document.object_of(&[
            "inputs", "units", "union", "date", "ruleset", "results", "note",
        ])?;
        if document.field("inputs").is_some() && document.field("units").is_some() {
            return Err(inner.wrong("is there beside units; give one of them"));
        }
        if let Some(date) = document.field("date") {
            let text = date.text()?;
            if !is_day(text) {
                return Err(date.wrong(format!("is `{text}`; write a day as 2026-11-28")));
            }
            day = Some(text);
        }
        if let Some(given) = document.field("union") {
            name = given.text()?;
        }
        if let Some(given) = document.field("ruleset")
            && given.text()? != policy.id
        {
            let detail = format!("is `{}`; the program has {}", given.text()?, policy.id);
            return Err(given.wrong(detail));
        }
    }
    let given = inner.unwrap_or(document);
    if !given.value.is_array() {
        let read = unit(&given, &policy, day)?;
        let told = view(&policy, read.rule, &read.unit, &[]);
        let mut answer = told.clone();
        answer["results"] = json!([told]);
        answer["ruleset"] = json!(policy.id);
        answer["notes"] = json!(read.notes);
        return Ok(answer);
    }
    let all = given.list("units")?;
    if all.is_empty() {
        return Err(given.wrong("is empty; give at least one unit"));
    }
    let read: Vec<Read> = all
        .iter()
        .map(|u| unit(u, &policy, day))
        .collect::<Result<_, _>>()?;
    let mut results: Vec<Value> = read
        .iter()
        .map(|r| view(&policy, r.rule, &r.unit, &[]))
        .collect();
    let is_red = |told: &Value| told["grade"] == Colour::Red.code();
    let red: Vec<&str> = (read.iter().zip(&results))
        .filter(|(_, told)| is_red(told))
        .map(|(r, _)| r.unit.name.as_str())
        .collect();
    let mut notes: Vec<String> = read.iter().flat_map(|r| r.notes.clone()).collect();
    let units: Vec<Unit> = read.iter().map(|r| r.unit.clone()).collect();
    let whole = union(name, &units);
    notes.extend(contradictions(&whole));
    results.push(view(&policy, Rule::Material, &whole, &red));
    Ok(json!({"results": results, "ruleset": policy.id, "notes": notes}))
}

/// Firms with several curves.
fn contradictions(whole: &Unit) -> Vec<String> {
    let mut seen: Vec<&str> = Vec::new();
    let mut notes = Vec::new();
    for society in &whole.societies {
        if seen.contains(&society.id.as_str()) {
            notes.push(format!(
                "{} has several F-N curves; each counts with its own share",
                society.id
            ));
        }
        seen.push(&society.id);
    }
    notes
}

/// A whole number where it is one, as people are counted.
fn count(n: f64) -> Value {
    const MOST: f64 = 9e15;
    if n.fract() == 0.0 && n.abs() < MOST {
        json!(n as i64)
    } else {
        json!(n)
    }
}

/// A unit with its grade and why.
fn view(policy: &Policy, rule: Rule, unit: &Unit, red_children: &[&str]) -> Value {
    let of = grade(policy, rule, unit);
    let codes: Vec<&str> = of.decided_by().into_iter().map(Index::code).collect();
    let individual = &of.individual;
    let share = policy.materiality_share * unit.people;
    let threshold = if share > policy.materiality_persons {
        json!(share)
    } else {
        count(policy.materiality_persons)
    };
    json!({
        "name": unit.name,
        "IND": {
            "grade": individual.colour,
            "persons_over_limit": count(individual.persons_over_limit),
            "persons_within_half_decade": count(individual.persons_within_half_decade),
            "threshold_persons": threshold,
            "worst": individual.worst.map(|(i, _)| &unit.targets[i].id),
            "worst_decades": individual.worst.map(|w| w.1),
        },
        "SOC": {
            "grade": of.societal.colour,
            "decades": of.societal.worst.map(|w| w.1),
            "enterprise": of.societal.worst.map(|(i, ..)| &unit.societies[i].id),
        },
        "EXP": {
            "grade": of.exposure.colour,
            "mean_IR": of.exposure.per_year,
            "decades": of.exposure.decades,
        },
        "FLOOR": of.floor,
        "grade": of.colour,
        "determined_by": codes,
        "badge": individual.has_sensitive_breach || !red_children.is_empty(),
        "red_children": red_children,
        "explanation": explanation(policy, rule, unit, &of),
    })
}

fn explanation(policy: &Policy, rule: Rule, unit: &Unit, of: &Grade) -> Value {
    let name = |_: Index, id: &str| id.to_owned();
    let sentence = of_grade(unit, of, &name);
    let better = better(policy, rule, unit, of).map(|found| {
        let told = actions(unit, found.colour, &found.actions, &name);
        json!({
            "grade": found.colour,
            "sentence_zh": told.zh,
            "sentence_en": told.en,
            "actions": found.actions.iter().map(|a| action(unit, a)).collect::<Vec<_>>(),
        })
    });
    let worse: Vec<Value> = worse(policy, rule, unit, of)
        .iter()
        .map(|w| {
            let told = of_worse(unit, w, &name);
            let mut fields = about(unit, w.index, w.object);
            fields.insert("decades".to_owned(), json!(w.decades));
            fields.insert("factor".to_owned(), json!(w.factor()));
            fields.insert("grade".to_owned(), json!(w.colour));
            fields.insert("sentence_zh".to_owned(), json!(told.zh));
            fields.insert("sentence_en".to_owned(), json!(told.en));
            Value::Object(fields)
        })
        .collect();
    json!({
        "sentence_zh": sentence.zh,
        "sentence_en": sentence.en,
        "better": better,
        "worse": worse,
    })
}

fn action(unit: &Unit, of: &Action) -> Value {
    let mut fields = about(unit, of.index, of.object);
    if !matches!(of.object, Object::Hazards(_)) {
        fields.insert("decades".to_owned(), json!(of.decades));
        fields.insert("below_decades".to_owned(), json!(of.below_decades));
        fields.insert("factor".to_owned(), json!(of.factor()));
    }
    Value::Object(fields)
}

/// Index, kind and identifier of an object.
fn about(unit: &Unit, index: Index, object: Object) -> Map<String, Value> {
    let (kind, id) = match object {
        Object::Target(i) => ("target", json!(unit.targets[i].id)),
        Object::Society(i) => ("enterprise", json!(unit.societies[i].id)),
        Object::Mean => ("mean_IR", Value::Null),
        Object::Hazards(n) => ("overdue_major_hazards", json!(n)),
    };
    let mut fields = Map::new();
    fields.insert("index".to_owned(), json!(index));
    fields.insert("kind".to_owned(), json!(kind));
    fields.insert("id".to_owned(), id);
    fields
}
