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
        &[
            "代码",
            "行政区划代码",
            "区划代码",
            "区划编码",
            "行政代码",
            "adcode",
            "区划码",
        ],
        Kind::DistrictCode,
    ),
    must(
        "name",
        &["名称", "行政区划名称", "区划名称", "行政区名称", "地名"],
        NAME,
    ),
    must(
        "level",
        &["级别", "行政级别", "区划级别", "行政区级别"],
        Kind::Word(word::<DistrictLevel>),
    ),
    may(
        "parent_code",
        &[
            "上级代码",
            "上级区划代码",
            "父级代码",
            "所属区划代码",
            "上级行政区划代码",
        ],
        Kind::DistrictCode,
    ),
];

static PARKS: [Column; 3] = [
    must(
        "id",
        &["编号", "园区编号", "园区代码", "编码"],
        Kind::Identifier,
    ),
    must(
        "name",
        &["名称", "园区名称", "化工园区名称", "park name"],
        NAME,
    ),
    must(
        "kind",
        &["类型", "园区类型", "园区类别"],
        Kind::Word(word::<ParkKind>),
    ),
];

static FACILITIES: [Column; 9] = [
    must(
        "id",
        &[
            "编号",
            "企业编号",
            "企业编码",
            "企业代码",
            "单位编号",
            "企业id",
            "facility id",
            "编码",
            "company id",
        ],
        Kind::Identifier,
    ),
    may(
        "uscc",
        &[
            "统一社会信用代码",
            "社会信用代码",
            "信用代码",
            "统一信用代码",
            "统一社会信用代码证号",
            "社会统一信用代码",
            "unified social credit code",
            "credit code",
        ],
        Kind::Uscc,
    ),
    must(
        "name",
        &[
            "名称",
            "企业名称",
            "单位名称",
            "公司名称",
            "厂名",
            "企业名",
            "单位全称",
            "工厂名称",
            "法人单位名称",
            "facility name",
            "company name",
            "company",
            "enterprise name",
        ],
        NAME,
    ),
    must(
        "kind",
        &[
            "类型",
            "企业类型",
            "企业类别",
            "单位类型",
            "危化企业类型",
            "经营类型",
            "行业类型",
            "facility type",
            "type",
        ],
        Kind::Word(word::<FacilityKind>),
    ),
    must(
        "status",
        &[
            "状态",
            "运行状态",
            "企业状态",
            "生产状态",
            "经营状态",
            "运营状态",
            "生产经营状态",
            "投产状态",
        ],
        Kind::Word(word::<FacilityStatus>),
    ),
    may(
        "built_on",
        &[
            "建成日期",
            "建设日期",
            "投产日期",
            "建厂时间",
            "建成时间",
            "投产时间",
            "成立日期",
            "投用日期",
        ],
        Kind::Date,
    ),
    may(
        "fire_class",
        &[
            "火灾危险性类别",
            "火灾危险性",
            "火灾危险类别",
            "火灾危险性分类",
        ],
        Kind::Word(word::<FireClass>),
    ),
    may(
        "design_code",
        &["设计规范", "执行标准", "设计标准", "执行规范", "设计依据"],
        Kind::Text(100),
    ),
    may(
        "capacity_m3",
        &[
            "总容量",
            "总库容",
            "库容",
            "总容积",
            "储罐总容量",
            "储罐总容积",
            "储罐区总容量",
        ],
        Kind::Real(0.0, 1e8),
    ),
];

static UNITS: [Column; 6] = [
    must(
        "id",
        &[
            "编号",
            "单元编号",
            "单元编码",
            "罐区编号",
            "装置编号",
            "unit id",
        ],
        Kind::Identifier,
    ),
    must(
        "facility_id",
        &[
            "企业编号",
            "所属企业",
            "企业名称",
            "单位名称",
            "所属单位",
            "企业编码",
            "企业代码",
            "facility",
            "company",
        ],
        Kind::Identifier,
    ),
    must(
        "name",
        &[
            "名称",
            "单元名称",
            "罐区名称",
            "装置名称",
            "仓库名称",
            "库房名称",
            "unit name",
        ],
        NAME,
    ),
    must(
        "kind",
        &["类型", "单元类型", "单元类别"],
        Kind::Word(word::<UnitKind>),
    ),
    may(
        "processes",
        &[
            "重点监管工艺",
            "危险化工工艺",
            "重点监管危险化工工艺",
            "危险工艺",
            "涉及工艺",
        ],
        Kind::Processes,
    ),
    may(
        "fire_class",
        &[
            "火灾危险性类别",
            "火灾危险性",
            "火灾危险类别",
            "火灾危险性分类",
        ],
        Kind::Word(word::<FireClass>),
    ),
];

static VESSELS: [Column; 15] = [
    must(
        "id",
        &[
            "编号",
            "储罐编号",
            "设备编号",
            "位号",
            "储罐位号",
            "设备位号",
            "罐号",
            "储罐号",
            "罐编号",
            "vessel id",
            "tank id",
            "tank no",
            "tag",
        ],
        Kind::Identifier,
    ),
    must(
        "unit_id",
        &[
            "单元编号",
            "所属单元",
            "单元名称",
            "罐区编号",
            "所属罐区",
            "罐区名称",
            "所属装置",
            "unit",
        ],
        Kind::Identifier,
    ),
    may(
        "substance",
        &[
            "物质",
            "危险化学品",
            "介质",
            "CAS号",
            "危险化学品名称",
            "危化品名称",
            "化学品名称",
            "物质名称",
            "品名",
            "物料名称",
            "物料",
            "储存介质",
            "储存物质",
            "存储介质",
            "介质名称",
            "危化品",
            "CAS",
            "CAS No",
            "CAS编号",
            "CAS码",
            "CAS登记号",
            "CAS number",
            "chemical",
            "chemical name",
        ],
        Kind::Substance,
    ),
    may(
        "hazard_class",
        &[
            "危险类别",
            "危险性类别",
            "危险性分类",
            "危险性符号",
            "危险性分类及说明",
        ],
        Kind::HazardClass,
    ),
    may(
        "quantity_t",
        &[
            "最大储量",
            "数量",
            "设计最大量",
            "储量",
            "储存量",
            "最大储存量",
            "设计储量",
            "设计储存量",
            "设计最大储量",
            "设计最大储存量",
            "最大存量",
            "最大在线量",
            "在线量",
            "实际储量",
            "实际储存量",
            "现有储量",
            "存量",
            "存放量",
            "最大存放量",
            "最大设计储量",
            "quantity",
            "amount",
            "max quantity",
            "mass",
            "design quantity",
        ],
        Kind::Real(0.0, 1e7),
    ),
    may(
        "storage",
        &[
            "储存方式",
            "储存状态",
            "储存形式",
            "存储方式",
            "储存条件",
            "贮存方式",
            "存储形式",
            "storage type",
        ],
        Kind::Word(word::<Storage>),
    ),
    may(
        "placement",
        &["设置方式", "敷设方式", "安装方式", "埋设方式"],
        Kind::Word(word::<Placement>),
    ),
    may(
        "temperature_c",
        &[
            "温度",
            "操作温度",
            "储存温度",
            "工作温度",
            "设计温度",
            "temperature",
            "temp",
        ],
        Kind::Real(-273.15, 3000.0),
    ),
    may(
        "pressure_kpa",
        &[
            "压力",
            "操作压力",
            "储存压力",
            "工作压力",
            "设计压力",
            "pressure",
        ],
        Kind::Real(-101.325, 1e6),
    ),
    may(
        "volume_m3",
        &[
            "容积",
            "容量",
            "罐容",
            "储罐容积",
            "储罐容量",
            "体积",
            "公称容积",
            "有效容积",
            "几何容积",
            "单罐容积",
            "volume",
        ],
        Kind::Above(0.0, 1e6),
    ),
    may(
        "diameter_m",
        &["直径", "外径", "内径", "储罐直径", "罐径", "diameter"],
        Kind::Above(0.0, 500.0),
    ),
    may(
        "roof",
        &[
            "罐顶",
            "罐顶型式",
            "罐顶形式",
            "储罐型式",
            "储罐形式",
            "罐型",
            "roof type",
        ],
        Kind::Word(word::<Roof>),
    ),
    may(
        "bund_area_m2",
        &[
            "防火堤面积",
            "围堰面积",
            "防火堤内面积",
            "围堰内面积",
            "bund area",
        ],
        Kind::Above(0.0, 1e7),
    ),
    may(
        "equipment",
        &["设备类型", "设备名称", "设备种类"],
        Kind::Text(100),
    ),
    may(
        "fire_class",
        &[
            "火灾危险性类别",
            "火灾危险性",
            "火灾危险类别",
            "火灾危险性分类",
        ],
        Kind::Word(word::<FireClass>),
    ),
];

static TARGETS: [Column; 12] = [
    must(
        "id",
        &[
            "编号",
            "目标编号",
            "编码",
            "场所编号",
            "建筑编号",
            "target id",
        ],
        Kind::Identifier,
    ),
    must(
        "name",
        &[
            "名称",
            "目标名称",
            "防护目标名称",
            "场所名称",
            "建筑名称",
            "单位名称",
            "敏感目标名称",
            "target name",
        ],
        NAME,
    ),
    may(
        "category",
        &[
            "类别",
            "防护目标类别",
            "目标类别",
            "防护类别",
            "防护目标分类",
        ],
        Kind::Word(word::<TargetCategory>),
    ),
    must(
        "subtype",
        &[
            "子类",
            "类型",
            "目标类型",
            "场所类型",
            "防护目标类型",
            "敏感目标类型",
            "建筑类型",
            "用途",
            "type",
        ],
        Kind::Word(word::<Subtype>),
    ),
    may(
        "people_day",
        &[
            "白天人数",
            "昼间人数",
            "人数",
            "人数(白天)",
            "学生人数",
            "people",
        ],
        PEOPLE,
    ),
    may(
        "people_night",
        &["夜间人数", "夜晚人数", "晚间人数", "人数(夜间)"],
        PEOPLE,
    ),
    may(
        "height_m",
        &["高度", "建筑高度", "楼高", "building height", "height"],
        Kind::Real(0.0, 2000.0),
    ),
    may(
        "fire_resistance",
        &["耐火等级", "建筑耐火等级"],
        Kind::Whole(1, 4),
    ),
    may(
        "protection_class",
        &["保护类别", "民用建筑物保护类别", "保护等级"],
        Kind::Whole(1, 3),
    ),
    may(
        "floor_area_m2",
        &["建筑面积", "总建筑面积", "面积", "floor area"],
        Kind::Real(0.0, 1e8),
    ),
    may(
        "beds",
        &["床位", "床位数", "病床数", "核定床位", "养老床位"],
        Kind::Real(0.0, 1e6),
    ),
    may(
        "tower_height_m",
        &["杆塔高度", "塔高", "杆高"],
        Kind::Real(0.0, 1000.0),
    ),
];

static POPULATION: [Column; 4] = [
    must(
        "id",
        &[
            "编号",
            "网格编号",
            "格网编号",
            "网格编码",
            "网格号",
            "grid id",
        ],
        Kind::Identifier,
    ),
    must(
        "people_day",
        &["白天人数", "昼间人数", "白天人口", "昼间人口"],
        PEOPLE,
    ),
    must(
        "people_night",
        &["夜间人数", "夜间人口", "夜晚人口"],
        PEOPLE,
    ),
    must("source", &["来源", "数据来源", "资料来源"], Kind::Text(500)),
];

static WEATHER: [Column; 5] = [
    must(
        "direction_deg_cw_north",
        &["风向", "风向角", "风向(度)", "wind direction"],
        Kind::Real(0.0, 360.0),
    ),
    must(
        "speed_m_s",
        &["风速", "平均风速", "wind speed"],
        Kind::Real(0.0, 120.0),
    ),
    must(
        "stability",
        &["稳定度", "大气稳定度", "稳定度等级", "stability class"],
        Kind::Word(word::<Stability>),
    ),
    must("period", &["时段"], Kind::Word(word::<Period>)),
    must(
        "probability",
        &["概率", "频率", "风频", "联合频率", "frequency"],
        SHARE,
    ),
];

static ZONES: [Column; 3] = [
    must("id", &["编号", "区域编号", "编码"], Kind::Identifier),
    may("name", &["名称", "区域名称"], NAME),
    must(
        "kind",
        &["类型", "区域类型", "区域类别"],
        Kind::Word(word::<ZoneKind>),
    ),
];

static PIPELINES: [Column; 6] = [
    must(
        "id",
        &["编号", "管道编号", "管线编号", "管道代码"],
        Kind::Identifier,
    ),
    may(
        "operator",
        &["运营单位", "管理单位", "产权单位", "权属单位", "运营企业"],
        NAME,
    ),
    may(
        "substance",
        &[
            "物质",
            "介质",
            "输送介质",
            "CAS号",
            "输送物料",
            "介质名称",
            "CAS",
            "CAS No",
        ],
        Kind::Substance,
    ),
    may(
        "diameter_mm",
        &["管径", "外径", "公称直径", "直径", "diameter", "dn"],
        Kind::Above(0.0, 5000.0),
    ),
    may(
        "pressure_kpa",
        &[
            "压力",
            "设计压力",
            "运行压力",
            "工作压力",
            "操作压力",
            "pressure",
        ],
        Kind::Real(-101.325, 1e6),
    ),
    may("above_ground", &["是否架空", "架空"], Kind::Truth),
];

static HIDDEN_HAZARDS: [Column; 11] = [
    must("id", &["编号", "隐患编号"], Kind::Identifier),
    must(
        "facility_id",
        &["企业编号", "所属企业", "企业名称", "单位名称", "企业"],
        Kind::Identifier,
    ),
    must(
        "level",
        &["级别", "隐患级别", "隐患等级"],
        Kind::Word(word::<HazardLevel>),
    ),
    must(
        "found_on",
        &["发现日期", "排查日期", "发现时间", "排查时间", "检查日期"],
        Kind::Date,
    ),
    may("source", &["来源", "隐患来源"], Kind::Text(200)),
    may("clause", &["依据", "条款", "判定依据"], Kind::Text(500)),
    must(
        "description",
        &[
            "描述",
            "隐患描述",
            "隐患内容",
            "问题描述",
            "隐患情况",
            "问题隐患",
        ],
        Kind::Text(2000),
    ),
    may(
        "due_on",
        &["整改期限", "期限", "整改截止日期", "整改时限"],
        Kind::Date,
    ),
    may(
        "closed_on",
        &["销号日期", "闭环日期", "整改完成日期", "完成日期"],
        Kind::Date,
    ),
    must(
        "state",
        &["状态", "隐患状态", "整改状态"],
        Kind::Word(word::<HazardState>),
    ),
    may("barrier", &["屏障", "失效屏障"], Kind::Text(200)),
];

static RESOURCES: [Column; 6] = [
    must("id", &["编号", "资源编号", "队伍编号"], Kind::Identifier),
    must(
        "kind",
        &["类型", "资源类型"],
        Kind::Word(word::<ResourceKind>),
    ),
    must("name", &["名称", "资源名称", "队伍名称", "单位名称"], NAME),
    may("capabilities", &["能力", "装备物资"], Kind::Text(1000)),
    may("holder", &["管理单位", "所属单位"], NAME),
    may(
        "phone",
        &["电话", "值班电话", "联系电话", "联系方式", "手机"],
        Kind::Text(100),
    ),
];

static MONITORS: [Column; 8] = [
    must(
        "id",
        &["编号", "监测点编号", "点位编号", "测点编号", "传感器编号"],
        Kind::Identifier,
    ),
    must(
        "vessel_id",
        &["储罐编号", "设备编号", "储罐位号", "所属储罐", "罐号"],
        Kind::Identifier,
    ),
    must(
        "quantity",
        &["监测量", "监测参数", "监测指标", "监测类型", "指标类型"],
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
