//! Which risk may be: limits of individual risk, lines of societal risk.
//!
//! | criterion | individual or societal | confidence |
//! |---|---|---|
//! | GB 36894-2018 | 3e-7, 3e-6, 1e-5 new; 3e-6, 1e-5, 3e-5 in service; by class of what is to be protected | values read on a page, classes from memory |
//! | GB 36894-2018 | lines of slope −1 through (10, 1e-4) and (10, 1e-6); 1,000 deaths or more not at all | secondary; the 1,000 from memory |
//! | Bevi art. 13, CPR 18E fig. 6.8 | 1e-3/N² for N ≥ 10, orientation | printed |
//! | HSE, *Reducing risks, protecting people* (2001) para. 136 | 50 deaths, 1 in 5,000 a year | printed; the slope −1 through it is common use, from memory |
//!
//! Between the two lines of GB 36894 risk is to be reduced as far as is reasonably practicable (ALARP).

use super::societal::FnCurve;

/// A criterion line F = c N^slope.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Name in JSON.
    pub name: &'static str,
    /// Frequency at one death, 1/yr.
    pub at_one_per_yr: f64,
    /// Exponent of N.
    pub slope: f64,
    /// The least number of deaths of which it speaks.
    pub from_deaths: f64,
    /// From so many deaths on nothing is accepted.
    pub never_from_deaths: f64,
    /// Where it stands, and how sure that is.
    pub source: &'static str,
}

/// Above it societal risk is not accepted: GB 36894-2018.
pub const CHINA_UPPER: Line = Line {
    name: "gb36894_upper",
    at_one_per_yr: 1e-3,
    slope: -1.0,
    from_deaths: 0.0,
    never_from_deaths: 1_000.0,
    source: "GB 36894-2018, secondary source; from 1,000 deaths on not accepted (from memory)",
};

/// Below it societal risk is accepted: GB 36894-2018.
pub const CHINA_LOWER: Line = Line {
    name: "gb36894_lower",
    at_one_per_yr: 1e-5,
    slope: -1.0,
    from_deaths: 0.0,
    never_from_deaths: 1_000.0,
    source: "GB 36894-2018, secondary source; from 1,000 deaths on not accepted (from memory)",
};

/// Orientation value of the Netherlands: Bevi art. 13, CPR 18E fig. 6.8.
pub const BEVI: Line = Line {
    name: "bevi",
    at_one_per_yr: 1e-3,
    slope: -2.0,
    from_deaths: 10.0,
    never_from_deaths: f64::INFINITY,
    source: "Bevi art. 13(1)(b); CPR 18E fig. 6.8, for 10 deaths or more",
};

/// Through the point of the HSE, 50 deaths at 2e-4: R2P2 para. 136.
pub const R2P2: Line = Line {
    name: "r2p2",
    at_one_per_yr: 1e-2,
    slope: -1.0,
    from_deaths: 0.0,
    never_from_deaths: f64::INFINITY,
    source: "HSE R2P2 (2001) para. 136: the point (50, 1 in 5,000 a year); slope -1 from memory",
};

/// Every line.
pub const LINES: [Line; 4] = [CHINA_UPPER, CHINA_LOWER, BEVI, R2P2];

impl Line {
    /// Frequency, 1/yr, on the line at a number of deaths; none where it does not speak of so few.
    pub fn at(&self, deaths: f64) -> Option<f64> {
        let speaks = deaths > 0.0 && deaths >= self.from_deaths;
        speaks.then(|| self.at_one_per_yr * deaths.powf(self.slope))
    }

    /// What may be, 1/yr: the line, and next to nothing (1e-300) where no frequency is accepted.
    pub fn limit(&self, deaths: f64) -> Option<f64> {
        let is_accepted = deaths < self.never_from_deaths;
        self.at(deaths)
            .map(|f| if is_accepted { f } else { 1e-300 })
    }
}

/// What is to be said of a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Below the lower line.
    Acceptable,
    /// To be reduced as far as is reasonably practicable.
    Alarp,
    /// Above the upper line.
    Unacceptable,
}

/// The verdict of GB 36894-2018 on an F-N curve.
pub fn societal(curve: &FnCurve) -> Verdict {
    let crosses = |line| curve.worst(line).is_some_and(|w| w.ratio > 1.0);
    if crosses(&CHINA_UPPER) {
        Verdict::Unacceptable
    } else if crosses(&CHINA_LOWER) {
        Verdict::Alarp
    } else {
        Verdict::Acceptable
    }
}

/// Class of what is to be protected: GB 36894-2018 3.1, from memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProtectionClass {
    /// Highly sensitive, important, and general of the first class: schools, hospitals, large housing.
    First,
    /// General of the second class: smaller housing, offices.
    Second,
    /// General of the third class: few people.
    Third,
}

/// Limit of individual risk, 1/yr, for a hazardous installation that is new or in service: GB 36894-2018 table 1.
pub fn individual_limit_per_yr(class: ProtectionClass, is_new: bool) -> f64 {
    match (class, is_new) {
        (ProtectionClass::First, true) => 3e-7,
        (ProtectionClass::First, false) | (ProtectionClass::Second, true) => 3e-6,
        (ProtectionClass::Second, false) | (ProtectionClass::Third, true) => 1e-5,
        (ProtectionClass::Third, false) => 3e-5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_through_their_points() {
        for (line, n, f) in [
            (BEVI, 10.0, 1e-5),
            (BEVI, 1000.0, 1e-9),
            (R2P2, 50.0, 2e-4),
            (CHINA_UPPER, 10.0, 1e-4),
            (CHINA_LOWER, 10.0, 1e-6),
        ] {
            assert!((line.at(n).unwrap() / f - 1.0).abs() < 1e-12, "{line:?}");
        }
        assert_eq!(BEVI.at(9.0), None);
        assert_eq!(CHINA_UPPER.at(0.0), None);
    }

    #[test]
    fn a_verdict_is_that_of_the_worst_step() {
        let verdict = |f, n| societal(&FnCurve::new(&[(f, n)]).unwrap());
        assert_eq!(verdict(1e-7, 10.0), Verdict::Acceptable);
        assert_eq!(verdict(1e-5, 10.0), Verdict::Alarp);
        assert_eq!(verdict(1.1e-4, 10.0), Verdict::Unacceptable);
        assert_eq!(verdict(1e-12, 1000.0), Verdict::Unacceptable);
    }

    #[test]
    fn what_is_in_service_may_risk_more_and_what_is_more_sensitive_less() {
        use ProtectionClass::{First, Second, Third};
        for class in [First, Second, Third] {
            assert!(individual_limit_per_yr(class, true) < individual_limit_per_yr(class, false));
        }
        let new = [First, Second, Third].map(|c| individual_limit_per_yr(c, true));
        assert!(new.is_sorted());
    }
}
