//! Invented names: each one carries the mark 「示例·」, so that nobody takes it for a real place.

use super::stream::Stream;

/// The mark of an invented name.
pub(super) const MARK: &str = "示例·";

const FIRST: [&str; 32] = [
    "江畔", "云岫", "松涛", "碧岸", "晴川", "霁月", "星河", "清和", "远帆", "嘉木", "流泉", "青岚",
    "望舒", "凌波", "云帆", "锦溪", "平芜", "素秋", "朝晖", "春澜", "听雨", "临风", "澄江", "扶桑",
    "玉衡", "瑶光", "观澜", "漱石", "枕流", "采薇", "鹿鸣", "鹤汀",
];
const SECOND: [&str; 12] = [
    "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑",
];

/// Two invented words.
pub(super) fn words(stream: &mut Stream) -> String {
    let (first, second) = (*stream.pick(&FIRST), *stream.pick(&SECOND));
    format!("{first}{second}")
}

/// A marked name: 「示例·江畔甲化工A012」.
pub(super) fn marked(stream: &mut Stream, what: &str, series: char, number: usize) -> String {
    format!("{MARK}{}{what}{series}{number:03}", words(stream))
}

/// Characters of a unified social credit code, in the order of their values (GB 32100-2015 table 1).
const CODE_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Check character of the first 17 characters: C = 31 − Σ cᵢ 3^(i−1) mod 31 (GB 32100-2015 4.5).
fn check_character(first: &[u8]) -> usize {
    let mut weight = 1;
    let mut sum = 0;
    for c in first {
        let value = CODE_CHARACTERS.iter().position(|k| k == c).unwrap_or(0);
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31
}

/// A unified social credit code with a wrong check character: it can belong to nobody.
pub(super) fn impossible_uscc(stream: &mut Stream, county_code: &str) -> String {
    let mut code = format!("91{county_code}");
    while code.len() < 17 {
        code.push(char::from(*stream.pick(CODE_CHARACTERS)));
    }
    let wrong = (check_character(code.as_bytes()) + stream.whole(1, 30)) % 31;
    code.push(char::from(CODE_CHARACTERS[wrong]));
    code
}

/// Whether the check character of a code is right.
#[cfg(test)]
pub(super) fn is_possible_uscc(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 18 && CODE_CHARACTERS[check_character(&bytes[..17])] == bytes[17]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of GB 32100-2015 annex A.
    #[test]
    fn the_check_character_is_that_of_the_standard() {
        assert!(is_possible_uscc("91350100M000100Y43"));
        assert!(!is_possible_uscc("91350100M000100Y44"));
    }

    #[test]
    fn an_invented_code_is_never_possible() {
        for n in 0..500 {
            let code = impossible_uscc(&mut Stream::of(1, "uscc", n), "320411");
            assert!(code.len() == 18 && !is_possible_uscc(&code), "{code}");
        }
    }
}
