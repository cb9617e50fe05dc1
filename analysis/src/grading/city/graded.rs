//! The colour of every unit of a city under a ruleset, on a day.

use std::collections::BTreeMap;

use super::measured::{Causer, Firm, Measured};
use super::{Level, People, Pll};
use crate::grading::regional::{Colour, Grade, Index, Policy, Rule, Society, Target, Unit, grade};

/// A unit: one of land, or an enterprise, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// One of [`Measured::places`].
    Place(usize),
    /// One of [`Measured::firms`].
    Firm(usize),
}

/// A firm or park as a whole: where its curve is worst, and what it causes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// Who.
    pub who: Which,
    /// Deaths and frequency (1/yr) where F·N is greatest, which is where the curve is nearest to a line of slope −1.
    pub worst: Option<(f64, f64)>,
    /// Expected deaths a year that it causes.
    pub causes: Pll,
}

/// A graded unit.
#[derive(Debug, Clone, PartialEq)]
pub struct GradedUnit {
    /// Which.
    pub which: Which,
    /// Its level.
    pub level: Level,
    /// Its grade.
    pub grade: Grade,
    /// Its red parts: counties of the city, towns of a county, enterprises of a town or park.
    pub red_children: Vec<Which>,
    /// How many parts it has.
    pub children: usize,
    /// People; none of an enterprise.
    pub people: People,
    /// Expected deaths a year: borne in a unit of land, caused by an enterprise.
    pub pll: Pll,
    /// Of those, caused by firms.
    pub pll_of_firms: Pll,
}

impl GradedUnit {
    /// The index that decides: of those with the colour of the unit the one that is farthest over its line.
    pub fn decisive(&self) -> Index {
        let decided = self.grade.decided_by().into_iter();
        let decades = |i: &Index| self.grade.decades(*i).unwrap_or(f64::NEG_INFINITY);
        decided
            .reduce(|a, b| if decades(&b) > decades(&a) { b } else { a })
            .unwrap_or(Index::Individual)
    }
}

/// All units under a ruleset.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// Name of the ruleset.
    pub ruleset: String,
    /// The day, `2026-11-28`.
    pub day: String,
    /// The units: those of land in their order, then the enterprises.
    pub units: Vec<GradedUnit>,
}

impl Graded {
    /// A unit.
    pub fn unit(&self, which: Which, measured: &Measured) -> &GradedUnit {
        match which {
            Which::Place(at) => &self.units[at],
            Which::Firm(at) => &self.units[measured.places.len() + at],
        }
    }
}

/// The rule of a level.
pub const fn rule(level: Level) -> Rule {
    match level {
        Level::Enterprise => Rule::Strict,
        _ => Rule::Material,
    }
}

/// What grades under one ruleset share.
pub struct Bench<'a> {
    /// What is measured.
    pub measured: &'a Measured,
    /// The ruleset.
    pub policy: &'a Policy,
    /// The day.
    pub day: &'a str,
    /// Firms, in their order, then parks.
    pub curves: Vec<Curve>,
    /// Curve of each park by its place.
    pub park_curves: BTreeMap<usize, usize>,
    sensitive: Vec<bool>,
    is_past_date: bool,
}

impl<'a> Bench<'a> {
    /// Prepares a ruleset on a day.
    pub fn new(measured: &'a Measured, policy: &'a Policy, day: &'a str) -> Self {
        let mut curves: Vec<Curve> = (0..measured.firms.len())
            .map(|i| curve(measured, Which::Firm(i), &[i]))
            .collect();
        let mut park_curves = BTreeMap::new();
        for (place, of) in measured.places.iter().enumerate() {
            if of.level == Level::Park && !measured.firms_of(place).is_empty() {
                park_curves.insert(place, curves.len());
                curves.push(curve(
                    measured,
                    Which::Place(place),
                    measured.firms_of(place),
                ));
            }
        }
        Self {
            sensitive: measured
                .targets
                .iter()
                .map(|t| policy.is_sensitive(&t.kind))
                .collect(),
            is_past_date: policy.is_past_date(Some(day)),
            measured,
            policy,
            day,
            curves,
            park_curves,
        }
    }

    /// The curves that count in a unit, each with the share of its deaths there.
    pub fn shares(&self, which: Which) -> Vec<(usize, f64)> {
        let least = self.policy.societal_least_share;
        match which {
            Which::Firm(firm) => vec![(firm, 1.0)],
            Which::Place(place) => {
                let mut of_parks: BTreeMap<usize, Pll> = BTreeMap::new();
                let mut found = Vec::new();
                for (causer, pll) in &self.measured.lands[place].bears.by_causer {
                    let Causer::Firm(firm) = *causer else {
                        continue;
                    };
                    let share = pll.share_of(self.curves[firm].causes);
                    if share >= least {
                        found.push((firm, share));
                    }
                    for within in &self.measured.firms[firm].within {
                        if let Some(park) = self.park_curves.get(within) {
                            *of_parks.entry(*park).or_default() += *pll;
                        }
                    }
                }
                let own = self.park_curves.get(&place).copied();
                for (park, pll) in of_parks {
                    let share = pll.share_of(self.curves[park].causes);
                    if share >= least && Some(park) != own {
                        found.push((park, share));
                    }
                }
                // A park is judged by what it causes, wherever.
                found.extend(own.map(|park| (park, 1.0)));
                found.sort_by_key(|(curve, _)| *curve);
                found
            }
        }
    }

    /// Whether a target is sensitive.
    pub fn is_sensitive(&self, target: usize) -> bool {
        self.sensitive[target]
    }

    /// Whether sensitive places over their limit should have been put right.
    pub const fn is_past_date(&self) -> bool {
        self.is_past_date
    }

    /// Name of a firm or park in a unit's societies.
    pub fn society_id(&self, curve: usize) -> String {
        match self.curves[curve].who {
            Which::Firm(firm) => format!("enterprise:{}", self.measured.firms[firm].id),
            Which::Place(place) => format!("park:{}", self.measured.places[place].id),
        }
    }

    fn target(&self, at: usize, per_year: f64, limit_per_year: f64) -> Target {
        let of = &self.measured.targets[at];
        Target {
            id: of.id.clone(),
            kind: of.kind.clone(),
            limit_per_year,
            per_year,
            persons: of.persons,
            is_sensitive: self.sensitive[at],
            is_past_date: self.is_past_date,
        }
    }

    /// Overdue major hidden hazards of a firm at an installation that counts.
    pub fn overdue(&self, firm: &Firm) -> u32 {
        let counts = firm
            .installation_level
            .is_some_and(|level| level <= self.policy.floor_major_hazard_level);
        let is_overdue = |due: &Option<String>| due.as_deref().is_some_and(|due| due < self.day);
        let overdue = firm.major_hazards.iter().filter(|h| is_overdue(&h.due_on));
        if counts { overdue.count() as u32 } else { 0 }
    }

    /// Positions of the targets of a unit, in the order of [`Bench::unit`].
    pub fn targets(&self, which: Which) -> Vec<usize> {
        match which {
            Which::Place(place) => self.measured.lands[place].targets.clone(),
            Which::Firm(firm) => self.measured.firms[firm]
                .own
                .iter()
                .map(|o| o.target)
                .collect(),
        }
    }

    /// Expected deaths that the mean risk of a unit of land counts.
    pub fn counted(&self, place: usize) -> Pll {
        let of = &self.measured.lands[place].bears.by_loss;
        if self.policy.mean_counts_pipelines {
            of.all()
        } else {
            of.of_firms()
        }
    }

    /// What the method looks at in a unit.
    pub fn unit(&self, which: Which) -> Unit {
        let societies = self
            .shares(which)
            .into_iter()
            .map(|(curve, share)| Society {
                id: self.society_id(curve),
                points: self.curves[curve].worst.into_iter().collect(),
                share,
            })
            .collect();
        match which {
            Which::Place(place) => {
                let land = &self.measured.lands[place];
                let targets = land.targets.iter().map(|at| {
                    let of = &self.measured.targets[*at];
                    self.target(*at, of.per_year, of.limit_per_year)
                });
                let firms = land
                    .firms
                    .iter()
                    .map(|f| self.overdue(&self.measured.firms[*f]));
                Unit {
                    name: self.measured.places[place].name.clone(),
                    people: land.people.value(),
                    pll_per_year: self.counted(place).value(),
                    targets: targets.collect(),
                    societies,
                    overdue_major_hazards: firms.sum(),
                }
            }
            Which::Firm(firm) => {
                let of = &self.measured.firms[firm];
                let targets = of
                    .own
                    .iter()
                    .map(|o| self.target(o.target, o.per_year, o.limit_per_year));
                Unit {
                    name: of.name.clone(),
                    people: 0.0,
                    pll_per_year: of.causes.by_loss.all().value(),
                    targets: targets.collect(),
                    societies,
                    overdue_major_hazards: self.overdue(of),
                }
            }
        }
    }

    /// Level of a unit.
    pub fn level(&self, which: Which) -> Level {
        match which {
            Which::Place(place) => self.measured.places[place].level,
            Which::Firm(_) => Level::Enterprise,
        }
    }

    /// Every unit: those of land, then the enterprises.
    pub fn all(&self) -> impl Iterator<Item = Which> + '_ {
        let places = (0..self.measured.places.len()).map(Which::Place);
        places.chain((0..self.measured.firms.len()).map(Which::Firm))
    }

    /// The parts of a unit whose red ones are its badge.
    pub fn children(&self, which: Which) -> Vec<Which> {
        let Which::Place(place) = which else {
            return Vec::new();
        };
        let of_level = |level| {
            let all = self.measured.places.iter().enumerate();
            all.filter(move |(_, p)| p.level == level && p.parent == Some(place))
                .map(|(i, _)| Which::Place(i))
                .collect()
        };
        match self.measured.places[place].level {
            Level::City => of_level(Level::County),
            Level::County => of_level(Level::Town),
            Level::Town | Level::Park => {
                let firms = self.measured.firms_of(place).iter();
                firms.map(|f| Which::Firm(*f)).collect()
            }
            Level::Enterprise | Level::Cell => Vec::new(),
        }
    }

    /// Grades every unit.
    pub fn grade(&self) -> Graded {
        let grades: Vec<Grade> = self
            .all()
            .map(|which| grade(self.policy, rule(self.level(which)), &self.unit(which)))
            .collect();
        let colour = |which: Which| match which {
            Which::Place(at) => grades[at].colour,
            Which::Firm(at) => grades[self.measured.places.len() + at].colour,
        };
        let units = self.all().zip(&grades).map(|(which, grade)| {
            let children = self.children(which);
            let (people, pll, pll_of_firms) = match which {
                Which::Place(place) => {
                    let land = &self.measured.lands[place];
                    let by_loss = &land.bears.by_loss;
                    (land.people, by_loss.all(), by_loss.of_firms())
                }
                Which::Firm(firm) => {
                    let all = self.measured.firms[firm].causes.by_loss.all();
                    (People::ZERO, all, all)
                }
            };
            GradedUnit {
                which,
                level: self.level(which),
                grade: grade.clone(),
                children: children.len(),
                red_children: children
                    .into_iter()
                    .filter(|c| colour(*c) == Colour::Red)
                    .collect(),
                people,
                pll,
                pll_of_firms,
            }
        });
        Graded {
            ruleset: self.policy.id.clone(),
            day: self.day.to_owned(),
            units: units.collect(),
        }
    }
}

/// Accidents of some firms by falling number of deaths: kind of loss (by number), frequency, deaths.
pub fn falling(measured: &Measured, firms: &[usize]) -> Vec<(usize, f64, f64)> {
    let mut all: Vec<(usize, f64, f64)> = firms
        .iter()
        .flat_map(|f| &measured.firms[*f].accidents)
        .filter_map(|(loss, f, n)| {
            let group = measured.losses.iter().position(|l| l == loss)?;
            Some((group, *f, *n))
        })
        .collect();
    all.sort_by(|a, b| b.2.total_cmp(&a.2));
    all
}

fn curve(measured: &Measured, who: Which, firms: &[usize]) -> Curve {
    let mut sum = 0.0;
    let mut worst: Option<(f64, f64)> = None;
    for (_, f, n) in falling(measured, firms) {
        sum += f;
        if n > 0.0 && worst.is_none_or(|(n0, f0)| sum * n > f0 * n0) {
            worst = Some((n, sum));
        }
    }
    Curve {
        who,
        worst,
        causes: firms
            .iter()
            .map(|f| measured.firms[*f].causes.by_loss.all())
            .sum(),
    }
}
