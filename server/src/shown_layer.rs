//! A tile layer, and since which run each of its tiles is what it is.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use geo::CoordsIter;
use rustc_hash::FxHasher;
use tiles::{Change, Feature, LayerIndex, LayerSpec, Projection, TileCoord};

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
    /// The same in degrees, once somebody asked for it.
    in_degrees: Arc<OnceLock<Arc<LayerIndex>>>,
    /// Row of its collection that each feature is of, where it is of one.
    pub rows: Option<Arc<[u32]>>,
    /// By what it was built from.
    digest: u64,
    /// Run since which it is known.
    since: Arc<str>,
    /// Runs that changed it, and where, the latest first.
    changes: Arc<[(Arc<str>, Arc<Change>)]>,
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
        let known = before.filter(|b| b.digest == digest && b.index.len() == features.len());
        match known {
            Some(known) => Self {
                rows: None,
                ..known.clone()
            },
            None => Self::of(LayerIndex::build(spec, features), digest, run, before),
        }
    }

    /// The same, with the row of its collection that each feature is of.
    #[must_use]
    pub fn of_rows(mut self, rows: Vec<u32>) -> Self {
        self.rows = Some(rows.into());
        self
    }

    /// A layer that was built already, as of a version of its own; `digest` is of what it was built from.
    pub fn of(index: LayerIndex, digest: u64, version: &Arc<str>, before: Option<&Self>) -> Self {
        let Some(before) = before else {
            return Self {
                index: Arc::new(index),
                in_degrees: Arc::default(),
                rows: None,
                digest,
                since: Arc::clone(version),
                changes: Arc::default(),
            };
        };
        let change = Change::between(&before.index, &index);
        let mut changes = before.changes.to_vec();
        let mut since = Arc::clone(&before.since);
        if !change.is_empty() {
            changes.insert(0, (Arc::clone(version), Arc::new(change)));
        }
        if changes.len() > MOST_CHANGES
            && let Some((oldest, _)) = changes.pop()
        {
            since = oldest;
        }
        Self {
            index: Arc::new(index),
            in_degrees: Arc::default(),
            rows: None,
            digest,
            since,
            changes: changes.into(),
        }
    }

    /// The layer in a projection; the first time it is asked for another than its own, that takes as long as to build
    /// it.
    pub fn index_in(&self, projection: Projection) -> Arc<LayerIndex> {
        if projection == self.index.spec().projection() {
            return Arc::clone(&self.index);
        }
        let made = || Arc::new(self.index.reprojected(projection));
        Arc::clone(self.in_degrees.get_or_init(made))
    }

    /// Whether the layer is there in a projection, so that to ask for it takes no time.
    pub fn is_ready_in(&self, projection: Projection) -> bool {
        projection == self.index.spec().projection() || self.in_degrees.get().is_some()
    }

    /// The last run that changed a tile. In another projection than its own a change touches every tile.
    pub fn version_at(&self, projection: Projection, coord: TileCoord) -> &str {
        if projection != self.index.spec().projection() {
            return self.version();
        }
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
            assert_eq!(
                changed.version_at(Projection::Mercator, tile(z, 119.9)),
                "three"
            );
            assert_eq!(
                changed.version_at(Projection::Mercator, tile(z, 121.9)),
                "one"
            );
        }
        assert_eq!(
            (
                changed.version(),
                changed.version_at(Projection::Mercator, tile(0, 119.9))
            ),
            ("three", "three")
        );
        let mut many = changed;
        for i in 0..100_u32 {
            let run = Arc::from(format!("later {i}"));
            many = ShownLayer::build(spec(), world(5 + i), &run, Some(&many));
        }
        assert_eq!(
            many.version_at(Projection::Mercator, tile(12, 121.9)),
            "later 35"
        );
    }
}
