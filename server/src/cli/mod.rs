//! The command line: one binary, `anjie`.
//!
//! Exit codes: 0 done, 1 failure, 2 bad usage or bad input, 3 done with rejected rows.

mod assess;
mod backup;
mod demo;
mod doctor;
mod export;
mod import;
mod model;
mod restore;
pub mod serve;
mod verify;

use std::fmt;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use data::Store;
use data::import::Language;

use crate::config::Common;
use crate::runs::RunError;

/// 安界 Anjie: risk maps for cities with chemical plants.
#[derive(Debug, Parser)]
#[command(name = "anjie", version, about, long_about = None)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the demo city if the store is empty, assess it, serve it
    Demo(demo::Args),
    /// Read a file into a layer of the store: all of it or nothing
    Import(import::Args),
    /// Compute violations and grades, and keep them as a run
    Assess(assess::Args),
    /// Serve the map and the API
    Serve(serve::ServeArgs),
    /// One model alone: JSON in, JSON out
    Model(model::Args),
    /// Write a layer or results into a file
    Export(export::Args),
    /// Examine the data: what cannot be right, and which fix settles most verdicts
    Doctor(doctor::Args),
    /// Write everything of the store into one file
    Backup(backup::Args),
    /// Check that the log of hidden hazards is as it was written
    Verify(verify::Args),
    /// Take a backup into the store: all of it or nothing
    Restore(restore::Args),
}

/// Why a command ended early, with the exit code that says so.
#[derive(Debug)]
pub enum Failure {
    /// Exit 1.
    Failed(String),
    /// Exit 2.
    BadInput(String),
    /// Exit 3, after the report was printed in this language.
    RowsRejected(Language),
    /// Exit 3, after the findings were printed.
    Findings(usize),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(why) | Self::BadInput(why) => f.write_str(why),
            Self::RowsRejected(Language::English) => {
                f.write_str("rows were rejected; nothing was stored")
            }
            Self::RowsRejected(Language::Chinese) => {
                f.write_str("有的行有误，全部未入库；请按上面的说明修改后重新导入")
            }
            Self::Findings(rows) => {
                write!(f, "{rows} findings; without --strict this is no failure")
            }
        }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<crate::config::ConfigError> for Failure {
    fn from(error: crate::config::ConfigError) -> Self {
        Self::BadInput(error.to_string())
    }
}

impl From<data::Error> for Failure {
    fn from(error: data::Error) -> Self {
        Self::told(&error, Language::English)
    }
}

impl Failure {
    /// What the user gave is bad input; a disk or a database that fails is a failure.
    fn told(error: &data::Error, language: Language) -> Self {
        use data::Error as E;
        let words = match language {
            Language::English => error.to_string(),
            Language::Chinese => error.zh(),
        };
        match error {
            E::Database(_)
            | E::Busy { .. }
            | E::Task(_)
            | E::NotWritten { .. }
            | E::CorruptRow { .. } => Self::Failed(words),
            _ => Self::BadInput(words),
        }
    }
}

/// Runs the command that the arguments name.
pub async fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let asked = !error.use_stderr();
            // Nothing better can be done where the terminal is gone.
            let _ = error.print();
            return if asked {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(2)
            };
        }
    };
    log(&cli.common);
    let outcome = match &cli.command {
        Command::Demo(args) => demo::run(&cli.common, args).await,
        Command::Import(args) => import::run(&cli.common, args).await,
        Command::Assess(args) => assess::run(&cli.common, args).await,
        Command::Serve(args) => serve::run(&cli.common, args).await,
        Command::Model(args) => model::run(&cli.common, args),
        Command::Export(args) => export::run(&cli.common, args).await,
        Command::Doctor(args) => doctor::run(&cli.common, args).await,
        Command::Backup(args) => backup::run(&cli.common, args).await,
        Command::Verify(args) => verify::run(&cli.common, args).await,
        Command::Restore(args) => restore::run(&cli.common, args).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("anjie: {failure}");
            ExitCode::from(match failure {
                Failure::Failed(_) => 1,
                Failure::BadInput(_) => 2,
                Failure::RowsRejected(_) | Failure::Findings(_) => 3,
            })
        }
    }
}

/// Prints a line; a reader that has gone away (`anjie … | head`) is no failure.
fn say(line: impl fmt::Display) {
    use std::io::Write;
    // Nothing better can be done where standard output is closed.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

async fn open(common: &Common) -> Result<Store, Failure> {
    Ok(Store::open(&common.store(&common.file()?)).await?)
}

fn log(common: &Common) {
    use tracing_subscriber::EnvFilter;
    let usual = match (common.quiet, common.verbose) {
        (true, _) => "error",
        (false, 0) => "warn",
        (false, 1) => "info",
        (false, _) => "debug,h2=info,sqlx=info",
    };
    let filter = EnvFilter::try_from_env("ANJIE_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if common.json {
        builder.json().init();
    } else {
        builder.init();
    }
}
