//! A base map of another service under the styles, as the section `[basemap]` of the settings names it. There is none
//! where it does not: then no page and no style asks another host for anything.

use serde::Deserialize;
use serde_json::{Value as Json, json};
use thiserror::Error;

/// Servers of Tianditu (天地图).
const TIANDITU_SERVERS: std::ops::RangeInclusive<u8> = 0..=7;
const TIANDITU_ATTRIBUTION: &str = "天地图 Tianditu";
const TIANDITU_MAX_ZOOM: u8 = 18;

/// What the settings say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Setting {
    /// Tianditu, with the key of the operator.
    Tianditu {
        /// Key, as its site gives it out.
        key: String,
        /// Which of its maps.
        #[serde(default)]
        map: TiandituMap,
    },
    /// Tiles by zoom, column and row.
    Xyz {
        /// Address with `{z}`, `{x}` and `{y}`.
        url: String,
        /// Who made it.
        attribution: String,
        /// Side of a tile, pixels.
        #[serde(default = "usual_side_px")]
        tile_size_px: u16,
        /// Last zoom.
        #[serde(default = "usual_max_zoom")]
        max_zoom: u8,
    },
    /// OGC WMTS 1.0.0 by key and value, in web Mercator.
    Wmts {
        /// Address without its query.
        url: String,
        /// Layer.
        layer: String,
        /// Set of tile matrices, whose identifiers are the zooms.
        matrix_set: String,
        /// Style.
        #[serde(default = "usual_style")]
        style: String,
        /// Media type of the tiles.
        #[serde(default = "usual_format")]
        format: String,
        /// Who made it.
        attribution: String,
        /// Last zoom.
        #[serde(default = "usual_max_zoom")]
        max_zoom: u8,
    },
}

/// A map of Tianditu, with its names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TiandituMap {
    /// Roads and land 矢量.
    #[default]
    Vector,
    /// Pictures from above 影像.
    Imagery,
    /// Relief 地形.
    Terrain,
}

fn usual_side_px() -> u16 {
    256
}

fn usual_max_zoom() -> u8 {
    18
}

fn usual_style() -> String {
    "default".to_owned()
}

fn usual_format() -> String {
    "image/png".to_owned()
}

/// A setting that names no base map.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BasemapError {
    /// The address is none.
    #[error(
        "[basemap] url `{url}`: give https://HOST/… (or http://…), with no space or quote in it"
    )]
    Url {
        /// What was given.
        url: String,
    },
    /// A part of the address is missing.
    #[error("[basemap] url `{url}` must have {{z}}, {{x}} and {{y}} in its path or query")]
    Place {
        /// What was given.
        url: String,
    },
    /// A word that cannot stand in an address.
    #[error("[basemap] {field} `{text}`: give letters, digits and - _ . : / only")]
    Word {
        /// Field.
        field: &'static str,
        /// What was given.
        text: String,
    },
    /// A number that cannot be.
    #[error(
        "[basemap] max_zoom {max_zoom} and tile_size_px {tile_size_px}: give a zoom to 24, and 128 to 1024 pixels"
    )]
    Number {
        /// Last zoom.
        max_zoom: u8,
        /// Side of a tile.
        tile_size_px: u16,
    },
}

/// A base map that can be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basemap {
    sheets: Vec<Sheet>,
    hosts: Vec<String>,
}

/// One source of pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sheet {
    id: String,
    tiles: Vec<String>,
    attribution: String,
    tile_size_px: u16,
    max_zoom: u8,
}

impl Setting {
    /// The base map that is meant.
    ///
    /// # Errors
    /// [`BasemapError`].
    pub fn basemap(&self) -> Result<Basemap, BasemapError> {
        let sheets = match self {
            Self::Tianditu { key, map } => {
                let key = word("key", key)?;
                let sheets = map.sheets().into_iter();
                sheets.map(|layer| tianditu(layer, key)).collect()
            }
            Self::Xyz {
                url,
                attribution,
                tile_size_px,
                max_zoom,
            } => vec![sheet(url.clone(), attribution, *tile_size_px, *max_zoom)?],
            Self::Wmts {
                url,
                layer,
                matrix_set,
                style,
                format,
                attribution,
                max_zoom,
            } => {
                let joined = if url.contains('?') { '&' } else { '?' };
                let address = format!(
                    "{url}{joined}SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={}&STYLE={}&TILEMATRIXSET={}&FORMAT={}&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}",
                    word("layer", layer)?,
                    word("style", style)?,
                    word("matrix_set", matrix_set)?,
                    word("format", format)?,
                );
                vec![sheet(address, attribution, usual_side_px(), *max_zoom)?]
            }
        };
        let mut hosts = Vec::new();
        for url in sheets.iter().flat_map(|s| &s.tiles) {
            let host = host_of(url)?;
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        Ok(Basemap { sheets, hosts })
    }
}

impl TiandituMap {
    /// Its layers, the names on top.
    const fn sheets(self) -> [&'static str; 2] {
        match self {
            Self::Vector => ["vec", "cva"],
            Self::Imagery => ["img", "cia"],
            Self::Terrain => ["ter", "cta"],
        }
    }
}

fn tianditu(layer: &str, key: &str) -> Sheet {
    let tiles = TIANDITU_SERVERS.map(|server| {
        format!("https://t{server}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}")
    });
    Sheet {
        id: format!("basemap-{layer}"),
        tiles: tiles.collect(),
        attribution: TIANDITU_ATTRIBUTION.to_owned(),
        tile_size_px: usual_side_px(),
        max_zoom: TIANDITU_MAX_ZOOM,
    }
}

fn sheet(
    url: String,
    attribution: &str,
    tile_size_px: u16,
    max_zoom: u8,
) -> Result<Sheet, BasemapError> {
    host_of(&url)?;
    if !["{z}", "{x}", "{y}"].iter().all(|part| url.contains(part)) {
        return Err(BasemapError::Place { url });
    }
    if max_zoom > 24 || !(128..=1024).contains(&tile_size_px) {
        return Err(BasemapError::Number {
            max_zoom,
            tile_size_px,
        });
    }
    Ok(Sheet {
        id: "basemap-tiles".to_owned(),
        tiles: vec![url],
        attribution: attribution.to_owned(),
        tile_size_px,
        max_zoom,
    })
}

/// A word that stands in an address as it is.
fn word<'a>(field: &'static str, text: &'a str) -> Result<&'a str, BasemapError> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        Ok(text)
    } else {
        Err(BasemapError::Word {
            field,
            text: text.to_owned(),
        })
    }
}

/// Scheme and host of an address, as a policy for a page names them.
fn host_of(url: &str) -> Result<String, BasemapError> {
    let wrong = || BasemapError::Url {
        url: url.to_owned(),
    };
    let is_plain = |c: char| c.is_ascii_graphic() && !"\"'<>;,\\`".contains(c);
    let (scheme, rest) = url.split_once("://").ok_or_else(wrong)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let is_host = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
    if matches!(scheme, "http" | "https")
        && url.chars().all(is_plain)
        && !host.is_empty()
        && host.chars().all(is_host)
    {
        Ok(format!("{scheme}://{host}"))
    } else {
        Err(wrong())
    }
}

impl Basemap {
    /// Schemes and hosts that it is asked from.
    pub fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// Its sources for a style, with their names.
    pub fn sources(&self) -> impl Iterator<Item = (&str, Json)> {
        self.sheets.iter().map(|s| {
            let source = json!({
                "type": "raster", "tiles": s.tiles, "tileSize": s.tile_size_px,
                "maxzoom": s.max_zoom, "attribution": s.attribution,
            });
            (s.id.as_str(), source)
        })
    }

    /// Its layers for a style, the lowest first.
    pub fn layers(&self) -> impl Iterator<Item = Json> {
        let layer = |s: &Sheet| json!({"id": s.id, "type": "raster", "source": s.id});
        self.sheets.iter().map(layer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Basemap, String> {
        let setting: Setting = toml::from_str(text).map_err(|e| e.to_string())?;
        setting.basemap().map_err(|e| e.to_string())
    }

    #[test]
    fn tianditu_needs_a_key_and_is_asked_from_its_own_hosts() {
        let map = of("kind = 'tianditu'\nkey = 'abc'\nmap = 'imagery'").unwrap();
        assert_eq!(map.hosts().len(), 8);
        assert_eq!(map.hosts()[0], "https://t0.tianditu.gov.cn");
        let layers: Vec<Json> = map.layers().collect();
        assert_eq!(layers[1]["id"], "basemap-cia");
        let (_, source) = map.sources().next().unwrap();
        let first = source["tiles"][0].as_str().unwrap();
        assert!(
            first.contains("LAYER=img") && first.ends_with("&tk=abc"),
            "{first}"
        );
        assert!(of("kind = 'tianditu'").is_err());
        assert!(of("kind = 'tianditu'\nkey = 'a&b'").is_err());
    }

    #[test]
    fn xyz_and_wmts_are_addresses_with_a_place_in_them() {
        let xyz = |url: &str| of(&format!("kind = 'xyz'\nattribution = 'a'\nurl = \"{url}\""));
        let map = xyz("http://tiles.example.org:8080/{z}/{x}/{y}.png").unwrap();
        assert_eq!(map.hosts(), ["http://tiles.example.org:8080"]);
        for wrong in [
            "tiles.example.org/{z}/{x}/{y}",
            "ftp://a/{z}/{x}/{y}",
            "https:///{z}/{x}/{y}",
            "https://a b/{z}/{x}/{y}",
            "https://a;script-src *//{z}/{x}/{y}",
            "https://a/{z}/{x}",
        ] {
            assert!(xyz(wrong).is_err(), "{wrong}");
        }
        let wmts = of(
            "kind = 'wmts'\nurl = 'https://a.example.org/wmts'\nlayer = 'city'\nmatrix_set = 'EPSG:3857'\nattribution = 'a'",
        );
        let wmts = wmts.unwrap();
        let (_, source) = wmts.sources().next().unwrap();
        let url = source["tiles"][0].as_str().unwrap();
        assert!(
            url.starts_with("https://a.example.org/wmts?SERVICE=WMTS&"),
            "{url}"
        );
        assert!(of("kind = 'globe'").is_err());
    }
}
