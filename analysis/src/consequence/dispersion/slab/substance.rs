//! What SLAB needs to know of a substance.

use crate::consequence::R;
use crate::error::{Error, checked};
use crate::standards::chemicals::Chemical;

/// Pressure for which boiling points are told, Pa.
pub(super) const BOILING_PRESSURE_PA: f64 = 101_325.0;
/// Temperature for which the table of chemicals tells heat capacities, K.
const TABLE_K: f64 = 298.15;

/// Properties of a substance, as SLAB's input names them (Ermak 1990, section 3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Substance {
    /// Molar mass, kg/mol (`wms`).
    pub molar_mass_kg_mol: f64,
    /// Heat capacity of the vapour at constant pressure, J/(kg K) (`cps`).
    pub vapour_heat_capacity_j_kg_k: f64,
    /// Boiling point at 101 325 Pa, K (`tbp`).
    pub boiling_k: f64,
    /// Heat of vaporisation at the boiling point, J/kg (`dhe`).
    pub vaporisation_j_kg: f64,
    /// Heat capacity of the liquid, J/(kg K) (`cpsl`).
    pub liquid_heat_capacity_j_kg_k: f64,
    /// Density of the liquid, kg/m³ (`rhosl`).
    pub liquid_density_kg_m3: f64,
    /// B of the saturation pressure exp(A − B/(T + C)), K (`spb`).
    pub saturation_b_k: f64,
    /// C of the saturation pressure, K (`spc`).
    pub saturation_c_k: f64,
}

impl Substance {
    /// The substance of a row of the table of chemicals, where that holds all that is needed.
    ///
    /// The saturation pressure keeps the slope of the Antoine equation (B ln 10) and goes through the boiling
    /// point. A heat capacity of the liquid that is missing, or is told for a temperature above the critical one,
    /// is set to 1.5 times that of the vapour, a missing density to 700 kg/m³ (from memory; both matter only for
    /// what comes out as droplets).
    pub fn of(chemical: &Chemical) -> Option<Self> {
        let vapour = chemical.cp_gas_298k_j_kg_k?;
        Some(Self {
            molar_mass_kg_mol: chemical.mw_g_mol / 1e3,
            vapour_heat_capacity_j_kg_k: vapour,
            boiling_k: chemical.tb_k,
            vaporisation_j_kg: chemical.hvap_tb_j_kg,
            liquid_heat_capacity_j_kg_k: chemical
                .cp_liq_298k_j_kg_k
                .filter(|_| chemical.tc_k > TABLE_K)
                .unwrap_or(1.5 * vapour),
            liquid_density_kg_m3: chemical
                .rho_liq_tb_kg_m3
                .or(chemical.rho_liq_298k_kg_m3)
                .unwrap_or(700.0),
            saturation_b_k: chemical.antoine_b * std::f64::consts::LN_10,
            saturation_c_k: chemical.antoine_c,
        })
    }

    /// B of the saturation pressure by Clausius and Clapeyron, for C = 0, K.
    pub fn clapeyron_b_k(molar_mass_kg_mol: f64, vaporisation_j_kg: f64) -> f64 {
        vaporisation_j_kg * molar_mass_kg_mol / R
    }

    /// Saturation pressure, Pa: `p = 101 325 exp(B/(Tb + C) − B/(T + C))`.
    pub fn saturation_pa(&self, temperature_k: f64) -> f64 {
        let shifted = temperature_k + self.saturation_c_k;
        if shifted <= 0.0 {
            return 0.0;
        }
        BOILING_PRESSURE_PA
            * (self.saturation_b_k / (self.boiling_k + self.saturation_c_k)
                - self.saturation_b_k / shifted)
                .min(200.0)
                .exp()
    }

    /// Slope of the logarithm of the saturation pressure, 1/K.
    pub(super) fn saturation_slope_per_k(&self, temperature_k: f64) -> f64 {
        let shifted = (temperature_k + self.saturation_c_k).max(1.0);
        self.saturation_b_k / (shifted * shifted)
    }

    /// Temperature at which a pressure saturates, K.
    pub(super) fn dew_point_k(&self, pressure_pa: f64) -> f64 {
        let at_boiling = self.saturation_b_k / (self.boiling_k + self.saturation_c_k);
        let inverse = at_boiling - (pressure_pa / BOILING_PRESSURE_PA).ln();
        self.saturation_b_k / inverse.max(1e-3 * at_boiling) - self.saturation_c_k
    }

    /// Heat of vaporisation at a temperature, J/kg, by Kirchhoff from that at the boiling point; not below a
    /// tenth of it.
    pub(super) fn vaporisation_at_j_kg(&self, temperature_k: f64) -> f64 {
        let change = self.vapour_heat_capacity_j_kg_k - self.liquid_heat_capacity_j_kg_k;
        (self.vaporisation_j_kg + change * (temperature_k - self.boiling_k))
            .max(0.1 * self.vaporisation_j_kg)
    }

    /// Refuses what no substance has.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] with the property.
    pub fn check(&self) -> Result<(), Error> {
        checked("molar mass, kg/mol", self.molar_mass_kg_mol, 0.002, 1.0)?;
        checked(
            "heat capacity of the vapour, J/(kg K)",
            self.vapour_heat_capacity_j_kg_k,
            50.0,
            30_000.0,
        )?;
        checked("boiling point, K", self.boiling_k, 4.0, 1_000.0)?;
        checked(
            "heat of vaporisation, J/kg",
            self.vaporisation_j_kg,
            1e3,
            1e7,
        )?;
        checked(
            "heat capacity of the liquid, J/(kg K)",
            self.liquid_heat_capacity_j_kg_k,
            50.0,
            30_000.0,
        )?;
        checked(
            "density of the liquid, kg/m3",
            self.liquid_density_kg_m3,
            10.0,
            20_000.0,
        )?;
        checked("saturation constant B, K", self.saturation_b_k, 1.0, 1e5)?;
        // T + C must stay above 0 at the boiling point.
        checked(
            "saturation constant C, K",
            self.saturation_c_k,
            1.0 - self.boiling_k,
            1e4,
        )?;
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Ammonia as in SLAB's own problem 2.
    pub(in super::super) const AMMONIA: Substance = Substance {
        molar_mass_kg_mol: 0.017_031,
        vapour_heat_capacity_j_kg_k: 2_045.9,
        boiling_k: 239.57,
        vaporisation_j_kg: 1.17e6,
        liquid_heat_capacity_j_kg_k: 4_611.8,
        liquid_density_kg_m3: 603.0,
        saturation_b_k: 2_976.01,
        saturation_c_k: 0.0,
    };

    #[test]
    fn saturation_goes_through_the_boiling_point_and_back() {
        assert!((AMMONIA.saturation_pa(239.57) - 101_325.0).abs() < 1e-6);
        for t in [180.0, 214.0, 300.0] {
            let back = AMMONIA.dew_point_k(AMMONIA.saturation_pa(t));
            assert!((back - t).abs() < 1e-9, "{back}");
        }
    }

    #[test]
    fn chemicals_of_the_table_are_substances() {
        let mut known = 0;
        for chemical in crate::standards::chemicals::all() {
            if let Some(substance) = Substance::of(chemical) {
                substance.check().unwrap();
                known += 1;
            }
        }
        assert!(known > 70, "{known}");
    }

    #[test]
    fn what_no_substance_has_is_named() {
        let bad = Substance {
            molar_mass_kg_mol: -1.0,
            ..AMMONIA
        };
        assert!(bad.check().unwrap_err().to_string().contains("molar mass"));
    }
}
