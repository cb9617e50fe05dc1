//! Values of Arrow as cells.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::{ArrowError, DataType};

use super::super::table::Cell;

/// Whether a column of this type becomes cells: single values, and none of lists or records.
pub(super) fn is_read(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, value) => is_read(value),
        other => {
            !other.is_nested()
                && !matches!(
                    other,
                    DataType::Binary
                        | DataType::LargeBinary
                        | DataType::BinaryView
                        | DataType::FixedSizeBinary(_)
                )
        }
    }
}

/// A column, ready to give its cells.
pub(super) struct Column(ArrayRef);

impl Column {
    /// A column without a dictionary.
    ///
    /// # Errors
    /// [`ArrowError`] where its dictionary is broken.
    pub(super) fn new(array: &ArrayRef) -> Result<Self, ArrowError> {
        let array = match array.data_type() {
            DataType::Dictionary(_, value) => arrow_cast::cast(array, value)?,
            DataType::Null
            | DataType::Boolean
            | DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View => array.clone(),
            kind if kind.is_integer() || kind.is_floating() => array.clone(),
            // Dates, times and decimals are texts in the form that says all of them.
            _ => arrow_cast::cast(array, &DataType::Utf8)?,
        };
        Ok(Self(array))
    }

    /// The value of a row.
    pub(super) fn cell(&self, i: usize) -> Cell {
        let array = &self.0;
        if array.is_null(i) {
            return Cell::Empty;
        }
        macro_rules! whole {
            ($kind:ty) => {
                Cell::Whole(array.as_primitive::<$kind>().value(i).into())
            };
        }
        match array.data_type() {
            DataType::Int8 => whole!(Int8Type),
            DataType::Int16 => whole!(Int16Type),
            DataType::Int32 => whole!(Int32Type),
            DataType::Int64 => whole!(Int64Type),
            DataType::UInt8 => whole!(UInt8Type),
            DataType::UInt16 => whole!(UInt16Type),
            DataType::UInt32 => whole!(UInt32Type),
            DataType::UInt64 => {
                let value = array.as_primitive::<UInt64Type>().value(i);
                i64::try_from(value).map_or_else(|_| Cell::Text(value.to_string()), Cell::Whole)
            }
            DataType::Float16 => Cell::Real(array.as_primitive::<Float16Type>().value(i).to_f64()),
            // By its shortest text: 0.1 of 32 bits is 0.1 and not 0.10000000149011612.
            DataType::Float32 => {
                let value = array.as_primitive::<Float32Type>().value(i);
                Cell::Real(value.to_string().parse().unwrap_or(f64::from(value)))
            }
            DataType::Float64 => Cell::Real(array.as_primitive::<Float64Type>().value(i)),
            DataType::Boolean => {
                let yes = array.as_boolean().value(i);
                Cell::Text(if yes { "true" } else { "false" }.to_owned())
            }
            DataType::Utf8 => Cell::Text(array.as_string::<i32>().value(i).to_owned()),
            DataType::LargeUtf8 => Cell::Text(array.as_string::<i64>().value(i).to_owned()),
            DataType::Utf8View => Cell::Text(array.as_string_view().value(i).to_owned()),
            _ => Cell::Empty,
        }
    }
}
