//! Patterns of LIKE: `%` for any text, `_` for one character, a backslash before one that is meant itself.

use std::str::Chars;

/// A pattern, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Char(char),
    One,
    Any,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let part = match c {
                '%' => Part::Any,
                '_' => Part::One,
                '\\' => Part::Char(chars.next().unwrap_or('\\')),
                other => Part::Char(other),
            };
            if part != Part::Any || parts.last() != Some(&Part::Any) {
                parts.push(part);
            }
        }
        Self(parts)
    }

    /// Whether a text is like it. Only the last `%` is ever gone back to, so the work is at most the product
    /// of the two lengths.
    pub(super) fn matches(&self, text: &str) -> bool {
        let (mut rest, mut part) = (text.chars(), 0);
        let mut back: Option<(usize, Chars<'_>)> = None;
        loop {
            let before = rest.clone();
            let Some(c) = rest.next() else {
                return self.0[part..].iter().all(|p| *p == Part::Any);
            };
            match self.0.get(part) {
                Some(Part::Any) => {
                    part += 1;
                    back = Some((part, before.clone()));
                    rest = before;
                }
                Some(Part::One) => part += 1,
                Some(Part::Char(wanted)) if *wanted == c => part += 1,
                _ => {
                    let Some((again, from)) = back.as_mut() else {
                        return false;
                    };
                    from.next();
                    (part, rest) = (*again, from.clone());
                }
            }
        }
    }
}
