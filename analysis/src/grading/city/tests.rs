//! Random worlds, and a small town by two ways to the same number.

use geo_types::Coord;
use proptest::prelude::*;

use super::graded::{Bench, rule};
use super::layout::{Layout, Place, Plot};
use super::measure::{Run, measure};
use super::measured::{Bearer, Firm, LOSSES, MajorHazard, Measured, OwnTarget, Strand};
use super::tally::Tally;
use super::*;
use crate::grading::regional::{Colour, Index, Object, Policy, Rule, Unit, grade};
use crate::risk::run::bands::fn_band;
use crate::risk::run::doubt::{Groups, sets};
use crate::risk::run::society::{Crowd, tolls};
use crate::risk::run::source::Origin;
use crate::risk::run::tests::{TWO_PLANTS, town};
use crate::risk::run::{Fineness, Risk};
use crate::scenario::Settings;
use crate::scenario::equipment::Loss;

const DAY: &str = "2026-11-28";

/// City, 2 counties of 2 towns, a park over two towns, 6 cells.
fn places() -> Vec<Place> {
    let place = |level, id: String, parent| Place {
        level,
        name: format!("名{id}"),
        id,
        parent,
        cell: None,
    };
    let mut all = vec![place(Level::City, "3204".into(), None)];
    all.extend((1..3).map(|i| place(Level::County, format!("c{i}"), Some(0))));
    all.extend((0..4).map(|i| place(Level::Town, format!("t{i}"), Some(1 + i / 2))));
    all.push(place(Level::Park, "p".into(), Some(0)));
    all.extend((0..6).map(|i| place(Level::Cell, format!("0-{i}"), Some(0))));
    all
}

#[derive(Debug, Clone)]
struct World {
    layout: Layout,
    measured: Measured,
}

fn bearer() -> impl Strategy<Value = (f64, f64, f64, bool, usize)> {
    let limit = prop::sample::select(vec![3e-7, 3e-6, 1e-5, 3e-5]);
    let decades = prop_oneof![
        5 => -3.0..0.5_f64,
        1 => prop::sample::select(vec![0.0, -0.5, -1.5]),
    ];
    let persons =
        prop_oneof![3 => (0u32..80).prop_map(f64::from), 1 => (80u32..3_000).prop_map(f64::from)];
    (
        limit,
        decades,
        persons,
        prop::bool::weighted(0.1),
        0usize..8,
    )
        .prop_map(|(limit, d, persons, is_school, plot)| {
            (limit, limit * 10_f64.powf(d), persons, is_school, plot)
        })
}

/// Firms with their strands, plots with their people, targets on plots.
#[expect(clippy::too_many_lines, reason = "a world has many parts")]
fn world() -> impl Strategy<Value = World> {
    let plots = prop::collection::vec((0usize..4, any::<bool>(), 0usize..6, 0.0..5e4_f64), 8);
    let hazard =
        prop_oneof![8 => Just(None), 1 => Just(Some("2026-10-01")), 1 => Just(Some("2027-01-01"))];
    let accidents = prop::collection::vec((0usize..LOSSES, -8.0..-4.0_f64, -1.0..2.5_f64), 0..5);
    let firm = (
        0usize..4,
        any::<bool>(),
        prop::option::of(1u8..5),
        hazard,
        accidents,
    );
    let firms = prop::collection::vec(firm, 0..5);
    let deaths = prop::collection::vec(
        (0usize..6, 0usize..LOSSES, 0usize..8, -12.0..-3.0_f64),
        0..60,
    );
    let targets = prop::collection::vec(bearer(), 0..12);
    (plots, firms, deaths, targets).prop_map(|(plots, firms, deaths, targets)| {
        let layout = Layout {
            places: places(),
            plots: plots
                .iter()
                .map(|(town, in_park, cell, people)| Plot {
                    within: [0, 1 + town / 2, 3 + town]
                        .into_iter()
                        .chain(in_park.then_some(7))
                        .chain([8 + cell])
                        .collect(),
                    people: People::of(*people),
                })
                .collect(),
        };
        let mut measured = Measured {
            losses: Loss::ALL.to_vec(),
            effects: vec![1.0],
            ..Measured::default()
        };
        for (i, (town, in_park, level, hazard, accidents)) in firms.iter().enumerate() {
            measured.firms.push(Firm {
                site: i,
                id: format!("F{i}"),
                name: format!("厂{i}"),
                within: [0, 1 + town / 2, 3 + town]
                    .into_iter()
                    .chain(in_park.then_some(7))
                    .collect(),
                installation_level: *level,
                major_hazards: hazard
                    .map(|due| MajorHazard {
                        id: "H".into(),
                        due_on: Some(due.to_owned()),
                    })
                    .into_iter()
                    .collect(),
                accidents: accidents
                    .iter()
                    .map(|(l, f, n)| (Loss::ALL[*l], 10_f64.powf(*f), 10_f64.powf(*n)))
                    .collect(),
                ..Firm::default()
            });
        }
        for (i, (limit, per_year, persons, is_school, plot)) in targets.iter().enumerate() {
            let mut steps = [0.0; LOSSES];
            steps[i % LOSSES] = *per_year;
            measured.targets.push(Bearer {
                id: format!("T{i}"),
                name: format!("目标{i}"),
                kind: if *is_school { "school" } else { "residential" }.into(),
                at: Coord { x: 0.0, y: 0.0 },
                persons: *persons,
                are_persons_known: true,
                limit_per_year: *limit,
                per_year: *per_year,
                steps: vec![steps],
                within: layout.plots[*plot].within.clone(),
                ..Bearer::default()
            });
            if let Some(firm) = measured.firms.get_mut(i % 6) {
                firm.own.push(OwnTarget {
                    target: i,
                    limit_per_year: *limit,
                    per_year: 0.4 * per_year,
                    steps: vec![steps.map(|s| 0.4 * s)],
                });
            }
        }
        let mut tally = Tally::default();
        let mut other = Tally::default();
        for (i, (firm, loss, plot, exponent)) in deaths.iter().enumerate() {
            // Those of no firm are of a pipeline.
            let origin = if *firm < firms.len() {
                Origin::Vessel {
                    site: *firm,
                    vessel: 0,
                }
            } else {
                Origin::Pipeline(*firm)
            };
            measured.strands.push(Strand {
                origin,
                loss: Loss::ALL[*loss],
            });
            let of = if i % 2 == 0 { &mut tally } else { &mut other };
            of.add(
                &layout,
                i as u32,
                [(*plot, Pll::of(10_f64.powf(*exponent)))],
            );
        }
        tally.merge(other);
        tally.finish(&layout, &mut measured);
        World { layout, measured }
    })
}

/// Every sum by every way, with `f64` as whoever reads them would add.
fn sums_agree(of: &Measured) {
    let at = |level: Level| (0..of.places.len()).filter(move |i| of.places[*i].level == level);
    let bits = |of: f64| of.to_bits();
    let pll = |i: usize| of.lands[i].bears.by_loss.all().value();
    let people = |i: usize| of.lands[i].people.value();
    let city = at(Level::City).next().unwrap();
    for level in [Level::County, Level::Town, Level::Cell] {
        assert_eq!(bits(at(level).map(pll).sum::<f64>() + 0.0), bits(pll(city)));
        assert_eq!(
            bits(at(level).map(people).sum::<f64>() + 0.0),
            bits(people(city))
        );
    }
    for county in at(Level::County) {
        let parts = at(Level::Town).filter(|t| of.places[*t].parent == Some(county));
        assert_eq!(bits(parts.map(pll).sum::<f64>() + 0.0), bits(pll(county)));
    }
    for land in &of.lands {
        let all = land.bears.by_loss.all().value();
        let causers: f64 = land.bears.by_causer.iter().rev().map(|c| c.1.value()).sum();
        assert_eq!(bits(causers + 0.0), bits(all));
        if !land.bears.by_strand.is_empty() {
            let strands: f64 = land.bears.by_strand.iter().map(|c| c.1.value()).sum();
            assert_eq!(bits(strands), bits(all));
        }
    }
    // What firms and pipelines cause is what the city bears.
    let caused: f64 = of
        .firms
        .iter()
        .map(|f| f.causes.by_loss.all().value())
        .sum();
    let lines = of.lands[city].bears.by_loss.of_lines().value();
    assert_eq!(bits(caused + lines), bits(pll(city)));
}

/// The colour from what an opened unit tells, by the bands of the ruleset alone.
fn as_explained(policy: &Policy, level: Level, opened: &Opened) -> Colour {
    let unit = &opened.unit;
    let t = policy
        .materiality_persons
        .max(policy.materiality_share * unit.people);
    let told = |index| opened.deciding.iter().filter(move |d| d.index == index);
    let x = |d: f64| -> f64 {
        let at = told(Index::Individual).filter(|o| o.decades >= d);
        at.map(|o| o.persons).sum()
    };
    let sensitive = |d: f64| told(Index::Individual).any(|o| o.is_sensitive && o.decades >= d);
    let individual = if level == Level::Enterprise {
        told(Index::Individual)
            .map(|o| o.colour)
            .max()
            .unwrap_or(Colour::Blue)
    } else if x(0.0) >= t {
        Colour::Red
    } else if x(0.0) > 0.0 || x(-0.5) >= t || sensitive(-0.5) {
        Colour::Orange
    } else if x(-1.5) >= t || sensitive(-1.5) {
        Colour::Yellow
    } else {
        Colour::Blue
    };
    let societal = told(Index::Societal)
        .map(|o| o.colour)
        .max()
        .unwrap_or(Colour::Blue);
    let mean = (unit.people > 0.0).then(|| (unit.pll_per_year / unit.people / 3e-6).log10());
    let exposure = match mean {
        Some(d) if d >= 0.0 => Colour::Red,
        Some(d) if d >= -1.0 => Colour::Orange,
        Some(d) if d >= -2.0 => Colour::Yellow,
        _ => Colour::Blue,
    };
    let floor = if unit.overdue_major_hazards > 0 {
        Colour::Orange
    } else {
        Colour::Blue
    };
    individual.max(societal).max(exposure).max(floor)
}

/// The unit after all actions, each a thousandth further than it must.
fn after(unit: &Unit, actions: &[crate::grading::regional::Action]) -> Unit {
    let mut unit = unit.clone();
    for action in actions {
        let by = action.factor() * 1.001;
        match action.object {
            Object::Target(i) => unit.targets[i].per_year /= by,
            Object::Society(i) => unit.societies[i].points.iter_mut().for_each(|p| p.1 /= by),
            Object::Mean => unit.pll_per_year /= by,
            Object::Hazards(n) => unit.overdue_major_hazards -= n,
        }
    }
    unit
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn no_colour_of_a_random_world_is_without_its_explanation(world in world()) {
        let policy = Policy::built_in();
        let measured = &world.measured;
        sums_agree(measured);
        let bench = Bench::new(measured, &policy, DAY);
        let graded = bench.grade();
        prop_assert_eq!(graded.units.len(), measured.places.len() + measured.firms.len());
        for of in &graded.units {
            let opened = open(&bench, of, None);
            let colour = of.grade.colour;
            prop_assert_eq!(as_explained(&policy, of.level, &opened), colour, "{:?} {:?}", of, opened);
            prop_assert!(opened.sentence.zh.starts_with(colour.zh()));
            prop_assert_eq!(of.grade.of(of.decisive()), colour);
            let rule: Rule = rule(of.level);
            match &opened.better {
                None => prop_assert_eq!(colour, Colour::Blue),
                Some(better) => {
                    let then = grade(&policy, rule, &after(&opened.unit, &better.actions));
                    prop_assert!(then.colour <= better.colour && better.colour < colour);
                    for action in &better.actions {
                        let (kind, id, ..) = opened::subject(&bench, of.which, action);
                        prop_assert!(kind == "mean" || !id.is_empty());
                    }
                }
            }
            for (worse, sentence) in &opened.worse {
                let mut unit = opened.unit.clone();
                let by = worse.factor() * 1.001;
                match worse.index {
                    Index::Individual => unit.targets.iter_mut().for_each(|t| t.per_year *= by),
                    Index::Societal => {
                        let points = unit.societies.iter_mut().flat_map(|s| &mut s.points);
                        points.for_each(|p| p.1 *= by);
                    }
                    Index::Exposure => unit.pll_per_year *= by,
                    Index::Floor => unit.overdue_major_hazards += 1,
                }
                prop_assert!(grade(&policy, rule, &unit).colour >= worse.colour);
                prop_assert!(!sentence.zh.is_empty() && !sentence.en.is_empty());
            }
            let red = bench.children(of.which).into_iter().filter(|c| graded.unit(*c, measured).grade.colour == Colour::Red);
            prop_assert_eq!(red.collect::<Vec<_>>(), of.red_children.clone());
            // Shares that are shown and the rest make the whole.
            let deaths = opened::deaths(&bench, of.which);
            let (shown, others) = opened::greatest(deaths, 2);
            prop_assert_eq!(shown.iter().map(|s| s.1).sum::<Pll>() + others, of.pll);
        }
    }

    #[test]
    fn sums_agree_after_a_change_and_back(world in world(), factor in 0.1..10.0_f64) {
        // The firm with most is changed: its parts are made anew, everything else stays.
        let before = &world.measured;
        if before.firms.is_empty() {
            return Ok(());
        }
        let made = |by: f64| {
            let mut measured = Measured { places: Vec::new(), lands: Vec::new(), ..before.clone() };
            let mut tally = Tally::default();
            for (strand, of) in before.strands.iter().enumerate() {
                let is_changed = matches!(of.origin, Origin::Vessel { site: 0, .. });
                // A strand of these worlds lies on one plot: found again by the cells that bear it.
                let pll = before.lands[0].bears.by_strand.iter().find(|s| s.0 == strand as u32);
                let Some((_, pll)) = pll else { continue };
                let by = if is_changed { by } else { 1.0 };
                tally.add(&world.layout, strand as u32, [(0, Pll::of(pll.value() * by))]);
            }
            tally.finish(&world.layout, &mut measured);
            sums_agree(&measured);
            measured
        };
        let (was, is, again) = (made(1.0), made(factor), made(1.0));
        let pll = |m: &Measured| m.pll();
        prop_assert_eq!(pll(&was), pll(&again));
        let delta = pll(&is).value() - pll(&was).value();
        let of_firm = is.firms[0].causes.by_loss.all().value() - was.firms[0].causes.by_loss.all().value();
        prop_assert_eq!(delta.to_bits(), (of_firm + 0.0).to_bits());
    }

    #[test]
    fn runs_without_doubt_give_the_colour(world in world()) {
        let policy = Policy::built_in();
        let bench = Bench::new(&world.measured, &policy, DAY);
        let step = crate::risk::run::doubt::Step {
            effect: 1.0,
            sets: vec![crate::risk::run::doubt::Set { people: 1.0, frequency: vec![1.0; LOSSES] }; 3],
        };
        let doubts = doubt(&bench, &[step]);
        for (of, doubt) in bench.grade().units.iter().zip(doubts) {
            prop_assert_eq!(doubt.share(of.grade.colour), Some(1.0), "{:?}", of);
        }
    }
}

fn measured_town() -> (crate::city::City, Risk, Crowd) {
    let city = town(TWO_PLANTS);
    let risk = Risk::of(&city, &Settings::default(), Fineness::default(), |_, _| {}).unwrap();
    let crowd = Crowd::of(&city).unwrap();
    (city, risk, crowd)
}

fn measured(
    city: &crate::city::City,
    risk: &Risk,
    crowd: &Crowd,
    open_hazards: &OpenHazards,
) -> Measured {
    managed(
        city,
        risk,
        crowd,
        open_hazards,
        &ManagementFactors::default(),
    )
}

fn managed(
    city: &crate::city::City,
    risk: &Risk,
    crowd: &Crowd,
    open_hazards: &OpenHazards,
    management: &ManagementFactors,
) -> Measured {
    let all = tolls(risk, crowd, || {});
    let levels = vec![None; city.sites.len()];
    let run = Run {
        city,
        risk,
        crowd,
        tolls: &all,
        installation_levels: &levels,
        most_factor: 10,
        management,
    };
    measure(run, open_hazards).unwrap()
}

#[test]
fn a_town_is_measured_as_its_risk_is() {
    let (city, risk, crowd) = measured_town();
    let all = tolls(&risk, &crowd, || {});
    let of = measured(&city, &risk, &crowd, &OpenHazards::default());
    sums_agree(&of);
    let pll: f64 = all
        .iter()
        .map(crate::risk::run::society::Toll::pll_per_year)
        .sum();
    assert!(
        (of.pll().value() / pll - 1.0).abs() < 1e-6,
        "{} {pll}",
        of.pll().value()
    );
    for (firm, site) in of.firms.iter().zip(0..) {
        let own = risk
            .sources
            .iter()
            .zip(&all)
            .filter(|(s, _)| matches!(s.origin, Origin::Vessel { site: at, .. } if at == site));
        let own: f64 = own.map(|(_, t)| t.pll_per_year()).sum();
        assert!((firm.causes.by_loss.all().value() / own - 1.0).abs() < 1e-6);
    }
    assert!(!of.targets.is_empty());
    for target in &of.targets {
        let at = city.plane.to_metres(target.at).unwrap();
        assert!((risk.sum_at(at) / target.per_year - 1.0).abs() < 1e-5);
        let by_firm: f64 = target.by_firm.iter().map(|f| f.1).sum();
        assert!((by_firm / target.per_year - 1.0).abs() < 1e-12);
    }
    // The same twice, whatever the threads do.
    let again = measured(&city, &risk, &crowd, &OpenHazards::default());
    assert_eq!(again.lands, of.lands);
    assert_eq!(again.targets, of.targets);
}

#[test]
fn an_open_hazard_raises_what_its_barrier_guards_and_nothing_else() {
    let (city, risk, crowd) = measured_town();
    let before = measured(&city, &risk, &crowd, &OpenHazards::default());
    let open = OpenHazards::new(vec![OpenHazard {
        id: "H1".into(),
        site: 0,
        barrier: "紧急切断".into(),
        losses: Vec::new(),
        factor: 4,
    }]);
    let after = measured(&city, &risk, &crowd, &open);
    sums_agree(&after);
    let of = |m: &Measured, i: usize| m.firms[i].causes.by_loss.all().value();
    assert!((of(&after, 0) / of(&before, 0) - 4.0).abs() < 1e-6);
    assert_eq!(of(&after, 1).to_bits(), of(&before, 1).to_bits());
    let most = |m: &Measured| m.firms[0].accidents.iter().map(|a| a.1).sum::<f64>();
    assert!((most(&after) / most(&before) - 4.0).abs() < 1e-9);
    assert_eq!(
        measured(&city, &risk, &crowd, &OpenHazards::default()).lands,
        before.lands
    );
}

#[test]
fn management_multiplies_all_that_an_enterprise_causes_and_nothing_else() {
    let (city, risk, crowd) = measured_town();
    let none = OpenHazards::default();
    let before = measured(&city, &risk, &crowd, &none);
    let factors = ManagementFactors {
        by_site: [(0, 0.5)].into(),
    };
    let after = managed(&city, &risk, &crowd, &none, &factors);
    sums_agree(&after);
    let of = |m: &Measured, i: usize| m.firms[i].causes.by_loss.all().value();
    assert!((of(&after, 0) / of(&before, 0) - 0.5).abs() < 1e-6);
    assert_eq!(of(&after, 1).to_bits(), of(&before, 1).to_bits());
    for (is, was) in after.targets.iter().zip(&before.targets) {
        let of_firm = |t: &Bearer| -> f64 {
            let own = t.by_firm.iter().filter(|f| f.0 == 0);
            own.map(|f| f.1).sum()
        };
        assert!((of_firm(is) - 0.5 * of_firm(was)).abs() <= 1e-12 * was.per_year);
    }
}

/// Expected deaths are taken to go with the square of the effect distance: how far off that is.
#[test]
fn the_doubt_of_expected_deaths_is_near_that_of_accidents_computed_anew() {
    let (city, risk, crowd) = measured_town();
    let of = measured(&city, &risk, &crowd, &OpenHazards::default());
    let groups = Groups::of(&risk);
    let mut plls: Vec<f64> = sets(&groups, super::measure::STEPS)
        .iter()
        .flat_map(|step| {
            let of = &of;
            step.sets.iter().map(move |set| {
                let parts = of.lands[0].bears.by_loss.firms.iter().zip(&set.frequency);
                let sum: f64 = parts.map(|(p, m)| p.value() * m).sum();
                sum * step.effect * step.effect * set.people
            })
        })
        .collect();
    plls.sort_by(f64::total_cmp);
    let every: Vec<usize> = (0..risk.sources.len()).collect();
    let [low, median, high] = fn_band(&risk, &crowd, &every).pll_per_year;
    for (share, want) in [(0.05, low), (0.5, median), (0.95, high)] {
        let got = plls[(share * (plls.len() - 1) as f64).round() as usize];
        let off = (got / want).log10().abs();
        assert!(off < 0.2, "{share}: {got} {want}: {off} decades");
    }
}

/// A town in parts, its city, and grades of what is measured of it.
fn town_in_parts() -> &'static (crate::city::City, Parts) {
    static TOWN: std::sync::LazyLock<(crate::city::City, Parts)> = std::sync::LazyLock::new(|| {
        let (city, risk, crowd) = measured_town();
        let all = tolls(&risk, &crowd, || {});
        let levels = vec![Some(1); city.sites.len()];
        let parts = super::measure::parts(Run {
            city: &city,
            risk: &risk,
            crowd: &crowd,
            tolls: &all,
            installation_levels: &levels,
            most_factor: 10,
            management: &ManagementFactors::default(),
        });
        (city, parts.unwrap())
    });
    &TOWN
}

fn hazards_of(picked: &[(usize, usize)]) -> OpenHazards {
    let table = &crate::hazard::barriers::table().all;
    let hazards = picked.iter().enumerate().map(|(i, (site, barrier))| {
        let barrier = &table[barrier % table.len()];
        OpenHazard {
            id: format!("H{i}"),
            site: site % 2,
            barrier: barrier.names[0].clone(),
            losses: barrier.losses.clone(),
            factor: barrier.factor,
        }
    });
    OpenHazards::new(hazards.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn closing_restores_every_number_and_colour_and_each_hazard_adds_what_it_says(
        picked in prop::collection::vec((0usize..2, 0usize..40), 1..8),
        left_out in 0usize..8,
    ) {
        let (city, parts) = town_in_parts();
        let policy = Policy::built_in();
        let under = |open: &OpenHazards| parts.under(city, &[], open, 10);
        let bits = |m: &Measured| {
            let accidents = m.firms.iter().flat_map(|f| &f.accidents);
            accidents.map(|(_, f, n)| (f.to_bits(), n.to_bits())).collect::<Vec<_>>()
        };
        let before = under(&OpenHazards::default());
        prop_assert_eq!(before.pll(), parts.pll_without_hazards());
        let open = hazards_of(&picked);
        let with = under(&open);
        sums_agree(&with);
        prop_assert!(with.pll() >= before.pll());
        // Without one of them: what it adds is the difference, to the last step of the sum.
        let left_out = left_out % picked.len();
        let id = format!("H{left_out}");
        let others = open.all().iter().filter(|h| h.id != id).cloned().collect();
        let without = under(&OpenHazards::new(others));
        prop_assert_eq!(open.added(&with, &id, 10), with.pll() - without.pll());
        // All closed.
        let after = under(&OpenHazards::default());
        prop_assert_eq!(&after.lands, &before.lands);
        prop_assert_eq!(&after.targets, &before.targets);
        prop_assert_eq!(&after.firms, &before.firms);
        prop_assert_eq!(bits(&after), bits(&before));
        let colours = |m: &Measured| Bench::new(m, &policy, DAY).grade();
        prop_assert_eq!(colours(&after), colours(&before));
    }
}
