//! A packed tree of boxes: which of them meet a window?
//!
//! A static R-tree in two flat arrays. Boxes come in the order of a Hilbert curve and are packed sixteen to a node,
//! level upon level; where the children of a node stand follows from where it stands. It takes 18 bytes a box. A node
//! also knows the first zoom at which any of its boxes is seen, so one tree serves all zooms.
//!
//! Sources: I. Kamel, C. Faloutsos, "On packing R-trees", CIKM 1993; the layout is that of the flatbush library.

/// West, north, east and south edge, all included, in steps of the world grid.
pub(crate) type Bounds = [u32; 4];

/// Boxes, or nodes, a node.
const NODE: usize = 16;

/// The tree. It knows boxes by their position in the list it was built from.
#[derive(Debug)]
pub(crate) struct BoxTree {
    /// The boxes, then each level of nodes, the root last.
    bounds: Vec<Bounds>,
    /// First zoom at which a box, or any box of a node, is seen.
    from: Vec<u8>,
    /// End of each level in `bounds`, boxes first.
    ends: Vec<usize>,
}

/// The order of some boxes along a Hilbert curve: positions in the list that was given.
pub(crate) fn curve(boxes: &[Bounds]) -> Vec<u32> {
    let mut order: Vec<(u32, u32)> = (0..).zip(boxes).map(|(i, b)| (hilbert(b), i)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, i)| i).collect()
}

impl BoxTree {
    /// Packs boxes, each with the first zoom at which it is seen. A search is quick where they come in the order of
    /// the [`curve`], and right in any.
    pub(crate) fn build(boxes: Vec<Bounds>, from: Vec<u8>) -> Self {
        let (mut bounds, mut from) = (boxes, from);
        let mut ends = vec![bounds.len()];
        let mut start = 0;
        while bounds.len() - start > 1 {
            let end = bounds.len();
            for first in (start..end).step_by(NODE) {
                let children = first..end.min(first + NODE);
                let node = bounds[children.clone()].iter().copied().fold(EMPTY, join);
                let seen = from[children].iter().copied().min().unwrap_or(u8::MAX);
                bounds.push(node);
                from.push(seen);
            }
            start = end;
            ends.push(bounds.len());
        }
        bounds.shrink_to_fit();
        from.shrink_to_fit();
        Self { bounds, from, ends }
    }

    /// A box.
    pub(crate) fn at(&self, box_at: u32) -> Bounds {
        self.bounds[box_at as usize]
    }

    /// First zoom at which a box is seen.
    pub(crate) fn from(&self, box_at: u32) -> u8 {
        self.from[box_at as usize]
    }

    /// Positions of the boxes that meet the window, edges included, and are seen at the zoom; ascending.
    pub(crate) fn search(&self, window: Bounds, zoom: u8) -> Vec<u32> {
        let mut found = Vec::new();
        self.visit(window, zoom, |at| {
            found.push(at);
            true
        });
        found
    }

    /// Whether any box meets the window, edges included, whatever the zoom.
    pub(crate) fn meets_any(&self, window: Bounds) -> bool {
        let mut is_any = false;
        self.visit(window, u8::MAX, |_| {
            is_any = true;
            false
        });
        is_any
    }

    /// Goes on as long as `found` says so.
    fn visit(&self, window: Bounds, zoom: u8, mut found: impl FnMut(u32) -> bool) {
        // Nodes to be opened: where their children begin, and the level of these.
        let mut open: Vec<(usize, usize)> = Vec::with_capacity(64);
        if let Some(root) = self.bounds.len().checked_sub(1) {
            open.push((root, self.ends.len() - 1));
        }
        while let Some((first, level)) = open.pop() {
            let start = level.checked_sub(1).map_or(0, |below| self.ends[below]);
            let end = self.ends[level].min(first + NODE);
            let is_met = |at: &usize| self.from[*at] <= zoom && meets(&self.bounds[*at], &window);
            let Some(below) = level.checked_sub(1) else {
                if !(first..end).filter(is_met).all(|at| found(at as u32)) {
                    return;
                }
                continue;
            };
            let start_below = below.checked_sub(1).map_or(0, |b| self.ends[b]);
            // The last is opened first: pushed in reverse, boxes are found in the order in which they lie in memory.
            for at in (first..end).rev().filter(is_met) {
                open.push((start_below + (at - start) * NODE, below));
            }
        }
    }

    /// Memory that it takes, bytes.
    pub(crate) fn memory(&self) -> usize {
        self.bounds.capacity() * size_of::<Bounds>() + self.from.capacity()
    }

    /// The box round all boxes.
    pub(crate) fn extent(&self) -> Option<Bounds> {
        self.bounds.last().copied()
    }
}

/// The box that holds nothing and leaves any other as it is when joined.
pub(crate) const EMPTY: Bounds = [u32::MAX, u32::MAX, 0, 0];

/// The box round two boxes.
pub(crate) fn join(a: Bounds, b: Bounds) -> Bounds {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

fn meets(a: &Bounds, b: &Bounds) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/// Position of a box's centre along a Hilbert curve of 2¹⁶ by 2¹⁶ cells over the world.
fn hilbert(&[west, north, east, south]: &Bounds) -> u32 {
    let middle = |a: u32, b: u32| (a / 2 + b / 2) >> 16;
    let (mut x, mut y) = (middle(west, east), middle(north, south));
    let mut d = 0;
    let mut s = 1_u32 << 15;
    while s > 0 {
        let (rx, ry) = (u32::from(x & s > 0), u32::from(y & s > 0));
        d += s * s * ((3 * rx) ^ ry);
        if ry == 0 {
            if rx == 1 {
                (x, y) = (0xFFFF - x, 0xFFFF - y);
            }
            (x, y) = (y, x);
        }
        s >>= 1;
    }
    d
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_box() -> impl Strategy<Value = Bounds> {
        (any::<[u32; 2]>(), 0_u32..1 << 28, 0_u32..1 << 28)
            .prop_map(|([x, y], w, h)| [x, y, x.saturating_add(w), y.saturating_add(h)])
    }

    proptest! {
        #[test]
        fn the_tree_finds_what_a_look_at_each_box_finds(
            boxes in prop::collection::vec((any_box(), 0_u8..20), 0..700),
            window in any_box(),
            zoom in 0_u8..20,
        ) {
            let (boxes, from): (Vec<Bounds>, Vec<u8>) = boxes.into_iter().unzip();
            let order = curve(&boxes);
            let boxes: Vec<Bounds> = order.iter().map(|at| boxes[*at as usize]).collect();
            let is_met = |at: &u32| meets(&boxes[*at as usize], &window);
            let all: Vec<u32> = (0..boxes.len() as u32).filter(is_met).collect();
            let seen = |at: &u32| from[*at as usize] <= zoom;
            let brute: Vec<u32> = all.iter().copied().filter(seen).collect();
            let tree = BoxTree::build(boxes.clone(), from.clone());
            prop_assert_eq!(tree.meets_any(window), !all.is_empty());
            prop_assert_eq!(tree.search(window, zoom), brute);
            prop_assert_eq!(tree.search([0, 0, u32::MAX, u32::MAX], u8::MAX).len(), boxes.len());
            let extent = boxes.iter().copied().fold(EMPTY, join);
            prop_assert_eq!(tree.extent(), (!boxes.is_empty()).then_some(extent));
        }
    }

    #[test]
    fn neighbours_on_the_curve_are_neighbours_on_the_map() {
        let at = |x: u32, y: u32| hilbert(&[x << 16, y << 16, x << 16, y << 16]);
        let mut cells: Vec<(u32, u32, u32)> = (0..64)
            .flat_map(|x| (0..64).map(move |y| (at(x, y), x, y)))
            .collect();
        cells.sort_unstable();
        for pair in cells.windows(2) {
            assert_eq!(pair[1].0, pair[0].0 + 1);
            assert_eq!(
                pair[0].1.abs_diff(pair[1].1) + pair[0].2.abs_diff(pair[1].2),
                1
            );
        }
    }
}
