//! Shapes as the drawing commands of a tile (Mapbox Vector Tile 2.1, §4.3), straight into a buffer.
//!
//! ```text
//! command = id | count << 3        MoveTo 1, LineTo 2, ClosePath 7
//! places follow as zigzag steps from the one before
//! ```

use crate::frame::Local;
use crate::shape::Shape;
use crate::wire::{take_varint, unzigzag, varint, zigzag};

const MOVE_TO: u64 = 1;
const LINE_TO: u64 = 2;
const CLOSE_PATH: u64 = 7;

/// Kind of a shape, as a tile names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GeometryType {
    Point = 1,
    Line = 2,
    Polygon = 3,
}

/// Writes the commands that draw a shape.
pub(crate) fn commands(shape: &Shape, out: &mut Vec<u8>) -> GeometryType {
    let mut pen = Pen { out, at: [0, 0] };
    match shape {
        Shape::Points(points) => {
            pen.command(MOVE_TO, points.len());
            pen.places(points);
            GeometryType::Point
        }
        Shape::Lines(lines) => {
            for line in lines {
                pen.path(line);
            }
            GeometryType::Line
        }
        Shape::Ring(ring) => {
            pen.path(ring);
            pen.command(CLOSE_PATH, 1);
            GeometryType::Polygon
        }
        Shape::Polygons(polygons) => {
            for ring in polygons.iter().flatten() {
                pen.path(ring);
                pen.command(CLOSE_PATH, 1);
            }
            GeometryType::Polygon
        }
    }
}

/// What begins the drawing of a path, or of one point, that starts at a place; its commands follow.
pub(crate) fn move_to(place: Local, out: &mut Vec<u8>) {
    let mut pen = Pen { out, at: [0, 0] };
    pen.command(MOVE_TO, 1);
    pen.places(&[place]);
}

/// The next line or ring of a drawing whose pen stands at its first vertex; moves on to the first vertex of the one
/// after. `None` at the end.
pub(crate) fn read_path(at: &mut Local, rest: &mut &[u8]) -> Option<Vec<Local>> {
    if rest.is_empty() {
        return None;
    }
    let mut path = vec![*at];
    let mut step = |rest: &mut &[u8]| {
        for c in at.iter_mut() {
            *c += unzigzag(take_varint(rest));
        }
        *at
    };
    while !rest.is_empty() {
        let command = take_varint(rest);
        match command & 7 {
            LINE_TO => path.extend((0..command >> 3).map(|_| step(rest))),
            MOVE_TO => {
                step(rest);
                break;
            }
            _ => {}
        }
    }
    Some(path)
}

/// The buffer, and where the pen stands.
struct Pen<'a> {
    out: &'a mut Vec<u8>,
    at: Local,
}

impl Pen<'_> {
    fn command(&mut self, id: u64, count: usize) {
        varint(self.out, id | (count as u64) << 3);
    }

    fn path(&mut self, places: &[Local]) {
        let Some((first, rest)) = places.split_first() else {
            return;
        };
        self.command(MOVE_TO, 1);
        self.places(std::slice::from_ref(first));
        self.command(LINE_TO, rest.len());
        self.places(rest);
    }

    fn places(&mut self, places: &[Local]) {
        for place in places {
            for (to, at) in place.iter().zip(&mut self.at) {
                varint(self.out, zigzag(to - *at));
                *at = *to;
            }
        }
    }
}
