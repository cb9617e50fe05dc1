//! The columns of each layer.
//!
//! The ranges are wide: they catch a slip of unit or a lost decimal point, and do not judge.

mod ground;
mod plants;
mod surroundings;
mod vessels;
mod watched;

use std::str::FromStr;

use analysis::facts::UnknownWord;

use super::{Column, Kind, Layer};
use ground::{DISTRICTS, PARKS, POPULATION, WEATHER, ZONES};
use plants::{FACILITIES, UNITS};
use surroundings::{RESOURCES, TARGETS};
use vessels::VESSELS;
use watched::{HIDDEN_HAZARDS, MONITORS, PIPELINES};

/// Longest name, in characters.
const NAME: Kind = Kind::Text(200);
/// People in one place: more than any city has would be a slip.
const PEOPLE: Kind = Kind::Real(0.0, 1e8);
/// A threshold in the unit of its monitor.
const THRESHOLD: Kind = Kind::Real(-1e9, 1e9);
/// A share of the year.
const SHARE: Kind = Kind::Real(0.0, 1.0);

fn word<T: FromStr<Err = UnknownWord> + ToString>(text: &str) -> Result<String, UnknownWord> {
    text.parse::<T>().map(|w| w.to_string())
}

const fn must(name: &'static str, zh: &'static [&'static str], kind: Kind) -> Column {
    Column {
        name,
        zh,
        kind,
        required: true,
    }
}

const fn may(name: &'static str, zh: &'static [&'static str], kind: Kind) -> Column {
    Column {
        name,
        zh,
        kind,
        required: false,
    }
}

/// The columns of a layer.
pub(super) fn of(layer: Layer) -> &'static [Column] {
    match layer {
        Layer::Districts => &DISTRICTS,
        Layer::Parks => &PARKS,
        Layer::Zones => &ZONES,
        Layer::Facilities => &FACILITIES,
        Layer::Units => &UNITS,
        Layer::Vessels => &VESSELS,
        Layer::Pipelines => &PIPELINES,
        Layer::Targets => &TARGETS,
        Layer::Population => &POPULATION,
        Layer::HiddenHazards => &HIDDEN_HAZARDS,
        Layer::Resources => &RESOURCES,
        Layer::Monitors => &MONITORS,
        Layer::Weather => &WEATHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_columns_of_a_layer() {
        for layer in Layer::ALL {
            let mut names: Vec<&str> = layer
                .columns()
                .iter()
                .flat_map(|c| std::iter::once(&c.name).chain(c.zh))
                .copied()
                .collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{layer}");
        }
    }
}
