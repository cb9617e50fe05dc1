//! What the rules ask of a pair of things, when not all of their attributes are known.
//!
//! Every way to fill the missing attributes leaves some rules that hold; the strictest of them gives
//! a distance. The least and the greatest of these distances bound what the law asks: a clearance
//! below the least is a violation whatever the attributes are, one from the greatest on is none;
//! between them the verdict is unknown and the attributes are named.
//!
//! The greatest is that of the strictest rule that some way satisfies. The least is found by search:
//! the smallest distance such that some way avoids every stricter rule.

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

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(words: &[(&'static str, &str)]) -> Profile {
        let mut p = Profile::default();
        for (k, v) in words {
            p.set_or_missing(k, (*v != "?").then_some(*v));
        }
        p
    }

    const STATION_TANK: &[(&str, &str)] = &[
        ("code", "GB 50156"),
        ("object", "tank"),
        ("placement", "buried"),
        ("station_grade", "二级"),
        ("fuel", "gasoline"),
    ];

    /// standards/cases.md B1: published answer of a fire authority for a grade-2 station.
    #[test]
    fn a_grade_2_station_keeps_the_published_distances() {
        let tank = profile(STATION_TANK);
        let dispenser = profile(&[
            ("code", "GB 50156"),
            ("object", "dispenser"),
            ("fuel", "gasoline"),
        ]);
        let building = |class: &str| {
            profile(&[
                ("civil", "yes"),
                ("important", "no"),
                ("protection_class", class),
            ])
        };
        let important = profile(&[
            ("civil", "yes"),
            ("important", "yes"),
            ("protection_class", "?"),
        ]);
        let asks = |s: &Profile, o: &Profile| {
            let r = requirement(s, o).unwrap();
            assert!((r.least_m - r.greatest_m).abs() < 1e-12, "{r:?}");
            r.least_m
        };
        assert_eq!(
            (asks(&tank, &important), asks(&dispenser, &important)),
            (35.0, 35.0)
        );
        assert_eq!(
            (
                asks(&tank, &building("1")),
                asks(&dispenser, &building("1"))
            ),
            (14.0, 11.0)
        );
        assert_eq!(
            (
                asks(&tank, &building("2")),
                asks(&dispenser, &building("2"))
            ),
            (11.0, 8.5)
        );
        assert_eq!(
            (
                asks(&tank, &building("3")),
                asks(&dispenser, &building("3"))
            ),
            (8.5, 7.0)
        );
    }

    #[test]
    fn an_unknown_class_bounds_the_distance_and_is_named() {
        let house = profile(&[
            ("civil", "yes"),
            ("important", "no"),
            ("protection_class", "?"),
        ]);
        let r = requirement(&profile(STATION_TANK), &house).unwrap();
        assert_eq!((r.least_m, r.greatest_m), (8.5, 14.0));
        assert_eq!(r.missing, ["protection_class"]);
    }

    #[test]
    fn what_no_rule_speaks_of_asks_nothing() {
        let flare = profile(&[("code", "GB 50160"), ("object", "flare")]);
        let tree = profile(&[("is", "other"), ("civil", "no")]);
        assert!(requirement(&flare, &tree).is_none());
    }

    #[test]
    fn an_unknown_capacity_is_bounded_by_its_bands() {
        let mut tank = profile(&[
            ("code", "GB 50016"),
            ("object", "tank"),
            ("holds", "liquid"),
            ("fire_class", "甲"),
            ("small_buried", "no"),
            ("roof", "floating"),
        ]);
        tank.set_size("total_capacity_m3", None);
        let house = profile(&[("civil", "yes"), ("high_rise", "no"), ("resistance", "2")]);
        let r = requirement(&tank, &house).unwrap();
        // below 1 m³ and from 5 000 m³ on the table has no row
        assert_eq!((r.least_m, r.greatest_m), (0.0, 25.0));
        assert_eq!(r.missing, ["total_capacity_m3"]);
        tank.set_size(
            "total_capacity_m3",
            Some(stand_in("total_capacity_m3", 200.0)),
        );
        assert!((requirement(&tank, &house).unwrap().least_m - 20.0).abs() < 1e-12);
        tank.set_size(
            "total_capacity_m3",
            Some(stand_in("total_capacity_m3", 199.0)),
        );
        assert!((requirement(&tank, &house).unwrap().least_m - 15.0).abs() < 1e-12);
    }

    /// All ways to fill what is missing, one by one: the oracle of the search.
    fn brute_force(subject: &Profile, object: &Profile) -> Option<(f64, f64)> {
        let pair = Pair { subject, object };
        let mut open = BTreeSet::new();
        for rule in rules() {
            open.extend(pair.open_attributes(rule, &Assumed::default()));
        }
        let open: Vec<_> = open.into_iter().collect();
        let ways: usize = open.iter().map(|n| values(n).len()).product();
        assert!(ways <= 20_000, "{open:?}");
        let (mut least, mut greatest) = (f64::INFINITY, 0.0f64);
        for mut way in 0..ways {
            let mut assumed = Assumed::default();
            for name in &open {
                let all = values(name);
                match all[way % all.len()] {
                    Value::Word(word) => assumed.words.push((name, word)),
                    Value::Size(size) => assumed.sizes.push((name, size)),
                }
                way /= all.len();
            }
            let holding = rules()
                .iter()
                .filter(|r| pair.fits(r, &assumed) == Fit::Yes);
            let strictest = holding
                .map(|r| asked(r.distance, object).1)
                .fold(0.0, f64::max);
            least = least.min(strictest);
            greatest = greatest.max(strictest);
        }
        (greatest > 0.0).then_some((least, greatest))
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

        #[test]
        fn the_search_finds_what_all_ways_give(pick in proptest::collection::vec(0usize..7, 20)) {
            let mut subject = Profile::default();
            let mut object = Profile::default();
            // the last choice of each list is "missing"; only some attributes may be, or the oracle never ends
            let choose = |n: usize, all: &[&'static str]| all.get(pick[n] % (all.len() + 1)).copied();
            subject.set("code", ["GB 50016", "GB 50160", "GB 50156", "GB 50074"][pick[0] % 4]);
            subject.set("object", ["tank", "warehouse", "factory", "process_unit", "dispenser"][pick[1] % 5]);
            subject.set_or_missing("fire_class", choose(2, &["甲", "乙", "丙", "戊"]));
            subject.set_or_missing("holds", choose(3, &["liquid", "liquefied_hydrocarbon"]));
            subject.set_or_missing("placement", choose(4, &["above_ground", "buried"]));
            subject.set_or_missing("roof", choose(5, &["fixed", "floating"]));
            subject.set("small_buried", ["yes", "no"][pick[6] % 2]);
            subject.set("tank_axis", ["vertical", "horizontal"][pick[7] % 2]);
            subject.set_or_missing("station_grade", choose(8, &["一级", "二级", "三级"]));
            subject.set("oil_depot_grade", ["一级", "五级"][pick[9] % 2]);
            subject.set("fuel", ["gasoline", "diesel"][pick[10] % 2]);
            subject.set("storage_item", ["1", "3", "6"][pick[11] % 3]);
            subject.set_size("storage_t", Some([4.0, 7.0, 12.0][pick[12] % 3]));
            let capacity = [None, Some(30.0), Some(700.0), Some(3000.0)][pick[13] % 4];
            for metric in ["total_capacity_m3", "total_volume_m3", "single_volume_m3"] {
                subject.set_size(metric, Some(capacity.unwrap_or(100.0)));
            }
            if pick[13] % 4 == 0 {
                subject.set_size("total_capacity_m3", None);
            }
            let civil = pick[14] % 3 != 0;
            object.set("is", if civil { "residential" } else { "industry" });
            object.set_flag("civil", civil);
            object.set_flag("industry", !civil);
            object.set_flag("residential", civil);
            object.set_flag_or_missing("important", [Some(true), Some(false), None][pick[15] % 3]);
            object.set_flag_or_missing("high_rise", [Some(true), Some(false), None][pick[16] % 3]);
            object.set_or_missing("resistance", choose(17, &["1", "2", "3", "4"]));
            object.set_or_missing("protection_class", choose(18, &["1", "2", "3"]));
            let found = requirement(&subject, &object).map(|r| (r.least_m, r.greatest_m));
            proptest::prop_assert_eq!(found, brute_force(&subject, &object));
        }
    }
}
