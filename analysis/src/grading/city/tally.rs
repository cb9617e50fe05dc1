//! Adds up what losses of containment do on plots of land: whole numbers, so that the order of what comes in does not
//! matter, and so that a whole number of times as much is exact too.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::measured::{ByLoss, Causer, Deaths, Land, Measured, Strand};
use super::{Layout, Level, Pll};
use crate::risk::run::source::Owner;

/// Deaths on a layout by what causes them.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// By place (no cell) and strand.
    by_strand: BTreeMap<(u32, u32), Pll>,
    /// By cell and strand.
    cells: Vec<(u32, u32, Pll)>,
    /// By strand.
    caused: BTreeMap<u32, Pll>,
}

impl Tally {
    /// Adds what a strand does on some plots.
    pub fn add(
        &mut self,
        layout: &Layout,
        strand: u32,
        found: impl IntoIterator<Item = (usize, Pll)>,
    ) {
        let mut of_places: BTreeMap<usize, Pll> = BTreeMap::new();
        let mut all = Pll::ZERO;
        for (plot, deaths) in found {
            if deaths.is_zero() {
                continue;
            }
            all += deaths;
            for place in &layout.plots[plot].within {
                if layout.places[*place].level == Level::Cell {
                    self.cells.push((*place as u32, strand, deaths));
                } else {
                    *of_places.entry(*place).or_default() += deaths;
                }
            }
        }
        for (place, deaths) in of_places {
            *self.by_strand.entry((place as u32, strand)).or_default() += deaths;
        }
        if !all.is_zero() {
            *self.caused.entry(strand).or_default() += all;
        }
    }

    /// Takes over what another one has.
    pub fn merge(&mut self, other: Self) {
        for (key, deaths) in other.by_strand {
            *self.by_strand.entry(key).or_default() += deaths;
        }
        for (strand, deaths) in other.caused {
            *self.caused.entry(strand).or_default() += deaths;
        }
        self.cells.extend(other.cells);
    }

    /// All that is caused.
    pub fn all(&self) -> Pll {
        self.caused.values().copied().sum()
    }

    /// Puts the cells in order, so that it can be written; a cell and strand once.
    pub fn settle(&mut self) {
        self.cells.sort_unstable();
        self.cells.dedup_by(|next, kept| {
            let is_same = (next.0, next.1) == (kept.0, kept.1);
            if is_same {
                kept.2 += next.2;
            }
            is_same
        });
        self.cells.shrink_to_fit();
    }

    /// Writes the sums into what is measured, each strand as often as `factor` says.
    pub fn finish(mut self, layout: &Layout, of: &mut Measured) {
        self.settle();
        self.write(layout, |_| 1, of);
    }

    /// Writes the sums of a tally that was [settled](Self::settle) into what is measured: `people` of each place, deaths
    /// borne and caused, each strand as many times as `factor` says.
    pub fn write(&self, layout: &Layout, factor: impl Fn(&Strand) -> u32, of: &mut Measured) {
        let strands = Strands::of(of, factor);
        let mut lands = vec![Land::default(); layout.places.len()];
        for plot in &layout.plots {
            for place in &plot.within {
                lands[*place].people += plot.people;
            }
        }
        let mut of_place: BTreeMap<u32, Vec<(u32, Pll)>> = BTreeMap::new();
        for ((place, strand), pll) in &self.by_strand {
            of_place.entry(*place).or_default().push((*strand, *pll));
        }
        for (place, base) in of_place {
            lands[place as usize].bears = strands.deaths(&base, true);
        }
        let chunks: Vec<&[(u32, u32, Pll)]> = self.cells.chunk_by(|a, b| a.0 == b.0).collect();
        let borne: Vec<(u32, Deaths)> = chunks
            .into_par_iter()
            .map(|chunk| {
                let base: Vec<(u32, Pll)> = chunk.iter().map(|c| (c.1, c.2)).collect();
                (chunk[0].0, strands.deaths(&base, false))
            })
            .collect();
        for (cell, deaths) in borne {
            lands[cell as usize].bears = deaths;
        }
        let mut of_firm: BTreeMap<usize, Vec<(u32, Pll)>> = BTreeMap::new();
        for (strand, pll) in &self.caused {
            if let Some(Causer::Firm(firm)) = strands.causers[*strand as usize] {
                of_firm.entry(firm).or_default().push((*strand, *pll));
            }
        }
        for (firm, base) in of_firm {
            of.firms[firm].causes = strands.deaths(&base, true);
        }
        for (i, target) in of.targets.iter().enumerate() {
            for place in &target.within {
                lands[*place].targets.push(i);
            }
        }
        for (i, firm) in of.firms.iter().enumerate() {
            let unique: BTreeSet<usize> = firm.within.iter().copied().collect();
            for place in unique {
                lands[place].firms.push(i);
            }
        }
        of.places.clone_from(&layout.places);
        of.lands = lands;
    }
}

/// Who causes each strand, of which kind of loss it is, and how often it counts.
struct Strands {
    causers: Vec<Option<Causer>>,
    groups: Vec<usize>,
    factors: Vec<u32>,
}

impl Strands {
    fn of(of: &Measured, factor: impl Fn(&Strand) -> u32) -> Self {
        let firms = of.firms.iter().enumerate();
        let firm_of: BTreeMap<usize, usize> = firms.map(|(i, f)| (f.site, i)).collect();
        let causer = |s: &Strand| match s.origin.owner() {
            Owner::Site(site) => firm_of.get(&site).map(|f| Causer::Firm(*f)),
            Owner::Pipeline(number) => Some(Causer::Pipeline(number)),
        };
        let group = |s: &Strand| of.losses.iter().position(|l| *l == s.loss).unwrap_or(0);
        Self {
            causers: of.strands.iter().map(causer).collect(),
            groups: of.strands.iter().map(group).collect(),
            factors: of.strands.iter().map(factor).collect(),
        }
    }

    /// Sums of some strands; without the strands themselves where they are not kept.
    fn deaths(&self, base: &[(u32, Pll)], keeps_strands: bool) -> Deaths {
        let mut by_causer: BTreeMap<Causer, Pll> = BTreeMap::new();
        let mut by_loss = ByLoss::default();
        let mut by_strand = Vec::with_capacity(if keeps_strands { base.len() } else { 0 });
        for (strand, deaths) in base {
            let at = *strand as usize;
            let deaths = deaths.times(self.factors[at]);
            if keeps_strands {
                by_strand.push((*strand, deaths));
            }
            let Some(causer) = self.causers[at] else {
                continue;
            };
            *by_causer.entry(causer).or_default() += deaths;
            let of = match causer {
                Causer::Firm(_) => &mut by_loss.firms,
                Causer::Pipeline(_) => &mut by_loss.lines,
            };
            of[self.groups[at]] += deaths;
        }
        let mut by_causer: Vec<(Causer, Pll)> = by_causer.into_iter().collect();
        by_causer.sort_by_key(|(causer, pll)| (std::cmp::Reverse(*pll), *causer));
        Deaths {
            by_strand,
            by_causer,
            by_loss,
        }
    }
}
