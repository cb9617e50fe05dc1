//! Whether a step may be taken, and what the hazard is after it: the only way from one state to the next.
//!
//! | step | by whom (general) | by whom (major) | needs |
//! |---|---|---|---|
//! | report | anybody | anybody | what, where, when |
//! | register | enterprise, inspectors | the same | deadline; major: number of the criterion |
//! | start | safety officer or head | head | general: measures, deadline, responsible person; major: 五落实 and the report of article 14 |
//! | extend | safety officer or head | the same | later day, reason, approval: general by the head or an inspector, major by county or city; another person |
//! | submit | safety officer or head | the same | result, at least one file |
//! | accept, return | safety officer, head, inspectors | inspectors of county or city | finding or reason; nobody who rectified |
//!
//! These rules are suggestions of this project in the sense of 自查自改自报 and of order 16; they are no text of law.

use super::criteria;
use super::day;
use super::refusal::Refusal;
use super::role::{Person, Role};
use super::state::{Hazard, Imported};
use super::step::{MajorReport, Plan, Report, Step, StepKind, level};
use crate::facts::{HazardLevel, HazardState};

use super::barriers::{barrier, table};
use Role::{
    CityInspector, CountyInspector, EnterpriseHead, EnterpriseSafety, EnterpriseStaff,
    TownInspector,
};

/// Longest text of a step, characters; as the layer's column.
pub const MOST_TEXT: usize = 2000;
/// Longest name, characters.
pub const MOST_NAME: usize = 200;

const ALL_BUT_PUBLIC: &[Role] = &[
    EnterpriseStaff,
    EnterpriseSafety,
    EnterpriseHead,
    TownInspector,
    CountyInspector,
    CityInspector,
];
const REGISTRARS: &[Role] = &[
    EnterpriseSafety,
    EnterpriseHead,
    TownInspector,
    CountyInspector,
    CityInspector,
];
const RESPONSIBLE: &[Role] = &[EnterpriseSafety, EnterpriseHead];
const HEAD: &[Role] = &[EnterpriseHead];
const HIGHER: &[Role] = &[CountyInspector, CityInspector];
const APPROVERS: &[Role] = &[
    EnterpriseHead,
    TownInspector,
    CountyInspector,
    CityInspector,
];

/// The steps that a state takes.
pub const fn steps(state: HazardState) -> &'static [StepKind] {
    use StepKind::{Accept, AddEvidence, Extend, Register, Return, Start, Submit};
    match state {
        HazardState::Reported => &[Register, AddEvidence],
        HazardState::Registered => &[Start, Extend, AddEvidence],
        HazardState::Rectifying => &[Submit, Extend, AddEvidence],
        HazardState::AwaitingAcceptance => &[Accept, Return, AddEvidence],
        HazardState::Closed => &[],
    }
}

/// The roles that may take a step.
pub const fn roles(step: StepKind, level: HazardLevel) -> &'static [Role] {
    match (step, level) {
        (StepKind::Report, _) => Role::ALL,
        (StepKind::Import, _) => &[],
        (StepKind::Register, _) | (StepKind::Accept | StepKind::Return, HazardLevel::General) => {
            REGISTRARS
        }
        (StepKind::Start, HazardLevel::Major) => HEAD,
        (StepKind::Start, HazardLevel::General) | (StepKind::Extend | StepKind::Submit, _) => {
            RESPONSIBLE
        }
        (StepKind::AddEvidence, _) => ALL_BUT_PUBLIC,
        (StepKind::Accept | StepKind::Return, HazardLevel::Major) => HIGHER,
    }
}

/// The roles that may approve a later deadline.
pub const fn approvers(level: HazardLevel) -> &'static [Role] {
    match level {
        HazardLevel::Major => HIGHER,
        HazardLevel::General => APPROVERS,
    }
}

/// A hazard that is reported. `at` is the moment, RFC 3339.
///
/// # Errors
/// [`Refusal`] for a field that is missing or cannot be taken.
pub fn report(id: &str, told: &Report, by: &Person, at: &str) -> Result<Hazard, Refusal> {
    let today = moment(at)?;
    person("by.name", by)?;
    text("facility_id", &told.facility_id, MOST_NAME)?;
    text("description", &told.description, MOST_TEXT)?;
    maybe("source", told.source.as_deref(), MOST_NAME)?;
    maybe("clause", told.clause.as_deref(), 500)?;
    day_of("found_on", &told.found_on)?;
    if told.found_on.as_str() > today {
        return Err(Refusal::field(
            "found_on",
            &told.found_on,
            format!("发现日期不能晚于今天 {today}"),
            format!("a hazard is not found later than today, {today}"),
        ));
    }
    known_criterion(told.criterion)?;
    known_barrier(told.barrier.as_deref())?;
    Ok(Hazard::imported(
        id,
        Imported {
            facility_id: told.facility_id.clone(),
            level: level(told.criterion),
            found_on: told.found_on.clone(),
            source: told.source.clone(),
            clause: told
                .criterion
                .map(criteria::clause)
                .or_else(|| told.clause.clone()),
            description: told.description.clone(),
            due_on: None,
            closed_on: None,
            state: HazardState::Reported,
            barrier: told.barrier.clone().or_else(|| barrier_of(told.criterion)),
        },
    ))
}

/// The hazard after a step. `at` is the moment, RFC 3339.
///
/// # Errors
/// [`Refusal`], which says what would be right.
#[expect(clippy::too_many_lines, reason = "one arm a step, in their order")]
pub fn take(hazard: &Hazard, step: &Step, by: &Person, at: &str) -> Result<Hazard, Refusal> {
    let kind = step.kind();
    let today = moment(at)?;
    let allowed = steps(hazard.state());
    if !allowed.contains(&kind) {
        return Err(Refusal::WrongState {
            step: kind,
            state: hazard.state(),
            allowed,
        });
    }
    person("by.name", by)?;
    role("by.role", kind, by.role, roles(kind, hazard.level()))?;
    let mut after = hazard.clone();
    match step {
        Step::Register {
            criterion,
            clause,
            barrier,
            due_on,
        } => {
            known_criterion(*criterion)?;
            maybe("clause", clause.as_deref(), 500)?;
            known_barrier(barrier.as_deref())?;
            not_before("due_on", due_on, today)?;
            let row = &mut after.row;
            row.level = level(*criterion);
            if let Some(clause) = criterion.map(criteria::clause).or_else(|| clause.clone()) {
                row.clause = Some(clause);
            } else if hazard.criterion.is_some() {
                // What was reported as a criterion is none.
                row.clause = None;
            }
            let barrier = barrier.clone().or_else(|| row.barrier.clone());
            row.barrier = barrier.or_else(|| barrier_of(*criterion));
            row.due_on = Some(due_on.clone());
            row.state = HazardState::Registered;
            after.criterion = *criterion;
        }
        Step::Start { plan, major_report } => {
            started(&mut after, plan, major_report.as_ref(), today)?;
            after.rectified_by.push(by.name.clone());
        }
        Step::Extend {
            due_on,
            reason,
            approved_by,
        } => {
            text("reason", reason, MOST_TEXT)?;
            person("approved_by.name", approved_by)?;
            role(
                "approved_by.role",
                kind,
                approved_by.role,
                approvers(hazard.level()),
            )?;
            if approved_by.is_named(&by.name) {
                return Err(same("approved_by.name", kind, approved_by));
            }
            let least = hazard
                .row
                .due_on
                .as_deref()
                .map_or(today, |due| due.max(today));
            not_before("due_on", due_on, least)?;
            if hazard.row.due_on.as_deref() == Some(due_on) {
                return Err(Refusal::field(
                    "due_on",
                    due_on,
                    "应晚于原期限",
                    "give a day after the deadline that there is",
                ));
            }
            after.row.due_on = Some(due_on.clone());
            after.extensions += 1;
        }
        Step::AddEvidence { evidence } => after.evidence.push(evidence.clone()),
        Step::Submit { result, evidence } => {
            text("result", result, MOST_TEXT)?;
            if evidence.is_empty() {
                return Err(Refusal::Missing {
                    step: kind,
                    fields: vec![("evidence", "整改证据（照片或文件）")],
                });
            }
            for sha256 in evidence {
                if !hazard.evidence.iter().any(|e| e.sha256 == *sha256) {
                    return Err(Refusal::field(
                        "evidence",
                        sha256,
                        "先上传该文件，再引用其 SHA-256",
                        "send the file first, then name its SHA-256",
                    ));
                }
            }
            after.row.state = HazardState::AwaitingAcceptance;
            after.rectified_by.push(by.name.clone());
        }
        Step::Accept { finding } => {
            text("finding", finding, MOST_TEXT)?;
            another_person(hazard, kind, by)?;
            after.row.state = HazardState::Closed;
            after.row.closed_on = Some(today.to_owned());
        }
        Step::Return { reason, due_on } => {
            text("reason", reason, MOST_TEXT)?;
            another_person(hazard, kind, by)?;
            if let Some(due_on) = due_on {
                not_before("due_on", due_on, today)?;
                after.row.due_on = Some(due_on.clone());
            }
            after.row.state = HazardState::Rectifying;
            after.returns += 1;
        }
    }
    Ok(after)
}

fn started(
    hazard: &mut Hazard,
    plan: &Plan,
    told: Option<&MajorReport>,
    today: &str,
) -> Result<(), Refusal> {
    let is_major = hazard.level() == HazardLevel::Major;
    let is_there = |text: &Option<String>| text.as_deref().is_some_and(|t| !t.trim().is_empty());
    // Name, Chinese title, whether it is there, whether a general one needs it.
    let five = [
        ("plan.measures", "整改措施", is_there(&plan.measures), true),
        ("plan.funds_yuan", "资金", plan.funds_yuan.is_some(), false),
        ("plan.deadline", "时限", is_there(&plan.deadline), true),
        (
            "plan.responsible_person",
            "责任人",
            is_there(&plan.responsible_person),
            true,
        ),
        (
            "plan.contingency_plan",
            "预案",
            is_there(&plan.contingency_plan),
            false,
        ),
    ];
    let missing = five
        .iter()
        .filter(|(_, _, is, general)| !is && (is_major || *general));
    let mut fields: Vec<(&'static str, &'static str)> = missing.map(|f| (f.0, f.1)).collect();
    let blank = MajorReport::default();
    if is_major {
        let report = told.unwrap_or(&blank).fields();
        let missing = report.iter().filter(|(_, _, text)| text.trim().is_empty());
        fields.extend(missing.map(|(name, zh, _)| (*name, *zh)));
    }
    if !fields.is_empty() {
        return Err(Refusal::Missing {
            step: StepKind::Start,
            fields,
        });
    }
    maybe("plan.measures", plan.measures.as_deref(), MOST_TEXT)?;
    maybe(
        "plan.contingency_plan",
        plan.contingency_plan.as_deref(),
        MOST_TEXT,
    )?;
    maybe(
        "plan.responsible_person",
        plan.responsible_person.as_deref(),
        MOST_NAME,
    )?;
    for (name, _, given) in told.unwrap_or(&blank).fields() {
        maybe(name, Some(given).filter(|t| !t.is_empty()), MOST_TEXT)?;
    }
    if let Some(deadline) = &plan.deadline {
        not_before("plan.deadline", deadline, today)?;
        match &hazard.row.due_on {
            Some(due) if deadline > due => {
                return Err(Refusal::field(
                    "plan.deadline",
                    deadline,
                    format!("不得晚于整改期限 {due}；先办理延期"),
                    format!("give a day until the deadline {due}, or extend that first"),
                ));
            }
            Some(_) => {}
            None => hazard.row.due_on = Some(deadline.clone()),
        }
    }
    hazard.rectified_by.extend(plan.responsible_person.clone());
    hazard.plan = Some(plan.clone());
    hazard.major_report = told.cloned();
    hazard.row.state = HazardState::Rectifying;
    Ok(())
}

fn barrier_of(criterion: Option<u8>) -> Option<String> {
    criterion.and_then(criteria::criterion)?.barrier.clone()
}

fn same(field: &'static str, step: StepKind, who: &Person) -> Refusal {
    Refusal::SamePerson {
        field,
        step,
        name: who.name.clone(),
    }
}

fn another_person(hazard: &Hazard, step: StepKind, by: &Person) -> Result<(), Refusal> {
    if hazard.rectified_by.iter().any(|name| by.is_named(name)) {
        return Err(same("by.name", step, by));
    }
    Ok(())
}

fn role(
    field: &'static str,
    step: StepKind,
    role: Role,
    allowed: &'static [Role],
) -> Result<(), Refusal> {
    if allowed.contains(&role) {
        return Ok(());
    }
    Err(Refusal::WrongRole {
        field,
        step,
        role,
        allowed,
    })
}

fn person(field: &'static str, who: &Person) -> Result<(), Refusal> {
    text(field, &who.name, MOST_NAME)?;
    maybe("by.organisation", who.organisation.as_deref(), MOST_NAME)
}

fn maybe(field: &'static str, given: Option<&str>, most: usize) -> Result<(), Refusal> {
    given.map_or(Ok(()), |given| text(field, given, most))
}

/// A text with letters in it, not too long, without control characters but line ends and tabs.
fn text(field: &'static str, given: &str, most: usize) -> Result<(), Refusal> {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if given.trim().is_empty() || given.chars().count() > most || given.chars().any(is_odd) {
        let shown: String = given.chars().filter(|c| !c.is_control()).take(40).collect();
        return Err(Refusal::field(
            field,
            shown,
            format!("应为 1 至 {most} 个字符，无控制字符"),
            format!("give 1 to {most} characters without control characters"),
        ));
    }
    Ok(())
}

/// The day of a moment.
fn moment(at: &str) -> Result<&str, Refusal> {
    let today = day::of_moment(at);
    day_of("at", today)?;
    Ok(today)
}

fn day_of(field: &'static str, given: &str) -> Result<(), Refusal> {
    if day::number(given).is_some() {
        return Ok(());
    }
    Err(Refusal::field(
        field,
        given,
        "应写作 2026-11-28",
        "write a day as 2026-11-28",
    ))
}

fn not_before(field: &'static str, given: &str, least: &str) -> Result<(), Refusal> {
    day_of(field, given)?;
    if given < least {
        return Err(Refusal::field(
            field,
            given,
            format!("不得早于 {least}"),
            format!("give {least} or later"),
        ));
    }
    Ok(())
}

fn known_criterion(no: Option<u8>) -> Result<(), Refusal> {
    match no {
        Some(no) if criteria::criterion(no).is_none() => Err(Refusal::field(
            "criterion",
            no.to_string(),
            format!("{}只有第 1 至 20 条", criteria::DOCUMENT),
            format!("{} has the criteria 1 to 20", criteria::DOCUMENT),
        )),
        _ => Ok(()),
    }
}

fn known_barrier(name: Option<&str>) -> Result<(), Refusal> {
    match name {
        Some(name) if barrier(name).is_none() => {
            let known: Vec<&str> = table().all.iter().map(|b| b.names[0].as_str()).collect();
            Err(Refusal::field(
                "barrier",
                name,
                format!("可选：{}", known.join("、")),
                format!("give one of {}", known.join(", ")),
            ))
        }
        _ => Ok(()),
    }
}
