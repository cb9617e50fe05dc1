//! Names and values of properties, each kept once, values as tiles have them.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::Arc;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use crate::value::Value;

/// The names and values of a layer. What is known once is only pointed to afterwards, by its position.
#[derive(Debug, Default)]
pub(crate) struct Table {
    keys: Vec<Arc<str>>,
    /// Each value as tiles have it, one after the other, and where each ends.
    written: Vec<u8>,
    ends: Vec<u32>,
    at: HashTable<u32>,
    /// Values from here on stand once in the layer; only told of a finished one.
    once_from: Option<u32>,
}

fn hash(bytes: &[u8]) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(bytes)
}

fn index(i: usize) -> u32 {
    u32::try_from(i).expect("fewer than 2^32 properties, and bytes of them, in a layer")
}

impl Table {
    /// Position of a name, if it is known. There are few: a look at each is fastest.
    pub(crate) fn key_at(&self, name: &str) -> Option<u32> {
        self.keys.iter().position(|k| &**k == name).map(index)
    }

    /// Position of a value as tiles have it, if it is known.
    pub(crate) fn value_at(&self, written: &[u8]) -> Option<u32> {
        let found = self.at.find(hash(written), |at| self.value(*at) == written);
        found.copied()
    }

    /// Adds a name that is not known.
    pub(crate) fn add_key(&mut self, name: Arc<str>) -> u32 {
        self.keys.push(name);
        index(self.keys.len() - 1)
    }

    /// Position of a value, which is added where it is not known.
    pub(crate) fn add_value(&mut self, value: &Value) -> u32 {
        let start = self.written.len();
        value.write(&mut self.written);
        let known = self.value_at(&self.written[start..]);
        if let Some(known) = known {
            self.written.truncate(start);
            return known;
        }
        let at = index(self.ends.len());
        let of_new = hash(&self.written[start..]);
        self.ends.push(index(self.written.len()));
        let (written, ends) = (&self.written, &self.ends);
        self.at
            .insert_unique(of_new, at, |at| hash(slice(written, ends, *at)));
        at
    }

    /// A name by its position.
    pub(crate) fn key(&self, at: u32) -> &str {
        &self.keys[at as usize]
    }

    /// A value by its position, as tiles have it.
    pub(crate) fn value(&self, at: u32) -> &[u8] {
        slice(&self.written, &self.ends, at)
    }

    /// Number of names.
    pub(crate) fn key_count(&self) -> u32 {
        index(self.keys.len())
    }

    /// Number of values.
    pub(crate) fn value_count(&self) -> u32 {
        index(self.ends.len())
    }

    /// Memory that it takes, bytes.
    pub(crate) fn memory(&self) -> usize {
        self.written.capacity() + 4 * self.ends.capacity() + self.at.allocation_size()
    }

    /// Takes in what was added over this table.
    pub(crate) fn take(&mut self, more: &Self) {
        self.keys.extend(more.keys.iter().cloned());
        for at in 0..more.value_count() {
            let value = more.value(at);
            let here = index(self.ends.len());
            self.written.extend_from_slice(value);
            self.ends.push(index(self.written.len()));
            let (written, ends) = (&self.written, &self.ends);
            self.at
                .insert_unique(hash(value), here, |at| hash(slice(written, ends, *at)));
        }
    }

    /// Values from this position on are those of one thing alone, so no other thing of a tile has them.
    pub(crate) fn once_from(&self) -> u32 {
        self.once_from.unwrap_or_else(|| self.value_count())
    }

    /// Lays the values out anew: `old_of_new` has the present position of each, and those from `once_from` on are of
    /// one thing alone. Returns the new positions by the old ones.
    pub(crate) fn arrange(&mut self, old_of_new: &[u32], once_from: u32) -> Vec<u32> {
        let mut written = Vec::with_capacity(self.written.len());
        let mut ends = Vec::with_capacity(self.ends.len());
        let mut new_of_old = vec![0; self.ends.len()];
        for (new, old) in (0..).zip(old_of_new) {
            written.extend_from_slice(self.value(*old));
            ends.push(index(written.len()));
            new_of_old[*old as usize] = new;
        }
        // What stands once is not looked for again: another that is equal would be a thing of its own.
        self.at.retain(|at| {
            *at = new_of_old[*at as usize];
            *at < once_from
        });
        (self.written, self.ends, self.once_from) = (written, ends, Some(once_from));
        new_of_old
    }

    /// Gives back memory that was held for growth.
    pub(crate) fn shrink(&mut self) {
        self.written.shrink_to_fit();
        self.ends.shrink_to_fit();
        let (written, ends) = (&self.written, &self.ends);
        self.at.shrink_to_fit(|at| hash(slice(written, ends, *at)));
    }
}

fn slice<'a>(written: &'a [u8], ends: &[u32], at: u32) -> &'a [u8] {
    let at = at as usize;
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    &written[start as usize..ends[at] as usize]
}

/// A table with more over it, whose positions follow those of the table.
#[derive(Debug)]
pub(crate) struct Over<'a> {
    base: &'a Table,
    more: Table,
}

impl<'a> Over<'a> {
    /// Nothing over a table yet.
    pub(crate) fn new(base: &'a Table) -> Self {
        Self {
            base,
            more: Table::default(),
        }
    }

    /// Position of a name, which is added where it is not known.
    pub(crate) fn add_key(&mut self, name: &str) -> u32 {
        if let Some(at) = self.base.key_at(name) {
            return at;
        }
        let of_more = match self.more.key_at(name) {
            Some(at) => at,
            None => self.more.add_key(name.into()),
        };
        self.base.key_count() + of_more
    }

    /// Position of a value, which is added where it is not known.
    pub(crate) fn add_value(&mut self, value: &Value, buffer: &mut Vec<u8>) -> u32 {
        buffer.clear();
        value.write(buffer);
        match self.base.value_at(buffer) {
            Some(at) => at,
            None => self.base.value_count() + self.more.add_value(value),
        }
    }

    /// A name by its position.
    pub(crate) fn key(&self, at: u32) -> &str {
        match at.checked_sub(self.base.key_count()) {
            Some(of_more) => self.more.key(of_more),
            None => self.base.key(at),
        }
    }

    /// A value by its position, as tiles have it.
    pub(crate) fn value(&self, at: u32) -> &[u8] {
        match at.checked_sub(self.base.value_count()) {
            Some(of_more) => self.more.value(of_more),
            None => self.base.value(at),
        }
    }

    /// What was added.
    pub(crate) fn into_more(self) -> Table {
        self.more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_kept_once_and_what_is_over_a_table_goes_on_where_it_ends() {
        let mut base = Table::default();
        let name = base.add_key("name".into());
        let first = base.add_value(&Value::from("甲"));
        assert_eq!(base.add_value(&Value::from("甲")), first);
        assert_ne!(base.add_value(&Value::from(1_u32)), first);
        let mut over = Over::new(&base);
        let mut buffer = Vec::new();
        assert_eq!(over.add_key("name"), name);
        assert_eq!((over.add_key("count"), over.add_key("count")), (1, 1));
        assert_eq!(over.add_value(&Value::from("甲"), &mut buffer), first);
        let two = over.add_value(&Value::from(2_u32), &mut buffer);
        assert_eq!((two, over.key(1)), (2, "count"));
        let bytes = over.value(two).to_vec();
        let more = over.into_more();
        base.take(&more);
        assert_eq!((base.key(1), base.value(two)), ("count", &*bytes));
        assert_eq!(base.value_at(&bytes), Some(two));
        base.shrink();
        assert_eq!(base.value_at(&bytes), Some(two));
        let new_of_old = base.arrange(&[two, 1, 0], 1);
        assert_eq!((&*new_of_old, base.once_from()), (&[2, 1, 0][..], 1));
        assert_eq!((base.value_at(&bytes), base.value(0)), (Some(0), &*bytes));
        let once = base.value(2).to_vec();
        assert_eq!(base.value_at(&once), None);
    }
}
