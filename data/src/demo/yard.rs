//! The inside of a plant: blocks are laid on shelves from front to back, none over another.

use super::shape::{Frame, P};

/// A block that found its place, in the frame of the site.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub u: f64,
    pub v: f64,
    pub width_m: f64,
    pub depth_m: f64,
}

impl Block {
    pub fn rect(&self, site: &Frame) -> Vec<P> {
        site.rect(self.u, self.v, self.u + self.width_m, self.v + self.depth_m)
    }

    /// The frame of the block itself.
    pub fn frame(&self, site: &Frame) -> Frame {
        site.moved(self.u, self.v)
    }
}

/// Free ground from (u0, v0) to (u1, v1), filled in shelves.
pub(super) struct Yard {
    u0: f64,
    u1: f64,
    v1: f64,
    between_m: f64,
    u: f64,
    v: f64,
    shelf_m: f64,
}

impl Yard {
    pub fn new(u0: f64, v0: f64, u1: f64, v1: f64, between_m: f64) -> Self {
        Self {
            u0,
            u1,
            v1,
            between_m,
            u: u0,
            v: v0,
            shelf_m: 0.0,
        }
    }

    /// The next place for a block, if there is room.
    pub fn lay(&mut self, width_m: f64, depth_m: f64) -> Option<Block> {
        let (mut u, mut v, mut shelf_m) = (self.u, self.v, self.shelf_m);
        if u + width_m > self.u1 {
            (u, v, shelf_m) = (self.u0, v + shelf_m + self.between_m, 0.0);
        }
        if u + width_m > self.u1 || v + depth_m > self.v1 {
            return None;
        }
        (self.u, self.v, self.shelf_m) = (u + width_m + self.between_m, v, shelf_m.max(depth_m));
        Some(Block {
            u,
            v,
            width_m,
            depth_m,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keep_apart_and_inside() {
        let mut stream = super::super::stream::Stream::of(1, "yard", 0);
        let mut yard = Yard::new(10.0, 20.0, 200.0, 180.0, 12.0);
        let mut laid: Vec<Block> = Vec::new();
        for _ in 0..60 {
            let Some(b) = yard.lay(stream.between(5.0, 60.0), stream.between(5.0, 40.0)) else {
                continue;
            };
            assert!(
                b.u >= 10.0 && b.v >= 20.0 && b.u + b.width_m <= 200.0 && b.v + b.depth_m <= 180.0
            );
            let apart = |o: &Block| {
                b.u >= o.u + o.width_m + 12.0
                    || o.u >= b.u + b.width_m + 12.0
                    || b.v >= o.v + o.depth_m + 12.0
                    || o.v >= b.v + b.depth_m + 12.0
            };
            assert!(laid.iter().all(apart));
            laid.push(b);
        }
        assert!(laid.len() > 5, "{}", laid.len());
    }
}
