//! Map styles (MapLibre style 8) for other clients: the documents of `server/styles`, with the addresses of this
//! service, the base map of the settings, and who made what is shown.

use rust_embed::RustEmbed;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::basemap::Basemap;
use crate::snapshot::Snapshot;
use crate::views::Text;

/// Said of invented data wherever it is shown.
const SYNTHETIC: &str = "合成数据 synthetic data";
/// Key of the titles in the metadata of a style.
const TITLE: &str = "anjie:title";
/// The style that has only what lies below the others.
const OFFLINE_BASEMAP: &str = "basemap";

#[derive(RustEmbed)]
#[folder = "styles"]
struct Documents;

/// A style in the list of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StyleEntry {
    /// Name in its address.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// Address.
    pub url: String,
}

/// The styles, by name.
pub fn list(origin: &str) -> Vec<StyleEntry> {
    let files = Documents::iter();
    let mut entries: Vec<StyleEntry> = files
        .filter_map(|file| {
            let name = file.strip_suffix(".json")?;
            let document = document(name)?;
            let title = &document["metadata"][TITLE];
            let words = |language: &str| title[language].as_str().unwrap_or(name).to_owned();
            Some(StyleEntry {
                name: name.to_owned(),
                title: Text {
                    zh: words("zh"),
                    en: words("en"),
                },
                url: format!("{origin}/styles/{name}.json"),
            })
        })
        .collect();
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries
}

fn document(name: &str) -> Option<Json> {
    let file = Documents::get(&format!("{name}.json"))?;
    serde_json::from_slice(&file.data).ok()
}

/// A style as a client takes it; none of that name is nothing.
pub fn style(
    name: &str,
    origin: &str,
    basemap: Option<&Basemap>,
    shown: Option<&Snapshot>,
) -> Option<Json> {
    let mut style = document(name)?;
    for key in ["glyphs", "sprite"] {
        absolute(&mut style[key], origin);
    }
    let credits = shown.map(credits).unwrap_or_default();
    let sources = style["sources"].as_object_mut()?;
    for source in sources.values_mut() {
        absolute(&mut source["url"], origin);
        if !credits.is_empty() {
            source["attribution"] = credits.as_str().into();
        }
    }
    if let Some(basemap) = basemap.filter(|_| name != OFFLINE_BASEMAP) {
        sources.extend(basemap.sources().map(|(id, s)| (id.to_owned(), s)));
        put_below(&mut style, basemap)?;
    }
    if let Some(shown) = shown {
        if let Some([lon, lat]) = shown.summary.center {
            style["center"] = Json::from(vec![lon, lat]);
        }
        style["metadata"]["anjie:run"] = shown.version().into();
        style["metadata"]["anjie:synthetic"] = shown.summary.synthetic.into();
    }
    Some(style)
}

/// Puts the base map over the background, in place of the plain land.
fn put_below(style: &mut Json, basemap: &Basemap) -> Option<()> {
    let layers = style["layers"].as_array_mut()?;
    layers.retain(|l| l["id"] != "districts-land");
    let after = layers
        .iter()
        .position(|l| l["type"] == "background")
        .map_or(0, |at| at + 1);
    layers.splice(after..after, basemap.layers());
    Some(())
}

fn absolute(address: &mut Json, origin: &str) {
    if let Some(path) = address.as_str().filter(|a| a.starts_with('/')) {
        *address = format!("{origin}{path}").into();
    }
}

/// Who made what is shown, and whether it is invented.
fn credits(shown: &Snapshot) -> String {
    let summary = &shown.summary;
    let synthetic = summary.synthetic.then_some(SYNTHETIC);
    let sources = summary.attributions.iter().map(|a| a.text.as_str());
    let all: Vec<&str> = synthetic.into_iter().chain(sources).collect();
    all.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basemap::Setting;
    use crate::layers_to_come::TO_COME;
    use crate::sprites;

    /// Calls `found` for each text in a document.
    fn texts(json: &Json, found: &mut impl FnMut(&str)) {
        match json {
            Json::String(text) => found(text),
            Json::Array(items) => items.iter().for_each(|i| texts(i, found)),
            Json::Object(items) => items.values().for_each(|i| texts(i, found)),
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }

    #[test]
    fn all_addresses_are_of_this_service_and_all_symbols_are_there() {
        let entries = list("http://here");
        let names: Vec<&str> = entries.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, ["basemap", "city", "county"]);
        let symbols = sprites::names();
        for name in names {
            let style = style(name, "http://here", None, None).unwrap();
            for source in style["sources"].as_object().unwrap().values() {
                assert!(
                    source["url"]
                        .as_str()
                        .unwrap()
                        .starts_with("http://here/tiles/")
                );
            }
            assert_eq!(style["glyphs"], "http://here/fonts/{fontstack}/{range}.pbf");
            texts(&style, &mut |text| {
                let is_symbol = [
                    "facility-",
                    "target-",
                    "hidden-hazard-",
                    "installation-",
                    "grade-",
                ]
                .iter()
                .any(|start| text.starts_with(start) && !text.ends_with('-'));
                assert!(
                    !is_symbol || symbols.iter().any(|s| s == text),
                    "{name}: {text}"
                );
                assert!(
                    !text.contains("//") || text.starts_with("http://here/"),
                    "{text}"
                );
            });
        }
    }

    #[test]
    fn the_layers_to_come_are_in_the_styles() {
        let style = style("city", "", None, None).unwrap();
        let drawn: Vec<&str> = style["layers"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|l| l["source-layer"].as_str())
            .collect();
        assert!(TO_COME.keys().all(|name| drawn.contains(name)), "{drawn:?}");
        assert!(drawn.contains(&crate::hazard_layer::NAME));
    }

    #[test]
    fn a_base_map_lies_below_all_but_the_background() {
        let setting: Setting =
            toml::from_str("kind = 'xyz'\nattribution = 'a'\nurl = 'https://b/{z}/{x}/{y}'")
                .unwrap();
        let basemap = setting.basemap().unwrap();
        let style = style("city", "", Some(&basemap), None).unwrap();
        assert_eq!(style["layers"][0]["type"], "background");
        assert_eq!(style["layers"][1]["source"], "basemap-tiles");
        assert_eq!(style["sources"]["basemap-tiles"]["attribution"], "a");
        let offline = super::style("basemap", "", Some(&basemap), None).unwrap();
        assert!(offline["sources"].get("basemap-tiles").is_none());
    }
}
