//! The rotation kernel: what all outcomes at one place contribute around it, over all winds.
//!
//! ```text
//! A_w(r, ψ) = Σ_s f_s V_sw(r, ψ)                         outcomes of one weather, before the wind turns
//! K(r, φ)   = Σ_w Σ_j p_wj/δ [ C_w(φ − θ_j + δ/2) − C_w(φ − θ_j − δ/2) ],   C_w(ψ) = ∫ A_w dψ
//! ```
//!
//! The wind is even inside a sector of width δ, so that the integral over it is exact, and no direction falls
//! between two spokes of a star. The angles of the table are a multiple of the sectors: a sector is a whole number
//! of steps, and turning is a shift. Checked in tests against closed forms.

use std::f64::consts::PI;

use super::footprint::{Footprint, Radii, Ring};
use super::rose::{Rose, WeatherClass};

/// Sums the outcomes of one weather at one place before the wind turns them.
#[derive(Debug, Clone)]
pub struct Still {
    angles: usize,
    /// By ring and step of angle, from ψ = 0 to π, as the other half is its mirror: what the arcs that end in a step
    /// give to every step before it, and to the step itself.
    ends: Vec<[f32; 2]>,
    /// Rings that hold anything, from the first on.
    used: usize,
}

impl Still {
    /// Nothing yet.
    pub fn new(radii: &Radii, rose: &Rose) -> Self {
        let angles = rose.angles();
        Self {
            angles,
            ends: vec![[0.0; 2]; radii.count * Self::row(angles)],
            used: 0,
        }
    }

    /// Steps of half a turn, and one for the arcs that are all around.
    const fn row(angles: usize) -> usize {
        angles.div_ceil(2) + 1
    }

    /// Nothing again.
    pub fn clear(&mut self) {
        let filled = self.used * Self::row(self.angles);
        self.ends[..filled].fill([0.0; 2]);
        self.used = 0;
    }

    /// Adds an outcome that happens `per_year`.
    pub fn add(&mut self, footprint: &Footprint, per_year: f64) {
        self.add_rings(&footprint.rings, per_year);
    }

    /// The same for some rings, the first of which is taken for the first of the table.
    pub fn add_rings(&mut self, rings: &[Ring], per_year: f64) {
        let row = Self::row(self.angles);
        let step = 2.0 * PI / self.angles as f64;
        let per_step = (per_year * step) as f32;
        let steps = (1.0 / step) as f32;
        let most = 0.5 * self.angles as f32;
        let rings = rings.get(..self.ends.len() / row).unwrap_or(rings);
        self.used = self.used.max(rings.len());
        for (ring, ends) in rings.iter().zip(self.ends.chunks_exact_mut(row)) {
            for (weight, half_angle) in ring.weight.iter().zip(&ring.half_angle_rad) {
                // Whole steps, then the share of the one in which the arc ends.
                let end = (half_angle * steps).min(most);
                let whole = end as usize;
                let amount = weight * per_step;
                if let Some([before, inside]) = ends.get_mut(whole) {
                    *before += amount;
                    *inside += amount * (end - whole as f32);
                }
            }
        }
    }

    /// `∫ A dψ` over each step of angle, ring by ring, into `sums`; those of a ring where there is something.
    fn each_ring(&self, mut ring: impl FnMut(usize, &[f64])) {
        let row = Self::row(self.angles);
        let mut sums = vec![0.0_f64; row - 1];
        for (k, ends) in self.ends.chunks_exact(row).take(self.used).enumerate() {
            // What ends farther out covers all that is nearer.
            let mut beyond = f64::from(ends[row - 1][0]);
            for (sum, [before, inside]) in sums.iter_mut().zip(ends).rev() {
                *sum = beyond + f64::from(*inside);
                beyond += f64::from(*before);
            }
            if sums[0] > 0.0 {
                ring(k, &sums);
            }
        }
    }
}

/// Risk around a place, per year: rings × angles, angle 0 toward the north, clockwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Kernel {
    /// Angles of a ring.
    pub angles: usize,
    /// Location-specific individual risk at each node, per year, ring by ring.
    pub per_year: Vec<f32>,
}

impl Kernel {
    /// Nothing yet.
    pub fn new(radii: &Radii, rose: &Rose) -> Self {
        Self {
            angles: rose.angles(),
            per_year: vec![0.0; radii.count * rose.angles()],
        }
    }

    /// Turns what happens in one weather by its winds, and adds it.
    pub fn turn(&mut self, still: &Still, rose: &Rose, class: &WeatherClass) {
        self.turn_by(still, rose, &class.toward);
    }

    /// The same for the shares of the year in which the wind blows toward each sector.
    pub fn turn_by(&mut self, still: &Still, rose: &Rose, toward: &[f64]) {
        let angles = self.angles;
        let shift = angles / rose.sectors;
        // A sector that is centred on ψ = 0 begins `whole` steps and a share of one before it.
        let begin =
            (rose.first_deg / 360.0 * angles as f64 + shift as f64 / 2.0).rem_euclid(angles as f64);
        let (whole, share) = (begin.ceil() as usize, begin.ceil() - begin);
        let first = (angles - whole.min(angles)) % angles;
        let width = rose.width_rad();
        let density: Vec<f32> = toward.iter().map(|p| (p / width) as f32).collect();
        let mut cumulative = vec![0.0_f64; 2 * angles + 1];
        let mut sector = vec![0.0_f64; angles + 1];
        let mut window = vec![0.0_f32; angles];
        still.each_ring(|k, sums| {
            let steps = sums.len();
            // C over two turns, from the step that begins at ψ = 0.
            let mut total = 0.0;
            for (i, c) in cumulative.iter_mut().enumerate() {
                *c = total;
                let step = i % angles;
                let mirrored = if step < steps {
                    step
                } else {
                    angles - 1 - step
                };
                total += sums[mirrored];
            }
            for (i, inside) in sector.iter_mut().enumerate() {
                *inside = cumulative[i + shift] - cumulative[i];
            }
            // What a sector that is centred on the place of node 0 gives at each node.
            for (m, w) in window.iter_mut().enumerate() {
                let low = (first + m) % angles;
                *w = (sector[low] * (1.0 - share) + sector[low + 1] * share) as f32;
            }
            let out = &mut self.per_year[k * angles..(k + 1) * angles];
            for (j, density) in density.iter().enumerate() {
                if *density == 0.0 {
                    continue;
                }
                let by = j * shift;
                let (head, tail) = out.split_at_mut(by);
                for (o, w) in tail.iter_mut().zip(&window) {
                    *o += w * density;
                }
                for (o, w) in head.iter_mut().zip(&window[angles - by..]) {
                    *o += w * density;
                }
            }
        });
    }

    /// Without the rings beyond the last risk.
    pub fn trim(&mut self) {
        let used = self.rings() * self.angles;
        self.per_year.truncate(used);
        self.per_year.shrink_to_fit();
    }

    /// Rings in which there is a risk of `per_year` somewhere, from the release on.
    pub fn rings_above(&self, per_year: f64) -> usize {
        let used = self
            .per_year
            .iter()
            .rposition(|v| f64::from(*v) >= per_year);
        used.map_or(0, |last| last / self.angles + 1)
    }

    /// Rings in which there is any risk.
    pub fn rings(&self) -> usize {
        let used = self.per_year.iter().rposition(|v| *v > 0.0);
        used.map_or(0, |last| last / self.angles + 1)
    }

    /// Risk at a place given by its ring number and angle, both in parts of steps ([`Radii::place`]); linear between the nodes.
    pub fn at(&self, ring: f64, angle_deg: f64) -> f64 {
        let angle = angle_deg.rem_euclid(360.0) / 360.0 * self.angles as f64;
        let (k, m) = (ring as usize, angle as usize % self.angles);
        let (u, v) = (ring - k as f64, angle - angle.floor());
        let node = |k: usize, m: usize| {
            let found = self.per_year.get(k * self.angles + m % self.angles);
            f64::from(found.copied().unwrap_or(0.0))
        };
        let inner = node(k, m) * (1.0 - v) + node(k, m + 1) * v;
        let outer = node(k + 1, m) * (1.0 - v) + node(k + 1, m + 1) * v;
        inner * (1.0 - u) + outer * u
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Period, Stability};

    fn rose(toward: Vec<f64>) -> Rose {
        Rose {
            first_deg: 0.0,
            sectors: toward.len(),
            least_angles: crate::risk::rose::LEAST_ANGLES,
            classes: vec![WeatherClass {
                stability: Stability::D,
                speed_m_s: 5.0,
                period: Period::Day,
                probability: toward.iter().sum(),
                toward,
            }],
        }
    }

    fn kernel(footprint: &Footprint, per_year: f64, rose: &Rose) -> Kernel {
        let radii = Radii::default();
        let mut kernel = Kernel::new(&radii, rose);
        for class in &rose.classes {
            let mut still = Still::new(&radii, rose);
            still.add(footprint, per_year);
            kernel.turn(&still, rose, class);
        }
        kernel
    }

    /// A wedge of half angle β under an even wind: IR = f 2β / 2π everywhere inside.
    #[test]
    fn an_even_wind_spreads_a_wedge_evenly() {
        let rose = rose(vec![1.0 / 16.0; 16]);
        let wedge = Footprint::new(vec![Ring::arc(1.0, 0.1); 20]);
        let kernel = kernel(&wedge, 1e-4, &rose);
        for m in 0..144 {
            let got = f64::from(kernel.per_year[5 * 144 + m]);
            assert!((got / (1e-4 * 0.1 / PI) - 1.0).abs() < 1e-5, "{m}: {got}");
        }
        assert_eq!(kernel.rings(), 20);
    }

    /// `∫ K dφ = Σ P_w ∫ V dψ` on each ring, whatever the rose.
    #[test]
    fn turning_keeps_the_integral_of_each_ring() {
        let toward: Vec<f64> = (1..=12).map(|i| f64::from(i) / 78.0).collect();
        let rose = rose(toward);
        let bell = Footprint::new(
            (0..30)
                .map(|k| Ring::bell(0.9, |v| 0.01 * f64::from(k) * (-(v / 0.9).ln()).sqrt()))
                .collect(),
        );
        let kernel = kernel(&bell, 2e-5, &rose);
        for (k, ring) in bell.rings.iter().enumerate() {
            let sum: f64 = kernel.per_year[k * 144..(k + 1) * 144]
                .iter()
                .map(|v| f64::from(*v))
                .sum();
            let got = sum * 2.0 * PI / 144.0;
            let want = 2e-5 * 2.0 * ring.cumulative(PI);
            assert!((got - want).abs() <= 1e-5 * want, "{k}: {got} {want}");
        }
    }

    /// A narrow plume under one sector of wind is felt in that sector alone, at its density.
    #[test]
    fn one_sector_feels_its_wind() {
        let mut toward = vec![0.0; 16];
        toward[4] = 0.25;
        let rose = rose(toward);
        let plume = Footprint::new(vec![Ring::arc(1.0, 0.02); 10]);
        let kernel = kernel(&plume, 1e-3, &rose);
        let inside = 1e-3 * 0.25 * 0.04 / (PI / 8.0);
        assert!((kernel.at(3.0, 90.0) / inside - 1.0).abs() < 1e-5);
        assert!((kernel.at(3.0, 95.0) / inside - 1.0).abs() < 1e-5);
        assert!(kernel.at(3.0, 120.0).abs() < 1e-12);
        assert!(kernel.at(3.0, 270.0).abs() < 1e-12);
    }

    /// A disc downwind, with the wind in one of 360 sectors, is where the wind carries it.
    #[test]
    fn a_rose_and_a_map_that_turn_together_give_the_same() {
        let disc = Footprint::disc(&Radii::default(), 1.0, 300.0, 100.0);
        let mut toward: Vec<f64> = vec![0.02; 12];
        toward[2] = 0.5;
        let here = kernel(&disc, 1e-4, &rose(toward.clone()));
        toward.rotate_right(1);
        let turned = kernel(&disc, 1e-4, &rose(toward));
        for angle in [0.0, 17.0, 61.0, 200.0] {
            let (a, b) = (here.at(47.0, angle), turned.at(47.0, angle + 30.0));
            assert!((a - b).abs() < 1e-6 * a, "{angle}: {a} {b}");
        }
    }
}
