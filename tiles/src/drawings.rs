//! Shapes drawn once, when the layer is built, for every tile that holds them whole.
//!
//! What a tile says of a shape that lies within it, beyond where its first vertex is, is the same in every tile of the
//! zoom: all rounding is to the grid of the world, and the commands of a tile are steps from vertex to vertex. So
//! generalising, rounding and repairing need be done once a zoom, not once a tile. Only shapes that a tile cuts are
//! drawn on the spot; a property test holds both ways to the same bytes.
//!
//! A *body* is a drawing without a place: how far the first vertex is from the north-west corner of the box round the
//! shape, both on the grid of the zoom, and the commands after the first `MoveTo`.

use rayon::prelude::*;

use crate::boxes::{Bounds, BoxTree};
use crate::commands::{commands, read_path};
use crate::frame::{Frame, LOW, Local};
use crate::item::Item;
use crate::layer::{LayerSpec, Tiny};
use crate::merge::Made;
use crate::pack::{Kind, Pack};
use crate::rank;
use crate::shape::{Detail, Shape, shape};
use crate::wire::{take_varint, unzigzag, varint};

/// Bytes that all bodies may take, a vertex of the layer: a zoom that would take them beyond it is drawn on the spot,
/// and so are those that follow.
const MOST: usize = 12;
/// Things that one processor draws at a time.
const BATCH: usize = 4096;

/// The bodies of a layer's lines and polygons, by zoom.
#[derive(Debug, Default)]
pub(crate) struct Drawings {
    first: u8,
    zooms: Vec<Zoom>,
}

/// The bodies of one zoom.
#[derive(Debug)]
pub(crate) struct Zoom {
    /// A bit for each thing that has a body.
    has: Vec<u64>,
    /// How many have one before each 64.
    before: Vec<u32>,
    /// Where each body ends.
    ends: Vec<u32>,
    bytes: Vec<u8>,
}

/// How a thing that lies within a tile is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body<'a> {
    /// As the bytes say; nothing at all where they are none.
    Drawn(&'a [u8]),
    /// On the spot.
    Unknown,
}

impl Drawings {
    /// Draws what can be drawn before a tile is known.
    pub(crate) fn new(
        spec: &LayerSpec,
        pack: &Pack,
        ranks: &[u8],
        items: &[Item],
        boxes: &BoxTree,
    ) -> Self {
        let mut zooms = Vec::new();
        let mut left = MOST * pack.vertices.len();
        if items.iter().all(|item| item.kind == Kind::Points) {
            left = 0;
        }
        for z in spec.min_zoom()..=spec.max_zoom() {
            let draw = Draw {
                z,
                detail: detail(spec, ranks, z),
                pack,
                items,
                boxes,
            };
            let Some(rest) = (left > 0).then(|| draw.zoom(left)).flatten() else {
                break;
            };
            left -= rest.bytes.len();
            zooms.push(rest);
        }
        Self {
            first: spec.min_zoom(),
            zooms,
        }
    }

    /// Memory that they take, bytes.
    pub(crate) fn memory(&self) -> usize {
        let of_zoom = |z: &Zoom| {
            8 * z.has.capacity()
                + 4 * (z.before.capacity() + z.ends.capacity())
                + z.bytes.capacity()
        };
        self.zooms.iter().map(of_zoom).sum()
    }

    /// The bodies of a zoom, if it has some.
    pub(crate) fn zoom(&self, z: u8) -> Option<&Zoom> {
        self.zooms.get(usize::from(z.checked_sub(self.first)?))
    }
}

/// How a layer's things are drawn at a zoom.
pub(crate) fn detail<'a>(spec: &LayerSpec, ranks: &'a [u8], z: u8) -> Detail<'a> {
    Detail {
        ranks,
        rank: if z == spec.max_zoom() { rank::NEVER } else { z },
        keep_tiny: spec.tiny() == Tiny::Keep,
    }
}

impl Zoom {
    /// The body of a thing.
    pub(crate) fn body(&self, at: u32) -> Body<'_> {
        let (word, bit) = (at as usize / 64, at % 64);
        let has = self.has.get(word).copied().unwrap_or(0);
        if has >> bit & 1 == 0 {
            return Body::Unknown;
        }
        let among = (has & ((1 << bit) - 1)).count_ones();
        let nth = (self.before[word] + among) as usize;
        let start = nth.checked_sub(1).map_or(0, |before| self.ends[before]);
        Body::Drawn(&self.bytes[start as usize..self.ends[nth] as usize])
    }
}

/// What a zoom is drawn from.
struct Draw<'a> {
    z: u8,
    detail: Detail<'a>,
    pack: &'a Pack,
    items: &'a [Item],
    boxes: &'a BoxTree,
}

/// Bodies of some things.
#[derive(Default)]
struct Batch {
    drawn: Vec<u32>,
    lens: Vec<u32>,
    bytes: Vec<u8>,
}

impl Draw<'_> {
    /// All bodies of the zoom, unless they take more than so many bytes.
    fn zoom(&self, most: usize) -> Option<Zoom> {
        let batches: Vec<Batch> = (0..self.items.len().div_ceil(BATCH))
            .into_par_iter()
            .map(|nth| self.batch(nth))
            .collect();
        let long: usize = batches.iter().map(|b| b.bytes.len()).sum();
        if long > most || u32::try_from(long).is_err() {
            return None;
        }
        let words = self.items.len().div_ceil(64);
        let mut zoom = Zoom {
            has: vec![0; words],
            before: Vec::with_capacity(words),
            ends: Vec::with_capacity(batches.iter().map(|b| b.drawn.len()).sum()),
            bytes: Vec::with_capacity(long),
        };
        let mut end = 0;
        for batch in batches {
            for at in batch.drawn {
                zoom.has[at as usize / 64] |= 1 << (at % 64);
            }
            for len in batch.lens {
                end += len;
                zoom.ends.push(end);
            }
            zoom.bytes.extend_from_slice(&batch.bytes);
        }
        let mut sum = 0;
        for word in &zoom.has {
            zoom.before.push(sum);
            sum += word.count_ones();
        }
        Some(zoom)
    }

    fn batch(&self, nth: usize) -> Batch {
        let mut batch = Batch::default();
        let first = nth * BATCH;
        let last = self.items.len().min(first + BATCH);
        for at in first..last {
            let item = &self.items[at];
            let at = at as u32;
            let bounds = self.boxes.at(at);
            let is_here = item.kind != Kind::Points
                && item.is_of(self.z)
                && self.boxes.from(at) <= self.z
                && fits(self.z, bounds);
            if !is_here {
                continue;
            }
            let parts = &self.pack.parts[item.parts.start as usize..item.parts.end as usize];
            let frame = Frame::about(self.z, bounds);
            let before = batch.bytes.len();
            if let Some(shape) = shape(self.pack, item.kind, parts, &frame, self.detail) {
                write(&shape, &mut batch.bytes);
            }
            batch.drawn.push(at);
            batch.lens.push((batch.bytes.len() - before) as u32);
        }
        batch
    }
}

/// Whether a tile of the zoom may hold the whole of it.
fn fits(z: u8, bounds: Bounds) -> bool {
    Frame::about(z, bounds).holds_box(bounds)
}

/// Writes the body of a mark; of a point there is none.
pub(crate) fn of_mark(z: u8, pack: &Pack, made: &Made, out: &mut Vec<u8>) {
    if made.kind == Kind::Points {
        return;
    }
    let frame = Frame::about(z, made.bounds);
    let all = Detail {
        ranks: &[],
        rank: 0,
        keep_tiny: true,
    };
    let parts = &pack.parts[made.parts.start as usize..made.parts.end as usize];
    if let Some(shape) = shape(pack, made.kind, parts, &frame, all) {
        write(&shape, out);
    }
}

/// Writes a shape, drawn in a frame [about](Frame::about) it, as a body.
fn write(shape: &Shape, out: &mut Vec<u8>) {
    let mut drawn = Vec::new();
    commands(shape, &mut drawn);
    let mut rest = drawn.as_slice();
    // `MoveTo` with one place.
    take_varint(&mut rest);
    for _ in 0..2 {
        let c = unzigzag(take_varint(&mut rest)) - LOW;
        varint(out, c.cast_unsigned());
    }
    out.extend_from_slice(rest);
}

/// Where the first vertex of a body lies, and the commands that follow; `corner` is where the north-west corner of its
/// box lies in the tile.
pub(crate) fn place(corner: Local, body: &[u8]) -> (Local, &[u8]) {
    let mut rest = body;
    let first = corner.map(|c| c + take_varint(&mut rest).cast_signed());
    (first, rest)
}

/// The lines or rings of a body.
pub(crate) fn paths(corner: Local, body: &[u8]) -> Vec<Vec<Local>> {
    let (mut at, mut rest) = place(corner, body);
    let mut paths = Vec::new();
    while let Some(path) = read_path(&mut at, &mut rest) {
        paths.push(path);
    }
    paths
}
