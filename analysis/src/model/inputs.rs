//! A model's inputs as JSON gives them, and its outputs.

use serde_json::{Map, Value, json};

use super::unit::{convert, like};
use crate::error::Error;

/// The inputs of one run: `{"pool_diameter": {"value": 42.4, "unit": "m"}, …}`; a bare number stands in
/// the usual unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inputs<'a> {
    fields: &'a Map<String, Value>,
}

/// What is wrong with an input, by its name.
pub(crate) fn wrong(name: &str, detail: impl Into<String>) -> Error {
    Error::Input {
        pointer: format!("/{name}"),
        detail: detail.into(),
    }
}

impl<'a> Inputs<'a> {
    /// Takes an object all of whose names are known.
    ///
    /// # Errors
    /// [`Error::Input`] for anything else.
    pub(crate) fn of(value: &'a Value, known: &[(&str, &str, &str)]) -> Result<Self, Error> {
        let fields = value
            .as_object()
            .ok_or_else(|| wrong("", "give a JSON object"))?;
        for name in fields.keys() {
            if !known.iter().any(|(k, ..)| k == name) {
                let all: Vec<&str> = known.iter().map(|(k, ..)| *k).collect();
                return Err(wrong(
                    name,
                    format!(
                        "is no input of this model; the inputs are {}",
                        all.join(", ")
                    ),
                ));
            }
        }
        Ok(Self { fields })
    }

    /// Whether an input is given: there, and not null.
    pub(crate) fn has(self, name: &str) -> bool {
        self.value(name).is_some()
    }

    fn value(self, name: &str) -> Option<&'a Value> {
        let field = self.fields.get(name)?;
        let value = field.get("value").unwrap_or(field);
        (!value.is_null()).then_some(value)
    }

    fn unit(self, name: &str) -> &'a str {
        let unit = self.fields.get(name).and_then(|f| f.get("unit"));
        unit.and_then(Value::as_str).unwrap_or_default()
    }

    fn in_unit(self, name: &str, number: f64, usual: &str) -> Result<f64, Error> {
        let given = self.unit(name).trim();
        if given.is_empty() || given == usual {
            return Ok(number);
        }
        if given == GAUGE && usual.ends_with("abs") {
            return Err(wrong(
                &format!("{name}/unit"),
                format!("`{given}` is a gauge pressure; give an absolute one, in {usual}"),
            ));
        }
        convert(number, given, usual).ok_or_else(|| {
            let known = like(usual).join(", ");
            wrong(
                &format!("{name}/unit"),
                format!(
                    "`{given}` is not known here; write {}",
                    if known.is_empty() { usual } else { &known }
                ),
            )
        })
    }

    /// A number in its usual unit, where it is given.
    ///
    /// # Errors
    /// [`Error::Input`] where it is no finite number, or in a unit of another dimension.
    pub(crate) fn maybe(self, name: &str, usual: &str) -> Result<Option<f64>, Error> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        let number = value.as_f64().filter(|n| n.is_finite()).ok_or_else(|| {
            wrong(
                name,
                format!("is {value}; give a number in {}", shown(usual)),
            )
        })?;
        self.in_unit(name, number, usual).map(Some)
    }

    /// A number beside which a remark may stand in place of a unit (`0 = use inverse Monin-Obukhov length`); a
    /// unit that is known is converted all the same.
    ///
    /// # Errors
    /// [`Error::Input`] where it is no finite number.
    pub(crate) fn maybe_remarked(self, name: &str, usual: &str) -> Result<Option<f64>, Error> {
        match self.value(name).and_then(Value::as_f64) {
            Some(number) if number.is_finite() => {
                Ok(convert(number, self.unit(name).trim(), usual).or(Some(number)))
            }
            _ => self.maybe(name, usual),
        }
    }

    /// A number in its usual unit.
    ///
    /// # Errors
    /// As [`maybe`](Self::maybe), and where it is missing.
    pub(crate) fn number(self, name: &str, usual: &str) -> Result<f64, Error> {
        self.maybe(name, usual)?.ok_or_else(|| {
            wrong(
                name,
                format!("is missing; give a number in {}", shown(usual)),
            )
        })
    }

    /// A number from `min` to `max`.
    ///
    /// # Errors
    /// As [`number`](Self::number), and where it is outside.
    pub(crate) fn within(self, name: &str, usual: &str, min: f64, max: f64) -> Result<f64, Error> {
        let number = self.number(name, usual)?;
        between(name, usual, number, min, max)
    }

    /// A number from `min` to `max`, where it is given.
    ///
    /// # Errors
    /// As [`maybe`](Self::maybe), and where it is outside.
    pub(crate) fn maybe_within(
        self,
        name: &str,
        usual: &str,
        min: f64,
        max: f64,
    ) -> Result<Option<f64>, Error> {
        self.maybe(name, usual)?
            .map(|number| between(name, usual, number, min, max))
            .transpose()
    }

    /// A number above zero.
    ///
    /// # Errors
    /// As [`number`](Self::number), and where it is not above zero.
    pub(crate) fn above_zero(self, name: &str, usual: &str) -> Result<f64, Error> {
        above(name, usual, self.number(name, usual)?)
    }

    /// A number above zero, where it is given.
    ///
    /// # Errors
    /// As [`maybe`](Self::maybe), and where it is not above zero.
    pub(crate) fn maybe_above_zero(self, name: &str, usual: &str) -> Result<Option<f64>, Error> {
        self.maybe(name, usual)?
            .map(|n| above(name, usual, n))
            .transpose()
    }

    /// A text, where it is given.
    ///
    /// # Errors
    /// [`Error::Input`] where it is no text.
    pub(crate) fn maybe_text(self, name: &str) -> Result<Option<&'a str>, Error> {
        self.value(name)
            .map(|v| {
                v.as_str()
                    .map(str::trim)
                    .ok_or_else(|| wrong(name, format!("is {v}; give a text")))
            })
            .transpose()
    }

    /// A text.
    ///
    /// # Errors
    /// As [`maybe_text`](Self::maybe_text), and where it is missing.
    pub(crate) fn text(self, name: &str) -> Result<&'a str, Error> {
        self.maybe_text(name)?
            .ok_or_else(|| wrong(name, "is missing; give a text"))
    }

    /// A list of numbers in their usual unit; one number is a list of one.
    ///
    /// # Errors
    /// [`Error::Input`] where it is missing, or one of them is no finite number.
    pub(crate) fn numbers(self, name: &str, usual: &str) -> Result<Vec<f64>, Error> {
        let value = self.value(name).ok_or_else(|| {
            wrong(
                name,
                format!("is missing; give numbers in {}", shown(usual)),
            )
        })?;
        let all = match value {
            Value::Array(all) => all.as_slice(),
            one => std::slice::from_ref(one),
        };
        all.iter()
            .enumerate()
            .map(|(i, v)| {
                let number = v.as_f64().filter(|n| n.is_finite());
                let number = number.ok_or_else(|| {
                    wrong(
                        &format!("{name}/value/{i}"),
                        format!("is {v}; give a number in {}", shown(usual)),
                    )
                })?;
                self.in_unit(name, number, usual)
            })
            .collect()
    }

    /// Whether an input is a list.
    pub(crate) fn is_list(self, name: &str) -> bool {
        matches!(self.value(name), Some(Value::Array(_)))
    }

    /// A list of lists of `width` numbers each.
    ///
    /// # Errors
    /// [`Error::Input`] where it is anything else.
    pub(crate) fn table(self, name: &str, width: usize) -> Result<Vec<Vec<f64>>, Error> {
        let bad = |at: &str| wrong(at, format!("give a list of lists of {width} numbers"));
        let rows = self
            .value(name)
            .and_then(Value::as_array)
            .ok_or_else(|| bad(name))?;
        rows.iter()
            .enumerate()
            .map(|(i, row)| {
                let at = format!("{name}/value/{i}");
                let row = row
                    .as_array()
                    .filter(|r| r.len() == width)
                    .ok_or_else(|| bad(&at))?;
                row.iter()
                    .map(|v| v.as_f64().filter(|n| n.is_finite()).ok_or_else(|| bad(&at)))
                    .collect()
            })
            .collect()
    }
}

fn shown(unit: &str) -> &str {
    if unit.is_empty() { "no unit" } else { unit }
}

/// A unit that counts from the pressure of the air: an overpressure has it, an absolute pressure has not.
const GAUGE: &str = "psig";
/// From here on a bound is none.
const UNBOUNDED: f64 = 1e300;

fn between(name: &str, unit: &str, number: f64, min: f64, max: f64) -> Result<f64, Error> {
    if (min..=max).contains(&number) {
        return Ok(number);
    }
    // Where nothing bounds it but the machine's numbers, they are no news.
    let to = if max < UNBOUNDED {
        format!("to {max}")
    } else {
        "on".to_owned()
    };
    Err(wrong(
        name,
        format!("is {number} {unit}; give a number from {min} {to}"),
    ))
}

fn above(name: &str, unit: &str, number: f64) -> Result<f64, Error> {
    if number > 0.0 {
        Ok(number)
    } else {
        Err(wrong(
            name,
            format!("is {number} {unit}; give a number above 0"),
        ))
    }
}

/// The outputs of one run: `{"outputs": {"mass_rate": {"value": 58.4, "unit": "kg/s"}}, "notes": […]}`.
#[derive(Debug, Default)]
pub(crate) struct Outputs {
    fields: Map<String, Value>,
    /// Names of lists that may have gaps.
    with_gaps: Vec<String>,
    notes: Vec<String>,
}

impl Outputs {
    /// A number, or a list of numbers, with its unit.
    pub(crate) fn put(&mut self, name: &str, value: impl Into<Value>, unit: &str) {
        self.fields.insert(
            name.to_owned(),
            json!({"value": value.into(), "unit": unit}),
        );
    }

    /// A list in which null says that there is no number, with its unit.
    pub(crate) fn put_with_gaps(&mut self, name: &str, value: impl Into<Value>, unit: &str) {
        self.put(name, value, unit);
        self.with_gaps.push(name.to_owned());
    }

    /// What must be known of the answer: an input outside of the model's range, a low confidence.
    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Notes on where the model was asked outside of its range.
    pub(crate) fn outside(&mut self, all: &[crate::consequence::Outside]) {
        self.notes.extend(all.iter().map(ToString::to_string));
    }

    /// The answer as JSON.
    ///
    /// # Errors
    /// [`Error::Input`] where nothing follows from the inputs that were given, or a number that follows is
    /// not finite.
    pub(crate) fn done(self) -> Result<Value, Error> {
        if self.fields.is_empty() {
            return Err(wrong(
                "",
                "nothing follows from these inputs; see `anjie model list --json`",
            ));
        }
        for (name, field) in &self.fields {
            // A number that is not finite is null in JSON.
            if has_null(&field["value"]) && !self.with_gaps.contains(name) {
                return Err(wrong("", format!("these inputs give no finite {name}")));
            }
        }
        Ok(json!({"outputs": self.fields, "notes": self.notes}))
    }
}

/// Whether a value, or one of a list of lists, is null.
fn has_null(value: &Value) -> bool {
    match value {
        Value::Array(all) => all.iter().any(has_null),
        other => other.is_null(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finite_is_no_answer_but_a_gap_that_is_meant_may_stand() {
        let mut out = Outputs::default();
        out.put("all", vec![1.0, f64::INFINITY], "m");
        assert!(
            out.done()
                .unwrap_err()
                .to_string()
                .contains("no finite all")
        );
        let mut out = Outputs::default();
        out.put_with_gaps("all", vec![json!(1.0), Value::Null], "m");
        assert!(out.done().is_ok());
    }

    const KNOWN: &[(&str, &str, &str)] = &[("d", "m", ""), ("list", "m", ""), ("word", "", "")];

    #[test]
    fn inputs_are_read_in_any_unit_and_named_when_wrong() {
        let value = json!({"d": {"value": 50.8, "unit": "mm"}, "list": [1, 2], "word": {"value": "x", "unit": ""}});
        let inputs = Inputs::of(&value, KNOWN).unwrap();
        assert!((inputs.number("d", "m").unwrap() - 0.0508).abs() < 1e-12);
        assert_eq!(inputs.numbers("list", "m").unwrap(), [1.0, 2.0]);
        assert_eq!(inputs.text("word").unwrap(), "x");
        let told = |v: Value| {
            Inputs::of(&v, KNOWN)
                .and_then(|i| i.above_zero("d", "m"))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(told(json!({})), "/d: is missing; give a number in m");
        assert!(told(json!({"e": 1})).starts_with("/e: is no input"));
        assert_eq!(told(json!({"d": 0})), "/d: is 0 m; give a number above 0");
        assert!(
            told(json!({"d": {"value": 1, "unit": "Pa"}}))
                .starts_with("/d/unit: `Pa` is not known here; write m, mm")
        );
        assert!(told(json!({"d": "wide"})).starts_with("/d: is \"wide\""));
        let gauge = json!({"d": {"value": 10, "unit": "psig"}});
        let gauge = Inputs::of(&gauge, KNOWN).unwrap();
        let refused = gauge.number("d", "Pa abs").unwrap_err().to_string();
        assert!(
            refused.starts_with("/d/unit: `psig` is a gauge pressure"),
            "{refused}"
        );
        assert!((gauge.number("d", "kPa").unwrap() - 68.947_572_9).abs() < 1e-6);
        let negative = json!({"d": -4});
        let negative = Inputs::of(&negative, KNOWN).unwrap();
        let told = |max| negative.within("d", "m", 0.0, max).unwrap_err().to_string();
        assert_eq!(told(f64::MAX), "/d: is -4 m; give a number from 0 on");
        assert_eq!(told(9.0), "/d: is -4 m; give a number from 0 to 9");
    }
}
