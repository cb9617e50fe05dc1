//! One model alone: JSON in, JSON out, as `anjie model` offers it.

pub mod major_hazard;

use serde_json::Value;

use crate::error::Error;

/// What a model is, for `anjie model list`.
#[derive(Debug)]
pub struct Model {
    /// Name.
    pub name: &'static str,
    /// What it answers, Chinese.
    pub title_zh: &'static str,
    /// What it answers, English.
    pub title_en: &'static str,
    /// Where it stands.
    pub source: &'static str,
    /// Inputs as (name, unit, meaning).
    pub inputs: &'static [(&'static str, &'static str, &'static str)],
    /// Outputs as (name, unit, meaning).
    pub outputs: &'static [(&'static str, &'static str, &'static str)],
    /// Runs it.
    pub run: fn(&Value) -> Result<Value, Error>,
}

/// Every model.
pub const MODELS: &[Model] = &[major_hazard::MODEL];

/// The model with a name.
pub fn model(name: &str) -> Option<&'static Model> {
    MODELS.iter().find(|m| m.name == name)
}
