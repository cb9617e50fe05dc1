//! Substations and the overhead lines between them.

use analysis::facts::Subtype;

use super::districts::Territory;
use super::names;
use super::roads::{Network, follow};
use super::shape::{Frame, P, along, distance};
use super::stream::Stream;

impl Network {
    /// Substations, each joined to its two nearest ones by an overhead line.
    pub(super) fn string_power_lines(&mut self, territory: &Territory, seed: u64) {
        const COUNT: usize = 30;
        for number in 0..COUNT {
            let mut stream = Stream::of(seed, "substation", number);
            for _ in 0..500 {
                let (_, q) = territory.draw(&mut stream);
                let site = Frame::new(q, stream.between(-0.3, 0.3));
                let is_clear = self
                    .index
                    .is_clear(&site.rect(0.0, 0.0, 90.0, 70.0), 60.0, |_| 40.0)
                    && territory.density(q) < 0.35
                    && self
                        .substations
                        .iter()
                        .all(|s| distance(s.origin, q) > 4_500.0);
                if is_clear {
                    self.substations.push(site);
                    break;
                }
            }
        }
        let ends: Vec<P> = self.substations.iter().map(|s| s.at(45.0, 70.0)).collect();
        let mut strung = Vec::new();
        for (i, &a) in ends.iter().enumerate() {
            let mut others: Vec<usize> = (0..ends.len()).filter(|&j| j != i).collect();
            others.sort_by(|&j, &k| distance(a, ends[j]).total_cmp(&distance(a, ends[k])));
            for &j in others.iter().take(2) {
                let pair = (i.min(j), i.max(j));
                if strung.contains(&pair) {
                    continue;
                }
                strung.push(pair);
                let mut stream = Stream::of(seed, "power", pair.0 * 100 + pair.1);
                // Height of the towers of 110 to 220 kV lines; a few are not known.
                let height = (stream.between(28.0, 48.0)).round();
                let height = (!stream.chance(0.04)).then_some(height);
                let name = format!(
                    "{}{}线 (架空电力线)",
                    names::MARK,
                    names::words(&mut stream)
                );
                let line = follow(&[a, along(a, ends[j], 0.5), ends[j]], |q| {
                    territory.county_at(q).is_some()
                });
                self.lay(Subtype::PowerLine, &name, &line, height);
            }
        }
    }
}
