//! What a city is made of before there is industry: districts, parks, zones, people, weather.

use analysis::facts::{DistrictLevel, ParkKind, Period, Stability, ZoneKind};

use super::{NAME, PEOPLE, SHARE, may, must, word};
use crate::layer::{Column, Kind};

pub(super) static DISTRICTS: [Column; 4] = [
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

pub(super) static PARKS: [Column; 3] = [
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

pub(super) static ZONES: [Column; 3] = [
    must("id", &["编号", "区域编号", "编码"], Kind::Identifier),
    may("name", &["名称", "区域名称"], NAME),
    must(
        "kind",
        &["类型", "区域类型", "区域类别"],
        Kind::Word(word::<ZoneKind>),
    ),
];

pub(super) static POPULATION: [Column; 4] = [
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

pub(super) static WEATHER: [Column; 5] = [
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
