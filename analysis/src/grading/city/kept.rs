//! What is kept of a run, so that a later one can be compared with it: of every loss of containment how often it comes
//! and whom it kills where; and of what each was made.
//!
//! ```text
//! ΔPLL_u = Σ_s (Δf n̄ + f̄ Δn),   f = base × management × hidden hazards
//! ```
//!
//! The part by frequency is exact and split among its three factors. The part by deaths goes to what differs between the
//! runs in what that source is made of: its plant's inventory, the people, the weather, the method. Where several of them
//! differ at once for a source, its part goes to their combination, by name: telling them apart would need further runs.
//! Parts are whole multiples of 2^−48 deaths a year and add up to the change to the last digit.
//!
//! Source: design of the grading, step 4; the benchmark J of [`change`](crate::grading::change).

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Level, ManagementFactors, Measured, OpenHazards, Pll};
use crate::city::City;
use crate::grading::change::two_orders;
use crate::risk::run::Risk;
use crate::risk::run::source::Origin;
use crate::scenario::equipment::Loss;

/// Why a sum changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// What plants hold and how, plants and pipelines that came or went.
    Inventory,
    /// How often something is let out, by the table of frequencies.
    Frequency,
    /// How well enterprises are managed, by their diagnosis.
    Management,
    /// Hidden hazards that were opened or closed.
    HiddenHazards,
    /// The people.
    Population,
    /// The weather.
    Weather,
    /// Assumptions, models and the program.
    Method,
    /// Facts that were wrong before.
    CorrectedData,
}

impl Cause {
    /// Code in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inventory => "inventory",
            Self::Frequency => "frequency",
            Self::Management => "management",
            Self::HiddenHazards => "hidden_hazards",
            Self::Population => "population",
            Self::Weather => "weather",
            Self::Method => "method",
            Self::CorrectedData => "corrected_data",
        }
    }
}

/// How often a loss comes: its three factors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frequency {
    /// By the table, 1/yr (of a pipeline as it is weighed, by metre).
    pub base: f64,
    /// Factor of management.
    pub management: f64,
    /// Factor of hidden hazards.
    pub hazards: f64,
}

impl Frequency {
    fn factors(self) -> [f64; 3] {
        [self.base, self.management, self.hazards]
    }

    fn product(self) -> f64 {
        self.factors().iter().product()
    }
}

/// A loss of containment by names that outlive a run: plant (empty for a pipeline), vessel or pipeline, kind.
pub type Key = (String, String, Loss);

/// A unit: its level and identifier.
pub type UnitKey = (Level, String);

/// What is kept of a run.
#[derive(Debug, Clone)]
pub struct Kept {
    /// How often each loss comes.
    pub frequencies: BTreeMap<Key, Frequency>,
    /// Expected deaths of each unit, cells aside, by loss.
    pub units: BTreeMap<UnitKey, Vec<(Key, Pll)>>,
    /// What each plant or pipeline is made of, as a number.
    inventories: BTreeMap<String, u64>,
    people: u64,
    weather: u64,
    method: u64,
}

/// A number that tells texts apart.
fn number(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// A number of rows by what they say, without where they came from.
fn told<T: std::fmt::Debug>(rows: impl IntoIterator<Item = T>) -> u64 {
    let texts: Vec<String> = rows.into_iter().map(|r| format!("{r:?}")).collect();
    number(&texts)
}

fn inventories(city: &City) -> BTreeMap<String, u64> {
    let mut all = BTreeMap::new();
    for site in &city.sites {
        let f = &site.facility;
        let units = site.units.iter().map(|u| (&u.id, u.kind, &u.processes));
        let vessels = site.vessels.iter().map(|(_, v)| {
            let held = (
                &v.id,
                &v.unit_id,
                &v.substance,
                &v.hazard_class,
                v.quantity_t,
            );
            let state = (v.storage, v.placement, v.temperature_c, v.pressure_kpa);
            let shape = (
                v.volume_m3,
                v.diameter_m,
                v.roof,
                v.bund_area_m2,
                &v.equipment,
            );
            (held, state, shape, &v.geometry)
        });
        let of = (f.kind, f.status, told(units), told(vessels));
        all.insert(f.id.clone(), told([of]));
    }
    for line in &city.ground.pipelines {
        let of = (
            (&line.substance, line.diameter_mm, line.pressure_kpa),
            line.above_ground,
            &line.geometry,
        );
        all.insert(format!("pipeline:{}", line.id), told([of]));
    }
    all
}

fn people(city: &City) -> u64 {
    let cells = city.ground.population.iter();
    let cells = told(cells.map(|c| (&c.id, c.people_day, c.people_night, &c.geometry)));
    let targets = city.ground.targets.iter();
    let targets = targets.map(|t| (&t.id, t.subtype, t.people_day, t.people_night, &t.geometry));
    number(&(cells, told(targets)))
}

fn weather(city: &City) -> u64 {
    let rows = city.ground.weather.iter();
    told(rows.map(|w| {
        let wind = (w.direction_deg_cw_north, w.speed_m_s);
        (wind, w.stability, w.period, w.probability)
    }))
}

/// Names of a source: whose it is, and its own.
fn names(city: &City, origin: Origin) -> (String, String) {
    match origin {
        Origin::Vessel { site, vessel } => {
            let of = &city.sites[site];
            (of.facility.id.clone(), of.vessels[vessel].1.id.clone())
        }
        Origin::Pipeline(at) => (String::new(), city.ground.pipelines[at].id.clone()),
    }
}

/// How often each loss of each source comes by the table, 1/yr (of a pipeline as it is weighed, by metre).
pub type Base = BTreeMap<(Origin, Loss), f64>;

/// How often the losses of a run come.
pub fn base(risk: &Risk) -> Base {
    let mut base = Base::new();
    for source in &risk.sources {
        for scenario in &source.scenarios {
            let of = (source.origin, scenario.loss.loss);
            *base.entry(of).or_default() += scenario.per_year;
        }
    }
    base
}

/// What multiplies frequencies.
#[derive(Clone, Copy)]
pub struct Factors<'a> {
    /// How well enterprises are managed.
    pub management: &'a ManagementFactors,
    /// Open hidden hazards.
    pub open: &'a OpenHazards,
    /// Most by which they multiply.
    pub most: u32,
}

impl Kept {
    /// What is kept of a measured run. `method` tells assumptions and program apart.
    pub fn of(
        city: &City,
        base: &Base,
        factors: Factors<'_>,
        measured: &Measured,
        method: &str,
    ) -> Self {
        let keys: Vec<Key> = measured
            .strands
            .iter()
            .map(|s| {
                let (owner, own) = names(city, s.origin);
                (owner, own, s.loss)
            })
            .collect();
        let frequencies = measured.strands.iter().zip(&keys).map(|(s, key)| {
            let of = (s.origin, s.loss);
            let frequency = Frequency {
                base: base.get(&of).copied().unwrap_or(0.0),
                management: factors.management.factor(s.origin),
                hazards: f64::from(factors.open.factor_of(s.origin, s.loss, factors.most)),
            };
            (key.clone(), frequency)
        });
        let parts = |by_strand: &[(u32, Pll)]| -> Vec<(Key, Pll)> {
            let mut sums: BTreeMap<Key, Pll> = BTreeMap::new();
            for (strand, pll) in by_strand {
                *sums.entry(keys[*strand as usize].clone()).or_default() += *pll;
            }
            sums.into_iter().collect()
        };
        let lands = measured.places.iter().zip(&measured.lands);
        let lands = lands.filter(|(place, _)| place.level != Level::Cell);
        let mut units: BTreeMap<UnitKey, Vec<(Key, Pll)>> = lands
            .map(|(place, land)| {
                let key = (place.level, place.id.clone());
                (key, parts(&land.bears.by_strand))
            })
            .collect();
        for firm in &measured.firms {
            let key = (Level::Enterprise, firm.id.clone());
            units.insert(key, parts(&firm.causes.by_strand));
        }
        Self {
            frequencies: frequencies.collect(),
            units,
            inventories: inventories(city),
            people: people(city),
            weather: weather(city),
            method: number(&method),
        }
    }

    /// Expected deaths a year of a unit; none where it was not there.
    pub fn pll(&self, unit: &UnitKey) -> Option<Pll> {
        let parts = self.units.get(unit)?;
        Some(parts.iter().map(|p| p.1).sum())
    }

    fn inventory(&self, key: &Key) -> Option<u64> {
        let owner = if key.0.is_empty() {
            format!("pipeline:{}", key.1)
        } else {
            key.0.clone()
        };
        self.inventories.get(&owner).copied()
    }
}

/// Part of a change: by one cause, or by several that cannot be told apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The causes, in their order; one where it is one.
    pub causes: Vec<Cause>,
    /// Deaths a year.
    pub change: Pll,
    /// By plant or pipeline (`pipeline:ID`), the greatest first.
    pub by_owner: Vec<(String, Pll)>,
}

/// The change of a unit's expected deaths between two runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Before.
    pub before: Pll,
    /// After.
    pub after: Pll,
    /// Its parts, the greatest first; they add up to the change.
    pub parts: Vec<Part>,
}

/// Splits the change of a unit between two runs. Facts of the plants in `corrected` are taken as wrong before. Nothing
/// where the unit was in neither.
pub fn difference(
    old: &Kept,
    new: &Kept,
    unit: &UnitKey,
    corrected: &BTreeSet<String>,
) -> Option<Difference> {
    if !old.units.contains_key(unit) && !new.units.contains_key(unit) {
        return None;
    }
    let of = |kept: &Kept| -> BTreeMap<Key, Pll> {
        kept.units
            .get(unit)
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    };
    let (was, is) = (of(old), of(new));
    let keys: BTreeSet<&Key> = was.keys().chain(is.keys()).collect();
    let mut sums: BTreeMap<Vec<Cause>, BTreeMap<String, Pll>> = BTreeMap::new();
    for key in keys {
        let pair = [&was, &is].map(|all| all.get(key).copied().unwrap_or(Pll::ZERO));
        let owner = if key.0.is_empty() {
            format!("pipeline:{}", key.1)
        } else {
            key.0.clone()
        };
        for (causes, change) in split(old, new, key, pair, corrected) {
            let by_owner = sums.entry(causes).or_default();
            *by_owner.entry(owner.clone()).or_default() += change;
        }
    }
    let size = |p: Pll| std::cmp::Reverse(if p < Pll::ZERO { Pll::ZERO - p } else { p });
    let mut parts: Vec<Part> = sums
        .into_iter()
        .map(|(causes, by_owner)| {
            let mut by_owner: Vec<(String, Pll)> = by_owner.into_iter().collect();
            by_owner.retain(|o| !o.1.is_zero());
            by_owner.sort_by_key(|o| size(o.1));
            Part {
                causes,
                change: by_owner.iter().map(|o| o.1).sum(),
                by_owner,
            }
        })
        .filter(|p| !p.by_owner.is_empty())
        .collect();
    parts.sort_by_key(|p| size(p.change));
    Some(Difference {
        before: was.values().copied().sum(),
        after: is.values().copied().sum(),
        parts,
    })
}

/// What differs between the runs in what a source is made of, besides its frequency.
fn differing(old: &Kept, new: &Kept, key: &Key, corrected: &BTreeSet<String>) -> Vec<Cause> {
    let mut causes = Vec::new();
    if old.inventory(key) != new.inventory(key) {
        causes.push(if corrected.contains(&key.0) {
            Cause::CorrectedData
        } else {
            Cause::Inventory
        });
    }
    for (differs, cause) in [
        (old.people != new.people, Cause::Population),
        (old.weather != new.weather, Cause::Weather),
        (old.method != new.method, Cause::Method),
    ] {
        if differs {
            causes.push(cause);
        }
    }
    causes
}

/// Splits the change of one source on one unit; the parts add up to it exactly.
fn split(
    old: &Kept,
    new: &Kept,
    key: &Key,
    [was, is]: [Pll; 2],
    corrected: &BTreeSet<String>,
) -> Vec<(Vec<Cause>, Pll)> {
    let whole = is - was;
    if whole.is_zero() {
        return Vec::new();
    }
    let made_of = differing(old, new, key, corrected);
    let frequencies = (old.frequencies.get(key), new.frequencies.get(key));
    let (Some(f0), Some(f1)) = frequencies else {
        // It came or went: with its plant's inventory, or with the method.
        let wanted = [Cause::CorrectedData, Cause::Inventory, Cause::Method];
        let cause = wanted.into_iter().find(|c| made_of.contains(c));
        return vec![(vec![cause.unwrap_or(Cause::Inventory)], whole)];
    };
    let deaths = |pll: Pll, f: f64| if f > 0.0 { pll.value() / f } else { 0.0 };
    let (p0, p1) = (f0.product(), f1.product());
    let (n0, n1) = (deaths(was, p0), deaths(is, p1));
    let mean = f64::midpoint(n0, n1);
    let (old_factors, new_factors) = (f0.factors(), f1.factors());
    let value = |is_new: &[bool]| -> Result<f64, std::convert::Infallible> {
        let all = is_new.iter().zip(old_factors.iter().zip(&new_factors));
        Ok(all
            .map(|(new, (o, n))| if *new { *n } else { *o })
            .product())
    };
    let Ok(by_factor) = two_orders(3, value);
    // A frequency that is another one because the plant or the method is.
    let of_base = match made_of.as_slice() {
        causes if causes.contains(&Cause::CorrectedData) => Cause::CorrectedData,
        causes if causes.contains(&Cause::Method) && !causes.contains(&Cause::Inventory) => {
            Cause::Method
        }
        _ => Cause::Frequency,
    };
    let causes = [of_base, Cause::Management, Cause::HiddenHazards];
    let mut parts: Vec<(Vec<Cause>, Pll)> = causes
        .into_iter()
        .zip(by_factor)
        .map(|(cause, part)| (vec![cause], Pll::of(part * mean)))
        .collect();
    let rest = parts.iter().fold(whole, |rest, part| rest - part.1);
    if made_of.is_empty() {
        // Nothing else differs: what is left is rounding, and goes to the greatest part.
        let size = |p: &Pll| p.value().abs();
        if let Some(most) = parts
            .iter_mut()
            .max_by(|a, b| size(&a.1).total_cmp(&size(&b.1)))
        {
            most.1 += rest;
        }
    } else {
        parts.push((made_of, rest));
    }
    parts.retain(|p| !p.1.is_zero());
    parts
}

/// The plants and pipelines of a city, for names of owners.
pub fn owner_name(city: &City, owner: &str) -> Option<String> {
    if let Some(id) = owner.strip_prefix("pipeline:") {
        let line = city.ground.pipelines.iter().find(|l| l.id == id)?;
        return Some(line.operator.clone().unwrap_or_else(|| line.id.clone()));
    }
    let mut sites = city.sites.iter();
    let site = sites.find(|s| s.facility.id == owner)?;
    Some(site.facility.name.clone())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unit() -> UnitKey {
        (Level::City, "all".into())
    }

    /// A made-up run: of each loss its frequency and deaths.
    fn kept(losses: &[(u8, [f64; 3], f64)], made_of: [u64; 4]) -> Kept {
        let key = |at: u8| (format!("F{}", at % 3), format!("V{at}"), Loss::Hole);
        let frequency = |f: [f64; 3]| Frequency {
            base: f[0],
            management: f[1],
            hazards: f[2],
        };
        let [inventory, people, weather, method] = made_of;
        let parts = losses.iter().map(|(at, f, n)| {
            let pll = Pll::of(frequency(*f).product() * n);
            (key(*at), pll)
        });
        Kept {
            frequencies: losses
                .iter()
                .map(|(at, f, _)| (key(*at), frequency(*f)))
                .collect(),
            units: [(unit(), parts.collect())].into(),
            inventories: (0..3).map(|at| (format!("F{at}"), inventory)).collect(),
            people,
            weather,
            method,
        }
    }

    fn told(of: &Difference) -> Vec<(String, f64)> {
        let name = |causes: &[Cause]| -> String {
            let codes: Vec<&str> = causes.iter().map(|c| c.code()).collect();
            codes.join("+")
        };
        let all = of.parts.iter();
        all.map(|p| (name(&p.causes), p.change.value())).collect()
    }

    fn change(old: &Kept, new: &Kept) -> Vec<(String, f64)> {
        told(&difference(old, new, &unit(), &BTreeSet::new()).unwrap())
    }

    fn close(got: &[(String, f64)], want: &[(&str, f64)]) {
        assert_eq!(got.len(), want.len(), "{got:?}");
        for ((name, value), (expected, by)) in got.iter().zip(want) {
            assert_eq!(name, expected);
            assert!((value / by - 1.0).abs() < 1e-6, "{got:?} {want:?}");
        }
    }

    #[test]
    fn each_cause_by_hand() {
        let was = kept(&[(0, [1e-4, 1.0, 1.0], 10.0)], [1, 1, 1, 1]);
        // Twice as well managed: 1e-3 − 0.5e-3.
        let managed = kept(&[(0, [1e-4, 0.5, 1.0], 10.0)], [1, 1, 1, 1]);
        close(&change(&was, &managed), &[("management", -5e-4)]);
        // More people: n from 10 to 16 at the same frequency.
        let crowded = kept(&[(0, [1e-4, 1.0, 1.0], 16.0)], [1, 2, 1, 1]);
        close(&change(&was, &crowded), &[("population", 6e-4)]);
        // Both: Δf n̄ = −0.5e-4 × 13, f̄ Δn = 0.75e-4 × 6.
        let both = kept(&[(0, [1e-4, 0.5, 1.0], 16.0)], [1, 2, 1, 1]);
        close(
            &change(&was, &both),
            &[("management", -6.5e-4), ("population", 4.5e-4)],
        );
        // A hazard opened and another table of frequencies: two factors of a product, each the mean of both orders.
        let opened = kept(&[(0, [2e-4, 1.0, 3.0], 10.0)], [1, 1, 1, 1]);
        close(
            &change(&was, &opened),
            &[("hidden_hazards", 3e-3), ("frequency", 2e-3)],
        );
        // Inventory and weather at once cannot be told apart.
        let mixed = kept(&[(0, [1e-4, 1.0, 1.0], 12.0)], [2, 1, 2, 1]);
        close(&change(&was, &mixed), &[("inventory+weather", 2e-4)]);
        // A vessel that came.
        let more = kept(
            &[(0, [1e-4, 1.0, 1.0], 10.0), (1, [1e-5, 1.0, 1.0], 50.0)],
            [2, 1, 1, 1],
        );
        close(&change(&was, &more), &[("inventory", 5e-4)]);
        let corrected = ["F1".to_owned()].into();
        let as_told = difference(&was, &more, &unit(), &corrected).unwrap();
        close(&told(&as_told), &[("corrected_data", 5e-4)]);
        let other = (Level::Town, "x".to_owned());
        assert_eq!(difference(&was, &more, &other, &corrected), None);
        assert!(change(&was, &was).is_empty());
    }

    fn losses() -> impl Strategy<Value = Vec<(u8, [f64; 3], f64)>> {
        let factors = (1e-8..1e-3_f64, 0.5..3.2_f64, 1.0..10.0_f64);
        let one = (factors, 0.0..1e3_f64);
        prop::collection::btree_map(0..6_u8, one, 0..6).prop_map(|all| {
            let all = all.into_iter();
            all.map(|(at, ((b, k, h), n))| (at, [b, k, h], n)).collect()
        })
    }

    proptest! {
        #[test]
        fn there_is_no_residue_and_the_way_back_is_the_same(old in losses(), new in losses(), made_of in prop::array::uniform4(1..3_u64)) {
            let (old, new) = (kept(&old, [1; 4]), kept(&new, made_of));
            let of = difference(&old, &new, &unit(), &BTreeSet::new()).unwrap();
            let sum: Pll = of.parts.iter().map(|p| p.change).sum();
            prop_assert_eq!(sum, of.after - of.before);
            prop_assert_eq!(Some(of.before), old.pll(&unit()));
            let back = difference(&new, &old, &unit(), &BTreeSet::new()).unwrap();
            let sum: Pll = back.parts.iter().map(|p| p.change).sum();
            prop_assert_eq!(sum, of.before - of.after);
        }
    }
}
