//! What a filter sees of a feature.

use std::borrow::Cow;

use geo_types::Geometry;

/// Kind of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// Yes or no.
    Bool,
    /// A day, as text of RFC 3339 (`2026-01-31`).
    Date,
    /// A moment, as text of RFC 3339.
    Timestamp,
}

impl Kind {
    /// The kind in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Integer => "a whole number",
            Self::Bool => "true or false",
            Self::Date => "a date",
            Self::Timestamp => "a time",
        }
    }
}

/// A value of a property.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Text, also a date or time.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Bool(bool),
}

impl Value<'_> {
    /// As a number, where it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(n) => Some(*n),
            Self::Integer(n) => Some(*n as f64),
            Self::Text(_) | Self::Bool(_) => None,
        }
    }
}

/// `From` for the plain types that stand for one kind of value.
macro_rules! from {
    ($($plain:ty => $kind:ident($into:ty)),* $(,)?) => {$(
        impl<'a> From<$plain> for Value<'a> {
            fn from(plain: $plain) -> Self {
                Self::$kind(<$into>::from(plain))
            }
        }
    )*};
}

from! {
    &'a str => Text(Cow<'a, str>), String => Text(Cow<'a, str>), &'a String => Text(Cow<'a, str>),
    f64 => Number(f64), u8 => Integer(i64), u32 => Integer(i64), i64 => Integer(i64), bool => Bool(bool),
}

impl From<usize> for Value<'_> {
    fn from(plain: usize) -> Self {
        Self::Integer(i64::try_from(plain).unwrap_or(i64::MAX))
    }
}

/// The properties that there are, in the order by which a feature is asked for them.
#[derive(Debug, Clone, Default)]
pub struct Schema<'a> {
    /// Name and kind of each.
    pub properties: Vec<(&'a str, Kind)>,
    /// Name of the geometry.
    pub geometry: &'a str,
}

impl Schema<'_> {
    /// Position and kind of a property.
    pub fn position(&self, name: &str) -> Option<(usize, Kind)> {
        let mut all = self.properties.iter().enumerate();
        all.find(|(_, (known, _))| *known == name)
            .map(|(i, (_, kind))| (i, *kind))
    }

    /// All names, with the geometry's, for a message.
    pub fn names(&self) -> String {
        let names = self.properties.iter().map(|(name, _)| *name);
        names.chain([self.geometry]).collect::<Vec<_>>().join(", ")
    }
}

/// A feature as a filter asks it.
pub trait Lookup {
    /// The property at a position of the schema; `None` where it is not known.
    fn property(&self, position: usize) -> Option<Value<'_>>;
    /// The shape, longitude and latitude; `None` where there is none.
    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>>;
}
