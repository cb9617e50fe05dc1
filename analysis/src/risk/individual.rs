//! How likely one person is killed who is always at one place, unprotected, outdoors.
//!
//! ```text
//! IR  = Σ f P                                     scenarios at a place                 PB 6.1
//! Pd  = Pcl Pci,  Pci = ECW n / (2π R),  ECW = PI / Pcl     toxic grid rule             PB 6.9 to 6.12
//! PI  = ∫ P(y) dy,  Y(y) = Y0 − b n_c y² / (2 σy²)  crosswind integral down to a cut-off
//! IR  = f ∫ p(θ) dθ over φ − β … φ + β            a wedge that turns with the wind
//! IR  = f Vc s √(2π) / 2π · erf(π / (√2 s))       a Gaussian crosswind profile, uniform rose
//! FAR = PLL 10⁸ / (8760 n),  AIR = FAR H / 10⁸    fatal accident rate, average individual risk
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | f, P | frequency, probability of death | 1/yr, – |
//! | Pcl, Y0 | probability of death and probit on the axis of the plume | – |
//! | b, n_c | constants of the probit a + b ln(C^n t) | – |
//! | σy, R | crosswind dispersion, distance from the release | m |
//! | n | wind sectors | – |
//! | p(θ) | density of the wind *toward* θ | 1/rad |
//! | β, s | half angle of the wedge, standard deviation of the profile | rad |
//! | n, H | occupants, hours of exposure a year | –, h/yr |
//!
//! Source: TNO Purple Book CPR 18E (1999) ch. 6. Verified: the worked grid point of its appendix 6.B (it rounds each
//! step: 361 m for 360.56, Pd 0.381 for 0.3803). The wedge and the Gaussian profile are closed forms.

use std::f64::consts::{PI, SQRT_2, TAU};

use super::{erfc, exact_sum, probability};

/// Hours of a year of 365 days.
pub const HOURS_PER_YR: f64 = 8_760.0;
/// Death is left out where it is less likely than this: CPR 18E app. 6.B.
pub const CUT_OFF: f64 = 0.01;
/// Probit above which death is certain to 1e-9, which is where the edge of a profile is taken to begin.
const CERTAIN: f64 = 11.0;

/// Nodes and weights of Gauss-Legendre's rule of 16 points, the positive half (Abramowitz and Stegun, table 25.4).
const NODES: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_56),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_82),
    (0.755_404_408_355_003, 0.124_628_971_255_533_95),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_9),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_78),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_06),
];

/// Across a toxic plume at one distance: how likely death is on its axis, and how wide it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crosswind {
    /// Probit on the axis, Y0.
    pub probit: f64,
    /// b times n of the probit.
    pub steepness: f64,
    /// Crosswind dispersion, σy, m.
    pub sigma_y_m: f64,
}

impl Crosswind {
    /// Probability of death on the axis, Pcl.
    pub fn on_axis(&self) -> f64 {
        probability(self.probit)
    }

    /// Distance from the axis, m, at which the probit has fallen to `probit`; 0 where it is lower everywhere.
    pub fn half_width_m(&self, probit: f64) -> f64 {
        let fall = (self.probit - probit).max(0.0);
        self.sigma_y_m * (2.0 * fall / self.steepness.max(f64::MIN_POSITIVE)).sqrt()
    }

    /// ∫ P dy, m, as far as the probit is at least `cut_off` ([`super::probit`] of the least probability that
    /// counts). 16 points of Gauss and Legendre from where death is certain: to 1e-5.
    pub fn integral_m(&self, cut_off: f64) -> f64 {
        let (inner, outer) = (
            self.half_width_m(CERTAIN.max(cut_off)),
            self.half_width_m(cut_off),
        );
        let (middle, half) = (f64::midpoint(inner, outer), 0.5 * (outer - inner));
        let at = |y: f64| {
            let scaled = y / self.sigma_y_m;
            probability(self.probit - 0.5 * self.steepness * scaled * scaled)
        };
        let edge: f64 = NODES
            .iter()
            .map(|(x, weight)| weight * (at(middle - half * x) + at(middle + half * x)))
            .sum();
        2.0 * (inner + half * edge)
    }

    /// Equivalent width, ECW, m: as wide as a plume that is as deadly everywhere as this one on its axis; 0 where
    /// the axis is below the cut-off.
    pub fn equivalent_width_m(&self, cut_off: f64) -> f64 {
        if self.probit < cut_off {
            return 0.0;
        }
        self.integral_m(cut_off) / self.on_axis().max(f64::MIN_POSITIVE)
    }
}

/// Share of a wind sector that a plume of this width covers at this distance, Pci, at most 1: PB 6.11.
pub fn coverage(width_m: f64, sectors: f64, distance_m: f64) -> f64 {
    (width_m * sectors / (TAU * distance_m)).min(1.0)
}

/// Σ f P over (frequency per year, probability of death): location-specific individual risk, 1/yr.
pub fn at_place(scenarios: impl IntoIterator<Item = (f64, f64)>) -> f64 {
    exact_sum(scenarios.into_iter().map(|(f, p)| f * p))
}

/// Share of the time in which the wind blows toward bearings from `from_deg` to `to_deg` (at most a turn apart),
/// where `toward` are the shares of sectors of equal width, the first centred on north. The density is uniform in a
/// sector.
pub fn wind_between(toward: &[f64], from_deg: f64, to_deg: f64) -> f64 {
    let width = 360.0 / toward.len() as f64;
    // Cumulative share from the beginning of the first sector on, for any angle.
    let cumulative = |angle_deg: f64| {
        let place = (angle_deg / width + 0.5).clamp(-1e9, 1e9);
        let turns = (place / toward.len() as f64).floor();
        let within = place - turns * toward.len() as f64;
        let part = |(i, share): (usize, &f64)| share * (within - i as f64).clamp(0.0, 1.0);
        let total: f64 = toward.iter().sum();
        turns * total + toward.iter().enumerate().map(part).sum::<f64>()
    };
    if toward.is_empty() {
        0.0
    } else {
        (cumulative(to_deg) - cumulative(from_deg)).max(0.0)
    }
}

/// Individual risk, 1/yr, inside a wedge of certain death which turns with the wind, at a bearing from its tip.
pub fn in_wedge(
    frequency_per_yr: f64,
    toward: &[f64],
    half_angle_deg: f64,
    bearing_deg: f64,
) -> f64 {
    let half = half_angle_deg.clamp(0.0, 180.0);
    frequency_per_yr * wind_between(toward, bearing_deg - half, bearing_deg + half)
}

/// Individual risk, 1/yr, under a Gaussian profile of death across the wind, `on_axis` in the middle and with a
/// standard deviation `spread_rad`, where the wind blows toward all bearings alike.
pub fn under_gaussian(frequency_per_yr: f64, on_axis: f64, spread_rad: f64) -> f64 {
    let turn = spread_rad.max(f64::MIN_POSITIVE);
    let within = 1.0 - erfc(PI / (SQRT_2 * turn));
    (frequency_per_yr * on_axis * turn * TAU.sqrt() / TAU * within).min(frequency_per_yr * on_axis)
}

/// Fatal accident rate: deaths in 10⁸ hours of exposure, from the expected deaths a year among `occupants` who are
/// always there.
pub fn fatal_accident_rate(pll_per_yr: f64, occupants: f64) -> f64 {
    pll_per_yr * 1e8 / (HOURS_PER_YR * occupants)
}

/// Average individual risk, 1/yr, at a fatal accident rate for so many hours a year.
pub fn average_individual_risk(fatal_accident_rate: f64, hours_per_yr: f64) -> f64 {
    fatal_accident_rate * hours_per_yr * 1e-8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::probit;
    use super::*;

    fn is_close(got: f64, expected: f64, relative: f64) {
        assert!(
            (got / expected - 1.0).abs() <= relative,
            "{got} instead of {expected}"
        );
    }

    /// Purple Book app. 6.B at full precision, and a chlorine release, both computed by other hands with another
    /// rule of integration.
    #[test]
    fn the_grid_points_of_the_purple_book_and_of_chlorine() {
        let cut_off = probit(CUT_OFF);
        let co = Crosswind {
            probit: 5.965_809_509_556_761,
            steepness: 1.0,
            sigma_y_m: 28.8,
        };
        is_close(co.on_axis(), 0.832_930_245_429_967_5, 1e-12);
        is_close(co.half_width_m(cut_off), 73.900_568_607_436_24, 1e-10);
        is_close(co.integral_m(cut_off), 71.882_956_759_581_08, 1e-8);
        is_close(co.equivalent_width_m(cut_off), 86.301_292_519_968_85, 1e-8);
        let chlorine = Crosswind {
            probit: 8.101_607_272_681_143,
            steepness: 0.5 * 2.75,
            sigma_y_m: 22.0,
        };
        is_close(chlorine.integral_m(cut_off), 92.026_079_525_408_5, 1e-8);
        let pci = coverage(chlorine.equivalent_width_m(cut_off), 12.0, 250.0);
        is_close(pci, 0.703_704_682_775_358_7, 1e-8);
        is_close(
            5e-7 * 0.0368 * pci * chlorine.on_axis(),
            1.293_570_529_329_570_5e-8,
            1e-8,
        );
    }

    #[test]
    fn fatal_accident_rate_as_hyram_tests_it() {
        is_close(fatal_accident_rate(2.5e-5, 9.0), 0.031_709_791_98, 1e-9);
        is_close(average_individual_risk(0.03, 2000.0), 6e-7, 1e-12);
    }

    #[test]
    fn a_wind_toward_the_first_sector_hits_the_north_and_not_the_south() {
        let north = [1.0, 0.0, 0.0, 0.0];
        is_close(in_wedge(1e-6, &north, 10.0, 0.0), 1e-6 * 20.0 / 90.0, 1e-12);
        assert!(in_wedge(1e-6, &north, 10.0, 180.0).abs() < 1e-20);
        // At 40 degrees 15 of the 20 of the wedge lie inside the sector, which ends at 45.
        is_close(
            in_wedge(1e-6, &north, 10.0, 40.0),
            1e-6 * 15.0 / 90.0,
            1e-12,
        );
        is_close(in_wedge(1e-6, &north, 180.0, 77.0), 1e-6, 1e-12);
        assert!(wind_between(&[], 0.0, 90.0).abs() < 1e-300);
    }

    fn rose() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(0.0..1.0_f64, 4..36).prop_map(|all| {
            let sum: f64 = all.iter().sum::<f64>().max(1e-9);
            all.into_iter().map(|p| p / sum).collect()
        })
    }

    proptest! {
        #[test]
        fn the_mean_over_all_bearings_is_the_share_of_the_wedge(rose in rose(), beta in 0.1..90.0_f64) {
            // ∫ IR dφ = f 2β, whatever the rose.
            let bearings = 3_600;
            let mean = (0..bearings)
                .map(|i| in_wedge(1.0, &rose, beta, f64::from(i) * 0.1))
                .sum::<f64>() / f64::from(bearings);
            prop_assert!((mean - 2.0 * beta / 360.0).abs() < 1e-5);
        }

        #[test]
        fn turning_rose_and_bearing_together_changes_nothing(rose in rose(), beta in 0.1..180.0_f64, phi in -720.0..720.0_f64) {
            let width = 360.0 / rose.len() as f64;
            let mut turned = rose.clone();
            turned.rotate_right(1);
            let (a, b) = (in_wedge(1.0, &rose, beta, phi), in_wedge(1.0, &turned, beta, phi + width));
            prop_assert!((a - b).abs() < 1e-9 && (0.0..=1.0 + 1e-9).contains(&a));
        }

        #[test]
        fn a_plume_is_no_wider_than_its_edge_and_grows_without_a_jump(
            y in 2.7..40.0_f64, steepness in 0.3..8.0_f64, sigma in 1.0..500.0_f64,
        ) {
            let cut_off = probit(CUT_OFF);
            let plume = |probit| Crosswind { probit, steepness, sigma_y_m: sigma };
            let (a, b) = (plume(y).integral_m(cut_off), plume(y * 1.001).integral_m(cut_off));
            let edge = 2.0 * plume(y).half_width_m(cut_off);
            prop_assert!(a > 0.0 && a <= edge * (1.0 + 1e-6), "{a} {edge}");
            prop_assert!(b >= a && b - a < 0.05 * edge.max(a));
        }

        #[test]
        fn a_gaussian_risk_is_at_most_that_of_its_axis(s in 1e-6..1e3_f64) {
            let risk = under_gaussian(1e-5, 0.8, s);
            prop_assert!(risk > 0.0 && risk <= 0.8e-5);
        }
    }
}
