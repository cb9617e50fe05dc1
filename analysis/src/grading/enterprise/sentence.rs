//! A score in words.

use super::management::{Management, Why};
use super::score::Score;

/// A number of points without needless digits.
fn number(points: f64) -> String {
    let text = format!("{points:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The score, Chinese and English.
pub fn of_score(of: &Score) -> (String, String) {
    let (worst, best) = of.range.points();
    let (worst, best) = (number(worst), number(best));
    let open = of.open.len();
    let (mut zh, mut en) = match (of.exact(), of.colour()) {
        (Some(_), Some(colour)) => (
            format!("得分 {best} 分, {}", colour.zh()),
            format!("{best} points: {}", colour.code()),
        ),
        (Some(_), None) => (
            format!(
                "得分 {best} 分, 颜色未定: 可能为{}至{}",
                of.worst_colour.zh(),
                of.best_colour.zh()
            ),
            format!(
                "{best} points, the colour is open: {} to {}",
                of.worst_colour.code(),
                of.best_colour.code()
            ),
        ),
        (None, Some(colour)) => (
            format!("得分 {worst}–{best} 分, 无论如何为{}", colour.zh()),
            format!("{worst} to {best} points: {} in any case", colour.code()),
        ),
        (None, None) => (
            format!(
                "得分 {worst}–{best} 分, 可能为{}至{}",
                of.worst_colour.zh(),
                of.best_colour.zh()
            ),
            format!(
                "{worst} to {best} points: {} to {}",
                of.worst_colour.code(),
                of.best_colour.code()
            ),
        ),
    };
    if !of.directly_red.is_empty() {
        zh.push_str("; 属直接判定为红色的情形");
        en.push_str("; a case of red at once");
    } else if !of.directly_red_open.is_empty() {
        zh.push_str("; 是否直接判定为红色尚未回答");
        en.push_str("; whether it is red at once is not answered");
    }
    if open > 0 {
        use std::fmt::Write;
        // Writing to a text cannot fail.
        let _ = write!(zh, "; {open} 项未知");
        let _ = write!(en, "; {open} items are unknown");
    }
    (format!("{zh}。"), format!("{en}."))
}

/// The factor on frequencies, Chinese and English.
pub fn of_management(of: &Management) -> (String, String) {
    let factor = format!("{:.2}", of.factor);
    let points = of.points.map(number).unwrap_or_default();
    match of.why {
        Why::Open => (
            "诊断未完成, 不修正事故频率(系数 1)。".to_owned(),
            "The diagnosis is too open to change frequencies (factor 1).".to_owned(),
        ),
        Why::Known => (
            format!("按 {points} 分, 事故频率乘以 {factor}(建议方法, 须与主管部门商定)。"),
            format!(
                "By {points} points frequencies are multiplied by {factor} (a proposal, to be agreed with the bureau)."
            ),
        ),
        Why::NearlyKnown => (
            format!(
                "少数项未知, 取最差的 {points} 分, 事故频率乘以 {factor}(建议方法, 须与主管部门商定)。"
            ),
            format!(
                "A few items are unknown: by the worst score, {points} points, frequencies are multiplied by {factor} (a proposal, to be agreed with the bureau)."
            ),
        ),
        Why::DirectRed => (
            format!("属于或可能属于直接判定为红色的情形, 不因得分降低事故频率(系数 {factor})。"),
            format!(
                "It is red at once, or may be: the score lowers no frequencies (factor {factor})."
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::answers::Answers;
    use super::super::score::{Caps, score};
    use super::*;

    #[test]
    fn nothing_known_is_told_as_a_range_and_not_as_points() {
        let (zh, en) = of_score(&score(&Answers::new(), Caps::Guideline));
        assert_eq!(
            zh,
            "得分 0–131 分, 可能为红色至蓝色; 是否直接判定为红色尚未回答; 46 项未知。"
        );
        assert_eq!(
            en,
            "0 to 131 points: red to blue; whether it is red at once is not answered; 46 items are unknown."
        );
    }
}
