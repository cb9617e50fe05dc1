//! Properties of a pure substance at a temperature, from the points that `standards::chemicals` knows.
//!
//! Each property is a sourced curve that is scaled to pass through the points of the table: vapour pressure by
//! Antoine, beyond its range by Ambrose and Walton up to the critical point; density of the liquid by Rackett;
//! heat of vaporisation by Watson; heat capacity of the liquid by Rowlinson and Bondi; of the gas by a cubic.
//! Where a gas is far from ideal, [`PengRobinson`] gives density, enthalpy and entropy.
//!
//! Made for pure, non-electrolyte fluids between melting and critical point. Substances that associate in the
//! vapour (hydrogen fluoride, carboxylic acids, nitrogen dioxide) have heats of vaporisation as measured, but a
//! gas by Peng and Robinson would be too thin: see [`Substance::gas_outside`].

pub mod gas_heat_capacity;
pub mod liquid_density;
pub mod liquid_heat_capacity;
pub mod peng_robinson;
pub(crate) mod root;
pub mod vaporisation;
pub mod vapour_pressure;

pub use gas_heat_capacity::GasHeatCapacity;
pub use liquid_density::LiquidDensity;
pub use liquid_heat_capacity::LiquidHeatCapacity;
pub use peng_robinson::{PengRobinson, Phase, State};
pub use vaporisation::Vaporisation;
pub use vapour_pressure::VapourPressure;

use super::{Outside, R, Range};
use crate::standards::chemicals::{self, Chemical};

/// Temperature of the points of `chemicals.csv`, K.
pub const REFERENCE_K: f64 = 298.15;

/// A pure substance, ready to be asked for its properties at a temperature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Substance {
    /// Molar mass, kg/mol.
    pub molar_mass_kg_mol: f64,
    /// Boiling point at 101.325 kPa, K.
    pub boiling_k: f64,
    /// Critical temperature, K.
    pub critical_k: f64,
    /// Critical pressure, Pa.
    pub critical_pa: f64,
    /// Acentric factor: `-1 - log10(p/pc)` at 0.7 Tc (Pitzer 1955).
    pub acentric: f64,
    /// Ratio of the heat capacities of the ideal gas at 298.15 K.
    pub gamma: Option<f64>,
    /// Vapour pressure.
    pub vapour_pressure: VapourPressure,
    /// Density of the liquid.
    pub liquid_density: Option<LiquidDensity>,
    /// Heat of vaporisation.
    pub vaporisation: Vaporisation,
    /// Heat capacity of the liquid.
    pub liquid_heat_capacity: Option<LiquidHeatCapacity>,
    /// Heat capacity of the ideal gas.
    pub gas_heat_capacity: Option<GasHeatCapacity>,
}

impl Substance {
    /// The substance of a row of the table.
    pub fn of(chemical: &Chemical) -> Self {
        let vapour_pressure = VapourPressure::of(chemical);
        let acentric = vapour_pressure.acentric_factor();
        let gas_heat_capacity = GasHeatCapacity::of(chemical);
        Self {
            molar_mass_kg_mol: chemical.mw_g_mol * 1e-3,
            boiling_k: chemical.tb_k,
            critical_k: chemical.tc_k,
            critical_pa: chemical.pc_pa,
            acentric,
            gamma: chemical.gamma_298k,
            vapour_pressure,
            liquid_density: LiquidDensity::of(chemical, acentric),
            vaporisation: Vaporisation::of(chemical),
            liquid_heat_capacity: LiquidHeatCapacity::of(chemical, acentric, gas_heat_capacity),
            gas_heat_capacity,
        }
    }

    /// The substance of a CAS number or a name, Chinese or English.
    pub fn find(text: &str) -> Option<Self> {
        chemicals::find(text).map(Self::of)
    }

    /// Equation of state of its gas; none where the heat capacity of the gas is not known.
    pub fn gas(&self) -> Option<PengRobinson> {
        let heat_capacity = self.gas_heat_capacity?;
        Some(PengRobinson::new(
            self.critical_k,
            self.critical_pa,
            self.acentric,
            self.molar_mass_kg_mol,
            heat_capacity,
        ))
    }

    /// Surface tension of the liquid, N/m; none from the critical temperature on.
    ///
    /// ```text
    /// sigma = Pc^(2/3) Tc^(1/3) Q (1 - Tr)^(11/9)      mN/m, Pc in bar
    /// Q = 0.1196 [1 + Tbr ln(Pc/1.01325)/(1 - Tbr)] - 0.279
    /// ```
    /// Brock and Bird (1955) with Miller's Q, in Poling et al., *The Properties of Gases and Liquids*, 5th ed.,
    /// eq. 12-3.4 and 12-3.5; from memory. For what has no hydrogen bonds, within some 5 %.
    pub fn surface_tension_n_m(&self, t_k: f64) -> Option<f64> {
        if !(t_k > 0.0 && t_k < self.critical_k) {
            return None;
        }
        let (tr, tbr) = (t_k / self.critical_k, self.boiling_k / self.critical_k);
        let pc_bar = self.critical_pa * 1e-5;
        let q = 0.1196 * (1.0 + tbr * (pc_bar / 1.013_25).ln() / (1.0 - tbr)) - 0.279;
        let sigma =
            pc_bar.powf(2.0 / 3.0) * self.critical_k.cbrt() * q * (1.0 - tr).powf(11.0 / 9.0);
        Some(sigma.max(0.0) * 1e-3)
    }

    /// Density of the vapour that stands over its liquid, kg/m³; by Peng and Robinson where that is known,
    /// else as an ideal gas. None from the critical temperature on.
    pub fn vapour_density_kg_m3(&self, t_k: f64) -> Option<f64> {
        let p = self.vapour_pressure.at(t_k)?;
        Some(match self.gas() {
            Some(gas) => gas.density_kg_m3(t_k, p, Phase::Vapour),
            None => p * self.molar_mass_kg_mol / (R * t_k),
        })
    }

    /// Where the gas is not one that Peng and Robinson describe: the heat of vaporisation that Clausius and
    /// Clapeyron give with a vapour by Peng and Robinson, over the measured one. Away from 1 by more than a fifth
    /// the vapour associates, and is denser than the equation says.
    pub fn gas_outside(&self) -> Option<Outside> {
        const RANGE: Range = Range {
            what: "heat of vaporisation by Clausius-Clapeyron over the measured one, -",
            min: 0.8,
            max: 1.2,
            source: "own check: beyond it the vapour associates",
        };
        let t = self.boiling_k;
        let step = 1e-3 * t;
        let (below, above) = (
            self.vapour_pressure.at(t - step)?,
            self.vapour_pressure.at(t + step)?,
        );
        let slope = (above - below) / (2.0 * step);
        let liquid = self
            .liquid_density
            .and_then(|d| d.at(t))
            .map_or(0.0, f64::recip);
        let gas = self.vapour_density_kg_m3(t)?;
        let heat = t * slope * (gas.recip() - liquid);
        RANGE.check(heat / self.vaporisation.at(t)?)
    }
}

/// How far `t` is on the way from `from` to `to`, 0 to 1; 0 where there is no way.
fn share(t: f64, from: f64, to: f64) -> f64 {
    let way = to - from;
    if way.abs() < 1e-6 {
        return 0.0;
    }
    ((t - from) / way).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standards::chemicals::all;
    use proptest::prelude::*;

    #[test]
    fn every_chemical_becomes_a_substance_with_an_acentric_factor_that_can_be() {
        for chemical in all() {
            let s = Substance::of(chemical);
            assert!(
                (-0.3..1.0).contains(&s.acentric),
                "{} {}",
                chemical.name_en,
                s.acentric
            );
        }
        // Poling et al. (5th ed.), appendix A.
        for (name, omega) in [
            ("propane", 0.152),
            ("ammonia", 0.257),
            ("benzene", 0.210),
            ("methanol", 0.565),
        ] {
            let s = Substance::find(name).unwrap();
            assert!((s.acentric - omega).abs() < 0.006, "{name} {}", s.acentric);
        }
    }

    /// Jasper (1972) by way of Poling et al.: propane at 298.15 K, benzene at 293.15 K.
    #[test]
    fn surface_tension_is_that_of_the_handbook() {
        let of = |name, t| {
            Substance::find(name)
                .unwrap()
                .surface_tension_n_m(t)
                .unwrap()
        };
        assert!((of("propane", 298.15) - 7.0e-3).abs() < 0.4e-3);
        assert!((of("benzene", 293.15) - 28.9e-3).abs() < 1.0e-3);
    }

    #[test]
    fn what_associates_is_told() {
        let told = |name| Substance::find(name).unwrap().gas_outside().is_some();
        assert!(told("hydrogen fluoride") && told("acetic acid"));
        assert!(!told("propane") && !told("ammonia") && !told("methanol"));
    }

    proptest! {
        /// Nothing jumps where one curve hands over to the next, and each moves the way it must.
        #[test]
        fn properties_are_continuous_and_monotone(row in 0..85_usize, tr in 0.3..0.985_f64) {
            let s = Substance::of(&all()[row]);
            let (t, u) = (tr * s.critical_k, tr * s.critical_k * 1.0002);
            let near = |a: f64, b: f64, most: f64| (a / b - 1.0).abs() < most;
            let (p, q) = (s.vapour_pressure.at(t).unwrap(), s.vapour_pressure.at(u).unwrap());
            // The slope of ln p grows as 1/T, up to some 60/Tr at the cold end.
            prop_assert!(p <= q && (p < 1e-12 || near(p, q, 0.04)), "psat {p} {q} at {t}");
            let (p, q) = (s.vaporisation.at(t).unwrap(), s.vaporisation.at(u).unwrap());
            prop_assert!(p > 0.0 && near(p, q, 0.02), "hvap {p} {q} at {t}");
            if let Some(d) = s.liquid_density {
                let (p, q) = (d.at(t).unwrap(), d.at(u).unwrap());
                prop_assert!(p > q * 0.999_999 && near(p, q, 0.02), "rho {p} {q} at {t}");
            }
            if let Some(c) = s.liquid_heat_capacity {
                prop_assert!(c.at(t) > 0.0 && near(c.at(t), c.at(u), 0.05), "cp {} at {t}", c.at(t));
            }
        }
    }
}
