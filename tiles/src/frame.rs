//! The tile grid: where a place of the world lies in one tile.

use crate::boxes::Bounds;
use crate::coord::TileCoord;
use crate::project::World;

/// Steps of the tile grid a side.
pub const EXTENT: u32 = 4096;

/// Steps beyond each edge that a tile also carries, so that outlines and symbols are not cut at the edge.
pub const BUFFER: u32 = 64;

/// Least coordinate in a tile.
pub(crate) const LOW: i64 = -(BUFFER as i64);

/// Greatest coordinate in a tile.
pub(crate) const HIGH: i64 = EXTENT as i64 + BUFFER as i64;

/// The zoom whose tile grid is the world grid: 2²⁰ tiles of 2¹² steps.
pub(crate) const GRID_ZOOM: u8 = 20;

/// A place in steps of a tile's grid, from its north-west corner. It may lie far outside the tile.
pub(crate) type Local = [i64; 2];

/// The grid of one tile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    z: u8,
    corner: Local,
}

impl Frame {
    pub(crate) fn new(coord: TileCoord) -> Self {
        let corner = [coord.x(), coord.y()].map(|c| i64::from(c) * i64::from(EXTENT));
        Self {
            z: coord.z(),
            corner,
        }
    }

    /// A frame, which need not be that of a tile, at whose north-west end a box lies.
    pub(crate) fn about(z: u8, [west, north, ..]: Bounds) -> Self {
        let corner = [west, north].map(|c| on_grid(c, z) - LOW);
        Self { z, corner }
    }

    /// Whether all that is drawn of something in this box lies within the buffer, even if it is made one step
    /// larger to be seen.
    pub(crate) fn holds_box(&self, [west, north, east, south]: Bounds) -> bool {
        let (low, high) = (self.vertex([west, north]), self.vertex([east, south]));
        low.iter().all(|c| *c >= LOW) && high.iter().all(|c| *c < HIGH)
    }

    /// Zoom of the tile.
    pub(crate) fn z(&self) -> u8 {
        self.z
    }

    /// A vertex in steps of the tile grid. Each tile of a zoom rounds it to the same place of the world, so what
    /// meets at an edge in one tile meets in the next.
    pub(crate) fn vertex(&self, world: World) -> Local {
        let snap = |c: u32, corner: i64| on_grid(c, self.z) - corner;
        [
            snap(world[0], self.corner[0]),
            snap(world[1], self.corner[1]),
        ]
    }

    /// A point, likewise. The far edge of the world belongs to its last tile: no tile follows to show it.
    pub(crate) fn point(&self, world: World) -> Local {
        let last = (i64::from(EXTENT) << self.z) - 1;
        let snap = |c: u32, corner: i64| on_grid(c, self.z).min(last) - corner;
        [
            snap(world[0], self.corner[0]),
            snap(world[1], self.corner[1]),
        ]
    }

    /// Whether a place lies in the tile itself, not in its buffer. Each place lies in one tile of a zoom.
    pub(crate) fn owns(&self, world: World) -> bool {
        let shift = 32 - u32::from(self.z);
        let tile = |c: u32| (u64::from(c) >> shift).cast_signed();
        [tile(world[0]), tile(world[1])] == self.corner.map(|c| c / i64::from(EXTENT))
    }

    /// The part of the world that can have something in the tile, a step more on each side for rounding.
    pub(crate) fn window(&self) -> Bounds {
        let back = |c: i64| -> u32 {
            let limit = i64::from(u32::MAX);
            let world = if self.z <= GRID_ZOOM {
                c << (GRID_ZOOM - self.z)
            } else {
                c >> (self.z - GRID_ZOOM)
            };
            u32::try_from(world.clamp(0, limit)).expect("clamped to the range of u32")
        };
        let low = self.corner.map(|c| back(c + LOW - 1));
        let high = self.corner.map(|c| back(c + HIGH + 1));
        [low[0], low[1], high[0], high[1]]
    }
}

/// Whether the tile or its buffer holds the place.
pub(crate) fn holds([x, y]: Local) -> bool {
    (LOW..=HIGH).contains(&x) && (LOW..=HIGH).contains(&y)
}

/// Nearest step of zoom `z`'s tile grid.
fn on_grid(c: u32, z: u8) -> i64 {
    let c = i64::from(c);
    match GRID_ZOOM.checked_sub(z) {
        Some(0) => c,
        Some(drop) => (c + (1 << (drop - 1))) >> drop,
        None => c << (z - GRID_ZOOM),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::coord::MAX_ZOOM;

    fn frame(z: u8, x: u32, y: u32) -> Frame {
        Frame::new(TileCoord::from_xyz(z, x, y).unwrap())
    }

    #[test]
    fn the_middle_of_the_world_is_the_middle_of_the_first_tile_and_a_corner_of_four() {
        assert_eq!(frame(0, 0, 0).vertex([1 << 31, 1 << 31]), [2048, 2048]);
        assert_eq!(frame(1, 1, 1).vertex([1 << 31, 1 << 31]), [0, 0]);
        assert_eq!(frame(1, 0, 0).vertex([1 << 31, 1 << 31]), [4096, 4096]);
        assert_eq!(
            frame(22, 1 << 21, 1 << 21).vertex([(1 << 31) + 1, 1 << 31]),
            [4, 0]
        );
    }

    #[test]
    fn the_edge_of_the_world_stays_in_the_last_tile() {
        assert_eq!(frame(0, 0, 0).point([u32::MAX, 0]), [4095, 0]);
        assert_eq!(frame(0, 0, 0).vertex([u32::MAX, 0]), [4096, 0]);
    }

    proptest! {
        #[test]
        fn whatever_a_tile_holds_is_in_its_window(world in any::<World>(), z in 0..=MAX_ZOOM, dx in -1_i64..=1, dy in -1_i64..=1) {
            let last = (1_i64 << z) - 1;
            let near = |c: u32, d: i64| u32::try_from(((i64::from(c) >> (32 - u32::from(z))) + d).clamp(0, last)).unwrap();
            let frame = frame(z, near(world[0], dx), near(world[1], dy));
            let [w, n, e, s] = frame.window();
            let inside = (w..=e).contains(&world[0]) && (n..=s).contains(&world[1]);
            prop_assert!(inside || !holds(frame.vertex(world)) && !holds(frame.point(world)));
        }
    }
}
