//! `anjie model list` and `anjie model run NAME`: one model alone, JSON on standard input and output.

use std::io::Read;

use analysis::model::{model, models};
use serde_json::{Value, json};

use super::{Common, Failure, say};
use crate::problem::Problem;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// The models that there are; with --json their inputs, outputs, units and sources
    List,
    /// Runs a model: JSON on standard input, JSON on standard output
    Run {
        /// Name of the model
        name: String,
    },
}

pub(super) fn run(common: &Common, args: &Args) -> Result<(), Failure> {
    match &args.action {
        Action::List => {
            list(common.json);
            Ok(())
        }
        Action::Run { name } => run_one(name),
    }
}

fn list(in_full: bool) {
    if !in_full {
        for m in models() {
            say(format_args!("{}\t{} {}", m.name, m.title_zh, m.title_en));
        }
        return;
    }
    let fields = |all: &[(&str, &str, &str)]| -> Vec<Value> {
        all.iter()
            .map(|(name, unit, meaning)| json!({"name": name, "unit": unit, "meaning": meaning}))
            .collect()
    };
    let all: Vec<Value> = models()
        .map(|m| {
            json!({
                "name": m.name, "title_zh": m.title_zh, "title_en": m.title_en, "source": m.source,
                "range": m.range, "confidence": m.confidence,
                "inputs": fields(m.inputs), "outputs": fields(m.outputs),
            })
        })
        .collect();
    say(Value::Array(all));
}

fn run_one(name: &str) -> Result<(), Failure> {
    let Some(model) = model(name) else {
        let known: Vec<&str> = models().map(|m| m.name).collect();
        return Err(bad(
            &format!("/models/{name}"),
            &format!(
                "there is no model `{name}`; there are: {}",
                known.join(", ")
            ),
        ));
    };
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|e| bad("/", &format!("standard input cannot be read: {e}")))?;
    let input: Value = serde_json::from_str(&text)
        .map_err(|e| bad("/", &format!("standard input is no JSON: {e}")))?;
    match (model.run)(&input) {
        Ok(output) => {
            say(output);
            Ok(())
        }
        Err(analysis::Error::Input { pointer, detail }) => Err(bad(&pointer, &detail)),
        Err(other) => Err(bad("/", &other.to_string())),
    }
}

/// A problem document on standard error.
fn bad(pointer: &str, detail: &str) -> Failure {
    let problem = Problem::bad_input(pointer, detail);
    match serde_json::to_string(&problem) {
        Ok(text) => eprintln!("{text}"),
        Err(error) => eprintln!("{error}"),
    }
    Failure::BadInput(format!("{pointer}: {detail}"))
}
