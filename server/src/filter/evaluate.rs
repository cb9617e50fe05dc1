//! A compiled filter asked of a feature.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::panic::{AssertUnwindSafe, catch_unwind};

use geo::{Intersects, Relate};
use geo_types::Geometry;

use super::compile::{Compiled, Condition, Number, Place, Text, Time};
use super::expr::Function;
use super::time::{self, Span};
use super::value::{Lookup, Value};

/// Microseconds of a day but the last.
const REST_OF_DAY: i64 = 86_400_000_000 - 1;

impl Compiled {
    /// Whether a feature is found.
    pub fn matches(&self, feature: &impl Lookup) -> bool {
        truth(&self.root, feature) == Some(true)
    }
}

/// True, false, or not known.
fn truth(of: &Condition, feature: &impl Lookup) -> Option<bool> {
    match of {
        Condition::Always(is) => Some(*is),
        Condition::And(all) => fold(all, feature, false),
        Condition::Or(all) => fold(all, feature, true),
        Condition::Not(of) => Some(!truth(of, feature)?),
        Condition::Truth(at) => match feature.property(*at)? {
            Value::Bool(is) => Some(is),
            _ => None,
        },
        Condition::Text(function, a, b) => {
            let (a, b) = (text(a, feature)?, text(b, feature)?);
            Some(holds(*function, a.as_ref().cmp(b.as_ref())))
        }
        Condition::Number(function, a, b) => {
            let (a, b) = (number(a, feature)?, number(b, feature)?);
            Some(holds(*function, a.partial_cmp(&b)?))
        }
        Condition::Bool(function, a, b) => {
            let (a, b) = (truth(a, feature)?, truth(b, feature)?);
            Some(holds(*function, a.cmp(&b)))
        }
        Condition::Time(function, a, b) => {
            let (a, b) = (span(a, feature)?, span(b, feature)?);
            Some(temporal(*function, a, b))
        }
        Condition::Like(of, pattern) => Some(pattern.matches(&text(of, feature)?)),
        Condition::OneOf(of, all) => Some(all.contains(text(of, feature)?.as_ref())),
        Condition::Unknown(at) => Some(feature.property(*at).is_none()),
        Condition::NoPlace => Some(feature.geometry().is_none()),
        Condition::Spatial(function, a, b) => {
            let (a, b) = (place(a, feature)?, place(b, feature)?);
            spatial(*function, &a, &b)
        }
    }
}

/// `and` (decided by the first false) or `or` (decided by the first true); what is not known stays so.
fn fold(all: &[Condition], feature: &impl Lookup, decides: bool) -> Option<bool> {
    let mut known = Some(!decides);
    for one in all {
        match truth(one, feature) {
            Some(is) if is == decides => return Some(decides),
            Some(_) => {}
            None => known = None,
        }
    }
    known
}

fn holds(function: Function, order: Ordering) -> bool {
    match function {
        Function::Equal => order.is_eq(),
        Function::Unequal => order.is_ne(),
        Function::Less => order.is_lt(),
        Function::Greater => order.is_gt(),
        Function::AtMost => order.is_le(),
        Function::AtLeast => order.is_ge(),
        _ => false,
    }
}

fn text<'a>(of: &'a Text, feature: &'a impl Lookup) -> Option<Cow<'a, str>> {
    match of {
        Text::Literal(text) => Some(Cow::Borrowed(text)),
        Text::Folded(of) => Some(Cow::Owned(text(of, feature)?.to_lowercase())),
        Text::Property(at) => match feature.property(*at)? {
            Value::Text(text) => Some(text),
            _ => None,
        },
    }
}

fn number(of: &Number, feature: &impl Lookup) -> Option<f64> {
    let found = match of {
        Number::Literal(n) => *n,
        Number::Property(at) => feature.property(*at)?.number()?,
        Number::Of(function, a, b) => {
            let (a, b) = (number(a, feature)?, number(b, feature)?);
            match function {
                Function::Add => a + b,
                Function::Subtract => a - b,
                Function::Multiply => a * b,
                Function::Divide => a / b,
                Function::Modulo => a % b,
                Function::Div => (a / b).trunc(),
                _ => a.powf(b),
            }
        }
    };
    // What is divided by nought is not known.
    found.is_finite().then_some(found)
}

fn span(of: &Time, feature: &impl Lookup) -> Option<Span> {
    let read = |at: usize, read: fn(&str) -> Result<Span, super::FilterError>| match feature
        .property(at)?
    {
        Value::Text(text) => read(&text).ok(),
        _ => None,
    };
    match of {
        Time::Date(at) => read(*at, time::date),
        Time::Timestamp(at) => read(*at, time::timestamp),
        Time::Literal(span) => Some(*span),
        Time::Between(from, to) => {
            let (start, end) = (span(from, feature)?.start, span(to, feature)?.end);
            (start <= end).then_some(Span { start, end })
        }
    }
}

/// Relations of two stretches of time (Allen's). The end of a day and its beginning meet.
fn temporal(function: Function, a: Span, b: Span) -> bool {
    use Function as F;
    let meet = |end: i64, start: i64| end == start || end.checked_sub(REST_OF_DAY) == Some(start);
    match function {
        F::TAfter => a.start > b.end,
        F::TBefore => a.end < b.start,
        F::TContains => a.start < b.start && a.end > b.end,
        F::TDisjoint => !a.meets(b),
        F::TDuring => a.start > b.start && a.end < b.end,
        F::TEquals => a == b,
        F::TFinishedBy => a.start < b.start && a.end == b.end,
        F::TFinishes => a.start > b.start && a.end == b.end,
        F::TIntersects => a.meets(b),
        F::TMeets => meet(a.end, b.start),
        F::TMetBy => meet(b.end, a.start),
        F::TOverlappedBy => b.start < a.start && a.start < b.end && b.end < a.end,
        F::TOverlaps => a.start < b.start && b.start < a.end && a.end < b.end,
        F::TStartedBy => a.start == b.start && a.end > b.end,
        F::TStarts => a.start == b.start && a.end < b.end,
        F::Equal | F::Unequal if a.start == b.start && a.end != b.end => function == F::Unequal,
        _ => holds(function, a.start.cmp(&b.start)),
    }
}

fn place<'a>(of: &'a Place, feature: &'a impl Lookup) -> Option<Cow<'a, Geometry<f64>>> {
    match of {
        Place::Feature => feature.geometry(),
        Place::Literal(shape) => Some(Cow::Borrowed(shape)),
    }
}

fn spatial(function: Function, a: &Geometry<f64>, b: &Geometry<f64>) -> Option<bool> {
    match function {
        Function::SIntersects => return Some(a.intersects(b)),
        Function::SDisjoint => return Some(!a.intersects(b)),
        // Whatever the others say, places that do not meet are apart.
        _ if !a.intersects(b) => return Some(false),
        _ => {}
    }
    // The shape of a feature may be wrong in itself; a relation that cannot be found is not known.
    let matrix = catch_unwind(AssertUnwindSafe(|| a.relate(b))).ok()?;
    Some(match function {
        Function::SEquals => matrix.is_equal_topo(),
        Function::SWithin => matrix.is_within(),
        Function::SContains => matrix.is_contains(),
        Function::STouches => matrix.is_touches(),
        Function::SCrosses => matrix.is_crosses(),
        _ => matrix.is_overlaps(),
    })
}
