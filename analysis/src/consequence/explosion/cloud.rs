//! Energy of a vapour cloud, and the distance scaled by it.
//!
//! ```text
//! x_st = 1 / (1 + n_O2 / x_O2)          stoichiometric share of the fuel, by volume
//! E    = 3.5 MJ/m³ V                    of a stoichiometric mixture that fills a congested volume V
//! E    = g m ΔHc                        of a flammable mass; g = 2 for a cloud on the ground
//! R    = r (p0 / E)^(1/3)               scaled distance
//! ```
//!
//! The factor g belongs to curves for free air ([`super::bst`]: the ground mirrors the blast). Curves for a
//! hemisphere on the ground ([`super::multi_energy`]) have it in them already: g = 1.
//!
//! Source: CCPS, *Guidelines for Vapor Cloud Explosion, Pressure Vessel Burst, BLEVE and Flash Fire Hazards*, 2nd ed.,
//! 2010, ch. 6; TNO Yellow Book CPR 14E (2005) 5.5 for 3.5 MJ/m³. The stoichiometric share is verified against a
//! published butane example (0.031219).

use crate::consequence::{Outside, Range};

/// Heat of combustion of a stoichiometric mixture of a hydrocarbon and air, J/m³ (CPR 14E 5.5).
pub const MIXTURE_HEAT_J_M3: f64 = 3.5e6;
/// Oxygen in dry air, share by volume: US Standard Atmosphere 1976.
pub const OXYGEN_IN_AIR: f64 = 0.209_46;
/// How much more a cloud on the ground counts on a curve for free air (CCPS 2010).
pub const GROUND_FACTOR: f64 = 2.0;

const ENERGY: Range = Range {
    what: "energy of the cloud, J",
    min: 1e7,
    max: 1e13,
    source: "from a kilogram of fuel to some hundred tonnes; our judgement",
};

/// Stoichiometric share of the fuel in its mixture with air, by volume, where a mole of it takes
/// `oxygen_per_mole` moles of oxygen (6.5 for butane).
pub fn stoichiometric_share(oxygen_per_mole: f64, oxygen_in_air: f64) -> f64 {
    1.0 / (1.0 + oxygen_per_mole / oxygen_in_air)
}

/// Energy, J, of a stoichiometric mixture in a congested volume.
pub fn energy_of_volume_j(volume_m3: f64) -> f64 {
    MIXTURE_HEAT_J_M3 * volume_m3
}

/// Energy, J, of a flammable mass, with the factor of the ground.
pub fn energy_of_mass_j(mass_kg: f64, heat_of_combustion_j_kg: f64, ground_factor: f64) -> f64 {
    ground_factor * mass_kg * heat_of_combustion_j_kg
}

/// Distance over this length, m, is the scaled distance: (E/p0)^(1/3).
pub fn length_m(energy_j: f64, ambient_pa: f64) -> f64 {
    (energy_j / ambient_pa).cbrt()
}

/// What the energy was not made for.
pub fn outside(energy_j: f64) -> Option<Outside> {
    ENERGY.check(energy_j)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stoichiometric_mixture_of_butane_holds_three_and_a_half_megajoules() {
        let share = stoichiometric_share(6.5, OXYGEN_IN_AIR);
        assert!((share - 0.031_218_607_756_809).abs() < 1e-14);
        // Butane, 45.7 MJ/kg, 58.12 g/mol, at 15 °C and one atmosphere: 42.3 mol/m³.
        let heat = share * 42.3 * 0.058_12 * 45.7e6;
        assert!((heat / MIXTURE_HEAT_J_M3 - 1.0).abs() < 0.02, "{heat}");
        assert!((length_m(energy_of_mass_j(1.0, 1.2e8, 2.0), 101_325.0) - 13.3307).abs() < 1e-3);
        assert!(outside(1e3).is_some() && outside(energy_of_volume_j(1e4)).is_none());
    }
}
