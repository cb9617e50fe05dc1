//! What the rules ask of a pair of things, when not all of their attributes are known.
//!
//! For every way to fill the missing attributes the strictest rule that holds gives a distance;
//! the least and the greatest of these bound what the law asks. A clearance below the least is a
//! violation whatever the attribute is, one above the greatest is none; between them the verdict is
//! unknown and the attributes are named.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::condition::{Fit, Profile, domain};
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

/// More ways to fill the missing attributes than this are not tried one by one.
const MOST_WAYS: usize = 100_000;

/// What the rules ask between a subject and an object; `None` where no rule speaks of them.
pub fn requirement(subject: &Profile, object: &Profile) -> Option<Requirement> {
    let candidates: Vec<(usize, &Rule)> = rules()
        .iter()
        .enumerate()
        .filter(|(_, r)| {
            r.when_subject.fits(subject, &[]) != Fit::No
                && r.when_object.fits(object, &[]) != Fit::No
                && band_fits(r, subject, &[]) != Fit::No
        })
        .collect();
    if candidates.is_empty() {
        return None;
    }
    let open = open_attributes(&candidates, subject, object);
    let ways: usize = open.iter().map(|o| o.values.len()).product();
    let mut found: Option<(f64, usize, f64, usize)> = None;
    for way in 0..ways.min(MOST_WAYS) {
        let (words, sizes) = assumption(&open, way);
        let (asked_m, rule) = strictest(&candidates, subject, object, &words, &sizes);
        found = Some(match found {
            None => (asked_m, rule, asked_m, rule),
            Some((least, at_least, greatest, at_greatest)) => {
                let (least, at_least) = if asked_m < least {
                    (asked_m, rule)
                } else {
                    (least, at_least)
                };
                let (greatest, at_greatest) = if asked_m > greatest {
                    (asked_m, rule)
                } else {
                    (greatest, at_greatest)
                };
                (least, at_least, greatest, at_greatest)
            }
        });
    }
    let (least_m, at_least, mut greatest_m, at_greatest) = found?;
    if ways > MOST_WAYS {
        greatest_m = candidates
            .iter()
            .map(|(_, r)| longest(r.distance))
            .fold(greatest_m, f64::max);
    }
    if greatest_m <= 0.0 {
        return None;
    }
    let missing = if greatest_m > least_m || ways > MOST_WAYS {
        open.iter().map(|o| o.name).collect()
    } else {
        Vec::new()
    };
    let least_m = if ways > MOST_WAYS { 0.0 } else { least_m };
    Some(Requirement {
        least_m,
        greatest_m,
        rule: if least_m > 0.0 { at_least } else { at_greatest },
        missing,
    })
}

struct Open {
    name: &'static str,
    values: Vec<Value>,
}

#[derive(Debug, Clone, Copy)]
enum Value {
    Word(&'static str),
    Size(f64),
}

/// The missing attributes that the candidates ask for, with what each could be.
fn open_attributes(
    candidates: &[(usize, &Rule)],
    subject: &Profile,
    object: &Profile,
) -> Vec<Open> {
    use super::condition::Known::Missing;
    let mut words: BTreeSet<&'static str> = BTreeSet::new();
    let mut sizes: BTreeSet<&'static str> = BTreeSet::new();
    for (_, rule) in candidates {
        let asked = rule
            .when_subject
            .attributes()
            .filter(|a| subject.word(a) == Some(&Missing));
        let of_object = rule
            .when_object
            .attributes()
            .filter(|a| object.word(a) == Some(&Missing));
        for attribute in asked.chain(of_object) {
            words.insert(static_name(attribute));
        }
        if let Some(band) = &rule.band
            && subject.size(band.metric) == Some(None)
        {
            sizes.insert(band.metric);
        }
        if matches!(rule.distance, Distance::TimesTowerHeight { .. })
            && object.size(TOWER_HEIGHT) == Some(None)
        {
            sizes.insert(TOWER_HEIGHT);
        }
    }
    let words = words.into_iter().map(|name| Open {
        name,
        values: domain(name).iter().map(|v| Value::Word(v)).collect(),
    });
    let sizes = sizes.into_iter().map(|name| Open {
        name,
        values: if name == TOWER_HEIGHT {
            vec![Value::Size(0.0), Value::Size(f64::INFINITY)]
        } else {
            stand_ins(name)
        },
    });
    words.chain(sizes).collect()
}

/// Size of an object that some distances are a multiple of.
pub const TOWER_HEIGHT: &str = "tower_height_m";

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

/// Words assumed for missing attributes.
type Words = Vec<(&'static str, &'static str)>;
/// Sizes assumed for missing sizes.
type Sizes = Vec<(&'static str, f64)>;

fn assumption(open: &[Open], mut way: usize) -> (Words, Sizes) {
    let (mut words, mut sizes) = (Vec::new(), Vec::new());
    for o in open {
        match o.values[way % o.values.len()] {
            Value::Word(word) => words.push((o.name, word)),
            Value::Size(size) => sizes.push((o.name, size)),
        }
        way /= o.values.len();
    }
    (words, sizes)
}

fn strictest(
    candidates: &[(usize, &Rule)],
    subject: &Profile,
    object: &Profile,
    words: &[(&str, &str)],
    sizes: &[(&str, f64)],
) -> (f64, usize) {
    let mut best = (0.0, candidates[0].0);
    for (index, rule) in candidates {
        let holds = rule.when_subject.fits(subject, words) == Fit::Yes
            && rule.when_object.fits(object, words) == Fit::Yes
            && band_fits(rule, subject, sizes) == Fit::Yes;
        if holds {
            let asked_m = asked(rule.distance, object, sizes);
            if asked_m > best.0 {
                best = (asked_m, *index);
            }
        }
    }
    best
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

fn asked(distance: Distance, object: &Profile, sizes: &[(&str, f64)]) -> f64 {
    match distance {
        Distance::Fixed(m) => m,
        Distance::TimesTowerHeight { factor, at_least_m } => {
            match size(object, TOWER_HEIGHT, sizes) {
                Size::Is(height_m) => (factor * height_m).max(at_least_m),
                Size::Missing | Size::DoesNotApply => at_least_m,
            }
        }
    }
}

fn longest(distance: Distance) -> f64 {
    match distance {
        Distance::Fixed(m) => m,
        Distance::TimesTowerHeight { .. } => f64::INFINITY,
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
}
