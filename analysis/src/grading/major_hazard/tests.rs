//! Where Q and β come from, and what is missing; the published cases are in `tests/tests/published.rs`.

use super::*;

fn holding(substance: &str, quantity_t: f64) -> Holding<'_> {
    Holding {
        id: None,
        substance: Some(substance),
        hazard_class: None,
        quantity_t: Some(quantity_t),
        temperature_c: None,
    }
}

fn storage(holdings: &[Holding<'_>], people: f64) -> Grade {
    grade(UnitKind::Storage, holdings, Some(people))
}

#[test]
fn what_table_1_does_not_name_goes_by_its_class() {
    let by_class = Holding {
        hazard_class: Some("W5.3"),
        substance: Some("某溶剂"),
        ..holding("", 1000.0)
    };
    let g = storage(&[by_class], 0.0);
    assert_eq!(g.s, Some(1.0));
    assert_eq!(g.items[0].table.as_deref(), Some("2"));
    // propylene is a flammable gas of category 1: W2, Q = 10 t, β = 1.5
    let propylene = storage(&[holding("115-07-1", 20.0)], 0.0);
    assert_eq!(
        (propylene.s, propylene.r),
        (Some(2.0), Some(0.5 * 1.5 * 2.0))
    );
    // propane is filed under LPG in table 1: Q = 50 t
    assert_eq!(storage(&[holding("74-98-6", 50.0)], 0.0).s, Some(1.0));
}

#[test]
fn several_classes_take_the_lowest_critical_quantity() {
    let g = storage(
        &[Holding {
            hazard_class: Some("W5.4;J5"),
            ..holding("某物", 500.0)
        }],
        0.0,
    );
    assert_eq!(g.s, Some(1.0));
    assert_eq!(g.items[0].symbol.as_deref(), Some("J5"));
}

#[test]
fn what_is_missing_is_not_zero() {
    let unknown = storage(&[holding("unobtainium", 1.0)], 0.0);
    assert_eq!((unknown.verdict, unknown.level), (Verdict::Unknown, None));
    assert!(unknown.reasons[0].en.contains("unobtainium"));
    let no_quantity = storage(
        &[Holding {
            quantity_t: None,
            ..holding("氯", 0.0)
        }],
        0.0,
    );
    assert_eq!(no_quantity.verdict, Verdict::Unknown);
    let nobody_counted = grade(UnitKind::Storage, &[holding("氯", 20.0)], None);
    assert_eq!(
        (nobody_counted.verdict, nobody_counted.level),
        (Verdict::Unknown, None)
    );
    // 500 t of chlorine are level 1 however many people there are
    let certain = grade(UnitKind::Storage, &[holding("氯", 500.0)], None);
    assert_eq!((certain.verdict, certain.level), (Verdict::Graded, Some(1)));
    assert_eq!(storage(&[], 0.0).verdict, Verdict::Unknown);
}

#[test]
fn a_form_that_decides_must_be_named() {
    let nitrate = storage(&[holding("6484-52-2", 100.0)], 0.0);
    assert_eq!(nitrate.verdict, Verdict::Unknown);
    assert!(nitrate.reasons[0].en.contains("several forms"));
    let named = storage(&[holding("硝酸铵(含可燃物≤0.2%)", 100.0)], 0.0);
    assert_eq!(named.s, Some(2.0));
}

#[test]
fn beta_comes_from_table_3_before_table_4() {
    let g = storage(
        &[
            holding("氨", 10.0),
            holding("甲苯", 500.0),
            holding("液化石油气", 50.0),
        ],
        0.0,
    );
    let betas: Vec<_> = g.items.iter().map(|i| i.beta).collect();
    assert_eq!(betas, [Some(2.0), Some(1.0), Some(1.5)]);
}
