//! Where the rows of a file go: a layer, a register of several layers, or what fits.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::{Error, Layer};

/// Where the rows of a file go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Goal {
    /// Into one layer.
    Layer(Layer),
    /// A register of hazardous chemicals (危险化学品登记表): one row a tank or substance, the columns of its
    /// enterprise beside it; becomes facilities, units and vessels.
    Register,
    /// Each table of the file to the layer, or the register, that its header fits best.
    Auto,
}

impl Goal {
    /// Name, as on the command line and in a report.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Layer(layer) => layer.name(),
            Self::Register => "register",
            Self::Auto => "auto",
        }
    }

    /// Chinese name.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Layer(Layer::Districts) => "行政区划",
            Self::Layer(Layer::Parks) => "园区",
            Self::Layer(Layer::Zones) => "区域",
            Self::Layer(Layer::Facilities) => "企业",
            Self::Layer(Layer::Units) => "单元",
            Self::Layer(Layer::Vessels) => "储罐、设备",
            Self::Layer(Layer::Pipelines) => "管道",
            Self::Layer(Layer::Targets) => "防护目标",
            Self::Layer(Layer::Population) => "人口网格",
            Self::Layer(Layer::HiddenHazards) => "事故隐患",
            Self::Layer(Layer::Resources) => "应急资源",
            Self::Layer(Layer::Monitors) => "监测点",
            Self::Layer(Layer::Weather) => "气象",
            Self::Register => "危险化学品登记表",
            Self::Auto => "自动识别",
        }
    }

    /// The layer, where it is one.
    pub const fn layer(self) -> Option<Layer> {
        match self {
            Self::Layer(layer) => Some(layer),
            Self::Register | Self::Auto => None,
        }
    }
}

impl From<Layer> for Goal {
    fn from(layer: Layer) -> Self {
        Self::Layer(layer)
    }
}

impl PartialEq<Layer> for Goal {
    fn eq(&self, other: &Layer) -> bool {
        *self == Self::Layer(*other)
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Goal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl FromStr for Goal {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.trim().to_ascii_lowercase().as_str() {
            "register" => Ok(Self::Register),
            "auto" => Ok(Self::Auto),
            _ => text.parse().map(Self::Layer).map_err(|error| match error {
                Error::UnknownLayer { got, allowed } => Error::UnknownLayer {
                    got,
                    allowed: format!("auto, register, {allowed}"),
                },
                other => other,
            }),
        }
    }
}
