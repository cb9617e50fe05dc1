//! What an export says of itself: what it holds, where that came from, in which units, and whether it
//! is synthetic.

use std::collections::BTreeSet;

use super::ExportLayer;
use super::sheet::{Geometries, Sheet};
use crate::Layer;
use crate::demo::ATTRIBUTIONS;
use crate::layer::Value;

/// A statement in both languages.
pub(super) struct Statement {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) value: String,
}

/// Source files that are named one by one; more of them are counted.
const FILES_NAMED: usize = 20;

/// Everything that a reader of the file must know.
pub(super) fn statements(sheet: &Sheet) -> Vec<Statement> {
    let mut all = Vec::new();
    let mut say = |zh, en, value: String| all.push(Statement { zh, en, value });
    say(
        "图层",
        "layer",
        format!("{} {}", sheet.title_zh, sheet.name),
    );
    say("行数", "rows", sheet.rows.len().to_string());
    if sheet.geometries != Geometries::None {
        say(
            "坐标系",
            "coordinate reference system",
            "CGCS2000 经纬度(度), EPSG:4490, 经度在前 longitude first".to_owned(),
        );
    }
    say("合成数据", "synthetic data", synthetic(sheet));
    for (column, zh, en) in [
        ("run_id", "评估批次", "run"),
        ("made_at", "评估时间", "assessed at"),
        ("ruleset", "标准版本", "ruleset"),
        ("program_version", "程序版本", "program version"),
        ("imported_at", "入库时间(最新)", "imported at (newest)"),
    ] {
        if let Some(newest) = texts(sheet, column).last() {
            say(zh, en, (*newest).to_owned());
        }
    }
    let files = texts(sheet, "source_file");
    if !files.is_empty() {
        let named: Vec<&str> = files.iter().copied().take(FILES_NAMED).collect();
        let rest = files.len() - named.len();
        let more = if rest > 0 {
            format!(" … +{rest}")
        } else {
            String::new()
        };
        say(
            "来源文件",
            "source files",
            format!("{}{more}", named.join("; ")),
        );
    }
    if files.iter().any(|f| f.contains("pygeo")) {
        say("署名", "attribution", ATTRIBUTIONS.join("; "));
    }
    if matches!(
        sheet.layer,
        Some(
            ExportLayer::Violations
                | ExportLayer::Grades
                | ExportLayer::Lsir
                | ExportLayer::Contours
                | ExportLayer::FnCurves
        )
    ) {
        say(
            "依据",
            "basis",
            "标准数值来自公开转录, 每条注明可信度; 执法前核对标准原文 numbers of the standards are public transcriptions with a confidence each; check the printed standard before legal use".to_owned(),
        );
    }
    all
}

fn synthetic(sheet: &Sheet) -> String {
    let marked = sheet
        .columns
        .iter()
        .position(|(name, _)| name == "synthetic")
        .map_or(0, |at| {
            let is_marked = |row: &&(Vec<Value>, _)| row.0.get(at) == Some(&Value::Whole(1));
            sheet.rows.iter().filter(is_marked).count()
        });
    if marked == 0 {
        "否, 无合成数据行 no row is synthetic".to_owned()
    } else {
        format!(
            "是, {marked} 行为虚构的合成数据, 不得用于执法 yes: {marked} rows are invented and no basis for enforcement"
        )
    }
}

/// The texts of a column, in order, each once.
fn texts<'a>(sheet: &'a Sheet, column: &str) -> BTreeSet<&'a str> {
    let Some(at) = sheet.columns.iter().position(|(name, _)| name == column) else {
        return BTreeSet::new();
    };
    let text = |value: &'a Value| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    };
    sheet
        .rows
        .iter()
        .filter_map(|(values, _)| text(&values[at]))
        .collect()
}

/// The newest time that the rows name: what a file is dated with, so that equal rows give equal bytes.
pub(super) fn dated(sheets: &[Sheet]) -> String {
    let all = sheets.iter().flat_map(|s| {
        ["imported_at", "made_at"]
            .into_iter()
            .filter_map(|c| texts(s, c).last().copied())
    });
    all.max().unwrap_or("2000-01-01T00:00:00Z").to_owned()
}

/// The Chinese name of what is exported.
pub(super) const fn title_zh(layer: ExportLayer) -> &'static str {
    match layer {
        ExportLayer::Facts(layer) => match layer {
            Layer::Districts => "行政区划",
            Layer::Parks => "园区",
            Layer::Zones => "分区",
            Layer::Facilities => "企业",
            Layer::Units => "单元",
            Layer::Vessels => "储罐、设备",
            Layer::Pipelines => "管道",
            Layer::Targets => "防护目标",
            Layer::Population => "人口网格",
            Layer::HiddenHazards => "事故隐患",
            Layer::Resources => "应急资源",
            Layer::Monitors => "监测点",
            Layer::Weather => "气象",
        },
        ExportLayer::Violations => "间距核查结果",
        ExportLayer::Grades => "重大危险源分级结果",
        ExportLayer::Lsir => "个人风险格网",
        ExportLayer::Contours => "个人风险等值线",
        ExportLayer::FnCurves => "社会风险 F-N 曲线",
        ExportLayer::Runs => "评估批次",
    }
}

/// Chinese names of the columns that no layer describes.
const OTHERS_ZH: [(&str, &str); 41] = [
    ("source_file", "来源文件"),
    ("source_row", "来源行号"),
    ("imported_at", "入库时间"),
    ("synthetic", "合成数据"),
    ("lon", "经度"),
    ("lat", "纬度"),
    ("wkt", "几何(WKT)"),
    ("run_id", "评估批次"),
    ("made_at", "评估时间"),
    ("ruleset", "标准版本"),
    ("inputs_hash", "数据摘要(SHA-256)"),
    ("program_version", "程序版本"),
    ("facility_id", "企业编号"),
    ("target_id", "目标编号"),
    ("verdict", "判定"),
    ("rule_id", "条款"),
    ("required_m", "要求间距"),
    ("actual_m", "实际间距"),
    ("scope", "对象"),
    ("level", "级别"),
    ("s", "S(GB 18218-2018 式1)"),
    ("r", "R(GB 18218-2018 式2)"),
    ("id", "编号"),
    ("sentence_zh", "说明"),
    ("sentence_en", "说明(英文)"),
    ("missing", "缺少的属性"),
    ("shortfall_m", "不足"),
    ("clause", "条款"),
    ("rule", "规则"),
    ("severity", "严重程度"),
    ("layer", "图层"),
    ("field", "列"),
    ("value", "值"),
    ("words_zh", "问题"),
    ("words_en", "问题(英文)"),
    ("fix_zh", "处理办法"),
    ("fix_en", "处理办法(英文)"),
    ("verdicts_settled", "最多可确定的判定数"),
    ("verdicts_helped", "有助于的判定数"),
    ("related", "相关记录"),
    ("examined_on", "检查日期"),
];

/// The Chinese name of a column, where it has one.
pub(super) fn column_zh(layer: Option<ExportLayer>, column: &str) -> Option<&'static str> {
    if let Some(ExportLayer::Facts(layer)) = layer
        && let Some(described) = layer.columns().iter().find(|c| c.name == column)
    {
        return described.zh.first().copied();
    }
    OTHERS_ZH
        .iter()
        .find(|(name, _)| *name == column)
        .map(|(_, zh)| *zh)
}

/// Endings of names that are units; the longer ones first.
const UNITS: [(&str, &str); 12] = [
    ("_deg_cw_north", "°, 从正北顺时针 clockwise from north"),
    ("_m_s", "m/s"),
    ("_m2", "m²"),
    ("_m3", "m³"),
    ("_mm", "mm"),
    ("_kpa", "kPa, 表压 gauge"),
    ("_m", "m"),
    ("_t", "t"),
    ("_c", "°C"),
    ("people_day", "人 people"),
    ("people_night", "人 people"),
    ("beds", "床 beds"),
];

/// The unit that a column's name says.
pub(super) fn unit(column: &str) -> Option<&'static str> {
    if matches!(column, "lon" | "lat") {
        return Some("° (CGCS2000)");
    }
    UNITS
        .iter()
        .find(|(ending, _)| column.ends_with(ending))
        .map(|(_, unit)| *unit)
}
