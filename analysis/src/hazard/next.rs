//! Who must act next, until when, and to which level it goes up: policy suggestions of this project
//! (`hidden_hazard_policy.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use super::day;
use super::role::{Role, Tier};
use super::step::StepKind;
use super::take::{roles, steps};
use crate::facts::{HazardLevel, HazardState, HiddenHazard};

const TABLE: &str = include_str!("../standards/tables/hidden_hazard_policy.toml");

/// From how many days overdue on a level is responsible.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Level of the hazard.
    pub level: HazardLevel,
    /// Town.
    pub town_from_days: i64,
    /// County.
    pub county_from_days: i64,
    /// City.
    pub city_from_days: i64,
}

/// Titles of what the report of a major one tells.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportContent {
    /// How sure they are.
    pub confidence: String,
    /// Where they come from.
    pub source: String,
    /// Parts of the report.
    pub fields: Vec<String>,
    /// Parts of the plan of treatment.
    pub plan_fields: Vec<String>,
}

/// The policy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HazardPolicy {
    /// How sure it is.
    pub confidence: String,
    /// Where it comes from.
    pub source: String,
    /// Days until a report must be registered.
    pub register_within_days: i64,
    /// Escalation by level of the hazard.
    pub escalation: Vec<Escalation>,
    /// Report of a major one.
    pub major_report: ReportContent,
}

/// The policy of the program.
///
/// # Panics
/// Where it is defective, which its test finds.
pub fn policy() -> &'static HazardPolicy {
    static POLICY: LazyLock<HazardPolicy> =
        LazyLock::new(|| toml::from_str(TABLE).expect("the policy is part of the program"));
    &POLICY
}

/// What must happen next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The step that leads on; another may be possible too.
    pub step: StepKind,
    /// Who may take it.
    pub roles: &'static [Role],
    /// Day until which; none where nobody set one.
    pub deadline: Option<String>,
    /// Days since then, from 1 on; 0 where it is not overdue.
    pub overdue_days: i64,
    /// Level that must act: the lowest that may take the step.
    pub actor: Tier,
    /// Level that is responsible by now.
    pub responsible: Tier,
}

/// The step that leads on.
pub const fn onward(state: HazardState) -> Option<StepKind> {
    match state {
        HazardState::Reported => Some(StepKind::Register),
        HazardState::Registered => Some(StepKind::Start),
        HazardState::Rectifying => Some(StepKind::Submit),
        HazardState::AwaitingAcceptance => Some(StepKind::Accept),
        HazardState::Closed => None,
    }
}

/// The steps that a hazard takes now, with the roles that may take them.
pub fn allowed(level: HazardLevel, state: HazardState) -> Vec<(StepKind, &'static [Role])> {
    let steps = steps(state).iter();
    steps.map(|step| (*step, roles(*step, level))).collect()
}

/// The day until which something must happen: the deadline, or that of the registration.
pub fn deadline(hazard: &HiddenHazard) -> Option<String> {
    if hazard.due_on.is_some() {
        return hazard.due_on.clone();
    }
    let found = day::number(&hazard.found_on)?;
    (hazard.state == HazardState::Reported)
        .then(|| day::of_number(found + policy().register_within_days))
}

/// Days by which a hazard is overdue on a day; 0 where it is not, or is closed.
pub fn overdue_days(hazard: &HiddenHazard, today: &str) -> i64 {
    if hazard.state == HazardState::Closed {
        return 0;
    }
    let due = deadline(hazard);
    let days = due.and_then(|due| day::between(&due, today));
    days.unwrap_or(0).max(0)
}

/// The level that is responsible for a hazard that is so many days overdue.
pub fn responsible(level: HazardLevel, overdue_days: i64) -> Tier {
    let rule = policy().escalation.iter().find(|e| e.level == level);
    let Some(rule) = rule else {
        return Tier::Enterprise;
    };
    if overdue_days >= rule.city_from_days {
        Tier::City
    } else if overdue_days >= rule.county_from_days {
        Tier::County
    } else if overdue_days >= rule.town_from_days {
        Tier::Town
    } else {
        Tier::Enterprise
    }
}

/// What must happen next with a hazard on a day; nothing with a closed one.
pub fn task(hazard: &HiddenHazard, today: &str) -> Option<Task> {
    let step = onward(hazard.state)?;
    let roles = roles(step, hazard.level);
    let overdue_days = overdue_days(hazard, today);
    let actor = roles.iter().filter_map(|r| r.tier()).min();
    let actor = actor.unwrap_or(Tier::Enterprise);
    Some(Task {
        step,
        roles,
        deadline: deadline(hazard),
        overdue_days,
        actor,
        responsible: responsible(hazard.level, overdue_days).max(actor),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_up_with_the_days() {
        let of = |level, days| responsible(level, days).code();
        let general: Vec<&str> = [0, 1, 14, 15, 44, 45]
            .map(|d| of(HazardLevel::General, d))
            .to_vec();
        assert_eq!(
            general,
            ["enterprise", "town", "town", "county", "county", "city"]
        );
        let major: Vec<&str> = [0, 1, 14, 15].map(|d| of(HazardLevel::Major, d)).to_vec();
        assert_eq!(major, ["enterprise", "county", "county", "city"]);
    }

    #[test]
    fn the_policy_says_that_it_is_a_suggestion_and_names_the_report_as_the_program_does() {
        let policy = policy();
        assert_eq!(policy.confidence, "policy suggestion");
        assert_eq!(policy.escalation.len(), HazardLevel::ALL.len());
        let report = super::super::MajorReport::default();
        let of_plan = policy
            .major_report
            .plan_fields
            .iter()
            .map(|f| format!("治理方案：{f}"));
        let told: Vec<String> = policy.major_report.fields[..2]
            .iter()
            .cloned()
            .chain(of_plan)
            .collect();
        let ours: Vec<&str> = report.fields().iter().map(|f| f.1).collect();
        assert_eq!(told, ours);
    }
}
