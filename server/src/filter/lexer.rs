//! CQL2 text into words, numbers and signs.

use super::FilterError;
use super::error::short;

/// A piece of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A bare word: a keyword or a name.
    Word(String),
    /// A name in double quotes: never a keyword.
    Name(String),
    /// Text in single quotes.
    Text(String),
    /// A number without sign.
    Number(f64),
    /// A sign.
    Sign(&'static str),
    /// Nothing more.
    End,
}

impl Token {
    /// The token in words, for a message.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Word(w) => format!("`{}`", short(w)),
            Self::Name(w) => format!("the name \"{}\"", short(w)),
            Self::Text(w) => format!("the text '{}'", short(w)),
            Self::Number(n) => format!("the number {n}"),
            Self::Sign(s) => format!("`{s}`"),
            Self::End => "the end".to_owned(),
        }
    }
}

/// Signs, the longer ones first.
const SIGNS: &[&str] = &[
    "<>", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "%", "^",
];

/// All tokens with the character at which each begins, the end last.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, FilterError> {
    let all: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&c) = all.get(at) {
        let begin = at;
        let token = if c.is_whitespace() {
            at += 1;
            continue;
        } else if c == '\'' || c == '"' {
            quoted(&all, &mut at)?
        } else if c.is_ascii_digit() || (c == '.' && digit(&all, at + 1)) {
            number(&all, &mut at)?
        } else if c.is_alphabetic() || c == '_' || c == ':' {
            let end = all[at..].iter().position(|c| !in_name(*c));
            at = end.map_or(all.len(), |n| at + n);
            Token::Word(all[begin..at].iter().collect())
        } else {
            let sign = SIGNS
                .iter()
                .find(|s| s.chars().eq(all[at..].iter().take(s.len()).copied()));
            let Some(sign) = sign else {
                return Err(FilterError::Syntax {
                    at: at + 1,
                    got: format!("`{}`", c.escape_debug()),
                    expected: "a name, a value or an operator",
                });
            };
            at += sign.len();
            Token::Sign(sign)
        };
        found.push((begin + 1, token));
    }
    found.push((all.len() + 1, Token::End));
    Ok(found)
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '.')
}

fn digit(all: &[char], at: usize) -> bool {
    all.get(at).is_some_and(char::is_ascii_digit)
}

/// What stands between two quotes; a quote within is written twice, or after a backslash.
fn quoted(all: &[char], at: &mut usize) -> Result<Token, FilterError> {
    let (begin, quote) = (*at, all[*at]);
    let mut inside = String::new();
    *at += 1;
    while let Some(&c) = all.get(*at) {
        let next = all.get(*at + 1).copied();
        if c == quote && next != Some(quote) {
            *at += 1;
            return Ok(if quote == '"' {
                Token::Name(inside)
            } else {
                Token::Text(inside)
            });
        }
        if c == quote || (c == '\\' && quote == '\'' && next == Some(quote)) {
            inside.push(quote);
            *at += 2;
        } else {
            inside.push(c);
            *at += 1;
        }
    }
    Err(FilterError::Syntax {
        at: begin + 1,
        got: "a quote that does not end".to_owned(),
        expected: "a quoted text",
    })
}

fn number(all: &[char], at: &mut usize) -> Result<Token, FilterError> {
    let begin = *at;
    let digits = |at: &mut usize| {
        while digit(all, *at) {
            *at += 1;
        }
    };
    digits(at);
    if all.get(*at) == Some(&'.') {
        *at += 1;
        digits(at);
    }
    if matches!(all.get(*at), Some('e' | 'E')) {
        let signed = usize::from(matches!(all.get(*at + 1), Some('+' | '-')));
        if digit(all, *at + 1 + signed) {
            *at += 1 + signed;
            digits(at);
        }
    }
    let text: String = all[begin..*at].iter().collect();
    let parsed = text.parse::<f64>().ok().filter(|n| n.is_finite());
    parsed.map(Token::Number).ok_or(FilterError::Syntax {
        at: begin + 1,
        got: format!("`{}`", short(&text)),
        expected: "a finite number",
    })
}
