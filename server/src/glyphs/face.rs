//! A face of a font file, and the signed distance field of each of its characters.
//!
//! Sources: C. Green, "Improved alpha-tested magnification for vector textures and special effects", SIGGRAPH 2007;
//! sizes, edge and metrics are those of fontnik, by which MapLibre places text.

use std::fs;
use std::path::Path;

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use sdf_glyph_renderer::{BitmapGlyph, clamp_to_u8};
use thiserror::Error;
use ttf_parser::{GlyphId, OutlineBuilder, name_id};

/// Size at which glyphs are drawn, pixels an em.
const SIZE_PX: f32 = 24.0;
/// Pixels about each glyph that its field also covers.
const BUFFER_PX: usize = 3;
/// Distance at which the field ends, pixels.
const RADIUS_PX: usize = 8;
/// Share of the field that lies within the outline.
const CUTOFF: f64 = 0.25;
/// Widest and highest glyph, pixels; a font that has larger ones is no font for text.
const LARGEST_PX: usize = 512;

/// Why a file is no font.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FaceError {
    /// It cannot be read.
    #[error("it cannot be read ({0})")]
    Read(String),
    /// It has no face.
    #[error("it is no OpenType or TrueType font ({0})")]
    Parse(String),
}

/// A font file in memory.
pub(super) struct FontFile {
    bytes: Vec<u8>,
    /// Which face of a collection.
    index: u32,
}

impl FontFile {
    /// Reads the file of a font; of a collection the face that has its name, else the first.
    pub(super) fn read(name: &str, path: &Path) -> Result<Self, FaceError> {
        let bytes = fs::read(path).map_err(|e| FaceError::Read(e.to_string()))?;
        let faces = ttf_parser::fonts_in_collection(&bytes).unwrap_or(1);
        let fit = |index: &u32| {
            let face = ttf_parser::Face::parse(&bytes, *index).ok()?;
            let names = face.names().into_iter();
            let family = names.filter(|n| n.name_id == name_id::FAMILY);
            family
                .filter_map(|n| n.to_string())
                .filter(|family| name.starts_with(family.as_str()))
                .map(|family| family.len())
                .max()
        };
        // The longest name that fits: `Noto Sans Mono CJK SC` is another family than `Noto Sans`.
        let index = (0..faces)
            .rev()
            .max_by_key(|index| fit(index).unwrap_or(0))
            .unwrap_or(0);
        let file = Self { bytes, index };
        file.face()?;
        Ok(file)
    }

    /// The face.
    pub(super) fn face(&self) -> Result<Face<'_>, FaceError> {
        let face = ttf_parser::Face::parse(&self.bytes, self.index);
        let face = face.map_err(|e| FaceError::Parse(e.to_string()))?;
        let scale = SIZE_PX / f32::from(face.units_per_em());
        Ok(Face { face, scale })
    }
}

/// A face at the size of the fields.
pub(super) struct Face<'a> {
    face: ttf_parser::Face<'a>,
    scale: f32,
}

/// A character as MapLibre wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) id: u32,
    /// Distance field, with the buffer on each side; empty where nothing is drawn.
    pub(super) bitmap: Vec<u8>,
    /// Without the buffer.
    pub(super) width: u32,
    pub(super) height: u32,
    /// From the place of the character to the left edge.
    pub(super) left: i32,
    /// From the ascender to the upper edge, upwards.
    pub(super) top: i32,
    pub(super) advance: u32,
}

impl Face<'_> {
    /// The glyph of a character; none where the face does not have it.
    pub(super) fn glyph(&self, c: char) -> Option<Glyph> {
        let glyph = self.face.glyph_index(c)?;
        let advance = f32::from(self.face.glyph_hor_advance(glyph)?) * self.scale;
        let blank = Glyph {
            id: u32::from(c),
            bitmap: Vec::new(),
            width: 0,
            height: 0,
            left: 0,
            top: 0,
            advance: advance.round() as u32,
        };
        Some(self.drawn(glyph, &blank).unwrap_or(blank))
    }

    fn drawn(&self, glyph: GlyphId, blank: &Glyph) -> Option<Glyph> {
        let bounds = self.face.glyph_bounding_box(glyph)?;
        let down = |v: i16| (f32::from(v) * self.scale).floor();
        let up = |v: i16| (f32::from(v) * self.scale).ceil();
        let (left, right) = (down(bounds.x_min), up(bounds.x_max));
        let (bottom, top) = (down(bounds.y_min), up(bounds.y_max));
        let (width, height) = ((right - left) as usize, (top - bottom) as usize);
        if !(1..=LARGEST_PX).contains(&width) || !(1..=LARGEST_PX).contains(&height) {
            return None;
        }
        let mut outline = Outline {
            raster: Rasterizer::new(width, height),
            scale: self.scale,
            left,
            top,
            start: point(0.0, 0.0),
            at: point(0.0, 0.0),
        };
        self.face.outline_glyph(glyph, &mut outline)?;
        let mut alpha = vec![0; width * height];
        outline.raster.for_each_pixel(|i, coverage| {
            if let Some(pixel) = alpha.get_mut(i) {
                *pixel = (coverage.clamp(0.0, 1.0) * 255.0).round() as u8;
            }
        });
        let field = BitmapGlyph::from_unbuffered(&alpha, width, height, BUFFER_PX).ok()?;
        let bitmap = clamp_to_u8(&field.render_sdf(RADIUS_PX), CUTOFF).ok()?;
        let ascender = f32::from(self.face.ascender()) * self.scale;
        Some(Glyph {
            bitmap,
            width: width as u32,
            height: height as u32,
            left: left as i32,
            top: top as i32 - ascender.floor() as i32,
            ..blank.clone()
        })
    }
}

/// An outline on its way into pixels, whose rows go down.
struct Outline {
    raster: Rasterizer,
    scale: f32,
    left: f32,
    top: f32,
    start: Point,
    at: Point,
}

impl Outline {
    fn place(&self, x: f32, y: f32) -> Point {
        point(x * self.scale - self.left, self.top - y * self.scale)
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.place(x, y);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.raster.draw_line(self.at, to);
        self.at = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (by, to) = (self.place(x1, y1), self.place(x, y));
        self.raster.draw_quad(self.at, by, to);
        self.at = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (by, and, to) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.raster.draw_cubic(self.at, by, and, to);
        self.at = to;
    }

    fn close(&mut self) {
        self.raster.draw_line(self.at, self.start);
        self.at = self.start;
    }
}
