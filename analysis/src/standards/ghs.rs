//! Hazard classes of a substance, and the pictograms of GHS that go with them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{gb18218, substances};
use crate::facts::{Storage, Vessel};

/// A pictogram.
#[derive(Debug, Deserialize)]
pub struct Pictogram {
    /// Code, such as `GHS02`.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// For which hazards.
    pub hazards: String,
    /// Symbols of GB 18218-2018 table 2, with semicolons.
    classes: String,
    /// How sure the row is.
    pub confidence: String,
}

/// Code of the pictogram of gases under pressure.
const UNDER_PRESSURE: &str = "GHS04";

static TABLE: LazyLock<Vec<Pictogram>> = LazyLock::new(|| {
    super::table::rows(
        "ghs_pictograms.csv",
        include_str!("tables/ghs_pictograms.csv"),
    )
});

/// Symbols of GB 18218-2018 table 2 of what a vessel holds: as the facts say, else by its substance; none where that is
/// not known, empty where the tables have no class for it.
pub fn classes(vessel: &Vessel) -> Option<Vec<String>> {
    if let Some(class) = &vessel.hazard_class {
        return Some(vec![class.trim().to_uppercase()]);
    }
    let found = substances::find(vessel.substance.as_deref()?);
    if found.is_empty() {
        return None;
    }
    let named = found
        .iter()
        .filter_map(|s| s.gb18218_no)
        .flat_map(gb18218::symbols_of_named)
        .map(str::to_owned);
    let own = found.iter().flat_map(|s| s.symbols.iter().cloned());
    let mut all: Vec<String> = named.chain(own).collect();
    all.sort();
    all.dedup();
    Some(all)
}

/// The pictograms of what a vessel holds, as far as its classes and its way of storage tell: those of health, corrosion
/// and environment are not known from them.
pub fn pictograms(vessel: &Vessel) -> Vec<&'static Pictogram> {
    let classes = classes(vessel);
    let is_under_pressure = matches!(
        vessel.storage,
        Some(
            Storage::PressurisedLiquefied | Storage::RefrigeratedLiquefied | Storage::CompressedGas
        )
    );
    TABLE
        .iter()
        .filter(|p| {
            let mut own = p.classes.split(';').filter(|c| !c.is_empty());
            (p.code == UNDER_PRESSURE && is_under_pressure)
                || own.any(|c| classes.iter().flatten().any(|has| has == c))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_a_pictogram_and_every_pictogram_knows_its_classes() {
        let of: Vec<&str> = TABLE.iter().flat_map(|p| p.classes.split(';')).collect();
        assert!(
            of.iter()
                .all(|c| c.is_empty() || gb18218::class(c).is_some())
        );
        for symbol in gb18218::symbols().split(", ") {
            assert!(of.contains(&symbol), "{symbol}");
        }
        assert_eq!(TABLE.len(), 9);
    }
}
