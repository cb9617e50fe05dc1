//! Accidents of nearly the same number of deaths, kept together by the sum of their frequencies and of their deaths.

/// Steps of a decade of deaths in which accidents are kept together.
pub const PER_DECADE: f64 = 100.0;

/// Accidents by hundredth of a decade of deaths, to add to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bins {
    /// Step of the first of them.
    first: i32,
    /// Frequency, and frequency times deaths, 1/yr, step by step.
    sums: Vec<(f64, f64)>,
}

/// The same, without the steps in which there is nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Packed(Vec<(i32, f64, f64)>);

impl Bins {
    /// Adds accidents that happen `per_year` and kill so many, a number above zero.
    pub fn add(&mut self, per_year: f64, deaths: f64) {
        let step = (deaths.log10() * PER_DECADE).floor() as i32;
        self.put(step, per_year, per_year * deaths);
    }

    /// Adds what others have.
    pub fn merge(&mut self, others: &Packed) {
        for (step, f, f_n) in &others.0 {
            self.put(*step, *f, *f_n);
        }
    }

    fn put(&mut self, step: i32, f: f64, f_n: f64) {
        if self.sums.is_empty() {
            self.first = step;
        }
        if step < self.first {
            let more = self.first.abs_diff(step) as usize;
            self.sums
                .splice(0..0, std::iter::repeat_n((0.0, 0.0), more));
            self.first = step;
        }
        let at = step.abs_diff(self.first) as usize;
        if at >= self.sums.len() {
            self.sums.resize(at + 1, (0.0, 0.0));
        }
        let sum = &mut self.sums[at];
        sum.0 += f;
        sum.1 += f_n;
    }

    /// Without what is empty.
    pub fn packed(&self) -> Packed {
        let filled = self.sums.iter().zip(self.first..);
        Packed(
            filled
                .filter(|((f, _), _)| *f > 0.0)
                .map(|((f, f_n), step)| (step, *f, *f_n))
                .collect(),
        )
    }
}

impl Packed {
    /// Accidents by rising number of deaths: frequency (1/yr) and deaths.
    pub fn accidents(&self) -> impl DoubleEndedIterator<Item = (f64, f64)> + '_ {
        self.0.iter().map(|(_, f, f_n)| (*f, f_n / f))
    }

    /// Expected deaths a year.
    pub fn pll_per_year(&self) -> f64 {
        self.0.iter().map(|(_, _, f_n)| f_n).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_in_any_order_is_kept_by_its_deaths() {
        let all = [(1e-5, 3.0), (2e-6, 0.004), (1e-5, 3.0), (7e-9, 1_250.0)];
        let mut bins = Bins::default();
        for (f, n) in all {
            bins.add(f, n);
        }
        let packed = bins.packed();
        let found: Vec<(f64, f64)> = packed.accidents().collect();
        assert_eq!(found.len(), 3);
        for ((f, n), (want_f, want_n)) in
            found
                .iter()
                .zip([(2e-6, 0.004), (2e-5, 3.0), (7e-9, 1_250.0)])
        {
            assert!((f / want_f - 1.0).abs() < 1e-12 && (n / want_n - 1.0).abs() < 1e-12);
        }
        let pll: f64 = all.iter().map(|(f, n)| f * n).sum();
        assert!((packed.pll_per_year() / pll - 1.0).abs() < 1e-12);
        let mut twice = Bins::default();
        twice.merge(&packed);
        twice.merge(&packed);
        assert!((twice.packed().pll_per_year() / pll - 2.0).abs() < 1e-12);
        assert_eq!(Bins::default().packed().accidents().count(), 0);
    }
}
