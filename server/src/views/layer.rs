//! Layers and their columns, for a form.

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
    /// Of a layer.
    pub fn of(layer: data::Layer) -> Self {
        Self {
            name: layer.name().to_owned(),
            zh: zh(layer).to_owned(),
            geometry: layer.shape().words().to_owned(),
            needs_place: !layer.shape().is_optional() && layer.shape() != Shape::None,
            columns: layer.columns().iter().map(column).collect(),
        }
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

const fn zh(layer: data::Layer) -> &'static str {
    use data::Layer as L;
    match layer {
        L::Districts => "行政区划",
        L::Parks => "园区",
        L::Zones => "管控区域",
        L::Facilities => "企业",
        L::Units => "单元",
        L::Vessels => "储罐、设备",
        L::Pipelines => "管道",
        L::Targets => "防护目标",
        L::Population => "人口网格",
        L::HiddenHazards => "事故隐患",
        L::Resources => "应急资源",
        L::Monitors => "监测点",
        L::Weather => "气象",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_words_says_which() {
        for layer in data::Layer::ALL {
            for column in LayerView::of(layer).columns {
                let is_closed = layer
                    .columns()
                    .iter()
                    .any(|c| c.name == column.name && matches!(c.kind, Kind::Word(_)));
                let told = column.words.map_or(0, |w| w.len());
                assert_eq!(is_closed, told > 1, "{layer} {}", column.name);
            }
        }
    }
}
