//! Probits written as formulas: `1.47 + 1.37 ln(P psig)`.

/// A probit a + b ln D, and the unit its formula names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Formula {
    /// a.
    pub(super) a: f64,
    /// b.
    pub(super) b: f64,
    /// Unit of the dose, as written; empty where there is none.
    pub(super) unit: String,
}

/// Reads `a + b ln(… unit)` or `a+b ln(…), unit`: two numbers before `ln`, of which the second has a sign before it, and the
/// last word as the unit.
pub(super) fn formula(text: &str) -> Option<Formula> {
    let (before, after) = text.split_once("ln")?;
    let before: String = before
        .replace('−', "-")
        .replace(['*', '·'], " ")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    // The sign between a and b: the last that is not at the start of the number or after an exponent.
    let at = before
        .char_indices()
        .rev()
        .find(|(i, c)| {
            matches!(c, '+' | '-') && !before.get(..*i).unwrap_or_default().ends_with(['e', 'E'])
        })
        .map(|(i, _)| i)?;
    let (a, b) = before.split_at_checked(at)?;
    // What stands before a, as a name, is no part of it.
    let from = a
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | 'e' | 'E'))
        .last()
        .map(|(i, _)| i)?;
    let a = a.get(from..)?.trim_start_matches(['e', 'E']);
    let unit = match after.rsplit_once(')') {
        Some((_, tail)) if !tail.trim_matches([',', ';', ' ']).is_empty() => tail,
        Some((inside, _)) => inside.split_whitespace().last()?,
        None => "",
    };
    let unit = unit.trim_matches(|c: char| c == ',' || c == ';' || c == '(' || c.is_whitespace());
    Some(Formula {
        a: a.parse().ok()?,
        b: b.parse().ok()?,
        unit: unit.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read() {
        let read = |text: &str| formula(text).map(|f| (f.a, f.b, f.unit));
        let of = |a: f64, b: f64, unit: &str| Some((a, b, unit.to_owned()));
        assert_eq!(read("1.47 + 1.37 ln(P psig)"), of(1.47, 1.37, "psig"));
        assert_eq!(read("5.13+1.37 ln(P), bar"), of(5.13, 1.37, "bar"));
        assert_eq!(
            read("Eisenberg -38.48+2.56 ln(t I^(4/3)), W/m2"),
            of(-38.48, 2.56, "W/m2")
        );
        assert_eq!(read("-77.1 + 6.91 * ln(P Pa)"), of(-77.1, 6.91, "Pa"));
        assert_eq!(read("Lees"), None);
        assert_eq!(read("ln(x)"), None);
        assert_eq!(read("2 ln(x)"), None);
        assert_eq!(read("one+two ln(x)"), None);
    }
}
