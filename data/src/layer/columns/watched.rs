//! Pipelines, hidden hazards, and what monitors watch.

use analysis::facts::{HazardLevel, HazardState, MonitorQuantity};

use super::{NAME, THRESHOLD, may, must, word};
use crate::layer::{Column, Kind};

pub(super) static PIPELINES: [Column; 6] = [
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

pub(super) static HIDDEN_HAZARDS: [Column; 11] = [
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

pub(super) static MONITORS: [Column; 8] = [
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
