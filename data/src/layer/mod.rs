//! The layers: which columns a row has, what each may hold and which geometry goes with it.
//!
//! One table per layer (module `columns`) drives the importer, the store and the exporter, so that a
//! column is described once. Names are those of the contract.

mod column;
mod columns;
mod facts;
mod record;

use std::fmt;
use std::str::FromStr;

pub use column::{Column, Fault, Kind, Value, truth};
pub use record::{Record, Row};

use crate::Error;

/// A layer of facts that can be imported, stored and exported.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Administrative districts (行政区划).
    Districts,
    /// Chemical parks and industrial zones (化工园区).
    Parks,
    /// Areas with a rule of their own (主城区, 生态红线).
    Zones,
    /// Plants and other sites with hazardous chemicals (企业).
    Facilities,
    /// Units of GB 18218-2018 (单元).
    Units,
    /// Tanks, reactors, stacks of packages (储罐, 装置).
    Vessels,
    /// Pipelines with hazardous substances (管道).
    Pipelines,
    /// Protection targets and other things that a distance is measured to (防护目标).
    Targets,
    /// Cells of the population grid (人口).
    Population,
    /// Hidden hazards (事故隐患).
    HiddenHazards,
    /// Emergency resources (应急资源).
    Resources,
    /// Monitors of vessels (监测点).
    Monitors,
    /// Joint frequency of wind and stability (气象).
    Weather,
}

/// Which geometry a row of a layer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An area; a polygon is taken as a multipolygon of one.
    Area,
    /// A point or an area.
    PointOrArea,
    /// A point or an area, or none.
    PointOrAreaOrNone,
    /// A line.
    Line,
    /// A point.
    Point,
    /// A point, or none.
    PointOrNone,
    /// A point, a line or an area.
    Any,
    /// No geometry.
    None,
}

impl Layer {
    /// Every layer, in the order in which they must be filled.
    pub const ALL: [Self; 13] = [
        Self::Districts,
        Self::Parks,
        Self::Zones,
        Self::Facilities,
        Self::Units,
        Self::Vessels,
        Self::Pipelines,
        Self::Targets,
        Self::Population,
        Self::HiddenHazards,
        Self::Resources,
        Self::Monitors,
        Self::Weather,
    ];

    /// Name: import name, table name and tile layer name in one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Districts => "districts",
            Self::Parks => "parks",
            Self::Zones => "zones",
            Self::Facilities => "facilities",
            Self::Units => "units",
            Self::Vessels => "vessels",
            Self::Pipelines => "pipelines",
            Self::Targets => "targets",
            Self::Population => "population",
            Self::HiddenHazards => "hidden_hazards",
            Self::Resources => "resources",
            Self::Monitors => "monitors",
            Self::Weather => "weather",
        }
    }

    /// Column that identifies a row; none for weather, which is replaced as a whole.
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Districts => Some("code"),
            Self::Weather => None,
            _ => Some("id"),
        }
    }

    /// Which geometry its rows have.
    pub const fn shape(self) -> Shape {
        match self {
            Self::Districts | Self::Parks | Self::Zones | Self::Population => Shape::Area,
            Self::Pipelines => Shape::Line,
            Self::Resources => Shape::Point,
            Self::HiddenHazards | Self::Monitors => Shape::PointOrNone,
            Self::Facilities | Self::Vessels => Shape::PointOrArea,
            Self::Units => Shape::PointOrAreaOrNone,
            Self::Targets => Shape::Any,
            Self::Weather => Shape::None,
        }
    }

    /// Column that points to the key of another layer, and that layer.
    pub const fn parent(self) -> Option<(&'static str, Self)> {
        match self {
            Self::Units | Self::HiddenHazards => Some(("facility_id", Self::Facilities)),
            Self::Vessels => Some(("unit_id", Self::Units)),
            Self::Monitors => Some(("vessel_id", Self::Vessels)),
            _ => None,
        }
    }

    /// Its columns, without geometry and provenance.
    pub fn columns(self) -> &'static [Column] {
        columns::of(self)
    }

    /// Place of a column among [`columns`](Self::columns).
    pub fn position(self, column: &str) -> Option<usize> {
        self.columns().iter().position(|c| c.name == column)
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Layer {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let word = text.trim();
        Self::ALL
            .into_iter()
            .find(|l| l.name().eq_ignore_ascii_case(word))
            .ok_or_else(|| Error::UnknownLayer {
                got: text.to_owned(),
                allowed: Self::ALL.map(Self::name).join(", "),
            })
    }
}

impl Shape {
    /// Whether a row may be without geometry.
    pub const fn is_optional(self) -> bool {
        matches!(
            self,
            Self::PointOrAreaOrNone | Self::PointOrNone | Self::None
        )
    }

    /// In words, for a message.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Area => "a polygon or multipolygon",
            Self::PointOrArea | Self::PointOrAreaOrNone => "a point, polygon or multipolygon",
            Self::Line => "a line",
            Self::Point | Self::PointOrNone => "a point",
            Self::Any => "a point, line or polygon",
            Self::None => "no geometry",
        }
    }
}
