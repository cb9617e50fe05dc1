//! In which format a tile is sent: Mapbox Vector Tile, or the smaller MapLibre Tile that is made from it.

use mlt_core::encoder::EncoderConfig;
use mlt_core::mvt::mvt_to_tile_layers;

/// Format of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TileFormat {
    /// Mapbox Vector Tile 2.1.
    #[default]
    Mvt,
    /// MapLibre Tile.
    Mlt,
}

/// What the registry of media types calls a MapLibre Tile, and what its first specification did.
const MLT: [&str; 2] = [
    "application/vnd.maplibre-tile",
    "application/vnd.maplibre-vector-tile",
];
const MVT: [&str; 3] = [
    "application/vnd.mapbox-vector-tile",
    "application/x-protobuf",
    "application/protobuf",
];

impl TileFormat {
    /// All, the one that is liked best where a client likes them alike first.
    pub const ALL: [Self; 2] = [Self::Mvt, Self::Mlt];

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Mvt => MVT[0],
            Self::Mlt => MLT[0],
        }
    }

    /// What entity tags call it.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Mvt => "mvt",
            Self::Mlt => "mlt",
        }
    }

    /// Its position in [`ALL`](Self::ALL).
    pub const fn index(self) -> usize {
        match self {
            Self::Mvt => 0,
            Self::Mlt => 1,
        }
    }

    /// The row of an address without its ending, and the format that it names.
    pub fn of_row(row: &str) -> (&str, Option<Self>) {
        match row.rsplit_once('.') {
            Some((row, "mvt" | "pbf")) => (row, Some(Self::Mvt)),
            Some((row, "mlt")) => (row, Some(Self::Mlt)),
            _ => (row, None),
        }
    }

    /// The format that a client likes best by its `Accept`. A MapLibre Tile only if it is named: who accepts anything
    /// need not know it.
    pub fn accepted(header: Option<&str>) -> Self {
        let (mut mlt, mut mvt, mut any) = (0.0, None, 1.0_f32);
        for part in header.unwrap_or("*/*").split(',') {
            let mut words = part.split(';').map(str::trim);
            let name = words.next().unwrap_or("");
            let q = words.find_map(|w| w.strip_prefix("q=").or_else(|| w.strip_prefix("Q=")));
            let q = q.map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            let is = |names: &[&str]| names.iter().any(|n| name.eq_ignore_ascii_case(n));
            if is(&MLT) {
                mlt = q;
            } else if is(&MVT) {
                mvt = Some(q);
            } else if name == "*/*" {
                any = q;
            }
        }
        let is_named = header.is_some_and(|h| !h.contains("*/*"));
        let mvt = mvt.unwrap_or(if is_named && mlt > 0.0 { 0.0 } else { any });
        if mlt > mvt { Self::Mlt } else { Self::Mvt }
    }

    /// A tile, given as Mapbox Vector Tile, in this format. Features keep their order, which is that of drawing.
    ///
    /// # Errors
    /// What the encoder says of a tile that it cannot write.
    pub fn of_mvt(self, mvt: &[u8]) -> Result<Vec<u8>, String> {
        if self == Self::Mvt {
            return Ok(mvt.to_vec());
        }
        let settings = EncoderConfig::default()
            .with_spatial_morton_sort(false)
            .with_spatial_hilbert_sort(false)
            .with_id_sort(false);
        let layers = mvt_to_tile_layers(mvt).map_err(|e| e.to_string())?;
        let mut out = Vec::with_capacity(mvt.len());
        for layer in layers {
            out.extend(layer.encode(settings).map_err(|e| e.to_string())?);
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_gets_the_format_that_it_names() {
        use TileFormat::{Mlt, Mvt};
        for (header, want) in [
            (None, Mvt),
            (Some(""), Mvt),
            (Some("*/*"), Mvt),
            (Some("application/vnd.maplibre-tile"), Mlt),
            (Some("application/vnd.maplibre-vector-tile, */*;q=0.1"), Mlt),
            (
                Some("application/vnd.maplibre-tile, application/vnd.mapbox-vector-tile"),
                Mvt,
            ),
            (
                Some("application/vnd.maplibre-tile, application/vnd.mapbox-vector-tile;q=0.9"),
                Mlt,
            ),
            (Some("application/vnd.maplibre-tile;q=0"), Mvt),
            (Some("application/vnd.maplibre-tile;q=nonsense"), Mvt),
            (Some("text/html, image/*;q=0.8"), Mvt),
        ] {
            assert_eq!(TileFormat::accepted(header), want, "{header:?}");
        }
        for (row, want) in [
            ("7", ("7", None)),
            ("7.mvt", ("7", Some(Mvt))),
            ("7.pbf", ("7", Some(Mvt))),
            ("7.mlt", ("7", Some(Mlt))),
            ("7.png", ("7.png", None)),
        ] {
            assert_eq!(TileFormat::of_row(row), want);
        }
    }
}
