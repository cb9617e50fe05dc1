//! What the rules ask of a pair of things, when not all of their attributes are known.
//!
//! Every way to fill the missing attributes leaves some rules that hold; the strictest of them gives
//! a distance. The least and the greatest of these distances bound what the law asks: a clearance
//! below the least is a violation whatever the attributes are, one from the greatest on is none;
//! between them the verdict is unknown and the attributes are named.
//!
//! The greatest is that of the strictest rule that some way satisfies. The least is found by search:
//! the smallest distance such that some way avoids every stricter rule.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::condition::{Fit, Known, Profile, domain};
use crate::standards::distance::{Distance, Rule, rules};

/// What is asked of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Asked whatever the missing attributes are, m.
    pub least_m: f64,
    /// Asked in the strictest case, m; infinite for an overhead line of unknown height.
    pub greatest_m: f64,
    /// Rule that gives `least_m` (index into [`rules`]); the strictest one where `least_m` is 0.
    pub rule: usize,
    /// Attributes on which it depends, empty where the two are equal.
    pub missing: Vec<&'static str>,
}

/// Size of an object that some distances are a multiple of.
pub const TOWER_HEIGHT: &str = "tower_height_m";

/// Steps after which the search gives up and takes a distance as avoidable: the verdict can then be
/// unknown where it could be certain, never the other way round.
const MOST_STEPS: usize = 20_000;

/// The rules that may speak of one subject, to be asked about many objects.
#[derive(Debug)]
pub struct Asking<'a> {
    subject: &'a Profile,
    rules: Vec<(usize, &'static Rule)>,
}

impl<'a> Asking<'a> {
    /// Picks the rules that may speak of a subject.
    pub fn of(subject: &'a Profile) -> Self {
        let speaks = |r: &Rule| {
            r.when_subject.fits(subject, &[]) != Fit::No && band_fits(r, subject, &[]) != Fit::No
        };
        let rules = rules()
            .iter()
            .enumerate()
            .filter(|(_, r)| speaks(r))
            .collect();
        Self { subject, rules }
    }

    /// Whether any rule may speak of the subject.
    pub fn is_ruled(&self) -> bool {
        !self.rules.is_empty()
    }

    /// What the rules ask towards an object; `None` where none speaks of it.
    pub fn towards(&self, object: &Profile) -> Option<Requirement> {
        let pair = Pair {
            subject: self.subject,
            object,
        };
        let candidates: Vec<Candidate> = self
            .rules
            .iter()
            .filter_map(|(index, rule)| pair.candidate(*index, rule))
            .collect();
        let greatest = candidates
            .iter()
            .max_by(|a, b| a.most_m.total_cmp(&b.most_m))?;
        let least_m = pair.least(&candidates);
        let rule = if least_m > 0.0 {
            let giving = candidates.iter().filter(|c| c.least_m >= least_m);
            giving.min_by(|a, b| {
                a.least_m
                    .total_cmp(&b.least_m)
                    .then(b.is_certain.cmp(&a.is_certain))
            })?
        } else {
            greatest
        };
        Some(Requirement {
            least_m,
            greatest_m: greatest.most_m,
            rule: rule.index,
            missing: pair.missing(&candidates, least_m),
        })
    }
}

/// What the rules ask between a subject and an object; `None` where no rule speaks of them.
pub fn requirement(subject: &Profile, object: &Profile) -> Option<Requirement> {
    Asking::of(subject).towards(object)
}

/// A rule that holds, or holds for some way to fill what is missing.
struct Candidate {
    index: usize,
    rule: &'static Rule,
    /// Holds whatever is missing.
    is_certain: bool,
    /// Distance, m; the two differ for a multiple of an unknown height.
    least_m: f64,
    most_m: f64,
}

/// Values assumed for missing attributes.
#[derive(Default)]
struct Assumed {
    words: Vec<(&'static str, &'static str)>,
    sizes: Vec<(&'static str, f64)>,
}

struct Pair<'a> {
    subject: &'a Profile,
    object: &'a Profile,
}

impl Pair<'_> {
    fn candidate(&self, index: usize, rule: &'static Rule) -> Option<Candidate> {
        let fit = self.fits(rule, &Assumed::default());
        let (least_m, most_m) = asked(rule.distance, self.object);
        (fit != Fit::No && most_m > 0.0).then_some(Candidate {
            index,
            rule,
            is_certain: fit == Fit::Yes,
            least_m,
            most_m,
        })
    }

    fn fits(&self, rule: &Rule, assumed: &Assumed) -> Fit {
        let all = [
            rule.when_subject.fits(self.subject, &assumed.words),
            rule.when_object.fits(self.object, &assumed.words),
            band_fits(rule, self.subject, &assumed.sizes),
        ];
        if all.contains(&Fit::No) {
            Fit::No
        } else if all.contains(&Fit::Perhaps) {
            Fit::Perhaps
        } else {
            Fit::Yes
        }
    }

    /// The smallest distance such that some way avoids every stricter rule.
    fn least(&self, candidates: &[Candidate]) -> f64 {
        let certain = candidates
            .iter()
            .filter(|c| c.is_certain)
            .map(|c| c.least_m);
        let floor = certain.fold(0.0, f64::max);
        let above = candidates.iter().map(|c| c.least_m).filter(|d| *d > floor);
        let mut tries: Vec<f64> = std::iter::once(floor).chain(above).collect();
        tries.sort_by(f64::total_cmp);
        tries.dedup();
        let mut steps = 0;
        tries
            .into_iter()
            .find(|d| {
                let stricter: Vec<&Rule> = candidates
                    .iter()
                    .filter(|c| c.least_m > *d)
                    .map(|c| c.rule)
                    .collect();
                self.avoidable(&stricter, &mut Assumed::default(), &mut steps)
            })
            .unwrap_or(floor)
    }

    /// Whether some way to fill what is missing makes none of the rules hold.
    fn avoidable(&self, stricter: &[&Rule], assumed: &mut Assumed, steps: &mut usize) -> bool {
        *steps += 1;
        if *steps > MOST_STEPS {
            return true;
        }
        let mut open = None;
        for rule in stricter {
            match self.fits(rule, assumed) {
                Fit::Yes => return false,
                Fit::Perhaps => open = open.or(Some(*rule)),
                Fit::No => {}
            }
        }
        let Some(rule) = open else { return true };
        let Some(name) = self.open_attributes(rule, assumed).into_iter().next() else {
            return true;
        };
        for value in values(name) {
            match value {
                Value::Word(word) => assumed.words.push((name, word)),
                Value::Size(size) => assumed.sizes.push((name, size)),
            }
            let found = self.avoidable(stricter, assumed, steps);
            match value {
                Value::Word(_) => drop(assumed.words.pop()),
                Value::Size(_) => drop(assumed.sizes.pop()),
            }
            if found {
                return true;
            }
        }
        false
    }

    /// Missing attributes that a rule asks for and that are not assumed yet.
    fn open_attributes(&self, rule: &Rule, assumed: &Assumed) -> BTreeSet<&'static str> {
        let of_subject = rule
            .when_subject
            .attributes()
            .filter(|a| self.subject.word(a) == Some(&Known::Missing));
        let of_object = rule
            .when_object
            .attributes()
            .filter(|a| self.object.word(a) == Some(&Known::Missing));
        let mut open: BTreeSet<&'static str> =
            of_subject.chain(of_object).map(static_name).collect();
        if let Some(band) = &rule.band
            && self.subject.size(band.metric) == Some(None)
        {
            open.insert(band.metric);
        }
        open.retain(|name| {
            assumed.words.iter().all(|(n, _)| n != name)
                && assumed.sizes.iter().all(|(n, _)| n != name)
        });
        open
    }

    /// Attributes that keep the distance from being certain: those of the rules stricter than the least.
    fn missing(&self, candidates: &[Candidate], least_m: f64) -> Vec<&'static str> {
        let mut missing = BTreeSet::new();
        for c in candidates.iter().filter(|c| c.most_m > least_m) {
            missing.extend(self.open_attributes(c.rule, &Assumed::default()));
            if c.most_m > c.least_m {
                missing.insert(TOWER_HEIGHT);
            }
        }
        missing.into_iter().collect()
    }
}

#[derive(Debug, Clone, Copy)]
enum Value {
    Word(&'static str),
    Size(f64),
}

/// What a missing attribute could be.
fn values(name: &'static str) -> Vec<Value> {
    if ends(name).is_empty() {
        domain(name).iter().map(|v| Value::Word(v)).collect()
    } else {
        stand_ins(name)
    }
}

fn static_name(attribute: &str) -> &'static str {
    static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        rules()
            .iter()
            .flat_map(|r| {
                r.when_subject
                    .attributes()
                    .chain(r.when_object.attributes())
            })
            .map(str::to_owned)
            .collect()
    });
    NAMES
        .get(attribute)
        .expect("every attribute stands in a rule")
}

/// Ends of the bands of a metric over all rules.
fn ends(metric: &str) -> &'static [f64] {
    static ENDS: LazyLock<BTreeMap<&'static str, Vec<f64>>> = LazyLock::new(|| {
        let mut ends: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
        for band in rules().iter().filter_map(|r| r.band.as_ref()) {
            let of_metric = ends.entry(band.metric).or_default();
            of_metric.extend([band.min, band.max].into_iter().filter(|v| v.is_finite()));
        }
        for of_metric in ends.values_mut() {
            of_metric.sort_by(f64::total_cmp);
            of_metric.dedup();
        }
        ends
    });
    ENDS.get(metric).map_or(&[], Vec::as_slice)
}

/// A size that behaves like `size` in every band: an end itself, or the middle between two ends.
pub fn stand_in(metric: &str, size: f64) -> f64 {
    if !size.is_finite() || ends(metric).is_empty() {
        return size;
    }
    let ends = ends(metric);
    match ends.iter().position(|e| *e >= size) {
        Some(i) if (ends[i] - size).abs() <= 0.0 => size,
        Some(0) => ends[0] - 1.0,
        Some(i) => f64::midpoint(ends[i - 1], ends[i]),
        None => ends[ends.len() - 1] + 1.0,
    }
}

fn stand_ins(metric: &str) -> Vec<Value> {
    let ends = ends(metric);
    let mut values: Vec<f64> = ends
        .iter()
        .flat_map(|e| [*e, stand_in(metric, e + 1e-9)])
        .collect();
    values.push(stand_in(metric, ends.first().map_or(0.0, |e| e - 1e-9)));
    values.retain(|v| *v >= 0.0);
    values.sort_by(f64::total_cmp);
    values.dedup();
    values.into_iter().map(Value::Size).collect()
}

/// A size of a profile, with the assumption for a missing one.
enum Size {
    Is(f64),
    Missing,
    DoesNotApply,
}

fn size(profile: &Profile, metric: &str, assumed: &[(&str, f64)]) -> Size {
    match profile.size(metric) {
        None => Size::DoesNotApply,
        Some(Some(size)) => Size::Is(size),
        Some(None) => assumed
            .iter()
            .find(|(m, _)| *m == metric)
            .map_or(Size::Missing, |(_, v)| Size::Is(*v)),
    }
}

fn band_fits(rule: &Rule, subject: &Profile, sizes: &[(&str, f64)]) -> Fit {
    let Some(band) = &rule.band else {
        return Fit::Yes;
    };
    match size(subject, band.metric, sizes) {
        Size::Is(size) if band.covers(size) => Fit::Yes,
        Size::Missing => Fit::Perhaps,
        Size::Is(_) | Size::DoesNotApply => Fit::No,
    }
}

/// Least and greatest distance of a rule towards an object, m.
fn asked(distance: Distance, object: &Profile) -> (f64, f64) {
    match distance {
        Distance::Fixed(m) => (m, m),
        Distance::TimesTowerHeight { factor, at_least_m } => match object.size(TOWER_HEIGHT) {
            Some(Some(height_m)) => {
                let m = (factor * height_m).max(at_least_m);
                (m, m)
            }
            Some(None) | None => (at_least_m, f64::INFINITY),
        },
    }
}
