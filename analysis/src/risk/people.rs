//! How many people an outcome reaches, for every direction of the wind at once.
//!
//! People around a place are counted once, ring by ring and degree by degree, and summed along each ring. An arc
//! of half angle β around the wind θ then holds
//!
//! ```text
//! n = S(θ + β) − S(θ − β)
//! ```
//!
//! for every θ at once, and an outcome the sum over its rings and arcs, weighed by the probability of death.

use super::footprint::{ARCS, Footprint, Radii};

/// Steps of angle in which people are counted: one degree.
const DEGREES: usize = 360;
/// Turns of the running sum: the one that counts, and one before and behind it.
const TURNS: usize = 3;

/// The next count of directions that divides 360.
pub fn directions(wanted: usize) -> usize {
    (wanted.clamp(1, DEGREES)..=DEGREES)
        .find(|n| DEGREES.is_multiple_of(*n))
        .unwrap_or(DEGREES)
}

/// People around a place.
#[derive(Debug, Clone)]
pub struct People {
    /// Directions of the wind, a divisor of 360.
    directions: usize,
    /// By ring: the running sum along it over [`TURNS`] turns, ordered by degree modulo the step of directions, then by
    /// direction, so that what one shift needs for all directions stands in a row. Empty for a ring without people.
    rings: Vec<Vec<f32>>,
}

/// Some people at a point, east and north of the place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// East of the place, m.
    pub east_m: f64,
    /// North of the place, m.
    pub north_m: f64,
    /// How many.
    pub people: f64,
}

impl People {
    /// Counts people around a place for winds toward `directions` equal directions, the first toward the north. A
    /// count that does not divide 360 is taken up to one that does.
    pub fn around(radii: &Radii, directions: usize, groups: impl Iterator<Item = Group>) -> Self {
        let directions = self::directions(directions);
        let mut counts: Vec<Option<Box<[f64; DEGREES]>>> = vec![None; radii.count];
        for group in groups {
            let r = group.east_m.hypot(group.north_m);
            // Shared by the two nodes around them, as a kernel is read between its nodes.
            let place = radii.place(r);
            let (k, outer) = (place as usize, place.fract());
            let angle = group
                .east_m
                .atan2(group.north_m)
                .to_degrees()
                .rem_euclid(360.0);
            for (k, share) in [(k, 1.0 - outer), (k + 1, outer)] {
                if let Some(ring) = counts.get_mut(k).filter(|_| share > 0.0) {
                    let ring = ring.get_or_insert_with(|| Box::new([0.0; DEGREES]));
                    ring[(angle as usize).min(DEGREES - 1)] += share * group.people;
                }
            }
        }
        let step = DEGREES / directions;
        let across = TURNS * directions;
        let rings = counts.into_iter().map(|ring| {
            let Some(ring) = ring else {
                return Vec::new();
            };
            // One more of each phase, for the reading between two degrees.
            let mut sums = vec![0.0_f32; (step + 1) * across];
            let mut total = 0.0;
            for i in 0..TURNS * DEGREES {
                sums[(i % step) * across + i / step] = total as f32;
                total += ring[i % DEGREES];
            }
            // The last phase is the first one a direction later.
            for i in 0..across - 1 {
                sums[step * across + i] = sums[i + 1];
            }
            sums[step * across + across - 1] = total as f32;
            sums
        });
        Self {
            directions,
            rings: rings.collect(),
        }
    }

    /// Directions of the wind.
    pub const fn directions(&self) -> usize {
        self.directions
    }

    /// Whether nobody is in the rings of a footprint.
    pub fn misses(&self, footprint: &Footprint) -> bool {
        self.rings
            .iter()
            .zip(&footprint.rings)
            .all(|(people, ring)| people.is_empty() || ring.is_none())
    }

    /// Adds `factor` times the number of deaths to that of each direction of the wind, clockwise from the north.
    pub fn reached(&self, footprint: &Footprint, factor: f64, deaths: &mut [f64]) {
        let step = DEGREES / self.directions;
        let across = TURNS * self.directions;
        let mut found = [0.0_f32; DEGREES];
        let found = &mut found[..self.directions.min(DEGREES)];
        for (sums, ring) in self.rings.iter().zip(&footprint.rings) {
            if sums.is_empty() {
                continue;
            }
            for arc in 0..ARCS {
                let (weight, half) = (ring.weight[arc], ring.half_angle_rad[arc].to_degrees());
                if weight == 0.0 || half == 0.0 {
                    continue;
                }
                // From degree `whole` and `share` of the next before θ to as much behind it.
                for (sign, degrees) in [
                    (weight, DEGREES as f32 + half),
                    (-weight, DEGREES as f32 - half),
                ] {
                    let whole = degrees as usize;
                    let share = degrees - whole as f32;
                    let at = (whole % step) * across + whole / step;
                    let (low, high) = (sign * (1.0 - share), sign * share);
                    let (Some(a), Some(b)) = (
                        sums.get(at..at + self.directions),
                        sums.get(at + across..at + across + self.directions),
                    ) else {
                        continue;
                    };
                    for ((f, a), b) in found.iter_mut().zip(a).zip(b) {
                        *f += a * low + b * high;
                    }
                }
            }
        }
        for (sum, f) in deaths.iter_mut().zip(found) {
            *sum += f64::from(f.max(0.0)) * factor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::footprint::Ring;
    use proptest::prelude::*;

    fn even(radii: &Radii, per_m2: f64) -> Vec<Group> {
        // Every ring of the table in steps of a degree.
        (0..radii.count)
            .flat_map(|k| (0..360).map(move |d| (k, d)))
            .map(|(k, d)| {
                let (inner, outer) = radii.ring_m(k);
                let angle = (f64::from(d) + 0.5).to_radians();
                let r = radii.node_m(k);
                Group {
                    east_m: r * angle.sin(),
                    north_m: r * angle.cos(),
                    people: per_m2 * std::f64::consts::PI * (outer * outer - inner * inner) / 360.0,
                }
            })
            .collect()
    }

    #[test]
    fn people_spread_evenly_die_by_the_area() {
        let radii = Radii::up_to(3000.0, 8);
        let people = People::around(&radii, 72, even(&radii, 1e-3).into_iter());
        let plume = Footprint::plume(&radii, 0.7, 0.0, 1500.0, |r| 0.07 * r);
        let mut deaths = vec![0.0; 72];
        people.reached(&plume, 0.5, &mut deaths);
        let want = 0.5 * 1e-3 * plume.area_m2(&radii);
        for n in &deaths {
            assert!((n / want - 1.0).abs() < 1e-3, "{n} {want}");
        }
    }

    #[test]
    fn a_village_is_reached_by_its_wind_only() {
        let radii = Radii::default();
        let village = Group {
            east_m: 800.0,
            north_m: 0.0,
            people: 300.0,
        };
        let people = People::around(&radii, 72, std::iter::once(village));
        let plume = Footprint::plume(&radii, 1.0, 0.0, 1200.0, |_| 60.0);
        let mut deaths = vec![0.0; 72];
        people.reached(&plume, 1.0, &mut deaths);
        assert!((deaths[18] - 300.0).abs() < 1e-3, "{deaths:?}");
        assert!(deaths[30].abs() < 1e-9 && deaths[0].abs() < 1e-9);
        assert!(!people.misses(&plume));
        assert!(people.misses(&Footprint::plume(&radii, 1.0, 0.0, 500.0, |_| 60.0)));
        let blast = Footprint::disc(&radii, 1.0, 0.0, 900.0);
        let mut all = vec![0.0; 72];
        people.reached(&blast, 1.0, &mut all);
        assert!(all.iter().all(|n| (n - 300.0).abs() < 1e-3), "{all:?}");
    }

    proptest! {
        #[test]
        fn every_direction_is_what_counting_one_by_one_gives(
            groups in prop::collection::vec((-2000.0..2000.0_f64, -2000.0..2000.0_f64, 0.0..50.0_f64), 1..40),
            half in 0.02..3.1_f64,
            directions in prop::sample::select(vec![12_usize, 16, 36, 72, 360]),
        ) {
            let radii = Radii::default();
            let all = || groups.iter().map(|(e, n, p)| Group { east_m: *e, north_m: *n, people: *p });
            let people = People::around(&radii, directions, all());
            let n = people.directions();
            let wedge = Footprint::new(vec![Ring::arc(1.0, half); radii.count]);
            let mut deaths = vec![0.0; n];
            people.reached(&wedge, 1.0, &mut deaths);
            let inside = |theta: f64, half: f64| -> f64 {
                all().filter(|g| {
                    let angle = g.east_m.atan2(g.north_m).to_degrees();
                    let off = (angle - theta + 180.0).rem_euclid(360.0) - 180.0;
                    off.abs() <= half
                }).map(|g| g.people).sum()
            };
            for (i, got) in deaths.iter().enumerate() {
                let theta = 360.0 / n as f64 * i as f64;
                let degrees = half.to_degrees();
                // A group stands for its degree.
                let (least, most) = (inside(theta, degrees - 1.0), inside(theta, degrees + 1.0));
                prop_assert!(*got >= least - 1e-2 && *got <= most + 1e-2, "{} {} {} {}", i, got, least, most);
            }
        }
    }
}
