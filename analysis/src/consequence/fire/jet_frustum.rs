//! A jet fire as a frustum of a cone: Chamberlain's model, as the Yellow Book has it.
//!
//! ```text
//! W   = M / (15.816 M + 0.0395)                              fuel in a stoichiometric mixture, by mass
//! Ds  = sqrt(4 q / (pi rho_a uj))                            effective diameter of the source
//! 0.024 (g Ds/uj²)^(1/3) Y^(5/3) + 0.2 Y^(2/3) = (2.85/W)^(2/3)
//! Lb0 = Y Ds                                                 length in still air, upright
//! Lb  = Lb0 (0.51 exp(-0.4 u) + 0.49) (1 - 0.00607 (th - 90))
//! Rw  = u / uj,  Ri = (g/(Ds² uj²))^(1/3) Lb0
//! al  = (th - 90)(1 - exp(-25.6 Rw)) + 8000 Rw / Ri                              Rw <= 0.05
//!       (th - 90)(1 - exp(-25.6 Rw)) + (134 + 1726 sqrt(Rw - 0.026)) / Ri        above
//! b   = Lb sin(K al) / sin al,  K = 0.185 exp(-20 Rw) + 0.015   from the hole to the flame
//! Rl  = sqrt(Lb² - b² sin² al) - b cos al                       length of the frustum
//! W1  = Ds (13.5 exp(-6 Rw) + 1.5) [1 - (1 - sqrt(rho_a/rho_j)/15) exp(-70 RiD^(C Rw))]
//!       RiD = (g/(Ds² uj²))^(1/3) Ds,  C = 1000 exp(-100 Rw) + 0.8
//! W2  = Lb (0.18 exp(-1.5 Rw) + 0.31)(1 - 0.47 exp(-25 Rw))
//! A   = pi/4 (W1² + W2²) + pi/2 (W1 + W2) sqrt(Rl² + ((W2 - W1)/2)²)
//! Fs  = 0.21 exp(-0.00323 uj) + 0.11
//! SEP = Fs q Hc / A
//! ```
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | M | molar mass of the fuel | kg/mol |
//! | q, uj, rho_j | mass rate; speed and density of the jet expanded to ambient pressure | kg/s, m/s, kg/m³ |
//! | u, rho_a | wind, density of the air | m/s, kg/m³ |
//! | th | from the direction the wind blows to, up to the axis of the hole | deg |
//! | al | from the axis of the hole to that of the flame, towards the wind's direction | deg |
//! | W1, W2 | widths of the frustum at its ends | m |
//!
//! The flame is kept between the upright (where it leaves below it) or the axis of the hole and the direction of
//! the wind. A flashing jet is taken by its mass and momentum: q and uj. What lies under the ground does not
//! radiate. At Rw = 0.05 the tilt jumps by less than 1 %.
//!
//! Sources: Chamberlain, *Chem. Eng. Res. Des.* 65 (1987) 299; TNO Yellow Book CPR 14E (2005) 6.5.3
//! (from memory). The one printed example of the Yellow Book contradicts itself; distances to 4 to 37.5 kW/m²
//! of horizontal propane jets by another program are met within 21 %, too far rather than too near.

use std::f64::consts::PI;

use super::air::Air;
use super::jet_exit::Exit;
use super::pool::Path;
use super::reach::farthest_m;
use super::solid::{Disc, Solid};
use crate::consequence::{G, Outside, Range};
use crate::error::{Error, above_zero, checked};

const SPEED_RATIO: Range = Range {
    what: "wind over speed of the jet",
    min: 0.0,
    max: 0.2,
    source: "Chamberlain 1987 (from memory)",
};

const ELEVATION: Range = Range {
    what: "elevation of the jet in deg",
    min: 45.0,
    max: 135.0,
    source: "Chamberlain 1987: flares (from memory); flatter jets by extrapolation",
};

/// What a jet fire is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jet {
    /// How the fuel leaves.
    pub exit: Exit,
    /// Molar mass of the fuel, kg/mol.
    pub molar_mass_kg_mol: f64,
    /// Heat of combustion, J/kg.
    pub heat_of_combustion_j_kg: f64,
    /// From the direction the wind blows to, up to the axis of the hole, deg: 0 along the wind, 90 upright, 180
    /// against the wind.
    pub elevation_deg: f64,
    /// Height of the hole above the ground, m.
    pub height_m: f64,
    /// Wind, m/s.
    pub wind_m_s: f64,
    /// Share of the heat that is radiated; Chamberlain's Fs where none is given.
    pub radiative_fraction: Option<f64>,
}

/// A solved jet fire. The wind blows along +x, the hole is above the origin.
#[derive(Debug, Clone, Copy)]
pub struct JetFire {
    /// From the hole to the tip, m.
    pub length_m: f64,
    /// From the hole to the flame, m.
    pub lift_off_m: f64,
    /// From the axis of the hole to that of the flame, deg.
    pub tilt_deg: f64,
    /// Length of the frustum, m.
    pub frustum_length_m: f64,
    /// Width where it begins, m.
    pub start_width_m: f64,
    /// Width at the tip, m.
    pub end_width_m: f64,
    /// Share of the heat that is radiated.
    pub radiative_fraction: f64,
    /// Emissive power, W/m².
    pub emissive_power_w_m2: f64,
    body: Solid,
    path: Path,
}

/// Y of 0.024 (g Ds/uj²)^(1/3) Y^(5/3) + 0.2 Y^(2/3) = (2.85/W)^(2/3), by Newton in z = Y^(1/3): convex and
/// rising, so that it comes down from above without a bound.
fn dimensionless_length(a: f64, c: f64) -> f64 {
    let b = 0.2;
    let mut z = (c / b).sqrt().min((c / a).powf(0.2));
    for _ in 0..40 {
        let f = a * z.powi(5) + b * z * z - c;
        z -= f / (5.0 * a * z.powi(4) + 2.0 * b * z);
    }
    z.powi(3)
}

/// Share of the heat that is radiated, by the speed of the jet, m/s.
pub fn radiative_fraction(speed_m_s: f64) -> f64 {
    // Fs = 0.21 exp(-0.00323 uj) + 0.11
    0.21 * (-0.003_23 * speed_m_s).exp() + 0.11
}

/// Fuel in a stoichiometric mixture with air, share of mass: paraffins; within 1 % for hydrogen too.
pub fn stoichiometric_share(molar_mass_kg_mol: f64) -> f64 {
    // W = M / (15.816 M + 0.0395)
    molar_mass_kg_mol / (15.816 * molar_mass_kg_mol + 0.0395)
}

impl Jet {
    /// The same jet, where it can be.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for quantities that cannot be.
    pub fn checked(self) -> Result<Self, Error> {
        above_zero("mass rate in kg/s", self.exit.mass_rate_kg_s)?;
        above_zero("speed of the jet in m/s", self.exit.speed_m_s)?;
        above_zero("density of the jet in kg/m3", self.exit.density_kg_m3)?;
        above_zero("molar mass in kg/mol", self.molar_mass_kg_mol)?;
        above_zero("heat of combustion in J/kg", self.heat_of_combustion_j_kg)?;
        checked("elevation in deg", self.elevation_deg, 0.0, 180.0)?;
        checked("height in m", self.height_m, 0.0, 1e4)?;
        checked("wind in m/s", self.wind_m_s, 0.0, 100.0)?;
        if let Some(share) = self.radiative_fraction {
            checked("radiative fraction", share, 0.0, 1.0)?;
        }
        Ok(self)
    }

    /// What is outside of the flares for which the model was made.
    pub fn outside(&self) -> Vec<Outside> {
        SPEED_RATIO
            .check(self.wind_m_s / self.exit.speed_m_s)
            .into_iter()
            .chain(ELEVATION.check(self.elevation_deg))
            .collect()
    }

    /// Solves the jet fire in an air, seen through `path`.
    ///
    /// # Errors
    /// As [`checked`](Self::checked), and where the flame would have no length.
    pub fn burn(&self, air: &Air, path: Path) -> Result<JetFire, Error> {
        self.checked()?;
        let Exit {
            mass_rate_kg_s: q,
            speed_m_s: uj,
            density_kg_m3: rho_j,
        } = self.exit;
        let rho_a = air.checked()?.density_kg_m3();
        let (u, th) = (self.wind_m_s, self.elevation_deg);
        let w = stoichiometric_share(self.molar_mass_kg_mol);
        // Ds = sqrt(4 q / (pi rho_a uj))
        let ds = (4.0 * q / (PI * rho_a * uj)).sqrt();
        let y = dimensionless_length(
            0.024 * (G * ds / (uj * uj)).cbrt(),
            (2.85 / w).powf(2.0 / 3.0),
        );
        let lb0 = y * ds;
        // Lb = Lb0 (0.51 exp(-0.4 u) + 0.49) (1 - 0.00607 (th - 90))
        let lb = lb0 * (0.51 * (-0.4 * u).exp() + 0.49) * (1.0 - 0.006_07 * (th - 90.0));
        above_zero("flame length in m", lb)?;
        let rw = u / uj;
        let per_m = (G / (ds * ds * uj * uj)).cbrt();
        let tilt_deg = tilt_deg(th, rw, per_m * lb0);
        let al = tilt_deg.to_radians();
        // b = Lb sin(K al) / sin al
        let k = 0.185 * (-20.0 * rw).exp() + 0.015;
        let ratio = if al.abs() < 1e-6 {
            k
        } else {
            (k * al).sin() / al.sin()
        };
        let b = lb * ratio.clamp(0.0, 0.9);
        // Rl = sqrt(Lb² - b² sin² al) - b cos al
        let rl = (lb * lb - (b * al.sin()).powi(2)).max(0.0).sqrt() - b * al.cos();
        // W1 = Ds (13.5 exp(-6 Rw) + 1.5) [1 - (1 - sqrt(rho_a/rho_j)/15) exp(-70 RiD^(C Rw))]
        let power = (1000.0 * (-100.0 * rw).exp() + 0.8) * rw;
        let hidden = (-70.0 * (per_m * ds).powf(power)).exp();
        let w1 = ds
            * (13.5 * (-6.0 * rw).exp() + 1.5)
            * (1.0 - (1.0 - (rho_a / rho_j).sqrt() / 15.0) * hidden);
        // W2 = Lb (0.18 exp(-1.5 Rw) + 0.31)(1 - 0.47 exp(-25 Rw))
        let w2 = lb * (0.18 * (-1.5 * rw).exp() + 0.31) * (1.0 - 0.47 * (-25.0 * rw).exp());
        let area =
            PI / 4.0 * (w1 * w1 + w2 * w2) + PI / 2.0 * (w1 + w2) * rl.hypot((w2 - w1) / 2.0);
        let fs = self.radiative_fraction.unwrap_or(radiative_fraction(uj));
        let direction = |deg: f64| {
            let (s, c) = deg.to_radians().sin_cos();
            [c, 0.0, s]
        };
        let (hole, axis) = (direction(th), direction(th - tilt_deg));
        let start = [b * hole[0], 0.0, self.height_m + b * hole[2]];
        let end = [start[0] + rl * axis[0], 0.0, start[2] + rl * axis[2]];
        let disc = |centre, width: f64| Disc {
            centre,
            radius_m: width / 2.0,
        };
        Ok(JetFire {
            length_m: lb,
            lift_off_m: b,
            tilt_deg,
            frustum_length_m: rl,
            start_width_m: w1,
            end_width_m: w2,
            radiative_fraction: fs,
            // SEP = Fs q Hc / A
            emissive_power_w_m2: fs * q * self.heat_of_combustion_j_kg / area,
            body: Solid::new(disc(start, w1), disc(end, w2), axis),
            path,
        })
    }
}

/// Tilt of the flame from the axis of the hole, deg.
fn tilt_deg(th: f64, rw: f64, ri: f64) -> f64 {
    let turned = (th - 90.0) * -(-25.6 * rw).exp_m1();
    let blown = if rw <= 0.05 {
        8000.0 * rw
    } else {
        134.0 + 1726.0 * (rw - 0.026).sqrt()
    };
    // Not past the wind's direction, not past the upright from below, nor so far that it turns back into itself.
    (turned + blown / ri).clamp((th - 90.0).min(0.0), th.min(150.0))
}

impl JetFire {
    /// Radiation, W/m², on a surface turned to the flame, `downwind_m`, `crosswind_m` from below the hole,
    /// `height_m` above the ground. In the flame it is the emissive power.
    pub fn flux_w_m2(&self, downwind_m: f64, crosswind_m: f64, height_m: f64) -> f64 {
        let p = [downwind_m, crosswind_m, height_m.max(0.0)];
        self.path.transmissivity(self.body.distance_m(p))
            * self.emissive_power_w_m2
            * self.body.view_factor(p).maximum
    }

    /// How far from below the hole, m, a level of radiation reaches at `height_m`, at a bearing to the direction the
    /// wind blows to. None where nothing is at that level.
    pub fn distance_m(&self, level_w_m2: f64, bearing_rad: f64, height_m: f64) -> Option<f64> {
        let (s, c) = bearing_rad.sin_cos();
        let tip = self.body.end().centre;
        let scale = 2.0 * (self.length_m + self.end_width_m) + tip[0].abs();
        farthest_m(
            |r| self.flux_w_m2(r * c, r * s, height_m),
            level_w_m2,
            scale,
        )
    }

    /// The flame as a body.
    pub fn body(&self) -> &Solid {
        &self.body
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn jet(q: f64, uj: f64, u: f64, th: f64) -> Jet {
        Jet {
            exit: Exit {
                mass_rate_kg_s: q,
                speed_m_s: uj,
                density_kg_m3: 1.5,
            },
            molar_mass_kg_mol: 0.0441,
            heat_of_combustion_j_kg: 46.3e6,
            elevation_deg: th,
            height_m: 1.0,
            wind_m_s: u,
            radiative_fraction: None,
        }
    }

    fn burn(jet: &Jet) -> JetFire {
        let air = Air::default();
        jet.burn(&air, Path::Through(air)).unwrap()
    }

    #[test]
    fn the_length_solves_its_equation() {
        for (a, c) in [(1e-3, 13.0), (1e-8, 5.0), (0.5, 20.0), (30.0, 12.0)] {
            let y = dimensionless_length(a, c);
            let left = a * y.powf(5.0 / 3.0) + 0.2 * y.powf(2.0 / 3.0);
            assert!((left / c - 1.0).abs() < 1e-9, "{a} {c}");
        }
    }

    #[test]
    fn methane_and_hydrogen_are_nearly_stoichiometric() {
        // CH4 + 2 (O2 + 3.76 N2): 0.0552; H2: 0.0285
        assert!((stoichiometric_share(0.016_04) / 0.0552 - 1.0).abs() < 0.01);
        assert!((stoichiometric_share(0.002_016) / 0.0285 - 1.0).abs() < 0.015);
    }

    #[test]
    fn in_still_air_it_stands_along_its_hole() {
        let fire = burn(&jet(5.0, 300.0, 0.0, 90.0));
        assert!(fire.tilt_deg.abs() < 1e-12);
        assert!((fire.lift_off_m / fire.length_m - 0.2).abs() < 1e-12);
        assert!((fire.frustum_length_m + fire.lift_off_m - fire.length_m).abs() < 1e-9);
        let tip = fire.body().end().centre;
        assert!((tip[2] - 1.0 - fire.length_m).abs() < 1e-9 && tip[0].abs() < 1e-9);
    }

    #[test]
    fn jets_that_cannot_be_are_refused() {
        let air = Air::default();
        for bad in [
            jet(0.0, 100.0, 1.0, 0.0),
            jet(1.0, -1.0, 1.0, 0.0),
            jet(1.0, 100.0, -1.0, 0.0),
            jet(1.0, 100.0, 1.0, 270.0),
            Jet {
                radiative_fraction: Some(1.5),
                ..jet(1.0, 100.0, 1.0, 0.0)
            },
        ] {
            assert!(bad.burn(&air, Path::Share(1.0)).is_err(), "{bad:?}");
        }
        assert_eq!(jet(1.0, 10.0, 5.0, 0.0).outside().len(), 2);
        assert!(jet(1.0, 100.0, 5.0, 90.0).outside().is_empty());
    }

    proptest! {
        #[test]
        fn the_heat_radiated_leaves_through_the_frustum(
            q in 0.01f64..100.0, uj in 20.0f64..1500.0, u in 0.0f64..20.0, th in 0.0f64..180.0,
        ) {
            let fire = burn(&jet(q, uj, u, th));
            let (w1, w2, l) = (fire.start_width_m, fire.end_width_m, fire.frustum_length_m);
            prop_assert!(w1 > 0.0 && w2 > 0.0 && l > 0.0);
            let slant = l.hypot((w2 - w1) / 2.0);
            let area = PI / 4.0 * (w1 * w1 + w2 * w2) + PI / 2.0 * (w1 + w2) * slant;
            let out = fire.emissive_power_w_m2 * area / (fire.radiative_fraction * q * 46.3e6);
            prop_assert!((out - 1.0).abs() < 1e-9);
            prop_assert!((0.11..=0.32).contains(&fire.radiative_fraction));
        }

        #[test]
        fn nothing_jumps(q in 0.05f64..50.0, uj in 30.0f64..800.0, u in 0.1f64..15.0, th in 0.0f64..180.0) {
            let (a, b) = (burn(&jet(q, uj, u, th)), burn(&jet(q, uj, u * 1.001, th)));
            prop_assert!((b.length_m / a.length_m - 1.0).abs() < 0.01);
            prop_assert!((b.end_width_m / a.end_width_m - 1.0).abs() < 0.02);
            prop_assert!((b.tilt_deg - a.tilt_deg).abs() < 1.0 + 0.02 * a.tilt_deg.abs());
            prop_assert!((b.frustum_length_m / a.frustum_length_m - 1.0).abs() < 0.05);
        }

        #[test]
        fn radiation_is_finite_and_more_fuel_reaches_farther(
            q in 0.05f64..50.0, u in 0.0f64..12.0, x in -200.0f64..200.0, y in -200.0f64..200.0,
        ) {
            let (a, b) = (burn(&jet(q, 200.0, u, 0.0)), burn(&jet(1.3 * q, 200.0, u, 0.0)));
            let flux = a.flux_w_m2(x, y, 0.0);
            prop_assert!(flux >= 0.0 && flux <= a.emissive_power_w_m2);
            let reach = |f: &JetFire| f.distance_m(4e3, 0.0, 0.0);
            if let (Some(near), Some(far)) = (reach(&a), reach(&b)) {
                prop_assert!(far > near);
                prop_assert!((a.flux_w_m2(near, 0.0, 0.0) / 4e3 - 1.0).abs() < 0.01);
            }
        }
    }
}
