//! The footprint of an outcome: how likely an unprotected person dies, around the release, the wind blowing
//! toward ψ = 0.
//!
//! Every outcome, be it a cloud, a tilted fire or a blast, has one form here: on each ring of the polar table the
//! probability of death is a stack of arcs,
//!
//! ```text
//! V(r, ψ) = Σᵢ wᵢ [ |ψ| ≤ βᵢ ]
//! ```
//!
//! A top hat is one arc; a bell is cut at the levels of a Gauss–Legendre rule over its height, which integrates
//! `∫ V dψ = ∫ 2 β(v) dv`; an edge that crosses the ring is cut at several radii. So there is one way to rotate,
//! to rasterise and to count people, and it is exact for what the stack says.

use std::f64::consts::PI;

/// Arcs of a ring.
pub const ARCS: usize = 8;
/// Levels and weights of the Gauss–Legendre rule with eight points on [0, 1] (M. Abramowitz and I. A. Stegun,
/// *Handbook of Mathematical Functions*, 1964, table 25.4) in the square root of the height, `v = u²`,
/// `dv = 2u du`: the far edge of a bell, where hardly anybody dies, covers the most ground.
const LEVELS: [(f64, f64); ARCS] = [
    (0.000_394_223_874_246_565_4, 0.002_009_899_851_317_598_8),
    (0.010_336_130_351_845_784, 0.022_608_759_545_903_12),
    (0.056_279_873_509_951_62, 0.074_421_818_131_456_36),
    (0.166_694_745_769_051_83, 0.148_077_506_617_691_23),
    (0.350_129_388_264_701_7, 0.214_606_276_760_670_8),
    (0.581_812_283_426_280_6, 0.239_284_827_746_430_84),
    (0.807_002_607_765_472_5, 0.199_772_274_907_471_26),
    (0.960_684_080_371_782_8, 0.099_218_636_439_058_65),
];

/// How risk is taken to fall between two nodes, as a power of the distance. It falls by the third power at the median
/// of the demo city's points and by the eighth at the edges of clouds; with 6 a table of eight rings an octave reads as
/// much too low (5th percentile -1.7 %) as too high (95th, 1.8 %), where linear in the logarithm it reads 6 % too high.
const FALL: f64 = 6.0;

/// The radii of all polar tables: `r_k = first · 2^(k / per_octave)`. Node `k` speaks for the ring
/// whose edges lie where as much is read from it as from its neighbour ([`Radii::place`]), so that what a disc kills
/// is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Radii {
    /// Radius of node 0, m.
    pub first_m: f64,
    /// Nodes from a radius to twice that.
    pub per_octave: u32,
    /// Number of nodes.
    pub count: usize,
}

impl Default for Radii {
    /// From 5 m to 20 km.
    fn default() -> Self {
        Self::up_to(20_000.0, 8)
    }
}

impl Radii {
    /// From 5 m to a reach.
    pub fn up_to(reach_m: f64, per_octave: u32) -> Self {
        let first_m = 5.0;
        let octaves = (reach_m / first_m).max(1.0).log2();
        Self {
            first_m,
            per_octave,
            count: (octaves * f64::from(per_octave)).ceil() as usize + 1,
        }
    }

    /// Radius of a node, m.
    pub fn node_m(&self, k: usize) -> f64 {
        self.first_m * (k as f64 / f64::from(self.per_octave)).exp2()
    }

    /// Inner and outer radius of the ring of a node, m; the innermost begins at the release.
    pub fn ring_m(&self, k: usize) -> (f64, f64) {
        // Half of what is read comes from either node where u + b u (1 - u) = 1/2.
        let b = self.bend();
        let half = (1.0 + b - ((1.0 + b).powi(2) - 2.0 * b).sqrt()) / (2.0 * b);
        let step = f64::from(self.per_octave).recip();
        let node = self.node_m(k);
        let inner = if k == 0 {
            0.0
        } else {
            node * (-(1.0 - half) * step).exp2()
        };
        (inner, node * (half * step).exp2())
    }

    /// Where a radius lies among the nodes, so that what is read in parts of steps between two of them is linear in
    /// `r^-n`, n = 6, and so keeps what is constant and what falls like that:
    ///
    /// ```text
    /// g(u) = (1 - q^(-n u)) / (1 - q^-n) ≈ u + (n ln q / 2) u (1 - u)      q = 2^(1 / per_octave), u by the logarithm
    /// ```
    pub fn place(&self, r_m: f64) -> f64 {
        let by_logarithm = ((r_m / self.first_m).log2() * f64::from(self.per_octave)).max(0.0);
        let u = by_logarithm.fract();
        by_logarithm.floor() + u + self.bend() * u * (1.0 - u)
    }

    /// n ln q / 2 of [`place`](Self::place).
    pub fn bend(&self) -> f64 {
        (0.5 * FALL * std::f64::consts::LN_2 / f64::from(self.per_octave)).min(1.0)
    }
}

/// One ring of a footprint.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ring {
    /// Probability of each arc.
    pub weight: [f32; ARCS],
    /// Half angle of each arc, radians, 0 to π.
    pub half_angle_rad: [f32; ARCS],
}

impl Ring {
    /// Nobody dies.
    pub const NONE: Self = Self {
        weight: [0.0; ARCS],
        half_angle_rad: [0.0; ARCS],
    };

    /// The same all around.
    pub const fn all_around(probability: f32) -> Self {
        let mut ring = Self::NONE;
        ring.weight[0] = probability;
        ring.half_angle_rad[0] = std::f32::consts::PI;
        ring
    }

    /// One arc.
    pub fn arc(probability: f64, half_angle_rad: f64) -> Self {
        let mut ring = Self::NONE;
        ring.weight[0] = probability.clamp(0.0, 1.0) as f32;
        ring.half_angle_rad[0] = half_angle_rad.clamp(0.0, PI) as f32;
        ring
    }

    /// The mean of arcs of one probability at [`ARCS`] radii of the ring.
    pub fn arcs(probability: f64, half_angles_rad: [f64; ARCS]) -> Self {
        Self {
            weight: [(probability.clamp(0.0, 1.0) / ARCS as f64) as f32; ARCS],
            half_angle_rad: half_angles_rad.map(|b| b.clamp(0.0, PI) as f32),
        }
    }

    /// A bell: probability `top` at ψ = 0, falling to `v` at the half angle `at(v)`.
    pub fn bell(top: f64, at: impl Fn(f64) -> f64) -> Self {
        let top = top.clamp(0.0, 1.0);
        let mut ring = Self::NONE;
        for (i, (level, weight)) in LEVELS.iter().enumerate() {
            ring.weight[i] = (top * weight) as f32;
            ring.half_angle_rad[i] = at(top * level).clamp(0.0, PI) as f32;
        }
        ring
    }

    /// The greater of two rings at every angle, cut at eight levels of one height: exact for arcs of equal weight of
    /// which one ring has all.
    fn or(&self, other: &Self) -> Self {
        let top = |ring: &Self| ring.at(0.0);
        let height = top(self).max(top(other));
        let mut both = Self::NONE;
        for i in 0..ARCS {
            let level = height * (i as f64 + 0.5) / ARCS as f64;
            both.weight[i] = (height / ARCS as f64) as f32;
            both.half_angle_rad[i] = self.widest(level).max(other.widest(level));
        }
        both
    }

    /// Half angle up to which the probability is at least a level; 0 where it never is.
    fn widest(&self, level: f64) -> f32 {
        let mut arcs: [usize; ARCS] = std::array::from_fn(|i| i);
        arcs.sort_by(|a, b| self.half_angle_rad[*b].total_cmp(&self.half_angle_rad[*a]));
        let mut sum = 0.0;
        for i in arcs {
            sum += f64::from(self.weight[i]);
            if sum >= level {
                return self.half_angle_rad[i];
            }
        }
        0.0
    }

    /// Whether nobody dies.
    pub fn is_none(&self) -> bool {
        self.weight
            .iter()
            .zip(&self.half_angle_rad)
            .all(|(w, b)| *w == 0.0 || *b == 0.0)
    }

    /// `∫₀^ψ V dt` for ψ from 0 to π.
    pub fn cumulative(&self, psi_rad: f64) -> f64 {
        self.weight
            .iter()
            .zip(&self.half_angle_rad)
            .map(|(w, b)| f64::from(*w) * f64::from(*b).min(psi_rad))
            .sum()
    }

    /// Probability of death at ψ.
    pub fn at(&self, psi_rad: f64) -> f64 {
        self.weight
            .iter()
            .zip(&self.half_angle_rad)
            .filter(|(_, b)| f64::from(**b) >= psi_rad.abs())
            .map(|(w, _)| f64::from(*w))
            .sum()
    }
}

/// Half angle under which the disc of radius `disc_m` around a point `ahead_m` downwind cuts the circle of
/// radius `r_m` around the release:
///
/// ```text
/// cos β = (r² + d² − R²) / (2 r d)
/// ```
///
/// 0 where it does not, π where the circle lies inside.
pub fn half_angle_of_disc(r_m: f64, ahead_m: f64, disc_m: f64) -> f64 {
    if r_m + ahead_m <= disc_m {
        return PI;
    }
    if (r_m - ahead_m).abs() >= disc_m {
        return 0.0;
    }
    let cos = (r_m * r_m + ahead_m * ahead_m - disc_m * disc_m) / (2.0 * r_m * ahead_m);
    cos.clamp(-1.0, 1.0).acos()
}

/// The footprint of an outcome.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Footprint {
    /// Its rings from the release outward, as far as anybody dies.
    pub rings: Vec<Ring>,
}

/// Radii inside of a ring at which an edge is cut: the middles of equal areas.
fn inside(radii: &Radii, k: usize) -> [f64; ARCS] {
    let (inner, outer) = radii.ring_m(k);
    middles(inner, outer)
}

fn middles(inner: f64, outer: f64) -> [f64; ARCS] {
    let (a, b) = (inner * inner, outer * outer);
    std::array::from_fn(|i| (a + (b - a) * (i as f64 + 0.5) / ARCS as f64).sqrt())
}

/// The same of the part of a ring that a disc reaches, with its share of the ring's area: far from the release a disc is
/// narrower than a ring.
fn of_disc(radii: &Radii, k: usize, ahead_m: f64, disc_m: f64) -> (f64, [f64; ARCS]) {
    let (inner, outer) = radii.ring_m(k);
    let from = inner.max(ahead_m - disc_m);
    let to = outer.min(ahead_m + disc_m);
    if to <= from {
        return (0.0, [inner; ARCS]);
    }
    let share = (to * to - from * from) / (outer * outer - inner * inner);
    (share, middles(from, to))
}

impl Footprint {
    /// A footprint of rings; those beyond the last in which anybody dies are left out.
    pub fn new(mut rings: Vec<Ring>) -> Self {
        while rings.last().is_some_and(Ring::is_none) {
            rings.pop();
        }
        Self { rings }
    }

    /// All die within a disc around a point downwind, with one probability: a fire, an explosion.
    pub fn disc(radii: &Radii, probability: f64, ahead_m: f64, disc_m: f64) -> Self {
        let reach = ahead_m + disc_m;
        let rings = (0..radii.count)
            .take_while(|k| radii.ring_m(*k).0 < reach)
            .map(|k| {
                let (share, places) = of_disc(radii, k, ahead_m, disc_m);
                Ring::arcs(
                    probability * share,
                    places.map(|r| half_angle_of_disc(r, ahead_m, disc_m)),
                )
            });
        Self::new(rings.collect())
    }

    /// All around a point downwind alike, with a probability that falls with the distance from it: heat, blast.
    /// `at(v)` is the distance to probability `v`, m, for any `v` up to `top`; it does not grow with `v`.
    pub fn discs(radii: &Radii, top: f64, ahead_m: f64, at: impl Fn(f64) -> f64) -> Self {
        let levels: [f64; ARCS] = LEVELS.map(|(level, _)| at(top * level));
        let reach = ahead_m + levels.iter().fold(0.0, |a: f64, b| a.max(*b));
        let rings = (0..radii.count)
            .take_while(|k| radii.ring_m(*k).0 < reach)
            .map(|k| {
                let mut ring = Ring::NONE;
                for (i, (disc, (_, weight))) in levels.iter().zip(LEVELS).enumerate() {
                    let (share, places) = of_disc(radii, k, ahead_m, *disc);
                    let mean: f64 = places
                        .iter()
                        .map(|r| half_angle_of_disc(*r, ahead_m, *disc))
                        .sum();
                    ring.weight[i] = (top * weight * share) as f32;
                    ring.half_angle_rad[i] = (mean / ARCS as f64) as f32;
                }
                ring
            });
        Self::new(rings.collect())
    }

    /// All die within a plume whose edge lies `half_width(r)` m beside its axis at `r` m downwind, from
    /// `start_m` to `end_m`: a flash fire.
    pub fn plume(
        radii: &Radii,
        probability: f64,
        start_m: f64,
        end_m: f64,
        half_width: impl Fn(f64) -> f64,
    ) -> Self {
        let rings = (0..radii.count)
            .take_while(|k| radii.ring_m(*k).0 < end_m)
            .map(|k| {
                let half = |r: f64| {
                    if r < start_m || r > end_m {
                        0.0
                    } else {
                        (half_width(r) / r).min(1.0).asin()
                    }
                };
                Ring::arcs(probability, inside(radii, k).map(half))
            });
        Self::new(rings.collect())
    }

    /// All die where they die in one or the other: for discs and plumes, whose arcs lie around ψ = 0. On each ring the
    /// greater of both, cut at eight levels.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let (mut long, short) = if self.rings.len() >= other.rings.len() {
            (self, other)
        } else {
            (other, self)
        };
        for (ring, with) in long.rings.iter_mut().zip(&short.rings) {
            *ring = ring.or(with);
        }
        long
    }

    /// Radius beyond which nobody dies, m.
    pub fn reach_m(&self, radii: &Radii) -> f64 {
        self.rings
            .len()
            .checked_sub(1)
            .map_or(0.0, |k| radii.ring_m(k).1)
    }

    /// `∫ V dA`, m²: people who die per person and m².
    pub fn area_m2(&self, radii: &Radii) -> f64 {
        self.rings
            .iter()
            .enumerate()
            .map(|(k, ring)| {
                let (inner, outer) = radii.ring_m(k);
                ring.cumulative(PI) * (outer * outer - inner * inner)
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_discs_the_greater_counts_and_what_both_cover_once() {
        let radii = Radii::default();
        let disc = |ahead, r| Footprint::disc(&radii, 1.0, ahead, r);
        let area = |f: &Footprint| f.area_m2(&radii);
        let (small, large) = (disc(400.0, 50.0), disc(500.0, 300.0));
        // One lies in the other; a small one far from a small one adds its own.
        let off = area(&small.clone().union(large.clone())) / area(&large) - 1.0;
        assert!(off.abs() < 1e-3, "{off}");
        let far = disc(3_000.0, 200.0);
        let sum = area(&small) + area(&far);
        let off = area(&small.union(far)) / sum - 1.0;
        assert!(off.abs() < 1e-3, "{off}");
        let (left, right) = (disc(0.0, 100.0), disc(100.0, 100.0));
        let both = area(&left.clone().union(right));
        // A lens of two circles through each other's middles: R^2 (2 pi/3 - sqrt(3)/2).
        let lens = 1e4 * (2.0 * PI / 3.0 - 3.0_f64.sqrt() / 2.0);
        let exact = 2e4 * PI - lens;
        assert!((both / exact - 1.0).abs() < 0.02, "{both} {exact}");
    }

    #[test]
    fn the_area_of_a_disc_is_kept_wherever_it_lies() {
        let radii = Radii::default();
        for ahead in [0.0, 30.0, 200.0, 1000.0] {
            let disc = Footprint::disc(&radii, 0.6, ahead, 150.0);
            let exact = 0.6 * PI * 150.0 * 150.0;
            let off = disc.area_m2(&radii) / exact - 1.0;
            assert!(off.abs() < 0.01, "{ahead}: {off}");
        }
    }

    #[test]
    fn a_union_is_one_or_the_other() {
        let radii = Radii::default();
        let near = Footprint::disc(&radii, 1.0, 0.0, 100.0);
        let far = Footprint::disc(&radii, 1.0, 400.0, 150.0);
        let both = near.clone().union(far.clone());
        let sum = near.area_m2(&radii) + far.area_m2(&radii);
        assert!((both.area_m2(&radii) / sum - 1.0).abs() < 1e-6);
        let inside = Footprint::disc(&radii, 1.0, 0.0, 40.0);
        assert_eq!(near.clone().union(inside.clone()), near);
        assert_eq!(inside.union(near.clone()), near);
        assert_eq!(Footprint::default().union(near.clone()), near);
    }

    #[test]
    fn a_bell_keeps_its_integral() {
        // V = V₀ exp(−ψ²/2s²): ∫ V dψ = V₀ s √(2π); ψ(v) = s √(−2 ln(v / V₀)).
        for (top, s) in [(1.0, 0.05), (0.3, 0.2), (1e-3, 0.01)] {
            let ring = Ring::bell(top, |v| s * (-2.0 * (v / top).ln()).sqrt());
            let off = 2.0 * ring.cumulative(PI) / (top * s * (2.0 * PI).sqrt()) - 1.0;
            assert!(off.abs() < 0.01, "{top} {s}: {off}");
        }
    }

    #[test]
    fn between_two_nodes_what_is_constant_and_what_falls_is_kept() {
        let radii = Radii::default();
        assert!((radii.place(radii.node_m(17)) - 17.0).abs() < 1e-9);
        assert!(radii.place(1.0).abs() < 1e-12);
        let read = |r: f64, f: &dyn Fn(f64) -> f64| {
            let place = radii.place(r);
            let (k, share) = (place as usize, place.fract());
            f(radii.node_m(k)) * (1.0 - share) + f(radii.node_m(k + 1)) * share
        };
        let mut last = 0.0;
        for i in 0..2000 {
            let r = 5.0 * 1.003_f64.powi(i);
            assert!(radii.place(r) >= last, "{r}");
            last = radii.place(r);
            assert!((read(r, &|_| 0.7) - 0.7).abs() < 1e-12);
            let off = read(r, &|r| r.powf(-FALL)) * r.powf(FALL) - 1.0;
            assert!(off.abs() < 1e-2, "{r}: {off}");
        }
    }

    #[test]
    fn a_plume_and_its_reach() {
        let radii = Radii::default();
        let plume = Footprint::plume(&radii, 1.0, 0.0, 400.0, |r| 0.1 * r);
        // A wedge of half angle asin 0.1; its end is known to half a cut of the last ring, which has 2·8.7 % of
        // the area.
        let off = plume.area_m2(&radii) / (0.1_f64.asin() * 400.0 * 400.0) - 1.0;
        assert!(off.abs() < 0.173 / 16.0, "{off}");
        assert!((400.0..450.0).contains(&plume.reach_m(&radii)));
        assert_eq!(
            Footprint::plume(&radii, 1.0, 0.0, 0.0, |_| 1.0).rings.len(),
            0
        );
    }

    #[test]
    fn discs_of_falling_probability_keep_their_integral() {
        // V = exp(−ρ/L): ∫ V dA = 2π L².
        let radii = Radii::default();
        for ahead in [0.0, 80.0] {
            let heat = Footprint::discs(&radii, 1.0, ahead, |v| -60.0 * v.ln());
            let off = heat.area_m2(&radii) / (2.0 * PI * 3600.0) - 1.0;
            assert!(off.abs() < 0.02, "{ahead}: {off}");
        }
    }
}
