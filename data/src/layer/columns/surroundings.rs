//! What is to be protected, and what is near to help.

use analysis::facts::{ResourceKind, Subtype, TargetCategory};

use super::{NAME, PEOPLE, may, must, word};
use crate::layer::{Column, Kind};

pub(super) static TARGETS: [Column; 12] = [
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

pub(super) static RESOURCES: [Column; 6] = [
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
