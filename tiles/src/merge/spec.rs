//! How things too many or too small to be seen apart are put together.

use std::sync::Arc;

use crate::value::Value;

/// What a mark that stands for many things says of them.
///
/// The worst of them is never lost: the mark has the properties of the worst one, by rules that the layer gives,
/// sums over all, and how many they are, under [`COUNT`](Self::COUNT).
///
/// ```
/// use tiles::{Merge, Worst};
/// let plants = Merge::new()
///     .worst(Worst::listed("colour", ["red", "orange", "yellow", "blue"]))
///     .worst(Worst::highest("violations"))
///     .sum("violations")
///     .any("synthetic");
/// assert_eq!(plants.rules().len(), 2);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merge {
    worst: Vec<Worst>,
    sums: Vec<Arc<str>>,
    any: Vec<Arc<str>>,
    carried: Vec<Arc<str>>,
}

/// By which property one thing is worse than another.
#[derive(Debug, Clone, PartialEq)]
pub struct Worst {
    pub(crate) property: Arc<str>,
    pub(crate) order: Order,
}

/// The order of a property's values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Order {
    /// The higher, the worse.
    Highest,
    /// The same; values of one band, between two of these numbers, are drawn together.
    Banded(Vec<f64>),
    /// The lower, the worse.
    Lowest,
    /// The earlier in the list, the worse; values as tiles have them.
    Listed(Vec<Vec<u8>>),
}

impl Worst {
    /// The higher number is the worse one.
    pub fn highest(property: impl Into<Arc<str>>) -> Self {
        Self {
            property: property.into(),
            order: Order::Highest,
        }
    }

    /// The higher number is the worse one; those between the same two of `bands`, in ascending order, look alike on
    /// the map and are drawn together.
    pub fn banded(property: impl Into<Arc<str>>, bands: impl Into<Vec<f64>>) -> Self {
        Self {
            property: property.into(),
            order: Order::Banded(bands.into()),
        }
    }

    /// The lower number is the worse one.
    pub fn lowest(property: impl Into<Arc<str>>) -> Self {
        Self {
            property: property.into(),
            order: Order::Lowest,
        }
    }

    /// The value that stands earlier in the list is the worse one; those of one value are drawn together.
    pub fn listed<V: Into<Value>>(
        property: impl Into<Arc<str>>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let written = |value: V| {
            let mut out = Vec::new();
            value.into().write(&mut out);
            out
        };
        Self {
            property: property.into(),
            order: Order::Listed(values.into_iter().map(written).collect()),
        }
    }

    /// How bad a value is: the more, the worse. One that is missing, or none of the list, is least bad.
    pub(crate) fn badness(&self, written: Option<&[u8]>) -> f64 {
        let number = || written.and_then(Value::number);
        match &self.order {
            Order::Highest | Order::Banded(_) => number().unwrap_or(f64::NEG_INFINITY),
            Order::Lowest => number().map_or(f64::NEG_INFINITY, |n| -n),
            Order::Listed(values) => written
                .and_then(|w| values.iter().position(|v| v == w))
                .map_or(f64::NEG_INFINITY, |at| -(at as f64)),
        }
    }

    /// What is drawn together with what: a number for those that look alike.
    pub(crate) fn group(&self, badness: f64) -> u8 {
        match &self.order {
            Order::Banded(bands) => bands.iter().filter(|b| **b <= badness).count().min(250) as u8,
            Order::Listed(values) if badness.is_finite() => {
                (values.len() as f64 + badness).clamp(1.0, 250.0) as u8
            }
            Order::Highest | Order::Lowest | Order::Listed(_) => 0,
        }
    }
}

impl Merge {
    /// The property of a mark that says for how many things it stands. A thing that stands for itself has none.
    pub const COUNT: &'static str = "count";

    /// Only the number of things is told.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more rule of what is worse, for things that those before leave equal. By the first rule,
    /// things of unlike bands or listed values get marks of their own. The property of a rule is carried.
    #[must_use]
    pub fn worst(mut self, rule: Worst) -> Self {
        self.worst.push(rule);
        self
    }

    /// The same with a property whose sum is told.
    #[must_use]
    pub fn sum(mut self, property: impl Into<Arc<str>>) -> Self {
        self.sums.push(property.into());
        self
    }

    /// The same with a property that is true where it is true of any.
    #[must_use]
    pub fn any(mut self, property: impl Into<Arc<str>>) -> Self {
        self.any.push(property.into());
        self
    }

    /// The same with a property that the mark takes from the worst.
    #[must_use]
    pub fn carry(mut self, property: impl Into<Arc<str>>) -> Self {
        self.carried.push(property.into());
        self
    }

    /// Rules of what is worse, the first first.
    pub fn rules(&self) -> &[Worst] {
        &self.worst
    }

    /// Properties whose sums are told.
    pub fn sums(&self) -> &[Arc<str>] {
        &self.sums
    }

    /// Properties that are true where they are true of any.
    pub fn any_of(&self) -> &[Arc<str>] {
        &self.any
    }

    /// Whether a mark takes a property from the worst.
    pub(crate) fn is_carried(&self, property: &str) -> bool {
        let is_other = |names: &[Arc<str>]| names.iter().any(|n| &**n == property);
        !is_other(&self.sums)
            && (is_other(&self.carried) || self.worst.iter().any(|w| &*w.property == property))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: impl Into<Value>) -> Vec<u8> {
        let mut out = Vec::new();
        value.into().write(&mut out);
        out
    }

    #[test]
    fn what_is_worse_is_more_and_what_is_unknown_least() {
        let colour = Worst::listed("colour", ["red", "blue"]);
        let bad = |w: &Worst, v: Option<Vec<u8>>| w.badness(v.as_deref());
        let [red, blue, grey] = ["red", "blue", "grey"].map(|c| bad(&colour, Some(written(c))));
        assert!(red > blue && blue > grey && grey.total_cmp(&bad(&colour, None)).is_eq());
        let [of_red, of_blue, of_grey] = [red, blue, grey].map(|b| colour.group(b));
        assert!(of_red > of_blue && of_blue > of_grey);
        let level = Worst::lowest("level");
        assert!(bad(&level, Some(written(1_u32))) > bad(&level, Some(written(4_i64))));
        let risk = Worst::banded("per_year", [1e-6, 1e-5]);
        let groups = [1e-7, 2e-6, 1.0].map(|r| risk.group(bad(&risk, Some(written(r)))));
        assert_eq!(groups, [0, 1, 2]);
        assert_eq!(risk.group(f64::NEG_INFINITY), 0);
    }
}
