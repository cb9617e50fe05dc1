//! Like things share a profile, and what the rules ask is worked out once a pair of profiles.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::siting::condition::Profile;
use crate::siting::requirement::{Asking, Requirement};
use crate::standards::distance::{Distance, rules};

/// All profiles and what the rules ask of each pair.
#[derive(Debug, Clone, Default)]
pub struct Profiles {
    subjects: Interned,
    objects: Interned,
    asked: Vec<Option<Requirement>>,
    reach_m: Vec<f64>,
    ruled: Vec<bool>,
}

#[derive(Debug, Clone, Default)]
struct Interned {
    ids: BTreeMap<String, u32>,
    profiles: Vec<Profile>,
}

impl Interned {
    fn id(&mut self, profile: Profile) -> u32 {
        let next = u32::try_from(self.profiles.len()).expect("there are few profiles");
        let id = *self.ids.entry(profile.signature()).or_insert(next);
        if id == next {
            self.profiles.push(profile);
        }
        id
    }
}

impl Profiles {
    /// The number of a subject's profile.
    pub fn subject(&mut self, profile: Profile) -> u32 {
        self.subjects.id(profile)
    }

    /// The number of an object's profile.
    pub fn object(&mut self, profile: Profile) -> u32 {
        self.objects.id(profile)
    }

    /// Works out what the rules ask of each pair.
    pub fn relate(&mut self) {
        let objects = &self.objects.profiles;
        let asking: Vec<Asking<'_>> = self.subjects.profiles.iter().map(Asking::of).collect();
        self.ruled = asking.iter().map(Asking::is_ruled).collect();
        self.asked = asking
            .par_iter()
            .flat_map_iter(|a| objects.iter().map(move |o| a.towards(o)))
            .collect();
        // A distance without a bound (towers of unknown height) is searched as far as the longest fixed one.
        let longest_m = longest_fixed_m();
        let finite = |r: &Requirement| {
            if r.greatest_m.is_finite() {
                r.greatest_m
            } else {
                longest_m
            }
        };
        let width = objects.len().max(1);
        self.reach_m = self
            .asked
            .chunks(width)
            .map(|row| row.iter().flatten().map(finite).fold(0.0, f64::max))
            .collect();
        self.reach_m.resize(self.subjects.profiles.len(), 0.0);
    }

    /// What the rules ask of a pair; `None` where no rule speaks of it.
    pub fn asked(&self, subject: u32, object: u32) -> Option<&Requirement> {
        self.asked[subject as usize * self.objects.profiles.len() + object as usize].as_ref()
    }

    /// The farthest that any rule asks of a subject, m.
    pub fn reach_m(&self, subject: u32) -> f64 {
        self.reach_m[subject as usize]
    }

    /// The farthest that any rule asks of any subject here, m.
    pub fn farthest_m(&self) -> f64 {
        self.reach_m.iter().copied().fold(0.0, f64::max)
    }

    /// Whether any rule speaks of a subject at all.
    pub fn is_ruled(&self, subject: u32) -> bool {
        self.ruled[subject as usize]
    }
}

/// The longest fixed distance of all rules, m.
fn longest_fixed_m() -> f64 {
    let fixed = rules().iter().map(|r| match r.distance {
        Distance::Fixed(m) => m,
        Distance::TimesTowerHeight { at_least_m, .. } => at_least_m,
    });
    fixed.fold(0.0, f64::max)
}
