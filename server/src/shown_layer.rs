//! A tile layer, and since which run each of its tiles is what it is.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use geo::CoordsIter;
use rustc_hash::FxHasher;
use tiles::{Change, Feature, LayerIndex, LayerSpec, TileCoord};

/// Changes that are remembered; where there were more, all tiles count as new since the oldest of them.
const MOST_CHANGES: usize = 64;

/// A layer that is shown.
///
/// A tile is named by the last run that changed it. So a change of the data renames the tiles that it touches, and a
/// viewer, and the cache of the service, keep all others.
#[derive(Debug, Clone)]
pub struct ShownLayer {
    /// The layer.
    pub index: Arc<LayerIndex>,
    /// By what it was built from.
    digest: u64,
    /// Run since which it is known.
    since: Arc<str>,
    /// Runs that changed it, and where, the latest first.
    changes: Vec<(Arc<str>, Arc<Change>)>,
}

impl ShownLayer {
    /// Builds a layer of a run. Where `before` is known and was built from the same, it is taken over.
    pub fn build(
        spec: LayerSpec,
        features: Vec<Feature>,
        run: &Arc<str>,
        before: Option<&Self>,
    ) -> Self {
        let digest = digest(&features);
        let Some(before) = before else {
            return Self {
                index: Arc::new(LayerIndex::build(spec, features)),
                digest,
                since: Arc::clone(run),
                changes: Vec::new(),
            };
        };
        if before.digest == digest && before.index.len() == features.len() {
            return before.clone();
        }
        let index = LayerIndex::build(spec, features);
        let change = Change::between(&before.index, &index);
        let mut changes = before.changes.clone();
        let mut since = Arc::clone(&before.since);
        if !change.is_empty() {
            changes.insert(0, (Arc::clone(run), Arc::new(change)));
        }
        if changes.len() > MOST_CHANGES
            && let Some((oldest, _)) = changes.pop()
        {
            since = oldest;
        }
        Self {
            index: Arc::new(index),
            digest,
            since,
            changes,
        }
    }

    /// The last run that changed a tile.
    pub fn version_at(&self, coord: TileCoord) -> &str {
        let last = self.changes.iter().find(|(_, c)| c.touches(coord));
        last.map_or(&self.since, |(run, _)| run)
    }

    /// The last run that changed anything.
    pub fn version(&self) -> &str {
        self.changes.first().map_or(&self.since, |(run, _)| run)
    }
}

/// A number for features: equal ones in equal order have the same.
fn digest(features: &[Feature]) -> u64 {
    let mut hasher = FxHasher::default();
    for f in features {
        (f.id, f.min_zoom, f.max_zoom, &f.properties).hash(&mut hasher);
        std::mem::discriminant(&f.geometry).hash(&mut hasher);
        for c in f.geometry.coords_iter() {
            (c.x.to_bits(), c.y.to_bits()).hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use geo_types::Point;

    use super::*;

    fn spec() -> LayerSpec {
        LayerSpec::new("facilities", 0..=16).unwrap()
    }

    fn world(risk: u32) -> Vec<Feature> {
        let at = |id: u64, lon: f64| Feature::new(id, Point::new(lon, 31.8));
        vec![
            at(1, 119.9).with("risk", risk),
            at(2, 121.9).with("risk", 1_u32),
        ]
    }

    #[test]
    fn a_change_renames_what_it_touches_and_nothing_else() {
        let runs: [Arc<str>; 3] = ["one", "two", "three"].map(Arc::from);
        let first = ShownLayer::build(spec(), world(1), &runs[0], None);
        let same = ShownLayer::build(spec(), world(1), &runs[1], Some(&first));
        assert!(Arc::ptr_eq(&first.index, &same.index));
        assert_eq!(same.version(), "one");
        let changed = ShownLayer::build(spec(), world(4), &runs[2], Some(&same));
        let tile = |z, lon| TileCoord::containing(z, [lon, 31.8]).unwrap();
        for z in [8, 12, 16] {
            assert_eq!(changed.version_at(tile(z, 119.9)), "three");
            assert_eq!(changed.version_at(tile(z, 121.9)), "one");
        }
        assert_eq!(
            (changed.version(), changed.version_at(tile(0, 119.9))),
            ("three", "three")
        );
        let mut many = changed;
        for i in 0..100_u32 {
            let run = Arc::from(format!("later {i}"));
            many = ShownLayer::build(spec(), world(5 + i), &run, Some(&many));
        }
        assert_eq!(many.version_at(tile(12, 121.9)), "later 35");
    }
}
