//! Conditions and profiles: when a rule speaks of a thing.
//!
//! A condition is written as in the tables: `attribute=value|value`, joined by `&`, alternatives
//! by `/`. A profile is what is known of a thing. An attribute that the profile has as *missing*
//! could have any value of its domain: [`Condition::fits`] then says "perhaps", and
//! [`requirement`](super::requirement) works out what that leaves open.

use std::collections::BTreeMap;

/// What an attribute may be when the facts do not say.
const DOMAINS: &[(&str, &[&str])] = &[
    ("fire_class", &["甲", "乙", "丙", "丁", "戊"]),
    ("fire_resistance", &["1", "2", "3", "4"]),
    ("flammable_release", &["yes", "no"]),
    ("fuel", &["gasoline", "diesel"]),
    ("high_rise", &["yes", "no"]),
    (
        "holds",
        &["liquid", "liquefied_hydrocarbon", "liquefied_other", "gas"],
    ),
    ("important", &["yes", "no"]),
    ("object", &["tank", "warehouse"]),
    (
        "oil_depot_grade",
        &["特级", "一级", "二级", "三级", "四级", "五级"],
    ),
    ("own_fire_resistance", &["1", "2", "3", "4"]),
    ("placement", &["above_ground", "covered", "buried"]),
    ("protection_class", &["1", "2", "3"]),
    ("resistance", &["1", "2", "3", "4"]),
    ("roof", &["fixed", "floating"]),
    ("small_buried", &["yes", "no"]),
    ("station_grade", &["一级", "二级", "三级"]),
    ("storage_item", &["1", "2", "3", "4", "5", "6"]),
    ("tank_axis", &["vertical", "horizontal"]),
];

/// The values that a missing attribute could have.
pub fn domain(attribute: &str) -> &'static [&'static str] {
    DOMAINS
        .iter()
        .find(|(name, _)| *name == attribute)
        .map_or_else(
            || panic!("no domain for the attribute `{attribute}`"),
            |(_, values)| values,
        )
}

/// What is known of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Its value.
    Is(String),
    /// The facts do not say.
    Missing,
}

/// What is known of a thing: words and sizes by name. A name that is absent does not apply.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    words: BTreeMap<&'static str, Known>,
    sizes: BTreeMap<&'static str, Option<f64>>,
}

impl Profile {
    /// Sets an attribute.
    pub fn set(&mut self, attribute: &'static str, value: impl Into<String>) {
        self.words.insert(attribute, Known::Is(value.into()));
    }

    /// Sets an attribute, or marks it as missing.
    pub fn set_or_missing(&mut self, attribute: &'static str, value: Option<impl Into<String>>) {
        self.words.insert(
            attribute,
            value.map_or(Known::Missing, |v| Known::Is(v.into())),
        );
    }

    /// Sets a yes-or-no attribute.
    pub fn set_flag(&mut self, attribute: &'static str, value: bool) {
        self.set(attribute, if value { "yes" } else { "no" });
    }

    /// Sets a yes-or-no attribute, or marks it as missing.
    pub fn set_flag_or_missing(&mut self, attribute: &'static str, value: Option<bool>) {
        self.set_or_missing(attribute, value.map(|v| if v { "yes" } else { "no" }));
    }

    /// Sets a size, or marks it as missing.
    pub fn set_size(&mut self, metric: &'static str, value: Option<f64>) {
        self.sizes.insert(metric, value);
    }

    /// What is known of an attribute; `None` where it does not apply.
    pub fn word(&self, attribute: &str) -> Option<&Known> {
        self.words.get(attribute)
    }

    /// What is known of a size: `None` where it does not apply, `Some(None)` where it is missing.
    pub fn size(&self, metric: &str) -> Option<Option<f64>> {
        self.sizes.get(metric).copied()
    }

    /// Sizes rounded to one stand-in a band, so that like things share a profile.
    #[must_use]
    pub fn banded(mut self, stand_in: impl Fn(&str, f64) -> f64) -> Self {
        for (metric, size) in &mut self.sizes {
            *size = size.map(|s| stand_in(metric, s));
        }
        self
    }

    /// A text that is equal for equal profiles.
    pub fn signature(&self) -> String {
        use std::fmt::Write;
        let mut text = String::new();
        for (k, v) in &self.words {
            let v = if let Known::Is(v) = v {
                v.as_str()
            } else {
                "?"
            };
            write!(text, "{k}={v};").expect("writing to a String does not fail");
        }
        for (k, v) in &self.sizes {
            write!(text, "{k}~{v:?};").expect("writing to a String does not fail");
        }
        text
    }
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// It depends on an attribute that is missing.
    Perhaps,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    attribute: String,
    values: Vec<String>,
}

/// Alternatives of joined terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition(Vec<Vec<Term>>);

impl Condition {
    /// The condition that always holds.
    pub fn always() -> Self {
        Self(vec![Vec::new()])
    }

    /// Parses a condition of the tables.
    ///
    /// # Panics
    /// Where the text is none: the tables are part of the program.
    pub fn parse(text: &str) -> Self {
        let term = |t: &str| {
            let (attribute, values) = t
                .split_once('=')
                .unwrap_or_else(|| panic!("condition `{t}` has no `=`"));
            Term {
                attribute: attribute.trim().to_owned(),
                values: values.split('|').map(|v| v.trim().to_owned()).collect(),
            }
        };
        Self(
            text.split(" / ")
                .map(|all| all.split('&').map(term).collect())
                .collect(),
        )
    }

    /// Both conditions.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut joined = Vec::new();
        for a in &self.0 {
            for b in &other.0 {
                joined.push(a.iter().chain(b).cloned().collect());
            }
        }
        Self(joined)
    }

    /// Whether it holds for a profile with some of its missing attributes assumed.
    pub fn fits(&self, profile: &Profile, assumed: &[(&str, &str)]) -> Fit {
        let mut best = Fit::No;
        for all in &self.0 {
            match joined(all, profile, assumed) {
                Fit::Yes => return Fit::Yes,
                Fit::Perhaps => best = Fit::Perhaps,
                Fit::No => {}
            }
        }
        best
    }

    /// Attributes that it asks for.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flatten().map(|t| t.attribute.as_str())
    }
}

fn joined(terms: &[Term], profile: &Profile, assumed: &[(&str, &str)]) -> Fit {
    let mut fit = Fit::Yes;
    for term in terms {
        let value = match profile.word(&term.attribute) {
            None => return Fit::No,
            Some(Known::Is(value)) => value.as_str(),
            Some(Known::Missing) => {
                let Some((_, value)) = assumed.iter().find(|(a, _)| *a == term.attribute) else {
                    fit = Fit::Perhaps;
                    continue;
                };
                value
            }
        };
        if !term.values.iter().any(|v| v == value) {
            return Fit::No;
        }
    }
    fit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_attribute_makes_a_condition_perhaps() {
        let condition = Condition::parse("object=tank&fire_class=甲|乙 / is=flare");
        let mut tank = Profile::default();
        tank.set("object", "tank");
        tank.set_or_missing("fire_class", None::<String>);
        assert_eq!(condition.fits(&tank, &[]), Fit::Perhaps);
        assert_eq!(condition.fits(&tank, &[("fire_class", "甲")]), Fit::Yes);
        assert_eq!(condition.fits(&tank, &[("fire_class", "丙")]), Fit::No);
        tank.set("fire_class", "乙");
        assert_eq!(condition.fits(&tank, &[]), Fit::Yes);
        tank.set("object", "warehouse");
        assert_eq!(condition.fits(&tank, &[]), Fit::No);
    }
}
