//! 乱码: text that was read in another encoding than it was written in, and stored so.
//!
//! A file's own encoding is found when it is opened. What is garbled already inside a cell can only be
//! told: bytes may be lost.

use std::sync::LazyLock;

use encoding_rs::GBK;

/// From so many Chinese characters a text reads sensibly by no accident: each takes three bytes that must
/// follow a pattern which GBK text meets only by chance (联通 is the well-known case of two).
const CHARACTERS: usize = 3;
/// First byte of Chinese characters and of their punctuation in UTF-8; Latin letters with accents and `·` have
/// others, and their second byte may be lost.
const LEADS: std::ops::RangeInclusive<u8> = 0xc2..=0xef;
/// Second byte.
const CONTINUED: std::ops::RangeInclusive<u8> = 0x80..=0xbf;
/// First of the characters that are Chinese or their punctuation.
const FIRST_CJK: char = '\u{2e80}';

/// What a text says when the bytes that it has in GBK are read as UTF-8, if that makes sense.
pub(super) fn meant(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    if !begins_so(text) {
        return None;
    }
    // What GBK lacks becomes a reference of ASCII characters, which breaks no sequence.
    let (bytes, _, _) = GBK.encode(text);
    let read = String::from_utf8_lossy(&bytes);
    let good = read
        .chars()
        .filter(|c| *c >= FIRST_CJK && *c != '\u{fffd}')
        .count();
    let bad = read.chars().filter(|c| *c == '\u{fffd}').count();
    (good >= CHARACTERS && 4 * bad <= good).then(|| read.replace('\u{fffd}', "?"))
}

/// From a character of the basic plane to its two bytes in GBK, 0 where it has none: a million names are
/// looked at, and the encoder searches for each character.
static CODES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut codes = vec![0; 1 << 16];
    for lead in 0x81..=0xfe_u8 {
        for second in 0x40..=0xfe_u8 {
            let bytes = [lead, second];
            let (text, is_broken) = GBK.decode_without_bom_handling(&bytes);
            let mut chars = text.chars();
            if let (Some(c), None, false) = (chars.next(), chars.next(), is_broken)
                && let Some(code) = codes.get_mut(c as usize)
            {
                *code = u16::from_be_bytes([lead, second]);
            }
        }
    }
    codes
});

/// Whether the first character that is not ASCII can be the first two bytes of a Chinese one in UTF-8.
fn begins_so(text: &str) -> bool {
    let Some(first) = text.chars().find(|c| !c.is_ascii()) else {
        return false;
    };
    match CODES.get(first as usize).map(|code| code.to_be_bytes()) {
        // A character that GBK lacks may stand for bytes that were lost.
        None | Some([0, 0]) => true,
        Some([lead, second]) => LEADS.contains(&lead) && CONTINUED.contains(&second),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_that_was_read_as_gbk_is_seen() {
        for right in [
            "示例·江畔甲化工A012",
            "常州市春江化工有限公司",
            // With ASCII brackets the bytes beside them are lost, and too little is left to be sure.
            "储罐区（一）",
        ] {
            let (wrong, _, _) = GBK.decode(right.as_bytes());
            let told = meant(&wrong.replace('\u{fffd}', "?")).unwrap();
            let same = told.chars().filter(|c| right.contains(*c)).count();
            assert!(
                3 * same >= 2 * right.chars().count(),
                "{right}: {wrong}: {told}"
            );
        }
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "示例·江畔甲化工A012",
            "常州市春江化工有限公司",
            "联通",
            "中国联通营业厅",
            "濮阳路加油站",
            "Société chimique",
            "江蘇省常州市化學工業園區",
            "120°",
            "",
        ] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
