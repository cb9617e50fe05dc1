//! A liquid that boils when its pressure falls: what the two-phase models of outflow need to know of it.

use crate::consequence::properties::Substance;

/// A liquid under pressure, at or below its boiling point there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoilingLiquid {
    /// Pressure in the vessel, Pa.
    pub pressure_pa: f64,
    /// Temperature in the vessel, K.
    pub temperature_k: f64,
    /// Vapour pressure at that temperature, Pa; not above the pressure in the vessel.
    pub saturation_pa: f64,
    /// Density of the liquid, kg/m³.
    pub liquid_kg_m3: f64,
    /// Density of the vapour at saturation, kg/m³.
    pub vapour_kg_m3: f64,
    /// Heat capacity of the liquid, J/(kg K).
    pub heat_capacity_j_kg_k: f64,
    /// Heat of vaporisation, J/kg.
    pub latent_j_kg: f64,
}

impl BoilingLiquid {
    /// A substance as a liquid under a pressure, Pa, at a temperature, K; none where it has no liquid or its
    /// properties are not known. Where the pressure is below the vapour pressure, saturated.
    pub fn of(substance: &Substance, pressure_pa: f64, temperature_k: f64) -> Option<Self> {
        let saturation_pa = substance.vapour_pressure.at(temperature_k)?;
        Some(Self {
            pressure_pa: pressure_pa.max(saturation_pa),
            temperature_k,
            saturation_pa,
            liquid_kg_m3: substance.liquid_density?.at(temperature_k)?,
            vapour_kg_m3: substance.vapour_density_kg_m3(temperature_k)?,
            heat_capacity_j_kg_k: substance.liquid_heat_capacity?.at(temperature_k),
            latent_j_kg: substance.vaporisation.at(temperature_k)?,
        })
    }

    /// How much a kilogram swells when it evaporates, m³/kg.
    pub fn swelling_m3_kg(&self) -> f64 {
        (self.vapour_kg_m3.recip() - self.liquid_kg_m3.recip()).max(0.0)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Propane at 25 °C under its own pressure, or `over` it.
    pub(in super::super) fn propane(over_pa: f64) -> BoilingLiquid {
        let substance = Substance::find("propane").unwrap();
        let saturation = substance.vapour_pressure.at(298.15).unwrap();
        BoilingLiquid::of(&substance, saturation + over_pa, 298.15).unwrap()
    }

    #[test]
    fn propane_at_25_c_is_that_of_the_reference_equation() {
        let liquid = propane(0.0);
        // Table's points; vapour 20.6 kg/m³ (NIST Chemistry WebBook, from memory).
        assert!((liquid.saturation_pa / 952_079.0 - 1.0).abs() < 1e-3);
        assert!((liquid.vapour_kg_m3 / 20.6 - 1.0).abs() < 0.02);
        // Swelling by Clausius-Clapeyron: h/(T dp/dT), dp/dT = 24.9 kPa/K.
        let other = liquid.latent_j_kg / (298.15 * 24.9e3);
        assert!((liquid.swelling_m3_kg() / other - 1.0).abs() < 0.03);
    }
}
