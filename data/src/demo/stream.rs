//! Chance without surprise: every entity draws from a stream of its own.
//!
//! The stream of an entity is ChaCha8 with the key SHA-256(seed ‖ kind ‖ index). What one entity
//! draws never shifts what another one gets, so that adding a kind leaves the rest as it was.
//! Elementary functions come from `libm`, which gives the same bits on every platform.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

/// The random stream of one entity.
pub(super) struct Stream(ChaCha8Rng);

impl Stream {
    /// The stream of the entity number `index` of a `kind`.
    pub fn of(seed: u64, kind: &str, index: usize) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.to_le_bytes());
        hash.update(kind.as_bytes());
        hash.update([0]);
        hash.update((index as u64).to_le_bytes());
        Self(ChaCha8Rng::from_seed(hash.finalize().into()))
    }

    /// Uniform in [0, 1).
    pub fn unit(&mut self) -> f64 {
        // 53 bits: every value is a multiple of 2^-53.
        (self.0.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// Uniform in [low, high).
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Uniform among the whole numbers low..=high.
    pub fn whole(&mut self, low: usize, high: usize) -> usize {
        low + ((self.unit() * (high - low + 1) as f64) as usize).min(high - low)
    }

    /// True with a probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.whole(0, list.len() - 1)]
    }

    /// Index of a list of weights, in proportion to them.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut rest = self.unit() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (index, weight) in weights.enumerate() {
            last = index;
            rest -= weight;
            if rest < 0.0 {
                break;
            }
        }
        last
    }

    /// Standard normal (Box–Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.unit())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// Lognormal with a median and the standard deviation of the logarithm, kept in a range.
    pub fn lognormal(&mut self, median: f64, sigma: f64, low: f64, high: f64) -> f64 {
        (median * libm::exp(sigma * self.normal())).clamp(low, high)
    }

    /// Exponential with a mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(1.0 - self.unit())
    }

    /// From the quantiles 5, 25, 50, 75 and 95 %, log-linear between them; the tails are cut at 5 and 95 %.
    pub fn quantiles(&mut self, values: &[f64; 5]) -> f64 {
        const AT: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
        let u = self.between(AT[0], AT[4]);
        let i = (1..4).rev().find(|&i| u >= AT[i]).unwrap_or(0);
        let t = (u - AT[i]) / (AT[i + 1] - AT[i]);
        let (a, b) = (libm::log(values[i]), libm::log(values[i + 1]));
        libm::exp(a + (b - a) * t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_seed_kind_and_index_and_on_nothing_else() {
        let first = |seed, kind, index| Stream::of(seed, kind, index).unit().to_bits();
        assert_eq!(first(1, "tank", 7), first(1, "tank", 7));
        assert_ne!(first(1, "tank", 7), first(2, "tank", 7));
        assert_ne!(first(1, "tank", 7), first(1, "plant", 7));
        assert_ne!(first(1, "tank", 7), first(1, "tank", 8));
    }

    #[test]
    fn draws_follow_their_distribution() {
        let mut s = Stream::of(1, "test", 0);
        let mut draws: Vec<f64> = (0..20_000)
            .map(|_| s.lognormal(0.4, 0.35, 0.0, 9.0))
            .collect();
        draws.sort_by(f64::total_cmp);
        assert!(
            (draws[10_000] - 0.4).abs() < 0.01,
            "median {}",
            draws[10_000]
        );
        let q = [1.81, 3.63, 7.26, 16.33, 489.88];
        let mut draws: Vec<f64> = (0..20_000).map(|_| s.quantiles(&q)).collect();
        draws.sort_by(f64::total_cmp);
        assert!(draws[0] >= 1.81 && draws[19_999] <= 489.88);
        assert!(
            (draws[10_000] - 7.26).abs() < 0.3,
            "median {}",
            draws[10_000]
        );
        let heads = (0..20_000)
            .filter(|_| s.weighted([1.0, 3.0].into_iter()) == 1)
            .count();
        assert!((14_600..15_400).contains(&heads), "{heads}");
    }
}
