//! What a release becomes: the event tree from isolation over ignition to the outcome.
//!
//! ```text
//! release ─┬─ isolated                                                        shutdown
//!          └─ not ─┬─ ignited at once ─┬─ jet or pool fire                    fire
//!                  │                   └─ of an instantaneous release: BLEVE  fireball, else as if ignited late
//!                  └─ not ─┬─ ignited late ─┬─ flash fire   0.6               flash_fire
//!                          │                └─ explosion    0.4               explosion
//!                          └─ not ─── toxic                                   toxic
//!                                     not toxic                               unharmed
//! ```
//!
//! Valves that close in time end the release without harm; those that take a while ([`isolation`]) split it into one
//! that lasts until then and one that goes on, each with a tree of its own.
//!
//! A toxic release that is not flammable skips the ignitions. What is toxic and flammable is toxic only where it does
//! not ignite.
//!
//! The last product is not computed: the greatest branch is what the others leave of 1, so that the branches add up to
//! 1 to the last bit ([`Branches::sum`]) and no small one loses digits.
//!
//! Source: TNO Purple Book CPR 18E (1999) 4.7, 4.8: 0.6 flash fire, 0.4 explosion (printed); BLEVE in 0.7 of the direct
//! ignitions of an instantaneous release from a stationary pressure vessel, what is left of them as a cloud
//! (from memory). Verified with absolute probabilities against an event tree of HyRAM+.

use crate::error::{Error, share};

/// Share of the late ignitions that burn as a flash fire: CPR 18E 4.8.
pub const FLASH_FIRE_SHARE: f64 = 0.6;
/// Share of the direct ignitions of an instantaneous release from a pressure vessel that are a BLEVE: from memory.
pub const BLEVE_SHARE: f64 = 0.7;

/// What the release does to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hazard {
    /// It burns.
    #[default]
    Flammable,
    /// It poisons.
    Toxic,
    /// It burns, and poisons where it does not.
    Both,
}

/// What the probabilities of a release are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Release {
    /// What it does to people.
    pub hazard: Hazard,
    /// That it is isolated before it does harm.
    pub isolation: f64,
    /// That it ignites at once, where it is not isolated.
    pub direct: f64,
    /// That it ignites late, where it did not at once.
    pub delayed: f64,
    /// Share of the late ignitions that are a flash fire.
    pub flash_fire: f64,
    /// Share of the direct ignitions that are a BLEVE; none for a release that burns as a jet or a pool.
    pub bleve: Option<f64>,
}

impl Default for Release {
    /// Flammable, never isolated nor ignited, shares of the Purple Book.
    fn default() -> Self {
        Self {
            hazard: Hazard::Flammable,
            isolation: 0.0,
            direct: 0.0,
            delayed: 0.0,
            flash_fire: FLASH_FIRE_SHARE,
            bleve: None,
        }
    }
}

/// Probabilities that a release goes on, and that valves end it, by their probability of failure on demand; they add up
/// to 1 to the last bit.
///
/// # Errors
/// [`Error::OutOfRange`] for a probability that is none.
pub fn isolation(failure_on_demand: f64) -> Result<[f64; 2], Error> {
    share("probability of failure on demand", failure_on_demand)?;
    // 1 − p has an error of 2⁻⁵⁴ at most, which the sum rounds away.
    Ok([failure_on_demand, 1.0 - failure_on_demand])
}

/// Probabilities of what a release becomes; they add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Branches {
    /// Isolated in time.
    pub shutdown: f64,
    /// Jet or pool fire.
    pub fire: f64,
    /// BLEVE with a fireball.
    pub fireball: f64,
    /// Flash fire.
    pub flash_fire: f64,
    /// Explosion of the cloud.
    pub explosion: f64,
    /// Toxic cloud.
    pub toxic: f64,
    /// Neither burnt nor toxic.
    pub unharmed: f64,
    /// Which of them is what the others leave of 1.
    rest: usize,
}

const BRANCHES: usize = 7;

/// Solves the tree.
///
/// # Errors
/// [`Error::OutOfRange`] for a probability or a share that is none.
pub fn branches(release: &Release) -> Result<Branches, Error> {
    share("probability of isolation", release.isolation)?;
    share("probability of direct ignition", release.direct)?;
    share("probability of delayed ignition", release.delayed)?;
    share("share of flash fires", release.flash_fire)?;
    share("share of BLEVEs", release.bleve.unwrap_or(0.0))?;
    let burns = f64::from(release.hazard != Hazard::Toxic);
    let running = 1.0 - release.isolation;
    let at_once = running * release.direct * burns;
    let cloud = running * (1.0 - release.direct * burns);
    let late = cloud * release.delayed * burns;
    let left = cloud * (1.0 - release.delayed * burns);
    let (fire, fireball, as_if_late) = match release.bleve {
        None => (at_once, 0.0, 0.0),
        Some(share) => (0.0, at_once * share, at_once * (1.0 - share)),
    };
    let late = late + as_if_late;
    let (toxic, unharmed) = match release.hazard {
        Hazard::Flammable => (0.0, left),
        Hazard::Toxic | Hazard::Both => (left, 0.0),
    };
    let mut all = [
        release.isolation,
        fire,
        fireball,
        late * release.flash_fire,
        late * (1.0 - release.flash_fire),
        toxic,
        unharmed,
    ];
    let greatest = greatest(&all);
    all[greatest] = 1.0 - sum_without(&all, greatest);
    let [
        shutdown,
        fire,
        fireball,
        flash_fire,
        explosion,
        toxic,
        unharmed,
    ] = all;
    Ok(Branches {
        shutdown,
        fire,
        fireball,
        flash_fire,
        explosion,
        toxic,
        unharmed,
        rest: greatest,
    })
}

fn greatest(all: &[f64; BRANCHES]) -> usize {
    let mut at = 0;
    for (i, value) in all.iter().enumerate() {
        if *value > all[at] {
            at = i;
        }
    }
    at
}

fn sum_without(all: &[f64; BRANCHES], left_out: usize) -> f64 {
    let others = all.iter().enumerate().filter(|(i, _)| *i != left_out);
    others.map(|(_, value)| value).sum()
}

impl Branches {
    /// The branches in the order of the fields.
    pub fn all(&self) -> [f64; BRANCHES] {
        [
            self.shutdown,
            self.fire,
            self.fireball,
            self.flash_fire,
            self.explosion,
            self.toxic,
            self.unharmed,
        ]
    }

    /// The sum, with the greatest branch added last: 1, to the last bit.
    pub fn sum(&self) -> f64 {
        let all = self.all();
        sum_without(&all, self.rest) + all[self.rest]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn release(hazard: Hazard) -> Release {
        Release {
            hazard,
            isolation: 0.1,
            direct: 0.2,
            delayed: 0.5,
            ..Release::default()
        }
    }

    #[test]
    fn what_does_not_burn_is_toxic() {
        let both = branches(&release(Hazard::Both)).unwrap();
        assert!((both.toxic - 0.9 * 0.8 * 0.5).abs() < 1e-15 && both.unharmed.abs() < 1e-300);
        let toxic = branches(&release(Hazard::Toxic)).unwrap();
        assert!((toxic.toxic - 0.9).abs() < 1e-15 && toxic.fire.abs() < 1e-300);
        let flammable = branches(&release(Hazard::Flammable)).unwrap();
        assert!((flammable.unharmed - 0.36).abs() < 1e-15 && flammable.toxic.abs() < 1e-300);
    }

    #[test]
    fn a_vessel_that_bursts_into_flame_is_a_fireball_or_a_cloud() {
        let burst = Release {
            bleve: Some(BLEVE_SHARE),
            isolation: 0.0,
            delayed: 0.0,
            ..release(Hazard::Flammable)
        };
        let b = branches(&burst).unwrap();
        assert!((b.fireball - 0.14).abs() < 1e-15 && b.fire.abs() < 1e-300);
        assert!((b.flash_fire - 0.036).abs() < 1e-15 && (b.explosion - 0.024).abs() < 1e-15);
    }

    #[test]
    fn no_probability_above_one_is_taken() {
        for wrong in [-0.1, 1.1, f64::NAN] {
            let release = Release {
                delayed: wrong,
                ..Release::default()
            };
            assert!(branches(&release).is_err());
        }
    }

    proptest! {
        #[test]
        fn isolation_adds_up_to_one_to_the_last_bit(p in prop_oneof![0.0..=1.0_f64, 0.0..1e-9_f64]) {
            let [open, closed] = isolation(p).unwrap();
            prop_assert_eq!((open + closed).to_bits(), 1.0_f64.to_bits());
        }

        #[test]
        fn the_branches_add_up_to_one_to_the_last_bit(
            hazard in prop_oneof![Just(Hazard::Flammable), Just(Hazard::Toxic), Just(Hazard::Both)],
            p in prop::array::uniform4(prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0_f64, 0.0..1e-9_f64]),
            bleve in prop::option::of(0.0..=1.0_f64),
        ) {
            let [isolation, direct, delayed, flash_fire] = p;
            let b = branches(&Release { hazard, isolation, direct, delayed, flash_fire, bleve }).unwrap();
            prop_assert_eq!(b.sum().to_bits(), 1.0_f64.to_bits());
            prop_assert!(b.all().iter().all(|p| (0.0..=1.0).contains(p)), "{b:?}");
            prop_assert!((b.all().iter().sum::<f64>() - 1.0).abs() < 1e-15);
        }

        #[test]
        fn isolation_takes_from_every_other_branch(isolation in 0.0..=1.0_f64) {
            let with = |isolation| branches(&Release { isolation, ..release(Hazard::Both) }).unwrap();
            let (none, some) = (with(0.0), with(isolation));
            for (a, b) in none.all().iter().zip(some.all()).skip(1) {
                prop_assert!((b - a * (1.0 - isolation)).abs() < 1e-15);
            }
        }
    }
}
