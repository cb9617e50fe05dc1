//! A packed tree of boxes: which of them meet a window?
//!
//! A static R-tree in three flat arrays. Boxes are sorted along a Hilbert curve and packed sixteen to a node, level
//! upon level; after that nothing moves. It takes 21 bytes a box.
//!
//! Sources: I. Kamel, C. Faloutsos, "On packing R-trees", CIKM 1993; the layout is that of the flatbush library.

/// West, north, east and south edge, all included, in steps of the world grid.
pub(crate) type Bounds = [u32; 4];

/// Boxes, or nodes, a node.
const NODE: usize = 16;

/// The tree. It knows boxes by their position in the slice it was built from.
#[derive(Debug)]
pub(crate) struct BoxTree {
    /// Boxes in Hilbert order, then each level of nodes, the root last.
    bounds: Vec<Bounds>,
    /// For a box its position in the input, for a node that of its first child in `bounds`.
    targets: Vec<u32>,
    /// End of each level in `bounds`, boxes first.
    ends: Vec<usize>,
}

impl BoxTree {
    /// Packs the boxes.
    pub(crate) fn build(input: &[Bounds]) -> Self {
        let mut order: Vec<(u32, u32)> = (0..).zip(input).map(|(i, b)| (hilbert(b), i)).collect();
        order.sort_unstable();
        let mut bounds: Vec<Bounds> = order.iter().map(|&(_, i)| input[i as usize]).collect();
        let mut targets: Vec<u32> = order.into_iter().map(|(_, i)| i).collect();
        let mut ends = vec![bounds.len()];
        let mut start = 0;
        while bounds.len() - start > 1 {
            let end = bounds.len();
            for first in (start..end).step_by(NODE) {
                let children = &bounds[first..end.min(first + NODE)];
                let node = children.iter().copied().fold(EMPTY, join);
                bounds.push(node);
                targets.push(u32::try_from(first).expect("fewer than 2^32 boxes and nodes"));
            }
            start = end;
            ends.push(bounds.len());
        }
        Self {
            bounds,
            targets,
            ends,
        }
    }

    /// Positions of the boxes that meet the window, edges included, in ascending order.
    pub(crate) fn search(&self, window: Bounds) -> Vec<u32> {
        let mut found = Vec::new();
        self.visit(window, |at, _| found.push(at));
        found.sort_unstable();
        found
    }

    /// The same, with the boxes.
    pub(crate) fn search_with_bounds(&self, window: Bounds) -> Vec<(u32, Bounds)> {
        let mut found = Vec::new();
        self.visit(window, |at, bounds| found.push((at, bounds)));
        found.sort_unstable_by_key(|f| f.0);
        found
    }

    /// All boxes with their positions, in the order of the curve.
    pub(crate) fn all(&self) -> impl Iterator<Item = (u32, Bounds)> + '_ {
        let of_boxes = self.ends.first().copied().unwrap_or(0);
        let boxes = self.targets.iter().zip(&self.bounds).take(of_boxes);
        boxes.map(|(at, bounds)| (*at, *bounds))
    }

    fn visit(&self, window: Bounds, mut found: impl FnMut(u32, Bounds)) {
        let mut open: Vec<(usize, usize)> = Vec::new();
        if let Some(root) = self.bounds.len().checked_sub(1) {
            open.push((root, self.ends.len() - 1));
        }
        while let Some((first, level)) = open.pop() {
            let end = self.ends[level].min(first + NODE);
            for at in first..end {
                if !meets(&self.bounds[at], &window) {
                    continue;
                }
                match level.checked_sub(1) {
                    Some(below) => open.push((self.targets[at] as usize, below)),
                    None => found(self.targets[at], self.bounds[at]),
                }
            }
        }
    }

    /// Whether any box meets the window, edges included.
    pub(crate) fn meets_any(&self, window: Bounds) -> bool {
        let mut open: Vec<(usize, usize)> = Vec::new();
        if let Some(root) = self.bounds.len().checked_sub(1) {
            open.push((root, self.ends.len() - 1));
        }
        while let Some((first, level)) = open.pop() {
            let end = self.ends[level].min(first + NODE);
            for at in first..end {
                if !meets(&self.bounds[at], &window) {
                    continue;
                }
                match level.checked_sub(1) {
                    Some(below) => open.push((self.targets[at] as usize, below)),
                    None => return true,
                }
            }
        }
        false
    }

    /// Number of boxes.
    pub(crate) fn len(&self) -> usize {
        self.ends.first().copied().unwrap_or(0)
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
            boxes in prop::collection::vec(any_box(), 0..700),
            window in any_box(),
        ) {
            let brute: Vec<u32> = (0..).zip(&boxes).filter(|(_, b)| meets(b, &window)).map(|(i, _)| i).collect();
            let tree = BoxTree::build(&boxes);
            prop_assert_eq!(tree.meets_any(window), !brute.is_empty());
            prop_assert_eq!(tree.search(window), brute);
            prop_assert_eq!(tree.search([0, 0, u32::MAX, u32::MAX]).len(), boxes.len());
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
