//! Reading a document: every value with its place in it, so that what is wrong can be named.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::model::unit::convert;

/// Greatest number of people, or of deaths, that is taken: more than there are.
pub(super) const MOST_PERSONS: f64 = 1e10;
/// Greatest frequency that is taken, 1/yr: thirty a second.
const MOST_PER_YEAR: f64 = 1e9;

/// A value at a place of the document.
#[derive(Debug, Clone)]
pub(super) struct Given<'a> {
    /// JSON pointer.
    pub(super) at: String,
    /// The value.
    pub(super) value: &'a Value,
}

impl<'a> Given<'a> {
    /// The whole document.
    pub(super) const fn document(value: &'a Value) -> Self {
        Self {
            at: String::new(),
            value,
        }
    }

    /// An error about it.
    pub(super) fn wrong(&self, detail: impl Into<String>) -> Error {
        let pointer = if self.at.is_empty() { "/" } else { &self.at };
        Error::Input {
            pointer: pointer.to_owned(),
            detail: detail.into(),
        }
    }

    fn inner(&self, name: &str, value: &'a Value) -> Self {
        let name = name.replace('~', "~0").replace('/', "~1");
        Self {
            at: format!("{}/{name}", self.at),
            value,
        }
    }

    /// As an object.
    pub(super) fn object(&self) -> Result<&'a Map<String, Value>, Error> {
        let object = self.value.as_object();
        object.ok_or_else(|| self.wrong(format!("is {}; give a JSON object", short(self.value))))
    }

    /// As an object all of whose names are known.
    pub(super) fn object_of(&self, known: &[&str]) -> Result<&'a Map<String, Value>, Error> {
        let object = self.object()?;
        match object
            .iter()
            .find(|(name, _)| !known.contains(&name.as_str()))
        {
            Some((name, value)) => Err(self
                .inner(name, value)
                .wrong(format!("is no input; the inputs are {}", known.join(", ")))),
            None => Ok(object),
        }
    }

    /// A field that is there and not null.
    pub(super) fn field(&self, name: &str) -> Option<Self> {
        let value = self.value.as_object()?.get(name)?;
        (!value.is_null()).then(|| self.inner(name, value))
    }

    /// A field.
    pub(super) fn needed(&self, name: &str, right: &str) -> Result<Self, Error> {
        self.field(name).ok_or_else(|| {
            self.inner(name, &Value::Null)
                .wrong(format!("is missing; give {right}"))
        })
    }

    /// The values of a list.
    pub(super) fn list(&self, right: &str) -> Result<Vec<Self>, Error> {
        let all = self.value.as_array().ok_or_else(|| {
            self.wrong(format!("is {}; give a list of {right}", short(self.value)))
        })?;
        let numbered = all.iter().enumerate();
        Ok(numbered
            .map(|(i, value)| self.inner(&i.to_string(), value))
            .collect())
    }

    /// The values of an object, by their names.
    pub(super) fn entries(&self) -> Result<Vec<(&'a str, Self)>, Error> {
        let all = self.object()?.iter();
        Ok(all
            .map(|(name, value)| (name.as_str(), self.inner(name, value)))
            .collect())
    }

    /// A text that is not empty.
    pub(super) fn text(&self) -> Result<&'a str, Error> {
        let text = self.value.as_str().map(str::trim).filter(|t| !t.is_empty());
        text.ok_or_else(|| self.wrong(format!("is {}; give a text", short(self.value))))
    }

    /// Two values: `[a, b]`, or an object with two names, and others that say nothing of them.
    pub(super) fn pair(
        &self,
        [first, second]: [(&str, &str); 2],
        others: &[&str],
    ) -> Result<(Self, Self), Error> {
        if self.value.is_array() {
            let right = format!("two numbers, [{}, {}]", first.0, second.0);
            return match self.list(&right)?.as_slice() {
                [a, b] => Ok((a.clone(), b.clone())),
                _ => Err(self.wrong(format!("give {right}"))),
            };
        }
        let known: Vec<&str> = [first.0, second.0]
            .into_iter()
            .chain(others.iter().copied())
            .collect();
        self.object_of(&known)?;
        let (a, b) = (
            self.needed(first.0, first.1)?,
            self.needed(second.0, second.1)?,
        );
        Ok((a, b))
    }

    /// A frequency, 1/yr.
    pub(super) fn per_year(&self) -> Result<f64, Error> {
        self.number("1/yr", 0.0, MOST_PER_YEAR)
    }

    /// A number of deaths.
    pub(super) fn deaths(&self) -> Result<f64, Error> {
        self.number("", 0.0, MOST_PERSONS)
    }

    /// A number from `min` to `max` in its usual unit; `{"value": 3, "unit": "1/h"}` in another one of its dimension.
    pub(super) fn number(&self, unit: &str, min: f64, max: f64) -> Result<f64, Error> {
        let value = self.value.get("value").unwrap_or(self.value);
        let number = value.as_f64().filter(|n| n.is_finite());
        let number = match (number, self.value.get("unit").and_then(Value::as_str)) {
            (Some(number), Some(given)) if !given.trim().is_empty() => {
                let converted = convert(number, given.trim(), unit);
                let wrong = || self.wrong(format!("is in {given}; give it in {}", named(unit)));
                Some(converted.ok_or_else(wrong)?)
            }
            (number, _) => number,
        };
        let number = number.filter(|n| (min..=max).contains(n));
        number.ok_or_else(|| {
            let to = if max < f64::MAX {
                format!("to {max}")
            } else {
                "on".to_owned()
            };
            let in_unit = if unit.is_empty() {
                String::new()
            } else {
                format!(" {unit}")
            };
            self.wrong(format!(
                "is {}; give a number from {min} {to}{in_unit}",
                short(value)
            ))
        })
    }
}

const fn named(unit: &str) -> &str {
    if unit.is_empty() { "no unit" } else { unit }
}

/// A value as it is told in an error.
fn short(value: &Value) -> String {
    const MOST: usize = 60;
    let text = value.to_string();
    if text.chars().count() <= MOST {
        return text;
    }
    let begin: String = text.chars().take(MOST).collect();
    format!("{begin}…")
}
