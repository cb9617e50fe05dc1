//! Probit constants of toxic substances (`tables/probits.csv`), each set with the unit it was made for and its source.

use std::sync::LazyLock;

use serde::Deserialize;

use super::chemicals;
use super::substances::normal_name;

#[derive(Debug, Deserialize)]
struct Row {
    #[serde(rename = "type")]
    kind: String,
    name: String,
    cas: String,
    a: Option<f64>,
    b: Option<f64>,
    n: Option<f64>,
    units: String,
    source: String,
    confidence: String,
}

/// For which unit of the concentration a set of constants was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoseUnit {
    /// mg/m³.
    MgM3,
    /// ppm by volume.
    Ppm,
}

/// A set of constants of `Y = a + b ln(C^n t)`, t in minutes.
#[derive(Debug, Clone, PartialEq)]
pub struct ToxicProbit {
    /// English name.
    pub name: String,
    /// CAS number.
    pub cas: String,
    /// a.
    pub a: f64,
    /// b.
    pub b: f64,
    /// n.
    pub n: f64,
    /// Unit of C.
    pub unit: DoseUnit,
    /// Where it stands.
    pub source: String,
    /// How far it can be trusted: `high` or `memory`.
    pub confidence: String,
}

static TOXIC: LazyLock<Vec<ToxicProbit>> = LazyLock::new(|| {
    let rows: Vec<Row> = super::table::rows("probits.csv", include_str!("tables/probits.csv"));
    rows.into_iter().filter_map(toxic_row).collect()
});

fn toxic_row(row: Row) -> Option<ToxicProbit> {
    (row.kind == "toxic").then_some(())?;
    Some(ToxicProbit {
        name: row.name,
        cas: row.cas,
        a: row.a?,
        b: row.b?,
        n: row.n?,
        unit: if row.units.starts_with("C ppm") {
            DoseUnit::Ppm
        } else {
            DoseUnit::MgM3
        },
        source: row.source,
        confidence: row.confidence,
    })
}

/// All sets of constants.
pub fn toxic() -> &'static [ToxicProbit] {
    &TOXIC
}

/// The sets of a substance, by CAS number or name, the usual one first.
pub fn toxic_of(text: &str) -> impl Iterator<Item = &'static ToxicProbit> {
    let cas = chemicals::find(text).map(|c| c.cas.as_str());
    let word = normal_name(text);
    TOXIC.iter().filter(move |p| {
        cas == Some(p.cas.as_str()) || p.cas == word || normal_name(&p.name) == word
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_toxic_row_is_whole() {
        let rows: Vec<Row> =
            crate::standards::table::rows("probits.csv", include_str!("tables/probits.csv"));
        let all = rows.iter().filter(|r| r.kind == "toxic").count();
        assert_eq!(toxic().len(), all);
        assert_eq!(all, 42);
        for p in toxic() {
            assert!(p.b > 0.0 && p.n > 0.0 && p.a < 0.0, "{p:?}");
            assert!(["high", "memory"].contains(&p.confidence.as_str()), "{p:?}");
        }
    }

    #[test]
    fn both_tables_say_the_same_of_a_substance() {
        for c in chemicals::all() {
            if let (Some(a), Some(b), Some(n)) = (c.probit_a, c.probit_b, c.probit_n) {
                let p = toxic_of(&c.cas).next().unwrap();
                assert_eq!((p.a, p.b, p.n), (a, b, n), "{}", c.name_en);
                assert_eq!(p.unit, DoseUnit::MgM3);
            }
        }
    }

    #[test]
    fn a_substance_has_its_sets_by_any_name() {
        let of = |text: &str| toxic_of(text).map(|p| p.unit).collect::<Vec<_>>();
        assert_eq!(of("氯"), [DoseUnit::MgM3, DoseUnit::Ppm]);
        assert_eq!(of("7782-50-5"), of("液氯"));
        assert_eq!(of("Tetraethyllead"), [DoseUnit::MgM3]);
        assert_eq!(of("benzene"), [DoseUnit::Ppm]);
        assert!(of("沙子").is_empty());
    }
}
