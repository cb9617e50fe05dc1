//! Why a step may not be taken, and what would be right.

use std::fmt;

use super::role::Role;
use super::step::StepKind;
use crate::facts::HazardState;

/// A step that may not be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The state has no such step.
    WrongState {
        /// The step.
        step: StepKind,
        /// The state.
        state: HazardState,
        /// Steps that it has.
        allowed: &'static [StepKind],
    },
    /// The role may not do this.
    WrongRole {
        /// Field of the person.
        field: &'static str,
        /// The step.
        step: StepKind,
        /// The role.
        role: Role,
        /// Roles that may.
        allowed: &'static [Role],
    },
    /// The person did, or asked for, what another one must look at.
    SamePerson {
        /// Field of the person.
        field: &'static str,
        /// The step.
        step: StepKind,
        /// The name.
        name: String,
    },
    /// Fields that the step needs are missing.
    Missing {
        /// The step.
        step: StepKind,
        /// Names of the fields, Chinese titles.
        fields: Vec<(&'static str, &'static str)>,
    },
    /// A field that cannot be taken.
    Field {
        /// Its name.
        field: &'static str,
        /// What was given.
        value: String,
        /// What would be right, Chinese.
        right_zh: String,
        /// What would be right, English.
        right_en: String,
    },
}

impl Refusal {
    /// A field that cannot be taken.
    pub fn field(
        field: &'static str,
        value: impl Into<String>,
        right_zh: impl Into<String>,
        right_en: impl Into<String>,
    ) -> Self {
        Self::Field {
            field,
            value: value.into(),
            right_zh: right_zh.into(),
            right_en: right_en.into(),
        }
    }

    /// Short name of the kind of refusal, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "wrong-state",
            Self::WrongRole { .. } => "wrong-role",
            Self::SamePerson { .. } => "same-person",
            Self::Missing { .. } => "missing-fields",
            Self::Field { .. } => "bad-field",
        }
    }

    /// The fields that it speaks of.
    pub fn fields(&self) -> Vec<&'static str> {
        match self {
            Self::WrongState { .. } => vec!["step"],
            Self::WrongRole { field, .. }
            | Self::SamePerson { field, .. }
            | Self::Field { field, .. } => vec![field],
            Self::Missing { fields, .. } => fields.iter().map(|f| f.0).collect(),
        }
    }

    /// In Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::WrongState {
                step,
                state,
                allowed,
            } => format!(
                "隐患{}，不能{}；可以：{}",
                state.zh(),
                step.zh(),
                list(allowed.iter().map(|s| s.zh()), "无")
            ),
            Self::WrongRole {
                step,
                role,
                allowed,
                ..
            } => format!(
                "{}不能{}；应由{}办理",
                role.zh(),
                step.zh(),
                list(allowed.iter().map(|r| r.zh()), "无人")
            ),
            Self::SamePerson { step, name, .. } => {
                format!("{name}参与了整改或申请，不能{}；应由另一人办理", step.zh())
            }
            Self::Missing { step, fields } => format!(
                "{}缺少：{}",
                step.zh(),
                list(fields.iter().map(|f| f.1), "")
            ),
            Self::Field {
                field,
                value,
                right_zh,
                ..
            } => {
                format!("{field} 为“{value}”，不能接受；{right_zh}")
            }
        }
    }
}

fn list<'a>(words: impl Iterator<Item = &'a str>, none: &str) -> String {
    let all: Vec<&str> = words.collect();
    if all.is_empty() {
        none.to_owned()
    } else {
        all.join("、")
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = |all: Vec<&str>| {
            if all.is_empty() {
                "nothing".to_owned()
            } else {
                all.join(", ")
            }
        };
        match self {
            Self::WrongState {
                step,
                state,
                allowed,
            } => write!(
                f,
                "the hazard is {}, which does not take the step {}; it takes {}",
                state.code(),
                step.code(),
                codes(allowed.iter().map(|s| s.code()).collect())
            ),
            Self::WrongRole {
                field,
                step,
                role,
                allowed,
            } => write!(
                f,
                "{field}: {} may not take the step {}; give one of {}",
                role.code(),
                step.code(),
                codes(allowed.iter().map(|r| r.code()).collect())
            ),
            Self::SamePerson { field, step, name } => write!(
                f,
                "{field}: {name} rectified or asked for it; the step {} is for another person",
                step.code()
            ),
            Self::Missing { step, fields } => write!(
                f,
                "the step {} needs {}",
                step.code(),
                codes(fields.iter().map(|f| f.0).collect())
            ),
            Self::Field {
                field,
                value,
                right_en,
                ..
            } => {
                write!(f, "{field} is `{value}`; {right_en}")
            }
        }
    }
}

impl std::error::Error for Refusal {}
