//! `major_hazard`: grade of a major hazard installation by GB 18218-2018, as a model of its own.

use serde_json::{Map, Value, json};

use super::Model;
use crate::error::Error;
use crate::facts::UnitKind;
use crate::grading::major_hazard::{Holding, grade};
use crate::standards::gb18218;
use crate::standards::substances::check_cas;

/// Description of the model.
pub const MODEL: Model = Model {
    name: "major_hazard",
    title_zh: "重大危险源辨识与分级 (GB 18218-2018)",
    title_en: "identification and grade of a major hazard installation (GB 18218-2018)",
    source: "GB 18218-2018 clauses 4.1-4.3, tables 1-6",
    range: "one unit, production or storage",
    confidence: "per row of the tables; told with each item",
    inputs: &[
        ("unit_kind", "", "production or storage"),
        (
            "people_within_500_m",
            "",
            "people within 500 m of the plant boundary; left out: unknown",
        ),
        (
            "substances",
            "",
            "list of {cas or name or hazard_class, quantity_t, temperature_c}",
        ),
    ],
    outputs: &[
        ("s", "", "sum of q/Q; from 1 on a major hazard installation"),
        ("r", "", "alpha times the sum of beta q/Q"),
        ("level", "", "1 to 4; null where it is none or unknown"),
        ("alpha", "", "by people"),
        ("verdict", "", "graded, not_major_hazard or unknown"),
        ("reasons", "", "what is missing, in Chinese and English"),
        (
            "items",
            "",
            "each substance with Q, beta, where they stand and how far they can be trusted",
        ),
    ],
    run,
};

/// Runs the model.
///
/// # Errors
/// [`Error::Input`] that names the field and says what would be right.
pub fn run(input: &Value) -> Result<Value, Error> {
    let fields = input
        .as_object()
        .ok_or_else(|| wrong("", "give a JSON object"))?;
    for key in fields.keys() {
        if !["unit_kind", "people_within_500_m", "substances"].contains(&key.as_str()) {
            return Err(wrong(
                key,
                "is no input; the inputs are unit_kind, people_within_500_m, substances",
            ));
        }
    }
    let kind: UnitKind = match fields.get("unit_kind") {
        None | Some(Value::Null) => {
            return Err(wrong("unit_kind", "is missing; give production or storage"));
        }
        Some(v) => plain(v)
            .as_str()
            .ok_or_else(|| wrong("unit_kind", "give production or storage"))?
            .parse()
            .map_err(|e| wrong("unit_kind", &format!("{e}")))?,
    };
    let people = number(fields, "people_within_500_m", "")?;
    let substances = fields
        .get("substances")
        .and_then(Value::as_array)
        .filter(|s| !s.is_empty())
        .ok_or_else(|| {
            wrong(
                "substances",
                "is missing; give a list with at least one substance",
            )
        })?;
    let given: Vec<Given> = substances
        .iter()
        .enumerate()
        .map(|(i, v)| substance(i, v))
        .collect::<Result<_, _>>()?;
    let holdings: Vec<Holding<'_>> = given
        .iter()
        .map(|g| Holding {
            id: g.id.as_deref(),
            substance: g.substance.as_deref(),
            hazard_class: g.hazard_class.as_deref(),
            quantity_t: g.quantity_t,
            temperature_c: g.temperature_c,
        })
        .collect();
    serde_json::to_value(grade(kind, &holdings, people)).map_err(|e| wrong("", &e.to_string()))
}

struct Given {
    id: Option<String>,
    substance: Option<String>,
    hazard_class: Option<String>,
    quantity_t: Option<f64>,
    temperature_c: Option<f64>,
}

const FIELDS: [&str; 7] = [
    "id",
    "cas",
    "name",
    "substance",
    "hazard_class",
    "quantity_t",
    "temperature_c",
];

fn substance(index: usize, value: &Value) -> Result<Given, Error> {
    let at = |field: &str| format!("substances/{index}/{field}");
    let fields = value
        .as_object()
        .ok_or_else(|| wrong(&format!("substances/{index}"), "give a JSON object"))?;
    for key in fields.keys() {
        if !FIELDS.contains(&key.as_str()) {
            return Err(wrong(
                &at(key),
                &format!("is no input; the inputs are {}", FIELDS.join(", ")),
            ));
        }
    }
    let text = |field: &str| match fields.get(field).map(plain) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(s)) => Ok(Some(s.trim().to_owned()).filter(|s| !s.is_empty())),
        Some(_) => Err(wrong(&at(field), "give a text")),
    };
    let cas = text("cas")?;
    if let Some(cas) = &cas {
        check_cas(cas).map_err(|e| wrong(&at("cas"), &e.to_string()))?;
        if !crate::standards::substances::looks_like_cas(
            &crate::standards::substances::normal_name(cas),
        ) {
            return Err(wrong(
                &at("cas"),
                &format!(
                    "`{cas}` is no CAS number; it looks like 7782-50-5 (give a name as `name`)"
                ),
            ));
        }
    }
    let hazard_class = text("hazard_class")?;
    if let Some(class) = &hazard_class {
        let known = class
            .split([';', '|', '、'])
            .all(|c| gb18218::class(c).is_some());
        if !known {
            return Err(wrong(
                &at("hazard_class"),
                &format!(
                    "table 2 has no class `{class}`; it has {}",
                    gb18218::symbols()
                ),
            ));
        }
    }
    let substance = cas.or(text("name")?).or(text("substance")?);
    if substance.is_none() && hazard_class.is_none() {
        return Err(wrong(
            &at("cas"),
            "is missing; give cas, name or hazard_class",
        ));
    }
    let prefix = format!("substances/{index}/");
    Ok(Given {
        id: text("id")?,
        substance,
        hazard_class,
        quantity_t: number(fields, "quantity_t", &prefix)?,
        temperature_c: signed(fields, "temperature_c", &prefix)?,
    })
}

/// `{"value": 20, "unit": "t"}` is as good as `20`; kilograms are converted.
fn plain(value: &Value) -> &Value {
    value.get("value").unwrap_or(value)
}

fn number(fields: &Map<String, Value>, field: &str, prefix: &str) -> Result<Option<f64>, Error> {
    let found = signed(fields, field, prefix)?;
    match found {
        Some(n) if n < 0.0 => Err(wrong(
            &format!("{prefix}{field}"),
            &format!("is {n}; give a number from 0 on"),
        )),
        _ => Ok(found),
    }
}

fn signed(fields: &Map<String, Value>, field: &str, prefix: &str) -> Result<Option<f64>, Error> {
    let Some(value) = fields.get(field).filter(|v| !plain(v).is_null()) else {
        return Ok(None);
    };
    let number = plain(value)
        .as_f64()
        .filter(|n| n.is_finite())
        .ok_or_else(|| {
            wrong(
                &format!("{prefix}{field}"),
                &format!("is {}; give a number", plain(value)),
            )
        })?;
    let unit = value.get("unit").and_then(Value::as_str).unwrap_or("");
    let factor = match (field, unit) {
        ("quantity_t", "kg") => 1e-3,
        (_, "" | "-")
        | ("quantity_t", "t")
        | ("people_within_500_m", "persons" | "people" | "人")
        | ("temperature_c", "C" | "degC" | "°C") => 1.0,
        ("temperature_c", "K") => return Ok(Some(number - 273.15)),
        _ => {
            return Err(wrong(
                &format!("{prefix}{field}/unit"),
                &format!("`{unit}` is not known here"),
            ));
        }
    };
    Ok(Some(number * factor))
}

fn wrong(field: &str, detail: &str) -> Error {
    Error::Input {
        pointer: format!("/{field}"),
        detail: detail.to_owned(),
    }
}

/// A problem document for a wrong input.
pub fn example() -> Value {
    json!({"unit_kind": "storage", "people_within_500_m": 120, "substances": [{"cas": "7782-50-5", "quantity_t": 20}]})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_tonnes_of_chlorine_are_level_3() {
        let out = run(&example()).unwrap();
        assert_eq!(
            (out["s"].as_f64(), out["r"].as_f64(), out["level"].as_u64()),
            (Some(4.0), Some(32.0), Some(3))
        );
        assert_eq!(out["alpha"].as_f64(), Some(2.0));
    }

    #[test]
    fn wrong_inputs_are_named() {
        let wrong = |v: Value| run(&v).unwrap_err().to_string();
        assert!(wrong(json!([])).contains("JSON object"));
        assert!(
            wrong(json!({"unit_kind": "shed", "substances": [{"cas": "7782-50-5"}]}))
                .contains("production, storage")
        );
        let negative =
            json!({"unit_kind": "storage", "substances": [{"cas": "7782-50-5", "quantity_t": -1}]});
        assert!(wrong(negative).starts_with("/substances/0/quantity_t"));
        let digit =
            json!({"unit_kind": "storage", "substances": [{"cas": "7782-50-4", "quantity_t": 1}]});
        assert!(wrong(digit).contains("7782-50-5"));
        let odd =
            json!({"unit_kind": "storage", "substances": [{"cas": "7782-50-5", "tonnes": 1}]});
        assert!(wrong(odd).starts_with("/substances/0/tonnes"));
    }

    #[test]
    fn kilograms_are_converted() {
        let input = json!({"unit_kind": "storage", "people_within_500_m": 0,
            "substances": [{"cas": "7782-50-5", "quantity_t": {"value": 20000, "unit": "kg"}}]});
        assert_eq!(run(&input).unwrap()["s"].as_f64(), Some(4.0));
    }
}
