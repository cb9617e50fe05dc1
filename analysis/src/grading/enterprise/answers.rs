//! Answers to the items: a count each; 1 and 0 for yes and no; nothing where nobody knows.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::standards::diagnosis::{Counts, Item, items, rules};

/// Number of the item "no accident within five years".
const NO_ACCIDENT: &str = "42";
/// Numbers of the items of accidents within three years.
const ACCIDENTS: [&str; 3] = ["39", "40", "41"];

/// Counts by code of the item: `1` to `42`, `R1` to `R4`.
pub type Answers = BTreeMap<String, u32>;

/// The item of a code; none for a case of red at once.
pub fn item(code: &str) -> Option<&'static Item> {
    items().iter().find(|i| i.code() == code)
}

/// Greatest count that can be given to an item.
///
/// # Errors
/// [`Error::Input`] for a code that is none.
pub fn most(pointer: &str, code: &str) -> Result<u32, Error> {
    if let Some(item) = item(code) {
        return Ok(item.most);
    }
    if rules().direct_red.iter().any(|d| d.code() == code) {
        return Ok(1);
    }
    Err(Error::Input {
        pointer: pointer.to_owned(),
        detail: format!(
            "`{code}` is no item; give 1 to 42, or R1 to R4 for the cases of red at once"
        ),
    })
}

/// Checks a count.
///
/// # Errors
/// [`Error::Input`] that says what would be right.
pub fn check(pointer: &str, code: &str, count: f64) -> Result<u32, Error> {
    let most = most(pointer, code)?;
    if count.fract() == 0.0 && (0.0..=f64::from(most)).contains(&count) {
        return Ok(count as u32);
    }
    let right = if most == 1 {
        "1 for yes, 0 for no".to_owned()
    } else {
        format!("a whole number from 0 to {most}")
    };
    Err(Error::Input {
        pointer: pointer.to_owned(),
        detail: format!("item {code} is {count}; give {right}"),
    })
}

/// Two answers that cannot both be true: the item that should be looked at, and why.
pub fn contradictions(answers: &Answers) -> Vec<(String, String)> {
    let is = |code: &str| answers.get(code).is_some_and(|n| *n > 0);
    let mut found = Vec::new();
    if is(NO_ACCIDENT)
        && let Some(accident) = ACCIDENTS.into_iter().find(|c| is(c))
    {
        found.push((
            NO_ACCIDENT.to_owned(),
            format!(
                "item 42 says that there was no accident within five years, item {accident} that there was one within three; give 0 to one of them"
            ),
        ));
    }
    let levels: Vec<String> = items()
        .iter()
        .filter(|i| i.counts == Counts::Level && is(&i.code()))
        .map(Item::code)
        .collect();
    if let [first, .., last] = levels.as_slice() {
        found.push((
            last.clone(),
            format!("an enterprise has one level of standardisation, items {first} and {last} say two; give 0 to one of them"),
        ));
    }
    found
}

/// The answers with what follows from them: who had no accident in five years had none in three, and the other way
/// round; who has one level of standardisation has no other.
pub fn settled(answers: &Answers) -> Answers {
    let is = |code: &str| answers.get(code).is_some_and(|n| *n > 0);
    let mut all = answers.clone();
    let mut follows = |code: &str| {
        all.entry(code.to_owned()).or_insert(0);
    };
    if is(NO_ACCIDENT) {
        ACCIDENTS.into_iter().for_each(&mut follows);
    }
    if ACCIDENTS.into_iter().any(is) {
        follows(NO_ACCIDENT);
    }
    let levels = items().iter().filter(|i| i.counts == Counts::Level);
    if levels.clone().any(|i| is(&i.code())) {
        levels.for_each(|i| follows(&i.code()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: &str, count: f64) -> String {
        check("/value", code, count).unwrap_err().to_string()
    }

    #[test]
    fn a_wrong_answer_is_told_with_what_would_be_right() {
        assert!(check("", "9", 12.0).is_ok_and(|n| n == 12));
        assert!(check("", "R4", 1.0).is_ok_and(|n| n == 1));
        assert_eq!(
            told("12", 2.0),
            "/value: item 12 is 2; give 1 for yes, 0 for no"
        );
        assert_eq!(
            told("31", 4.0),
            "/value: item 31 is 4; give a whole number from 0 to 3"
        );
        assert!(told("9", 1.5).contains("whole number"));
        assert!(told("9", f64::NAN).contains("whole number"));
        assert!(told("43", 1.0).contains("1 to 42"));
        assert!(told("R5", 1.0).contains("R1 to R4"));
    }

    #[test]
    fn what_cannot_both_be_true_is_told_and_what_follows_is_known() {
        let of = |all: &[(&str, u32)]| -> Answers {
            all.iter().map(|(c, n)| ((*c).to_owned(), *n)).collect()
        };
        assert!(contradictions(&of(&[("42", 1), ("39", 0), ("36", 1)])).is_empty());
        assert_eq!(contradictions(&of(&[("42", 1), ("40", 1)]))[0].0, "42");
        assert_eq!(contradictions(&of(&[("36", 1), ("38", 1)]))[0].0, "38");
        let settled_42 = settled(&of(&[("42", 1)]));
        assert_eq!(settled_42.get("40"), Some(&0));
        assert_eq!(settled(&of(&[("40", 1)])).get("42"), Some(&0));
        assert_eq!(settled(&of(&[("37", 1)])).get("36"), Some(&0));
        assert_eq!(settled(&of(&[("37", 0)])).get("36"), None);
    }
}
