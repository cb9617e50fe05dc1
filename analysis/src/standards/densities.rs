//! Densities: how many tonnes of a substance a cubic metre holds (`tables/densities.csv`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::substances::{State, Substance};
use crate::facts::Storage;

/// Pressure of the tabulated gas densities, kPa absolute.
const TABULATED_KPA: f64 = 20_000.0;
/// Atmospheric pressure, kPa.
const ATMOSPHERE_KPA: f64 = 101.325;

#[derive(Debug, Deserialize)]
struct Row {
    cas: String,
    liquid_t_m3: Option<f64>,
    cold_t_m3: Option<f64>,
    gas_20mpa_t_m3: Option<f64>,
    #[serde(rename = "source")]
    _source: String,
}

static TABLE: LazyLock<BTreeMap<String, Row>> = LazyLock::new(|| {
    let rows: Vec<Row> = super::table::rows("densities.csv", include_str!("tables/densities.csv"));
    rows.into_iter().map(|r| (r.cas.clone(), r)).collect()
});

/// Density of a substance as it is stored, t/m³; `None` where the table does not tell, and for solids,
/// whose heaps and drums have no density of their own. `pressure_kpa` is the gauge pressure of a gas.
pub fn density_t_m3(
    substance: &Substance,
    storage: Storage,
    pressure_kpa: Option<f64>,
) -> Option<f64> {
    let row = TABLE.get(substance.cas.as_deref()?)?;
    match storage {
        Storage::Solid => None,
        Storage::RefrigeratedLiquefied => row.cold_t_m3.or(row.liquid_t_m3),
        Storage::PressurisedLiquefied => row.liquid_t_m3.or(row.cold_t_m3),
        // A gas that is kept as a liquid without pressure is a solution, such as ammonia water.
        Storage::AtmosphericLiquid => row.liquid_t_m3.filter(|_| substance.state == State::Liquid),
        Storage::CompressedGas => {
            let share = (pressure_kpa? + ATMOSPHERE_KPA) / TABULATED_KPA;
            row.gas_20mpa_t_m3.map(|d| d * share)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standards::substances::find;

    fn of(name: &str, storage: Storage, pressure_kpa: Option<f64>) -> Option<f64> {
        density_t_m3(find(name)[0], storage, pressure_kpa)
    }

    /// Handbook values, by other sources than the table's: NIST Chemistry WebBook, saturated liquid.
    #[test]
    fn densities_are_those_of_the_handbooks() {
        let near = |got: Option<f64>, aim: f64| {
            let got = got.unwrap();
            assert!((got / aim - 1.0).abs() < 0.02, "{got}, not {aim}");
        };
        near(of("氨", Storage::PressurisedLiquefied, None), 0.610);
        near(of("氨", Storage::RefrigeratedLiquefied, None), 0.682);
        near(of("苯", Storage::AtmosphericLiquid, None), 0.879);
        near(of("氢", Storage::CompressedGas, Some(19_898.675)), 0.0147);
    }

    #[test]
    fn what_the_table_does_not_tell_is_unknown() {
        assert_eq!(of("碳化钙", Storage::Solid, None), None);
        assert_eq!(of("氨", Storage::AtmosphericLiquid, None), None);
        assert_eq!(of("氢", Storage::CompressedGas, None), None);
        assert_eq!(of("甲醛", Storage::AtmosphericLiquid, None), None);
    }

    #[test]
    fn every_row_is_of_a_known_substance() {
        for row in TABLE.values() {
            assert!(!find(&row.cas).is_empty(), "{}", row.cas);
        }
    }
}
