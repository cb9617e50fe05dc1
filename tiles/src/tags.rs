//! Properties of everything in a layer: a list of names that many share, and values of one's own.

use rustc_hash::FxHashMap;

/// Names and values, both as positions in the layer's table.
#[derive(Debug, Default)]
pub(crate) struct Tags {
    /// Lists of names, each once.
    schemas: Vec<Box<[u32]>>,
    /// Their positions; needed while the layer is built.
    known: FxHashMap<Box<[u32]>, u32>,
    values: Vec<u32>,
}

/// The properties of one thing or mark.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Run {
    schema: u32,
    first: u32,
}

impl Tags {
    /// Keeps some properties.
    pub(crate) fn add(&mut self, tags: &[(u32, u32)]) -> Run {
        let first = index(self.values.len());
        self.values.extend(tags.iter().map(|t| t.1));
        let names: Vec<u32> = tags.iter().map(|t| t.0).collect();
        let schema = if let Some(known) = self.known.get(&*names) {
            *known
        } else {
            let schema = index(self.schemas.len());
            self.schemas.push(names.clone().into());
            self.known.insert(names.into(), schema);
            schema
        };
        Run { schema, first }
    }

    /// Positions of the names.
    pub(crate) fn names(&self, run: Run) -> &[u32] {
        &self.schemas[run.schema as usize]
    }

    /// Positions of the values, in the order of the names.
    pub(crate) fn values(&self, run: Run) -> &[u32] {
        let first = run.first as usize;
        &self.values[first..first + self.names(run).len()]
    }

    /// Positions of names and values.
    pub(crate) fn of(&self, run: Run) -> impl Iterator<Item = (u32, u32)> + Clone + '_ {
        let names = self.names(run).iter().copied();
        names.zip(self.values(run).iter().copied())
    }

    /// The same properties, laid out in another order.
    pub(crate) fn rearranged<'a>(self, runs: impl Iterator<Item = &'a mut Run>) -> Self {
        let mut values = Vec::with_capacity(self.values.len());
        for run in runs {
            let first = index(values.len());
            values.extend_from_slice(self.values(*run));
            run.first = first;
        }
        Self {
            values,
            known: FxHashMap::default(),
            schemas: self.schemas,
        }
    }

    /// Memory that it takes, bytes.
    pub(crate) fn memory(&self) -> usize {
        4 * self.values.capacity()
    }

    /// Replaces each value by another.
    pub(crate) fn renumber(&mut self, new_of_old: &[u32]) {
        for value in &mut self.values {
            *value = new_of_old[*value as usize];
        }
    }
}

fn index(i: usize) -> u32 {
    u32::try_from(i).expect("fewer than 2^32 properties in a layer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_once_and_values_follow_their_owner() {
        let mut tags = Tags::default();
        let mut runs = [
            tags.add(&[(0, 7), (1, 8)]),
            tags.add(&[]),
            tags.add(&[(0, 9), (1, 8)]),
        ];
        assert_eq!(tags.schemas.len(), 2);
        runs.reverse();
        let mut tags = tags.rearranged(runs.iter_mut());
        let of = |tags: &Tags, run: Run| tags.of(run).collect::<Vec<_>>();
        assert_eq!(of(&tags, runs[0]), [(0, 9), (1, 8)]);
        assert_eq!(of(&tags, runs[2]), [(0, 7), (1, 8)]);
        assert!(of(&tags, runs[1]).is_empty());
        tags.renumber(&[0, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
        assert_eq!(of(&tags, runs[0]), [(0, 3), (1, 2)]);
    }
}
