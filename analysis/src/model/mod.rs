//! One model alone: JSON in, JSON out, as `anjie model` offers it.

mod dispersion;
mod explosion;
mod fire;
mod grading;
mod harm;
mod inputs;
pub mod major_hazard;
mod risk;
mod source;
mod unit;

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
    /// Where it stands: standard or paper, with equation or table.
    pub source: &'static str,
    /// For what it was made; outside it says so.
    pub range: &'static str,
    /// How far it can be trusted, and what speaks for it.
    pub confidence: &'static str,
    /// Inputs as (name, unit, meaning).
    pub inputs: &'static [(&'static str, &'static str, &'static str)],
    /// Outputs as (name, unit, meaning).
    pub outputs: &'static [(&'static str, &'static str, &'static str)],
    /// Runs it.
    pub run: fn(&Value) -> Result<Value, Error>,
}

/// Every model, by what it answers.
pub fn models() -> impl Iterator<Item = &'static Model> {
    std::iter::once(&major_hazard::MODEL)
        .chain(source::MODELS)
        .chain(dispersion::MODELS)
        .chain(fire::MODELS)
        .chain(explosion::MODELS)
        .chain(harm::MODELS)
        .chain(risk::MODELS)
        .chain(grading::MODELS)
}

/// The model with a name.
pub fn model(name: &str) -> Option<&'static Model> {
    models().find(|m| m.name == name)
}
