//! How often equipment leaks and how often what leaks ignites (`tables/frequencies.csv`), each with its source and
//! how far it can be trusted.

use std::sync::LazyLock;

use serde::Deserialize;

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Frequency {
    /// Book or standard.
    pub source: String,
    /// Table or section in it.
    pub table: String,
    /// Equipment, or what else the number is of.
    pub item: String,
    /// Loss of containment event, or condition.
    pub event: String,
    /// The number as it stands; two of them are immediate / delayed.
    pub value: String,
    /// Its unit: `1/yr`, `1/(m yr)`, `1/(km yr)`, `1/h`, `1/operation`, `1/transshipment`, `probability`.
    pub unit: String,
    /// `high` or `memory`.
    pub confidence: String,
    /// What else is to be known.
    pub note: String,
}

/// What a frequency is multiplied by to be one per year.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Use {
    /// Length of the pipe, m.
    pub length_m: f64,
    /// Hours of use a year.
    pub hours_per_yr: f64,
    /// Operations, or transshipments, a year.
    pub operations_per_yr: f64,
}

impl Frequency {
    /// The number; none where the row has a formula or two numbers.
    pub fn number(&self) -> Option<f64> {
        self.value.trim().parse().ok()
    }

    /// The numbers of a row that has two: immediate and delayed.
    pub fn pair(&self) -> Option<(f64, f64)> {
        let (a, b) = self.value.split_once('/')?;
        Some((a.trim().parse().ok()?, b.trim().parse().ok()?))
    }

    /// Whether the number is from memory.
    pub fn is_from_memory(&self) -> bool {
        self.confidence == "memory"
    }

    /// Frequency a year of equipment in use; none for probabilities.
    pub fn per_yr(&self, in_use: &Use) -> Option<f64> {
        let times = match self.unit.as_str() {
            "1/yr" => 1.0,
            "1/(m yr)" => in_use.length_m,
            "1/(km yr)" => in_use.length_m / 1e3,
            "1/h" => in_use.hours_per_yr,
            "1/operation" | "1/transshipment" => in_use.operations_per_yr,
            _ => return None,
        };
        Some(self.number()? * times)
    }
}

static TABLE: LazyLock<Vec<Frequency>> =
    LazyLock::new(|| super::table::rows("frequencies.csv", include_str!("tables/frequencies.csv")));

/// All rows.
pub fn all() -> &'static [Frequency] {
    &TABLE
}

/// Rows of a source (a part of its name), of an item and an event (parts of their names; empty: any), in the order
/// of the table.
pub fn find<'a>(
    source: &'a str,
    item: &'a str,
    event: &'a str,
) -> impl Iterator<Item = &'static Frequency> + 'a {
    all().iter().filter(move |f| {
        f.source.contains(source) && f.item.contains(item) && f.event.contains(event)
    })
}

/// Rows of a table of a source whose item is this one.
pub(crate) fn table(table: &str, item: &str) -> impl Iterator<Item = &'static Frequency> {
    all()
        .iter()
        .filter(move |f| f.table.contains(table) && f.item == item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_numbers_and_a_unit_that_is_known() {
        assert_eq!(all().len(), 176);
        let in_use = Use {
            length_m: 1.0,
            hours_per_yr: 1.0,
            operations_per_yr: 1.0,
        };
        for f in all() {
            let is_formula = f.value == "see event";
            let n = f.number().or(f.pair().map(|(a, _)| a));
            assert!(is_formula || n.is_some_and(|n| n > 0.0), "{f:?}");
            let is_probability = f.unit == "probability";
            assert!(is_probability || f.per_yr(&in_use).is_some(), "{f:?}");
            assert!(!is_probability || n.is_none_or(|n| n <= 1.0), "{f:?}");
            assert!(["high", "memory"].contains(&f.confidence.as_str()), "{f:?}");
        }
    }

    #[test]
    fn equipment_is_found_by_its_name_and_event() {
        let hole: Vec<_> = find("Purple Book", "pressure vessel", "G.3").collect();
        assert_eq!(hole.len(), 1);
        assert!((hole[0].number().unwrap() - 1e-5).abs() < 1e-18);
        assert!(hole[0].is_from_memory());
        let pipe = find("HJ 169", "内径>150 mm 的管道", "全管径")
            .next()
            .unwrap();
        let in_use = Use {
            length_m: 250.0,
            ..Use::default()
        };
        assert!((pipe.per_yr(&in_use).unwrap() - 2.5e-5).abs() < 1e-18);
        let hydrogen = find("HyRAM", "hydrogen", "> 6.25").next().unwrap();
        assert_eq!(hydrogen.pair(), Some((0.23, 0.12)));
        assert_eq!(hydrogen.number(), None);
        assert_eq!(find("", "reactor of cheese", "").count(), 0);
    }
}
