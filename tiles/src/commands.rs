//! Shapes as the drawing commands of a tile, through the `mvt` crate.
//!
//! The encoder (0.15.0) leaves the MoveTo out of a ring or line whose first place equals the last place of the one
//! before, which makes the tile invalid. So a ring starts at a vertex that is not the encoder's last place, and lines
//! of which one goes on where the other ends arrive here joined.

use mvt::{GeomData, GeomEncoder, GeomType};

use crate::frame::Local;
use crate::ring::Ring;
use crate::shape::Shape;

/// The commands that draw a shape.
pub(crate) fn commands(shape: &Shape) -> GeomData {
    match shape {
        Shape::Points(points) => {
            let mut pen = Pen::new(GeomType::Point);
            pen.places(points);
            pen.finish()
        }
        Shape::Lines(lines) => {
            let mut pen = Pen::new(GeomType::Linestring);
            for line in lines {
                pen.places(line);
                pen.lift();
            }
            pen.finish()
        }
        Shape::Polygons(polygons) => {
            let mut pen = Pen::new(GeomType::Polygon);
            for ring in polygons.iter().flatten() {
                pen.ring(ring);
                pen.lift();
            }
            pen.finish()
        }
    }
}

/// The encoder, and where it stands.
struct Pen {
    encoder: GeomEncoder<i32>,
    last: Option<Local>,
}

impl Pen {
    fn new(kind: GeomType) -> Self {
        Self {
            encoder: GeomEncoder::new(kind),
            last: None,
        }
    }

    fn places(&mut self, places: &[Local]) {
        for &p in places {
            let [x, y] = p.map(|c| i32::try_from(c).expect("clipped to the tile and its buffer"));
            self.encoder
                .add_point(x, y)
                .expect("whole numbers are never out of range");
            self.last = Some(p);
        }
    }

    /// Draws a ring from its first vertex that is not where the pen stands. A ring has three vertices or more, no two
    /// in a row equal, so there is one.
    fn ring(&mut self, ring: &Ring) {
        let start = ring.iter().position(|&p| Some(p) != self.last).unwrap_or(0);
        let (end, begin) = ring.split_at(start);
        self.places(begin);
        self.places(end);
    }

    fn lift(&mut self) {
        self.encoder
            .complete_geom()
            .expect("whole numbers are never out of range");
    }

    fn finish(self) -> GeomData {
        self.encoder
            .encode()
            .expect("whole numbers are never out of range")
    }
}
