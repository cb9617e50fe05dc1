//! The visible flame of a gas jet and its radiation by points along its axis.
//!
//! ```text
//! Fr  = un fs^1.5 / [(rho_n/rho_a)^(1/4) sqrt((Tf - Ta)/Ta g dn)]
//! L*  = 13.5 Fr^0.4 / (1 + 0.07 Fr²)^0.2  Fr < 5,  23 from there on
//! L   = L* dn sqrt(rho_n/rho_a) / fs,  Wf = 0.17 L                length and width of the flame
//! tf  = pi/12 rho_f Wf² L fs / q                                   time the gas is in the flame
//! chi = 9.45e-9 (tf a Tf⁴)^0.47                                    radiant fraction, Panda and Hecht
//! chi = 0.08916 lg(tf a Tf⁴) - 1.2172                              Molina
//! q"  = chi q Hc sum w_j tau_j / (4 pi r_j²)                       as vectors
//!       w_j ~ j up to j = 0.75 n, then falling in a line to 1      Hankinson and Lowesmith
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | q, Hc | mass rate, heat of combustion | kg/s, J/kg |
//! | un, rho_n, dn | speed, density, diameter of the notional nozzle | m/s, kg/m³, m |
//! | fs | fuel in a stoichiometric mixture, by mass | - |
//! | Tf, rho_f | adiabatic temperature of the flame, density of what it makes there | K, kg/m³ |
//! | a | Planck mean absorption of what the flame makes | 1/m |
//! | tf | in ms | |
//!
//! The axis rises as the buoyancy of a cone of hot gas, Wf wide at the tip, bends the momentum q un of the jet
//! (derived here). A point of the axis is never taken nearer than the half width of the flame there.
//! At Fr = 5 the length jumps by 9.6 %, as the source has it: its first branch tends to 22.98, but only far
//! beyond 5.
//!
//! Sources: Schefer, Houf, Williams, Bourne, Colton, *Int. J. Hydrogen Energy* 32 (2007) 2081 and Houf and
//! Schefer, ibid. 136 (length, width); Molina, Schefer, Houf, *Proc. Combust. Inst.* 31 (2007) 2565; Panda and
//! Hecht, *Int. J. Hydrogen Energy* 42 (2017) 775; Hankinson and Lowesmith, *Combust. Flame* 159 (2012) 1165.
//! (all from memory). Runs of another program for hydrogen at 35 MPa and methane at 7 MPa are met within 8 %
//! (length), 25 % (radiant fraction) and 45 % (radiation).

use std::f64::consts::PI;

use super::air::Air;
use super::jet_exit::GasExit;
use super::jet_frustum::stoichiometric_share;
use super::transmissivity::wayne;
use crate::consequence::{G, Outside, R, Range};
use crate::error::{Error, above_zero, checked};

/// Points along the axis.
const POINTS: usize = 50;

const FROUDE: Range = Range {
    what: "flame Froude number",
    min: 0.2,
    max: 100.0,
    source: "Schefer et al. 2007 (from memory)",
};

/// A fuel as its flame sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlameFuel {
    /// Fuel in a stoichiometric mixture with air, share of mass.
    pub stoichiometric_share: f64,
    /// Adiabatic temperature of the flame, K.
    pub flame_temperature_k: f64,
    /// Molar mass of what the flame makes, kg/mol.
    pub product_molar_mass_kg_mol: f64,
    /// Planck mean absorption of what the flame makes, 1/m, where it is known.
    pub absorption_per_m: Option<f64>,
}

impl FlameFuel {
    /// Hydrogen (from memory); products by stoichiometry: H2O + 1.88 N2.
    pub const HYDROGEN: Self = Self {
        stoichiometric_share: 0.0283,
        flame_temperature_k: 2390.0,
        product_molar_mass_kg_mol: 0.024_55,
        absorption_per_m: Some(0.23),
    };

    /// Methane (from memory); products by stoichiometry: CO2 + 2 H2O + 7.52 N2.
    pub const METHANE: Self = Self {
        stoichiometric_share: 0.0552,
        flame_temperature_k: 2226.0,
        product_molar_mass_kg_mol: 0.027_63,
        absorption_per_m: Some(0.5),
    };

    /// Any other hydrocarbon by its molar mass, kg/mol: temperature of propane's flame (from memory), no radiant
    /// fraction.
    pub fn hydrocarbon(molar_mass_kg_mol: f64) -> Self {
        Self {
            stoichiometric_share: stoichiometric_share(molar_mass_kg_mol),
            flame_temperature_k: 2267.0,
            product_molar_mass_kg_mol: 0.028_3,
            absorption_per_m: None,
        }
    }
}

/// A flame along its axis.
#[derive(Debug, Clone, Copy)]
pub struct AxialFlame {
    /// Length of the visible flame, m.
    pub length_m: f64,
    /// Froude number of the flame.
    pub froude: f64,
    /// Radiant fraction by Panda and Hecht, where the absorption of the products is known.
    pub radiant_fraction: Option<f64>,
    /// Radiant fraction by Molina, where the absorption of the products is known.
    pub radiant_fraction_molina: Option<f64>,
    points: [Point; POINTS],
}

/// A point of the axis: along and above the hole, half width of the flame, share of what is radiated.
#[derive(Debug, Clone, Copy)]
struct Point {
    along_m: f64,
    up_m: f64,
    half_width_m: f64,
    weight: f64,
}

impl AxialFlame {
    /// The flame of a gas that leaves at `elevation_deg` above the horizontal.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for an exit, fuel or air that cannot be, or a flame not hotter than the air.
    pub fn of(
        gas: &GasExit,
        fuel: &FlameFuel,
        air: &Air,
        elevation_deg: f64,
    ) -> Result<Self, Error> {
        let q = above_zero("mass rate in kg/s", gas.exit.mass_rate_kg_s)?;
        let un = above_zero("speed of the jet in m/s", gas.notional_speed_m_s)?;
        let rho_n = above_zero("density of the jet in kg/m3", gas.notional_density_kg_m3)?;
        let fs = checked("stoichiometric share", fuel.stoichiometric_share, 1e-4, 0.9)?;
        let (rho_a, ta) = (air.checked()?.density_kg_m3(), air.temperature_k);
        let tf = checked(
            "flame temperature in K",
            fuel.flame_temperature_k,
            ta + 1.0,
            5000.0,
        )?;
        let elevation = checked("elevation in deg", elevation_deg, -90.0, 180.0)?.to_radians();
        let dn = (4.0 * q / (PI * rho_n * un)).sqrt();
        // Fr = un fs^1.5 / [(rho_n/rho_a)^(1/4) sqrt((Tf - Ta)/Ta g dn)]
        let froude =
            un * fs.powf(1.5) / ((rho_n / rho_a).powf(0.25) * ((tf - ta) / ta * G * dn).sqrt());
        let length_m = length_star(froude) * dn * (rho_n / rho_a).sqrt() / fs;
        let width = 0.17 * length_m;
        let rho_f = air.pressure_pa * fuel.product_molar_mass_kg_mol / (R * tf);
        // tf = pi/12 rho_f Wf² L fs / q, in ms
        let time_ms = 1e3 * PI / 12.0 * rho_f * width * width * length_m * fs / q;
        let load = fuel.absorption_per_m.map(|a| time_ms * a * tf.powi(4));
        let radiant = |x: f64| x.clamp(0.0, 1.0);
        Ok(Self {
            length_m,
            froude,
            radiant_fraction: load.map(|x| radiant(9.45e-9 * x.powf(0.47))),
            radiant_fraction_molina: load.map(|x| radiant(0.089_16 * x.max(1.0).log10() - 1.2172)),
            points: axis(length_m, width, G * (rho_a - rho_f), q * un, elevation),
        })
    }

    /// Radiation, W/m², of a flame that radiates `radiated_w` on a surface turned to it, from the hole `along_m`
    /// horizontally to where the jet points, `up_m` and `across_m`.
    pub fn flux_w_m2(
        &self,
        radiated_w: f64,
        air: &Air,
        along_m: f64,
        up_m: f64,
        across_m: f64,
    ) -> f64 {
        let mut sum = [0.0; 3];
        for p in &self.points {
            let to = [p.along_m - along_m, p.up_m - up_m, -across_m];
            let away = to.iter().map(|c| c * c).sum::<f64>().sqrt();
            let r = away.max(p.half_width_m).max(1e-6);
            // q" = chi q Hc sum w_j tau_j / (4 pi r_j²)
            let part = p.weight * radiated_w * wayne(air, r) / (4.0 * PI * r * r);
            for (s, c) in sum.iter_mut().zip(to) {
                *s += part * c / r;
            }
        }
        sum.iter().map(|c| c * c).sum::<f64>().sqrt()
    }

    /// Whether the flame is outside of those that were measured.
    pub fn outside(&self) -> Option<Outside> {
        FROUDE.check(self.froude)
    }
}

/// Dimensionless length of the flame.
fn length_star(froude: f64) -> f64 {
    // L* = 13.5 Fr^0.4 / (1 + 0.07 Fr²)^0.2  Fr < 5,  23 from there on
    if froude < 5.0 {
        13.5 * froude.powf(0.4) / (1.0 + 0.07 * froude * froude).powf(0.2)
    } else {
        23.0
    }
}

/// Weight of point `j` of 1 to n: rising to three quarters of the flame, then falling to 1.
fn weight(j: usize) -> f64 {
    let n = POINTS as f64;
    let (j, peak) = (j as f64, (0.75 * n).floor());
    if j <= peak {
        j
    } else {
        peak - (peak - 1.0) / (n - (peak + 1.0)) * (j - (peak + 1.0))
    }
}

/// The points of the axis: a cone of hot gas, `width_m` wide at the tip, of `lift_n_m3` newton a cubic metre, on a jet of
/// `thrust_n`.
fn axis(
    length_m: f64,
    width_m: f64,
    lift_n_m3: f64,
    thrust_n: f64,
    elevation_rad: f64,
) -> [Point; POINTS] {
    let all: f64 = (1..=POINTS).map(weight).sum();
    let step = length_m / POINTS as f64;
    let (sin, cos) = elevation_rad.sin_cos();
    let (forward, mut upward) = (thrust_n * cos, thrust_n * sin);
    let (mut along, mut up) = (0.0, 0.0);
    std::array::from_fn(|i| {
        let share = (i as f64 + 0.5) / POINTS as f64;
        let half = 0.5 * width_m * share;
        let direction = upward.atan2(forward);
        let (s, c) = direction.sin_cos();
        let point = Point {
            along_m: along + 0.5 * step * c,
            up_m: up + 0.5 * step * s,
            half_width_m: half,
            weight: weight(i + 1) / all,
        };
        along += step * c;
        up += step * s;
        upward += lift_n_m3 * PI * half * half * step;
        point
    })
}

#[cfg(test)]
mod tests {
    use super::super::jet_exit::Gas;
    use super::*;
    use proptest::prelude::*;

    fn methane(pa: f64, d: f64) -> AxialFlame {
        let gas = Gas {
            molar_mass_kg_mol: 0.016_04,
            heat_ratio: 1.3,
            pressure_pa: pa,
            temperature_k: 300.0,
        };
        let out = gas.through(d, 1.0, 101_325.0).unwrap();
        AxialFlame::of(&out, &FlameFuel::METHANE, &Air::default(), 0.0).unwrap()
    }

    #[test]
    fn the_length_of_schefer_jumps_at_five_as_its_source_does() {
        let (below, above) = (length_star(5.0 - 1e-9), length_star(5.0));
        assert!((above / below - 1.096).abs() < 0.001, "{below}");
        assert!((length_star(4.0 + 1e-9) / length_star(4.0) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn weights_are_shares_with_their_peak_at_three_quarters() {
        let flame = methane(7e6, 0.025);
        assert!((flame.points.iter().map(|p| p.weight).sum::<f64>() - 1.0).abs() < 1e-12);
        let peak = (1..=POINTS)
            .max_by(|a, b| weight(*a).total_cmp(&weight(*b)))
            .unwrap();
        assert!(peak == 37 || peak == 38);
        assert!((weight(POINTS) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn far_away_it_is_one_point_and_the_axis_rises() {
        let flame = methane(7e6, 0.025);
        let dry = Air {
            relative_humidity: 0.0,
            co2_ppm: 0.0,
            ..Air::default()
        };
        let q = flame.flux_w_m2(1e6, &dry, 5000.0, 0.0, 0.0);
        let r = 5000.0 - 0.58 * flame.length_m;
        assert!((q / (1e6 / (4.0 * PI * r * r)) - 1.0).abs() < 0.01, "{q}");
        let tip = flame.points.last().unwrap();
        assert!(tip.up_m > 1.0 && tip.up_m < 0.5 * flame.length_m, "{tip:?}");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let gas = Gas {
            molar_mass_kg_mol: 0.016_04,
            heat_ratio: 1.3,
            pressure_pa: 7e6,
            temperature_k: 300.0,
        };
        let out = gas.through(0.01, 1.0, 101_325.0).unwrap();
        let cold = FlameFuel {
            flame_temperature_k: 200.0,
            ..FlameFuel::METHANE
        };
        assert!(AxialFlame::of(&out, &cold, &Air::default(), 0.0).is_err());
        assert!(AxialFlame::of(&out, &FlameFuel::METHANE, &Air::default(), f64::NAN).is_err());
        let other =
            AxialFlame::of(&out, &FlameFuel::hydrocarbon(0.044), &Air::default(), 90.0).unwrap();
        assert!(other.radiant_fraction.is_none() && other.length_m > 0.0);
    }

    proptest! {
        #[test]
        fn radiation_is_finite_everywhere_and_larger_holes_make_longer_flames(
            p in 1.1f64..500.0, d in 1e-3f64..0.2, x in -20.0f64..100.0, y in -5.0f64..50.0, z in -50.0f64..50.0,
        ) {
            let (a, b) = (methane(p * 1e5, d), methane(p * 1e5, d * 1.001));
            if (a.froude < 5.0) == (b.froude < 5.0) {
                prop_assert!(b.length_m > a.length_m && b.length_m < 1.02 * a.length_m);
            }
            let q = a.flux_w_m2(1e6, &Air::default(), x, y, z);
            prop_assert!(q.is_finite() && q >= 0.0);
            let chi = a.radiant_fraction.unwrap();
            prop_assert!((0.0..=1.0).contains(&chi));
        }
    }
}
