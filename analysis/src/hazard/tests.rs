//! Random persons who try random steps: no sequence skips one.

use proptest::prelude::*;

use super::state::{Entry, Event, Imported, replay};
use super::take::{report, roles, steps, take};
use super::*;
use crate::facts::{HazardLevel, HazardState};

const AT: &str = "2026-11-28T09:00:00+08:00";

fn person(name: &str, role: Role) -> Person {
    Person {
        name: name.to_owned(),
        role,
        organisation: None,
    }
}

fn told(criterion: Option<u8>) -> Report {
    Report {
        facility_id: "F1".into(),
        description: "法兰渗漏".into(),
        found_on: "2026-11-27".into(),
        source: Some("企业自查".into()),
        criterion,
        clause: None,
        barrier: None,
    }
}

fn whole_plan() -> Plan {
    Plan {
        measures: Some("更换阀门".into()),
        funds_yuan: Some(20_000),
        deadline: Some("2026-12-20".into()),
        responsible_person: Some("王强".into()),
        contingency_plan: Some("停用并隔离".into()),
    }
}

fn whole_report() -> MajorReport {
    let text = || "见附件".to_owned();
    MajorReport {
        state_and_causes: text(),
        harm_and_difficulty: text(),
        goals_and_tasks: text(),
        methods_and_measures: text(),
        funds_and_materials: text(),
        bodies_and_persons: text(),
        times_and_requirements: text(),
        safety_and_contingency: text(),
    }
}

fn photo(sha256: &str) -> Evidence {
    Evidence {
        sha256: sha256.to_owned(),
        name: "照片.jpg".into(),
        media_type: "image/jpeg".into(),
        bytes: 10,
    }
}

fn register(criterion: Option<u8>) -> Step {
    Step::Register {
        criterion,
        clause: None,
        barrier: None,
        due_on: "2026-12-28".into(),
    }
}

fn start(plan: Plan, major_report: Option<MajorReport>) -> Step {
    Step::Start { plan, major_report }
}

fn submit() -> Step {
    Step::Submit {
        result: "已更换".into(),
        evidence: vec!["aa".into()],
    }
}

fn accept() -> Step {
    Step::Accept {
        finding: "现场核实".into(),
    }
}

/// A major hazard, taken to acceptance by the safety officer 李明 and the head 赵总.
fn awaiting() -> Hazard {
    let li = person("李明", Role::EnterpriseSafety);
    let zhao = person("赵总", Role::EnterpriseHead);
    let of = report("H1", &told(Some(5)), &li, AT).unwrap();
    let of = take(&of, &register(Some(5)), &li, AT).unwrap();
    let of = take(&of, &start(whole_plan(), Some(whole_report())), &zhao, AT).unwrap();
    let evidence = photo("aa");
    let of = take(&of, &Step::AddEvidence { evidence }, &li, AT).unwrap();
    take(&of, &submit(), &li, AT).unwrap()
}

#[test]
fn a_major_hazard_goes_round_the_whole_loop() {
    let of = awaiting();
    assert_eq!(of.state(), HazardState::AwaitingAcceptance);
    assert_eq!(
        of.row.clause.as_deref(),
        Some("安监总管三〔2017〕121号 第5条")
    );
    assert_eq!(of.row.barrier.as_deref(), Some("紧急切断"));
    let inspector = person("陈监管", Role::CountyInspector);
    let back = Step::Return {
        reason: "未换密封".into(),
        due_on: None,
    };
    let again = take(&of, &back, &inspector, AT).unwrap();
    assert_eq!((again.state(), again.returns), (HazardState::Rectifying, 1));
    let li = person("李明", Role::EnterpriseSafety);
    let of = take(&again, &submit(), &li, AT).unwrap();
    let of = take(&of, &accept(), &inspector, AT).unwrap();
    assert_eq!(of.state(), HazardState::Closed);
    assert_eq!(of.row.closed_on.as_deref(), Some("2026-11-28"));
    assert!(matches!(
        take(&of, &submit(), &li, AT),
        Err(Refusal::WrongState { allowed: [], .. })
    ));
}

#[test]
fn five_things_and_the_report_are_needed_before_a_major_one_is_rectified() {
    let zhao = person("赵总", Role::EnterpriseHead);
    let of = report("H1", &told(Some(5)), &zhao, AT).unwrap();
    let of = take(&of, &register(Some(5)), &zhao, AT).unwrap();
    let Err(Refusal::Missing { fields, .. }) = take(&of, &start(Plan::default(), None), &zhao, AT)
    else {
        panic!("it was taken");
    };
    assert_eq!(fields.len(), 5 + 8);
    for missing in 0..5 {
        let mut plan = whole_plan();
        match missing {
            0 => plan.measures = Some("  ".into()),
            1 => plan.funds_yuan = None,
            2 => plan.deadline = None,
            3 => plan.responsible_person = None,
            _ => plan.contingency_plan = None,
        }
        let refused = take(&of, &start(plan, Some(whole_report())), &zhao, AT);
        assert!(matches!(refused, Err(Refusal::Missing { fields, .. }) if fields.len() == 1));
    }
    let li = person("李明", Role::EnterpriseSafety);
    let by_officer = take(&of, &start(whole_plan(), Some(whole_report())), &li, AT);
    assert!(matches!(by_officer, Err(Refusal::WrongRole { .. })));
}

#[test]
fn nobody_accepts_what_he_rectified() {
    let of = awaiting();
    for name in ["李明", " 李 明", "赵总", "王强"] {
        let refused = take(&of, &accept(), &person(name, Role::CountyInspector), AT);
        assert!(matches!(refused, Err(Refusal::SamePerson { .. })), "{name}");
    }
    let refused = take(
        &of,
        &accept(),
        &person("钱安全", Role::EnterpriseSafety),
        AT,
    );
    let Err(refusal @ Refusal::WrongRole { .. }) = refused else {
        panic!("an enterprise accepted its own major hazard");
    };
    assert!(
        refusal.to_string().contains("county_inspector"),
        "{refusal}"
    );
    assert!(refusal.zh().contains("区县监管人员"), "{}", refusal.zh());
}

#[test]
fn a_deadline_moves_with_a_reason_and_the_approval_of_another_person() {
    let li = person("李明", Role::EnterpriseSafety);
    let of = report("H1", &told(None), &li, AT).unwrap();
    let of = take(&of, &register(None), &li, AT).unwrap();
    let extend = |due_on: &str, reason: &str, approved_by: Person| Step::Extend {
        due_on: due_on.into(),
        reason: reason.into(),
        approved_by,
    };
    let zhao = || person("赵总", Role::EnterpriseHead);
    let moved = take(&of, &extend("2027-01-10", "备件未到", zhao()), &li, AT).unwrap();
    assert_eq!(moved.row.due_on.as_deref(), Some("2027-01-10"));
    assert_eq!(
        (moved.state(), moved.extensions),
        (HazardState::Registered, 1)
    );
    for (step, field) in [
        (extend("2026-12-28", "备件未到", zhao()), "due_on"),
        (extend("2026-12-01", "备件未到", zhao()), "due_on"),
        (extend("2026-13-01", "备件未到", zhao()), "due_on"),
        (extend("2027-01-10", " ", zhao()), "reason"),
        (
            extend("2027-01-10", "x", person("李明", Role::EnterpriseHead)),
            "approved_by.name",
        ),
        (
            extend("2027-01-10", "x", person("孙工", Role::EnterpriseStaff)),
            "approved_by.role",
        ),
    ] {
        let refusal = take(&of, &step, &li, AT).unwrap_err();
        assert_eq!(refusal.fields(), [field], "{refusal}");
    }
}

#[test]
fn the_public_may_report_and_nothing_else() {
    let public = person("热心市民", Role::Public);
    let of = report("H1", &told(None), &public, AT).unwrap();
    assert!(matches!(
        take(&of, &register(None), &public, AT),
        Err(Refusal::WrongRole {
            role: Role::Public,
            ..
        })
    ));
    for step in StepKind::ALL.iter().filter(|s| **s != StepKind::Report) {
        for level in HazardLevel::ALL {
            assert!(!roles(*step, *level).contains(&Role::Public), "{step:?}");
        }
    }
}

#[test]
fn what_cannot_be_is_refused_with_what_would_be_right() {
    let li = person("李明", Role::EnterpriseSafety);
    let bad = |change: &dyn Fn(&mut Report)| {
        let mut of = told(None);
        change(&mut of);
        report("H1", &of, &li, AT).unwrap_err()
    };
    for (refusal, field) in [
        (bad(&|r| r.criterion = Some(21)), "criterion"),
        (bad(&|r| r.found_on = "2026-11-29".into()), "found_on"),
        (bad(&|r| r.found_on = "昨天".into()), "found_on"),
        (bad(&|r| r.description = "\u{0}".into()), "description"),
        (bad(&|r| r.description = "长".repeat(2001)), "description"),
        (bad(&|r| r.barrier = Some("不知道".into())), "barrier"),
    ] {
        assert_eq!(refusal.fields(), [field]);
        assert!(refusal.to_string().len() > 20 && !refusal.zh().is_empty());
    }
}

fn any_name() -> impl Strategy<Value = Person> {
    let names = prop::sample::select(vec!["李明", "赵总", "王强", "陈监管", "周检查"]);
    (names, prop::sample::select(Role::ALL)).prop_map(|(name, role)| person(name, role))
}

fn any_step() -> impl Strategy<Value = Step> {
    let day = || prop::sample::select(vec!["2026-11-01", "2026-12-20", "2027-02-01", "x"]);
    let criterion = prop_oneof![Just(None), (0u8..23).prop_map(Some)];
    let plan = (any::<bool>(), any::<bool>(), day()).prop_map(|(whole, funds, day)| {
        let mut plan = if whole { whole_plan() } else { Plan::default() };
        if !funds {
            plan.funds_yuan = None;
        }
        plan.deadline = plan.deadline.map(|_| day.to_owned());
        plan
    });
    let told = prop_oneof![
        Just(None),
        Just(Some(whole_report())),
        Just(Some(MajorReport::default()))
    ];
    prop_oneof![
        (criterion, day()).prop_map(|(criterion, day)| Step::Register {
            criterion,
            clause: None,
            barrier: None,
            due_on: day.into(),
        }),
        (plan, told).prop_map(|(plan, told)| start(plan, told)),
        (day(), any_name()).prop_map(|(day, who)| Step::Extend {
            due_on: day.into(),
            reason: "备件未到".into(),
            approved_by: who,
        }),
        Just(Step::AddEvidence {
            evidence: photo("aa")
        }),
        Just(submit()),
        Just(accept()),
        day().prop_map(|day| Step::Return {
            reason: "不合格".into(),
            due_on: Some(day.into()),
        }),
    ]
}

/// What may follow what, written down once more and apart from the program's table.
fn may_follow(from: HazardState, to: HazardState) -> bool {
    use HazardState::{AwaitingAcceptance, Closed, Rectifying, Registered, Reported};
    from != Closed
        && (from == to
            || matches!(
                (from, to),
                (Reported, Registered)
                    | (Registered, Rectifying)
                    | (Rectifying, AwaitingAcceptance)
                    | (AwaitingAcceptance, Closed | Rectifying)
            ))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    #[test]
    fn no_sequence_skips_a_step(
        first in prop_oneof![Just(None), Just(Some(5u8))],
        tried in prop::collection::vec((any_name(), any_step()), 0..40),
        imported in prop::option::of(prop::sample::select(HazardState::ALL)),
    ) {
        let by = person("李明", Role::EnterpriseSafety);
        let reported = report("H1", &told(first), &by, AT).unwrap();
        let (mut hazard, event) = match imported {
            None => (reported, Event::Report { report: told(first) }),
            Some(state) => {
                let row = Imported { state, ..reported.row };
                (Hazard::imported("H1", row.clone()), Event::Import { row })
            }
        };
        let mut log = vec![Entry {
            hazard_id: "H1".into(),
            entry: 1,
            at: AT.into(),
            by: Some(by),
            event,
            note: None,
            before: None,
            after: hazard.state(),
        }];
        let mut was_submitted = imported == Some(HazardState::AwaitingAcceptance);
        for (by, step) in tried {
            let before = hazard.clone();
            match take(&hazard, &step, &by, AT) {
                Ok(after) => {
                    prop_assert!(may_follow(before.state(), after.state()));
                    prop_assert!(steps(before.state()).contains(&step.kind()));
                    prop_assert!(roles(step.kind(), before.level()).contains(&by.role));
                    was_submitted |= step.kind() == StepKind::Submit;
                    if after.state() == HazardState::Closed {
                        prop_assert!(was_submitted, "closed without acceptance asked for");
                        prop_assert!(!before.rectified_by.iter().any(|n| by.is_named(n)));
                    }
                    if step.kind() == StepKind::Start && after.level() == HazardLevel::Major {
                        let plan = after.plan.as_ref().unwrap();
                        prop_assert!(plan.funds_yuan.is_some() && plan.contingency_plan.is_some());
                    }
                    log.push(Entry {
                        hazard_id: "H1".into(),
                        entry: log.len() as u64 + 1,
                        at: AT.into(),
                        by: Some(by),
                        event: Event::Step { step },
                        note: None,
                        before: Some(before.state()),
                        after: after.state(),
                    });
                    hazard = after;
                }
                Err(refusal) => {
                    prop_assert!(!refusal.zh().is_empty() && !refusal.to_string().is_empty());
                    prop_assert!(!refusal.fields().is_empty());
                }
            }
        }
        // The log alone tells the same, also after it was written down and read.
        let text = serde_json::to_string(&log).unwrap();
        let read: Vec<Entry> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &log);
        prop_assert_eq!(replay(&read).unwrap(), Some(hazard));
        // Without one of its entries that changed the state it is not sound, nor with two of them in another order.
        for gone in 0..log.len() - 1 {
            let mut less = log.clone();
            less.remove(gone);
            prop_assert!(replay(&less).is_err());
        }
    }
}
