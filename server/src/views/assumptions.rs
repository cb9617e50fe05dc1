//! Assumptions of the risk, as they are shown.

use serde::Serialize;
use utoipa::ToSchema;

use crate::assumptions::{Assumptions, BuriedLines, Frequencies, Ground, LoadedBy, system};

/// One assumption, as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AssumptionView {
    /// Key in the section `[risk]` of the settings.
    pub key: &'static str,
    /// Chinese name.
    pub name_zh: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// What is assumed, in Chinese.
    pub value_zh: String,
    /// The same in English.
    pub value_en: String,
    /// Whether it is what the program assumes unless told otherwise.
    pub is_default: bool,
    /// Where it comes from.
    pub source: &'static str,
}

/// Every assumption.
pub fn views(of: &Assumptions) -> Vec<AssumptionView> {
    let default = Assumptions::default();
    let mut all = vec![
        AssumptionView {
            key: "frequencies",
            name_zh: "泄漏频率表",
            name_en: "table of frequencies",
            value_zh: match of.frequencies {
                Frequencies::PurpleBook => "荷兰紫皮书 CPR 18E (1999)",
                Frequencies::Hj169 => "HJ 169-2018 附录 E",
            }
            .to_owned(),
            value_en: match of.frequencies {
                Frequencies::PurpleBook => "Purple Book CPR 18E (1999)",
                Frequencies::Hj169 => "HJ 169-2018 annex E",
            }
            .to_owned(),
            is_default: of.frequencies == default.frequencies,
            source: "CPR 18E (1999) ch. 3; HJ 169-2018 E.1: from memory, row by row",
        },
        AssumptionView {
            key: "management_factor",
            name_zh: "管理系数",
            name_en: "management factor",
            value_zh: of.management_factor.unwrap_or(1.0).to_string(),
            value_en: of.management_factor.unwrap_or(1.0).to_string(),
            is_default: of.management_factor.is_none(),
            source: "1: the table as it stands",
        },
        AssumptionView {
            key: "terrain",
            name_zh: "地面",
            name_en: "ground",
            value_zh: match of.terrain {
                Ground::Urban => "城市 (Briggs 城市扩散参数)",
                Ground::Rural => "乡村 (Briggs 乡村扩散参数)",
            }
            .to_owned(),
            value_en: match of.terrain {
                Ground::Urban => "urban (Briggs, urban)",
                Ground::Rural => "rural (Briggs, open land)",
            }
            .to_owned(),
            is_default: of.terrain == default.terrain,
            source: "engineering choice",
        },
        AssumptionView {
            key: "air_c",
            name_zh: "气温",
            name_en: "temperature of the air",
            value_zh: format!("{} °C", of.air_c.unwrap_or(20.0)),
            value_en: format!("{} °C", of.air_c.unwrap_or(20.0)),
            is_default: of.air_c.is_none(),
            source: "engineering choice",
        },
        AssumptionView {
            key: "buried_pipelines",
            name_zh: "埋地管道类别",
            name_en: "buried pipelines",
            value_zh: match of.buried_pipelines {
                BuriedLines::Other => "其他",
                BuriedLines::Nen3650 => "按 NEN 3650 或同等规范",
                BuriedLines::PipeBay => "管廊带内",
            }
            .to_owned(),
            value_en: match of.buried_pipelines {
                BuriedLines::Other => "other: the class that fails most often",
                BuriedLines::Nen3650 => "NEN 3650, or a code that asks as much",
                BuriedLines::PipeBay => "in a bay of pipes",
            }
            .to_owned(),
            is_default: of.buried_pipelines == default.buried_pipelines,
            source: "Bevi Reference Manual 3.2 module C, from memory",
        },
    ];
    all.extend([isolation(of), piping(of), loading(of)]);
    all
}

fn isolation(all: &Assumptions) -> AssumptionView {
    let (value_zh, value_en) = match all.isolation {
        None => (
            "未设置: 假定不切断".to_owned(),
            "none: nothing closes".to_owned(),
        ),
        Some(of) => {
            let system = system(of.system);
            let (p, s) = (of.failure_on_demand, of.closes_s);
            (
                format!("{}, 失效概率 {p}, {s} s 后关闭", system.zh()),
                format!("{}, fails with {p}, closed after {s} s", system.en()),
            )
        }
    };
    AssumptionView {
        key: "isolation",
        name_zh: "管道切断阀",
        name_en: "valves of pipes",
        value_zh,
        value_en,
        is_default: all.isolation.is_none(),
        source: "the analyst's",
    }
}

fn piping(all: &Assumptions) -> AssumptionView {
    let (value_zh, value_en) = match all.piping {
        None => ("未设置: 不计".to_owned(), "none: not counted".to_owned()),
        Some(of) => (
            format!("每台设备 {} m, 内径 {} mm", of.length_m, of.diameter_mm),
            format!("{} m of {} mm at each vessel", of.length_m, of.diameter_mm),
        ),
    };
    AssumptionView {
        key: "piping",
        name_zh: "设备连接管道",
        name_en: "pipes of vessels",
        value_zh,
        value_en,
        is_default: all.piping.is_none(),
        source: "the analyst's",
    }
}

fn loading(all: &Assumptions) -> AssumptionView {
    let (value_zh, value_en) = match all.loading {
        None => ("未设置: 不计".to_owned(), "none: not counted".to_owned()),
        Some(of) => {
            let (h, d) = (of.hours_per_year, of.diameter_mm);
            let (zh, en) = match of.by {
                LoadedBy::Arm => ("装卸臂", "an arm"),
                LoadedBy::Hose => ("装卸软管", "a hose"),
            };
            (
                format!("每台设备每年 {h} h, {zh}, 内径 {d} mm"),
                format!("{h} h a year by {en} of {d} mm at each vessel"),
            )
        }
    };
    AssumptionView {
        key: "loading",
        name_zh: "装卸",
        name_en: "loading",
        value_zh,
        value_en,
        is_default: all.loading.is_none(),
        source: "the analyst's",
    }
}
