//! Plants and their units.

use analysis::facts::{FacilityKind, FacilityStatus, FireClass, UnitKind};

use super::{NAME, may, must, word};
use crate::layer::{Column, Kind};

pub(super) static FACILITIES: [Column; 9] = [
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

pub(super) static UNITS: [Column; 6] = [
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
