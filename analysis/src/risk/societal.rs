//! How likely an accident kills many at once.
//!
//! ```text
//! F(N) = Σ f of the scenarios with Nᵢ ≥ N       "N or more"                             PB 6.6
//! PLL  = Σ f N = ∫ F dN                         potential loss of life, expected deaths a year
//! N    = ρ β (r2² − r1²) Pd                     deaths in a wedge over an even population
//! ```
//!
//! F is a step function, continuous from the left: a falling criterion line is tightest at the right end of each step,
//! at a Nᵢ itself. Scenarios without deaths do not enter. Sums carry their rounding error along, so that the area
//! under the curve is the PLL to 1e-12.
//!
//! Source: TNO Purple Book CPR 18E (1999) 6.6. Closed forms.

use super::criteria::Line;
use super::exact_sum;
use crate::error::{Error, checked};

/// A step of the curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Number of deaths, N.
    pub deaths: f64,
    /// Frequency of N or more, 1/yr.
    pub per_yr: f64,
}

/// Where a curve is worst against a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worst {
    /// F over the line; above 1 the line is crossed.
    pub ratio: f64,
    /// At this number of deaths.
    pub deaths: f64,
}

/// An F-N curve.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FnCurve {
    /// By rising number of deaths.
    steps: Vec<Step>,
    pll_per_yr: f64,
}

impl FnCurve {
    /// The curve of scenarios (frequency per year, number of deaths), in any order.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where one is negative or not finite.
    pub fn new(scenarios: &[(f64, f64)]) -> Result<Self, Error> {
        for (f, n) in scenarios {
            checked("frequency, 1/yr", *f, 0.0, 1e9)?;
            checked("number of deaths", *n, 0.0, 1e10)?;
        }
        let mut deadly: Vec<(f64, f64)> = scenarios
            .iter()
            .copied()
            .filter(|(f, n)| *n > 0.0 && *f > 0.0)
            .collect();
        deadly.sort_by(|a, b| b.1.total_cmp(&a.1));
        // From the greatest number on: sum and what it lost to rounding.
        let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
        let mut steps: Vec<Step> = Vec::new();
        for (f, n) in &deadly {
            let next = sum + f;
            lost += if sum >= *f {
                (sum - next) + f
            } else {
                (f - next) + sum
            };
            sum = next;
            match steps.last_mut() {
                Some(step) if step.deaths.total_cmp(n).is_eq() => step.per_yr = sum + lost,
                _ => steps.push(Step {
                    deaths: *n,
                    per_yr: sum + lost,
                }),
            }
        }
        steps.reverse();
        Ok(Self {
            steps,
            pll_per_yr: exact_sum(deadly.iter().map(|(f, n)| f * n)),
        })
    }

    /// The steps, by rising number of deaths.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Frequency of `deaths` or more, 1/yr.
    pub fn at(&self, deaths: f64) -> f64 {
        let first = self.steps.partition_point(|s| s.deaths < deaths);
        self.steps.get(first).map_or(0.0, |s| s.per_yr)
    }

    /// Expected deaths a year, Σ f N.
    pub fn pll_per_yr(&self) -> f64 {
        self.pll_per_yr
    }

    /// Area under the curve from 0 on: the PLL again.
    pub fn area(&self) -> f64 {
        let before = std::iter::once(0.0).chain(self.steps.iter().map(|s| s.deaths));
        exact_sum(
            self.steps
                .iter()
                .zip(before)
                .map(|(s, left)| s.per_yr * (s.deaths - left)),
        )
    }

    /// Where the curve is worst against a line; none where it has no step that the line speaks of.
    pub fn worst(&self, line: &Line) -> Option<Worst> {
        self.steps
            .iter()
            .filter_map(|s| {
                Some(Worst {
                    ratio: (s.per_yr / line.limit(s.deaths)?).min(f64::MAX),
                    deaths: s.deaths,
                })
            })
            .max_by(|a, b| a.ratio.total_cmp(&b.ratio))
    }
}

/// Deaths in a wedge from `near_m` to `far_m` with a half angle, over an even population; the same for every wind.
pub fn deaths_in_wedge(
    density_per_m2: f64,
    near_m: f64,
    far_m: f64,
    half_angle_rad: f64,
    probability_of_death: f64,
) -> f64 {
    let area = half_angle_rad * (far_m - near_m).max(0.0) * (far_m + near_m);
    density_per_m2 * area * probability_of_death
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::criteria::{BEVI, CHINA_LOWER, CHINA_UPPER};
    use super::*;

    /// Computed by other hands: ties, a zero and a number that is not whole.
    fn set() -> FnCurve {
        FnCurve::new(&[
            (1e-4, 15.0),
            (5e-6, 120.0),
            (1e-3, 0.0),
            (3e-5, 15.0),
            (2e-3, 1.5),
            (7e-7, 900.0),
        ])
        .unwrap()
    }

    #[test]
    fn ties_zeros_and_broken_numbers_are_counted_as_others_counted_them() {
        let curve = set();
        for (step, (n, f)) in curve.steps().iter().zip([
            (1.5, 2.1357e-3),
            (15.0, 1.357e-4),
            (120.0, 5.7e-6),
            (900.0, 7e-7),
        ]) {
            assert!((step.deaths - n).abs() < 1e-12 && (step.per_yr / f - 1.0).abs() < 1e-12);
        }
        assert!((curve.pll_per_yr() / 6.18e-3 - 1.0).abs() < 1e-12);
        assert!(curve.at(900.5).abs() < 1e-300);
        for (line, ratio, at) in [
            (CHINA_UPPER, 3.203_55, 1.5),
            (CHINA_LOWER, 320.355, 1.5),
            (BEVI, 567.0, 900.0),
        ] {
            let worst = curve.worst(&line).unwrap();
            assert!((worst.ratio / ratio - 1.0).abs() < 1e-9, "{worst:?}");
            assert!((worst.deaths - at).abs() < 1e-12);
        }
    }

    #[test]
    fn nothing_deadly_is_an_empty_curve() {
        let none = FnCurve::new(&[(1e-3, 0.0)]).unwrap();
        assert!(none.steps().is_empty() && none.pll_per_yr().abs() < 1e-300);
        assert_eq!(none.worst(&BEVI), None);
        for wrong in [
            (-1.0, 1.0),
            (1.0, -1.0),
            (f64::NAN, 1.0),
            (1.0, f64::INFINITY),
        ] {
            assert!(FnCurve::new(&[wrong]).is_err());
        }
    }

    proptest! {
        #[test]
        fn the_area_under_the_curve_is_the_expected_loss(
            scenarios in prop::collection::vec((-12.0..-1.0_f64, 0u32..2000), 1..300)
        ) {
            let scenarios: Vec<(f64, f64)> = scenarios
                .into_iter()
                .map(|(log_f, n)| (10_f64.powf(log_f), f64::from(n) / 2.0))
                .collect();
            let curve = FnCurve::new(&scenarios).unwrap();
            prop_assert!((curve.area() - curve.pll_per_yr()).abs() <= 1e-12 * curve.pll_per_yr());
            prop_assert!(curve.steps().windows(2).all(|w| w[0].deaths < w[1].deaths && w[0].per_yr > w[1].per_yr));
            // By its definition.
            for n in [0.5, 1.0, 10.0, 333.3] {
                let f: f64 = scenarios.iter().filter(|s| s.1 >= n).map(|s| s.0).sum();
                prop_assert!((curve.at(n) - f).abs() <= 1e-12 * f);
            }
        }

        #[test]
        fn splitting_a_scenario_in_two_changes_nothing(f in 1e-9..1e-3_f64, n in 1.0..1e3_f64) {
            let one = FnCurve::new(&[(f, n), (1e-5, 7.0)]).unwrap();
            let two = FnCurve::new(&[(f / 2.0, n), (1e-5, 7.0), (f / 2.0, n)]).unwrap();
            prop_assert!((one.at(n) - two.at(n)).abs() <= 1e-15 * f);
            prop_assert!((one.pll_per_yr() - two.pll_per_yr()).abs() <= 1e-12 * one.pll_per_yr());
        }
    }
}
