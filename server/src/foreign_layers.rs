//! Layers of others: vector files that are shown as they are, as the settings name them.
//!
//! ```toml
//! [[layer]]
//! name = "flood_zones"
//! file = "flood_zones.gpkg"
//! title = "洪水淹没区 flood zones"
//! attribution = "水利局"
//! id = "gid"
//! worst = [{ property = "depth_m", order = "highest" }]
//! sum = ["people"]
//! ```

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use arc_swap::ArcSwap;
use data::foreign::{self, Foreign, Word};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tiles::{Feature, LayerBuilder, LayerSpec, Merge, Value, Worst};

use crate::layers;
use crate::shown_layer::ShownLayer;

/// Last zoom of a layer that says nothing of it.
const MAX_ZOOM: u8 = 16;

/// A layer of others, as the settings describe it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignSpec {
    /// Name in addresses.
    pub name: String,
    /// The file.
    pub file: PathBuf,
    /// Layer of the file, where it has several.
    pub layer: Option<String>,
    /// What it is, for people.
    #[serde(default)]
    pub title: String,
    /// Who must be named where it is shown.
    pub attribution: Option<String>,
    /// First zoom.
    #[serde(default)]
    pub min_zoom: u8,
    /// Last zoom.
    pub max_zoom: Option<u8>,
    /// Column whose whole numbers identify features; their order in the file does where none is named.
    pub id: Option<String>,
    /// What is worse, for marks that stand for several features where a tile would be too full.
    #[serde(default)]
    pub worst: Vec<Rule>,
    /// Columns whose sums a mark tells.
    #[serde(default)]
    pub sum: Vec<String>,
    /// Columns that a mark takes from the worst.
    #[serde(default)]
    pub carry: Vec<String>,
}

/// By which column one feature is worse than another.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The column.
    pub property: String,
    /// Which numbers are worse; the highest where nothing is said.
    #[serde(default)]
    pub order: Order,
    /// Bounds of bands that are drawn together, ascending.
    pub bands: Option<Vec<f64>>,
    /// Texts, the worst first, instead of an order of numbers.
    pub listed: Option<Vec<String>>,
}

/// Which numbers are worse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The higher.
    #[default]
    Highest,
    /// The lower.
    Lowest,
}

/// What is wrong with the description of a layer.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    /// A name that cannot be, or zooms.
    #[error(transparent)]
    Spec(#[from] tiles::SpecError),
    /// A name that is taken.
    #[error("layer `{0}` is named twice, or is one of the city's own; give it another name")]
    Taken(String),
    /// The file cannot be read.
    #[error("the file {file} of layer `{name}` cannot be read: {source}")]
    Io {
        /// Layer.
        name: String,
        /// File.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Its contents cannot be read.
    #[error("the file of layer `{name}` cannot be shown: {source}")]
    Data {
        /// Layer.
        name: String,
        /// Why.
        source: data::Error,
    },
    /// A column that is not there.
    #[error(
        "layer `{name}` names the column `{column}`, which its file does not have; it has: {has}"
    )]
    Column {
        /// Layer.
        name: String,
        /// Column.
        column: String,
        /// Those that are there.
        has: String,
    },
}

impl ForeignSpec {
    fn spec(&self) -> Result<LayerSpec, ForeignError> {
        let zooms = self.min_zoom..=self.max_zoom.unwrap_or(MAX_ZOOM);
        let spec = LayerSpec::new(self.name.as_str(), zooms)?;
        Ok(spec.described(self.title.as_str()).merged(self.merge()))
    }

    fn merge(&self) -> Merge {
        let worst = self.worst.iter().map(|rule| {
            let property = rule.property.as_str();
            match (&rule.listed, &rule.bands, rule.order) {
                (Some(values), ..) => Worst::listed(property, values.iter().map(String::as_str)),
                (None, Some(bands), _) => Worst::banded(property, bands.as_slice()),
                (None, None, Order::Highest) => Worst::highest(property),
                (None, None, Order::Lowest) => Worst::lowest(property),
            }
        });
        let merge = worst.fold(Merge::new(), Merge::worst);
        let merge = self.sum.iter().fold(merge, |m, name| m.sum(name.as_str()));
        self.carry
            .iter()
            .fold(merge, |m, name| m.carry(name.as_str()))
    }

    /// Columns that are named.
    fn named(&self) -> impl Iterator<Item = &String> {
        let of_rules = self.worst.iter().map(|rule| &rule.property);
        of_rules.chain(&self.sum).chain(&self.carry).chain(&self.id)
    }

    /// Reads the file, unless it is the one that `before` was read from.
    fn read(&self, before: Option<&ShownLayer>) -> Result<ShownLayer, ForeignError> {
        let (version, digest) = self.version()?;
        if let Some(before) = before.filter(|b| b.version() == &*version) {
            return Ok(before.clone());
        }
        let mut builder = LayerBuilder::new(self.spec()?);
        let mut names: Vec<Arc<str>> = Vec::new();
        let (mut number, mut id_at) = (0, None);
        let read = foreign::read(&self.file, self.layer.as_deref(), |columns, row| {
            if names.is_empty() {
                names = columns.iter().map(|c| Arc::from(c.as_str())).collect();
                id_at = self
                    .id
                    .as_ref()
                    .and_then(|id| columns.iter().position(|c| c == id));
            }
            number += 1;
            builder.add(feature(row, &names, id_at, number));
        });
        let contents = read.map_err(|source| ForeignError::Data {
            name: self.name.clone(),
            source,
        })?;
        if let Some(column) = self.named().find(|c| !contents.columns.contains(c)) {
            return Err(ForeignError::Column {
                name: self.name.clone(),
                column: column.clone(),
                has: contents.columns.join(", "),
            });
        }
        if contents.without_shape > 0 {
            tracing::warn!(
                layer = self.name,
                without_shape = contents.without_shape,
                first = contents.first_fault,
                "rows of a file have no shape that can be drawn"
            );
        }
        Ok(ShownLayer::of(builder.finish(), digest, &version, before))
    }

    /// What tells two states of the file apart.
    fn version(&self) -> Result<(Arc<str>, u64), ForeignError> {
        let io = |source| ForeignError::Io {
            name: self.name.clone(),
            file: self.file.clone(),
            source,
        };
        let mut file = std::fs::File::open(&self.file).map_err(io)?;
        let mut hash = Sha256::new();
        // How it is shown is part of what is shown.
        hash.update(format!("{self:?}"));
        let mut buffer = vec![0; 1 << 16];
        loop {
            let n = file.read(&mut buffer).map_err(io)?;
            if n == 0 {
                break;
            }
            hash.update(&buffer[..n]);
        }
        let hash = hash.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        Ok((
            Arc::from(format!("file-{hash:x}")),
            u64::from_le_bytes(first),
        ))
    }
}

fn feature(row: Foreign, names: &[Arc<str>], id_at: Option<usize>, number: u64) -> Feature {
    let id = id_at.and_then(|at| match row.values.get(at) {
        Some(Some(Word::Whole(id))) => u64::try_from(*id).ok(),
        _ => None,
    });
    let mut feature = Feature::new(id.unwrap_or(number), row.geometry);
    for (name, value) in names.iter().zip(row.values) {
        let value = match value {
            Some(Word::Text(text)) => Value::from(text),
            Some(Word::Whole(number)) => Value::from(number),
            Some(Word::Real(number)) => Value::from(number),
            None => continue,
        };
        feature.properties.push((Arc::clone(name), value));
    }
    feature
}

/// The layers of others.
#[derive(Default)]
pub struct ForeignLayers {
    specs: Vec<ForeignSpec>,
    shown: ArcSwap<BTreeMap<String, ShownLayer>>,
    seen: Mutex<BTreeMap<String, Seen>>,
}

/// A file when it was read last.
struct Seen {
    stamp: Option<Stamp>,
    /// What went wrong with it.
    fault: Option<String>,
}

/// Size and time of a file.
type Stamp = (u64, Option<SystemTime>);

impl ForeignLayers {
    /// The layers of the settings; nothing is read yet.
    ///
    /// # Errors
    /// [`ForeignError::Spec`] and [`ForeignError::Taken`].
    pub fn new(specs: Vec<ForeignSpec>) -> Result<Self, ForeignError> {
        for (i, spec) in specs.iter().enumerate() {
            spec.spec()?;
            let is_own = layers::NAMES.contains(&spec.name.as_str());
            if is_own || specs[..i].iter().any(|s| s.name == spec.name) {
                return Err(ForeignError::Taken(spec.name.clone()));
            }
        }
        Ok(Self {
            specs,
            ..Self::default()
        })
    }

    /// Reads the files that changed; one that cannot be read leaves the layer as it was.
    pub fn refresh(&self) {
        for spec in &self.specs {
            let stamp = stamp(&spec.file);
            let is_known = {
                let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
                seen.get(&spec.name).is_some_and(|s| s.stamp == stamp)
            };
            if is_known {
                continue;
            }
            let before = self.get(&spec.name);
            let fault = match spec.read(before.as_ref()) {
                Ok(layer) => {
                    let mut shown = BTreeMap::clone(&self.shown.load());
                    shown.insert(spec.name.clone(), layer);
                    self.shown.store(Arc::new(shown));
                    tracing::info!(layer = spec.name, "a layer of others is shown");
                    None
                }
                Err(error) => {
                    tracing::error!(%error, "a layer of others is not shown, or as it was");
                    Some(error.to_string())
                }
            };
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(spec.name.clone(), Seen { stamp, fault });
        }
    }

    /// A layer by its name, once it was read.
    pub fn get(&self, name: &str) -> Option<ShownLayer> {
        self.shown.load().get(name).cloned()
    }

    /// Why a layer is not there that the settings name; nothing where they do not.
    pub fn why_missing(&self, name: &str) -> Option<String> {
        self.specs.iter().find(|s| s.name == name)?;
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let fault = seen.get(name).and_then(|s| s.fault.clone());
        Some(fault.unwrap_or_else(|| "its file is being read; ask again in a moment".to_owned()))
    }

    /// Who must be named where a layer is shown.
    pub fn attribution(&self, name: &str) -> Option<&str> {
        let spec = self.specs.iter().find(|s| s.name == name)?;
        spec.attribution.as_deref()
    }

    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.specs.is_empty()
    }
}

fn stamp(file: &Path) -> Option<Stamp> {
    let of_file = std::fs::metadata(file).ok()?;
    Some((of_file.len(), of_file.modified().ok()))
}
