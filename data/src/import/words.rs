//! Words of practice for the closed vocabularies: 在产 for `in_service`, 敬老院 for `care_home`.
//!
//! The words stand in `synonyms.txt`. A word is taken only where it is there in its plain form; what is
//! near is suggested and not taken.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use analysis::facts::UnknownWord;

use super::names::{likeness, normal};
use crate::layer::Fault;

/// How alike a word must be to be suggested.
const NEAR: f64 = 0.6;

type Words = BTreeMap<String, &'static str>;

/// By vocabulary, from a plain word to its code.
static SYNONYMS: LazyLock<BTreeMap<&'static str, Words>> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, Words> = BTreeMap::new();
    for line in include_str!("synonyms.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let mut fields = line.split('|').map(str::trim);
        if let (Some(what), Some(code), Some(words)) = (fields.next(), fields.next(), fields.next())
        {
            let vocabulary = all.entry(what).or_default();
            vocabulary.extend(words.split(',').map(|w| (normal(w), code)));
        }
    }
    all
});

/// The code of a word that is no code and no name of the vocabulary itself.
///
/// # Errors
/// [`Fault`] that lists what can be written.
pub(super) fn find(text: &str, unknown: &UnknownWord, parse: Parse) -> Result<String, Fault> {
    let word = normal(text);
    if let Ok(code) = parse(&word) {
        return Ok(code);
    }
    let vocabulary = SYNONYMS.get(unknown.what);
    if let Some(code) = vocabulary.and_then(|v| v.get(&word)) {
        return Ok((*code).to_owned());
    }
    // 甲类(闪点<28℃): what stands in brackets behind explains.
    if let Some((before, _)) = word.split_once('(')
        && !before.is_empty()
        && let Some(code) = parse(before).ok().or_else(|| {
            vocabulary
                .and_then(|v| v.get(before))
                .map(|c| (*c).to_owned())
        })
    {
        return Ok(code);
    }
    let known = vocabulary
        .into_iter()
        .flatten()
        .map(|(w, code)| (w.as_str(), *code))
        .chain(unknown.allowed.split(", ").map(|code| (code, code)));
    let near = known
        .map(|(w, code)| (likeness(&word, w), w, code))
        .filter(|(score, ..)| *score >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let fix = match near {
        Some((_, w, code)) if w != code => format!(
            "did you mean {code} ({w})? write one of: {}",
            unknown.allowed
        ),
        Some((_, _, code)) => format!("did you mean {code}? write one of: {}", unknown.allowed),
        None => format!("write one of: {}", unknown.allowed),
    };
    Err(Fault::new(format!("not a {}", unknown.what), fix))
}

/// How a vocabulary reads a word.
pub(super) type Parse = fn(&str) -> Result<String, UnknownWord>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Layer;
    use crate::layer::Kind;

    fn vocabularies() -> Vec<(UnknownWord, Parse)> {
        Layer::ALL
            .into_iter()
            .flat_map(Layer::columns)
            .filter_map(|c| match c.kind {
                Kind::Word(parse) => Some((parse("\u{1}").unwrap_err(), parse)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn every_line_has_a_vocabulary_and_a_code_of_it() {
        let known = vocabularies();
        for (what, words) in SYNONYMS.iter() {
            let (_, parse) = known
                .iter()
                .find(|(unknown, _)| unknown.what == *what)
                .unwrap_or_else(|| panic!("no vocabulary {what}"));
            for (word, code) in words {
                assert_eq!(parse(code).as_deref(), Ok(*code), "{what}");
                assert!(!word.is_empty(), "{what} {code}");
            }
        }
    }

    #[test]
    fn no_word_has_two_codes() {
        let mut seen = BTreeMap::new();
        for line in include_str!("synonyms.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
        {
            let fields: Vec<&str> = line.split('|').map(str::trim).collect();
            for word in fields[2].split(',') {
                let before = seen.insert((fields[0], normal(word)), fields[1]);
                assert!(before.is_none(), "{line}: {word}");
            }
        }
    }

    #[test]
    fn a_near_word_is_suggested_and_not_taken() {
        let (unknown, parse) = vocabularies()
            .into_iter()
            .find(|(u, _)| u.what == "facility status")
            .unwrap();
        assert_eq!(find("在产", &unknown, parse).as_deref(), Ok("in_service"));
        assert_eq!(find("在建（二期）", &unknown, parse).as_deref(), Ok("new"));
        let fault = find("正常生产了", &unknown, parse).unwrap_err();
        assert!(
            fault.fix.starts_with("did you mean in_service"),
            "{}",
            fault.fix
        );
    }
}
