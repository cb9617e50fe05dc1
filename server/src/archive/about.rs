//! What a file of tiles says of itself.

use serde_json::{Value as Json, json};
use tiles::LayerIndex;

use super::plan::{Plan, Shown};

/// Zoom at which a city is seen as a whole.
const CITY_ZOOM: u8 = 10;
/// Said of invented data wherever it is shown.
const SYNTHETIC: &str = "合成数据 synthetic data";

/// What a file of tiles says of itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct About {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) attribution: Option<String>,
    /// West, south, east and north end, degrees.
    pub(super) bounds: [f64; 4],
    /// Where to look first: longitude, latitude and zoom.
    pub(super) center: (f64, f64, u8),
    pub(super) min_zoom: u8,
    pub(super) max_zoom: u8,
    /// Layers with their fields.
    pub(super) vector_layers: Json,
    /// Run that the tiles show.
    pub(super) run: String,
    pub(super) is_synthetic: bool,
}

impl About {
    /// What the file of a plan says; none where nothing of the layers lies in its box.
    pub(super) fn of(shown: Shown<'_>, layers: &[&LayerIndex], plan: &Plan) -> Option<Self> {
        let Shown { snapshot, foreign } = shown;
        let drawn = layers.iter().filter_map(|l| l.bounds_lon_lat());
        let around = drawn.reduce(|a, b| {
            [
                a[0].min(b[0]),
                a[1].min(b[1]),
                a[2].max(b[2]),
                a[3].max(b[3]),
            ]
        });
        let [w, s, e, n] = around?;
        let bounds = match plan.bbox() {
            Some(bbox) => [
                w.max(bbox[0]),
                s.max(bbox[1]),
                e.min(bbox[2]),
                n.min(bbox[3]),
            ],
            None => [w, s, e, n],
        };
        if bounds[0] > bounds[2] || bounds[1] > bounds[3] {
            return None;
        }
        let (min_zoom, max_zoom) = plan.zooms().into_inner();
        let summary = &snapshot.summary;
        let city = summary.city.as_ref().map_or("", |c| c.name.as_str());
        let sources = summary.attributions.iter().map(|a| a.text.as_str());
        let said: Vec<&str> = summary
            .synthetic
            .then_some(SYNTHETIC)
            .into_iter()
            .chain(sources)
            .chain(plan.names().iter().filter_map(|n| foreign.attribution(n)))
            .collect();
        Some(Self {
            name: format!("安界 Anjie {city}").trim_end().to_owned(),
            description: format!(
                "{} ({}, {})",
                plan.names().join(","),
                snapshot.version(),
                summary.run.made_at
            ),
            attribution: (!said.is_empty()).then(|| said.join(" | ")),
            bounds,
            center: (
                f64::midpoint(bounds[0], bounds[2]),
                f64::midpoint(bounds[1], bounds[3]),
                CITY_ZOOM.clamp(min_zoom, max_zoom),
            ),
            min_zoom,
            max_zoom,
            vector_layers: tiles::vector_layers(layers),
            run: snapshot.version().to_owned(),
            is_synthetic: summary.synthetic,
        })
    }

    /// The metadata of PMTiles 3 §5.
    pub(super) fn pmtiles(&self) -> Json {
        let mut metadata = json!({
            "name": self.name,
            "description": self.description,
            "type": "overlay",
            "vector_layers": self.vector_layers,
            "anjie:run": self.run,
            "anjie:synthetic": self.is_synthetic,
        });
        if let Some(attribution) = &self.attribution {
            metadata["attribution"] = attribution.as_str().into();
        }
        metadata
    }

    /// The rows of the table `metadata` of MBTiles 1.3.
    pub(super) fn mbtiles(&self) -> Vec<(&'static str, String)> {
        let [w, s, e, n] = self.bounds;
        let (lon, lat, zoom) = self.center;
        let mut rows = vec![
            ("name", self.name.clone()),
            ("format", "pbf".to_owned()),
            ("bounds", format!("{w:.6},{s:.6},{e:.6},{n:.6}")),
            ("center", format!("{lon:.6},{lat:.6},{zoom}")),
            ("minzoom", self.min_zoom.to_string()),
            ("maxzoom", self.max_zoom.to_string()),
            ("description", self.description.clone()),
            ("type", "overlay".to_owned()),
            (
                "json",
                json!({"vector_layers": self.vector_layers}).to_string(),
            ),
            ("anjie:run", self.run.clone()),
            ("anjie:synthetic", self.is_synthetic.to_string()),
        ];
        rows.extend(self.attribution.clone().map(|a| ("attribution", a)));
        rows
    }
}
