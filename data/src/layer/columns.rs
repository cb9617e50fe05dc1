//! The columns of each layer.
//!
//! The ranges are wide: they catch a slip of unit or a lost decimal point, and do not judge.

use std::str::FromStr;

use analysis::facts::{
    DistrictLevel, FacilityKind, FacilityStatus, FireClass, HazardLevel, HazardState,
    MonitorQuantity, ParkKind, Period, Placement, ResourceKind, Roof, Stability, Storage, Subtype,
    TargetCategory, UnitKind, UnknownWord, ZoneKind,
};

use super::{Column, Kind, Layer};

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

static DISTRICTS: [Column; 4] = [
    must(
        "code",
        &["代码", "行政区划代码", "区划代码"],
        Kind::DistrictCode,
    ),
    must("name", &["名称", "行政区划名称"], NAME),
    must(
        "level",
        &["级别", "行政级别"],
        Kind::Word(word::<DistrictLevel>),
    ),
    may(
        "parent_code",
        &["上级代码", "上级区划代码"],
        Kind::DistrictCode,
    ),
];

static PARKS: [Column; 3] = [
    must("id", &["编号", "园区编号"], Kind::Identifier),
    must("name", &["名称", "园区名称"], NAME),
    must("kind", &["类型", "园区类型"], Kind::Word(word::<ParkKind>)),
];

static FACILITIES: [Column; 9] = [
    must("id", &["编号", "企业编号"], Kind::Identifier),
    may("uscc", &["统一社会信用代码", "社会信用代码"], Kind::Uscc),
    must("name", &["名称", "企业名称", "单位名称"], NAME),
    must(
        "kind",
        &["类型", "企业类型"],
        Kind::Word(word::<FacilityKind>),
    ),
    must(
        "status",
        &["状态", "运行状态"],
        Kind::Word(word::<FacilityStatus>),
    ),
    may("built_on", &["建成日期", "建设日期"], Kind::Date),
    may(
        "fire_class",
        &["火灾危险性类别", "火灾危险性"],
        Kind::Word(word::<FireClass>),
    ),
    may("design_code", &["设计规范", "执行标准"], Kind::Text(100)),
    may("capacity_m3", &["总容量", "总库容"], Kind::Real(0.0, 1e8)),
];

static UNITS: [Column; 6] = [
    must("id", &["编号", "单元编号"], Kind::Identifier),
    must("facility_id", &["企业编号", "所属企业"], Kind::Identifier),
    must("name", &["名称", "单元名称"], NAME),
    must("kind", &["类型", "单元类型"], Kind::Word(word::<UnitKind>)),
    may(
        "processes",
        &["重点监管工艺", "危险化工工艺"],
        Kind::Processes,
    ),
    may(
        "fire_class",
        &["火灾危险性类别", "火灾危险性"],
        Kind::Word(word::<FireClass>),
    ),
];

static VESSELS: [Column; 15] = [
    must("id", &["编号", "储罐编号", "设备编号"], Kind::Identifier),
    must("unit_id", &["单元编号", "所属单元"], Kind::Identifier),
    may(
        "substance",
        &["物质", "危险化学品", "介质", "CAS号"],
        Kind::Substance,
    ),
    may(
        "hazard_class",
        &["危险类别", "危险性类别"],
        Kind::HazardClass,
    ),
    may(
        "quantity_t",
        &["数量", "最大储量", "设计最大量"],
        Kind::Real(0.0, 1e7),
    ),
    may(
        "storage",
        &["储存方式", "储存状态"],
        Kind::Word(word::<Storage>),
    ),
    may(
        "placement",
        &["设置方式", "敷设方式"],
        Kind::Word(word::<Placement>),
    ),
    may(
        "temperature_c",
        &["温度", "操作温度"],
        Kind::Real(-273.15, 3000.0),
    ),
    may(
        "pressure_kpa",
        &["压力", "操作压力"],
        Kind::Real(-101.325, 1e6),
    ),
    may("volume_m3", &["容积", "容量"], Kind::Above(0.0, 1e6)),
    may("diameter_m", &["直径", "外径"], Kind::Above(0.0, 500.0)),
    may("roof", &["罐顶", "罐顶型式"], Kind::Word(word::<Roof>)),
    may(
        "bund_area_m2",
        &["防火堤面积", "围堰面积"],
        Kind::Above(0.0, 1e7),
    ),
    may("equipment", &["设备类型"], Kind::Text(100)),
    may(
        "fire_class",
        &["火灾危险性类别", "火灾危险性"],
        Kind::Word(word::<FireClass>),
    ),
];

static TARGETS: [Column; 12] = [
    must("id", &["编号", "目标编号"], Kind::Identifier),
    must("name", &["名称", "目标名称"], NAME),
    may(
        "category",
        &["类别", "防护目标类别"],
        Kind::Word(word::<TargetCategory>),
    ),
    must(
        "subtype",
        &["子类", "类型", "目标类型"],
        Kind::Word(word::<Subtype>),
    ),
    may("people_day", &["白天人数", "昼间人数"], PEOPLE),
    may("people_night", &["夜间人数"], PEOPLE),
    may("height_m", &["高度", "建筑高度"], Kind::Real(0.0, 2000.0)),
    may("fire_resistance", &["耐火等级"], Kind::Whole(1, 4)),
    may(
        "protection_class",
        &["保护类别", "民用建筑物保护类别"],
        Kind::Whole(1, 3),
    ),
    may(
        "floor_area_m2",
        &["建筑面积", "总建筑面积"],
        Kind::Real(0.0, 1e8),
    ),
    may("beds", &["床位", "床位数"], Kind::Real(0.0, 1e6)),
    may(
        "tower_height_m",
        &["杆塔高度", "塔高"],
        Kind::Real(0.0, 1000.0),
    ),
];

static POPULATION: [Column; 4] = [
    must("id", &["编号", "网格编号"], Kind::Identifier),
    must("people_day", &["白天人数", "昼间人数"], PEOPLE),
    must("people_night", &["夜间人数"], PEOPLE),
    must("source", &["来源", "数据来源"], Kind::Text(500)),
];

static WEATHER: [Column; 5] = [
    must("direction_deg_cw_north", &["风向"], Kind::Real(0.0, 360.0)),
    must("speed_m_s", &["风速"], Kind::Real(0.0, 120.0)),
    must(
        "stability",
        &["稳定度", "大气稳定度"],
        Kind::Word(word::<Stability>),
    ),
    must("period", &["时段"], Kind::Word(word::<Period>)),
    must("probability", &["概率", "频率"], SHARE),
];

static ZONES: [Column; 3] = [
    must("id", &["编号", "区域编号"], Kind::Identifier),
    may("name", &["名称", "区域名称"], NAME),
    must("kind", &["类型", "区域类型"], Kind::Word(word::<ZoneKind>)),
];

static PIPELINES: [Column; 6] = [
    must("id", &["编号", "管道编号"], Kind::Identifier),
    may("operator", &["运营单位", "管理单位"], NAME),
    may(
        "substance",
        &["物质", "介质", "输送介质", "CAS号"],
        Kind::Substance,
    ),
    may("diameter_mm", &["管径", "外径"], Kind::Above(0.0, 5000.0)),
    may(
        "pressure_kpa",
        &["压力", "设计压力"],
        Kind::Real(-101.325, 1e6),
    ),
    may("above_ground", &["是否架空", "架空"], Kind::Truth),
];

static HIDDEN_HAZARDS: [Column; 11] = [
    must("id", &["编号", "隐患编号"], Kind::Identifier),
    must("facility_id", &["企业编号", "所属企业"], Kind::Identifier),
    must(
        "level",
        &["级别", "隐患级别", "隐患等级"],
        Kind::Word(word::<HazardLevel>),
    ),
    must("found_on", &["发现日期", "排查日期"], Kind::Date),
    may("source", &["来源", "隐患来源"], Kind::Text(200)),
    may("clause", &["依据", "条款", "判定依据"], Kind::Text(500)),
    must(
        "description",
        &["描述", "隐患描述", "隐患内容"],
        Kind::Text(2000),
    ),
    may("due_on", &["整改期限", "期限"], Kind::Date),
    may("closed_on", &["销号日期", "闭环日期"], Kind::Date),
    must(
        "state",
        &["状态", "隐患状态", "整改状态"],
        Kind::Word(word::<HazardState>),
    ),
    may("barrier", &["屏障", "失效屏障"], Kind::Text(200)),
];

static RESOURCES: [Column; 6] = [
    must("id", &["编号", "资源编号"], Kind::Identifier),
    must(
        "kind",
        &["类型", "资源类型"],
        Kind::Word(word::<ResourceKind>),
    ),
    must("name", &["名称", "资源名称"], NAME),
    may("capabilities", &["能力", "装备物资"], Kind::Text(1000)),
    may("holder", &["管理单位", "所属单位"], NAME),
    may("phone", &["电话", "值班电话", "联系电话"], Kind::Text(100)),
];

static MONITORS: [Column; 8] = [
    must("id", &["编号", "监测点编号"], Kind::Identifier),
    must("vessel_id", &["储罐编号", "设备编号"], Kind::Identifier),
    must(
        "quantity",
        &["监测量", "监测参数"],
        Kind::Word(word::<MonitorQuantity>),
    ),
    must("unit", &["单位", "计量单位"], Kind::Text(40)),
    may("low_low", &["低低限", "低低报"], THRESHOLD),
    may("low", &["低限", "低报"], THRESHOLD),
    may("high", &["高限", "高报"], THRESHOLD),
    may("high_high", &["高高限", "高高报"], THRESHOLD),
];

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
