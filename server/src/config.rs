//! Settings: flags over environment (`ANJIE_…`) over `anjie.toml`. The environment is read here only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use analysis::grading::regional::{Policies, Policy};
use clap::Args;
use serde::Deserialize;
use thiserror::Error;

use crate::assumptions::{AssumptionError, Assumptions};
use crate::basemap::{BasemapError, Setting};
use crate::foreign_layers::ForeignSpec;
use crate::scanner::Scanner;

/// Where the store is when nothing says so.
pub const DEFAULT_STORE: &str = "gpkg:anjie.gpkg";
/// Where the service listens when nothing says so.
pub const DEFAULT_ADDR: &str = "127.0.0.1:8080";

/// Settings that every command takes.
#[derive(Debug, Clone, Default, Args)]
pub struct Common {
    /// Store: gpkg:PATH (embedded; opens in QGIS as it is) or postgres://USER:PASSWORD@HOST/DATABASE (PostGIS)
    #[arg(long, global = true, env = "ANJIE_STORE")]
    pub store: Option<String>,
    /// File of settings; anjie.toml in the working directory if there is one
    #[arg(long, global = true, env = "ANJIE_CONFIG")]
    pub config: Option<PathBuf>,
    /// More log; twice for still more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Errors only
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Log as JSON lines
    #[arg(long, global = true, env = "ANJIE_JSON")]
    pub json: bool,
}

/// The file of settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Store.
    pub store: Option<String>,
    /// Address to listen on.
    pub addr: Option<String>,
    /// Address under which the service is known outside, for links.
    pub public_url: Option<String>,
    /// Number of workers of the service.
    pub workers: Option<usize>,
    /// Greatest size of the files of one import over HTTP, MiB.
    pub max_upload_mib: Option<u64>,
    /// Memory for tiles that were made, MiB; with 0 each is made anew each time.
    pub tile_cache_mib: Option<u64>,
    /// Fonts for maps: name and file, beside those of Debian's fonts-noto-cjk.
    #[serde(default)]
    pub fonts: BTreeMap<String, PathBuf>,
    /// Base map of another service under the map styles.
    pub basemap: Option<Setting>,
    /// What is assumed for the risk.
    #[serde(default)]
    pub risk: Assumptions,
    /// How units are graded.
    #[serde(default)]
    pub grading: Grading,
    /// Hidden hazards.
    #[serde(default)]
    pub hazards: Hazards,
    /// Layers of others.
    #[serde(default, rename = "layer")]
    pub layers: Vec<ForeignSpec>,
}

/// The section `[grading]` of the settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grading {
    /// Files of rulesets beside that of the program; a later one goes before an earlier one where both hold.
    #[serde(default)]
    pub rulesets: Vec<PathBuf>,
}

/// The section `[hazards]` of the settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hazards {
    /// Where clamd listens, which looks at evidence: `tcp:HOST:PORT` or `unix:PATH`.
    pub clamd: Option<String>,
}

impl Hazards {
    /// Who looks at evidence, if anybody does.
    ///
    /// # Errors
    /// [`ConfigError::Hazards`].
    pub fn scanner(&self) -> Result<Option<Scanner>, ConfigError> {
        let scanner = self.clamd.as_deref().map(Scanner::of).transpose();
        scanner.map_err(ConfigError::Hazards)
    }
}

impl Grading {
    /// The rulesets that are known.
    ///
    /// # Errors
    /// [`ConfigError::Ruleset`] for a file that cannot be read or taken.
    pub fn policies(&self) -> Result<Policies, ConfigError> {
        let bad = |path: &Path, why: String| ConfigError::Ruleset {
            path: path.to_owned(),
            why,
        };
        let mut all = Vec::new();
        for path in &self.rulesets {
            let text = std::fs::read_to_string(path).map_err(|e| bad(path, e.to_string()))?;
            all.push(Policy::read(&text).map_err(|e| bad(path, e.to_string()))?);
        }
        let last = self.rulesets.last().map(PathBuf::as_path);
        Policies::with(all).map_err(|e| bad(last.unwrap_or(Path::new("")), e.to_string()))
    }
}

/// A file of settings that cannot be taken.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot read the settings {path}: {source}; give --config a file that is there")]
    Read {
        /// File.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It does not parse.
    #[error("the settings {path} do not parse: {source}")]
    Parse {
        /// File.
        path: PathBuf,
        /// Why.
        source: toml::de::Error,
    },
    /// The base map cannot be.
    #[error("the settings {path} cannot be taken: {source}")]
    Basemap {
        /// File.
        path: PathBuf,
        /// Why.
        source: BasemapError,
    },
    /// A ruleset of the grades cannot be read or taken.
    #[error("the ruleset {path} cannot be taken: {why}")]
    Ruleset {
        /// File.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The section of hidden hazards cannot be taken.
    #[error("the settings [hazards] cannot be taken: {0}")]
    Hazards(String),
    /// An assumption cannot be.
    #[error("the settings {path} cannot be taken: {source}")]
    Assumption {
        /// File.
        path: PathBuf,
        /// Why.
        source: AssumptionError,
    },
}

impl Common {
    /// Reads the file of settings, if there is one.
    ///
    /// # Errors
    /// [`ConfigError`] where a file is named but not there, or does not parse.
    pub fn file(&self) -> Result<File, ConfigError> {
        let path = match &self.config {
            Some(path) => path.clone(),
            None if Path::new("anjie.toml").exists() => PathBuf::from("anjie.toml"),
            None => return Ok(File::default()),
        };
        let text = std::fs::read_to_string(&path).map_err(|source| ConfigError::Read {
            path: path.clone(),
            source,
        })?;
        let file: File = toml::from_str(&text).map_err(|source| ConfigError::Parse {
            path: path.clone(),
            source,
        })?;
        if let Some(Err(source)) = file.basemap.as_ref().map(Setting::basemap) {
            return Err(ConfigError::Basemap { path, source });
        }
        match file.risk.settings() {
            Ok(_) => Ok(file),
            Err(source) => Err(ConfigError::Assumption { path, source }),
        }
    }

    /// The store to use.
    pub fn store(&self, file: &File) -> String {
        self.store
            .clone()
            .or_else(|| file.store.clone())
            .unwrap_or_else(|| DEFAULT_STORE.to_owned())
    }
}
