//! Closed vocabularies of the layers: each word has a code (as the contract spells it), a Chinese
//! and an English name. Parsing accepts the code and the Chinese name, nothing else.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A word that is not in a closed vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{got}` is not a {what}; allowed: {allowed}")]
pub struct UnknownWord {
    /// Name of the vocabulary, as in the layer's column.
    pub what: &'static str,
    /// The word that was given.
    pub got: String,
    /// All codes, separated by commas.
    pub allowed: String,
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[doc = concat!($zh, " (", $en, ")")] #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code that the contract uses.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The Chinese name.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// The English name.
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                let word = text.trim();
                Self::ALL
                    .iter()
                    .copied()
                    .find(|w| w.code().eq_ignore_ascii_case(word) || w.zh() == word)
                    .ok_or_else(|| UnknownWord {
                        what: $what,
                        got: text.to_owned(),
                        allowed: [$($code),+].join(", "),
                    })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

vocabulary! {
    /// Level of a district (行政区划级别).
    DistrictLevel, "district level" {
        Province = "province", "省", "province";
        City = "city", "市", "city";
        County = "county", "区县", "county";
        Town = "town", "镇街", "town";
    }
}

vocabulary! {
    /// Kind of a park.
    ParkKind, "park kind" {
        ChemicalPark = "chemical_park", "化工园区", "chemical park";
        IndustrialZone = "industrial_zone", "工业集中区", "industrial zone";
    }
}

vocabulary! {
    /// What a facility does with hazardous chemicals; selects the design code that governs its distances.
    FacilityKind, "facility kind" {
        Production = "production", "生产", "production";
        Storage = "storage", "储存", "storage";
        Use = "use", "使用", "use";
        FillingStation = "filling_station", "加油站", "filling station";
        OilDepot = "oil_depot", "石油库", "oil depot";
        Fireworks = "fireworks", "烟花爆竹", "fireworks";
        Other = "other", "其他", "other";
    }
}

vocabulary! {
    /// Status of a facility; GB 36894 has other limits for new than for in-service installations.
    FacilityStatus, "facility status" {
        InService = "in_service", "在役", "in service";
        New = "new", "新建", "new";
        Planned = "planned", "规划", "planned";
        Stopped = "stopped", "停产", "stopped";
        Closed = "closed", "关闭", "closed";
    }
}

vocabulary! {
    /// Fire hazard class of GB 50016 (火灾危险性类别).
    FireClass, "fire class" {
        A = "甲", "甲类", "class A";
        B = "乙", "乙类", "class B";
        C = "丙", "丙类", "class C";
        D = "丁", "丁类", "class D";
        E = "戊", "戊类", "class E";
    }
}

vocabulary! {
    /// Kind of a unit in the sense of GB 18218-2018 3.3 and 3.4.
    UnitKind, "unit kind" {
        Production = "production", "生产单元", "production unit";
        Storage = "storage", "储存单元", "storage unit";
    }
}

vocabulary! {
    /// How a vessel holds its substance.
    Storage, "storage" {
        PressurisedLiquefied = "pressurised_liquefied", "加压液化", "pressurised liquefied gas";
        RefrigeratedLiquefied = "refrigerated_liquefied", "低温液化", "refrigerated liquefied gas";
        AtmosphericLiquid = "atmospheric_liquid", "常压液体", "atmospheric liquid";
        CompressedGas = "compressed_gas", "压缩气体", "compressed gas";
        Solid = "solid", "固体", "solid";
    }
}

vocabulary! {
    /// Where a tank stands.
    Placement, "placement" {
        AboveGround = "above_ground", "地上", "above ground";
        Covered = "covered", "覆土", "earth-covered";
        Buried = "buried", "埋地", "buried";
    }
}

vocabulary! {
    /// Roof of an atmospheric tank.
    Roof, "roof" {
        Fixed = "fixed", "固定顶", "fixed roof";
        Floating = "floating", "浮顶", "floating roof";
    }
}

vocabulary! {
    /// Category of a protection target (防护目标) of GB 36894-2018 clause 3.1.
    TargetCategory, "target category" {
        HighSensitivity = "high_sensitivity", "高敏感防护目标", "highly sensitive";
        Important = "important", "重要防护目标", "important";
        General1 = "general_1", "一般防护目标(一类)", "general, class 1";
        General2 = "general_2", "一般防护目标(二类)", "general, class 2";
        General3 = "general_3", "一般防护目标(三类)", "general, class 3";
    }
}

vocabulary! {
    /// Part of the day that a weather row speaks of.
    Period, "period" {
        Day = "day", "白天", "day";
        Night = "night", "夜间", "night";
    }
}

vocabulary! {
    /// Pasquill stability class.
    Stability, "stability" {
        A = "A", "A级", "class A";
        B = "B", "B级", "class B";
        C = "C", "C级", "class C";
        D = "D", "D级", "class D";
        E = "E", "E级", "class E";
        F = "F", "F级", "class F";
    }
}

vocabulary! {
    /// Kind of a zone that plants must keep out of, or be kept away from.
    ZoneKind, "zone kind" {
        MainUrban = "main_urban", "主城区", "main urban area";
        DensePopulation = "dense_population", "人口密集区", "densely populated area";
        Ecological = "ecological", "生态红线", "ecological protection area";
        Other = "other", "其他", "other";
    }
}

vocabulary! {
    /// Level of a hidden hazard (隐患级别), SAWS order 16 article 3.
    HazardLevel, "hidden-hazard level" {
        Major = "major", "重大", "major";
        General = "general", "一般", "general";
    }
}

vocabulary! {
    /// State of a hidden hazard in the closed loop (隐患闭环).
    HazardState, "hidden-hazard state" {
        Reported = "reported", "已上报", "reported";
        Registered = "registered", "已登记", "registered";
        Rectifying = "rectifying", "整改中", "rectifying";
        AwaitingAcceptance = "awaiting_acceptance", "待验收", "awaiting acceptance";
        Closed = "closed", "已销号", "closed";
    }
}

vocabulary! {
    /// Kind of an emergency resource (应急资源).
    ResourceKind, "resource kind" {
        FireStation = "fire_station", "消防站", "fire station";
        RescueTeam = "rescue_team", "救援队伍", "rescue team";
        Hospital = "hospital", "医院", "hospital";
        Shelter = "shelter", "避难场所", "shelter";
        Depot = "depot", "物资库", "depot";
    }
}

vocabulary! {
    /// What a monitor of a vessel measures.
    MonitorQuantity, "monitored quantity" {
        Level = "level", "液位", "level";
        Pressure = "pressure", "压力", "pressure";
        Temperature = "temperature", "温度", "temperature";
        Gas = "gas", "可燃有毒气体", "gas concentration";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_parsed_by_code_and_by_chinese_name() {
        assert_eq!("storage".parse(), Ok(UnitKind::Storage));
        assert_eq!("储存单元".parse(), Ok(UnitKind::Storage));
        assert_eq!("甲".parse(), Ok(FireClass::A));
        assert_eq!("甲类".parse(), Ok(FireClass::A));
    }

    #[test]
    fn an_unknown_word_names_what_is_allowed() {
        let error = "store".parse::<UnitKind>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`store` is not a unit kind; allowed: production, storage"
        );
    }
}
