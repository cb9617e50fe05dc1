//! What can be done with a hidden hazard, as it is told and as it stands in the log.
//!
//! There are no fractions in it: a step has one canonical text, whatever program writes it.

use serde::{Deserialize, Serialize};

use super::role::{Person, words};
use crate::facts::HazardLevel;

words! {
    /// Kind of step.
    StepKind {
        Report = "report", "上报", "report";
        Import = "import", "导入", "import";
        Register = "register", "登记", "register";
        Start = "start", "开始整改", "start rectifying";
        Extend = "extend", "延期", "extend the deadline";
        AddEvidence = "add_evidence", "补充证据", "add evidence";
        Submit = "submit", "提请验收", "submit for acceptance";
        Accept = "accept", "验收通过并销号", "accept and close";
        Return = "return", "验收不通过", "refuse acceptance";
    }
}

/// A report (上报): what was found where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The facility where it was found.
    pub facility_id: String,
    /// What is wrong.
    pub description: String,
    /// Day on which it was found.
    pub found_on: String,
    /// Who or what found it, such as 企业自查 or 举报.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Number of the criterion of 2017 that it seems to meet; it is major then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<u8>,
    /// Clause that it breaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Barrier that it weakens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barrier: Option<String>,
}

/// The five things that rectification needs (五落实).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Measures (措施).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<String>,
    /// Funds (资金), yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funds_yuan: Option<u64>,
    /// Day until which it is put right (时限).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// Responsible person (责任人).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_person: Option<String>,
    /// Contingency plan (预案).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingency_plan: Option<String>,
}

/// What the report of a major hidden hazard tells (SAWS order 16 article 14, from memory).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MajorReport {
    /// Present state and causes (隐患现状及产生原因).
    #[serde(default)]
    pub state_and_causes: String,
    /// Harm, and how hard it is to put right (危害程度和整改难易程度分析).
    #[serde(default)]
    pub harm_and_difficulty: String,
    /// Goals and tasks (目标和任务).
    #[serde(default)]
    pub goals_and_tasks: String,
    /// Methods and measures (方法和措施).
    #[serde(default)]
    pub methods_and_measures: String,
    /// Funds and materials (经费和物资).
    #[serde(default)]
    pub funds_and_materials: String,
    /// Bodies and persons (机构和人员).
    #[serde(default)]
    pub bodies_and_persons: String,
    /// Times and requirements (时限和要求).
    #[serde(default)]
    pub times_and_requirements: String,
    /// Safety measures and contingency plan (安全措施和应急预案).
    #[serde(default)]
    pub safety_and_contingency: String,
}

impl MajorReport {
    /// Its fields: name, Chinese title, text.
    pub fn fields(&self) -> [(&'static str, &'static str, &str); 8] {
        [
            (
                "state_and_causes",
                "隐患现状及产生原因",
                &self.state_and_causes,
            ),
            (
                "harm_and_difficulty",
                "危害程度和整改难易程度分析",
                &self.harm_and_difficulty,
            ),
            (
                "goals_and_tasks",
                "治理方案：目标和任务",
                &self.goals_and_tasks,
            ),
            (
                "methods_and_measures",
                "治理方案：方法和措施",
                &self.methods_and_measures,
            ),
            (
                "funds_and_materials",
                "治理方案：经费和物资",
                &self.funds_and_materials,
            ),
            (
                "bodies_and_persons",
                "治理方案：机构和人员",
                &self.bodies_and_persons,
            ),
            (
                "times_and_requirements",
                "治理方案：时限和要求",
                &self.times_and_requirements,
            ),
            (
                "safety_and_contingency",
                "治理方案：安全措施和应急预案",
                &self.safety_and_contingency,
            ),
        ]
    }
}

/// A file that proves something; the file itself is kept beside the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Name that it was sent under.
    pub name: String,
    /// Media type, by what it holds.
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
}

/// A step with what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Registers a report (登记): level, basis, deadline.
    Register {
        /// Number of the criterion of 2017 that it meets: it is major then, else general.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        criterion: Option<u8>,
        /// Clause that it breaks; that of the criterion where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clause: Option<String>,
        /// Barrier that it weakens; as reported, or that of the criterion, where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        barrier: Option<String>,
        /// Day until which it must be put right.
        due_on: String,
    },
    /// Begins to put it right (整改).
    Start {
        /// The five things (五落实).
        plan: Plan,
        /// Content of the report of a major one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        major_report: Option<MajorReport>,
    },
    /// Moves the deadline (延期).
    Extend {
        /// New day.
        due_on: String,
        /// Why.
        reason: String,
        /// Who approved it.
        approved_by: Person,
    },
    /// Adds a file.
    AddEvidence {
        /// The file.
        evidence: Evidence,
    },
    /// Says that it is put right, and asks for acceptance (提请验收).
    Submit {
        /// What was done.
        result: String,
        /// SHA-256 of files that were sent before and prove it.
        evidence: Vec<String>,
    },
    /// Accepts and closes it (验收、销号).
    Accept {
        /// What was found.
        finding: String,
    },
    /// Refuses acceptance (验收不通过): it goes back to rectification.
    Return {
        /// Why.
        reason: String,
        /// New deadline; the old one where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due_on: Option<String>,
    },
}

impl Step {
    /// Its kind.
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Register { .. } => StepKind::Register,
            Self::Start { .. } => StepKind::Start,
            Self::Extend { .. } => StepKind::Extend,
            Self::AddEvidence { .. } => StepKind::AddEvidence,
            Self::Submit { .. } => StepKind::Submit,
            Self::Accept { .. } => StepKind::Accept,
            Self::Return { .. } => StepKind::Return,
        }
    }
}

/// The level that a criterion makes a hazard.
pub const fn level(criterion: Option<u8>) -> HazardLevel {
    match criterion {
        Some(_) => HazardLevel::Major,
        None => HazardLevel::General,
    }
}
