//! What tells a header from a title, a unit, a total and a signature.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::Layer;

/// Names of columns that no layer has but tables of places do.
const MORE: &[&str] = &[
    "lon",
    "lng",
    "longitude",
    "lat",
    "latitude",
    "x",
    "y",
    "wkt",
    "geometry",
    "经度",
    "纬度",
    "东经",
    "北纬",
    "x坐标",
    "y坐标",
    "坐标",
    "序号",
    "编号",
    "名称",
    "企业名称",
    "单位名称",
    "公司名称",
    "地址",
    "单位地址",
    "企业地址",
    "统一社会信用代码",
    "联系人",
    "联系电话",
    "电话",
    "备注",
    "危险化学品名称",
    "化学品名称",
    "危化品名称",
    "品名",
    "物料名称",
    "介质",
    "cas号",
    "储量",
    "最大储存量",
    "最大储量",
    "储存量",
    "数量",
    "容积",
    "罐容",
    "储罐编号",
    "位号",
    "储存方式",
    "所属行业",
    "行业",
    "所属区县",
    "区县",
    "乡镇",
    "街道",
    "人数",
    "面积",
    "温度",
    "压力",
    "直径",
    "高度",
];

/// Units as a row below a header has them, after [`plain`].
const UNITS: &[&str] = &[
    "t",
    "吨",
    "kg",
    "千克",
    "公斤",
    "g",
    "克",
    "万吨",
    "m",
    "米",
    "km",
    "千米",
    "公里",
    "mm",
    "毫米",
    "cm",
    "厘米",
    "m2",
    "m²",
    "㎡",
    "平方米",
    "亩",
    "公顷",
    "ha",
    "km2",
    "km²",
    "平方公里",
    "m3",
    "m³",
    "立方米",
    "立方",
    "方",
    "l",
    "升",
    "ml",
    "℃",
    "°c",
    "摄氏度",
    "k",
    "°",
    "度",
    "mpa",
    "kpa",
    "pa",
    "bar",
    "人",
    "万人",
    "个",
    "台",
    "套",
    "座",
    "张",
    "年",
    "月",
    "日",
    "元",
    "万元",
    "%",
    "‰",
    "kg/m3",
    "kg/m³",
    "kw",
    "mw",
    "kv",
    "h",
    "小时",
    "t/a",
    "吨/年",
    "万吨/年",
    "m/s",
];

/// First words of rows that sum up.
const TOTALS: &[&str] = &[
    "合计", "总计", "小计", "共计", "累计", "总和", "total", "subtotal", "sum",
];

/// First words of what stands below a table.
const FOOTERS: &[&str] = &[
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "审批人",
    "复核人",
    "负责人",
    "单位负责人",
    "填表日期",
    "填报日期",
    "制表日期",
    "报送日期",
    "填表单位",
    "填报单位",
    "备注",
    "注",
    "说明",
    "填表说明",
    "填报说明",
    "注意",
    "note",
    "notes",
    "remark",
    "remarks",
    "prepared by",
    "checked by",
    "approved by",
];

static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let columns = Layer::ALL.iter().flat_map(|layer| layer.columns());
    columns
        .flat_map(|c| std::iter::once(&c.name).chain(c.zh))
        .chain(MORE)
        .map(|name| plain(name))
        .collect()
});

/// A name in its plain form: half-width, small, without spaces, asterisks and what is in brackets.
fn plain(name: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        let c = match c {
            // The full-width forms stand 0xFEE0 above ASCII.
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        };
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            '*' => {}
            _ if c.is_whitespace() || depth > 0 => {}
            _ => plain.extend(c.to_lowercase()),
        }
    }
    plain
}

/// Whether a text is the name of a column that some table of this kind has.
pub(super) fn is_known(text: &str) -> bool {
    // Longer texts are titles; the plain form of one is not worth making.
    text.len() <= 120 && KNOWN.contains(&plain(text))
}

/// The unit that a text is, as it stands in brackets or alone.
pub(super) fn unit(text: &str) -> Option<&str> {
    let inner = text
        .trim()
        .trim_matches(|c| "()（）[]【】".contains(c))
        .trim();
    let small = inner.to_lowercase();
    UNITS.contains(&small.as_str()).then_some(inner)
}

/// Whether a row that begins with this text sums others up.
pub(super) fn is_total(text: &str) -> bool {
    let plain = plain(text);
    TOTALS.contains(&plain.trim_end_matches([':', '：']))
}

/// Whether a row that begins with this text stands below a table and not in it.
pub(super) fn is_footer(text: &str) -> bool {
    let small = text.trim().to_lowercase();
    let Some(end) = small.find([':', '：']) else {
        return false;
    };
    let word: String = small[..end]
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let numbered = word.trim_end_matches(|c: char| c.is_ascii_digit());
    FOOTERS
        .iter()
        .any(|footer| footer.replace(' ', "") == numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_known_in_their_usual_dress() {
        for name in [
            "企业名称",
            "* 企业名称（必填）",
            "储 量(吨)",
            "ＩＤ",
            "经度",
            "quantity_t",
        ] {
            assert!(is_known(name), "{name}");
        }
        assert!(!is_known("常州市危险化学品企业登记表"));
    }

    #[test]
    fn units_totals_and_signatures_are_told_apart() {
        assert_eq!(unit("（吨）"), Some("吨"));
        assert_eq!(unit("m³"), Some("m³"));
        assert_eq!(unit("甲醇"), None);
        assert!(is_total("合 计"));
        assert!(!is_total("合计化工有限公司"));
        assert!(is_footer("填表人：张三"));
        assert!(is_footer("注1：数量为设计最大量"));
        assert!(!is_footer("填表人"));
        assert!(!is_footer("https://example.com"));
    }
}
