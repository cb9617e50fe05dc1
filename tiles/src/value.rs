//! The value of a property.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::wire::{Form, bytes, key, read_varint, unzigzag, varint, zigzag};

/// What a property of a feature can be.
///
/// There is no null: an attribute that is not known is left out of the feature. A [`Double`](Value::Double) that is
/// not finite says nothing a map could show and is left out when the layer is built, and counted
/// ([`LayerIndex::skipped_values`](crate::LayerIndex::skipped_values)).
#[derive(Debug, Clone)]
pub enum Value {
    /// Text.
    String(Arc<str>),
    /// A whole number that may be negative.
    Int(i64),
    /// A whole number that cannot be negative.
    UInt(u64),
    /// A number.
    Double(f64),
    /// Yes or no.
    Bool(bool),
}

impl Value {
    /// Writes the value as the message `Tile.Value` of `vector_tile.proto` (§4.1).
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let number = |out: &mut Vec<u8>, field: u8, number: u64| {
            key(out, field, Form::Number);
            varint(out, number);
        };
        match self {
            Self::String(s) => bytes(out, 1, s.as_bytes()),
            Self::Double(d) => {
                // −0 is 0: equal values have equal bytes.
                let d = d + 0.0;
                let single = d as f32;
                // Half the bytes, where nothing is lost by it.
                if f64::from(single).to_bits() == d.to_bits() {
                    key(out, 2, Form::Four);
                    out.extend_from_slice(&single.to_le_bytes());
                } else {
                    key(out, 3, Form::Eight);
                    out.extend_from_slice(&d.to_le_bytes());
                }
            }
            // A negative number in the plain form takes ten bytes, in the zigzag form as few as it needs.
            Self::Int(i) if *i < 0 => number(out, 6, zigzag(*i)),
            Self::Int(i) => number(out, 4, *i as u64),
            Self::UInt(u) => number(out, 5, *u),
            Self::Bool(b) => number(out, 7, u64::from(*b)),
        }
    }

    /// The number that a written value holds; `None` where it is text, or yes or no.
    pub(crate) fn number(written: &[u8]) -> Option<f64> {
        let (head, rest) = written.split_first()?;
        match head >> 3 {
            2 => Some(f32::from_le_bytes(rest.try_into().ok()?).into()),
            3 => Some(f64::from_le_bytes(rest.try_into().ok()?)),
            4 => Some(read_varint(rest).cast_signed() as f64),
            5 => Some(read_varint(rest) as f64),
            6 => Some(unzigzag(read_varint(rest)) as f64),
            _ => None,
        }
    }

    /// The value that was written.
    pub(crate) fn read(written: &[u8]) -> Option<Self> {
        let (head, rest) = written.split_first()?;
        match head >> 3 {
            1 => {
                let start = rest.iter().position(|b| *b < 0x80)? + 1;
                Some(Self::from(std::str::from_utf8(&rest[start..]).ok()?))
            }
            2 => Some(Self::from(f32::from_le_bytes(rest.try_into().ok()?))),
            3 => Some(Self::Double(f64::from_le_bytes(rest.try_into().ok()?))),
            4 => Some(Self::Int(read_varint(rest).cast_signed())),
            5 => Some(Self::UInt(read_varint(rest))),
            6 => Some(Self::Int(unzigzag(read_varint(rest)))),
            7 => Some(Self::Bool(read_varint(rest) != 0)),
            _ => None,
        }
    }

    /// Whether the value can be shown: any but a number that is not finite.
    pub(crate) fn is_finite(&self) -> bool {
        !matches!(self, Self::Double(d) if !d.is_finite())
    }
}

/// Bits by which two numbers are the same value; −0 is 0.
fn bits(d: f64) -> u64 {
    if d == 0.0 { 0 } else { d.to_bits() }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::String(a), Self::String(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::UInt(a), Self::UInt(b)) => a == b,
            (Self::Double(a), Self::Double(b)) => bits(*a) == bits(*b),
            (Self::Bool(a), Self::Bool(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::String(s) => s.hash(state),
            Self::Int(i) => i.hash(state),
            Self::UInt(u) => u.hash(state),
            Self::Double(d) => bits(*d).hash(state),
            Self::Bool(b) => b.hash(state),
        }
    }
}

/// `From` for the plain types that stand for one kind of value.
macro_rules! from {
    ($($plain:ty => $kind:ident),* $(,)?) => {$(
        impl From<$plain> for Value {
            fn from(plain: $plain) -> Self {
                Self::$kind(plain.into())
            }
        }
    )*};
}

from! {
    &str => String, String => String, Arc<str> => String,
    i32 => Int, i64 => Int, u8 => UInt, u16 => UInt, u32 => UInt, u64 => UInt,
    f32 => Double, f64 => Double, bool => Bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let values = [
            Value::from("液氯"),
            Value::from(""),
            Value::from(-0.0),
            Value::from(1e-300),
            Value::from(0.1),
            Value::from(0.1_f32),
            Value::from(-2.5),
            Value::from(f32::MIN_POSITIVE / 4.0),
            Value::from(f64::MAX),
            Value::from(-1_i64),
            Value::from(i64::MIN),
            Value::from(i64::MAX),
            Value::from(u64::MAX),
            Value::from(300_u32),
            Value::from(true),
            Value::from(false),
            Value::from("长".repeat(100)),
        ];
        for value in values {
            let mut out = Vec::new();
            value.write(&mut out);
            assert_eq!(Value::read(&out), Some(value.clone()));
            let number = match value {
                Value::Int(i) => Some(i as f64),
                Value::UInt(u) => Some(u as f64),
                Value::Double(d) => Some(d),
                Value::String(_) | Value::Bool(_) => None,
            };
            assert_eq!(Value::number(&out), number);
        }
        assert_eq!(Value::read(&[]), None);
    }

    #[test]
    fn a_number_takes_four_bytes_where_they_hold_it_and_eight_where_not() {
        let long = |d: f64| {
            let mut out = Vec::new();
            Value::from(d).write(&mut out);
            out.len() - 1
        };
        assert_eq!([0.25, -0.0, 3.0, f64::from(0.1_f32)].map(long), [4; 4]);
        assert_eq!([0.1, 1e-300, f64::MAX, 16_777_217.0].map(long), [8; 4]);
    }

    #[test]
    fn equal_text_is_one_value_and_equal_numbers_of_two_kinds_are_two() {
        assert_eq!(Value::from("甲"), Value::from(String::from("甲")));
        assert_eq!(Value::from(-0.0), Value::from(0.0));
        assert_ne!(Value::from(1_i64), Value::from(1_u64));
        assert!(!Value::from(f64::NAN).is_finite());
    }
}
