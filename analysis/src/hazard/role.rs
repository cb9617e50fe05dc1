//! Who does something: persons, roles, and the level that a role is of.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = concat!($zh, " (", $en, ")")] #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Chinese name.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// English name.
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),+ }
            }

            /// The one of a code.
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|w| w.code() == code)
            }
        }
    };
}
pub(super) use words;

words! {
    /// Level that is responsible (责任层级), the lowest first.
    Tier {
        Enterprise = "enterprise", "企业", "enterprise";
        Town = "town", "镇街", "town";
        County = "county", "区县", "county";
        City = "city", "市", "city";
    }
}

words! {
    /// In which role a person acts.
    Role {
        Public = "public", "群众", "the public";
        EnterpriseStaff = "enterprise_staff", "企业员工", "staff of the enterprise";
        EnterpriseSafety = "enterprise_safety", "企业安全管理人员", "safety officer of the enterprise";
        EnterpriseHead = "enterprise_head", "企业主要负责人", "head of the enterprise";
        TownInspector = "town_inspector", "镇街监管人员", "inspector of the town";
        CountyInspector = "county_inspector", "区县监管人员", "inspector of the county";
        CityInspector = "city_inspector", "市监管人员", "inspector of the city";
    }
}

impl Role {
    /// The level that it is of; none of the public.
    pub const fn tier(self) -> Option<Tier> {
        match self {
            Self::Public => None,
            Self::EnterpriseStaff | Self::EnterpriseSafety | Self::EnterpriseHead => {
                Some(Tier::Enterprise)
            }
            Self::TownInspector => Some(Tier::Town),
            Self::CountyInspector => Some(Tier::County),
            Self::CityInspector => Some(Tier::City),
        }
    }
}

/// Who acts. The names are as they are told: this crate cannot know whether they are true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name.
    pub name: String,
    /// In which role.
    pub role: Role,
    /// Where the person works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
}

impl Person {
    /// Whether this is a person of that name, however it is spaced.
    pub fn is_named(&self, name: &str) -> bool {
        let plain = |text: &str| -> String {
            let letters = text.chars().filter(|c| !c.is_whitespace());
            letters.flat_map(char::to_lowercase).collect()
        };
        plain(&self.name) == plain(name)
    }
}
