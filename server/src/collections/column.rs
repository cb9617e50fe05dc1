//! A column of a collection.

use super::Source;
use crate::filter::{Kind, Value};

/// How the value of a row is read.
pub type Get = for<'a> fn(Source<'a>, usize) -> Option<Value<'a>>;

/// A column of a collection.
pub struct Column {
    /// Name, with the unit in it where it has one.
    pub name: &'static str,
    /// Kind of its values.
    pub kind: Kind,
    /// What it is, Chinese.
    pub zh: &'static str,
    /// What it is, English.
    pub en: &'static str,
    /// Unit (UCUM), where it has one.
    pub unit: Option<&'static str>,
    /// Whether tiles have it too.
    pub is_drawn: bool,
    /// Its value in a row; none where it is not known.
    pub get: Get,
}

impl Column {
    const fn new(
        name: &'static str,
        kind: Kind,
        (zh, en): (&'static str, &'static str),
        get: Get,
    ) -> Self {
        Self {
            name,
            kind,
            zh,
            en,
            unit: None,
            is_drawn: false,
            get,
        }
    }

    /// The same, in tiles too.
    pub(super) const fn drawn(mut self) -> Self {
        self.is_drawn = true;
        self
    }

    /// The same with a unit.
    pub(super) const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = Some(unit);
        self
    }
}

/// A column of text.
pub(super) const fn text(
    name: &'static str,
    words: (&'static str, &'static str),
    get: Get,
) -> Column {
    Column::new(name, Kind::Text, words, get)
}

/// A column of numbers.
pub(super) const fn number(
    name: &'static str,
    words: (&'static str, &'static str),
    get: Get,
) -> Column {
    Column::new(name, Kind::Number, words, get)
}

/// A column of whole numbers.
pub(super) const fn integer(
    name: &'static str,
    words: (&'static str, &'static str),
    get: Get,
) -> Column {
    Column::new(name, Kind::Integer, words, get)
}

/// A column of yes and no.
pub(super) const fn truth(
    name: &'static str,
    words: (&'static str, &'static str),
    get: Get,
) -> Column {
    Column::new(name, Kind::Bool, words, get)
}

/// A column of days.
pub(super) const fn day(
    name: &'static str,
    words: (&'static str, &'static str),
    get: Get,
) -> Column {
    Column::new(name, Kind::Date, words, get)
}

/// A column of moments.
pub(super) const fn moment(
    name: &'static str,
    words: (&'static str, &'static str),
    get: Get,
) -> Column {
    Column::new(name, Kind::Timestamp, words, get)
}

/// A value that is always known.
#[expect(clippy::unnecessary_wraps, reason = "columns give what may be unknown")]
pub(super) fn is<'a>(value: impl Into<Value<'a>>) -> Option<Value<'a>> {
    Some(value.into())
}

/// A value that may not be known.
pub(super) fn known<'a>(value: Option<impl Into<Value<'a>>>) -> Option<Value<'a>> {
    value.map(Into::into)
}

/// The columns that tell where a row came from.
macro_rules! provenance {
    ($row:path) => {
        [
            $crate::collections::column::truth(
                "synthetic",
                ("是否为合成数据", "Whether the row is invented"),
                |s, i| $crate::collections::column::is($row(s, i).provenance.synthetic),
            )
            .drawn(),
            $crate::collections::column::text(
                "source_file",
                (
                    "来源文件或生成器",
                    "File or generator that the row came from",
                ),
                |s, i| $crate::collections::column::is(&*$row(s, i).provenance.source_file),
            ),
            $crate::collections::column::moment(
                "imported_at",
                ("入库时间", "When the row was stored"),
                |s, i| $crate::collections::column::is(&*$row(s, i).provenance.imported_at),
            ),
        ]
    };
}
pub(super) use provenance;
