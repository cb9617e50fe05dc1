//! Whom a fire kills: discs around its middle.
//!
//! Within 35 kW/m² everybody; beyond, by the probit of heat over at most 20 s, outdoors with clothes 0.14 of that,
//! indoors nobody: CPR 18E (1999) 5.2.3, see [`thermal`].

use super::outcome::Piece;
use crate::consequence::vulnerability::thermal::{CLOTHING, LONGEST_EXPOSURE_S, PURPLE_BOOK, Rule};
use crate::consequence::vulnerability::{normal_inverse, share};
use crate::risk::footprint::{Footprint, Radii};

/// A fire seen from its middle.
pub(super) struct Heat<F> {
    /// Where its middle lies downwind of the release, m.
    pub ahead_m: f64,
    /// How long it burns, s.
    pub duration_s: f64,
    /// Everybody within this dies, m, whatever the heat: the flame itself.
    pub flame_m: f64,
    /// Distance from the middle to a heat, W/m²; 0 where it is nowhere.
    pub distance_m: F,
}

impl<F: Fn(f64) -> f64> Heat<F> {
    /// The pieces of its footprint.
    pub(super) fn pieces(&self, radii: &Radii) -> Vec<Piece> {
        let exposure = self.duration_s.min(LONGEST_EXPOSURE_S);
        let threshold = Rule::PurpleBook.threshold_w_m2();
        let all_m = (self.distance_m)(threshold).max(self.flame_m);
        let top = share(Rule::PurpleBook.probit(threshold, exposure));
        let everybody = Piece {
            footprint: Footprint::disc(radii, 1.0, self.ahead_m, all_m),
            individual: 1.0 - top,
            outdoors: 1.0 - CLOTHING * top,
            indoors: 1.0,
        };
        let at = |v: f64| {
            let probit = 5.0 + normal_inverse(v).unwrap_or(0.0);
            let dose = PURPLE_BOOK.dose_at(probit);
            // dose = q^(4/3) t
            let flux = (dose / exposure).powf(0.75);
            (self.distance_m)(flux.min(threshold)).max(all_m)
        };
        let some = Piece {
            footprint: Footprint::discs(radii, top, self.ahead_m, at),
            individual: 1.0,
            outdoors: CLOTHING,
            indoors: 0.0,
        };
        vec![everybody, some]
    }
}

/// Distances to a heat on a line away from a flame, from a few dozen points of it, that fall outward.
pub(super) struct Line {
    points: Vec<(f64, f64)>,
}

impl Line {
    /// From `first_m` to `last_m`.
    pub(super) fn of(first_m: f64, last_m: f64, flux_w_m2: impl Fn(f64) -> f64) -> Self {
        const POINTS: u32 = 40;
        let step = (last_m / first_m).ln() / f64::from(POINTS);
        let mut points: Vec<(f64, f64)> = (0..=POINTS)
            .map(|i| {
                let r = first_m * (step * f64::from(i)).exp();
                (r.ln(), flux_w_m2(r).max(1e-3).ln())
            })
            .collect();
        // As seen from far: the greatest heat at or beyond each point.
        let mut greatest = f64::NEG_INFINITY;
        for point in points.iter_mut().rev() {
            greatest = greatest.max(point.1);
            point.1 = greatest;
        }
        Self { points }
    }

    /// How far a heat reaches, m; the first point where it is less everywhere.
    pub(super) fn distance_m(&self, flux_w_m2: f64) -> f64 {
        let level = flux_w_m2.ln();
        let after = self.points.partition_point(|p| p.1 >= level);
        let Some(&(outer, low)) = self.points.get(after) else {
            return self.points.last().map_or(0.0, |p| p.0.exp());
        };
        let Some(&(inner, high)) = after.checked_sub(1).and_then(|i| self.points.get(i)) else {
            return outer.exp();
        };
        let part = if high > low {
            (high - level) / (high - low)
        } else {
            0.0
        };
        (inner + part * (outer - inner)).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_back_the_inverse_square() {
        let line = Line::of(3.0, 500.0, |r| 1e8 / (r * r));
        for r in [4.0, 30.0, 333.0_f64] {
            assert!((line.distance_m(1e8 / (r * r)) / r - 1.0).abs() < 1e-9);
        }
        assert!((line.distance_m(1e9) - 3.0).abs() < 1e-9);
        assert!((line.distance_m(1e-2) - 500.0).abs() < 1e-6);
    }

    #[test]
    fn nobody_indoors_dies_beyond_the_threshold() {
        let radii = Radii::default();
        let heat = Heat {
            ahead_m: 0.0,
            duration_s: 60.0,
            flame_m: 0.0,
            distance_m: |q: f64| (3e7 / q).sqrt(),
        };
        let pieces = heat.pieces(&radii);
        let kills = |weigh: fn(&Piece) -> f64| -> f64 {
            pieces
                .iter()
                .map(|p| weigh(p) * p.footprint.area_m2(&radii))
                .sum()
        };
        let disc = std::f64::consts::PI * 3e7 / 35e3;
        assert!((kills(|p| p.indoors) / disc - 1.0).abs() < 0.02);
        let (one, many) = (kills(|p| p.individual), kills(|p| p.outdoors));
        assert!(one > many && many > disc * 1.02, "{one} {many} {disc}");
    }
}
