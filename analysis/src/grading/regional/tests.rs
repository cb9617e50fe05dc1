//! Random worlds: no colour that its explanation does not explain.

use proptest::prelude::*;

use super::*;

/// A unit, told again from its definition: each rule of the method as one line.
fn by_definition(policy: &Policy, rule: Rule, unit: &Unit) -> Colour {
    let t = 100.0_f64.max(0.001 * unit.people);
    let x = |d: f64| -> f64 {
        let at = unit
            .targets
            .iter()
            .filter(|r| (r.per_year / r.limit_per_year).log10() >= d);
        at.map(|r| r.persons).sum()
    };
    let sensitive = |d: f64| {
        unit.targets
            .iter()
            .any(|r| r.is_sensitive && r.decades() >= d)
    };
    let late = unit
        .targets
        .iter()
        .any(|r| r.is_sensitive && r.is_past_date && r.decades() >= 0.0);
    let any = |d: f64| unit.targets.iter().any(|r| r.decades() >= d);
    let individual = match rule {
        Rule::Strict if any(0.0) => Colour::Red,
        Rule::Strict if any(-0.5) => Colour::Orange,
        Rule::Strict if any(-1.5) => Colour::Yellow,
        Rule::Material if x(0.0) >= t || late => Colour::Red,
        Rule::Material if x(0.0) > 0.0 || x(-0.5) >= t || sensitive(-0.5) => Colour::Orange,
        Rule::Material if x(-1.5) >= t || sensitive(-1.5) => Colour::Yellow,
        Rule::Strict | Rule::Material => Colour::Blue,
    };
    let band = |d: f64, orange: f64, yellow: f64| match d {
        d if d >= 0.0 => Colour::Red,
        d if d >= orange => Colour::Orange,
        d if d >= yellow => Colour::Yellow,
        _ => Colour::Blue,
    };
    let mut worst = f64::NEG_INFINITY;
    for s in unit.societies.iter().filter(|s| s.share >= 0.1) {
        for (n, f) in &s.points {
            worst = worst.max((f / (1e-3 / n)).log10());
        }
    }
    let mean = if unit.people > 0.0 {
        unit.pll_per_year / unit.people
    } else {
        0.0
    };
    let floor = if unit.overdue_major_hazards > 0 {
        Colour::Orange
    } else {
        Colour::Blue
    };
    assert_eq!(policy.id, Policy::built_in().id);
    individual
        .max(band(worst, -0.5, -1.5))
        .max(band((mean / 3e-6).log10(), -1.0, -2.0))
        .max(floor)
}

/// The unit after some of the actions, each a thousandth further than it must.
fn after(unit: &Unit, actions: &[Action], further: f64) -> Unit {
    let mut unit = unit.clone();
    for action in actions {
        let by = action.factor() * further;
        match action.object {
            Object::Target(i) => unit.targets[i].per_year /= by,
            Object::Society(i) => {
                for (_, f) in &mut unit.societies[i].points {
                    *f /= by;
                }
            }
            Object::Mean => unit.pll_per_year /= by,
            Object::Hazards(n) => unit.overdue_major_hazards -= n,
        }
    }
    unit
}

/// The unit when all risk of an index rises.
fn risen(unit: &Unit, index: Index, by: f64) -> Unit {
    let mut unit = unit.clone();
    match index {
        Index::Individual => unit.targets.iter_mut().for_each(|t| t.per_year *= by),
        Index::Societal => {
            for (_, f) in unit.societies.iter_mut().flat_map(|s| &mut s.points) {
                *f *= by;
            }
        }
        Index::Exposure => unit.pll_per_year *= by,
        Index::Floor => unit.overdue_major_hazards += 1,
    }
    unit
}

fn target() -> impl Strategy<Value = Target> {
    let limit = prop::sample::select(vec![3e-7, 3e-6, 1e-5, 3e-5]);
    // Risks of nought, just on a line, and ties are there.
    let decades = prop_oneof![
        6 => -3.5..0.6_f64,
        1 => prop::sample::select(vec![0.0, -0.5, -1.5, -9.0]),
    ];
    let persons = prop_oneof![
        4 => (0u32..60).prop_map(f64::from),
        2 => (0u32..2_000).prop_map(f64::from),
        1 => Just(40.0),
    ];
    (
        limit,
        decades,
        persons,
        any::<bool>(),
        any::<bool>(),
        0u8..12,
    )
        .prop_map(
            |(limit_per_year, decades, persons, is_sensitive, is_past_date, none)| Target {
                id: format!("t{persons}"),
                kind: String::new(),
                limit_per_year,
                per_year: if none == 0 {
                    0.0
                } else {
                    limit_per_year * 10_f64.powf(decades)
                },
                persons,
                is_sensitive: is_sensitive && none % 3 == 1,
                is_past_date,
            },
        )
}

fn society() -> impl Strategy<Value = Society> {
    let steps = prop::collection::vec((1u32..400, 0.0..1.0_f64), 0..6);
    (steps, -9.0..-4.0_f64, 0u32..40, 0usize..4).prop_map(|(steps, most, share, id)| {
        let mut at: Vec<f64> = steps.iter().map(|s| f64::from(s.0)).collect();
        at.sort_by(f64::total_cmp);
        let mut f = 10_f64.powf(most);
        let points = at.into_iter().zip(steps).map(|(n, (_, falls))| {
            f *= falls;
            (n, f)
        });
        Society {
            id: format!("E{id}"),
            points: points.collect(),
            share: f64::from(share) / 80.0,
        }
    })
}

fn unit() -> impl Strategy<Value = Unit> {
    let people = prop_oneof![Just(0.0), 1.0..1e6_f64];
    (
        people,
        -11.0..-4.5_f64,
        prop::collection::vec(target(), 0..14),
        prop::collection::vec(society(), 0..4),
        prop_oneof![4 => Just(0u32), 1 => 1u32..4],
    )
        .prop_map(
            |(people, mean, targets, societies, overdue_major_hazards)| Unit {
                name: "u".to_owned(),
                people,
                pll_per_year: people * 10_f64.powf(mean),
                targets,
                societies,
                overdue_major_hazards,
            },
        )
}

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![4 => Just(Rule::Material), 1 => Just(Rule::Strict)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn the_colour_is_that_of_the_definition_and_the_worst_of_the_indices(unit in unit(), rule in rule()) {
        let policy = Policy::built_in();
        let of = grade(&policy, rule, &unit);
        prop_assert_eq!(of.colour, by_definition(&policy, rule, &unit));
        let decided = of.decided_by();
        prop_assert!(!decided.is_empty());
        for index in Index::ALL {
            prop_assert!(of.of(index) <= of.colour);
            prop_assert_eq!(of.of(index) == of.colour, decided.contains(&index));
        }
        let name = |_: Index, id: &str| id.to_owned();
        let told = of_grade(&unit, &of, &name);
        prop_assert!(told.zh.starts_with(of.colour.zh()) && told.zh.len() > 20 && told.en.len() > 20);
    }

    #[test]
    fn the_actions_make_it_better_and_nothing_less_does(unit in unit(), rule in rule()) {
        let policy = Policy::built_in();
        let of = grade(&policy, rule, &unit);
        let Some(found) = better(&policy, rule, &unit, &of) else {
            prop_assert_eq!(of.colour, Colour::Blue);
            return Ok(());
        };
        prop_assert!(!found.actions.is_empty());
        let colour = |actions: &[Action], further: f64| grade(&policy, rule, &after(&unit, actions, further)).colour;
        prop_assert!(colour(&found.actions, 1.001) <= found.colour);
        // Not one of them can be left out, and none can do less.
        for left_out in 0..found.actions.len() {
            let mut fewer = found.actions.clone();
            let action = fewer.remove(left_out);
            prop_assert!(colour(&fewer, 1.001) > found.colour, "{:?} is not needed", action);
            if action.factor() > 1.01 {
                let mut less = after(&unit, &fewer, 1.001);
                less = after(&less, &[action], 0.995);
                prop_assert!(grade(&policy, rule, &less).colour > found.colour, "less of {:?} is enough", action);
            }
        }
    }

    #[test]
    fn what_would_make_it_worse_does_and_less_does_not(unit in unit(), rule in rule()) {
        let policy = Policy::built_in();
        let of = grade(&policy, rule, &unit);
        let found = worse(&policy, rule, &unit, &of);
        prop_assert_eq!(of.colour == Colour::Red, found.is_empty() && of.colour == Colour::Red);
        for change in found {
            let more = risen(&unit, change.index, change.factor() * 1.001);
            prop_assert!(grade(&policy, rule, &more).colour >= change.colour, "{:?}", change);
            if change.index != Index::Floor {
                let less = risen(&unit, change.index, change.factor() * 0.999);
                prop_assert_eq!(grade(&policy, rule, &less).colour, of.colour, "{:?}", change);
            }
        }
    }

    #[test]
    fn a_union_is_graded_from_its_own_sums(all in prop::collection::vec(unit(), 1..5)) {
        let policy = Policy::built_in();
        let whole = union("u", &all);
        let people: f64 = all.iter().map(|u| u.people).sum();
        prop_assert!((whole.people - people).abs() <= 1e-9 * people);
        prop_assert_eq!(whole.targets.len(), all.iter().map(|u| u.targets.len()).sum::<usize>());
        let over = |u: &Unit| persons_at(&u.targets, 0.0);
        let sum: f64 = all.iter().map(over).sum();
        prop_assert!((over(&whole) - sum).abs() <= 1e-9 * sum.max(1.0));
        // In any order the same colour.
        let mut turned = all.clone();
        turned.reverse();
        let colour = |u: &Unit| grade(&policy, Rule::Material, u).colour;
        prop_assert_eq!(colour(&whole), colour(&union("u", &turned)));
    }
}

/// The fewest targets, found by trying every set, against those that are told.
#[test]
fn no_smaller_set_of_targets_is_enough() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let policy = Policy::built_in();
    let mut runner = TestRunner::deterministic();
    let strategy = prop::collection::vec(target(), 1..9);
    let mut tried = 0;
    for _ in 0..600 {
        let targets = strategy.new_tree(&mut runner).unwrap().current();
        let unit = Unit {
            people: 10.0,
            targets,
            ..Unit::default()
        };
        let of = grade(&policy, Rule::Material, &unit);
        let Some(found) = better(&policy, Rule::Material, &unit, &of) else {
            continue;
        };
        let n = unit.targets.len();
        let fewest = (0u32..1 << n)
            .filter(|set| {
                let mut unit = unit.clone();
                for i in (0..n).filter(|i| set >> i & 1 == 1) {
                    unit.targets[i].per_year = 0.0;
                }
                grade(&policy, Rule::Material, &unit).colour <= found.colour
            })
            .map(u32::count_ones)
            .min();
        assert_eq!(fewest, Some(found.actions.len() as u32), "{unit:?}");
        tried += 1;
    }
    assert!(tried > 300, "{tried}");
}
