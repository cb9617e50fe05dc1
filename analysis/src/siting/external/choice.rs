//! Which method of GB/T 37243-2019 gives the external safety distance of a facility.
//!
//! ```text
//! 1  a unit has explosives                                   consequence method
//! 2  a unit has toxic or flammable gases with Σ q/Q ≥ 1      risk, of the whole enterprise
//! 3  else                                                    distances of the governing codes
//! ```
//!
//! q is the design maximum quantity, Q the critical quantity of GB 18218-2018, both in t. The sum is over such gases
//! of one unit: the standard speaks of the installation or facility (装置和设施), which is a unit here. That it is a sum,
//! and that it is held against 1, is from memory; where only the sum over the whole enterprise reaches 1, the choice
//! says so.
//!
//! A facility has the first method that any of its units has for certain; the others are named beside it. It is unknown
//! where no unit settles it and a substance, class or quantity that is missing could: then that is named. A method that
//! is certain for one unit stays certain where another one is open, and what is open is named too.
//!
//! Source: GB/T 37243-2019 clauses 1, 3, 4, by public restatements; confidence by row of `gbt37243_methods.csv`.

use super::contents::{self, Answer, Contents};
use super::reasons;
use crate::city::Site;
use crate::facts::FacilityStatus;
use crate::grading::major_hazard::{Grade, Reason, weaker};
use crate::standards::gbt37243::{self, STANDARD};

/// A method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Explosives: by overpressure (事故后果法).
    Consequence,
    /// By individual and societal risk (定量风险评价法).
    Risk,
    /// By the fixed distances of the governing codes.
    FixedDistance,
    /// Something that decides is missing.
    Unknown,
    /// The standard does not speak of it; another one does.
    OutOfScope,
    /// A closed facility.
    NotJudged,
}

impl Method {
    /// Code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Consequence => "consequence",
            Self::Risk => "qra",
            Self::FixedDistance => "fixed_distance",
            Self::Unknown => "unknown",
            Self::OutOfScope => "out_of_scope",
            Self::NotJudged => "not_judged",
        }
    }

    /// Chinese and English name.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Consequence | Self::Risk | Self::FixedDistance => {
                let row = gbt37243::method(self.code());
                (&row.name_zh, &row.name_en)
            }
            Self::Unknown => ("方法未定", "method not known"),
            Self::OutOfScope => ("执行其专门标准", "its own standard"),
            Self::NotJudged => ("不判定", "not judged"),
        }
    }

    /// Whether the standard is applied.
    pub const fn is_judged(self) -> bool {
        !matches!(self, Self::OutOfScope | Self::NotJudged)
    }
}

/// Something that is missing and that the method depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Lacking {
    /// Position of the unit in the facility; `None` where the facility has no units.
    pub unit: Option<usize>,
    /// Position of the vessel in the facility; `None` where the unit has no vessels.
    pub vessel: Option<usize>,
    /// The attribute that would settle it: `substance`, `hazard_class`, `quantity_t`, `units` or `vessels`.
    pub field: &'static str,
    /// The methods that it could lead to.
    pub could_be: Vec<Method>,
}

/// What is known of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitChoice {
    /// Its method; [`Method::Unknown`] where it is open.
    pub method: Method,
    /// Whether it has explosives.
    pub explosive: Answer,
    /// Σ q/Q of its toxic and flammable gases; a lower bound where `gas_is_open`.
    pub sum_q_over_q: f64,
    /// Whether it has such gases at all, for certain.
    pub has_gas: bool,
    /// Whether more may belong into the sum.
    pub gas_is_open: bool,
    /// What is missing.
    pub lacking: Vec<Lacking>,
    /// How sure the classes of what it holds are.
    pub confidence: &'static str,
}

/// The method of a facility.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The method.
    pub method: Method,
    /// Further methods, that other units of it have for certain.
    pub also: Vec<Method>,
    /// Why.
    pub why: Reason,
    /// Standard and clause.
    pub clause: String,
    /// How sure it is.
    pub confidence: &'static str,
    /// The unit that decides.
    pub unit: Option<usize>,
    /// The greatest Σ q/Q of a unit; `None` where no unit has such gases for certain.
    pub sum_q_over_q: Option<f64>,
    /// Σ q/Q over all units.
    pub enterprise_sum_q_over_q: Option<f64>,
    /// Whether the sums are lower bounds.
    pub sum_is_least: bool,
    /// What is missing and could change the method or add one.
    pub lacking: Vec<Lacking>,
    /// The standard that speaks of it where this one does not.
    pub own_standard: Option<&'static str>,
    /// By unit, in their order.
    pub units: Vec<UnitChoice>,
}

/// The method of a facility; `grades` are those of its units, in their order.
pub fn choose(site: &Site, grades: &[Grade]) -> Choice {
    let units: Vec<UnitChoice> = grades
        .iter()
        .enumerate()
        .map(|(unit, grade)| of_unit(site, unit, grade))
        .collect();
    let mut lacking: Vec<Lacking> = units.iter().flat_map(|u| u.lacking.clone()).collect();
    if units.is_empty() {
        lacking.push(Lacking {
            unit: None,
            vessel: None,
            field: "units",
            could_be: vec![Method::Consequence, Method::Risk, Method::FixedDistance],
        });
    }
    let method = if site.facility.status == FacilityStatus::Closed {
        Method::NotJudged
    } else if gbt37243::excluded(&site.facility).is_some() {
        Method::OutOfScope
    } else {
        first_certain(&units)
    };
    if !method.is_judged() {
        lacking.clear();
    }
    let unit = deciding(method, &units);
    let has_gas = units.iter().any(|u| u.has_gas);
    let sums = || units.iter().map(|u| u.sum_q_over_q);
    let mut choice = Choice {
        method,
        also: also(method, &units),
        why: Reason::new("", ""),
        clause: String::new(),
        confidence: "sourced",
        unit,
        sum_q_over_q: has_gas.then(|| sums().fold(0.0, f64::max)),
        enterprise_sum_q_over_q: has_gas.then(|| sums().sum()),
        sum_is_least: units.iter().any(|u| u.gas_is_open),
        lacking,
        own_standard: None,
        units,
    };
    rest_on(&mut choice, site);
    choice.why = reasons::why(site, &choice);
    choice
}

/// Clause and confidence of a choice.
fn rest_on(choice: &mut Choice, site: &Site) {
    let of_contents = choice
        .units
        .iter()
        .map(|u| u.confidence)
        .fold("sourced", weaker);
    (choice.clause, choice.confidence) = match choice.method {
        Method::Consequence | Method::Risk | Method::FixedDistance => {
            let row = gbt37243::method(choice.method.code());
            let decides = match choice.unit {
                Some(unit) => choice.units[unit].confidence,
                None => of_contents,
            };
            (
                format!("{STANDARD} {}", row.clause),
                weaker(&row.confidence, decides),
            )
        }
        Method::OutOfScope => {
            let excluded = gbt37243::excluded(&site.facility);
            choice.own_standard = excluded.map(|e| e.own_standard.as_str());
            (
                format!("{STANDARD} {}", excluded.map_or("1", |e| e.clause.as_str())),
                excluded.map_or("memory", |e| e.confidence.as_str()),
            )
        }
        Method::Unknown => (format!("{STANDARD} 4"), "memory"),
        Method::NotJudged => (String::new(), "sourced"),
    };
}

fn of_unit(site: &Site, unit: usize, grade: &Grade) -> UnitChoice {
    let held: Vec<usize> = (0..site.vessels.len())
        .filter(|v| site.vessels[*v].0 == unit)
        .collect();
    let mut of = Tally::default();
    for (vessel, item) in held.iter().zip(&grade.items) {
        let what = contents::of(&site.vessels[*vessel].1);
        of.add(*vessel, what, item.quantity_t.is_none(), item.q_over_q);
    }
    if held.is_empty() {
        of.explosive = Answer::Perhaps;
        of.open.push((None, "vessels", Answer::Perhaps, true));
    }
    let threshold = gbt37243::threshold_q_over_q();
    let reaches = of.sum >= threshold;
    let gas_is_open = of.open.iter().any(|(.., gas)| *gas);
    let method = match of.explosive {
        Answer::Yes => Method::Consequence,
        Answer::Perhaps => Method::Unknown,
        Answer::No if reaches => Method::Risk,
        Answer::No if gas_is_open => Method::Unknown,
        Answer::No => Method::FixedDistance,
    };
    let lacking = of
        .open
        .iter()
        .filter_map(|(vessel, field, explosive, gas)| {
            let mut could_be = Vec::new();
            if *explosive == Answer::Perhaps && of.explosive == Answer::Perhaps {
                could_be.push(Method::Consequence);
            }
            if *gas && !reaches && of.explosive != Answer::Yes {
                could_be.push(Method::Risk);
            }
            if could_be.is_empty() {
                return None;
            }
            could_be.push(if reaches {
                Method::Risk
            } else {
                Method::FixedDistance
            });
            Some(Lacking {
                unit: Some(unit),
                vessel: *vessel,
                field,
                could_be,
            })
        })
        .collect();
    UnitChoice {
        method,
        explosive: of.explosive,
        sum_q_over_q: of.sum,
        has_gas: of.has_gas,
        gas_is_open,
        lacking,
        confidence: of.confidence,
    }
}

/// What is counted up over the vessels of a unit.
struct Tally {
    explosive: Answer,
    sum: f64,
    has_gas: bool,
    /// Vessel, field, whether it may be an explosive, whether it may add to the sum.
    open: Vec<(Option<usize>, &'static str, Answer, bool)>,
    confidence: &'static str,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            explosive: Answer::No,
            sum: 0.0,
            has_gas: false,
            open: Vec::new(),
            confidence: "sourced",
        }
    }
}

impl Tally {
    fn add(&mut self, vessel: usize, of: Contents, is_unmeasured: bool, q_over_q: Option<f64>) {
        self.confidence = weaker(self.confidence, of.confidence);
        self.explosive = match (self.explosive, of.explosive) {
            (Answer::Yes, _) | (_, Answer::Yes) => Answer::Yes,
            (Answer::Perhaps, _) | (_, Answer::Perhaps) => Answer::Perhaps,
            _ => Answer::No,
        };
        self.has_gas |= of.gas == Answer::Yes;
        let counted = q_over_q.filter(|_| of.gas == Answer::Yes);
        self.sum += counted.unwrap_or(0.0);
        let gas_is_open = of.gas == Answer::Perhaps || (of.gas == Answer::Yes && counted.is_none());
        if of.explosive == Answer::Perhaps || gas_is_open {
            let by_quantity = if is_unmeasured {
                "quantity_t"
            } else {
                "substance"
            };
            let field = of.field.unwrap_or(by_quantity);
            self.open
                .push((Some(vessel), field, of.explosive, gas_is_open));
        }
    }
}

/// The first method that a unit has for certain; a fixed distance only where all have it.
fn first_certain(units: &[UnitChoice]) -> Method {
    let has = |m: Method| units.iter().any(|u| u.method == m);
    if has(Method::Consequence) {
        Method::Consequence
    } else if has(Method::Risk) {
        Method::Risk
    } else if !units.is_empty() && units.iter().all(|u| u.method == Method::FixedDistance) {
        Method::FixedDistance
    } else {
        Method::Unknown
    }
}

/// Methods of other units; risk is of the whole enterprise and leaves no fixed distance beside it.
fn also(method: Method, units: &[UnitChoice]) -> Vec<Method> {
    if method != Method::Consequence {
        return Vec::new();
    }
    let has = |m: Method| units.iter().any(|u| u.method == m);
    if has(Method::Risk) {
        vec![Method::Risk]
    } else if has(Method::FixedDistance) {
        vec![Method::FixedDistance]
    } else {
        Vec::new()
    }
}

/// The unit that decides: the first with explosives, the one with the greatest sum.
fn deciding(method: Method, units: &[UnitChoice]) -> Option<usize> {
    match method {
        Method::Consequence => units.iter().position(|u| u.method == method),
        Method::Risk => (0..units.len())
            .filter(|u| units[*u].method == method)
            .reduce(|a, b| {
                if units[b].sum_q_over_q > units[a].sum_q_over_q {
                    b
                } else {
                    a
                }
            }),
        _ => None,
    }
}
