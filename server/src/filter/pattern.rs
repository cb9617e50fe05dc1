//! Patterns of LIKE: `%` for any text, `_` for one character, a backslash before one that is meant itself.

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
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut part) = (0, 0);
        let mut back: Option<(usize, usize)> = None;
        while at < text.len() {
            match self.0.get(part) {
                Some(Part::Any) => {
                    back = Some((part + 1, at));
                    part += 1;
                }
                Some(Part::One) => {
                    at += 1;
                    part += 1;
                }
                Some(Part::Char(c)) if *c == text[at] => {
                    at += 1;
                    part += 1;
                }
                _ => {
                    let Some((again, from)) = back else {
                        return false;
                    };
                    back = Some((again, from + 1));
                    (at, part) = (from + 1, again);
                }
            }
        }
        self.0[part..].iter().all(|p| *p == Part::Any)
    }
}
