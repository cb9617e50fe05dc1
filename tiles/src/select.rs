//! A choice among the features of a layer.

/// Which features of a layer are wanted, by their position; one bit a feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    bits: Vec<u64>,
}

impl Selection {
    /// The positions below `len` for which `is_wanted` says so.
    pub fn of(len: usize, is_wanted: impl Fn(usize) -> bool) -> Self {
        let word = |w: usize| {
            let of_word = (0..64)
                .map(|b| 64 * w + b)
                .filter(|i| *i < len && is_wanted(*i));
            of_word.fold(0, |word, i| word | 1 << (i % 64))
        };
        Self {
            bits: (0..len.div_ceil(64)).map(word).collect(),
        }
    }

    /// Whether a feature is wanted; one beyond the length is not.
    pub fn has(&self, feature: usize) -> bool {
        let word = self.bits.get(feature / 64);
        word.is_some_and(|word| word >> (feature % 64) & 1 == 1)
    }

    /// How many are wanted.
    pub fn count(&self) -> usize {
        self.bits.iter().map(|w| w.count_ones() as usize).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_there_and_nothing_else() {
        let third = Selection::of(200, |i| i % 3 == 0);
        assert!((0..300).all(|i| third.has(i) == (i < 200 && i % 3 == 0)));
        assert_eq!(third.count(), 67);
    }
}
