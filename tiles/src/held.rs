//! What a layer holds, for those who ask more of it than tiles: each shape with its properties.

use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Polygon};

use crate::index::{LayerIndex, span};
use crate::item::Item;
use crate::pack::{Kind, Part, Role};
use crate::value::Value;

/// One kind of shape of one feature, as a layer holds it. A feature of mixed shapes stands there once a kind.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    index: &'a LayerIndex,
    item: &'a Item,
}

impl LayerIndex {
    /// Number of shapes that are [held](Self::held).
    pub fn held_len(&self) -> usize {
        self.items.len()
    }

    /// A shape by its position, in no order that means something; `None` beyond [`held_len`](Self::held_len).
    pub fn held(&self, at: usize) -> Option<Held<'_>> {
        let item = self.items.get(at)?;
        Some(Held { index: self, item })
    }
}

impl Held<'_> {
    /// Position of its feature among those from which the layer was built.
    pub fn feature(&self) -> usize {
        self.item.feature as usize
    }

    /// Identity of its feature; none where an earlier feature, or shape of this one, has it.
    pub fn id(&self) -> Option<u64> {
        self.item.id()
    }

    /// A property by its name; `None` where the feature has none of that name.
    pub fn property(&self, name: &str) -> Option<Value> {
        let index = self.index;
        let key = index.table.key_at(name)?;
        let (_, value) = index.tags.of(self.item.tags).find(|tag| tag.0 == key)?;
        Value::read(index.table.value(value))
    }

    /// The shape in longitude and latitude, degrees, to a step of the world's grid, a centimetre.
    pub fn geometry(&self) -> Geometry<f64> {
        let parts = &self.index.pack.parts[span(&self.item.parts)];
        match self.item.kind {
            Kind::Points => {
                let points = parts.iter().flat_map(|part| self.line(part).0);
                let points = MultiPoint(points.map(Into::into).collect());
                match points.0[..] {
                    [only] => Geometry::Point(only),
                    _ => Geometry::MultiPoint(points),
                }
            }
            Kind::Lines => {
                let lines = parts.iter().map(|part| self.line(part));
                let lines = MultiLineString(lines.collect());
                match &lines.0[..] {
                    [only] => Geometry::LineString(only.clone()),
                    _ => Geometry::MultiLineString(lines),
                }
            }
            Kind::Polygons => {
                let mut polygons: Vec<Polygon<f64>> = Vec::new();
                for part in parts {
                    match (part.role, polygons.last_mut()) {
                        (Role::Hole, Some(polygon)) => polygon.interiors_push(self.line(part)),
                        _ => polygons.push(Polygon::new(self.line(part), Vec::new())),
                    }
                }
                match &polygons[..] {
                    [only] => Geometry::Polygon(only.clone()),
                    _ => Geometry::MultiPolygon(MultiPolygon(polygons)),
                }
            }
        }
    }

    fn line(&self, part: &Part) -> LineString<f64> {
        let projection = self.index.pack.projection;
        let vertices = self.index.pack.vertices[part.range()].iter();
        let places = vertices.map(|world| {
            let [x, y] = projection.lon_lat(*world);
            Coord { x, y }
        });
        places.collect()
    }
}

#[cfg(test)]
mod tests {
    use geo_types::Geometry as G;
    use geo_types::{Point, line_string, polygon};

    use super::*;
    use crate::feature::Feature;
    use crate::layer::LayerSpec;

    #[test]
    fn what_was_put_in_is_held_with_its_properties_and_its_shape() {
        let hole = polygon!(
            exterior: [(x: 119.0, y: 31.0), (x: 120.0, y: 31.0), (x: 120.0, y: 32.0), (x: 119.0, y: 32.0)],
            interiors: [[(x: 119.4, y: 31.4), (x: 119.6, y: 31.4), (x: 119.6, y: 31.6)]],
        );
        let shapes: [Geometry<f64>; 3] = [
            Point::new(119.97, 31.81).into(),
            line_string![(x: 119.0, y: 31.0), (x: 119.5, y: 31.5)].into(),
            hole.into(),
        ];
        let features = (0_u64..).zip(&shapes).map(|(id, shape)| {
            let feature = Feature::new(id, shape.clone()).with("name", format!("{id} 号"));
            feature.with_known("depth_m", (id == 1).then_some(-2.5))
        });
        let spec = LayerSpec::new("zones", 0..=16).unwrap();
        let index = LayerIndex::build(spec, features.collect());
        assert_eq!(index.held_len(), 3);
        assert!(index.held(3).is_none());
        for at in 0..3 {
            let held = index.held(at).unwrap();
            let (feature, id) = (held.feature(), held.id().unwrap());
            assert_eq!(feature as u64, id);
            let name = Value::from(format!("{id} 号"));
            assert_eq!(held.property("name"), Some(name));
            let depth = (id == 1).then_some(Value::Double(-2.5));
            assert_eq!(held.property("depth_m"), depth);
            assert_eq!(held.property("no such"), None);
            let coords = |shape: &G<f64>| -> Vec<[f64; 2]> {
                match shape {
                    G::Point(p) => vec![[p.x(), p.y()]],
                    G::LineString(l) => l.coords().map(|c| [c.x, c.y]).collect(),
                    G::Polygon(p) => {
                        let rings = std::iter::once(p.exterior()).chain(p.interiors());
                        rings.flat_map(|r| r.coords().map(|c| [c.x, c.y])).collect()
                    }
                    other => panic!("{other:?}"),
                }
            };
            let (want, got) = (coords(&shapes[feature]), coords(&held.geometry()));
            assert_eq!(want.len(), got.len());
            for (w, g) in want.iter().flatten().zip(got.iter().flatten()) {
                assert!((w - g).abs() < 2e-7, "{w} {g}");
            }
        }
    }
}
