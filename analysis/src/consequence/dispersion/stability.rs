//! Stability of the air, and the ground it goes over.

/// Stability of the air by Pasquill: A very unstable, D neutral, F stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stability {
    /// Very unstable.
    A,
    /// Unstable.
    B,
    /// Slightly unstable.
    C,
    /// Neutral.
    D,
    /// Slightly stable.
    E,
    /// Stable.
    F,
}

impl Stability {
    /// All six, from unstable to stable.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::E, Self::F];

    /// The class of a letter, large or small.
    pub fn parse(text: &str) -> Option<Self> {
        let mut letters = text.trim().chars();
        let class = match letters.next()?.to_ascii_uppercase() {
            'A' => Self::A,
            'B' => Self::B,
            'C' => Self::C,
            'D' => Self::D,
            'E' => Self::E,
            'F' => Self::F,
            _ => return None,
        };
        letters.next().is_none().then_some(class)
    }

    /// The entry of this class in a row of six.
    pub(crate) fn of<T: Copy>(self, row: &[T; 6]) -> T {
        let [a, b, c, d, e, f] = *row;
        match self {
            Self::A => a,
            Self::B => b,
            Self::C => c,
            Self::D => d,
            Self::E => e,
            Self::F => f,
        }
    }
}

/// What the wind blows over, for the sets that know two kinds of ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terrain {
    /// Open land.
    Rural,
    /// A town.
    Urban,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_classes_and_nothing_else_is() {
        assert_eq!(Stability::parse(" f "), Some(Stability::F));
        for no in ["", "G", "AB", "1", "D5"] {
            assert_eq!(Stability::parse(no), None, "{no}");
        }
    }
}
