//! A filter checked against a schema: names become positions, every comparison gets its kind.

use std::collections::BTreeSet;

use geo::BoundingRect;
use geo_types::{Geometry, Rect};

use super::expr::{Expr, Function};
use super::json::count;
use super::pattern::Pattern;
use super::time::{self, Span};
use super::value::{Kind, Schema};
use super::{FilterError, MOST_SPATIAL, shape};

/// A filter, ready to be asked of many features.
#[derive(Debug, Clone)]
pub struct Compiled {
    pub(super) root: Condition,
    bounds: Option<Rect<f64>>,
}

/// Something that is true, false or not known of a feature.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    Always(bool),
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Truth(usize),
    Text(Function, Text, Text),
    Number(Function, Number, Number),
    Bool(Function, Box<Condition>, Box<Condition>),
    Time(Function, Time, Time),
    Like(Text, Pattern),
    OneOf(Text, BTreeSet<String>),
    Unknown(usize),
    NoPlace,
    Spatial(Function, Place, Place),
}

/// A term that is a text.
#[derive(Debug, Clone)]
pub(super) enum Text {
    Property(usize),
    Literal(String),
    Folded(Box<Text>),
}

/// A term that is a number.
#[derive(Debug, Clone)]
pub(super) enum Number {
    Property(usize),
    Literal(f64),
    Of(Function, Box<Number>, Box<Number>),
}

/// A term that is a time.
#[derive(Debug, Clone)]
pub(super) enum Time {
    Date(usize),
    Timestamp(usize),
    Literal(Span),
    Between(Box<Time>, Box<Time>),
}

/// A term that is a place.
#[derive(Debug, Clone)]
pub(super) enum Place {
    Feature,
    Literal(Box<Geometry<f64>>),
}

/// A term of any kind.
enum Term {
    Text(Text),
    Number(Number),
    Bool(Condition),
    Time(Time),
    Place(Place),
}

impl Term {
    const fn words(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::Time(_) => "a time",
            Self::Place(_) => "a place",
        }
    }
}

impl Compiled {
    /// Checks a filter against what there is.
    ///
    /// # Errors
    /// [`FilterError`] for a name that is not there, a comparison of things that cannot be compared, a shape
    /// that is none.
    pub fn of(filter: &Expr, schema: &Schema<'_>) -> Result<Self, FilterError> {
        let mut compiler = Compiler { schema, spatial: 0 };
        let root = compiler.condition(filter)?;
        if compiler.spatial > MOST_SPATIAL {
            return Err(FilterError::TooManySpatial {
                count: compiler.spatial,
            });
        }
        let bounds = bounds(&root);
        Ok(Self { root, bounds })
    }

    /// A box that every feature that is found meets, where the filter says one.
    pub const fn bounds(&self) -> Option<Rect<f64>> {
        self.bounds
    }
}

fn bounds(of: &Condition) -> Option<Rect<f64>> {
    match of {
        Condition::And(all) => all.iter().find_map(bounds),
        Condition::Spatial(Function::SDisjoint, ..) => None,
        Condition::Spatial(_, Place::Feature, Place::Literal(shape))
        | Condition::Spatial(_, Place::Literal(shape), Place::Feature) => shape.bounding_rect(),
        _ => None,
    }
}

struct Compiler<'a> {
    schema: &'a Schema<'a>,
    spatial: usize,
}

impl Compiler<'_> {
    fn condition(&mut self, of: &Expr) -> Result<Condition, FilterError> {
        match self.term(of)? {
            Term::Bool(condition) => Ok(condition),
            other => Err(mismatch(of, other.words(), "a condition")),
        }
    }

    fn term(&mut self, of: &Expr) -> Result<Term, FilterError> {
        Ok(match of {
            Expr::Text(t) => Term::Text(Text::Literal(t.clone())),
            Expr::Number(n) => Term::Number(Number::Literal(*n)),
            Expr::Bool(b) => Term::Bool(Condition::Always(*b)),
            Expr::Time(span) => Term::Time(Time::Literal(*span)),
            Expr::Interval(from, to) => Term::Time(Time::Between(
                Box::new(self.end(from.as_deref(), i64::MIN)?),
                Box::new(self.end(to.as_deref(), i64::MAX)?),
            )),
            Expr::Geometry(shape) => {
                shape::check(shape)?;
                Term::Place(Place::Literal(Box::new(shape.clone())))
            }
            Expr::List(_) => return Err(mismatch(of, "a list", "a single value")),
            Expr::Property(name) if *name == self.schema.geometry => Term::Place(Place::Feature),
            Expr::Property(name) => {
                let (at, kind) = self.property(name)?;
                match kind {
                    Kind::Text => Term::Text(Text::Property(at)),
                    Kind::Number | Kind::Integer => Term::Number(Number::Property(at)),
                    Kind::Bool => Term::Bool(Condition::Truth(at)),
                    Kind::Date => Term::Time(Time::Date(at)),
                    Kind::Timestamp => Term::Time(Time::Timestamp(at)),
                }
            }
            Expr::Call(function, values) => self.call(*function, values)?,
        })
    }

    fn property(&self, name: &str) -> Result<(usize, Kind), FilterError> {
        let known = self.schema.position(name);
        known.ok_or_else(|| FilterError::UnknownProperty {
            name: super::error::short(name),
            allowed: self.schema.names(),
        })
    }

    fn end(&mut self, of: Option<&Expr>, open: i64) -> Result<Time, FilterError> {
        let Some(of) = of else {
            return Ok(Time::Literal(Span {
                start: open,
                end: open,
            }));
        };
        match self.term(of)? {
            Term::Time(time @ (Time::Date(_) | Time::Timestamp(_) | Time::Literal(_))) => Ok(time),
            other => Err(mismatch(of, other.words(), "a date or time")),
        }
    }

    fn call(&mut self, function: Function, values: &[Expr]) -> Result<Term, FilterError> {
        use Function as F;
        let is_comparison =
            !matches!(function, F::And | F::Or | F::Not | F::CaseI) && !function.is_arithmetic();
        if is_comparison && !values.iter().any(Expr::names_a_property) {
            return Err(FilterError::Fixed(function.code()));
        }
        Ok(match function {
            F::And | F::Or => {
                if values.is_empty() {
                    return Err(count(function.code(), 0, "2 or more"));
                }
                let all = values.iter().map(|v| self.condition(v));
                let all = all.collect::<Result<Vec<_>, _>>()?;
                Term::Bool(match function {
                    F::And => Condition::And(all),
                    _ => Condition::Or(all),
                })
            }
            F::Not => {
                let [of] = exactly(function, values, "1")?;
                Term::Bool(Condition::Not(Box::new(self.condition(of)?)))
            }
            F::Equal | F::Unequal | F::Less | F::Greater | F::AtMost | F::AtLeast => {
                let [left, right] = exactly(function, values, "2")?;
                Term::Bool(self.compare(function, left, right)?)
            }
            F::Between => {
                let [of, low, high] = exactly(function, values, "3")?;
                Term::Bool(Condition::And(vec![
                    self.compare(F::AtLeast, of, low)?,
                    self.compare(F::AtMost, of, high)?,
                ]))
            }
            F::Like => {
                let [of, pattern] = exactly(function, values, "2")?;
                let of = self.text(of)?;
                match self.text(pattern)? {
                    Text::Literal(pattern) => {
                        Term::Bool(Condition::Like(of, Pattern::new(&pattern)))
                    }
                    _ => return Err(mismatch(pattern, "a property", "a text in quotes")),
                }
            }
            F::In => self.one_of(values)?,
            F::IsNull => {
                let [of] = exactly(function, values, "1")?;
                let Expr::Property(name) = of else {
                    return Err(mismatch(of, "no property", "a property"));
                };
                Term::Bool(if *name == self.schema.geometry {
                    Condition::NoPlace
                } else {
                    Condition::Unknown(self.property(name)?.0)
                })
            }
            F::CaseI => {
                let [of] = exactly(function, values, "1")?;
                Term::Text(match self.text(of)? {
                    Text::Literal(text) => Text::Literal(text.to_lowercase()),
                    other => Text::Folded(Box::new(other)),
                })
            }
            F::Add | F::Subtract | F::Multiply | F::Divide | F::Modulo | F::Div | F::Power => {
                let [left, right] = exactly(function, values, "2")?;
                let (left, right) = (self.number(left)?, self.number(right)?);
                Term::Number(Number::Of(function, Box::new(left), Box::new(right)))
            }
            _ if function.is_spatial() => {
                let [left, right] = exactly(function, values, "2")?;
                self.spatial += 1;
                let (left, right) = (self.place(left)?, self.place(right)?);
                Term::Bool(Condition::Spatial(function, left, right))
            }
            _ => {
                let [left, right] = exactly(function, values, "2")?;
                let (left, right) = (self.time(left)?, self.time(right)?);
                Term::Bool(Condition::Time(function, left, right))
            }
        })
    }

    fn compare(
        &mut self,
        function: Function,
        left: &Expr,
        right: &Expr,
    ) -> Result<Condition, FilterError> {
        let (a, b) = (self.term(left)?, self.term(right)?);
        let words = (a.words(), b.words());
        match (a, b) {
            (Term::Text(a), Term::Text(b)) => Ok(Condition::Text(function, a, b)),
            (Term::Number(a), Term::Number(b)) => Ok(Condition::Number(function, a, b)),
            (Term::Bool(a), Term::Bool(b))
                if matches!(function, Function::Equal | Function::Unequal) =>
            {
                Ok(Condition::Bool(function, Box::new(a), Box::new(b)))
            }
            (Term::Bool(_), Term::Bool(_)) => Err(mismatch(left, "true or false", "an order")),
            // Many clients write a date as a plain text.
            (Term::Time(a), Term::Text(Text::Literal(b))) => {
                let b = Time::Literal(time::either(&b)?);
                instants(function, (left, a), (right, b))
            }
            (Term::Text(Text::Literal(a)), Term::Time(b)) => {
                let a = Time::Literal(time::either(&a)?);
                instants(function, (left, a), (right, b))
            }
            (Term::Time(a), Term::Time(b)) => instants(function, (left, a), (right, b)),
            (Term::Place(_), _) | (_, Term::Place(_)) => Err(mismatch(
                left,
                "a place",
                "a value; places are compared by S_INTERSECTS and the like",
            )),
            _ => Err(mismatch(right, words.1, words.0)),
        }
    }

    fn one_of(&mut self, values: &[Expr]) -> Result<Term, FilterError> {
        let [of, list] = exactly(Function::In, values, "2")?;
        let Expr::List(list) = list else {
            return Err(mismatch(list, "a single value", "a list"));
        };
        if let Term::Text(text) = self.term(of)? {
            let all = list.iter().map(|one| match self.text(one)? {
                Text::Literal(text) => Ok(text),
                _ => Err(mismatch(one, "a property", "a text in quotes")),
            });
            let all = all.collect::<Result<_, _>>()?;
            return Ok(Term::Bool(Condition::OneOf(text, all)));
        }
        let all = list
            .iter()
            .map(|one| self.compare(Function::Equal, of, one));
        Ok(Term::Bool(Condition::Or(all.collect::<Result<_, _>>()?)))
    }

    fn text(&mut self, of: &Expr) -> Result<Text, FilterError> {
        match self.term(of)? {
            Term::Text(text) => Ok(text),
            other => Err(mismatch(of, other.words(), "a text")),
        }
    }

    fn number(&mut self, of: &Expr) -> Result<Number, FilterError> {
        match self.term(of)? {
            Term::Number(number) => Ok(number),
            other => Err(mismatch(of, other.words(), "a number")),
        }
    }

    fn time(&mut self, of: &Expr) -> Result<Time, FilterError> {
        match self.term(of)? {
            Term::Time(time) => Ok(time),
            Term::Text(Text::Literal(text)) => Ok(Time::Literal(time::either(&text)?)),
            other => Err(mismatch(of, other.words(), "a date or time")),
        }
    }

    fn place(&mut self, of: &Expr) -> Result<Place, FilterError> {
        match self.term(of)? {
            Term::Place(place) => Ok(place),
            other => Err(mismatch(of, other.words(), "a place")),
        }
    }
}

/// An order of moments; intervals have none.
fn instants(
    function: Function,
    left: (&Expr, Time),
    right: (&Expr, Time),
) -> Result<Condition, FilterError> {
    for (of, time) in [&left, &right] {
        if matches!(time, Time::Between(..)) {
            return Err(mismatch(
                of,
                "an interval",
                "a moment; intervals are compared by T_DURING and the like",
            ));
        }
    }
    Ok(Condition::Time(function, left.1, right.1))
}

fn exactly<'a, const N: usize>(
    function: Function,
    values: &'a [Expr],
    takes: &'static str,
) -> Result<&'a [Expr; N], FilterError> {
    values
        .try_into()
        .map_err(|_| count(function.code(), values.len(), takes))
}

fn mismatch(of: &Expr, got: &'static str, expected: &'static str) -> FilterError {
    let what = match of {
        Expr::Property(name) => format!("`{}`", super::error::short(name)),
        Expr::Text(text) => format!("'{}'", super::error::short(text)),
        Expr::Number(n) => n.to_string(),
        Expr::Bool(b) => b.to_string(),
        Expr::Time(_) | Expr::Interval(..) => "a time".to_owned(),
        Expr::Geometry(_) => "a geometry".to_owned(),
        Expr::List(_) => "a list".to_owned(),
        Expr::Call(function, _) => format!("what `{}` gives", function.code()),
    };
    FilterError::Mismatch {
        what,
        got,
        expected,
    }
}
