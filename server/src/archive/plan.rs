//! What a file of tiles is to hold.

use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use thiserror::Error;
use tiles::{LayerIndex, MAX_ZOOM};

use crate::foreign_layers::ForeignLayers;
use crate::layers::OF_RISK;
use crate::layers_to_come::GRADES;
use crate::snapshot::Snapshot;

/// The word for all layers.
pub const ALL: &str = "map";

/// Why a file cannot hold what is asked for.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PlanError {
    /// A layer that is not there.
    #[error("there is no tile layer `{name}`; give {ALL} for all, or names with commas: {known}")]
    Layer {
        /// Name that was given.
        name: String,
        /// Those that are there.
        known: String,
    },
    /// The layers of the risk are not there.
    #[error("the risk of this city is not known, so there is no layer `{name}`: {why}")]
    Risk {
        /// Layer.
        name: String,
        /// Why there is no risk.
        why: String,
    },
    /// A layer of others that cannot be had.
    #[error("the layer `{name}` of others cannot be had: {why}")]
    Foreign {
        /// Layer.
        name: String,
        /// Why.
        why: String,
    },
    /// Zooms that are out of order or too deep.
    #[error(
        "zooms {min} to {max}: give --min-zoom and --max-zoom from 0 to {MAX_ZOOM}, the lesser first"
    )]
    Zooms {
        /// First zoom.
        min: u8,
        /// Last zoom.
        max: u8,
    },
    /// No layer stands in tiles of the zooms.
    #[error("zooms {min} to {max}: the layers have tiles of zooms {has_min} to {has_max} only")]
    NoZoom {
        /// First zoom that was given.
        min: u8,
        /// Last zoom that was given.
        max: u8,
        /// First zoom of the layers.
        has_min: u8,
        /// Last zoom of the layers.
        has_max: u8,
    },
    /// A box that is none.
    #[error("--bbox {text}: give west,south,east,north in degrees, as 119.0,31.0,120.5,32.5")]
    Bbox {
        /// What was given.
        text: String,
    },
}

/// Where layers are taken from.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The city.
    pub snapshot: &'a Snapshot,
    /// Layers of others.
    pub foreign: &'a ForeignLayers,
}

/// Kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// PMTiles 3.
    PmTiles,
    /// MBTiles 1.3.
    MbTiles,
}

impl Format {
    /// The kind of file that an extension means; none where it is no file of tiles.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
        match extension.as_str() {
            "pmtiles" => Some(Self::PmTiles),
            "mbtiles" => Some(Self::MbTiles),
            _ => None,
        }
    }
}

/// Layers, zooms and place of a file of tiles.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    names: Vec<String>,
    zooms: RangeInclusive<u8>,
    bbox: Option<[f64; 4]>,
    format: Format,
}

/// Names of layers, joined by commas, each once; [`ALL`] for all.
pub fn names(text: &str, snapshot: &Snapshot) -> Vec<String> {
    if text.trim().eq_ignore_ascii_case(ALL) {
        let of_facts = snapshot.layers.keys().copied();
        let of_grades = GRADES.iter().map(|g| g.0);
        let all = of_facts.chain(OF_RISK).chain(of_grades);
        return all.map(str::to_owned).collect();
    }
    let mut names: Vec<String> = Vec::new();
    for name in text.split(',').map(str::trim) {
        if names.iter().all(|n| n != name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Whether the layers that are asked for need the risk.
pub fn needs_risk(text: &str) -> bool {
    let mut names = text.split(',').map(str::trim);
    names.any(|n| n.eq_ignore_ascii_case(ALL) || OF_RISK.contains(&n))
}

/// Whether the layers that are asked for need the grades, and so the risk.
pub fn needs_grades(text: &str) -> bool {
    let mut names = text.split(',').map(str::trim);
    names.any(|n| n.eq_ignore_ascii_case(ALL) || GRADES.iter().any(|g| g.0 == n))
}

/// West, south, east and north of a text with commas.
///
/// # Errors
/// [`PlanError::Bbox`].
pub fn bbox(text: &str) -> Result<[f64; 4], PlanError> {
    let wrong = || PlanError::Bbox {
        text: text.to_owned(),
    };
    let numbers = text.split(',').map(|n| n.trim().parse::<f64>());
    let numbers: Vec<f64> = numbers.collect::<Result<_, _>>().map_err(|_| wrong())?;
    match numbers[..] {
        [w, s, e, n]
            if (-180.0..=180.0).contains(&w)
                && (-180.0..=180.0).contains(&e)
                && (-90.0..=90.0).contains(&s)
                && (-90.0..=90.0).contains(&n)
                && w < e
                && s < n =>
        {
            Ok([w, s, e, n])
        }
        _ => Err(wrong()),
    }
}

impl Plan {
    /// The plan for some layers, at the zooms that they have tiles of, or fewer.
    ///
    /// # Errors
    /// [`PlanError`].
    pub fn new(
        shown: Shown<'_>,
        names: Vec<String>,
        min_zoom: Option<u8>,
        max_zoom: Option<u8>,
        bbox: Option<[f64; 4]>,
        format: Format,
    ) -> Result<Self, PlanError> {
        let mut plan = Self {
            names,
            zooms: 0..=MAX_ZOOM,
            bbox,
            format,
        };
        let layers = plan.layers_of(shown)?;
        let specs = || layers.iter().map(|l| l.spec());
        let has_min = specs().map(tiles::LayerSpec::min_zoom).min().unwrap_or(0);
        let has_max = specs().map(tiles::LayerSpec::max_zoom).max().unwrap_or(0);
        let (min, max) = (min_zoom.unwrap_or(has_min), max_zoom.unwrap_or(has_max));
        if max > MAX_ZOOM || (min > max && min_zoom.is_some() && max_zoom.is_some()) {
            return Err(PlanError::Zooms { min, max });
        }
        let (first, last) = (min.max(has_min), max.min(has_max));
        if first > last {
            return Err(PlanError::NoZoom {
                min,
                max,
                has_min,
                has_max,
            });
        }
        plan.zooms = first..=last;
        Ok(plan)
    }

    /// Its layers.
    ///
    /// # Errors
    /// [`PlanError`] for one that is not there.
    pub fn layers_of(&self, shown: Shown<'_>) -> Result<Vec<Arc<LayerIndex>>, PlanError> {
        let Shown { snapshot, foreign } = shown;
        let missing = |name: &String| match (foreign.why_missing(name), snapshot.risk()) {
            (Some(why), _) => PlanError::Foreign {
                name: name.clone(),
                why,
            },
            (None, Some(Err(why))) if OF_RISK.contains(&name.as_str()) => PlanError::Risk {
                name: name.clone(),
                why: why.to_owned(),
            },
            _ => PlanError::Layer {
                name: name.clone(),
                known: self::names(ALL, snapshot).join(","),
            },
        };
        let find = |name: &String| {
            let of_city = snapshot.layer(name).map(|l| Arc::clone(&l.index));
            let index = of_city.or_else(|| Some(foreign.get(name)?.index));
            index.ok_or_else(|| missing(name))
        };
        self.names.iter().map(find).collect()
    }

    /// Names of its layers.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Its zooms.
    pub fn zooms(&self) -> RangeInclusive<u8> {
        self.zooms.clone()
    }

    /// West, south, east and north end; none for all there is.
    pub const fn bbox(&self) -> Option<[f64; 4]> {
        self.bbox
    }

    /// Kind of its file.
    pub const fn format(&self) -> Format {
        self.format
    }

    /// What tells the tiles of two exports apart, in one line: they do not depend on the kind of file.
    pub fn fingerprint(&self, shown: Shown<'_>) -> String {
        let others = self.names.iter().filter_map(|n| shown.foreign.get(n));
        let others: Vec<String> = others.map(|l| l.version().to_owned()).collect();
        json!({
            "tiles": 1,
            "run": shown.snapshot.version(),
            "others": others,
            "layers": self.names,
            "zooms": [self.zooms.start(), self.zooms.end()],
            "bbox": self.bbox,
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_four_numbers_in_order() {
        let read = bbox(" 119,31, 120.5 ,32").map(|b| b.map(|degrees| degrees.to_string()));
        assert_eq!(read.unwrap(), ["119", "31", "120.5", "32"]);
        for text in [
            "",
            "1,2,3",
            "1,2,3,4,5",
            "120,31,119,32",
            "119,32,120,31",
            "119,31,NaN,32",
            "119,31,200,32",
            "a,b,c,d",
        ] {
            assert!(bbox(text).is_err(), "{text}");
        }
    }

    #[test]
    fn risk_and_grades_are_needed_for_their_layers_and_for_all() {
        assert!(needs_risk("map") && needs_risk("parks, lsir"));
        assert!(!needs_risk("parks,facilities"));
        assert!(needs_grades("map") && needs_grades("parks, grades_grid"));
        assert!(!needs_grades("parks,lsir"));
    }

    #[test]
    fn an_extension_says_the_format() {
        assert_eq!(Format::of(Path::new("a/b.PMTiles")), Some(Format::PmTiles));
        assert_eq!(Format::of(Path::new("b.mbtiles")), Some(Format::MbTiles));
        assert_eq!(Format::of(Path::new("b.gpkg")), None);
    }
}
