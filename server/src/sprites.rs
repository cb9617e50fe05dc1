//! Symbols and hatches of the map styles: drawn from the SVG files of `server/sprites` into one image and the index
//! of it that MapLibre reads, once for each density of pixels.

use std::sync::OnceLock;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use rust_embed::RustEmbed;
use serde_json::{Map, Value as Json, json};
use thiserror::Error;

/// Name of the only sheet.
pub const NAME: &str = "anjie";
/// Pixels between two symbols, so that none bleeds into another.
const GAP_PX: u32 = 2;
/// Width of a sheet at the usual density, pixels.
const WIDTH_PX: u32 = 256;

#[derive(RustEmbed)]
#[folder = "sprites"]
struct Sources;

/// A sheet of symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The image, PNG.
    pub png: Vec<u8>,
    /// Where each symbol lies in it.
    pub json: Vec<u8>,
}

/// A sheet that cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SpriteError {
    /// A source is no SVG.
    #[error("the symbol {name} cannot be drawn: {why}")]
    Source {
        /// Symbol.
        name: String,
        /// Why.
        why: String,
    },
    /// The image cannot be made.
    #[error("the sheet of symbols cannot be made: {0}")]
    Image(String),
}

/// Density of pixels: 1, or 2 for `@2x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Density {
    /// A pixel is a pixel.
    Once,
    /// Two pixels a side.
    Twice,
}

/// The sheet of a density, drawn when it is first asked for.
///
/// # Errors
/// [`SpriteError`] where a source is spoilt.
pub fn sheet(density: Density) -> Result<&'static Sheet, SpriteError> {
    static ONCE: OnceLock<Result<Sheet, SpriteError>> = OnceLock::new();
    static TWICE: OnceLock<Result<Sheet, SpriteError>> = OnceLock::new();
    let (kept, ratio) = match density {
        Density::Once => (&ONCE, 1),
        Density::Twice => (&TWICE, 2),
    };
    kept.get_or_init(|| draw(ratio))
        .as_ref()
        .map_err(Clone::clone)
}

/// Names of the symbols.
pub fn names() -> Vec<String> {
    let files = Sources::iter();
    let mut names: Vec<String> = files
        .filter_map(|f| f.strip_suffix(".svg").map(str::to_owned))
        .collect();
    names.sort_unstable();
    names
}

struct Symbol {
    name: String,
    tree: Tree,
    width: u32,
    height: u32,
}

fn symbol(name: String, ratio: u32) -> Result<Symbol, SpriteError> {
    let failed = |name: &str, why: String| SpriteError::Source {
        name: name.to_owned(),
        why,
    };
    let file = Sources::get(&format!("{name}.svg"));
    let file = file.ok_or_else(|| failed(&name, "it is not there".to_owned()))?;
    let tree = Tree::from_data(&file.data, &Options::default());
    let tree = tree.map_err(|e| failed(&name, e.to_string()))?;
    let side = |length: f32| length.ceil() as u32 * ratio;
    let (width, height) = (side(tree.size().width()), side(tree.size().height()));
    Ok(Symbol {
        name,
        tree,
        width,
        height,
    })
}

/// Draws all symbols in rows, the highest first.
fn draw(ratio: u32) -> Result<Sheet, SpriteError> {
    let symbols = names().into_iter().map(|name| symbol(name, ratio));
    let mut symbols: Vec<Symbol> = symbols.collect::<Result<_, _>>()?;
    symbols.sort_by_key(|s| std::cmp::Reverse(s.height));
    let (gap, sheet_width) = (GAP_PX * ratio, WIDTH_PX * ratio);
    let (mut x, mut y, mut row_height) = (0, 0, 0);
    let mut places = Vec::with_capacity(symbols.len());
    for symbol in &symbols {
        if x > 0 && x + symbol.width > sheet_width {
            (x, y, row_height) = (0, y + row_height + gap, 0);
        }
        places.push((x, y));
        x += symbol.width + gap;
        row_height = row_height.max(symbol.height);
    }
    let image = Pixmap::new(sheet_width, (y + row_height).max(1));
    let mut image = image.ok_or_else(|| SpriteError::Image("it is too large".to_owned()))?;
    let mut index = Map::new();
    for (symbol, (x, y)) in symbols.iter().zip(places) {
        // Each symbol on a sheet of its own first, so that what it draws beyond its edge is cut off.
        let alone = Pixmap::new(symbol.width, symbol.height);
        let mut alone = alone.ok_or_else(|| SpriteError::Image("a symbol is empty".to_owned()))?;
        let scale = Transform::from_scale(ratio as f32, ratio as f32);
        resvg::render(&symbol.tree, scale, &mut alone.as_mut());
        let (to_x, to_y) = (x.cast_signed(), y.cast_signed());
        let paint = resvg::tiny_skia::PixmapPaint::default();
        image.draw_pixmap(
            to_x,
            to_y,
            alone.as_ref(),
            &paint,
            Transform::identity(),
            None,
        );
        let place = json!({"x": x, "y": y, "width": symbol.width, "height": symbol.height, "pixelRatio": ratio});
        index.insert(symbol.name.clone(), place);
    }
    index.sort_keys();
    let failed = |e: &dyn std::fmt::Display| SpriteError::Image(e.to_string());
    Ok(Sheet {
        png: image.encode_png().map_err(|e| failed(&e))?,
        json: serde_json::to_vec(&Json::Object(index)).map_err(|e| failed(&e))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_has_a_place_of_its_own_with_something_in_it() {
        for (density, ratio) in [(Density::Once, 1), (Density::Twice, 2)] {
            let sheet = sheet(density).unwrap();
            let image = Pixmap::decode_png(&sheet.png).unwrap();
            let index: Map<String, Json> = serde_json::from_slice(&sheet.json).unwrap();
            assert_eq!(index.keys().cloned().collect::<Vec<_>>(), names());
            let mut taken = vec![false; (image.width() * image.height()) as usize];
            for (name, place) in &index {
                let number = |key: &str| place[key].as_u64().unwrap() as u32;
                assert_eq!(number("pixelRatio"), ratio);
                let mut drawn = 0;
                for y in number("y")..number("y") + number("height") {
                    for x in number("x")..number("x") + number("width") {
                        let at = (y * image.width() + x) as usize;
                        assert!(!std::mem::replace(&mut taken[at], true), "{name}");
                        drawn += usize::from(image.pixel(x, y).unwrap().alpha() > 0);
                    }
                }
                assert!(drawn > 10, "{name}");
            }
        }
    }
}
