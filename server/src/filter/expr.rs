//! The tree that both encodings are read into.

use geo_types::Geometry;

use super::FilterError;
use super::time::Span;

/// Declares the functions and operators with the name that each has in both encodings.
macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)+) => {
        /// What can be done with values: a closed list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Function {
            $($(#[$doc])* $name,)+
        }

        impl Function {
            /// Every function and operator.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name, lower case.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }
        }
    };
}

functions! {
    /// All of them.
    And = "and";
    /// One of them.
    Or = "or";
    /// Not.
    Not = "not";
    /// Equal.
    Equal = "=";
    /// Not equal.
    Unequal = "<>";
    /// Less.
    Less = "<";
    /// Greater.
    Greater = ">";
    /// Less or equal.
    AtMost = "<=";
    /// Greater or equal.
    AtLeast = ">=";
    /// Like a pattern with `%` and `_`.
    Like = "like";
    /// Between two values, both included.
    Between = "between";
    /// One of a list.
    In = "in";
    /// Not known.
    IsNull = "isnull";
    /// Without regard to case.
    CaseI = "casei";
    /// Sum.
    Add = "+";
    /// Difference.
    Subtract = "-";
    /// Product.
    Multiply = "*";
    /// Quotient.
    Divide = "/";
    /// Remainder.
    Modulo = "%";
    /// Whole part of the quotient.
    Div = "div";
    /// Power.
    Power = "^";
    /// Share a point.
    SIntersects = "s_intersects";
    /// Share no point.
    SDisjoint = "s_disjoint";
    /// The same place.
    SEquals = "s_equals";
    /// The first lies within the second.
    SWithin = "s_within";
    /// The second lies within the first.
    SContains = "s_contains";
    /// Share points of their edges only.
    STouches = "s_touches";
    /// Cross.
    SCrosses = "s_crosses";
    /// Overlap.
    SOverlaps = "s_overlaps";
    /// After.
    TAfter = "t_after";
    /// Before.
    TBefore = "t_before";
    /// The first holds the second within its ends.
    TContains = "t_contains";
    /// No moment in common.
    TDisjoint = "t_disjoint";
    /// Within the ends of the second.
    TDuring = "t_during";
    /// The same.
    TEquals = "t_equals";
    /// Ends with the second, which begins later.
    TFinishedBy = "t_finishedby";
    /// Ends with the second, which begins earlier.
    TFinishes = "t_finishes";
    /// A moment in common.
    TIntersects = "t_intersects";
    /// Ends where the second begins.
    TMeets = "t_meets";
    /// Begins where the second ends.
    TMetBy = "t_metby";
    /// Begins within the second and ends after it.
    TOverlappedBy = "t_overlappedby";
    /// Begins before the second and ends within it.
    TOverlaps = "t_overlaps";
    /// Begins with the second, which ends earlier.
    TStartedBy = "t_startedby";
    /// Begins with the second, which ends later.
    TStarts = "t_starts";
}

impl Function {
    /// The function of a name, in either case.
    ///
    /// # Errors
    /// [`FilterError::UnknownFunction`] with all that there are.
    pub fn named(name: &str) -> Result<Self, FilterError> {
        let mut all = Self::ALL.iter().copied();
        all.find(|f| f.code().eq_ignore_ascii_case(name))
            .ok_or_else(|| FilterError::UnknownFunction {
                name: super::error::short(name),
                allowed: Self::callable().join(", "),
            })
    }

    /// Names that are written as calls.
    pub fn callable() -> Vec<&'static str> {
        let called = Self::ALL.iter().copied().filter(|f| f.is_called());
        called.map(Self::code).collect()
    }

    /// Whether it is written `name(…)` in text.
    pub fn is_called(self) -> bool {
        self.is_spatial() || self.is_temporal() || self == Self::CaseI
    }

    /// Whether it makes a number of two.
    pub const fn is_arithmetic(self) -> bool {
        use Function::{Add, Div, Divide, Modulo, Multiply, Power, Subtract};
        matches!(
            self,
            Add | Subtract | Multiply | Divide | Modulo | Div | Power
        )
    }

    /// Whether it compares places.
    pub fn is_spatial(self) -> bool {
        self.code().starts_with("s_")
    }

    /// Whether it compares times.
    pub fn is_temporal(self) -> bool {
        self.code().starts_with("t_")
    }
}

/// A filter or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A property by its name.
    Property(String),
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A date or a time.
    Time(Span),
    /// A time between two, each a time or a property; `None` for an open end.
    Interval(Option<Box<Expr>>, Option<Box<Expr>>),
    /// A shape.
    Geometry(Geometry<f64>),
    /// A list.
    List(Vec<Expr>),
    /// A function or an operator with its values.
    Call(Function, Vec<Expr>),
}

impl Expr {
    /// All of two filters.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::Call(Function::And, vec![self, other])
    }

    /// Whether a property is named anywhere in it.
    pub fn names_a_property(&self) -> bool {
        match self {
            Self::Property(_) => true,
            Self::Interval(from, to) => [from, to]
                .into_iter()
                .flatten()
                .any(|e| e.names_a_property()),
            Self::List(all) | Self::Call(_, all) => all.iter().any(Self::names_a_property),
            _ => false,
        }
    }

    /// The same with each shape replaced, as for another reference system.
    ///
    /// # Errors
    /// As the function that replaces them.
    pub fn map_geometries<E>(
        self,
        map: &impl Fn(Geometry<f64>) -> Result<Geometry<f64>, E>,
    ) -> Result<Self, E> {
        let each = |all: Vec<Self>| -> Result<Vec<Self>, E> {
            all.into_iter().map(|e| e.map_geometries(map)).collect()
        };
        Ok(match self {
            Self::Geometry(shape) => Self::Geometry(map(shape)?),
            Self::List(all) => Self::List(each(all)?),
            Self::Call(function, values) => Self::Call(function, each(values)?),
            other => other,
        })
    }
}
