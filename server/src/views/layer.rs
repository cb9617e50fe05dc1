//! Layers and their columns, for a form.

use data::Layer;
use data::import::{Goal, columns_of};
use data::layer::{Column, Kind, Shape};
use serde::Serialize;
use utoipa::ToSchema;

/// A word of a closed vocabulary.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Word {
    /// As it stands in the store.
    pub code: String,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Word {
    fn of(code: &str, zh: &str, en: &str) -> Self {
        Self {
            code: code.to_owned(),
            zh: zh.to_owned(),
            en: en.to_owned(),
        }
    }
}

/// A column of a layer, for a form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LayerColumn {
    /// Name.
    pub name: String,
    /// Chinese names that are understood, the usual one first.
    pub zh: Vec<String>,
    /// Unit, where it has one.
    pub unit: Option<String>,
    /// Whether each row must have it.
    pub required: bool,
    /// Words that it may hold, where they are a closed vocabulary.
    pub words: Option<Vec<Word>>,
}

/// A layer, for a form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LayerView {
    /// Name.
    pub name: String,
    /// Chinese name.
    pub zh: String,
    /// Geometry of its rows, in words.
    pub geometry: String,
    /// Whether a row needs a place.
    pub needs_place: bool,
    /// Its columns.
    pub columns: Vec<LayerColumn>,
}

impl LayerView {
    /// Of a layer, or of the register.
    pub fn of(goal: Goal) -> Self {
        let shape = goal.layer().map_or(Shape::PointOrArea, Layer::shape);
        Self {
            name: goal.name().to_owned(),
            zh: goal.zh().to_owned(),
            geometry: shape.words().to_owned(),
            needs_place: !shape.is_optional() && shape != Shape::None,
            columns: columns_of(goal).iter().map(column).collect(),
        }
    }

    /// Of every layer, and of the register, which fills several.
    pub fn all() -> Vec<Self> {
        let layers = Layer::ALL.into_iter().map(Goal::Layer);
        layers.chain([Goal::Register]).map(Self::of).collect()
    }
}

fn column(column: &Column) -> LayerColumn {
    let words = match column.kind {
        Kind::Word(parse) => parse("").err().map(|e| words(e.what)),
        _ => None,
    };
    LayerColumn {
        name: column.name.to_owned(),
        zh: column.zh.iter().map(|&z| z.to_owned()).collect(),
        unit: unit(column.name).map(str::to_owned),
        required: column.required,
        words,
    }
}

/// The words of a vocabulary, by the name that it has in an error.
fn words(what: &str) -> Vec<Word> {
    use analysis::facts as f;
    macro_rules! vocabularies {
        ($($name:literal: $vocabulary:ident),*) => {
            match what {
                $($name => f::$vocabulary::ALL.iter().map(|w| Word::of(w.code(), w.zh(), w.en())).collect(),)*
                _ => Vec::new(),
            }
        };
    }
    if what == "target subtype" {
        use analysis::standards::subtypes::{en, zh};
        let all = f::Subtype::ALL.iter();
        return all.map(|s| Word::of(s.code(), zh(*s), en(*s))).collect();
    }
    vocabularies!(
        "district level": DistrictLevel,
        "park kind": ParkKind,
        "zone kind": ZoneKind,
        "facility kind": FacilityKind,
        "facility status": FacilityStatus,
        "fire class": FireClass,
        "unit kind": UnitKind,
        "storage": Storage,
        "placement": Placement,
        "roof": Roof,
        "target category": TargetCategory,
        "stability": Stability,
        "period": Period,
        "hidden-hazard level": HazardLevel,
        "hidden-hazard state": HazardState,
        "resource kind": ResourceKind,
        "monitored quantity": MonitorQuantity
    )
}

/// The unit that a column's name says.
fn unit(name: &str) -> Option<&'static str> {
    const UNITS: &[(&str, &str)] = &[
        ("_deg_cw_north", "°"),
        ("_m_s", "m/s"),
        ("_m3", "m³"),
        ("_m2", "m²"),
        ("_kpa", "kPa"),
        ("_mm", "mm"),
        ("_m", "m"),
        ("_t", "t"),
        ("_c", "℃"),
    ];
    UNITS
        .iter()
        .find(|(end, _)| name.ends_with(end))
        .map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_words_says_which() {
        for goal in Layer::ALL
            .into_iter()
            .map(Goal::Layer)
            .chain([Goal::Register])
        {
            let known = columns_of(goal);
            for column in LayerView::of(goal).columns {
                let mut known = known.iter();
                let is_closed =
                    known.any(|c| c.name == column.name && matches!(c.kind, Kind::Word(_)));
                let told = column.words.map_or(0, |w| w.len());
                assert_eq!(is_closed, told > 1, "{goal} {}", column.name);
            }
        }
    }
}
